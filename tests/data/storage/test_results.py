"""Frozen results, on both databases: bit for bit what was scored, and no way to change one."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from factories import a_commune, replies_to_all
from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError

from data.content.catalogues import catalogue
from data.model.audit import AuditEvent
from data.model.result import CheckResult, SubmittedResult
from data.model.self_check import Answered, NotKnown, Perspective
from data.rules.scoring import score
from data.storage.database import reading, writing
from data.storage.results import Results

OURS = Perspective.ADMINISTRATION
FIRST, SECOND, THIRD = (datetime(year, 11, 20, 10, tzinfo=UTC) for year in (2022, 2024, 2026))


@pytest.fixture
def commune_id(any_store: Engine) -> int:
    with writing() as work:
        added = work.communes.add(a_commune())
        work.audit.record(AuditEvent.COMMUNE_ADDED)
    return added.id


def freeze(commune_id: int, name: str, at: datetime, result: CheckResult, perspective: Perspective = OURS) -> int:
    with writing() as work:
        begun = work.self_checks.begin(commune_id, name, result.catalogue_version, at, None)
        work.results.add(begun.id, perspective, at, result)
        work.audit.record(AuditEvent.ROUND_SUBMITTED)
    return begun.id


def a_result(points: int = 2) -> CheckResult:
    """A result with everything in it: thirds, a provisional field, fields and criteria without a score."""
    replies = {**replies_to_all(points), "MS-01": Answered(4), "MS-02": NotKnown()}
    gone = [key for key in replies if key.startswith("AW-")]
    return score(catalogue("2021-07"), {key: reply for key, reply in replies.items() if key not in gone})


def test_a_result_comes_back_exactly(commune_id: int) -> None:
    result = a_result()
    assert result.overall is None
    assert any(criterion.score.percent is None for field in result.fields for criterion in field.criteria)
    round_id = freeze(commune_id, "2026", THIRD, result)
    with reading() as work:
        assert work.results.of_commune(commune_id) == [SubmittedResult(round_id, "2026", THIRD, result)]


def test_the_newest_come_first_up_to_a_number(commune_id: int) -> None:
    second, first, third = (
        freeze(commune_id, str(at.year), at, a_result(points)) for points, at in ((1, SECOND), (0, FIRST), (2, THIRD))
    )
    with reading() as work:
        assert [found.self_check_id for found in work.results.of_commune(commune_id)] == [third, second, first]
        assert [found.self_check_id for found in work.results.of_commune(commune_id, limit=1)] == [third]
        assert work.results.newest_rounds(commune_id, OURS, limit=2) == [(third, THIRD), (second, SECOND)]


def test_results_of_others_and_of_other_perspectives_are_not_among_them(commune_id: int) -> None:
    freeze(commune_id, "Rat", FIRST, a_result(), Perspective.COUNCIL)
    with reading() as work:
        assert work.results.of_commune(commune_id) == []
        assert work.results.newest_rounds(commune_id, OURS, limit=2) == []
        assert len(work.results.of_commune(commune_id, Perspective.COUNCIL)) == 1
        assert work.results.of_commune(commune_id + 1, Perspective.COUNCIL) == []


def test_a_round_is_frozen_once(commune_id: int) -> None:
    round_id = freeze(commune_id, "2026", THIRD, a_result())
    with pytest.raises(IntegrityError), writing() as work:
        work.results.add(round_id, OURS, THIRD, a_result(4))
        work.audit.record(AuditEvent.ROUND_SUBMITTED)
    with reading() as work:
        assert work.results.of_commune(commune_id)[0].result == a_result()


def test_there_is_no_way_to_change_or_remove_a_result() -> None:
    assert {name for name in vars(Results) if not name.startswith("_")} == {"add", "newest_rounds", "of_commune"}
