"""Two communes agree to talk: who learns what, and when."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from conftest import count
from factories import audit_trail, stored_person
from networks import (
    FIELD,
    MESSAGE,
    MONDAY,
    Network,
    a_contact,
    a_network,
    a_request,
    an_entry,
    leaves_the_network,
    received,
    sent,
)
from sqlalchemy import Engine
from teams import failing_at_the_audit_entry

from data.errors import ChangedMeanwhile, KompassError, NotAllowed, NotFound, Refused
from data.model.network import Contact, RequestState
from data.model.people import Person, Role
from data.services import network_contacts, network_entries, network_requests

S = RequestState


@pytest.fixture
def network(any_store: Engine) -> Network:
    return a_network(8)


def own(person: Person) -> Contact:
    found = network_contacts.own(person)
    assert found is not None
    return found


def test_before_anybody_agreed_the_asked_side_knows_who_asks_and_the_asking_side_nothing(network: Network) -> None:
    a_request(network)
    there, here = received(network.answering), sent(network.asking)
    assert (there.commune, there.message, there.state) == ("Ahornfelde", MESSAGE, S.REQUESTED)
    assert (there.theirs, there.ours) == (None, None)
    assert (here.commune, here.theirs) == ("", None)
    assert here.ours == own(network.asking)


def test_once_both_agreed_each_side_sees_the_contact_person_of_the_other(network: Network) -> None:
    token = a_request(network)
    network_requests.accept(network.answering, token, own(network.answering).id, MONDAY)
    here, there = sent(network.asking), received(network.answering)
    assert (here.state, here.commune, here.theirs) == (S.ACCEPTED, "Eichenhafen", own(network.answering))
    assert (there.state, there.commune, there.theirs) == (S.ACCEPTED, "Ahornfelde", own(network.asking))
    card = network_requests.card(network.asking, token, "Nicht weitergeben", MONDAY)
    assert b"kim@eichenhafen.example" in card and b"ORG:Eichenhafen" in card


def test_anonymity_ends_between_these_two_only(network: Network) -> None:
    token = a_request(network)
    an_entry(network.answering, topic="wohnen")
    before = network_entries.shown(network.stranger, MONDAY)
    network_requests.accept(network.answering, token, own(network.answering).id, MONDAY)
    for person in (network.asking, network.answering, network.stranger):
        assert network_entries.shown(person, MONDAY) == before
        assert all(entry.commune == "" for entry in before)
    assert network_requests.overview(network.stranger, MONDAY).sent == ()


def test_who_declines_tells_a_sentence_and_nothing_of_themselves(network: Network) -> None:
    token = a_request(network)
    network_requests.decline(network.answering, token, "Dieses Jahr fehlt uns die Zeit.", MONDAY)
    here = sent(network.asking)
    assert (here.state, here.sentence) == (S.DECLINED, "Dieses Jahr fehlt uns die Zeit.")
    assert (here.commune, here.theirs) == ("", None)
    assert received(network.answering).theirs is None
    with pytest.raises(NotFound):
        network_requests.card(network.asking, token, "", MONDAY)


def test_a_sentence_that_tells_who_declines_is_refused_until_somebody_is_sure(network: Network) -> None:
    token = a_request(network)
    with pytest.raises(Refused, match="network_text_tells"):
        network_requests.decline(network.answering, token, "In Eichenhafen fehlt die Zeit.", MONDAY)
    network_requests.decline(network.answering, token, "In Eichenhafen fehlt die Zeit.", MONDAY, sure=True)


def test_after_a_refusal_the_entry_is_left_in_peace_for_ninety_days(network: Network) -> None:
    token = a_request(network)
    network_requests.decline(network.answering, token, "", MONDAY)
    entry = network_entries.shown(network.asking, MONDAY)[0].token

    def ask(day: date) -> str:
        return network_requests.ask(network.asking, entry, own(network.asking).id, MESSAGE, day)

    with pytest.raises(Refused, match="network_request_declined_lately"):
        ask(MONDAY + timedelta(days=89))
    ask(MONDAY + timedelta(days=90))


def test_a_request_that_is_taken_back_is_gone_for_the_other_side_with_its_words(network: Network) -> None:
    token = a_request(network)
    network_requests.withdraw(network.asking, token, MONDAY)
    assert network_requests.overview(network.answering, MONDAY).received == ()
    assert (sent(network.asking).state, sent(network.asking).message) == (S.WITHDRAWN, "")


def test_a_request_that_nobody_answered_has_expired_after_sixty_days(network: Network) -> None:
    token = a_request(network)
    later = MONDAY + timedelta(days=61)
    assert sent(network.asking, later).state is received(network.answering, later).state is S.EXPIRED
    assert network_requests.waiting(network.answering, later) == ()
    with pytest.raises(ChangedMeanwhile, match="network_request_not_open"):
        network_requests.accept(network.answering, token, own(network.answering).id, later)


def test_the_second_of_two_answers_finds_the_request_closed(network: Network) -> None:
    token = a_request(network)
    network_requests.withdraw(network.asking, token, MONDAY)
    for attempt in (
        lambda: network_requests.accept(network.answering, token, own(network.answering).id, MONDAY),
        lambda: network_requests.decline(network.answering, token, "", MONDAY),
        lambda: network_requests.withdraw(network.asking, token, MONDAY),
    ):
        with pytest.raises(ChangedMeanwhile, match="network_request_not_open"):
            attempt()


def test_one_request_is_open_for_each_entry_and_ten_in_all(network: Network) -> None:
    mine = a_contact(network.asking)
    criteria = [each.key for each in network_entries.topics().criteria][:11]
    entries = [an_entry(network.answering, topic=topic) for topic in criteria]
    for token in entries[:10]:
        network_requests.ask(network.asking, token, mine.id, MESSAGE, MONDAY)
    with pytest.raises(Refused, match="network_request_open_already"):
        network_requests.ask(network.asking, entries[0], mine.id, MESSAGE, MONDAY)
    with pytest.raises(Refused, match="network_too_many_requests"):
        network_requests.ask(network.asking, entries[10], mine.id, MESSAGE, MONDAY)
    assert network_requests.overview(network.asking, MONDAY).may_send == 0


def test_an_own_entry_cannot_be_asked(network: Network) -> None:
    mine = a_contact(network.asking)
    with pytest.raises(Refused, match="network_request_own"):
        network_requests.ask(network.asking, an_entry(network.asking), mine.id, MESSAGE, MONDAY)


def test_an_entry_that_is_not_shown_yet_is_as_unknown_as_one_that_nobody_wrote(network: Network) -> None:
    mine = a_contact(network.asking)
    hidden = network_entries.add(
        network.answering,
        network_entries.EntryWish(network_entries.EntryKind.STRONG, "wohnen", "Wohnlotsen", False),
        MONDAY,
    )
    answers = []
    for token in (hidden, "guessed-token"):
        with pytest.raises(NotFound) as refusal:
            network_requests.ask(network.asking, token, mine.id, MESSAGE, MONDAY)
        answers.append((refusal.value.code, refusal.value.details))
    assert answers[0] == answers[1] == ("network_entry_not_found", {})


def test_only_contact_persons_of_the_own_commune_can_be_named(network: Network) -> None:
    token = a_request(network)
    entry = an_entry(network.stranger)
    with pytest.raises(NotFound, match="contact_not_found"):
        network_requests.ask(network.asking, entry, own(network.answering).id, MESSAGE, MONDAY)
    with pytest.raises(NotFound, match="contact_not_found"):
        network_requests.accept(network.answering, token, own(network.asking).id, MONDAY)


def strangers_tries(person: Person, token: str, contact_id: int) -> list[Callable[[], object]]:
    return [
        lambda: network_requests.accept(person, token, contact_id, MONDAY),
        lambda: network_requests.decline(person, token, "", MONDAY),
        lambda: network_requests.withdraw(person, token, MONDAY),
        lambda: network_requests.card(person, token, "", MONDAY),
    ]


def test_a_third_commune_reaches_a_request_by_no_way(network: Network) -> None:
    token = a_request(network)
    mine = a_contact(network.stranger)
    for known in (token, "guessed-token"):
        for attempt in strangers_tries(network.stranger, known, mine.id):
            with pytest.raises(NotFound) as refusal:
                attempt()
            assert (refusal.value.code, refusal.value.details) == ("network_request_not_found", {})
    assert received(network.answering).state is S.REQUESTED


def test_who_asked_cannot_answer_and_who_is_asked_cannot_withdraw(network: Network) -> None:
    token = a_request(network)
    with pytest.raises(NotFound):
        network_requests.accept(network.asking, token, own(network.asking).id, MONDAY)
    with pytest.raises(NotFound):
        network_requests.withdraw(network.answering, token, MONDAY)


@pytest.mark.parametrize("role", [Role.STEERING, Role.CONTRIBUTOR, Role.PLATFORM])
def test_requests_are_for_leaders_and_officers_only(role: Role, network: Network) -> None:
    token = a_request(network)
    person = stored_person(role, None if role is Role.PLATFORM else network.answering.commune)
    for attempt in (
        *strangers_tries(person, token, own(network.answering).id),
        lambda: network_requests.overview(person, MONDAY),
        lambda: network_requests.waiting(person, MONDAY),
        lambda: network_requests.ask(person, token, 1, MESSAGE, MONDAY),
    ):
        with pytest.raises(NotAllowed):
            attempt()


def test_a_failure_leaves_no_trace(network: Network, any_store: Engine) -> None:
    token = a_request(network)
    for attempt in (
        lambda: network_requests.accept(network.answering, token, own(network.answering).id, MONDAY),
        lambda: network_requests.decline(network.answering, token, "", MONDAY),
        lambda: network_requests.withdraw(network.asking, token, MONDAY),
    ):
        with failing_at_the_audit_entry(any_store), pytest.raises(ConnectionError):
            attempt()
        assert sent(network.asking).state is S.REQUESTED
    assert count(any_store, "network_request") == 1


def test_no_line_of_the_log_tells_who_talks_to_whom_or_about_what(
    network: Network, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    before = len(audit_trail())
    token = a_request(network)
    network_requests.accept(network.answering, token, own(network.answering).id, MONDAY)
    trail = audit_trail(but=before)
    lines = [entry for entry in trail if entry[0].startswith("network.request")]
    assert [(entry[0], entry[3], entry[4]) for entry in lines] == [
        ("network.request_sent", "network_request:1", ""),
        ("network.request_answered", "network_entry:1", "accepted"),
    ]
    told = caplog.text + str(trail)
    assert not [word for word in (token, MESSAGE, "sprache", "kim@", "Ahornfelde", "Eichenhafen") if word in told]


def test_whoever_of_a_commune_answers_first_answers_for_it(network: Network) -> None:
    token = a_request(network)
    mayor = stored_person(Role.MAYOR, network.answering.commune)
    network_requests.accept(mayor, token, own(network.answering).id, MONDAY)
    with pytest.raises(KompassError):
        network_requests.decline(network.answering, token, "", MONDAY)
    assert sent(network.asking).theirs == own(network.answering)


def test_once_the_contact_person_withdrew_the_entry_can_be_asked_again(network: Network) -> None:
    # The page promises it: "Sobald dort jemand anderes eingetragen ist, ist eine neue Anfrage möglich."
    token = a_request(network)
    entry = network_entries.shown(network.asking, MONDAY)[0].token
    network_requests.accept(network.answering, token, own(network.answering).id, MONDAY)
    with pytest.raises(Refused, match="network_request_accepted_already"):
        network_requests.ask(network.asking, entry, own(network.asking).id, MESSAGE, MONDAY)
    network_contacts.withdraw(network.answering)
    assert network_requests.ask(network.asking, entry, own(network.asking).id, MESSAGE, MONDAY) != token


def test_what_was_written_is_deleted_a_year_after_a_request_was_declined_or_expired(network: Network) -> None:
    declined, entry = a_request(network), an_entry(network.answering, topic=FIELD)
    expired = network_requests.ask(network.asking, entry, own(network.asking).id, MESSAGE, MONDAY)
    later = MONDAY + timedelta(days=10)
    network_requests.decline(network.answering, declined, "Gerade nicht.", later)
    before = len(audit_trail())

    def written() -> dict[str, tuple[str, str]]:
        found = network_requests.overview(network.asking, MONDAY).sent
        return {each.token: (each.message, each.sentence) for each in found}

    assert network_requests.forget_old_words(later + timedelta(days=365)) == 0
    assert network_requests.forget_old_words(later + timedelta(days=366)) == 1
    assert written() == {declined: ("", ""), expired: (MESSAGE, "")}
    last_day = MONDAY + timedelta(days=60)  # so long it could be answered
    assert network_requests.forget_old_words(last_day + timedelta(days=365)) == 0
    assert network_requests.forget_old_words(last_day + timedelta(days=366)) == 1
    assert network_requests.forget_old_words(last_day + timedelta(days=900)) == 0
    assert written() == {declined: ("", ""), expired: ("", "")}
    assert [(entry[0], entry[4]) for entry in audit_trail(but=before)] == [
        ("network.words_forgotten", "requests=1")
    ] * 2


def test_what_both_sides_agreed_to_keeps_its_message(network: Network) -> None:
    token = a_request(network)
    network_requests.accept(network.answering, token, own(network.answering).id, MONDAY)
    assert network_requests.forget_old_words(MONDAY + timedelta(days=2_000)) == 0
    assert sent(network.asking).message == MESSAGE


def test_nobody_opens_up_to_a_side_that_nobody_can_reach(network: Network) -> None:
    token = a_request(network)
    leaves_the_network(network.asking)
    with pytest.raises(ChangedMeanwhile, match="network_request_not_open"):
        network_requests.accept(network.answering, token, own(network.answering).id, MONDAY)
    assert sent(network.asking).state is S.REQUESTED and sent(network.asking).theirs is None
