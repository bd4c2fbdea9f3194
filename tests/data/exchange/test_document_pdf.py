"""Documents as PDF/UA-1: tagged, readable aloud, searchable, whatever somebody typed."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from typing import Any

import pdfplumber
import pytest
from documents import MINUTES, PATH, SCORES, documents, labelled, minimal, said
from hypothesis import example, given, settings
from hypothesis import strategies as st

from data.exchange import document_fonts
from data.exchange.document_pdf import write
from data.model.document import (
    Blanks,
    Bullets,
    Callout,
    Column,
    Document,
    Facts,
    Figure,
    Heading,
    Paragraph,
    Table,
    Ticks,
)

MARKUP = "abcÄßéłş 12#$*_@<>[]{}()`~/\\=+&%|^'\".,:;!?"
RIGHT_EDGE = 595.28 - 56.69  # A4 without its right margin of 20 mm


def opened(document: Document) -> pdfplumber.PDF:
    return pdfplumber.open(io.BytesIO(write(document)))


def text_of(document: Document) -> str:
    return "\n".join(page.extract_text() or "" for page in opened(document).pages)


def only_signs(text: str) -> str:
    """Without spaces, and without the hyphens and breaks that the typesetter put into words."""
    return re.sub(r"[\s\u00ad\u200b\u2010-]", "", unicodedata.normalize("NFC", text))


def tags(document: Document) -> list[dict[str, Any]]:
    def walk(nodes: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
        for node in nodes:
            yield node
            yield from walk(node.get("children", []))

    return list(walk(opened(document).structure_tree))


def kinds(document: Document) -> list[str]:
    return [tag["type"] for tag in tags(document)]


@given(documents(st.text(max_size=30)))
@example(minimal(Paragraph("\x00\x0b\ud800\ufffe\ufeff\u202e\u0301")))
@example(minimal(Paragraph("👩‍👩‍👧 🇩🇪 👍🏽 ✅ שלום عربى 中文 हिन्दी ไทย \ue000 a\u20e3"), title="", commune=""))
@example(minimal(Heading(3, "3"), Heading(1, "\x01"), Bullets(("", " ")), Facts(()), Table("", (Column(""),), ())))
@example(minimal(Figure(SCORES, "\x01", "")))
@settings(max_examples=150)
def test_any_text_anywhere_gives_a_pdf_for_everybody(document: Document) -> None:
    # The typesetter refuses what is no PDF/UA-1: a sign without a glyph, a heading that skips a level, a missing alt.
    assert write(document).startswith(b"%PDF-1.7")


@given(documents(st.text(MARKUP, max_size=30)))
@settings(max_examples=60)
def test_nothing_that_somebody_typed_is_read_as_markup(document: Document) -> None:
    # In the order of the file: where a word is wider than its column, its letters stand between those of the next one.
    shown = only_signs("".join(sign["text"] for page in opened(document).pages for sign in page.chars))
    lost = [text for text in said(document) if len(text) < 12 and only_signs(text) not in shown]
    assert lost == []


def test_markup_stands_on_the_page_as_it_was_typed() -> None:
    typed = '#import "x" = $a^2$ *stark* _kursiv_ <label> @ref // nichts \\ [x] `y` ~ -- ...'
    assert typed in text_of(minimal(Paragraph(typed)))


def test_a_word_longer_than_a_line_stays_on_the_page() -> None:
    word = "Wort" * 1250
    document = minimal(Paragraph(word), Table("", (Column("eng"), Column("weit", share=9)), ((word, "kurz"),)))
    characters = [character for page in opened(document).pages for character in page.chars]
    assert max(character["x1"] for character in characters) <= RIGHT_EDGE + 0.5
    # 5,000 letters in the paragraph and 5,000 in the cell.
    assert only_signs(text_of(document)).count("W") == 2 * 1250 + text_of(minimal()).count("W")


def test_an_address_with_signs_may_break_in_a_narrow_column() -> None:
    address = "https://www.musterstadt.example/rathaus/formulare/2026?id=123456789"
    document = minimal(Table("", (Column("Quelle"), Column("Text", share=5)), ((address, "kurz"),)))
    in_cell = [character for character in opened(document).pages[0].chars if character["x0"] < 71 + 467 / 6]
    assert max(character["x1"] for character in in_cell) <= 71 + 467 / 6


def test_an_address_copied_from_the_file_is_the_address_that_was_written() -> None:
    address = "https://www.musterstadt.example/rathaus/formulare/2026?id=123456789"
    document = minimal(Paragraph(address), Table("", (Column("Quelle"), Column("Text", share=5)), ((address, ""),)))
    # Once in the paragraph and once on several lines of the narrow cell, without hyphens and signs that nobody sees.
    assert re.sub(r"\s", "", text_of(document)).count(address) == 2


def test_the_scripts_and_signs_of_a_town_hall_are_shown() -> None:
    typed = "Łódź, Ayşe, Nguyễn, Ελλάδα, Київ, שלום, عربى, 👍, ✅, → 2 ≥ 1 €"
    assert document_fonts.showable(typed) == typed


def test_what_no_font_shows_becomes_a_box() -> None:
    assert document_fonts.showable("中\ue000 a") == "□□ a"


def test_flags_become_letters_and_tones_and_joiners_are_left_out() -> None:
    assert document_fonts.showable("🇩🇪 👍🏽 👩\u200d👧 ✅\ufe0f") == "DE 👍 👩👧 ✅"


def test_an_accent_is_kept_on_its_letter_and_left_out_alone() -> None:
    # e and acute are one letter; x with acute stays two signs; a mark at the beginning has no letter.
    assert document_fonts.showable("e\u0301 x\u0301 \u0301") == "é x\u0301 "


@pytest.mark.parametrize("strange", ["☁ӝ", "Ӹ"])
def test_what_cannot_be_set_in_a_drawing_becomes_boxes_there_and_nowhere_else(strange: str) -> None:
    shown = text_of(minimal(Paragraph("👍 bleibt"), Figure(labelled(strange), "Alt", f"Abbildung {strange}")))
    assert "👍 bleibt" in shown
    assert f"Abbildung {strange}" in shown


def test_the_file_tells_readers_its_title_its_language_and_that_it_is_tagged() -> None:
    pdf = opened(MINUTES)
    catalog = pdf.doc.catalog
    assert pdf.metadata["Title"] == "Protokoll der 7. Sitzung"
    assert pdf.metadata["Author"] == "Musterstadt"
    assert catalog["Lang"] == b"de-DE"
    assert catalog["MarkInfo"]["Marked"] is True
    assert catalog["ViewerPreferences"]["DisplayDocTitle"] is True
    assert b"pdfuaid:part" in write(MINUTES)
    assert opened(replace(MINUTES, language="en")).doc.catalog["Lang"] == b"en-GB"


def test_headings_lists_tables_and_figures_are_tagged_as_what_they_are() -> None:
    # Two lists (dots, numbers) and the facts.
    counted = kinds(MINUTES)
    assert [kind for kind in counted if re.fullmatch("H[1-6]", kind)] == ["H1", "H1", "H2", "H1", "H2"]
    assert counted.count("L") == 3
    assert (counted.count("Table"), counted.count("TH"), counted.count("TD")) == (1, 5, 20)
    assert counted.count("Figure") == 3
    assert counted.count("Caption") == 4


def test_every_figure_says_what_it_shows() -> None:
    words = [tag["alt_text"] for tag in tags(MINUTES) if tag["type"] == "Figure"]
    assert words == [block.alt for block in MINUTES.blocks if isinstance(block, Figure)]


@pytest.mark.parametrize(
    ("language", "words"), [("de", ["nicht angekreuzt", "angekreuzt"]), ("en", ["not ticked", "ticked"])]
)
def test_a_box_to_tick_is_read_aloud_with_its_state_before_its_sentence(language: str, words: list[str]) -> None:
    document = minimal(Ticks(((False, "Ich stelle Strafantrag."), (True, "Bitte bestätigen."))), language=language)
    assert [tag["alt_text"] for tag in tags(document) if tag["type"] == "Figure"] == words
    assert kinds(document).count("LI") == 2


def test_boxes_and_lines_that_say_nothing_are_left_out() -> None:
    assert kinds(minimal(Ticks(((True, " "),)), Ticks(()), Blanks(()))) == kinds(minimal())


def lines_to_write_on(document: Document) -> list[tuple[float, float, float]]:
    """Beginning, end and height on the page of the lines above the rule of the footer, in points."""
    drawn = opened(document).pages[0].lines + opened(document).pages[0].rects
    found = [(line["x0"], line["x1"], line["top"]) for line in drawn if 130 < line["top"] < 700]
    return sorted(found, key=lambda line: line[2])


def test_a_line_to_write_on_is_high_enough_for_handwriting_and_stands_beside_or_under_its_label() -> None:
    long = "Aktenzeichen der Polizei, wenn es schon eines gibt"
    (beside, beside_end, first), (_, _, second), (under, under_end, third) = lines_to_write_on(
        minimal(Blanks(("Ort, Datum", "Unterschrift", long)))
    )
    # 25 mm are the margin; 140 points are kept for a label; 9 mm are 25.5 points.
    assert (round(beside), round(under)) == (round(70.87 + 140), round(70.87))
    assert round(beside_end) == round(under_end) == round(RIGHT_EDGE)
    assert second - first >= 25.5
    assert third - second >= 2 * 25.5 - 10


def test_no_level_of_headings_is_skipped() -> None:
    # 3 and 2 come before any 1: they become 1 and 2; after them 3 may follow.
    document = minimal(Heading(3, "a"), Heading(2, "b"), Heading(3, "c"))
    assert [kind for kind in kinds(document) if kind.startswith("H")] == ["H1", "H2", "H3"]


def test_the_head_of_a_table_is_repeated_on_every_page() -> None:
    rows = tuple((str(number), "Text") for number in range(120))
    pdf = opened(minimal(Table("Viele", (Column("Nummer"), Column("Wort")), rows)))
    assert len(pdf.pages) > 2
    assert all("Nummer Wort" in page.extract_text() for page in pdf.pages)


@pytest.mark.parametrize(("language", "first"), [("de", "Seite 1 von 2"), ("en", "Page 1 of 2")])
def test_pages_are_numbered_in_the_language_of_the_document(language: str, first: str) -> None:
    rows = tuple((str(number),) for number in range(50))
    pages = opened(minimal(Table("", (Column("n"),), rows), language=language)).pages
    assert [first.replace("1", number, 1) in page.extract_text() for number, page in zip("12", pages, strict=True)] == [
        True,
        True,
    ]


def test_the_mark_and_the_commune_stand_on_every_page() -> None:
    pages = [page.extract_text() for page in opened(MINUTES).pages]
    assert len(pages) == 3
    assert all("Musterstadt" in page and "Beispieldaten" in page for page in pages)


def test_the_letters_of_drawings_can_be_searched() -> None:
    shown = text_of(minimal(Figure(PATH, "Weg", "")))
    assert "erwartet durch Maßnahmen" in shown
    assert "Ziel 70" in shown


def test_a_heading_never_stands_alone_at_the_foot_of_a_page() -> None:
    for lines in range(36, 50):
        blocks = [
            Paragraph("\n".join("Zeile" for _ in range(lines))),
            Heading(1, "Überschrift"),
            Paragraph("Text danach"),
        ]
        pages = [page.extract_text() for page in opened(minimal(*blocks)).pages]
        assert ["Überschrift" in page for page in pages] == ["Text danach" in page for page in pages]


def test_a_decision_is_not_parted_between_two_pages() -> None:
    for lines in range(36, 50):
        blocks = [
            Paragraph("\n".join("Zeile" for _ in range(lines))),
            Callout("Beschluss 1/2026", "Text " * 60, "einstimmig"),
        ]
        pages = [page.extract_text() for page in opened(minimal(*blocks)).pages]
        assert ["Beschluss 1/2026" in page for page in pages] == ["einstimmig" in page for page in pages]


def test_only_the_fonts_of_the_program_are_used() -> None:
    # Embedded under their names, so that every machine shows the same.
    fonts = {character["fontname"].split("+")[1] for page in opened(MINUTES).pages for character in page.chars}
    assert fonts == {"SourceSans3-Regular", "SourceSans3-Semibold", "SourceSans3-It"}


def test_the_same_document_gives_the_same_bytes_and_another_day_gives_others() -> None:
    assert write(MINUTES) == write(MINUTES)
    assert write(MINUTES) != write(replace(MINUTES, made_on=date(2026, 11, 25)))
    assert opened(MINUTES).metadata["CreationDate"].startswith("D:20261124")


def test_several_people_may_ask_at_the_same_time() -> None:
    asked = [minimal(Paragraph(f"Text {number} " * 200)) for number in range(12)]
    alone = [write(document) for document in asked]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(write, asked)) == alone
