"""What we ship as content: the released catalogues stay as they are, complete in both languages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import yaml

from data.content import catalogues
from data.rules.catalogue_checks import problems

VERSIONS = ("2021-03", "2021-07")

# A released version never changes: rounds, scores and comparisons refer to it. A better text means a new version.
FINGERPRINTS = {
    "2021-03": "571358de04d3585b21581ed5b251b6402b41ab4e535302459f072a7bd7bb2b19",
    "2021-07": "c337558054dada398e0c7f82e2d4d4677f1ebee011c0d984800b2ed2f1e4272d",
}
ADDED_IN_JULY = {"FZ-05", "EB-08", "KK-04"}


def test_exactly_the_released_versions_are_shipped():
    assert catalogues.versions() == VERSIONS


@pytest.mark.parametrize("version", VERSIONS)
def test_a_released_version_has_not_changed_by_a_single_byte(version):
    assert catalogues.fingerprint(version) == FINGERPRINTS[version]


@pytest.mark.parametrize("version", VERSIONS)
def test_a_released_version_passes_every_check_in_both_languages_without_even_a_note(version):
    assert catalogues.languages(version) == ("en",)
    assert problems(catalogues.candidate(version)) == ()


@pytest.mark.parametrize(
    ("version", "per_field"),
    # 13 + 15 + 29 + 12 + 13 + 11 + 15 = 108, without one question in fields 3, 5 and 7: 105
    [("2021-07", (13, 15, 29, 12, 13, 11, 15)), ("2021-03", (13, 15, 28, 12, 12, 11, 14))],
)
@pytest.mark.parametrize("language", ["de", "en"])
def test_the_questions_are_spread_over_the_seven_fields_as_planned(version, language, per_field):
    loaded = catalogues.catalogue(version, language)
    assert tuple(len(field.questions) for field in loaded.fields) == per_field
    assert len(loaded) == sum(per_field)
    assert len(list(loaded.criteria)) == 35


def test_every_question_may_be_said_not_to_apply():
    assert all(question.may_not_apply for question in catalogues.catalogue("2021-07").questions)


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_older_version_has_the_same_questions_but_for_the_three_that_july_added(language):
    older = {q.id: q for q in catalogues.catalogue("2021-03", language).questions}
    newer = {q.id: q for q in catalogues.catalogue("2021-07", language).questions}
    assert set(newer) - set(older) == ADDED_IN_JULY
    assert all(newer[question_id] == question for question_id, question in older.items())


def test_the_mapping_tells_105_questions_as_equal_and_three_as_new():
    mapping = catalogues.mapping("2021-03", "2021-07")
    assert len(mapping.comparable) == 105
    assert all(old == new for old, new in mapping.comparable.items())
    assert {entry.to_id for entry in mapping.entries if entry.kind == "new"} == ADDED_IN_JULY


@pytest.mark.parametrize("version", VERSIONS)
def test_every_question_and_every_help_text_reads_differently_in_english(version):
    german = list(catalogues.catalogue(version).questions)
    english = list(catalogues.catalogue(version, "en").questions)
    for one, other in zip(german, english, strict=True):
        assert one.text != other.text and one.suggestion != other.suggestion and one.help != other.help, one.id
        assert bool(one.not_applicable_hint) == bool(other.not_applicable_hint), one.id


@pytest.mark.parametrize("version", VERSIONS)
def test_every_title_label_and_meaning_is_written_in_both_languages(version):
    frame = yaml.safe_load((catalogues.FOLDER / version / "catalogue.yaml").read_text(encoding="utf-8"))
    texts = list(_texts(frame))
    # title, 5 labels, 5 meanings, 5 bands, 2 x 7 titles of fields, 35 titles of criteria
    assert len(texts) == 1 + 5 + 5 + 5 + 14 + 35
    assert all(text["de"].strip() and text["en"].strip() for text in texts)


@pytest.mark.parametrize(("language", "words"), [("de", "Meist weiß das: "), ("en", "Who usually knows: ")])
def test_every_help_text_says_who_usually_knows(language, words):
    assert all(words in question.help for question in catalogues.catalogue("2021-07", language).questions)


@pytest.mark.parametrize(
    ("language", "words"), [("de", "„nicht zutreffend“ wählen"), ("en", "choose “not applicable”")]
)
def test_every_hint_says_what_to_choose(language, words):
    hints = [question.not_applicable_hint for question in catalogues.catalogue("2021-07", language).questions]
    assert sum(1 for hint in hints if hint) == 31
    assert all(words in hint for hint in hints if hint)


def _texts(node: Any) -> Iterator[dict[str, str]]:
    """Every place of the frame that holds a text by language."""
    if isinstance(node, dict) and "de" in node:
        yield node
    elif isinstance(node, dict | list):
        for child in node.values() if isinstance(node, dict) else node:
            yield from _texts(child)
