"""The page that the browser loads first: German, without Streamlit's inline script and foreign hints."""

from __future__ import annotations

import re

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from data.services import accounts

TITLE = "Kompass 2035"
WITHOUT_SCRIPTS = {
    "de": "Kompass 2035 braucht JavaScript. Bitte schalten Sie es in Ihrem Browser ein.",
    "en": "Kompass 2035 needs JavaScript. Please switch it on in your browser.",
}
# The way out comes first: nothing that fails later may take it away, and nothing may ask before it.
OWN_FILES = (
    '<link rel="stylesheet" href="./kompass/browser.css"><script defer src="./kompass/quick_exit.js"></script>'
    '<script defer src="./kompass/browser.js"></script><script defer src="./kompass/incident_log.js"></script>'
)
# With these Streamlit would answer "not modified", or packed, and the page could not be rewritten.
HIDES_THE_PAGE = (b"accept-encoding", b"if-none-match", b"if-modified-since", b"range")


class ShellPage:
    """ASGI middleware that rewrites HTML pages and leaves everything else alone."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; hold an HTML answer back until it is complete, and send it rewritten."""
        if (
            scope["type"] != "http"
            or scope["method"] != "GET"
            or "text/html" not in Headers(scope=scope).get("accept", "")
        ):
            await self.app(scope, receive, send)
            return
        plain = {**scope, "headers": [pair for pair in scope["headers"] if pair[0] not in HIDES_THE_PAGE]}
        await self.app(plain, receive, _Rewriting(_language(scope), send))


class _Rewriting:
    """Sends one answer on, rewritten if it is HTML."""

    def __init__(self, language: str, send: Send) -> None:
        self._language = language
        self._send = send
        self._held_start: Message | None = None
        self._body = b""

    async def __call__(self, message: Message) -> None:
        """Take one message of the answer."""
        if message["type"] == "http.response.start" and "text/html" in Headers(raw=message["headers"]).get(
            "content-type", ""
        ):
            self._held_start = message
            return
        if self._held_start is None or message["type"] != "http.response.body":
            await self._send(message)
            return
        self._body += message.get("body", b"")
        if not message.get("more_body", False):
            await self._send_rewritten(self._held_start)

    async def _send_rewritten(self, start: Message) -> None:
        body = rewritten(self._body.decode(), self._language).encode()
        headers = MutableHeaders(scope=start)
        headers["Content-Length"] = str(len(body))
        headers["Content-Language"] = self._language
        headers["Cache-Control"] = "no-cache"
        headers.add_vary_header("Cookie")
        for name in ("etag", "last-modified"):
            del headers[name]
        await self._send(start)
        await self._send({"type": "http.response.body", "body": body})


def rewritten(page: str, language: str) -> str:
    """Streamlit's page with our language, title, icon, script and hint; without what the policy forbids."""
    changes = (
        (r"<!--.*?-->\s*", ""),
        (r'<html lang="en">', f'<html lang="{language}">'),
        (r"<title>.*?</title>", f"<title>{TITLE}</title>"),
        (r'<link rel="shortcut icon"[^>]*>', '<link rel="icon" type="image/svg+xml" href="./kompass/icon.svg" />'),
        (r'<link rel="service-desc"[^>]*>\s*', ""),
        (r"<script>.*?</script>", OWN_FILES),
        (r"<noscript>.*?</noscript>", f"<noscript><p>{WITHOUT_SCRIPTS[language]}</p></noscript>"),
    )
    for pattern, replacement in changes:
        page = re.sub(pattern, replacement, page, flags=re.DOTALL)
    return page


def _language(scope: Scope) -> str:
    chosen = cookie_parser(Headers(scope=scope).get("cookie", "")).get(accounts.LANGUAGE_COOKIE, "")
    return chosen if chosen in WITHOUT_SCRIPTS else "de"
