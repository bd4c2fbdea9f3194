"""A steering group over two meetings: planned, run by two at once, decided, written down, and taken up again."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import docx
import icalendar
import pdfplumber
import pytest
from browser import meetings_page as meetings
from browser.measures_page import choose_day, field, open_measure, write
from browser.steps import downloaded, main_text, open_path, wait_idle
from playwright.sync_api import Locator, Page, expect

pytestmark = pytest.mark.browser
BERLIN = ZoneInfo("Europe/Berlin")
FIRST, SECOND = "1. Sitzung der Steuerungsgruppe", "2. Sitzung der Steuerungsgruppe"
CAFE, MAP, FORMS = "Sprachcafé im Bürgerhaus", "Willkommensmappe in sechs Sprachen", "Formulare in einfacher Sprache"
PRIORITY, PARTY = "Ankommen leicht machen", "Sommerfest 2027 am Fluss"
WHY_NOT = "Die Vereine sind erst im neuen Jahr zu sprechen."
DECIDED = "Die Steuerungsgruppe vereinbart den Schwerpunkt „Ankommen leicht machen“ bis 2028."
DECIDED_NEXT = "Die Formulare kommen bis Ostern in das Bürgeramt, 1.500 € sind dafür frei."
TASK = "Drei Angebote für die Druckerei einholen & vergleichen"


def test_a_steering_group_meets_twice_and_nothing_of_the_first_meeting_is_lost_or_changed(
    in_town: Callable[..., Page],
) -> None:
    officer = in_town("officer")
    today = meetings.today_on(officer)
    has_a_plan(officer, today)
    first = plans_the_first_meeting(officer)
    the_invitation_says_when_and_what(downloaded(officer, "Einladung für den Kalender"), today)
    steering = in_town("steering")
    the_meeting_runs_for_both(officer, steering)
    a_priority_is_agreed(officer, steering, today)
    the_rest_is_dealt_with(officer, steering)
    frozen = the_minutes_say_it(officer, steering, today)
    the_priority_knows_its_decision(steering, today)
    a_measure_becomes_overdue(officer, today)
    open_path(officer, first)
    the_second_meeting_starts_from_the_first(officer, today)
    the_second_decision_has_the_next_number(officer, today)
    both_are_found_by_a_word(steering, today)
    open_path(officer, first)
    expect(meetings.paper(officer)).to_have_js_property("innerText", frozen)


def has_a_plan(officer: Page, today: date) -> None:
    """Three measures from a list, one of them blocked and one overdue, and a priority to decide."""
    soon, yesterday = today + timedelta(days=30), today - timedelta(days=1)
    meetings.import_measures(
        officer,
        {"title": CAFE, "status": "blockiert", "reason": "Der Raum fehlt.", "responsible_unit": "Kulturamt"},
        {"title": MAP, "status": "geplant", "due_on": yesterday, "responsible_unit": "Hauptamt"},
        {"title": FORMS, "status": "geplant", "due_on": soon, "responsible_unit": "Bürgeramt"},
    )
    open_path(officer, "/schwerpunkte")
    officer.get_by_label("Titel").fill(PRIORITY)
    officer.get_by_test_id("stForm").get_by_role("button", name="Vorschlagen").click()
    expect(officer.get_by_text(f"„{PRIORITY}“ steht jetzt bei den Vorschlägen.")).to_be_visible()


def plans_the_first_meeting(officer: Page) -> str:
    """The form begins with something sensible; what waits in the plan is taken over. Gives back the address."""
    open_path(officer, meetings.MEETINGS)
    officer.get_by_role("link", name="Erste Sitzung planen").click()
    officer.get_by_role("heading", name="Neue Sitzung planen", level=1).wait_for()
    expect(officer.get_by_label("Titel")).to_have_value("Sitzung der Steuerungsgruppe")
    expect(officer.get_by_label("Dauer in Minuten")).to_have_value("90")
    meetings.plan(officer, FIRST, Ort="Rathaus, Saal 2; Eingang Süd", Sitzungsleitung="Leitung Hauptamt")

    expect(meetings.proposal(officer, CAFE)).to_contain_text("blockiert: „Der Raum fehlt.“")
    expect(meetings.proposal(officer, PRIORITY)).to_contain_text("zu entscheiden")
    expect(meetings.proposal(officer, MAP)).to_contain_text("überfällig seit")
    expect(meetings.proposal(officer, FORMS)).to_have_count(0)
    officer.get_by_role("button", name="Ausgewählte übernehmen").click()
    expect(officer.get_by_text("Bitte wählen Sie zuerst etwas aus.")).to_be_visible()
    meetings.proposal(officer, PRIORITY).get_by_label("Minuten für").fill("25")
    meetings.take_up(officer, (CAFE, PRIORITY, MAP))
    meetings.add_item(officer, PARTY)
    # 15 for what is blocked, 25 as wished, 10 for what is overdue, 10 for an item of one's own
    expect(officer.locator(".st-key-agenda_sum")).to_contain_text("60 von 90 Minuten sind verplant, 30 Minuten sind")
    expect(officer.get_by_text("Zurzeit drängt nichts weiter")).to_be_visible()
    for name in ("Leitung Hauptamt", "Sprecherin der Vereine"):
        officer.get_by_label("Funktion oder Name").fill(name)
        officer.get_by_role("button", name="Einladen", exact=True).click()
        expect(officer.locator(".st-key-invited_list").get_by_text(name, exact=True)).to_be_visible()
    return officer.url


def the_invitation_says_when_and_what(invitation: bytes, today: date) -> None:
    """The calendar file holds the German time, the place and the agenda, and no names of people."""
    (event,) = icalendar.Calendar.from_ical(invitation).events
    assert str(event["SUMMARY"]) == FIRST
    assert event.start == datetime.combine(today, time(16), BERLIN)
    assert event["DTSTART"].params["TZID"] == "Europe/Berlin"
    assert event.end == datetime.combine(today, time(17, 30), BERLIN)
    assert str(event["LOCATION"]) == "Rathaus, Saal 2; Eingang Süd"
    assert str(event["DESCRIPTION"]).splitlines() == [
        "Tagesordnung",
        f"1. {CAFE} (15 min)",
        f"2. {PRIORITY} (25 min)",
        f"3. {MAP} (10 min)",
        f"4. {PARTY} (10 min)",
    ]
    assert b"Vereine" not in invitation


def the_meeting_runs_for_both(officer: Page, steering: Page) -> None:
    """Who has the page open is told that it began; within seconds each sees what the other writes."""
    open_path(steering, meetings.MEETINGS)
    steering.get_by_role("link", name="Öffnen und vorbereiten").click()
    expect(steering.get_by_role("button", name="Sitzung beginnen")).to_be_visible()
    wait_idle(steering)
    meetings.begin(officer, CAFE)
    steering.get_by_role("button", name="Zur laufenden Sitzung").click()
    meetings.expect_up(steering, CAFE)
    expect(officer.locator(".st-key-item_head")).to_contain_text("Punkt 1 von 4")

    meetings.type_note(officer, "Das Bürgerhaus hat ab Mai einen Raum.")
    expect(meetings.others_notes(steering)).to_contain_text("Das Bürgerhaus hat ab Mai einen Raum.")
    expect(meetings.others_notes(steering)).to_contain_text("Person officer")
    meetings.type_note(steering, "Bis dahin *hilft* die Bücherei.")
    expect(meetings.others_notes(officer)).to_contain_text("Bis dahin *hilft* die Bücherei.")
    expect(meetings.note(officer)).to_have_value("Das Bürgerhaus hat ab Mai einen Raum.")
    meetings.discussed(officer)
    for page in (officer, steering):
        meetings.expect_up(page, PRIORITY)
        expect(meetings.note(page)).to_have_value("")


def a_priority_is_agreed(officer: Page, steering: Page, today: date) -> None:
    """A decision gets its number in front of all; an empty one and one without votes that were counted do not."""
    panel = meetings.open_panel(officer, "Beschließen")
    expect(panel).to_contain_text(f"Der Beschluss bekommt die Nr. 1/{today.year}.")
    panel.get_by_role("button", name="Beschluss festhalten").click()
    expect(officer.get_by_text("Bitte schreiben Sie etwas in dieses Feld.")).to_be_visible()
    panel.get_by_label("Was wird beschlossen?").fill(DECIDED)
    panel.get_by_text("Es wurde abgestimmt").click()
    panel.get_by_text("vereinbaren", exact=True).click()
    wait_idle(officer)
    panel.get_by_role("button", name="Beschluss festhalten").click()
    expect(officer.get_by_text("Bitte zählen Sie mindestens eine")).to_be_visible()
    for label, counted in (("Ja", 7), ("Nein", 1), ("Enthaltungen", 2)):
        panel.get_by_label(label, exact=True).fill(str(counted))
    panel.get_by_role("button", name="Beschluss festhalten").click()
    told = f"Beschluss 1/{today.year}: angenommen mit 7 Ja, 1 Nein, 2 Enthaltungen."
    expect(officer.get_by_text(told)).to_be_visible()
    for page in (officer, steering):
        decision = page.locator('[class*="st-key-decision_"]').filter(has_text=f"Beschluss 1/{today.year}")
        expect(decision.first).to_contain_text(DECIDED)
        expect(page.locator(".st-key-item_subject")).to_contain_text("vereinbart")
    meetings.give_task(officer, TASK, "Hauptamt & Druckerei", today + timedelta(days=14))
    expect(steering.locator(".st-key-item_tasks")).to_contain_text("Hauptamt & Druckerei")


def the_rest_is_dealt_with(officer: Page, steering: Page) -> None:
    """One is done with, one is postponed; a step back leads to what was dealt with."""
    meetings.discussed(officer)
    meetings.expect_up(officer, MAP)
    meetings.discussed(officer)
    meetings.expect_up(officer, PARTY)
    panel = meetings.open_panel(officer, "Vertagen oder streichen")
    panel.get_by_role("button", name="Vertagen", exact=True).click()
    expect(officer.get_by_text("Bitte schreiben Sie etwas in dieses Feld.")).to_be_visible()
    panel.get_by_label("Warum? Ein Satz.").fill(WHY_NOT)
    panel.get_by_role("button", name="Vertagen", exact=True).click()
    for page in (officer, steering):
        meetings.expect_up(page, "Alle Punkte sind behandelt")
    officer.get_by_text("Anwesend: 0 von 2").click()
    officer.get_by_role("button", name="Alle Übrigen sind da").click()
    expect(officer.get_by_text("Anwesend: 2 von 2")).to_be_visible()


def the_minutes_say_it(officer: Page, steering: Page, today: date) -> str:
    """Closing shows the minutes to all who are in the meeting; the files say the same. Gives back the page."""
    meetings.to_closing(officer)
    expect(officer.get_by_text("Nichts: Alle Punkte sind behandelt.")).to_be_visible()
    meetings.close(officer)
    expect(officer.get_by_text("Die Sitzung ist geschlossen, das Protokoll steht fest.")).to_be_visible()
    for page in (officer, steering):
        meetings.expect_up(page, f"Protokoll: {FIRST}")
    shown = meetings.paper(officer).inner_text()
    word, typeset = (downloaded(officer, label) for label in ("Als Word-Datei", "Als PDF"))
    for told in (shown, words_of_docx(word), words_of_pdf(typeset)):
        for part in (
            "Rathaus, Saal 2; Eingang Süd",
            "Leitung Hauptamt; Sprecherin der Vereine",
            "Das Bürgerhaus hat ab Mai einen Raum.",
            "Bis dahin *hilft* die Bücherei.",
            f"Beschluss 1/{today.year}",
            DECIDED,
            "Angenommen mit 7 Ja, 1 Nein, 2 Enthaltungen.",
            TASK,
            "Hauptamt & Druckerei",
            f"{today + timedelta(days=14):%d.%m.%Y}",
            PARTY,
            WHY_NOT,
        ):
            assert part in " ".join(told.split()), part
    return shown


def words_of_docx(file: bytes) -> str:
    """Everything that can be read in a Word file, tables too."""
    document = docx.Document(io.BytesIO(file))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(each.text for each in document.paragraphs), *cells])


def words_of_pdf(file: bytes) -> str:
    """Everything that can be read in a PDF."""
    with pdfplumber.open(io.BytesIO(file)) as pdf:
        return "\n".join(page.extract_text() for page in pdf.pages)


def the_priority_knows_its_decision(steering: Page, today: date) -> None:
    """The page of the priorities shows the new state and the number, which leads to the decision."""
    open_path(steering, "/schwerpunkte")
    expect(steering.get_by_role("main")).to_contain_text("vereinbart")
    steering.get_by_role("link", name=f"Beschluss 1/{today.year}").click()
    expect(steering.get_by_role("heading", name="Beschlüsse", level=1)).to_be_visible()
    expect(steering.locator(".st-key-decision_log")).to_contain_text(DECIDED)


def a_measure_becomes_overdue(officer: Page, today: date) -> None:
    """Its day is moved to yesterday; what is overdue already gets another name after the minutes were frozen."""
    open_path(officer, "/massnahmen")
    open_measure(officer, FORMS)
    choose_day(officer, field(officer, "due_on"), f"{today - timedelta(days=1):%d.%m.%Y}")
    expect(officer.get_by_text("überfällig").first).to_be_visible()
    open_path(officer, "/massnahmen")
    open_measure(officer, MAP)
    write(officer, "title", "Mappe zum Ankommen")
    expect(officer.get_by_role("heading", name="Mappe zum Ankommen", level=1)).to_be_visible()


def the_second_meeting_starts_from_the_first(officer: Page, today: date) -> None:
    """Place, length and people are taken over; proposed is what the first left, and what became overdue."""
    officer.get_by_role("link", name="Nächste Sitzung planen").click()
    officer.get_by_role("heading", name="Neue Sitzung planen", level=1).wait_for()
    form = officer.locator(".st-key-new_meeting_form")
    expect(form.get_by_label("Titel")).to_have_value(SECOND)
    expect(form.get_by_label("Ort")).to_have_value("Rathaus, Saal 2; Eingang Süd")
    expect(form.get_by_label("Sitzungsleitung")).to_have_value("Leitung Hauptamt")
    meetings.make(officer)
    in_four_weeks = today + timedelta(weeks=4)
    expect(officer.get_by_role("main")).to_contain_text(f"{in_four_weeks.day}. ")
    expect(officer.locator(".st-key-invited_list")).to_contain_text("Sprecherin der Vereine")
    rows = officer.locator('[class*="st-key-proposal_row_"]')
    expect(rows).to_have_count(6)
    for number, (title, reason) in enumerate(
        (
            ("Protokoll der letzten Sitzung", "zu Beginn jeder Sitzung"),
            ("Offene Aufgaben", "eine offene Aufgabe"),
            (PARTY, f"vertagt am {today:%d.%m.%Y}: „{WHY_NOT}“"),
            (CAFE, "blockiert: „Der Raum fehlt.“"),
        )
    ):
        expect(rows.nth(number)).to_contain_text(title)
        expect(rows.nth(number)).to_contain_text(reason)
    yesterday = f"{today - timedelta(days=1):%d.%m.%Y}"
    expect(meetings.proposal(officer, FORMS)).to_contain_text(f"überfällig seit {yesterday}")
    officer.get_by_role("button", name="Alle übernehmen (60 Minuten)").click()  # 5 + 10 + 10 + 15 + 10 + 10
    expect(officer.get_by_text("6 Punkte stehen jetzt auf der Tagesordnung.")).to_be_visible()


def the_second_decision_has_the_next_number(officer: Page, today: date) -> None:
    """The task of the first meeting is ticked done; the numbers go on; what nobody came to is postponed."""
    meetings.begin(officer, "Protokoll der letzten Sitzung")
    meetings.discussed(officer)
    meetings.expect_up(officer, "Offene Aufgaben")
    officer.get_by_text(TASK, exact=True).click()
    expect(officer.get_by_text(f"Erledigt: „{TASK}“.")).to_be_visible()
    officer.locator(".st-key-running_agenda").get_by_role("link", name=FORMS).click()
    meetings.expect_up(officer, FORMS)
    officer.get_by_role("button", name="Diesen Punkt für alle aufrufen").click()
    wait_idle(officer)
    meetings.decide(officer, DECIDED_NEXT, step="beginnen")
    expect(officer.get_by_text(f"Beschluss 2/{today.year}: einvernehmlich beschlossen.")).to_be_visible()
    expect(officer.locator(".st-key-item_subject")).to_contain_text("läuft")
    meetings.to_closing(officer)
    expect(officer.get_by_text(f"{PARTY}: wird vertagt und der nächsten Sitzung vorgeschlagen")).to_be_visible()
    meetings.close(officer)
    meetings.expect_up(officer, f"Protokoll: {SECOND}")
    expect(meetings.paper(officer)).to_contain_text(f"Beschluss 2/{today.year}")


def both_are_found_by_a_word(page: Page, today: date) -> None:
    """The log finds decisions by their words, in any order, and by their number."""
    open_path(page, f"{meetings.MEETINGS}?ansicht=beschluesse")
    log = page.locator(".st-key-decision_log")
    expect(log).to_contain_text(DECIDED)
    expect(log).to_contain_text(DECIDED_NEXT)
    for words, found, other in (
        ("ostern formulare", DECIDED_NEXT, DECIDED),
        ("ANKOMMEN", DECIDED, DECIDED_NEXT),
        (f"2/{today.year}", DECIDED_NEXT, DECIDED),
    ):
        search(page).fill(words)
        search(page).press("Enter")
        expect(page.get_by_text("Einer von 2 Beschlüssen passt.")).to_be_visible()
        expect(log).to_contain_text(found)
        expect(log).not_to_contain_text(other)
    assert "Keine" not in main_text(page)


def search(page: Page) -> Locator:
    """The field in which decisions are looked for."""
    return page.get_by_role("searchbox", name="Suche").or_(page.get_by_label("Suche", exact=True)).first
