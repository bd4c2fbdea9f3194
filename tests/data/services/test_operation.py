"""Whether an installation is in order: settings, database, migrations, content. Asking changes nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from mail_servers import mail_server
from sqlalchemy import Engine, text

from data import settings as settings_module
from data.model.catalogue import CatalogueProblem, CheckLevel
from data.services import operation
from data.services.operation import problems


def test_a_migrated_installation_has_no_problem(any_store: Engine) -> None:
    assert problems() == []


def test_a_setting_that_is_refused_is_the_one_thing_told(settings: pytest.MonkeyPatch) -> None:
    settings.setenv("KOMPASS_SECRET_KEY", "changeme")
    settings.setenv("KOMPASS_SESSION_HOURS", "99")
    settings_module.settings.cache_clear()
    (told,) = problems()
    assert told.startswith("settings: settings_invalid")
    assert "KOMPASS_SECRET_KEY" in told and "KOMPASS_SESSION_HOURS" in told
    assert "changeme" not in told


def test_a_database_that_was_never_migrated_is_told_with_the_command_that_helps(
    settings: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert problems() == ["database: cannot be reached, or run: python -m data migrate"]


def test_a_database_of_another_version_is_told(store: Engine) -> None:
    with store.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0000'"))
    assert [problem.split(":")[0] for problem in problems()] == ["database"]


def test_a_database_server_that_does_not_answer_is_told_and_its_password_is_not(settings: pytest.MonkeyPatch) -> None:
    settings.setenv("KOMPASS_DATABASE_URL", "postgresql://kompass:streng-geheim@127.0.0.1:1/nothing")
    settings_module.settings.cache_clear()
    told = problems()
    assert [problem.split(":")[0] for problem in told] == ["database"]
    assert "streng-geheim" not in "".join(told)


def test_a_catalogue_with_an_error_is_told_and_one_with_a_note_is_not(
    store: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def found(_candidate: object) -> list[CatalogueProblem]:
        return [
            CatalogueProblem("C07", "a check", CheckLevel.ERROR, "de", "MS-01", "two questions in one"),
            CatalogueProblem("C21", "a check", CheckLevel.NOTE, "de", "MS-02", "long"),
        ]

    monkeypatch.setattr(operation, "catalogue_problems", found)
    assert problems() == [
        "catalogue 2021-03: C07 MS-01 two questions in one",
        "catalogue 2021-07: C07 MS-01 two questions in one",
    ]


def test_a_mail_server_is_tried_without_sending_anything(store: Engine, settings: pytest.MonkeyPatch) -> None:
    with mail_server(settings) as box:
        assert problems() == []
    assert box.taken == []
    assert problems() == ["mail server: server_not_reachable"]  # it is gone now
