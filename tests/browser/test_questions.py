"""An officer fills in questions on screen: with the mouse, by keyboard alone, on a phone; nothing typed is lost."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from browser.barriers import violations_by_day_and_night
from browser.questions_page import (
    LEVELS,
    SAVED,
    answer,
    card,
    choose,
    history,
    open_criterion,
    open_panel,
    radio,
    saved,
)
from browser.steps import open_path, unfold
from playwright.sync_api import Locator, Page, expect
from running_server import Server

pytestmark = pytest.mark.browser
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
MOST_STEPS = 60


@pytest.fixture
def officer(page_of: Callable[..., Page], team_server: Server) -> Page:
    """The officer at the task list."""
    return page_of("sachbearbeitung", "/fragen", base_url=team_server.url)


def criterion_of(page: Page, criterion_key: str) -> Locator:
    """The lines of a criterion in the task list."""
    return page.locator(f".st-key-criterion_{criterion_key}")


def note(page: Page, question_id: str, label: str) -> Locator:
    """A field for words at a question."""
    return card(page, question_id).get_by_label(label, exact=True)


def press_until_focused(page: Page, wanted: Locator, key: str = "Tab") -> None:
    """Go through the page by keyboard until this is where the keyboard is."""
    for _ in range(MOST_STEPS):
        page.keyboard.press(key)
        if wanted.evaluate("(element) => element === document.activeElement"):
            return
    raise AssertionError(f"not reached by {key}: {wanted}")


def test_from_the_task_list_through_a_criterion_and_on_to_the_next_open_question(officer: Page) -> None:
    line = criterion_of(officer, "leitbild_und_politischer_auftrag")
    expect(line).to_contain_text("offen · 0 von 3 · 3 Vorschläge · Stabsstelle Integration, bis 04.12.2026")
    line.get_by_role("link", name="Leitbild und politischer Auftrag").click()
    expect(officer.get_by_role("heading", name="Leitbild und politischer Auftrag", level=1)).to_be_visible()
    answer(officer, "MS-01", LEVELS[2])
    answer(officer, "MS-02", "nicht bekannt")
    note(officer, "MS-02", "Wer könnte es wissen?").fill("Kämmerei")  # and at once to the next question
    answer(officer, "MS-03", "nicht zutreffend")
    card(officer, "MS-02").get_by_role("button", name="Für später markieren").click()
    expect(card(officer, "MS-02").get_by_role("button", name="Markierung entfernen")).to_be_visible()
    note(officer, "MS-03", "Warum trifft das hier nicht zu? (nötig)").fill("Aufgabe des Landkreises")
    officer.get_by_role("button", name="Nächste offene Frage").click()  # at once: before anything typed was sent
    expect(officer.get_by_role("heading", name="Strategie und Ziele", level=1)).to_be_visible()
    expect(card(officer, "MS-04")).to_be_in_viewport()
    expect(officer).to_have_url(re.compile(r"/fragen\?frage=MS-04$"))
    answer(officer, "MS-04", LEVELS[4])
    note(officer, "MS-04", "Woran lässt sich das sehen? Link oder Aktenzeichen").fill("Beschluss 12/2026")
    officer.go_back()
    expect(officer.get_by_role("heading", name="Leitbild und politischer Auftrag", level=1)).to_be_visible()
    expect(note(officer, "MS-03", "Warum trifft das hier nicht zu? (nötig)")).to_have_value("Aufgabe des Landkreises")

    officer.get_by_role("link", name="Alle Fragen").click()
    expect(criterion_of(officer, "leitbild_und_politischer_auftrag")).to_contain_text(
        "zu klären · 3 von 3 · 1 markiert"
    )
    expect(criterion_of(officer, "strategie_und_ziele")).to_contain_text("begonnen · 1 von 2 · 1 Vorschlag")
    open_criterion(officer, "strategie_und_ziele")
    expect(note(officer, "MS-04", "Woran lässt sich das sehen? Link oder Aktenzeichen")).to_have_value(
        "Beschluss 12/2026"
    )


def test_a_filter_lists_its_questions_and_the_way_on_leads_through_them(officer: Page) -> None:
    open_criterion(officer, "kultur")
    for question_id in ("FZ-22", "FZ-23"):
        answer(officer, question_id, "nicht bekannt")
    officer.get_by_role("link", name="Alle Fragen").click()
    officer.get_by_role("radio", name=re.compile(r"^nicht bekannt \(\d+\)$")).click()
    expect(officer.get_by_role("heading", name=re.compile(r"^\d+ Fragen: nicht bekannt$"))).to_be_visible()
    found = officer.locator(".st-key-found_questions")
    expect(found.get_by_role("link", name=re.compile("FZ-23"))).to_be_visible()
    found.get_by_role("link", name=re.compile("FZ-22")).click()
    expect(card(officer, "FZ-22")).to_be_in_viewport()
    expect(officer.get_by_role("heading", name="Kultur", level=1)).to_be_visible()
    officer.get_by_role("button", name="Nächste Frage mit „nicht bekannt“").click()
    expect(officer).not_to_have_url(re.compile("frage=FZ-22"))
    officer.get_by_role("link", name="Alle Fragen").click()
    expect(
        officer.get_by_role("heading", name=re.compile(r"^\d+ Fragen: nicht bekannt$"))
    ).to_be_visible()  # it is kept


def test_what_is_typed_without_leaving_the_field_is_there_after_a_reload_and_the_cursor_stays_where_it_is(
    officer: Page,
) -> None:
    open_criterion(officer, "sport")
    open_panel(officer, "FZ-24", "Bemerkung und Nachweis")
    field = note(officer, "FZ-24", "Bemerkung")
    field.focus()
    officer.keyboard.type("Erste Zeile. \n")  # blanks and line ends at the end are not stored, and not taken away
    officer.keyboard.insert_text("Aus einer\tTabelle ")
    expect(saved(officer, "FZ-24")).to_have_text(SAVED)
    expect(field).to_be_focused()
    expect(field).to_have_value("Erste Zeile. \nAus einer\tTabelle ")
    for _ in range(4):
        officer.keyboard.press("ArrowLeft")
    cursor = officer.evaluate("document.activeElement.selectionStart")
    officer.keyboard.type("nblatt")
    expect(field).to_have_value("Erste Zeile. \nAus einer\tTabenblattlle ")
    assert officer.evaluate("document.activeElement.selectionStart") == cursor + 6


def test_the_place_is_kept_for_the_same_person_in_another_browser(
    officer: Page, page_of: Callable[..., Page], team_server: Server
) -> None:
    open_criterion(officer, "konfliktbearbeitung")
    answer(officer, "KK-09", LEVELS[1])
    elsewhere = page_of("sachbearbeitung", "/fragen", base_url=team_server.url)
    elsewhere.get_by_role("link", name="Weitermachen: Konfliktbearbeitung").click()
    expect(elsewhere.get_by_role("heading", name="Konfliktbearbeitung", level=1)).to_be_visible()
    expect(radio(elsewhere, "KK-09", LEVELS[1])).to_be_checked()


def test_a_question_is_answered_changed_noted_and_left_by_keyboard_alone(officer: Page) -> None:
    press_until_focused(officer, officer.get_by_role("link", name="Bildung", exact=True))
    officer.keyboard.press("Enter")
    expect(officer.get_by_role("heading", name="Bildung", level=1)).to_be_visible()
    press_until_focused(officer, card(officer, "FZ-01").get_by_role("radio").first)
    officer.keyboard.press("Space")
    expect(saved(officer, "FZ-01")).to_have_text(SAVED)
    expect(radio(officer, "FZ-01", LEVELS[0])).to_be_focused()
    officer.keyboard.press("ArrowDown")
    expect(card(officer, "FZ-01").get_by_role("button", name="Antwort zurücknehmen")).to_be_visible()
    expect(radio(officer, "FZ-01", LEVELS[1])).to_be_checked()
    expect(radio(officer, "FZ-01", LEVELS[1])).to_be_focused()

    press_until_focused(officer, card(officer, "FZ-01").get_by_role("button", name="Bemerkung und Nachweis"))
    officer.keyboard.press("Enter")
    expect(note(officer, "FZ-01", "Bemerkung")).to_be_visible()
    press_until_focused(officer, note(officer, "FZ-01", "Bemerkung"), "Shift+Tab")
    officer.keyboard.type("Nur vormittags")
    press_until_focused(officer, officer.get_by_role("button", name="Nächste offene Frage"))
    officer.keyboard.press("Enter")
    expect(card(officer, "FZ-06").get_by_role("radio").first).to_be_focused()  # FZ-02 to FZ-05 are before it

    officer.go_back()
    open_panel(officer, "FZ-01", "Verlauf")
    lines = history(officer, "FZ-01")
    expect(lines).to_have_count(3)
    expect(lines.nth(0)).to_contain_text("Bemerkung: – → „Nur vormittags“")
    expect(lines.nth(1)).to_contain_text(f"Antwort: {LEVELS[0]} → {LEVELS[1]}")


def test_on_a_phone_everything_fits_and_can_be_touched(page_of: Callable[..., Page], team_server: Server) -> None:
    phone = page_of("fachamt", "/fragen", base_url=team_server.url, bypass_csp=True, **PHONE)
    assert widest(phone) <= 390
    criterion_of(phone, "gesundheit_und_pflege").get_by_role("link").tap()
    expect(phone.get_by_role("heading", name="Gesundheit und Pflege", level=1)).to_be_visible()
    touch(phone, card(phone, "FZ-17").get_by_text("Es ist zum größten Teil umgesetzt und wird genutzt."))
    expect(saved(phone, "FZ-17")).to_have_text(SAVED)
    expect(radio(phone, "FZ-17", LEVELS[3])).to_be_checked()
    for panel in ("Bemerkung und Nachweis", "Gespräch", "Verlauf"):
        card(phone, "FZ-17").get_by_role("button", name=panel, exact=True).tap()
    expect(history(phone, "FZ-17")).to_have_count(1)
    assert violations_by_day_and_night(phone) == []
    assert widest(phone) <= 390
    parts = (card(phone, "FZ-17").get_by_role("heading"), radio(phone, "FZ-17", LEVELS[0]), saved(phone, "FZ-17"))
    tops = [part.evaluate("(element) => element.getBoundingClientRect().top") for part in parts]
    assert tops == sorted(tops)  # the question, the answers, the rest: read in this order
    phone.get_by_role("button", name="Nächste offene Frage").tap()
    expect(phone.get_by_role("heading", name="Zugängliche Dienstleistungen", level=1)).to_be_visible()
    expect(card(phone, "IA-10")).to_be_in_viewport()


def touch(page: Page, words: Locator) -> None:
    """Put a finger on words, whatever lies above them."""
    words.scroll_into_view_if_needed()
    box = words.bounding_box()
    assert box is not None
    page.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


def widest(page: Page) -> int:
    """How wide the page is, in CSS pixels."""
    width: int = page.evaluate("document.documentElement.scrollWidth")
    return width


def test_a_question_that_the_list_before_handing_in_names_comes_into_view(officer: Page) -> None:
    open_path(officer, "/einreichen")
    unfold(officer)
    officer.locator(".st-key-finding_marked").get_by_role("link", name=re.compile("^.*MS-12")).click()
    expect(officer.get_by_role("heading", name="Daten und Wirkung", level=1)).to_be_visible()
    expect(card(officer, "MS-12")).to_be_in_viewport()
    expect(card(officer, "MS-12")).to_have_class(re.compile("kompass-in-view"))
    expect(card(officer, "MS-12").get_by_role("radio").first).to_be_focused()


def test_an_answer_that_is_taken_back_is_open_again_and_keeps_its_notes_and_its_history(officer: Page) -> None:
    open_criterion(officer, "transport")
    answer(officer, "FZ-20", "nicht bekannt")
    note(officer, "FZ-20", "Wer könnte es wissen?").fill("Stadtplanung")
    open_panel(officer, "FZ-20", "Verlauf")
    expect(history(officer, "FZ-20")).to_have_count(2)
    card(officer, "FZ-20").get_by_role("button", name="Antwort zurücknehmen").click()
    expect(history(officer, "FZ-20")).to_have_count(3)
    expect(history(officer, "FZ-20").nth(0)).to_contain_text("Antwort: nicht bekannt → offen")
    expect(card(officer, "FZ-20").get_by_role("radio", checked=True)).to_have_count(0)
    expect(note(officer, "FZ-20", "Zuständige Stelle")).to_have_value("Stadtplanung")
    choose(officer, "FZ-20", LEVELS[0])
    expect(history(officer, "FZ-20")).to_have_count(4)
