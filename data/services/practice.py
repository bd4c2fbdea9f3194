"""Good practice that communes offer: told by the commune, released by the platform team, withdrawn at any time.

Where a commune wants to stay unnamed, what people read of its practice holds nothing that says which one it is: neither
name nor key nor Land, and its number says only how many were offered before.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from data.errors import ChangedMeanwhile, NotFound
from data.model.audit import AuditEvent
from data.model.knowledge import OfferState, PracticeOffer, PracticeText, PracticeWish
from data.model.people import Permission, Person
from data.rules import knowledge as rules
from data.rules.access import require
from data.services.knowledge_editing import known_criteria
from data.services.self_checks import own_commune
from data.storage.database import UnitOfWork, reading, writing

IN_WORK = (OfferState.OFFERED, OfferState.RETURNED)


# What a commune does


def own_offers(acting: Person) -> list[PracticeOffer]:
    """The offers of the own commune, the newest first."""
    require(acting, Permission.OFFER_PRACTICE)
    with reading() as work:
        return work.knowledge.offers(own_commune(acting).id)


def offer(acting: Person, wish: PracticeWish) -> PracticeOffer:
    """Offer a practice. Raises Refused for what cannot be offered."""
    require(acting, Permission.OFFER_PRACTICE)
    _require_possible(acting, wish)
    with writing() as work:
        offer_id = work.knowledge.add_offer(own_commune(acting).id, wish, at=_now())
        return _told(work, acting, offer_id, AuditEvent.PRACTICE_OFFERED)


def offer_again(acting: Person, seen: PracticeOffer, wish: PracticeWish) -> PracticeOffer:
    """Change an offer that waits, or offer one again that came back; it is looked at anew, in the commune's words.

    Raises ChangedMeanwhile if it stands otherwise than it was seen, Refused for what cannot be offered, NotFound for
    another commune's.
    """
    require(acting, Permission.OFFER_PRACTICE)
    _require_possible(acting, wish)
    with writing() as work:
        stored = _own(work, acting, seen.id)
        _require_as_seen(stored, seen)
        rules.require_state(stored, *IN_WORK)
        now = replace(stored, wish=wish, wording=None, state=OfferState.OFFERED, sentence="", offered_at=_now())
        return _store(work, acting, now, AuditEvent.PRACTICE_OFFERED)


def withdraw(acting: Person, offer_id: int) -> PracticeOffer:
    """Withdraw an offer, wherever it stands: from now on nobody else reads it. Raises NotFound for another's."""
    require(acting, Permission.OFFER_PRACTICE)
    with writing() as work:
        stored = _own(work, acting, offer_id)
        rules.require_state(stored, *IN_WORK, OfferState.RELEASED)
        return _store(work, acting, replace(stored, state=OfferState.WITHDRAWN), AuditEvent.PRACTICE_WITHDRAWN)


# What the platform team does


def queue(acting: Person) -> list[PracticeOffer]:
    """All offers but the withdrawn ones, the newest first."""
    require(acting, Permission.EDIT_KNOWLEDGE)
    with reading() as work:
        return work.knowledge.offers(states=(*IN_WORK, OfferState.RELEASED))


def put_into_words(acting: Person, seen: PracticeOffer, text: PracticeText) -> PracticeOffer:
    """Change the wording of an offer that waits; the commune sees both. The rules of `release` hold."""
    require(acting, Permission.EDIT_KNOWLEDGE)
    rules.require_possible_answers(text)
    with writing() as work:
        stored = _seen(work, seen)
        rules.require_state(stored, OfferState.OFFERED)
        now = replace(stored, wording=None if text == stored.wish.text else text)
        return _store(work, acting, now, AuditEvent.PRACTICE_WORDED)


def release(acting: Person, seen: PracticeOffer) -> PracticeOffer:
    """Have everybody read an offer as it was seen.

    Raises Refused if its commune wants to stay unnamed and the text holds its name, ChangedMeanwhile if it stands
    otherwise by now, NotFound if there is none.
    """
    require(acting, Permission.EDIT_KNOWLEDGE)
    with writing() as work:
        stored = _seen(work, seen)
        rules.require_state(stored, OfferState.OFFERED)
        if not stored.wish.is_named:
            commune = work.communes.by_id(stored.commune_id)
            assert commune is not None
            rules.require_says_nothing_of(commune, stored.text)
        return _store(work, acting, replace(stored, state=OfferState.RELEASED), AuditEvent.PRACTICE_RELEASED)


def give_back(acting: Person, seen: PracticeOffer, sentence: str) -> PracticeOffer:
    """Give an offer back to its commune with a sentence that says why; a released one is read by nobody any more."""
    require(acting, Permission.EDIT_KNOWLEDGE)
    rules.require_sentence(sentence)
    with writing() as work:
        stored = _seen(work, seen)
        rules.require_state(stored, OfferState.OFFERED, OfferState.RELEASED)
        now = replace(stored, state=OfferState.RETURNED, sentence=sentence.strip())
        return _store(work, acting, now, AuditEvent.PRACTICE_RETURNED)


def _require_possible(acting: Person, wish: PracticeWish) -> None:
    rules.require_possible_practice(wish, known_criteria())
    if not wish.is_named:
        rules.require_says_nothing_of(own_commune(acting), wish.text)


def _own(work: UnitOfWork, acting: Person, offer_id: int) -> PracticeOffer:
    stored = work.knowledge.offer(offer_id, hold=True)
    if stored is None or stored.commune_id != own_commune(acting).id:
        raise NotFound("offer_not_found")
    return stored


def _seen(work: UnitOfWork, seen: PracticeOffer) -> PracticeOffer:
    stored = work.knowledge.offer(seen.id, hold=True)
    if stored is None:
        raise NotFound("offer_not_found")
    _require_as_seen(stored, seen)
    return stored


def _require_as_seen(stored: PracticeOffer, seen: PracticeOffer) -> None:
    if stored.revision != seen.revision:
        raise ChangedMeanwhile("offer_changed_meanwhile")


def _store(work: UnitOfWork, acting: Person, now: PracticeOffer, event: AuditEvent) -> PracticeOffer:
    work.knowledge.change_offer(replace(now, changed_at=_now()))
    return _told(work, acting, now.id, event)


def _told(work: UnitOfWork, acting: Person, offer_id: int, event: AuditEvent) -> PracticeOffer:
    commune_id = acting.commune.id if acting.commune else None
    work.audit.record(event, account_id=acting.account_id, commune_id=commune_id, subject=f"practice:{offer_id}")
    stored = work.knowledge.offer(offer_id)
    assert stored is not None
    return stored


def _now() -> datetime:
    return datetime.now(UTC)
