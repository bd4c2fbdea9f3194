"""Frozen results, on both databases: bit for bit what was scored, and no way to change one."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from factories import a_commune, replies_to_all
from sqlalchemy import Engine, text
from sqlalchemy.exc import IntegrityError
from synthetic_communes import counted_replies

from data.content.catalogues import catalogue
from data.model.approval import RoundStep
from data.model.audit import AuditEvent
from data.model.result import CheckResult, SubmittedResult
from data.model.self_check import (
    Answer,
    Answered,
    AnswerSheet,
    NotApplicable,
    NotKnown,
    Perspective,
    SelfCheckStatus,
    StoredAnswer,
)
from data.rules.scoring import score
from data.storage.benchmark_intake import BenchmarkIntake
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


def freeze(
    commune_id: int,
    name: str,
    at: datetime,
    result: CheckResult,
    perspective: Perspective = OURS,
    sheet: AnswerSheet | None = None,
) -> int:
    """A round of the commune whose result is frozen as version 1."""
    with writing() as work:
        begun = work.self_checks.begin(commune_id, name, result.catalogue_version, at, None)
        work.audit.record(AuditEvent.ROUND_BEGUN)
    freeze_again(begun.id, at, result, perspective, sheet)
    return begun.id


def freeze_again(
    round_id: int, at: datetime, result: CheckResult, perspective: Perspective = OURS, sheet: AnswerSheet | None = None
) -> None:
    """The next version of a round."""
    with writing() as work:
        begun = work.self_checks.by_id(round_id)
        assert begun is not None
        step = RoundStep.APPROVE
        moved = work.self_checks.move(begun, SelfCheckStatus.APPROVED, step, "", at=at, by=None, frozen=True)
        work.results.add(round_id, perspective, at, result, sheet=sheet or {}, version=moved.versions)
        work.audit.record(AuditEvent.ROUND_APPROVED)


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
        assert work.results.of_commune(commune_id) == [SubmittedResult(round_id, "2026", THIRD, result, first_at=THIRD)]


def test_the_newest_come_first_up_to_a_number(commune_id: int) -> None:
    second, first, third = (
        freeze(commune_id, str(at.year), at, a_result(points)) for points, at in ((1, SECOND), (0, FIRST), (2, THIRD))
    )
    with reading() as work:
        assert [found.self_check_id for found in work.results.of_commune(commune_id)] == [third, second, first]
        assert [found.self_check_id for found in work.results.of_commune(commune_id, limit=1)] == [third]
        assert [each.frozen for each in work.results.newest_rounds(commune_id, OURS, limit=2)] == [
            (third, 1, THIRD),
            (second, 1, SECOND),
        ]


def test_results_of_others_and_of_other_perspectives_are_not_among_them(commune_id: int) -> None:
    freeze(commune_id, "Rat", FIRST, a_result(), Perspective.COUNCIL)
    with reading() as work:
        assert work.results.of_commune(commune_id) == []
        assert work.results.newest_rounds(commune_id, OURS, limit=2) == []
        assert len(work.results.of_commune(commune_id, Perspective.COUNCIL)) == 1
        assert work.results.of_commune(commune_id + 1, Perspective.COUNCIL) == []


def test_a_version_is_frozen_once(commune_id: int) -> None:
    round_id = freeze(commune_id, "2026", THIRD, a_result())
    with pytest.raises(IntegrityError), writing() as work:
        work.results.add(round_id, OURS, THIRD, a_result(4), sheet={}, version=1)
        work.audit.record(AuditEvent.ROUND_APPROVED)
    with reading() as work:
        assert work.results.of_commune(commune_id)[0].result == a_result()


def test_the_last_version_of_a_round_counts_and_the_earlier_ones_stay(commune_id: int) -> None:
    first = freeze(commune_id, "2022", FIRST, a_result(0))
    second = freeze(commune_id, "2024", SECOND, a_result(1))
    freeze_again(first, THIRD, a_result(4))
    with reading() as work:
        assert [each.frozen for each in work.results.newest_rounds(commune_id, OURS, limit=9)] == [
            (second, 1, SECOND),  # what is mended in an old round makes it no newer than the round after it
            (first, 2, THIRD),
        ]
        assert [(found.self_check_id, found.version) for found in work.results.of_commune(commune_id)] == [
            (second, 1),
            (first, 2),
        ]
        versions = work.results.versions(first, OURS)
        assert work.results.versions(first, Perspective.COUNCIL) == []
    assert [(v.version, v.submitted_at, v.result) for v in versions] == [
        (1, FIRST, a_result(0)),
        (2, THIRD, a_result(4)),
    ]


def test_where_a_round_stands_now_is_told_beside_what_was_frozen(commune_id: int) -> None:
    round_id = freeze(commune_id, "2026", THIRD, a_result())
    with writing() as work:
        found = work.self_checks.by_id(round_id)
        assert found is not None
        work.self_checks.move(found, SelfCheckStatus.DRAFT, RoundStep.REOPEN, "Fehler", at=THIRD, by=None)
        work.audit.record(AuditEvent.ROUND_REOPENED)
        (newest,) = work.results.newest_rounds(commune_id, OURS, limit=2)
    assert (newest.frozen, newest.status) == ((round_id, 1, THIRD), SelfCheckStatus.DRAFT)


def test_a_version_knows_of_which_state_of_each_answer_it_was_made(commune_id: int) -> None:
    sheet = {
        "MS-02": StoredAnswer(Answer("MS-02", NotKnown()), 3, "Kim", FIRST),
        "MS-01": StoredAnswer(Answer("MS-01", Answered(0)), 1, "Kim", FIRST),
        "MS-03": StoredAnswer(Answer("MS-03", remark="nur eine Notiz"), 12, "Kim", FIRST),
    }
    freeze(commune_id, "2026", THIRD, a_result(), sheet=sheet)
    with reading() as work:
        assert work.results.of_commune(commune_id)[0].revisions == {"MS-01": 1, "MS-02": 3, "MS-03": 12}


def test_replies_are_frozen_in_short_and_read_back_by_the_comparison(commune_id: int, any_store: Engine) -> None:
    given = {"MS-01": Answered(0), "MS-02": Answered(4), "MS-03": NotKnown(), "MS-04": NotApplicable(), "MS-05": None}
    sheet = {key: StoredAnswer(Answer(key, reply), 1, "", FIRST) for key, reply in given.items()}
    round_id = freeze(commune_id, "2026", THIRD, a_result(), sheet=sheet)
    with any_store.connect() as connection:
        told = connection.execute(text("SELECT replies FROM frozen_result")).scalar_one()
    assert told == "MS-01=0;MS-02=4;MS-03=not_known;MS-04=not_applicable"
    assert counted_replies(round_id) == {round_id: {key: reply for key, reply in given.items() if reply is not None}}


def test_the_comparison_reads_the_last_version_of_each_round(commune_id: int) -> None:
    def of_level(points: int) -> dict[str, StoredAnswer]:
        return {"MS-01": StoredAnswer(Answer("MS-01", Answered(points)), points + 1, "", FIRST)}

    round_id = freeze(commune_id, "2026", FIRST, a_result(), sheet=of_level(1))
    freeze_again(round_id, SECOND, a_result(), sheet=of_level(3))
    assert counted_replies(round_id) == {round_id: {"MS-01": Answered(3)}}
    with reading() as work:
        intake = BenchmarkIntake(work.session)
        assert [r.counted.submitted_at for r in intake.submitted_rounds(is_demo=False)["09999001"]] == [SECOND]


def test_there_is_no_way_to_change_or_remove_a_result() -> None:
    ways = {name for name in vars(Results) if not name.startswith("_")}
    assert ways == {"add", "newest_rounds", "of_commune", "versions"}
