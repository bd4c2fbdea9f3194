"""Who keeps every release, and knows who joined, left or repeated the check, finds out no more."""

from __future__ import annotations

from functools import cache

import pytest
from attacks import our_system
from attacks.campaign import attack, follow_changes
from attacks.figures import NARROW, Figure
from attacks.our_system import Published, occasion, units
from attacks.worlds import RELEASE_DAYS, Moment, World, history, still, watched
from release_series import NOTHING_YET, after
from synthetic_communes import a_moment

from data.model.benchmark import CountedRound, PublishStatus
from data.rules.benchmarking import Unit, next_release

STORIES = [(35, seed, 7) for seed in range(4)] + [(120, 1, 4), (300, 1, 4)]


@cache
def story(number: int, seed: int, releases: int) -> tuple[World, list[Published], list[Figure]]:
    """A world over several release dates, all releases, and all that they tell together."""
    world = history(number, seed, releases)
    published = our_system.series(world)
    return world, published, our_system.figures(published)


@pytest.mark.parametrize(("number", "seed", "releases"), STORIES)
def test_all_releases_together_tell_nothing_narrower_than_the_proof_says(number: int, seed: int, releases: int) -> None:
    world, published, figures = story(number, seed, releases)
    reached = attack(world, figures, targets=3 if number == 35 else 0)
    assert len(published) >= 4
    assert (reached.verdict.exact, reached.verdict.narrow) == (0, 0)
    assert reached.verdict.narrowest >= 45
    assert reached.crowd >= 7


@pytest.mark.parametrize(("number", "seed", "releases"), STORIES)
def test_cells_are_computed_anew_and_still_no_change_of_a_single_commune_is_told(
    number: int, seed: int, releases: int
) -> None:
    world, published, figures = story(number, seed, releases)
    assert follow_changes(world, figures).claims == 0
    tables: dict[str, set[frozenset[int]]] = {}
    for each in published:
        for cell_id, members in each.members.items():
            tables.setdefault(cell_id, set()).add(members)
    assert max(len(counted) for counted in tables.values()) >= 2


@pytest.mark.parametrize(("number", "seed", "releases"), STORIES[:4])
def test_two_colluding_members_of_a_cell_who_keep_all_releases_find_nothing_narrow(
    number: int, seed: int, releases: int
) -> None:
    world, published, figures = story(number, seed, releases)
    for members in published[0].members.values():
        low, *_, high = sorted(members, key=lambda place: world.truth[place, 0])
        colluders = {world.rounds[low].commune, world.rounds[high].commune}
        reached = attack(world, figures, colluders, targets=0)
        assert (reached.verdict.exact, reached.verdict.narrow) == (0, 0)
        assert reached.verdict.narrowest >= NARROW
        assert follow_changes(world, figures, colluders).narrow == 0
        assert reached.crowd >= 3  # five changed, two of them collude


def test_twelve_submissions_watched_one_by_one_change_nothing() -> None:
    # Six of different cells repeat the check, six join.
    assert len(our_system.series(watched(35, 1))) == 1


@pytest.mark.parametrize("number", [35, 120])
def test_whoever_repeats_the_check_alone_changes_nothing(number: int) -> None:
    world = still(number, 1)
    before = units(world, world.moments[0])
    new, _ = next_release(NOTHING_YET, before, occasion(world.moments[0]))
    state = after(NOTHING_YET, new)
    for place, unit in enumerate(before):
        again = [*before[:place], _repeated(unit), *before[place + 1 :]]
        outcome = next_release(state, again, occasion(Moment(RELEASE_DAYS[1], ())))
        assert (outcome[0], outcome[1].status) == (None, PublishStatus.NOTHING_CHANGED)


@pytest.mark.parametrize("number", [35, 120, 300])
def test_four_of_every_cell_and_six_who_join_at_once_change_nothing(number: int) -> None:
    world, larger = still(number, 1), still(number + 6, 1)
    assert larger.communes[:number] == world.communes
    before = units(world, world.moments[0])
    new, _ = next_release(NOTHING_YET, before, occasion(world.moments[0]))
    four = {ags for members in new.members.values() for ags in sorted(members)[:4]}
    again = [_repeated(unit) if unit.commune.ags in four else unit for unit in before]
    joining = units(larger, larger.moments[0])[number:]
    later = occasion(Moment(RELEASE_DAYS[1], ()))
    assert len(four) == 4 * len(new.members)
    assert next_release(after(NOTHING_YET, new), [*again, *joining], later)[0] is None


def test_whoever_answers_anew_again_and_again_sees_nothing_move() -> None:
    world = still(35, 1)
    before = units(world, world.moments[0])
    new, _ = next_release(NOTHING_YET, before, occasion(world.moments[0]))
    state = after(NOTHING_YET, new)
    for value in range(0, 10_001, 500):
        probing = [_repeated(before[0], value), *before[1:]]
        assert next_release(state, probing, occasion(Moment(RELEASE_DAYS[1], ())))[0] is None


def _repeated(unit: Unit, value: int = 10_000) -> Unit:
    """The same commune with a newer round in which everything is answered alike."""
    values = unit.values.copy()
    values[:] = value
    return Unit(unit.commune, CountedRound(unit.round.self_check_id + 10_000, a_moment(2027, 6)), values)
