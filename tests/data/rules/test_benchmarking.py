"""From one release to the next: single submissions never move a number, and nobody enters or leaves alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from random import Random

import numpy as np
import pytest
from factories import a_commune
from release_series import NOTHING_YET, after
from synthetic_communes import a_moment, communes

from data.model.benchmark import (
    BenchmarkState,
    CellChange,
    CountedRound,
    NewRelease,
    PlannedCell,
    Profile,
    PublishOutcome,
    PublishStatus,
    Release,
)
from data.model.people import Commune, CommuneKind
from data.rules.benchmark_parameters import Parameters
from data.rules.benchmark_points import Indicator
from data.rules.benchmarking import Occasion, Unit, next_release, outside_of_cells, planned_cells, staying

INDICATORS = (Indicator("f1"), Indicator("f2"), Indicator("q1", is_question=True))
DAYS = [date(2027, 3, 1), date(2027, 9, 1), date(2028, 3, 1), date(2028, 9, 1), date(2029, 3, 1), date(2029, 9, 1)]
FIRST_ROUND = a_moment(2026, 11)
JUNE = a_moment(2027, 6)
ROUNDS = [FIRST_ROUND, JUNE, a_moment(2027, 12), a_moment(2028, 6)]


def an_occasion(day: date, **parameters: object) -> Occasion:
    used = Parameters(**parameters)  # type: ignore[arg-type]
    return Occasion(day.isoformat(), day, "test", INDICATORS, used, b"key of the tests")


def units(members: Iterable[Commune], at: datetime = FIRST_ROUND, seed: int = 0) -> list[Unit]:
    """One unit for every commune, with values of its own for this moment."""
    made = []
    for commune in members:
        draw = np.random.default_rng([int(commune.ags), int(at.timestamp()), seed])
        values = draw.integers(0, 10_001, len(INDICATORS)).astype(np.int32)
        made.append(Unit(commune, CountedRound(draw.integers(1, 10**9).item(), at), values))
    return made


def alike(number: int, first: int = 0, **attributes: object) -> list[Commune]:
    return [a_commune(**{"ags": f"09{index:03}001", **attributes}) for index in range(first, first + number)]


def released(
    state: BenchmarkState, pool: Sequence[Unit], day: date, **parameters: object
) -> tuple[NewRelease, PublishOutcome]:
    new, outcome = next_release(state, pool, an_occasion(day, **parameters))
    assert new is not None
    return new, outcome


def begun(pool: Sequence[Unit]) -> tuple[BenchmarkState, Release]:
    new, _ = released(NOTHING_YET, pool, DAYS[0])
    return after(NOTHING_YET, new), new.release


def points(release: Release) -> dict[str, object]:
    return {cell.id: cell.points for cell in release.cells}


TWENTY = units(alike(20))


# The first release.


def test_the_first_release_waits_for_twenty_communes() -> None:
    new, outcome = next_release(NOTHING_YET, TWENTY[:19], an_occasion(DAYS[0]))
    assert new is None
    assert (outcome.status, outcome.waiting, outcome.release_id) == (PublishStatus.TOO_FEW, 19, None)


def test_twenty_communes_that_are_alike_make_one_cell() -> None:
    new, outcome = released(NOTHING_YET, TWENTY, DAYS[0])
    assert [(cell.id, cell.size, cell.created_release) for cell in new.release.cells] == [
        ("2027-03-01-c001", 20, "2027-03-01")
    ]
    assert (outcome.counted, outcome.waiting, outcome.created) == (20, 0, 1)
    assert new.release.participants == 20
    assert new.members["2027-03-01-c001"] == {unit.commune.ags: unit.round for unit in TWENTY}
    # 20 values: six runs, 3 3 3 3 4 4; a question in two runs of ten.
    assert [point.weight for point in new.release.cells[0].points["f1"]] == [3, 3, 3, 3, 4, 4]
    assert [point.weight for point in new.release.cells[0].points["q1"]] == [10, 10]


def test_the_first_release_may_hold_mixed_cells_because_nobody_could_wait_for_another() -> None:
    pool = units([*alike(16), *alike(4, 100, kind=CommuneKind.DISTRICT)])
    new, _ = released(NOTHING_YET, pool, DAYS[0])
    assert [cell.attributes["type"] for cell in new.release.cells] == [("district", "municipality")]


def test_a_release_publishes_its_parameters() -> None:
    _, release = begun(TWENTY)
    assert release.parameters == Parameters().as_json()


# Repeating the check and leaving.


def repeated(pool: Sequence[Unit], number: int, at: datetime = JUNE) -> list[Unit]:
    """The first communes of a pool with a newer round."""
    return [*units([unit.commune for unit in pool[:number]], at), *pool[number:]]


def test_four_repeated_checks_change_nothing_and_there_is_no_release() -> None:
    state, _ = begun(TWENTY)
    new, outcome = next_release(state, repeated(TWENTY, 4), an_occasion(DAYS[1]))
    assert new is None
    assert (outcome.status, outcome.unchanged, outcome.counted) == (PublishStatus.NOTHING_CHANGED, 1, 20)


def test_the_fifth_repeated_check_recomputes_the_cell_from_all_newest_rounds() -> None:
    state, before = begun(TWENTY)
    pool = repeated(TWENTY, 5)
    new, outcome = released(state, pool, DAYS[1])
    assert (outcome.refreshed, outcome.created, outcome.unchanged) == (1, 0, 0)
    assert points(new.release) != points(before)
    assert [cell.id for cell in new.release.cells] == [cell.id for cell in before.cells]
    assert new.release.cells[0].created_release == "2027-03-01"
    assert new.members["2027-03-01-c001"] == {unit.commune.ags: unit.round for unit in pool}


@pytest.mark.parametrize("looked_after", [{"trust_domain": "consultant"}, {"public_results": True}])
def test_communes_that_hide_nobody_cannot_have_a_cell_computed_anew(looked_after: dict[str, object]) -> None:
    # Six of one consultant count as two, six with public results as none: two or four more changes are not enough.
    together = units(alike(6, 500, **looked_after))
    state, _ = begun([*TWENTY, *together])
    again = units([unit.commune for unit in together], JUNE)
    more = 5 - (2 if "trust_domain" in looked_after else 0)
    for others in range(more):
        assert next_release(state, [*repeated(TWENTY, others), *again], an_occasion(DAYS[1]))[0] is None
    assert released(state, [*repeated(TWENTY, more), *again], DAYS[1])[1].refreshed == 1


def test_of_those_who_left_two_of_a_district_count_as_changed() -> None:
    # Four of one district leave and count as two; with two more changes they are four, with three five.
    of_one = units([a_commune(ags=f"08001{number:03}") for number in range(4)])
    state, _ = begun([*TWENTY, *of_one])
    assert next_release(state, repeated(TWENTY, 2), an_occasion(DAYS[1]))[0] is None
    assert released(state, repeated(TWENTY, 3), DAYS[1])[1].refreshed == 1


@pytest.mark.parametrize("looked_after", [{"trust_domain": "consultant"}, {"public_results": True}])
def test_communes_that_hide_nobody_cannot_have_a_cell_computed_anew_by_withdrawing(
    looked_after: dict[str, object],
) -> None:
    # Six districts of one consultant withdraw and are still known: they count as two, six with public results as none.
    together = units(alike(6, 500, **looked_after))
    state, _ = begun([*TWENTY, *together])
    stored = {unit.commune.ags: unit.commune for unit in together}
    more = 5 - (2 if "trust_domain" in looked_after else 0)
    assert next_release(state, repeated(TWENTY, more - 1), an_occasion(DAYS[1]), stored)[0] is None
    assert next_release(state, repeated(TWENTY, more), an_occasion(DAYS[1]), stored)[1].refreshed == 1


def test_leaving_counts_like_repeating() -> None:
    # Three repeat and two leave: the cell is recomputed from the 18 that stay.
    state, _ = begun(TWENTY)
    new, _ = released(state, repeated(TWENTY, 3)[:18], DAYS[1])
    assert new.release.cells[0].size == 18


def test_whoever_left_stays_in_the_old_numbers_until_five_changed() -> None:
    state, before = begun(TWENTY)
    pure_newcomers = units(alike(7, 200, kind=CommuneKind.DISTRICT), a_moment(2027, 6))
    new, outcome = released(state, [*TWENTY[:16], *pure_newcomers], DAYS[1])
    assert (outcome.unchanged, outcome.created) == (1, 1)
    assert new.release.cells[0] == before.cells[0]
    assert new.release.participants == 27  # those who left are still counted


def test_a_cell_that_too_few_stay_in_is_retired() -> None:
    state, _ = begun(TWENTY)
    new, outcome = released(state, TWENTY[:6], DAYS[1])
    assert (new.retired, new.release.cells, outcome.retired) == (("2027-03-01-c001",), (), 1)


def test_communes_of_a_retired_cell_come_back_only_with_a_newer_round() -> None:
    # The 13 who left return: 7 of them with a newer round, 6 with the old one. Seven new rounds are enough for a cell.
    state, _ = begun(TWENTY)
    retired = after(state, released(state, TWENTY[:6], DAYS[1])[0])
    assert len(retired.ended) == 20
    assert next_release(retired, TWENTY, an_occasion(DAYS[2]))[0] is None
    new, outcome = released(retired, repeated(TWENTY, 7, a_moment(2027, 12)), DAYS[2])
    assert [cell.size for cell in new.release.cells] == [7]
    assert outcome.waiting == 0


def test_communes_of_a_cell_that_ends_now_enter_the_pool_at_once_if_they_repeated() -> None:
    # Eight of twenty stay with newer rounds, but six of them lie in one district: 2 + 2 count, so the cell ends.
    pool = units([*alike(6), *[a_commune(ags=f"08001{n:03}") for n in range(6)], *alike(8, 100)])
    state, _ = begun(pool)
    stay = [*repeated(pool, 12)[6:14], *units(alike(2, 300), a_moment(2027, 6))]
    new, outcome = next_release(state, stay, an_occasion(DAYS[1]))
    assert new is not None
    assert new.retired == ("2027-03-01-c001",)
    assert (outcome.created, outcome.waiting) == (0, 8)  # 6 with newer rounds and the 2 new ones; 2 have old rounds


def test_a_cell_is_retired_after_six_release_dates_without_a_change() -> None:
    state, _ = begun(TWENTY)
    still = next_release(state, TWENTY, an_occasion(date(2029, 9, 1)))[1]
    assert still.status is PublishStatus.NOTHING_CHANGED
    new, outcome = released(state, TWENTY, date(2030, 3, 1))
    assert (outcome.retired, new.release.cells) == (1, ())


def test_a_recomputed_cell_starts_its_age_anew() -> None:
    state, _ = begun(TWENTY)
    pool = repeated(TWENTY, 5)
    refreshed = after(state, released(state, pool, DAYS[1])[0])
    assert next_release(refreshed, pool, an_occasion(date(2030, 3, 1)))[0] is None
    assert released(refreshed, pool, date(2030, 9, 1))[1].retired == 1


# Newcomers.


def test_six_newcomers_change_nothing() -> None:
    state, _ = begun(TWENTY)
    new, outcome = next_release(state, [*TWENTY, *units(alike(6, 100))], an_occasion(DAYS[1]))
    assert new is None
    assert (outcome.waiting, outcome.counted) == (6, 20)


def test_seven_newcomers_of_one_type_enter_as_a_cell_of_their_own() -> None:
    state, before = begun(TWENTY)
    new, outcome = released(state, [*TWENTY, *units(alike(7, 100), a_moment(2027, 6))], DAYS[1])
    assert [cell.id for cell in new.release.cells] == ["2027-03-01-c001", "2027-09-01-c001"]
    assert new.release.cells[0] == before.cells[0]
    assert set(new.members) == {"2027-09-01-c001"}
    assert (outcome.unchanged, outcome.created) == (1, 1)


def mixed(at: datetime) -> list[Unit]:
    return units([*alike(4, 100), *alike(4, 200, kind=CommuneKind.DISTRICT)], at)


def test_newcomers_of_mixed_type_wait_one_release() -> None:
    state, _ = begun(TWENTY)
    # Submitted in June 2027: the release of September is the first that could count them, March 2028 the second.
    newcomers = mixed(a_moment(2027, 6))
    assert next_release(state, [*TWENTY, *newcomers], an_occasion(DAYS[1]))[0] is None
    new, _ = released(state, [*TWENTY, *newcomers], DAYS[2])
    assert new.release.cells[-1].attributes["type"] == ("district", "municipality")


def test_one_commune_that_waited_is_enough_for_a_mixed_cell() -> None:
    state, _ = begun(TWENTY)
    newcomers = [*mixed(a_moment(2027, 6))[:1], *mixed(a_moment(2027, 12))[1:]]
    assert released(state, [*TWENTY, *newcomers], DAYS[2])[1].created == 1


def test_a_release_between_the_dates_does_not_shorten_the_wait() -> None:
    # Submitted in April, a release in May: in September nobody has waited a release date yet.
    state, _ = begun(TWENTY)
    newcomers = mixed(a_moment(2027, 4))
    for day in (date(2027, 5, 2), date(2027, 9, 1)):
        assert next_release(state, [*TWENTY, *newcomers], an_occasion(day))[0] is None


# Who takes part, by public facts.

A_TOWN = {
    "type": "municipality",
    "east_west": "west",
    "band": "20k_100k",
    "region": "urban",
    "land": "Bayern",
    "size_class": "20k_50k",
}
A_DISTRICT = {**A_TOWN, "type": "district"}


def profiles(new: NewRelease) -> list[Profile]:
    return sorted(new.profiles, key=lambda profile: profile.attributes["type"])


def test_a_release_tells_how_many_of_the_same_public_facts_are_counted_and_take_part() -> None:
    # Twenty towns are counted; six districts that came later wait for a cell, as seven would be needed.
    pool = [*TWENTY, *units(alike(6, 100, kind=CommuneKind.DISTRICT), JUNE)]
    state, _ = begun(TWENTY)
    new, _ = released(state, repeated(pool, 5), DAYS[1])
    assert profiles(new) == [Profile(A_DISTRICT, counted=0, participating=6), Profile(A_TOWN, 20, 20)]


def test_who_left_takes_part_no_longer_although_its_cell_still_counts_it() -> None:
    state, _ = begun(TWENTY)
    newcomers = units(alike(7, 200, kind=CommuneKind.DISTRICT), JUNE)
    new, _ = released(state, [*TWENTY[:16], *newcomers], DAYS[1])
    assert sorted(cell.size for cell in new.release.cells) == [7, 20]
    assert profiles(new) == [Profile(A_DISTRICT, 7, 7), Profile(A_TOWN, 16, 16)]


def test_who_comes_back_only_with_a_newer_round_does_not_take_part_yet() -> None:
    state, _ = begun(TWENTY)
    retired = after(state, released(state, TWENTY[:6], DAYS[1])[0])
    new, _ = released(retired, repeated(TWENTY, 7, a_moment(2027, 12)), DAYS[2])
    assert profiles(new) == [Profile(A_TOWN, 7, 7)]


def test_the_counted_of_all_profiles_are_the_counted_of_the_first_release() -> None:
    new, outcome = released(NOTHING_YET, units(communes(90, 2)), DAYS[0])
    assert sum(profile.counted for profile in new.profiles) == outcome.counted
    assert sum(profile.participating for profile in new.profiles) == new.release.participants == 90


# What a dry run tells.


def test_before_the_first_release_every_planned_cell_is_new() -> None:
    new, _ = released(NOTHING_YET, TWENTY, DAYS[0])
    (planned,) = planned_cells(NOTHING_YET, new)
    assert planned == PlannedCell("2027-03-01-c001", new.release.cells[0].attributes, 20, CellChange.NEW)


def test_planned_cells_are_told_by_what_happens_to_them_the_new_ones_first() -> None:
    towns, districts = alike(20), alike(14, 100, kind=CommuneKind.DISTRICT)
    cities = alike(14, 200, kind=CommuneKind.INDEPENDENT_CITY)
    first = {kind: units(of) for kind, of in (("towns", towns), ("districts", districts), ("cities", cities))}
    state, release = begun([unit for of in first.values() for unit in of])
    cell_of = {cell.attributes["type"][0]: cell.id for cell in release.cells}
    # Five districts repeat; of 14 cities six stay; seven newcomers of another size enter.
    newcomers = units(alike(7, 300, population=900), JUNE)
    pool = [*first["towns"], *repeated(first["districts"], 5), *first["cities"][:6], *newcomers]
    new, _ = released(state, pool, DAYS[1])
    assert [(planned.id, planned.size, planned.change) for planned in planned_cells(state, new)] == [
        ("2027-09-01-c001", 7, CellChange.NEW),
        (cell_of["district"], 14, CellChange.RECOMPUTED),
        (cell_of["independent_city"], 14, CellChange.RETIRED),
        (cell_of["municipality"], 20, CellChange.UNCHANGED),
    ]


def test_where_nothing_is_published_every_cell_stays_as_it_is() -> None:
    state, _ = begun(TWENTY)
    assert [planned.change for planned in planned_cells(state, None)] == [CellChange.UNCHANGED]
    assert planned_cells(NOTHING_YET, None) == ()


def test_a_planned_cell_holds_no_point() -> None:
    new, _ = released(NOTHING_YET, TWENTY, DAYS[0])
    assert set(vars(planned_cells(NOTHING_YET, new)[0])) == {"id", "attributes", "size", "change"}


def outside(state: BenchmarkState, pool: Sequence[Unit], new: NewRelease | None) -> tuple[set[str], set[str]]:
    waiting, only_older = outside_of_cells(state, pool, new)
    return {commune.ags for commune in waiting}, {commune.ags for commune in only_older}


def keys(pool: Iterable[Unit]) -> set[str]:
    return {unit.commune.ags for unit in pool}


def test_before_a_first_release_everybody_waits() -> None:
    assert outside(NOTHING_YET, TWENTY[:19], None) == (keys(TWENTY[:19]), set())


def test_nobody_waits_who_is_counted_in_a_cell() -> None:
    new, _ = released(NOTHING_YET, TWENTY, DAYS[0])
    assert outside(NOTHING_YET, TWENTY, new) == (set(), set())
    state = after(NOTHING_YET, new)
    assert outside(state, repeated(TWENTY, 4), None) == (set(), set())


def test_newcomers_wait_until_they_are_enough() -> None:
    state, _ = begun(TWENTY)
    newcomers = units(alike(6, 100), JUNE)
    assert outside(state, [*TWENTY, *newcomers], None) == (keys(newcomers), set())


def test_of_a_cell_that_ends_who_repeated_waits_and_the_others_come_back_with_a_newer_round() -> None:
    state, _ = begun(TWENTY)
    pool = repeated(TWENTY[:6], 2)
    new, _ = released(state, pool, DAYS[1])
    assert new.retired == ("2027-03-01-c001",)
    assert outside(state, pool, new) == (keys(pool[:2]), keys(pool[2:]))


# Whose answers need not be read.


def staying_of(state: BenchmarkState, pool: Sequence[Unit], day: date) -> set[str]:
    return set(staying(state, {unit.commune.ags: unit.round for unit in pool}, day, Parameters()))


def test_members_of_a_cell_stay_while_fewer_than_five_changed() -> None:
    state, _ = begun(TWENTY)
    assert staying_of(state, repeated(TWENTY, 4), DAYS[1]) == keys(TWENTY)
    assert staying_of(state, repeated(TWENTY, 5), DAYS[1]) == set()
    # Two repeated and two left: the 18 others stay, whatever they answered.
    assert staying_of(state, repeated(TWENTY, 2)[:18], DAYS[1]) == keys(TWENTY[:18])
    assert staying_of(state, repeated(TWENTY, 2)[:17], DAYS[1]) == set()


def test_members_of_a_cell_that_grows_too_old_do_not_stay() -> None:
    state, _ = begun(TWENTY)
    assert staying_of(state, TWENTY, date(2029, 9, 1)) == keys(TWENTY)
    assert staying_of(state, TWENTY, date(2030, 3, 1)) == set()


@pytest.mark.parametrize("seed", range(4))
def test_a_release_is_the_same_without_the_answers_of_those_who_stay(seed: int) -> None:
    draw, everybody = Random(seed), communes(90, seed)
    pool = units(everybody)
    state, _ = begun(pool)
    for day, at in zip(DAYS[1:4], ROUNDS[1:], strict=False):
        again = draw.sample(range(len(pool)), 12)
        pool = [unit for place, unit in enumerate(pool) if place not in again] + units(
            [pool[place].commune for place in again[:10]], at
        )
        unread = staying(state, {unit.commune.ags: unit.round for unit in pool}, day, Parameters())
        blind = [
            Unit(unit.commune, unread[ags], None) if (ags := unit.commune.ags) in unread else unit for unit in pool
        ]
        new, outcome = next_release(state, pool, an_occasion(day))
        assert unread
        assert next_release(state, blind, an_occasion(day)) == (new, outcome)
        state = after(state, new) if new else state


# What must hold whatever happens.


def test_the_same_state_and_units_give_the_same_release_in_any_order() -> None:
    pool = units(communes(60, 1))
    shuffled = Random(1).sample(pool, len(pool))
    assert released(NOTHING_YET, pool, DAYS[0]) == released(NOTHING_YET, shuffled, DAYS[0])


@pytest.mark.parametrize(("number", "seed"), [(35, 1), (35, 2), (120, 3), (300, 4)])
def test_exchanging_two_members_of_a_cell_changes_nothing_published_over_four_releases(number: int, seed: int) -> None:
    # Two communes of one cell exchange their whole trajectories: what they answered, in every round.
    everybody = communes(number, seed)
    first, _ = released(NOTHING_YET, units(everybody), DAYS[0])
    cell = next(iter(first.members.values()))
    one, other = sorted(cell)[0], sorted(cell)[-1]

    def story(exchanged: bool) -> list[Release]:
        state, releases = NOTHING_YET, []
        draw = Random(seed)
        rounds = dict.fromkeys((commune.ags for commune in everybody), FIRST_ROUND)
        for at, day in zip(ROUNDS, DAYS, strict=False):
            rounds |= dict.fromkeys([one, other, *draw.sample(sorted(rounds), number // 2)], at)
            made = {commune.ags: units([commune], rounds[commune.ags])[0] for commune in everybody}
            if exchanged:
                values = made[one].values, made[other].values
                made[other], made[one] = replace(made[other], values=values[0]), replace(made[one], values=values[1])
            new, _ = next_release(state, list(made.values()), an_occasion(day))
            if new is not None:
                releases.append(new.release)
                state = after(state, new)
        return releases

    as_it_was = story(exchanged=False)
    assert len(as_it_was) >= 3
    assert story(exchanged=True) == as_it_was


@pytest.mark.parametrize("seed", range(6))
def test_over_many_releases_every_cell_keeps_its_crowd_and_every_change_has_five(seed: int) -> None:
    draw = Random(seed)
    everybody = communes(150, seed)
    here, joining = everybody[:40], everybody[40:]
    rounds = {commune.ags: FIRST_ROUND for commune in here}
    state = NOTHING_YET
    for half_year, day in enumerate(DAYS):
        at = a_moment(2027, 1) if half_year == 0 else datetime.combine(DAYS[half_year - 1], FIRST_ROUND.timetz())
        here = [commune for commune in here if draw.random() > 0.05]
        here, joining = here + joining[:18], joining[18:]
        for commune in here:
            if commune.ags not in rounds or draw.random() < 0.3:
                rounds[commune.ags] = at
        pool = [unit for commune in here for unit in units([commune], rounds[commune.ags])]
        new, _ = next_release(state, pool, an_occasion(day))
        if new is None:
            continue
        _check(state, new)
        state = after(state, new)
    assert len(state.cells) >= 5


def _check(state: BenchmarkState, new: NewRelease) -> None:
    before = {cell.cell.id: cell for cell in state.cells}
    counted = [ags for cell in after(state, new).cells for ags in cell.members]
    assert len(counted) == len(set(counted))
    for cell in new.release.cells:
        assert cell.size >= 7
        assert all(
            10 <= point.value <= 90 and point.value % 5 == 0 for points in cell.points.values() for point in points
        )
        assert all(point.weight >= 3 for points in cell.points.values() for point in points)
        if cell.id not in before:
            assert not state.ended.keys() & {
                ags for ags, r in new.members[cell.id].items() if r.submitted_at <= state.ended.get(ags, FIRST_ROUND)
            }
            continue
        old = before[cell.id]
        if cell.id in new.members:
            now = new.members[cell.id]
            assert sum(now.get(ags) != r for ags, r in old.members.items()) >= 5
            assert now.keys() <= old.members.keys()
        else:
            assert cell == old.cell
