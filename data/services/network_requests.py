"""Requests for exchange: one commune asks an entry, the other side agrees or not; only then do both open up."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Mapping
from datetime import date

from data.errors import ChangedMeanwhile, NotFound, Refused
from data.exchange import contact_cards
from data.model.audit import AuditEvent
from data.model.network import Contact, ExchangeRequest, RequestState, RequestsView, ShownEntry, StatedRequest
from data.model.people import Permission, Person
from data.rules import network_requests as rule
from data.rules.access import require
from data.services.network_contacts import own_contact_in
from data.services.network_entries import TOKEN_BYTES, require_telling_nothing_in, shown_in
from data.services.self_checks import own_commune
from data.settings import settings
from data.storage.database import UnitOfWork, reading, writing


def overview(acting: Person, today: date) -> RequestsView:
    """All requests that the own commune sent and received, each with no more than this side may know."""
    require(acting, Permission.USE_NETWORK)
    commune_id = own_commune(acting).id
    with reading() as work:
        sent, received = work.network_requests.sent(commune_id), work.network_requests.received(commune_id)
        stated = _Stated(work, today, [*sent, *received])
        told = [stated.to_answering(each) for each in received if each.state is not RequestState.WITHDRAWN]
        return RequestsView(_open_first(told), _open_first(map(stated.to_asking, sent)), rule.may_send(sent, today))


def waiting(acting: Person, today: date) -> tuple[StatedRequest, ...]:
    """The requests that wait for an answer of the own commune, the newest first."""
    require(acting, Permission.USE_NETWORK)
    with reading() as work:
        received = work.network_requests.received(own_commune(acting).id)
        found = [each for each in received if rule.state_at(each, today) is RequestState.REQUESTED]
        stated = _Stated(work, today, found) if found else None
        return tuple(stated.to_answering(each) for each in found) if stated else ()


def ask(acting: Person, entry_token: str, contact_id: int, message: str, today: date) -> str:
    """Ask for exchange on an entry, with a contact person of the own commune; the token of the request.

    Raises NotFound for an entry that nobody sees and for somebody else's contact person, Refused for an own entry, for
    a message that cannot be, and where `data.rules.network_requests` says no.
    """
    require(acting, Permission.USE_NETWORK)
    commune, message = own_commune(acting), rule.require_message(message)
    with writing() as work:
        work.communes.hold(commune.id)  # two people of a commune do not both send the tenth request
        contact = own_contact_in(work, acting, contact_id)
        entry = work.network_entries.held(entry_token)
        if entry is None or all(each.token != entry_token for each in shown_in(work, today)):
            raise NotFound("network_entry_not_found")
        if entry.commune_id == commune.id:
            raise Refused("network_request_own")
        sent = work.network_requests.sent(commune.id)
        rule.require_may_ask(sent, entry.id, today, _contacts_of(work, sent))
        wished = ExchangeRequest(
            id=0,
            token=secrets.token_urlsafe(TOKEN_BYTES),
            entry_id=entry.id,
            kind=entry.kind,
            topic=entry.topic,
            asking_commune_id=commune.id,
            answering_commune_id=entry.commune_id,
            asking_contact_id=contact.id,
            answering_contact_id=None,
            message=message,
            asked_on=today,
            state=RequestState.REQUESTED,
        )
        _log(work, acting, AuditEvent.NETWORK_REQUEST_SENT, f"network_request:{work.network_requests.add(wished)}")
    return wished.token


def withdraw(acting: Person, token: str, today: date) -> None:
    """Take back a request that was not answered: the other side sees it no more, its message is deleted.

    Raises ChangedMeanwhile if it was answered meanwhile, NotFound for one that the own commune did not send.
    """
    require(acting, Permission.USE_NETWORK)
    with writing() as work:
        request = _held(work, token, lambda each: each.asking_commune_id == own_commune(acting).id)
        rule.require_step(request, RequestState.WITHDRAWN, today)
        work.network_requests.change(request.id, state=RequestState.WITHDRAWN, message="", asking_contact_id=None)
        _log(work, acting, AuditEvent.NETWORK_REQUEST_WITHDRAWN, f"network_request:{request.id}")


def accept(acting: Person, token: str, contact_id: int, today: date) -> None:
    """Agree to talk, with a contact person of the own commune: both sides see each other's contact from now on.

    Raises ChangedMeanwhile if the request is not open any more, or if nobody can be reached who asked: one side alone
    does not open up. Raises NotFound for one that the own commune did not get.
    """
    require(acting, Permission.USE_NETWORK)
    with writing() as work:
        work.communes.hold(own_commune(acting).id)  # the contact person cannot withdraw in the same moment
        contact = own_contact_in(work, acting, contact_id)
        request = _received(work, acting, token)
        rule.require_step(request, RequestState.ACCEPTED, today)
        if request.asking_contact_id not in _contacts_of(work, [request]):
            raise ChangedMeanwhile("network_request_not_open")
        values = {"state": RequestState.ACCEPTED, "answering_contact_id": contact.id, "answered_on": today}
        work.network_requests.change(request.id, **values)
        _log(work, acting, AuditEvent.NETWORK_REQUEST_ANSWERED, f"network_entry:{request.entry_id}", "accepted")


def decline(acting: Person, token: str, sentence: str, today: date, *, sure: bool = False) -> None:
    """Refuse to talk, with a sentence or none: the other side learns this and no more.

    Raises Refused, unless `sure`, for a sentence that may tell which commune wrote it; else as `accept` does.
    """
    require(acting, Permission.USE_NETWORK)
    sentence = rule.require_sentence(sentence)
    with writing() as work:
        request = _received(work, acting, token)
        rule.require_step(request, RequestState.DECLINED, today)
        if not sure:
            require_telling_nothing_in(work, acting, sentence)
        values = {"state": RequestState.DECLINED, "sentence": sentence, "answered_on": today, "asking_contact_id": None}
        work.network_requests.change(request.id, **values)
        _log(work, acting, AuditEvent.NETWORK_REQUEST_ANSWERED, f"network_entry:{request.entry_id}", "declined")


def forget_old_words(today: date) -> int:
    """Delete message and sentence of requests that came to their end long ago; of how many. Called by the server."""
    with writing() as work:
        over = [each.id for each in work.network_requests.with_words() if rule.words_are_over(each, today)]
        if over:
            work.network_requests.forget_words(over)
            work.audit.record(AuditEvent.NETWORK_WORDS_FORGOTTEN, details=f"requests={len(over)}")
    return len(over)


def card(acting: Person, token: str, note: str, today: date) -> bytes:
    """The contact person of the other side as an address file, once both agreed. Raises NotFound before."""
    view = overview(acting, today)
    for each in (*view.received, *view.sent):
        if each.token == token and each.theirs is not None:
            return contact_cards.write([(each.theirs, each.commune)], note, today)
    raise NotFound("network_request_not_found")


class _Stated:
    """Requests as one side may see them; every look into the database is made once for all of them."""

    def __init__(self, work: UnitOfWork, today: date, requests: list[ExchangeRequest]) -> None:
        self._today = today
        self._contacts: Mapping[int | None, Contact] = dict(_contacts_of(work, requests).items())
        tokens = {entry.id: entry.token for entry, _name in work.network_entries.all(demo=settings().demo)}
        by_token = {entry.token: entry for entry in shown_in(work, today)}
        self._entries: Mapping[int | None, ShownEntry] = {
            entry_id: by_token[token] for entry_id, token in tokens.items() if token in by_token
        }
        others = {each for request in requests for each in (request.asking_commune_id, request.answering_commune_id)}
        found = {each: work.communes.by_id(each) for each in others}
        self._names = {each: commune.name for each, commune in found.items() if commune is not None}

    def to_asking(self, request: ExchangeRequest) -> StatedRequest:
        """As who asked may see it: who the other side is only where it shows its name or agreed."""
        entry = self._entries.get(request.entry_id)
        both = rule.contacts_are_open(request)
        name = self._names[request.answering_commune_id] if both else (entry.commune if entry else "")
        ours, theirs = self._contacts.get(request.asking_contact_id), None
        if both:
            theirs = self._contacts.get(request.answering_contact_id)
        return self._stated(request, name, ours, theirs)

    def to_answering(self, request: ExchangeRequest) -> StatedRequest:
        """As who is asked may see it: which commune asks and its message, the contact person only after agreeing."""
        both = rule.contacts_are_open(request)
        theirs = self._contacts.get(request.asking_contact_id) if both else None
        ours = self._contacts.get(request.answering_contact_id)
        return self._stated(request, self._names[request.asking_commune_id], ours, theirs)

    def _stated(
        self, request: ExchangeRequest, commune: str, ours: Contact | None, theirs: Contact | None
    ) -> StatedRequest:
        entry = self._entries.get(request.entry_id)
        return StatedRequest(
            token=request.token,
            kind=request.kind,
            topic=request.topic,
            entry_text=entry.text if entry else "",
            message=request.message,
            asked_on=request.asked_on,
            open_until=rule.open_until(request.asked_on),
            state=rule.state_at(request, self._today),
            sentence=request.sentence,
            commune=commune,
            ours=ours,
            theirs=theirs,
        )


def _contacts_of(work: UnitOfWork, requests: Iterable[ExchangeRequest]) -> Mapping[int, Contact]:
    """The contact persons of both sides of requests who can be reached now."""
    ids = [each for request in requests for each in (request.asking_contact_id, request.answering_contact_id)]
    return work.network_contacts.active([each for each in ids if each is not None], demo=settings().demo)


def _open_first(requests: Iterable[StatedRequest]) -> tuple[StatedRequest, ...]:
    return tuple(sorted(requests, key=lambda each: each.state is not RequestState.REQUESTED))


def _received(work: UnitOfWork, acting: Person, token: str) -> ExchangeRequest:
    return _held(work, token, lambda each: each.answering_commune_id == own_commune(acting).id)


def _held(work: UnitOfWork, token: str, is_mine: Callable[[ExchangeRequest], bool]) -> ExchangeRequest:
    request = work.network_requests.held(token)
    if request is None or not is_mine(request):
        raise NotFound("network_request_not_found")
    return request


def _log(work: UnitOfWork, acting: Person, event: AuditEvent, subject: str, details: str = "") -> None:
    # Who answers is logged with the own entry, not with the request: no line of the log names both communes.
    work.audit.record(
        event,
        account_id=acting.account_id,
        commune_id=own_commune(acting).id,
        subject=subject,
        details=details,
    )
