"""The record of processing activities: everything that is kept of people stands in it."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest

from components import session
from components.documents import processing_record
from data.model.document import Blanks, Document, Facts, Heading
from data.model.installation import Operator
from data.services import documents

OPERATOR = Operator("Stadt Beispiel", "Markt 1", "kompass@beispiel.example")


def record(operator: Operator = OPERATOR, language: str = "de") -> Document:
    with session.speaking(language):
        return processing_record.document(operator, date(2026, 11, 23))


def test_every_activity_says_all_that_article_30_asks_for() -> None:
    blocks = record().blocks
    activities = [block for before, block in pairwise(blocks) if _numbered(before)]
    assert len(activities) == 8
    for facts in activities:
        assert isinstance(facts, Facts)
        assert [label for label, _value in facts.pairs] == [
            "Zweck",
            "Rechtsgrundlage",
            "Betroffene Personen",
            "Kategorien von Daten",
            "Wer sie sieht",
            "Übermittlung in Drittländer",
            "Löschung",
        ]


def test_who_is_responsible_is_filled_in_where_the_settings_say_it_and_a_gap_where_not() -> None:
    told = dict(next(block for block in record().blocks if isinstance(block, Facts)).pairs)
    assert (told["Name"], told["Datenschutzbeauftragte Person"]) == ("Stadt Beispiel", "[…]")
    untold = dict(next(block for block in record(Operator("", "", "")).blocks if isinstance(block, Facts)).pairs)
    assert untold["Name"] == "[…]"


def test_of_the_incident_log_the_record_says_what_was_measured() -> None:
    told = repr(record().blocks)
    assert "solange das Fenster offen ist und bis eine Minute danach; Reste können im Arbeitsspeicher bleiben" in told


@pytest.mark.parametrize("language", ["de", "en"])
def test_both_files_are_made_and_end_with_lines_to_sign(language: str) -> None:
    made = record(language=language)
    assert isinstance(made.blocks[-1], Blanks)
    assert documents.as_pdf(made).startswith(b"%PDF")
    assert documents.as_docx(made).startswith(b"PK")


def _numbered(block: object) -> bool:
    return isinstance(block, Heading) and block.text[:1].isdigit()
