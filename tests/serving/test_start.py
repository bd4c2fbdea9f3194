"""Before the first visitor: the database is ready, everything is imported, memory is settled."""

from __future__ import annotations

import asyncio
import gc
import logging
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from random import Random

import pytest
import time_machine
from postgresql import PostgreSQL
from running_server import Server
from sqlalchemy import Engine
from starlette.applications import Starlette
from starlette.testclient import TestClient
from streamlit import config
from synthetic_communes import a_moment, communes, replies_of_a_commune, submit_all

from data import settings as settings_module
from data.errors import SettingsInvalid
from data.services import accounts, benchmark_publishing, benchmarks, readiness
from data.storage import database, migrations
from serving import health, start


@pytest.fixture(autouse=True)
def own_engine(settings: pytest.MonkeyPatch) -> object:
    database.engine.cache_clear()
    limit = config.get_option("server.maxUploadSize")
    yield
    database.engine.cache_clear()
    config.set_option("server.maxUploadSize", limit)
    gc.unfreeze()


def start_and_stop() -> int:
    """How many objects are exempt from garbage collection while serving."""

    async def serve() -> int:
        async with start.lifespan(None):
            return gc.get_freeze_count()

    return asyncio.run(serve())


def test_the_embedded_database_is_migrated_and_memory_is_frozen() -> None:
    assert start_and_stop() > 50_000  # the imported program
    assert migrations.current_revision() == migrations.newest_revision()


def test_everything_the_pages_draw_with_is_imported() -> None:
    start_and_stop()
    for name in ("plotly.graph_objects", "streamlit_authenticator", "components.navigation", "data.services.accounts"):
        assert name in sys.modules
    assert "components.shell" not in sys.modules  # a script: importing it would draw


def test_uploads_are_limited_as_the_settings_say(settings: pytest.MonkeyPatch) -> None:
    settings.setenv("KOMPASS_MAX_UPLOAD_MB", "3")
    settings_module.settings.cache_clear()
    start_and_stop()
    assert config.get_option("server.maxUploadSize") == 3


def test_a_database_server_that_is_not_migrated_is_refused_with_the_command_to_run(
    settings: pytest.MonkeyPatch, postgresql_server: PostgreSQL, caplog: pytest.LogCaptureFixture
) -> None:
    settings.setenv("KOMPASS_DATABASE_URL", postgresql_server.create_database("not_migrated"))
    settings_module.settings.cache_clear()
    with caplog.at_level(logging.CRITICAL, logger="kompass.start"), pytest.raises(SettingsInvalid):
        start_and_stop()
    assert "python -m data migrate" in caplog.text
    assert not readiness.database_is_ready()
    database.engine().dispose()
    postgresql_server.drop_database("not_migrated")


def test_not_ready_without_its_database(settings: pytest.MonkeyPatch) -> None:
    settings.setenv("KOMPASS_DATABASE_URL", "postgresql://nobody@127.0.0.1:1/nowhere")
    settings_module.settings.cache_clear()
    answer = TestClient(Starlette(routes=health.ROUTES)).get("/readyz")
    assert (answer.status_code, answer.json()) == (503, {"status": "database not ready"})


def test_ready_with_a_migrated_database_on_both_kinds(any_store: Engine) -> None:
    assert TestClient(Starlette(routes=health.ROUTES)).get("/readyz").status_code == 200


def test_the_server_runs_on_uvloop(server: Server) -> None:
    # Streamlit's own socket never gets TCP_NODELAY from asyncio's loop: 44 instead of 5 ms for back-to-back clicks.
    assert "uvloop" in Path(f"/proc/{server.process_id}/maps").read_text()


# What the server does by itself, once an hour.


@pytest.fixture
def due(store: Engine) -> None:
    """A first release in March 2027, and answers of 24 communes since then."""
    pool, draw = communes(24, seed=3), Random(1)
    for month in (1, 6):
        submit_all([(commune, replies_of_a_commune(draw)) for commune in pool], a_moment(2027, month))
        if month == 1:
            benchmark_publishing.publish(None, date(2027, 3, 1))


def served_until(is_done: Callable[[], bool]) -> None:
    """Serve until something is done, at most some seconds."""

    async def serve() -> None:
        async with start.lifespan(None):
            for _attempt in range(100):
                if is_done():
                    return
                await asyncio.sleep(0.1)

    asyncio.run(serve())


def published_on() -> list[str]:
    return [release["date"] for release in benchmarks.published_as_json()["releases"]]


@pytest.mark.parametrize(("setting", "on"), [("1", ["2027-03-01", "2027-09-01"]), ("0", ["2027-03-01"])])
def test_releases_are_published_by_date_where_that_is_set(
    setting: str, on: list[str], due: None, settings: pytest.MonkeyPatch, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.setenv("KOMPASS_PUBLISH_ON_DATE", setting)
    settings_module.settings.cache_clear()
    hours: list[None] = []
    monkeypatch.setattr(start, "HOURLY_SECONDS", 0.05)
    monkeypatch.setattr(accounts, "remove_old_sign_ins", lambda: hours.append(None))
    with time_machine.travel(datetime(2027, 9, 1, 12, tzinfo=UTC), tick=True):
        served_until(lambda: len(hours) > 3 and published_on() == on)
    assert published_on() == on


def test_a_release_that_cannot_be_published_is_told_in_the_log_and_the_server_goes_on(
    due: None, settings: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    settings.setenv("KOMPASS_PUBLISH_ON_DATE", "1")
    settings_module.settings.cache_clear()
    settings_module.settings().data_dir.joinpath("benchmark.key").unlink()
    with time_machine.travel(datetime(2027, 9, 1, 12, tzinfo=UTC), tick=True):
        served_until(lambda: "not published" in caplog.text)
    assert "the comparison was not published: benchmark_key_missing" in caplog.text
    assert published_on() == ["2027-03-01"]
