"""Nothing is lost and nothing happens by itself: reload, back, two tabs, a killed server, bad files."""

from __future__ import annotations

import io
import os
import signal
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from answer_files import encrypted_by_office, table_of, xlsx_of
from browser.steps import expect_counts, open_path, upload, wait_idle
from playwright.sync_api import Page, expect
from running_server import Server, serving

pytestmark = pytest.mark.browser


@pytest.fixture
def uploading(page_of: Callable[..., Page]) -> Page:
    """The preview of a file with two answers, before anything is taken over; the tests here leave it at that."""
    page = page_of("sachbearbeitung", "/hochladen")
    upload(page, "Antworten.xlsx", table_of(3, 2))
    expect_counts(page, neu=2)
    return page


def answered(page: Page) -> str:
    """How much of the round is answered, as the page on its approval says."""
    open_path(page, "/einreichen")
    return page.get_by_text("zutreffenden Fragen beantwortet").inner_text()


def test_a_reload_in_the_middle_of_a_preview_stores_nothing_and_the_file_can_be_chosen_again(uploading: Page) -> None:
    uploading.reload()
    wait_idle(uploading)
    expect(uploading.get_by_role("heading", name="2. Ausgefüllte Datei hochladen")).to_be_visible()
    expect(uploading.locator(".st-key-import_counts")).to_have_count(0)
    upload(uploading, "Antworten.xlsx", table_of(3, 2))
    expect_counts(uploading, neu=2)
    assert answered(uploading) == "0 von 108 zutreffenden Fragen beantwortet"


def test_the_back_button_leaves_the_preview_without_storing_anything(uploading: Page) -> None:
    uploading.get_by_test_id("stSidebarNav").get_by_role("link", name="Runden").click()
    expect(uploading.get_by_role("heading", name="Runden", level=1)).to_be_visible()
    uploading.go_back()
    expect(uploading.get_by_role("heading", name="Antworten hochladen", level=1)).to_be_visible()
    uploading.go_forward()
    expect(uploading.get_by_role("heading", name="Runden", level=1)).to_be_visible()
    expect(uploading.locator("[class*=st-key-round_]").first).to_contain_text(
        "0 von 108 zutreffenden Fragen beantwortet"
    )


def test_the_same_file_in_two_tabs_is_stored_once(page_of: Callable[..., Page], own_server: Server) -> None:
    first = page_of("sachbearbeitung", "/hochladen", base_url=own_server.url)
    second = first.context.new_page()
    open_path(second, "/hochladen")
    for tab in (first, second):
        upload(tab, "Antworten.xlsx", table_of(3, 2))
        expect_counts(tab, neu=2)
    first.get_by_role("button", name="2 Antworten übernehmen").click()
    expect(first.locator(".st-key-receipt")).to_contain_text("2 neue Antworten")
    second.get_by_role("button", name="2 Antworten übernehmen").click()
    expect_counts(second, unverändert=2)
    expect(second.get_by_text("Diese Datei ändert nichts")).to_be_visible()
    assert answered(second) == "2 von 108 zutreffenden Fragen beantwortet"


def test_what_was_acknowledged_survives_a_killed_server_and_the_tab_finds_it_again(
    page_of: Callable[..., Page], own_server: Server
) -> None:
    page = page_of("sachbearbeitung", "/hochladen", base_url=own_server.url)
    upload(page, "Antworten.xlsx", table_of(3, 2))
    page.get_by_role("button", name="2 Antworten übernehmen").click()
    expect(page.locator(".st-key-receipt")).to_contain_text("2 neue Antworten")
    os.kill(own_server.process_id, signal.SIGKILL)
    expect(page.locator('[data-test-connection-state="CONNECTED"]')).to_have_count(0)
    with serving(own_server):
        expect(page.locator('[data-test-connection-state="CONNECTED"]')).to_have_count(1, timeout=60_000)
        expect(page.locator(".st-key-receipt")).to_have_count(0)  # drawn anew: a receipt is shown once
        expect(page.get_by_role("button", name="Abmelden", exact=True)).to_be_visible()
        wait_idle(page)
        upload(page, "Antworten.xlsx", table_of(3, 2))
        expect_counts(page, unverändert=2)
        assert answered(page) == "2 von 108 zutreffenden Fragen beantwortet"


def bomb() -> bytes:
    """A workbook of some kilobytes whose two cells span seventeen thousand million."""
    cells = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(xlsx_of([["Nr.", "Antwort"]]))) as good, zipfile.ZipFile(made, "w") as bad:
        for name in good.namelist():
            part = good.read(name)
            if name == "xl/worksheets/sheet1.xml":
                start, _, rest = part.partition(b"<sheetData>")
                part = start + b"<sheetData>" + cells.encode() + b"</sheetData>" + rest.partition(b"</sheetData>")[2]
            bad.writestr(name, part)
    return made.getvalue()


def test_a_bad_file_gets_one_clear_sentence_and_the_server_lives(
    page_of: Callable[..., Page], own_server: Server, tmp_path: Path
) -> None:
    page = page_of("sachbearbeitung", "/hochladen", base_url=own_server.url)
    bad_files = {
        ("Bericht.pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n"): "Format pdf werden nicht gelesen",
        ("Geheim.xlsx", encrypted_by_office(table_of(1), "xlsx", "xlsx", tmp_path)): "mit einem Passwort geschützt",
        ("Bombe.xlsx", bomb()): "zu groß, um gelesen zu werden",
        ("Leer.xlsx", b""): "Diese Datei ist leer.",
    }
    for (name, content), sentence in bad_files.items():
        upload(page, name, content)
        refused = page.get_by_test_id("stAlert")
        expect(refused).to_contain_text(sentence)
        expect(refused).to_have_count(1)
        expect(page.locator(".st-key-import_counts")).to_have_count(0)
    upload(page, "Antworten.xlsx", table_of(3, 2))
    expect_counts(page, neu=2)
    expect(page.get_by_test_id("stAlert")).to_have_count(0)
