"""What an uploaded list of measures would change: the file, what it was made from, and what is stored by now."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from measure_lists import VALUES, as_told
from plans import a_measure

from data.model.answer_import import CellPosition, ChangeKind
from data.model.measure_import import MeasureProblemKind as Kind
from data.model.measure_import import MeasureRow, MeasuresPreview, PartChange, UploadedMeasures
from data.model.plan import Measure, MeasureStatus
from data.rules.measure_import import compare

BASE = a_measure(
    MeasureStatus.RUNNING,
    id=12,
    description="Zwei Abende in der Woche",
    responsible_unit="Sozialamt",
    due_on=date(2027, 3, 31),
    budget_euro=12_000,
)
COLUMNS = {"id": "A", "title": "C", "due_on": "H", "budget_euro": "I", "status": "L", "reason": "M"}


def a_row(
    measure: Measure = BASE, *, number: int = 2, with_base: bool = True, with_id: bool = True, **values: Any
) -> MeasureRow:
    reason = values.pop("reason", "")
    return MeasureRow(
        position=CellPosition("Maßnahmen", number),
        measure_id=measure.id if with_id else None,
        values=as_told(measure) | values,
        base=as_told(measure) if with_base else None,
        reason=reason,
        columns=COLUMNS,
    )


def a_new_row(number: int = 9, **values: Any) -> MeasureRow:
    return a_row(a_measure(title=""), number=number, with_base=False, with_id=False, **values)


def compared(stored: list[Measure], *rows: MeasureRow) -> MeasuresPreview:
    return compare(stored, UploadedMeasures("Liste.xlsx", rows, (), "00"))


def the_only(preview: MeasuresPreview) -> tuple[ChangeKind, tuple[PartChange, ...]]:
    assert preview.problems == ()
    (change,) = preview.changes
    return change.kind, change.parts


def the_problem(preview: MeasuresPreview) -> tuple[Kind, str | None, str, tuple[str, ...]]:
    assert preview.changes == ()
    (problem,) = preview.problems
    return problem.kind, problem.position.column, problem.found, problem.expected


def test_a_row_that_nobody_changed_changes_nothing_whatever_others_did_meanwhile() -> None:
    assert the_only(compared([BASE], a_row())) == (ChangeKind.UNCHANGED, ())
    newer = replace(BASE, due_on=date(2028, 1, 1), title="Anderer Titel", status=MeasureStatus.DONE)
    assert the_only(compared([newer], a_row())) == (ChangeKind.UNCHANGED, ())


def test_what_was_changed_in_the_file_alone_is_a_change() -> None:
    kind, parts = the_only(compared([BASE], a_row(budget_euro=9_000)))
    assert (kind, parts) == (ChangeKind.CHANGED, (PartChange("budget_euro", "12000", "9000"),))


def test_changes_of_different_parts_meet_without_a_conflict() -> None:
    newer = replace(BASE, due_on=date(2028, 1, 1))
    assert the_only(compared([newer], a_row(budget_euro=9_000)))[0] is ChangeKind.CHANGED


def test_what_both_changed_to_something_different_is_a_conflict_with_both_values() -> None:
    newer = replace(BASE, due_on=date(2028, 1, 1))
    kind, parts = the_only(compared([newer], a_row(due_on=date(2027, 9, 30), budget_euro=9_000)))
    assert kind is ChangeKind.CONFLICT
    assert parts == (
        PartChange("due_on", "2028-01-01", "2027-09-30", is_contested=True),
        PartChange("budget_euro", "12000", "9000"),
    )


def test_what_both_changed_to_the_same_is_none() -> None:
    newer = replace(BASE, due_on=date(2028, 1, 1))
    assert the_only(compared([newer], a_row(due_on=date(2028, 1, 1)))) == (ChangeKind.UNCHANGED, ())


def test_what_the_file_emptied_is_told_as_such_and_is_never_only_a_change() -> None:
    (change,) = compared([BASE], a_row(responsible_unit="", due_on=None)).changes
    assert change.plain == ()
    assert [part.part for part in change.emptied] == ["responsible_unit", "due_on"]


def test_a_file_that_does_not_tell_what_it_was_made_from_decides_nothing_by_itself() -> None:
    preview = compared([BASE], a_row(with_base=False, budget_euro=9_000, responsible_unit="", description=None))
    kind, parts = the_only(preview)
    assert (kind, parts) == (
        ChangeKind.CONFLICT,
        (PartChange("budget_euro", "12000", "9000", is_contested=True),),  # what is empty says nothing
    )


def test_a_row_without_a_number_and_with_a_new_title_is_a_new_measure() -> None:
    (change,) = compared([BASE], a_new_row(title="Lesestunden", budget_euro=500, status=None)).changes
    assert change.kind is ChangeKind.NEW
    assert change.new == a_measure(id=0, title="Lesestunden", budget_euro=500)
    assert change.stored_revision == 0


def test_a_new_measure_may_begin_in_any_state_but_a_blocked_one_says_why() -> None:
    (running,) = compared([], a_new_row(title="Läuft schon", status="running")).changes
    assert running.new is not None
    assert running.new.status is MeasureStatus.RUNNING
    missing = compared([], a_new_row(title="Steht", status="blocked"))
    assert the_problem(missing) == (Kind.REASON_MISSING, "M", "", ())
    (blocked,) = compared([], a_new_row(title="Steht", status="blocked", reason="Kein Raum")).changes
    assert blocked.new is not None
    assert blocked.new.blocked_because == "Kein Raum"


@pytest.mark.parametrize("title", ["Abendkurse in zwei Ortsteilen", " abendkurse in  zwei ortsteilen "])
def test_a_row_without_a_number_and_with_a_known_title_is_that_measure_so_that_nothing_is_added_twice(
    title: str,
) -> None:
    same = a_row(with_base=False, with_id=False, title=title, description=None)
    assert the_only(compared([BASE], same))[0] is ChangeKind.UNCHANGED
    other = a_row(with_base=False, with_id=False, title=title, budget_euro=9_000)
    assert the_only(compared([BASE], other))[0] is ChangeKind.CONFLICT


def test_two_rows_about_the_same_measure_are_told_with_the_row_of_the_first() -> None:
    preview = compared([BASE], a_row(number=2), a_row(number=3, budget_euro=1))
    assert [change.position.row for change in preview.changes] == [2]
    (problem,) = preview.problems
    assert (problem.kind, problem.position.row, problem.expected) == (Kind.ID_TWICE, 3, ("2",))


def test_two_new_rows_with_one_title_are_told() -> None:
    preview = compared([], a_new_row(5, title="Lesestunden"), a_new_row(6, title="LESESTUNDEN"))
    assert [change.position.row for change in preview.changes] == [5]
    assert [(p.kind, p.position.row, p.expected) for p in preview.problems] == [(Kind.TITLE_TWICE, 6, ("5",))]


def test_a_number_that_no_measure_has_is_told() -> None:
    assert the_problem(compared([], a_row())) == (Kind.UNKNOWN_ID, "A", "12", ())


def test_a_change_of_state_needs_a_sentence_and_a_step_that_exists() -> None:
    (change,) = compared([BASE], a_row(status="done", reason="Alle Kurse laufen.")).changes
    assert (change.kind, change.parts, change.reason) == (
        ChangeKind.CHANGED,
        (PartChange("status", "running", "done"),),
        "Alle Kurse laufen.",
    )
    assert the_problem(compared([BASE], a_row(status="done"))) == (Kind.REASON_MISSING, "M", "", ())
    impossible = compared([BASE], a_row(status="idea", reason="Doch nicht"))
    assert the_problem(impossible) == (
        Kind.STEP_IMPOSSIBLE,
        "L",
        "idea",
        ("done", "blocked", "planned", "stopped"),
    )


def test_an_emptied_state_means_nothing() -> None:
    assert the_only(compared([BASE], a_row(status=None))) == (ChangeKind.UNCHANGED, ())


def test_a_state_that_somebody_else_changed_meanwhile_is_a_conflict() -> None:
    newer = replace(BASE, status=MeasureStatus.BLOCKED)
    kind, parts = the_only(compared([newer], a_row(status="done", reason="Fertig")))
    assert (kind, parts) == (ChangeKind.CONFLICT, (PartChange("status", "blocked", "done", is_contested=True),))


@pytest.mark.parametrize(
    ("row", "kind", "column"),
    [
        ({"status": "done"}, Kind.REASON_MISSING, "M"),
        ({"status": "idea", "reason": "Doch nicht"}, Kind.STEP_IMPOSSIBLE, "L"),
        ({"status": "done", "reason": "x" * 501}, Kind.IMPOSSIBLE, "M"),
        ({"begins_on": date(2028, 1, 1)}, Kind.IMPOSSIBLE, "H"),  # it is due in 2027
    ],
)
def test_what_a_list_without_numbers_cannot_bring_hinders_taking_its_row_and_no_other(
    row: dict[str, Any], kind: Kind, column: str
) -> None:
    (change, free) = compared(
        [BASE, replace(BASE, id=13, title="Andere")],
        a_row(with_base=False, with_id=False, budget_euro=9_000, **row),
        a_row(with_base=False, with_id=False, number=3, title="Andere", budget_euro=9_000),
    ).changes
    assert change.hindrance is not None
    assert (change.kind, change.hindrance.kind) == (ChangeKind.CONFLICT, kind)
    assert (change.hindrance.position.row, change.hindrance.position.column) == (2, column)
    assert (free.kind, free.hindrance) == (ChangeKind.CONFLICT, None)


def test_a_wished_state_with_its_reason_can_be_taken() -> None:
    (change,) = compared([BASE], a_row(with_base=False, status="done", reason="Alle Kurse laufen.")).changes
    assert (change.kind, change.hindrance) == (ChangeKind.CONFLICT, None)


@pytest.mark.parametrize(
    ("changes", "code", "column"),
    [
        ({"begins_on": date(2028, 1, 1)}, "plan_ends_before_it_begins", "H"),
        ({"title": "x" * 201}, "plan_text_too_long", "C"),
        ({"budget_euro": 10**11}, "plan_number_impossible", None),
        ({"next_review_on": date(2100, 1, 1)}, "plan_day_impossible", None),
        ({"status": "done", "reason": "x" * 501}, "status_sentence_too_long", "M"),
    ],
)
def test_what_the_screen_refuses_the_file_cannot_bring_either(
    changes: dict[str, Any], code: str, column: str | None
) -> None:
    preview = compared([BASE], a_row(**changes))
    assert preview.changes == ()
    (problem,) = preview.problems
    assert (problem.kind, problem.code, problem.position.column) == (Kind.IMPOSSIBLE, code, column)


def test_measures_without_a_row_are_counted_and_stay() -> None:
    others = [replace(BASE, id=number, title=f"Andere {number}") for number in (13, 14)]
    assert compared([BASE, *others], a_row()).not_in_file == 2
    with_problems = UploadedMeasures("Liste.xlsx", (a_row(),), (), "00", frozenset({12, 14}))
    assert compare([BASE, *others], with_problems).not_in_file == 1


def test_the_rows_of_a_file_are_about_every_part_that_can_be_edited_of_a_measure() -> None:
    from data.rules.plan_editing import MEASURE_PARTS

    assert set(VALUES) == set(MEASURE_PARTS)
