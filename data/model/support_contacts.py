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


LONGEST_PART = {"function": 80, "name": 80, "phone": 30, "mail": 254, "reachable": 80, "note": 300}
"""Characters of each part; short enough for the printed card."""
CONTACT_PARTS = tuple(LONGEST_PART)


@dataclass(frozen=True)
class SupportContact(ContactWords):
    """A contact person as stored; `place` is 1 for who is named first."""

    id: int = 0
    place: int = 0
