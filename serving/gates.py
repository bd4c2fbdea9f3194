"""Closes what Streamlit leaves open to everybody: foreign caches, foreign sessions, uploads, metrics."""

from __future__ import annotations

import hashlib
import secrets
from collections import Counter, OrderedDict

from google.protobuf.message import DecodeError
from starlette.datastructures import Headers
from starlette.requests import cookie_parser
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from data.errors import OutOfReach
from data.services import accounts
from serving import asking

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


class SessionOwners:
    """Which browser began which session.

    A session with an open connection is never forgotten, however many others come and go. Of those without, which a
    browser may still continue, the last 20,000 are kept.
    """

    def __init__(self) -> None:
        self._connected: dict[str, str] = {}
        self._connections: Counter[str] = Counter()
        self._left: OrderedDict[str, str] = OrderedDict()

    def of(self, session_id: str) -> str | None:
        """The browser that a session belongs to."""
        return self._connected.get(session_id) or self._left.get(session_id)

    def connected(self, session_id: str, browser: str) -> None:
        """Note one more open connection of a session."""
        self._left.pop(session_id, None)
        self._connected[session_id] = browser
        self._connections[session_id] += 1

    def disconnected(self, session_id: str) -> None:
        """Note that a connection of a session ended."""
        self._connections[session_id] -= 1
        if not self._connections[session_id]:
            del self._connections[session_id]
            self._left[session_id] = self._connected.pop(session_id)
        while len(self._left) > MOST_SESSIONS_REMEMBERED:
            self._left.popitem(last=False)


class OwnershipGate:
    """ASGI middleware: a session belongs to the browser that began it, which an own cookie tells.

    Without it, whoever knows the id of a session (it is part of the address of uploads) can take it over, signed in
    as it is, and anybody at all can fill the memory with uploads.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self._owners = SessionOwners()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what belongs to this browser."""
        if scope["type"] == "websocket":
            await self._connect(scope, receive, send)
        elif scope["type"] == "http" and UPLOADS in scope["path"]:
            answer = await self._refusal(scope) or self.app
            await answer(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    async def _connect(self, scope: Scope, receive: Receive, send: Send) -> None:
        known = _cookies(scope).get(BROWSER_COOKIE, "")
        browser = known or secrets.token_urlsafe(32)
        owner = _remembered(browser)
        session_id = ""

        async def noting(message: Message) -> None:
            nonlocal session_id
            if message["type"] == "websocket.accept" and not known:
                cookie = f"{BROWSER_COOKIE}={browser}; Path=/; HttpOnly; SameSite=Strict"
                message["headers"] = [*message.get("headers", ()), (b"set-cookie", cookie.encode())]
            if message["type"] == "websocket.send" and not session_id:
                session_id = _new_session(message.get("bytes"))
                if session_id:
                    self._owners.connected(session_id, owner)
            await send(message)

        try:
            await self.app(self._without_foreign_session(scope, owner), receive, noting)
        finally:
            if session_id:
                self._owners.disconnected(session_id)

    def _without_foreign_session(self, scope: Scope, owner: str) -> Scope:
        # The browser asks to continue a session in the third entry of this header.
        protocols = [entry.strip() for entry in Headers(scope=scope).get("sec-websocket-protocol", "").split(",")]
        if len(protocols) < 3 or self._owners.of(protocols[2]) == owner:
            return scope
        kept = [pair for pair in scope["headers"] if pair[0] != b"sec-websocket-protocol"]
        header = (b"sec-websocket-protocol", ", ".join(protocols[:2]).encode())
        return {**scope, "headers": [*kept, header], "subprotocols": protocols[:2]}

    async def _refusal(self, scope: Scope) -> Response | None:
        """The answer to who may not upload here: 403, and 503 while the database cannot say who is signed in."""
        cookies = _cookies(scope)
        session_id = scope["path"].partition(UPLOADS)[2].partition("/")[0]
        owner, token = self._owners.of(session_id), cookies.get(accounts.SESSION_COOKIE)
        forbidden = PlainTextResponse("Forbidden", 403)
        if owner is None or owner != _remembered(cookies.get(BROWSER_COOKIE, "")) or not token:
            return forbidden
        try:
            return None if await asking.in_time(accounts.sign_in_of_cookie, token) else forbidden
        except OutOfReach:
            return asking.try_again_later()


def _remembered(browser: str) -> str:
    """What is kept of a browser's cookie: always of one length, however long the cookie is that a stranger sends."""
    return hashlib.sha256(browser.encode()).hexdigest()


def _new_session(data: bytes | None) -> str:
    """The id of the session that a message to the browser opens; empty for all other messages."""
    message = ForwardMsg.FromString(data or b"")
    return message.new_session.initialize.session_id if message.WhichOneof("type") == "new_session" else ""


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
