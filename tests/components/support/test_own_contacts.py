"""Own contact persons on the page: for the own people, with forms for two roles, and no page ever fails for them."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from types import SimpleNamespace
from typing import Any

import pytest
from factories import stored_commune, stored_person
from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError
from streamlit.testing.v1 import AppTest

from components.support.own_contacts import Desk, known
from data.model.people import Commune, Person, Role
from data.model.people import Permission as P
from data.model.support_contacts import ContactWords
from data.rules.access import may
from data.services import support_contacts

PORTER = ContactWords(
    "Pforte", "Frau *Beispiel*", "+49 (0)30 23125-001", "pforte@musterstadt.example", note="Eins\nZwei"
)
NOBODY = SimpleNamespace()


def desk_of(person: Person) -> Desk:
    names = ("contacts", "add", "change", "remove", "put_back", "move")
    service = SimpleNamespace(**{name: partial(getattr(support_contacts, name), person) for name in names})
    return Desk(service, may(person, P.READ_SUPPORT_CONTACTS), may(person, P.KEEP_SUPPORT_CONTACTS))


def drawn(desk: object) -> None:
    from components.support import own_contacts

    own_contacts.shown(desk)


def page(desk: Desk) -> AppTest:
    return AppTest.from_function(drawn, kwargs={"desk": desk}).run()


def words_on(tab: AppTest) -> str:
    return "\n".join(each.value for each in [*tab.header, *tab.subheader, *tab.markdown, *tab.caption, *tab.success])


def click(tab: AppTest, key: str) -> AppTest:
    tab.button(key=key).click().run()
    assert not tab.exception
    return tab


@pytest.fixture
def town(store: Engine) -> Commune:
    return stored_commune()


@pytest.fixture
def officer(town: Commune) -> Person:
    return stored_person(Role.OFFICER, town)


def test_somebody_is_called_and_written_to_with_one_click_and_typed_signs_stay_signs(officer: Person) -> None:
    support_contacts.add(officer, PORTER)
    lines = words_on(page(desk_of(officer)))
    assert "[\\+49 \\(0\\)30 23125\\-001](tel:+493023125001)" in lines
    assert "[pforte@musterstadt\\.example](mailto:pforte@musterstadt.example)" in lines
    assert "**Frau \\*Beispiel\\***" in lines
    assert "Eins  \nZwei" in lines


@pytest.mark.parametrize("role", [Role.STEERING, Role.CONTRIBUTOR])
def test_who_does_not_keep_the_list_sees_it_without_forms(role: Role, town: Commune, officer: Person) -> None:
    support_contacts.add(officer, PORTER)
    tab = page(desk_of(stored_person(role, town)))
    assert "Pforte" in words_on(tab)
    assert (len(tab.button), len(tab.text_input)) == (0, 0)


def test_an_empty_list_says_what_to_do(town: Commune, officer: Person) -> None:
    assert "Tragen Sie zuerst die Ansprechperson im Rathaus" in words_on(page(desk_of(officer)))
    assert "Sprechen Sie sie darauf an" in words_on(page(desk_of(stored_person(Role.STEERING, town))))


def test_for_others_and_without_a_database_nothing_is_drawn_at_all() -> None:
    def away() -> Any:
        raise OperationalError("SELECT", {}, ConnectionError("gone"))

    for desk in (Desk(NOBODY, may_read=False, may_keep=False), Desk(SimpleNamespace(contacts=away), True, True)):
        tab = page(desk)
        assert not tab.exception
        assert words_on(tab) == ""
        assert known(desk) == ()


def test_a_defect_is_not_taken_for_a_database_that_is_away() -> None:
    def broken() -> Any:
        raise ValueError("a defect")

    with pytest.raises(ValueError, match="a defect"):
        known(Desk(SimpleNamespace(contacts=broken), may_read=True, may_keep=True))


def test_somebody_is_entered_and_the_form_begins_empty_again(officer: Person) -> None:
    tab = page(desk_of(officer))
    tab.text_input(key="own_contact_function_new").input("Ansprechperson")
    tab.text_input(key="own_contact_phone_new").input("030 23125 001").run()
    click(tab, "own_contact_save_new")
    assert "„Ansprechperson“ ist eingetragen." in words_on(tab)
    assert [each.function for each in support_contacts.contacts(officer)] == ["Ansprechperson"]
    assert tab.text_input(key="own_contact_function_new").value == ""


def test_what_is_refused_is_told_and_stays_in_the_form(officer: Person) -> None:
    tab = page(desk_of(officer))
    tab.text_input(key="own_contact_function_new").input("Ansprechperson")
    tab.text_input(key="own_contact_phone_new").input("anrufen").run()
    click(tab, "own_contact_save_new")
    assert [each.value for each in tab.error] == [
        "Diese Telefonnummer kann man nicht wählen. Sie sieht so aus: 0123 456789. Bitte nur eine Nummer."
    ]
    assert tab.text_input(key="own_contact_phone_new").value == "anrufen"
    assert support_contacts.contacts(officer) == ()


def test_what_was_typed_is_still_there_after_another_part_of_the_page_was_shown(officer: Person) -> None:
    def parts(desk: object) -> None:
        import streamlit as st

        from components.support import own_contacts

        if not st.checkbox("elsewhere", key="elsewhere"):
            own_contacts.shown(desk)

    stored = support_contacts.add(officer, PORTER)
    tab = AppTest.from_function(parts, kwargs={"desk": desk_of(officer)}).run()
    tab.text_area(key="own_contact_note_new").input("Halb geschrieben")
    tab.text_input(key=f"own_contact_name_{stored.id}").input("Herr Beispiel").run()
    tab.checkbox(key="elsewhere").check().run()
    assert len(tab.text_input) == 0
    tab.checkbox(key="elsewhere").uncheck().run()
    assert tab.text_area(key="own_contact_note_new").value == "Halb geschrieben"
    assert tab.text_input(key=f"own_contact_name_{stored.id}").value == "Herr Beispiel"
    click(tab, f"own_contact_save_{stored.id}")
    assert support_contacts.contacts(officer)[0].name == "Herr Beispiel"


def test_two_who_change_the_same_are_told_and_the_next_click_is_meant_as_it_is(officer: Person) -> None:
    stored = support_contacts.add(officer, PORTER)
    tab = page(desk_of(officer))
    support_contacts.change(officer, stored, replace(stored, name="Frau Andere", reachable="täglich"))
    tab.text_input(key=f"own_contact_name_{stored.id}").input("Herr Beispiel").run()
    click(tab, f"own_contact_save_{stored.id}")
    assert "Inzwischen hat jemand anderes diese Ansprechperson geändert." in tab.error[0].value
    assert "Frau Andere" in words_on(tab)
    assert tab.text_input(key=f"own_contact_name_{stored.id}").value == "Herr Beispiel"
    click(tab, f"own_contact_save_{stored.id}")
    now = support_contacts.contacts(officer)[0]
    assert (now.name, now.reachable) == ("Herr Beispiel", "täglich")


def test_who_is_removed_comes_back_with_one_click_at_the_same_place(officer: Person) -> None:
    first = support_contacts.add(officer, PORTER)
    support_contacts.add(officer, replace(PORTER, function="Polizeirevier"))
    tab = click(page(desk_of(officer)), f"own_contact_remove_{first.id}")
    assert "„Pforte“ ist entfernt." in words_on(tab)
    assert [each.function for each in support_contacts.contacts(officer)] == ["Polizeirevier"]
    click(tab, "own_contact_put_back")
    assert "„Pforte“ steht wieder da." in words_on(tab)
    assert [each.function for each in support_contacts.contacts(officer)] == ["Pforte", "Polizeirevier"]
    assert "own_contact_put_back" not in {button.key for button in tab.button}


def test_the_order_is_changed_with_one_click(officer: Person) -> None:
    for function in ("Eins", "Zwei", "Drei"):
        support_contacts.add(officer, replace(PORTER, function=function))
    third = support_contacts.contacts(officer)[2]
    tab = click(page(desk_of(officer)), f"own_contact_to_{third.id}_True")
    assert [each.value for each in tab.subheader] == ["Eins", "Drei", "Zwei"]
    click(tab, f"own_contact_to_{third.id}_False")
    assert [each.function for each in support_contacts.contacts(officer)] == ["Eins", "Zwei", "Drei"]
