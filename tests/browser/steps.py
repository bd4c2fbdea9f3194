"""What the browser tests do and watch: sign in, open pages, wait, note errors and foreign requests."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import openpyxl
from factories import PASSWORD
from playwright.sync_api import ConsoleMessage, Locator, Page, expect
from playwright.sync_api import TimeoutError as TookTooLongError

IDLE = '[data-testid="stApp"][data-test-script-state="notRunning"]'
PATIENCE_MS = 30_000
MOST_FOLDED = 200  # clicks, more than any page needs
UNFOLDED = """() => [...document.querySelectorAll('[data-testid="stMain"] details')]
  .every((d) => d.open && d.innerText.trim() !== d.querySelector('summary').innerText.trim())"""
STANDS_STILL = """() => Promise.allSettled(
  document.getAnimations().filter((a) => a.effect.getComputedTiming().endTime < 5000).map((a) => a.finished)
).then(() => {})"""
# A browser that loses its server says so on the console; tests that stop the server expect that.
EXPECTED_ON_CONSOLE = re.compile(
    "|".join(
        (
            r"WebSocket connection .* failed",
            r"net::ERR_",
            r"Client Error in reaching server endpoint",
            r"when disconnected from server",
            r"server is not responding",
        )
    )
)


@dataclass
class Watch:
    """What must not happen in a browser: errors on the console, requests that leave this machine."""

    problems: list[str] = field(default_factory=list)
    expected: list[str] = field(default_factory=list)

    def expect(self, part: str) -> None:
        """Take an error whose text holds this part for part of the test."""
        self.expected.append(part)

    def on(self, page: Page) -> None:
        """Watch a page."""
        page.on("pageerror", lambda error: self.problems.append(f"error: {error}"))
        page.on("console", lambda message: message.type == "error" and self._note(message))
        page.on("request", lambda request: self._check_host(request.url))

    def unexpected(self) -> list[str]:
        """What happened and was not expected."""
        return [text for text in self.problems if not any(part in text for part in self.expected)]

    def _note(self, message: ConsoleMessage) -> None:
        if not EXPECTED_ON_CONSOLE.search(message.text):
            self.problems.append(f"console: {message.text} ({message.location.get('url')})")

    def _check_host(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in {"data", "blob"} and parts.hostname != "127.0.0.1":
            self.problems.append(f"foreign request: {url}")


def wait_idle(page: Page) -> None:
    """Wait until the page's script has run to its end."""
    page.locator(IDLE).wait_for(state="attached", timeout=PATIENCE_MS)


def open_path(page: Page, path: str) -> None:
    """Open an address of the program and wait until the page is there."""
    page.goto(path)
    wait_idle(page)
    page.get_by_role("heading", level=1).first.wait_for()


def sign_in(page: Page, username: str, password: str = PASSWORD) -> None:
    """Fill in the form and wait until the person is signed in and the browser has its cookie."""
    for last_try in (False, True):
        open_path(page, "/anmelden")
        try:
            with page.expect_response(lambda response: response.url.endswith("/kompass/session")):
                fill_in(page, username, password)
        except TookTooLongError:
            if last_try:  # a busy machine may lose one click, not two
                raise
        else:
            break
    expect(page.get_by_role("button", name="Abmelden", exact=True)).to_be_visible(timeout=PATIENCE_MS)
    wait_idle(page)


def fill_in(page: Page, username: str, password: str) -> None:
    """Type name and password and send them off."""
    page.get_by_label("Benutzername", exact=True).fill(username)
    page.get_by_label("Passwort", exact=True).fill(password)
    page.get_by_test_id("stFormSubmitButton").get_by_role("button", name="Anmelden").click()


def downloaded(page: Page, label: str) -> bytes:
    """What a download button gives."""
    with page.expect_download() as started:
        page.get_by_role("button", name=label).click()
    return Path(started.value.path()).read_bytes()


def upload(page: Page, file_name: str, content: bytes) -> None:
    """Choose a file in the one place for files of the page."""
    file = {"name": file_name, "mimeType": "application/octet-stream", "buffer": content}
    page.get_by_test_id("stFileUploader").locator("input[type=file]").set_input_files(file)  # type: ignore[arg-type]


def filled_in(workbook: bytes, answers: Mapping[str, str | int], remarks: Mapping[str, str] | None = None) -> bytes:
    """The answer workbook (xlsx) with these answers and remarks in the rows of these questions."""
    book = openpyxl.load_workbook(io.BytesIO(workbook))
    sheet = book["Antworten"]
    columns = {cell.value: cell.column for cell in sheet[1]}
    rows = {row[0].value: row[0].row for row in sheet.iter_rows(min_row=2)}
    for heading, texts in (("Antwort", answers), ("Bemerkung", remarks or {})):
        for question_id, text in texts.items():
            sheet.cell(rows[question_id], columns[heading], text)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def expect_counts(page: Page, **counts: int) -> None:
    """Wait until the preview of a file counts this; what is not named is counted as 0."""
    labels = ("neu", "geändert", "unverändert", "Konflikte", "offen", "Probleme")
    shown = page.locator(".st-key-import_counts")
    for label in labels:
        metric = shown.get_by_test_id("stMetric").filter(has=page.get_by_text(label, exact=True))
        expect(metric.get_by_test_id("stMetricValue")).to_have_text(str(counts.get(label, 0)))


def bar(page: Page, chart: str, number: int) -> Locator:
    """The track of one row of a chart, counted from 0; the whole row from 0 to 100 points can be clicked."""
    tracks = page.locator(f".st-key-{chart} .barlayer .trace").first
    return tracks.locator(".point path").nth(number)


def click_bar(page: Page, chart: str, number: int) -> None:
    """Click a row of a chart where its bar begins."""
    click_mark(page, bar(page, chart, number))


def click_mark(page: Page, mark: Locator, right_of_its_start: int = 12) -> None:
    """Click a mark of a chart, so many pixels right of where it begins, once nothing moves any more."""
    wait_idle(page)
    x, y = mark.evaluate(
        """(element, right) => {
          element.scrollIntoView({ block: 'center', behavior: 'instant' });
          const { x, y, height } = element.getBoundingClientRect();
          return [x + right, y + height / 2];
        }""",
        right_of_its_start,
    )
    page.mouse.click(x, y)


def press_slowly(page: Page, slider: Locator, key: str, times: int) -> None:
    """Move a slider by keyboard at the pace of a person who looks at what each step changes."""
    for _step in range(times):
        slider.press(key)
        wait_idle(page)


def main_text(page: Page) -> str:
    """What can be read on the page, without the menu."""
    return page.get_by_role("main").inner_text()


def unfold(page: Page) -> None:
    """Open everything that is folded away on the page, and wait until it stands still."""
    folded = page.get_by_role("main").locator("details:not([open]) > summary")
    for _ in range(3):  # what unfolds may hold more that is folded away
        for _ in range(MOST_FOLDED):
            left = folded.count()
            if not left:
                break
            folded.first.click()
            with suppress(AssertionError):  # it came while the page was being drawn anew, and went nowhere: once more
                expect(folded).not_to_have_count(left, timeout=3_000)
        wait_idle(page)
    page.wait_for_function(UNFOLDED)
    wait_idle(page)
    page.evaluate(STANDS_STILL)
