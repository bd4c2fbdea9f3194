"""What stands between the browser and the pages: gates, headers, shell page, session cookie, calendars, health."""

from __future__ import annotations

from pathlib import Path

from starlette.middleware import Middleware
from starlette.routing import BaseRoute, Mount
from starlette.staticfiles import StaticFiles

from serving import calendar_feed, health, session_cookie
from serving.gates import ClosedRoutes, MessageGate, OwnershipGate
from serving.headers import SecurityHeaders
from serving.shell_page import ShellPage
from serving.start import lifespan

STATIC = Path(__file__).parent / "static"
ROUTES: list[BaseRoute] = [
    *health.ROUTES,
    *session_cookie.ROUTES,
    *calendar_feed.ROUTES,
    Mount("/kompass", StaticFiles(directory=STATIC)),
]
# The first is the outermost: every answer, a refusal too, gets its headers.
MIDDLEWARE = [
    Middleware(SecurityHeaders),
    Middleware(ShellPage),
    Middleware(ClosedRoutes),
    Middleware(OwnershipGate),
    Middleware(MessageGate),
]

__all__ = ["MIDDLEWARE", "ROUTES", "lifespan"]
