"""Databases with many communes and their approved rounds, stored in bulk as the services would leave them."""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any

from factories import a_commune
from sqlalchemy import func, select
from synthetic_communes import replies_of_a_commune

from data.content.catalogues import catalogue
from data.exchange.register_file import read_register
from data.model.approval import RoundStep
from data.model.audit import AuditEvent
from data.model.people import LAND_BY_KEY, Commune, CommuneKind
from data.model.register import URBANISATIONS, RegisterEntry
from data.model.reply_codes import reply_code
from data.model.self_check import Answer, Perspective, Reply, SelfCheckStatus
from data.rules.scoring import RULES_VERSION, score
from data.storage.answers import columns_of
from data.storage.database import UnitOfWork, writing
from data.storage.tables.audit import AuditEntryRow
from data.storage.tables.base import Row, table_of
from data.storage.tables.people import CommuneRow
from data.storage.tables.self_checks import (
    AnswerRevisionRow,
    AnswerRow,
    FrozenResultRow,
    RoundStepRow,
    SelfCheckRow,
)

CATALOGUE = "2021-07"
OWN = Perspective.ADMINISTRATION.value
WHOLE_REGISTER = 11_088  # communes, as the register has
SHEETS = 2_000  # different ones; a commune gets one of them in each round
AT_ONCE = 500
SHARES = ((CommuneKind.DISTRICT, 0.027), (CommuneKind.INDEPENDENT_CITY, 0.0095), (CommuneKind.MUNICIPALITY, 1.0))
MIDDLE_POPULATION = {
    CommuneKind.DISTRICT: 160_000,
    CommuneKind.INDEPENDENT_CITY: 120_000,
    CommuneKind.MUNICIPALITY: 1_800,
}
DISTRICTS_OF_A_LAND = 24
FIRST_CITY = 500


@dataclass(frozen=True)
class Sheet:
    """An answer sheet with its result, as it is stored in each of its forms."""

    answers: tuple[Mapping[str, object], ...]
    content: str
    replies: str
    revisions: str


def communes_of(register: Path | None, number: int | None) -> list[Commune]:
    """So many communes of a register file in random order, None for all; or invented ones of the same mix."""
    if register is None:
        return _invented(WHOLE_REGISTER if number is None else number)
    entries = list(read_register(register.read_bytes()).entries)
    Random(1).shuffle(entries)
    return [_commune(place, entry) for place, entry in enumerate(entries[:number], start=1)]


def sheets(number: int = SHEETS) -> list[Sheet]:
    """Different answer sheets, filled in as communes do, with a few questions unknown or not applicable."""
    draw = Random(1)
    return [sheet_of(replies_of_a_commune(draw, CATALOGUE)) for _ in range(number)]


def sheet_of(replies: Mapping[str, Reply]) -> Sheet:
    """The sheet with these replies, each answered once and with a remark."""
    in_order = sorted(replies.items())
    return Sheet(
        answers=tuple(
            {"question_id": key, **columns_of(Answer(key, reply, remark="Grund"))} for key, reply in in_order
        ),
        content=json.dumps(asdict(score(catalogue(CATALOGUE), replies))),
        replies=";".join(f"{key}={reply_code(reply)}" for key, reply in in_order),
        revisions=";".join(f"{key}=1" for key, _ in in_order),
    )


def add_communes(communes: Sequence[Commune]) -> None:
    """Store communes with the ids that they have."""
    with writing() as work:
        _insert(work, CommuneRow, map(asdict, communes))
        work.audit.record(AuditEvent.COMMUNE_ADDED, details=f"communes={len(communes)}")


def add_round(communes: Sequence[Commune], drawn: Sequence[Sheet], name: str, at: datetime) -> None:
    """Store an approved round of every commune, with the sheet at the same place."""
    pairs = iter(zip(communes, drawn, strict=True))
    while some := list(islice(pairs, AT_ONCE)):
        with writing() as work:
            newest = work.session.connection().execute(select(func.max(table_of(SelfCheckRow).c.id))).scalar()
            numbered = [(number, *pair) for number, pair in enumerate(some, start=(newest or 0) + 1)]
            _add_rounds(work, numbered, name, at)


def _add_rounds(work: UnitOfWork, numbered: Sequence[tuple[int, Commune, Sheet]], name: str, at: datetime) -> None:
    _insert(work, SelfCheckRow, (_self_check(number, commune, name, at) for number, commune, _ in numbered))
    answer = {"perspective": OWN, "revision": 1, "changed_at": at, "changed_by": None}
    answers = [
        {"self_check_id": number, **answer, **columns} for number, _, sheet in numbered for columns in sheet.answers
    ]
    _insert(work, AnswerRow, answers)
    _insert(work, AnswerRevisionRow, answers)
    _insert(work, FrozenResultRow, (_frozen(number, sheet, at) for number, _, sheet in numbered))
    steps = (RoundStep.HAND_IN, RoundStep.APPROVE)
    taken = ({"self_check_id": number, "step": step.value, "at": at} for number, _, _ in numbered for step in steps)
    _insert(work, RoundStepRow, taken)
    told = (entry for number, commune, _ in numbered for entry in _audit_entries(number, commune, at))
    _insert(work, AuditEntryRow, told)


def _insert(
    work: UnitOfWork, table: type[Row], rows: Iterator[Mapping[str, Any]] | Sequence[Mapping[str, Any]]
) -> None:
    work.session.connection().execute(table_of(table).insert(), list(rows))


def _self_check(number: int, commune: Commune, name: str, at: datetime) -> dict[str, object]:
    return {
        "id": number,
        "commune_id": commune.id,
        "round_name": name,
        "catalogue_version": CATALOGUE,
        "status": SelfCheckStatus.APPROVED.value,
        "begun_at": at,
        "submitted_at": at,
        "revision": 3,  # begun, handed in, approved
        "versions": 1,
    }


def _frozen(number: int, sheet: Sheet, at: datetime) -> dict[str, object]:
    return {
        "self_check_id": number,
        "perspective": OWN,
        "version": 1,
        "rules_version": RULES_VERSION,
        "catalogue_version": CATALOGUE,
        "submitted_at": at,
        "content": sheet.content,
        "replies": sheet.replies,
        "revisions": sheet.revisions,
    }


def _audit_entries(number: int, commune: Commune, at: datetime) -> Iterator[dict[str, object]]:
    for event, details in (
        (AuditEvent.ROUND_BEGUN, f"catalogue={CATALOGUE}"),
        (AuditEvent.ROUND_HANDED_IN, ""),
        (AuditEvent.ROUND_APPROVED, "version=1"),
    ):
        subject = f"self_check:{number}"
        yield {"at": at, "commune_id": commune.id, "event": event.value, "subject": subject, "details": details}


def _commune(place: int, entry: RegisterEntry) -> Commune:
    known = {name: value for name, value in asdict(entry).items() if name != "kind_name"}
    return a_commune(id=place, **known)


def _invented(number: int) -> list[Commune]:
    """Communes in the mix of the register: few districts and cities, many small municipalities, in all Länder."""
    draw = Random(1)
    used: Counter[str] = Counter()
    found = []
    for place in range(1, number + 1):
        chance = draw.random()
        kind = next(kind for kind, share in SHARES if chance < share)
        land = draw.choice(sorted(LAND_BY_KEY))
        found.append(
            a_commune(
                id=place,
                ags=_key(land, kind, draw, used),
                name=f"Beispielort {place}",
                kind=kind,
                land=LAND_BY_KEY[land],
                population=int(draw.lognormvariate(math.log(MIDDLE_POPULATION[kind]), 1)),
                urbanisation="" if kind is CommuneKind.DISTRICT else draw.choices(URBANISATIONS, weights=(1, 3, 6))[0],
            )
        )
    return found


def _key(land: str, kind: CommuneKind, draw: Random, used: Counter[str]) -> str:
    """An official key that is not taken yet: of a district, of a city that is its own district, of a municipality."""
    if kind is CommuneKind.MUNICIPALITY:
        inside = f"{land}{draw.randint(1, DISTRICTS_OF_A_LAND):03}"
    else:
        inside = f"{land}{kind.value}"
    used[inside] += 1
    if kind is CommuneKind.MUNICIPALITY:
        return f"{inside}{used[inside]:03}"
    return f"{land}{used[inside]:03}" if kind is CommuneKind.DISTRICT else f"{land}{FIRST_CITY + used[inside]}000"
