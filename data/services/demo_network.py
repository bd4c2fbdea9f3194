"""The network of the demo: communes that the showcase can talk with. Everything of it is made up."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import timedelta

from data.content.demo_network import DemoPerson, DemoRequest, demo_network
from data.model.audit import AuditEvent
from data.model.network import EntryKind, ExchangeRequest, RequestState
from data.model.people import Commune
from data.services.accounts import add_account_in
from data.storage.database import UnitOfWork


def add_in(work: UnitOfWork, password_hash: str) -> None:
    """Add people, entries, requests and dates, once communes and accounts of the showcase are there."""
    _Writer(work).add(password_hash)
    work.audit.record(AuditEvent.DEMO_CREATED, details="network")


class _Writer:
    """Stores one kind after the other, and knows those before."""

    def __init__(self, work: UnitOfWork) -> None:
        self._work = work
        self._communes: Mapping[str, Commune] = {commune.name: commune for commune in work.communes.all()}
        self._contacts: dict[int, int] = {}
        self._entries: dict[tuple[str, EntryKind, str], int] = {}

    def add(self, password_hash: str) -> None:
        """Store everything; who is told by a user name is looked up."""
        for person in demo_network().people:
            self._person(person, password_hash)
        self._add_entries()
        for number, request in enumerate(demo_network().requests):
            self._request(number, request)
        self._add_dates()

    def _person(self, person: DemoPerson, password_hash: str) -> None:
        if person.role is not None:
            add_account_in(
                self._work,
                username=person.username,
                display_name=person.name,
                role=person.role,
                ags=self._communes[person.commune].ags,
                password_hash=password_hash,
                by=None,
                is_demo=True,
            )
        told = self._work.accounts.person(self._account(person.username))
        assert told is not None and told.commune is not None
        network = demo_network()
        stored = self._work.network_contacts.put(
            told.account_id, told.commune.id, person.wish, network.text_version, network.agreed_on
        )
        self._contacts[told.commune.id] = stored

    def _add_entries(self) -> None:
        shown_from = demo_network().agreed_on + timedelta(days=7)
        for entry in demo_network().entries:
            key = (entry.commune, entry.wish.kind, entry.wish.topic)
            commune_id = self._communes[entry.commune].id
            self._entries[key] = self._work.network_entries.add(commune_id, entry.wish, _token(*key), shown_from)

    def _request(self, number: int, wished: DemoRequest) -> None:
        asking, answering = self._communes[wished.asking].id, self._communes[wished.answering].id
        agreed, declined = (wished.state is state for state in (RequestState.ACCEPTED, RequestState.DECLINED))
        request = ExchangeRequest(
            id=0,
            token=_token("request", str(number)),
            entry_id=self._entries[wished.answering, wished.kind, wished.topic],
            kind=wished.kind,
            topic=wished.topic,
            asking_commune_id=asking,
            answering_commune_id=answering,
            asking_contact_id=None if declined else self._contacts[asking],
            answering_contact_id=self._contacts[answering] if agreed else None,
            message=wished.message,
            asked_on=wished.asked_on,
            state=wished.state,
            sentence=wished.sentence,
            answered_on=wished.answered_on,
        )
        self._work.network_requests.add(request)

    def _add_dates(self) -> None:
        for date in demo_network().dates:
            host_id = self._communes[date.host].id if date.host else None
            date_id = self._work.exchange_dates.add(host_id, date.wish)
            for username in date.signed_up:
                self._work.exchange_dates.sign_up(date_id, self._account(username))

    def _account(self, username: str) -> int:
        credentials = self._work.accounts.credentials(username)
        assert credentials is not None
        return credentials.account_id


def _token(*parts: str) -> str:
    """The same on every machine, which only the demo may be."""
    return hashlib.sha256(" ".join(parts).encode()).hexdigest()[:16]
