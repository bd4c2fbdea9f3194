"""Own contact persons: read by all people of the commune, kept by its leaders and officers, never named in the log."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from factories import audit_trail, stored_commune, stored_person
from sqlalchemy import Engine

from data.errors import ChangedMeanwhile, NotAllowed, NotFound, Refused
from data.model.people import Commune, Person, Role
from data.model.support_contacts import ContactWords
from data.services import support_contacts
from data.services.support_contacts import add, change, contacts, move, put_back, remove
from data.storage.support_contacts import SupportContacts

PORTER = ContactWords(
    "Pforte", "Frau Geheim", "030 23125 001", "geheim@musterstadt.example", "Mo bis Fr", "nur im Notfall"
)


@pytest.fixture
def town(store: Engine) -> Commune:
    return stored_commune()


@pytest.fixture
def officer(town: Commune) -> Person:
    return stored_person(Role.OFFICER, town)


def functions(person: Person) -> list[str]:
    return [each.function for each in contacts(person)]


def named(officer: Person, *names: str) -> list[str]:
    for name in names:
        add(officer, ContactWords(name, phone="110"))
    return functions(officer)


@pytest.mark.parametrize("role", [Role.MAYOR, Role.STEERING, Role.CONTRIBUTOR])
def test_everybody_of_the_commune_sees_who_is_there_and_only_two_roles_keep_the_list(
    role: Role, town: Commune, officer: Person
) -> None:
    added = add(officer, PORTER)
    reader = stored_person(role, town)
    assert contacts(reader) == (added,)
    if role is Role.MAYOR:
        assert remove(reader, added) == added
    else:
        with pytest.raises(NotAllowed):
            remove(reader, added)


def test_a_stranger_sees_and_changes_nothing_of_it(officer: Person) -> None:
    added = add(officer, PORTER)
    stranger = stored_person(Role.OFFICER, stored_commune(ags="09999002", name="Nachbarstadt"))
    before = len(audit_trail())
    assert contacts(stranger) == ()
    for attempt in (
        lambda: change(stranger, added, replace(added, name="Fremd")),
        lambda: remove(stranger, added),
        lambda: move(stranger, added.id, 1),
    ):
        with pytest.raises(NotFound, match="support_contact_not_found"):
            attempt()
    assert contacts(officer) == (added,)
    assert len(audit_trail()) == before


def test_each_change_has_its_entry_and_nobody_is_named_in_it(town: Commune, officer: Person) -> None:
    before = len(audit_trail())
    added = add(officer, PORTER)
    changed = change(officer, added, replace(added, name="Herr Geheim", phone="030 23125 002"))
    put_back(officer, remove(officer, changed))
    trail = audit_trail(but=before)
    assert [(event, commune, details) for event, _who, commune, _subject, details in trail] == [
        ("support_contact.added", town.id, ""),
        ("support_contact.changed", town.id, "name,phone"),
        ("support_contact.removed", town.id, ""),
        ("support_contact.added", town.id, ""),
    ]
    assert {who for _event, who, *_rest in trail} == {officer.account_id}
    assert not any(secret in str(trail) for secret in ("Geheim", "23125", "geheim@"))


def test_nothing_to_change_is_no_entry(officer: Person) -> None:
    added = add(officer, PORTER)
    before = len(audit_trail())
    assert change(officer, added, replace(added, name=f" {added.name} ")) == added
    move(officer, added.id, 1)
    assert len(audit_trail()) == before


def test_two_changes_of_different_parts_come_together_and_of_the_same_part_the_second_is_told(
    town: Commune, officer: Person
) -> None:
    seen = add(officer, PORTER)
    mayor = stored_person(Role.MAYOR, town)
    change(mayor, seen, replace(seen, phone="030 23125 002"))
    both = change(officer, seen, replace(seen, reachable="täglich"))
    assert (both.phone, both.reachable) == ("030 23125 002", "täglich")
    with pytest.raises(ChangedMeanwhile, match="support_contact_changed_meanwhile"):
        change(officer, seen, replace(seen, phone="030 23125 003"))
    with pytest.raises(ChangedMeanwhile):
        remove(officer, seen)
    assert contacts(officer) == (both,)


def test_two_changes_that_together_leave_no_way_to_reach_somebody_are_refused(town: Commune, officer: Person) -> None:
    seen = add(officer, PORTER)
    left = change(stored_person(Role.MAYOR, town), seen, replace(seen, phone=""))
    with pytest.raises(Refused, match="support_contact_way_needed"):
        change(officer, seen, replace(seen, mail=""))
    assert contacts(officer) == (left,)


def test_the_order_is_the_communes_and_who_comes_back_stands_at_the_old_place(officer: Person) -> None:
    assert named(officer, "Eins", "Zwei", "Drei") == ["Eins", "Zwei", "Drei"]
    move(officer, contacts(officer)[2].id, 1)
    assert functions(officer) == ["Drei", "Eins", "Zwei"]
    removed = remove(officer, contacts(officer)[1])
    assert [(each.function, each.place) for each in contacts(officer)] == [("Drei", 1), ("Zwei", 2)]
    put_back(officer, removed)
    assert functions(officer) == ["Drei", "Eins", "Zwei"]


def test_who_is_gone_cannot_be_changed_and_not_be_removed_twice(officer: Person) -> None:
    added = add(officer, PORTER)
    remove(officer, added)
    for attempt in (lambda: remove(officer, added), lambda: change(officer, added, PORTER)):
        with pytest.raises(NotFound, match="support_contact_not_found"):
            attempt()


def test_a_list_has_room_for_twelve_also_when_two_people_add_at_once(any_store: Engine) -> None:
    officer = stored_person(Role.OFFICER, stored_commune())
    named(officer, *(f"Nr. {number}" for number in range(1, 12)))

    def one_more(name: str) -> str:
        try:
            add(officer, ContactWords(name, phone="110"))
        except Refused as refused:
            return str(refused)
        return "added"

    with ThreadPoolExecutor(2) as people:
        assert sorted(people.map(one_more, ["A", "B"])) == ["added", "support_contacts_full (most=12)"]
    assert [each.place for each in contacts(officer)] == list(range(1, 13))


def test_a_failure_on_the_way_leaves_the_list_and_the_log_as_they_were(
    officer: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("the disk is full")

    added, before = add(officer, PORTER), len(audit_trail())
    monkeypatch.setattr(SupportContacts, "put_in_order", broken)
    for attempt in (lambda: add(officer, ContactWords("Neu", phone="110")), lambda: remove(officer, added)):
        with pytest.raises(RuntimeError):
            attempt()
    assert contacts(officer) == (added,)
    assert len(audit_trail()) == before


def test_what_is_refused_is_refused_before_anything_is_stored(officer: Person) -> None:
    for action in (support_contacts.add, support_contacts.put_back):
        with pytest.raises(Refused, match="support_contact_function_needed"):
            action(officer, replace(PORTER, function=" "))  # type: ignore[arg-type]
    assert contacts(officer) == ()
