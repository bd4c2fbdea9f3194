"""Releases come back exactly as they were published, and what stays inside the house is kept apart."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime

import pytest
from conftest import count
from factories import a_commune
from sqlalchemy import Engine
from synthetic_communes import a_moment, counted_replies, submit

from data.errors import ChangedMeanwhile
from data.model.audit import AuditEvent
from data.model.benchmark import (
    ActiveCell,
    BenchmarkState,
    Cell,
    CountedRound,
    NewRelease,
    Point,
    Profile,
    Release,
    ReleaseHead,
)
from data.model.self_check import Answer, Answered, NotApplicable, NotKnown, Perspective
from data.storage.benchmark_intake import BenchmarkIntake
from data.storage.database import reading, writing

FIRST, SECOND, THIRD = date(2027, 3, 1), date(2027, 9, 1), date(2028, 3, 1)
OLD, NEW = CountedRound(1, a_moment(2026, 11)), CountedRound(2, a_moment(2027, 6))


def a_cell(id_: str, created: date = FIRST, value: int = 50) -> Cell:
    return Cell(
        id=id_,
        created_release=created.isoformat(),
        attributes={"type": ("district", "municipality"), "land": ("Bayern", "Thüringen")},
        size=7,
        points={"f1": (Point(3, value), Point(4, 90)), "f1c1": (Point(7, 10),)},
    )


def a_release(day: date, *cells: Cell, version: str = "2021-07") -> Release:
    return Release(day.isoformat(), day, version, 9, {"k": 7, "coverage": 2 / 3}, cells)


def publish(
    release: Release,
    members: Mapping[str, Mapping[str, CountedRound]],
    retired: tuple[str, ...] = (),
    *,
    is_demo: bool = False,
    at: datetime | None = None,
    profiles: tuple[Profile, ...] = (),
) -> None:
    with writing() as work:
        moment = at or datetime.combine(release.date, a_moment(2027, 1).timetz())
        work.benchmark.add(NewRelease(release, profiles, members, retired), at=moment, is_demo=is_demo)
        work.audit.record(AuditEvent.BENCHMARK_PUBLISHED)


def state(version: str = "2021-07", *, is_demo: bool = False) -> BenchmarkState:
    with reading() as work:
        return work.benchmark.state(is_demo=is_demo, catalogue_version=version)


def test_a_release_comes_back_as_it_was_published(any_store: Engine) -> None:
    published = a_release(FIRST, a_cell("a"), a_cell("b", value=35))
    publish(published, {"a": {"09001001": OLD}, "b": {"09002001": OLD}})
    with reading() as work:
        assert work.benchmark.release("2027-03-01") == published
        assert work.benchmark.all(is_demo=False) == [published]
        assert work.benchmark.release("2099-01-01") is None


def test_releases_come_oldest_first_with_their_cells_as_they_were_then(any_store: Engine) -> None:
    first = a_release(FIRST, a_cell("a"), a_cell("b"))
    second = a_release(SECOND, a_cell("a", value=65))
    publish(first, {"a": {"09001001": OLD}, "b": {"09002001": OLD}})
    publish(second, {"a": {"09001001": NEW}}, retired=("b",))
    with reading() as work:
        assert work.benchmark.all(is_demo=False) == [first, second]


def test_the_points_of_a_release_are_also_told_as_the_weight_of_each_value(any_store: Engine) -> None:
    # f1 of cell b has 3 communes at 90 and 4 more at 90: together 7.
    publish(a_release(FIRST, a_cell("a"), a_cell("b", value=90)), {"a": {"09001001": OLD}, "b": {"09002001": OLD}})
    with reading() as work:
        found = work.benchmark.point_weights("2027-03-01")
        assert work.benchmark.point_weights("2099-01-01") == []
    assert sorted(found) == [
        ("a", "f1", 50, 3),
        ("a", "f1", 90, 4),
        ("a", "f1c1", 10, 7),
        ("b", "f1", 90, 7),
        ("b", "f1c1", 10, 7),
    ]


def test_storing_a_release_tells_how_far_it_is(any_store: Engine) -> None:
    told: list[float] = []
    release = a_release(FIRST, a_cell("a"), replace(a_cell("b"), points={}))  # a cell may be silent about everything
    with writing() as work:
        new = NewRelease(release, (), {}, ())
        work.benchmark.add(new, at=a_moment(2027, 3), is_demo=False, progress=told.append)
        work.audit.record(AuditEvent.BENCHMARK_PUBLISHED)
    assert told == [0.5, 1.0]
    with reading() as work:
        assert work.benchmark.release("2027-03-01") == release


def test_a_release_tells_how_many_communes_of_which_public_attributes_it_counts(any_store: Engine) -> None:
    told = (Profile({"type": "district"}, counted=3, participating=4), Profile({"type": "municipality"}, 4, 5))
    publish(a_release(FIRST, a_cell("a")), {"a": {"09001001": OLD}}, profiles=told)
    with reading() as work:
        assert work.benchmark.profiles("2027-03-01") == list(told)
        assert work.benchmark.profiles("2099-01-01") == []


def test_cells_are_also_read_without_their_points_as_they_were_in_each_release(any_store: Engine) -> None:
    publish(a_release(FIRST, a_cell("b"), a_cell("a")), {"a": {"09001001": OLD}, "b": {"09002001": OLD}})
    smaller = replace(a_cell("a", value=60), size=6, attributes={"type": ("district",), "land": ("Bayern",)})
    publish(a_release(SECOND, smaller), {"a": {"09001001": NEW}}, retired=("b",))
    with reading() as work:
        first, second = (work.benchmark.cells_without_points(id_) for id_ in ("2027-03-01", "2027-09-01"))
        assert work.benchmark.cells_without_points("2099-01-01") == []
    assert first == [replace(a_cell(id_), points={}) for id_ in ("a", "b")]
    assert second == [replace(smaller, points={})]


def test_heads_tell_of_releases_what_stands_above_them_the_newest_first(any_store: Engine) -> None:
    publish(a_release(FIRST, a_cell("a")), {"a": {"1": OLD}}, at=a_moment(2027, 3, 1))
    publish(a_release(SECOND, a_cell("a", value=60)), {"a": {"1": NEW}}, at=a_moment(2027, 9, 1))
    publish(a_release(THIRD, a_cell("d", THIRD)), {"d": {"2": OLD}}, is_demo=True)
    with reading() as work:
        heads = work.benchmark.heads(is_demo=False)
        assert [head.id for head in work.benchmark.heads(is_demo=True)] == ["2028-03-01"]
        assert work.benchmark.head("2027-03-01") == heads[1]
        with pytest.raises(LookupError):
            work.benchmark.head("2099-01-01")
    parameters = {"k": 7, "coverage": 2 / 3}
    assert heads == [
        ReleaseHead("2027-09-01", SECOND, "2021-07", parameters, a_moment(2027, 9, 1), participants=9),
        ReleaseHead("2027-03-01", FIRST, "2021-07", parameters, a_moment(2027, 3, 1), participants=9),
    ]


def test_before_the_first_release_there_is_no_state(any_store: Engine) -> None:
    assert state() == BenchmarkState(newest=None, cells=(), ended={})


def test_the_state_tells_who_is_counted_where_and_since_when(any_store: Engine) -> None:
    publish(a_release(FIRST, a_cell("a")), {"a": {"09001001": OLD, "09002001": OLD}})
    assert state() == BenchmarkState(
        newest=FIRST, cells=(ActiveCell(a_cell("a"), FIRST, {"09001001": OLD, "09002001": OLD}),), ended={}
    )


def test_a_recomputed_cell_replaces_its_members_and_the_others_keep_theirs(any_store: Engine) -> None:
    publish(a_release(FIRST, a_cell("a"), a_cell("b")), {"a": {"1": OLD, "2": OLD}, "b": {"3": OLD}})
    publish(a_release(SECOND, a_cell("a", value=60), a_cell("b")), {"a": {"1": NEW}})
    found = {cell.cell.id: cell for cell in state().cells}
    assert (found["a"].members, found["a"].computed_on) == ({"1": NEW}, SECOND)
    assert (found["b"].members, found["b"].computed_on) == ({"3": OLD}, FIRST)
    assert state().ended == {"1": OLD.submitted_at, "2": OLD.submitted_at}


def test_the_members_of_a_retired_cell_have_ended(any_store: Engine) -> None:
    publish(a_release(FIRST, a_cell("a"), a_cell("b")), {"a": {"1": NEW}, "b": {"3": OLD}})
    publish(a_release(SECOND, a_cell("b")), {}, retired=("a",))
    assert [cell.cell.id for cell in state().cells] == ["b"]
    assert state().ended == {"1": NEW.submitted_at}


def test_a_round_counted_under_another_catalogue_version_has_ended(any_store: Engine) -> None:
    publish(a_release(FIRST, a_cell("a"), version="2021-03"), {"a": {"1": OLD}})
    assert state("2021-07") == BenchmarkState(newest=None, cells=(), ended={"1": OLD.submitted_at})
    assert state("2021-03").ended == {}


def test_demo_releases_are_a_series_of_their_own(any_store: Engine) -> None:
    publish(a_release(FIRST, a_cell("a")), {"a": {"1": OLD}}, is_demo=True)
    assert state() == BenchmarkState(newest=None, cells=(), ended={})
    with reading() as work:
        assert work.benchmark.all(is_demo=False) == []
        assert work.benchmark.newest(is_demo=False) is None
        assert work.benchmark.newest(is_demo=True).id == "2027-03-01"
        assert work.benchmark.ids() == {"2027-03-01"}


def test_the_newest_release_can_be_asked_for_by_catalogue_version(any_store: Engine) -> None:
    publish(a_release(FIRST, a_cell("a"), version="2021-03"), {"a": {"1": OLD}})
    publish(a_release(SECOND, a_cell("b", SECOND)), {"b": {"1": NEW}})
    with reading() as work:
        newest = work.benchmark.newest(is_demo=False)
        assert (newest.id, newest.date, newest.catalogue_version) == ("2027-09-01", SECOND, "2021-07")
        assert newest.parameters == {"k": 7, "coverage": 2 / 3}
        assert work.benchmark.newest(is_demo=False, catalogue_version="2021-03").id == "2027-03-01"
        assert work.benchmark.newest(is_demo=False, catalogue_version="2030-01") is None


def test_of_two_releases_of_one_day_the_later_is_the_newest(any_store: Engine) -> None:
    publish(a_release(FIRST, a_cell("a")), {"a": {"1": OLD}}, at=a_moment(2027, 3, 1))
    again = Release("2027-03-01-2", FIRST, "2021-07", 9, {}, (a_cell("a"),))
    publish(again, {}, at=a_moment(2027, 3, 2))
    with reading() as work:
        assert work.benchmark.newest(is_demo=False).id == "2027-03-01-2"


def test_a_commune_is_counted_as_long_as_its_cell_is_shown_with_it(any_store: Engine) -> None:
    publish(a_release(FIRST, a_cell("a"), a_cell("b")), {"a": {"1": OLD, "2": OLD}, "b": {"3": OLD}})
    publish(a_release(SECOND, a_cell("a", value=60)), {"a": {"1": NEW}}, retired=("b",))
    with reading() as work:
        cells = {ags: work.benchmark.cell_of(ags, "2027-09-01") for ags in ("1", "2", "3", "4")}
    assert cells == {"1": "a", "2": None, "3": None, "4": None}


def test_two_releases_of_one_id_cannot_be_stored(any_store: Engine) -> None:
    publish(a_release(FIRST, a_cell("a")), {"a": {"1": OLD}})
    with pytest.raises(ChangedMeanwhile, match="benchmark_published_meanwhile"):
        publish(a_release(FIRST, a_cell("b")), {"b": {"1": OLD}})
    assert count(any_store, "benchmark_cell") == 1


def test_a_commune_that_is_erased_stays_counted(any_store: Engine) -> None:
    # No reference keeps a commune or its rounds from being deleted at once.
    publish(a_release(FIRST, a_cell("a")), {"a": {"09001001": OLD}})
    assert count(any_store, "commune") == 0
    assert state().cells[0].members == {"09001001": OLD}


def test_only_the_fingerprint_of_the_key_is_kept(any_store: Engine) -> None:
    with reading() as work:
        assert work.benchmark.key_fingerprint() is None
    with writing() as work:
        work.benchmark.keep_key_fingerprint("abc")
        work.audit.record(AuditEvent.BENCHMARK_PUBLISHED)
    with reading() as work:
        assert work.benchmark.key_fingerprint() == "abc"


# The intake.


def intake_rounds(*, is_demo: bool = False) -> dict[str, list[tuple[str, datetime]]]:
    with reading() as work:
        found = BenchmarkIntake(work.session).submitted_rounds(is_demo=is_demo)
    return {ags: [(r.catalogue_version, r.counted.submitted_at) for r in rounds] for ags, rounds in found.items()}


def test_submitted_rounds_of_consenting_communes_come_newest_first(any_store: Engine) -> None:
    town, silent = a_commune(ags="09001001"), a_commune(ags="09001002", benchmark_consent=False)
    submit(town, {"MS-01": Answered(1)}, a_moment(2025, 1), version="2021-03")
    submit(town, {"MS-01": Answered(2)}, a_moment(2026, 1))
    submit(town, {"MS-01": Answered(3)}, a_moment(2027, 1), draft=True)
    submit(silent, {"MS-01": Answered(3)}, a_moment(2026, 1))
    assert intake_rounds() == {"09001001": [("2021-07", a_moment(2026, 1)), ("2021-03", a_moment(2025, 1))]}


def test_demo_communes_and_others_are_never_read_together(any_store: Engine) -> None:
    submit(a_commune(ags="09001001"), {"MS-01": Answered(1)}, a_moment(2026, 1))
    submit(a_commune(ags="09001002", is_demo=True), {"MS-01": Answered(1)}, a_moment(2026, 1))
    assert set(intake_rounds()) == {"09001001"}
    assert set(intake_rounds(is_demo=True)) == {"09001002"}


def test_the_replies_of_many_rounds_are_read_at_once(any_store: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("data.storage.benchmark_intake.ROUNDS_AT_ONCE", 2)
    given = {"MS-01": Answered(0), "MS-02": Answered(4), "MS-03": NotKnown(), "MS-04": NotApplicable()}
    for number in range(3):
        submit(a_commune(ags=f"0900100{number}"), given, a_moment(2026, 1))
    submit(a_commune(ags="09001009"), {}, a_moment(2026, 1))
    with reading() as work:
        rounds = BenchmarkIntake(work.session).submitted_rounds(is_demo=False)
    ids = [rounds[ags][0].counted.self_check_id for ags in sorted(rounds)]
    assert counted_replies(*ids[:3]) == dict.fromkeys(ids[:3], given)
    assert counted_replies(*ids) == {**dict.fromkeys(ids[:3], given), ids[3]: {}}
    assert counted_replies() == {}


def test_replies_to_questions_that_are_not_asked_for_are_left_out(any_store: Engine) -> None:
    submit(a_commune(), {"MS-01": Answered(1), "MS-02": Answered(2), "MS-03": NotKnown()}, a_moment(2026, 1))
    with reading() as work:
        (round_,) = BenchmarkIntake(work.session).submitted_rounds(is_demo=False)["09999001"]
        found, numbers = BenchmarkIntake(work.session).replies(
            [round_.counted.self_check_id], ["MS-03", "XX-01", "MS-01"]
        )
    # Levels are their own numbers, 5 is not known, -1 is open.
    assert (found, numbers.tolist()) == ([round_.counted.self_check_id], [[5, -1, 1]])


def test_reading_replies_tells_how_far_it_is(any_store: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("data.storage.benchmark_intake.ROUNDS_AT_ONCE", 2)
    told: list[float] = []
    with reading() as work:
        BenchmarkIntake(work.session).replies([1, 2, 3, 4, 5], ["MS-01"], told.append)
    # Three statements: after two, four and all of five rounds.
    assert told == [0.4, 0.8, 1.0]


def test_only_the_answers_of_the_administration_are_read(any_store: Engine) -> None:
    submit(a_commune(ags="09001001"), {"MS-01": Answered(1)}, a_moment(2026, 1))
    with writing() as work:
        round_id = BenchmarkIntake(work.session).submitted_rounds(is_demo=False)["09001001"][0].counted.self_check_id
        said = [Answer("MS-02", Answered(4))]
        work.answers.add_new(round_id, Perspective.COUNCIL, said, at=a_moment(2026, 1), by=None)
        work.audit.record(AuditEvent.DEMO_CREATED)
    assert counted_replies(round_id) == {round_id: {"MS-01": Answered(1)}}


def test_a_release_tells_how_many_cells_it_has_and_how_many_communes_they_count(any_store: Engine) -> None:
    publish(a_release(FIRST, a_cell("a"), a_cell("b")), {"a": {"09001001": OLD}, "b": {"09002001": OLD}})
    publish(a_release(SECOND, a_cell("a")), {}, retired=("b",))
    with reading() as work:
        assert work.benchmark.sizes(is_demo=False) == {"2027-03-01": (2, 14), "2027-09-01": (1, 7)}  # 7 each
        assert work.benchmark.sizes(is_demo=True) == {}


def test_the_newest_round_that_ever_counted_is_remembered_also_after_its_cell_ended(any_store: Engine) -> None:
    publish(a_release(FIRST, a_cell("a"), a_cell("b")), {"a": {"09001001": OLD}, "b": {"09002001": OLD}})
    publish(a_release(SECOND, a_cell("a")), {"a": {"09001001": NEW}}, retired=("b",))
    with reading() as work:
        found = {ags: work.benchmark.last_counted(ags, is_demo=False) for ags in ("09001001", "09002001", "09003001")}
        assert work.benchmark.last_counted("09001001", is_demo=True) is None
    assert found == {"09001001": NEW.submitted_at, "09002001": OLD.submitted_at, "09003001": None}
