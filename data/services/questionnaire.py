"""Filling in a self-check on screen: what there is to do, one criterion, one question, marks, and who is here."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import UTC, datetime, timedelta

from data.errors import NotAllowed, NotFound
from data.model.audit import AuditEvent
from data.model.people import Permission, Person
from data.model.questionnaire import (
    Assignment,
    CriterionSheet,
    Presence,
    QuestionFilter,
    QuestionState,
    TaskList,
)
from data.model.self_check import Perspective, SelfCheck, StoredAnswer
from data.rules.access import may, require
from data.rules.assignments import criteria_of, is_limited, questions_of
from data.rules.questionnaire import fits, next_after, stated_fields
from data.rules.round_states import answers_may_change
from data.services.catalogues import catalogue
from data.services.self_checks import own_round, require_draft
from data.storage.database import UnitOfWork, reading, writing

HERE_FOR = timedelta(seconds=90)
"""How long somebody counts as being here after the last sign of life."""
PLACE_NOTED_EVERY = timedelta(seconds=30)


def task_list(acting: Person, self_check_id: int, perspective: Perspective = Perspective.ADMINISTRATION) -> TaskList:
    """Everything there is to do in a round, as far as it is this person's to see."""
    require(acting, Permission.READ_ANSWERS)
    with reading() as work:
        self_check = own_round(work, acting, self_check_id)
        assignments = work.assignments.of_sheet(self_check_id, perspective)
        states = work.question_states.of_sheet(self_check_id, perspective)
        places = work.assignments.places(self_check_id, perspective)
    used = catalogue(self_check.catalogue_version)
    own = criteria_of(acting, assignments.values())
    fields = stated_fields(used, states, assignments, own, own if is_limited(acting) else None)
    seen = {each.progress.criterion_key for field in fields for each in field.criteria}
    shown = questions_of(used, seen)
    order = [question_id for question_id in used.places if question_id in shown]
    mine = questions_of(used, own)
    empty = {key: QuestionState(key) for key in order}
    matching = {
        wish: tuple(key for key in order if fits(states.get(key, empty[key]), wish, key in mine))
        for wish in QuestionFilter
    }
    here = next((p for p in places if p.account_id == acting.account_id and p.criterion_key in seen), None)
    return TaskList(self_check, fields, matching, here, _now_here(places, acting))


def criterion_sheet(
    acting: Person, self_check_id: int, criterion_key: str, perspective: Perspective = Perspective.ADMINISTRATION
) -> CriterionSheet:
    """One criterion with the state of each of its questions.

    Raises NotFound for a criterion that the catalogue of the round does not have, NotAllowed for one that is not this
    person's to see.
    """
    require(acting, Permission.READ_ANSWERS)
    with reading() as work:
        self_check = own_round(work, acting, self_check_id)
        ids = question_ids_of(self_check, criterion_key)
        assignments = work.assignments.of_sheet(self_check_id, perspective)
        if not _is_in_reach(acting, criterion_key, assignments.values()):
            raise NotAllowed("not_assigned")
        states = work.question_states.of_sheet(self_check_id, perspective, ids)
        places = work.assignments.places(self_check_id, perspective)
    return CriterionSheet(
        self_check=self_check,
        criterion_key=criterion_key,
        states={key: states.get(key, QuestionState(key)) for key in ids},
        assignment=assignments.get(criterion_key),
        may_answer=may(acting, Permission.ANSWER) and answers_may_change(self_check.status),
        others=_now_here(places, acting),
        is_noted=_is_noted(places, acting, criterion_key),
        around=_around(acting, self_check, criterion_key, assignments.values()),
    )


def question_state(
    acting: Person, self_check_id: int, question_id: str, perspective: Perspective = Perspective.ADMINISTRATION
) -> QuestionState:
    """Everything about one question. Raises NotFound or NotAllowed as `criterion_sheet` does."""
    require(acting, Permission.READ_ANSWERS)
    with reading() as work:
        self_check = own_round(work, acting, self_check_id)
        require_in_reach(work, acting, self_check, question_id, perspective)
        return work.question_states.of_sheet(self_check_id, perspective, [question_id]).get(
            question_id, QuestionState(question_id)
        )


def next_question(
    acting: Person, self_check_id: int, after: str | None, wish: QuestionFilter = QuestionFilter.OPEN
) -> str | None:
    """The next question that fits a wish after a place, beginning anew at the end; None when there is none."""
    wanted = task_list(acting, self_check_id)
    order = tuple(catalogue(wanted.self_check.catalogue_version).places)
    return next_after(after, wanted.matching[wish], order)


def history(
    acting: Person, self_check_id: int, question_id: str, perspective: Perspective = Perspective.ADMINISTRATION
) -> list[StoredAnswer]:
    """Every state that an answer ever had, the oldest first."""
    require(acting, Permission.READ_ANSWERS)
    with reading() as work:
        self_check = own_round(work, acting, self_check_id)
        require_in_reach(work, acting, self_check, question_id, perspective)
        return work.answers.history(self_check_id, perspective, question_id)


def set_mark(
    acting: Person,
    self_check_id: int,
    question_id: str,
    marked: bool,
    perspective: Perspective = Perspective.ADMINISTRATION,
) -> None:
    """Mark a question for later, or take its mark away. Raises Refused for a locked round."""
    require(acting, Permission.ANSWER)
    with writing() as work:
        self_check = own_round(work, acting, self_check_id)
        require_draft(self_check)
        require_in_reach(work, acting, self_check, question_id, perspective)
        at = datetime.now(UTC)
        work.discussions.set_mark(self_check_id, perspective, question_id, marked=marked, at=at, by=acting.account_id)
        work.audit.record(
            AuditEvent.ANSWER_MARKED,
            account_id=acting.account_id,
            commune_id=self_check.commune_id,
            subject=f"self_check:{self_check_id}",
            details=f"question={question_id} marked={int(marked)}",
            at=at,
        )


def be_here(
    acting: Person,
    self_check_id: int,
    criterion_key: str,
    question_id: str = "",
    perspective: Perspective = Perspective.ADMINISTRATION,
) -> tuple[Presence, ...]:
    """Remember where this person works now, and tell who else is here. Costs a write at most twice a minute.

    Raises NotFound or NotAllowed as `criterion_sheet` does.
    """
    require(acting, Permission.READ_ANSWERS)
    now = datetime.now(UTC)
    with reading() as work:
        self_check = own_round(work, acting, self_check_id)
        ids = question_ids_of(self_check, criterion_key)
        if question_id and question_id not in ids:
            raise NotFound("question_not_found", question_id=question_id)
        require_in_reach(work, acting, self_check, ids[0], perspective)
        places = work.assignments.places(self_check_id, perspective)
    if not _is_noted(places, acting, criterion_key, question_id):
        with writing() as work:
            work.assignments.note_place(
                acting.account_id, self_check_id, perspective, criterion_key, question_id=question_id, at=now
            )
    return _now_here(places, acting)


def require_in_reach(
    work: UnitOfWork, acting: Person, self_check: SelfCheck, question_id: str, perspective: Perspective
) -> None:
    """Raise NotFound for a question that the round does not have, NotAllowed for one that is not this person's."""
    place = catalogue(self_check.catalogue_version).places.get(question_id)
    if place is None:
        raise NotFound("question_not_found", question_id=question_id)
    if is_limited(acting):
        assignments = work.assignments.of_sheet(self_check.id, perspective)
        if not _is_in_reach(acting, place.criterion.key, assignments.values()):
            raise NotAllowed("not_assigned")


def question_ids_of(self_check: SelfCheck, criterion_key: str) -> list[str]:
    """The ids of the questions of a criterion. Raises NotFound if the catalogue of the round does not have it."""
    criteria = catalogue(self_check.catalogue_version).criteria
    found = next((criterion for criterion in criteria if criterion.key == criterion_key), None)
    if found is None:
        raise NotFound("criterion_not_found")
    return [question.id for question in found.questions]


def questions_in_reach(
    work: UnitOfWork, acting: Person, self_check: SelfCheck, perspective: Perspective = Perspective.ADMINISTRATION
) -> frozenset[str]:
    """The ids of the questions that are this person's to see and, with the permission, to answer."""
    used = catalogue(self_check.catalogue_version)
    if not is_limited(acting):
        return frozenset(used.places)
    assignments = work.assignments.of_sheet(self_check.id, perspective)
    return questions_of(used, criteria_of(acting, assignments.values()))


def _is_in_reach(acting: Person, criterion_key: str, assignments: Collection[Assignment]) -> bool:
    return not is_limited(acting) or criterion_key in criteria_of(acting, assignments)


def _around(
    acting: Person, self_check: SelfCheck, criterion_key: str, assignments: Collection[Assignment]
) -> tuple[str | None, str | None]:
    """The criteria before and after this one among those that are this person's to see."""
    known = [criterion.key for criterion in catalogue(self_check.catalogue_version).criteria]
    seen = [key for key in known if _is_in_reach(acting, key, assignments)]
    place = seen.index(criterion_key)
    return (seen[place - 1] if place else None), (seen[place + 1] if place + 1 < len(seen) else None)


def _is_noted(places: Iterable[Presence], acting: Person, criterion_key: str, question_id: str = "") -> bool:
    since = datetime.now(UTC) - PLACE_NOTED_EVERY
    wanted = (acting.account_id, criterion_key, question_id)
    return any((p.account_id, p.criterion_key, p.question_id) == wanted and p.seen_at > since for p in places)


def _now_here(places: Iterable[Presence], acting: Person) -> tuple[Presence, ...]:
    since = datetime.now(UTC) - HERE_FOR
    return tuple(place for place in places if place.account_id != acting.account_id and place.seen_at >= since)
