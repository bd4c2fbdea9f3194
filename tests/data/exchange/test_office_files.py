"""The workbook after a real office program opened and saved it: nothing is lost, everything still works."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest
from answer_files import (
    CATALOGUE,
    PART_CATALOGUE,
    a_part,
    a_workbook,
    read,
    replies,
    saved_by_office,
    shown_by_office,
    xlsx_of,
)

from data.exchange.answer_workbook import write
from data.exchange.spreadsheet_file import read_spreadsheet
from data.model.answer_import import CellPosition, FileFormat, ProblemKind
from data.model.self_check import Answer, Answered, NotApplicable, NotKnown, Reply

REPLIES: list[Reply | None] = [*map(Answered, range(5)), NotKnown(), NotApplicable(), None]
ANSWERS = {
    key: Answer(key, REPLIES[number % 8], f"Bemerkung zu „{key}“;\nzweite Zeile", "=1+1", "Straßen- & Grünamt")
    for number, key in enumerate(CATALOGUE.places)
}
IDS = ("MS-01", "MS-02", "MS-03", "MS-04")


@pytest.mark.parametrize("saved_as", ["xlsx", "ods", "csv", "xls"])
@pytest.mark.parametrize("written_as", list(FileFormat))
def test_the_workbook_survives_the_office_program(written_as: FileFormat, saved_as: str, tmp_path: Path) -> None:
    saved = saved_by_office(write(a_workbook(ANSWERS), written_as), written_as, saved_as, tmp_path)

    sheet = read(saved)

    assert sheet.problems == ()
    assert {row.answer.question_id: row.answer for row in sheet.rows} == ANSWERS
    assert {row.based_on for row in sheet.rows} == {1}
    assert (sheet.catalogue_version, sheet.commune_ags, sheet.self_check_id) == ("2021-07", "09999001", 12)


@pytest.mark.parametrize(
    ("written_as", "saved_as"), [("xlsx", "ods"), ("ods", "xlsx"), ("csv", "xlsx"), ("xlsx", "csv")]
)
def test_a_part_survives_the_office_program_and_stays_a_part(written_as: str, saved_as: str, tmp_path: Path) -> None:
    own = {key: answer for key, answer in ANSWERS.items() if key in PART_CATALOGUE.places}

    sheet = read(saved_by_office(write(a_part(own), FileFormat(written_as)), written_as, saved_as, tmp_path))

    assert (sheet.problems, sheet.is_part) == ((), True)
    assert {row.answer.question_id: row.answer for row in sheet.rows} == own
    assert {row.based_on for row in sheet.rows} == {1}
    assert (sheet.catalogue_version, sheet.commune_ags, sheet.self_check_id) == ("2021-07", "09999001", 12)


@pytest.mark.parametrize("written_as", [FileFormat.XLSX, FileFormat.ODS])
def test_the_overview_of_a_part_counts_when_the_office_program_calculates(
    written_as: FileFormat, tmp_path: Path
) -> None:
    own = {key: Answer(key, Answered(2)) for key in list(PART_CATALOGUE.places)[:3]}
    saved = saved_by_office(write(a_part(own), written_as), written_as, "xls", tmp_path)

    overview = read_spreadsheet(saved).sheets[2]
    assert len(overview.rows) == 4  # headings, two fields, the total
    assert overview.rows[-1] == ["Gesamt", len(PART_CATALOGUE), 3, 0, 0, len(PART_CATALOGUE) - 3]


@pytest.mark.parametrize("written_as", [FileFormat.XLSX, FileFormat.ODS])
def test_the_office_program_finds_list_protection_filter_and_printed_headings(
    written_as: FileFormat, tmp_path: Path
) -> None:
    saved = saved_by_office(write(a_workbook(ANSWERS), written_as), written_as, "xlsx", tmp_path)

    book = openpyxl.load_workbook(io.BytesIO(saved))
    sheet = book["Antworten"]
    (validation,) = sheet.data_validations.dataValidation

    assert (str(validation.sqref), validation.type) == ("E2:E109", "list")
    assert [cell.value for (cell,) in book["Anleitung"]["B12:B18"]] == [
        "0 – nicht vorhanden",
        "1 – in Planung",
        "2 – in Umsetzung begonnen",
        "3 – weitgehend umgesetzt",
        "4 – fest verankert",
        "nicht bekannt",
        "nicht zutreffend",
    ]
    assert sheet.auto_filter.ref == "A1:H109"
    assert sheet.protection.sheet
    assert [sheet.cell(2, column).protection.locked for column in range(1, 9)] == [True] * 4 + [False] * 4
    assert [sheet.column_dimensions[letter].hidden for letter in "HIJ"] == [False, True, True]
    assert sheet.print_title_rows == "$1:$1"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)


@pytest.mark.parametrize("written_as", [FileFormat.XLSX, FileFormat.ODS])
def test_the_office_program_opens_the_answers_with_headings_and_numbers_frozen(
    written_as: FileFormat, tmp_path: Path
) -> None:
    assert shown_by_office(write(a_workbook(), written_as), written_as, tmp_path) == ["Antworten", "True", "1", "1"]


@pytest.mark.parametrize("written_as", [FileFormat.XLSX, FileFormat.ODS])
def test_the_overview_counts_when_the_office_program_calculates(written_as: FileFormat, tmp_path: Path) -> None:
    saved = saved_by_office(write(a_workbook(ANSWERS), written_as), written_as, "xls", tmp_path)

    # 108 questions, replies in turns of eight: 13 full turns and 4 more, which are levels 0 to 3.
    # levels: 13 * 5 + 4 = 69, not known 13, not applicable 13, open 13
    overview = read_spreadsheet(saved).sheets[2]
    assert overview.rows[-1] == ["Gesamt", 108, 69, 13, 13, 13]


@pytest.mark.parametrize("saved_as", ["ods", "xls", "xlsx"])
def test_tables_of_peoples_own_survive_the_office_program(saved_as: str, tmp_path: Path) -> None:
    rows = [
        ["Rückmeldung Jugendamt"],
        ["Nr.", "Antwort", "", "", "", "", "Anmerkung"],
        ["", "nicht vorhanden", "in Planung", "in Umsetzung begonnen", "weitgehend umgesetzt", "fest verankert"],
        ["MS-01", "", "", "", "x", "", "läuft"],
        ["MS-02", "x", "x"],
    ]
    book = openpyxl.load_workbook(io.BytesIO(xlsx_of(rows)))
    for area in ("A2:A3", "B2:F2", "G2:G3", "A1:G1"):
        book.active.merge_cells(area)
    file = io.BytesIO()
    book.save(file)

    sheet = read(saved_by_office(file.getvalue(), "xlsx", saved_as, tmp_path))

    assert [row.answer for row in sheet.rows] == [Answer("MS-01", Answered(3), "läuft")]
    assert [(p.kind, p.position) for p in sheet.problems] == [
        (ProblemKind.SEVERAL_TICKS, CellPosition("Tabelle1", 5, "B"))
    ]


@pytest.mark.parametrize("saved_as", ["ods", "xls", "xlsx"])
@pytest.mark.parametrize(
    "area", ["A5:A8", "F5:F9", "D1:D3", "D10:D12", "A1:A9"], ids=["left", "right", "above", "below", "around a corner"]
)
def test_merged_empty_cells_beside_a_table_change_no_answer(area: str, saved_as: str, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row, cells in enumerate([("Nr.", "Antwort"), *zip(IDS, (4, 0, 1, 2), strict=True)], start=4):
        for column, value in zip((2, 4), cells, strict=True):  # the table lies in B4:D8
            book.active.cell(row, column, value)
    book.active.merge_cells(area)
    file = io.BytesIO()
    book.save(file)
    data = file.getvalue()

    saved = data if saved_as == "xlsx" else saved_by_office(data, "xlsx", saved_as, tmp_path)

    assert replies(read(saved)) == {
        "MS-01": Answered(4),
        "MS-02": Answered(0),
        "MS-03": Answered(1),
        "MS-04": Answered(2),
    }


def test_a_merged_cell_that_reaches_below_the_table_counts_in_every_row_of_the_table() -> None:
    book = openpyxl.load_workbook(io.BytesIO(xlsx_of([["Nr.", "Antwort"], ["MS-01", 3], ["MS-02"], ["MS-03"]])))
    book.active.merge_cells("B2:B9")
    file = io.BytesIO()
    book.save(file)

    assert replies(read(file.getvalue())) == dict.fromkeys(("MS-01", "MS-02", "MS-03"), Answered(3))
