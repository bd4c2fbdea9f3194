"""Publishing and reading the comparison: who may, when, with which key, and what nobody ever sees."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from random import Random

import pytest
from conftest import count
from factories import a_commune, a_person
from sqlalchemy import Engine, text
from synthetic_communes import a_moment, communes, replies_of_a_commune, submit, submit_all

from data import settings as settings_module
from data.errors import ChangedMeanwhile, NotAllowed, Refused
from data.model.audit import AuditEntry, AuditEvent
from data.model.benchmark import PublishStatus, Release
from data.model.people import Commune, Person, Role
from data.model.self_check import NotKnown, Reply
from data.rules.benchmark_parameters import Parameters
from data.services import benchmark_publishing
from data.services.benchmark_publishing import preview, publish
from data.services.benchmarks import comparison, published, published_as_json
from data.storage.database import reading, writing

MARCH, SEPTEMBER = date(2027, 3, 1), date(2027, 9, 1)
SUBMITTED = a_moment(2026, 11)
PLATFORM = a_person(Role.PLATFORM, account_id=7)


def rounds_of(pool: list[Commune], seed: int = 0, version: str = "2021-07") -> list[tuple[Commune, dict[str, Reply]]]:
    draw = Random(seed)
    return [(commune, replies_of_a_commune(draw, version)) for commune in pool]


def begin_with(number: int, **changes: object) -> list[Commune]:
    """Communes that all submitted a round."""
    pool = communes(number, seed=3, **changes)
    submit_all(rounds_of(pool), SUBMITTED)
    return pool


def someone_of(commune: Commune, role: Role = Role.MAYOR) -> Person:
    with reading() as work:
        return a_person(role, work.communes.by_ags(commune.ags))


def settings_with(settings: pytest.MonkeyPatch, **values: str) -> None:
    for name, value in values.items():
        settings.setenv(f"KOMPASS_{name.upper()}", value)
    settings_module.settings.cache_clear()


# From answers to figures.


def test_the_first_release_counts_everybody_and_can_be_read(any_store: Engine) -> None:
    pool = begin_with(24)
    outcome = publish(None, MARCH)
    assert (outcome.status, outcome.release_id) == (PublishStatus.PUBLISHED, "2027-03-01")
    assert (outcome.counted, outcome.waiting) == (24, 0)
    told = comparison(someone_of(pool[0]))
    assert (told.release_id, told.release_date, told.catalogue_version) == ("2027-03-01", MARCH, "2021-07")
    assert (told.counted, told.participants, told.own_counted) == (24, 24, True)
    assert len(told.figures) == 7 + 35
    assert all(figure.mean is not None and figure.histogram is None for figure in told.figures.values())
    assert {figure.counted for figure in told.figures.values()} <= set(range(20, 25)) | set(range(7, 20))
    assert 0 < len(told.levels) <= 108


def test_everybody_sees_the_same_numbers(store: Engine) -> None:
    pool = begin_with(24)
    outsider = a_commune(ags="01999999")
    with writing() as work:
        work.communes.add(outsider)
        work.audit.record(AuditEvent.COMMUNE_ADDED)
    publish(None, MARCH)
    inside, outside = comparison(someone_of(pool[0])), comparison(someone_of(outsider, Role.OFFICER))
    assert (inside.own_counted, outside.own_counted) == (True, False)
    assert (inside.figures, inside.levels) == (outside.figures, outside.levels)


def test_before_the_first_release_there_is_no_comparison(any_store: Engine) -> None:
    pool = begin_with(1)
    assert comparison(someone_of(pool[0])) is None
    assert published() == []
    assert published_as_json() == {"releases": []}


def test_emptying_the_answers_changes_nothing_that_is_shown(store: Engine) -> None:
    pool = begin_with(21)
    publish(None, MARCH)
    before = comparison(someone_of(pool[0])), published_as_json()
    with store.begin() as connection:
        for table in ("answer", "answer_revision", "frozen_result"):
            connection.execute(text(f"DELETE FROM {table}"))
    assert (comparison(someone_of(pool[0])), published_as_json()) == before


def test_the_published_dump_is_exactly_the_public_tables(store: Engine) -> None:
    begin_with(24)
    publish(None, MARCH)
    dump = json.loads(json.dumps(published_as_json()))
    assert set(dump) == {"releases"}
    release = dump["releases"][0]
    assert set(release) == {"id", "date", "catalogue_version", "participants", "parameters", "cells"}
    assert (release["id"], release["date"], release["participants"]) == ("2027-03-01", "2027-03-01", 24)
    assert release["parameters"]["k"] == 7
    for cell in release["cells"]:
        assert set(cell) == {"id", "created_release", "attributes", "size", "points"}
        assert set(cell["attributes"]) == {"type", "east_west", "band", "region", "land", "size_class"}
        for points in cell["points"].values():
            assert all(weight >= 3 and 10 <= value <= 90 and value % 5 == 0 for weight, value in points)
            assert 7 <= sum(weight for weight, _ in points) <= cell["size"]
    assert sum(cell["size"] for cell in release["cells"]) == 24
    points_stored = sum(len(points) for cell in release["cells"] for points in cell["points"].values())
    assert points_stored == count(store, "benchmark_point")


def test_no_name_key_or_id_of_a_commune_is_in_the_dump(store: Engine) -> None:
    pool = begin_with(24)
    publish(None, MARCH)
    dump = json.dumps(published_as_json())
    assert not [commune for commune in pool if commune.ags in dump or commune.name in dump]


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
        new = benchmark_publishing._planned(work, MARCH, b"key of the tests").new
    assert new is not None
    return new.release


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


# When.


def test_too_few_communes_publish_nothing_and_leave_no_trace(any_store: Engine) -> None:
    begin_with(19)
    outcome = publish(None, MARCH)
    assert (outcome.status, outcome.waiting, outcome.release_id) == (PublishStatus.TOO_FEW, 19, None)
    for table in ("benchmark_release", "benchmark_cell", "benchmark_member", "benchmark_key"):
        assert count(any_store, table) == 0
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


def test_a_preview_tells_the_same_and_stores_nothing(store: Engine) -> None:
    begin_with(24)
    seen = preview(PLATFORM, MARCH)
    assert count(store, "benchmark_release") == 0
    assert settings_module.settings().key("benchmark") is None
    assert seen == publish(PLATFORM, MARCH)


def test_weaker_parameters_than_before_are_refused(store: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    begin_with(24)
    publish(None, MARCH)
    monkeypatch.setattr(benchmark_publishing, "Parameters", lambda: Parameters(k=6))
    with pytest.raises(Refused, match="benchmark_parameters_weaker"):
        publish(None, SEPTEMBER)


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


@pytest.mark.parametrize("role", [Role.CONTRIBUTOR, Role.PLATFORM])
def test_who_may_not_read_the_comparison_is_refused_also_when_it_is_in_memory(store: Engine, role: Role) -> None:
    pool = begin_with(20)
    publish(None, MARCH)
    comparison(someone_of(pool[0]))
    with pytest.raises(NotAllowed):
        comparison(a_person(role, pool[0] if role is Role.CONTRIBUTOR else None))


@pytest.mark.parametrize("role", [Role.MAYOR, Role.OFFICER, Role.STEERING])
def test_the_own_commune_reads_the_comparison(store: Engine, role: Role) -> None:
    pool = begin_with(20)
    publish(None, MARCH)
    assert comparison(someone_of(pool[0], role)).counted == 20


def test_nobody_signed_in_reads_nothing(store: Engine) -> None:
    with pytest.raises(NotAllowed):
        comparison(None)  # type: ignore[arg-type]


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


def test_what_is_read_once_is_read_from_memory_afterwards(store: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    pool = begin_with(20)
    publish(None, MARCH)
    first = comparison(someone_of(pool[0]))
    monkeypatch.setattr("data.storage.benchmark_releases.BenchmarkReleases.release", None)
    assert comparison(someone_of(pool[1])).figures == first.figures


def test_outcomes_speak_to_programs_and_to_operators(store: Engine) -> None:
    begin_with(20)
    outcome = publish(None, MARCH)
    assert outcome.as_dict()["status"] == "published"
    assert outcome.as_sentence().startswith("Release 2027-03-01: 20 communes counted, 0 waiting;")
    assert "nothing" in publish(None, SEPTEMBER).as_sentence().lower()
