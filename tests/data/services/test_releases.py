"""What the platform team is told of releases, and of communes that the register does not know."""

from __future__ import annotations

from datetime import date
from random import Random

import pytest
from factories import a_person, replies_to_all, stored_commune, stored_round
from sqlalchemy import Engine
from synthetic_communes import a_moment, communes, replies_of_a_commune, submit_all

from data import settings as settings_module
from data.errors import NotAllowed
from data.model.benchmark import NotCounted
from data.model.people import Commune, RegisterStanding, Role
from data.services.benchmark_publishing import preview, publish, releases

MARCH, SEPTEMBER = date(2027, 3, 1), date(2027, 9, 1)
PLATFORM = a_person(Role.PLATFORM, account_id=7)


@pytest.fixture
def pool(store: Engine) -> list[Commune]:
    """24 communes that answered in November 2026."""
    found = communes(24, seed=3)
    answer(found, 2026, 11)
    return found


def answer(some: list[Commune], year: int, month: int) -> None:
    draw = Random(year * month)
    submit_all([(commune, replies_of_a_commune(draw)) for commune in some], a_moment(year, month))


def test_releases_are_told_newest_first_with_their_sizes_and_the_next_date(pool: list[Commune]) -> None:
    view = releases(PLATFORM, MARCH)
    assert (view.newest, view.not_before, view.then_not_before, view.first_needs) == (None, None, SEPTEMBER, 20)
    publish(None, MARCH)
    answer(pool, 2027, 6)
    publish(None, SEPTEMBER)
    view = releases(PLATFORM, SEPTEMBER)
    assert [(each.head.date, each.counted) for each in view.releases] == [(SEPTEMBER, 24), (MARCH, 24)]
    assert all(each.cells >= 1 for each in view.releases)
    assert view.not_before == date(2028, 3, 1)
    assert releases(PLATFORM, date(2028, 3, 1)).not_before is None


def test_in_a_demo_the_next_release_is_possible_at_once(store: Engine, settings: pytest.MonkeyPatch) -> None:
    settings.setenv("KOMPASS_DEMO", "1")
    settings_module.settings.cache_clear()
    some = communes(24, seed=3, is_demo=True)
    answer(some, 2026, 11)
    publish(None, MARCH)
    view = releases(PLATFORM, MARCH)
    assert (view.not_before, view.then_not_before) == (None, None)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.PLATFORM])
def test_only_the_platform_team_sees_releases_and_dry_runs(role: Role, store: Engine) -> None:
    for asked in (lambda: releases(a_person(role), MARCH), lambda: preview(a_person(role), MARCH)):
        with pytest.raises(NotAllowed):
            asked()


def test_a_commune_that_the_register_does_not_know_is_told_as_such_and_not_as_one_without_a_round(
    pool: list[Commune],
) -> None:
    gone = stored_commune(ags="09999002", register_standing=RegisterStanding.MISSING)
    stored_round(gone, replies_to_all(3), submitted=True)
    assert preview(PLATFORM, MARCH).not_counted == {NotCounted.NOT_IN_REGISTER: 1}
