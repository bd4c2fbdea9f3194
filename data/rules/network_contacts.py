"""What a contact person may tell about themselves."""

from __future__ import annotations

from dataclasses import replace

from data.errors import Refused
from data.model.network import ContactWish
from data.model.phone_numbers import is_number
from data.rules.reminders import require_address

LONGEST_NAME, LONGEST_FUNCTION = 120, 160


def tidy(wish: ContactWish) -> ContactWish:
    """The same without blanks around. Raises Refused for a name, function, mail address or number that cannot be."""
    wish = replace(
        wish,
        name=" ".join(wish.name.split()),
        function=" ".join(wish.function.split()),
        phone=" ".join(wish.phone.split()),
    )
    if not (1 <= len(wish.name) <= LONGEST_NAME and wish.name.isprintable()):
        raise Refused("contact_name_length", longest=LONGEST_NAME)
    if not (1 <= len(wish.function) <= LONGEST_FUNCTION and wish.function.isprintable()):
        raise Refused("contact_function_length", longest=LONGEST_FUNCTION)
    if wish.phone and not is_number(wish.phone):
        raise Refused("contact_phone_invalid")
    return replace(wish, mail=require_address(wish.mail))
