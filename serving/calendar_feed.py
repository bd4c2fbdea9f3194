"""The feed that calendar programs ask for: no sign-in, but a link whose secret only its person has."""

from __future__ import annotations

from datetime import UTC, datetime

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from data.services import reminder_calendar

HEADERS = {
    "Cache-Control": "private, no-store",
    "Content-Disposition": 'inline; filename="kompass-2035.ics"',
    "X-Robots-Tag": "noindex",
}


async def _feed(request: Request) -> Response:
    """Answer with the calendar of whose link it is; 404 for every other, whatever is wrong with it."""
    file = await to_thread.run_sync(reminder_calendar.feed, request.path_params["token"], datetime.now(UTC))
    if file is None:
        return PlainTextResponse("Not Found", 404, headers={"Cache-Control": "private, no-store"})
    return Response(file, media_type="text/calendar; charset=utf-8", headers=HEADERS)


ROUTES = [Route("/kalender/{token}.ics", _feed, methods=["GET"])]
