"""What every answer says to the browser: trust nothing from elsewhere, keep nothing personal."""

from __future__ import annotations

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from data.settings import settings

# No inline script and no eval. Streamlit needs inline styles, blob: workers and WebAssembly (plotly, tables).
CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self' 'wasm-unsafe-eval' blob:",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "worker-src 'self' blob:",
        "frame-src 'self'",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
ALWAYS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
}
ONE_YEAR = "max-age=31536000"  # for this host alone: other sites of a town may live below it
SET_COOKIE = b"set-cookie"


class SecurityHeaders:
    """ASGI middleware that adds the headers, and `Secure` to every cookie where people come by https."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and complete the answer."""

        async def completed(message: Message) -> None:
            if message["type"] == "http.response.start":
                _complete(MutableHeaders(scope=message))
            if settings().https and message["type"] in {"http.response.start", "websocket.accept"}:
                message["headers"] = [_secure(name, value) for name, value in message.get("headers", ())]
            await send(message)

        await self.app(scope, receive, completed)


def _complete(headers: MutableHeaders) -> None:
    for name, value in ALWAYS.items():
        headers[name] = value
    if settings().https:
        headers["Strict-Transport-Security"] = ONE_YEAR
    # What names no cache rule of its own may be a download or an upload: it belongs to one person.
    headers.setdefault("Cache-Control", "no-store")


def _secure(name: bytes, value: bytes) -> tuple[bytes, bytes]:
    missing = name.lower() == SET_COOKIE and b"; secure" not in value.lower()
    return name, value + b"; Secure" if missing else value
