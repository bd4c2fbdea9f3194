"""Documents as DOCX: real styles, nothing lost, and an office program opens them."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import docx
import pdfplumber
from answer_files import saved_by_office
from documents import MINUTES, PATH, documents, minimal, plain, said
from docx.enum.text import WD_TAB_LEADER
from docx.oxml.ns import qn
from hypothesis import example, given
from hypothesis import strategies as st

from data.exchange.document_docx import write
from data.exchange.document_text import clean
from data.model.document import (
    Blanks,
    Bullets,
    Callout,
    Column,
    ColumnKind,
    Document,
    Figure,
    Heading,
    Paragraph,
    Span,
    Table,
    Ticks,
)

TASKS = next(block for block in MINUTES.blocks if isinstance(block, Table))


def opened(document: Document) -> docx.document.Document:
    return docx.Document(io.BytesIO(write(document)))


def styles_of(document: Document) -> list[tuple[str, str]]:
    return [(paragraph.style.name, paragraph.text) for paragraph in opened(document).paragraphs]


def part(document: Document, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(write(document))) as package:
        return package.read(name).decode()


def all_text(file: docx.document.Document) -> str:
    """Every text but the signs of boxes to tick."""
    boxes = {node for box in file.element.body.iter(qn("w:sdt")) for node in box.iter(qn("w:t"))}
    return "".join(node.text or "" for node in file.element.body.iter(qn("w:t")) if node not in boxes)


def only_signs(text: str) -> str:
    return re.sub(r"\s", "", text)


@given(documents(st.text(max_size=40)))
@example(minimal(Paragraph('# = $x$ *_ #import <a@b> \\ [ ] ` " & <w:t>')))
@example(minimal(Paragraph("x" * 5000)))
@example(minimal(Paragraph("\x00\x0b\x1f\ud800\ufffe Rest")))
def test_any_text_is_read_back_as_it_was_written(document: Document) -> None:
    written = only_signs("".join(clean(text) for text in said(document) if clean(text).strip()))
    if clean(document.title).strip():
        assert only_signs(all_text(opened(document))) == written
    else:
        assert only_signs(all_text(opened(document))).endswith(written)


def test_a_line_break_stays_one() -> None:
    assert styles_of(minimal(Paragraph("eins\nzwei\r\ndrei")))[1] == ("Normal", "eins\nzwei\ndrei")


def test_every_block_has_a_style_that_an_office_can_change() -> None:
    blocks = (
        Heading(1, "Überschrift"),
        Heading(2, "Darunter"),
        Bullets(("Punkt",)),
        Bullets(("Nummer",), numbered=True),
        Callout("Beschluss 17/2026", "Angenommen.", "einstimmig"),
        Blanks(("Ort, Datum", "Aktenzeichen der Polizei, wenn bekannt", "")),
        Ticks(((False, "Strafantrag"),)),
    )
    assert styles_of(minimal(*blocks, subtitle="Untertitel")) == [
        ("Title", "Titel"),
        ("Subtitle", "Untertitel"),
        ("Heading 1", "Überschrift"),
        ("Heading 2", "Darunter"),
        ("List Bullet", "Punkt"),
        ("List Number", "Nummer"),
        ("Kasten Titel", "Beschluss 17/2026"),
        ("Kasten", "Angenommen."),
        ("Kasten Anmerkung", "einstimmig"),
        ("Ausfüllzeile", "Ort, Datum\t\t"),
        ("Ausfüllzeile", "Aktenzeichen der Polizei, wenn bekannt\n\t"),
        ("Ausfüllzeile", "\t"),
        ("Ankreuzfeld", "\tStrafantrag"),
    ]


def test_no_level_of_headings_is_skipped() -> None:
    # 3 and 2 come before any 1: they become 1 and 2; after them 3 may follow.
    styles = [name for name, _ in styles_of(minimal(Heading(3, "a"), Heading(2, "b"), Heading(3, "c")))]
    assert styles[1:] == ["Heading 1", "Heading 2", "Heading 3"]


def test_strong_and_emphasised_stretches_stay_apart() -> None:
    runs = opened(minimal(Paragraph((Span("a"), Span("b", strong=True), Span("c", emphasis=True))))).paragraphs[1].runs
    assert [(run.text, bool(run.bold), bool(run.italic)) for run in runs] == [
        ("a", False, False),
        ("b", True, False),
        ("c", False, True),
    ]


def test_every_numbered_list_begins_at_one() -> None:
    file = opened(minimal(Bullets(("a", "b"), True), Bullets(("c",), True)))
    numbers = [paragraph._p.pPr.numPr.numId.val for paragraph in file.paragraphs[1:]]
    assert numbers[0] == numbers[1] != numbers[2]
    starts = file.part.numbering_part.element.findall(f".//{qn('w:startOverride')}")
    assert [start.get(qn("w:val")) for start in starts] == ["1", "1"]


def test_a_box_is_ticked_with_a_click_and_keeps_its_state() -> None:
    ticks = opened(minimal(Ticks(((False, "offen"), (True, "ja"))))).element.body.iter(qn("w:sdt"))
    word = "{http://schemas.microsoft.com/office/word/2010/wordml}"
    found = [
        (box.find(f".//{word}checked").get(f"{word}val"), [node.text for node in box.iter(qn("w:t"))]) for box in ticks
    ]
    assert found == [("0", ["☐"]), ("1", ["☒"])]


def test_a_line_to_write_on_reaches_the_margin_and_is_high_enough_for_handwriting() -> None:
    style = opened(minimal()).styles["Ausfüllzeile"]
    last = style.paragraph_format.tab_stops[-1]
    assert (round(last.position.mm), last.leader) == (165, WD_TAB_LEADER.LINES)
    # 15 points before and 2 after, 11 points of text with their line: 9 mm are 25.5 points.
    assert style.paragraph_format.space_before.pt + style.paragraph_format.space_after.pt + 11 > 25.5


def test_the_head_of_a_table_is_marked_and_repeated() -> None:
    table = opened(minimal(TASKS)).tables[0]
    heads = [row._tr.find(f".//{qn('w:tblHeader')}") is not None for row in table.rows]
    assert heads == [True, False, False, False, False]
    assert table._tbl.find(f".//{qn('w:tblLook')}").get(qn("w:firstRow")) == "1"
    assert table._tbl.find(f".//{qn('w:tblCaption')}").get(qn("w:val")) == "Aufgaben aus dieser Sitzung"


def test_columns_are_as_wide_as_their_shares() -> None:
    # 165 mm by 1 + 3 + 1: 33, 99 and 33 mm.
    columns = (Column("a"), Column("b", share=3), Column("c", ColumnKind.NUMBER))
    table = opened(minimal(Table("", columns, (("1", "2", "3"),)))).tables[0]
    assert [round(column.width.mm) for column in table.columns] == [33, 99, 33]
    assert [round(cell.width.mm) for cell in table.rows[1].cells] == [33, 99, 33]


def test_a_table_without_rows_shows_its_head() -> None:
    assert [
        cell.text for cell in opened(minimal(Table("", (Column("a"), Column("b")), ()))).tables[0].rows[0].cells
    ] == [
        "a",
        "b",
    ]


def test_a_drawing_is_vectors_with_a_picture_for_other_programs_and_words_for_who_does_not_see_it() -> None:
    document = minimal(Figure(PATH, "Von 38 auf 48 Punkte.", "Weg"))
    with zipfile.ZipFile(io.BytesIO(write(document))) as package:
        media = sorted(name for name in package.namelist() if name.startswith("word/media/"))
        assert media == ["word/media/drawing1.svg", "word/media/image1.png"]
        assert package.read(media[1]).startswith(b"\x89PNG")
        assert "image/svg+xml" in package.read("[Content_Types].xml").decode()
    body = part(document, "word/document.xml")
    assert 'descr="Von 38 auf 48 Punkte."' in body
    assert "svgBlip" in body


def test_the_file_says_whose_it_is_in_which_language_and_of_which_day() -> None:
    properties = opened(MINUTES).core_properties
    assert (properties.title, properties.author, properties.language) == (
        "Protokoll der 7. Sitzung",
        "Musterstadt",
        "de-DE",
    )
    assert (
        properties.created.replace(tzinfo=None)
        == properties.modified.replace(tzinfo=None)
        == datetime(2026, 11, 24, 12)
    )
    assert '<w:lang w:val="de-DE"' in part(MINUTES, "word/styles.xml")
    assert '<w:lang w:val="en-GB"' in part(replace(MINUTES, language="en"), "word/styles.xml")


def test_a_title_longer_than_a_property_may_be_stands_in_the_text_as_a_whole() -> None:
    file = opened(minimal(title="T" * 300))
    assert file.core_properties.title == "T" * 255
    assert file.paragraphs[0].text == "T" * 300


def test_the_first_page_has_a_letterhead_and_every_page_its_number_and_the_mark() -> None:
    section = opened(MINUTES).sections[0]
    assert section.first_page_header.paragraphs[0].text == "Musterstadt\tBeispieldaten"
    assert section.first_page_header.paragraphs[1].text == "Steuerungsgruppe Weltoffene Kommune"
    assert section.header.paragraphs[0].text == "Musterstadt · Protokoll der 7. Sitzung\tBeispieldaten"
    for footer in (section.first_page_footer, section.footer):
        fields = footer.paragraphs[0]._p.findall(qn("w:fldSimple"))
        assert [field.get(qn("w:instr")) for field in fields] == ["PAGE", "NUMPAGES"]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)


def test_nothing_stands_in_a_text_box() -> None:
    body = part(MINUTES, "word/document.xml")
    assert "txbx" not in body
    assert "w:pict" not in body


def test_the_same_document_gives_the_same_bytes() -> None:
    assert write(MINUTES) == write(MINUTES)


def test_an_office_program_shows_everything_that_the_document_says(tmp_path: Path) -> None:
    shown = saved_by_office(write(MINUTES), "docx", "pdf", tmp_path)
    with pdfplumber.open(io.BytesIO(shown)) as pdf:
        pages = [only_signs(page.extract_text() or "").replace("-", "") for page in pdf.pages]
    everything = "".join(pages)
    missing = [
        text for text in said(MINUTES) if len(text) < 60 and only_signs(plain(text)).replace("-", "") not in everything
    ]
    assert missing == []
    assert f"Seite2von{len(pages)}" in pages[1]
    assert "Beispieldaten" in pages[1]
