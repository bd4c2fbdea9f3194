"""What stands out in a result, for the results page and the cockpit: values, never sentences."""

from __future__ import annotations

from collections.abc import Mapping

from data.model.catalogue import Catalogue, Question
from data.model.insights import Insights, Lever, Standing, StandOut, ToClarify
from data.model.result import POINTS_OF_A_LEVEL, CheckResult, shown
from data.model.self_check import Answered, AnswerSheet, NotApplicable, NotKnown, Reply
from data.rules.scoring import FIRM_LEVEL, HIGHEST_LEVEL, weights

WELL_FROM = 60  # the two upper bands begin here
SHOWN_AT_ONCE = 3


def insights(catalogue: Catalogue, sheet: AnswerSheet, result: CheckResult) -> Insights:
    """Everything that stands out in an answer sheet and its result."""
    return Insights(
        standing=standing(result),
        strengths=strengths(result),
        chances=chances(result),
        to_clarify=to_clarify(catalogue, sheet),
        well_but_unproven=well_but_unproven(catalogue, sheet),
    )


def strengths(result: CheckResult, n: int = SHOWN_AT_ONCE) -> tuple[StandOut, ...]:
    """The up to `n` scored criteria with the highest score, from 60 points; ties in catalogue order."""
    found = [criterion for criterion in _scored(result) if criterion.percent >= WELL_FROM]
    return tuple(sorted(found, key=lambda criterion: -criterion.percent)[:n])


def chances(result: CheckResult, n: int = SHOWN_AT_ONCE) -> tuple[StandOut, ...]:
    """The up to `n` scored criteria with the lowest score, below 60 points; ties in catalogue order."""
    found = [criterion for criterion in _scored(result) if criterion.percent < WELL_FROM]
    return tuple(sorted(found, key=lambda criterion: criterion.percent)[:n])


def to_clarify(catalogue: Catalogue, sheet: AnswerSheet) -> tuple[ToClarify, ...]:
    """Open and not known questions by criterion, in catalogue order; criteria without any are left out."""
    groups = (
        ToClarify(
            field_key=field.key,
            criterion_key=criterion.key,
            open=tuple(q.id for q in criterion.questions if _is_open(q, sheet)),
            not_known=tuple(q.id for q in criterion.questions if isinstance(_reply(q.id, sheet), NotKnown)),
        )
        for field in catalogue.fields
        for criterion in field.criteria
    )
    return tuple(group for group in groups if group.open or group.not_known)


def well_but_unproven(catalogue: Catalogue, sheet: AnswerSheet) -> tuple[str, ...]:
    """Questions with level 3 or 4 for which no evidence is named: it works, but hardly anybody could show it."""
    return tuple(
        question_id
        for question_id in catalogue.places
        if _points(question_id, sheet) >= FIRM_LEVEL and not sheet[question_id].answer.evidence.strip()
    )


def standing(result: CheckResult) -> Standing:
    """Where the commune stands over all fields."""
    scored = {field.key: field.score.percent for field in result.fields if field.score.percent is not None}
    strongest = max(scored, key=scored.__getitem__, default=None)
    weakest = min(scored, key=scored.__getitem__, default=None)
    if strongest is None or weakest is None or shown(scored[strongest]) == shown(scored[weakest]):
        strongest = weakest = None
    return Standing(
        fields=len(result.fields),
        scored=tuple(scored),
        well=tuple(key for key, percent in scored.items() if percent >= WELL_FROM),
        provisional=tuple(f.key for f in result.fields if f.key in scored and f.score.provisional),
        strongest=strongest,
        weakest=weakest,
        coverage=result.coverage,
    )


def all_levers(catalogue: Catalogue, replies: Mapping[str, Reply]) -> list[Lever]:
    """Every answer below the highest level with what its rise by one level brings, in catalogue order."""
    shares = weights(catalogue, replies)
    return [
        Lever(place.field.key, place.criterion.key, question_id, reply.points, POINTS_OF_A_LEVEL * shares[question_id])
        for question_id, place in catalogue.places.items()
        if isinstance(reply := replies.get(question_id), Answered) and reply.points < HIGHEST_LEVEL
    ]


def _scored(result: CheckResult) -> list[StandOut]:
    return [
        StandOut(field.key, criterion.key, criterion.score.percent, criterion.score.provisional)
        for field in result.fields
        for criterion in field.criteria
        if criterion.score.percent is not None
    ]


def _reply(question_id: str, sheet: AnswerSheet) -> object:
    stored = sheet.get(question_id)
    return stored.answer.reply if stored else None


def _points(question_id: str, sheet: AnswerSheet) -> int:
    """The level answered; -1 when there is none."""
    reply = _reply(question_id, sheet)
    return reply.points if isinstance(reply, Answered) else -1


def _is_open(question: Question, sheet: AnswerSheet) -> bool:
    reply = _reply(question.id, sheet)
    return reply is None or (isinstance(reply, NotApplicable) and not question.may_not_apply)
