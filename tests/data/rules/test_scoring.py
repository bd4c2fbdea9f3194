"""The rule book of the scores, docs/scoring.md, as examples with their arithmetic and as properties."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from small_catalogues import SIGNS, a_small_catalogue, replies

from data.content.catalogues import catalogue, versions
from data.model.catalogue import Catalogue
from data.model.result import CheckResult, Coverage, CriterionResult, FieldResult, Score, shown
from data.model.self_check import Answered, NotApplicable, NotKnown, Reply
from data.rules.scoring import band_of, score, weights


def the_field(sizes: list[int], **criteria: str) -> FieldResult:
    return score(a_small_catalogue(sizes), replies(**criteria)).fields[0]


def criterion_of(signs: str) -> CriterionResult:
    return the_field([len(signs)], f1c1=signs).criteria[0]


# The worked example: criteria A and B with four questions, C with three.


def test_a_fully_answered_criterion_is_the_mean_of_its_answers() -> None:
    # 4, 3, 2, 1 score 100, 75, 50, 25: the mean is 250 / 4 = 62.5, and nothing is open.
    assert criterion_of("4321").score == Score(62.5, 62.5, 62.5, "well_placed", provisional=False)


def test_missing_answers_widen_the_bounds_but_do_not_lower_the_score() -> None:
    # Answered 4 and 2: (100 + 50) / 2 = 75. Low (100 + 50 + 0 + 0) / 4 = 37.5, high (100 + 50 + 100 + 100) / 4 = 87.5.
    assert criterion_of("42?-").score == Score(75.0, 37.5, 87.5, "well_placed", provisional=True)


def test_a_criterion_answered_by_less_than_half_is_not_scored_but_has_bounds() -> None:
    # One of three does not apply, the other two are open: 0 of 2 answered.
    assert criterion_of("x--").score == Score(None, 0.0, 100.0, None, provisional=True)


def test_a_field_answered_by_less_than_two_thirds_is_not_scored_but_has_bounds() -> None:
    # 6 of 10 applicable questions are answered, 0.6 < 2/3.
    # Low (62.5 + 37.5 + 0) / 3 = 33.3, high (62.5 + 87.5 + 100) / 3 = 83.3.
    field = the_field([4, 4, 3], f1c1="4321", f1c2="42?-", f1c3="x--")
    assert field.score == Score(None, 100 / 3, 250 / 3, None, provisional=True)
    assert field.coverage == Coverage(total=11, answered=6, not_known=1, not_applicable=1)
    assert field.coverage.open == 3
    assert field.question_weighted is None


def test_one_more_answer_brings_the_field_over_two_thirds() -> None:
    # C: one of two answered with 3 is 75, low 37.5, high 87.5. The field: (62.5 + 75 + 75) / 3 = 70.8,
    # low (62.5 + 37.5 + 37.5) / 3 = 45.8, high (62.5 + 87.5 + 87.5) / 3 = 79.2; 33.3 points apart is provisional.
    field = the_field([4, 4, 3], f1c1="4321", f1c2="42?-", f1c3="x3-")
    assert field.score == Score(212.5 / 3, 137.5 / 3, 237.5 / 3, "well_placed", provisional=True)


def test_criteria_weigh_the_same_however_many_questions_they_have() -> None:
    # (0 + 100) / 2 = 50; by question it would be (4 * 0 + 1 * 100) / 5 = 20, more than 5 points away.
    field = the_field([4, 1], f1c1="0000", f1c2="4")
    assert field.score.percent == 50
    assert field.question_weighted == 20
    assert field.depends_on_weighting


def test_a_difference_of_exactly_five_points_does_not_depend_on_the_weighting() -> None:
    # Criteria (1 question: 100) and (4 questions: 4, 4, 4, 2 = 87.5): 93.75 against 450 / 5 = 90.
    assert not the_field([1, 4], f1c1="4", f1c2="4442").depends_on_weighting
    # (100 + 75) / 2 = 87.5 against (100 + 4 * 75) / 5 = 80: 7.5 points.
    assert the_field([1, 4], f1c1="4", f1c2="3333").depends_on_weighting
    # 2 questions at 100, 3 at 50: 75 against (200 + 150) / 5 = 70, exactly 5.
    assert not the_field([2, 3], f1c1="44", f1c2="222").depends_on_weighting


# Thresholds, on both sides.


def test_half_of_a_criterion_is_enough_also_for_an_odd_number() -> None:
    assert criterion_of("4-").score.percent == 100
    assert criterion_of("44-").score.percent == 100
    assert criterion_of("4--").score.percent is None


def test_two_thirds_of_the_criteria_must_be_scored() -> None:
    # Nine questions; two of three criteria scored and 8 of 9 answered is enough, one of three is not.
    assert the_field([4, 4, 1], f1c1="4444", f1c2="0000", f1c3="-").score.percent is not None
    assert the_field([7, 1, 1], f1c1="4444444", f1c2="-", f1c3="-").score.percent is None


def test_two_thirds_of_the_questions_must_be_answered() -> None:
    # All criteria are scored with half of their questions: 4 of 6 is enough, 3 of 6 is not.
    assert the_field([2, 2, 2], f1c1="4-", f1c2="4-", f1c3="44").score.percent == 100
    assert the_field([2, 2, 2], f1c1="4-", f1c2="4-", f1c3="4-").score.percent is None


def test_a_spread_of_exactly_twenty_points_is_not_provisional() -> None:
    # One of five open: 20 points. One of four: 25.
    assert not criterion_of("2222-").score.provisional
    assert criterion_of("222-").score.provisional
    # One of three criteria has three of five open: 60 / 3 = 20 points, in a field of 12 of 15 answered.
    assert not the_field([5, 5, 5], f1c1="22222", f1c2="22222", f1c3="22---").score.provisional


@pytest.mark.parametrize(
    ("percent", "band"),
    [
        (0, "start"),
        (19.99, "start"),
        (20, "first_steps"),
        (40, "under_way"),
        (59.9, "under_way"),
        (60, "well_placed"),
        (79.99, "well_placed"),
        (80, "established"),
        (100, "established"),
    ],
)
def test_the_band_follows_the_unrounded_score(percent: float, band: str) -> None:
    assert band_of(a_small_catalogue([1]), percent) == band


def test_a_score_on_the_edge_of_a_band_belongs_to_the_upper_band() -> None:
    # Five answers 3, 3, 2, 2, 2 are 12 of 20 levels: exactly 60. Three times 4, 2, 2, 1: (225 / 4 = 56.25).
    assert criterion_of("33222").score.band == "well_placed"
    # Thirds must not lose a hair: (50 + 50 + 80) / 3 = 60 with 80 = 16 of 20 levels.
    field = the_field([1, 1, 5], f1c1="2", f1c2="2", f1c3="44422")
    assert field.score == Score(60.0, 60.0, 60.0, "well_placed", provisional=False)


@pytest.mark.parametrize(("percent", "whole"), [(0.0, 0), (62.4999, 62), (62.5, 63), (63.5, 64), (99.5, 100)])
def test_scores_are_shown_rounded_half_up(percent: float, whole: int) -> None:
    assert shown(percent) == whole


# What is not there.


def test_not_applicable_leaves_the_denominator() -> None:
    # 4 and 2 of two that apply: 75, whatever the third would have been.
    assert criterion_of("42x").score == Score(75.0, 75.0, 75.0, "well_placed", provisional=False)


def test_a_criterion_that_does_not_apply_leaves_its_field() -> None:
    assert the_field([2, 2], f1c1="44", f1c2="xx").score.percent == 100
    assert the_field([2, 2], f1c1="44", f1c2="xx").criteria[1].score == Score(None, None, None, None, provisional=False)


def test_a_field_that_does_not_apply_has_neither_score_nor_bounds() -> None:
    field = the_field([1, 2], f1c1="x", f1c2="xx")
    assert field.score == Score(None, None, None, None, provisional=False)
    assert field.coverage.share == 0
    assert field.firm_share is None


def test_not_applicable_counts_as_open_where_the_question_does_not_allow_it() -> None:
    allowed_only_once = a_small_catalogue([3], must_apply=["f1c1q3"])
    criterion = score(allowed_only_once, replies(f1c1="4xx")).fields[0].criteria[0]
    assert criterion.coverage == Coverage(total=3, answered=1, not_known=0, not_applicable=1)
    assert (criterion.score.low, criterion.score.high) == (50, 100)


def test_replies_to_questions_of_another_catalogue_are_ignored() -> None:
    sheet = replies(f1c1="42")
    assert score(a_small_catalogue([2]), {**sheet, "XX-99": Answered(0)}) == score(a_small_catalogue([2]), sheet)


def test_an_empty_sheet_is_not_scored_anywhere_and_could_still_be_everything() -> None:
    result = score(catalogue("2021-07"), {})
    assert all(field.score == Score(None, 0.0, 100.0, None, provisional=True) for field in result.fields)
    assert result.coverage == Coverage(total=108, answered=0, not_known=0, not_applicable=0)
    assert result.overall is None


def test_overall_is_given_only_when_every_field_is_scored() -> None:
    two = a_small_catalogue([1], [2])
    assert score(two, replies(f1c1="4", f2c1="10")).overall == (100 + 12.5) / 2
    assert score(two, replies(f1c1="4")).overall is None
    assert score(two, replies(f1c1="4", f2c1="xx")).overall is None


def test_the_share_of_firm_answers_counts_levels_three_and_four_of_those_answered() -> None:
    assert the_field([2, 3], f1c1="43", f1c2="2x-").firm_share == 2 / 3


def test_the_mean_of_scored_criteria_is_held_inside_the_bounds() -> None:
    # Two criteria at 0 and one with 1 of 4 answered by 4, not scored: the mean of the scored ones is 0, but the worst
    # case is already (0 + 0 + 25) / 3 = 8.3. The field has 9 of 12 answered.
    field = the_field([4, 4, 4], f1c1="0000", f1c2="0000", f1c3="4---")
    assert field.score.percent == field.score.low == 25 / 3


def test_the_best_answer_to_an_open_question_can_lower_a_field_score() -> None:
    # The coverage rule's price: with the second answer the third criterion (0 and 4) begins to count.
    # Before: mean of the scored 100 and 100, held below the best case (100 + 100 + 75) / 3 = 91.7.
    # After: (100 + 100 + 50) / 3 = 83.3. The bounds, which need no rule, only narrow: 66.7 to 91.7 becomes 75 to 91.7.
    before = the_field([4, 4, 4], f1c1="4444", f1c2="4444", f1c3="0---").score
    after = the_field([4, 4, 4], f1c1="4444", f1c2="4444", f1c3="04--").score
    assert (before.percent, after.percent) == (275 / 3, 250 / 3)
    assert (before.low, before.high) == (200 / 3, 275 / 3)
    assert (after.low, after.high) == (225 / 3, 275 / 3)


# The weight of a question.


def test_a_question_weighs_its_share_of_the_criterion_and_the_criterion_its_share_of_the_field() -> None:
    # Two criteria apply: each of 2 questions weighs 1 / (2 * 2), the only applicable one of the second 1 / (2 * 1).
    given_weights = weights(a_small_catalogue([2, 2, 1]), replies(f1c1="4-", f1c2="?x", f1c3="x"))
    assert given_weights == {"f1c1q1": 0.25, "f1c1q2": 0.25, "f1c2q1": 0.5}


@pytest.mark.parametrize("version", versions())
def test_the_weights_of_every_field_of_the_real_catalogues_sum_to_one(version: str) -> None:
    used = catalogue(version)
    shares = weights(used, {})
    assert set(shares) == set(used.places)
    for field in used.fields:
        assert sum(shares[question.id] for question in field.questions) == pytest.approx(1)


# Properties.

SIGNS_OR_OPEN = "01234?x-"
sizes = st.lists(st.lists(st.integers(1, 4), min_size=1, max_size=3), min_size=1, max_size=3)


@st.composite
def checks(draw: st.DrawFn, signs: str = SIGNS_OR_OPEN) -> tuple[Catalogue, dict[str, Reply]]:
    used = a_small_catalogue(*draw(sizes))
    chosen = {question.id: draw(st.sampled_from(signs)) for question in used.questions}
    return used, {key: SIGNS[sign] for key, sign in chosen.items() if sign != "-"}


def parts(result: CheckResult) -> dict[str, FieldResult | CriterionResult]:
    """Every field and criterion by its key."""
    fields = {field.key: field for field in result.fields}
    return {**fields, **{criterion.key: criterion for field in result.fields for criterion in field.criteria}}


@given(checks(), st.randoms())
def test_the_order_of_the_answers_does_not_matter(check: tuple[Catalogue, dict[str, Reply]], order: object) -> None:
    used, given_replies = check
    items = list(given_replies.items())
    order.shuffle(items)  # type: ignore[attr-defined]
    assert score(used, dict(items)) == score(used, given_replies)


@given(checks(), st.data())
@example((a_small_catalogue([4, 4, 4]), replies(f1c1="0000", f1c2="0000", f1c3="3---")), None)
def test_raising_an_answer_never_lowers_a_score_or_a_bound(
    check: tuple[Catalogue, dict[str, Reply]], data: st.DataObject | None
) -> None:
    used, before = check
    raisable = sorted(key for key, reply in before.items() if isinstance(reply, Answered) and reply.points < 4)
    assume(raisable)
    raised = raisable[-1] if data is None else data.draw(st.sampled_from(raisable))
    old = before[raised]
    assert isinstance(old, Answered)
    after = parts(score(used, {**before, raised: Answered(old.points + 1)}))
    for key, part in parts(score(used, before)).items():
        for name in ("percent", "low", "high"):
            was, now = getattr(part.score, name), getattr(after[key].score, name)
            assert (was is None) == (now is None)
            assert was is None or now >= was


@given(checks(), st.sampled_from("01234"), st.data())
def test_answering_an_open_question_never_widens_the_bounds(
    check: tuple[Catalogue, dict[str, Reply]], sign: str, data: st.DataObject
) -> None:
    used, before = check
    missing = sorted(key for key in used.places if isinstance(before.get(key), NotKnown | None))
    assume(missing)
    answered = data.draw(st.sampled_from(missing))
    after = parts(score(used, {**before, answered: SIGNS[sign]}))
    for key, part in parts(score(used, before)).items():
        if part.score.low is not None:
            assert part.score.low <= after[key].score.low <= after[key].score.high <= part.score.high
        if part.score.percent is not None:
            assert after[key].score.percent is not None


@given(checks())
def test_unanswered_never_counts_as_zero(check: tuple[Catalogue, dict[str, Reply]]) -> None:
    # Where all answers are the highest level, every score is 100, however much is missing.
    used, given_replies = check
    best = {k: Answered(4) if isinstance(reply, Answered) else reply for k, reply in given_replies.items()}
    for part in parts(score(used, best)).values():
        assert part.score.percent in (None, 100)


@given(checks(signs="04?x-"))
def test_the_bounds_hold_every_way_the_sheet_could_be_completed(check: tuple[Catalogue, dict[str, Reply]]) -> None:
    used, given_replies = check
    missing = [key for key in used.places if isinstance(given_replies.get(key), NotKnown | None)]
    assume(len(missing) <= 4)
    bounds = parts(score(used, given_replies))
    for levels in product(range(5), repeat=len(missing)):
        completed = {**given_replies, **dict(zip(missing, map(Answered, levels), strict=True))}
        for key, part in parts(score(used, completed)).items():
            assert part.score.percent is None or bounds[key].score.low <= part.score.percent <= bounds[key].score.high


@given(checks())
def test_a_score_lies_inside_its_bounds_and_is_there_exactly_when_a_band_is(
    check: tuple[Catalogue, dict[str, Reply]],
) -> None:
    for part in parts(score(*check)).values():
        assert (part.score.percent is None) == (part.score.band is None)
        if part.score.percent is not None:
            assert 0 <= part.score.low <= part.score.percent <= part.score.high <= 100


@given(checks(signs="01234"))
def test_without_missing_answers_everything_is_scored_and_sure(check: tuple[Catalogue, dict[str, Reply]]) -> None:
    result = score(*check)
    assert all(p.score.percent == p.score.low == p.score.high for p in parts(result).values())
    assert result.overall is not None


@given(sizes, st.integers(0, 4))
def test_equal_answers_give_exactly_their_level_everywhere(field_sizes: list[list[int]], level: int) -> None:
    used = a_small_catalogue(*field_sizes)
    result = score(used, {key: Answered(level) for key in used.places})
    assert {part.score.percent for part in parts(result).values()} == {25 * level}
    assert result.overall == 25 * level


@given(checks(), st.data())
def test_what_does_not_apply_may_as_well_not_be_in_the_catalogue(
    check: tuple[Catalogue, dict[str, Reply]], data: st.DataObject
) -> None:
    # One question fewer in a criterion scores like one question more that does not apply.
    used, given_replies = check
    criterion = data.draw(st.sampled_from([c.key for c in used.criteria]))
    field_sizes = [[len(c.questions) + (c.key == criterion) for c in field.criteria] for field in used.fields]
    larger = a_small_catalogue(*field_sizes)
    added = (set(larger.places) - set(used.places)).pop()
    with_it = parts(score(larger, {**given_replies, added: NotApplicable()}))
    assert {k: p.score for k, p in with_it.items()} == {
        k: p.score for k, p in parts(score(used, given_replies)).items()
    }
