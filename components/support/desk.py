"""What Rückhalt may ask for; it comes from the page and needs neither a sign-in nor the database."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Protocol

from components import session
from components.session import Key
from data.model.support import (
    FoundHelp,
    HelpQuestions,
    QuestionTexts,
    ServiceFilter,
    ShownService,
    SupportLand,
)
from data.model.support_guidance import Figure, Guidance, PreparednessPoint
from data.model.support_law import Deadline, LawState


class Desk(Protocol):
    """`data.services.support`."""

    def lands(self, language: str) -> tuple[SupportLand, ...]:
        """The 16 Länder."""

    def questions(self, language: str) -> QuestionTexts:
        """The words of the three questions."""

    def card(self, land: str, now: datetime, language: str) -> tuple[ShownService, ...]:
        """The emergency card in its order."""

    def found(self, asked: HelpQuestions, now: datetime, language: str) -> FoundHelp:
        """What fits the three answers."""

    def services(self, wished: ServiceFilter, now: datetime, language: str) -> tuple[ShownService, ...]:
        """The services that fit a filter."""

    def guidance(self, language: str) -> Guidance:
        """All advice."""

    def law(self, today: date, language: str) -> LawState:
        """The law in short."""

    def deadline(
        self, *, act_known_on: date | None, offender_known_on: date | None, land: str, today: date
    ) -> Deadline:
        """The deadline of the Strafantrag."""

    def preparedness(self, language: str) -> tuple[PreparednessPoint, ...]:
        """The twelve points of the check."""

    def figures(self, language: str) -> tuple[Figure, ...]:
        """The findings for context."""


def deadline_here(desk: Desk, day: date) -> Callable[[date | None, date | None], Deadline]:
    """The deadline of the Strafantrag from the days on which act and offender became known, in the chosen Land."""
    return lambda act, offender: desk.deadline(act_known_on=act, offender_known_on=offender, land=land(), today=day)


def land() -> str:
    """The Land that was chosen in this tab, at first that of who is signed in; empty for none."""
    chosen: str | None = session.get(Key.SUPPORT_LAND, None)
    if chosen is None and session.is_looked_up():
        person = session.signed_in_person()
        chosen = person.commune.land if person is not None and person.commune is not None else ""
        if chosen:
            session.put(Key.SUPPORT_LAND, chosen)
    return chosen or ""
