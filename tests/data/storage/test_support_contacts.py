"""Contact persons alike on both databases: in the order of their commune, and gone when they are removed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from factories import stored_commune
from sqlalchemy import Engine, text

from data.model.audit import AuditEvent
from data.model.people import Commune
from data.model.support_contacts import ContactWords, SupportContact
from data.storage.database import UnitOfWork, reading, writing

FULL = ContactWords(
    "Ansprechperson", "Frau Ä & „B“", "030 23125 001", "a@musterstadt.example", "Mo bis Fr", "Eins\nZwei"
)


@pytest.fixture
def town(any_store: Engine) -> Commune:
    return stored_commune()


def noted(work: UnitOfWork) -> None:
    """Every write has its entry in the log."""
    work.audit.record(AuditEvent.SUPPORT_CONTACT_ADDED)


def added(town: Commune, *functions: str) -> list[SupportContact]:
    with writing() as work:
        found = [
            work.support_contacts.add(town.id, ContactWords(function), place)
            for place, function in enumerate(functions, start=1)
        ]
        noted(work)
    return found


def functions(town: Commune) -> list[str]:
    with reading() as work:
        return [each.function for each in work.support_contacts.of_commune(town.id)]


def test_a_contact_is_kept_as_given_and_belongs_to_its_commune(town: Commune) -> None:
    neighbour = stored_commune(ags="09999002", name="Nachbarstadt")
    with writing() as work:
        stored = work.support_contacts.add(town.id, FULL, 1)
        noted(work)
    expected = SupportContact(FULL.function, FULL.name, FULL.phone, FULL.mail, FULL.reachable, FULL.note, stored.id, 1)
    assert stored == expected
    with reading() as work:
        assert work.support_contacts.of_commune(town.id) == [expected]
        assert work.support_contacts.of_id(town.id, stored.id) == expected
        assert work.support_contacts.of_commune(neighbour.id) == []
        assert work.support_contacts.of_id(neighbour.id, stored.id) is None


def test_a_change_keeps_the_place_and_an_order_keeps_the_words(town: Commune) -> None:
    first, second, third = added(town, "Eins", "Zwei", "Drei")
    with writing() as work:
        work.support_contacts.change(replace(second, function="Neu"))
        work.support_contacts.put_in_order([third.id, first.id, second.id])
        noted(work)
    assert functions(town) == ["Drei", "Eins", "Neu"]


def test_nothing_of_a_removed_contact_stays(town: Commune, any_store: Engine) -> None:
    with writing() as work:
        stored = work.support_contacts.add(town.id, FULL, 1)
        noted(work)
    with writing() as work:
        work.support_contacts.remove(stored.id)
        noted(work)
    with any_store.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM support_contact")).scalar() == 0
