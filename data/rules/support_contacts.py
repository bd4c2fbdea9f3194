"""What a commune may say of its own contact persons, and how two changes come together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from data.errors import ChangedMeanwhile, Refused
from data.model.answer_import import note_text
from data.model.phone_numbers import is_number
from data.model.support_contacts import CONTACT_PARTS, LONGEST_PART, ContactWords, SupportContact
from data.rules.reminders import require_address

MOST_CONTACTS = 12


def tidy(words: ContactWords) -> ContactWords:
    """The same without blanks around and, but for the note, on one line.

    Raises Refused without a function, without phone and mail, for a part that is too long, and for what is no number
    or no address.
    """
    parts = {part: getattr(words, part) for part in CONTACT_PARTS}
    tidied = ContactWords(
        **{part: note_text(text) if part == "note" else " ".join(text.split()) for part, text in parts.items()}
    )
    for part, longest in LONGEST_PART.items():
        if len(getattr(tidied, part)) > longest:
            raise Refused("support_contact_too_long", longest=longest)
    if not tidied.function:
        raise Refused("support_contact_function_needed")
    if not tidied.phone and not tidied.mail:
        raise Refused("support_contact_way_needed")
    if tidied.phone and not is_number(tidied.phone):
        raise Refused("support_contact_phone_invalid")
    return replace(tidied, mail=require_address(tidied.mail)) if tidied.mail else tidied


def merged(
    base: SupportContact, wished: ContactWords, stored: SupportContact
) -> tuple[SupportContact, tuple[str, ...]]:
    """Both changes of a contact together, and the parts that change by it; `base` is what was seen.

    Raises ChangedMeanwhile where both changed one part to something different.
    """
    changes: dict[str, str] = {}
    for part in CONTACT_PARTS:
        before, mine, theirs = (getattr(each, part) for each in (base, wished, stored))
        if mine in (before, theirs):
            continue
        if theirs != before:
            raise ChangedMeanwhile("support_contact_changed_meanwhile")
        changes[part] = mine
    return replace(stored, **changes), tuple(changes)  # type: ignore[arg-type]


def moved(ids: Sequence[int], contact_id: int, to_place: int) -> tuple[int, ...]:
    """The order after one of them was put at a place, counted from 1; places beyond the ends are the ends."""
    rest = [each for each in ids if each != contact_id]
    at = min(max(to_place - 1, 0), len(rest))
    return (*rest[:at], contact_id, *rest[at:])
