"""Communes that are gone continue under a new key or become part of another; the same answers never count twice."""

from __future__ import annotations

from typing import Any

import pytest
from factories import audit_trail, replies_to_all, stored_commune, stored_person, stored_round, submitted_result
from published_releases import MARCH, SEPTEMBER, begin_with, rounds_of, someone_of
from register_files import a_table, an_entry
from sqlalchemy import Engine, text
from synthetic_communes import a_moment, submit_all

from data.errors import KompassError, NotFound, Refused
from data.model.benchmark import PublishOutcome, PublishStatus
from data.model.people import Commune, CommuneKind, Person, RegisterStanding, Role
from data.model.register import RegisterEntry
from data.services import register, succession
from data.services.benchmark_publishing import publish
from data.services.benchmarks import comparison, published
from data.storage.database import reading

OLD, NEW = "14999001", "14888001"


@pytest.fixture
def platform(any_store: Engine) -> Person:
    return stored_person(Role.PLATFORM)


@pytest.fixture
def gone(platform: Person) -> Commune:
    """A commune with an approved round that the register knows under another key now: a district reform."""
    town = stored_commune(ags=OLD, name="Größlingen", land="Sachsen")
    stored_round(town, replies_to_all(3), submitted=True)
    know(an_entry(NEW, name="Größlingen", population=30_000), an_entry("14888", name="Neuer Kreis"))
    return commune(OLD)


def know(*entries: RegisterEntry) -> None:
    register.import_register(None, a_table(entries), "register.csv")


def commune(ags: str) -> Commune:
    with reading() as work:
        found = work.communes.by_ags(ags)
    assert found is not None
    return found


def test_a_commune_under_a_new_key_keeps_rounds_results_people_and_who_looks_after_it(
    gone: Commune, platform: Person
) -> None:
    officer = stored_person(Role.OFFICER, gone)
    before = submitted_result(gone)
    now = succession.continue_under(platform, OLD, NEW)
    assert now == commune(NEW)
    assert (now.id, now.ags, now.former_ags, now.district_ags) == (gone.id, NEW, OLD, "14888")
    assert (now.population, now.register_standing) == (30_000, RegisterStanding.LISTED)
    assert submitted_result(now) == before
    with reading() as work:
        person = work.accounts.person(officer.account_id)
        assert work.communes.by_ags(OLD) is None
    assert person is not None and person.commune == now
    assert audit_trail()[-1] == (
        *("commune.key_changed", platform.account_id, gone.id, f"commune:{gone.id}"),
        f"from={OLD} to={NEW}",
    )


def test_the_entry_with_the_same_name_is_offered_as_the_likely_successor(gone: Commune, platform: Person) -> None:
    offered = succession.successors(platform, OLD)
    assert (offered.found, [hit.entry.ags for hit in offered.hits], offered.likely) == (1, [NEW], NEW)
    searched = succession.successors(platform, OLD, "Neuer Kreis")
    assert [hit.entry.ags for hit in searched.hits] == ["14888", NEW]  # the district, and what lies in it


def test_a_commune_that_was_merged_stays_readable_and_is_not_counted(gone: Commune, platform: Person) -> None:
    other = stored_commune(ags=NEW, name="Größlingen", land="Sachsen")
    before = submitted_result(gone)
    succession.merge_into(platform, OLD, NEW)
    now = commune(OLD)
    assert (now.register_standing, now.successor_id) == (RegisterStanding.MERGED, other.id)
    assert submitted_result(now) == before
    assert audit_trail()[-1][0:4] == ("commune.merged", platform.account_id, gone.id, f"commune:{gone.id}")
    assert audit_trail()[-1][4] == f"into={other.id}"
    # The next edition leaves it as it was settled.
    know(an_entry(NEW, name="Größlingen"), an_entry("14888", name="Neuer Kreis", population=9))
    assert commune(OLD).register_standing is RegisterStanding.MERGED


def test_what_was_settled_wrongly_can_be_settled_anew(gone: Commune, platform: Person) -> None:
    stored_commune(ags="14777001", land="Sachsen")
    succession.merge_into(platform, OLD, "14777001")
    now = succession.continue_under(platform, OLD, NEW)
    assert (now.register_standing, now.successor_id) == (RegisterStanding.LISTED, None)


@pytest.mark.parametrize(
    ("new_ags", "code"),
    [
        ("14888999", "register_entry_not_found"),
        ("14888", "successor_impossible"),  # a town does not become a district
    ],
)
def test_a_commune_continues_only_as_what_the_register_knows(
    new_ags: str, code: str, gone: Commune, platform: Person
) -> None:
    assert refusal(succession.continue_under, platform, OLD, new_ags) == code
    assert commune(OLD) == gone


def test_two_communes_never_have_one_key(gone: Commune, platform: Person) -> None:
    stored_commune(ags=NEW, land="Sachsen")
    assert refusal(succession.continue_under, platform, OLD, NEW) == "ags_in_use"


def test_a_commune_that_stands_in_the_register_has_no_successor(gone: Commune, platform: Person) -> None:
    succession.continue_under(platform, OLD, NEW)
    know(an_entry("14888002"), an_entry(NEW, name="Größlingen"), an_entry("14888", name="Neuer Kreis"))
    for action in (succession.continue_under, succession.merge_into):
        assert refusal(action, platform, NEW, "14888002") == "commune_not_gone"
    assert refusal(succession.successors, platform, NEW, "x") == "commune_not_gone"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"ags": "14777", "kind": CommuneKind.DISTRICT, "urbanisation": ""}, "successor_impossible"),
        ({"is_demo": True}, "successor_impossible"),
        ({"register_standing": RegisterStanding.MISSING}, "successor_impossible"),
    ],
)
def test_a_commune_is_merged_only_into_one_that_can_be_it(
    changes: dict[str, Any], code: str, gone: Commune, platform: Person
) -> None:
    other = stored_commune(**{"ags": "14777001", "land": "Sachsen", **changes})
    assert refusal(succession.merge_into, platform, OLD, other.ags) == code
    assert refusal(succession.merge_into, platform, OLD, OLD) == "successor_impossible"
    assert refusal(succession.merge_into, platform, OLD, "14777999") == "commune_not_found"


def test_a_commune_that_does_not_take_part_has_no_successor(platform: Person) -> None:
    for action in (succession.continue_under, succession.merge_into, succession.successors):
        assert refusal(action, platform, "14999999", NEW) == "commune_not_found"


def refusal(action: Any, *given: Any) -> str:
    with pytest.raises(KompassError) as refused:
        action(*given)
    assert isinstance(refused.value, NotFound | Refused)
    return refused.value.code


# In the comparison.


def counted(outcome: PublishOutcome) -> tuple[PublishStatus, int, int]:
    return outcome.status, outcome.counted, outcome.waiting


def first_release_and_a_reform() -> tuple[list[Commune], Commune, str]:
    """24 communes in a first release; then the register knows one of them under another key."""
    pool = begin_with(24)
    assert publish(None, MARCH).counted == 24
    moved = next(each for each in pool if each.kind is CommuneKind.MUNICIPALITY)
    new_ags = moved.ags[:2] + "777" + moved.ags[5:]
    know(*(entry_of(each, new_ags if each == moved else each.ags) for each in pool))
    return pool, moved, new_ags


def entry_of(town: Commune, ags: str) -> RegisterEntry:
    kind_name = {CommuneKind.INDEPENDENT_CITY: "Stadtkreis", CommuneKind.DISTRICT: "Kreis"}.get(town.kind, "Gemeinde")
    facts = {name: getattr(town, name) for name in ("name", "kind", "land", "population", "urbanisation")}
    return an_entry(ags, kind_name=kind_name, **facts)


def test_under_a_new_key_a_commune_stays_in_its_cell_and_is_counted_once(platform: Person) -> None:
    _pool, moved, new_ags = first_release_and_a_reform()
    succession.continue_under(platform, moved.ags, new_ags)
    outcome = publish(None, SEPTEMBER)
    # Counted anew it would wait for a second cell.
    assert counted(outcome) == (PublishStatus.NOTHING_CHANGED, 24, 0)
    told = comparison(someone_of(commune(new_ags)))
    assert told is not None and told.own_counted


def test_while_it_is_gone_a_commune_counts_as_one_that_left(platform: Person) -> None:
    pool, moved, _new_ags = first_release_and_a_reform()
    repeated = [each for each in pool if each != moved]
    submit_all(rounds_of(repeated, seed=1), a_moment(2027, 6))
    # All the others answered anew: their cells are computed without it.
    assert counted(publish(None, SEPTEMBER)) == (PublishStatus.PUBLISHED, 23, 0)


def test_answers_that_were_counted_under_the_old_key_are_not_counted_again_under_the_new_one(
    platform: Person,
) -> None:
    pool, moved, new_ags = first_release_and_a_reform()
    submit_all(rounds_of([each for each in pool if each != moved], seed=1), a_moment(2027, 6))
    publish(None, SEPTEMBER)
    succession.continue_under(platform, moved.ags, new_ags)
    later = SEPTEMBER.replace(year=2028)
    assert counted(publish(None, later)) == (PublishStatus.NOTHING_CHANGED, 23, 0)
    # A newer round waits for a cell as that of any newcomer.
    submit_all([(commune(new_ags), rounds_of([moved], seed=2)[0][1])], a_moment(2028, 10))
    assert counted(publish(None, later.replace(year=2029)))[1:] == (23, 1)


def test_a_merged_commune_leaves_and_its_successor_is_counted_with_its_own_answers_alone(platform: Person) -> None:
    pool, moved, _new_ags = first_release_and_a_reform()
    successor = next(each for each in pool if each.kind is CommuneKind.MUNICIPALITY and each != moved)
    before = published()
    succession.merge_into(platform, moved.ags, successor.ags)
    assert counted(publish(None, SEPTEMBER)) == (PublishStatus.NOTHING_CHANGED, 24, 0)  # one change of five
    assert published() == before


def test_a_key_under_which_another_commune_was_counted_is_not_taken_over(platform: Person, any_store: Engine) -> None:
    pool, moved, _new_ags = first_release_and_a_reform()
    other = next(each for each in pool if each.kind is CommuneKind.MUNICIPALITY and each != moved)
    with pytest.raises(Refused, match="ags_in_use"):
        succession.continue_under(platform, moved.ags, other.ags)
    # Also where that commune takes part no longer, and only the comparison still knows its key.
    with any_store.begin() as connection:
        connection.execute(text("UPDATE commune SET ags = '01000000' WHERE ags = :ags"), {"ags": other.ags})
    with pytest.raises(Refused, match="key_counted_before"):
        succession.continue_under(platform, moved.ags, other.ags)
    assert commune(moved.ags).register_standing is RegisterStanding.MISSING
