"""The own result beside the peers: their figures from a release, our score from our own frozen result."""

from __future__ import annotations

from datetime import date
from random import Random

import pytest
from factories import a_commune, replies_to_all, stored_commune, stored_person, stored_round
from published_releases import MARCH, SUBMITTED, alike, districts, rounds_of, someone_of
from sqlalchemy import Engine, text
from synthetic_communes import communes, replies_of_a_commune, submit_all

from data.content.catalogues import catalogue
from data.errors import NotAllowed, NotFound
from data.model.benchmark import Standing
from data.model.people import Commune, Person, Role
from data.services import benchmark_publishing, goals
from data.services.peers import beside_peers, workbook

FIELDS = catalogue("2021-07").fields


def publish_with(number: int) -> list[Commune]:
    """A release over so many communes that answered around the middle."""
    draw = Random(5)
    pool = communes(number, seed=4)
    submit_all([(commune, replies_of_a_commune(draw)) for commune in pool], SUBMITTED)
    benchmark_publishing.publish(None, MARCH)
    return pool


def mayor_of(points: int | None, **levels: int) -> Person:
    """The mayor of a town that joined after the release, with a result unless points are None."""
    town = stored_commune(ags="01999999", name="Neue Stadt")
    if points is not None:
        stored_round(town, replies_to_all(points, **levels), submitted=True)
    return stored_person(Role.MAYOR, town)


def test_before_the_first_release_nobody_is_beside_us(store: Engine) -> None:
    assert beside_peers(mayor_of(2)) is None


def test_where_all_cells_have_ended_nobody_is_beside_us_and_there_is_no_workbook(store: Engine) -> None:
    # From September 2027 to March 2030 there are six release dates, and nobody answered anew.
    pool = publish_with(24)
    benchmark_publishing.publish(None, date(2030, 3, 1))
    mayor = someone_of(pool[0])
    view = beside_peers(mayor)
    assert view is not None and view.comparison.has_ended
    assert (view.positions, view.comparison.figures, view.comparison.levels) == ({}, {}, {})
    with pytest.raises(NotFound, match="benchmark_ended"):
        workbook(mayor)


def test_our_standing_is_told_for_every_field_that_has_quartiles(store: Engine) -> None:
    publish_with(30)
    view = beside_peers(mayor_of(4, kommunikation_konflikt=0))
    assert view is not None and view.own is not None
    assert (view.comparison.group.counted, view.comparison.own_counted) == (30, False)
    figures, told = view.comparison.figures, {key: position.standing for key, position in view.positions.items()}
    assert figures["kommunikation_konflikt"].q25 is not None
    assert told["kommunikation_konflikt"] is Standing.BOTTOM_QUARTER  # 0 points
    assert {told[field.key] for field in FIELDS[:-1]} == {Standing.TOP_QUARTER}  # 100 points
    assert not any(position.presumably for position in view.positions.values())
    # Where fewer than 20 of the 30 have a value, there are no quartiles and no standing.
    with_quartiles = {key for key, figure in figures.items() if figure.median is not None}
    assert {field.key for field in FIELDS} <= with_quartiles == set(view.positions)


def test_our_standing_follows_the_wished_group(store: Engine) -> None:
    submit_all(rounds_of([*alike(21, 100), *districts(9, 200)]), SUBMITTED)
    benchmark_publishing.publish(None, MARCH)
    mayor = mayor_of(2)
    everybody, wished = beside_peers(mayor), beside_peers(mayor, {"type": ["district"]})
    assert everybody is not None and wished is not None
    assert wished.comparison.group.shown == {"type": frozenset({"district"})}
    # Nine districts are counted: from 20 on there are quartiles, and so a standing.
    assert (len(everybody.positions) > 0, wished.positions) == (True, {})
    assert wished.own == everybody.own


def test_the_goals_of_fields_stand_beside_the_peers(store: Engine) -> None:
    publish_with(24)
    mayor = mayor_of(2)
    goals.set_field_goal(mayor, "engagement_beteiligung", 75, seen=None)
    view = beside_peers(mayor)
    assert view is not None
    assert view.goals == {"engagement_beteiligung": 75}


def test_with_too_few_communes_there_is_no_release_and_nothing_to_stand_beside(store: Engine) -> None:
    publish_with(17)
    assert beside_peers(mayor_of(4)) is None


def test_without_an_own_result_the_peers_are_shown_alone(store: Engine) -> None:
    publish_with(24)
    view = beside_peers(mayor_of(None))
    assert view is not None
    assert (view.own, view.positions) == (None, {})
    assert len(view.comparison.figures) == 42


def test_a_field_without_a_score_has_no_standing(store: Engine) -> None:
    publish_with(24)
    town = stored_commune(ags="01999999")
    replies = {key: reply for key, reply in replies_to_all(4).items() if not key.startswith("MS-")}
    stored_round(town, replies, submitted=True)
    view = beside_peers(stored_person(Role.MAYOR, town))
    assert view is not None
    missing = FIELDS[0]
    assert missing.key == "management_steuerung"
    assert not {missing.key, *(criterion.key for criterion in missing.criteria)} & set(view.positions)
    assert {field.key for field in FIELDS[1:]} <= set(view.positions)


def test_a_result_under_another_catalogue_does_not_stand_beside_the_release(store: Engine) -> None:
    publish_with(24)
    town = stored_commune(ags="01999999")
    stored_round(town, replies_to_all(4, "2021-03"), version="2021-03", submitted=True)
    view = beside_peers(stored_person(Role.MAYOR, town))
    assert view is not None
    assert (view.own, view.positions, view.other_version) == (None, {}, "2021-03")
    assert len(view.comparison.figures) == 42


def test_the_peers_come_from_the_release_and_not_from_their_answers(store: Engine) -> None:
    pool = publish_with(24)
    mayor = mayor_of(3)
    before = beside_peers(mayor)
    with store.begin() as connection:
        for table in ("answer", "answer_revision", "frozen_result"):
            connection.execute(
                text(
                    f"DELETE FROM {table} WHERE self_check_id IN (SELECT id FROM self_check WHERE commune_id <= :last)"
                ),
                {"last": len(pool)},
            )
    after = beside_peers(mayor)
    assert before is not None and after is not None
    assert (before.comparison, before.positions) == (after.comparison, after.positions)


@pytest.mark.parametrize("role", [Role.CONTRIBUTOR, Role.PLATFORM])
def test_who_may_not_compare_sees_no_release_either(role: Role, store: Engine) -> None:
    publish_with(24)
    commune = None if role is Role.PLATFORM else stored_commune(ags="01999999")
    with pytest.raises(NotAllowed):
        beside_peers(stored_person(role, commune))


def test_nothing_shown_names_a_commune(store: Engine) -> None:
    pool = publish_with(24)
    view = beside_peers(mayor_of(2))
    assert view is not None
    shown = repr((view.comparison, view.positions))
    assert not [commune.name for commune in pool if commune.name in shown or commune.ags in shown]
    assert a_commune().name not in shown
