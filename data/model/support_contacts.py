"""Contact persons of a commune for cases of hostility: the commune names them, its own people see them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class ContactWords:
    """What is said of a contact person or a post; all but the function may be empty, phone and mail not both.

    `function` is what somebody is asked for ("Ansprechperson für Bedrohungslagen"), `reachable` when and where.
    """

    function: str
    name: str = ""
    phone: str = ""
    mail: str = ""
    reachable: str = ""
    note: str = ""


CONTACT_PARTS = ("function", "name", "phone", "mail", "reachable", "note")


@dataclass(frozen=True)
class SupportContact(ContactWords):
    """A contact person as stored; `place` is 1 for who is named first."""

    id: int = 0
    place: int = 0
