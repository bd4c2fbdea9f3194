"""Figures as pure values: every mark where its number says, told by shape and words and not by colour alone."""

from __future__ import annotations

import ast
import colorsys
import tomllib
from collections.abc import Iterator
from dataclasses import asdict, replace

import plotly.graph_objects as go
import pytest
from conftest import ROOT
from contrast import channels, contrast
from hypothesis import given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from components.charts.peer_distribution import peer_distribution
from components.charts.peer_ranges import PeerRow, peer_ranges
from components.charts.score_bars import ScoreBar, score_bars
from components.charts.theme import HALF_HEIGHT, LOOKS, Look

TEXT, GRAPHICS = 4.5, 3.0  # WCAG 2.1: 1.4.3 and 1.4.11
LIGHT = LOOKS["light"]
AXIS = "Punkte (0 bis 100)"
TRACK, SCORE = 0, 1
BAND, MEDIAN, MEAN, GOAL, OWN = 1, 2, 3, 5, 6


def a_bar(key: str = "f1", percent: float | None = 62.5, **changes: object) -> ScoreBar:
    values: dict[str, object] = {
        "key": key,
        "label": f"Feld {key}",
        "percent": percent,
        "low": percent,
        "high": percent,
        "value_text": "–" if percent is None else "63",
        "below_text": "gut aufgestellt ●●●●○",
        "hover_text": f"<b>Feld {key}</b>",
        "provisional": False,
    }
    return ScoreBar(**{**values, **changes})  # type: ignore[arg-type]


def a_row(key: str = "f1", **changes: object) -> PeerRow:
    values: dict[str, object] = {
        "key": key,
        "label": f"Feld {key}",
        "own": 70.25,
        "mean": 52,
        "q25": 40,
        "median": 50,
        "q75": 65,
        "value_text": "70",
        "below_text": "oberes Viertel · Median 50",
        "hover_text": f"<b>Feld {key}</b>",
    }
    return PeerRow(**{**values, **changes})  # type: ignore[arg-type]


def bars(*given: ScoreBar, look: Look = LIGHT) -> go.Figure:
    return score_bars(given, look, AXIS)


def rows(*given: PeerRow, look: Look = LIGHT) -> go.Figure:
    return peer_ranges(given, look, AXIS)


def text_trace(figure: go.Figure) -> go.Scatter:
    (trace,) = (trace for trace in figure.data if trace.type == "scatter" and trace.mode == "text")
    return trace


def words(figure: go.Figure) -> list[str]:
    return list(text_trace(figure).text)


def range_lines(figure: go.Figure) -> go.Scatter:
    return [trace for trace in figure.data if trace.type == "scatter" and trace.mode == "lines+markers"][-1]


# Scores as bars.


def test_a_bar_ends_at_its_unrounded_score_on_a_track_that_ends_at_100() -> None:
    figure = bars(a_bar("f1", 62.5), a_bar("f2", 100 / 3))
    assert list(figure.data[TRACK].x) == [100, 100]
    assert list(figure.data[SCORE].x) == [62.5, 100 / 3]
    assert list(figure.data[SCORE].y) == [0, 1]
    assert figure.data[SCORE].base is None  # bars begin at zero


def test_the_first_bar_is_on_top_and_the_scale_is_always_0_to_100() -> None:
    figure = bars(a_bar("f1"), a_bar("f2"), a_bar("f3"))
    bottom, top = figure.layout.yaxis.range
    assert top < 0 and bottom > 2  # upside down: row 0 on top
    assert tuple(figure.layout.xaxis.range) == (0, 100)
    assert list(figure.layout.xaxis.tickvals) == [0, 20, 40, 60, 80, 100]
    assert figure.layout.xaxis.title.text == AXIS


def test_name_value_and_band_stand_in_words_at_the_row() -> None:
    figure = bars(a_bar("f1"), a_bar("f2", None, below_text="nicht bewertet ○○○○○"))
    assert words(figure) == [
        "Feld f1",
        "Feld f2",
        "<b>63</b>",
        "<b>–</b>",
        "gut aufgestellt ●●●●○",
        "nicht bewertet ○○○○○",
    ]
    trace = text_trace(figure)
    above, below = trace.y[:4], trace.y[4:]
    assert all(place < row - HALF_HEIGHT for place, row in zip(above, [0, 1, 0, 1], strict=True))
    assert all(place > row + HALF_HEIGHT for place, row in zip(below, [0, 1], strict=True))


def test_the_words_of_a_chart_can_be_read_on_a_phone() -> None:
    trace = text_trace(bars(a_bar()))
    assert min(trace.textfont.size) >= 13
    assert bars(a_bar()).layout.xaxis.tickfont.size >= 13


def test_nothing_is_drawn_for_what_is_not_scored() -> None:
    figure = bars(a_bar("f1", None, low=None, high=None))
    assert list(figure.data[SCORE].x) == [0]
    assert [x for x in range_lines(figure).x or () if x is not None] == []


def test_a_score_of_zero_is_a_value_and_not_the_same_as_none() -> None:
    zero, none = bars(a_bar("f1", 0.0, value_text="0")), bars(a_bar("f1", None))
    assert words(zero)[1] == "<b>0</b>"
    assert words(none)[1] == "<b>–</b>"


def test_a_provisional_bar_is_hatched_and_the_sure_one_is_not() -> None:
    figure = bars(a_bar("f1"), a_bar("f2", provisional=True))
    assert list(figure.data[SCORE].marker.pattern.shape) == ["", "/"]
    assert list(figure.data[SCORE].marker.color) == [LIGHT.own, LIGHT.own_provisional]


def test_the_range_that_missing_answers_leave_is_a_line_from_low_to_high() -> None:
    figure = bars(a_bar("f1", 50, low=40.5, high=72.25), a_bar("f2", 50), a_bar("f3", 50, low=49.6, high=50.4))
    line = range_lines(figure)
    # Below one point there is nothing to see: 50.4 - 49.6 = 0.8.
    assert list(line.x) == [40.5, 72.25, None]
    assert list(line.y) == [0, 0, None]
    assert line.marker.symbol == "line-ns"  # ends that can be told from the line


def test_a_field_without_a_score_still_shows_what_is_possible() -> None:
    assert list(range_lines(bars(a_bar("f1", None, low=10, high=90))).x) == [10, 90, None]


def test_hover_and_click_go_to_the_track_which_is_as_long_as_the_scale_and_nothing_lies_in_their_way() -> None:
    track, *others = bars(a_bar("steuerung"), a_bar("zugang", None)).data
    assert list(track.customdata) == ["steuerung", "zugang"]
    assert list(track.text) == ["<b>Feld steuerung</b>", "<b>Feld zugang</b>"]
    assert track.hovertemplate == "%{text}<extra></extra>"
    assert {trace.hoverinfo for trace in others} == {"skip"}


def test_a_click_fades_no_other_bar() -> None:
    for trace in bars(a_bar()).data[:2]:
        assert trace.selected.marker.opacity == trace.unselected.marker.opacity == 1


# The own value beside the peers.


def test_the_band_goes_from_quartile_to_quartile_with_a_line_at_the_median_and_a_dot_at_our_score() -> None:
    figure = rows(a_row("f1"), a_row("f2", own=12.5, q25=20, median=35, q75=55))
    band, median, own = (figure.data[place] for place in (BAND, MEDIAN, OWN))
    assert (list(band.base), list(band.x)) == ([40, 20], [25, 35])  # from 40 to 65 and from 20 to 55
    assert list(median.x) == [50, 35]
    assert list(own.x) == [70.25, 12.5]
    assert list(own.y) == list(median.y) == list(band.y) == [0, 1]


def test_where_quartiles_may_not_be_shown_only_the_mean_is() -> None:
    figure = rows(a_row(q25=None, median=None, q75=None))
    assert (list(figure.data[BAND].base), list(figure.data[BAND].x)) == ([None], [None])
    assert list(figure.data[MEDIAN].x) == [None]
    assert list(figure.data[MEAN].x) == [52]


def test_where_the_median_is_shown_the_mean_has_no_mark() -> None:
    assert list(rows(a_row()).data[MEAN].x) == [None]


def test_the_own_goal_is_a_mark_of_its_own() -> None:
    figure = rows(a_row("f1", goal=80), a_row("f2"))
    assert list(figure.data[GOAL].x) == [80, None]


def test_a_provisional_score_is_a_ring_and_the_sure_one_a_dot() -> None:
    assert list(rows(a_row("f1"), a_row("f2", provisional=True)).data[OWN].marker.symbol) == ["circle", "circle-open"]


def test_marks_are_not_faint_and_not_cut_off_at_the_ends_of_the_scale() -> None:
    for trace in rows(a_row(own=0.0, goal=100)).data[MEDIAN : OWN + 1]:
        assert trace.marker.opacity == 1
        assert trace.cliponaxis is False


def test_pointer_and_click_in_a_row_of_peers_go_to_its_track() -> None:
    track, *others = rows(a_row("steuerung"), a_row("zugang", own=None)).data
    assert list(track.customdata) == ["steuerung", "zugang"]
    assert {trace.hoverinfo for trace in others} == {"skip"}


def test_many_rows_stand_closer_than_few() -> None:
    few, many = (rows(*(a_row(f"f{n}") for n in range(number))) for number in (11, 35))
    assert few.layout.height == 11 * 72 + 54
    assert many.layout.height == 35 * 62 + 54


def test_a_median_of_zero_is_not_replaced_by_the_mean() -> None:
    assert list(rows(a_row(q25=0, median=0, q75=5)).data[MEDIAN].x) == [0]


def test_quartiles_that_are_the_same_still_leave_a_mark() -> None:
    assert list(rows(a_row(q25=50, median=50, q75=50)).data[BAND].x) == [1]


def test_without_an_own_score_there_is_no_dot() -> None:
    assert list(rows(a_row(own=None)).data[OWN].x) == [None]


def test_band_line_and_dot_differ_in_shape_and_not_only_in_colour() -> None:
    figure = rows(a_row())
    assert figure.data[BAND].type == "bar"
    symbols = [figure.data[place].marker.symbol for place in (MEDIAN, MEAN, GOAL)]
    assert symbols == ["line-ns", "square-open", "diamond-open"]
    assert list(figure.data[OWN].marker.symbol) == ["circle"]
    assert list(figure.data[OWN].marker.line.color) == [LIGHT.page]  # a ring around the dot parts it from the band


# How the counted communes are spread.

SPREAD = (2, 6, 11, 14, 17, 15, 12, 13, 7, 3)


def spread(percents: tuple[int, ...] = SPREAD, own: float | None = 58.3, look: Look = LIGHT) -> go.Figure:
    return peer_distribution(percents, own, "Ihre Kommune: 58", look, AXIS)


def test_ten_bars_of_ten_points_stand_over_the_scale_with_their_percents() -> None:
    bar = spread().data[0]
    assert list(bar.x) == [5, 15, 25, 35, 45, 55, 65, 75, 85, 95]
    assert list(bar.y) == list(SPREAD)
    assert list(bar.text) == ["2", "6", "11", "14", "17", "15", "12", "13", "7", "3"]
    assert tuple(spread().layout.xaxis.range) == (0, 100)


def test_the_own_value_is_a_line_with_its_name_above_all_bars() -> None:
    line = spread().data[1]
    assert list(line.x) == [58.3, 58.3]
    assert line.y[0] == 0 and line.y[1] > max(SPREAD)
    assert list(line.text) == ["", "<b>Ihre Kommune: 58</b>"]


@pytest.mark.parametrize(
    ("own", "side"), [(0.0, "top right"), (19.9, "top right"), (50.0, "top center"), (95.0, "top left")]
)
def test_the_name_of_the_own_value_never_leaves_the_chart(own: float, side: str) -> None:
    assert spread(own=own).data[1].textposition == side


def test_without_an_own_value_only_the_bars_are_drawn() -> None:
    assert len(spread(own=None).data) == 1


def test_a_spread_is_drawn_once_and_an_empty_one_is_no_error() -> None:
    assert spread() is spread()
    assert spread() is not spread(look=LOOKS["dark"])
    spread((0,) * 10, None).to_json()


# All charts.


@pytest.mark.parametrize(
    "figure", [bars(a_bar("f1"), a_bar("f2")), rows(a_row("f1"), a_row("f2"))], ids=["own", "peers"]
)
def test_a_chart_grows_with_its_rows_needs_no_legend_and_lets_nobody_zoom_by_accident(figure: go.Figure) -> None:
    assert figure.layout.height == 2 * 72 + 54
    assert figure.layout.showlegend is False
    assert (figure.layout.xaxis.fixedrange, figure.layout.yaxis.fixedrange, figure.layout.dragmode) == (
        True,
        True,
        False,
    )
    assert figure.layout.separators == ",."  # German numbers in what a pointer shows


@pytest.mark.parametrize("figure", [bars(), rows()], ids=["own", "peers"])
def test_a_chart_without_rows_is_empty_and_no_error(figure: go.Figure) -> None:
    assert figure.layout.height == 54
    figure.to_json()


def test_a_figure_is_drawn_once_and_handed_out_unchanged() -> None:
    # They stay in memory: whoever changed one would change it for everybody.
    first = bars(a_bar())
    before = first.to_json()
    assert bars(a_bar()) is first
    assert bars(a_bar(percent=70.0)) is not first
    assert bars(a_bar(), look=LOOKS["dark"]) is not first
    assert rows(a_row()) is rows(a_row())
    assert first.to_json() == before


def test_streamlit_does_not_change_the_figures_that_it_shows() -> None:
    def page() -> None:
        import streamlit as st

        from components.charts.score_bars import ScoreBar, score_bars
        from components.charts.theme import LOOKS

        bar = ScoreBar("f1", "Feld", 50.0, 40.0, 60.0, "50", "unterwegs", "Feld", True)
        figure = score_bars((bar,), LOOKS["light"], "Punkte")
        st.plotly_chart(figure, key="chart", theme=None, on_select="rerun", selection_mode="points")

    bar = ScoreBar("f1", "Feld", 50.0, 40.0, 60.0, "50", "unterwegs", "Feld", True)
    before = score_bars((bar,), LIGHT, "Punkte").to_json()
    shown = AppTest.from_function(page).run()
    assert not shown.exception
    assert shown.get("plotly_chart")
    assert score_bars((bar,), LIGHT, "Punkte").to_json() == before


percents = st.one_of(st.none(), st.floats(0, 100))


@given(st.lists(st.tuples(percents, st.floats(0, 100), st.floats(0, 100), st.booleans()), max_size=8))
def test_no_mark_leaves_the_scale_whatever_the_scores(scores: list[tuple[float | None, float, float, bool]]) -> None:
    given_bars = [
        a_bar(f"f{n}", percent, low=min(one, other), high=max(one, other), provisional=provisional)
        for n, (percent, one, other, provisional) in enumerate(scores)
    ]
    for trace in bars(*given_bars).data:
        assert all(0 <= x <= 100 for x in trace.x or () if x is not None)


# Colours.


def mixes(look: Look) -> Iterator[tuple[str, str, float]]:
    """Which colour lies on which, and how well they must be told apart."""
    yield from (("text", "page", TEXT), ("quiet", "page", TEXT))
    for mark in ("own", "own_provisional", "peers", "line"):
        yield from ((mark, "page", GRAPHICS), (mark, "track", GRAPHICS))
    yield "line", "peers", GRAPHICS  # the median on the middle half
    yield "page", "own", GRAPHICS  # the dot's ring, and the halo of a range on its bar
    yield "page", "peers", GRAPHICS  # the dot's ring on the middle half


@pytest.mark.parametrize("theme", LOOKS)
def test_what_lies_on_each_other_can_be_told_apart(theme: str) -> None:
    look = LOOKS[theme]
    colours = asdict(look)
    for front, back, least in mixes(look):
        assert contrast(colours[front], colours[back]) >= least, f"{front} on {back}"


@pytest.mark.parametrize("theme", LOOKS)
def test_the_page_of_a_chart_is_the_page_of_the_theme(theme: str) -> None:
    with (ROOT / ".streamlit" / "config.toml").open("rb") as file:
        assert LOOKS[theme].page == tomllib.load(file)["theme"][theme]["backgroundColor"]


@pytest.mark.parametrize("theme", LOOKS)
def test_one_hue_and_no_red_or_green_that_would_judge(theme: str) -> None:
    for name, colour in asdict(LOOKS[theme]).items():
        hue, lightness, saturation = colorsys.rgb_to_hls(*(channel / 255 for channel in channels(colour)))
        del lightness
        assert saturation < 0.05 or colour in {"#ffffff"} or 180 <= 360 * hue <= 215, f"{name} {colour} {360 * hue:.0f}"


def test_colours_stand_in_the_theme_and_nowhere_else() -> None:
    for path in (ROOT / "components").rglob("*.py"):
        if path.name != "theme.py":
            strings = [
                node.value
                for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
                if isinstance(node, ast.Constant)
            ]
            assert not [text for text in strings if isinstance(text, str) and text.startswith("#") and len(text) == 7]


def test_rows_are_values_that_can_be_kept() -> None:
    assert hash(a_bar()) == hash(a_bar())
    assert replace(a_row(), own=1.0) != a_row()
