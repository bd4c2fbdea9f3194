"""The incident log in a real browser: it works, it stays with the person, and the program keeps no byte of it."""

from __future__ import annotations

import io
import json
import re
import secrets
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pdfplumber
import pytest
from browser.barriers import violations_by_day_and_night
from browser.steps import IDLE, PATIENCE_MS, Watch, downloaded, open_path, wait_idle
from conftest import ROOT
from playwright.sync_api import BrowserContext, Dialog, Page, Request, expect
from running_server import Server, on_data_of, serving
from traces import Lookout, holds, where_it_stands

pytestmark = pytest.mark.browser

PATH = "/rueckhalt?teil=protokoll"
FIRST_FIELDS = ("Wo, oder auf welcher Plattform?", "Was ist geschehen?", "Wer war es")
MORE_FIELDS = (
    *("Bezug zum Amt", "Link zum Beitrag", "Link zum Profil", "Zeuginnen und Zeugen", "Beweis 1", "Schaden"),
    *("Folgen für Sie", "Anzeige erstattet bei", "Aktenzeichen", "Ergebnis der Meldung", "Nächster Schritt"),
)
FOR_ONESELF = [9, 13]  # consequences and next step, in the order of typing
REPORTER_FIELDS = ("Name", "Amt oder Funktion", "Dienstanschrift", "Dienstlich erreichbar")
SENT_AFTER_MS = 2_000  # what was typed last is told to be unsent until then
ELSEWHERE = "www.dwd.de"
SAVE_JSON, SAVE_CSV = "Als Datei sichern (JSON)", "Als Tabelle sichern (CSV)"


@dataclass
class Typed:
    """Sentences that nobody wrote before, one for each field, and the addresses that were seen meanwhile."""

    sentences: list[str] = field(default_factory=list)
    addresses: set[str] = field(default_factory=set)
    titles: set[str] = field(default_factory=set)

    def sentence(self) -> str:
        """A new one."""
        self.sentences.append(f"erfundener Satz {secrets.token_hex(8)} für Größe")
        return self.sentences[-1]

    def into(self, page: Page, label: str) -> None:
        """Type a new one into a field."""
        page.get_by_role("textbox", name=re.compile(f"^{re.escape(label)}")).first.fill(self.sentence())
        self.look(page)

    def look(self, page: Page) -> None:
        """Note the address and the title."""
        self.addresses.add(page.url)
        self.titles.add(page.title())

    def on(self, request: Request) -> None:
        """Note the address of a request, and what it sends apart from the page's own connection."""
        self.addresses.add(request.url + (request.post_data or ""))


@pytest.fixture
def private_server(tmp_path: Path) -> Iterator[Server]:
    """A program whose folder for data, temporary files and home are its own, and whose log says all it can say."""
    folders = {name: tmp_path / name for name in ("tmp", "home")}
    for folder in folders.values():
        folder.mkdir()
    settings = {
        "KOMPASS_DATA_DIR": str(tmp_path / "var"),
        "KOMPASS_DEMO": "1",
        "HOME": str(folders["home"]),
        **dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(folders["tmp"])),
        "STREAMLIT_LOGGER_LEVEL": "debug",
    }
    prepared = on_data_of(settings, tmp_path / "log")
    prepared.command("migrate")
    with serving(prepared) as running:
        yield running


@pytest.fixture
def log_page(new_context: Callable[..., BrowserContext], private_server: Server) -> Page:
    """The log of somebody who is not signed in."""
    page = new_context(base_url=private_server.url, accept_downloads=True).new_page()
    open_path(page, PATH)
    page.get_by_role("button", name="Vorfall eintragen").wait_for()
    return page


def click(page: Page, name: str) -> None:
    """Click a button and wait for what it does."""
    page.get_by_role("button", name=name, exact=True).click()
    wait_idle(page)


def bring_back(page: Page, name: str, content: bytes) -> None:
    """Choose the own file."""
    file = {"name": name, "mimeType": "application/octet-stream", "buffer": content}
    page.locator("input[data-kompass-file]").set_input_files(file)  # type: ignore[arg-type]


def type_everything(page: Page, typed: Typed) -> None:
    """One incident with a sentence in every field, and who reports."""
    click(page, "Vorfall eintragen")
    for label in FIRST_FIELDS:
        typed.into(page, label)
    page.get_by_text("Mehr Angaben", exact=True).click()
    for label in MORE_FIELDS:
        typed.into(page, label)
    page.get_by_label("Nächster Schritt").blur()
    page.get_by_label("Aufgenommen von").wait_for()
    typed.into(page, "Aufgenommen von")
    page.get_by_label("Aufgenommen von").blur()
    wait_idle(page)
    click(page, "Fertig")
    click(page, "Angaben machen")
    for label in REPORTER_FIELDS:
        typed.into(page, label)
    click(page, "Fertig")


def everything_taken_along(page: Page) -> dict[str, bytes]:
    """All four files, and the report as Word file."""
    files = {"json": downloaded(page, SAVE_JSON)}
    expect(page.get_by_text("Alle Vorfälle stehen in einer Datei")).to_be_visible(timeout=PATIENCE_MS)
    wait_idle(page)
    files["csv"] = downloaded(page, SAVE_CSV)
    for ending, label in (("pdf", "Als PDF"), ("docx", "Als Word-Datei")):
        with page.expect_download() as started:
            page.get_by_role("button", name=label).first.click()
        files[ending] = Path(started.value.path()).read_bytes()
    return files


def test_no_byte_of_the_log_is_kept_anywhere(log_page: Page, private_server: Server, tmp_path: Path) -> None:
    page, typed, since = log_page, Typed(), time.time() - 1
    page.on("request", typed.on)
    page.on("framenavigated", lambda frame: typed.addresses.add(frame.url))
    places = [tmp_path / "var", tmp_path / "tmp", tmp_path / "home"]
    with Lookout(private_server.process_id, places, lambda: typed.sentences[-4:]) as lookout:
        type_everything(page, typed)
        files = everything_taken_along(page)
        assert len(typed.sentences) == 19
        told = json.loads(files["json"])
        assert all(sentence in json.dumps(told, ensure_ascii=False) for sentence in typed.sentences)
        assert all(holds(files["csv"], sentence) for sentence in typed.sentences[:15])
        assert [number for number, each in enumerate(typed.sentences) if not holds(files["docx"], each)] == FOR_ONESELF
        with pdfplumber.open(io.BytesIO(files["pdf"])) as pdf:
            assert len(pdf.pages) == 3

        click(page, "Bearbeiten")
        typed.into(page, "Was ist geschehen?")
        click(page, "Fertig")
        downloaded(page, SAVE_JSON)
        page.reload()
        page.get_by_role("button", name="Vorfall eintragen").wait_for()
        expect(page.get_by_text("Noch steht nichts hier.")).to_be_visible(timeout=PATIENCE_MS)

        bring_back(page, "notiz.json", files["json"])
        expect(page.get_by_text("1 Vorfall kommt dazu.")).to_be_visible(timeout=PATIENCE_MS)
        click(page, "Übernehmen")
        bring_back(page, "notiz.csv", files["csv"])
        expect(page.get_by_text("1 Vorfall steht schon so hier.")).to_be_visible(timeout=PATIENCE_MS)
        click(page, "Zurück")
        expect(page.get_by_text(typed.sentences[1])).to_be_visible()
        typed.look(page)

        page.get_by_role("button", name="Alles löschen", exact=True).click()
        click(page, "Ja, alles löschen")
        expect(page.get_by_text("Alles gelöscht.")).to_be_visible(timeout=PATIENCE_MS)
        assert not any(sentence in page.content() for sentence in typed.sentences)
        time.sleep(1)
    assert lookout.looks > 20
    assert lookout.found == set()
    everywhere = [*places, private_server.log, ROOT]
    assert [place for each in typed.sentences for place in where_it_stands(each, everywhere, since)] == []
    said = "\n".join(typed.addresses | typed.titles)
    assert "/rueckhalt" in said
    assert not [sentence for sentence in typed.sentences if holds(said.encode(), sentence)]


def test_a_large_file_of_ones_own_is_read_without_touching_the_disk(
    log_page: Page, private_server: Server, tmp_path: Path
) -> None:
    # 90 incidents of 9,000 characters are more than 810 kB; an upload of 1 MB would be put aside on the disk.
    sentence = Typed().sentence()
    entries = [{"nr": number, "wortlaut_oder_geschehen": sentence + "x" * 9_000} for number in range(1, 91)]
    told = {"format": "kompass2035-vorfallprotokoll", "version": 1, "vorfaelle": entries}
    content = json.dumps(told, ensure_ascii=False).encode()
    assert 800_000 < len(content) < 1_000_000
    with Lookout(private_server.process_id, [tmp_path / "tmp", tmp_path / "var"], lambda: [sentence]) as lookout:
        bring_back(log_page, "gross.json", content)
        expect(log_page.get_by_text("90 Vorfälle kommen dazu.")).to_be_visible(timeout=PATIENCE_MS)
        click(log_page, "Nichts übernehmen")
        bring_back(log_page, "riesig.json", content + b" " * 200_000)
        expect(log_page.get_by_text("Diese Datei ist zu groß. Möglich sind 1.000 kB.")).to_be_visible()
    assert lookout.found == set()


def test_the_browser_asks_before_a_window_with_unsaved_incidents_is_left_but_never_before_the_quick_exit(
    log_page: Page, watch: Watch
) -> None:
    page, asked = log_page, []
    watch.expect(ELSEWHERE)
    page.route(f"https://{ELSEWHERE}/**", lambda route: route.fulfill(body="Wetter"))

    def refuse(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", refuse)
    page.reload()
    page.get_by_role("button", name="Vorfall eintragen").wait_for()
    assert asked == []  # nothing stands there yet

    click(page, "Vorfall eintragen")
    page.get_by_label("Was ist geschehen?").fill("erfundener Satz")
    click(page, "Fertig")
    expect(page.get_by_text("1 Vorfall ist noch nicht in einer Datei gesichert.")).to_be_visible(timeout=PATIENCE_MS)
    downloaded(page, SAVE_JSON)
    expect(page.get_by_text("Alle Vorfälle stehen in einer Datei")).to_be_visible(timeout=PATIENCE_MS)
    page.wait_for_timeout(SENT_AFTER_MS)
    page.reload()
    page.get_by_role("button", name="Vorfall eintragen").wait_for()
    assert asked == []  # it stands in a file

    click(page, "Vorfall eintragen")
    page.get_by_label("Was ist geschehen?").fill("erfundener Satz")
    click(page, "Fertig")
    page.get_by_role("link", name="Datenschutz").first.click()
    page.wait_for_timeout(SENT_AFTER_MS)
    page.reload()  # also from another page of the program
    assert asked == ["beforeunload"]

    open_path(page, PATH)
    click(page, "Vorfall eintragen")
    page.get_by_label("Was ist geschehen?").fill("erfundener Satz")
    click(page, "Fertig")
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    page.wait_for_url(f"https://{ELSEWHERE}/", timeout=PATIENCE_MS)
    assert asked == ["beforeunload"]


def test_the_checksum_of_a_file_is_worked_out_without_sending_it(log_page: Page) -> None:
    page, sent = log_page, []
    page.on("request", lambda request: request.method != "GET" and sent.append(request.url))
    click(page, "Vorfall eintragen")
    page.get_by_text("Mehr Angaben", exact=True).click()
    file = {"name": "foto.jpg", "mimeType": "image/jpeg", "buffer": b"abc"}
    page.locator("input[data-kompass-hash]").first.set_input_files(file)  # type: ignore[arg-type]
    # SHA-256 of "abc", FIPS 180-2, appendix B.1
    known = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    expect(page.get_by_label("Prüfsumme (SHA-256), freiwillig")).to_have_value(known, timeout=PATIENCE_MS)
    expect(page.get_by_label("Beweis 1: Dateiname oder Gegenstand")).to_have_value("foto.jpg")
    page.locator(IDLE).wait_for(state="attached")
    click(page, "Fertig")
    told = json.loads(downloaded(page, SAVE_JSON))["vorfaelle"][0]["beweise"][0]
    assert (told["dateiname"], told["sha256"]) == ("foto.jpg", known)
    assert sent == []  # nothing was uploaded


def test_the_log_is_without_barriers_by_day_and_night_and_on_a_phone(
    new_context: Callable[..., BrowserContext], private_server: Server
) -> None:
    context = new_context(base_url=private_server.url, bypass_csp=True, viewport={"width": 1280, "height": 3600})
    page = context.new_page()
    open_path(page, PATH)
    page.get_by_text("Was geschützt ist und was nicht").click()
    assert violations_by_day_and_night(page) == []
    click(page, "Vorfall eintragen")
    page.get_by_text("Mehr Angaben", exact=True).click()
    page.get_by_label("Beweis 1").fill("foto.jpg")
    page.get_by_label("Beweis 1").blur()
    page.get_by_label("Aufgenommen von").wait_for()
    assert violations_by_day_and_night(page) == []
    click(page, "Fertig")
    assert violations_by_day_and_night(page) == []
    page.set_viewport_size({"width": 390, "height": 844})
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= 390
