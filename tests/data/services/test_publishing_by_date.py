"""Releases by date: at most one for each release date, near it, and never because somebody answered just now."""

from __future__ import annotations

from datetime import date
from random import Random

import pytest
from factories import audit_trail
from sqlalchemy import Engine
from synthetic_communes import a_moment, communes, replies_of_a_commune, submit_all

from data import settings as settings_module
from data.errors import ChangedMeanwhile, Refused
from data.model.benchmark import PublishStatus
from data.model.people import Commune
from data.services import benchmark_publishing
from data.services.benchmark_publishing import publish, publish_if_due
from data.services.benchmarks import published

MARCH, SEPTEMBER = date(2027, 3, 1), date(2027, 9, 1)


def all_answer(pool: list[Commune], year: int, month: int) -> None:
    draw = Random(year * month)
    submit_all([(commune, replies_of_a_commune(draw)) for commune in pool], a_moment(year, month))


@pytest.fixture
def pool(store: Engine) -> list[Commune]:
    """24 communes that answered in November 2026."""
    found = communes(24, seed=3)
    all_answer(found, 2026, 11)
    return found


@pytest.fixture
def answered_again(pool: list[Commune]) -> list[Commune]:
    """A first release in March, and new answers of all in June."""
    publish(None, MARCH)
    all_answer(pool, 2027, 6)
    return pool


@pytest.mark.parametrize("day", [date(2027, 8, 31), date(2027, 9, 8), date(2028, 2, 29)])
def test_before_a_release_date_and_a_week_after_it_nothing_is_published(day: date, answered_again: object) -> None:
    assert publish_if_due(day) is None
    assert [release.date for release in published()] == [MARCH]


@pytest.mark.parametrize("day", [SEPTEMBER, date(2027, 9, 7), date(2028, 3, 1)])
def test_in_the_week_that_a_release_date_begins_it_is_published_once(day: date, answered_again: object) -> None:
    outcome = publish_if_due(day)
    assert outcome is not None
    assert (outcome.status, outcome.release_id) == (PublishStatus.PUBLISHED, day.isoformat())
    assert publish_if_due(day) is None
    assert [release.date for release in published()] == [MARCH, day]
    assert audit_trail()[-1][:2] == ("benchmark.published", None)


def test_what_people_published_on_the_day_is_not_published_again(answered_again: list[Commune]) -> None:
    publish(None, SEPTEMBER)
    all_answer(answered_again, 2027, 8)
    assert publish_if_due(date(2027, 9, 2)) is None


def test_where_nothing_changed_nothing_is_published(pool: list[Commune]) -> None:
    publish(None, MARCH)
    outcome = publish_if_due(SEPTEMBER)
    assert outcome is not None
    assert outcome.status is PublishStatus.NOTHING_CHANGED
    assert len(published()) == 1


@pytest.mark.parametrize("error", [ChangedMeanwhile("benchmark_published_meanwhile"), Refused("benchmark_not_due")])
def test_another_process_that_publishes_at_the_same_moment_is_no_error(
    error: Exception, answered_again: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    def too_late(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(benchmark_publishing, "_published", too_late)
    assert publish_if_due(SEPTEMBER) is None


def test_a_missing_key_is_an_error_that_somebody_has_to_mend(
    answered_again: object, settings: pytest.MonkeyPatch
) -> None:
    settings_module.settings().data_dir.joinpath("benchmark.key").unlink()
    with pytest.raises(Refused, match="benchmark_key_missing"):
        publish_if_due(SEPTEMBER)


# Never close together, never three in a year.


def test_a_release_on_the_day_before_a_release_date_takes_its_place(pool: list[Commune]) -> None:
    publish(None, date(2027, 2, 28))
    all_answer(pool, 2027, 2)
    with pytest.raises(Refused, match="benchmark_not_due") as refused:
        publish(None, MARCH)
    assert refused.value.details == {"next_date": SEPTEMBER}
    assert publish_if_due(MARCH) is None
    due = publish_if_due(SEPTEMBER)
    assert due is not None and due.refreshed > 0
    assert [release.date for release in published()] == [date(2027, 2, 28), SEPTEMBER]


def test_after_a_release_in_summer_the_timer_waits_for_march(pool: list[Commune]) -> None:
    # From the 15th of June to the 1st of September it is 15 + 31 + 31 + 1 = 78 days.
    publish(None, date(2027, 6, 15))
    all_answer(pool, 2027, 7)
    assert publish_if_due(SEPTEMBER) is None
    due = publish_if_due(date(2028, 3, 1))
    assert due is not None and due.status is PublishStatus.PUBLISHED


# When nobody answered anew for three years.


def test_a_timer_leaves_it_to_people_to_end_all_cells(pool: list[Commune]) -> None:
    publish(None, MARCH)
    fifth = publish_if_due(date(2029, 9, 1))
    assert fifth is not None and fifth.status is PublishStatus.NOTHING_CHANGED
    left = publish_if_due(date(2030, 3, 1))
    assert left is not None
    assert (left.status, left.release_id, left.retired) == (PublishStatus.LEFT_TO_PEOPLE, None, 2)
    assert left.as_sentence().startswith("Nothing published: all cells would end (2)")
    assert [release.date for release in published()] == [MARCH]


def test_people_may_end_all_cells_and_a_new_round_brings_communes_back(pool: list[Commune]) -> None:
    publish(None, MARCH)
    ended = publish(None, date(2030, 3, 1))
    assert (ended.status, ended.counted, ended.retired) == (PublishStatus.PUBLISHED, 0, 2)
    assert published()[-1].cells == ()
    all_answer(pool[:8], 2030, 6)
    back = publish_if_due(date(2030, 9, 1))
    assert back is not None and (back.created, back.counted) == (1, 8)
