"""Effect beside effort as a pure figure: every dot in its own place and over no other, told by shape and number."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import plotly.graph_objects as go
import pytest
from contrast import contrast
from hypothesis import given
from hypothesis import strategies as st

from components.charts.effect_effort import LARGEST, NARROW, Dot, MatrixWords, effect_effort, placed
from components.charts.theme import LOOKS, Look

LIGHT = LOOKS["light"]
WORDS = MatrixWords("schnell", "lohnt", "nebenbei", "überlegen", "Wirkung", "Aufwand")
TEXT, GRAPHICS = 4.5, 3.0  # WCAG 2.1: 1.4.3 and 1.4.11
levels = st.integers(1, 5)
some_dots = st.lists(st.tuples(levels, levels, st.booleans()), max_size=25).map(
    lambda found: [a_dot(number, *each) for number, each in enumerate(found, start=1)]
)


def a_dot(number: int = 1, effect: int = 5, effort: int = 2, agreed: bool = True) -> Dot:
    return Dot(number, effect, effort, agreed, f"<b>{number}</b>")


def drawn(*dots: Dot, look: Look = LIGHT) -> go.Figure:
    return effect_effort(dots, look, WORDS)


def marks(figure: go.Figure) -> list[go.Scatter]:
    return [trace for trace in figure.data if trace.mode == "markers"]


def numbers(figure: go.Figure) -> list[str]:
    return [note.text for note in figure.layout.annotations]


def test_one_dot_stands_exactly_at_effort_and_effect() -> None:
    assert [(each.x, each.y, each.size) for each in placed([a_dot(effect=5, effort=2)])] == [(2, 5, LARGEST)]


def test_two_at_one_place_stand_beside_each_other_in_the_order_of_their_numbers() -> None:
    left, right = placed([a_dot(2), a_dot(1)])
    assert [(each.dot.number, each.x, each.y) for each in (left, right)] == [(1, 1.75, 5), (2, 2.25, 5)]


@given(some_dots)
def test_no_dot_covers_another_or_leaves_its_place_also_on_a_phone(dots: list[Dot]) -> None:
    found = placed(dots)
    assert {each.dot for each in found} == set(dots)
    for each in found:
        reach = each.size / 2 / NARROW
        assert abs(each.x - each.dot.effort) + reach <= 0.5 + 1e-9
        assert abs(each.y - each.dot.effect) + reach <= 0.5 + 1e-9
    for one, other in combinations(found, 2):
        apart = max(abs(one.x - other.x), abs(one.y - other.y)) * NARROW
        assert apart >= (one.size + other.size) / 2 - 1e-9


def test_every_dot_carries_its_number_and_says_its_words_when_pointed_at() -> None:
    figure = drawn(a_dot(1), a_dot(2, 1, 5, agreed=False))
    assert sorted(numbers(figure)) == ["<b>1</b>", "<b>2</b>"]
    assert [list(trace.text) for trace in marks(figure)] == [["<b>1</b>"], ["<b>2</b>"]]


def test_agreed_and_proposed_differ_in_shape_and_filling_and_not_in_colour_alone() -> None:
    agreed, proposed = marks(drawn(a_dot(1), a_dot(2, 1, 5, agreed=False)))
    assert (agreed.marker.symbol, proposed.marker.symbol) == ("circle", "square")
    assert (agreed.marker.color, proposed.marker.color) == (LIGHT.own, LIGHT.page)


def test_the_corners_say_what_they_mean_and_the_axes_what_they_measure() -> None:
    figure = drawn()
    (corners,) = (trace for trace in figure.data if trace.mode == "text")
    told = {(x > 3, y > 3): words for x, y, words in zip(corners.x, corners.y, corners.text, strict=True)}
    assert told == {
        (False, True): "schnell",  # little effort, much effect
        (True, True): "lohnt",
        (False, False): "nebenbei",
        (True, False): "überlegen",
    }
    assert (figure.layout.xaxis.title.text, figure.layout.yaxis.title.text) == ("Aufwand", "Wirkung")
    assert list(figure.layout.xaxis.tickvals) == list(figure.layout.yaxis.tickvals) == [1, 2, 3, 4, 5]


def test_corner_words_stand_outside_of_every_place() -> None:
    (corners,) = (trace for trace in drawn().data if trace.mode == "text")
    assert all(y < 0.5 or y > 5.5 for y in corners.y)
    low, high = drawn().layout.yaxis.range
    assert all(low < y < high for y in corners.y)


@pytest.mark.parametrize("name", LOOKS)
def test_numbers_and_dots_can_be_seen_in_light_and_dark(name: str) -> None:
    look = LOOKS[name]
    figure = drawn(a_dot(1), a_dot(2, 1, 5, agreed=False), look=look)
    on = {"<b>1</b>": look.own, "<b>2</b>": look.page}
    for note in figure.layout.annotations:
        assert contrast(note.font.color, on[note.text]) >= TEXT
    for ground in (look.page, look.track):
        assert contrast(look.own, ground) >= GRAPHICS


def test_the_same_dots_are_drawn_once() -> None:
    assert drawn(a_dot(1)) is drawn(a_dot(1))
    assert drawn(a_dot(1)) is not drawn(replace(a_dot(1), effect=4))


def test_without_a_dot_the_field_is_empty_and_stands() -> None:
    figure = drawn()
    assert numbers(figure) == []
    assert [len(trace.x) for trace in marks(figure)] == [0, 0]
