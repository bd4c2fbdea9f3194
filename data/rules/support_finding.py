"""Which steps and contacts answer three questions: what happened, whom does it concern, which Land.

The table (`data/content/support/situations.yaml`) is written by experts; here is how it is read. At most five steps and
five contacts, so that they can be taken in under stress; one of the contacts can be called at any hour.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from data.model.support import (
    NATIONWIDE,
    Advice,
    Anonymous,
    Channel,
    Confidence,
    FindingTable,
    FoundContact,
    FoundHelp,
    FoundStep,
    HelpQuestions,
    Reach,
    Reason,
    ServiceFilter,
    ServiceKind,
    ShownService,
)
from data.rules.support_display import answers_around_the_clock

MOST_STEPS = 5
MOST_CONTACTS = 5
OUT_OF_REACH = 2
HERE = "concerned"
OF_THE_LAND = "land:"


def found(
    questions: HelpQuestions, table: FindingTable, steps: Mapping[str, Advice], services: Sequence[ShownService]
) -> FoundHelp:
    """What fits the answers; `services` are all there are, in the order of the file."""
    wished = ServiceFilter(land=questions.land, situation=questions.situation)
    near = [each for each in narrowed(services, wished) if questions.land or each.service.scope == NATIONWIDE]
    contacts = _contacts(questions, table, services)
    taken = {contact.shown.service.key for contact in contacts}
    return FoundHelp(
        questions,
        steps=tuple(FoundStep(steps[key], reason) for key, reason in _steps(questions, table)),
        contacts=tuple(contacts),
        more=tuple(each for each in near if each.service.key not in taken),
    )


def narrowed(services: Iterable[ShownService], wished: ServiceFilter) -> tuple[ShownService, ...]:
    """The services that fit a filter: those of the chosen Land first, otherwise in their order."""
    fitting = [each for each in services if _fits(each, wished)]
    return tuple(sorted(fitting, key=lambda each: bool(wished.land) and each.service.scope != wished.land))


def _fits(shown: ShownService, wished: ServiceFilter) -> bool:
    service = shown.service
    return (
        (not wished.land or service.scope in (wished.land, NATIONWIDE))
        and (wished.situation is None or wished.situation in service.situations)
        and (wished.concerned is None or wished.concerned in service.concerned)
        and (wished.kind is None or wished.kind in service.kinds)
        and (not wished.for_women or service.for_women)
        and (not wished.anonymous or service.anonymity not in (Anonymous.NO, Anonymous.UNKNOWN))
        and (not wished.around_the_clock or _is_there_at_any_hour(shown))
    )


def _is_there_at_any_hour(shown: ShownService) -> bool:
    form = shown.reach.state is Reach.ALWAYS and shown.reach.channel is Channel.FORM and bool(shown.service.web)
    return form or answers_around_the_clock(shown)


def _steps(questions: HelpQuestions, table: FindingTable) -> list[tuple[str, Reason]]:
    of_situation = table.situations[questions.situation].steps
    of_concerned = table.concerned[questions.concerned].steps
    return _in_order(of_situation, of_concerned, table.reasons)[:MOST_STEPS]


def _contacts(questions: HelpQuestions, table: FindingTable, services: Sequence[ShownService]) -> list[FoundContact]:
    by_key = {each.service.key: each for each in services}
    in_order = _in_order(
        table.situations[questions.situation].contacts, table.concerned[questions.concerned].contacts, table.reasons
    )
    chosen: dict[str, FoundContact] = {}
    for key, reason in in_order:
        if key.startswith(OF_THE_LAND):
            kind = ServiceKind(key.removeprefix(OF_THE_LAND))
            contact = _of_the_land(questions, kind, [each for each in services if each.service.key not in chosen])
            if contact is not None:
                chosen[contact.service.key] = FoundContact(contact, Reason.LAND)
        else:
            chosen.setdefault(key, FoundContact(by_key[key], reason))
    contacts = list(chosen.values())[:MOST_CONTACTS]
    if not any(answers_around_the_clock(contact.shown) for contact in contacts):
        contacts[MOST_CONTACTS - 1 :] = [FoundContact(by_key[table.always_there[0]], Reason.ALWAYS_THERE)]
    return contacts


def _in_order(
    of_situation: Sequence[str], of_concerned: Sequence[str], reasons: Mapping[str, Reason]
) -> list[tuple[str, Reason]]:
    """The keys of the situation with those of the person concerned at their place, each once, each with its reason."""
    ordered: dict[str, Reason] = {}
    for key in of_situation:
        for each in of_concerned if key == HERE else (key,):
            default = Reason.CONCERNED if key == HERE else Reason.SITUATION
            ordered.setdefault(each, reasons.get(each, default))
    return list(ordered.items())


def _of_the_land(questions: HelpQuestions, kind: ServiceKind, services: Iterable[ShownService]) -> ShownService | None:
    """The service of this kind in the Land that fits the answers and is reached most directly.

    One without number, mail and page is a contact only where it is the police: then the own administration knows how.
    One that is proved by an old or secondary source only is none.
    """
    fitting = [
        each
        for each in services
        if questions.land
        and each.service.scope == questions.land
        and kind in each.service.kinds
        and questions.situation in each.service.situations
        and questions.concerned in each.service.concerned
        and each.service.confidence is not Confidence.LOW
        and (_distance(each) < OUT_OF_REACH or kind is ServiceKind.POLICE)
    ]
    return min(fitting, key=_distance, default=None)


def _distance(shown: ShownService) -> int:
    """How far away a service is: a number (0), a mail address or page (1), or neither (2)."""
    if shown.phone is not None:
        return 0
    return 1 if shown.service.email or shown.service.web else OUT_OF_REACH
