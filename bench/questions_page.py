"""Server time of the questions page, one criterion of four questions, against a bare page with the same widgets.

Both are served with the same settings and measured in turn in one run, with 1 tab and with 50, with the demo's communes
and with 10,000 more in the database. Measured are a click on an answer (stored with its history and its audit entry,
then one question is redrawn; the bare page redraws itself), looking at a question again without storing, and a rerun of
the whole page with menu, header and sign-in check. The target is at most 1.5.

In Chromium: from the click on an answer until what follows from it is on the screen; the target is at most 1.3.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

from floor.measuring import bare, seconds_of, tell
from playwright.sync_api import Locator, Page, expect, sync_playwright
from running_server import Server, started
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from streamlit_tab import Tab

CRITERION = "sprache"  # four questions
RADIO = "Antwort auf FZ-09"
LEVELS = ("4 – fest verankert", "1 – in Planung")  # the highest asks for evidence
BARE_LEVELS = ("4 – established", "1 – planned")
IDLE = '[data-testid="stApp"][data-test-script-state="notRunning"]'
ROUNDS = 5
TIMES = {1: 30, 50: 3}
CLICKS = 25
TARGET, TARGET_ON_SCREEN = 1.5, 1.3
PASSWORD = "Kompass-2035!"


class CriterionTab(Tab):
    """A tab at one criterion of the questions page."""

    def send(self, message: BackMsg) -> None:
        """Send a message; a rerun says which criterion the address names."""
        if message.HasField("rerun_script") and self.path == "fragen":
            message.rerun_script.query_string = f"kriterium={CRITERION}"
        super().send(message)


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder, started(Path(folder)) as ours, bare("questions.py") as floor:
        cookies: dict[str, str] = {}
        with Tab(ours.url, cookies) as tab:
            tab.sign_in("sachbearbeitung", PASSWORD)
        for more in (0, 10_000):
            add_communes(ours, more)
            print(f"== {40 + more:,} communes in the database")
            for sessions, times in TIMES.items():
                measure(ours, floor, cookies, sessions, times)
        on_screen(ours, floor)


def measure(ours: Server, floor: str, cookies: dict[str, str], sessions: int, times: int) -> None:
    """Measure with so many tabs at once, and print."""
    with ExitStack() as stack:
        page = [stack.enter_context(CriterionTab(ours.url, dict(cookies), path="fragen")) for _ in range(sessions)]
        blank = [stack.enter_context(Tab(floor, {})) for _ in range(sessions)]
        for tab in (*page, *blank):
            tab.run()
        assert all(RADIO in tab.widgets for tab in page)
        question = next(part for part in page[0].fragment_ids if page[0].fragments[part] >= {RADIO})
        ids = {id(tab): tab.widgets[RADIO if tab in page else "Answer"][0] for tab in (*page, *blank)}

        def click(tab: Tab, number: int, levels: tuple[str, ...], part: str) -> None:
            tab.run((WidgetState(id=ids[id(tab)], string_value=levels[number % 2]),), fragment_id=part)

        seconds: dict[str, list[float]] = {"stored answer": [], "question": [], "whole page": [], "bare": []}
        for _ in range(ROUNDS):  # in turn, so that a slow moment of the machine hits all
            seconds["stored answer"] += seconds_of(page, times, lambda tab, n: click(tab, n, LEVELS, question))
            seconds["question"] += seconds_of(page, times, lambda tab, _: tab.run(fragment_id=question))
            seconds["whole page"] += seconds_of(page, times, lambda tab, _: tab.run())
            seconds["bare"] += seconds_of(blank, times, lambda tab, n: click(tab, n, BARE_LEVELS, ""))
    tell(sessions, seconds, dict.fromkeys(("stored answer", "question", "whole page"), "bare"), TARGET)


def add_communes(server: Server, number: int) -> None:
    """Add communes with an approved round of 108 answers each: copies of one of the demo, in one step."""
    if not number:
        return
    with sqlite3.connect(server.folder / "kompass.db", timeout=60) as db:
        db.execute(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?) "
            "INSERT INTO commune (ags, name, kind, land, population, urbanisation, is_demo, benchmark_consent, "
            "public_results) SELECT 'x' || i, 'Beispielort ' || i, kind, land, population, urbanisation, 1, 1, 0 "
            "FROM n, (SELECT * FROM commune ORDER BY id LIMIT 1)",
            (number,),
        )
        db.execute(
            "INSERT INTO self_check (commune_id, round_name, catalogue_version, status, begun_at, submitted_at, "
            "revision, versions) SELECT c.id, s.round_name, s.catalogue_version, s.status, s.begun_at, "
            "s.submitted_at, s.revision, s.versions FROM commune c, (SELECT * FROM self_check WHERE status = "
            "'approved' AND catalogue_version = '2021-07' ORDER BY id LIMIT 1) s WHERE c.ags LIKE 'x%'"
        )
        for table in ("answer", "answer_revision"):
            columns = [row[1] for row in db.execute(f"PRAGMA table_info({table})") if row[1] != "self_check_id"]
            names = ", ".join(columns)
            db.execute(
                f"INSERT INTO {table} (self_check_id, {names}) SELECT s.id, {', '.join('a.' + n for n in columns)} "
                f"FROM self_check s JOIN commune c ON c.id = s.commune_id, (SELECT * FROM {table} WHERE "
                "self_check_id = (SELECT min(id) FROM self_check WHERE status = 'approved' AND "
                "catalogue_version = '2021-07')) a WHERE c.ags LIKE 'x%'"
            )
    with sqlite3.connect(server.folder / "kompass.db", timeout=60) as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # so that no measured click pays for it


def on_screen(ours: Server, floor: str) -> None:
    """The same click in Chromium, in turn with the bare page."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium")
    options = ["--no-sandbox", "--disable-gpu", "--disable-quic"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=options)
        page, blank = browser.new_page(locale="de-DE"), browser.new_page()
        page.goto(f"{ours.url}/anmelden")
        page.get_by_label("Benutzername", exact=True).fill("sachbearbeitung")
        page.get_by_label("Passwort", exact=True).fill(PASSWORD)
        with page.expect_response(lambda response: response.url.endswith("/kompass/session")):
            page.get_by_test_id("stFormSubmitButton").get_by_role("button").click()
        expect(page.get_by_role("button", name="Abmelden")).to_be_visible(timeout=30_000)
        page.goto(f"{ours.url}/fragen?kriterium={CRITERION}")
        blank.goto(floor)
        ours_shown = page.get_by_role("radiogroup", name=RADIO)
        bare_shown = blank.get_by_test_id("stRadio").first
        seconds: dict[str, list[float]] = {"click on screen": [], "bare": []}
        for number in range(CLICKS):
            seconds["click on screen"].append(clicked(page, ours_shown, LEVELS[number % 2]))
            seconds["bare"].append(clicked(blank, bare_shown, BARE_LEVELS[number % 2]))
        browser.close()
    tell(1, seconds, {"click on screen": "bare"}, TARGET_ON_SCREEN)


def clicked(page: Page, around: Locator, label: str) -> float:
    """Seconds from a click until the field for the evidence came or went; measured in the browser itself."""
    option = around.get_by_text(label, exact=True)
    option.scroll_into_view_if_needed()
    page.evaluate(
        """() => {
          const fields = () => document.querySelectorAll('input[type="text"]').length;
          const before = fields();
          window.measured = new Promise((done) => addEventListener('pointerdown', () => {
            const begun = performance.now();
            const look = () => {
              if (fields() !== before) done(performance.now() - begun);
              else requestAnimationFrame(look);
            };
            look();
          }, { once: true, capture: true }));
        }"""
    )
    option.click()
    milliseconds: float = page.evaluate("() => window.measured")
    page.locator(IDLE).wait_for(state="attached")
    time.sleep(0.1)
    return milliseconds / 1000


if __name__ == "__main__":
    main()
