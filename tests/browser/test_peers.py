"""The comparison in a browser: choosing a group by mouse, by keyboard and by link; from a row down to a question."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from browser.barriers import violations_by_day_and_night
from browser.steps import click_bar, downloaded, fill_in, open_path, wait_idle
from playwright.sync_api import Locator, Page, expect
from running_server import Server

pytestmark = pytest.mark.browser
TALL = {"width": 1280, "height": 4200}  # axe looks at contrast only where something is on the screen
EVERYBODY = "Gruppe: Alle Kommunen · 40 von 40 teilnehmenden"
TOWNS = "Gruppe: Gemeinden · 23 von 23 teilnehmenden"
DISTRICTS = "Gruppe: Landkreise · 9 von 9 teilnehmenden"
LIKE_OURS = "?art=gemeinde&groesse=20000-100000&ostwest=west&raum=staedtisch"
INSIDE = """(body) => {
  const { left, right, top, bottom } = body.getBoundingClientRect();
  const on_screen = left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight;
  return on_screen && body.scrollWidth <= body.clientWidth;
}"""


@pytest.fixture
def peers(page_of: Callable[..., Page]) -> Page:
    """The comparison as the steering group sees it."""
    return page_of("steuerung", "/vergleich")


def group(page: Page, told: str) -> None:
    """Wait until the page tells this group."""
    expect(page.get_by_text(told)).to_be_visible()


def button(page: Page, name: str) -> Locator:
    """The button that opens one list of values, by how its words begin after its sign."""
    return page.get_by_test_id("stPopoverButton").filter(has_text=re.compile(f"^(flag)?\\s*{re.escape(name)}"))


def values(page: Page) -> Locator:
    """The list of values that is open."""
    return page.get_by_role("dialog")


def tick(page: Page, label: str) -> None:
    """Click a value of the open list, by how its words begin."""
    values(page).get_by_text(re.compile(f"^{re.escape(label)}")).click()


def test_several_values_of_several_facts_stand_in_the_address_and_survive_reload_and_the_way_back(peers: Page) -> None:
    group(peers, EVERYBODY)
    button(peers, "Art").click()
    tick(peers, "Gemeinden (23)")
    group(peers, TOWNS)
    expect(button(peers, "Art: Gemeinden")).to_be_visible()
    tick(peers, "Landkreise (9)")
    group(peers, "Gruppe: Gemeinden und Landkreise · 32 von 32")
    peers.keyboard.press("Escape")
    button(peers, "Städtisch/ländlich").click()
    tick(peers, "ländlich (10)")
    group(peers, "Gruppe: Gemeinden und Landkreise, ländlich · 7 von 10")
    address = "?art=gemeinde&art=landkreis&raum=laendlich"
    expect(peers).to_have_url(re.compile(re.escape(address) + "$"))

    peers.reload()
    group(peers, "Gruppe: Gemeinden und Landkreise, ländlich · 7 von 10")
    expect(button(peers, "Art: Gemeinden und Landkreise")).to_be_visible()
    for told in ("Gruppe: Gemeinden und Landkreise · 32 von 32", TOWNS, EVERYBODY):
        peers.go_back()
        group(peers, told)
    expect(peers).to_have_url(re.compile("/vergleich$"))
    peers.go_forward()
    group(peers, TOWNS)
    button(peers, "Art: Gemeinden").click()
    expect(values(peers).get_by_role("checkbox", name="Gemeinden (23)")).to_be_checked()


def test_the_keyboard_comes_into_a_list_stays_where_it_ticked_and_goes_back_to_its_button(peers: Page) -> None:
    button(peers, "Art").focus()
    peers.keyboard.press("Enter")
    expect(values(peers)).to_be_focused()
    boxes = values(peers).get_by_role("checkbox")
    for number, told in ((0, TOWNS), (2, "Gruppe: Gemeinden und Landkreise · 32 von 32")):
        while not boxes.nth(number).evaluate("box => box === document.activeElement"):
            peers.keyboard.press("Tab")
        peers.keyboard.press("Space")
        group(peers, told)
        expect(boxes.nth(number)).to_be_focused()
    peers.keyboard.press("Escape")
    expect(values(peers)).to_have_count(0)
    expect(button(peers, "Art: Gemeinden und Landkreise")).to_be_focused()


def test_two_ticks_in_quick_succession_both_count(peers: Page) -> None:
    button(peers, "Art").click()
    expect(values(peers)).to_be_visible()
    values(peers).evaluate("(list) => [0, 2].forEach((n) => list.querySelectorAll('input')[n].click())")
    group(peers, "Gruppe: Gemeinden und Landkreise · 32 von 32")
    wait_idle(peers)
    expect(values(peers).get_by_role("checkbox", checked=True)).to_have_count(2)


def districts_chosen(page: Page) -> None:
    """Tick the districts and close the list: its boxes are then no longer drawn in the browser."""
    button(page, "Art").click()
    tick(page, "Landkreise (9)")
    group(page, DISTRICTS)
    page.keyboard.press("Escape")
    expect(values(page)).to_have_count(0)


def quick(page: Page, *names: str, hurried: bool) -> None:
    """Click quick choices one after the other, at once or each when the page stands still."""
    for name in names:
        if not hurried:
            wait_idle(page)
        page.get_by_role("radio", name=name).click()
    wait_idle(page)


@pytest.mark.parametrize("hurried", [False, True])
@pytest.mark.parametrize(
    ("clicks", "query"),
    [
        (("Alle Kommunen",), ""),
        (("Alle Kommunen", "Kommunen wie unsere"), LIKE_OURS),
        (("Kommunen wie unsere",), LIKE_OURS),
        (("Kommunen wie unsere", "Alle Kommunen"), ""),
    ],
)
def test_after_a_quick_choice_nothing_counts_that_was_ticked_before(
    clicks: tuple[str, ...], query: str, hurried: bool, peers: Page
) -> None:
    districts_chosen(peers)
    quick(peers, *clicks, hurried=hurried)
    at = re.compile(re.escape(f"/vergleich{query}") + "$")
    expect(peers).to_have_url(at)
    button(peers, "Art").click()
    expect(values(peers).get_by_role("checkbox", name="Gemeinden (", checked=bool(query))).to_be_visible()
    expect(values(peers).get_by_role("checkbox", name="Landkreise (", checked=False)).to_be_visible()
    peers.keyboard.press("Escape")
    peers.get_by_role("radio", name="Alle Kriterien").click()  # every click tells the server all boxes
    expect(peers.get_by_role("combobox", name=re.compile("Kriterium"))).to_be_visible()
    wait_idle(peers)
    expect(peers).to_have_url(at)


def test_after_the_way_back_no_click_brings_the_left_group_again(peers: Page) -> None:
    districts_chosen(peers)
    peers.go_back()
    group(peers, EVERYBODY)
    peers.get_by_role("radio", name="Alle Kriterien").click()
    expect(peers.get_by_role("combobox", name=re.compile("Kriterium"))).to_be_visible()
    wait_idle(peers)
    expect(peers).to_have_url(re.compile("/vergleich$"))
    button(peers, "Größe").click()
    tick(peers, "20.000 bis unter 100.000 (")
    expect(peers).to_have_url(re.compile(r"/vergleich\?groesse=20000-100000$"))
    peers.keyboard.press("Escape")
    button(peers, "Art").click()
    expect(values(peers).get_by_role("checkbox", checked=True)).to_have_count(0)


def test_a_value_of_a_link_stays_ticked_until_somebody_unticks_it(page_of: Callable[..., Page]) -> None:
    page = page_of("steuerung", "/vergleich?art=gemeinde")
    button(page, "Städtisch/ländlich").click()
    tick(page, "ländlich (")
    expect(page).to_have_url(re.compile(r"\?art=gemeinde&raum=laendlich$"))
    page.keyboard.press("Escape")
    button(page, "Art: Gemeinden").click()
    tick(page, "Gemeinden (")
    expect(page).to_have_url(re.compile(r"/vergleich\?raum=laendlich$"))


def test_a_link_shows_another_person_the_same_group(page_of: Callable[..., Page]) -> None:
    group(page_of("sachbearbeitung", "/vergleich?art=landkreis"), DISTRICTS)


def test_a_link_leads_to_its_group_also_through_the_sign_in(page: Page) -> None:
    page.goto("/vergleich?art=landkreis")
    fill_in(page, "steuerung", "Kompass-2035!")
    group(page, DISTRICTS)


def test_quick_choices_replace_the_group_and_one_sentence_says_what_is_shown_instead(peers: Page) -> None:
    peers.get_by_role("radio", name="Kommunen wie unsere").click()
    expect(button(peers, "Größe: 20.000 bis unter 100.000")).to_be_visible()
    expect(peers.get_by_text("gibt es noch keine geschützte Vergleichsgruppe. Gezeigt wird")).to_be_visible()
    peers.get_by_role("radio", name="Alle Kommunen").click()
    group(peers, EVERYBODY)
    expect(button(peers, "Art")).not_to_have_text(re.compile("Gemeinden"))
    expect(peers.get_by_text("keine geschützte Vergleichsgruppe. Gezeigt")).to_have_count(0)


def test_from_a_row_to_its_criteria_to_its_questions_to_the_own_results(peers: Page) -> None:
    click_bar(peers, "peer_fields_chart", 4)
    expect(peers.get_by_role("heading", name="Engagement und Beteiligung: 91 Punkte")).to_be_visible()
    click_bar(peers, "peer_of_field_chart", 1)
    questions = peers.locator(".st-key-peer_questions")
    expect(questions.get_by_role("heading", name="Beteiligungsverfahren und Dialog")).to_be_visible()
    expect(questions.get_by_text("□ Gruppe im Durchschnitt: ")).to_have_count(5)
    questions.get_by_role("link", name="In den eigenen Ergebnissen ansehen").click()
    expect(peers.get_by_role("heading", name="Ergebnisse", level=1)).to_be_visible()
    expect(peers.locator(".st-key-criterion").get_by_role("heading")).to_have_text("Beteiligungsverfahren und Dialog")


def test_a_click_on_a_row_means_this_row_also_after_sorting_and_in_another_group(peers: Page) -> None:
    click_bar(peers, "peer_fields_chart", 0)
    expect(peers.get_by_role("heading", name="Management und Steuerung: 70 Punkte")).to_be_visible()
    peers.get_by_role("radio", name="Abstand zur Mitte").click()
    expect(peers.get_by_role("figure").first).to_have_accessible_name(re.compile("^Kommunikation"))
    click_bar(peers, "peer_fields_chart", 0)  # 20 points: furthest below the middle
    expect(peers.get_by_role("heading", name="Kommunikation und Konfliktmanagement: 20 Punkte")).to_be_visible()
    button(peers, "Art").click()
    tick(peers, "Gemeinden (23)")
    group(peers, TOWNS)
    peers.keyboard.press("Escape")
    expect(peers.get_by_role("heading", name="Kommunikation und Konfliktmanagement: 20 Punkte")).to_be_visible()
    click_bar(peers, "peer_fields_chart", 6)  # 91 points: furthest above it
    expect(peers.get_by_role("heading", name="Engagement und Beteiligung: 91 Punkte")).to_be_visible()


def test_all_criteria_are_sorted_by_how_far_they_are_behind_and_a_row_opens_its_questions(peers: Page) -> None:
    peers.get_by_role("radio", name="Alle Kriterien").click()
    expect(peers.locator(".st-key-peer_criteria_chart .barlayer .trace").first.locator(".point")).to_have_count(35)
    first = peers.get_by_role("figure").first.get_attribute("aria-label") or ""
    assert "unteres Viertel" in first.split(". ")[0]
    click_bar(peers, "peer_criteria_chart", 34)
    last = re.findall(r"(?:^|\. )([^.:]+): Ihre Kommune", first)[-1]
    expect(peers.locator(".st-key-peer_questions").get_by_role("heading", name=last)).to_be_visible()


@pytest.mark.parametrize("width", [1440, 768, 390])
def test_a_list_of_values_fits_on_the_screen(width: int, page_of: Callable[..., Page]) -> None:
    page = page_of("steuerung", "/vergleich?groesse=20000-100000", viewport={"width": width, "height": 844})
    for name in ("Art", "Größe", "Ost/West", "Städtisch/ländlich", "Land"):
        button(page, name).click()
        expect(values(page).get_by_text("In Klammern: ")).to_be_visible()
        assert values(page).evaluate(INSIDE), name
        page.keyboard.press("Escape")
        expect(values(page)).to_have_count(0)


@pytest.mark.parametrize("name", ["Größe", "Land"])
def test_with_an_open_list_the_page_is_without_barriers(name: str, page_of: Callable[..., Page]) -> None:
    page = page_of("steuerung", "/vergleich?groesse=20000-100000", bypass_csp=True, viewport=TALL)
    button(page, name).click()
    expect(values(page).get_by_text("Grau: noch keine geschützte Vergleichsgruppe")).to_be_visible()
    assert violations_by_day_and_night(page) == []


def test_in_a_group_that_shows_only_means_the_page_is_without_barriers(page_of: Callable[..., Page]) -> None:
    page = page_of("steuerung", "/vergleich?art=landkreis&land=sachsen", bypass_csp=True, viewport=TALL)
    page.get_by_role("radio", name="Alle Kriterien").click()
    expect(page.get_by_role("combobox", name=re.compile("Kriterium"))).to_be_visible()
    assert violations_by_day_and_night(page) == []


def test_the_mayor_sets_a_goal_and_others_see_it(own_server: Server, page_of: Callable[..., Page]) -> None:
    page = page_of("leitung", "/vergleich", base_url=own_server.url, bypass_csp=True, viewport=TALL)
    button(page, "Ziel setzen").click()
    page.get_by_label("Ziel 2035 für Steuerung").fill("80")
    assert violations_by_day_and_night(page) == []
    page.get_by_label("Ziel 2035 für Steuerung").press("Enter")
    expect(button(page, "Ziel: 80 Punkte")).to_be_visible()
    expect(page.get_by_role("figure").first).to_have_accessible_name(re.compile("eigenes Ziel 80, noch 10 bis dahin"))
    other = page_of("steuerung", "/vergleich", base_url=own_server.url)
    expect(other.get_by_role("figure").first).to_have_accessible_name(re.compile("eigenes Ziel 80, noch 10 bis dahin"))


def test_the_comparison_can_be_taken_along(peers: Page) -> None:
    assert downloaded(peers, "Vergleich als Excel-Datei (xlsx)")[:2] == b"PK"


def test_whoever_is_signed_out_elsewhere_sees_no_other_group(peers: Page) -> None:
    group(peers, EVERYBODY)
    other = peers.context.new_page()
    open_path(other, "/vergleich")
    other.get_by_role("button", name="Abmelden").click()
    expect(other.get_by_role("link", name="Anmelden").first).to_be_visible()
    button(peers, "Art").click()
    tick(peers, "Gemeinden (23)")
    expect(peers.get_by_label("Benutzername", exact=True)).to_be_visible()
    expect(peers.get_by_text("teilnehmenden Kommunen gezählt")).to_have_count(0)
