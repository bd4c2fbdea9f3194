"""Attacks on anonymous entries: whatever somebody outside looks at, it is the same whoever wrote what.

The certificate needs no knowledge of the method: the world is made several times with the authors exchanged, and all
that an observer can see, ask, download or be refused is compared. docs/decisions/network.md lists the attacks.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from conftest import count
from factories import stored_commune, stored_person
from networks import MESSAGE, MONDAY, NOW, Network, a_contact, a_network, an_entry
from sqlalchemy import Engine, text

from data.errors import KompassError
from data.model.network import Audience, EntryKind
from data.model.people import Person, Role
from data.services import (
    exchange_dates,
    network_contacts,
    network_entries,
    network_requests,
    reminders,
)

TOPICS = ("sprache", "wohnen", "gesundheit_und_pflege", "fairer_zugang")
LATER = MONDAY + timedelta(days=40)
AUTHORS = [
    (1, 2, 3, 4),
    (4, 3, 2, 1),
    (2, 2, 2, 2),  # all by one commune
    (5, 6, 5, 6),
    (3, 3, 1, 7),
]
"""Which commune writes at which topic; commune 0 observes."""


def outcome(action: Any, *given: Any) -> object:
    """What somebody learns of an attempt: that it worked, or the refusal with all its details."""
    try:
        action(*given)
    except KompassError as error:
        return (type(error).__name__, error.code, error.details)
    return "done"


@contextmanager
def same_names(monkeypatch: pytest.MonkeyPatch, names: Sequence[str]) -> Iterator[None]:
    """Entries and requests get the same random names in every world, so that these are no difference."""
    drawn = iter(names)
    with monkeypatch.context() as patched:
        patched.setattr(network_entries.secrets, "token_urlsafe", lambda _bytes: next(drawn))
        yield


def world(
    authors: Sequence[int], monkeypatch: pytest.MonkeyPatch, *, named: bool = False
) -> tuple[Network, dict[str, str]]:
    """Eight communes, of which the authors wrote one entry at each topic; the names of the entries by topic."""
    network = a_network(8)
    for person in network.officers:
        a_contact(person, Audience.NETWORK)
    written = sorted(zip(authors, TOPICS, strict=True))  # in the order of communes: not the same in every world
    with same_names(monkeypatch, [f"entry-{topic}" for _author, topic in written]):
        tokens = {topic: an_entry(network.officers[author], topic=topic, named=named) for author, topic in written}
    return network, tokens


def attacked(
    network: Network, tokens: Mapping[str, str], authors: Sequence[int], monkeypatch: pytest.MonkeyPatch
) -> list[object]:
    """All that the observer sees before, during and after asking every entry; two decline, one never answers."""
    observer = network.officers[0]
    mine = network_contacts.own(observer)
    assert mine is not None
    seen: list[object] = [everything(observer)]
    with same_names(monkeypatch, [f"request-{n}" for n in range(20)]):
        for topic in TOPICS:
            seen.append(outcome(network_requests.ask, observer, tokens[topic], mine.id, MESSAGE, MONDAY))
    for topic, author in list(zip(TOPICS, authors, strict=True))[:2]:
        requests = network_requests.overview(network.officers[author], MONDAY).received
        (asked,) = [each.token for each in requests if each.topic == topic]
        network_requests.decline(network.officers[author], asked, "Keine Zeit.", MONDAY)
        seen.append(everything(observer))
    network_requests.withdraw(observer, "request-2", MONDAY)
    with same_names(monkeypatch, [f"again-{n}" for n in range(20)]):
        for topic in TOPICS:  # does a refusal of one entry close another?
            seen.append(outcome(network_requests.ask, observer, tokens[topic], mine.id, MESSAGE, LATER))
    return [*seen, everything(observer), everything(stored_person(Role.PLATFORM))]


def everything(person: Person) -> list[object]:
    """Every answer that the network gives to a person, on several days."""
    days = (MONDAY, LATER, MONDAY + timedelta(days=100))
    told: list[object] = []
    for day in days:
        told += [network_entries.shown(person, day), sorted(network_entries.willing(person, day))]
        if person.commune is not None:
            told += [network_requests.overview(person, day), network_requests.waiting(person, day)]
            told += [network_entries.own(person, day), reminders.dues(person, day, "de")]
    contacts = network_contacts.open_to_all(person)
    told += [contacts, network_contacts.cards(person, [each.contact.id for each in contacts], "", MONDAY)]
    told += [exchange_dates.overview(person, NOW), outcome(network_requests.card, person, "request-1", "", MONDAY)]
    return told


def emptied(on: Engine) -> None:
    """A new world with the same numbers of communes, people and entries."""
    with on.begin() as connection:
        for table in ("network_request", "network_entry", "network_contact", "audit_entry", "account", "commune"):
            connection.execute(text(f"DELETE FROM {table}"))
        connection.execute(text("DELETE FROM sqlite_sequence"))


def test_whoever_wrote_what_an_observer_sees_the_same_in_every_answer(
    store: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    views = []
    for authors in AUTHORS:
        network, tokens = world(authors, monkeypatch)
        views.append(attacked(network, tokens, authors, monkeypatch))
        emptied(store)
    assert len(views[0][0]) > 10  # type: ignore[arg-type]
    assert all(view == views[0] for view in views[1:])


def test_the_attack_itself_would_find_a_difference(store: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    views = []
    for authors in AUTHORS[:2]:
        network, tokens = world(authors, monkeypatch, named=True)  # as if anonymous entries were named by mistake
        views.append(attacked(network, tokens, authors, monkeypatch))
        emptied(store)
    assert views[0] != views[1]


def test_the_list_on_a_projector_does_not_tell_whose_screen_it_is(
    store: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    network, _tokens = world(AUTHORS[0], monkeypatch)
    lists = [network_entries.shown(person, MONDAY) for person in network.officers]
    assert len(lists[0]) == 4 and all(each == lists[0] for each in lists)
    willing = [network_entries.willing(person, MONDAY) for person in network.officers]
    assert all(each == willing[0] for each in willing)


def test_a_new_entry_of_today_changes_nothing_that_anybody_else_sees_today(store: Engine) -> None:
    network = a_network(8)
    before = everything(network.stranger)
    network_entries.add(
        network.asking, network_entries.EntryWish(EntryKind.STRONG, "sprache", "Abendkurse für alle", False), MONDAY
    )
    today = [network_entries.shown(network.stranger, MONDAY), sorted(network_entries.willing(network.stranger, MONDAY))]
    assert today == before[:2] == [(), []]


def test_names_of_entries_and_requests_are_random_and_count_nothing(store: Engine) -> None:
    network = a_network(8)
    tokens = [an_entry(network.asking, topic=topic) for topic in TOPICS]
    # 12 random bytes are 16 signs: 2 ** 96 possible names.
    assert len({*tokens}) == 4 and all(len(token) == 16 for token in tokens)
    shown = [each.token for each in network_entries.shown(network.stranger, MONDAY)]
    assert sorted(shown) == sorted(tokens)
    assert count(store, "network_entry") == 4


def test_too_few_communes_show_nothing_and_seven_do(store: Engine) -> None:
    network = a_network(6)
    an_entry(network.answering)
    assert network_entries.shown(network.asking, MONDAY) == ()
    assert network_entries.willing(network.asking, MONDAY) == frozenset()
    stored_person(Role.OFFICER, stored_commune(ags="09999009", name="Siebenort"))
    assert [each.topic for each in network_entries.shown(network.asking, MONDAY)] == ["sprache"]
    assert network_entries.willing(network.asking, MONDAY) == {"sprache"}


def test_naming_oneself_cannot_uncover_the_others(store: Engine) -> None:
    # Seven communes, two of them named at the topic: five could have written the rest, and nobody is told of it.
    network = a_network(7)
    an_entry(network.officers[4])
    assert len(network_entries.shown(network.asking, MONDAY)) == 1
    for person in network.officers[:2]:
        an_entry(person, named=True)
    assert [each.commune for each in network_entries.shown(network.stranger, MONDAY) if not each.commune] == []
