"""What a stranger cannot do: take over a session, upload, clear other people's state, look behind the pages."""

from __future__ import annotations

import asyncio

import httpx2
import pytest
from factories import PASSWORD
from running_server import Server
from starlette.types import Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit_tab import Cookies, Tab

from serving import gates
from serving.gates import SessionOwners


@pytest.fixture(scope="module")
def officer(server: Server) -> Cookies:
    """The cookies of a browser in which the officer is signed in."""
    cookies: Cookies = {}
    with Tab(server.url, cookies) as tab:
        tab.sign_in("sachbearbeitung", PASSWORD)
        assert tab.is_signed_in()
    return cookies


def upload(tab: Tab, address: str, cookies: Cookies, megabytes: float = 0.001) -> int:
    """The status of an upload to an address with the cookies of some browser."""
    return httpx2.put(
        tab.url + address,
        files={"file": ("a.csv", b"x" * int(megabytes * 1024 * 1024))},
        headers={"X-Xsrftoken": cookies["_streamlit_xsrf"], "Cookie": cookie_header(cookies)},
        trust_env=False,
    ).status_code


def cookie_header(cookies: Cookies) -> str:
    return "; ".join(f"{name}={value}" for name, value in cookies.items())


# --- sessions ----------------------------------------------------------------------------------------------------


def test_a_browser_continues_its_own_session_after_a_lost_connection(server: Server) -> None:
    cookies: Cookies = {}
    with Tab(server.url, cookies) as tab:
        tab.sign_in("leitung", PASSWORD)
        session_id = tab.session_id
    without_sign_in = {name: value for name, value in cookies.items() if name != "kompass_session"}
    with Tab(server.url, without_sign_in, session_id) as again:
        again.run()
        assert again.session_id == session_id
        assert again.is_signed_in()


def test_a_stranger_who_knows_the_id_of_a_session_does_not_get_it(server: Server) -> None:
    with Tab(server.url, {}) as tab:
        tab.sign_in("leitung", PASSWORD)
        session_id = tab.session_id
    with Tab(server.url, {}, session_id) as stranger:
        stranger.run()
        assert stranger.session_id != session_id
        assert not stranger.is_signed_in()


def test_somebody_else_who_is_signed_in_does_not_get_it_either(server: Server, officer: Cookies) -> None:
    with Tab(server.url, {}) as tab:
        tab.sign_in("leitung", PASSWORD)
        session_id = tab.session_id
    with Tab(server.url, officer, session_id) as other:
        other.run()
        assert other.session_id != session_id
        assert "Musterstadt" in " ".join(other.texts)
        assert other.is_signed_in()  # as the officer


def test_an_open_session_is_not_disconnected_by_a_stranger(server: Server) -> None:
    with Tab(server.url, {}) as tab:
        tab.sign_in("leitung", PASSWORD)
        with Tab(server.url, {}, tab.session_id) as stranger:
            stranger.run()
        tab.run()
        assert tab.is_signed_in()


def test_an_open_session_is_never_forgotten_however_many_strangers_come_and_go(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gates, "MOST_SESSIONS_REMEMBERED", 3)
    owners = SessionOwners()
    owners.connected("officer", "browser of the officer")
    for number in range(10):
        owners.connected(f"stranger {number}", "browser of a stranger")
        owners.disconnected(f"stranger {number}")
    assert owners.of("officer") == "browser of the officer"
    # The last three may still be continued by their browser, as after a lost connection.
    assert [number for number in range(10) if owners.of(f"stranger {number}")] == [7, 8, 9]


def test_a_session_with_two_connections_is_open_until_both_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gates, "MOST_SESSIONS_REMEMBERED", 0)
    owners = SessionOwners()
    owners.connected("a", "browser")
    owners.connected("a", "browser")  # it came back before the first connection was known to be lost
    owners.disconnected("a")
    assert owners.of("a") == "browser"
    owners.disconnected("a")
    assert owners.of("a") is None


def test_a_connection_that_ends_gives_its_session_free_to_be_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gates, "MOST_SESSIONS_REMEMBERED", 1)
    gate = gates.OwnershipGate(streamlit_with_new_sessions)
    connect(gate, "a")
    assert gate._owners.of("a")
    connect(gate, "b")
    assert (gate._owners.of("a"), bool(gate._owners.of("b"))) == (None, True)


def test_of_a_long_cookie_no_more_is_remembered_than_of_a_short_one() -> None:
    gate = gates.OwnershipGate(streamlit_with_new_sessions)
    connect(gate, "long", cookie="x" * 7000)
    connect(gate, "short", cookie="x")
    # 32 bytes, two hexadecimal digits each; 20,000 sessions of strangers are a few megabytes, whatever they send.
    assert [len(gate._owners.of(session_id) or "") for session_id in ("long", "short")] == [64, 64]


async def streamlit_with_new_sessions(scope: Scope, _receive: Receive, send: Send) -> None:
    """Opens the session that the path names, and loses the connection."""
    message = ForwardMsg()
    message.new_session.initialize.session_id = scope["path"]
    await send({"type": "websocket.send", "bytes": message.SerializeToString()})
    raise ConnectionError


def connect(gate: gates.OwnershipGate, session_id: str, cookie: str = "") -> None:
    async def nothing(*_args: object) -> None:
        return None

    with pytest.raises(ConnectionError):
        headers = [(b"cookie", f"{gates.BROWSER_COOKIE}={cookie}".encode())] if cookie else []
        asyncio.run(gate({"type": "websocket", "path": session_id, "headers": headers}, nothing, nothing))  # type: ignore[arg-type]


# --- messages ----------------------------------------------------------------------------------------------------


def test_clearing_the_caches_has_no_effect(server: Server) -> None:
    # Streamlit clears the caches of all people and the state of the session, and with it the sign-in.
    with Tab(server.url, {}) as tab:
        tab.sign_in("leitung", PASSWORD)
        del tab.cookies["kompass_session"]
        message = BackMsg()
        message.clear_cache = True
        tab.send(message)
        tab.run()
        assert tab.is_signed_in()


def test_a_message_that_cannot_be_read_ends_only_its_own_connection(server: Server) -> None:
    with Tab(server.url, {}) as tab, Tab(server.url, {}) as other:
        other._connection.send(b"\xff\xff\xff")
        tab.run()
        assert "Anmelden" in " ".join(tab.texts)


# --- uploads -----------------------------------------------------------------------------------------------------


def test_who_is_signed_in_may_upload_to_the_own_session(server: Server, officer: Cookies) -> None:
    with Tab(server.url, officer) as tab:
        tab.run()
        assert upload(tab, tab.ask_for_upload(), officer) == 204


def test_nobody_uploads_without_signing_in(server: Server) -> None:
    cookies: Cookies = {}
    with Tab(server.url, cookies) as tab:
        tab.run()
        assert upload(tab, tab.ask_for_upload(), cookies) == 403


def test_nobody_uploads_to_or_deletes_from_another_browsers_session(server: Server, officer: Cookies) -> None:
    with Tab(server.url, {}) as victim, Tab(server.url, officer) as tab:
        victim.sign_in("leitung", PASSWORD)
        address = victim.ask_for_upload()
        tab.run()
        assert upload(tab, address, officer) == 403
        headers = {"X-Xsrftoken": officer["_streamlit_xsrf"], "Cookie": cookie_header(officer)}
        assert httpx2.delete(server.url + address, headers=headers, trust_env=False).status_code == 403
        assert upload(victim, address, victim.cookies) == 204


def test_an_upload_above_the_limit_of_the_settings_is_refused(server: Server, officer: Cookies) -> None:
    with Tab(server.url, officer) as tab:
        tab.run()
        assert upload(tab, tab.ask_for_upload(), officer, megabytes=10.5) == 413  # KOMPASS_MAX_UPLOAD_MB is 10


# --- routes ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path",
    [
        "/_stcore/metrics",
        "/_stcore/agent/openapi.json",
        "/_stcore/agent/interact",
        "/_stcore/agent/mcp",
        "/runden/_stcore/agent/mcp",
        "/_stcore/script-health-check",
    ],
)
def test_what_streamlit_offers_to_programs_does_not_exist(server: Server, path: str) -> None:
    assert httpx2.get(server.url + path, trust_env=False).status_code == 404
    assert httpx2.post(server.url + path, json={}, trust_env=False).status_code == 404


def test_the_supervisor_learns_that_the_program_lives_and_can_serve(server: Server) -> None:
    assert httpx2.get(f"{server.url}/healthz", trust_env=False).json() == {"status": "ok"}
    assert httpx2.get(f"{server.url}/readyz", trust_env=False).json() == {"status": "ready"}
