"""The feed that calendar programs ask for: no sign-in, but a link whose secret only its person has."""

from __future__ import annotations

from datetime import UTC, datetime

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from data.errors import OutOfReach
from data.services import reminder_calendar
from serving import asking

HEADERS = {
    "Cache-Control": "private, no-store",
    "Content-Disposition": 'inline; filename="kompass-2035.ics"',
    "X-Robots-Tag": "noindex",
}


async def _feed(request: Request) -> Response:
    """Answer with the calendar of whose link it is; 404 for every other, whatever is wrong with it.

    503 while the database is out of reach: a calendar program then keeps what it has.
    """
    try:
        file = await asking.in_time(reminder_calendar.feed, request.path_params["token"], datetime.now(UTC))
    except OutOfReach:
        return asking.try_again_later()
    if file is None:
        return PlainTextResponse("Not Found", 404, headers={"Cache-Control": "private, no-store"})
    return Response(file, media_type="text/calendar; charset=utf-8", headers=HEADERS)


ROUTES = [Route("/kalender/{token}.ics", _feed, methods=["GET"])]
