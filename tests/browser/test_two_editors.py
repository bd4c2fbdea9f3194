"""Two people at the same questions at the same time: they see each other, and nobody overwrites anybody."""

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
from playwright.sync_api import Locator, Page, expect
from running_server import Server

pytestmark = pytest.mark.browser
OFFICER, DEPARTMENT = "Beispiel Sachbearbeitung", "Beispiel Fachamt"
TALL = {"width": 1280, "height": 3600}  # axe looks at contrast only where something is on the screen
TIME = r"\d\d:\d\d"


@pytest.fixture
def at(page_of: Callable[..., Page], team_server: Server) -> Callable[[str, str], Page]:
    """Opens a criterion in a browser of its own: `at("fachamt", "sprache")`."""

    def open_page(username: str, criterion_key: str) -> Page:
        page = page_of(username, base_url=team_server.url, bypass_csp=True, viewport=TALL)
        open_criterion(page, criterion_key)
        return page

    return open_page


def conflict(page: Page, question_id: str) -> Locator:
    """The frame with two values that contradict each other."""
    return card(page, question_id).locator("[class*=st-key-proposal_]").filter(has_text="Zwei verschiedene Angaben")


def test_both_see_who_is_there_and_what_the_other_changed_meanwhile(at: Callable[[str, str], Page]) -> None:
    officer = at("sachbearbeitung", "sprache")
    department = at("fachamt", "sprache")
    expect(department.get_by_text(f"Gerade dabei: {OFFICER} (auch hier)")).to_be_visible()
    expect(officer.get_by_text(f"Gerade dabei: {DEPARTMENT} (auch hier)")).to_be_visible()  # looked up every 20 s

    answer(department, "FZ-06", LEVELS[2])
    expect(officer.get_by_text("Inzwischen geändert: FZ-06.")).to_be_visible()
    expect(saved(officer, "FZ-06")).to_have_text("noch offen")  # what somebody reads does not move under their eyes
    officer.get_by_role("button", name="Neuen Stand zeigen").click()
    expect(radio(officer, "FZ-06", LEVELS[2])).to_be_checked()
    expect(saved(officer, "FZ-06")).to_have_text(re.compile(f"gespeichert {TIME} von {DEPARTMENT}$"))
    expect(officer.get_by_text("Inzwischen geändert")).to_have_count(0)


def test_of_two_answers_to_one_question_both_are_shown_with_who_and_when_and_a_person_settles_it(
    at: Callable[[str, str], Page],
) -> None:
    officer, department = at("sachbearbeitung", "wohnen"), at("fachamt", "wohnen")
    answer(department, "FZ-13", LEVELS[3])

    choose(officer, "FZ-13", LEVELS[1])  # on a state in which the question was open
    told = conflict(officer, "FZ-13")
    expect(told).to_contain_text(
        re.compile(
            rf"Zwei verschiedene Angaben\. Welche soll gelten\?\s*Gespeichert von {DEPARTMENT}, {TIME}:\s*{LEVELS[3]}"
            rf"\s*Vorgeschlagen von {OFFICER}, {TIME}, eingegeben:\s*{LEVELS[1]}"
        )
    )
    expect(radio(officer, "FZ-13", LEVELS[3])).to_be_checked()  # stored is what was stored
    expect(saved(officer, "FZ-13")).to_have_text(re.compile(f"gespeichert {TIME} von {DEPARTMENT}$"))

    for panel in ("Bemerkung und Nachweis", "Gespräch"):
        open_panel(officer, "FZ-13", panel)
    expect(card(officer, "FZ-13").get_by_label("Ihr Beitrag zum Gespräch")).to_be_visible()
    assert violations_by_day_and_night(officer) == []
    told.get_by_role("button", name="Vorschlag übernehmen").click()
    expect(radio(officer, "FZ-13", LEVELS[1])).to_be_checked()
    expect(conflict(officer, "FZ-13")).to_have_count(0)
    open_panel(officer, "FZ-13", "Verlauf")
    lines = history(officer, "FZ-13")
    expect(lines).to_have_count(2)
    expect(lines.nth(0)).to_have_text(re.compile(rf"^{TIME}, {OFFICER}: Antwort: {LEVELS[3]} → {LEVELS[1]}$"))
    expect(lines.nth(1)).to_have_text(re.compile(rf"^{TIME}, {DEPARTMENT}: Antwort: offen → {LEVELS[3]}$"))


def test_who_keeps_the_stored_answer_drops_the_other_one_for_everybody(at: Callable[[str, str], Page]) -> None:
    officer, department = at("sachbearbeitung", "wohnen"), at("fachamt", "wohnen")
    answer(officer, "FZ-14", LEVELS[2])
    choose(department, "FZ-14", LEVELS[0])
    expect(conflict(department, "FZ-14")).to_be_visible()
    open_criterion(officer, "wohnen")
    conflict(officer, "FZ-14").get_by_role("button", name="Gespeicherte Antwort behalten").click()
    expect(conflict(officer, "FZ-14")).to_have_count(0)
    open_criterion(department, "wohnen")
    expect(radio(department, "FZ-14", LEVELS[2])).to_be_checked()
    expect(conflict(department, "FZ-14")).to_have_count(0)


def test_edits_of_different_parts_of_an_answer_are_both_kept(at: Callable[[str, str], Page]) -> None:
    officer, department = at("sachbearbeitung", "sprache"), at("fachamt", "sprache")
    open_panel(department, "FZ-07", "Bemerkung und Nachweis")
    card(department, "FZ-07").get_by_label("Bemerkung", exact=True).fill("Zwei Abendkurse seit Mai")
    expect(saved(department, "FZ-07")).to_have_text(SAVED)  # sent after a pause

    choose(officer, "FZ-07", LEVELS[2])  # on a state without the remark
    expect(saved(officer, "FZ-07")).to_have_text(SAVED)
    expect(conflict(officer, "FZ-07")).to_have_count(0)
    expect(card(officer, "FZ-07").get_by_label("Bemerkung", exact=True)).to_have_value("Zwei Abendkurse seit Mai")
    open_criterion(department, "sprache")
    expect(radio(department, "FZ-07", LEVELS[2])).to_be_checked()
    expect(card(department, "FZ-07").get_by_label("Bemerkung", exact=True)).to_have_value("Zwei Abendkurse seit Mai")


def test_a_discussion_goes_to_and_fro_until_somebody_closes_it(at: Callable[[str, str], Page]) -> None:
    officer, department = at("sachbearbeitung", "sprache"), at("fachamt", "sprache")
    open_panel(department, "FZ-08", "Gespräch")
    talk = card(department, "FZ-08")
    talk.get_by_label("Ihr Beitrag zum Gespräch").fill("Zählt die Vorlesestunde?")
    talk.get_by_role("button", name="Beitrag senden").click()
    expect(talk.get_by_text("1 Beitrag, noch offen")).to_be_visible()
    expect(talk.get_by_label("Ihr Beitrag zum Gespräch")).to_have_value("")

    open_criterion(officer, "sprache")
    open_panel(officer, "FZ-08", "Gespräch")
    expect(card(officer, "FZ-08")).to_contain_text(re.compile(rf"{DEPARTMENT}, {TIME}:\s+Zählt die Vorlesestunde\?"))
    card(officer, "FZ-08").get_by_role("button", name="Gespräch abschließen").click()
    expect(card(officer, "FZ-08").get_by_text("1 Beitrag, abgeschlossen")).to_be_visible()
