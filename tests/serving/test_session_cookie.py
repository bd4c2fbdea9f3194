"""The ticket of a sign-in becomes its cookie once, on the own page only."""

from __future__ import annotations

import pytest
from factories import a_commune
from sqlalchemy import Engine
from starlette.applications import Starlette
from starlette.testclient import TestClient

from data import settings as settings_module
from data.model.audit import AuditEvent
from data.model.people import Role
from data.services import accounts
from data.storage.database import writing
from serving.session_cookie import ROUTES

OWN_PAGE = {"Origin": "http://testserver", "X-Requested-With": "kompass"}


@pytest.fixture
def client() -> TestClient:
    return TestClient(Starlette(routes=ROUTES))


@pytest.fixture
def ticket(store: Engine, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(accounts, "BCRYPT_COST", 4)
    with writing() as work:
        work.communes.add(a_commune())
        work.audit.record(AuditEvent.COMMUNE_ADDED)
    account_id = accounts.add_account(
        None, username="leitung", display_name="L", role=Role.MAYOR, ags="09999001", password="Kastanie+Rad 7"
    )
    return accounts.begin_session(account_id)[1]


def test_a_ticket_becomes_a_cookie_that_no_script_and_no_other_site_can_use(client: TestClient, ticket: str) -> None:
    answer = client.post("/kompass/session", content=ticket, headers=OWN_PAGE)
    assert answer.status_code == 204
    cookie = answer.headers["set-cookie"]
    token = answer.cookies["kompass_session"]
    assert accounts.sign_in_of_cookie(token) is not None
    assert {"HttpOnly", "SameSite=strict", "Path=/", "Max-Age=28800"} <= set(cookie.split("; "))  # 8 h x 3600 s
    assert "Secure" not in cookie


def test_by_https_the_cookie_is_secure(client: TestClient, ticket: str, settings: pytest.MonkeyPatch) -> None:
    settings.setenv("KOMPASS_BASE_URL", "https://kompass.example.org")
    settings_module.settings.cache_clear()
    answer = client.post(
        "/kompass/session", content=ticket, headers={**OWN_PAGE, "Origin": "https://kompass.example.org"}
    )
    assert "Secure" in answer.headers["set-cookie"].split("; ")


def test_a_used_or_invented_ticket_gives_nothing(client: TestClient, ticket: str) -> None:
    client.post("/kompass/session", content=ticket, headers=OWN_PAGE)
    for used in (ticket, "erfunden", "", "x" * 100_000, b"\xff\xfe"):
        answer = client.post("/kompass/session", content=used, headers=OWN_PAGE)
        assert (answer.status_code, "set-cookie" in answer.headers) == (404, False)


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "http://testserver"},
        {"X-Requested-With": "kompass"},
        {"Origin": "https://boese.example", "X-Requested-With": "kompass"},
        {"Origin": "null", "X-Requested-With": "kompass"},
    ],
)
def test_a_foreign_page_neither_fetches_nor_drops_a_cookie(
    client: TestClient, ticket: str, headers: dict[str, str]
) -> None:
    assert client.post("/kompass/session", content=ticket, headers=headers).status_code == 403
    assert client.delete("/kompass/session", headers=headers).status_code == 403
    assert client.post("/kompass/session", content=ticket, headers=OWN_PAGE).status_code == 204  # still unused


def test_signing_out_makes_the_browser_forget_the_cookie(client: TestClient) -> None:
    answer = client.delete("/kompass/session", headers=OWN_PAGE)
    assert answer.status_code == 204
    assert answer.headers["set-cookie"].startswith('kompass_session=""; ')
    assert "Max-Age=0" in answer.headers["set-cookie"]


def test_a_cookie_is_never_given_for_asking(client: TestClient) -> None:
    assert client.get("/kompass/session", headers=OWN_PAGE).status_code == 405
