"""Which criteria are suggested: the lowest below 60 points, those furthest below the group, and none twice."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from factories import replies_to_all
from plans import a_priority

from data.content.catalogues import catalogue
from data.model.benchmark import PeerFigure, Position, Standing
from data.model.plan import PriorityStatus
from data.model.priorities_view import Suggestion
from data.model.result import CheckResult
from data.model.self_check import Answered, Reply
from data.rules.peer_position import position
from data.rules.priority_suggestions import spoken_for, suggestions
from data.rules.scoring import score

USED = catalogue("2021-07")
KEYS = [criterion.key for criterion in USED.criteria]
QUESTIONS = {criterion.key: [q.id for q in criterion.questions] for criterion in USED.criteria}


def a_result(points: int = 3, **of_criteria: int) -> CheckResult:
    """Every criterion at a level, some at others."""
    replies: dict[str, Reply] = replies_to_all(points)
    for key, level in of_criteria.items():
        replies |= {question_id: Answered(level) for question_id in QUESTIONS[key]}
    return score(USED, replies)


def figures(median: int = 55, **of_criteria: int) -> dict[str, PeerFigure]:
    medians = dict.fromkeys(KEYS, median) | of_criteria
    return {key: PeerFigure(key, 40, at, at - 10, at, at + 10, None) for key, at in medians.items()}


def positions(result: CheckResult, of_group: Mapping[str, PeerFigure]) -> dict[str, Position]:
    told = {key: position(result.scores()[key], figure) for key, figure in of_group.items()}
    return {key: each for key, each in told.items() if each is not None}


def suggested(result: CheckResult, of_group: Mapping[str, PeerFigure], *taken: str) -> tuple[Suggestion, ...]:
    return suggestions(result, of_group, positions(result, of_group), taken)


def keys(found: tuple[Suggestion, ...]) -> list[str]:
    return [each.criterion_key for each in found]


def test_the_three_lowest_below_60_points_are_suggested_the_lowest_first() -> None:
    result = a_result(3, sprache=1, wohnen=2, bildung=0, transport=2)  # 75, but for 25, 50, 0, 50
    found = suggested(result, {})
    assert keys(found) == ["bildung", "sprache", "wohnen"]  # of the two with 50 the first of the catalogue
    assert found[0] == Suggestion("bildung", "fairer_zugang", 0, False, None, lowest=True, below_group=False)


def test_where_all_is_well_and_nothing_is_below_the_group_nothing_is_suggested() -> None:
    assert suggested(a_result(3), {}) == ()
    assert suggested(a_result(3), figures(70)) == ()  # 75 is above 70


def test_those_furthest_below_the_median_are_suggested_although_others_are_lower() -> None:
    # All at 75 but sprache, wohnen, bildung at 50; sport at 75 where the group has 95.
    result = a_result(3, sprache=2, wohnen=2, bildung=2)
    of_group = figures(50, sport=95, kultur=85)
    found = {each.criterion_key: each for each in suggested(result, of_group)}
    assert set(found) == {"sprache", "wohnen", "bildung", "sport", "kultur"}
    assert (found["sport"].lowest, found["sport"].below_group, found["sport"].median) == (False, True, 95)
    assert (found["sprache"].lowest, found["sprache"].below_group, found["sprache"].median) == (True, False, 50)


def test_one_that_is_both_is_named_once_with_both_reasons() -> None:
    found = suggested(a_result(3, sprache=0), figures(55))
    assert keys(found) == ["sprache"]
    assert (found[0].lowest, found[0].below_group) == (True, True)


def test_about_the_middle_is_not_below_the_group() -> None:
    # 75 points beside a median of 80: within 5 points it is about in the middle; beside 81 it is below.
    assert suggested(a_result(3), figures(80)) == ()
    assert len(suggested(a_result(3), figures(81))) == 3


def test_what_a_priority_names_makes_room_for_the_next() -> None:
    result = a_result(3, sprache=0, wohnen=1, bildung=1, transport=2)
    assert keys(suggested(result, {})) == ["sprache", "bildung", "wohnen"]
    assert keys(suggested(result, {}, "sprache")) == ["bildung", "wohnen", "transport"]
    assert keys(suggested(result, {}, "sprache", "wohnen", "bildung", "transport")) == []


def test_what_is_not_scored_is_never_suggested() -> None:
    replies = {key: reply for key, reply in replies_to_all(1).items() if key not in QUESTIONS["sprache"]}
    assert "sprache" not in keys(suggested(score(USED, replies), figures()))


def test_without_quartiles_the_group_says_nothing_and_a_figure_without_a_median_is_left_out() -> None:
    only_means = {key: PeerFigure(key, 7, 55, None, None, None, None) for key in KEYS}
    found = suggested(a_result(3, sprache=0), only_means)
    assert [(each.criterion_key, each.median, each.below_group) for each in found] == [("sprache", None, False)]


@pytest.mark.parametrize(
    ("status", "counts"), [(status, status is not PriorityStatus.REACHED) for status in PriorityStatus]
)
def test_a_criterion_is_spoken_for_by_any_priority_that_was_not_reached(status: PriorityStatus, counts: bool) -> None:
    # Also by a stopped one: it was decided, with a reason, and can be taken up again from there.
    priority = a_priority(status=status, criteria=("sprache", "wohnen"))
    assert set(spoken_for([priority])) == ({"sprache", "wohnen"} if counts else set())


def test_standings_above_never_count_as_below() -> None:
    told = {key: Position(Standing.TOP_QUARTER, presumably=False) for key in KEYS}
    assert suggestions(a_result(3), figures(95), told, ()) == ()
