"""From the sentence to the single question: by mouse, by keyboard, on a phone, enlarged, on paper."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from browser.steps import click_bar, open_path, unfold
from playwright.sync_api import Locator, Page, expect

pytestmark = pytest.mark.browser

# What Musterstadt's demo answers give, in catalogue order: field 5 is the fifth bar, its criterion 2 the second.
FIELD, ITS_NUMBER = "Engagement und Beteiligung: 91 Punkte, fest verankert", 4
CRITERION, ITS_PLACE = "Beteiligungsverfahren und Dialog", 1
SIGNED_IN = ("/", "/runden", "/hochladen", "/einreichen", "/ergebnisse", "/vergleich", "/mein-konto")
EVERYBODY = ("/", "/anmelden", "/rueckhalt", "/barrierefreiheit", "/datenschutz", "/impressum")
# A phone, a screen of 1440 pixels enlarged to 200 %, a tablet.
WIDTHS = (390, 720, 820)

SIDEWAYS = """() => {
  const main = document.querySelector('[data-testid="stMain"]');
  return Math.max(document.documentElement.scrollWidth - innerWidth, main.scrollWidth - main.clientWidth);
}"""
CUT_OFF = """() => [...document.querySelectorAll('[data-testid="stMain"] *')]
  .filter((e) => getComputedStyle(e).textOverflow === 'ellipsis' && e.scrollWidth > e.clientWidth + 1)
  .map((e) => e.innerText).filter(Boolean)"""


@pytest.fixture
def results(page_of: Callable[..., Page]) -> Page:
    """The results as the mayor sees them."""
    return page_of("leitung", "/ergebnisse")


def detail(page: Page) -> Locator:
    """The questions of the criterion that is open."""
    return page.locator(".st-key-criterion")


def test_a_click_on_a_bar_opens_the_field_and_a_click_on_its_criterion_shows_the_questions(results: Page) -> None:
    click_bar(results, "fields_chart", ITS_NUMBER)
    expect(results.get_by_role("heading", name=FIELD)).to_be_visible()
    expect(results.get_by_role("figure").nth(1)).to_have_accessible_name(re.compile(CRITERION))
    click_bar(results, "criteria_chart", ITS_PLACE)
    expect(detail(results).get_by_role("heading", name=CRITERION)).to_be_visible()
    expect(results.get_by_role("radio", name=CRITERION)).to_be_checked()


def test_a_second_click_on_the_same_bar_means_this_bar(results: Page) -> None:
    click_bar(results, "fields_chart", ITS_NUMBER)
    expect(results.get_by_role("heading", name=FIELD)).to_be_visible()
    results.get_by_role("radio", name="Kommunikation").click()
    expect(results.get_by_role("heading", name="Kommunikation und Konfliktmanagement: ")).to_be_visible()
    click_bar(results, "fields_chart", ITS_NUMBER)
    expect(results.get_by_role("heading", name=FIELD)).to_be_visible()


def test_a_question_shows_answer_remark_evidence_unit_and_suggestion(results: Page) -> None:
    questions = detail(results)
    expect(questions.get_by_role("heading", name="Leitbild und politischer Auftrag")).to_be_visible()
    first, _second, third = (questions.get_by_role("paragraph").filter(has_text=f"MS-0{n}") for n in (1, 2, 3))
    expect(first).to_contain_text("Antwort: 3 – weitgehend umgesetzt")
    expect(first).to_contain_text("Bemerkung: Leitbild steht, Vielfalt kommt bisher nur in der Einleitung vor.")
    expect(first).to_contain_text("Nachweis: Beschluss 12/2024 (Beispiel)")
    expect(first).to_contain_text("Zuständige Stelle: Hauptamt")
    expect(first).not_to_contain_text("Anregung")  # from level 3 on, none is needed
    expect(third).to_contain_text("Anregung: Setzen Sie einen jährlichen Bericht")


def test_the_same_goes_by_keyboard_alone_and_the_focus_is_always_seen(results: Page) -> None:
    tab_to(results, results.get_by_role("radio", name="Steuerung"))
    for _ in range(ITS_NUMBER):
        results.keyboard.press("ArrowRight")
    results.keyboard.press("Enter")
    expect(results.get_by_role("heading", name=FIELD)).to_be_visible()
    tab_to(results, results.get_by_role("radiogroup", name="Kriterium").get_by_role("radio").first)
    results.keyboard.press("ArrowRight")
    results.keyboard.press("Enter")
    expect(detail(results).get_by_role("heading", name=CRITERION)).to_be_visible()
    tab_to(results, results.locator("summary").filter(has_text="So wird gerechnet"))
    results.keyboard.press("Enter")
    expect(results.get_by_text("„Nicht zutreffend“ fällt aus der Rechnung")).to_be_visible()


def tab_to(page: Page, target: Locator) -> None:
    """Press Tab until the target has the focus; on the way everything with the focus has an outline."""
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement !== document.body"):
            outline = page.evaluate("getComputedStyle(document.activeElement).outline")
            assert "solid 2px" in outline, page.evaluate("document.activeElement.outerHTML")[:300]
        if target.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError("Tab never got there")


def test_the_tables_and_the_method_open_and_tell_the_values_of_the_charts(results: Page) -> None:
    fields, criteria = results.get_by_text("Werte als Tabelle").all()
    fields.click()
    row = results.locator(".st-key-fields_table").get_by_role("row").filter(has_text="Engagement und Beteiligung")
    expect(row).to_contain_text("fest verankert")
    expect(row.get_by_role("cell").nth(1)).to_have_text("91")
    criteria.click()
    expect(results.locator(".st-key-criteria_table").get_by_role("row")).to_have_count(6)  # heading and 5 criteria
    results.get_by_text("So wird gerechnet").click()
    weights = results.locator(".st-key-method").get_by_role("row")
    expect(weights).to_have_count(36)  # heading and 35 criteria
    expect(weights.nth(1)).to_contain_text("20,0\u00a0%")  # one of five criteria


@pytest.mark.parametrize("signed_in", [False, True], ids=["everybody", "signed in"])
def test_on_phone_and_tablet_and_enlarged_nothing_scrolls_sideways_and_no_word_is_cut(
    page: Page, page_of: Callable[..., Page], signed_in: bool
) -> None:
    shown = page_of("sachbearbeitung") if signed_in else page
    for path in SIGNED_IN if signed_in else EVERYBODY:
        for width in WIDTHS:
            shown.set_viewport_size({"width": width, "height": 844})
            open_path(shown, path)
            unfold(shown)
            found = (shown.evaluate(SIDEWAYS), shown.evaluate(CUT_OFF))
            assert found == (0, []), f"{path} at {width} pixels"


def test_on_paper_there_is_no_menu_and_no_button(results: Page) -> None:
    menu, sign_out = results.get_by_test_id("stSidebar"), results.get_by_role("button", name="Abmelden")
    expect(menu).to_be_visible()
    results.emulate_media(media="print")
    expect(menu).to_be_hidden()
    expect(sign_out).to_be_hidden()
    expect(results.get_by_role("figure").first).to_be_visible()
    expect(results.get_by_text("Musterstadt", exact=True).first).to_be_visible()


def test_when_the_system_turns_dark_the_words_of_a_chart_can_still_be_read(results: Page) -> None:
    word = results.locator(".st-key-fields_chart .textpoint text").first
    expect(word).to_have_css("fill", "rgb(12, 22, 29)")  # the text colours of the two themes, .streamlit/config.toml
    results.emulate_media(color_scheme="dark")
    expect(word).to_have_css("fill", "rgb(242, 246, 248)")
