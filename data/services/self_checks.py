"""Rounds of a commune: begin them, find them, tell whether they may still change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from data.errors import NotAllowed, NotFound, Refused
from data.model.answer_import import note_text
from data.model.approval import RoundEvent
from data.model.audit import AuditEvent
from data.model.people import Commune, Permission, Person
from data.model.result import CheckResult
from data.model.self_check import (
    Perspective,
    SelfCheck,
    replies_of,
)
from data.model.submission import RoundOverview
from data.rules.access import may, require
from data.rules.round_states import IN_WORK, answers_may_change, steps_for
from data.rules.scoring import score
from data.services.catalogues import catalogue
from data.storage.database import UnitOfWork, reading, writing

LONGEST_ROUND_NAME = 80


def rounds(acting: Person) -> list[RoundOverview]:
    """All rounds of the own commune, the newest first, each with how much is answered and what may be done with it.

    What was said with a step is only told to those who check rounds.
    """
    require(acting, Permission.READ_ROUNDS)
    with reading() as work:
        found = work.self_checks.of_commune(own_commune(acting).id)
        events = work.self_checks.events([self_check.id for self_check in found])
        in_work = next((each.round_name for each in found if each.status in IN_WORK), "")
        return [
            RoundOverview(
                self_check=each,
                coverage=_scored(work, each).coverage,
                events=_told_to(acting, events.get(each.id, ())),
                steps=steps_for(acting, each),
                held_up_by="" if each.status in IN_WORK else in_work,
            )
            for each in found
        ]


def begin_round(acting: Person, round_name: str, catalogue_version: str) -> SelfCheck:
    """Begin a round under a name that the commune has not used yet; it keeps its catalogue version for ever.

    Raises Refused for an empty, too long or used name, and while another round is in work; NotFound for a
    catalogue version that does not exist.
    """
    require(acting, Permission.BEGIN_ROUND)
    with writing() as work:
        return begin_round_in(work, own_commune(acting), round_name, catalogue_version, by=acting.account_id)


def begin_round_in(
    work: UnitOfWork,
    commune: Commune,
    round_name: str,
    catalogue_version: str,
    *,
    by: int | None,
    at: datetime | None = None,
) -> SelfCheck:
    """Begin a round inside a transaction that is already open; the rules of `begin_round` hold. `at` None: now."""
    name = " ".join(note_text(round_name).split())
    if not name or len(name) > LONGEST_ROUND_NAME:
        raise Refused("round_name_length", longest=LONGEST_ROUND_NAME)
    catalogue(catalogue_version)
    work.communes.hold(commune.id)  # otherwise two people could begin at the same moment
    if round_named(work, commune, name) is not None:
        raise Refused("round_name_taken", name=name)
    if any(existing.status in IN_WORK for existing in work.self_checks.of_commune(commune.id)):
        raise Refused("round_still_open")
    begun = work.self_checks.begin(commune.id, name, catalogue_version, at or datetime.now(UTC), by)
    work.audit.record(
        AuditEvent.ROUND_BEGUN,
        account_id=by,
        commune_id=commune.id,
        subject=f"self_check:{begun.id}",
        details=f"catalogue={catalogue_version}",
    )
    return begun


def round_named(work: UnitOfWork, commune: Commune, round_name: str) -> SelfCheck | None:
    """The round of a commune with this name; case and blanks around and between the words do not matter."""
    wanted = " ".join(round_name.split()).casefold()
    rounds_there = work.self_checks.of_commune(commune.id)
    return next((existing for existing in rounds_there if existing.round_name.casefold() == wanted), None)


def current_round(acting: Person) -> SelfCheck | None:
    """The round that the commune works on, a draft or handed in, or None."""
    require(acting, Permission.READ_ROUNDS)
    with reading() as work:
        found = work.self_checks.of_commune(own_commune(acting).id)
    return next((self_check for self_check in found if self_check.status in IN_WORK), None)


def own_commune(acting: Person) -> Commune:
    """The commune of the acting person. Raises NotAllowed for the platform team, which has none."""
    if acting.commune is None:
        raise NotAllowed("no_commune")
    return acting.commune


def own_round(work: UnitOfWork, acting: Person, self_check_id: int) -> SelfCheck:
    """A round of the own commune; who writes holds it against other writers.

    Raises NotFound, also for other communes' rounds.
    """
    find = work.self_checks.lock if work.writes else work.self_checks.by_id
    self_check = find(self_check_id)
    if self_check is None or self_check.commune_id != own_commune(acting).id:
        raise NotFound("round_not_found")
    return self_check


def require_draft(self_check: SelfCheck) -> None:
    """Raise Refused unless answers of this round may still change."""
    if not answers_may_change(self_check.status):
        raise Refused("round_locked", name=self_check.round_name)


def _told_to(acting: Person, events: Sequence[RoundEvent]) -> tuple[RoundEvent, ...]:
    if may(acting, Permission.CHECK_ROUND):
        return tuple(events)
    return tuple(replace(event, remark="") for event in events)


def _scored(work: UnitOfWork, self_check: SelfCheck) -> CheckResult:
    sheet = work.answers.sheet(self_check.id, Perspective.ADMINISTRATION)
    return score(catalogue(self_check.catalogue_version), replies_of(sheet))
