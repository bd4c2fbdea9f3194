"""Measures in the browser: from the first line to the end, two people at one measure, files, address and barriers."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from answer_files import saved_by_office
from browser.barriers import violations, violations_by_day_and_night
from browser.measures_page import (
    add,
    choice,
    choose_day,
    field,
    main,
    move,
    open_list,
    open_measure,
    pick,
    row,
    saved,
    write,
)
from browser.steps import click_mark, downloaded, open_path, unfold, upload, wait_idle
from measure_lists import filled_in
from playwright.sync_api import Page, expect
from running_server import Server

pytestmark = pytest.mark.browser
TALL = {"width": 1280, "height": 3600}  # axe looks at contrast only where something is on the screen
OFFICER, MAYOR = "Beispiel Sachbearbeitung", "Beispiel Leitung"
TIME = r"\d\d:\d\d"
LATE = "Verbindlicher Ablauf bei Anfeindungen und Bedrohungen"
HELD_UP = "Sprachmittlung für alle Ämter"


@pytest.fixture
def at(page_of: Callable[..., Page], team_server: Server) -> Callable[..., Page]:
    """Opens a page of this module's own program: `at("leitung", "/massnahmen")`."""

    def open_page(username: str, path: str = "/massnahmen", **options: object) -> Page:
        given = {"base_url": team_server.url, "bypass_csp": True, "viewport": TALL, **options}
        return page_of(username, path, **given)

    return open_page


def test_a_measure_goes_from_one_line_to_the_end_and_its_story_can_be_read(at: Callable[..., Page]) -> None:
    page = at("sachbearbeitung")
    add(page, "Lesestunden in der Bücherei")
    page.get_by_role("link", name="„Lesestunden in der Bücherei“ jetzt ausarbeiten").click()
    expect(page.get_by_role("heading", name="Lesestunden in der Bücherei", level=1)).to_be_visible()

    write(page, "description", "Jeden Dienstag, in fünf Sprachen.")
    write(page, "budget_euro", "1500")
    choose_day(page, field(page, "due_on"), "31.12.2027")
    expect(saved(page)).to_have_text(re.compile(f"gespeichert {TIME} von {OFFICER}"))
    move(page, "einplanen", "Beschlossen am 24. November.", "geplant")
    move(page, "blockiert melden", "Der Raum fehlt.", "blockiert")
    expect(main(page).locator("blockquote").first).to_have_text("Der Raum fehlt.")
    move(page, "weiterführen", "Ein Raum ist gefunden.", "läuft")

    page.get_by_label("Neuer Schritt").fill("Vorlesende finden")
    page.get_by_role("button", name="Hinzufügen").click()
    step = page.get_by_role("checkbox", name=re.compile("^Vorlesende finden"))
    expect(step).not_to_be_checked()
    page.get_by_text("Vorlesende finden").first.click()
    expect(page.get_by_text(re.compile(r"erledigt am \d\d\.\d\d\.\d{4}")).first).to_be_visible()
    move(page, "als erledigt melden", "Zwölf Kinder kommen jede Woche.", "erledigt")

    page.reload()
    story = page.locator(".st-key-measure_story")
    expect(story.locator("blockquote")).to_have_text(
        [
            "Beschlossen am 24. November.",
            "Der Raum fehlt.",
            "Ein Raum ist gefunden.",
            "Zwölf Kinder kommen jede Woche.",
        ]
    )
    expect(story).to_contain_text(f"{OFFICER} hat die Maßnahme aufgenommen.")
    expect(story).to_contain_text("Beschreibung: Jeden Dienstag, in fünf Sprachen.; Budget in Euro: 1.500")
    expect(story).to_contain_text("meldet einen Schritt als erledigt: „Vorlesende finden“.")


def test_a_step_without_a_sentence_is_refused_where_one_looks(at: Callable[..., Page]) -> None:
    page = at("sachbearbeitung")
    open_measure(page, "Gründungsberatung in mehreren Sprachen")
    choice(page, "beginnen").click()
    page.get_by_role("button", name="Stand „läuft“ speichern").click()
    expect(page.get_by_text("Bitte sagen Sie in einem Satz, warum.")).to_be_visible()


def test_what_is_typed_is_stored_after_a_pause_without_leaving_the_field(at: Callable[..., Page]) -> None:
    page, mayor = at("sachbearbeitung"), at("leitung")
    open_measure(page, "Netzwerk der örtlichen Wirtschaft öffnen")
    field(page, "participants").locator("input").fill("Kammer und Kreis")
    expect(saved(page)).to_have_text(re.compile(f"gespeichert {TIME} von {OFFICER}"))
    open_measure(mayor, "Netzwerk der örtlichen Wirtschaft öffnen")
    expect(field(mayor, "participants").locator("input")).to_have_value("Kammer und Kreis")


def test_two_edit_one_measure_and_nobody_overwrites_anybody(at: Callable[..., Page]) -> None:
    page, mayor = at("sachbearbeitung"), at("leitung")
    for tab in (page, mayor):
        open_measure(tab, HELD_UP)
    write(page, "participants", "Gemeinwesenarbeit")
    expect(mayor.get_by_text(f"Inzwischen geändert von {OFFICER}: Beteiligte.")).to_be_visible()  # within 10 seconds
    expect(field(mayor, "participants").locator("input")).not_to_have_value("Gemeinwesenarbeit")
    write(mayor, "participants", "Träger der Jugendhilfe")  # based on what the tab showed
    expect(page.get_by_text(f"Inzwischen geändert von {MAYOR}: Beteiligte.")).to_be_visible()
    write(page, "indicator", "Wartezeit in Tagen")  # another part: nothing meets

    for tab in (mayor, page):
        told = field(tab, "participants")
        expect(told).to_contain_text("Beteiligte: zwei verschiedene Angaben. Welche soll gelten?")
        expect(told).to_contain_text("Gespeichert: Gemeinwesenarbeit")
        expect(told).to_contain_text(re.compile(f"Vorgeschlagen von {MAYOR}, {TIME}: Träger der Jugendhilfe"))
    # What waits stays where it was typed; the other tab shows what is stored.
    expect(field(mayor, "participants").locator("input").first).to_have_value("Träger der Jugendhilfe")
    expect(field(page, "participants").locator("input").first).to_have_value("Gemeinwesenarbeit")
    assert violations_by_day_and_night(mayor) == []

    mayor.reload()  # what waits is not lost with the page
    expect(field(mayor, "indicator").locator("input")).to_have_value("Wartezeit in Tagen")
    expect(field(mayor, "participants").locator("input").first).to_have_value("Gemeinwesenarbeit")
    field(mayor, "participants").get_by_role("button", name="Vorschlag übernehmen").click()
    expect(field(mayor, "participants").locator("input").first).to_have_value("Träger der Jugendhilfe")
    expect(mayor.get_by_text("zwei verschiedene Angaben")).to_have_count(0)
    field(page, "participants").get_by_role("button", name="Gespeichertes behalten").click()  # too late
    expect(page.get_by_text("Darüber ist inzwischen entschieden.")).to_be_visible()
    expect(field(page, "participants").locator("input").first).to_have_value("Träger der Jugendhilfe")


def test_several_measures_get_the_same_unit_and_the_same_state_at_once(at: Callable[..., Page]) -> None:
    page = at("steuerung")
    for title in ("Sommerfest der Kulturen planen", "Sprachtandems vermitteln"):
        add(page, title)
        open_list(page)
    for title in ("Sommerfest der Kulturen planen", "Sprachtandems vermitteln"):
        pick(page, title)
    expect(page.get_by_text("2 Maßnahmen ausgewählt")).to_be_visible()
    bulk = page.locator(".st-key-bulk_measures")
    bulk.get_by_text("Zuständige Stelle", exact=True).click()
    box = page.get_by_role("combobox", name="Neue zuständige Stelle")
    box.fill("Amt für Begegnung")
    box.press("Enter")
    wait_idle(page)
    assert violations(page) == []
    page.get_by_role("button", name="Bei 2 Maßnahmen ändern").click()
    expect(page.get_by_text("2 Maßnahmen geändert.")).to_be_visible()
    for title in ("Sommerfest der Kulturen planen", "Sprachtandems vermitteln"):
        expect(row(page, title)).to_contain_text("Amt für Begegnung")
        pick(page, title)
    bulk.get_by_text("Stand", exact=True).click()
    bulk.get_by_text("geplant", exact=True).click()
    page.get_by_label("Warum? Ein Satz.").fill("Beschlossen in der Sitzung.")
    page.get_by_role("button", name="Bei 2 Maßnahmen ändern").click()
    expect(page.get_by_text("2 Maßnahmen haben jetzt den Stand „geplant“.")).to_be_visible()
    expect(row(page, "Sprachtandems vermitteln")).to_contain_text("geplant")


def test_filters_and_views_stand_in_the_address_and_survive_reload_and_the_way_back(at: Callable[..., Page]) -> None:
    page = at("leitung")
    page.get_by_text("überfällig (1)", exact=True).click()
    expect(page.get_by_text(re.compile(r"Eine von \d+ Maßnahmen passt\."))).to_be_visible()
    expect(page).to_have_url(re.compile(r"/massnahmen\?blick=ueberfaellig$"))
    open_measure(page, LATE)
    expect(page).to_have_url(re.compile(r"blick=ueberfaellig&massnahme=\d+$"))
    page.reload()
    expect(page.get_by_role("heading", name=LATE, level=1)).to_be_visible()
    page.get_by_role("link", name="Alle Maßnahmen").click()
    expect(page.get_by_text(re.compile(r"Eine von \d+ Maßnahmen passt\."))).to_be_visible()
    page.get_by_role("button", name="Alle zeigen").click()
    expect(row(page, HELD_UP)).to_be_visible()

    page.get_by_text("Tafel", exact=True).click()
    expect(page.get_by_role("heading", name=re.compile("blockiert"), level=2)).to_be_visible()
    open_measure(page, HELD_UP)
    page.go_back()
    expect(page.get_by_role("heading", name=re.compile("blockiert"), level=2)).to_be_visible()
    page.go_back()
    expect(row(page, HELD_UP)).to_be_visible()
    page.go_forward()
    page.go_forward()
    expect(page.get_by_role("heading", name=HELD_UP, level=1)).to_be_visible()


def test_the_list_is_sorted_by_a_click_on_a_heading_and_searched(at: Callable[..., Page]) -> None:
    page = at("leitung")
    titles = page.locator('[class*="st-key-measure_name_"] a')
    page.get_by_role("button", name="Maßnahme", exact=True).click()
    expect(page).to_have_url(re.compile("sortierung=titel$"))
    wait_idle(page)
    shown = titles.all_inner_texts()
    assert shown == sorted(shown, key=str.casefold)
    page.get_by_role("button", name="Maßnahme ↑").click()
    expect(page).to_have_url(re.compile("sortierung=-titel$"))
    wait_idle(page)
    assert titles.all_inner_texts() == shown[::-1]
    search = page.get_by_role("searchbox", name="Suche").or_(page.get_by_label("Suche", exact=True)).first
    search.fill("nachtragshaushalt")
    search.press("Enter")
    expect(titles).to_have_text([HELD_UP])  # found in why it is blocked


def test_the_timeline_tells_its_finding_its_values_and_a_measure_that_is_clicked(at: Callable[..., Page]) -> None:
    page = at("leitung", "/massnahmen?ansicht=zeitleiste")
    chart = page.get_by_role("figure").first
    expect(page.get_by_role("heading", name="Eine Maßnahme ist überfällig", level=2)).to_be_visible()
    expect(chart).to_have_accessible_name(re.compile(f"{LATE}: 02.06.2026 bis 30.09.2026, läuft, überfällig"))
    page.get_by_text("Werte als Tabelle").click()
    late = page.get_by_role("row").filter(has_text=LATE)
    expect(late).to_contain_text("Abstimmung mit der Polizei (offen, 01.09.2026)")
    third = 2  # counted from 0: two measures that are done began before it
    click_mark(page, chart.locator(".barlayer .trace").first.locator(".point path").nth(third))
    page.get_by_role("link", name=f"„{LATE}“ öffnen").click()
    expect(page.get_by_role("heading", name=LATE, level=1)).to_be_visible()


def test_a_list_that_the_office_program_saved_is_looked_at_taken_over_and_taken_back(
    at: Callable[..., Page], tmp_path: Path
) -> None:
    page, mayor = at("sachbearbeitung", "/massnahmen?ansicht=datei"), at("leitung")
    sheet = downloaded(page, "Excel (xlsx)")
    changed = filled_in(
        sheet,
        {"row": 2, "participants": "Nur das Rechtsamt"},
        {"row": 3, "due_on": date(2027, 9, 30)},
        {"row": 4, "budget_euro": "viel"},
        {"row": 40, "title": "Schulweg ohne Hürden", "responsible_unit": "Schulamt für Süd und Öst"},
    )
    open_measure(mayor, LATE)
    write(mayor, "participants", "Polizei und Rechtsamt")  # after the list was made

    upload(page, "Liste.ods", saved_by_office(changed, "xlsx", "ods", tmp_path))
    expect(page.get_by_role("heading", name="3. Ansehen und übernehmen")).to_be_visible()
    counts = page.locator(".st-key-import_counts")
    for label, number in {"neu": 1, "geändert": 1, "Konflikte": 1, "Probleme": 1}.items():
        metric = counts.get_by_test_id("stMetric").filter(has=page.get_by_text(label, exact=True))
        expect(metric.get_by_test_id("stMetricValue")).to_have_text(str(number))
    expect(page.get_by_text("Erwartet wird eine ganze Zahl wie 12.000 oder eine leere Zelle.")).to_be_visible()
    expect(page.get_by_text("Beteiligte: Polizei und Rechtsamt → Nur das Rechtsamt")).to_be_visible()
    assert violations_by_day_and_night(page) == []
    page.get_by_role("button", name="3 Maßnahmen übernehmen").click()
    expect(
        page.get_by_text("Gespeichert: 1 neue Maßnahme, 1 geänderte Maßnahme und 1 Maßnahme zur Klärung.")
    ).to_be_visible()

    mayor.reload()
    expect(field(mayor, "participants")).to_contain_text("Nur das Rechtsamt")
    expect(field(mayor, "participants").locator("input").first).to_have_value("Polizei und Rechtsamt")
    page.get_by_role("button", name="Letzte Übernahme rückgängig machen").click()
    page.get_by_role("button", name="Ja, rückgängig machen").click()
    expect(page.get_by_text("Zurückgenommen: 1 Maßnahme entfernt und 1 Maßnahme wie vorher.")).to_be_visible()
    open_list(page)
    expect(row(page, "Schulweg ohne Hürden")).to_have_count(0)


def test_a_measure_of_nobody_is_told_as_such(at: Callable[..., Page]) -> None:
    page = at("leitung", "/massnahmen?massnahme=4711")
    expect(page.get_by_text("Diese Maßnahme gibt es nicht")).to_be_visible()
    page.get_by_role("link", name="Alle Maßnahmen").click()
    expect(row(page, HELD_UP)).to_be_visible()


TIMELINE = "?ansicht=zeitleiste"
VIEWS = ("", "?ansicht=tafel", TIMELINE, f"{TIMELINE}&zeitraum=nah", "?ansicht=datei", "?massnahme=1")
LEVELS = "() => [...document.querySelectorAll('h1,h2,h3,h4')].map((h) => Number(h.localName[1]))"


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390])
def test_every_view_is_without_barriers(page_of: Callable[..., Page], theme: str, width: int) -> None:
    page = page_of("steuerung", bypass_csp=True, viewport={"width": width, "height": 5000}, color_scheme=theme)
    found = {}
    for view in VIEWS:
        open_path(page, f"/massnahmen{view}")
        if "zeitleiste" in view:
            page.locator(".js-plotly-plot .barlayer").first.wait_for()
        unfold(page)
        found[view] = violations(page)
        levels = page.evaluate(LEVELS)
        assert levels.count(1) == 1, view
        assert max((after - before for before, after in pairwise(levels)), default=0) <= 1, view
        # Nothing makes the page itself scroll sideways.
        assert page.evaluate("() => document.documentElement.scrollWidth <= window.innerWidth"), view
    assert {view: problems for view, problems in found.items() if problems} == {}
