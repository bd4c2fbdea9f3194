"""Reading the comparison: the same numbers for everybody, from releases only, for any filter."""

from __future__ import annotations

import json

import pytest
from conftest import count
from factories import a_commune, a_person
from published_releases import MARCH, SEPTEMBER, SUBMITTED, alike, begin_with, districts, rounds_of, someone_of
from sqlalchemy import Engine, event, text
from synthetic_communes import a_moment, submit_all

from data.errors import NotAllowed
from data.model.audit import AuditEvent
from data.model.benchmark import GroupBasis, PeerGroup
from data.model.people import CommuneKind, Person, Role
from data.services import register
from data.services.benchmark_publishing import publish
from data.services.benchmarks import comparison, published, published_as_json, published_in_pieces
from data.storage.database import writing

# From answers to figures.


def test_the_first_release_counts_everybody_and_can_be_read(any_store: Engine) -> None:
    pool = begin_with(24)
    outcome = publish(None, MARCH)
    assert (outcome.release_id, outcome.counted, outcome.waiting) == ("2027-03-01", 24, 0)
    told = comparison(someone_of(pool[0]))
    assert (told.release_id, told.release_date, told.catalogue_version) == ("2027-03-01", MARCH, "2021-07")
    group = PeerGroup({}, {}, GroupBasis.ALL, counted=24, participating=24, existing=None)
    assert (told.group, told.own_counted) == (group, True)
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


def test_in_pieces_it_is_the_same_text_a_release_at_a_time(store: Engine) -> None:
    assert "".join(published_in_pieces()) == '{"releases": []}'
    pool = begin_with(24)
    publish(None, MARCH)
    submit_all(rounds_of(pool, seed=1), a_moment(2027, 6))
    publish(None, SEPTEMBER)
    pieces = list(published_in_pieces())
    assert "".join(pieces) == json.dumps(published_as_json(), ensure_ascii=False)
    assert ["2027-03-01" in piece[:40] for piece in pieces] == [True, False, False]


def test_no_name_key_or_id_of_a_commune_is_in_the_dump(store: Engine) -> None:
    pool = begin_with(24)
    publish(None, MARCH)
    dump = json.dumps(published_as_json())
    assert not [commune for commune in pool if commune.ags in dump or commune.name in dump]


# Who.


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
    assert comparison(someone_of(pool[0], role)).group.counted == 20


def test_nobody_signed_in_reads_nothing(store: Engine) -> None:
    with pytest.raises(NotAllowed):
        comparison(None)  # type: ignore[arg-type]


# Any filter.


def towns_and_districts() -> tuple[Person, Person]:
    """A release over 21 towns and 9 districts in a cell each; somebody of a town, and of a district."""
    towns, others = alike(21, 100), districts(9, 200)
    submit_all(rounds_of([*towns, *others]), SUBMITTED)
    publish(None, MARCH)
    return someone_of(towns[0]), someone_of(others[0], Role.OFFICER)


def test_a_wished_group_is_shown_with_figures_of_its_cells_only(store: Engine) -> None:
    of_town, of_district = towns_and_districts()
    told = comparison(of_district, {"type": ["district"]})
    wished = {"type": frozenset({"district"})}
    assert told.group == PeerGroup(wished, wished, GroupBasis.WISHED, counted=9, participating=9, existing=None)
    assert {figure.counted for figure in told.figures.values()} <= {7, 8, 9}
    assert all(figure.median is None for figure in told.figures.values())
    assert told.own_counted
    assert not comparison(of_town, {"type": ["district"]}).own_counted


def test_everybody_sees_the_same_numbers_of_a_wished_group(store: Engine) -> None:
    of_town, of_district = towns_and_districts()
    seen = [comparison(person, {"type": ["municipality"]}) for person in (of_town, of_district)]
    assert (seen[0].figures, seen[0].levels, seen[0].group) == (seen[1].figures, seen[1].levels, seen[1].group)


def test_a_wish_that_nobody_can_have_is_answered_as_if_it_was_not_wished(store: Engine) -> None:
    of_town, _ = towns_and_districts()
    everybody = comparison(of_town)
    assert comparison(of_town, {"type": ["castle"], "river": ["Isar"], "land": []}) == everybody
    every_type = [kind.value for kind in CommuneKind]
    assert comparison(of_town, {"type": every_type}) == everybody


def test_a_group_that_is_not_protected_is_widened(store: Engine) -> None:
    of_town, _ = towns_and_districts()
    told = comparison(of_town, {"type": ["municipality"], "land": ["Hessen"]})
    assert told.group.basis is GroupBasis.WIDENED
    assert told.group.shown == {"type": frozenset({"municipality"})}
    assert told.group.wished == {"type": frozenset({"municipality"}), "land": frozenset({"Hessen"})}
    assert told.group.counted == 21


def test_where_nothing_wider_is_protected_everybody_sees_the_own_cell_or_all(store: Engine) -> None:
    of_town, of_district = towns_and_districts()
    wish = {"type": ["independent_city"]}
    own = comparison(of_district, wish)
    assert (own.group.basis, own.group.counted, own.group.participating) == (GroupBasis.OWN_CELL, 9, 9)
    assert own.group.shown["type"] == frozenset({"district"})
    assert own.figures == comparison(of_district, {"type": ["district"]}).figures
    outsider = a_commune(ags="01999999")
    with writing() as work:
        work.communes.add(outsider)
        work.audit.record(AuditEvent.COMMUNE_ADDED)
    told = comparison(someone_of(outsider), wish)
    assert (told.group.basis, told.group.shown, told.group.counted) == (GroupBasis.ALL, {}, 30)
    assert told.figures == comparison(of_town).figures


def test_the_own_public_facts_and_all_options_come_with_the_comparison(store: Engine) -> None:
    _, of_district = towns_and_districts()
    told = comparison(of_district, {"type": ["district"]})
    assert told.own_attributes["type"] == frozenset({"district"})
    assert told.own_attributes["region"] == frozenset({"not_classified"})
    options = {option.value: option for option in told.options["type"]}
    assert options["district"].chosen and options["district"].available
    assert (options["municipality"].available, options["municipality"].participating) == (True, 21)
    assert (options["independent_city"].participating, options["independent_city"].chosen) == (0, False)


def test_a_newer_release_is_read_as_soon_as_it_is_there(store: Engine) -> None:
    pool = alike(20, 100)
    submit_all(rounds_of(pool), SUBMITTED)
    publish(None, MARCH)
    assert comparison(someone_of(pool[0])).group.counted == 20
    submit_all(rounds_of(districts(7, 300)), a_moment(2027, 6))
    publish(None, SEPTEMBER)
    told = comparison(someone_of(pool[0]))
    assert (told.release_id, told.group.counted) == ("2027-09-01", 27)


# Beside all communes there are.

REGISTER = """ags,name,kind,land,population,urbanisation
09100001,Adorf,Gemeinde,Bayern,25000,mittlere Besiedlungsdichte
09100002,Bedorf,Gemeinde,Bayern,900,gering besiedelt
06100001,Cedorf,Gemeinde,Hessen,900,gering besiedelt
09200,Landkreis D,Landkreis,Bayern,120000,
"""


def imported(text_of_file: str, **how: bool) -> None:
    register.import_register(None, text_of_file.encode(), "register.csv", **how)


def test_with_a_register_a_group_tells_how_many_communes_like_these_exist(store: Engine) -> None:
    of_town, of_district = towns_and_districts()
    imported(REGISTER)
    assert comparison(of_town).group.existing == 4
    assert comparison(of_town, {"type": ["municipality"]}).group.existing == 3
    # Shown are municipalities of all Länder: the number speaks for the shown group, not for the wished one.
    assert comparison(of_town, {"type": ["municipality"], "land": ["Hessen"]}).group.existing == 3
    assert comparison(of_district, {"type": ["district"]}).group.existing == 1


def test_of_an_own_cell_nobody_says_how_many_exist(store: Engine) -> None:
    _, of_district = towns_and_districts()
    imported(REGISTER)
    assert comparison(of_district, {"type": ["independent_city"]}).group.existing is None


def test_a_part_of_the_register_says_nothing_about_how_many_exist(store: Engine) -> None:
    of_town, _ = towns_and_districts()
    imported(REGISTER, partial=True)
    assert comparison(of_town).group.existing is None
    imported(REGISTER)
    assert comparison(of_town).group.existing == 4


def test_a_new_edition_of_the_register_is_counted_at_once(store: Engine) -> None:
    of_town, _ = towns_and_districts()
    imported(REGISTER)
    assert comparison(of_town).group.existing == 4
    imported(REGISTER + "06100002,Dedorf,Gemeinde,Hessen,900,gering besiedelt\n")
    assert comparison(of_town).group.existing == 5


# From memory.


def test_what_is_read_once_is_read_from_memory_afterwards(store: Engine) -> None:
    of_town, of_district = towns_and_districts()
    imported(REGISTER)
    comparison(of_town)
    asked: list[str] = []
    event.listen(store, "before_cursor_execute", lambda *given: asked.append(given[2]))
    first = comparison(of_district, {"type": ["district"], "land": ["Bayern"]})
    # The newest release, the own cell, the edition of the register; another filter costs no more than the first.
    assert len([statement for statement in asked if statement.startswith("SELECT")]) == 3
    assert not [statement for statement in asked if "benchmark_point" in statement or "register_entry" in statement]
    assert first.group.counted == 9
