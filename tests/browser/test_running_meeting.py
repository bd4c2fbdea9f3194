"""A meeting with two at it: parts are merged, what contradicts is settled, and nothing that was typed is lost."""

from __future__ import annotations

import os
import re
import signal
import time
from collections.abc import Callable
from datetime import timedelta

import pytest
from browser import meetings_page as meetings
from browser.measures_page import choose_day, field
from browser.steps import open_path, wait_idle
from playwright.sync_api import Dialog, Locator, Page, expect
from running_server import Server, serving

pytestmark = pytest.mark.browser
CONNECTED = '[data-test-connection-state="CONNECTED"]'
FASTEST_ANSWER = 0.5  # seconds between a question of the browser and a click of a person
TIME = r"\d\d:\d\d"
DECISION = "Beschlossen wird, was *hier* steht."


@pytest.fixture
def officer(in_town: Callable[..., Page]) -> Page:
    """The officer of the town."""
    return in_town("officer")


@pytest.fixture
def steering(in_town: Callable[..., Page]) -> Page:
    """Somebody of the steering group, whose line may get slow."""
    page = in_town("steering")
    meetings.may_be_slow(page)
    return page


def running(officer: Page, title: str, *items: str) -> str:
    """Begin a meeting with these items of its own and give back its address."""
    meetings.plan(officer, title)
    for item in items:
        meetings.add_item(officer, item)
    meetings.begin(officer, items[0])
    return officer.url


def answered(dialog: Dialog) -> None:
    """Leave the page after the browser asked, as late as a person can answer."""
    time.sleep(FASTEST_ANSWER)
    dialog.accept()


def unit(page: Page) -> Locator:
    """The field for the responsible unit of the measure."""
    return field(page, "responsible_unit").get_by_role("combobox").first


def choose_unit(page: Page, name: str) -> None:
    """Type the name of a new unit."""
    unit(page).fill(name)
    unit(page).press("Enter")


def test_parts_that_two_change_are_merged_and_two_values_of_one_part_are_settled_in_the_meeting(
    officer: Page, steering: Page
) -> None:
    title, today = "Leihräder für Geflüchtete", meetings.today_on(officer)
    meetings.import_measures(officer, {"title": title, "status": "blockiert", "reason": "Die Räder fehlen."})
    meetings.plan(officer, "Sitzung über Räder")
    meetings.take_up(officer, [title])
    meetings.begin(officer, title)
    open_path(steering, officer.url)
    for page in (officer, steering):
        meetings.open_panel(page, "Maßnahme ändern")

    choose_day(steering, field(steering, "next_review_on"), f"{today + timedelta(days=60):%d.%m.%Y}")
    spoken = field(officer, "next_review_on").get_by_role("spinbutton").first
    expect(spoken).to_have_text(f"{(today + timedelta(days=60)).day:02}")  # within seconds, without a click
    meetings.is_slow(steering, until="Jugendamt")
    choose_day(officer, field(officer, "due_on"), f"{today + timedelta(days=90):%d.%m.%Y}")
    choose_unit(officer, "Kulturamt")
    expect(officer.get_by_text(re.compile(f"gespeichert {TIME} von Person officer"))).to_be_visible()
    expect(unit(steering)).to_have_value("")
    choose_unit(steering, "Jugendamt")

    for page in (officer, steering):
        told = field(page, "responsible_unit")
        expect(told).to_contain_text("Zuständige Stelle: zwei verschiedene Angaben. Welche soll gelten?")
        expect(told).to_contain_text("Gespeichert: Kulturamt")
        expect(told).to_contain_text(re.compile(f"Vorgeschlagen von Person steering, {TIME}: Jugendamt"))
        for part, days in (("due_on", 90), ("next_review_on", 60)):
            year = field(page, part).get_by_role("spinbutton").first
            expect(year).to_have_text(f"{(today + timedelta(days=days)).day:02}")
    steering.reload()  # what waits is not lost with the tab
    meetings.open_panel(steering, "Maßnahme ändern")
    field(steering, "responsible_unit").get_by_role("button", name="Vorschlag übernehmen").click()
    for page in (officer, steering):
        expect(page.get_by_text("zwei verschiedene Angaben")).to_have_count(0)
        expect(unit(page)).to_have_value("Jugendamt")
        expect(page.locator(".st-key-item_subject")).to_contain_text("Zuständig: Jugendamt")


def test_a_reload_in_the_middle_of_a_word_and_the_way_back_keep_the_note(officer: Page) -> None:
    running(officer, "Sitzung über Notizen", "Haushalt", "Bauhof")
    officer.on("dialog", answered)
    meetings.type_note(officer, "Die Mittel rei")
    officer.reload()
    expect(meetings.note(officer)).to_have_value("Die Mittel rei")

    officer.locator(".st-key-running_agenda").get_by_role("link", name="Bauhof").click()
    meetings.expect_up(officer, "Bauhof")
    expect(officer.locator(".st-key-not_up")).to_contain_text("Aufgerufen ist gerade: Haushalt")
    meetings.type_note(officer, "Zwei Stellen sind f")
    officer.go_back()
    meetings.expect_up(officer, "Haushalt")
    expect(meetings.note(officer)).to_have_value("Die Mittel rei")
    officer.go_forward()
    meetings.expect_up(officer, "Bauhof")
    expect(meetings.note(officer)).to_have_value("Zwei Stellen sind f")


def test_a_note_that_is_typed_while_somebody_else_calls_the_next_item_is_stored_where_it_was_typed(
    officer: Page, steering: Page
) -> None:
    open_path(steering, running(officer, "Sitzung mit Eile", "Erster Punkt", "Zweiter Punkt"))
    meetings.expect_up(steering, "Erster Punkt")
    meetings.type_note(steering, "Mitten im Sa")
    officer.get_by_role("button", name="Nächster Punkt").click()
    meetings.expect_up(steering, "Zweiter Punkt")
    expect(meetings.note(steering)).to_have_value("")
    officer.get_by_role("button", name="Voriger Punkt").click()
    meetings.expect_up(steering, "Erster Punkt")
    expect(meetings.note(steering)).to_have_value("Mitten im Sa")
    expect(meetings.others_notes(officer)).to_contain_text("Mitten im Sa")


def test_two_tabs_of_one_person_show_one_note_and_neither_overwrites_the_other(officer: Page) -> None:
    address = running(officer, "Sitzung in zwei Fenstern", "Ein Punkt")
    second = officer.context.new_page()
    open_path(second, address)
    meetings.type_note(officer, "Eins.")
    expect(meetings.note(second)).to_have_value("Eins.")  # nobody typed there, as at a projector
    meetings.type_note(second, " Zwei.")
    expect(officer.get_by_text("Ihre Notiz wurde an anderer Stelle geändert.")).to_be_visible()
    meetings.type_note(officer, " Drei.")
    expect(officer.get_by_text("Nicht gespeichert: „Eins. Drei.“")).to_be_visible()
    expect(meetings.note(officer)).to_have_value("Eins. Drei.")
    officer.get_by_role("button", name="Gespeicherte zeigen").click()
    expect(meetings.note(officer)).to_have_value("Eins. Zwei.")


def test_who_begins_or_closes_a_meeting_a_second_time_is_told_that_somebody_else_did(
    officer: Page, steering: Page
) -> None:
    meetings.plan(officer, "Sitzung mit zwei Händen")
    meetings.add_item(officer, "Wer drückt zuerst?")
    open_path(steering, officer.url)
    meetings.is_slow(steering, until="-begin")
    meetings.begin(officer, "Wer drückt zuerst?")
    steering.get_by_role("button", name="Sitzung beginnen").click()
    told = "Das geht mit der Sitzung „Sitzung mit zwei Händen“ nicht mehr."
    expect(steering.get_by_text(told)).to_be_visible()
    meetings.expect_up(steering, "Wer drückt zuerst?")

    for page in (officer, steering):
        meetings.to_closing(page)
    meetings.is_slow(steering, until="-close_meeting")
    meetings.close(officer)
    meetings.expect_up(officer, "Protokoll: Sitzung mit zwei Händen")
    meetings.close(steering)
    expect(steering.get_by_text(told)).to_be_visible()
    meetings.expect_up(steering, "Protokoll: Sitzung mit zwei Händen")


@pytest.mark.parametrize("done", ["decision", "task", "postponed", "note"])
def test_what_is_sent_after_the_meeting_was_closed_elsewhere_is_told_with_what_was_typed(
    done: str, officer: Page, steering: Page
) -> None:
    title = f"Sitzung zu Ende: {done}"
    open_path(steering, running(officer, title, "Zu spät"))
    meetings.to_closing(officer)
    panels = {
        "decision": ("Beschließen", "Was wird beschlossen?", "Beschluss festhalten"),
        "task": ("Aufgabe geben", "Was ist zu tun?", "Aufgabe festhalten"),
        "postponed": ("Vertagen oder streichen", "Warum? Ein Satz.", "Vertagen"),
    }
    if done in panels:
        name, label, button = panels[done]
        panel = meetings.open_panel(steering, name)
        meetings.is_slow(steering, until={"decision": "-decide_", "task": "-give_"}.get(done, "-settle_postponed"))
        panel.get_by_label(label).fill(DECISION)
    else:
        meetings.is_slow(steering, until=DECISION)
    meetings.close(officer)
    meetings.expect_up(officer, f"Protokoll: {title}")
    if done in panels:
        panel.get_by_role("button", name=button, exact=True).click()
    else:
        meetings.type_note(steering, DECISION)
    meetings.expect_up(steering, f"Protokoll: {title}")
    expect(steering.get_by_text(f"Nicht gespeichert: „{DECISION}“")).to_be_visible()
    expect(meetings.paper(officer)).not_to_contain_text(DECISION)


def test_a_server_killed_in_a_running_meeting_has_kept_what_was_written_and_the_meeting_goes_on(
    page_of: Callable[..., Page], own_server: Server
) -> None:
    officer = page_of("sachbearbeitung", base_url=own_server.url)
    steering = page_of("steuerung", base_url=own_server.url)
    open_path(steering, running(officer, "Sitzung mit Stromausfall", "Vor dem Ausfall", "Nach dem Ausfall"))
    meetings.decide(officer, DECISION)
    expect(officer.get_by_text(re.compile(r"Beschluss \d+/\d{4}: einvernehmlich beschlossen."))).to_be_visible()
    meetings.give_task(officer, "Sicherungen prüfen", "Bauhof", meetings.today_on(officer))
    meetings.type_note(officer, "Notiz der einen.")
    meetings.type_note(steering, "Notiz der anderen.")
    expect(meetings.others_notes(steering)).to_contain_text("Notiz der einen.")
    expect(meetings.others_notes(officer)).to_contain_text("Notiz der anderen.")
    os.kill(own_server.process_id, signal.SIGKILL)
    expect(officer.get_by_role("dialog")).to_contain_text("Keine Verbindung")
    expect(meetings.note(officer)).to_be_disabled()
    with serving(own_server):
        for page, text in ((officer, "Notiz der einen."), (steering, "Notiz der anderen.")):
            expect(page.locator(CONNECTED)).to_have_count(1, timeout=60_000)
            meetings.expect_up(page, "Vor dem Ausfall")
            expect(meetings.note(page)).to_have_value(text)
            expect(page.locator(".st-key-item_results")).to_contain_text(DECISION)
            expect(page.locator(".st-key-item_tasks")).to_contain_text("Sicherungen prüfen")
        meetings.discussed(officer)
        for page in (officer, steering):
            meetings.expect_up(page, "Nach dem Ausfall")


def test_empty_and_very_long_input_is_refused_in_a_sentence_and_draws_nothing_beside_the_page(officer: Page) -> None:
    meetings.plan(officer, "W" * 200)
    form = officer.get_by_test_id("stForm").filter(has=officer.get_by_label("Eigener Punkt"))
    form.get_by_role("button", name="Ergänzen").click()
    expect(officer.get_by_text("Bitte schreiben Sie etwas in dieses Feld.")).to_be_visible()
    officer.get_by_role("button", name="Einladen", exact=True).click()
    expect(officer.get_by_text("Bitte schreiben Sie etwas in dieses Feld.")).to_be_visible()
    longest = "Donau" * 40
    meetings.add_item(officer, longest)
    meetings.begin(officer, longest)
    meetings.decide(officer, "Ja" * 1000)
    expect(officer.get_by_text(re.compile(r"Beschluss \d+/\d{4}: einvernehmlich"))).to_be_visible()
    for view in ("", "&ansicht=schliessen"):
        open_path(officer, officer.url.split("&")[0] + view)
        for width in (1440, 390):
            officer.set_viewport_size({"width": width, "height": 900})
            wait_idle(officer)
            assert officer.evaluate("document.documentElement.scrollWidth") <= width
    meetings.close(officer)
    meetings.paper(officer).wait_for()
    assert officer.evaluate("document.documentElement.scrollWidth") <= 390
