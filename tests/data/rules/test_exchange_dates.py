"""Places go to who comes first; a date that cannot be is refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from factories import a_commune, a_person
from hypothesis import given
from hypothesis import strategies as st
from networks import NOW, a_date

from data.errors import Refused
from data.model.exchange_dates import ExchangeDate, SignUp, SignUpState
from data.model.people import Role
from data.rules import exchange_dates as rule


def a_stored(**changes: object) -> ExchangeDate:
    return ExchangeDate(1, 1, "Ahornfelde", replace(a_date(), **changes), "", 1)  # type: ignore[arg-type]


def ups(*ids: int) -> list[SignUp]:
    return [SignUp(n, 1, 100 + n, f"Person {n}", "Ort") for n in ids]


@given(st.lists(st.integers(1, 99), unique=True, max_size=12), st.integers(1, 6))
def test_the_first_to_sign_up_have_the_places_and_whoever_signs_off_makes_room_for_one(
    ids: list[int], seats: int
) -> None:
    date = a_stored(seats=seats)
    before = {who.id: state for who, state in rule.states(date, ups(*ids))}
    assert sorted(who for who, state in before.items() if state is SignUpState.IN) == sorted(ids)[:seats]
    assert rule.free(date, ups(*ids)) == max(0, seats - len(ids))
    if len(ids) > seats:
        left = sorted(ids)[1:]
        after = {who.id: state for who, state in rule.states(date, ups(*left))}
        assert [who for who in left if before[who] != after[who]] == [sorted(ids)[seats]]


def test_without_a_limit_everybody_has_a_place() -> None:
    date = a_stored(seats=None)
    assert all(state is SignUpState.IN for _who, state in rule.states(date, ups(*range(1, 50))))
    assert rule.free(date, ups(1)) is None


def test_a_date_is_past_when_it_has_ended() -> None:
    date = a_stored(starts_at=NOW, minutes=90)
    assert not rule.is_past(date, NOW + timedelta(minutes=90))
    assert rule.is_past(date, NOW + timedelta(minutes=91))


def test_the_host_is_who_invites_in_the_name_of_the_commune_or_of_the_platform_team() -> None:
    own, other = a_commune(id=1), a_commune(id=2)
    of_commune, of_platform = a_stored(), replace(a_stored(), host_id=None)
    assert rule.is_host(a_person(Role.OFFICER, own), of_commune)
    assert not rule.is_host(a_person(Role.STEERING, own), of_commune)
    assert not rule.is_host(a_person(Role.OFFICER, other), of_commune)
    assert not rule.is_host(a_person(Role.PLATFORM), of_commune)
    assert rule.is_host(a_person(Role.PLATFORM), of_platform)
    assert not rule.is_host(a_person(Role.OFFICER, own), of_platform)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"title": "  "}, "exchange_title_length"),
        ({"starts_at": NOW}, "exchange_date_in_the_past"),
        ({"minutes": 14}, "exchange_length"),
        ({"minutes": 3 * 24 * 60 + 1}, "exchange_length"),
        ({"place": "", "link": ""}, "exchange_place_missing"),
        ({"seats": 0}, "exchange_seats"),
        ({"seats": 1_001}, "exchange_seats"),
        ({"link": "javascript:alert(1)"}, "exchange_link_invalid"),
        ({"link": "https://"}, "exchange_link_invalid"),
        ({"link": "https://du@treffen.example"}, "exchange_link_invalid"),
        ({"link": "https://[treffen"}, "exchange_link_invalid"),
        ({"link": "https://treffen.example/a b"}, "exchange_link_invalid"),
        ({"text": "x" * 3_001}, "exchange_text_too_long"),
    ],
)
def test_a_date_that_cannot_be_is_refused(changes: dict[str, object], code: str) -> None:
    with pytest.raises(Refused, match=code):
        rule.tidy(replace(a_date(), **changes), NOW)  # type: ignore[arg-type]


def test_a_date_needs_a_place_or_a_link_and_not_both() -> None:
    rule.tidy(a_date(place=""), NOW)
    rule.tidy(a_date(link=""), NOW)


def test_what_began_or_was_called_off_is_not_open_any_more() -> None:
    rule.require_open(a_stored(), NOW)
    with pytest.raises(Refused, match="exchange_date_began"):
        rule.require_open(a_stored(starts_at=NOW), NOW)
    with pytest.raises(Refused, match="exchange_date_cancelled"):
        rule.require_open(replace(a_stored(), cancelled="Krank."), NOW)


def test_a_date_is_called_off_with_one_sentence() -> None:
    assert rule.require_sentence(" Die Referentin\nist krank. ") == "Die Referentin ist krank."
    for sentence in ("  ", "x" * 401):
        with pytest.raises(Refused, match="exchange_sentence_length"):
            rule.require_sentence(sentence)
