"""Tells a supervisor whether the process lives and whether it can serve."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from data.services import readiness
from serving import asking


async def _alive(_request: Request) -> JSONResponse:
    """Answer 200: the process runs."""
    return JSONResponse({"status": "ok"})


async def _ready(_request: Request) -> JSONResponse:
    """Answer 200 if the database can be reached and has the schema of this version, else 503."""
    if await asking.apart(readiness.database_is_ready):
        return JSONResponse({"status": "ready"})
    return JSONResponse({"status": "database not ready"}, status_code=503)


ROUTES = [Route("/healthz", _alive), Route("/readyz", _ready)]
