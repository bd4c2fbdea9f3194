"""Two people at one round: nobody overwrites anybody in silence."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from answer_files import csv_of
from browser.barriers import violations
from browser.steps import downloaded, expect_counts, filled_in, open_path, upload
from playwright.sync_api import Page, expect
from running_server import Server

pytestmark = pytest.mark.browser
MUSTERSTADT = "06991048"
KIMS_PASSWORD = "lila Hefter im Flur"


def colleague_answers(server: Server, folder: Path, question_id: str, answer: int) -> None:
    """Somebody stores one answer of round 2026, by the command line."""
    file = folder / "Kollegin.csv"
    file.write_bytes(csv_of([["Nr.", "Antwort"], [question_id, answer]]))
    server.command("import-answers", str(file), "--commune", MUSTERSTADT, "--round", "2026")


def test_an_answer_that_changed_after_the_template_was_made_is_shown_with_both_values_and_decided(
    page_of: Callable[..., Page], own_server: Server, tmp_path: Path
) -> None:
    officer = page_of("sachbearbeitung", "/hochladen", base_url=own_server.url, bypass_csp=True)
    template = downloaded(officer, "Excel (xlsx)")
    colleague_answers(own_server, tmp_path, "MS-01", 1)
    colleague_answers(own_server, tmp_path, "MS-02", 1)

    upload(officer, "Antworten.xlsx", filled_in(template, {"MS-01": 3, "MS-02": 3, "MS-03": 2}))
    expect_counts(officer, neu=1, Konflikte=2, offen=105)  # 108 - 1 - 2
    first = officer.get_by_role("radiogroup", name=re.compile("^MS-01: "))
    moment = r"\d{2}\.\d{2}\.\d{4}, \d{2}:\d{2}"
    expect(first.get_by_role("radio").first).to_have_accessible_name(
        re.compile(rf"^Gespeichert bleibt: 1 – in Planung \(.+, {moment}\)$")
    )
    expect(first.get_by_role("radio").nth(1)).to_have_accessible_name("Datei übernehmen: 3 – weitgehend umgesetzt")
    expect(first.get_by_role("radio", name="Später klären")).to_be_checked()

    assert violations(officer) == []

    first.get_by_text("Datei übernehmen: 3").click()
    officer.get_by_role("button", name="2 Antworten übernehmen, 1 zur Klärung vormerken", exact=True).click()
    receipt = officer.locator(".st-key-receipt")
    expect(receipt).to_contain_text("1 neue Antwort, 1 geänderte Antwort und 1 Antwort zur Klärung")

    upload(officer, "Antworten.xlsx", filled_in(downloaded(officer, "Excel (xlsx)"), {"MS-02": 1, "MS-03": 2}))
    expect_counts(officer, unverändert=3, offen=105)  # MS-02 kept what the colleague had answered
    officer.reload()
    open_path(officer, "/fragen")
    expect(officer.get_by_text("1 Konflikt", exact=False).first).to_be_visible()


def test_the_second_of_two_tabs_stores_nothing_says_so_and_shows_the_new_state(
    page_of: Callable[..., Page], own_server: Server, tmp_path: Path
) -> None:
    password = tmp_path / "password"
    password.write_text(KIMS_PASSWORD)
    own_server.command(
        *("add-account", "kim", "--role", "officer", "--commune", MUSTERSTADT),
        *("--name", "Kim Beispiel", "--password-file", str(password)),
    )
    slow = page_of("sachbearbeitung", "/hochladen", base_url=own_server.url)
    fast = page_of("kim", "/hochladen", KIMS_PASSWORD, base_url=own_server.url)
    template = downloaded(slow, "Excel (xlsx)")
    upload(slow, "langsam.xlsx", filled_in(template, {"MS-01": 3, "MS-02": 3}))
    upload(fast, "schnell.xlsx", filled_in(template, {"MS-01": 0}))
    expect_counts(slow, neu=2, offen=106)
    fast.get_by_role("button", name="Eine Antwort übernehmen", exact=True).click()
    expect(fast.locator(".st-key-receipt")).to_contain_text("1 neue Antwort")

    slow.get_by_role("button", name="2 Antworten übernehmen", exact=True).click()
    expect(slow.get_by_role("alert").filter(has_text="MS-01")).to_contain_text("nichts gespeichert")
    expect_counts(slow, neu=1, Konflikte=1, offen=106)
    conflict = slow.get_by_role("radiogroup", name=re.compile("^MS-01: "))
    expect(conflict).to_contain_text("Gespeichert bleibt: 0 – nicht vorhanden (Kim Beispiel, ")
    slow.reload()
    slow.get_by_role("button", name="Letzte Übernahme rückgängig machen").click()
    expect(slow.get_by_text("„schnell.xlsx“, übernommen am")).to_contain_text("eine Antwort")
