"""Part files as people hand them around: the officer's zip file, a department's own workbook, an answer to settle."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from answer_files import read
from browser.barriers import violations
from browser.steps import filled_in, upload, wait_idle
from playwright.sync_api import Page, expect
from running_server import Server

pytestmark = pytest.mark.browser


def download(page: Page, button: str) -> tuple[str, bytes]:
    """The name under which the browser would save a file, and the file."""
    with page.expect_download() as waiting:
        page.get_by_role("button", name=button, exact=True).click()
    return waiting.value.suggested_filename, Path(waiting.value.path()).read_bytes()


def test_parts_go_out_as_a_zip_file_come_back_and_what_differs_waits_to_be_settled(
    page_of: Callable[..., Page], own_server: Server
) -> None:
    officer = page_of("sachbearbeitung", "/hochladen", base_url=own_server.url)
    officer.get_by_role("combobox", name="Für wen?").click()
    officer.get_by_role("option", name="Alle Teile als zip-Datei").click()
    wait_idle(officer)
    name, data = download(officer, "Excel (xlsx)")
    assert name == "Selbstcheck 2026 alle Teile.zip"
    archive = zipfile.ZipFile(io.BytesIO(data))
    mailed = archive.read("Selbstcheck 2026 Sozialamt.xlsx")

    department = page_of("fachamt", "/hochladen", base_url=own_server.url, bypass_csp=True)
    name, own = download(department, "Excel (xlsx)")
    assert name == "Selbstcheck 2026 Sozialamt.xlsx"
    first, second = (row.answer.question_id for row in read(own).rows[:2])
    assert [row.answer for row in read(own).rows] == [row.answer for row in read(mailed).rows]

    upload(officer, "vom Sozialamt.xlsx", filled_in(mailed, {first: 1}))
    officer.get_by_role("button", name="Eine Antwort übernehmen", exact=True).click()
    expect(officer.locator(".st-key-receipt")).to_contain_text("Gespeichert: 1 neue Antwort")

    upload(department, name, filled_in(own, {first: 3, second: 2}))
    conflict = department.get_by_role("radiogroup", name=first)
    expect(conflict.get_by_role("radio")).to_have_count(2)
    assert violations(department) == []
    department.get_by_role("button", name="Eine Antwort übernehmen, 1 zur Klärung vormerken", exact=True).click()
    expect(department.locator(".st-key-receipt")).to_contain_text("1 neue Antwort und 1 Antwort zur Klärung")
    department.get_by_role("link", name="Zur Frage, die zu klären ist").click()
    expect(department.get_by_role("heading", name="Fragen", exact=True, level=1)).to_be_visible()
    expect(department.get_by_role("main").get_by_role("link", name=first)).to_be_visible()
