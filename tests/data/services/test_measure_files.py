"""The list of measures taken over from a file: what is stored, told and logged, and how it is taken back."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from answer_files import csv_of, saved_by_office
from conftest import count
from factories import audit_trail, stored_commune, stored_person
from measure_lists import filled_in
from plans import stored_measure, stored_priority
from sqlalchemy import Engine
from steering_meetings import an_item, items, planned
from teams import failing_at_the_audit_entry

from data.errors import ChangedMeanwhile, NotFound, Refused, UnreadableFile
from data.model.answer_import import ChangeKind
from data.model.audit import AuditEvent
from data.model.measure_import import Decision, MeasuresChoice, MeasuresPreview, MeasuresReceipt, UploadedMeasures
from data.model.meetings import ItemKind, Task
from data.model.people import Person, Role
from data.model.plan import Measure, MeasureStatus, PlanEventKind
from data.services import measure_files, measure_views, measures
from data.storage.database import reading, writing

DAY = date(2026, 11, 22)


@dataclass(frozen=True)
class Town:
    """A commune with an officer, a mayor, a priority and three measures."""

    officer: Person
    mayor: Person
    stranger: Person
    priority_id: int

    def measures(self) -> dict[str, Measure]:
        """What is stored, by title."""
        return {measure.title: measure for measure in measures.measures(self.officer)}

    def list(self) -> bytes:
        """The list as it is downloaded now."""
        return measure_files.workbook(self.officer, DAY)


@pytest.fixture
def town(any_store: Engine) -> Town:
    commune = stored_commune()
    priority = stored_priority(commune)
    stored_measure(commune, title="Kurse", priority_id=priority.id, due_on=date(2027, 3, 31), budget_euro=12_000)
    stored_measure(commune, title="Mappe", status=MeasureStatus.RUNNING, responsible_unit="Bürgerbüro")
    stored_measure(commune, title="Lotsen", status=MeasureStatus.BLOCKED, blocked_because="Kein Raum")
    neighbour = stored_commune(ags="09999002", name="Nachbarstadt")
    return Town(
        officer=stored_person(Role.OFFICER, commune),
        mayor=stored_person(Role.MAYOR, commune),
        stranger=stored_person(Role.OFFICER, neighbour),
        priority_id=priority.id,
    )


def uploaded(person: Person, data: bytes) -> UploadedMeasures:
    return measure_files.read_file(person, data, "Maßnahmen.xlsx")


def everything(preview: MeasuresPreview, decision: Decision = Decision.LATER, **options: Any) -> MeasuresChoice:
    changes = preview.changes
    return MeasuresChoice(
        keys=frozenset(change.key for change in changes),
        decisions={change.key: decision for change in changes if change.kind is ChangeKind.CONFLICT},
        revisions={change.key: change.stored_revision for change in changes},
        **options,
    )


def taken_over(person: Person, data: bytes, decision: Decision = Decision.LATER, **options: Any) -> MeasuresReceipt:
    file = uploaded(person, data)
    return measure_files.take_over(person, file, everything(measure_files.preview(person, file), decision, **options))


CHANGES = (
    {"row": 2, "budget_euro": 9_000, "due_on": date(2027, 6, 30)},
    {"row": 3, "status": "erledigt", "reason": "Die Mappe liegt aus."},
    {"row": 5, "title": "Lesestunden", "responsible_unit": "Bücherei", "status": "geplant"},
)


def test_what_the_file_changed_is_stored_told_and_logged_once(town: Town) -> None:
    before = len(audit_trail())

    receipt = taken_over(town.officer, filled_in(town.list(), *CHANGES))

    assert receipt == MeasuresReceipt(new=1, changed=2)
    now = town.measures()
    assert (now["Kurse"].budget_euro, now["Kurse"].due_on) == (9_000, date(2027, 6, 30))
    assert (now["Mappe"].status, now["Mappe"].responsible_unit) == (MeasureStatus.DONE, "Bürgerbüro")
    assert (now["Lesestunden"].status, now["Lesestunden"].responsible_unit) == (MeasureStatus.PLANNED, "Bücherei")
    assert now["Lotsen"].blocked_because == "Kein Raum"
    told = [(event.kind, event.part, event.after, event.sentence) for event in _story(town, "Mappe")]
    assert told == [
        (PlanEventKind.IMPORTED, "", "Maßnahmen.xlsx", ""),
        (PlanEventKind.STATUS, "", "done", "Die Mappe liegt aus."),
    ]
    assert [event for event, *_rest in audit_trail(but=before)] == [
        "plan.changed",
        "plan.status_set",
        "plan.added",
        "plan.imported",
    ]
    assert audit_trail()[-1][-1] == "new=1 changed=2 waiting=0"


def _story(town: Town, title: str) -> list[Any]:
    return measures.story(town.officer, town.measures()[title].id)


@pytest.mark.parametrize("saved_as", ["xlsx", "ods", "csv"])
def test_a_list_that_the_office_program_saved_brings_the_same(town: Town, saved_as: str, tmp_path: Path) -> None:
    data = saved_by_office(filled_in(town.list(), *CHANGES), "xlsx", saved_as, tmp_path, as_shown=True)
    assert taken_over(town.officer, data) == MeasuresReceipt(new=1, changed=2)
    assert town.measures()["Kurse"].due_on == date(2027, 6, 30)


@pytest.mark.parametrize("decision", list(Decision))
def test_the_same_file_twice_changes_nothing(town: Town, decision: Decision) -> None:
    data = filled_in(town.list(), *CHANGES)
    taken_over(town.officer, data)
    before, trail = town.measures(), len(audit_trail())

    file = uploaded(town.officer, data)
    assert {change.kind for change in measure_files.preview(town.officer, file).changes} == {ChangeKind.UNCHANGED}
    assert taken_over(town.officer, data, decision) == MeasuresReceipt()

    assert town.measures() == before
    assert len(audit_trail()) == trail


def test_a_list_of_peoples_own_twice_adds_its_measures_once(town: Town) -> None:
    own = csv_of([["Maßnahme", "Zuständig"], ["Öffnung der Bücherei", "Kulturamt"], ["Gründungslotsen", ""]])
    assert taken_over(town.officer, own).new == 2
    assert taken_over(town.officer, own) == MeasuresReceipt()
    assert len(town.measures()) == 3 + 2


def test_a_newer_change_is_never_overwritten_and_waits_if_nobody_decides(town: Town) -> None:
    data = filled_in(town.list(), {"row": 2, "due_on": date(2027, 6, 30), "budget_euro": 9_000})
    stored = town.measures()["Kurse"]
    measures.edit(town.mayor, stored, replace(stored, due_on=date(2027, 12, 31)))

    assert taken_over(town.officer, data) == MeasuresReceipt(changed=1, waiting=1)

    now = town.measures()["Kurse"]
    assert (now.due_on, now.budget_euro) == (date(2027, 12, 31), 9_000)
    (contest,) = measure_views.detail(town.mayor, now.id, DAY).contests
    assert (contest.part, contest.stored, contest.wished, contest.by) == (
        "due_on",
        "2027-12-31",
        "2027-06-30",
        town.officer.display_name,
    )
    measures.settle(town.mayor, now.id, contest, take=True)
    assert town.measures()["Kurse"].due_on == date(2027, 6, 30)


@pytest.mark.parametrize(
    ("decision", "due_on", "receipt"),
    [
        (Decision.KEEP, date(2027, 12, 31), MeasuresReceipt()),
        (Decision.TAKE, date(2027, 6, 30), MeasuresReceipt(changed=1)),
    ],
)
def test_who_decides_a_conflict_gets_what_they_chose(
    town: Town, decision: Decision, due_on: date, receipt: MeasuresReceipt
) -> None:
    data = filled_in(town.list(), {"row": 2, "due_on": date(2027, 6, 30)})
    stored = town.measures()["Kurse"]
    measures.edit(town.mayor, stored, replace(stored, due_on=date(2027, 12, 31)))
    assert taken_over(town.officer, data, decision) == receipt
    assert town.measures()["Kurse"].due_on == due_on


def test_what_the_file_emptied_goes_only_if_the_person_says_so(town: Town) -> None:
    data = filled_in(town.list(), {"row": 2, "budget_euro": None, "due_on": None})
    assert taken_over(town.officer, data) == MeasuresReceipt()
    assert town.measures()["Kurse"].budget_euro == 12_000
    assert taken_over(town.officer, data, clear_empty=True) == MeasuresReceipt(changed=1)
    assert (town.measures()["Kurse"].budget_euro, town.measures()["Kurse"].due_on) == (None, None)


def test_a_state_that_somebody_changed_meanwhile_stays_and_the_sentence_is_told(town: Town) -> None:
    data = filled_in(town.list(), {"row": 3, "status": "erledigt", "reason": "Die Mappe liegt aus."})
    measures.set_status(town.mayor, town.measures()["Mappe"], MeasureStatus.BLOCKED, "Der Druck fehlt.")
    assert taken_over(town.officer, data) == MeasuresReceipt(waiting=1)
    assert town.measures()["Mappe"].status is MeasureStatus.BLOCKED
    told = _story(town, "Mappe")[-1]
    assert (told.kind, told.part, told.before, told.after) == (PlanEventKind.REMARK, "status", "blocked", "done")
    assert told.sentence == "Die Mappe liegt aus."


def test_a_state_that_an_own_list_wishes_without_a_reason_is_told_once_and_is_no_value_that_waits(town: Town) -> None:
    own = csv_of([["Titel", "Stand"], ["Mappe", "erledigt"]])
    assert taken_over(town.officer, own) == MeasuresReceipt(waiting=1)
    (told,) = _story(town, "Mappe")
    assert (told.kind, told.part, told.before, told.after) == (PlanEventKind.REMARK, "status", "running", "done")
    mappe = town.measures()["Mappe"]
    assert (mappe.status, measure_views.detail(town.mayor, mappe.id, DAY).contests) == (MeasureStatus.RUNNING, ())
    trail = len(audit_trail())
    assert taken_over(town.officer, own) == MeasuresReceipt()  # nothing waits and nothing more is told
    assert (len(_story(town, "Mappe")), len(audit_trail())) == (1, trail)
    blocked = measures.set_status(town.mayor, mappe, MeasureStatus.BLOCKED, "Der Druck fehlt.")
    measures.set_status(town.mayor, blocked, MeasureStatus.RUNNING, "Er ist da.")
    assert taken_over(town.officer, own) == MeasuresReceipt(waiting=1)  # it was another state since


def test_a_row_that_cannot_be_taken_is_named_by_row_and_title_and_spares_the_others(town: Town) -> None:
    own = csv_of([["Titel", "Stand", "Zuständig"], ["Mappe", "erledigt", "Amt"], ["Kurse", "", "Schulamt"]])
    file = uploaded(town.officer, own)
    preview = measure_files.preview(town.officer, file)
    assert [change.hindrance is None for change in preview.changes] == [False, True]
    before = town.measures()
    with pytest.raises(Refused) as refused:
        measure_files.take_over(town.officer, file, everything(preview, Decision.TAKE))
    assert (refused.value.code, refused.value.details) == ("measure_row_impossible", {"row": 2, "title": "Mappe"})
    assert town.measures() == before
    choice = everything(preview, Decision.TAKE)
    choice = replace(choice, decisions={**choice.decisions, preview.changes[0].key: Decision.LATER})
    assert measure_files.take_over(town.officer, file, choice) == MeasuresReceipt(changed=1, waiting=1)
    assert town.measures()["Kurse"].responsible_unit == "Schulamt"


def test_a_measure_that_a_file_brings_in_a_state_says_since_when_it_has_it(town: Town, any_store: Engine) -> None:
    data = csv_of([["Titel", "Stand", "Grund"], ["Lesestunden", "erledigt", "Seit 2024."], ["Idee", "", ""]])
    taken_over(town.officer, data)
    told = [(event.kind, event.before, event.after, event.sentence) for event in _story(town, "Lesestunden")]
    assert told[1:] == [
        (PlanEventKind.IMPORTED, "", "Maßnahmen.xlsx", ""),
        (PlanEventKind.STATUS, "idea", "done", "Seit 2024."),
    ]
    assert [event.kind for event in _story(town, "Idee")] == [PlanEventKind.ADDED, PlanEventKind.IMPORTED]
    assert town.officer.commune is not None
    with reading() as work:
        assert set(work.plan.done_at(town.officer.commune.id)) == {town.measures()["Lesestunden"].id}


def test_measures_are_held_in_the_order_of_their_numbers_wherever_they_stand_in_the_file(town: Town) -> None:
    now = town.measures()
    rows = [["Titel", "Zuständig"], *([title, "Bauamt"] for title in ("Neu", "Lotsen", "Mappe", "Kurse", "Ganz neu"))]
    before = len(audit_trail())
    taken_over(town.officer, csv_of(rows), Decision.TAKE)
    changed = [subject for event, _who, _town, subject, _more in audit_trail(but=before) if event == "plan.changed"]
    assert changed == [f"measure:{now[title].id}" for title in ("Kurse", "Mappe", "Lotsen")]
    new = town.measures()
    assert new["Neu"].id < new["Ganz neu"].id


def test_a_measure_that_changed_after_the_preview_is_not_touched_and_nothing_else_either(town: Town) -> None:
    file = uploaded(town.officer, filled_in(town.list(), *CHANGES))
    choice = everything(measure_files.preview(town.officer, file))
    stored = town.measures()["Kurse"]
    measures.edit(town.mayor, stored, replace(stored, title="Kurse am Abend"))
    before = town.measures()

    with pytest.raises(ChangedMeanwhile, match="measures_changed_meanwhile"):
        measure_files.take_over(town.officer, file, choice)
    assert town.measures() == before


def test_rows_that_were_not_chosen_stay_away(town: Town) -> None:
    file = uploaded(town.officer, filled_in(town.list(), *CHANGES))
    preview = measure_files.preview(town.officer, file)
    choice = replace(everything(preview), keys=frozenset({preview.changes[0].key}))
    assert measure_files.take_over(town.officer, file, choice) == MeasuresReceipt(changed=1)
    assert "Lesestunden" not in town.measures()


def test_a_failure_leaves_everything_as_it_was(town: Town, any_store: Engine) -> None:
    file = uploaded(town.officer, filled_in(town.list(), *CHANGES))
    choice = everything(measure_files.preview(town.officer, file))
    before, trail = town.measures(), len(audit_trail())
    with failing_at_the_audit_entry(any_store), pytest.raises(ConnectionError):
        measure_files.take_over(town.officer, file, choice)
    assert (town.measures(), len(audit_trail())) == (before, trail)
    assert count(any_store, "measure_import") == 0
    assert count(any_store, "plan_event") == 0


def test_two_who_take_over_the_same_new_rows_at_once_add_them_once(town: Town) -> None:
    data = csv_of([["Titel", "Termin"], ["Öffnung der Bücherei", "31.12.2027"]])
    file = uploaded(town.officer, data)
    choice = everything(measure_files.preview(town.officer, file))
    begin, outcomes = threading.Barrier(2), []

    def take(person: Person) -> None:
        begin.wait()
        try:
            outcomes.append(measure_files.take_over(person, file, choice).new)
        except ChangedMeanwhile as error:
            outcomes.append(error.code)

    _at_once([lambda: take(town.officer), lambda: take(town.mayor)])
    assert sorted(map(str, outcomes)) == ["1", "measures_changed_meanwhile"]
    assert [title for title in town.measures() if title.startswith("Öffnung")] == ["Öffnung der Bücherei"]


def _at_once(actions: list[Callable[[], None]]) -> None:
    threads = [threading.Thread(target=action) for action in actions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_a_stranger_neither_reads_nor_brings_a_list_of_this_commune(town: Town) -> None:
    data = filled_in(town.list(), *CHANGES)
    with pytest.raises(UnreadableFile, match="file_of_other_commune"):
        measure_files.read_file(town.stranger, data, "Maßnahmen.xlsx")
    # Even with a file whose key was changed, the numbers are nobody's there.
    file = uploaded(town.officer, data)
    preview = measure_files.preview(town.stranger, file)
    assert [change.kind for change in preview.changes] == [ChangeKind.NEW]
    assert {problem.kind.value for problem in preview.problems} == {"unknown_id"}
    assert measure_files.last_import(town.stranger) is None


def test_the_last_import_can_be_taken_back_as_a_whole(town: Town) -> None:
    before = town.measures()
    taken_over(town.officer, filled_in(town.list(), *CHANGES))
    last = measure_files.last_import(town.mayor)
    assert last is not None
    assert (last.file_name, last.measures, last.imported_by) == ("Maßnahmen.xlsx", 3, town.officer.display_name)

    receipt = measure_files.undo_last_import(town.mayor, last.id)

    assert receipt == MeasuresReceipt(removed=1, changed=2)
    now = town.measures()
    assert {title: replace(m, revision=0) for title, m in now.items()} == {
        title: replace(m, revision=0) for title, m in before.items()
    }
    assert measure_files.last_import(town.mayor) is None
    assert audit_trail()[-1][0::4] == ("plan.import_undone", "removed=1 changed=2 kept=0")
    assert _story(town, "Kurse")[-3].kind is PlanEventKind.IMPORT_UNDONE
    with pytest.raises(NotFound, match="nothing_to_undo"):
        measure_files.undo_last_import(town.mayor, last.id)


def test_a_blocked_measure_that_a_file_moved_has_its_reason_again(town: Town) -> None:
    taken_over(town.officer, filled_in(town.list(), {"row": 4, "status": "läuft", "reason": "Ein Raum ist da."}))
    assert town.measures()["Lotsen"].blocked_because == ""
    last = measure_files.last_import(town.officer)
    assert last is not None
    measure_files.undo_last_import(town.officer, last.id)
    lotsen = town.measures()["Lotsen"]
    assert (lotsen.status, lotsen.blocked_because) == (MeasureStatus.BLOCKED, "Kein Raum")


def test_taking_back_leaves_what_somebody_changed_since_and_names_it(town: Town) -> None:
    taken_over(town.officer, filled_in(town.list(), *CHANGES))
    now = town.measures()
    measures.edit(town.mayor, now["Kurse"], replace(now["Kurse"], due_on=date(2029, 1, 1)))
    measures.add_step(town.mayor, now["Lesestunden"].id, "Raum suchen")
    last = measure_files.last_import(town.officer)
    assert last is not None

    receipt = measure_files.undo_last_import(town.officer, last.id)

    # Kurse: the budget goes back, the day stays. Mappe goes back. Lesestunden stays: somebody works on it.
    assert receipt == MeasuresReceipt(changed=2, kept=("Kurse", "Lesestunden"))
    now = town.measures()
    assert (now["Kurse"].budget_euro, now["Kurse"].due_on) == (12_000, date(2029, 1, 1))
    assert now["Mappe"].status is MeasureStatus.RUNNING


def _remarked(town: Town, measure_id: int) -> None:
    measures.remark(town.mayor, measure_id, "Die Schule macht mit.")


def _on_an_agenda(town: Town, measure_id: int) -> None:
    meeting_id = planned(town.officer)
    with writing() as work:
        work.meetings.add_item(an_item(ItemKind.MEASURE, measure_id, meeting_id=meeting_id))
        work.audit.record(AuditEvent.MEETING_CHANGED)


def _in_a_task(town: Town, measure_id: int) -> None:
    meeting_id = planned(town.officer, "Verschiedenes")
    (item,) = items(town.officer, meeting_id)
    assert town.officer.commune is not None
    with writing() as work:
        task = Task(0, meeting_id, item.id, "Zahlen vorlegen", "", None, None, measure_id)
        work.decisions.add_task(town.officer.commune.id, task)
        work.audit.record(AuditEvent.MEETING_CHANGED)


@pytest.mark.parametrize("somebody", [_remarked, _on_an_agenda, _in_a_task])
def test_taking_back_leaves_a_new_measure_about_which_somebody_said_something(
    town: Town, somebody: Callable[[Town, int], None]
) -> None:
    taken_over(town.officer, csv_of([["Titel", "Stand"], ["Neu", "geplant"], ["Unberührt", "läuft"]]))
    somebody(town, town.measures()["Neu"].id)
    last = measure_files.last_import(town.officer)
    assert last is not None
    assert measure_files.undo_last_import(town.officer, last.id) == MeasuresReceipt(removed=1, kept=("Neu",))
    assert "Neu" in town.measures()
    assert "Unberührt" not in town.measures()


def test_only_the_import_that_somebody_saw_is_taken_back(town: Town) -> None:
    taken_over(town.officer, csv_of([["Titel", "Termin"], ["Eine", ""]]))
    seen = measure_files.last_import(town.officer)
    taken_over(town.mayor, csv_of([["Titel", "Termin"], ["Andere", ""]]))
    assert seen is not None
    with pytest.raises(ChangedMeanwhile, match="import_changed_meanwhile"):
        measure_files.undo_last_import(town.officer, seen.id)
    assert {"Eine", "Andere"} <= set(town.measures())


def test_what_was_written_never_stands_in_the_audit_log(town: Town) -> None:
    taken_over(town.officer, filled_in(town.list(), *CHANGES))
    trail = str(audit_trail())
    assert not [word for word in ("Lesestunden", "Bücherei", "Die Mappe", "9000", "Maßnahmen.xlsx") if word in trail]
