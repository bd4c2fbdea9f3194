"""What happens once, before the first visitor: database, imports, memory."""

from __future__ import annotations

import asyncio
import gc
import importlib
import logging
import pkgutil
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime

from anyio import to_thread
from streamlit import config

from data.errors import KompassError, OutOfReach, SettingsInvalid
from data.services import accounts, benchmark_publishing, benchmarks, network_requests, reachability, readiness
from data.settings import settings

log = logging.getLogger("kompass.start")
# Imported before the first visitor, so that nobody waits for them. The shell is a script, not a module.
WARM_PACKAGES = ("data", "components")
NOT_IMPORTED = {"components.shell", "data.__main__"}
HOURLY_SECONDS = 3600
TRIED_AGAIN_SECONDS = 10
LONGEST_WAIT_SECONDS = 10  # for the database; pages that need none come without it then


@asynccontextmanager
async def lifespan(_app: object) -> AsyncIterator[None]:
    """Make everything ready, serve, and do once an hour what is due. Raises SettingsInvalid if it cannot serve.

    While the database is out of reach it serves what needs none, help above all, and tries again every ten seconds.
    """
    _speak_once()
    try:
        await to_thread.run_sync(_prepare)
        database = asyncio.create_task(to_thread.run_sync(_has_database))
        await asyncio.wait({database}, timeout=LONGEST_WAIT_SECONDS)
        if database.done():
            database.result()
    except SettingsInvalid as error:
        log.critical("not started: %s", error)
        raise
    # What lives now lives as long as the process: never look through it again for garbage.
    gc.collect()
    gc.freeze()
    working = asyncio.create_task(_work(database))
    yield
    working.cancel()
    with suppress(asyncio.CancelledError):
        await working


def _prepare() -> None:
    config.set_option("server.maxUploadSize", settings().max_upload_mb)
    accounts.warm_up()
    _import_everything()


def _has_database() -> bool:
    try:
        with reachability.understanding():
            readiness.prepare_database()
            benchmarks.warm_up()
    except OutOfReach as error:
        log.critical("the database is out of reach: %s", getattr(error.__cause__, "orig", None) or error)
        return False
    return True


def _import_everything() -> None:
    # Libraries that look at the page while they are imported make Streamlit warn that there is none yet.
    complaining = logging.getLogger("streamlit.runtime.scriptrunner_utils.script_run_context")
    complaining.disabled = True
    for name in WARM_PACKAGES:
        package = importlib.import_module(name)
        for module in pkgutil.walk_packages(package.__path__, f"{name}."):
            if module.name not in NOT_IMPORTED:
                importlib.import_module(module.name)
    complaining.disabled = False


async def _work(database: asyncio.Task[bool]) -> None:
    if not database.done() or not database.result():
        log.critical("serving without the database: nobody can sign in until it is back")
        await _wait_for(database)
    while True:
        await _tried("old sign-ins were not removed", accounts.remove_old_sign_ins)
        await _tried("old messages of the network were not deleted", _forget_old_words)
        if settings().publish_on_date:
            await _tried("the comparison was not published", _publish_by_date)
        await asyncio.sleep(HOURLY_SECONDS)


async def _wait_for(database: asyncio.Task[bool]) -> None:
    while True:
        try:
            if await database:
                log.warning("the database is back")
                return
        except Exception as error:  # only a person can mend it; help is served meanwhile
            why = error.code if isinstance(error, KompassError) else type(error).__name__
            log.critical("the database is back, but cannot be used: %s", why)
        await asyncio.sleep(TRIED_AGAIN_SECONDS)
        database = asyncio.create_task(to_thread.run_sync(_has_database))


async def _tried(otherwise: str, work: Callable[[], object]) -> None:
    try:
        await to_thread.run_sync(work)
    except Exception as error:  # the next hour tries again
        log.warning("%s: %s", otherwise, error.code if isinstance(error, KompassError) else type(error).__name__)


def _publish_by_date() -> None:
    outcome = benchmark_publishing.publish_if_due(datetime.now(UTC).date())
    if outcome is not None:
        log.info(outcome.as_sentence())


def _forget_old_words() -> None:
    network_requests.forget_old_words(datetime.now(UTC).date())


def _speak_once() -> None:
    # Streamlit logs every refused request with its message; components/incidents.py has said it without.
    logging.getLogger("streamlit.error_util").addFilter(
        lambda record: "Uncaught app execution" not in record.getMessage()
    )
