"""Publishing releases: who is counted, when, with which key, and what a dry run tells. Nobody's figures, ever."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date, datetime
from random import Random
from typing import Any

import pytest
from conftest import count
from factories import a_commune, a_person
from published_releases import (
    MARCH,
    PLATFORM,
    SEPTEMBER,
    SUBMITTED,
    alike,
    begin_with,
    districts,
    rounds_of,
    settings_with,
    someone_of,
)
from sqlalchemy import Engine, text
from synthetic_communes import a_moment, communes, replies_of_a_commune, submit, submit_all

from data import settings as settings_module
from data.errors import ChangedMeanwhile, NotAllowed, Refused
from data.model.audit import AuditEntry, AuditEvent
from data.model.benchmark import (
    Cell,
    CellChange,
    DryRun,
    FilterCoverage,
    NewRelease,
    NotCounted,
    PeerFigure,
    PeerLevel,
    Point,
    PublishStatus,
    Release,
)
from data.model.people import Commune, CommuneKind, RegisterStanding, Role
from data.model.progress import no_progress
from data.model.self_check import NotKnown
from data.rules.benchmark_parameters import Parameters
from data.services import benchmark_publishing
from data.services.benchmark_publishing import preview, publish, publish_if_due
from data.services.benchmarks import comparison, published, published_as_json
from data.services.catalogues import catalogue
from data.storage.database import reading

# Who is counted.


def test_drafts_demo_communes_and_communes_without_consent_change_no_point(store: Engine) -> None:
    begin_with(21)
    first = _first_release()
    others = communes(50, seed=9)
    submit_all([(_as(c, "7", is_demo=True), r) for c, r in rounds_of(others)], SUBMITTED)
    submit_all([(_as(c, "8", benchmark_consent=False), r) for c, r in rounds_of(others)], SUBMITTED)
    submit_all([(_as(c, "6"), r) for c, r in rounds_of(others)], SUBMITTED, draft=True)
    assert _first_release() == first


def _as(commune: Commune, district: str, **changes: object) -> Commune:
    return replace(commune, ags=commune.ags[:2] + district + commune.ags[3:], **changes)


def _first_release() -> Release:
    """What a first release would publish with one and the same key, without keeping it."""
    with reading() as work:
        new = benchmark_publishing._planned(work, MARCH, b"key of the tests", no_progress).new
    assert new is not None
    return new.release


def test_one_consultant_cannot_have_a_cell_computed_anew_by_withdrawing_consents(store: Engine) -> None:
    # Five towns in five districts withdraw; looked after by one, they count as two of the five changes needed.
    looked_after = alike(5, 500, trust_domain="consultant")
    submit_all(rounds_of([*alike(20, 10), *looked_after]), SUBMITTED)
    assert publish(None, MARCH).created == 1
    withdraw(looked_after, store)
    assert publish(None, SEPTEMBER).status is PublishStatus.NOTHING_CHANGED


def test_a_round_that_is_not_scored_in_all_fields_is_not_counted(store: Engine) -> None:
    begin_with(21)
    incomplete = a_commune(ags="01998001")
    replies = replies_of_a_commune(Random(1))
    submit(incomplete, {k: NotKnown() if k.startswith("MS") else r for k, r in replies.items()}, SUBMITTED)
    assert publish(None, MARCH).counted == 21
    assert comparison(someone_of(incomplete)).own_counted is False


def test_an_earlier_complete_round_counts_when_the_newest_is_incomplete(store: Engine) -> None:
    pool = begin_with(20)
    again = rounds_of(pool[:1])[0]
    submit(pool[0], {k: r for k, r in again[1].items() if not k.startswith("MS")}, a_moment(2027, 1))
    submit(pool[1], {}, a_moment(2027, 1))
    assert publish(None, MARCH).counted == 20


def test_only_rounds_under_the_catalogue_that_most_answered_last_are_counted(store: Engine) -> None:
    newer = begin_with(24)
    older = [_as(commune, "5") for commune in communes(21, seed=5)]
    submit_all(rounds_of(older, version="2021-03"), SUBMITTED, version="2021-03")
    outcome = publish(None, MARCH)
    assert (outcome.catalogue_version, outcome.counted, outcome.waiting) == ("2021-07", 24, 0)
    # When more communes answer the older version last, the series still does not go back to it.
    submit_all(rounds_of(newer[:9], version="2021-03"), a_moment(2027, 6), version="2021-03")
    assert publish(None, SEPTEMBER).catalogue_version == "2021-07"


def test_of_two_versions_answered_by_equally_many_the_newer_counts(store: Engine) -> None:
    begin_with(20)
    submit_all([(_as(c, "5"), r) for c, r in rounds_of(communes(20), version="2021-03")], SUBMITTED, "2021-03")
    assert publish(None, MARCH).catalogue_version == "2021-07"


def test_the_series_moves_on_when_most_answered_the_newer_catalogue(store: Engine) -> None:
    pool = communes(24, seed=3)
    submit_all(rounds_of(pool, version="2021-03"), SUBMITTED, version="2021-03")
    assert publish(None, MARCH).catalogue_version == "2021-03"
    submit_all(rounds_of(pool[:22], seed=1), a_moment(2027, 6))
    outcome = publish(None, SEPTEMBER)
    assert (outcome.catalogue_version, outcome.counted) == ("2021-07", 22)
    assert comparison(someone_of(pool[0])).catalogue_version == "2021-07"
    assert comparison(someone_of(pool[23])).own_counted is False


def test_the_series_stays_with_its_catalogue_until_a_first_release_of_the_newer_one_can_be_made(store: Engine) -> None:
    # 19 of 38 on each version: the newer one is preferred of equal ones, but its first release needs 20.
    pool = answered(communes(38, seed=3), version="2021-03")
    publish(None, MARCH)
    answered(pool[:19], a_moment(2027, 6))
    answered(pool[19:], a_moment(2027, 6), version="2021-03")
    told = preview(PLATFORM, SEPTEMBER)
    assert (told.outcome.catalogue_version, told.not_yet_version) == ("2021-03", "2021-07")
    assert told.not_counted == {}  # all are in a cell, with the round they answered under the older version
    outcome = publish(None, SEPTEMBER)
    assert outcome == told.outcome
    assert (outcome.counted, outcome.refreshed > 0) == (38, True)
    answered(pool[19:20], a_moment(2027, 11))
    told = preview(PLATFORM, date(2028, 3, 1))
    assert (told.outcome.catalogue_version, told.outcome.counted, told.not_yet_version) == ("2021-07", 20, None)


# When.


def test_too_few_communes_publish_nothing_and_leave_no_trace(any_store: Engine) -> None:
    begin_with(19)
    outcome = publish(None, MARCH)
    assert (outcome.status, outcome.waiting, outcome.release_id) == (PublishStatus.TOO_FEW, 19, None)
    for table in ("benchmark_release", "benchmark_cell", "benchmark_member", "benchmark_key"):
        assert count(any_store, table) == 0
    assert settings_module.settings().key("benchmark") is None
    assert _events() == []


def test_there_is_one_release_between_two_release_dates(store: Engine) -> None:
    pool = begin_with(24)
    publish(None, date(2027, 5, 3))
    submit_all(rounds_of(pool, seed=1), a_moment(2027, 6))
    with pytest.raises(Refused, match="benchmark_not_due") as refused:
        publish(None, date(2027, 8, 31))
    assert refused.value.details == {"next_date": SEPTEMBER}
    assert publish(None, SEPTEMBER).refreshed > 0
    assert [release.id for release in published()] == ["2027-05-03", "2027-09-01"]


def test_a_release_where_nothing_changed_is_not_stored(store: Engine) -> None:
    begin_with(24)
    publish(None, MARCH)
    assert publish(None, SEPTEMBER).status is PublishStatus.NOTHING_CHANGED
    assert count(store, "benchmark_release") == 1


def test_the_demo_publishes_at_will_from_demo_communes_only(store: Engine, settings: pytest.MonkeyPatch) -> None:
    settings_with(settings, demo="1")
    demo = begin_with(24, is_demo=True)
    real = a_commune(ags="01999999")
    submit(real, replies_of_a_commune(Random(1)), SUBMITTED)
    assert publish(None, MARCH).counted == 24
    submit_all(rounds_of(demo, seed=1), a_moment(2027, 2))
    assert publish(None, MARCH).release_id == "2027-03-01-2"
    with pytest.raises(Refused, match="benchmark_not_due"):
        publish(None, date(2027, 2, 28))
    settings_with(settings, demo="0")
    assert published() == []
    assert comparison(someone_of(real)) is None


def test_somebody_publishing_at_the_same_time_is_told(store: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    begin_with(24)
    planned = benchmark_publishing._planned

    def overtaken(*arguments: object) -> object:
        plan = planned(*arguments)
        monkeypatch.setattr(benchmark_publishing, "_planned", planned)
        publish(None, date(2027, 3, 2))
        return plan

    monkeypatch.setattr(benchmark_publishing, "_planned", overtaken)
    with pytest.raises(ChangedMeanwhile, match="benchmark_published_meanwhile"):
        publish(None, MARCH)
    assert count(store, "benchmark_release") == 1
    assert len(_events()) == 1


def test_a_commune_that_withdraws_while_a_release_is_computed_is_not_in_it(any_store: Engine) -> None:
    pool = begin_with(30)

    def withdraws_once_computed(share: float) -> None:
        if share == benchmark_publishing.SHARE_COMPUTED:
            withdraw(pool[:1], any_store)

    with pytest.raises(ChangedMeanwhile, match="benchmark_changed_meanwhile"):
        benchmark_publishing.publish(None, MARCH, withdraws_once_computed)
    assert count(any_store, "benchmark_release") == 0
    assert benchmark_publishing.publish(None, MARCH).counted == 29


def test_a_failure_while_storing_leaves_nothing(store: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    begin_with(24)

    def fail(*_: object) -> None:
        raise RuntimeError("disk full")

    monkeypatch.setattr("data.storage.benchmark_releases.BenchmarkReleases._add_members", fail)
    with pytest.raises(RuntimeError, match="disk full"):
        publish(None, MARCH)
    for table in ("benchmark_release", "benchmark_cell", "benchmark_key", "benchmark_point"):
        assert count(store, table) == 0
    assert _events() == []


def test_weaker_parameters_than_before_are_refused(store: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    begin_with(24)
    publish(None, MARCH)
    monkeypatch.setattr(benchmark_publishing, "PARAMETERS", Parameters(k=6))
    with pytest.raises(Refused, match="benchmark_parameters_weaker"):
        publish(None, SEPTEMBER)


# The timer.


def test_a_timer_begins_nothing_on_its_own(store: Engine) -> None:
    begin_with(24)
    assert publish_if_due(MARCH) is None
    assert count(store, "benchmark_release") == 0


def test_a_timer_publishes_once_after_each_release_date(store: Engine) -> None:
    pool = begin_with(24)
    publish(None, MARCH)
    submit_all(rounds_of(pool, seed=1), a_moment(2027, 6))
    assert publish_if_due(date(2027, 8, 31)) is None
    due = publish_if_due(SEPTEMBER)
    assert due is not None and due.release_id == "2027-09-01"
    assert publish_if_due(SEPTEMBER) is None
    assert [release.id for release in published()] == ["2027-03-01", "2027-09-01"]


def test_a_timer_does_not_publish_long_after_a_release_date_on_the_day_that_somebody_answers(store: Engine) -> None:
    # Seven days are there to catch up; later the release would tell when the fifth commune answered.
    pool = begin_with(24)
    publish(None, MARCH)
    submit_all(rounds_of(pool, seed=1), a_moment(2027, 6))
    assert publish_if_due(date(2027, 9, 8)) is None
    late = publish_if_due(date(2027, 9, 7))
    assert late is not None and late.release_id == "2027-09-07"


def test_a_timer_publishes_nothing_in_the_demo(store: Engine, settings: pytest.MonkeyPatch) -> None:
    settings_with(settings, demo="1")
    pool = begin_with(24, is_demo=True)
    publish(None, MARCH)
    submit_all(rounds_of(pool, seed=1), a_moment(2027, 6))
    assert publish_if_due(SEPTEMBER) is None


# The dry run.


def answered(pool: list[Commune], at: datetime = SUBMITTED, **how: Any) -> list[Commune]:
    """These communes with a round that is scored in all fields."""
    draw = Random(len(pool))
    version = how.get("version", "2021-07")
    submit_all([(commune, replies_of_a_commune(draw, version, missing=0)) for commune in pool], at, **how)
    return pool


def withdraw(pool: list[Commune], on: Engine) -> None:
    with on.begin() as connection:
        for commune in pool:
            connection.execute(text("UPDATE commune SET benchmark_consent = false WHERE ags = :ags"), vars(commune))


def coverage_of(told: DryRun) -> dict[str, FilterCoverage]:
    return {each.value: each for each in told.coverage}


def test_a_dry_run_tells_what_publishing_then_does_and_stores_nothing(store: Engine) -> None:
    begin_with(24)
    seen = preview(PLATFORM, MARCH)
    assert count(store, "benchmark_release") == 0
    assert settings_module.settings().key("benchmark") is None
    assert (seen.newest, seen.not_before, seen.not_counted, seen.waiting) == (None, None, {}, ())
    assert seen.outcome == publish(PLATFORM, MARCH)
    (release,) = published()
    assert {(cell.id, cell.size, CellChange.NEW) for cell in release.cells} == {
        (cell.id, cell.size, cell.change) for cell in seen.cells
    }


def test_a_dry_run_tells_of_every_filter_how_many_match_and_whether_it_is_offered(store: Engine) -> None:
    answered([*alike(10, 100), *districts(10, 200)])
    assert preview(PLATFORM, MARCH).coverage == (
        FilterCoverage("type", "municipality", 10, 10, offered=True, was_offered=None),
        FilterCoverage("type", "district", 10, 10, offered=True, was_offered=None),
        FilterCoverage("band", "20k_100k", 20, 20, offered=True, was_offered=None),
        FilterCoverage("size_class", "20k_50k", 20, 20, offered=True, was_offered=None),
        FilterCoverage("east_west", "west", 20, 20, offered=True, was_offered=None),
        FilterCoverage("region", "urban", 10, 10, offered=True, was_offered=None),
        FilterCoverage("region", "not_classified", 10, 10, offered=True, was_offered=None),
        FilterCoverage("land", "Bayern", 20, 20, offered=True, was_offered=None),
    )


def test_a_dry_run_tells_which_filters_the_last_release_did_not_offer(store: Engine) -> None:
    answered([*alike(10, 100), *districts(10, 200)])
    publish(None, MARCH)
    answered(alike(7, 300, kind=CommuneKind.INDEPENDENT_CITY), a_moment(2027, 6))
    told = coverage_of(preview(PLATFORM, SEPTEMBER))
    city = told["independent_city"]
    assert city == FilterCoverage("type", "independent_city", 7, 7, offered=True, was_offered=False)
    assert told["district"] == FilterCoverage("type", "district", 10, 10, offered=True, was_offered=True)


def test_a_dry_run_of_which_nothing_comes_tells_what_is_offered_now(store: Engine) -> None:
    answered([*alike(10, 100), *districts(10, 200)])
    publish(None, MARCH)
    told = preview(PLATFORM, SEPTEMBER)
    assert told.outcome.status is PublishStatus.NOTHING_CHANGED
    assert coverage_of(told)["district"] == FilterCoverage("type", "district", 10, 10, True, was_offered=True)


def test_before_a_first_release_that_waits_for_communes_no_filter_is_offered(store: Engine) -> None:
    answered(alike(19, 100))
    told = preview(PLATFORM, MARCH)
    assert (told.outcome.status, told.coverage, told.cells) == (PublishStatus.TOO_FEW, (), ())
    assert len(told.waiting) == 19
    assert told.not_counted == {NotCounted.WAITS_FOR_CELL: 19}


def test_a_dry_run_names_the_communes_that_wait_by_name(store: Engine) -> None:
    answered(alike(20, 100))
    publish(None, MARCH)
    answered(districts(3, 200)[::-1], a_moment(2027, 6))
    assert preview(PLATFORM, SEPTEMBER).waiting == ("Beispielort 200", "Beispielort 201", "Beispielort 202")


def test_a_dry_run_tells_for_how_many_communes_which_reason_holds(store: Engine) -> None:
    first = answered(alike(20, 100))
    publish(None, MARCH)
    # 14 of 20 withdraw: too few stay for a cell, and the 6 come back only with a newer round.
    withdraw(first[:14], store)
    answered(alike(2, 200), a_moment(2027, 6), draft=True)
    answered(alike(3, 300), a_moment(2027, 6), version="2021-03")
    replies = replies_of_a_commune(Random(1), missing=0)
    without_a_field = {key: NotKnown() if key.startswith("MS") else reply for key, reply in replies.items()}
    submit_all([(commune, without_a_field) for commune in alike(4, 400)], a_moment(2027, 6))
    answered(districts(5, 500), a_moment(2027, 6))
    answered(alike(7, 600, register_standing=RegisterStanding.MISSING), a_moment(2027, 6))
    told = preview(PLATFORM, SEPTEMBER)
    assert told.not_counted == {
        NotCounted.NO_CONSENT: 14,
        NotCounted.NOT_IN_REGISTER: 7,
        NotCounted.NO_APPROVED_ROUND: 2,
        NotCounted.OTHER_VERSION: 3,
        NotCounted.NOT_ALL_FIELDS: 4,
        NotCounted.ONLY_OLDER_ROUND: 6,
        NotCounted.WAITS_FOR_CELL: 5,
    }
    assert told.not_counted.keys() == set(NotCounted)
    assert [cell.change for cell in told.cells] == [CellChange.RETIRED]


def test_real_communes_are_no_business_of_a_dry_run_in_the_demo(store: Engine, settings: pytest.MonkeyPatch) -> None:
    answered(alike(3, 100))
    settings_with(settings, demo="1")
    answered(alike(4, 200, is_demo=True))
    assert preview(PLATFORM, MARCH).not_counted == {NotCounted.WAITS_FOR_CELL: 4}


def test_a_dry_run_between_two_release_dates_says_when_publishing_is_allowed(store: Engine) -> None:
    answered(alike(20, 100))
    publish(None, MARCH)
    told = preview(PLATFORM, date(2027, 4, 1))
    assert told.not_before == SEPTEMBER
    assert told.newest is not None and told.newest.id == "2027-03-01"
    assert preview(PLATFORM, SEPTEMBER).not_before is None


def test_in_the_demo_publishing_is_allowed_from_the_day_of_the_last_release(
    store: Engine, settings: pytest.MonkeyPatch
) -> None:
    settings_with(settings, demo="1")
    answered(alike(20, 100, is_demo=True))
    publish(None, MARCH)
    assert preview(PLATFORM, MARCH).not_before is None
    assert preview(PLATFORM, date(2027, 2, 28)).not_before == MARCH


def everything_in(value: object) -> Iterator[object]:
    """A value and all that can be reached from it."""
    yield value
    inside: Iterator[object] | list[object] = []
    if is_dataclass(value):
        inside = [getattr(value, field.name) for field in fields(value)]
    elif isinstance(value, Mapping):
        inside = [*value.keys(), *value.values()]
    elif isinstance(value, (tuple, list, set, frozenset)):
        inside = list(value)
    for each in inside:
        yield from everything_in(each)


def test_no_figure_can_be_reached_from_a_dry_run(store: Engine) -> None:
    pool = begin_with(40)
    publish(None, MARCH)
    submit_all(rounds_of(pool[:30], seed=1), a_moment(2027, 6))
    told = preview(PLATFORM, SEPTEMBER)
    assert {cell.change for cell in told.cells} >= {CellChange.RECOMPUTED}
    reached = list(everything_in(told))
    figures = (PeerFigure, PeerLevel, Point, Cell, Release, NewRelease)
    assert not [value for value in reached if isinstance(value, figures)]
    # Nor anything that belongs to a field, a criterion or a question.
    used = catalogue("2021-07")
    indicators = {*used.places, *(field.key for field in used.fields), *(each.key for each in used.criteria)}
    assert not indicators & {value for value in reached if isinstance(value, str)}


def test_a_dry_run_is_the_same_whatever_was_answered(store: Engine) -> None:
    pool = answered([*alike(14, 100), *districts(14, 200)])
    publish(None, MARCH)
    dry_runs = []
    for seed in (1, 2):
        draw = Random(seed)
        answers = [(commune, replies_of_a_commune(draw, missing=0)) for commune in pool[:20]]
        submit_all(answers, a_moment(2027, 6, day=seed))
        dry_runs.append(preview(PLATFORM, SEPTEMBER))
    assert dry_runs[0] == dry_runs[1]
    assert dry_runs[0].outcome.refreshed == 2


def test_a_dry_run_of_a_release_without_cells_shows_no_filter_and_only_cells_that_end(store: Engine) -> None:
    # Nobody answered anew at six release dates, from September 2027 to March 2030.
    answered([*alike(10, 100), *districts(10, 200)])
    publish(None, MARCH)
    told = preview(PLATFORM, date(2030, 3, 1))
    assert (told.outcome.status, told.outcome.counted, told.outcome.retired) == (PublishStatus.PUBLISHED, 0, 2)
    assert {cell.change for cell in told.cells} == {CellChange.RETIRED}
    assert not any(each.offered for each in told.coverage)
    assert told.not_counted == {NotCounted.ONLY_OLDER_ROUND: 20}


# Progress.


@pytest.mark.parametrize("asked", [preview, publish])
def test_progress_is_told_rising_to_one(asked: Any, store: Engine) -> None:
    begin_with(24)
    told: list[float] = []
    asked(PLATFORM, MARCH, told.append)
    assert told == sorted(told)
    assert 0 < told[0] < told[-1] == 1.0


def test_progress_ends_at_one_where_nothing_is_published(store: Engine) -> None:
    begin_with(3)
    told: list[float] = []
    assert publish(None, MARCH, told.append).status is PublishStatus.TOO_FEW
    assert told[-1] == 1.0


# The key.


def test_the_first_release_makes_the_key_and_later_ones_need_it(store: Engine, settings: pytest.MonkeyPatch) -> None:
    pool = begin_with(24)
    publish(None, MARCH)
    file = settings_module.settings().data_dir / "benchmark.key"
    assert file.stat().st_mode & 0o777 == 0o600
    key = file.read_text()
    submit_all(rounds_of(pool, seed=1), a_moment(2027, 6))
    file.unlink()
    with pytest.raises(Refused, match="benchmark_key_missing"):
        publish(None, SEPTEMBER)
    settings_with(settings, benchmark_key="another key of at least 32 characters")
    with pytest.raises(Refused, match="benchmark_key_changed"):
        preview(None, SEPTEMBER)
    settings_with(settings, benchmark_key=key)
    assert publish(None, SEPTEMBER).status is PublishStatus.PUBLISHED


def test_the_key_is_nowhere_in_the_database(store: Engine) -> None:
    begin_with(24)
    publish(None, MARCH)
    key = settings_module.settings().key("benchmark").decode()
    with store.connect() as connection:
        kept = connection.execute(text("SELECT fingerprint FROM benchmark_key")).scalar_one()
    assert len(kept) == 32
    assert kept not in key
    dump = (settings_module.settings().data_dir / "kompass.db").read_bytes()
    assert key.encode() not in dump
    assert kept not in json.dumps(published_as_json())


# Who.


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.PLATFORM])
def test_only_the_platform_team_publishes(store: Engine, role: Role) -> None:
    for asked in (publish, preview):
        with pytest.raises(NotAllowed):
            asked(a_person(role), MARCH)


def test_publishing_is_noted_in_the_audit_log_without_any_answer(any_store: Engine) -> None:
    begin_with(24)
    publish(PLATFORM, MARCH)
    entry = _events()[0]
    assert (entry.account_id, entry.commune_id, entry.subject) == (7, None, "benchmark_release:2027-03-01")
    assert entry.details.startswith("catalogue=2021-07 cells=")
    assert entry.details.endswith("counted=24")


def test_the_operator_publishes_without_an_account(store: Engine) -> None:
    begin_with(20)
    publish(None, MARCH)
    assert [entry.account_id for entry in _events()] == [None]


def _events() -> list[AuditEntry]:
    with reading() as work:
        return [entry for entry in work.audit.newest() if entry.event is AuditEvent.BENCHMARK_PUBLISHED]


def test_outcomes_speak_to_programs_and_to_operators(store: Engine) -> None:
    begin_with(20)
    outcome = publish(None, MARCH)
    assert outcome.as_dict()["status"] == "published"
    assert outcome.as_sentence().startswith("Release 2027-03-01: 20 communes counted, 0 waiting;")
    assert "nothing" in publish(None, SEPTEMBER).as_sentence().lower()
