"""How a request for exchange goes from asked to talked about, and how nobody is flooded with them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, timedelta

from data.errors import ChangedMeanwhile, Refused
from data.model.network import ExchangeRequest, RequestState

OPEN_FOR = timedelta(days=60)
"""So long a request can be answered; without an answer it has expired on the day after."""
QUIET_FOR = timedelta(days=90)
"""So long after a refusal the same commune cannot ask the same entry again."""
WORDS_KEPT_FOR = timedelta(days=365)
"""So long after a request was declined or expired its message and the sentence of the refusal are still stored."""
MOST_OPEN = 10
SHORTEST_MESSAGE, LONGEST_MESSAGE, LONGEST_SENTENCE = 20, 2_000, 400

STEPS: dict[RequestState, frozenset[RequestState]] = {
    RequestState.REQUESTED: frozenset({RequestState.ACCEPTED, RequestState.DECLINED, RequestState.WITHDRAWN}),
    RequestState.ACCEPTED: frozenset(),
    RequestState.DECLINED: frozenset(),
    RequestState.WITHDRAWN: frozenset(),
    RequestState.EXPIRED: frozenset(),
}
"""The steps that people take. Expiring is nobody's step: it follows from the day."""


def open_until(asked_on: date) -> date:
    """The last day on which a request can be answered or withdrawn."""
    return asked_on + OPEN_FOR


def state_at(request: ExchangeRequest, today: date) -> RequestState:
    """Where a request stands on a day: what nobody answered in time, or whose entry is gone, has expired."""
    if request.state is not RequestState.REQUESTED:
        return request.state
    is_over = today > open_until(request.asked_on) or request.entry_id is None
    return RequestState.EXPIRED if is_over else RequestState.REQUESTED


def words_are_over(request: ExchangeRequest, today: date) -> bool:
    """Whether a request has come to its end so long ago that nobody needs what was written in it."""
    declined = request.answered_on if request.state is RequestState.DECLINED else None
    ended = open_until(request.asked_on) if request.state is RequestState.REQUESTED else declined
    return ended is not None and ended + WORDS_KEPT_FOR < today and bool(request.message or request.sentence)


def require_step(request: ExchangeRequest, to: RequestState, today: date) -> None:
    """Raise ChangedMeanwhile where the request stands elsewhere by now, so that this step cannot be taken."""
    if to not in STEPS[state_at(request, today)]:
        raise ChangedMeanwhile("network_request_not_open")


def contacts_are_open(request: ExchangeRequest) -> bool:
    """Whether each side may see the contact person of the other: only where both agreed."""
    return request.state is RequestState.ACCEPTED


def require_may_ask(
    sent: Collection[ExchangeRequest], entry_id: int, today: date, reachable: Collection[int] = ()
) -> None:
    """Raise Refused where this commune asked this entry already, was declined lately, or has too many open requests.

    Counted by entry and never by the commune behind it: otherwise a refusal would tell which entries belong together.
    Who agreed can be asked again once its contact person is none of the `reachable` ones, as the page says there.
    """
    of_entry = [each for each in sent if each.entry_id == entry_id]
    if any(state_at(each, today) is RequestState.REQUESTED for each in of_entry):
        raise Refused("network_request_open_already")
    if any(contacts_are_open(each) and each.answering_contact_id in reachable for each in of_entry):
        raise Refused("network_request_accepted_already")
    if (until := quiet_until(of_entry)) is not None and today < until:
        raise Refused("network_request_declined_lately", until=until)
    if may_send(sent, today) <= 0:
        raise Refused("network_too_many_requests", most=MOST_OPEN)


def quiet_until(of_entry: Iterable[ExchangeRequest]) -> date | None:
    """The day from which an entry that declined may be asked again; None if it never declined."""
    declined = [each.answered_on for each in of_entry if each.state is RequestState.DECLINED and each.answered_on]
    return max(declined) + QUIET_FOR if declined else None


def may_send(sent: Iterable[ExchangeRequest], today: date) -> int:
    """How many more requests a commune may have open."""
    return max(0, MOST_OPEN - sum(state_at(each, today) is RequestState.REQUESTED for each in sent))


def require_message(message: str) -> str:
    """The message without blanks around. Raises Refused for one that is too short or too long."""
    tidy = message.strip()
    if not SHORTEST_MESSAGE <= len(tidy) <= LONGEST_MESSAGE:
        raise Refused("network_message_length", shortest=SHORTEST_MESSAGE, longest=LONGEST_MESSAGE)
    return tidy


def require_sentence(sentence: str) -> str:
    """The sentence beside a refusal, which may be empty. Raises Refused for one that is too long."""
    tidy = sentence.strip()
    if len(tidy) > LONGEST_SENTENCE:
        raise Refused("network_sentence_length", longest=LONGEST_SENTENCE)
    return tidy
