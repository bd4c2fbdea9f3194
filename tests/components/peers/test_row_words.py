"""The rows in words: nothing said that the number counted forbids, nothing that could be read as a rank."""

from __future__ import annotations

from dataclasses import replace

import pytest
from factories import replies_to_all
from peer_views import beside_peers
from results_views import USED, a_view, without

from components.peers import row_words
from components.peers.rows import Row, criterion_rows, field_rows
from data.model.benchmark import Position, Standing

KEYS = [field.key for field in USED.fields]
OURS = a_view(replies_to_all(3))
FIRST = USED.fields[0].title


def first(counted: int, **changes: object) -> Row:
    """The field Steuerung, 75 points of ours, beside so many communes: a quarter at 35, half at 50, a quarter at 65."""
    return field_rows(beside_peers(OURS, counted, **changes), USED)[0]  # type: ignore[arg-type]


# A run of 35 is drawn from 27.5 to 42.5, one of 50 from 42.5 to 57.5, one of 65 from 57.5 to 72.5. So the quartiles are
# 42.5 and 57.5 where exactly a quarter lies on each side; with the remainder in the middle they move inwards a little.
@pytest.mark.parametrize(
    ("counted", "told"),
    [
        (7, "Ihre Kommune 75 Punkte; Gruppe: Durchschnitt 50."),
        (19, "Ihre Kommune 75 Punkte; Gruppe: Durchschnitt 50."),
        (20, "Ihre Kommune 75 Punkte, oberes Viertel; Gruppe: Durchschnitt 50, Median 50, mittlere Hälfte 45 bis 60."),
        (49, "Ihre Kommune 75 Punkte, oberes Viertel; Gruppe: Durchschnitt 50, Median 50, mittlere Hälfte 45 bis 55."),
        (50, "Ihre Kommune 75 Punkte, oberes Viertel; Gruppe: Durchschnitt 50, Median 50, mittlere Hälfte 43 bis 57."),
    ],
)
def test_a_row_tells_as_much_as_the_number_counted_allows(counted: int, told: str) -> None:
    assert row_words.in_words(first(counted)) == f"{FIRST}: {told}"
    assert row_words.summary([first(counted)] * 2) == f"{FIRST}: {told} {FIRST}: {told}"


@pytest.mark.parametrize(("counted", "drawn"), [(7, (50, None, None, None)), (24, (50, 45, 50, 60))])
def test_a_row_of_the_chart_draws_no_more_than_its_words_tell(counted: int, drawn: tuple[int | None, ...]) -> None:
    row = row_words.drawn(first(counted))
    assert (row.mean, row.q25, row.median, row.q75) == drawn
    assert (row.key, row.label, row.own, row.value_text) == (KEYS[0], "Steuerung", 75, "75")
    assert row.below_text == ("Durchschnitt 50" if counted == 7 else "oberes Viertel · Median 50")
    assert row.hover_text.startswith(f"<b>{FIRST}</b><br>Ihre Kommune 75 Punkte")
    assert ("Median" in row.hover_text) == (counted == 24)


@pytest.mark.parametrize(
    ("goal", "told"),
    [(90, "eigenes Ziel 90, noch 15 bis dahin"), (75, "eigenes Ziel 75, erreicht"), (60, "eigenes Ziel 60, erreicht")],
)
def test_the_own_goal_stands_beside_with_the_way_that_is_left(goal: int, told: str) -> None:
    row = first(24, goals={KEYS[0]: goal})
    assert row_words.in_words(row).endswith(f"; {told}.")
    drawn = row_words.drawn(row)
    assert drawn.goal == goal
    assert drawn.below_text == f"oberes Viertel · Median 50 · Ziel {goal}"
    assert drawn.hover_text.endswith(f"<br>{told}")


def test_without_an_own_result_the_goal_is_told_alone() -> None:
    row = field_rows(beside_peers(None, goals={KEYS[0]: 80}), USED)[0]
    assert row_words.beside(row).startswith("Ihre Kommune ist hier nicht bewertet; Gruppe: ")
    assert row_words.beside(row).endswith("; eigenes Ziel 80.")
    assert row_words.drawn(row).value_text == "–"


def test_a_provisional_score_says_so() -> None:
    row = field_rows(beside_peers(a_view(without(KEYS[0], replies_to_all(2), 10))), USED)[0]
    assert row_words.own_words(row) == "Ihre Kommune 50 Punkte (vorläufig), vermutlich etwa in der Mitte"
    assert row_words.drawn(row).provisional
    assert row_words.cells([row])[0][1] == "50 (vorläufig)"


def test_where_criteria_of_several_fields_stand_together_each_names_its_field() -> None:
    row = next(row for row in criterion_rows(beside_peers(OURS), USED.fields) if row.key == "sprache")
    assert row_words.drawn(row).below_text == "oberes Viertel · Fairer Zugang"
    assert row_words.cells([row])[0][0] == "Sprache (Fairer Zugang)"


def test_the_longest_line_below_a_bar_fits_on_a_phone() -> None:
    # 13 pixels high letters are 6.2 wide on average; a phone has 366 for them.
    longest = max(len(field.short_title) for field in USED.fields)
    assert len("vermutlich unteres Viertel · ") + longest <= 366 / 6.2
    assert len("vermutlich etwa in der Mitte · Median 50 · Ziel 100") <= 366 / 6.2


@pytest.mark.parametrize("goals", [{}, {KEYS[1]: 70}])
def test_the_table_tells_the_same_values_and_goals_where_there_are_any(goals: dict[str, int]) -> None:
    rows = field_rows(beside_peers(OURS, goals=goals), USED)
    columns, cells = row_words.columns("Handlungsfeld", rows), row_words.cells(rows)
    assert ("Ihr Ziel" in columns) == bool(goals)
    assert {len(row) for row in cells} == {len(columns)}
    told = dict(zip(columns, cells[1], strict=True))
    assert told == {
        "Handlungsfeld": "Interkulturelle Öffnung und Antirassismus",
        "Ihre Punkte": "75",
        "Einordnung": "oberes Viertel",
        "Durchschnitt": "50",
        "Median": "50",
        "Mittlere Hälfte": "45 bis 60",
        "Abstand zur Mitte": "+25",
        "Gezählt": "24",
    } | ({"Ihr Ziel": "70", "Abstand zum Ziel": "+5"} if goals else {})


def test_below_twenty_the_table_leaves_open_what_may_not_be_told() -> None:
    cells = row_words.cells([first(7)])[0]
    assert cells[2:6] == ("–", "50", "–", "–")


def standing(**levels: int) -> tuple[Row, ...]:
    return field_rows(beside_peers(a_view(replies_to_all(2, **levels))), USED)


@pytest.mark.parametrize(
    ("rows", "title"),
    [
        (standing(), "Überall etwa in der Mitte"),
        (
            standing(fairer_zugang=4, arbeit_wirtschaft=3, kommunikation_konflikt=0, management_steuerung=1),
            "Am weitesten über der Mitte: Fairer Zugang. Am weitesten darunter: Kommunikation.",
        ),
        (standing(fairer_zugang=3), "Am weitesten über der Mitte: Fairer Zugang."),
        (standing(fairer_zugang=1), "Am weitesten unter der Mitte: Fairer Zugang."),
        (field_rows(beside_peers(OURS, 7), USED), "sonst"),
        (field_rows(beside_peers(None), USED), "sonst"),
        ((), "sonst"),
    ],
)
def test_the_title_says_what_the_chart_shows(rows: tuple[Row, ...], title: str) -> None:
    assert row_words.finding(rows, "sonst") == title


def test_a_title_that_missing_answers_could_change_says_so() -> None:
    row = replace(first(24), position=Position(Standing.TOP_QUARTER, presumably=True))
    assert row_words.finding([row], "sonst") == "Am weitesten über der Mitte: Steuerung (vermutlich)."
    assert row_words.drawn(row).below_text == "vermutlich oberes Viertel · Median 50"
    middle = replace(first(24), position=Position(Standing.ABOUT_MIDDLE, presumably=True))
    assert row_words.finding([middle], "sonst") == "Überall etwa in der Mitte, teils vermutlich"
