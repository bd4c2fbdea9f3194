"""What stands out in a result."""

from __future__ import annotations

from small_catalogues import a_small_catalogue, replies, sheet_of

from data.content.catalogues import catalogue
from data.model.insights import Lever, ToClarify
from data.model.result import Coverage
from data.model.self_check import Answered, Reply
from data.rules.insights import (
    all_levers,
    chances,
    insights,
    standing,
    strengths,
    to_clarify,
    well_but_unproven,
)
from data.rules.scoring import score

ONE_EACH = a_small_catalogue([1, 1, 1, 1], [1, 1, 1, 1])


def keys_of(given: dict[str, Reply]) -> tuple[list[str], list[str]]:
    result = score(ONE_EACH, given)
    return [s.criterion_key for s in strengths(result)], [c.criterion_key for c in chances(result)]


def test_strengths_are_the_highest_criteria_and_chances_the_lowest() -> None:
    given = replies(f1c1="0", f1c2="1", f1c3="3", f1c4="4", f2c1="2", f2c2="2", f2c3="4", f2c4="3")
    assert keys_of(given) == (["f1c4", "f2c3", "f1c3"], ["f1c1", "f1c2", "f2c1"])


def test_equal_criteria_come_in_the_order_of_the_catalogue() -> None:
    given = replies(f1c1="4", f1c2="4", f1c3="4", f1c4="4", f2c1="0", f2c2="0", f2c3="0", f2c4="0")
    assert keys_of(given) == (["f1c1", "f1c2", "f1c3"], ["f2c1", "f2c2", "f2c3"])


def test_nothing_is_a_strength_below_sixty_points_and_nothing_a_chance_from_there() -> None:
    # Levels 3 and 3, 2, 2, 2 of five questions: 12 of 20 levels are exactly 60 points; one level less is 55.
    five = a_small_catalogue([5])
    exactly_sixty, below = score(five, replies(f1c1="33222")), score(five, replies(f1c1="32222"))
    assert ([s.percent for s in strengths(exactly_sixty)], chances(exactly_sixty)) == ([60.0], ())
    assert (strengths(below), [c.percent for c in chances(below)]) == ((), [55.0])


def test_a_criterion_that_is_not_scored_is_neither_strength_nor_chance() -> None:
    assert keys_of(replies(f1c1="?", f1c2="x")) == ([], [])


def test_a_strength_says_when_it_is_provisional() -> None:
    assert [s.provisional for s in strengths(score(a_small_catalogue([2]), replies(f1c1="4-")))] == [True]


def test_open_and_not_known_questions_are_grouped_by_criterion() -> None:
    used = a_small_catalogue([3], [2], must_apply=["f2c1q2"])
    sheet = sheet_of(replies(f1c1="?-4", f2c1="xx"))
    assert to_clarify(used, sheet) == (
        ToClarify("f1", "f1c1", open=("f1c1q2",), not_known=("f1c1q1",)),
        ToClarify("f2", "f2c1", open=("f2c1q2",), not_known=()),  # must apply: "not applicable" is no reply
    )


def test_nothing_is_to_be_clarified_when_everything_is_answered_or_does_not_apply() -> None:
    assert to_clarify(a_small_catalogue([3]), sheet_of(replies(f1c1="04x"))) == ()


def test_what_works_well_without_named_evidence_is_listed() -> None:
    sheet = sheet_of(replies(f1c1="4342"), evidence=["f1c1q3"])
    assert well_but_unproven(a_small_catalogue([5]), sheet) == ("f1c1q1", "f1c1q2")


def test_the_standing_names_strongest_and_weakest_field_and_those_in_the_upper_bands() -> None:
    # Fields at 75, 50 and 62.5, the third with one of two answers missing; the fourth has no answer.
    used = a_small_catalogue([1], [1], [2, 1, 1], [1])
    found = standing(score(used, replies(f1c1="3", f2c1="2", f3c1="3-", f3c2="2", f3c3="-", f4c1="-")))
    assert (found.fields, found.scored) == (4, ("f1", "f2"))
    assert (found.strongest, found.weakest, found.well) == ("f1", "f2", ("f1",))
    assert found.coverage == Coverage(total=7, answered=4, not_known=0, not_applicable=0)


def test_the_standing_names_provisional_fields_only_when_they_are_scored() -> None:
    # Two of three answered: 33 points apart. Not scored at all: not called provisional here.
    used = a_small_catalogue([3], [1])
    assert standing(score(used, replies(f1c1="33-"))).provisional == ("f1",)


def test_without_a_visible_difference_no_field_is_called_strongest() -> None:
    two = a_small_catalogue([1], [1])
    assert standing(score(two, replies(f1c1="2", f2c1="2"))).strongest is None
    assert standing(score(two, replies(f1c1="2"))).weakest is None
    assert standing(score(two, {})).strongest is None


def test_a_lever_is_worth_twenty_five_points_times_the_weight_of_its_question() -> None:
    # The only question of its criterion weighs 1/2: 12.5 points; each of two 1/4: 6.25.
    used = a_small_catalogue([2, 1])
    assert all_levers(used, replies(f1c1="20", f1c2="3")) == [
        Lever("f1", "f1c1", "f1c1q1", 2, 6.25),
        Lever("f1", "f1c1", "f1c1q2", 0, 6.25),
        Lever("f1", "f1c2", "f1c2q1", 3, 12.5),
    ]


def test_raising_a_lever_in_a_fully_answered_sheet_moves_its_field_by_exactly_its_gain() -> None:
    used = catalogue("2021-07")
    sheet = {key: Answered(number % 4) for number, key in enumerate(used.places)}
    before = score(used, sheet)
    for lever in all_levers(used, sheet):
        after = score(used, {**sheet, lever.question_id: Answered(lever.points + 1)})
        moved = after.field(lever.field_key).score.percent - before.field(lever.field_key).score.percent
        assert abs(moved - lever.gain) < 1e-9


def test_what_is_not_answered_or_already_at_the_top_is_no_lever() -> None:
    assert all_levers(a_small_catalogue([4]), replies(f1c1="4?x-")) == []


def test_insights_hold_all_of_it() -> None:
    sheet = sheet_of(replies(f1c1="4", f1c2="?", f2c1="1"))
    found = insights(ONE_EACH, sheet, score(ONE_EACH, replies(f1c1="4", f1c2="?", f2c1="1")))
    assert [s.criterion_key for s in found.strengths] == ["f1c1"]
    assert [c.criterion_key for c in found.chances] == ["f2c1"]
    assert [len(group.open) for group in found.to_clarify] == [0, 1, 1, 1, 1, 1]
    assert found.well_but_unproven == ("f1c1q1",)
    assert found.standing.fields == 2
