"""Exchanges the one-time ticket of a sign-in for its cookie, which no script can read."""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from data.errors import NotFound, OutOfReach
from data.services import accounts
from data.settings import settings
from serving import asking

LONGEST_TICKET = 200


async def _fetch(request: Request) -> Response:
    """Give the cookie for a ticket: 204, or 403 from elsewhere, or 404 for a ticket that is used up.

    503 while the database is out of reach.
    """
    if not _from_own_page(request):
        return Response(status_code=403)
    ticket = (await _short_body(request)).decode(errors="replace")
    try:
        token = await asking.in_time(accounts.redeem_ticket, ticket)
    except NotFound:
        return Response(status_code=404)
    except OutOfReach:
        return asking.try_again_later()
    response = Response(status_code=204)
    response.set_cookie(
        accounts.SESSION_COOKIE,
        token,
        max_age=settings().session_hours * 3600,
        httponly=True,
        secure=settings().https,
        samesite="strict",
    )
    return response


async def _drop(request: Request) -> Response:
    """Make the browser forget the cookie; the session itself ended when the person signed out."""
    if not _from_own_page(request):
        return Response(status_code=403)
    response = Response(status_code=204)
    response.delete_cookie(accounts.SESSION_COOKIE, httponly=True, secure=settings().https, samesite="strict")
    return response


def _from_own_page(request: Request) -> bool:
    # A foreign page can neither forge Origin nor send the header without being asked about it first.
    origin = urlsplit(request.headers.get("origin", ""))
    own_hosts = {request.headers.get("host", ""), urlsplit(settings().base_url).netloc} - {""}
    return origin.netloc in own_hosts and request.headers.get("x-requested-with") == "kompass"


async def _short_body(request: Request) -> bytes:
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > LONGEST_TICKET:
            return b""
    return body


ROUTES = [
    Route("/kompass/session", _fetch, methods=["POST"]),
    Route("/kompass/session", _drop, methods=["DELETE"]),
]
