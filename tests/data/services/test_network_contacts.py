"""Nobody is a contact person but by an own consent, and only as long as it lasts."""

from __future__ import annotations

import logging

import pytest
import vobject
from conftest import count
from factories import audit_trail, stored_commune, stored_person
from networks import MONDAY, TEXT_VERSION, a_contact, a_network, a_request, a_wish, leaves_the_network, received, sent
from sqlalchemy import Engine
from teams import failing_at_the_audit_entry

from data.errors import ChangedMeanwhile, NotAllowed, Refused
from data.model.network import Audience, RequestState
from data.model.people import Permission, Person, Role
from data.rules.access import PERMISSIONS
from data.services import accounts, network_contacts, network_requests


@pytest.fixture
def person(any_store: Engine) -> Person:
    return stored_person(Role.OFFICER, stored_commune(name="Ahornfelde"))


def listed(acting: Person) -> list[str]:
    return [each.contact.name for each in network_contacts.open_to_all(acting)]


def test_a_person_enters_themselves_with_day_and_version_of_the_text(person: Person) -> None:
    given = a_contact(person, Audience.NETWORK, phone="030 12345")
    assert (given.name, given.mail, given.phone) == ("Kim ahornfelde", "kim@ahornfelde.example", "030 12345")
    assert (given.agreed_on, given.text_version, given.revision) == (MONDAY, TEXT_VERSION, 1)
    assert given.account_id == person.account_id
    assert listed(person) == ["Kim ahornfelde"]


def test_who_agreed_case_by_case_is_not_on_the_list_of_all(person: Person) -> None:
    a_contact(person, Audience.AGREED)
    assert listed(person) == []


def test_only_the_newest_text_can_be_agreed_to(person: Person) -> None:
    with pytest.raises(Refused, match="consent_text_changed"):
        network_contacts.give(person, a_wish(person), "2020-01", 0, MONDAY)


def test_what_another_tab_stored_is_not_overwritten(person: Person) -> None:
    a_contact(person)
    with pytest.raises(ChangedMeanwhile, match="contact_changed_meanwhile"):
        network_contacts.give(person, a_wish(person, name="Anders"), TEXT_VERSION, 0, MONDAY)
    changed = network_contacts.give(person, a_wish(person, name="Anders"), TEXT_VERSION, 1, MONDAY)
    assert (changed.name, changed.revision) == ("Anders", 2)


def test_withdrawing_deletes_every_byte_at_once(person: Person, any_store: Engine) -> None:
    a_contact(person, Audience.NETWORK)
    network_contacts.withdraw(person)
    assert count(any_store, "network_contact") == 0
    assert listed(person) == [] and network_contacts.own(person) is None
    network_contacts.withdraw(person)  # nothing happens
    assert [entry[0] for entry in audit_trail()][-1] == "network.contact_withdrawn"


def test_withdrawing_closes_details_that_were_open_and_takes_back_what_nobody_answered(any_store: Engine) -> None:
    network = a_network()
    token = a_request(network)
    mine = network_contacts.own(network.answering)
    assert mine is not None
    network_requests.accept(network.answering, token, mine.id, MONDAY)
    assert sent(network.asking).theirs == mine
    network_contacts.withdraw(network.answering)
    assert (sent(network.asking).theirs, sent(network.asking).state) == (None, RequestState.ACCEPTED)
    assert received(network.answering).theirs is not None  # their own consent holds


def test_an_open_request_goes_with_the_person_who_asked(any_store: Engine) -> None:
    network = a_network()
    a_request(network)
    network_contacts.withdraw(network.asking)
    assert network_requests.overview(network.answering, MONDAY).received == ()
    assert (sent(network.asking).state, sent(network.asking).message) == (RequestState.WITHDRAWN, "")


def test_who_comes_back_opens_nothing_that_was_closed(any_store: Engine) -> None:
    network = a_network()
    token = a_request(network)
    mine = network_contacts.own(network.answering)
    assert mine is not None
    network_requests.accept(network.answering, token, mine.id, MONDAY)
    network_contacts.withdraw(network.answering)
    a_contact(network.answering)
    assert sent(network.asking).theirs is None


def test_an_account_that_is_switched_off_is_forgotten_as_if_the_person_withdrew(any_store: Engine) -> None:
    network = a_network()
    token = a_request(network)
    mine = network_contacts.own(network.answering)
    assert mine is not None
    network_requests.accept(network.answering, token, mine.id, MONDAY)
    accounts.switch_off(None, network.answering.username)
    assert sent(network.asking).theirs is None
    accounts.switch_off(None, network.asking.username)
    assert count(any_store, "network_contact") == 0
    of_one = [entry[0] for entry in audit_trail() if entry[3] == f"account:{network.answering.account_id}"]
    assert of_one[-2:] == ["network.contact_withdrawn", "account.switched_off"]
    accounts.switch_on(None, network.answering.username)
    assert network_contacts.own(network.answering) is None


def test_an_open_request_goes_with_the_account_in_whose_name_it_was_sent(any_store: Engine) -> None:
    network = a_network()
    a_request(network)
    colleague = stored_person(Role.MAYOR, network.asking.commune)
    accounts.switch_off(None, network.asking.username)
    assert (sent(colleague).state, sent(colleague).message) == (RequestState.WITHDRAWN, "")
    assert network_requests.overview(network.answering, MONDAY).received == ()


def test_a_switched_off_account_keeps_its_details_if_switching_off_fails(person: Person, any_store: Engine) -> None:
    a_contact(person)
    with failing_at_the_audit_entry(any_store), pytest.raises(ConnectionError):
        accounts.switch_off(None, person.username)
    assert count(any_store, "network_contact") == 1


def test_who_speaks_for_a_commune_that_left_is_not_shown(person: Person) -> None:
    reader = stored_person(Role.STEERING, stored_commune(ags="09999002", name="Eichenhafen"))
    a_contact(person, Audience.NETWORK)
    assert listed(reader) == ["Kim ahornfelde"]
    leaves_the_network(person)
    assert listed(reader) == []


@pytest.mark.parametrize("role", Role)
def test_who_may_use_the_network_enters_themselves_and_nobody_else_does(role: Role, store: Engine) -> None:
    town = None if role is Role.PLATFORM else stored_commune()
    acting = stored_person(role, town)
    if Permission.USE_NETWORK in PERMISSIONS[role]:
        a_contact(acting)
    else:
        with pytest.raises(NotAllowed):
            network_contacts.give(
                acting, a_wish(stored_person(Role.MAYOR, stored_commune(ags="09999003"))), "", 0, MONDAY
            )


def test_a_failure_leaves_no_trace(person: Person, any_store: Engine) -> None:
    with failing_at_the_audit_entry(any_store), pytest.raises(ConnectionError):
        a_contact(person)
    assert count(any_store, "network_contact") == 0
    a_contact(person)
    with failing_at_the_audit_entry(any_store), pytest.raises(ConnectionError):
        network_contacts.withdraw(person)
    assert count(any_store, "network_contact") == 1


def test_logs_hold_neither_name_nor_address(person: Person, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    a_contact(person, Audience.NETWORK, phone="030 987654")
    network_contacts.withdraw(person)
    told = caplog.text + str(audit_trail())
    assert not [word for word in ("Kim", "ahornfelde.example", "987654") if word in told]


def test_the_address_file_has_umlauts_and_says_that_it_must_not_be_passed_on(person: Person) -> None:
    contact = a_contact(
        person, Audience.NETWORK, name="Änne Groß-Müller", function="Büro; Integration, Süd", phone="+49 (0)30 123"
    )
    file = network_contacts.cards(person, [contact.id], "Stand 23.11.2026, nicht weitergeben", MONDAY)
    (card,) = vobject.readComponents(file.decode("utf-8"))
    assert (card.version.value, card.fn.value) == ("3.0", "Änne Groß-Müller")
    assert (card.n.value.family, card.n.value.given) == ("Groß-Müller", "Änne")
    assert (card.title.value, card.org.value) == ("Büro; Integration, Süd", ["Ahornfelde"])
    assert card.tel.value == "+4930123"  # as a phone takes it over
    assert (card.email.value, card.note.value) == ("kim@ahornfelde.example", "Stand 23.11.2026, nicht weitergeben")
    assert all(len(line) <= 75 for line in file.split(b"\r\n"))


def test_the_address_file_holds_who_everybody_may_see_and_nobody_else(person: Person) -> None:
    hidden = a_contact(person, Audience.AGREED)
    neighbour = stored_person(Role.OFFICER, stored_commune(ags="09999002", name="Eichenhafen"))
    open_one = a_contact(neighbour, Audience.NETWORK)
    file = network_contacts.cards(person, [hidden.id, open_one.id], "Hinweis", MONDAY)
    assert b"eichenhafen" in file and b"kim@ahornfelde" not in file


def test_the_text_says_in_both_languages_what_is_stored_who_sees_it_and_how_it_ends() -> None:
    for language, words in (
        (
            "de",
            ("jederzeit", "sofort gelöscht", "Konto abgeschaltet, etwa weil Sie das Rathaus verlassen, werden alle"),
        ),
        ("en", ("at any time", "deleted at once", "account is switched off, for example because you leave")),
    ):
        text = network_contacts.text(language)
        assert text.version == TEXT_VERSION
        assert all(any(word in point for point in text.points) for word in words)
        assert set(text.audiences) == set(Audience)
