"""The timeline as a pure value: every bar where its days say, told by shape and words and not by colour alone."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from contrast import contrast

from components.charts.theme import LOOKS
from components.charts.timeline import MILLISECONDS_OF_A_DAY, Mark, Scale, Shape, Span, timeline

TODAY = date(2026, 11, 22)
WHOLE = Scale(date(2026, 1, 1), date(2035, 12, 31), by_quarter=False)
NEAR = Scale(date(2026, 10, 1), date(2028, 10, 1), by_quarter=True)
TRACK, BARS, QUARTERS, YEARS, LONE, MARKS, HALO, NOW, WORDS = range(9)


def a_span(**changes: Any) -> Span:
    values: dict[str, Any] = {
        "key": "12",
        "label": "Lesestunden",
        "begins": date(2027, 1, 1),
        "ends": date(2027, 12, 31),
        "shape": Shape.OPEN,
        "below_text": "01.01.2027 bis 31.12.2027 · läuft",
        "hover_text": "<b>Lesestunden</b>",
    }
    return Span(**{**values, **changes})


def traces(*spans: Span, scale: Scale = WHOLE, theme: str = "light") -> Any:
    return timeline(spans, LOOKS[theme], scale, TODAY, "heute").data


def test_a_bar_reaches_from_the_first_day_to_the_end_of_the_last() -> None:
    bars = traces(a_span(), a_span(begins=date(2028, 2, 29), ends=date(2028, 2, 29)))[BARS]
    assert list(bars.base) == ["2027-01-01", "2028-02-29"]
    assert [length / MILLISECONDS_OF_A_DAY for length in bars.x] == [365, 1]
    assert list(bars.y) == [0, 1]


def test_the_whole_row_can_be_clicked_and_tells_which_measure_it_is() -> None:
    track = traces(a_span(), a_span(key="13"))[TRACK]
    assert list(track.customdata) == ["12", "13"]
    # From the first of January 2026 to the last of December 2035: ten years, of which 2028 and 2032 are leap years.
    assert [length / MILLISECONDS_OF_A_DAY for length in track.x] == [10 * 365 + 2] * 2


@pytest.mark.parametrize(
    ("days", "place", "symbol"),
    [
        ({"begins": None}, "2027-12-31", "triangle-left"),
        ({"ends": None}, "2027-01-01", "triangle-right"),
        ({"begins": date(2020, 1, 1), "ends": date(2026, 3, 1)}, "2026-10-01", "triangle-left"),
        ({"begins": date(2030, 1, 1), "ends": date(2031, 3, 1)}, "2028-10-01", "triangle-right"),
    ],
)
def test_open_time_and_what_lies_outside_is_told_by_a_triangle_that_points_there(
    days: dict[str, Any], place: str, symbol: str
) -> None:
    lone = traces(a_span(**days), scale=NEAR)[LONE]
    assert (list(lone.x), list(lone.marker.symbol)) == ([place], [symbol])


def test_a_step_that_is_done_is_full_and_one_that_is_not_is_empty() -> None:
    look = LOOKS["light"]
    marks = traces(a_span(marks=(Mark(date(2027, 3, 1), is_done=True), Mark(date(2027, 6, 1), is_done=False))))[MARKS]
    assert list(marks.x) == ["2027-03-01", "2027-06-01"]
    assert list(marks.marker.color) == [look.line, look.page]
    assert marks.marker.line.color == look.line


def test_idea_and_blocked_differ_from_what_runs_by_pattern_as_well() -> None:
    shapes = [traces(a_span(shape=shape))[BARS].marker.pattern.shape[0] for shape in Shape]
    assert dict(zip(Shape, shapes, strict=True)) == {
        Shape.OPEN: "",
        Shape.IDEA: "/",
        Shape.BLOCKED: "x",
        Shape.OVER: "",
    }


def test_today_crosses_every_bar_and_is_named_once() -> None:
    figure = timeline([a_span(), a_span(key="13")], LOOKS["light"], WHOLE, TODAY, "heute")
    for trace in (HALO, NOW):
        assert [x for x in figure.data[trace].x if x] == ["2026-11-22"] * 4  # two ends of two lines
    assert [annotation.text for annotation in figure.layout.annotations] == ["<b>heute</b>"]


def test_years_are_named_on_the_whole_scale_and_quarters_on_the_near_one() -> None:
    whole = timeline([a_span()], LOOKS["light"], WHOLE, TODAY, "heute").layout.xaxis
    near = timeline([a_span()], LOOKS["light"], NEAR, TODAY, "heute").layout.xaxis
    assert list(whole.ticktext) == [str(year) for year in range(2026, 2036)]
    assert list(near.ticktext) == ["Q4/26", "Q1/27", "Q2/27", "Q3/27", "Q4/27", "Q1/28", "Q2/28", "Q3/28", "Q4/28"]
    assert list(near.tickvals)[:2] == ["2026-10-01", "2027-01-01"]


def test_the_words_of_a_row_stand_at_the_beginning_of_the_scale() -> None:
    words = traces(a_span())[WORDS]
    assert [text for text in words.text if text != "<b></b>"] == ["Lesestunden", "01.01.2027 bis 31.12.2027 · läuft"]
    assert words.x[0] == "2026-01-01"


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_bars_marks_and_today_stand_out_from_what_is_behind_them(theme: str) -> None:
    look = LOOKS[theme]
    for front, behind in ((look.own, look.track), (look.line, look.page), (look.text, look.track)):
        assert contrast(front, behind) >= 3
    assert contrast(look.line, look.track) >= 3
