"""A contact person has a name, a function and a mail address; a number is what people write as one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from data.errors import Refused
from data.model.network import Audience, ContactWish
from data.rules.network_contacts import tidy

WISH = ContactWish(
    "Änne  Müller ", " Integrationsstelle", " a.mueller@ort.example ", "+49 30 / 123-45", Audience.NETWORK
)


def test_blanks_around_and_between_are_tidied() -> None:
    assert tidy(WISH) == ContactWish(
        "Änne Müller", "Integrationsstelle", "a.mueller@ort.example", "+49 30 / 123-45", Audience.NETWORK
    )


def test_a_number_may_be_left_out() -> None:
    assert tidy(replace(WISH, phone=" ")).phone == ""


@pytest.mark.parametrize("phone", ["+49 (0)711 5401-3003", "(0711) 5401-3003", "0711/5401-3003"])
def test_a_number_may_be_written_as_people_write_it(phone: str) -> None:
    assert tidy(replace(WISH, phone=phone)).phone == phone


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"name": " "}, "contact_name_length"),
        ({"name": "x" * 121}, "contact_name_length"),
        ({"function": ""}, "contact_function_length"),
        ({"function": "x" * 161}, "contact_function_length"),
        ({"mail": "keine Adresse"}, "mail_address_invalid"),
        ({"phone": "ruf mich an"}, "contact_phone_invalid"),
        ({"phone": "12"}, "contact_phone_invalid"),
        ({"phone": "0711 5401-3003 / 0171 123456"}, "contact_phone_invalid"),
    ],
)
def test_what_cannot_be_is_refused(changes: dict[str, str], code: str) -> None:
    with pytest.raises(Refused, match=code):
        tidy(replace(WISH, **changes))  # type: ignore[arg-type]
