"""What changed between two rounds, and when the program keeps silent about it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_catalogues import SIGNS, a_small_catalogue, replies

from data.content.catalogues import catalogue, mapping
from data.model.catalogue import Catalogue, CatalogueMapping, QuestionMapping
from data.model.result import FieldChange, Trend
from data.model.self_check import Answered, Reply
from data.rules.progress import changes, minimal_detectable_change, standard_error, trend_of
from data.rules.scoring import score


def same_questions(before: Catalogue, after: Catalogue, changed: tuple[str, ...] = ()) -> CatalogueMapping:
    kinds = {key: "changed" if key in changed else "equal" for key in before.places if key in after.places}
    entries = tuple(QuestionMapping(key, key, kind) for key, kind in kinds.items())
    return CatalogueMapping(before.version, after.version, entries)


def the_change(sizes: list[int], before: dict[str, Reply], after: dict[str, Reply]) -> FieldChange:
    used = a_small_catalogue(sizes)
    return changes(used, used, same_questions(used, used), before, after)[0]


def test_the_error_of_a_field_with_four_criteria_of_four_questions_is_three_point_eight_points() -> None:
    # 25 * 0.6 * sqrt(4 * 1 / (4^2 * 4)) = 15 * 0.25 = 3.75; 1.96 * sqrt(2) * 3.75 = 10.39.
    assert standard_error([4, 4, 4, 4]) == 3.75
    assert minimal_detectable_change([4, 4, 4, 4]) == pytest.approx(10.394, abs=0.001)


def test_the_error_of_one_criterion_of_four_questions_is_seven_and_a_half_points() -> None:
    # 25 * 0.6 * sqrt(1 / 4) = 7.5; 1.96 * sqrt(2) * 7.5 = 20.79.
    assert standard_error([4]) == 7.5
    assert minimal_detectable_change([4]) == pytest.approx(20.789, abs=0.001)


@pytest.mark.parametrize(
    ("difference", "trend"),
    [
        (10.0, Trend.CLEARLY_UP),
        (9.9, Trend.TENDENCY_UP),
        (5.0, Trend.TENDENCY_UP),
        (4.9, Trend.UNCHANGED),
        (0.0, Trend.UNCHANGED),
        (-4.9, Trend.UNCHANGED),
        (-5.0, Trend.TENDENCY_DOWN),
        (-9.9, Trend.TENDENCY_DOWN),
        (-10.0, Trend.CLEARLY_DOWN),
    ],
)
def test_a_difference_is_clear_from_the_detectable_change_and_a_tendency_from_half_of_it(
    difference: float, trend: Trend
) -> None:
    assert trend_of(difference, minimal_detectable=10.0) is trend


def test_the_change_weighs_criteria_the_same_and_counts_questions() -> None:
    # First criterion: +1, +1, 0, -1 levels = 25 / 4 = 6.25 points; second: +2 levels = 50. Mean 28.125.
    change = the_change([4, 1], replies(f1c1="1123", f1c2="1"), replies(f1c1="2222", f1c2="3"))
    assert change.difference == 28.125
    assert (change.higher, change.lower, change.common) == (3, 1, 5)
    # 25 * 0.6 * sqrt((1/4 + 1) / 4) * 1.96 * sqrt(2) = 23.24
    assert change.minimal_detectable == pytest.approx(23.243, abs=0.001)
    assert change.trend is Trend.CLEARLY_UP


def test_only_questions_answered_in_both_rounds_are_compared() -> None:
    # Answered anew, no longer known, does not apply any more: only the first question is left, and it did not move.
    change = the_change([4], replies(f1c1="2-44"), replies(f1c1="24?x"))
    assert (change.difference, change.common) == (0.0, 1)
    assert change.minimal_detectable == pytest.approx(41.578, abs=0.001)


def test_nothing_is_said_when_too_few_criteria_have_a_common_answer() -> None:
    # Two of three applicable criteria are enough, one of three is not. This is no break of the series.
    enough = the_change([1, 1, 1], replies(f1c1="1", f1c2="1", f1c3="1"), replies(f1c1="2", f1c2="2"))
    assert enough.difference == 25
    too_few = the_change([1, 1, 1], replies(f1c1="1", f1c2="1", f1c3="1"), replies(f1c1="2"))
    assert (too_few.difference, too_few.minimal_detectable, too_few.trend) == (None, None, None)
    assert (too_few.broken, too_few.common, too_few.higher) == (False, 1, 1)


def test_a_criterion_that_stopped_to_apply_is_not_missed() -> None:
    # One of the two criteria that still apply would be too few; here both do.
    change = the_change([1, 1, 1], replies(f1c1="1", f1c2="1", f1c3="1"), replies(f1c1="1", f1c2="1", f1c3="x"))
    assert change.difference == 0


def test_a_field_without_any_common_answer_has_no_change() -> None:
    assert the_change([2], {}, replies(f1c1="44")).difference is None


def test_the_series_breaks_below_eighty_percent_of_comparable_questions() -> None:
    used = a_small_catalogue([5])
    given_replies = replies(f1c1="22222")
    four_of_five = changes(used, used, same_questions(used, used, ("f1c1q5",)), given_replies, given_replies)[0]
    assert (four_of_five.broken, four_of_five.difference, four_of_five.common) == (False, 0.0, 4)
    three_of_five = same_questions(used, used, ("f1c1q4", "f1c1q5"))
    broken = changes(used, used, three_of_five, given_replies, given_replies)[0]
    assert (broken.broken, broken.difference, broken.trend, broken.minimal_detectable) == (True, None, None, None)


def test_the_series_breaks_when_either_version_has_too_many_other_questions() -> None:
    # Four common questions are all of the earlier five's 80 percent, but only 67 percent of the later six.
    earlier, later = a_small_catalogue([5], version="1"), a_small_catalogue([6], version="2")
    four = same_questions(earlier, later, ("f1c1q5",))
    assert changes(earlier, later, four, {}, {})[0].broken
    assert changes(later, earlier, same_questions(later, earlier, ("f1c1q5",)), {}, {})[0].broken
    assert not changes(earlier, later, same_questions(earlier, later), {}, {})[0].broken


def test_the_series_breaks_when_a_criterion_keeps_no_question() -> None:
    # Nine of ten questions are the same, but the one of the second criterion is not.
    used = a_small_catalogue([9, 1])
    assert changes(used, used, same_questions(used, used, ("f1c2q1",)), {}, {})[0].broken


def test_the_series_breaks_when_a_criterion_is_new_in_the_later_version() -> None:
    earlier, later = a_small_catalogue([9]), a_small_catalogue([9, 1])
    assert changes(earlier, later, same_questions(earlier, later), {}, {})[0].broken
    assert changes(later, earlier, same_questions(later, earlier), {}, {})[0].broken


def test_a_field_that_did_not_exist_has_no_series() -> None:
    earlier, later = a_small_catalogue([2]), a_small_catalogue([2], [2])
    known, added = changes(earlier, later, same_questions(earlier, later), {}, {})
    assert (known.broken, added.broken, added.field_key) == (False, True, "f2")


def test_a_question_that_moved_to_another_field_is_not_comparable() -> None:
    used = a_small_catalogue([1], [1])
    swapped = CatalogueMapping(
        "test", "test", (QuestionMapping("f1c1q1", "f2c1q1", "equal"), QuestionMapping("f2c1q1", "f1c1q1", "equal"))
    )
    assert [change.broken for change in changes(used, used, swapped, {}, {})] == [True, True]


def test_a_question_that_moved_does_not_count_among_those_that_stayed() -> None:
    # The fifth question of the second field stood in the first before: four of five are left to compare.
    used = a_small_catalogue([5], [5])
    stayed = [key for key in used.places if key not in ("f1c1q5", "f2c1q5")]
    entries = [*(QuestionMapping(key, key, "equal") for key in stayed), QuestionMapping("f1c1q5", "f2c1q5", "equal")]
    sheet = replies(f1c1="22222", f2c1="22222")
    moved = changes(used, used, CatalogueMapping("test", "test", tuple(entries)), sheet, sheet)[1]
    assert (moved.broken, moved.common) == (False, 4)


def test_from_105_to_108_questions_no_series_breaks() -> None:
    # Three of 108 questions are new; every field keeps at least 80 percent, and every criterion keeps a question.
    earlier, later = catalogue("2021-03"), catalogue("2021-07")
    level_two = {key: Answered(2) for key in later.places}
    found = changes(earlier, later, mapping("2021-03", "2021-07"), level_two, level_two)
    assert [change.field_key for change in found] == [field.key for field in later.fields]
    assert sum(change.common for change in found) == 105
    assert {change.trend for change in found} == {Trend.UNCHANGED}


@given(st.lists(st.tuples(st.sampled_from("01234"), st.sampled_from("01234")), min_size=6, max_size=6))
def test_with_the_same_questions_answered_the_change_is_the_difference_of_the_scores(
    pairs: list[tuple[str, str]],
) -> None:
    used = a_small_catalogue([3, 2, 1])
    before = {key: SIGNS[pair[0]] for key, pair in zip(used.places, pairs, strict=True)}
    after = {key: SIGNS[pair[1]] for key, pair in zip(used.places, pairs, strict=True)}
    there = changes(used, used, same_questions(used, used), before, after)[0]
    back = changes(used, used, same_questions(used, used), after, before)[0]
    percents = [score(used, sheet).fields[0].score.percent for sheet in (before, after)]
    assert there.difference == pytest.approx(percents[1] - percents[0])
    assert (back.difference, back.higher, back.lower) == (-there.difference, there.lower, there.higher)
