"""Rounds in the database, on both: begun, read, and moved step by step, each step exactly once."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from factories import a_commune
from sqlalchemy import Engine, text
from sqlalchemy.exc import IntegrityError
from teams import OWN, a_team, waiting

from data.errors import ChangedMeanwhile
from data.model.approval import RoundEvent, RoundStep
from data.model.audit import AuditEvent
from data.model.people import Role
from data.model.questionnaire import ProposalSource
from data.model.self_check import Answer, Answered, Part, SelfCheck, SelfCheckStatus
from data.storage.database import reading, writing

AT = datetime(2026, 5, 4, 8, tzinfo=UTC)
LATER = datetime(2026, 11, 20, 10, tzinfo=UTC)
DRAFT, HANDED_IN, APPROVED = SelfCheckStatus.DRAFT, SelfCheckStatus.HANDED_IN, SelfCheckStatus.APPROVED


@pytest.fixture
def commune_id(any_store: Engine) -> int:
    with writing() as work:
        added = work.communes.add(a_commune())
        work.audit.record(AuditEvent.COMMUNE_ADDED)
    return added.id


def begin(commune_id: int, name: str = "2026", at: datetime = AT) -> SelfCheck:
    with writing() as work:
        begun = work.self_checks.begin(commune_id, name, "2021-07", at, None)
        work.audit.record(AuditEvent.ROUND_BEGUN)
    return begun


def move(
    self_check: SelfCheck,
    status: SelfCheckStatus,
    step: RoundStep,
    remark: str = "",
    *,
    by: int | None = None,
    frozen: bool = False,
) -> SelfCheck:
    with writing() as work:
        moved = work.self_checks.move(self_check, status, step, remark, at=LATER, by=by, frozen=frozen)
        work.audit.record(AuditEvent.ROUND_HANDED_IN)
    return moved


def events(self_check_id: int) -> list[RoundEvent]:
    with reading() as work:
        return list(work.self_checks.events([self_check_id]).get(self_check_id, ()))


def stored(self_check_id: int) -> SelfCheck | None:
    with reading() as work:
        return work.self_checks.by_id(self_check_id)


def test_a_round_comes_back_as_it_began(commune_id: int) -> None:
    begun = begin(commune_id)
    assert begun == SelfCheck(begun.id, commune_id, "2026", "2021-07", SelfCheckStatus.DRAFT, AT, None, 1)
    assert stored(begun.id) == begun
    assert stored(begun.id + 1) is None


def test_rounds_come_newest_first_and_those_of_one_moment_in_the_order_they_were_begun(commune_id: int) -> None:
    for name, at in [("b", AT), ("a", AT), ("c", AT - timedelta(days=1)), ("d", AT + timedelta(days=1))]:
        begin(commune_id, name, at)
    with reading() as work:
        assert [each.round_name for each in work.self_checks.of_commune(commune_id)] == ["d", "a", "b", "c"]
        assert work.self_checks.of_commune(commune_id + 1) == []


def test_a_name_is_stored_once_per_commune(commune_id: int) -> None:
    begin(commune_id)
    with pytest.raises(IntegrityError):
        begin(commune_id)


def test_a_step_moves_the_round_on_by_one_revision_and_is_noted(commune_id: int) -> None:
    begun = begin(commune_id)
    moved = move(begun, HANDED_IN, RoundStep.HAND_IN, "Bitte ansehen")
    assert moved == stored(begun.id) == replace(begun, status=HANDED_IN, revision=2)
    assert events(begun.id) == [RoundEvent(RoundStep.HAND_IN, LATER, "", "Bitte ansehen")]


def test_freezing_counts_the_version_and_notes_the_moment(commune_id: int) -> None:
    begun = begin(commune_id)
    once = move(begun, APPROVED, RoundStep.APPROVE, frozen=True)
    assert once == stored(begun.id) == replace(begun, status=APPROVED, submitted_at=LATER, revision=2, versions=1)
    again = move(move(once, DRAFT, RoundStep.REOPEN, "Fehler"), APPROVED, RoundStep.APPROVE, frozen=True)
    assert (again.versions, again.revision) == (2, 4)
    assert [event.step.value for event in events(begun.id)] == ["approve", "reopen", "approve"]


def test_opening_again_keeps_when_it_was_approved_last(commune_id: int) -> None:
    opened = move(move(begin(commune_id), APPROVED, RoundStep.APPROVE, frozen=True), DRAFT, RoundStep.REOPEN)
    assert (opened.submitted_at, opened.versions) == (LATER, 1)
    assert stored(opened.id) == opened


@pytest.mark.parametrize("change", [{"revision": 0}, {"revision": 2}, {"status": HANDED_IN}])
def test_a_round_that_is_not_the_one_that_was_read_stays(change: dict[str, Any], commune_id: int) -> None:
    begun = begin(commune_id)
    with pytest.raises(ChangedMeanwhile):
        move(replace(begun, **change), APPROVED, RoundStep.APPROVE, frozen=True)
    assert (stored(begun.id), events(begun.id)) == (begun, [])


def test_of_two_who_take_a_step_from_the_same_state_one_does(commune_id: int) -> None:
    begun = begin(commune_id)
    move(begun, HANDED_IN, RoundStep.HAND_IN)
    with pytest.raises(ChangedMeanwhile):
        move(begun, SelfCheckStatus.DISCARDED, RoundStep.DISCARD)
    assert len(events(begun.id)) == 1


def test_events_are_told_by_round_with_the_name_of_who_took_the_step(commune_id: int) -> None:
    with writing() as work:
        account_id = work.accounts.add(
            username="kim",
            display_name="Kim Beispiel",
            role=Role.OFFICER,
            commune_id=commune_id,
            password_hash="x",
            is_demo=False,
            created_at=AT,
        )
        work.audit.record(AuditEvent.ACCOUNT_ADDED)
    one, other, silent = (begin(commune_id, name) for name in ("1", "2", "3"))
    move(one, HANDED_IN, RoundStep.HAND_IN, by=account_id)
    move(other, SelfCheckStatus.DISCARDED, RoundStep.DISCARD)
    with reading() as work:
        found = work.self_checks.events([one.id, other.id, silent.id])
        assert work.self_checks.events([]) == {}
    assert {key: [(e.step, e.by) for e in told] for key, told in found.items()} == {
        one.id: [(RoundStep.HAND_IN, "Kim Beispiel")],
        other.id: [(RoundStep.DISCARD, "")],
    }


def test_every_change_of_an_answer_is_counted_for_the_round(commune_id: int) -> None:
    begun = begin(commune_id)
    with writing() as work:
        work.self_checks.note_change(begun.id)
        work.audit.record(AuditEvent.ANSWER_CHANGED)
    assert stored(begun.id) == replace(begun, revision=2)


def test_a_round_that_is_held_makes_the_next_writer_wait_and_read_the_new_state(commune_id: int) -> None:
    begun = begin(commune_id)
    held, seen = threading.Event(), []

    def second() -> None:
        held.wait(10)
        with writing() as work:
            found = work.self_checks.lock(begun.id)
            seen.append(found.status if found else None)

    other = threading.Thread(target=second)
    other.start()
    with writing() as work:
        work.self_checks.lock(begun.id)
        held.set()
        other.join(0.2)
        assert seen == []
        work.self_checks.move(begun, HANDED_IN, RoundStep.HAND_IN, "", at=LATER, by=None)
        work.audit.record(AuditEvent.ROUND_HANDED_IN)
    other.join(10)
    assert seen == [HANDED_IN]


def test_there_is_nothing_to_hold_where_there_is_no_round(any_store: Engine) -> None:
    with writing() as work:
        assert work.self_checks.lock(4711) is None


def test_who_holds_a_round_and_its_commune_holds_up_nobody_who_merely_refers_to_them(postgresql_store: Engine) -> None:
    # Otherwise opening a round again and beginning one with its answers at the same moment would wait for each other.
    team = a_team()
    with writing() as holding:
        holding.self_checks.lock(team.round_id)
        holding.communes.hold(team.commune.id)
        with writing() as work:
            work.session.execute(text("SET LOCAL lock_timeout = '2s'"))
            work.assignments.add_department(team.commune.id, "Sozialamt")
            proposed = [(Answer("MS-01", Answered(2)), [Part.REPLY], "equal")]
            work.proposals.add(
                team.round_id,
                OWN,
                ProposalSource.EARLIER_ROUND,
                proposed,
                at=datetime.now(UTC),
                by=None,
                earlier_check_id=team.round_id,
            )
            work.audit.record(AuditEvent.ANSWERS_CARRIED_FORWARD, commune_id=team.commune.id)
    assert len(waiting(team.round_id, "MS-01")) == 1
