"""What a running meeting leads to: numbered decisions, steps of priorities and measures, tasks with unit and date."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from data.errors import ChangedMeanwhile, NotFound, Refused
from data.model.audit import AuditEvent
from data.model.meetings import AgendaItem, Decision, DecisionWish, ItemKind, Task
from data.model.people import Permission, Person
from data.model.plan import Measure, MeasureStatus, PlanEventKind, PriorityStatus, blank_measure
from data.rules import meeting_states
from data.rules.access import require
from data.rules.plan_states import LONGEST_SENTENCE
from data.services import measures, priorities
from data.services.agendas import running_item
from data.services.meetings import log, own_meeting
from data.services.planning import Planned, Writer, own_measure, own_priority
from data.services.self_checks import own_commune
from data.storage.database import UnitOfWork, writing


def decide(
    acting: Person,
    item_id: int,
    wish: DecisionWish,
    today: date,
    step: MeasureStatus | PriorityStatus | None = None,
) -> Decision:
    """Take a decision under an item of a running meeting; it gets the next number of the commune for ever.

    An accepted one stands in the story of the priority or measure that the item is about, which takes the `step`, if
    there is one. It is referred to there where nothing was, and where the step is what it is known by.
    Raises Refused for votes or a step that cannot be, NotFound for an earlier decision that there is not.
    """
    require(acting, Permission.PLAN)
    meeting_states.require_possible_decision(wish)
    commune_id = own_commune(acting).id
    with writing() as work:
        meeting, item = running_item(work, acting, item_id)
        work.communes.hold(commune_id)  # otherwise two meetings could give the same number
        if wish.replaces is not None:
            _require_in_force(work, commune_id, wish.replaces)
        decision = Decision(
            id=0,
            number=work.decisions.last_number(commune_id) + 1,
            meeting_id=meeting.id,
            item_id=item.id,
            text=wish.text.strip(),
            votes=wish.votes,
            replaces=wish.replaces,
            replaced_by=None,
            withdrawn_because="",
            decided_on=today,
        )
        decision = replace(decision, id=work.decisions.add(commune_id, decision))
        work.meetings.touch(meeting.id)
        log(work, acting, AuditEvent.DECISION_TAKEN, meeting.id, f"number={decision.number}")
        if decision.accepted:
            _carry_out(work, acting, item, decision, step)
    return decision


def change_decision(acting: Person, seen: Decision, wish: DecisionWish) -> None:
    """Change text, votes or what is replaced, as long as the meeting runs; what followed from it stays as it is.

    One that is accepted only by this change is told to the priority or measure, as a new one is. Raises
    ChangedMeanwhile if somebody else changed it, Refused for what cannot be and for one that was withdrawn.
    """
    require(acting, Permission.PLAN)
    meeting_states.require_possible_decision(wish)
    commune_id = own_commune(acting).id
    with writing() as work:
        stored, item = _running_decision(work, acting, seen)
        changed = replace(stored, text=wish.text.strip(), votes=wish.votes, replaces=wish.replaces)
        comes_into_force = changed.accepted and not stored.accepted
        if wish.replaces is not None and (comes_into_force or wish.replaces != stored.replaces):
            _require_in_force(work, commune_id, wish.replaces)
        if wish.replaces is not None and wish.replaces >= stored.number:
            raise NotFound("decision_not_found", number=wish.replaces)
        work.decisions.change(changed)
        work.meetings.touch(stored.meeting_id)
        log(work, acting, AuditEvent.DECISION_CHANGED, stored.meeting_id, f"number={stored.number}")
        if comes_into_force:
            _carry_out(work, acting, item, changed, None)


def withdraw_decision(acting: Person, seen: Decision, because: str) -> None:
    """Take a decision back in its own meeting, with a sentence that says why; its number is not given again.

    What followed from it stays as it is. Raises as `change_decision` does.
    """
    require(acting, Permission.PLAN)
    meeting_states.require_text("sentence", because)
    with writing() as work:
        stored, _item = _running_decision(work, acting, seen)
        work.decisions.change(replace(stored, withdrawn_because=because.strip()))
        work.meetings.touch(stored.meeting_id)
        log(work, acting, AuditEvent.DECISION_WITHDRAWN, stored.meeting_id, f"number={stored.number}")


def give_task(acting: Person, item_id: int, text: str, unit: str, due_on: date | None) -> int:
    """Give a unit a task under an item of a running meeting; gives back its id. Raises Refused for what cannot be."""
    require(acting, Permission.PLAN)
    with writing() as work:
        meeting, item = running_item(work, acting, item_id)
        measure_id = item.subject_id if item.kind is ItemKind.MEASURE else None
        task = Task(0, meeting.id, item.id, text.strip(), unit.strip(), due_on, None, measure_id)
        meeting_states.require_possible_task(task)
        task_id = work.decisions.add_task(own_commune(acting).id, task)
        work.meetings.touch(meeting.id)
        log(work, acting, AuditEvent.TASK_GIVEN, meeting.id, f"task={task_id}")
    return task_id


def change_task(acting: Person, seen: Task, wished: Task) -> None:
    """Change text, unit, due day or the day on which it was done; also after the meeting, whose minutes stay.

    Raises ChangedMeanwhile where somebody else changed the same to something different, Refused for what cannot be.
    """
    require(acting, Permission.PLAN)
    wished = replace(wished, text=wished.text.strip(), unit=wished.unit.strip())
    meeting_states.require_possible_task(wished)
    parts = ("text", "unit", "due_on", "done_on")
    changes = {part: getattr(wished, part) for part in parts if getattr(wished, part) != getattr(seen, part)}
    with writing() as work:
        stored = _own_task(work, acting, seen.id)
        if any(getattr(stored, part) not in (getattr(seen, part), value) for part, value in changes.items()):
            raise ChangedMeanwhile("task_changed_meanwhile")
        changes = {part: value for part, value in changes.items() if value != getattr(stored, part)}
        if changes:
            work.decisions.change_task(replace(stored, **changes))
            work.meetings.touch(stored.meeting_id)
            log(work, acting, AuditEvent.TASK_CHANGED, stored.meeting_id, f"task={stored.id} {','.join(changes)}")


def remove_task(acting: Person, seen: Task) -> None:
    """Take back a task while its meeting runs.

    Raises ChangedMeanwhile if somebody else changed it, Refused if the meeting does not run.
    """
    require(acting, Permission.PLAN)
    with writing() as work:
        running_item(work, acting, seen.item_id)
        if _own_task(work, acting, seen.id) != seen:
            raise ChangedMeanwhile("task_changed_meanwhile")
        work.decisions.remove_task(seen.id)
        work.meetings.touch(seen.meeting_id)
        log(work, acting, AuditEvent.TASK_CHANGED, seen.meeting_id, f"task={seen.id} removed")


def add_measure(acting: Person, item_id: int, title: str, sentence: str) -> Measure:
    """Add a measure as an idea that came up under an item of a running meeting; its story begins with the sentence.

    Under an item about a priority it stands under that priority. Raises Refused for a title that cannot be.
    """
    require(acting, Permission.PLAN)
    with writing() as work:
        _meeting, item = running_item(work, acting, item_id)
        priority_id = item.subject_id if item.kind is ItemKind.PRIORITY else None
        added = measures.add_in(work, acting, blank_measure(title, priority_id), PlanEventKind.ADDED)
        Writer(work, acting).remark(added, sentence)
    return added


def _carry_out(
    work: UnitOfWork,
    acting: Person,
    item: AgendaItem,
    decision: Decision,
    step: MeasureStatus | PriorityStatus | None,
) -> None:
    """Tell an accepted decision to what the item is about, and take the step that it means."""
    sentence = decision.text[:LONGEST_SENTENCE]
    if item.kind is ItemKind.MEASURE and item.subject_id is not None and not isinstance(step, PriorityStatus):
        measure = own_measure(work, acting, item.subject_id, hold=True)
        measure = _decided(work, acting, measure, decision, leads=step is not None)
        if step is not None:
            measures.set_status_in(work, acting, measure, step, sentence)
    elif item.kind is ItemKind.PRIORITY and item.subject_id is not None and not isinstance(step, MeasureStatus):
        priority = own_priority(work, acting, item.subject_id, hold=True)
        priority = _decided(work, acting, priority, decision, leads=step is PriorityStatus.AGREED)
        if step is not None:
            priorities.set_status_in(work, acting, priority, step, sentence)
    elif step is not None:
        raise Refused("plan_step_impossible", title=item.title)


def _decided(work: UnitOfWork, acting: Person, planned: Planned, decision: Decision, *, leads: bool) -> Planned:
    """What was decided about, with the decision in its story.

    It refers to the decision where it referred to none, where the decision `leads` it to the step that it is known by,
    and where the decision replaces the one it referred to. Otherwise what stands there stays, such as the council's.
    """
    stood = planned.decision.strip()
    refers = not stood or leads or stood == _replaced_reference(work, acting, decision)
    if refers:
        planned = replace(planned, decision=decision.reference)
        if isinstance(planned, Measure):
            work.plan.change_measure(planned)
        else:
            work.plan.change_priority(planned)
    writer = Writer(work, acting)
    before = stood if refers else ""
    writer.tell(planned, PlanEventKind.DECIDED, before=before, after=decision.reference, sentence=decision.text)
    writer.log(planned, AuditEvent.PLAN_CHANGED, "decision")
    return planned


def _replaced_reference(work: UnitOfWork, acting: Person, decision: Decision) -> str:
    """How the decision is named that this one replaces; empty for none."""
    replaced = None
    if decision.replaces is not None:
        replaced = work.decisions.by_number(own_commune(acting).id, decision.replaces)
    return replaced.reference if replaced else ""


def _running_decision(work: UnitOfWork, acting: Person, seen: Decision) -> tuple[Decision, AgendaItem]:
    """A decision whose meeting runs and is held with the commune, as it was seen and not withdrawn, with its item."""
    _meeting, item = running_item(work, acting, seen.item_id)  # first: only then does nobody else change it any more
    # Before any decision is read: whether one holds may be changed by another meeting that replaces or withdraws.
    work.communes.hold(own_commune(acting).id)
    stored = work.decisions.decision(own_commune(acting).id, seen.id)
    if stored is None or stored.item_id != seen.item_id:
        raise NotFound("decision_not_found", number=seen.number)
    if stored.withdrawn_because:
        raise Refused("decision_is_withdrawn", number=stored.number)
    if (stored.text, stored.votes, stored.replaces) != (seen.text, seen.votes, seen.replaces):
        raise ChangedMeanwhile("decision_changed_meanwhile")
    return stored, item


def _require_in_force(work: UnitOfWork, commune_id: int, number: int | None) -> None:
    found = work.decisions.by_number(commune_id, number) if number is not None else None
    if found is None or not found.in_force:
        raise NotFound("decision_not_found", number=number)


def _own_task(work: UnitOfWork, acting: Person, task_id: int) -> Task:
    """A task whose meeting is held: whoever changes one holds the meeting, as who removes one does."""
    commune_id = own_commune(acting).id
    found = work.decisions.task(commune_id, task_id)
    if found is not None:
        own_meeting(work, acting, found.meeting_id, hold=True)
        found = work.decisions.task(commune_id, task_id, hold=True)
    if found is None:
        raise NotFound("task_not_found")
    return found
