"""What happens once, before the first visitor: database, imports, memory."""

from __future__ import annotations

import asyncio
import gc
import importlib
import logging
import pkgutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from anyio import to_thread
from streamlit import config

from data.errors import SettingsInvalid
from data.services import accounts, readiness
from data.settings import settings

log = logging.getLogger("kompass.start")
# Imported before the first visitor, so that nobody waits for them. The shell is a script, not a module.
WARM_PACKAGES = ("data", "components")
NOT_IMPORTED = {"components.shell", "data.__main__"}
TIDY_EVERY_SECONDS = 3600


@asynccontextmanager
async def lifespan(_app: object) -> AsyncIterator[None]:
    """Make everything ready, serve, and tidy up once an hour. Raises SettingsInvalid if it cannot serve."""
    _speak_once()
    try:
        await to_thread.run_sync(_prepare)
    except SettingsInvalid as error:
        log.critical("not started: %s", error)
        raise
    # What lives now lives as long as the process: never look through it again for garbage.
    gc.collect()
    gc.freeze()
    tidying = asyncio.create_task(_tidy_hourly())
    yield
    tidying.cancel()
    with suppress(asyncio.CancelledError):
        await tidying


def _prepare() -> None:
    config.set_option("server.maxUploadSize", settings().max_upload_mb)
    readiness.prepare_database()
    accounts.warm_up()
    _import_everything()


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


async def _tidy_hourly() -> None:
    while True:
        try:
            await to_thread.run_sync(accounts.remove_old_sign_ins)
        except Exception as error:  # the next hour tries again
            log.warning("old sign-ins were not removed: %s", type(error).__name__)
        await asyncio.sleep(TIDY_EVERY_SECONDS)


def _speak_once() -> None:
    # Streamlit logs every refused request with its message; components/incidents.py has said it without.
    logging.getLogger("streamlit.error_util").addFilter(
        lambda record: "Uncaught app execution" not in record.getMessage()
    )
