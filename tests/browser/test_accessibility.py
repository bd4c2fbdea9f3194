"""Every page, signed out and in, light and dark, everything unfolded, without barriers that a program can find."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

import pytest
from answer_files import table_of
from browser.barriers import violations
from browser.steps import expect_counts, open_path, sign_in, unfold, upload, wait_idle
from playwright.sync_api import Browser, Page, expect
from running_server import Server

pytestmark = pytest.mark.browser

PUBLIC = ("/", "/anmelden", "/rueckhalt", "/leichte-sprache", "/barrierefreiheit", "/datenschutz", "/impressum")
SIGNED_IN = (
    "/",
    "/runden",
    "/fragen",
    "/fragen?kriterium=sprache",
    "/zustaendigkeiten",
    "/hochladen",
    "/einreichen",
    "/ergebnisse",
    "/vergleich",
    "/vergleich-teilnahme",
    "/schwerpunkte",
    "/massnahmen",
    "/sitzungen",
    "/sitzungen?ansicht=neu",
    "/sitzungen?ansicht=beschluesse",
    "/vision-2035",
    "/vision-2035?feld=kommunikation-konflikt",
    "/roter-faden",
    "/roter-faden?von=massnahme:11",
    "/roter-faden?ansicht=wirkung",
    "/uebergabe",
    "/wissen",
    "/wissen?artikel=leitbild-in-drei-sitzungen",
    "/wissen?artikel=praxis-1",
    "/wissen?ansicht=anbieten",
    "/netzwerk",
    "/netzwerk?teil=eigene",
    "/netzwerk?teil=anfragen",
    "/netzwerk?teil=termine",
    "/netzwerk?teil=termine&ansicht=neu",
    "/netzwerk?teil=kontakte",
    "/mein-konto",
)
# The welcome of a department, its part of the work, what is another's, and a page it may not open.
WITHOUT_COCKPIT = ("/", "/fragen", "/fragen?kriterium=bildung", "/hochladen", "/ergebnisse")
LEADING = ("/runden", "/fragen?kriterium=sprache", "/einreichen", "/vergleich-teilnahme")
OF_THE_PLATFORM = (
    "/",
    "/kommunen",
    "/fragenkataloge",
    "/vergleichsdaten",
    "/wissen-pflegen",
    "/wissen-pflegen?artikel=leitbild-in-drei-sitzungen",
    "/wissen-pflegen?ansicht=neu",
)
TALL = {"width": 1280, "height": 3600}  # axe looks at contrast only where something is on the screen


@dataclass(frozen=True)
class Visit:
    """One page as somebody saw it."""

    page: str
    title: str
    language: str
    headings: list[tuple[int, str]]
    figures: list[str]
    tables_folded: int
    violations: list[str]


LOOK = """() => ({
  title: document.title,
  language: document.documentElement.lang,
  headings: [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].map((h) => [Number(h.localName[1]), h.innerText]),
  figures: [...document.querySelectorAll('[role="figure"]')].map((f) => f.getAttribute('aria-label') ?? ''),
  tables_folded: document.querySelectorAll('[class*="_table"] details').length,
})"""


@pytest.fixture(scope="module", params=["light", "dark"])
def visits(request: pytest.FixtureRequest, server: Server, browser: Browser) -> list[Visit]:
    """All pages in one of the two themes, each looked at once."""
    return [
        *_visits(browser, server, request.param, None, PUBLIC),
        *_visits(browser, server, request.param, "sachbearbeitung", SIGNED_IN),
        *_visits(browser, server, request.param, "fachamt", WITHOUT_COCKPIT),
        *_visits(browser, server, request.param, "leitung", LEADING),
        *_visits(browser, server, request.param, "plattform", OF_THE_PLATFORM),
    ]


def _visits(browser: Browser, server: Server, theme: str, user: str | None, paths: tuple[str, ...]) -> Iterator[Visit]:
    context = browser.new_context(
        base_url=server.url,
        locale="de-DE",
        bypass_csp=True,
        viewport=TALL,
        color_scheme=theme,  # type: ignore[arg-type]
    )
    page = context.new_page()
    if user is not None:
        sign_in(page, user)
    for path in paths:
        open_path(page, path)
        if path in ("/", "/ergebnisse", "/vergleich") and user == "sachbearbeitung":
            page.locator(".js-plotly-plot .barlayer").first.wait_for()
        unfold(page)
        looked = page.evaluate(LOOK)
        yield Visit(page=f"{path} ({user}, {theme})", violations=violations(page), **looked)
    context.close()


def test_axe_finds_nothing_on_any_page(visits: list[Visit]) -> None:
    assert {visit.page: visit.violations for visit in visits if visit.violations} == {}


def test_every_page_has_one_main_heading_and_leaves_out_no_level(visits: list[Visit]) -> None:
    for visit in visits:
        levels = [level for level, _words in visit.headings]
        assert levels.count(1) == 1, visit.page
        assert levels[0] == 1, visit.page
        steps = [after - before for before, after in pairwise(levels)]
        assert max(steps, default=0) <= 1, (visit.page, visit.headings)


def test_every_page_has_a_title_of_its_own_and_says_its_language(visits: list[Visit]) -> None:
    assert {visit.language for visit in visits} == {"de"}
    titles = {visit.title for visit in visits}
    assert all(re.fullmatch(r".+ – Kompass 2035", title) for title in titles)
    # A place within a page has the title of its page, and the start page has one for everybody.
    assert len(titles) == len({visit.page.split()[0].partition("?")[0] for visit in visits})


def test_every_chart_tells_all_its_values_in_words_and_has_a_table_beside_it(visits: list[Visit]) -> None:
    charts = {visit.page.split()[0]: visit for visit in visits if visit.figures}
    of_points = {"/", "/ergebnisse", "/vergleich"}
    of_the_vision = {"/vision-2035", "/vision-2035?feld=kommunikation-konflikt"}
    assert set(charts) == of_points | {"/schwerpunkte"} | of_the_vision
    for address, visit in charts.items():
        assert visit.tables_folded == len(visit.figures), visit.page
        if address in of_points:
            assert re.findall(r"(\d+) Punkte", visit.figures[0]) == ["70", "39", "42", "38", "91", "85", "20"]
    # Effect and effort of the first priority, 1 to 5.
    assert "Wirkung 5" in charts["/schwerpunkte"].figures[0]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_a_question_with_everything_below_it_open_is_without_barriers(
    page_of: Callable[..., Page], theme: str, width: int
) -> None:
    page = page_of(
        "sachbearbeitung",
        "/fragen?frage=FZ-06",
        bypass_csp=True,
        viewport={"width": width, "height": 6000},
        color_scheme=theme,
    )
    card = page.locator(".st-key-question_FZ-06")
    for panel in ("Bemerkung und Nachweis", "Gespräch", "Verlauf"):
        card.get_by_role("radio", name=panel).or_(card.get_by_role("checkbox", name=panel)).or_(
            card.get_by_role("button", name=panel)
        ).first.click()
        wait_idle(page)
    expect(card.get_by_label("Ihr Beitrag zum Gespräch")).to_be_visible()
    assert violations(page) == []


def test_the_preview_of_a_file_is_without_barriers(page_of: Callable[..., Page]) -> None:
    page = page_of("sachbearbeitung", "/hochladen", bypass_csp=True, viewport=TALL)
    upload(page, "Antworten.xlsx", table_of(3, "vielleicht", 2))
    expect_counts(page, neu=2, Probleme=1)
    expect(page.get_by_text("vielleicht")).to_be_visible()
    assert violations(page) == []


def test_in_english_the_document_says_so(page_of: Callable[..., Page]) -> None:
    page = page_of("steuerung", "/ergebnisse")
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("heading", name="Results", level=1)).to_be_visible()
    assert page.evaluate("document.documentElement.lang") == "en"
    expect(page).to_have_title("Results – Kompass 2035")
    expect(page.get_by_role("figure").first).to_have_accessible_name(re.compile("70 points, well placed"))
    page.get_by_role("button", name="Deutsch").click()
    expect(page.get_by_role("heading", name="Ergebnisse", level=1)).to_be_visible()
