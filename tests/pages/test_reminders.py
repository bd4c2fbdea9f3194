"""Reminders as people see them: what is due on the first page, the calendar link, mails with their preview."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from app_tab import App, signed_in
from factories import audit_trail, replies_to_all, stored_commune, stored_person, stored_round
from mail_servers import Mailbox, mail_server
from plans import stored_measure
from sqlalchemy import Engine
from steering_meetings import a_meeting

from data.model.audit import AuditEvent
from data.model.people import Commune, Person, Role
from data.model.plan import MeasureStatus
from data.model.questionnaire import Assignee
from data.services import assignments, reminder_calendar, reminder_mails
from data.storage.database import writing

NOW = datetime(2026, 12, 1, 10, tzinfo=UTC)
TODAY = date(2026, 12, 1)


@pytest.fixture(autouse=True)
def on_the_first_of_december() -> Iterator[None]:
    with time_machine.travel(NOW, tick=True):
        yield


@pytest.fixture
def town(store: Engine) -> Commune:
    return stored_commune(name="Neue Stadt")


@pytest.fixture
def steering(town: Commune) -> Person:
    return stored_person(Role.STEERING, town)


def links(app: App) -> list[str]:
    return [link.label for link in app.tab.get("page_link")]


def due(app: App) -> list[str]:
    """The lines on what is due."""
    return [label for label in links(app) if " · " in label]


def some_measures(town: Commune, how_many: int) -> None:
    for number in range(how_many):
        day = TODAY - timedelta(days=how_many - number)
        stored_measure(town, title=f"Maßnahme {number}", status=MeasureStatus.RUNNING, due_on=day)


def test_the_first_page_tells_what_is_late_then_what_waits_then_what_comes(town: Commune, steering: Person) -> None:
    stored_measure(town, title="*Kurse*", status=MeasureStatus.RUNNING, due_on=date(2026, 11, 30))
    stored_measure(town, title="Haus", status=MeasureStatus.BLOCKED, blocked_because="Kein Raum")
    stored_measure(town, title="Fest", status=MeasureStatus.PLANNED, due_on=date(2026, 12, 2))
    with writing() as work:
        work.meetings.add(town.id, a_meeting())
        work.audit.record(AuditEvent.MEETING_ADDED)
    app = signed_in(steering)
    assert (2, "Termine und Fristen") in app.headings
    assert due(app) == [
        r":orange[**seit gestern**] · Maßnahme fällig: \*Kurse\*",
        ":orange[**blockiert**] · Maßnahme: Haus",
        "**morgen** · Maßnahme fällig: Fest",
        "**08.12.2026, 16:00** · Sitzung: Steuerungsgruppe",  # 15:00 UTC
    ]


def test_each_line_leads_to_its_measure_or_meeting(town: Commune, steering: Person) -> None:
    measure = stored_measure(town, title="Kurse", status=MeasureStatus.RUNNING, due_on=date(2026, 12, 2))
    (link,) = [link for link in signed_in(steering).tab.get("page_link") if "Kurse" in link.label]
    assert link.proto.page == "massnahmen" and f"massnahme={measure.id}" in link.proto.query_string


def test_seven_lines_stand_there_and_the_others_unfold(town: Commune, steering: Person) -> None:
    some_measures(town, 9)
    app = signed_in(steering)
    assert len(due(app)) == 9
    (more,) = [box for box in app.tab.expander if "weitere" in box.label]
    assert more.label == "2 weitere Termine"
    assert len([link for link in more.get("page_link") if " · " in link.label]) == 2


def test_where_nothing_is_due_nothing_is_said(steering: Person) -> None:
    assert "Termine und Fristen" not in signed_in(steering).text


def test_what_stands_among_the_tasks_is_not_said_twice(town: Commune) -> None:
    stored_round(town, replies_to_all(3), submitted=True)
    app = signed_in(stored_person(Role.MAYOR, town))
    assert app.text.count("Vergleich teilnehmen?") == 1
    assert due(app) == []


def test_a_department_sees_its_criteria_with_their_day(town: Commune) -> None:
    officer, contributor = stored_person(Role.OFFICER, town), stored_person(Role.CONTRIBUTOR, town)
    draft = stored_round(town, {})
    me = Assignee("", account_id=contributor.account_id)
    assignments.assign(officer, draft.id, ["sprache", "wohnen"], me, date(2026, 11, 28))
    assert due(signed_in(contributor)) == [":orange[**seit 3 Tagen**] · 2 Kriterien beantworten"]


def test_the_calendar_link_is_shown_once_with_how_to_use_it(town: Commune, steering: Person) -> None:
    app = signed_in(steering, "mein-konto")
    assert "Zurzeit gibt es keinen Link." in app.text
    app.click("make_calendar_link")
    (shown,) = [code.value for code in app.tab.code if "/kalender/" in code.value]
    token = re.search(r"/kalender/(.+)\.ics$", shown)
    assert token is not None and reminder_calendar.feed(token[1], NOW) is not None
    assert "Outlook" in app.text and "Thunderbird" in app.text
    app.run()
    assert token[1] not in app.text
    assert "Ihr Link gilt seit dem 01.12.2026." in app.text


def test_a_link_can_be_ended(steering: Person) -> None:
    token = reminder_calendar.make_link(steering)
    app = signed_in(steering, "mein-konto").click("revoke_calendar_link")
    assert "Der Kalender-Link gilt nicht mehr." in app.text
    assert reminder_calendar.feed(token, NOW) is None
    assert "Zurzeit gibt es keinen Link." in app.text


def test_the_public_address_is_taken_where_it_is_told(steering: Person, settings: pytest.MonkeyPatch) -> None:
    from data import settings as settings_module

    settings.setenv("KOMPASS_BASE_URL", "https://kompass.example.org")
    settings_module.settings.cache_clear()
    app = signed_in(steering, "mein-konto").click("make_calendar_link")
    assert any(code.value.startswith("https://kompass.example.org/kalender/") for code in app.tab.code)


def test_without_a_mail_server_the_page_says_so_and_still_shows_what_is_due(town: Commune, steering: Person) -> None:
    some_measures(town, 1)
    app = signed_in(steering, "mein-konto")
    assert "Von hier aus werden keine E-Mails verschickt." in app.text
    assert "Betreff: Kompass 2035: 1 überfällig" in app.text


@pytest.fixture
def box(settings: pytest.MonkeyPatch) -> Iterator[Mailbox]:
    with mail_server(settings) as made:
        yield made


def wish(app: App, address: str, weekday: int) -> App:
    app.tab.text_input(key="reminder_address").set_value(address)
    app.tab.selectbox(key="reminder_weekday").set_value(weekday)
    return app.click("E-Mails einschalten")


def test_mails_are_off_until_the_person_switches_them_on_and_can_be_switched_off(
    steering: Person, box: Mailbox
) -> None:
    app = wish(signed_in(steering, "mein-konto"), "kim@example.org", 3)
    assert "Die erste kommt am nächsten Donnerstag." in app.text
    assert "E-Mails sind **eingeschaltet**: an `kim@example.org`" in app.text
    assert reminder_mails.state(steering, TODAY).wish is not None
    app.click("end_mails")
    assert "E-Mails sind abgeschaltet, und Ihre Adresse ist gelöscht." in app.text
    assert reminder_mails.state(steering, TODAY).wish is None
    assert "kim@" not in str(audit_trail())


def test_what_is_no_address_is_told_and_stays_in_the_field(steering: Person, box: Mailbox) -> None:
    app = wish(signed_in(steering, "mein-konto"), "kim", 0)
    assert "Das ist keine E-Mail-Adresse." in app.text
    assert app.tab.text_input(key="reminder_address").value == "kim"


def test_the_preview_is_the_mail_of_today(town: Commune, steering: Person, box: Mailbox) -> None:
    app = signed_in(steering, "mein-konto")
    assert "Heute ist nichts fällig. Es käme keine E-Mail." in app.text
    some_measures(town, 1)
    letter = reminder_mails.state(steering, TODAY).letter
    assert letter is not None and letter.text.strip() in [code.value for code in app.run().tab.code]


def test_the_platform_team_has_no_reminders(store: Engine) -> None:
    assert "Erinnerungen" not in signed_in(stored_person(Role.PLATFORM), "mein-konto").text
