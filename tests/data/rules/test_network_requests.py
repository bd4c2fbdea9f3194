"""A request ends once and for good; nobody is flooded; no refusal tells which entries belong together."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.errors import ChangedMeanwhile, Refused
from data.model.network import EntryKind, ExchangeRequest, RequestState
from data.rules import network_requests as rule

S = RequestState
TODAY = date(2026, 11, 23)


def request(**changes: object) -> ExchangeRequest:
    asked = ExchangeRequest(1, "t", 5, EntryKind.STRONG, "sprache", 1, 2, 10, None, "Wie geht das?", TODAY, S.REQUESTED)
    return replace(asked, **changes)  # type: ignore[arg-type]


STATES = st.sampled_from(RequestState)
DAYS = st.integers(0, 400).map(lambda days: TODAY + timedelta(days=days))


def test_a_request_can_be_answered_for_sixty_days_and_has_expired_on_the_day_after() -> None:
    # 23 November + 60 days = 22 January
    assert rule.open_until(TODAY) == date(2027, 1, 22)
    assert rule.state_at(request(), date(2027, 1, 22)) is S.REQUESTED
    assert rule.state_at(request(), date(2027, 1, 23)) is S.EXPIRED


def test_a_request_whose_entry_is_gone_has_expired() -> None:
    assert rule.state_at(request(entry_id=None), TODAY) is S.EXPIRED


@given(st.lists(st.tuples(STATES, DAYS), max_size=6))
def test_whatever_people_try_a_request_takes_one_step_at_most(tries: list[tuple[RequestState, date]]) -> None:
    asked, steps = request(), 0
    for to, day in sorted(tries, key=lambda each: each[1]):
        try:
            rule.require_step(asked, to, day)
        except ChangedMeanwhile:
            continue
        assert day <= rule.open_until(asked.asked_on)
        asked, steps = replace(asked, state=to), steps + 1
    assert steps <= 1
    assert asked.state is not S.EXPIRED  # expiring is nobody's step


@given(STATES, STATES, DAYS)
def test_what_is_not_open_any_more_cannot_be_changed_by_anybody(
    stored: RequestState, to: RequestState, day: date
) -> None:
    if rule.state_at(request(state=stored), day) is not S.REQUESTED:
        with pytest.raises(ChangedMeanwhile, match="network_request_not_open"):
            rule.require_step(request(state=stored), to, day)


@given(STATES)
def test_contact_details_are_open_only_where_both_agreed(state: RequestState) -> None:
    assert rule.contacts_are_open(request(state=state)) == (state is S.ACCEPTED)


@given(STATES, DAYS)
def test_nobody_has_two_open_requests_to_one_entry(state: RequestState, day: date) -> None:
    earlier = request(state=state, answered_on=TODAY, answering_contact_id=20)
    if rule.state_at(earlier, day) in (S.REQUESTED, S.ACCEPTED):
        with pytest.raises(Refused):
            rule.require_may_ask([earlier], 5, day, reachable=[20])


def test_who_agreed_can_be_asked_again_once_its_contact_person_is_gone() -> None:
    agreed = request(state=S.ACCEPTED, answering_contact_id=20)
    with pytest.raises(Refused, match="network_request_accepted_already"):
        rule.require_may_ask([agreed], 5, TODAY, reachable=[10, 20])
    rule.require_may_ask([agreed], 5, TODAY, reachable=[10])
    rule.require_may_ask([replace(agreed, answering_contact_id=None)], 5, TODAY, reachable=[10])


def test_after_a_refusal_the_same_entry_can_be_asked_again_after_ninety_days() -> None:
    declined = request(state=S.DECLINED, answered_on=TODAY)
    # 23 November + 90 days = 21 February
    with pytest.raises(Refused, match="network_request_declined_lately"):
        rule.require_may_ask([declined], 5, date(2027, 2, 20))
    rule.require_may_ask([declined], 5, date(2027, 2, 21))


@given(st.lists(st.tuples(STATES, st.integers(6, 30)), max_size=9))
def test_what_became_of_requests_to_other_entries_says_nothing_of_this_one(
    others: list[tuple[RequestState, int]],
) -> None:
    # Up to nine requests to whatever entries, perhaps all of the same commune: entry 5 can be asked all the same.
    earlier = [request(id=n, entry_id=entry, state=state, answered_on=TODAY) for n, (state, entry) in enumerate(others)]
    rule.require_may_ask(earlier, 5, TODAY)


def test_a_withdrawn_or_expired_request_keeps_nobody_from_asking_again() -> None:
    rule.require_may_ask([request(state=S.WITHDRAWN)], 5, TODAY)
    rule.require_may_ask([request()], 5, TODAY + timedelta(days=61))


def test_ten_requests_are_open_at_most_and_what_ended_makes_room() -> None:
    ten = [request(id=n, entry_id=100 + n) for n in range(10)]
    assert (rule.may_send(ten, TODAY), rule.may_send(ten[:9], TODAY)) == (0, 1)
    with pytest.raises(Refused, match="network_too_many_requests"):
        rule.require_may_ask(ten, 5, TODAY)
    rule.require_may_ask([replace(ten[0], state=S.WITHDRAWN), *ten[1:]], 5, TODAY)
    rule.require_may_ask(ten, 5, TODAY + timedelta(days=61))


@pytest.mark.parametrize("message", ["", "Hallo?", "x" * 19, "x" * 2_001, " " * 50])
def test_a_message_has_20_to_2000_characters(message: str) -> None:
    with pytest.raises(Refused, match="network_message_length"):
        rule.require_message(message)


def test_what_stands_around_a_message_is_not_part_of_it() -> None:
    assert rule.require_message("\n Wie machen Sie das genau? ") == "Wie machen Sie das genau?"
    assert rule.require_sentence("  ") == ""
    with pytest.raises(Refused, match="network_sentence_length"):
        rule.require_sentence("x" * 401)
