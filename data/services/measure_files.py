"""The list of measures as a file: download it, read one, see what it would change, take it over, undo that."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import takewhile
from typing import Any

from data.errors import ChangedMeanwhile, NotFound, Refused
from data.exchange import measure_file, measure_tables
from data.exchange.measure_tables import MeasuresWorkbook
from data.model.audit import AuditEvent
from data.model.measure_import import (
    Decision,
    ImportedPart,
    MeasureChange,
    MeasureImport,
    MeasuresChoice,
    MeasuresPreview,
    MeasuresReceipt,
    PartChange,
    UploadedMeasures,
)
from data.model.people import Permission, Person
from data.model.plan import Measure, MeasureStatus, PartConflict, PlanEventKind, Priority
from data.rules import measure_import
from data.rules.access import require
from data.rules.measure_import import STATUS
from data.rules.plan_editing import as_text, part_value
from data.services.measures import add_in, edit_in, set_status_in
from data.services.planning import Writer, own_measure
from data.services.self_checks import own_commune
from data.storage.database import UnitOfWork, reading, writing

ADDED = ""
"""Stands for a part in what an import did, where it added the measure."""
REASON = "blocked_because"
TOLD_BY_IMPORT = frozenset({PlanEventKind.ADDED, PlanEventKind.IMPORTED, PlanEventKind.STATUS})
"""What an import tells of a measure that it added; a later state would have raised the revision."""


def workbook(acting: Person, today: date, language: str = "de") -> bytes:
    """The list of all measures of the own commune as an xlsx file, to change and upload again."""
    require(acting, Permission.READ_PLAN)
    commune = own_commune(acting)
    with reading() as work:
        found, names = work.plan.measures(commune.id), _names(work.plan.priorities(commune.id))
    return measure_tables.write(MeasuresWorkbook(found, names, commune.name, commune.ags, today, language))


def read_file(acting: Person, data: bytes, file_name: str) -> UploadedMeasures:
    """What a file says; nothing is stored.

    Raises UnreadableFile for what is no list of measures or belongs to another commune.
    """
    require(acting, Permission.PLAN)
    commune = own_commune(acting)
    with reading() as work:
        names = _names(work.plan.priorities(commune.id))
    return measure_file.read(data, file_name, names, commune.ags)


def preview(acting: Person, uploaded: UploadedMeasures) -> MeasuresPreview:
    """What taking over the file would do to the measures as they are stored now."""
    require(acting, Permission.PLAN)
    with reading() as work:
        return measure_import.compare(work.plan.measures(own_commune(acting).id), uploaded)


def take_over(acting: Person, uploaded: UploadedMeasures, choice: MeasuresChoice) -> MeasuresReceipt:
    """Store the chosen rows of the file, all or none.

    What is decided for later waits beside the stored value; of a state, which stays, the story tells what was wished.
    Raises ChangedMeanwhile if a measure has another revision by now than the person saw, Refused for what cannot be.
    """
    require(acting, Permission.PLAN)
    commune = own_commune(acting)
    with writing() as work:
        work.communes.hold(commune.id)  # otherwise the same new rows could be added twice at the same moment
        offer = measure_import.compare(work.plan.measures(commune.id), uploaded)
        _require_as_seen(offer, choice)
        storing = _Storing(work, acting, uploaded.file_name, choice)
        for change in _in_order(offer.changes):
            if change.key in choice.keys:
                storing.take(change)
        if storing.done:
            at = datetime.now(UTC)
            work.measure_imports.note(
                commune.id, uploaded.file_name, uploaded.sha256, tuple(storing.done), at=at, by=acting.account_id
            )
            details = f"new={storing.new} changed={storing.changed} waiting={storing.waiting}"
            _log(work, acting, AuditEvent.PLAN_IMPORTED, details)
    return MeasuresReceipt(storing.new, storing.changed, storing.waiting)


def last_import(acting: Person) -> MeasureImport | None:
    """The newest import of the own commune that was not undone."""
    require(acting, Permission.PLAN)
    with reading() as work:
        return work.measure_imports.last(own_commune(acting).id)


def undo_last_import(acting: Person, import_id: int) -> MeasuresReceipt:
    """Bring back what the last import changed, and remove the measures that it added.

    What somebody changed since stays and is named. Raises NotFound if there is nothing to undo, ChangedMeanwhile if
    `import_id`, which the person saw, is not the last import.
    """
    require(acting, Permission.PLAN)
    commune = own_commune(acting)
    with writing() as work:
        work.communes.hold(commune.id)
        last = work.measure_imports.last(commune.id)
        if last is None:
            raise NotFound("nothing_to_undo")
        if last.id != import_id:
            raise ChangedMeanwhile("import_changed_meanwhile")
        undoing = _Undoing(work, acting, last)
        for measure_id in sorted({each.measure_id for each in last.done}):
            undoing.take_back(own_measure(work, acting, measure_id, hold=True))
        work.measure_imports.mark_undone(last.id, datetime.now(UTC))
        details = f"removed={undoing.removed} changed={undoing.changed} kept={len(undoing.kept)}"
        _log(work, acting, AuditEvent.PLAN_IMPORT_UNDONE, details)
    return MeasuresReceipt(changed=undoing.changed, removed=undoing.removed, kept=tuple(undoing.kept))


class _Storing:
    """Takes rows over one by one and keeps account of what that did."""

    def __init__(self, work: UnitOfWork, acting: Person, file_name: str, choice: MeasuresChoice) -> None:
        self._work, self._acting, self._choice = work, acting, choice
        self._file_name = file_name[:200]
        self.new = self.changed = self.waiting = 0
        self.done: list[ImportedPart] = []

    def take(self, change: MeasureChange) -> None:
        """Store one row."""
        if change.new is not None:
            added = add_in(self._work, self._acting, change.new, PlanEventKind.ADDED)
            self._tell(added)
            self._tell_state(added, change.reason)
            self.done.append(ImportedPart(added.id, ADDED, "", str(added.revision)))
            self.new += 1
        elif change.stored is not None:
            self._change(change, own_measure(self._work, self._acting, change.stored.id, hold=True))

    def _change(self, change: MeasureChange, stored: Measure) -> None:
        decision = self._choice.decisions.get(change.key, Decision.KEEP)
        taken = [*change.plain, *(change.contested if decision is Decision.TAKE else ())]
        taken += change.emptied if self._choice.clear_empty else ()
        if taken:
            self._tell(stored)
            self._store(stored, taken, change.reason)
            self.changed += 1
        if decision is Decision.LATER and change.contested:
            self.waiting += self._keep_beside(stored, change)

    def _store(self, stored: Measure, taken: Iterable[PartChange], reason: str) -> None:
        values: dict[str, Any] = {p.part: part_value(p.part, p.wished) for p in taken if p.part != STATUS}
        edit_in(self._work, self._acting, stored, replace(stored, **values))
        self.done += [ImportedPart(stored.id, p.part, as_text(getattr(stored, p.part)), p.wished) for p in taken]
        for part in taken:
            if part.part == STATUS:
                edited = own_measure(self._work, self._acting, stored.id)
                moved = set_status_in(self._work, self._acting, edited, MeasureStatus(part.wished), reason)
                self.done.append(ImportedPart(stored.id, REASON, stored.blocked_because, moved.blocked_because))

    def _keep_beside(self, stored: Measure, change: MeasureChange) -> bool:
        """Whether anything waits or was told: values wait to be settled, a state that the file wished is told once."""
        writer = Writer(self._work, self._acting)
        edited = own_measure(self._work, self._acting, stored.id)
        parts = [part for part in change.contested if part.part != STATUS]
        writer.keep_beside(edited, [PartConflict(part.part, part.stored, part.wished) for part in parts])
        states = [part for part in change.contested if part.part == STATUS]
        return any([bool(parts), *(self._told_wish(edited, part, change.reason) for part in states)])

    def _told_wish(self, edited: Measure, wish: PartChange, reason: str) -> bool:
        """Tell in the story that the file wished another state, if nobody did since the state was last set."""
        told = {"part": STATUS, "before": wish.stored, "after": wish.wished, "sentence": reason}
        story = self._work.plan.story(measure_id=edited.id)
        since = takewhile(lambda event: event.kind is not PlanEventKind.STATUS, reversed(story))
        if any(all(getattr(event, name) == value for name, value in told.items()) for event in since):
            return False
        writer = Writer(self._work, self._acting)
        writer.tell(edited, PlanEventKind.REMARK, **told)
        writer.log(edited, AuditEvent.PLAN_CHANGED, "remark")
        return True

    def _tell_state(self, added: Measure, reason: str) -> None:
        """A measure that did not begin as an idea came to its state with the file: the story says since when."""
        if added.status is not MeasureStatus.IDEA:
            told = {"before": MeasureStatus.IDEA.value, "after": added.status.value, "sentence": reason}
            Writer(self._work, self._acting).tell(added, PlanEventKind.STATUS, **told)

    def _tell(self, of: Measure) -> None:
        Writer(self._work, self._acting).tell(of, PlanEventKind.IMPORTED, after=self._file_name)


class _Undoing:
    """Takes an import back, measure by measure, and keeps account of what that did."""

    def __init__(self, work: UnitOfWork, acting: Person, last: MeasureImport) -> None:
        self._work, self._acting, self._last = work, acting, last
        self.removed = self.changed = 0
        self.kept: list[str] = []

    def take_back(self, stored: Measure) -> None:
        """Take back what the import did to one measure, as far as nobody changed it since."""
        done = {each.part: each for each in self._last.done if each.measure_id == stored.id}
        if ADDED in done:
            self._remove(stored, done[ADDED])
        else:
            self._restore(stored, done)

    def _remove(self, stored: Measure, added: ImportedPart) -> None:
        if str(stored.revision) != added.after or stored.steps or stored.expected or self._is_talked_about(stored):
            self.kept.append(stored.title)
            return
        self._work.plan.remove_measure(stored.id)
        self.removed += 1

    def _is_talked_about(self, stored: Measure) -> bool:
        """Whether somebody wrote or asked something about a measure, which leaves its parts as they are."""
        told = {event.kind for event in self._work.plan.story(measure_id=stored.id)}
        return not told <= TOLD_BY_IMPORT or self._work.plan.is_in_meetings(stored.id)

    def _restore(self, stored: Measure, done: Mapping[str, ImportedPart]) -> None:
        as_imported = {part: each for part, each in done.items() if as_text(getattr(stored, part)) == each.after}
        if STATUS not in as_imported:
            as_imported.pop(REASON, None)
        if len(as_imported) < len(done):
            self.kept.append(stored.title)
        if not as_imported:
            return
        writer = Writer(self._work, self._acting)
        writer.tell(stored, PlanEventKind.IMPORT_UNDONE, after=self._last.file_name[:200])
        values = {p: part_value(p, each.before) for p, each in as_imported.items() if p not in (STATUS, REASON)}
        edit_in(self._work, self._acting, stored, replace(stored, **values))
        if STATUS in as_imported:
            self._move_back(own_measure(self._work, self._acting, stored.id), as_imported, writer)
        self.changed += 1

    def _move_back(self, edited: Measure, done: Mapping[str, ImportedPart], writer: Writer) -> None:
        status, reason = done[STATUS], done.get(REASON)
        because = reason.before if reason else edited.blocked_because
        moved = replace(edited, status=MeasureStatus(status.before), blocked_because=because)
        self._work.plan.change_measure(moved)
        writer.tell(moved, PlanEventKind.STATUS, before=status.after, after=status.before)
        writer.log(moved, AuditEvent.PLAN_STATUS_SET, f"{status.after}>{status.before}")


def _names(priorities: Iterable[Priority]) -> dict[int, str]:
    """A name for each priority that no other one has."""
    found = list(priorities)
    times = Counter(priority.title.casefold() for priority in found)
    return {p.id: p.title if times[p.title.casefold()] == 1 else f"{p.title} ({p.id})" for p in found}


def _in_order(changes: Iterable[MeasureChange]) -> list[MeasureChange]:
    """The stored ones in the order in which everybody takes hold of measures, then the new ones as they stand."""
    return sorted(changes, key=lambda change: (change.stored is None, change.stored.id if change.stored else 0))


def _require_as_seen(offer: MeasuresPreview, choice: MeasuresChoice) -> None:
    offered = {change.key: change for change in offer.changes}
    for key in choice.keys:
        if key not in offered or offered[key].stored_revision != choice.revisions.get(key):
            raise ChangedMeanwhile("measures_changed_meanwhile")
        change = offered[key]
        if change.hindrance is not None and choice.decisions.get(key) is Decision.TAKE:
            raise Refused("measure_row_impossible", row=change.position.row, title=change.title)


def _log(work: UnitOfWork, acting: Person, event: AuditEvent, details: str) -> None:
    work.audit.record(event, account_id=acting.account_id, commune_id=own_commune(acting).id, details=details)
