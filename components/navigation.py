"""The site map: every page with its title, address, icon and permission. Menu and links come from here alone."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from components import session
from components.language import _
from data.model.people import Permission as P
from data.model.people import Person
from data.rules.access import may


@dataclass(frozen=True)
class Entry:
    """One page. `permission` None: open to everybody; `signed_in` False: only for those who are not signed in."""

    script: str
    title: str
    url_path: str
    icon: str
    permission: P | None = None
    signed_in: bool | None = None
    default: bool = False


@dataclass(frozen=True)
class Section:
    """A group of pages in the menu."""

    title: str
    entries: tuple[Entry, ...]


PAGES = Path(__file__).resolve().parents[1] / "pages"

START = str(PAGES / "public/start.py")
SIGN_IN = str(PAGES / "public/sign_in.py")
OUT_OF_REACH = str(PAGES / "public/out_of_reach.py")
NO_ACCESS = str(PAGES / "public/no_access.py")
SUPPORT = str(PAGES / "public/support.py")
MY_ACCOUNT = str(PAGES / "account/my_account.py")
ROUNDS = str(PAGES / "self_check/rounds.py")
QUESTIONS = str(PAGES / "self_check/questions.py")
ASSIGNMENTS = str(PAGES / "self_check/assignments.py")
UPLOAD = str(PAGES / "self_check/upload.py")
SUBMIT = str(PAGES / "self_check/submit.py")
SCORES = str(PAGES / "results/scores.py")
PEERS = str(PAGES / "results/peers.py")
CONSENT = str(PAGES / "results/consent.py")
PRIORITIES = str(PAGES / "next_steps/priorities.py")
MEASURES = str(PAGES / "next_steps/measures.py")
MEETINGS = str(PAGES / "next_steps/meetings.py")
VISION = str(PAGES / "next_steps/vision_2035.py")
RED_THREAD = str(PAGES / "next_steps/red_thread.py")
HANDOVER = str(PAGES / "next_steps/handover.py")
KNOWLEDGE = str(PAGES / "exchange/knowledge.py")
NETWORK = str(PAGES / "exchange/network.py")
KNOWLEDGE_EDITING = str(PAGES / "administration/knowledge_editing.py")
RELEASES = str(PAGES / "administration/benchmark_releases.py")
COMMUNES = str(PAGES / "administration/communes.py")
CATALOGUES = str(PAGES / "administration/catalogues.py")
EASY_LANGUAGE = str(PAGES / "public/easy_language.py")
PRIVACY = str(PAGES / "public/privacy.py")
IMPRINT = str(PAGES / "public/imprint.py")
ACCESSIBILITY = str(PAGES / "public/accessibility.py")

SIGN_IN_PATH = "anmelden"


def site_map() -> tuple[Section, ...]:
    """All pages in menu order, titles in the language of the session."""
    return (
        Section(
            "",
            (
                Entry(START, _("Überblick"), "", ":material/explore:", default=True),
                Entry(SIGN_IN, _("Anmelden"), SIGN_IN_PATH, ":material/login:", signed_in=False),
            ),
        ),
        Section(
            _("Selbstcheck"),
            (
                Entry(ROUNDS, _("Runden"), "runden", ":material/event_repeat:", P.READ_ROUNDS),
                Entry(QUESTIONS, _("Fragen"), "fragen", ":material/checklist:", P.READ_ANSWERS),
                Entry(ASSIGNMENTS, _("Zuständigkeiten"), "zustaendigkeiten", ":material/assignment_ind:", P.ASSIGN),
                Entry(UPLOAD, _("Antworten hochladen"), "hochladen", ":material/upload_file:", P.UPLOAD_ANSWERS),
                Entry(SUBMIT, _("Prüfung und Freigabe"), "einreichen", ":material/task_alt:", P.CHECK_ROUND),
            ),
        ),
        Section(
            _("Ergebnisse"),
            (
                Entry(SCORES, _("Ergebnisse"), "ergebnisse", ":material/bar_chart:", P.READ_RESULTS),
                Entry(PEERS, _("Vergleich"), "vergleich", ":material/groups:", P.READ_BENCHMARK),
                Entry(
                    CONSENT,
                    _("Teilnahme am Vergleich"),
                    "vergleich-teilnahme",
                    ":material/handshake:",
                    P.READ_BENCHMARK,
                ),
            ),
        ),
        Section(
            _("Nächste Schritte"),
            (
                Entry(PRIORITIES, _("Schwerpunkte"), "schwerpunkte", ":material/flag:", P.READ_PLAN),
                Entry(MEASURES, _("Maßnahmen"), "massnahmen", ":material/event_available:", P.READ_PLAN),
                Entry(MEETINGS, _("Sitzungen"), "sitzungen", ":material/co_present:", P.READ_PLAN),
                Entry(VISION, _("Vision 2035"), "vision-2035", ":material/landscape:", P.READ_PLAN),
                Entry(RED_THREAD, _("Roter Faden"), "roter-faden", ":material/timeline:", P.READ_PLAN),
                Entry(HANDOVER, _("Übergabe"), "uebergabe", ":material/folder_shared:", P.READ_PLAN),
            ),
        ),
        Section(
            _("Austausch"),
            (
                Entry(KNOWLEDGE, _("Wissen"), "wissen", ":material/menu_book:", P.READ_KNOWLEDGE),
                Entry(NETWORK, _("Netzwerk"), "netzwerk", ":material/hub:", P.READ_NETWORK),
            ),
        ),
        Section(
            _("Verwaltung"),
            (
                Entry(COMMUNES, _("Kommunen"), "kommunen", ":material/location_city:", P.MANAGE_COMMUNES),
                Entry(CATALOGUES, _("Fragenkataloge"), "fragenkataloge", ":material/quiz:", P.MANAGE_CATALOGUES),
                Entry(RELEASES, _("Vergleichsdaten"), "vergleichsdaten", ":material/stacks:", P.PUBLISH_BENCHMARK),
                Entry(
                    KNOWLEDGE_EDITING, _("Wissen pflegen"), "wissen-pflegen", ":material/edit_note:", P.EDIT_KNOWLEDGE
                ),
            ),
        ),
        Section(
            _("Hilfe und Konto"),
            (
                Entry(SUPPORT, _("Rückhalt"), "rueckhalt", ":material/shield_with_heart:"),
                Entry(MY_ACCOUNT, _("Mein Konto"), "mein-konto", ":material/account_circle:", P.USE_OWN_ACCOUNT),
            ),
        ),
        Section(
            _("Über dieses Programm"),
            (
                Entry(EASY_LANGUAGE, _("Leichte Sprache"), "leichte-sprache", ":material/chat_bubble:"),
                Entry(ACCESSIBILITY, _("Barrierefreiheit"), "barrierefreiheit", ":material/accessibility_new:"),
                Entry(PRIVACY, _("Datenschutz"), "datenschutz", ":material/lock:"),
                Entry(IMPRINT, _("Impressum"), "impressum", ":material/info:"),
            ),
        ),
    )


def page_for(person: Person | None) -> StreamlitPage:
    """The page to run. The menu shows exactly the pages this person may open.

    The address of any other page answers with the sign-in form, so that a bookmark leads on after signing in, or tells
    somebody who is signed in that their account may not open it. The form's own address leads on to the start page.
    While the database cannot say who is signed in, it answers with one sentence that says so.
    """
    menu: dict[str, list[StreamlitPage]] = {}
    for section in site_map():
        pages = [_page(entry, person) for entry in section.entries]
        if any(page.visibility == "visible" for page in pages):
            menu[section.title] = pages
        else:
            menu.setdefault("", []).extend(pages)
    page = st.navigation(menu)
    if person is not None and page.url_path == SIGN_IN_PATH:
        st.switch_page(START)
    return page


def _page(entry: Entry, person: Person | None) -> StreamlitPage:
    if session.sign_in_is_unknown() and (entry.permission is not None or entry.signed_in is not None):
        return copy(_made(entry, OUT_OF_REACH, "hidden"))
    if _open_to(entry, person):
        return copy(_made(entry, entry.script, "visible"))
    return copy(_made(entry, SIGN_IN if person is None else NO_ACCESS, "hidden"))


# A page looks at the disk when it is made: once is enough. Each run gets a copy, because running a page marks it.
@lru_cache(maxsize=256)
def _made(entry: Entry, script: str, visibility: Literal["visible", "hidden"]) -> StreamlitPage:
    return st.Page(
        script,
        title=entry.title,
        icon=entry.icon,
        url_path=entry.url_path,
        default=entry.default,
        visibility=visibility,
    )


def _open_to(entry: Entry, person: Person | None) -> bool:
    if entry.signed_in is not None and entry.signed_in != (person is not None):
        return False
    return entry.permission is None or may(person, entry.permission)
