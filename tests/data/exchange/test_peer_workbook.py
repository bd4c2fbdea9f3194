"""The exported comparison: numbers as numbers, what they rest on beside them, nothing that could be run."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from answer_files import saved_by_office
from factories import a_commune, replies_to_all
from results_views import a_view

from data.content.catalogues import catalogue
from data.exchange.peer_texts import DIMENSIONS, GROUP_BASES, STANDINGS, TEXTS, VALUES
from data.exchange.peer_workbook import PeerWorkbook, write
from data.model.benchmark import (
    GroupBasis,
    PeerComparison,
    PeerFigure,
    PeerFilter,
    PeerGroup,
    PeerLevel,
    PeersView,
    Position,
    Standing,
)
from data.model.people import LAENDER
from data.model.self_check import Answered, NotApplicable, NotKnown
from data.rules.benchmark_filters import VALUES as KNOWN_VALUES

USED = catalogue("2021-07")
DAY = date(2027, 3, 2)
FIRST = USED.fields[0]
SMALL = PeerFigure(FIRST.criteria[0].key, 9, 45, None, None, None, None)
MIDDLE = PeerFigure(FIRST.key, 35, 52, 40, 50, 65, None)
LARGE = PeerFigure(USED.fields[1].key, 60, 48, 33, 47, 61, (0, 2, 10, 20, 25, 20, 13, 7, 3, 0))
IN_BAVARIA: PeerFilter = {"type": frozenset({"district"}), "land": frozenset({"Hessen", "Bayern"})}


def a_comparison(*figures: PeerFigure, **changes: Any) -> PeerComparison:
    values: dict[str, Any] = {
        "release_id": "2027-03-01",
        "release_date": date(2027, 3, 1),
        "catalogue_version": "2021-07",
        "group": PeerGroup({}, {}, GroupBasis.ALL, counted=1_060, participating=1_063, existing=11_088),
        "own_counted": True,
        "own_attributes": {},
        "options": {},
        "figures": {figure.indicator: figure for figure in figures or (SMALL, MIDDLE, LARGE)},
        "levels": {"MS-01": PeerLevel("MS-01", 20, 2.2), "MS-02": PeerLevel("MS-02", 9, 2.5)},
    }
    return PeerComparison(**{**values, **changes})


def a_workbook(language: str = "de", name: str = "Beispielstadt", **changes: Any) -> PeerWorkbook:
    replies = replies_to_all(3) | {"MS-02": NotKnown(), "MS-03": NotApplicable()}
    replies.pop("MS-04")
    values: dict[str, Any] = {
        "comparison": a_comparison(),
        "own": a_view(replies, commune=a_commune(name=name)),
        "positions": {FIRST.key: Position(Standing.TOP_QUARTER, presumably=True)},
        "goals": {FIRST.key: 80},
    }
    return PeerWorkbook(PeersView(**{**values, **changes}), catalogue("2021-07", language), name, DAY, language)


def opened(contents: PeerWorkbook) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(write(contents)))


def table(book: openpyxl.Workbook, name: str) -> list[dict[str, Any]]:
    headings, *rows = book[name].iter_rows(values_only=True)
    return [dict(zip(headings, row, strict=True)) for row in rows]


def facts(contents: PeerWorkbook, name: str = "Grundlage") -> Mapping[str, Any]:
    rows = opened(contents)[name].iter_rows(values_only=True)
    return {label: value for label, value, *_rest in rows if value is not None}


def notes(contents: PeerWorkbook, name: str = "Grundlage") -> list[str]:
    rows = opened(contents)[name].iter_rows(min_row=3, values_only=True)
    return [label for label, value, *_rest in rows if label is not None and value is None]


# The sheet with fields and criteria.


def test_every_field_comes_with_its_criteria_below_it() -> None:
    rows = table(opened(a_workbook()), "Vergleich")
    assert len(rows) == 7 + 35
    assert [row["Kriterium"] for row in rows[:2]] == ["gesamtes Handlungsfeld", FIRST.criteria[0].title]
    assert {row["Handlungsfeld"] for row in rows[: 1 + len(FIRST.criteria)]} == {"1 Management und Steuerung"}


def test_own_points_goal_place_and_the_figures_of_the_group_stand_in_one_row() -> None:
    assert table(opened(a_workbook()), "Vergleich")[0] == {
        "Handlungsfeld": "1 Management und Steuerung",
        "Kriterium": "gesamtes Handlungsfeld",
        "Eigene Punkte": 75,  # level 3 of 4
        "Eigenes Ziel 2035": 80,
        "Einordnung": "vermutlich oberes Viertel",
        "Durchschnitt": 52,
        "Mittlere Hälfte von": 40,
        "Median": 50,
        "Mittlere Hälfte bis": 65,
        "Gezählte Kommunen": 35,
        "Hinweis": None,
    }


def test_what_too_few_communes_have_stays_empty() -> None:
    row = table(opened(a_workbook()), "Vergleich")[1]
    assert (row["Durchschnitt"], row["Gezählte Kommunen"]) == (45, 9)
    assert {row[name] for name in ("Mittlere Hälfte von", "Median", "Mittlere Hälfte bis")} == {None}
    silent = table(opened(a_workbook()), "Vergleich")[2]
    assert {silent[name] for name in ("Durchschnitt", "Median", "Gezählte Kommunen")} == {None}


def test_own_points_are_the_whole_numbers_that_the_page_shows() -> None:
    half = replies_to_all(3) | {FIRST.questions[0].id: Answered(1)}
    own = a_view(half).current.result.field(FIRST.key).score.percent
    assert own is not None and own != round(own)
    row = table(opened(a_workbook(own=a_view(half))), "Vergleich")[0]
    assert row["Eigene Punkte"] == int(own + 0.5)


def test_a_score_that_missing_answers_could_change_is_called_provisional_and_a_missing_one_not_scored() -> None:
    # One question of every criterion of the second field is open: it has between 48.75 and 83.75 points.
    some = {q.id: Answered(3) for criterion in USED.fields[1].criteria for q in criterion.questions[:-1]}
    rows = table(opened(a_workbook(own=a_view(some), positions={})), "Vergleich")
    assert (rows[0]["Eigene Punkte"], rows[0]["Hinweis"]) == (None, "nicht bewertet")
    of_second = rows[1 + len(FIRST.criteria)]
    assert (of_second["Eigene Punkte"], of_second["Hinweis"]) == (75, "vorläufig")


def test_without_an_own_result_the_columns_of_the_own_commune_are_empty() -> None:
    book = opened(a_workbook(own=None, positions={}, goals={}, other_version="2021-03"))
    rows = table(book, "Vergleich")
    assert {(row["Eigene Punkte"], row["Einordnung"], row["Hinweis"]) for row in rows} == {(None, None, None)}
    assert {row["Eigene Stufe (0 bis 4)"] for row in table(book, "Fragen")} == {None}


# Questions and distribution.


def test_every_question_has_the_own_level_and_the_mean_level_of_the_group() -> None:
    rows = table(opened(a_workbook()), "Fragen")
    assert [row["Nr."] for row in rows] == list(USED.places)
    seen = [(r["Eigene Stufe (0 bis 4)"], r["Mittlere Stufe der Gruppe"], r["Gezählte Kommunen"]) for r in rows[:5]]
    assert seen == [
        (3, 2.2, 20),
        ("nicht bekannt", 2.5, 9),
        ("nicht zutreffend", None, None),
        (None, None, None),  # open is never a zero
        (3, None, None),
    ]
    assert rows[0]["Frage"] == USED.places["MS-01"].question.text


def test_the_distribution_is_there_for_what_fifty_communes_have() -> None:
    (row,) = table(opened(a_workbook()), "Verteilung")
    assert row["Handlungsfeld"] == f"2 {USED.fields[1].title}"
    assert [value for name, value in row.items() if "Punkte" in name] == [0, 2, 10, 20, 25, 20, 13, 7, 3, 0]
    assert list(row)[2:4] == ["0 bis 10 Punkte", "10 bis 20 Punkte"]
    assert row["Gezählte Kommunen"] == 60


def test_without_any_distribution_there_is_no_sheet_for_it() -> None:
    assert opened(a_workbook(comparison=a_comparison(SMALL, MIDDLE))).sheetnames == ["Vergleich", "Fragen", "Grundlage"]


# What it rests on.


def test_the_basis_tells_group_numbers_dates_and_version() -> None:
    told = facts(a_workbook())
    assert told == {
        "Kommune": "Beispielstadt",
        "Vergleichsgruppe": "alle Kommunen",
        "Gezählte Kommunen": 1_060,
        "Teilnehmende Kommunen, die passen": 1_063,
        "Bestehende Kommunen, die passen (amtliches Register)": 11_088,
        "Eigene Kommune mitgezählt": "ja",
        "Vergleichsstand": datetime(2027, 3, 1),
        "Fragenkatalog": "2021-07",
        "Eigene Runde": "2026",
        "Freigegeben am": datetime(2026, 11, 20),
        "Erstellt am": datetime(2027, 3, 2),
    }


def test_a_wished_group_is_told_dimension_by_dimension() -> None:
    group = PeerGroup(IN_BAVARIA, IN_BAVARIA, GroupBasis.WISHED, 9, 9)
    told = facts(a_workbook(comparison=a_comparison(group=group, own_counted=False)))
    assert told["Vergleichsgruppe: Art"] == "Landkreise"
    assert told["Vergleichsgruppe: Land"] == "Bayern, Hessen"
    assert told["Eigene Kommune mitgezählt"] == "nein"
    assert not [label for label in told if label.startswith("Gewünscht") or "Register" in label]


@pytest.mark.parametrize("basis", [GroupBasis.WIDENED, GroupBasis.OWN_CELL, GroupBasis.ALL])
def test_what_is_shown_instead_of_a_wished_group_is_said(basis: GroupBasis) -> None:
    shown: PeerFilter = {} if basis is GroupBasis.ALL else {"type": frozenset({"district"})}
    contents = a_workbook(comparison=a_comparison(group=PeerGroup(IN_BAVARIA, shown, basis, 9, 9)))
    told = facts(contents)
    assert told["Gewünscht: Land"] == "Bayern, Hessen"
    assert notes(contents)[1] == GROUP_BASES["de"][basis]
    assert ("Kommunen in dieser Zelle" in told) == (basis is GroupBasis.OWN_CELL)


def test_the_basis_says_what_volunteers_mean_how_anonymity_is_kept_and_whose_questions_they_are() -> None:
    told = " ".join(notes(a_workbook()))
    for words in ("freiwillig", "nicht der deutsche Durchschnitt", "mindestens sieben", "nicht der offizielle"):
        assert words in told


def test_a_result_under_another_catalogue_is_explained() -> None:
    told = notes(a_workbook(own=None, other_version="2021-03"))
    assert told[1].startswith("Ihre letzte Runde nutzt den Fragenkatalog 2021-03, dieser Vergleich den")


# As a file.


def test_the_same_contents_give_the_same_bytes() -> None:
    assert write(a_workbook()) == write(a_workbook())


def test_headings_stay_in_sight_and_columns_show_their_words() -> None:
    book = opened(a_workbook())
    for name in ("Vergleich", "Fragen", "Verteilung"):
        sheet = book[name]
        assert sheet.freeze_panes == "B2"
        assert sheet.print_title_rows == "$1:$1"
        for place, (heading, *_cells) in enumerate(sheet.iter_cols(values_only=True)):
            width = sheet.column_dimensions[openpyxl.utils.get_column_letter(place + 1)].width
            # Headings wrap to two lines; the longest word has to fit in one.
            assert max(map(len, str(heading).split())) <= width
            assert len(str(heading)) <= 2 * width


def test_numbers_are_numbers_with_a_format_and_days_are_days() -> None:
    book = opened(a_workbook())
    own = book["Vergleich"]["C2"]
    assert (own.data_type, own.number_format) == ("n", "0")
    level = next(cell for row in book["Fragen"].iter_rows() for cell in row if cell.value == 2.2)
    assert (level.data_type, level.number_format) == ("n", "0.0")
    day = next(cell for row in book["Grundlage"].iter_rows() for cell in row if cell.value == datetime(2027, 3, 1))
    assert (day.is_date, day.number_format) == (True, "dd.mm.yyyy")


def test_no_text_is_ever_a_formula_or_a_link() -> None:
    evil = '=HYPERLINK("http://example.org";"x")'
    field = replace(FIRST, title="=1+1", criteria=tuple(replace(c, title="@SUM(1)") for c in FIRST.criteria))
    used = replace(USED, fields=(field, *USED.fields[1:]))
    contents = replace(a_workbook(name=evil), catalogue=used)
    own = contents.view.own
    assert own is not None
    named = replace(contents.view, own=replace(own, current=replace(own.current, round_name="+cmd|' /C calc'!A0")))
    book = opened(replace(contents, view=named))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f" or cell.hyperlink]
    assert facts(contents)["Kommune"] == evil


@pytest.mark.parametrize("saved_as", ["xlsx", "ods"])
def test_the_office_program_opens_it_and_keeps_every_value(saved_as: str, tmp_path: Path) -> None:
    contents = a_workbook()
    written = openpyxl.load_workbook(io.BytesIO(write(contents)))
    saved = saved_by_office(write(contents), "xlsx", saved_as, tmp_path)
    if saved_as == "ods":
        saved = saved_by_office(saved, "ods", "xlsx", tmp_path)
    kept = openpyxl.load_workbook(io.BytesIO(saved))
    assert kept.sheetnames == written.sheetnames
    for name in written.sheetnames:
        assert _values(kept[name]) == _values(written[name])


def _values(sheet: Any) -> list[list[Any]]:
    rows = [[cell for cell in row if cell is not None] for row in sheet.iter_rows(values_only=True)]
    return [row for row in rows if row]


# Languages.


def test_the_whole_file_is_there_in_english() -> None:
    contents = a_workbook("en")
    book = opened(contents)
    assert book.sheetnames == ["Comparison", "Questions", "Distribution", "Basis"]
    row = table(book, "Comparison")[0]
    assert row["Position"] == "presumably top quarter"
    assert row["Action field"] == f"1 {catalogue('2021-07', 'en').fields[0].title}"
    assert facts(contents, "Basis")["Comparison as of"] == datetime(2027, 3, 1)
    german = {words for words in TEXTS["de"].values() if len(words) > 12}
    seen = {str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row}
    assert not german & seen


def test_both_languages_have_words_for_everything() -> None:
    for language in ("de", "en"):
        assert TEXTS[language].keys() == TEXTS["de"].keys()
        assert set(STANDINGS[language]) == set(Standing)
        assert set(GROUP_BASES[language]) == set(GroupBasis) - {GroupBasis.WISHED}
        assert list(DIMENSIONS[language]) == list(KNOWN_VALUES)
        known = {value for values in KNOWN_VALUES.values() for value in values}
        assert set(VALUES[language]) == known - set(LAENDER)


def test_a_language_without_words_of_its_own_is_german() -> None:
    assert opened(replace(a_workbook(), language="fr")).sheetnames[0] == "Vergleich"
