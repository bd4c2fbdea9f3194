"""The feed answers a calendar program that has the link, and everybody else as if there were nothing."""

from __future__ import annotations

from datetime import date

import httpx2
import pytest
from app_tab import demo_person
from factories import stored_commune, stored_person
from icalendar import Calendar
from plans import stored_measure
from running_server import Server
from sqlalchemy import Engine
from starlette.applications import Starlette
from starlette.testclient import TestClient

from data import settings as settings_module
from data.model.people import Person, Role
from data.model.plan import MeasureStatus
from data.services import accounts, reminder_calendar
from data.storage import database
from serving import MIDDLEWARE
from serving.calendar_feed import ROUTES


@pytest.fixture
def client() -> TestClient:
    return TestClient(Starlette(routes=ROUTES, middleware=MIDDLEWARE))


@pytest.fixture
def steering(any_store: Engine) -> Person:
    town = stored_commune()
    stored_measure(town, title="Kurse", status=MeasureStatus.RUNNING, due_on=date(2027, 1, 4))
    return stored_person(Role.STEERING, town)


def test_who_has_the_link_gets_a_calendar_without_signing_in(client: TestClient, steering: Person) -> None:
    answer = client.get(f"/kalender/{reminder_calendar.make_link(steering)}.ics")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    (event,) = Calendar.from_ical(answer.content).walk("VEVENT")
    assert event["summary"] == "Maßnahme fällig: Kurse"


def test_no_proxy_and_no_browser_keeps_it_and_no_search_engine_lists_it(client: TestClient, steering: Person) -> None:
    answer = client.get(f"/kalender/{reminder_calendar.make_link(steering)}.ics", headers={"Accept": "text/html"})
    assert answer.headers["cache-control"] == "private, no-store"
    assert answer.headers["x-robots-tag"] == "noindex"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "set-cookie" not in answer.headers


def test_unknown_revoked_and_switched_off_get_one_and_the_same_answer(client: TestClient, steering: Person) -> None:
    unknown = "x" * 43
    revoked = reminder_calendar.make_link(steering)
    reminder_calendar.revoke_link(steering)
    other = stored_person(Role.STEERING, steering.commune, username="kim")
    off = reminder_calendar.make_link(other)
    accounts.switch_off(None, "kim")
    answers = [client.get(f"/kalender/{token}.ics") for token in (unknown, revoked, off)]
    assert [answer.status_code for answer in answers] == [404] * 3
    assert len({(answer.content, *sorted(answer.headers.items())) for answer in answers}) == 1


@pytest.mark.parametrize("path", ["/kalender/.ics", "/kalender/a/b.ics", "/kalender/%00.ics", "/kalender/%C3%BC.ics"])
def test_what_is_no_link_is_not_found(path: str, client: TestClient, steering: Person) -> None:
    assert client.get(path).status_code == 404


def test_it_can_only_be_read(client: TestClient, steering: Person) -> None:
    address = f"/kalender/{reminder_calendar.make_link(steering)}.ics"
    assert [client.request(method, address).status_code for method in ("POST", "PUT", "DELETE")] == [405] * 3
    head = client.head(address)
    assert (head.status_code, head.content) == (200, b"")


def test_the_running_program_answers_and_writes_the_secret_into_no_log(
    server: Server, settings: pytest.MonkeyPatch
) -> None:
    settings.setenv("KOMPASS_DATA_DIR", str(server.folder))
    settings.setenv("KOMPASS_DEMO", "1")
    settings_module.settings.cache_clear()
    database.engine.cache_clear()
    token = reminder_calendar.make_link(demo_person(Role.STEERING))
    database.engine().dispose()
    answer = httpx2.get(f"{server.url}/kalender/{token}.ics", trust_env=False)
    wrong = httpx2.get(f"{server.url}/kalender/{token[::-1]}.ics", trust_env=False)
    assert (answer.status_code, wrong.status_code) == (200, 404)
    assert Calendar.from_ical(answer.content)["x-wr-calname"] == "Kompass 2035, Musterstadt"
    log = server.log.read_text()
    assert token not in log and token[::-1] not in log and "/kalender/" not in log
