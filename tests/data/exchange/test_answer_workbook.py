"""What the answer workbook contains, sheet by sheet."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from datetime import date
from html import unescape

import openpyxl
import pytest
from answer_files import CATALOGUE, PART_CATALOGUE, PART_FIELDS, a_part, a_workbook, read, stored

from data.content.catalogues import catalogue
from data.exchange.answer_workbook import write, write_all
from data.model.answer_import import FileFormat
from data.model.part_files import PartOfCheck
from data.model.self_check import Answer, Answered, NotApplicable, NotKnown

ANSWERS = {
    "MS-01": Answer("MS-01", Answered(3), "läuft", "Beschluss 12", "Hauptamt"),
    "MS-02": Answer("MS-02", NotKnown()),
    "MS-03": Answer("MS-03", NotApplicable(), "Aufgabe des Kreises"),
    "MS-04": Answer("MS-04", None, "noch klären"),
}
FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("http://x")', "http://example.org", "'=1"]


def opened(**changes: object) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(write(a_workbook(ANSWERS, **changes), FileFormat.XLSX)))


def csv_rows(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"))


def test_the_answers_have_one_row_per_question_with_what_is_stored() -> None:
    rows = list(opened()["Antworten"].iter_rows(values_only=True))

    assert rows[0] == (
        "Nr.",
        "Handlungsfeld",
        "Kriterium",
        "Frage",
        "Antwort",
        "Bemerkung",
        "Nachweis",
        "Zuständige Stelle",
        "Stand",
        "Fragenkatalog",
        "Amtlicher Schlüssel",
        "Selbstcheck-Nr.",
    )
    assert [row[0] for row in rows[1:]] == list(CATALOGUE.places)
    told = ("Fassung 2021-07", "09999001", 12)
    assert rows[1][1:3] == ("1 Management und Steuerung", "Leitbild und politischer Auftrag")
    assert rows[1][4:] == ("3 – weitgehend umgesetzt", "läuft", "Beschluss 12", "Hauptamt", 1, *told)
    assert rows[2][4:9] == ("nicht bekannt", None, None, None, 1)
    assert rows[3][4:9] == ("nicht zutreffend", "Aufgabe des Kreises", None, None, 1)
    assert rows[4][4:9] == (None, "noch klären", None, None, 1)
    assert rows[5][4:9] == (None, None, None, None, 0)


def test_the_answers_come_first_and_are_open() -> None:
    book = opened()

    assert book.sheetnames == ["Antworten", "Anleitung", "Überblick"]
    assert book.active.title == "Antworten"


def test_the_guide_says_what_the_file_is_and_that_the_questions_are_not_the_official_ones() -> None:
    rows = [[cell for cell in row if cell] for row in opened()["Anleitung"].iter_rows(values_only=True)]

    assert ["Kommune", "Musterstadt"] in rows
    assert ["Amtlicher Schlüssel", "09999001"] in rows
    assert ["Runde", "Runde 2026"] in rows
    assert ["Selbstcheck-Nr.", "12"] in rows
    assert ["Fragenkatalog", "2021-07"] in rows
    assert ["Erstellt am", "22.11.2026"] in rows
    assert [row[0] for row in rows if len(row) == 3] == ["1", "2", "3", "4", "5"]
    assert rows[-1] == [
        "Die mitgelieferten Fragen sind eigene Formulierungen dieses Projekts und nicht der offizielle Fragebogen "
        "von Bertelsmann Stiftung und PHINEO."
    ]


def test_document_properties_tell_programs_what_the_file_is() -> None:
    properties = {item.name: item.value for item in opened().custom_doc_props.props}
    with zipfile.ZipFile(io.BytesIO(write(a_workbook(), FileFormat.ODS))) as archive:
        meta = archive.read("meta.xml").decode()

    assert properties == {"catalogue_version": "2021-07", "commune_ags": "09999001", "self_check_id": "12"}
    assert 'meta:name="commune_ags" meta:value-type="string">09999001<' in meta


def test_headings_and_numbers_stay_in_sight_and_hidden_columns_are_hidden() -> None:
    sheet = opened()["Antworten"]

    assert sheet.freeze_panes == "B2"
    assert {n for d in sheet.column_dimensions.values() if d.hidden for n in range(d.min, d.max + 1)} == {9, 10, 11, 12}


def test_a_protected_sheet_still_lets_people_filter_widen_and_format() -> None:
    protection = opened()["Antworten"].protection

    # openpyxl tells what is locked: False means allowed.
    allowed = ("autoFilter", "formatCells", "formatColumns", "formatRows", "sort", "selectLockedCells")
    assert protection.sheet and protection.password is None
    assert [getattr(protection, name) for name in allowed] == [False] * 6


def test_rows_may_grow_with_their_text() -> None:
    with zipfile.ZipFile(io.BytesIO(write(a_workbook(), FileFormat.XLSX))) as archive:
        xml = archive.read("xl/worksheets/sheet1.xml")

    assert xml.count(b" ht=") == 109
    assert b"customHeight" not in xml


def test_a_new_action_field_begins_with_a_line_and_no_cell_of_the_table_is_merged() -> None:
    sheet = opened()["Antworten"]
    begins = [row for row in range(2, 110) if sheet.cell(row, 2).border.top.style == "medium"]

    first_ids = [field.questions[0].id for field in CATALOGUE.fields]
    assert [sheet.cell(row, 1).value for row in begins] == first_ids
    assert sheet.merged_cells.ranges == set()


# Excel allows 255 characters. "&L&9", the title of 28 characters and "&R&9" leave 219.
@pytest.mark.parametrize(
    ("commune", "round_", "printed"),
    [
        ("G" * 200, "R" * 16, "G" * 200 + " · " + "R" * 16),
        ("G" * 200, "R" * 17, "G" * 200 + " · " + "R" * 15 + "…"),
        ("&" * 200, "R" * 80, "&" * 218 + "…"),  # each & counts twice: 109 of them
    ],
    ids=["fits", "one too many", "every sign twice"],
)
def test_a_long_name_is_cut_in_the_printed_header_only(commune: str, round_: str, printed: str) -> None:
    data = write(a_workbook(commune_name=commune, round_name=round_), FileFormat.XLSX)

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        (header,) = re.findall(r"<oddHeader>(.*)</oddHeader>", archive.read("xl/worksheets/sheet1.xml").decode())
    assert unescape(header) == f"&L&9Antwortbogen zum Selbstcheck&R&9{printed}"
    guide = openpyxl.load_workbook(io.BytesIO(data))["Anleitung"]
    assert f"{commune} · {round_}" in [cell.value for row in guide.iter_rows() for cell in row]


def test_the_printed_pages_are_landscape_with_repeated_headings_and_page_numbers() -> None:
    sheet = opened()["Antworten"]

    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.page_setup.fitToHeight == 0  # one page wide, as many high as it takes
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.oddFooter.right.text == "Seite &P von &N"
    assert sheet.oddHeader.right.text == "Musterstadt · Runde 2026"


@pytest.mark.parametrize("file_format", [FileFormat.XLSX, FileFormat.ODS])
def test_no_text_becomes_a_formula_or_a_link(file_format: FileFormat) -> None:
    answers = {key: Answer(key, None, text, text, text) for key, text in zip(CATALOGUE.places, FORMULAS, strict=False)}
    data = write(a_workbook(answers, commune_name="=1+1"), file_format)

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        name = "xl/worksheets/sheet1.xml" if file_format is FileFormat.XLSX else "content.xml"
        xml = archive.read(name).decode()
    own = "<f>" if file_format is FileFormat.XLSX else "table:formula"
    # The overview's own formulas: seven fields and the total, five counts each.
    assert xml.count(own) == (0 if file_format is FileFormat.XLSX else 40)
    assert "hyperlink" not in xml.casefold().replace("=hyperlink(", "")


def test_csv_texts_that_look_like_formulas_get_an_apostrophe() -> None:
    answers = {key: Answer(key, None, text) for key, text in zip(CATALOGUE.places, FORMULAS, strict=False)}

    rows = csv_rows(write(a_workbook(answers), FileFormat.CSV))

    assert [row[5] for row in rows[1:8]] == [
        "'=1+1",
        "'+1",
        "'-1",
        "'@SUM(A1)",
        '\'=HYPERLINK("http://x")',
        "http://example.org",
        "''=1",
    ]


def test_csv_is_what_german_office_programs_expect() -> None:
    data = write(a_workbook(ANSWERS), FileFormat.CSV)

    assert data.startswith("\ufeffNr.;Handlungsfeld;Kriterium;Frage;Antwort;".encode())
    assert data.count(b"\r\n") == 109
    # A bare 2021-07 would come back from an office program as a date.
    assert csv_rows(data)[1][8:] == ["1", "Fassung 2021-07", "09999001", "12"]


def test_the_workbook_speaks_english_too() -> None:
    book = opened(language="en", catalogue=catalogue("2021-07", "en"))

    assert book.sheetnames == ["Answers", "Guide", "Overview"]
    assert [cell.value for cell in book["Answers"][2]][4:8] == [
        "3 – largely implemented",
        "läuft",
        "Beschluss 12",
        "Hauptamt",
    ]


def test_an_unknown_language_falls_back_to_german() -> None:
    assert opened(language="fr").sheetnames == ["Antworten", "Anleitung", "Überblick"]


@pytest.mark.parametrize("file_format", list(FileFormat))
def test_the_same_contents_give_the_same_bytes(file_format: FileFormat) -> None:
    assert write(a_workbook(ANSWERS), file_format) == write(a_workbook(ANSWERS), file_format)


def test_an_empty_form_names_no_commune_and_no_round() -> None:
    blank = {"commune_name": "", "commune_ags": "", "self_check_id": None, "round_name": "", "sheet": {}}

    labels = {row[1] for row in opened(**blank)["Anleitung"].iter_rows(values_only=True)}
    assert "Fragenkatalog" in labels
    assert not labels & {"Kommune", "Runde", "Selbstcheck-Nr.", "Amtlicher Schlüssel"}


def test_the_overview_counts_every_kind_of_answer_per_field() -> None:
    values = openpyxl.load_workbook(
        io.BytesIO(write(a_workbook(sheet=stored(ANSWERS)), FileFormat.XLSX)), data_only=True
    )["Überblick"]
    rows = list(values.iter_rows(values_only=True))

    assert rows[0] == ("Handlungsfeld", "Anzahl", "beantwortet", "nicht bekannt", "nicht zutreffend", "offen")
    # 13 questions in the first field: one answered, one not known, one not applicable, ten open (one has a remark only)
    assert rows[1] == ("1 Management und Steuerung", 13, 1, 1, 1, 10)
    assert rows[8] == ("Gesamt", 108, 1, 1, 1, 105)


# Parts

PART_IDS = list(PART_CATALOGUE.places)
PART_LINE = f"Sozialamt, {len(PART_IDS)} von 108 Fragen, bis 30.11.2026"


def test_a_part_has_only_its_questions_and_says_so_in_every_row() -> None:
    rows = list(openpyxl.load_workbook(io.BytesIO(write(a_part(), FileFormat.XLSX)))["Antworten"].values)

    assert rows[0][8:] == ("Stand", "Fragenkatalog", "Amtlicher Schlüssel", "Selbstcheck-Nr.", "Teil des Selbstchecks")
    assert [row[0] for row in rows[1:]] == PART_IDS
    assert {row[8:] for row in rows[1:]} == {(0, "Fassung 2021-07", "09999001", 12, PART_LINE)}


def test_a_part_says_on_its_cover_whose_it_is_how_much_and_until_when() -> None:
    book = openpyxl.load_workbook(io.BytesIO(write(a_part(), FileFormat.XLSX)))
    rows = [[cell for cell in row if cell] for row in book["Anleitung"].values]

    assert rows[:3] == [
        ["Antwortbogen zum Selbstcheck"],
        ["Musterstadt · Runde 2026 · Sozialamt"],
        [f"Teil: {PART_LINE}"],
    ]
    assert ["Teil des Selbstchecks", PART_LINE] in rows
    assert [row[1] for row in rows if row[:1] == ["4"]] == ["Nur Ihr Teil"]
    assert book["Antworten"].oddHeader.right.text == "Musterstadt · Runde 2026 · Sozialamt"
    assert {item.name: item.value for item in book.custom_doc_props.props}["part"] == "Sozialamt"


@pytest.mark.parametrize(
    ("due_on", "at_once", "line"),
    [
        (None, True, f"Sozialamt, {len(PART_IDS)} von 108 Fragen"),
        (date(2026, 11, 30), True, f"Sozialamt, {len(PART_IDS)} von 108 Fragen, bis 30.11.2026"),
        (date(2026, 11, 30), False, f"Sozialamt, {len(PART_IDS)} von 108 Fragen, zuerst fällig am 30.11.2026"),
    ],
)
def test_the_day_is_told_as_far_as_there_is_one(due_on: date | None, at_once: bool, line: str) -> None:
    part = PartOfCheck("Sozialamt", (), len(PART_IDS), 108, due_on=due_on, is_due_at_once=at_once)

    assert a_part(part=part).part_line == line


def test_a_part_speaks_english_too() -> None:
    book = openpyxl.load_workbook(io.BytesIO(write(a_part(language="en"), FileFormat.XLSX)))

    told = f"Part: Sozialamt, {len(PART_IDS)} of 108 questions, by 2026-11-30"
    assert [row[0] for row in book["Guide"].iter_rows(max_row=3, values_only=True)][2] == told


def test_the_overview_of_a_part_counts_its_questions_only() -> None:
    answers = {PART_IDS[0]: Answer(PART_IDS[0], Answered(3)), PART_IDS[-1]: Answer(PART_IDS[-1], NotKnown())}
    data = write(a_part(answers), FileFormat.XLSX)
    rows = list(openpyxl.load_workbook(io.BytesIO(data), data_only=True)["Überblick"].values)

    first, second = (len(field.criteria[0].questions) for field in PART_CATALOGUE.fields)
    assert rows[1:] == [
        (f"{PART_FIELDS[0].number} {PART_FIELDS[0].title}", first, 1, 0, 0, first - 1),
        (f"{PART_FIELDS[1].number} {PART_FIELDS[1].title}", second, 0, 1, 0, second - 1),
        ("Gesamt", first + second, 1, 1, 0, first + second - 2),
    ]


@pytest.mark.parametrize("file_format", list(FileFormat))
def test_the_reader_knows_a_part_from_a_whole(file_format: FileFormat) -> None:
    part, whole = (read(write(contents, file_format)) for contents in (a_part(name="=Amt; 50"), a_workbook()))

    assert (part.is_part, whole.is_part) == (True, False)
    assert [row.answer.question_id for row in part.rows] == PART_IDS
    assert (part.catalogue_version, part.commune_ags, part.self_check_id) == ("2021-07", "09999001", 12)
    assert {row.based_on for row in part.rows} == {0}
    assert part.problems == ()


def test_parts_that_were_pasted_into_one_table_are_still_parts() -> None:
    tables = [csv_rows(write(a_part(name=name), FileFormat.CSV)) for name in ("Sozialamt", "Jugendamt")]
    pasted = [tables[0][0], tables[0][1], tables[1][2]]
    text = io.StringIO()
    csv.writer(text, delimiter=";").writerows(pasted)

    sheet = read(text.getvalue().encode("utf-8-sig"))

    assert ([row.answer.question_id for row in sheet.rows], sheet.is_part) == (PART_IDS[:2], True)


def test_several_workbooks_in_one_zip_file_keep_their_names_apart() -> None:
    names = ["Sozialamt", "sozialamt", "Sozialamt (2)", "Amt 1/2", "../../x"]
    data = write_all([a_part(name=name) for name in names], FileFormat.CSV)

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.namelist() == [
            "Selbstcheck Runde 2026 Sozialamt.csv",
            "Selbstcheck Runde 2026 sozialamt (2).csv",
            "Selbstcheck Runde 2026 Sozialamt (2) (2).csv",
            "Selbstcheck Runde 2026 Amt 1-2.csv",
            "Selbstcheck Runde 2026 ..-..-x.csv",
        ]
        assert archive.read(archive.namelist()[0]) == write(a_part(), FileFormat.CSV)
    assert data == write_all([a_part(name=name) for name in names], FileFormat.CSV)
