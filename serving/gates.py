"""Closes what Streamlit leaves open to everybody: foreign caches, foreign sessions, uploads, metrics."""

from __future__ import annotations

import secrets
from collections import OrderedDict

from anyio import to_thread
from google.protobuf.message import DecodeError
from starlette.datastructures import Headers
from starlette.requests import cookie_parser
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from data.services import accounts

BROWSER_COOKIE = "kompass_browser"
MOST_SESSIONS_REMEMBERED = 20_000
UPLOADS = "/_stcore/upload_file/"
CLOSED = ("/_stcore/agent", "/_stcore/metrics", "/_stcore/script-health-check")
ALLOWED_MESSAGES = {"rerun_script", "stop_script", "file_urls_request", "app_heartbeat", "backend_operation_request"}
ALLOWED_OPERATIONS = {"deferred_file", "dataframe_chunk"}


class ClosedRoutes:
    """ASGI middleware: programs' access to the pages and the metrics answer 404, as if they did not exist."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer 404 for a closed route, else pass the request on."""
        if scope["type"] == "http" and any(route in scope["path"] for route in CLOSED):
            await PlainTextResponse("Not Found", 404)(scope, receive, send)
            return
        await self.app(scope, receive, send)


class MessageGate:
    """ASGI middleware: a browser may run its own page, and nothing that touches other people's.

    Without it any visitor, signed in or not, can clear all caches of all users.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the connection on without the messages that are not allowed."""

        async def allowed() -> Message:
            while True:
                message = await receive()
                if message["type"] != "websocket.receive" or _allowed(message.get("bytes")):
                    return message

        await self.app(scope, allowed if scope["type"] == "websocket" else receive, send)


class OwnershipGate:
    """ASGI middleware: a session belongs to the browser that began it, which an own cookie tells.

    Without it, whoever knows the id of a session (it is part of the address of uploads) can take it over, signed in
    as it is, and anybody at all can fill the memory with uploads.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self._owners: OrderedDict[str, str] = OrderedDict()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what belongs to this browser."""
        if scope["type"] == "websocket":
            await self._connect(scope, receive, send)
        elif scope["type"] == "http" and UPLOADS in scope["path"] and not await self._may_upload(scope):
            await PlainTextResponse("Forbidden", 403)(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    async def _connect(self, scope: Scope, receive: Receive, send: Send) -> None:
        known = _cookies(scope).get(BROWSER_COOKIE, "")
        browser = known or secrets.token_urlsafe(32)
        session_known = False

        async def noting(message: Message) -> None:
            nonlocal session_known
            if message["type"] == "websocket.accept" and not known:
                cookie = f"{BROWSER_COOKIE}={browser}; Path=/; HttpOnly; SameSite=Strict"
                message["headers"] = [*message.get("headers", ()), (b"set-cookie", cookie.encode())]
            if message["type"] == "websocket.send" and not session_known:
                session_known = self._note_owner(message.get("bytes"), browser)
            await send(message)

        await self.app(self._without_foreign_session(scope, browser), receive, noting)

    def _note_owner(self, data: bytes | None, browser: str) -> bool:
        message = ForwardMsg.FromString(data or b"")
        if message.WhichOneof("type") != "new_session":
            return False
        self._owners[message.new_session.initialize.session_id] = browser
        while len(self._owners) > MOST_SESSIONS_REMEMBERED:
            self._owners.popitem(last=False)
        return True

    def _without_foreign_session(self, scope: Scope, browser: str) -> Scope:
        # The browser asks to continue a session in the third entry of this header.
        protocols = [entry.strip() for entry in Headers(scope=scope).get("sec-websocket-protocol", "").split(",")]
        if len(protocols) < 3 or self._owners.get(protocols[2]) == browser:
            return scope
        kept = [pair for pair in scope["headers"] if pair[0] != b"sec-websocket-protocol"]
        header = (b"sec-websocket-protocol", ", ".join(protocols[:2]).encode())
        return {**scope, "headers": [*kept, header], "subprotocols": protocols[:2]}

    async def _may_upload(self, scope: Scope) -> bool:
        cookies = _cookies(scope)
        session_id = scope["path"].partition(UPLOADS)[2].partition("/")[0]
        owner, token = self._owners.get(session_id), cookies.get(accounts.SESSION_COOKIE)
        if owner is None or owner != cookies.get(BROWSER_COOKIE) or not token:
            return False
        return await to_thread.run_sync(accounts.sign_in_of_cookie, token) is not None


def _allowed(data: bytes | None) -> bool:
    try:
        message = BackMsg.FromString(data or b"")
    except DecodeError:
        return True  # Streamlit closes the connection
    kind = message.WhichOneof("type")
    if kind == "backend_operation_request":
        return message.backend_operation_request.WhichOneof("payload") in ALLOWED_OPERATIONS
    return kind in ALLOWED_MESSAGES


def _cookies(scope: Scope) -> dict[str, str]:
    return cookie_parser(Headers(scope=scope).get("cookie", ""))
