"""Rounds on screen: who may begin one, under which name."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
import time_machine
from factories import a_person

from components import session
from components.round_forms import (
    _catalogue_line,
    _waiting,
    in_order,
    may_begin,
    may_carry_forward,
    proposed_name,
    shown_in_results,
)
from data.content.catalogues import catalogue
from data.model.people import Role
from data.model.result import Coverage
from data.model.self_check import SelfCheck, SelfCheckStatus
from data.model.submission import EarlierAnswers, RoundOverview


@pytest.fixture(autouse=True)
def in_german(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session, "language", lambda: "de")


def a_round(name: str, status: SelfCheckStatus = SelfCheckStatus.APPROVED) -> RoundOverview:
    begun = SelfCheck(1, 1, name, "2021-07", status, datetime(2026, 1, 1, tzinfo=UTC), None, 1)
    return RoundOverview(begun, Coverage(108, 0, 0, 0))


@time_machine.travel("2026-11-23")
@pytest.mark.parametrize(
    ("taken", "proposed"),
    [
        ([], "2026"),
        (["2025"], "2026"),
        (["2026"], "2026-2"),
        (["2026", "2026-2"], "2026-3"),
        (["2026-2"], "2026"),
        (["2026", "2026-3"], "2026-2"),
    ],
)
def test_a_round_is_named_after_its_year_with_a_number_from_the_second_on(taken: list[str], proposed: str) -> None:
    assert proposed_name([a_round(name) for name in taken]) == proposed


@pytest.mark.parametrize("role", Role)
def test_the_officer_begins_rounds_while_no_other_is_in_work(role: Role) -> None:
    assert may_begin(a_person(role), None) == (role is Role.OFFICER)
    assert not may_begin(a_person(role), a_round("2026", SelfCheckStatus.DRAFT).self_check)


def test_discarded_rounds_stand_last_and_the_others_as_they_come() -> None:
    names = {"2026": SelfCheckStatus.DISCARDED, "2025": SelfCheckStatus.DRAFT, "2023": SelfCheckStatus.APPROVED}
    ordered = in_order([a_round(name, status) for name, status in names.items()])
    assert [each.self_check.round_name for each in ordered] == ["2025", "2023", "2026"]


def test_old_answers_are_brought_into_drafts_by_who_begins_rounds() -> None:
    draft, approved = a_round("2026", SelfCheckStatus.DRAFT), a_round("2025")
    assert may_carry_forward(a_person(Role.OFFICER), draft)
    assert not may_carry_forward(a_person(Role.OFFICER), approved)
    assert not may_carry_forward(a_person(Role.MAYOR), draft)


def test_the_catalogue_is_told_with_its_title_and_how_many_questions_it_has_once() -> None:
    assert _catalogue_line(catalogue("2021-07")) == "2021-07 · Selbstcheck 108 Fragen, Stand Juli 2021"
    own = replace(catalogue("2021-07"), version="2030-eigen", title="Unsere Fragen")
    assert _catalogue_line(own) == "2030-eigen · Unsere Fragen · 108 Fragen"


def test_what_waits_tells_which_questions_are_new_and_how_many_were_open_then() -> None:
    waiting = EarlierAnswers("2023", offered=0, waiting=1, new=("FZ-01",), unanswered=("MS-01", "MS-02"))
    assert _waiting(waiting) == (
        "**Ein Vorschlag** aus Runde 2023 wartet auf Bestätigung. Neu im Fragenkatalog und ohne Vorschlag ist FZ-01. "
        "2 offene Fragen waren schon damals offen."
    )


def test_only_the_approved_round_begun_last_leads_to_the_results() -> None:
    earlier, later = (
        RoundOverview(
            SelfCheck(number, 1, str(year), "2021-07", SelfCheckStatus.APPROVED, a_day(year), a_day(2026), 1, 1),
            Coverage(108, 108, 0, 0),
        )
        for number, year in ((7, 2023), (3, 2025))
    )
    working = RoundOverview(
        SelfCheck(9, 1, "2026", "2021-07", SelfCheckStatus.DRAFT, a_day(2026), None, 1), Coverage(108, 0, 0, 0)
    )
    assert shown_in_results([working, later, earlier]) == 3
    assert shown_in_results([working]) is None
    assert shown_in_results([]) is None


def a_day(year: int) -> datetime:
    return datetime(year, 11, 20, tzinfo=UTC)
