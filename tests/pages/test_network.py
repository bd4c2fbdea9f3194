"""The network as somebody without a browser sees it: two communes agree to talk, and nobody else learns of it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from app_tab import App, AppAs, signed_in
from conftest import count
from factories import stored_person
from networks import MESSAGE, Network, a_contact, a_date, a_network
from sqlalchemy import Engine

from components.language import now, today
from components.session import Key
from data.model.network import Audience, EntryKind, EntryWish
from data.model.people import Person, Role
from data.services import exchange_dates, network_contacts, network_entries, network_requests

OFFER = "Abendkurse mit Kinderbetreuung, wir zeigen sie gern."
ANSWER = "Dieses Jahr fehlt uns die Zeit."


@pytest.fixture
def network(store: Engine) -> Network:
    return a_network(8)


def offered(person: Person, *, named: bool = False, topic: str = "sprache") -> str:
    """An entry that everybody sees today; its token."""
    wish = EntryWish(EntryKind.STRONG, topic, OFFER, named)
    return network_entries.add(person, wish, today() - timedelta(days=7))


def opened(person: Person, part: str = "", **more: str) -> App:
    """The network as a person sees it."""
    query = "&".join(f"{name}={value}" for name, value in {"teil": part, **more}.items() if value)
    app = signed_in(person, f"netzwerk?{query}")
    assert not app.incidents
    return app


def asked(network: Network) -> str:
    """The first commune asks the second; both have a contact person. The token of the request."""
    a_contact(network.answering, phone="030 111222")
    mine = a_contact(network.asking, phone="030 333444")
    return network_requests.ask(network.asking, offered(network.answering), mine.id, MESSAGE, today())


@pytest.mark.parametrize(
    ("part", "told"),
    [
        ("angebote", "Machen Sie den Anfang"),
        ("eigene", "Ihre Kommune hat noch keinen Eintrag"),
        ("anfragen", "Noch keine Anfrage"),
        ("termine", "Laden Sie andere ein"),
        ("kontakte", "Eintragen können nur Sie selbst sich"),
    ],
)
def test_every_empty_part_says_what_to_do_first(part: str, told: str, network: Network) -> None:
    assert told in opened(network.asking, part).text


def test_the_offers_hide_who_is_anonymous_and_name_who_wants_to_be_named(network: Network) -> None:
    offered(network.answering)
    offered(network.stranger, named=True, topic="wohnen")
    text = opened(network.asking).text
    assert text.count(OFFER.removesuffix(".")) == 2
    assert "Eichenhafen" not in text and "Lindenort 0" in text


def test_what_was_typed_is_told_where_its_field_is_gone(network: Network) -> None:
    token = offered(network.asking)
    first, second = (opened(network.asking, "eigene") for _tab in range(2))
    field = f"entry_text_{token}_1"
    for app, text in ((first, "Das war eher gespeichert."), (second, "Mühsam getippt, lang genug.")):
        app.tab.text_area(key=field).set_value(text)
        app.click(f"save_{field}")
    assert "Nicht gespeichert" not in first.text
    assert "Nicht gespeichert: „Mühsam getippt, lang genug\\.“" in second.text


def test_a_message_to_an_entry_that_was_taken_back_meanwhile_is_told(network: Network) -> None:
    a_contact(network.asking)
    token = offered(network.answering)
    app = opened(network.asking, "angebote", eintrag=token)
    (entry,) = network_entries.own(network.answering, today())
    network_entries.remove(network.answering, entry.entry)
    app.tab.text_area(key=f"ask_{token}").set_value(MESSAGE)
    app.click("network_ask")
    assert "Diesen Eintrag gibt es nicht mehr" in app.text
    assert f"Nicht gespeichert: „{MESSAGE}“" in app.text


def test_filters_stand_in_the_address_and_a_criterion_finds_its_whole_field(network: Network) -> None:
    offered(network.answering, topic="fairer_zugang")
    assert "Ein Eintrag" in opened(network.asking, thema="sprache", art="stark").text
    app = opened(network.asking, thema="konfliktbearbeitung")
    assert "Kein Eintrag passt" in app.text
    app.click("network_clear")
    assert "Ein Eintrag" in app.text and app.tab.query_params.get("thema") is None


def test_asking_needs_a_contact_person_first(network: Network) -> None:
    token = offered(network.answering)
    assert "Wer spricht für Ihre Kommune?" in opened(network.asking, "angebote", eintrag=token).text


def test_a_message_that_is_too_short_stays_in_its_field_and_a_good_one_is_sent(network: Network) -> None:
    a_contact(network.asking)
    app = opened(network.asking, "angebote", eintrag=offered(network.answering))
    (field,) = app.tab.text_area
    field.input("Hallo?")
    app.click("network_ask")
    assert "20 bis 2.000 Zeichen" in app.text and app.tab.text_area[0].value == "Hallo?"
    app.tab.text_area[0].input(MESSAGE)
    app.click("network_ask")
    assert "Die Anfrage ist gesendet" in app.text
    assert network_requests.overview(network.answering, today()).received[0].message == MESSAGE


def test_a_message_is_still_there_after_another_part_was_looked_at(network: Network) -> None:
    a_contact(network.asking)
    address = f"netzwerk?teil=angebote&eintrag={offered(network.answering)}"
    app = signed_in(network.asking, address)
    app.tab.text_area[0].input("Was ich gerade")
    app.run().open("netzwerk?teil=termine")
    app.open(address)
    assert app.tab.text_area[0].value == "Was ich gerade"


def test_two_communes_agree_to_talk(network: Network) -> None:
    token = asked(network)
    there = opened(network.answering, "anfragen")
    assert "Anfragen (1)" in there.text and "Ahornfelde" in there.text and MESSAGE in there.text
    assert "030 333444" not in there.text and "kim@ahornfelde" not in there.text
    here = opened(network.asking, "anfragen")
    assert "eine Kommune, die anonym bleibt" in here.text and "ichenhafen" not in here.text
    there.click(f"really_accept_{token}")
    assert "030 333444" in there.text and "ahornfelde" in there.text
    here = opened(network.asking, "anfragen")
    assert "030 111222" in here.text and "Eichenhafen" in here.text
    third = opened(network.stranger, "anfragen").text + opened(network.stranger).text
    assert "Eichenhafen" not in third and "Ahornfelde" not in third


def test_who_declines_may_say_why_and_stays_unknown(network: Network) -> None:
    token = asked(network)
    app = opened(network.answering, "anfragen")
    app.tab.text_area(f"decline_sentence_{token}").input("In Eichenhafen fehlt die Zeit.")
    app.click(f"really_decline_{token}")
    assert "Daran könnte man Ihre Kommune erkennen: Eichenhafen" in app.text
    app.tab.text_area(f"decline_sentence_{token}").input(ANSWER)
    app.click(f"really_decline_{token}")
    assert "Die Anfrage ist abgelehnt" in app.text
    text = opened(network.asking, "anfragen").text
    assert "abgelehnt" in text and ANSWER.removesuffix(".") in text and "ichenhafen" not in text


def test_a_request_is_taken_back(network: Network) -> None:
    token = asked(network)
    app = opened(network.asking, "anfragen")
    app.click(f"really_withdraw_{token}")
    assert "Die Anfrage ist zurückgezogen" in app.text
    assert MESSAGE not in opened(network.answering, "anfragen").text


def test_an_entry_that_tells_who_wrote_it_is_doubted_once(network: Network, store: Engine) -> None:
    app = opened(network.asking, "eigene")
    app.tab.selectbox("entry_topic").set_value("sprache")
    app.tab.text_area("entry_text").input("Das Ahornfelder Modell der Abendkurse")
    app.click("network_add")
    assert "Ahornfelder" in app.text and count(store, "network_entry") == 0
    app.tab.checkbox("sure_entry_text").check()
    app.run().click("network_add")
    assert "Der Eintrag ist aufgenommen" in app.text and count(store, "network_entry") == 1
    assert "Erscheint am" in app.text and app.tab.text_area("entry_text").value == ""


def test_a_person_agrees_and_withdraws(network: Network, store: Engine) -> None:
    app = opened(network.asking, "kontakte")
    for part, typed in (("name", "Änne Groß"), ("function", "Büro"), ("mail", "a@ort.example"), ("phone", "")):
        app.tab.text_input(f"contact_0_{part}").input(typed)
    assert app.tab.button("contact_0_give").disabled
    app.tab.checkbox("contact_0_agreed").check()
    app.run().click("contact_0_give")
    assert "Sie sind eingetragen: Änne Groß" in app.text
    own = network_contacts.own(network.asking)
    assert own is not None and (own.audience, own.agreed_on) == (Audience.AGREED, today())
    app.click("contact_really_drop")
    assert "Ihre Angaben sind gelöscht" in app.text and count(store, "network_contact") == 0


def test_the_list_is_searched_and_filtered_by_land_kind_and_size(network: Network) -> None:
    for person in network.officers[:2]:
        a_contact(person, Audience.NETWORK)
    assert "2 Ansprechpersonen" in opened(network.stranger, "kontakte").text
    for more in ({"suche": "ahorn"}, {"suche": "kim ahornfelde", "land": "Bayern", "groesse": "bis100"}):
        assert "Eine Ansprechperson" in opened(network.stranger, "kontakte", **more).text
    for more in ({"land": "Hessen"}, {"typ": "district"}, {"groesse": "bis5"}):
        assert "Niemand passt" in opened(network.stranger, "kontakte", **more).text


def test_somebody_signs_up_and_off_and_the_host_sees_who_comes(network: Network) -> None:
    date_id = exchange_dates.add(network.asking, a_date(starts_at=now() + timedelta(days=9), seats=1), now())
    app = opened(network.answering, "termine")
    assert "Noch ein Platz frei" in app.text and "treffen.example" not in app.text
    app.click(f"sign_up_{date_id}")
    assert "Sie sind angemeldet" in app.text
    assert "Auf die Warteliste" in [button.label for button in opened(network.stranger, "termine").tab.button]
    host = opened(network.asking, "termine").text
    assert "Eine Anmeldung" in host and "Eichenhafen" in host
    assert "Eichenhafen" not in opened(network.stranger, "termine").text
    app.click(f"sign_off_{date_id}")
    assert "Sie sind abgemeldet" in app.text


def test_a_commune_invites_changes_and_calls_off(network: Network) -> None:
    app = opened(network.asking, "termine", ansicht="neu")
    app.tab.text_input("new_date_title").input("Runde der Leitungen")
    app.click("new_date_store")
    assert "Bitte nennen Sie einen Ort oder einen Link" in app.text
    assert app.tab.text_input("new_date_title").value == "Runde der Leitungen"
    app.tab.text_input("new_date_place").input("Rathaus")
    app.click("new_date_store")
    assert "Der Termin ist angekündigt" in app.text
    (date,) = (each.date for each in exchange_dates.overview(network.asking, now()))
    key = f"{date.id}_{date.revision}"
    app.tab.text_input(f"date_{key}_title").input("Runde der Kleinen")
    app.click(f"date_{key}_store")
    assert "Runde der Kleinen" in app.text
    app.tab.text_input(f"cancel_sentence_{date.id}_2").input("Die Leitung ist krank.")
    app.click(f"really_cancel_{date.id}_2")
    assert "Abgesagt: Die Leitung ist krank" in opened(network.stranger, "termine").text


def test_a_host_who_wants_fewer_places_than_are_taken_is_told_and_keeps_what_was_typed(network: Network) -> None:
    date_id = exchange_dates.add(network.asking, a_date(starts_at=now() + timedelta(days=9)), now())
    for person in network.officers[1:3]:
        exchange_dates.sign_up(person, date_id, now())
    app = opened(network.asking, "termine")
    form = f"date_{date_id}_1"
    app.tab.text_input(f"{form}_title").input("Runde der Kleinen")
    app.tab.number_input(f"{form}_seats").set_value(1)
    app.click(f"{form}_store")
    assert [each.value for each in app.tab.error] == [
        "2 Personen haben schon einen Platz. Weniger Plätze gehen erst, wenn jemand absagt."
    ]
    assert app.tab.text_input(f"{form}_title").value == "Runde der Kleinen"
    assert app.tab.number_input(f"{form}_seats").value == 1


def test_what_is_over_moves_to_the_past(network: Network) -> None:
    moment = now()
    exchange_dates.add(network.asking, a_date(starts_at=moment - timedelta(days=2)), moment - timedelta(days=9))
    text = opened(network.stranger, "termine").text
    assert "Zurzeit ist kein Termin angekündigt" in text and "Vergangene Termine" in text


@pytest.mark.parametrize("role", [Role.STEERING, Role.PLATFORM])
def test_who_only_reads_finds_no_requests_and_no_own_entries(role: Role, network: Network) -> None:
    asked(network)
    town = network.answering.commune if role is Role.STEERING else None
    reader = stored_person(role, town)
    for part in ("anfragen", "eigene"):
        app = opened(reader, part)
        assert MESSAGE not in app.text and "Neuer Eintrag" not in app.text
        assert OFFER.removesuffix(".") in app.text  # the offers instead
    assert ("Laden Sie andere ein" in opened(reader, "termine").text) == (role is Role.PLATFORM)


def test_the_comparison_leads_to_who_is_willing_to_talk_and_only_there(app_as: AppAs) -> None:
    words = "Kommunen, die hier stark sind, sind zum Gespräch bereit"
    app = app_as(Role.OFFICER, "vergleich")
    app.tab.session_state[Key.PEER_SCOPE] = "criteria"
    app.run()
    for criterion, is_told in (("konfliktbearbeitung", True), ("kultur", False)):
        app.tab.selectbox(Key.PEER_CRITERION).set_value(criterion)
        app.run()
        assert (words in [link.proto.label for link in app.tab.get("page_link")]) == is_told
