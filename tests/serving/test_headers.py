"""What the browser is told: trust nothing from elsewhere, keep nothing personal, cookies only over https."""

from __future__ import annotations

import httpx2
import pytest
from running_server import Server
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocket

from data import settings as settings_module
from serving.gates import OwnershipGate
from serving.headers import SecurityHeaders

POLICY = {
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
}


@pytest.mark.parametrize(
    "path",
    ["/", "/anmelden", "/healthz", "/_stcore/health", "/_stcore/metrics", "/kompass/browser.js", "/gibt/es/nicht"],
)
def test_every_answer_carries_the_headers(server: Server, path: str) -> None:
    headers = httpx2.get(server.url + path, trust_env=False).headers
    assert set(headers["content-security-policy"].split("; ")) == POLICY
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "same-origin"
    assert "camera=()" in headers["permissions-policy"]
    assert "cache-control" in headers


def test_the_policy_allows_neither_inline_scripts_nor_eval() -> None:
    scripts = next(part for part in POLICY if part.startswith("script-src"))
    assert "'unsafe-inline'" not in scripts
    assert "'unsafe-eval'" not in scripts


def small_app() -> TestClient:
    """Two cookies and a websocket behind the headers."""

    async def cookies(_request: Request) -> Response:
        response = PlainTextResponse("")
        response.set_cookie("plain", "1")
        response.set_cookie("already", "1", secure=True)
        return response

    async def connect(websocket: WebSocket) -> None:
        await websocket.accept()
        await websocket.close()

    app = Starlette(
        routes=[Route("/", cookies), WebSocketRoute("/ws", connect)],
        middleware=[Middleware(SecurityHeaders), Middleware(OwnershipGate)],
    )
    return TestClient(app)


def set_base_url(settings: pytest.MonkeyPatch, url: str) -> None:
    settings.setenv("KOMPASS_BASE_URL", url)
    settings_module.settings.cache_clear()


def test_by_https_every_cookie_is_secure_and_no_browser_comes_by_http_again(
    settings: pytest.MonkeyPatch,
) -> None:
    set_base_url(settings, "https://kompass.example.org")
    answer = small_app().get("/")
    assert [header.count("Secure") + header.count("secure") for header in answer.headers.get_list("set-cookie")] == [
        1,
        1,
    ]
    # 365 days; this host only, because other sites of the town may live below it.
    assert answer.headers["strict-transport-security"] == "max-age=31536000"


def test_by_http_cookies_still_work(settings: pytest.MonkeyPatch) -> None:
    answer = small_app().get("/")
    assert "Secure" not in answer.headers.get_list("set-cookie")[0]
    assert "strict-transport-security" not in answer.headers


@pytest.mark.parametrize(("url", "secure"), [("https://kompass.example.org", True), ("", False)])
def test_the_cookie_of_a_browser_is_for_this_site_and_no_script(
    settings: pytest.MonkeyPatch, url: str, secure: bool
) -> None:
    set_base_url(settings, url)
    with small_app().websocket_connect("/ws") as websocket:
        (cookie,) = [value.decode() for name, value in websocket.extra_headers if name == b"set-cookie"]
    assert cookie.startswith("kompass_browser=")
    assert {"HttpOnly", "SameSite=Strict"} <= set(cookie.split("; "))
    assert ("Secure" in cookie.split("; ")) is secure


def test_what_belongs_to_one_person_is_kept_by_no_cache(settings: pytest.MonkeyPatch) -> None:
    assert small_app().get("/").headers["cache-control"] == "no-store"
