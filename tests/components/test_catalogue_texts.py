"""Every check and every problem of a catalogue has its sentence, in both languages."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from components import catalogue_texts, session
from data.model.answer_import import CellPosition
from data.model.catalogue_versions import CatalogueFileProblem, CatalogueStatus, CatalogueVersion, FileProblemKind
from data.rules.catalogue_checks import CHECKS
from data.rules.mapping_checks import KINDS


@pytest.fixture(params=["de", "en"], autouse=True)
def language(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setattr(session, "language", lambda: request.param)
    return request.param


def a_problem(kind: FileProblemKind) -> CatalogueFileProblem:
    return CatalogueFileProblem(CellPosition("Fragen", 3, "B"), kind, "gefunden*", "erwartet*")


def test_every_numbered_check_says_what_it_asks_for() -> None:
    sentences = catalogue_texts.checks()
    assert set(sentences) == {check.name for check in CHECKS}
    assert len(set(sentences.values())) == len(CHECKS)


def test_every_problem_of_a_file_has_a_sentence_of_its_own_with_what_was_typed_as_typed() -> None:
    sentences = [catalogue_texts.file_problem(a_problem(kind)) for kind in FileProblemKind]
    assert len(set(sentences)) == len(FileProblemKind)
    assert not [sentence for sentence in sentences if "*" in sentence.replace(r"\*", "")]
    assert not [sentence for sentence in sentences if "{" in sentence]


def test_every_kind_of_a_mapping_has_a_word() -> None:
    assert tuple(catalogue_texts.kinds()) == KINDS


def test_a_version_says_where_it_stands_and_since_when(language: str) -> None:
    at = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)  # the next day in Germany
    draft = CatalogueVersion("x", "", CatalogueStatus.DRAFT, 0, uploaded_at=at)
    released = CatalogueVersion("x", "", CatalogueStatus.RELEASED, 0, uploaded_at=at, released_at=at)
    shipped = CatalogueVersion("x", "", CatalogueStatus.SHIPPED, 0)
    assert [catalogue_texts.state(each) for each in (draft, released, shipped)] == {
        "de": ["Entwurf vom 23.11.2026", "freigegeben am 23.11.2026", "mitgeliefert"],
        "en": ["draft of 23 Nov 2026", "released on 23 Nov 2026", "part of the program"],
    }[language]
