"""Own contact persons on Rückhalt: for the own people, for nobody else, and the page comes without them."""

from __future__ import annotations

from typing import Any

import pytest
from app_tab import signed_in
from factories import stored_commune, stored_person
from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError

from data.model.people import Person, Role
from data.model.support_contacts import ContactWords
from data.services import support_contacts
from data.storage.support_contacts import SupportContacts

HEADING = (2, "Ihre Ansprechpersonen vor Ort")
SECRET = "Frau Vertraulich"


@pytest.fixture
def officer(store: Engine) -> Person:
    """Somebody whose commune named a contact person."""
    officer = stored_person(Role.OFFICER, stored_commune())
    support_contacts.add(officer, ContactWords("Ansprechperson", SECRET, "030 23125 101"))
    return officer


@pytest.mark.parametrize("role", [Role.MAYOR, Role.STEERING, Role.CONTRIBUTOR])
def test_everybody_of_the_commune_sees_them_at_once(role: Role, officer: Person) -> None:
    app = signed_in(stored_person(role, officer.commune), "rueckhalt")
    assert HEADING in app.headings
    assert SECRET in app.text


def test_nobody_else_does_and_is_not_told_that_there_are_any(officer: Person) -> None:
    neighbour = stored_person(Role.OFFICER, stored_commune(ags="09999002", name="Nachbarstadt"))
    for other in (None, stored_person(Role.PLATFORM), neighbour):
        for page in ("rueckhalt", "rueckhalt?teil=karten"):
            app = signed_in(other, page)
            assert app.incidents == []
            assert SECRET not in app.text
            assert "Eigene Ansprechpersonen eintragen" not in app.text


def test_the_page_comes_without_them_when_the_database_goes_away(
    officer: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: Any) -> None:
        raise OperationalError("SELECT", {}, ConnectionError("gone"))

    monkeypatch.setattr(SupportContacts, "of_commune", away)
    for page in ("rueckhalt", "rueckhalt?teil=karten"):
        app = signed_in(officer, page)
        assert app.incidents == []
        assert HEADING not in app.headings
        assert app.title == "Rückhalt bei Anfeindung und Bedrohung"


def test_who_edits_somebody_whom_a_colleague_removed_is_told_and_reads_what_they_typed(officer: Person) -> None:
    (contact,) = support_contacts.contacts(officer)
    app = signed_in(officer, "rueckhalt")
    app.tab.text_area(key=f"own_contact_note_{contact.id}").input("Nur über die Pforte")
    app.run()
    support_contacts.remove(officer, contact)
    app.click(f"own_contact_save_{contact.id}")
    (told,) = (each.value for each in app.tab.error)
    assert "steht nicht mehr auf der Liste" in told
    assert "Nicht gespeichert: „Nur über die Pforte“" in told


@pytest.mark.parametrize("click", ["own_contact_remove_{id}", "own_contact_to_{id}_False"])
def test_who_removes_or_moves_somebody_who_is_gone_is_told(click: str, officer: Person) -> None:
    (contact,) = support_contacts.contacts(officer)
    support_contacts.add(officer, ContactWords("Polizeirevier", phone="110"))
    app = signed_in(officer, "rueckhalt")
    support_contacts.remove(officer, contact)
    app.click(click.format(id=contact.id))
    assert ["steht nicht mehr auf der Liste" in each.value for each in app.tab.error] == [True]


def test_the_emergency_card_offers_to_print_them(officer: Person) -> None:
    app = signed_in(officer, "rueckhalt?teil=karten")
    assert [box.label for box in app.tab.checkbox] == ["Eigene Ansprechpersonen eintragen"]
