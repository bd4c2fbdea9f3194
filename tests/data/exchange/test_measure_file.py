"""The list of measures goes out as a workbook, through an office program, and comes back as it was."""

from __future__ import annotations

import io
import zlib
from base64 import b64encode
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from answer_files import csv_of, saved_by_office, xlsx_of
from hypothesis import given, settings
from hypothesis import strategies as st
from measure_lists import AGS, BARE, FULL, PRIORITIES, a_list, as_told, filled_in, read, told, without_columns

from data.errors import UnreadableFile
from data.exchange.measure_base import LONGEST_CELL, packed, unpacked
from data.model.answer_import import CellPosition
from data.model.measure_import import MeasureProblem, written
from data.model.measure_import import MeasureProblemKind as Kind
from data.model.plan import MeasureStatus

HEADINGS = ["Maßnahme", "Zuständig", "Frist", "Kosten in Euro", "Status"]


def problems(data: bytes, **options: Any) -> list[tuple[str, Kind, str]]:
    return [(f"{p.position.column}{p.position.row}", p.kind, p.found) for p in read(data, **options).problems]


def own_table(*rows: list[Any], headings: list[str] = HEADINGS) -> bytes:
    return xlsx_of([headings, *rows])


def test_what_is_written_is_read_back_the_same() -> None:
    uploaded = read(a_list())

    assert uploaded.problems == ()
    assert [row.measure_id for row in uploaded.rows] == [12, 13]
    assert told(uploaded) == [as_told(FULL), as_told(BARE)]
    assert [row.reason for row in uploaded.rows] == ["", ""]  # why it is blocked was there when the file was made
    for row in uploaded.rows:
        assert row.base is not None
        assert {part: row.base[part] for part in row.values} == dict(row.values)


@pytest.mark.parametrize("saved_as", ["xlsx", "ods", "csv", "xls"])
def test_the_list_survives_the_office_program(saved_as: str, tmp_path: Path) -> None:
    uploaded = read(saved_by_office(a_list(), "xlsx", saved_as, tmp_path, as_shown=True))

    assert uploaded.problems == ()
    assert told(uploaded) == [as_told(FULL), as_told(BARE)]
    assert all(row.base is not None and row.reason == "" for row in uploaded.rows)


@pytest.mark.parametrize("saved_as", ["xlsx", "ods", "csv"])
def test_what_somebody_changed_survives_the_office_program_too(saved_as: str, tmp_path: Path) -> None:
    changed = filled_in(
        a_list(),
        {"row": 2, "status": "läuft", "reason": "Der Nachtrag ist beschlossen.", "due_on": date(2027, 6, 30)},
        {"row": 4, "title": "Übersetzte Schülerbriefe", "budget_euro": 1_500.0, "priority_id": PRIORITIES[3]},
    )

    uploaded = read(saved_by_office(changed, "xlsx", saved_as, tmp_path, as_shown=True))

    assert uploaded.problems == ()
    assert told(uploaded)[0] == as_told(FULL) | {"status": "running", "due_on": date(2027, 6, 30)}
    assert uploaded.rows[0].reason == "Der Nachtrag ist beschlossen."
    new = uploaded.rows[2]
    assert (new.measure_id, new.base) == (None, None)
    assert {part: new.values[part] for part in ("title", "budget_euro", "priority_id", "due_on")} == {
        "title": "Übersetzte Schülerbriefe",
        "budget_euro": 1_500,
        "priority_id": 3,
        "due_on": None,
    }


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_a_csv_of_peoples_own_with_umlauts_is_read(encoding: str, delimiter: str) -> None:
    rows = [
        HEADINGS,
        ["Öffnung der Bücherei", "Kulturamt; Zweigstelle Süd", "31.12.2027", "12.000,00 €", "in Umsetzung"],
        ["Gründungslotsen", "Wirtschaftsförderung", "2028-06-30", "0", ""],
    ]

    uploaded = read(csv_of(rows, delimiter, encoding))

    assert uploaded.problems == ()
    assert told(uploaded) == [
        {
            "title": "Öffnung der Bücherei",
            "responsible_unit": "Kulturamt; Zweigstelle Süd",
            "due_on": date(2027, 12, 31),
            "budget_euro": 12_000,
            "status": "running",
        },
        {
            "title": "Gründungslotsen",
            "responsible_unit": "Wirtschaftsförderung",
            "due_on": date(2028, 6, 30),
            "budget_euro": 0,
            "status": None,
        },
    ]


def test_the_same_contents_give_the_same_bytes_and_english_is_understood_as_well() -> None:
    assert a_list() == a_list()
    assert told(read(a_list(language="en"))) == [as_told(FULL), as_told(BARE)]


def test_no_text_becomes_a_formula_or_a_link() -> None:
    book = openpyxl.load_workbook(io.BytesIO(a_list(replace(FULL, indicator="http://127.0.0.1/x"))))
    cells = [cell for row in book.worksheets[0].iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f" or cell.hyperlink]


def test_state_and_priority_can_be_chosen_and_what_is_for_the_program_is_hidden() -> None:
    book = openpyxl.load_workbook(io.BytesIO(a_list()))
    sheet, guide = book.worksheets
    lists = {str(each.sqref): each.formula1 for each in sheet.data_validations.dataValidation}
    chosen = {}
    for cells, source in lists.items():
        first, last = (int(part.rpartition("$")[2]) for part in source.split(":"))
        chosen[cells] = [guide.cell(row, 1).value for row in range(first, last + 1)]

    # Two measures, and room for 200 new ones.
    assert chosen == {
        "L2:L203": ["Idee", "geplant", "läuft", "blockiert", "erledigt", "beendet"],
        "B2:B203": list(PRIORITIES.values()),
    }
    hidden = [letter for letter, column in sheet.column_dimensions.items() if column.hidden]
    assert [sheet[f"{letter}1"].value for letter in hidden] == ["Amtlicher Schlüssel", "Bisher (bitte nicht ändern)"]
    assert sheet.freeze_panes == "D2"


def test_a_file_of_another_commune_is_refused_and_one_whose_key_lost_its_zero_is_not() -> None:
    with pytest.raises(UnreadableFile) as refused:
        read(a_list(), ags="09999002")
    assert refused.value.code == "file_of_other_commune"
    without_zero = filled_in(a_list(), {"row": 2, "ags": 9999001}, {"row": 3, "ags": 9999001})
    assert read(without_zero).problems == ()


def test_a_file_without_a_list_of_measures_is_refused() -> None:
    with pytest.raises(UnreadableFile) as refused:
        read(xlsx_of([["Nr.", "Frage", "Antwort"], ["MS-01", "?", 3]]))
    assert refused.value.code == "no_measure_table"


def test_a_heading_may_stand_below_other_rows_and_a_column_may_be_missing() -> None:
    uploaded = read(xlsx_of([["Maßnahmen 2027"], [], ["Lfd. Nr.", "Titel"], ["", "Eine"], [], ["", "Noch eine"]]))
    assert [(row.position.row, dict(row.values)) for row in uploaded.rows] == [
        (4, {"title": "Eine"}),
        (6, {"title": "Noch eine"}),
    ]


def test_a_column_that_somebody_deleted_is_not_told_which_is_not_empty() -> None:
    (first, _second) = read(without_columns(a_list(), ["description", "budget_euro"])).rows
    assert "description" not in first.values
    assert "budget_euro" not in first.values
    assert first.base is not None


def test_without_the_column_for_the_program_nobody_knows_what_was_there_before() -> None:
    (first, _second) = read(without_columns(a_list(), ["base"])).rows
    assert first.base is None
    assert first.reason == "Die Mittel sind gesperrt."  # cannot be told from one that was written just now


DAMAGED = ({"id": 13}, {"id": "12"}, {"id": 12, "due_on": "gestern"}, {"id": 12, "due_on": 5}, {})


@pytest.mark.parametrize("base", ["", "{", "eJx", "null", *(packed(values) for values in DAMAGED)])
def test_a_base_that_is_damaged_or_of_another_row_counts_as_none(base: str) -> None:
    uploaded = read(filled_in(a_list(FULL), {"row": 2, "base": base}))
    assert uploaded.problems == ()
    assert uploaded.rows[0].base is None


def test_all_problems_are_told_at_once_each_with_its_place_and_what_was_found() -> None:
    data = filled_in(
        a_list(),
        {"row": 2, "due_on": "Ende 2027", "budget_euro": "viel", "staff_days": 2.5, "status": "leuft"},
        {"row": 3, "title": ""},
        {"row": 4, "title": "Neu", "priority_id": "Sprache von Anfag an", "begins_on": "31.02.2027"},
        {"row": 5, "responsible_unit": "Amt ohne Maßnahme"},
        {"row": 6, "id": "zwölf", "title": "Mit Wort als Nummer"},
        {"row": 7, "title": "Diese bleibt"},
    )

    uploaded = read(data)

    assert [row.values["title"] for row in uploaded.rows] == ["Diese bleibt"]
    assert uploaded.ids == {12, 13}  # they are in the file, though they cannot be taken over
    assert [(f"{p.position.column}{p.position.row}", p.kind, p.found, p.suggestion) for p in uploaded.problems] == [
        ("H2", Kind.NO_DAY, "Ende 2027", ""),
        ("I2", Kind.NO_NUMBER, "viel", ""),
        ("J2", Kind.NO_NUMBER, "2,5", ""),
        ("L2", Kind.UNKNOWN_STATUS, "leuft", "läuft"),
        ("C3", Kind.TITLE_MISSING, "", ""),
        ("B4", Kind.UNKNOWN_PRIORITY, "Sprache von Anfag an", "Sprache von Anfang an"),
        ("G4", Kind.NO_DAY, "31.02.2027", ""),
        ("C5", Kind.TITLE_MISSING, "", ""),
        ("A6", Kind.UNKNOWN_ID, "zwölf", ""),
    ]
    assert uploaded.problems[5].expected == tuple(PRIORITIES.values())


def test_a_formula_without_a_value_is_told_and_not_taken_for_an_empty_cell() -> None:
    data = xlsx_of([["Titel", "Termin"], ["Eine", "=HEUTE()"]])
    assert read(data).problems == (MeasureProblem(CellPosition("Tabelle1", 2, "B"), Kind.FORMULA_WITHOUT_VALUE, ""),)


def test_the_name_that_a_priority_had_when_the_file_was_made_still_means_it() -> None:
    renamed = {3: "Sprache", 5: "Wohnraum"}
    uploaded = read(a_list(FULL), priorities=renamed)
    assert (uploaded.problems, uploaded.rows[0].values["priority_id"]) == ((), 5)


@pytest.mark.parametrize(
    ("cell", "value"),
    [("1.1.27", date(2027, 1, 1)), ("01. 02. 2027", date(2027, 2, 1)), (date(2035, 12, 31), date(2035, 12, 31))],
)
def test_days_as_people_write_them(cell: Any, value: date) -> None:
    assert told(read(own_table(["Eine", "", cell, "", ""])))[0]["due_on"] == value


@pytest.mark.parametrize(
    ("cell", "value"),
    [("12000", 12_000), ("12.000", 12_000), ("12 000 Euro", 12_000), ("1.234.567,-", 1_234_567), (7.0, 7), ("€ 5", 5)],
)
def test_numbers_as_people_write_them(cell: Any, value: int) -> None:
    assert told(read(own_table(["Eine", "", "", cell, ""])))[0]["budget_euro"] == value


@pytest.mark.parametrize("cell", ["12,5", "12,000", "12,000.00", "1.23", "-5", "12.00.000", "zwölf", "9" * 16])
def test_what_is_no_whole_number_is_told(cell: str) -> None:
    assert problems(own_table(["Eine", "", "", cell, ""])) == [("D2", Kind.NO_NUMBER, cell)]


SAFE = st.characters(codec="utf-8", exclude_categories=("Cs", "Co", "Cn"))


@given(
    title=st.text(SAFE, min_size=1, max_size=200).filter(lambda text: bool(written("title", text))),
    description=st.text(SAFE, max_size=400),
    unit=st.text(SAFE, max_size=100),
    budget=st.none() | st.integers(0, 10_000_000_000),
    due=st.none() | st.dates(date(2000, 1, 1), date(2099, 12, 31)),
    status=st.sampled_from(list(MeasureStatus)),
)
@settings(max_examples=25)
def test_whatever_people_write_comes_back_as_a_file_can_carry_it(
    title: str, description: str, unit: str, budget: int | None, due: date | None, status: MeasureStatus
) -> None:
    measure = replace(
        FULL,
        title=title,
        description=description,
        responsible_unit=unit,
        budget_euro=budget,
        due_on=due,
        status=status,
    )
    (row,) = read(a_list(measure)).rows
    assert dict(row.values) == {part: written(part, value) for part, value in as_told(measure).items()}
    assert row.base is not None
    assert all(row.base[part] == value for part, value in row.values.items())


def test_the_key_of_the_commune_stands_in_every_row() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(a_list())).worksheets[0]
    assert [sheet[f"P{row}"].value for row in (2, 3)] == [AGS, AGS]


def test_a_row_that_is_too_long_for_a_cell_tells_no_base_instead_of_half_of_one() -> None:
    # 30,000 signs of which none follows from the one before: 4 bytes each, 4 letters for 3 bytes.
    noise = "".join(chr(0x1F300 + hash_ % 1000) for hash_ in (n * n * 7919 for n in range(60_000)))
    assert len(packed({"id": 1, "description": noise})) in range(LONGEST_CELL + 1)


@pytest.mark.parametrize("values", [{"id": 1}, {"description": "ä;\t,\n=1+1" * 500}, {}])
def test_what_was_packed_is_unpacked_without_a_sign_that_parts_cells(values: dict[str, Any]) -> None:
    assert unpacked(packed(values)) == values
    assert not set(packed(values)) & set(";,\t\n'\"")


def test_a_small_cell_that_unpacks_to_very_much_is_refused() -> None:
    with pytest.raises(ValueError, match=r".*"):
        unpacked(b64encode(zlib.compress(b'"' + b"a" * 50_000_000 + b'"')).decode())
