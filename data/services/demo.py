"""Invented communes with answers in two rounds, so that everything can be tried. Everything of it is made up."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from random import Random

from data.content.catalogues import catalogue, mapping
from data.content.demo import DemoNote, demo_communes, demo_notes
from data.errors import ChangedMeanwhile, Refused
from data.model.audit import AuditEvent
from data.model.catalogue import Catalogue
from data.model.people import Commune, Role
from data.model.self_check import Answer, Answered, NotApplicable, NotKnown, Perspective, Reply
from data.services import (
    accounts,
    approval,
    benchmark_publishing,
    consents,
    demo_knowledge,
    demo_meetings,
    demo_network,
    demo_planning,
    demo_support,
    demo_teamwork,
    self_checks,
)
from data.settings import settings
from data.storage.database import UnitOfWork, reading, writing

SHOWCASE = "Musterstadt"
ACCOUNTS = {
    "leitung": ("Beispiel Leitung", Role.MAYOR),
    "sachbearbeitung": ("Beispiel Sachbearbeitung", Role.OFFICER),
    "steuerung": ("Beispiel Steuerungsgruppe", Role.STEERING),
    "fachamt": ("Beispiel Fachamt", Role.CONTRIBUTOR),
    "plattform": ("Beispiel Plattform-Team", Role.PLATFORM),
}
# How the showcase stands in each field, in levels above or below the middle: a profile worth talking about.
SHOWCASE_PROFILE = {
    "management_steuerung": 0.35,
    "interkulturelle_oeffnung": -0.45,
    "fairer_zugang": 0.2,
    "arbeit_wirtschaft": -0.15,
    "engagement_beteiligung": 0.6,
    "zusammenhalt_begegnung": 1.1,
    "kommunikation_konflikt": -0.9,
}
# How far the showcase came from the first round to the second, in levels; in all other fields hardly at all.
SHOWCASE_GROWTH = {"engagement_beteiligung": 0.9, "management_steuerung": 0.5, "fairer_zugang": -0.2}
SHOWCASE_UNSURE = "arbeit_wirtschaft"


@dataclass(frozen=True)
class DemoRound:
    """A round that every demo commune went through; `growth` in levels against the first."""

    name: str
    catalogue_version: str
    begun_at: datetime
    submitted_at: datetime
    growth: float


ROUNDS = (
    DemoRound("2023", "2021-03", datetime(2023, 9, 4, 8, tzinfo=UTC), datetime(2023, 11, 20, 10, tzinfo=UTC), 0.0),
    DemoRound("2025", "2021-07", datetime(2025, 9, 1, 8, tzinfo=UTC), datetime(2025, 11, 24, 10, tzinfo=UTC), 0.3),
)
DRAFT = "2026"
CONSENTED_AT = datetime(2026, 2, 10, 9, tzinfo=UTC)
FIRST_RELEASE = date(2026, 3, 1)


def create() -> bool:
    """Make the demo communes with their rounds, the accounts and a release, or what is missing of them.

    Says whether it made anything; of two processes at once one does. Raises Refused outside of demo mode, because demo
    accounts have a published password, and where something would stand beside a real commune or account.
    """
    if not settings().demo:
        raise Refused("demo_mode_needed")
    with reading() as work:
        communes, usernames = _missing(work)
        is_released = _is_released(work)
        if not communes and not usernames and is_released:
            return False
        _require_no_real_data(work)
    if communes or usernames:
        # Hashing takes a second or more, in which nobody is kept from writing.
        hashes = {username: accounts.demo_password_hash() for username in usernames}
        if not _store_missing(hashes):
            return False  # another process was faster, and goes on to the release
    if not is_released:
        with suppress(ChangedMeanwhile):  # another process published it
            benchmark_publishing.publish(None, FIRST_RELEASE)
    return True


def _store_missing(hashes: Mapping[str, str]) -> bool:
    """Store in one transaction what is missing by now; whether anything was."""
    with writing(alone=True) as work:
        _require_no_real_data(work)
        communes, usernames = _missing(work)
        for commune in communes:
            added = work.communes.add(commune)
            consents.note_in(work, added.id, by=None, at=CONSENTED_AT)
            _add_rounds(work, added)
        for username in usernames:
            _add_account(work, username, hashes[username])
        if any(commune.name == SHOWCASE for commune in communes):
            _add_teamwork(work)
            demo_network.add_in(work, next(iter(hashes.values())))
        if communes:
            work.audit.record(AuditEvent.DEMO_CREATED, details=f"communes={len(communes)}")
        return bool(communes or usernames)


def _missing(work: UnitOfWork) -> tuple[list[Commune], list[str]]:
    """The demo communes and the user names that are not there."""
    there = {commune.ags for commune in work.communes.all()}
    communes = [commune for commune in demo_communes() if commune.ags not in there]
    return communes, [username for username in ACCOUNTS if work.accounts.credentials(username) is None]


def _is_released(work: UnitOfWork) -> bool:
    return work.benchmark.newest(is_demo=True) is not None


def _require_no_real_data(work: UnitOfWork) -> None:
    if work.communes.any_real() or work.accounts.any_real():
        raise Refused("real_data_present")


def _add_account(work: UnitOfWork, username: str, password_hash: str) -> None:
    display_name, role = ACCOUNTS[username]
    showcase = next(commune for commune in demo_communes() if commune.name == SHOWCASE)
    accounts.add_account_in(
        work,
        username=username,
        display_name=display_name,
        role=role,
        ags=None if role is Role.PLATFORM else showcase.ags,
        password_hash=password_hash,
        by=None,
        is_demo=True,
    )


def _add_rounds(work: UnitOfWork, commune: Commune) -> None:
    notes = demo_notes() if commune.name == SHOWCASE else {}
    levels = _levels(commune)
    for number, demo_round in enumerate(ROUNDS):
        used = catalogue(demo_round.catalogue_version)
        begun = self_checks.begin_round_in(
            work, commune, demo_round.name, demo_round.catalogue_version, by=None, at=demo_round.begun_at
        )
        latest = number == len(ROUNDS) - 1
        answers = _answers(commune, used, levels, demo_round, notes if latest else {})
        work.answers.add_new(begun.id, Perspective.ADMINISTRATION, answers, at=demo_round.submitted_at, by=None)
        approval.hand_in_and_approve_in(work, begun, None, demo_round.submitted_at)
    if commune.name == SHOWCASE:
        _begin_draft(work, commune)


def _begin_draft(work: UnitOfWork, commune: Commune) -> None:
    newest = ROUNDS[-1].catalogue_version
    self_checks.begin_round_in(work, commune, DRAFT, newest, by=None, at=datetime(2026, 9, 7, 8, tzinfo=UTC))


def _add_teamwork(work: UnitOfWork) -> None:
    showcase = next(commune for commune in work.communes.all() if commune.name == SHOWCASE)
    draft = self_checks.round_named(work, showcase, DRAFT)
    assert draft is not None
    demo_teamwork.add_in(work, draft)
    demo_meetings.add_in(work, showcase, demo_planning.add_in(work, showcase))
    demo_knowledge.add_in(work)
    demo_support.add_in(work, showcase)


def _levels(commune: Commune) -> dict[str, float]:
    """The level 0-4 around which a commune answers each question, the same in all its rounds."""
    draw = Random(commune.ags)  # noqa: S311  (must be the same on every machine)
    used = catalogue(ROUNDS[-1].catalogue_version)
    base = 2.0 if commune.name == SHOWCASE else draw.gauss(2.05, 0.5)
    levels = {}
    for field in used.fields:
        in_field = draw.gauss(0, 0.35)
        if commune.name == SHOWCASE:
            in_field = SHOWCASE_PROFILE[field.key]
        for criterion in field.criteria:
            in_criterion = in_field + draw.gauss(0, 0.35)
            for question in criterion.questions:
                levels[question.id] = base + in_criterion + draw.gauss(0, 0.55)
    return levels


def _answers(
    commune: Commune,
    used: Catalogue,
    levels: Mapping[str, float],
    demo_round: DemoRound,
    notes: Mapping[str, DemoNote],
) -> list[Answer]:
    draw = Random(f"{commune.ags} {demo_round.name}")  # noqa: S311  (must be the same on every machine)
    ids_of_levels = mapping(used.version, ROUNDS[-1].catalogue_version).comparable
    answers = []
    for place in used.places.values():
        unsure, growth = 0.04, demo_round.growth
        if commune.name == SHOWCASE:
            unsure = 0.3 if place.field.key == SHOWCASE_UNSURE else unsure
            growth *= SHOWCASE_GROWTH.get(place.field.key, 0.1) / 0.3
        level = levels[ids_of_levels[place.question.id]] + growth + draw.gauss(0, 0.2)
        reply = _reply(draw, level, unsure, may_not_apply=bool(place.question.not_applicable_hint))
        answer = Answer(place.question.id, reply)
        if isinstance(reply, NotApplicable):
            answer = replace(answer, remark="Beispiel: Zuständig ist hier eine andere Ebene.")
        elif (note := notes.get(place.question.id)) is not None:
            answer = replace(answer, remark=note.remark, evidence=note.evidence, responsible_unit=note.responsible_unit)
        if not answer.is_empty:
            answers.append(answer)
    return answers


def _reply(draw: Random, level: float, unsure: float, *, may_not_apply: bool) -> Reply | None:
    chance = draw.random()
    if chance < unsure * 0.7:
        return NotKnown()
    if chance < unsure:
        return None
    if chance < unsure + 0.06 and may_not_apply:
        return NotApplicable()
    return Answered(min(4, max(0, round(level))))
