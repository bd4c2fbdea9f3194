"""What the reader understands of the answer sheets that people really send, and what it asks back."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import openpyxl
import pytest
from answer_files import CATALOGUE, HEADINGS, a_workbook, csv_of, read, replies, table_of, xlsx_of

from data.content.catalogues import catalogue
from data.errors import UnreadableFile
from data.exchange.answer_workbook import write
from data.model.answer_import import ALL_NOTES, CellPosition, FileFormat, ImportProblem, Note, ProblemKind
from data.model.self_check import Answer, Answered, NotApplicable, NotKnown, Reply

CHOICES = (
    "0 – nicht vorhanden; 1 – in Planung; 2 – in Umsetzung begonnen; 3 – weitgehend umgesetzt; 4 – fest verankert; "
    "nicht bekannt; nicht zutreffend"
)
TICK_HEADINGS = [
    "Nr.",
    "nicht vorhanden",
    "in Planung",
    "in Umsetzung begonnen",
    "weitgehend umgesetzt",
    "fest verankert",
    "nicht bekannt",
    "nicht zutreffend",
]
TEXT = {key: place.question.text for key, place in CATALOGUE.places.items()}


def only_problem(data: bytes) -> ImportProblem:
    (problem,) = read(data).problems
    return problem


UNDERSTOOD: list[tuple[Any, Reply]] = [
    ("0 – nicht vorhanden", Answered(0)),
    ("3 – weitgehend umgesetzt", Answered(3)),
    ("3 - weitgehend umgesetzt", Answered(3)),
    ("3: weitgehend umgesetzt", Answered(3)),
    ("weitgehend umgesetzt (3)", Answered(3)),
    ("weitgehend umgesetzt", Answered(3)),
    ("  Weitgehend   Umgesetzt ", Answered(3)),
    ("WEITGEHEND UMGESETZT", Answered(3)),
    ("weitgehend\u00a0umgesetzt", Answered(3)),
    ("fest verankert", Answered(4)),
    ("in Umsetzung begonnen", Answered(2)),
    ("firmly established", Answered(4)),
    ("1 – being planned", Answered(1)),
    (0, Answered(0)),
    (4, Answered(4)),
    (3.0, Answered(3)),
    ("3", Answered(3)),
    (" 2 ", Answered(2)),
    ("3,0", Answered(3)),
    ("3.0", Answered(3)),
    ("3,00", Answered(3)),
    ("4 Punkte", Answered(4)),
    ("1 Punkt", Answered(1)),
    ("Stufe 2", Answered(2)),
    ("nicht bekannt", NotKnown()),
    ("Nicht bekannt", NotKnown()),
    ("weiß nicht", NotKnown()),
    ("weiss nicht", NotKnown()),
    ("Weiß nicht.", NotKnown()),
    ("k. A.", NotKnown()),
    ("k.A.", NotKnown()),
    ("keine Angabe", NotKnown()),
    ("unbekannt", NotKnown()),
    ("?", NotKnown()),
    ("not known", NotKnown()),
    ("don't know", NotKnown()),
    ("don’t know", NotKnown()),
    ("nicht zutreffend", NotApplicable()),
    ("NICHT ZUTREFFEND", NotApplicable()),
    ("trifft nicht zu", NotApplicable()),
    ("n. z.", NotApplicable()),
    ("n.z.", NotApplicable()),
    ("nz", NotApplicable()),
    ("entfällt", NotApplicable()),
    ("nicht anwendbar", NotApplicable()),
    ("not applicable", NotApplicable()),
    ("n/a", NotApplicable()),
    ("N/A", NotApplicable()),
]


@pytest.mark.parametrize(("cell", "reply"), UNDERSTOOD, ids=[repr(cell) for cell, _ in UNDERSTOOD])
def test_an_answer_is_understood_however_people_write_it(cell: Any, reply: Reply) -> None:
    sheet = read(table_of(cell))

    assert (replies(sheet), sheet.problems) == ({"MS-01": reply}, ())


NOT_UNDERSTOOD: list[tuple[Any, str, str]] = [
    # what stands in the cell, how it is shown, what is suggested
    ("weitgehend umgesezt", "weitgehend umgesezt", "3 – weitgehend umgesetzt"),
    ("nicht bekant", "nicht bekant", "nicht bekannt"),
    ("3 – weitgehend", "3 – weitgehend", "3 – weitgehend umgesetzt"),
    (5, "5", ""),
    (-1, "-1", ""),
    (2.5, "2,5", ""),
    ("2,5", "2,5", ""),
    ("ja", "ja", ""),
    ("teilweise", "teilweise", ""),
    ("n.a.", "n.a.", "nicht zutreffend"),
    ("-", "-", ""),
    (True, "ja", ""),
    (date(2026, 4, 3), "03.04.2026", ""),  # what an office program makes of "3/4"
]


@pytest.mark.parametrize(("cell", "found", "suggestion"), NOT_UNDERSTOOD, ids=[repr(c) for c, _, _ in NOT_UNDERSTOOD])
def test_what_is_not_understood_is_asked_back_and_never_guessed(cell: Any, found: str, suggestion: str) -> None:
    sheet = read(table_of(4, cell))

    assert replies(sheet) == {"MS-01": Answered(4)}
    assert sheet.problems == (
        ImportProblem(
            CellPosition("Tabelle1", 3, "C"),
            ProblemKind.UNKNOWN_ANSWER,
            found,
            CHOICES,
            "MS-02",
            suggestion=suggestion,
        ),
    )


@pytest.mark.parametrize("written", ["MS-03", "ms-03", " MS-03 ", "MS 03", "MS–03", "MS-3", "MS03", "MS_03", "MS‑03"])
def test_a_question_id_is_understood_however_people_write_it(written: str) -> None:
    assert replies(read(xlsx_of([HEADINGS, [written, "", 2]]))) == {"MS-03": Answered(2)}


def test_a_question_without_an_id_is_known_by_its_text() -> None:
    rows = [["Frage", "Antwort"], [TEXT["FZ-02"], 3], [TEXT["MS-01"].upper() + " ", 1]]

    assert replies(read(xlsx_of(rows))) == {"FZ-02": Answered(3), "MS-01": Answered(1)}


def test_a_running_number_is_not_taken_for_an_id() -> None:
    rows = [["Nr.", "Frage", "Antwort"], [1, TEXT["MS-02"], 3], [2, TEXT["MS-01"], 1]]

    assert replies(read(xlsx_of(rows))) == {"MS-02": Answered(3), "MS-01": Answered(1)}


def test_the_column_with_the_ids_is_found_beside_a_running_number() -> None:
    rows = [["Nr.", "Nr", "Antwort"], [1, "MS-02", 3], [2, "MS-01", 1]]

    assert replies(read(xlsx_of(rows))) == {"MS-02": Answered(3), "MS-01": Answered(1)}


def test_an_id_beside_the_text_of_another_question_is_asked_back() -> None:
    # The typical accident: one column sorted without the others.
    problem = only_problem(xlsx_of([HEADINGS, ["MS-01", TEXT["MS-02"], 3]]))

    assert (problem.kind, problem.found, problem.suggestion) == (ProblemKind.ID_AND_TEXT_DISAGREE, "MS-01", "MS-02")
    assert problem.position == CellPosition("Tabelle1", 2, "A")


def test_an_id_with_a_text_of_its_own_counts() -> None:
    assert replies(read(xlsx_of([HEADINGS, ["MS-01", "Haben wir ein Leitbild?", 3]]))) == {"MS-01": Answered(3)}


def test_an_unknown_id_is_asked_back_with_the_nearest_one() -> None:
    problem = only_problem(xlsx_of([HEADINGS, ["MS-01", "", 1], ["MX-02", "", 3]]))

    assert problem == ImportProblem(
        CellPosition("Tabelle1", 3, "A"), ProblemKind.UNKNOWN_QUESTION, "MX-02", "MS-01 … KK-15", suggestion="MS-02"
    )


def test_an_answer_without_any_question_is_asked_back() -> None:
    problem = only_problem(xlsx_of([HEADINGS, ["MS-01", "", 1], ["", "", 3]]))

    assert problem == ImportProblem(CellPosition("Tabelle1", 3, "A"), ProblemKind.MISSING_ID, "", "MS-01 … KK-15")


def test_headings_inside_the_table_and_empty_lines_say_nothing() -> None:
    rows = [HEADINGS, ["Management und Steuerung"], ["MS-01", "", 1], [], ["Fairer Zugang"], ["FZ-01", "", 2]]

    sheet = read(xlsx_of(rows))

    assert (replies(sheet), sheet.problems) == ({"MS-01": Answered(1), "FZ-01": Answered(2)}, ())


def test_an_empty_cell_is_an_open_row() -> None:
    sheet = read(xlsx_of([HEADINGS, ["MS-01", "", ""], ["MS-02", "", " "], ["MS-03", "", 1]]))

    assert replies(sheet) == {"MS-01": None, "MS-02": None, "MS-03": Answered(1)}


def test_columns_stand_in_any_order_below_a_title_beside_others_and_in_any_sheet() -> None:
    notes = [["Hinweise zum Ausfüllen"], ["Bitte bis Freitag"]]
    table = [
        ["Rückmeldung der Fachämter"],
        [],
        ["", "Antwort", "Priorität", "Kommentar", "Frage-Nr.", "Amt", "Quelle"],
        ["", "fest verankert", "hoch", "läuft seit 2019", "FZ-02", "Jugendamt", "Ratsbeschluss"],
    ]

    (row,) = read(xlsx_of(notes, table)).rows

    assert row.answer == Answer("FZ-02", Answered(4), "läuft seit 2019", "Ratsbeschluss", "Jugendamt")
    assert row.position == CellPosition("Tabelle2", 4, "B")


def test_english_headings_and_headings_with_a_hint_are_understood() -> None:
    rows = [["Question no.", "Answer (please choose)", "Comment:", "Evidence", "Responsible unit"]]
    rows.append(["MS-01", "largely implemented", "since 2019", "council decision", "youth office"])

    (row,) = read(xlsx_of(rows)).rows

    assert row.answer == Answer("MS-01", Answered(3), "since 2019", "council decision", "youth office")


def test_a_heading_that_comes_again_begins_a_new_table() -> None:
    rows = [HEADINGS, ["MS-01", "", 1], [], ["Nr.", "Antwort"], ["MS-02", 2]]

    assert replies(read(xlsx_of(rows))) == {"MS-01": Answered(1), "MS-02": Answered(2)}


def test_two_answer_columns_are_refused_by_name() -> None:
    with pytest.raises(UnreadableFile) as refused:
        read(xlsx_of([["Nr.", "Antwort", "Antwort"], ["MS-01", 1, 2]]))

    assert refused.value.code == "several_answer_columns"
    assert refused.value.details == {"sheet": "Tabelle1", "row": 1, "columns": "B, C"}


def test_the_workbooks_own_answer_column_counts_before_others_of_the_same_meaning() -> None:
    assert replies(read(xlsx_of([["Nr.", "Punkte", "Antwort"], ["MS-01", 1, "fest verankert"]]))) == {
        "MS-01": Answered(4)
    }


@pytest.mark.parametrize("mark", ["x", "X", " x ", "✓", "✔", "1", 1, "ja", "Ja", True])
def test_the_options_may_be_columns_with_a_tick(mark: Any) -> None:
    rows = [
        TICK_HEADINGS,
        ["MS-01", "", "", "", mark],
        ["MS-02", *[""] * 5, mark],
        ["MS-03", *[""] * 6, mark],
        ["MS-04"],
    ]

    sheet = read(xlsx_of(rows))

    assert sheet.problems == ()
    assert replies(sheet) == {"MS-01": Answered(3), "MS-02": NotKnown(), "MS-03": NotApplicable(), "MS-04": None}


def test_tick_columns_may_be_headed_by_points() -> None:
    rows = [["Nr.", 0, 1, 2, 3, 4], ["MS-01", "", "", "", "", "x"], ["MS-02", "x"], ["MS-03", "", "nein", "ja"]]

    assert replies(read(xlsx_of(rows))) == {"MS-01": Answered(4), "MS-02": Answered(0), "MS-03": Answered(2)}


@pytest.mark.parametrize(
    ("cells", "reply"),
    [
        (["0", "", "", "", ""], Answered(0)),
        (["", "1", "", "", ""], Answered(1)),
        (["", "", "", "", "4"], Answered(4)),
        (["", "0", "", "", ""], None),  # "no" in the column of level 1
        # One and zero in every column: "0" says "no" there.
        (["0", "0", "0", "1", "0"], Answered(3)),
        (["1", "0", "0", "0", "0"], Answered(0)),
        (["0", "0", "0", "0", "0"], None),
        (["0", "nein", "", "", "x"], Answered(4)),
    ],
)
def test_a_zero_ticks_the_column_of_level_0_unless_other_columns_say_no_too(
    cells: list[str], reply: Reply | None
) -> None:
    sheet = read(csv_of([["Nr.", "0", "1", "2", "3", "4"], ["MS-01", *cells]]))

    assert (replies(sheet), sheet.problems) == ({"MS-01": reply}, ())


def test_a_zero_and_a_tick_in_another_column_are_asked_back() -> None:
    problem = only_problem(csv_of([["Nr.", "0", "1", "2", "3", "4"], ["MS-01", "0", "", "", "x", ""]]))

    assert (problem.kind, problem.found) == (ProblemKind.SEVERAL_TICKS, "B, E")


def test_several_ticks_in_a_row_are_asked_back() -> None:
    problem = only_problem(xlsx_of([TICK_HEADINGS, ["MS-01", "x", "", "x"]]))

    assert problem == ImportProblem(CellPosition("Tabelle1", 2, "B"), ProblemKind.SEVERAL_TICKS, "B, D", "x", "MS-01")


def test_something_else_than_a_tick_is_asked_back() -> None:
    problem = only_problem(xlsx_of([TICK_HEADINGS, ["MS-01", "", "vielleicht"]]))

    assert (problem.kind, problem.position.column, problem.found, problem.expected) == (
        ProblemKind.UNKNOWN_ANSWER,
        "C",
        "vielleicht",
        "x",
    )


def test_a_heading_over_two_rows_is_understood() -> None:
    rows = [
        ["Nr.", "Antwort", "", "", ""],
        ["", "nicht vorhanden", "in Planung", "weitgehend umgesetzt"],
        ["MS-01", "", "x"],
    ]

    assert replies(read(xlsx_of(rows))) == {"MS-01": Answered(1)}


def test_two_rows_for_one_question_that_agree_are_fine_and_complete_each_other() -> None:
    rows = [HEADINGS, ["MS-01", "", 3, "läuft"], ["MS-01", "", "weitgehend umgesetzt", "", "Beschluss"], ["MS-01"]]

    sheet = read(xlsx_of(rows))

    assert sheet.problems == ()
    assert [row.answer for row in sheet.rows] == [Answer("MS-01", Answered(3), "läuft", "Beschluss")]


def test_two_rows_for_one_question_that_differ_are_named_both_and_left_out() -> None:
    sheet = read(xlsx_of([HEADINGS, ["MS-01", "", 3]], [["Nr.", "Antwort"], [], ["MS-01", 2]]))

    assert sheet.rows == ()
    assert sheet.problems == (
        ImportProblem(
            CellPosition("Tabelle2", 3, "B"),
            ProblemKind.CONTRADICTING_ROWS,
            "2 – in Umsetzung begonnen",
            "3 – weitgehend umgesetzt",
            "MS-01",
            also=CellPosition("Tabelle1", 2, "C"),
        ),
    )


def test_two_rows_whose_remarks_differ_contradict_each_other() -> None:
    problem = only_problem(xlsx_of([HEADINGS, ["MS-01", "", 3, "läuft"], ["MS-01", "", 3, "läuft nicht"]]))

    assert (problem.kind, problem.found, problem.expected) == (
        ProblemKind.CONTRADICTING_ROWS,
        "läuft nicht",
        "läuft",
    )


def test_all_problems_are_told_at_once() -> None:
    rows = [HEADINGS, ["MS-01", "", "irgendwie"], ["XX-99", "", 1], ["", "", 2], ["MS-02", "", 7], ["MS-03", "", 4]]

    sheet = read(xlsx_of(rows))

    assert [(problem.kind, problem.position.row) for problem in sheet.problems] == [
        (ProblemKind.UNKNOWN_ANSWER, 2),
        (ProblemKind.UNKNOWN_QUESTION, 3),
        (ProblemKind.MISSING_ID, 4),
        (ProblemKind.UNKNOWN_ANSWER, 5),
    ]
    assert replies(sheet) == {"MS-03": Answered(4)}


def test_a_formula_without_a_value_is_a_question_and_not_an_empty_cell() -> None:
    problem = only_problem(table_of(4, "=VLOOKUP(A3,X1:Y9,2)"))

    assert problem == ImportProblem(
        CellPosition("Tabelle1", 3, "C"),
        ProblemKind.FORMULA_WITHOUT_VALUE,
        "=VLOOKUP(A3,X1:Y9,2)",
        CHOICES,
        "MS-02",
    )


def test_a_note_that_is_too_long_is_asked_back() -> None:
    data = xlsx_of([HEADINGS, ["MS-01", "", 3, "a" * 10_001], ["MS-02", "", 3, "a" * 10_000]])

    problem = only_problem(data)

    assert (problem.kind, problem.found, problem.expected, problem.position.column) == (
        ProblemKind.TEXT_TOO_LONG,
        "10001",
        "10000",
        "D",
    )
    assert list(replies(read(data))) == ["MS-02"]


def test_numbers_and_days_in_notes_become_text_as_people_here_write_it() -> None:
    rows = [HEADINGS, ["MS-01", "", 3, 2023, date(2024, 3, 12), 1.5]]

    (row,) = read(xlsx_of(rows)).rows

    assert row.answer == Answer("MS-01", Answered(3), "2023", "12.03.2024", "1,5")


def test_a_file_tells_which_notes_it_has_columns_for() -> None:
    sheet = read(xlsx_of([["Nr.", "Antwort", "Kommentar"], ["MS-01", 1, "so"]], [["Nr.", "Antwort"], ["MS-02", 2]]))

    assert [row.notes for row in sheet.rows] == [frozenset({Note.REMARK}), frozenset()]
    assert read(table_of(1)).rows[0].notes == ALL_NOTES


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_csv_files_are_read_whatever_their_separator_and_encoding(delimiter: str, encoding: str) -> None:
    rows = [
        ["Nr.", "Frage", "Antwort", "Bemerkung"],
        ["MS-01", TEXT["MS-01"], "weiß nicht", 'Erst prüfen, dann "ja";\nzweite Zeile'],
        ["MS-02", TEXT["MS-02"], "3,0", ""],
    ]

    sheet = read(csv_of(rows, delimiter, encoding), "antworten.csv")

    assert [row.answer for row in sheet.rows] == [
        Answer("MS-01", NotKnown(), 'Erst prüfen, dann "ja";\nzweite Zeile'),
        Answer("MS-02", Answered(3)),
    ]
    assert [row.position for row in sheet.rows] == [CellPosition("", 2, "C"), CellPosition("", 3, "C")]


def test_a_csv_file_may_name_its_separator_in_the_first_line() -> None:
    # Office programs do not show that line: the heading is row 1.
    data = b"sep=;\r\n" + csv_of([["Nr.", "Antwort"], ["MS-01", "9"]], ";", "utf-8")

    assert only_problem(data).position == CellPosition("", 2, "B")


def test_the_file_says_itself_what_it_is() -> None:
    sheet = read(write(a_workbook(), FileFormat.XLSX))

    assert (sheet.catalogue_version, sheet.commune_ags, sheet.self_check_id) == ("2021-07", "09999001", 12)
    assert {row.based_on for row in sheet.rows} == {0}


def test_an_official_key_keeps_the_zero_that_office_programs_drop() -> None:
    rows = [["Nr.", "Antwort", "AGS"], ["MS-01", 1, 9999001], ["MS-02", 1, 9999001.0]]

    assert read(xlsx_of(rows)).commune_ags == "09999001"


def test_a_file_put_together_from_two_communes_is_refused() -> None:
    rows = [["Nr.", "Antwort", "AGS"], ["MS-01", 1, "09999001"], ["MS-02", 1, "09999002"]]

    with pytest.raises(UnreadableFile, match="file_of_several_communes"):
        read(xlsx_of(rows))


def test_rows_of_two_rounds_in_one_file_leave_the_round_untold() -> None:
    rows = [["Nr.", "Antwort", "Selbstcheck-Nr."], ["MS-01", 1, 11], ["MS-02", 1, 12]]

    assert read(xlsx_of(rows)).self_check_id is None


def test_the_version_is_what_the_file_says() -> None:
    old = a_workbook(catalogue=catalogue("2021-03"))

    assert read(write(old, FileFormat.XLSX)).catalogue_version == "2021-03"


def test_the_version_of_a_silent_file_is_known_by_its_ids() -> None:
    def silent(ids: list[str]) -> bytes:
        return xlsx_of([["Nr.", "Antwort"], *([key, 1] for key in ids)])

    old, new = list(catalogue("2021-03").places), list(CATALOGUE.places)

    assert read(silent(old)).catalogue_version == "2021-03"
    assert read(silent(new)).catalogue_version == "2021-07"
    assert read(silent(["FZ-05"])).catalogue_version == "2021-07"  # only the newer one has it
    assert read(silent(["MS-01"])).catalogue_version == "2021-07"  # both have it: the newest


def test_a_sheet_without_a_recognisable_heading_is_refused() -> None:
    with pytest.raises(UnreadableFile, match="no_answer_table"):
        read(xlsx_of([["x", "x", "x"], ["x", "x", "x"], ["MS-01", "x", "x"]]))


def test_hidden_sheets_are_not_read() -> None:
    book = openpyxl.load_workbook(io.BytesIO(xlsx_of([HEADINGS, ["MS-01", "", 1]], [HEADINGS, ["MS-01", "", 2]])))
    book["Tabelle2"].sheet_state = "hidden"
    file = io.BytesIO()
    book.save(file)

    assert replies(read(file.getvalue())) == {"MS-01": Answered(1)}


def test_merged_headings_count_for_every_row_they_span() -> None:
    rows = [
        ["Nr.", "Frage", "Antwort"],
        ["", "", "nicht vorhanden", "in Planung", "in Umsetzung begonnen", "weitgehend umgesetzt", "fest verankert"],
        ["MS-01", "", "", "", "", "x"],
    ]
    book = openpyxl.load_workbook(io.BytesIO(xlsx_of(rows)))
    for area in ("A1:A2", "B1:B2", "C1:G1"):
        book.active.merge_cells(area)
    file = io.BytesIO()
    book.save(file)

    sheet = read(file.getvalue())

    assert (replies(sheet), sheet.problems) == ({"MS-01": Answered(3)}, ())
    assert sheet.rows[0].position == CellPosition("Tabelle1", 3, None)
