"""Made-up communes in any number, as varied as real ones, with answers in the database where a test needs them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from random import Random

from factories import a_commune
from sqlalchemy import Engine

from data.model.approval import RoundStep
from data.model.audit import AuditEvent
from data.model.people import Commune, CommuneKind
from data.model.reply_codes import OPEN, REPLIES
from data.model.self_check import Answer, Answered, NotApplicable, NotKnown, Perspective, Reply, SelfCheckStatus
from data.rules.scoring import score
from data.services.catalogues import catalogue
from data.storage.benchmark_intake import BenchmarkIntake
from data.storage.database import reading, writing

LAENDER = {
    "01": "Schleswig-Holstein",
    "03": "Niedersachsen",
    "05": "Nordrhein-Westfalen",
    "06": "Hessen",
    "08": "Baden-Württemberg",
    "09": "Bayern",
    "11": "Berlin",
    "12": "Brandenburg",
    "14": "Sachsen",
    "16": "Thüringen",
}
URBANISATIONS = ("dicht besiedelt", "mittlere Besiedlungsdichte", "gering besiedelt")
CATALOGUE = "2021-07"


def communes(number: int, seed: int = 0, **changes: object) -> list[Commune]:
    """Towns, municipalities and districts in ten Länder and all sizes, each with its own official key."""
    draw = Random(seed)
    return [_commune(index, draw, changes) for index in range(number)]


def replies_of_a_commune(draw: Random, version: str = CATALOGUE, missing: float = 0.05) -> dict[str, Reply]:
    """Answers to a whole catalogue around a level of the commune's own, a few of them not known or not applicable."""
    level = draw.gauss(2, 0.7)
    given: dict[str, Reply] = {}
    for question_id in catalogue(version).places:
        if draw.random() < missing:
            given[question_id] = draw.choice((NotKnown(), NotApplicable()))
        else:
            given[question_id] = Answered(min(4, max(0, round(draw.gauss(level, 1)))))
    return given


def submit(
    commune: Commune, replies: Mapping[str, Reply], at: datetime, version: str = CATALOGUE, draft: bool = False
) -> None:
    """Store a round of a commune (added if it is not there yet) with these replies, submitted unless a draft."""
    submit_all([(commune, replies)], at, version, draft)


def submit_all(
    rounds: Iterable[tuple[Commune, Mapping[str, Reply]]],
    at: datetime,
    version: str = CATALOGUE,
    draft: bool = False,
) -> None:
    """Store a round of every commune in one transaction."""
    with writing() as work:
        for commune, replies in rounds:
            stored = work.communes.by_ags(commune.ags) or work.communes.add(commune)
            begun = work.self_checks.begin(stored.id, f"{at:%Y-%m-%d %H:%M}", version, at, None)
            answers = [Answer(key, reply, remark="Grund") for key, reply in replies.items()]
            work.answers.add_new(begun.id, Perspective.ADMINISTRATION, answers, at=at, by=None)
            if not draft:
                sheet = work.answers.sheet(begun.id, Perspective.ADMINISTRATION)
                result = score(catalogue(version), dict(replies))
                step = RoundStep.APPROVE
                work.self_checks.move(begun, SelfCheckStatus.APPROVED, step, "", at=at, by=None, frozen=True)
                work.results.add(begun.id, Perspective.ADMINISTRATION, at, result, sheet=sheet)
        work.audit.record(AuditEvent.DEMO_CREATED)


def counted_replies(*round_ids: int, on: Engine | None = None) -> dict[int, dict[str, Reply]]:
    """The replies of rounds by question id, as the comparison reads them."""
    question_ids, replies = list(catalogue(CATALOGUE).places), list(REPLIES.values())
    with reading(on) as work:
        found, numbers = BenchmarkIntake(work.session).replies(round_ids, question_ids)
    return {
        round_id: {key: replies[number] for key, number in zip(question_ids, row, strict=True) if number != OPEN}
        for round_id, row in zip(found, numbers.tolist(), strict=True)
    }


def a_moment(year: int, month: int, day: int = 15) -> datetime:
    """Noon of a day."""
    return datetime(year, month, day, 12, tzinfo=UTC)


def _commune(index: int, draw: Random, changes: Mapping[str, object]) -> Commune:
    land = draw.choice(sorted(LAENDER))
    kind = draw.choices(list(CommuneKind), weights=(5, 2, 2))[0]
    middle = {CommuneKind.MUNICIPALITY: 9.2, CommuneKind.INDEPENDENT_CITY: 11.8, CommuneKind.DISTRICT: 12.0}[kind]
    is_district = kind is CommuneKind.DISTRICT
    key = f"{land}{index:03}" if is_district else f"{land}{index % 1000:03}{index // 1000:03}"
    values: dict[str, object] = {
        "id": index + 1,
        "ags": key,
        "name": f"Beispielort {index}",
        "kind": kind,
        "land": LAENDER[land],
        "population": int(draw.lognormvariate(middle, 0.8)),
        "urbanisation": "" if is_district else draw.choice(URBANISATIONS),
    }
    return a_commune(**{**values, **changes})
