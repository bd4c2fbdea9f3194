"""Contact persons as address cards: vCard 3.0 (RFC 2426), which Outlook, iOS and Android read, in UTF-8."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import vobject

from data.model.network import Contact
from data.model.phone_numbers import dial


def write(contacts: Iterable[tuple[Contact, str]], note: str, made_on: date) -> bytes:
    """One file with a card for each contact and the name of its commune; every card says the note."""
    return "".join(_card(contact, commune, note, made_on) for contact, commune in contacts).encode()


def _card(contact: Contact, commune: str, note: str, made_on: date) -> str:
    card = vobject.vCard()
    given, _blank, family = _plain(contact.name).rpartition(" ")
    card.add("n").value = vobject.vcard.Name(family=family, given=given)
    card.add("fn").value = _plain(contact.name)
    card.add("org").value = [_plain(commune)]
    card.add("title").value = _plain(contact.function)
    mail = card.add("email")
    mail.value, mail.type_param = contact.mail, ["INTERNET", "WORK"]
    if contact.phone:
        phone = card.add("tel")
        phone.value, phone.type_param = dial(contact.phone) or _plain(contact.phone), ["WORK", "VOICE"]
    card.add("note").value = _plain(note)
    card.add("rev").value = made_on.isoformat()
    written: str = card.serialize()
    return written


def _plain(text: str) -> str:
    """On one line: what somebody typed adds no line, and so no field, to the file."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())
