"""The site map: every page with its title, address, icon and permission. Menu and links come from here alone."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st
from streamlit.navigation.page import StreamlitPage

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


START = "pages/public/start.py"
SIGN_IN = "pages/public/sign_in.py"
SUPPORT = "pages/public/support.py"
MY_ACCOUNT = "pages/account/my_account.py"
ROUNDS = "pages/self_check/rounds.py"
UPLOAD = "pages/self_check/upload.py"
SUBMIT = "pages/self_check/submit.py"
SCORES = "pages/results/scores.py"
PEERS = "pages/results/peers.py"
PRIVACY = "pages/public/privacy.py"
IMPRINT = "pages/public/imprint.py"
ACCESSIBILITY = "pages/public/accessibility.py"


def site_map() -> tuple[Section, ...]:
    """All pages in menu order, titles in the language of the session."""
    return (
        Section(
            "",
            (
                Entry(START, _("Überblick"), "", ":material/explore:", default=True),
                Entry(SIGN_IN, _("Anmelden"), "anmelden", ":material/login:", signed_in=False),
            ),
        ),
        Section(
            _("Selbstcheck"),
            (
                Entry(ROUNDS, _("Runden"), "runden", ":material/event_repeat:", P.READ_ROUNDS),
                Entry(UPLOAD, _("Antworten hochladen"), "hochladen", ":material/upload_file:", P.UPLOAD_ANSWERS),
                Entry(SUBMIT, _("Einreichen"), "einreichen", ":material/task_alt:", P.SUBMIT),
            ),
        ),
        Section(
            _("Ergebnisse"),
            (
                Entry(SCORES, _("Ergebnisse"), "ergebnisse", ":material/bar_chart:", P.READ_RESULTS),
                Entry(PEERS, _("Vergleich"), "vergleich", ":material/groups:", P.READ_BENCHMARK),
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
                Entry(ACCESSIBILITY, _("Barrierefreiheit"), "barrierefreiheit", ":material/accessibility_new:"),
                Entry(PRIVACY, _("Datenschutz"), "datenschutz", ":material/lock:"),
                Entry(IMPRINT, _("Impressum"), "impressum", ":material/info:"),
            ),
        ),
    )


def page_for(person: Person | None) -> StreamlitPage:
    """The page to run, from exactly the pages this person may open; the menu shows the same pages."""
    menu: dict[str, list[StreamlitPage]] = {}
    for section in site_map():
        shown = [_page(entry) for entry in section.entries if _open_to(entry, person)]
        if shown:
            menu[section.title] = shown
    return st.navigation(menu)


def link_to(script: str, label: str, icon: str | None = None) -> None:
    """A link to one of the pages."""
    st.page_link(script, label=label, icon=icon)


def _open_to(entry: Entry, person: Person | None) -> bool:
    if entry.signed_in is not None and entry.signed_in != (person is not None):
        return False
    return entry.permission is None or may(person, entry.permission)


def _page(entry: Entry) -> StreamlitPage:
    return st.Page(entry.script, title=entry.title, icon=entry.icon, url_path=entry.url_path, default=entry.default)


