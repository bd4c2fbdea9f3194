"""Asks the database for what comes beside the pages, so that one that hangs keeps no page, script or style away."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from anyio import CapacityLimiter, to_thread
from starlette.responses import PlainTextResponse, Response

from data.services import reachability

T = TypeVar("T")
# Threads of their own: Streamlit serves its files with those that everybody shares. Fewer than the connections to
# PostgreSQL, so that some are left for the pages.
AT_ONCE = 8
TRY_AGAIN_SECONDS = "60"
_threads = CapacityLimiter(AT_ONCE)


async def apart(ask: Callable[[], T]) -> T:
    """What something says that waits for the database no longer than anybody can; it waits on threads of its own."""
    return await to_thread.run_sync(ask, limiter=_threads)


async def in_time(ask: Callable[..., T], *given: object) -> T:
    """What the database answers. Raises OutOfReach if it does not within four seconds, and whatever else goes wrong."""
    return await apart(lambda: reachability.in_time(lambda: ask(*given)))


def try_again_later() -> Response:
    """The answer where the database is out of reach: 503, and when it is worth to ask again."""
    headers = {"Retry-After": TRY_AGAIN_SECONDS, "Cache-Control": "no-store"}
    return PlainTextResponse("Service Unavailable", 503, headers=headers)
