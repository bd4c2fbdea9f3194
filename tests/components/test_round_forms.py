"""Rounds on screen: who may begin one, under which name."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
import time_machine
from factories import a_person

from components.round_forms import may_begin, proposed_name, shown_in_results
from data.model.people import Role
from data.model.result import Coverage
from data.model.self_check import SelfCheck, SelfCheckStatus
from data.model.submission import RoundOverview


def a_round(name: str, status: SelfCheckStatus = SelfCheckStatus.SUBMITTED) -> RoundOverview:
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
def test_the_officer_begins_rounds(role: Role) -> None:
    assert may_begin(a_person(role), []) == (role is Role.OFFICER)


def test_one_round_at_a_time_is_in_work() -> None:
    officer = a_person(Role.OFFICER)
    assert may_begin(officer, [a_round("2025")])
    assert not may_begin(officer, [a_round("2026", SelfCheckStatus.DRAFT), a_round("2025")])


def test_only_the_round_submitted_last_leads_to_the_results() -> None:
    earlier, later = (
        RoundOverview(
            SelfCheck(number, 1, str(year), "2021-07", SelfCheckStatus.SUBMITTED, a_day(year), a_day(year), 1),
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
