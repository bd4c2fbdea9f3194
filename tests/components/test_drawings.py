"""Charts of documents: nothing cut, nothing told by colour alone, everything in its place."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from documents import PATH, SCORES, TIMELINE
from hypothesis import given
from hypothesis import strategies as st

from components.drawings import (
    PathWords,
    ScoreBar,
    TimelineBar,
    YearPoint,
    path_to_goal,
    progress_dots,
    score_bars,
    timeline,
)
from components.drawings.words import WIDTH, guessed_width, wrapped
from data.model.drawing import Anchor, Box, Colour, Dot, Drawing, Label, Line, Path

WORDS = PathWords("Stand", "Weg", "erwartet", "Punkte")
TEXTS = st.text(st.characters(categories=["L", "N", "P", "Zs"]), max_size=200)
SCORE = st.floats(0, 100)


def texts(drawing: Drawing) -> list[str]:
    return [shape.text for shape in drawing.shapes if isinstance(shape, Label)]


def boxes(drawing: Drawing, fill: Colour | None) -> list[Box]:
    return [shape for shape in drawing.shapes if isinstance(shape, Box) and shape.fill is fill]


def diamonds(drawing: Drawing) -> list[tuple[float, float]]:
    """The middles of the marks."""
    closed = [shape for shape in drawing.shapes if isinstance(shape, Path) and shape.fill is Colour.GOAL]
    return [(shape.points[0][0], shape.points[1][1]) for shape in closed]


def label(drawing: Drawing, text: str) -> Label:
    return next(shape for shape in drawing.shapes if isinstance(shape, Label) and shape.text == text)


def extent(drawing: Drawing) -> tuple[float, float, float, float]:
    """How far left, up, right and down anything reaches, texts by the careful guess."""
    spots: list[tuple[float, float]] = []
    for shape in drawing.shapes:
        match shape:
            case Line(x1, y1, x2, y2):
                spots += [(x1, y1), (x2, y2)]
            case Box(x, y, width, height):
                spots += [(x, y), (x + width, y + height)]
            case Dot(x, y, radius):
                spots += [(x - radius, y - radius), (x + radius, y + radius)]
            case Path(points):
                spots += points
            case Label(x, y, text, anchor, size):
                width = guessed_width(text, size)
                left = {Anchor.START: x, Anchor.MIDDLE: x - width / 2, Anchor.END: x - width}[anchor]
                spots += [(left, y - size * 0.8), (left + width, y + size * 0.25)]
    return min(x for x, _ in spots), min(y for _, y in spots), max(x for x, _ in spots), max(y for _, y in spots)


def is_whole(drawing: Drawing) -> bool:
    left, top, right, bottom = extent(drawing)
    return left >= -0.01 and top >= -0.01 and right <= drawing.width + 0.01 and bottom <= drawing.height + 0.01


@pytest.mark.parametrize("drawing", [SCORES, PATH, TIMELINE], ids=["scores", "path", "timeline"])
def test_nothing_of_a_usual_chart_is_cut(drawing: Drawing) -> None:
    assert is_whole(drawing)
    assert drawing.width == WIDTH == 467


@given(st.lists(st.builds(ScoreBar, TEXTS, SCORE | st.none(), SCORE | st.none(), TEXTS), max_size=5), TEXTS)
def test_no_bar_chart_is_cut_whatever_it_says(rows: list[ScoreBar], own: str) -> None:
    assert is_whole(score_bars(rows, own=own[:60], goal="Ziel"))


def test_a_bar_is_as_long_as_its_score_and_the_mark_stands_at_the_goal() -> None:
    # 467 points wide: a score of 50 ends at 233.5, a goal of 80 stands at 373.6.
    drawing = score_bars([ScoreBar("Bildung", 50, 80, "50 Punkte")], own="Stand", goal="Ziel")
    assert boxes(drawing, Colour.OWN)[0].width == 233.5
    assert diamonds(drawing)[0][0] == pytest.approx(373.6)
    assert {"Bildung", "50 Punkte", "Stand", "Ziel", "0", "25", "50", "75", "100"} == set(texts(drawing))


def test_what_is_not_known_is_an_empty_dashed_track_and_zero_is_a_full_one() -> None:
    unknown = score_bars([ScoreBar("a", None, None, "offen")], own="Stand", goal="Ziel")
    nothing = score_bars([ScoreBar("a", 0, None, "0 Punkte")], own="Stand", goal="Ziel")
    assert [box.dashed for box in boxes(unknown, None)] == [True]
    assert (len(boxes(unknown, Colour.SURFACE)), len(boxes(nothing, Colour.SURFACE))) == (0, 1)
    assert "Ziel" not in texts(unknown)


@pytest.mark.parametrize(("goal", "x"), [(0, 5), (100, 462)])
def test_a_goal_at_the_end_of_the_scale_is_not_cut(goal: float, x: float) -> None:
    assert diamonds(score_bars([ScoreBar("a", 50, goal, "50")], own="Stand", goal="Ziel"))[0][0] == x


def test_a_long_label_goes_on_more_lines_and_loses_no_word() -> None:
    words = "Öffentliche Verwaltung als Arbeitgeberin und Dienstleisterin " * 4
    drawing = score_bars([ScoreBar(words, 50, None, "50 Punkte")], own="Stand", goal="Ziel")
    lines = [text for text in texts(drawing) if text not in {"50 Punkte", "Stand", "0", "25", "50", "75", "100"}]
    assert len(lines) >= 3
    assert " ".join(lines).split() == words.split()


@given(TEXTS, st.floats(30, 500))
def test_no_line_is_wider_than_asked_for_and_nothing_is_lost(text: str, width: float) -> None:
    lines = wrapped(text, width, 9)
    assert all(guessed_width(line, 9) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


def test_the_path_has_its_years_below_and_its_points_in_place() -> None:
    # The scale is 150 points high and ends at 166: 50 stands at 91, 100 at 16.
    drawing = path_to_goal([YearPoint(2025, 50, "50")], [], YearPoint(2035, 100, "100 bis 2035"), None, WORDS)
    dots = [shape for shape in drawing.shapes if isinstance(shape, Dot)]
    assert (dots[0].x, dots[0].y) == (36, 91)
    assert diamonds(drawing)[0] == (453, 16)
    assert [str(year) in texts(drawing) for year in range(2025, 2036)] == [True] * 11
    assert {"Stand", "Weg", "Punkte"} <= set(texts(drawing))
    assert "erwartet" not in texts(drawing)


def test_the_way_leads_from_the_last_score_over_the_milestones_to_the_target() -> None:
    drawing = path_to_goal(
        [YearPoint(2024, 30, ""), YearPoint(2026, 40, "")],
        [YearPoint(2030, 60, "60")],
        YearPoint(2035, 80, "80"),
        None,
        WORDS,
    )
    way = next(shape for shape in drawing.shapes if isinstance(shape, Path) and shape.dashed)
    # 40, 60 and 80 of 100 on 150 points above 166.
    assert [y for _, y in way.points] == pytest.approx([106, 76, 46])


@pytest.mark.parametrize(("expected", "is_above"), [(45, False), (75, True)])
def test_what_is_expected_has_its_words_on_the_other_side_than_the_milestone(expected: float, is_above: bool) -> None:
    drawing = path_to_goal(
        [YearPoint(2026, 40, "40")],
        [YearPoint(2030, 60, "Etappe")],
        YearPoint(2035, 80, "Ziel"),
        YearPoint(2030, expected, "kommt"),
        WORDS,
    )
    middle = 166 - expected * 1.5
    assert (label(drawing, "kommt").y < middle) is is_above
    assert (label(drawing, "Etappe").y < 166 - 60 * 1.5) is not is_above


def test_without_a_score_the_way_begins_at_the_first_milestone() -> None:
    drawing = path_to_goal([], [YearPoint(2028, 50, "50")], YearPoint(2035, 70, "70"), None, WORDS)
    assert "Stand" not in texts(drawing)
    assert is_whole(drawing)


@given(
    st.lists(st.builds(YearPoint, st.floats(2020, 2030), SCORE, TEXTS.map(lambda text: text[:20])), max_size=3),
    st.floats(2031, 2060),
    SCORE,
    st.builds(YearPoint, st.floats(2026, 2034), SCORE, st.just("erwartet 51")) | st.none(),
)
def test_no_path_is_cut_wherever_its_points_lie(
    past: list[YearPoint], year: float, score: float, expected: YearPoint | None
) -> None:
    ordered = sorted(past, key=lambda point: point.year)
    assert is_whole(path_to_goal(ordered, [], YearPoint(year, score, "Ziel"), expected, WORDS))


def test_a_plan_is_drawn_in_whole_quarters() -> None:
    # 10 February to 20 May 2026 is drawn on January to June (181 days): from day 40, for 100 days.
    drawing = timeline([TimelineBar("a", date(2026, 2, 10), date(2026, 5, 20), "läuft", "running")])
    bar = boxes(drawing, Colour.OWN)[0]
    assert (bar.x, bar.width) == (pytest.approx(467 * 40 / 181), pytest.approx(467 * 100 / 181))
    assert texts(drawing) == ["2026", "Q1", "Q2", "a", "läuft"]


def test_quarters_are_named_up_to_ten_and_years_beyond() -> None:
    def drawn(end: date) -> list[str]:
        return texts(timeline([TimelineBar("a", date(2026, 1, 1), end, "geplant", "planned")]))

    assert drawn(date(2028, 6, 30)).count("Q1") == 3
    assert drawn(date(2028, 7, 1)) == ["2026", "2027", "2028", "a", "geplant"]
    assert drawn(date(2035, 12, 31)) == [*(str(year) for year in range(2026, 2036)), "a", "geplant"]


def test_each_state_looks_different_without_colour() -> None:
    day = date(2026, 1, 1)
    looks = set()
    for state in ("planned", "running", "blocked", "done"):
        bar = timeline([TimelineBar("a", day, day + timedelta(89), "Stand", state)]).shapes[-1]
        looks.add((bar.fill, bar.outline is not None, bar.dashed))
    assert len(looks) == 4


def test_today_stands_across_the_bars_and_crosses_no_word() -> None:
    day = date(2026, 2, 15)
    rows = [TimelineBar("Wort " * 12, date(2026, 1, 1), date(2026, 3, 31), "läuft", "running")] * 3
    drawing = timeline(rows, today=day, today_word="heute")
    lines = [shape for shape in drawing.shapes if isinstance(shape, Line) and shape.colour is Colour.GOAL]
    assert [line.x1 for line in lines] == [pytest.approx(467 * 45 / 90)] * 3
    for word in [shape for shape in drawing.shapes if isinstance(shape, Label)]:
        assert all(line.y2 < word.y - word.size * 0.75 or line.y1 > word.y for line in lines)


def test_today_outside_of_the_plan_is_not_drawn() -> None:
    row = TimelineBar("a", date(2026, 1, 1), date(2026, 3, 31), "läuft", "running")
    assert "heute" not in texts(timeline([row], today=date(2026, 4, 1), today_word="heute"))


@given(
    st.lists(
        st.builds(
            lambda label, begin, days, word: TimelineBar(label, begin, begin + timedelta(days), word, "planned"),
            TEXTS,
            st.dates(date(2020, 1, 1), date(2040, 1, 1)),
            st.integers(0, 5000),
            TEXTS,
        ),
        min_size=1,
        max_size=4,
    ),
    st.dates(date(2020, 1, 1), date(2050, 1, 1)),
)
def test_no_timeline_is_cut_however_long_or_short(rows: list[TimelineBar], today: date) -> None:
    assert is_whole(timeline(rows, today=today, today_word="heute"))


def test_as_many_dots_are_filled_as_steps_are_done() -> None:
    drawing = progress_dots(3, 5, "3 von 5 Schritten")
    assert [shape.fill is Colour.OWN for shape in drawing.shapes if isinstance(shape, Dot)] == [True] * 3 + [False] * 2
    assert texts(drawing) == ["3 von 5 Schritten"]
    assert is_whole(drawing)
    assert is_whole(progress_dots(0, 0, "keine Schritte"))
    assert is_whole(progress_dots(50, 65, "50 von 65"))
