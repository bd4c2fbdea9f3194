"""Communes in the network: enough of them that an anonymous entry tells of nobody, and what tests do with them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from factories import stored_commune, stored_person

from data.model.audit import AuditEvent
from data.model.exchange_dates import DateWish, ExchangeKind
from data.model.network import Audience, Contact, ContactWish, EntryKind, EntryWish, StatedRequest
from data.model.people import Person, RegisterStanding, Role
from data.services import network_contacts, network_entries, network_requests
from data.storage.database import writing

MONDAY = date(2026, 11, 23)
NEXT_MONDAY = MONDAY + timedelta(days=7)
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
TEXT_VERSION = "2026-11-23"
TOPIC, FIELD = "sprache", "fairer_zugang"
"""A criterion and the field that it belongs to."""
MESSAGE = "Wie haben Sie Sprachkurse für Schichtarbeitende organisiert?"


@dataclass(frozen=True)
class Network:
    """Communes with an officer each; the first two are Ahornfelde and Eichenhafen."""

    officers: Sequence[Person]

    @property
    def asking(self) -> Person:
        """The officer of the first commune."""
        return self.officers[0]

    @property
    def answering(self) -> Person:
        """The officer of the second commune."""
        return self.officers[1]

    @property
    def stranger(self) -> Person:
        """The officer of a third commune."""
        return self.officers[2]


def a_network(communes: int = 7) -> Network:
    """So many communes, each with an officer: seven are just enough to be anonymous among."""
    names = ["Ahornfelde", "Eichenhafen", *(f"Lindenort {n}" for n in range(communes - 2))]
    towns = [stored_commune(ags=f"0999900{n}", name=name) for n, name in enumerate(names, start=1)]
    return Network([stored_person(Role.OFFICER, town) for town in towns])


def leaves_the_network(person: Person) -> None:
    """The commune of this person was merged into another one."""
    assert person.commune is not None
    with writing() as work:
        work.communes.follow_register([replace(person.commune, register_standing=RegisterStanding.MERGED)])
        work.audit.record(AuditEvent.COMMUNE_MERGED)


def a_wish(person: Person, audience: Audience = Audience.AGREED, **changes: Any) -> ContactWish:
    """What somebody tells about themselves."""
    assert person.commune is not None
    place = person.commune.name.split()[0].casefold()
    values = {"name": f"Kim {place}", "function": "Integrationsstelle", "mail": f"kim@{place}.example", "phone": ""}
    return ContactWish(**{**values, "audience": audience, **changes})


def a_contact(person: Person, audience: Audience = Audience.AGREED, **changes: Any) -> Contact:
    """Somebody who is a contact person from the Monday on."""
    return network_contacts.give(person, a_wish(person, audience, **changes), TEXT_VERSION, 0, MONDAY)


def an_entry(person: Person, kind: EntryKind = EntryKind.STRONG, topic: str = TOPIC, *, named: bool = False) -> str:
    """An entry written in the week before, which everybody sees since the Monday; its token."""
    wish = EntryWish(kind, topic, f"Abendkurse mit Kinderbetreuung, seit {len(topic)} Jahren.", named)
    return network_entries.add(person, wish, MONDAY - timedelta(days=3))


def a_request(network: Network, on: date = MONDAY) -> str:
    """The first commune asks an anonymous entry of the second; both have a contact person. The token of the request."""
    a_contact(network.answering)
    contact = a_contact(network.asking)
    return network_requests.ask(network.asking, an_entry(network.answering), contact.id, MESSAGE, on)


def sent(person: Person, on: date = MONDAY) -> StatedRequest:
    """The one request that the commune of this person sent."""
    (request,) = network_requests.overview(person, on).sent
    return request


def received(person: Person, on: date = MONDAY) -> StatedRequest:
    """The one request that the commune of this person got."""
    (request,) = network_requests.overview(person, on).received
    return request


def a_date(**changes: Any) -> DateWish:
    """A round in two weeks with two places."""
    values: dict[str, Any] = {
        "title": "Runde der Leitungen",
        "kind": ExchangeKind.ROUND,
        "starts_at": NOW + timedelta(days=14),
        "minutes": 90,
        "place": "Rathaus, Saal 2",
        "link": "https://treffen.example/raum",
        "audience": "Leitungen",
        "seats": 2,
        "text": "Wie gelingt der Anfang?",
    }
    return DateWish(**{**values, **changes})
