"""What a commune may say of its contact persons, and how two changes come together."""

from __future__ import annotations

from dataclasses import replace

import pytest

from data.errors import ChangedMeanwhile, Refused
from data.model.support_contacts import ContactWords, SupportContact
from data.rules.support_contacts import merged, moved, tidy

SEEN = SupportContact("Pforte", name="Frau Beispiel", phone="030 23125 001", id=7, place=1)


def test_blanks_around_go_and_only_a_note_keeps_its_lines() -> None:
    typed = ContactWords(" Ansprechperson \n im Rathaus ", " Frau  Beispiel", " 030 23125 001 ", note=" Eins\r\nZwei ")
    assert tidy(typed) == ContactWords("Ansprechperson im Rathaus", "Frau Beispiel", "030 23125 001", note="Eins\nZwei")


@pytest.mark.parametrize("phone", ["110", "+49 (0)711 5401-3003", "(0711) 5401-3003", "0711/5401-3003"])
def test_a_number_may_be_written_as_people_write_it(phone: str) -> None:
    assert tidy(ContactWords("Pforte", phone=phone)).phone == phone


@pytest.mark.parametrize("phone", ["12", "anrufen", "tel:110", "0711 5401-3003 / 0171 123456"])
def test_what_nobody_can_dial_is_refused(phone: str) -> None:
    with pytest.raises(Refused, match="support_contact_phone_invalid"):
        tidy(ContactWords("Pforte", phone=phone))


def test_a_contact_needs_a_function_and_a_way_to_reach_it() -> None:
    with pytest.raises(Refused, match="support_contact_function_needed"):
        tidy(ContactWords("  ", name="Frau Beispiel", phone="110"))
    with pytest.raises(Refused, match="support_contact_way_needed"):
        tidy(ContactWords("Pforte", name="Frau Beispiel"))
    assert tidy(ContactWords("Pforte", mail=" pforte@musterstadt.example ")).mail == "pforte@musterstadt.example"


def test_a_mail_address_is_one_mailbox() -> None:
    with pytest.raises(Refused, match="mail_address_invalid"):
        tidy(ContactWords("Pforte", mail="a@b.example, c@d.example"))


@pytest.mark.parametrize(
    ("part", "longest"), [("function", 80), ("name", 80), ("phone", 30), ("reachable", 80), ("note", 300)]
)
def test_every_part_is_as_short_as_the_printed_card_needs_it(part: str, longest: int) -> None:
    words = ContactWords("Pforte", phone="110")
    text = "110".ljust(longest - 1, "-") + "1"  # also a number
    assert getattr(tidy(replace(words, **{part: text})), part) == text
    with pytest.raises(Refused) as refused:
        tidy(replace(words, **{part: text + "1"}))
    assert (refused.value.code, refused.value.details) == ("support_contact_too_long", {"longest": longest})


def test_changes_of_different_parts_come_together() -> None:
    stored = replace(SEEN, phone="030 23125 002", place=3)
    now, changed = merged(SEEN, replace(SEEN, name="Herr Beispiel"), stored)
    assert (now, changed) == (replace(stored, name="Herr Beispiel"), ("name",))


def test_the_same_change_of_two_people_is_no_conflict_and_another_one_is() -> None:
    stored = replace(SEEN, name="Herr Beispiel")
    assert merged(SEEN, replace(SEEN, name="Herr Beispiel"), stored) == (stored, ())
    with pytest.raises(ChangedMeanwhile, match="support_contact_changed_meanwhile"):
        merged(SEEN, replace(SEEN, name="Frau Muster"), stored)


@pytest.mark.parametrize(
    ("contact_id", "to_place", "order"),
    [
        (3, 1, (3, 1, 2)),
        (1, 2, (2, 1, 3)),
        (1, 3, (2, 3, 1)),
        (1, 99, (2, 3, 1)),
        (3, -5, (3, 1, 2)),
        (4, 2, (1, 4, 2, 3)),
    ],
)
def test_who_is_put_at_a_place_stands_there_or_at_the_end_before_it(
    contact_id: int, to_place: int, order: tuple[int, ...]
) -> None:
    assert moved((1, 2, 3), contact_id, to_place) == order
