"""Holds what measures expected against a later round: docs/decisions/red-thread.md says which rounds, and why."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from data.model.catalogue import CatalogueMapping
from data.model.outcomes import ApprovedRound, Attainment, Expectation, QuestionOutcome
from data.model.plan import Measure, MeasureStatus, PlanEvent, PlanEventKind
from data.model.self_check import Answered, NotApplicable, Reply
from data.rules.expected_effect import COUNTING

EXPECTED = "expected:"
"""What the part of an event begins with that tells of an expected level; the question id follows."""

JUDGED = frozenset({Attainment.REACHED, Attainment.PARTLY, Attainment.NOT_YET})


def expectations(measure: Measure, story: Sequence[PlanEvent], at: datetime) -> dict[str, Expectation]:
    """What a measure expected at a moment, by question id, told from its story.

    Nothing while it was an idea or stopped, and nothing before its first day. A level that no event tells of was there
    from the first day on.
    """
    if not story or story[0].at >= at or _status(measure, story, at) not in COUNTING:
        return {}
    events = [event for event in story if event.part.startswith(EXPECTED)]
    named = {event.part.removeprefix(EXPECTED) for event in events}
    found = {}
    for question_id in sorted({*measure.expected, *named}):
        told = [event for event in events if event.part == f"{EXPECTED}{question_id}"]
        level = _level(measure.expected.get(question_id), told, at)
        if level is not None:
            begun = [event.at for event in told if event.at < at and not event.before]
            found[question_id] = Expectation(level, max(begun, default=story[0].at))
    return found


def baseline(rounds: Iterable[ApprovedRound], since: datetime) -> ApprovedRound | None:
    """The newest round approved before a moment."""
    earlier = [each for each in rounds if each.approved_at < since]
    return max(earlier, key=lambda each: each.approved_at, default=None)


@dataclass(frozen=True)
class Then:
    """The round before with the questions its catalogue has, and how they relate to those of the round now.

    `mapping` is None where nobody wrote how the two catalogues relate.
    """

    round: ApprovedRound
    question_ids: Collection[str]
    mapping: CatalogueMapping | None


def question_outcome(
    question_id: str, level: int, now: ApprovedRound, now_ids: Collection[str], then: Then | None
) -> QuestionOutcome:
    """What became of one expected level; a question that means something else by now is not comparable.

    A question that is new since then has no reply before.
    """
    earlier_id, later_id = _ids(question_id, now_ids, then)
    before, name = None, ""
    if then is not None and earlier_id is not None:
        before, name = then.round.replies.get(earlier_id), then.round.name
    if later_id is None:
        return QuestionOutcome(question_id, name, before, level, None, Attainment.NOT_COMPARABLE)
    reply = now.replies.get(later_id)
    return QuestionOutcome(question_id, name, before, level, reply, attainment_of(before, level, reply))


def attainment_of(then: Reply | None, expected: int, now: Reply | None) -> Attainment:
    """What became of an expected level (0-4): partly is above the answer before and below what was expected."""
    if isinstance(now, NotApplicable):
        return Attainment.NOT_APPLICABLE
    if not isinstance(now, Answered):
        return Attainment.NOT_ANSWERED
    if now.points >= expected:
        return Attainment.REACHED
    if isinstance(then, Answered) and now.points > then.points:
        return Attainment.PARTLY
    return Attainment.NOT_YET


def summed_up(questions: Iterable[QuestionOutcome]) -> Attainment:
    """All questions together, by those that can be judged: all reached, some moved, none; NOT_ANSWERED without any."""
    judged = {each.attainment for each in questions} & JUDGED
    if not judged:
        return Attainment.NOT_ANSWERED
    if judged == {Attainment.REACHED}:
        return Attainment.REACHED
    return Attainment.NOT_YET if judged == {Attainment.NOT_YET} else Attainment.PARTLY


def _status(measure: Measure, story: Iterable[PlanEvent], at: datetime) -> MeasureStatus:
    later = [event for event in story if event.kind is PlanEventKind.STATUS and event.at >= at]
    return MeasureStatus(later[0].before) if later else measure.status


def _level(today: int | None, told: Iterable[PlanEvent], at: datetime) -> int | None:
    later = [event for event in told if event.at >= at]
    if not later:
        return today
    return int(later[0].before) if later[0].before else None


def _ids(question_id: str, now_ids: Collection[str], then: Then | None) -> tuple[str | None, str | None]:
    """The id of a question then, and the one under which it can be held against that now; None for there is none."""
    if then is None:
        return None, question_id if question_id in now_ids else None
    asked_then = question_id if question_id in then.question_ids else None
    if then.mapping is None:
        return asked_then, None
    same = then.mapping.comparable
    earlier = {later: before for before, later in same.items()}
    if question_id not in now_ids:
        return asked_then, same.get(question_id)
    is_new = any(each.to_id == question_id and each.from_id is None for each in then.mapping.entries)
    return earlier.get(question_id, asked_then), question_id if question_id in earlier or is_new else None
