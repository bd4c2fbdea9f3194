"""Before the first visitor: the database is ready, everything is imported, memory is settled."""

from __future__ import annotations

import asyncio
import gc
import logging
import sys
from pathlib import Path

import pytest
from postgresql import PostgreSQL
from running_server import Server
from sqlalchemy import Engine
from starlette.applications import Starlette
from starlette.testclient import TestClient
from streamlit import config

from data import settings as settings_module
from data.errors import SettingsInvalid
from data.services import readiness
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
