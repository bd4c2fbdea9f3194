"""The red thread as a document: the same words as on the page, as text that people typed, and files that open."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import docx
import pytest
from app_tab import demo_person
from sqlalchemy import Engine

from components import session
from components.documents import red_thread as documents_of_thread
from components.red_thread.words import Book
from data.model.document import Block, Bullets, Document, Heading, Paragraph, ParagraphStyle, Span
from data.model.people import Role
from data.model.red_thread import Knot, KnotKind
from data.services import catalogues, documents, red_thread

DAY = date(2026, 11, 22)


@pytest.fixture
def book(demo_store: Engine, monkeypatch: pytest.MonkeyPatch) -> Book:
    monkeypatch.setattr(session, "language", lambda: "de")
    view = red_thread.view(demo_person(Role.OFFICER))
    return Book(view, catalogues.catalogue(view.catalogue_version))


def document(book: Book, start: Knot | None) -> Document:
    commune = demo_person(Role.OFFICER).commune
    assert commune is not None
    return documents_of_thread.document(book, start, commune, DAY)


def items(blocks: tuple[Block, ...]) -> list[str]:
    """Every item of every list as plain text."""
    return [
        item if isinstance(item, str) else "".join(span.text for span in item)
        for block in blocks
        if isinstance(block, Bullets)
        for item in block.items
    ]


def test_the_thread_of_a_question_names_every_station_in_the_order_of_reading(book: Book) -> None:
    made = document(book, Knot(KnotKind.QUESTION, "KK-12"))
    headings = [block.text for block in made.blocks if isinstance(block, Heading)]
    assert headings[:6] == ["Frage", "Kriterium", "Beschlüsse", "Schwerpunkt", "Maßnahme", "Ziel 2035"]
    assert (made.title, made.subtitle, made.mark) == ("Roter Faden", "Frage: KK-12", "Beispieldaten")
    told = items(made.blocks)
    assert told[0].startswith("KK-12: Gibt es einen verbindlichen Ablauf") and told[0].endswith("1 – in Planung.")
    assert told[1] == "Schutz vor Hass und Bedrohung: 19 Punkte."
    assert not any("\\" in line for line in told)


def test_what_is_missing_is_said(book: Book) -> None:
    made = document(book, Knot(KnotKind.CRITERION, "bildung"))
    told = [block.text for block in made.blocks if isinstance(block, Paragraph)]
    assert {"Noch kein Schwerpunkt.", "Noch keine Maßnahme.", "Noch kein Beschluss."} <= set(told)


def test_what_a_measure_brought_stands_in_its_item(book: Book) -> None:
    made = document(book, Knot(KnotKind.MEASURE, "11"))
    (told,) = (line for line in items(made.blocks) if line.startswith("Ehrenamt"))
    assert "Runde 2025: eine Frage erreicht und eine Frage teilweise erreicht" in told
    assert told.endswith("blieb zu wenig Zeit.")


def test_the_overview_begins_with_the_sentence_of_the_page_and_tells_every_field(book: Book) -> None:
    made = document(book, None)
    first = made.blocks[0]
    assert isinstance(first, Paragraph) and first.style is ParagraphStyle.LEAD
    assert str(first.text).startswith("Alle 9 geplanten Maßnahmen sind durchgehend verbunden")
    fields = [block.text for block in made.blocks if isinstance(block, Heading) and block.level == 1]
    assert fields == [field.title for field in book.catalogue.fields]


@pytest.mark.parametrize("start", [None, Knot(KnotKind.GOAL, "engagement_beteiligung")])
def test_both_files_open_and_hold_the_words(start: Knot | None, book: Book) -> None:
    made = document(book, start)
    word = docx.Document(BytesIO(documents.as_docx(made)))
    text = "\n".join(paragraph.text for paragraph in word.paragraphs)
    assert "Roter Faden" in text and "Stadtgespräche in allen Ortsteilen und online" in text
    assert documents.as_pdf(made).startswith(b"%PDF-")
    assert documents.file_name(made, "pdf") == "roter-faden-musterstadt-2026-11-22.pdf"


def test_a_name_is_set_apart_from_what_is_told_of_it(book: Book) -> None:
    made = document(book, Knot(KnotKind.MEASURE, "11"))
    bullets = next(block for block in made.blocks if isinstance(block, Bullets))
    name, told = bullets.items[0]
    assert isinstance(name, Span) and isinstance(told, Span)
    assert (name.text, name.strong, told.strong) == ("EB-10", True, False)
