"""Entries by the service: whose they are stays with their commune."""

from __future__ import annotations

import logging
from datetime import timedelta

import pytest
from conftest import count
from factories import audit_trail, replies_to_all, stored_person, stored_round
from networks import FIELD, MONDAY, NEXT_MONDAY, TOPIC, a_network, a_request, an_entry, sent
from sqlalchemy import Engine
from teams import failing_at_the_audit_entry

from data.errors import ChangedMeanwhile, NotAllowed, NotFound, Refused
from data.model.network import EntryKind, EntryState, EntryWish, RequestState
from data.model.people import Role
from data.services import accounts, network_entries

STRONG = EntryKind.STRONG


def wish(text: str = "Abendkurse mit Kinderbetreuung", *, named: bool = False) -> EntryWish:
    return EntryWish(STRONG, TOPIC, text, named)


def test_an_anonymous_entry_appears_on_monday_and_a_named_one_at_once(any_store: Engine) -> None:
    network = a_network(8)
    network_entries.add(network.asking, wish(), MONDAY)
    network_entries.add(network.answering, wish("Sprachcafé jeden Tag", named=True), MONDAY)
    assert [each.commune for each in network_entries.shown(network.stranger, MONDAY)] == ["Eichenhafen"]
    seen = network_entries.shown(network.stranger, NEXT_MONDAY)
    assert sorted((each.commune, each.text) for each in seen) == [
        ("", "Abendkurse mit Kinderbetreuung"),
        ("Eichenhafen", "Sprachcafé jeden Tag"),
    ]


def test_the_own_commune_sees_whether_others_see_an_entry(any_store: Engine) -> None:
    network = a_network(6)
    network_entries.add(network.asking, wish(), MONDAY)
    states = [network_entries.own(network.asking, day)[0].state for day in (MONDAY, NEXT_MONDAY)]
    assert states == [EntryState.WAITS_FOR_DAY, EntryState.WAITS_FOR_CROWD]  # six communes
    assert network_entries.own(network.answering, MONDAY) == ()


def test_another_text_waits_for_monday_again_and_the_old_one_is_gone_at_once(any_store: Engine) -> None:
    network = a_network()
    an_entry(network.asking)
    (own,) = network_entries.own(network.asking, MONDAY)
    network_entries.change_text(network.asking, own.entry, "Jetzt auch am Vormittag", MONDAY)
    assert network_entries.shown(network.stranger, MONDAY) == ()
    (seen,) = network_entries.shown(network.stranger, NEXT_MONDAY)
    assert (seen.text, seen.token) == ("Jetzt auch am Vormittag", own.entry.token)
    with pytest.raises(ChangedMeanwhile, match="network_entry_changed_meanwhile"):
        network_entries.change_text(network.asking, own.entry, "Aus einem zweiten Fenster", MONDAY)
    with pytest.raises(ChangedMeanwhile, match="network_entry_changed_meanwhile"):
        network_entries.remove(network.asking, own.entry)


def test_a_text_that_tells_the_own_commune_is_refused_until_somebody_is_sure(any_store: Engine) -> None:
    network = a_network()
    telling = wish("Das Ahornfelder Modell der Kurse")
    with pytest.raises(Refused, match="network_text_tells") as refusal:
        network_entries.add(network.asking, telling, MONDAY)
    assert refusal.value.details == {"words": "Ahornfelder"}
    network_entries.add(network.asking, telling, MONDAY, sure=True)
    network_entries.add(network.answering, wish("Das Eichenhafener Modell", named=True), MONDAY)  # its own choice
    (own,) = network_entries.own(network.asking, MONDAY)
    with pytest.raises(Refused, match="network_text_tells"):
        network_entries.change_text(network.asking, own.entry, "Fragen Sie in Ahornfelde nach", MONDAY)


def test_a_commune_says_one_thing_of_a_kind_about_a_topic(any_store: Engine) -> None:
    network = a_network()
    network_entries.add(network.asking, wish(), MONDAY)
    with pytest.raises(Refused, match="network_entry_exists"):
        network_entries.add(network.asking, wish("Noch einmal dasselbe"), MONDAY)
    network_entries.add(network.asking, EntryWish(EntryKind.SEARCH, TOPIC, "Wer hat Abendkurse?", False), MONDAY)
    assert count(any_store, "network_entry") == 2


def test_who_removes_an_entry_ends_the_requests_to_it(any_store: Engine) -> None:
    network = a_network()
    a_request(network)
    (own,) = network_entries.own(network.answering, MONDAY)
    network_entries.remove(network.answering, own.entry)
    assert network_entries.shown(network.asking, MONDAY) == ()
    assert (sent(network.asking).state, sent(network.asking).commune) == (RequestState.EXPIRED, "")


def test_nobody_changes_or_removes_the_entry_of_another_commune(any_store: Engine) -> None:
    network = a_network()
    an_entry(network.answering)
    (own,) = network_entries.own(network.answering, MONDAY)
    for attack in (
        lambda: network_entries.change_text(network.stranger, own.entry, "Etwas ganz anderes", MONDAY),
        lambda: network_entries.remove(network.stranger, own.entry),
    ):
        with pytest.raises(NotFound, match="network_entry_not_found"):
            attack()
    assert network_entries.own(network.answering, MONDAY) == (own,)


@pytest.mark.parametrize("role", [Role.STEERING, Role.PLATFORM])
def test_the_steering_group_and_the_platform_team_read_and_write_nothing(role: Role, store: Engine) -> None:
    network = a_network()
    an_entry(network.answering)
    reader = stored_person(role, network.asking.commune if role is Role.STEERING else None)
    assert network_entries.shown(reader, MONDAY) == network_entries.shown(network.asking, MONDAY)
    with pytest.raises(NotAllowed):
        network_entries.add(reader, wish(), MONDAY)
    with pytest.raises(NotAllowed):
        network_entries.own(reader, MONDAY)


def test_the_own_result_suggests_to_the_own_commune_what_it_may_offer(any_store: Engine) -> None:
    network = a_network()
    assert network_entries.suggestions(network.asking) == ()
    assert network.asking.commune is not None
    criteria = {each.key: [question.id for question in each.questions] for each in network_entries.topics().criteria}
    replies = replies_to_all(1)
    for question_id in criteria[TOPIC]:
        replies[question_id] = replies_to_all(4)[question_id]
    stored_round(network.asking.commune, replies, submitted=True)
    assert network_entries.suggestions(network.asking) == (TOPIC,)
    assert network_entries.suggestions(network.answering) == ()
    network_entries.add(network.asking, wish(), MONDAY)
    assert network_entries.suggestions(network.asking) == ()


def test_a_criterion_has_somebody_willing_by_its_own_entry_or_that_of_its_field(any_store: Engine) -> None:
    network = a_network()
    assert network_entries.willing(network.asking, MONDAY) == frozenset()
    an_entry(network.answering, topic=TOPIC)
    assert network_entries.willing(network.asking, MONDAY) == {TOPIC}
    an_entry(network.answering, topic=FIELD)
    (field,) = [each for each in network_entries.topics().fields if each.key == FIELD]
    assert network_entries.willing(network.asking, MONDAY) == {each.key for each in field.criteria}
    an_entry(network.answering, EntryKind.SEARCH, "wohnen")
    assert network_entries.willing(network.asking, MONDAY) == {each.key for each in field.criteria}


def test_a_commune_without_anybody_who_may_answer_is_not_shown(any_store: Engine) -> None:
    network = a_network(9)
    an_entry(network.answering)
    assert len(network_entries.shown(network.asking, MONDAY)) == 1
    accounts.switch_off(None, network.answering.username)
    assert network_entries.shown(network.asking, MONDAY) == ()


def test_a_failure_leaves_no_trace(any_store: Engine) -> None:
    network = a_network()
    with failing_at_the_audit_entry(any_store), pytest.raises(ConnectionError):
        network_entries.add(network.asking, wish(), MONDAY)
    assert count(any_store, "network_entry") == 0


def test_logs_tell_neither_topic_nor_text_nor_the_name_that_the_network_uses(
    any_store: Engine, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    network = a_network()
    before = len(audit_trail())
    token = an_entry(network.asking)
    (own,) = network_entries.own(network.asking, MONDAY)
    network_entries.change_text(network.asking, own.entry, "Ganz anderer Text", MONDAY)
    (own,) = network_entries.own(network.asking, MONDAY + timedelta(days=1))
    network_entries.remove(network.asking, own.entry)
    entries = audit_trail(but=before)
    assert [entry[0] for entry in entries] == [f"network.entry_{what}" for what in ("added", "changed", "removed")]
    told = caplog.text + str(entries)
    assert not [word for word in (token, TOPIC, "Abendkurse", "anderer Text") if word in told]
