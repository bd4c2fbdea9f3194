"""Help against hostility: for everybody, without sign-in, without the database, and nothing is stored.

Answers `now` with an aware moment and `today` with a day; a Land that does not exist is taken for none, so that no
address can break the page.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime

from data.content import support as content
from data.content import support_finding as finding_content
from data.content import support_guidance as guidance_content
from data.content import support_law as law_content
from data.content.support import DEFAULT_LANGUAGE
from data.model.support import (
    LAENDER,
    FoundHelp,
    HelpQuestions,
    QuestionTexts,
    ServiceFilter,
    ShownService,
    SupportLand,
    SupportService,
)
from data.model.support_guidance import Figure, Guidance, PreparednessPoint
from data.model.support_law import Deadline, LawState
from data.rules import support_deadline, support_display, support_finding
from data.services import support_checks

AFTER_THE_FIRST_TWO = 2


def nationwide(language: str = DEFAULT_LANGUAGE) -> tuple[ShownService, ...]:
    """Who to call first, in order, without a Land."""
    return card("", datetime.now(UTC), language)


def lands(language: str = DEFAULT_LANGUAGE) -> tuple[SupportLand, ...]:
    """The 16 Länder, by name."""
    return content.lands(language)


def questions(language: str = DEFAULT_LANGUAGE) -> QuestionTexts:
    """The words of the answers to what happened and whom it concerns."""
    return finding_content.question_texts(language)


def card(land: str, now: datetime, language: str = DEFAULT_LANGUAGE) -> tuple[ShownService, ...]:
    """The emergency card in its order: 110, starke Stelle, the contact of the Land if there is one, and the others."""
    chosen = list(content.nationwide_emergency(language))
    for each in content.lands():
        if each.name == land:
            chosen.insert(AFTER_THE_FIRST_TWO, content.service(each.contact, language))
    return _shown(chosen, now)


def found(asked: HelpQuestions, now: datetime, language: str = DEFAULT_LANGUAGE) -> FoundHelp:
    """What fits three answers: at most five steps and five contacts, each with its reason, and all others that fit."""
    known = replace(asked, land=_known(asked.land))
    everything = _shown(content.services(language), now)
    return support_finding.found(known, finding_content.table(), finding_content.steps(language), everything)


def services(wished: ServiceFilter, now: datetime, language: str = DEFAULT_LANGUAGE) -> tuple[ShownService, ...]:
    """The services that fit a filter: those of the chosen Land first, otherwise the nationwide ones first."""
    everything = _shown(content.services(language), now)
    return support_finding.narrowed(everything, replace(wished, land=_known(wished.land)))


def service(key: str, now: datetime, language: str = DEFAULT_LANGUAGE) -> ShownService:
    """One service by its key. Raises NotFound."""
    return _shown([content.service(key, language)], now)[0]


def law(today: date, language: str = DEFAULT_LANGUAGE) -> LawState:
    """The law in short with the state of its texts, and whether a person should check an entry."""
    checked = support_checks.known()
    entries = tuple(
        replace(entry, check=support_display.check_state(checked.get(entry.key, entry.check.checked_on), today))
        for entry in law_content.law(language)
    )
    days = [entry.text_as_of for entry in entries if entry.text_as_of is not None]
    return LawState(entries, oldest=min(days), newest=max(days))


def deadline(*, act_known_on: date | None, offender_known_on: date | None, land: str, today: date) -> Deadline:
    """Until when a Strafantrag is in time; not begun while one of both is not known."""
    return support_deadline.deadline(act_known_on, offender_known_on, _known(land), today)


def guidance(language: str = DEFAULT_LANGUAGE) -> Guidance:
    """What to do: by time, for evidence, family, accounts, communication, colleagues, oneself, and with peers."""
    return guidance_content.guidance(language)


def preparedness(language: str = DEFAULT_LANGUAGE) -> tuple[PreparednessPoint, ...]:
    """The twelve points that a commune arranges before something happens."""
    return guidance_content.preparedness(language)


def figures(language: str = DEFAULT_LANGUAGE) -> tuple[Figure, ...]:
    """Findings for context, each with its year, method and number of answers."""
    return guidance_content.figures(language)


def _shown(chosen: Iterable[SupportService], now: datetime) -> tuple[ShownService, ...]:
    checked = support_checks.known()
    return tuple(
        support_display.shown(replace(each, checked_on=checked.get(each.key, each.checked_on)), now) for each in chosen
    )


def _known(land: str) -> str:
    return land if land in LAENDER else ""
