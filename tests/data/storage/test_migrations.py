"""Migrations keep what installations stored, on both databases."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from factories import replies_to_all
from sqlalchemy import Engine, MetaData, insert, inspect, text
from synthetic_communes import counted_replies

from data.content.catalogues import catalogue
from data.model.people import Role
from data.model.result import CheckResult
from data.model.self_check import Answer, Answered, NotApplicable, NotKnown, Perspective, Reply, SelfCheckStatus
from data.rules.scoring import score
from data.settings import PROJECT_ROOT
from data.storage.answers import columns_of
from data.storage.benchmark_intake import BenchmarkIntake
from data.storage.database import begin_options, make_engine, reading
from data.storage.migrations import current_revision, migrate, newest_revision
from data.storage.tables import Row

OWN = Perspective.ADMINISTRATION
BEGUN, SUBMITTED = datetime(2025, 3, 1, 8, tzinfo=UTC), datetime(2025, 5, 4, 10, 30, tzinfo=UTC)
GIVEN: dict[str, Reply | None] = {
    **replies_to_all(2),
    "MS-01": Answered(0),
    "MS-02": NotKnown(),
    "MS-03": NotApplicable(),
    "MS-04": None,  # emptied again: a revision and no reply
}
RESULT = score(catalogue("2021-07"), {key: reply for key, reply in GIVEN.items() if reply is not None})


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """A database without any table."""
    if request.param == "sqlite":
        made = make_engine(f"sqlite:///{tmp_path / 'kompass.db'}")
        yield made
        made.dispose()
    else:
        server = request.getfixturevalue("postgresql_server")
        made = make_engine(server.create_database("migrations"))
        yield made
        made.dispose()
        server.drop_database("migrations")


def upgrade(on: Engine, revision: str) -> None:
    """Bring the database to a revision, as the program does it."""
    with on.execution_options(**begin_options(alone=True)).begin() as connection:
        config = Config()
        config.set_main_option("script_location", str(PROJECT_ROOT / "migrations"))
        config.attributes["connection"] = connection
        command.upgrade(config, revision)


def fill_first_tables(on: Engine) -> None:
    """What an installation of the first version held: an account, a submitted round, a draft."""
    tables = MetaData()
    with on.begin() as connection:
        tables.reflect(connection)

        def store(table: str, **values: Any) -> None:
            connection.execute(insert(tables.tables[table]).values(**values))

        commune = {"ags": "09999001", "name": "Beispielstadt", "kind": "municipality", "land": "Bayern"}
        flags = {"is_demo": False, "benchmark_consent": True, "public_results": False}
        store("commune", id=1, **commune, population=20_000, urbanisation="x", **flags)
        person = {"username": "kim", "display_name": "Kim Beispiel", "role": "officer", "commune_id": 1}
        state = {"token_version": 1, "active": True, "is_demo": False, "language": "de", "created_at": BEGUN}
        store("account", id=1, **person, password_hash="x", **state)
        bound = {"commune_id": 1, "catalogue_version": "2021-07", "begun_at": BEGUN, "begun_by": 1}
        moved = {"status": "submitted", "submitted_at": SUBMITTED, "submitted_by": 1, "revision": 5}
        store("self_check", id=1, round_name="2025", **bound, **moved)
        store("self_check", id=2, round_name="2026", **bound, status="draft", revision=3)
        for round_id, given in ((1, GIVEN), (2, {"MS-01": Answered(4)})):
            for key, reply in given.items():
                place = {"self_check_id": round_id, "perspective": OWN.value, "question_id": key}
                values = {**columns_of(Answer(key, reply)), "changed_at": BEGUN, "changed_by": 1}
                for revision in range(1, revision_of(key) + 1):
                    store("answer_revision", **place, **values, revision=revision)
                store("answer", **place, **values, revision=revision_of(key))
        frozen = {"rules_version": RESULT.rules_version, "catalogue_version": RESULT.catalogue_version}
        content = {"submitted_at": SUBMITTED, "content": json.dumps(asdict(RESULT))}
        store("result", self_check_id=1, perspective=OWN.value, **frozen, **content)


def revision_of(question_id: str) -> int:
    """Some answers were changed once or twice."""
    return {"MS-01": 3, "MS-04": 2}.get(question_id, 1)


@pytest.fixture
def migrated(empty: Engine) -> Engine:
    """An installation of the first version with what it held, brought to this version."""
    upgrade(empty, "0001")
    fill_first_tables(empty)
    assert migrate(empty) == newest_revision()
    return empty


def test_a_submitted_round_becomes_an_approved_one_with_its_first_version(migrated: Engine) -> None:
    with reading(migrated) as work:
        draft, approved = sorted(work.self_checks.of_commune(1), key=lambda each: each.versions)
    assert (approved.status, approved.versions, approved.submitted_at) == (SelfCheckStatus.APPROVED, 1, SUBMITTED)
    assert (approved.round_name, approved.revision, approved.begun_at) == ("2025", 5, BEGUN)
    assert (draft.status, draft.versions, draft.submitted_at) == (SelfCheckStatus.DRAFT, 0, None)
    assert (draft.round_name, draft.revision) == ("2026", 3)


def test_its_result_is_frozen_with_the_revisions_and_replies_it_was_made_of(migrated: Engine) -> None:
    with reading(migrated) as work:
        (frozen,) = work.results.of_commune(1)
        assert work.results.versions(1, OWN) == [frozen]
        assert [each.frozen for each in work.results.newest_rounds(1, OWN, limit=9)] == [(1, 1, SUBMITTED)]
        intake = BenchmarkIntake(work.session)
        assert [r.counted.submitted_at for r in intake.submitted_rounds(is_demo=False)["09999001"]] == [SUBMITTED]
    replies = counted_replies(1, on=migrated)
    assert (frozen.self_check_id, frozen.version, frozen.submitted_at) == (1, 1, SUBMITTED)
    assert frozen.revisions == {key: revision_of(key) for key in GIVEN}
    assert replies == {1: {key: reply for key, reply in GIVEN.items() if reply is not None}}
    assert same_result(frozen.result) == same_result(RESULT)


def same_result(result: CheckResult) -> dict[str, Any]:
    return json.loads(json.dumps(asdict(result)))  # type: ignore[no-any-return]


def test_answers_their_history_and_people_stay_as_they_were(migrated: Engine) -> None:
    with reading(migrated) as work:
        sheet = work.answers.sheet(1, OWN)
        assert {key: stored.answer.reply for key, stored in sheet.items()} == GIVEN
        assert {stored.changed_by for stored in sheet.values()} == {"Kim Beispiel"}
        assert [state.revision for state in work.answers.history(1, OWN, "MS-01")] == [1, 2, 3]
        assert (
            work.answers.sheet_at(1, OWN, list(work.results.of_commune(1)[0].revisions.items())).keys() == sheet.keys()
        )
        kim = work.accounts.person(1)
        assert work.proposals.open_ones(1, OWN) == work.assignments.of_sheet(1, OWN) == {}
        assert work.self_checks.events([1, 2]) == {}
    assert kim is not None and (kim.display_name, kim.role, kim.department_id) == ("Kim Beispiel", Role.OFFICER, None)


def test_the_table_of_results_moved_and_references_still_hold(migrated: Engine) -> None:
    assert "result" not in inspect(migrated).get_table_names()
    if migrated.dialect.name == "sqlite":
        with migrated.connect() as connection:
            assert connection.execute(text("PRAGMA foreign_key_check")).all() == []


def test_migrating_again_changes_nothing(migrated: Engine) -> None:
    with reading(migrated) as work:
        before = work.results.of_commune(1)
    assert migrate(migrated) == current_revision(migrated) == newest_revision()
    with reading(migrated) as work:
        assert work.results.of_commune(1) == before


def test_the_migrations_make_exactly_the_tables_of_the_program(empty: Engine) -> None:
    migrate(empty)
    with empty.connect() as connection:
        # Long texts are TEXT in the migrations and have no length in the tables: the same, called differently.
        context = MigrationContext.configure(connection, opts={"compare_type": False})
        assert compare_metadata(context, Row.metadata) == []
