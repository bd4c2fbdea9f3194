"""The hand-over in a real browser: words that are stored while one types, and both files with them."""

from __future__ import annotations

import io
import re
from collections.abc import Callable

import docx
import pdfplumber
import pytest
from browser.steps import downloaded, wait_idle
from playwright.sync_api import Locator, Page, expect
from running_server import Server

pytestmark = pytest.mark.browser
WORKS = "Die Runde der *Vereine* klappt, weil Frau Muster sie jedes Mal selbst anruft."
SAVED_TODAY = re.compile(r"gespeichert \d\d:\d\d von Beispiel Sachbearbeitung")
CALL = "Zuerst die Bücherei, dann das Landratsamt."


@pytest.fixture
def at(page_of: Callable[..., Page], own_server: Server) -> Callable[[str], Page]:
    """Opens the hand-over in a browser of one's own: `at("leitung")`."""
    return lambda username: page_of(username, "/uebergabe", base_url=own_server.url)


def field(page: Page, part: str) -> Locator:
    """Where one of the own texts is written."""
    return page.locator(f".st-key-vision_part_{part} textarea")


def type_anew(page: Page, part: str, text: str) -> None:
    """Replace what stands there, without leaving the field: it is stored after a pause."""
    field(page, part).focus()
    page.keyboard.press("Control+A")
    page.keyboard.type(text)


def words_of_docx(file: bytes) -> str:
    """Everything that can be read in the paragraphs of a Word file."""
    return " ".join(" ".join(each.text for each in docx.Document(io.BytesIO(file)).paragraphs).split())


def words_of_pdf(file: bytes) -> str:
    """Everything that can be read in a PDF."""
    with pdfplumber.open(io.BytesIO(file)) as pdf:
        return " ".join(" ".join(page.extract_text() for page in pdf.pages).split())


def test_the_officer_writes_what_only_people_know_and_both_files_say_it_with_and_without_names(
    at: Callable[[str], Page],
) -> None:
    officer, mayor = at("sachbearbeitung"), at("leitung")
    type_anew(officer, "works", WORKS)
    type_anew(officer, "call_first", CALL)
    expect(officer.get_by_text(SAVED_TODAY)).to_have_count(2)
    for told in (words_of_docx(downloaded(officer, "Als Word-Datei")), words_of_pdf(downloaded(officer, "Als PDF"))):
        assert WORKS in told
        assert CALL in told
        assert "Beispieldaten" in told
    officer.get_by_text("Namen von Personen nennen").click()
    wait_idle(officer)
    unnamed = words_of_docx(downloaded(officer, "Als Word-Datei"))
    assert CALL not in unnamed

    mayor.reload()
    expect(field(mayor, "works")).to_have_value(WORKS)
