"""The charts of the vision as pure figures: every mark where its value says, told by shape and words too."""

from __future__ import annotations

from datetime import date
from typing import Any

import plotly.graph_objects as go
import pytest
from contrast import contrast

from components.charts.goal_rows import GoalRow, goal_rows
from components.charts.path import PathLines, Point, path
from components.charts.small_line import SmallLine, small_line
from components.charts.theme import LOOKS

TODAY = date(2026, 11, 23)
GRAPHICS = 3.0  # WCAG 2.1: 1.4.11


def a_point(year: int, points: float, text: str = "") -> Point:
    return Point(date(year, 12, 31), points, text or str(round(points)), f"{points} Punkte")


def drawn(theme: str = "light", **changes: Any) -> go.Figure:
    values: dict[str, Any] = {
        "reached": ((a_point(2023, 17), a_point(2025, 20)),),
        "provisional": frozenset(),
        "needed": (a_point(2023, 17), a_point(2028, 35), a_point(2035, 60)),
        "expected": (a_point(2025, 20), a_point(2027, 38)),
    }
    return path(PathLines(**{**values, **changes}), LOOKS[theme], TODAY, "heute", "Punkte")


def marks(figure: go.Figure) -> list[go.Scatter]:
    return [trace for trace in figure.data if trace.mode == "markers+text"]


def lines(figure: go.Figure) -> list[go.Scatter]:
    return [trace for trace in figure.data if trace.mode == "lines"]


def test_every_year_from_2021_to_2035_has_its_place() -> None:
    axis = drawn().layout.xaxis
    assert tuple(axis.range) == ("2021-01-01", "2036-03-01")
    assert list(axis.ticktext) == ["2021", "2023", "2025", "2027", "2029", "2031", "2033", "2035"]
    earlier = drawn(reached=((a_point(2018, 10), a_point(2025, 20)),))
    assert earlier.layout.xaxis.range[0] == "2018-01-01"


def test_milestones_are_full_diamonds_and_the_goal_is_an_open_one() -> None:
    stages, rounds = marks(drawn())
    assert list(stages.x) == ["2028-12-31", "2035-12-31"]
    assert list(stages.marker.symbol) == ["diamond", "diamond-open"]
    assert list(stages.text) == ["35", "60"]
    assert list(rounds.marker.symbol) == ["circle", "circle"]


def test_a_provisional_result_is_a_ring() -> None:
    (_stages, rounds) = marks(drawn(provisional=frozenset({date(2025, 12, 31)})))
    assert list(rounds.marker.symbol) == ["circle", "circle-open"]


def test_what_is_expected_rises_at_the_end_of_its_year_and_not_before() -> None:
    expected = lines(drawn())[1]
    assert (list(expected.y), expected.line.shape) == ([20, 38], "hv")


def test_no_line_leads_over_a_break_of_the_series() -> None:
    figure = drawn(reached=((a_point(2021, 17),), (a_point(2023, 30), a_point(2025, 32))))
    of_rounds = [list(trace.y) for trace in lines(figure) if trace.line.width == 4]
    assert of_rounds == [[17], [30, 32]]


def test_what_is_tried_out_is_a_star_that_the_newest_round_leads_to() -> None:
    figure = drawn(wish=a_point(2031, 70))
    star = next(trace for trace in marks(figure) if trace.marker.symbol == "star-open")
    assert (list(star.x), list(star.y)) == (["2031-12-31"], [70])
    dashed = next(trace for trace in lines(figure) if trace.line.dash == "dash")
    assert list(dashed.y) == [20, 70]
    assert not [trace for trace in marks(drawn()) if trace.marker.symbol == "star-open"]


def test_a_field_without_anything_is_drawn_all_the_same() -> None:
    figure = drawn(reached=(), needed=(), expected=())
    assert marks(figure) == []
    assert len(figure.data) == 1  # the line of today


@pytest.mark.parametrize("theme", LOOKS)
def test_every_line_and_mark_stands_out_from_the_page(theme: str) -> None:
    figure, page = drawn(theme, wish=a_point(2031, 70)), LOOKS[theme].page
    for trace in lines(figure):
        assert contrast(trace.line.color, page) >= GRAPHICS
    for trace in marks(figure):
        assert contrast(trace.marker.color, page) >= GRAPHICS


# The rows of all fields


def a_row(**changes: Any) -> GoalRow:
    values: dict[str, Any] = {
        "key": "kk",
        "label": "Kommunikation",
        "now": 20.3,
        "provisional": False,
        "expected": 37.5,
        "milestones": (35, 50),
        "goal": 60,
        "value_text": "auf Kurs",
        "below_text": "heute 20 · 2028: 35 · Ziel 60",
        "hover_text": "<b>Kommunikation</b>",
    }
    return GoalRow(**{**values, **changes})


TRACK, NOW, _GAPS, BRINGS, _BELOW_GOALS, _BELOW_MILESTONES, MILESTONES, GOALS, WORDS = range(9)


def test_what_is_planned_begins_where_today_ends() -> None:
    traces = goal_rows([a_row(), a_row(key="ms", now=None, expected=None)], LOOKS["light"], "Punkte").data
    assert (list(traces[BRINGS].base), traces[BRINGS].x[0]) == ([20.3, None], pytest.approx(17.2))
    assert list(traces[TRACK].customdata) == ["kk", "ms"]


def test_measures_draw_nothing_to_the_left() -> None:
    traces = goal_rows([a_row(expected=10.0)], LOOKS["light"], "Punkte").data
    assert list(traces[BRINGS].x) == [0]


def test_milestones_and_goal_lie_in_their_row_and_a_field_without_has_none() -> None:
    rows = [a_row(), a_row(key="ms", milestones=(), goal=None), a_row(key="zb", milestones=(80,), goal=90)]
    traces = goal_rows(rows, LOOKS["light"], "Punkte").data
    assert list(zip(traces[MILESTONES].y, traces[MILESTONES].x, strict=True)) == [(0, 35), (0, 50), (2, 80)]
    assert list(zip(traces[GOALS].y, traces[GOALS].x, strict=True)) == [(0, 60), (2, 90)]


def test_a_provisional_value_is_hatched_and_the_course_is_a_word() -> None:
    traces = goal_rows([a_row(provisional=True), a_row(key="zb")], LOOKS["light"], "Punkte").data
    assert list(traces[NOW].marker.pattern.shape) == ["/", ""]
    assert "<b>auf Kurs</b>" in traces[WORDS].text


# The small line of an indicator


def test_a_small_line_names_its_ends_and_the_target() -> None:
    values = ((date(2024, 6, 30), 26.0), (date(2025, 6, 30), 24.0), (date(2026, 6, 30), 28.0))
    figure = small_line(SmallLine(values, date(2031, 12, 31), 4.0, "26", "28", "4"), LOOKS["light"])
    way, line, target = figure.data
    assert (list(way.y), list(line.y), list(target.y)) == ([26, 4], [26, 24, 28], [4])
    assert list(line.text) == ["26", "", "28"]


def test_a_small_line_of_one_value_is_a_point() -> None:
    figure = small_line(
        SmallLine(((date(2024, 6, 30), 26.0),), date(2031, 12, 31), 4.0, "26", "26", "4"), LOOKS["dark"]
    )
    assert list(figure.data[1].text) == ["26"]
