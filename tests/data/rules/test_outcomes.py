"""Expected and reached: which rounds are held against each other, and what becomes of each level."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from plans import a_measure

from data.model.catalogue import CatalogueMapping, QuestionMapping
from data.model.outcomes import ApprovedRound, Attainment, Expectation, QuestionOutcome
from data.model.plan import Measure, MeasureStatus, PlanEvent, PlanEventKind
from data.model.self_check import Answered, NotApplicable, NotKnown, Reply
from data.rules.outcomes import Then, attainment_of, baseline, expectations, question_outcome, summed_up

REPLIES = [None, NotKnown(), NotApplicable(), *(Answered(points) for points in range(5))]


def on(year: int, month: int = 1) -> datetime:
    return datetime(year, month, 1, tzinfo=UTC)


def added(at: datetime) -> PlanEvent:
    return PlanEvent(PlanEventKind.ADDED, at, "")


def expected(at: datetime, before: str, after: str, question: str = "Q1") -> PlanEvent:
    return PlanEvent(PlanEventKind.CHANGED, at, "", part=f"expected:{question}", before=before, after=after)


def moved(at: datetime, before: MeasureStatus, after: MeasureStatus) -> PlanEvent:
    return PlanEvent(PlanEventKind.STATUS, at, "", before=before.value, after=after.value)


def running(**levels: int) -> Measure:
    return a_measure(MeasureStatus.RUNNING, expected=levels)


def a_round(year: int, version: str = "v1", replies: Mapping[str, Reply] | None = None) -> ApprovedRound:
    return ApprovedRound(year, str(year), version, on(year), replies or {})


# What was expected, and since when


def test_a_level_that_no_event_tells_of_was_expected_from_the_first_day_on():
    found = expectations(running(Q1=3), [added(on(2024))], on(2025))
    assert found == {"Q1": Expectation(3, on(2024))}


def test_a_level_that_was_linked_later_is_expected_since_then():
    story = [added(on(2024)), expected(on(2024, 6), "", "3")]
    assert expectations(running(Q1=3), story, on(2025)) == {"Q1": Expectation(3, on(2024, 6))}
    assert expectations(running(Q1=3), story, on(2024, 3)) == {}


def test_a_level_that_was_changed_after_a_round_does_not_bend_what_was_expected_of_it():
    story = [added(on(2024)), expected(on(2024, 2), "", "4"), expected(on(2025, 6), "4", "2")]
    measure = running(Q1=2)
    assert expectations(measure, story, on(2025))["Q1"] == Expectation(4, on(2024, 2))
    assert expectations(measure, story, on(2026))["Q1"] == Expectation(2, on(2024, 2))


def test_a_question_that_was_unlinked_after_a_round_still_counts_for_it():
    story = [added(on(2024)), expected(on(2024, 2), "", "4"), expected(on(2025, 6), "4", "")]
    assert expectations(running(), story, on(2025)) == {"Q1": Expectation(4, on(2024, 2))}
    assert expectations(running(), story, on(2026)) == {}


def test_a_question_that_was_unlinked_and_linked_again_is_expected_since_the_last_time():
    story = [added(on(2024)), expected(on(2024, 2), "", "4"), expected(on(2024, 3), "4", "")]
    story.append(expected(on(2024, 9), "", "3"))
    assert expectations(running(Q1=3), story, on(2025)) == {"Q1": Expectation(3, on(2024, 9))}


def test_an_idea_expected_nothing_and_what_was_stopped_before_the_round_neither():
    story = [added(on(2024)), moved(on(2025), MeasureStatus.IDEA, MeasureStatus.PLANNED)]
    planned = a_measure(MeasureStatus.PLANNED, expected={"Q1": 3})
    assert expectations(planned, story, on(2024, 6)) == {}
    assert expectations(planned, story, on(2025, 6)) == {"Q1": Expectation(3, on(2024))}
    story.append(moved(on(2026), MeasureStatus.PLANNED, MeasureStatus.STOPPED))
    stopped = a_measure(MeasureStatus.STOPPED, expected={"Q1": 3})
    assert expectations(stopped, story, on(2025, 6)) == {"Q1": Expectation(3, on(2024))}
    assert expectations(stopped, story, on(2027)) == {}


def test_nothing_was_expected_before_the_first_day_and_of_a_measure_without_a_story():
    assert expectations(running(Q1=3), [added(on(2025))], on(2025)) == {}
    assert expectations(running(Q1=3), [], on(2026)) == {}


def test_the_baseline_is_the_newest_round_approved_before():
    rounds = [a_round(2025), a_round(2021), a_round(2023)]
    assert baseline(rounds, on(2024)) == rounds[2]
    assert baseline(rounds, on(2023)) == rounds[1]
    assert baseline(rounds, on(2020)) is None


# What became of a level


@pytest.mark.parametrize(
    ("then", "level", "now", "came_out"),
    [
        (Answered(1), 3, Answered(3), Attainment.REACHED),
        (Answered(1), 3, Answered(4), Attainment.REACHED),
        (Answered(3), 3, Answered(3), Attainment.REACHED),
        (Answered(1), 3, Answered(2), Attainment.PARTLY),
        (Answered(2), 3, Answered(2), Attainment.NOT_YET),
        (Answered(2), 3, Answered(1), Attainment.NOT_YET),
        (None, 3, Answered(2), Attainment.NOT_YET),
        (NotKnown(), 3, Answered(2), Attainment.NOT_YET),
        (None, 3, Answered(3), Attainment.REACHED),
        (Answered(1), 0, Answered(0), Attainment.REACHED),
        (Answered(1), 3, None, Attainment.NOT_ANSWERED),
        (Answered(1), 3, NotKnown(), Attainment.NOT_ANSWERED),
        (Answered(1), 3, NotApplicable(), Attainment.NOT_APPLICABLE),
    ],
)
def test_what_became_of_a_level(then: Reply | None, level: int, now: Reply | None, came_out: Attainment):
    assert attainment_of(then, level, now) is came_out


@given(st.sampled_from(REPLIES), st.integers(0, 4), st.integers(0, 3))
def test_a_higher_answer_never_comes_out_worse(then: Reply | None, level: int, points: int):
    order = [Attainment.NOT_YET, Attainment.PARTLY, Attainment.REACHED]
    lower, higher = (order.index(attainment_of(then, level, Answered(each))) for each in (points, points + 1))
    assert higher >= lower


# Two versions of the catalogue

CHANGED = CatalogueMapping(
    "v1",
    "v2",
    (
        QuestionMapping("Q1", "Q1", "equal"),
        QuestionMapping("Q2", "Q2", "changed"),
        QuestionMapping("Q3", "N3", "equal"),
        QuestionMapping(None, "Q4", "new"),
        QuestionMapping("Q5", None, "dropped"),
    ),
)
IDS_NOW = ["Q1", "Q2", "N3", "Q4"]
THEN = Then(a_round(2023, "v1", {f"Q{n}": Answered(1) for n in range(1, 6)}), ["Q1", "Q2", "Q3", "Q5"], CHANGED)
NOW = a_round(2025, "v2", {key: Answered(2) for key in IDS_NOW})


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Q1", ("2023", Answered(1), Answered(2), Attainment.PARTLY)),
        ("Q2", ("2023", Answered(1), None, Attainment.NOT_COMPARABLE)),  # it means something else by now
        ("Q3", ("2023", Answered(1), Answered(2), Attainment.PARTLY)),  # the same under another number
        ("N3", ("2023", Answered(1), Answered(2), Attainment.PARTLY)),
        ("Q4", ("", None, Answered(2), Attainment.NOT_YET)),  # new: nobody was asked then
        ("Q5", ("2023", Answered(1), None, Attainment.NOT_COMPARABLE)),  # dropped
        ("Q9", ("", None, None, Attainment.NOT_COMPARABLE)),  # in neither
    ],
)
def test_a_question_is_compared_where_it_means_the_same(question: str, told: tuple[object, ...]):
    outcome = question_outcome(question, 3, NOW, IDS_NOW, THEN)
    assert (outcome.then_round, outcome.then, outcome.now, outcome.attainment) == told
    assert (outcome.question_id, outcome.expected) == (question, 3)


def test_nothing_is_compared_where_nobody_wrote_how_two_catalogues_relate():
    foreign = Then(THEN.round, THEN.question_ids, None)
    assert question_outcome("Q1", 3, NOW, IDS_NOW, foreign).attainment is Attainment.NOT_COMPARABLE


def test_without_a_round_before_only_reached_or_not_yet_can_be_said():
    assert question_outcome("Q1", 2, NOW, IDS_NOW, None).attainment is Attainment.REACHED
    assert question_outcome("Q1", 3, NOW, IDS_NOW, None).attainment is Attainment.NOT_YET
    assert question_outcome("Q3", 3, NOW, IDS_NOW, None).attainment is Attainment.NOT_COMPARABLE


# A measure as a whole


def outcomes(*attainments: Attainment) -> list[QuestionOutcome]:
    return [QuestionOutcome("Q1", "2023", None, 3, None, each) for each in attainments]


@pytest.mark.parametrize(
    ("questions", "together"),
    [
        ((Attainment.REACHED, Attainment.REACHED), Attainment.REACHED),
        ((Attainment.REACHED, Attainment.NOT_ANSWERED), Attainment.REACHED),  # by what can be judged
        ((Attainment.REACHED, Attainment.NOT_YET), Attainment.PARTLY),
        ((Attainment.PARTLY,), Attainment.PARTLY),
        ((Attainment.NOT_YET, Attainment.NOT_APPLICABLE), Attainment.NOT_YET),
        ((Attainment.NOT_ANSWERED, Attainment.NOT_COMPARABLE), Attainment.NOT_ANSWERED),
        ((), Attainment.NOT_ANSWERED),
    ],
)
def test_a_measure_is_summed_up_by_the_questions_that_can_be_judged(
    questions: tuple[Attainment, ...], together: Attainment
):
    assert summed_up(outcomes(*questions)) is together
