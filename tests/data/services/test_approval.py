"""The way of a round to its approval: what is looked at, who decides, and that what was approved stays as it was."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from conftest import count
from factories import audit_trail, replies_to_all, stored_round, submitted_result
from sqlalchemy import Engine, text
from synthetic_communes import a_moment, counted_replies
from teams import OWN, Team, a_team, answers, failing_at_the_audit_entry, give, waiting

from data.content.catalogues import catalogue
from data.errors import ChangedMeanwhile, NotAllowed, NotFound, Refused
from data.model.approval import RoundEvent
from data.model.approval import RoundStep as Step
from data.model.consistency import FindingKind
from data.model.people import Role
from data.model.self_check import Answer, Answered, NotApplicable, NotKnown
from data.model.self_check import SelfCheckStatus as Status
from data.services import answering, approval, assignments, discussions, proposals, questionnaire, results, self_checks
from data.services.approval import approve, check, discard, hand_in, reopen, restore, send_back, take_back
from data.storage.benchmark_intake import BenchmarkIntake
from data.storage.database import reading, writing

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
MAY_NOT_APPLY = [question.id for question in catalogue("2021-07").questions if question.may_not_apply]


@pytest.fixture
def team(store: Engine) -> Team:
    return a_team({**replies_to_all(2)})


def handed_in(team: Team) -> Team:
    hand_in(team.officer, team.round_id, team.revision)
    return team


def approved(team: Team) -> Team:
    handed_in(team)
    approve(team.mayor, team.round_id, team.revision)
    return team


def in_state(team: Team, status: Status) -> Team:
    """The team with its round in a state."""
    if status is Status.DISCARDED:
        discard(team.officer, team.round_id, team.revision)
    if status is Status.HANDED_IN:
        handed_in(team)
    if status is Status.APPROVED:
        approved(team)
    assert team.stored.status is status
    return team


def events(team: Team) -> list[tuple[Step, str, str]]:
    with reading() as work:
        found: tuple[RoundEvent, ...] = work.self_checks.events([team.round_id]).get(team.round_id, ())
    return [(event.step, event.by, event.remark) for event in found]


# Looking.


def test_the_check_names_what_is_open_unclear_and_without_a_reason(store: Engine) -> None:
    elsewhere = MAY_NOT_APPLY[-1]
    given = {**replies_to_all(3), "MS-01": NotKnown(), elsewhere: NotApplicable()}
    del given["MS-02"]
    team = a_team(given)
    checked = check(team.officer, team.round_id)
    assert checked.self_check == team.stored
    assert (checked.open, checked.not_known, checked.without_reason) == (("MS-02",), ("MS-01",), (elsewhere,))
    assert checked.result.fields[0].score.percent == 75  # three of four levels everywhere
    coverage = checked.result.coverage
    assert (coverage.answered, coverage.applicable, coverage.not_applicable) == (105, 107, 1)


def test_a_blank_remark_is_no_reason(store: Engine) -> None:
    team = a_team({MAY_NOT_APPLY[0]: NotApplicable()}, remark=" \n ")
    assert check(team.officer, team.round_id).without_reason == (MAY_NOT_APPLY[0],)


def test_the_check_tells_marks_conflicts_and_open_discussions(team: Team) -> None:
    questionnaire.set_mark(team.officer, team.round_id, "MS-01", True)
    discussions.say(team.mayor, team.round_id, "MS-02", "Stimmt das?")
    a_conflict(team, "MS-03")
    kinds = {finding.kind: finding.question_ids for finding in check(team.mayor, team.round_id).findings}
    assert kinds[FindingKind.MARKED] == ("MS-01",)
    assert kinds[FindingKind.OPEN_DISCUSSION] == ("MS-02",)
    assert kinds[FindingKind.UNSETTLED] == ("MS-03",)


def a_conflict(team: Team, question_id: str) -> None:
    """Two people answer differently, both from the first revision."""
    robin = replace(team.officer, account_id=team.mayor.account_id)  # somebody else
    give(team.officer, team.round_id, question_id, 4, based_on=1)
    give(robin, team.round_id, question_id, 0, based_on=1)
    assert len(waiting(team.round_id, question_id)) == 1


def test_the_check_tells_the_story_and_what_may_be_done(team: Team) -> None:
    handed_in(team)
    checked = check(team.mayor, team.round_id)
    assert [event.step for event in checked.events] == [Step.HAND_IN]
    assert set(checked.steps) == {Step.SEND_BACK, Step.APPROVE}
    assert set(check(team.officer, team.round_id).steps) == {Step.TAKE_BACK}


def test_who_only_reads_results_learns_neither_findings_nor_scores_of_a_draft(team: Team) -> None:
    for person in (team.steering, team.contributor):
        with pytest.raises(NotAllowed):
            check(person, team.round_id)


# Handing in.


def test_handing_in_locks_the_answers_and_says_who_did_it(any_store: Engine) -> None:
    team = a_team(replies_to_all())
    before, trail = team.stored, len(audit_trail())
    moved = hand_in(team.officer, team.round_id, before.revision, " Bitte ansehen ")
    assert moved == team.stored == replace(before, status=Status.HANDED_IN, revision=before.revision + 1)
    assert events(team) == [(Step.HAND_IN, "Person officer", "Bitte ansehen")]
    assert audit_trail(but=trail) == [
        ("round.handed_in", team.officer.account_id, team.commune.id, f"self_check:{team.round_id}", "")
    ]
    assert count(any_store, "frozen_result") == 0
    assert self_checks.current_round(team.officer) == moved


def test_an_empty_round_is_not_handed_in(store: Engine) -> None:
    team = a_team({"MS-01": NotKnown()})
    with pytest.raises(Refused, match="nothing_answered"):
        handed_in(team)
    assert team.stored.status is Status.DRAFT


def test_a_missing_reason_keeps_a_round_from_being_handed_in_and_is_named(store: Engine) -> None:
    first, second, *_ = MAY_NOT_APPLY
    team = a_team({**replies_to_all(), first: NotApplicable(), second: NotApplicable()})
    with pytest.raises(Refused, match=f"reason_missing .questions={first}, {second}."):
        handed_in(team)
    assert team.stored.status is Status.DRAFT


def test_a_conflict_keeps_a_round_from_being_handed_in_until_it_is_settled(team: Team) -> None:
    a_conflict(team, "MS-03")
    with pytest.raises(Refused, match=r"questions_to_settle .questions=MS-03."):
        handed_in(team)
    (proposal,) = waiting(team.round_id, "MS-03")
    proposals.settle(team.officer, team.round_id, proposal.id, accept=False, based_on=2)
    assert handed_in(team).stored.status is Status.HANDED_IN


def test_what_an_earlier_round_left_over_marks_and_open_questions_do_not_stand_in_the_way(store: Engine) -> None:
    team = a_team({"MS-01": Answered(1), "MS-02": Answered(1)}, at=a_moment(2025, 1), submitted=True)
    draft = stored_round(team.commune, {"MS-01": Answered(2)}, name="neu")
    assert proposals.carry_forward(team.officer, draft.id) == 1
    questionnaire.set_mark(team.officer, draft.id, "MS-05", True)
    discussions.say(team.officer, draft.id, "MS-05", "Offen")
    assert hand_in(team.officer, draft.id, draft.revision).status is Status.HANDED_IN


def test_who_did_not_see_the_newest_answers_looks_again_first(any_store: Engine) -> None:
    team = a_team(replies_to_all())
    seen = team.revision
    give(team.officer, team.round_id, "MS-01", 4, based_on=1)
    with pytest.raises(ChangedMeanwhile, match="round_changed_meanwhile"):
        hand_in(team.officer, team.round_id, seen)
    assert (team.stored.status, events(team)) == (Status.DRAFT, [])
    assert hand_in(team.officer, team.round_id, team.revision).status is Status.HANDED_IN


# Locked.


@pytest.mark.parametrize("status", [Status.HANDED_IN, Status.APPROVED, Status.DISCARDED])
def test_outside_of_a_draft_nobody_changes_an_answer_a_mark_or_an_assignment(team: Team, status: Status) -> None:
    in_state(team, status)
    before, trail = answers(team.round_id), len(audit_trail())
    attempts: list[Callable[[], object]] = [
        lambda: give(team.officer, team.round_id, "MS-01", 4, based_on=1),
        lambda: questionnaire.set_mark(team.officer, team.round_id, "MS-01", True),
        lambda: proposals.settle(team.officer, team.round_id, 1, accept=True, based_on=1),
        lambda: proposals.confirm_criterion(team.officer, team.round_id, "x", []),
        lambda: proposals.carry_forward(team.officer, team.round_id),
        lambda: assignments.assign(team.officer, team.round_id, ["x"], None),
    ]
    for attempt in attempts:
        with pytest.raises(Refused, match="round_locked"):
            attempt()
    assert (answers(team.round_id), len(audit_trail())) == (before, trail)


def test_people_go_on_talking_about_what_was_handed_in(team: Team) -> None:
    handed_in(team)
    discussions.say(team.mayor, team.round_id, "MS-01", "Warum nur 2?")
    assert [comment.text for comment in discussions.of_question(team.officer, team.round_id, "MS-01")] == [
        "Warum nur 2?"
    ]


# Deciding.


def test_the_officer_takes_back_what_was_not_decided_yet(team: Team) -> None:
    handed_in(team)
    assert take_back(team.officer, team.round_id, team.revision).status is Status.DRAFT
    assert give(team.officer, team.round_id, "MS-01", 4, based_on=1).revision == 2
    assert [step for step, *_ in events(team)] == [Step.HAND_IN, Step.TAKE_BACK]


def test_the_mayor_sends_back_with_a_word_that_is_kept(team: Team) -> None:
    handed_in(team)
    with pytest.raises(Refused, match="remark_needed"):
        send_back(team.mayor, team.round_id, team.revision, "  ")
    assert send_back(team.mayor, team.round_id, team.revision, "MS-01 stimmt nicht").status is Status.DRAFT
    assert events(team)[-1] == (Step.SEND_BACK, "Person mayor", "MS-01 stimmt nicht")
    assert audit_trail()[-1][0] == "round.sent_back"
    assert "MS-01 stimmt nicht" not in str(audit_trail())


def test_approving_freezes_the_round_with_its_scores_and_says_who_did_it(any_store: Engine) -> None:
    team = handed_in(a_team(replies_to_all(2, kommunikation_konflikt=4)))
    before, trail = team.stored, len(audit_trail())
    with time_machine.travel(NOW, tick=False):
        result = approve(team.mayor, team.round_id, before.revision, "Danke")
    assert [field.score.percent for field in result.fields] == [50] * 6 + [100]
    assert result.overall == pytest.approx((6 * 50 + 100) / 7)
    frozen = submitted_result(team.commune)
    assert (frozen.self_check_id, frozen.version, frozen.submitted_at) == (team.round_id, 1, NOW)
    assert (frozen.result, frozen.revisions) == (result, dict.fromkeys(replies_to_all(), 1))
    assert team.stored == replace(
        before, status=Status.APPROVED, submitted_at=NOW, revision=before.revision + 1, versions=1
    )
    assert audit_trail(but=trail) == [
        ("round.approved", team.mayor.account_id, team.commune.id, f"self_check:{team.round_id}", "version=1")
    ]
    assert self_checks.current_round(team.officer) is None
    with any_store.connect() as connection:
        told = connection.execute(text("SELECT submitted_by FROM self_check")).scalar_one()
    assert told == team.mayor.account_id


def test_a_draft_is_not_approved_and_an_approved_round_not_again(team: Team) -> None:
    with pytest.raises(Refused, match="round_step_impossible"):
        approve(team.mayor, team.round_id, team.revision)
    approved(team)
    for revision in (team.revision, team.revision - 1):
        with pytest.raises(Refused, match="round_step_impossible"):
            approve(team.mayor, team.round_id, revision)


@pytest.mark.parametrize("step", [take_back, send_back, approve])
def test_who_decides_must_have_seen_the_newest_state(team: Team, step: Callable[..., Any]) -> None:
    handed_in(team)
    acting = team.officer if step is take_back else team.mayor
    arguments = ["Grund"] if step is send_back else []
    with pytest.raises(ChangedMeanwhile, match="round_changed_meanwhile"):
        step(acting, team.round_id, team.revision - 1, *arguments)
    assert team.stored.status is Status.HANDED_IN


# Who may.

STEPS: dict[Callable[..., Any], tuple[Status, Role, list[str]]] = {
    hand_in: (Status.DRAFT, Role.OFFICER, []),
    take_back: (Status.HANDED_IN, Role.OFFICER, []),
    send_back: (Status.HANDED_IN, Role.MAYOR, ["Grund"]),
    approve: (Status.HANDED_IN, Role.MAYOR, []),
    reopen: (Status.APPROVED, Role.MAYOR, ["Grund"]),
    discard: (Status.DRAFT, Role.OFFICER, []),
    restore: (Status.DISCARDED, Role.OFFICER, []),
}


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.__name__)
def test_a_step_is_taken_by_its_role_alone(team: Team, step: Callable[..., Any]) -> None:
    status, role, arguments = STEPS[step]
    in_state(team, status)
    for other, person in team.members.items():
        if other is not role:
            with pytest.raises(NotAllowed):
                step(person, team.round_id, team.revision, *arguments)
    stranger = replace(team.stranger, role=role)
    with pytest.raises(NotFound, match="round_not_found"):
        step(stranger, team.round_id, team.revision, *arguments)
    assert team.stored.status is status
    step(team.members[role], team.round_id, team.revision, *arguments)
    assert team.stored.status is not status


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.__name__)
def test_a_step_that_breaks_off_leaves_everything_as_it_was(any_store: Engine, step: Callable[..., Any]) -> None:
    team = a_team(replies_to_all())
    status, role, arguments = STEPS[step]
    in_state(team, status)
    before, told, frozen = team.stored, events(team), count(any_store, "frozen_result")
    with failing_at_the_audit_entry(any_store), pytest.raises(ConnectionError):
        step(team.members[role], team.round_id, team.revision, *arguments)
    assert (team.stored, events(team), count(any_store, "frozen_result")) == (before, told, frozen)


def test_every_step_has_its_service_and_its_event() -> None:
    assert (
        {step.__name__ for step in STEPS} == {step.value for step in Step} == {step.value for step in approval.EVENTS}
    )


# Opening again.


def test_opening_again_needs_a_reason_and_keeps_the_frozen_version(team: Team) -> None:
    approved(team)
    before = submitted_result(team.commune)
    with pytest.raises(Refused, match="remark_needed"):
        reopen(team.mayor, team.round_id, team.revision, "")
    opened = reopen(team.mayor, team.round_id, team.revision, "Zahlendreher in MS-01")
    assert (opened.status, opened.versions, opened.submitted_at) == (Status.DRAFT, 1, before.submitted_at)
    assert events(team)[-1] == (Step.REOPEN, "Person mayor", "Zahlendreher in MS-01")
    assert submitted_result(team.commune) == before


def test_while_a_round_is_open_again_the_frozen_version_is_what_everybody_sees(team: Team) -> None:
    approved(team)
    reopen(team.mayor, team.round_id, team.revision, "Fehler")
    answering.answer(team.officer, team.round_id, Answer("MS-01", Answered(4), remark="neu"), 1)
    give(team.officer, team.round_id, "MS-02", 0, based_on=1)
    view = results.latest(team.mayor)
    assert view is not None
    assert view.current == submitted_result(team.commune)
    assert view.current.result.fields[0].score.percent == 50
    shown = {key: (s.answer.reply, s.answer.remark, s.revision) for key, s in view.sheet.items() if key[:2] == "MS"}
    assert set(shown.values()) == {(Answered(2), "", 1)}
    assert compared(team) == replies_to_all(2)
    assert answers(team.round_id)["MS-01"].answer.reply == Answered(4)


def compared(team: Team) -> object:
    """What the comparison counts of the commune."""
    with reading() as work:
        rounds = BenchmarkIntake(work.session).submitted_rounds(is_demo=False)[team.commune.ags]
        assert [counted.counted.self_check_id for counted in rounds] == [team.round_id]
    return counted_replies(team.round_id)[team.round_id]


def test_the_second_approval_makes_a_second_version_and_keeps_the_first(any_store: Engine) -> None:
    team = approved(a_team(replies_to_all(2)))
    first = submitted_result(team.commune)
    reopen(team.mayor, team.round_id, team.revision, "Fehler")
    for question_id in replies_to_all():
        if question_id.startswith("MS-"):
            give(team.officer, team.round_id, question_id, 4, based_on=1)
    approved(team)
    with reading() as work:
        versions = work.results.versions(team.round_id, OWN)
    assert [version.version for version in versions] == [1, 2]
    assert versions[0] == first
    assert [version.result.fields[0].score.percent for version in versions] == [50, 100]
    assert [version.revisions["MS-01"] for version in versions] == [1, 2]
    view = results.latest(team.mayor)
    assert view is not None and view.current == versions[1]
    assert (view.sheet["MS-01"].answer.reply, view.previous) == (Answered(4), None)
    assert compared(team) == {key: Answered(4 if key.startswith("MS-") else 2) for key in replies_to_all()}


def test_emptying_the_answers_changes_nothing_that_was_approved(team: Team, store: Engine) -> None:
    approved(team)
    with store.begin() as connection:
        connection.execute(text("DELETE FROM answer"))
    view = results.latest(team.mayor)
    assert view is not None and len(view.sheet) == 108
    assert compared(team) == replies_to_all(2)


def test_while_another_round_is_in_work_none_is_opened_again_or_restored(team: Team) -> None:
    approved(team)
    other = self_checks.begin_round(team.officer, "Zweite", "2021-07")
    with pytest.raises(Refused, match="round_still_open"):
        reopen(team.mayor, team.round_id, team.revision, "Fehler")
    discard(team.officer, other.id, other.revision)
    assert reopen(team.mayor, team.round_id, team.revision, "Fehler").status is Status.DRAFT
    with pytest.raises(Refused, match="round_still_open"):
        restore(team.officer, other.id, other.revision + 1)


# Putting aside.


def test_a_discarded_round_keeps_everything_and_makes_room_and_comes_back(team: Team) -> None:
    before = answers(team.round_id)
    assert discard(team.officer, team.round_id, team.revision, "Doppelt").status is Status.DISCARDED
    assert self_checks.current_round(team.officer) is None
    assert [o.self_check.status for o in self_checks.rounds(team.officer)] == [Status.DISCARDED]
    assert restore(team.officer, team.round_id, team.revision).status is Status.DRAFT
    assert answers(team.round_id) == before


def test_what_was_approved_once_is_never_discarded(team: Team) -> None:
    approved(team)
    reopen(team.mayor, team.round_id, team.revision, "Fehler")
    with pytest.raises(Refused, match="round_step_impossible"):
        discard(team.officer, team.round_id, team.revision)


def test_a_remark_is_kept_without_what_no_database_can_hold(any_store: Engine) -> None:
    team = a_team(replies_to_all())
    hand_in(team.officer, team.round_id, team.revision, "Bitte\x00 ansehen")
    assert events(team) == [(Step.HAND_IN, "Person officer", "Bitte ansehen")]


def test_both_steps_at_once_are_for_the_operator_and_leave_both_entries(team: Team) -> None:
    with writing() as work:
        approval.hand_in_and_approve_in(work, team.stored, at=NOW)
    assert [step for step, *_ in events(team)] == [Step.HAND_IN, Step.APPROVE]
    assert [event for event, *_ in audit_trail()][-2:] == ["round.handed_in", "round.approved"]
    assert submitted_result(team.commune).submitted_at == NOW
