"""How far a criterion or a field is, which question comes next, and which questions a filter shows."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from data.model.catalogue import Catalogue, Criterion
from data.model.questionnaire import (
    Assignment,
    CriterionProgress,
    ProgressState,
    QuestionFilter,
    QuestionState,
    StatedCriterion,
    StatedField,
)
from data.model.self_check import NotKnown


def progress_of(
    criterion: Criterion, states: Mapping[str, QuestionState], assignment: Assignment | None
) -> CriterionProgress:
    """How far a criterion is, from the states of its questions."""
    own = [states.get(question.id, QuestionState(question.id)) for question in criterion.questions]
    return CriterionProgress(
        criterion_key=criterion.key,
        questions=len(own),
        replied=sum(state.answer.reply is not None for state in own),
        not_known=sum(isinstance(state.answer.reply, NotKnown) for state in own),
        marked=sum(state.marked for state in own),
        conflicts=sum(any(proposal.is_conflict for proposal in state.proposals) for state in own),
        proposals=sum(any(not proposal.is_conflict for proposal in state.proposals) for state in own),
        assignment=assignment,
    )


def state_of(criteria: Iterable[CriterionProgress]) -> ProgressState:
    """The state word of a criterion or of a whole field.

    TO_CLARIFY comes before DONE: an answer that nobody knows, a mark or a conflict is still somebody's work.
    """
    given = list(criteria)
    replied, questions = sum(c.replied for c in given), sum(c.questions for c in given)
    if any(c.conflicts for c in given):
        return ProgressState.TO_CLARIFY
    if not replied:
        return ProgressState.OPEN
    if replied < questions:
        return ProgressState.BEGUN
    unclear = any(c.not_known or c.marked for c in given)
    return ProgressState.TO_CLARIFY if unclear else ProgressState.DONE


def stated_fields(
    catalogue: Catalogue,
    states: Mapping[str, QuestionState],
    assignments: Mapping[str, Assignment],
    mine: Collection[str],
    within: Collection[str] | None = None,
) -> tuple[StatedField, ...]:
    """The fields with the state of each criterion; `within`: only these criteria, and fields that have one of them."""
    found = []
    for field in catalogue.fields:
        progress = [
            progress_of(criterion, states, assignments.get(criterion.key))
            for criterion in field.criteria
            if within is None or criterion.key in within
        ]
        criteria = tuple(StatedCriterion(each, state_of([each]), each.criterion_key in mine) for each in progress)
        if criteria:
            found.append(StatedField(field.key, criteria, state_of(progress)))
    return tuple(found)


def fits(state: QuestionState, wish: QuestionFilter, mine: bool) -> bool:
    """Whether a question is shown under a filter; `mine`: its criterion is assigned to who asks."""
    match wish:
        case QuestionFilter.OPEN:
            return state.answer.reply is None
        case QuestionFilter.MARKED:
            return state.marked
        case QuestionFilter.MINE:
            return mine
        case QuestionFilter.NOT_KNOWN:
            return isinstance(state.answer.reply, NotKnown)
        case QuestionFilter.EARLIER:
            return any(not proposal.is_conflict for proposal in state.proposals)
        case QuestionFilter.TO_SETTLE:
            return state.discussion.is_open or any(proposal.is_conflict for proposal in state.proposals)


def next_after(question_id: str | None, wanted: Sequence[str], order: Sequence[str]) -> str | None:
    """The next wanted question after a place in the order, beginning anew at the end; None when none is wanted."""
    if not wanted:
        return None
    position = {key: place for place, key in enumerate(order)}
    here = position.get(question_id, -1) if question_id else -1
    later = [key for key in wanted if position[key] > here]
    return min(later or wanted, key=lambda key: position[key])
