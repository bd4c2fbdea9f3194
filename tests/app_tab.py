"""One browser tab on the whole program, without a browser: the shell runs, with an account signed in on the server."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

from conftest import ROOT
from streamlit.testing.v1 import AppTest

from components.session import Key
from data.model.people import Person, Role
from data.services import accounts
from data.storage.database import reading

SHELL = str(ROOT / "components" / "shell.py")
DEMO_USERS = {
    Role.MAYOR: "leitung",
    Role.OFFICER: "sachbearbeitung",
    Role.STEERING: "steuerung",
    Role.CONTRIBUTOR: "fachamt",
    Role.PLATFORM: "plattform",
}
LEVELS = {"title": 1, "header": 2, "subheader": 3}
WRITTEN_HEADING = re.compile(r"^(#{1,6}) (.+)$", re.MULTILINE)


@dataclass
class App:
    """One browser tab on the whole program."""

    tab: AppTest

    def open(self, address: str = "") -> App:
        """Follow an address, with its query if it has one. The tab keeps who is signed in and what it remembers."""
        url_path, _mark, query = address.partition("?")
        if not self.tab._registered_pages:
            self.tab.run()
        # AppTest.switch_page finds scripts, not addresses; where a page is not open to somebody, another script runs.
        (self.tab._page_hash,) = (
            page_hash for page_hash, page in self.tab._registered_pages.items() if page["url_pathname"] == url_path
        )
        self.tab.query_params.clear()
        self.tab.query_params.update(dict(parse_qsl(query)))
        return self.run()

    def run(self) -> App:
        """Run the page once more."""
        self.tab.run()
        assert not self.tab.exception
        return self

    def click(self, key_or_label: str) -> App:
        """Click the one button with this key or label."""
        (button,) = (b for b in self.tab.button if key_or_label in (b.key, b.label))
        assert not button.disabled
        button.click()
        return self.run()

    @property
    def headings(self) -> list[tuple[int, str]]:
        """Level and words of every heading, in the order of the page."""
        found: list[tuple[int, str]] = []
        for element in elements(self.tab.main):
            if element.type in LEVELS:
                found.append((LEVELS[element.type], element.value))
            elif element.type == "markdown":
                found += [(len(marks), words) for marks, words in WRITTEN_HEADING.findall(element.value)]
        return found

    @property
    def title(self) -> str:
        """The one title of the page."""
        (title,) = (words for level, words in self.headings if level == 1)
        return title

    @property
    def text(self) -> str:
        """Everything that can be read on the page, also labels and what charts tell a screen reader."""
        return "\n".join(
            word for element in elements(self.tab.main) for word in dict.fromkeys(words_of(element)) if word
        )

    @property
    def incidents(self) -> list[str]:
        """What went wrong unexpectedly."""
        return [error.value for error in self.tab.error if "nicht geklappt" in error.value]


def elements(block: Any) -> Iterator[Any]:
    """Everything that stands in a block, in the order of the page."""
    for child in getattr(block, "children", {}).values():
        if hasattr(child, "children"):
            yield child
            yield from elements(child)
        else:
            yield child


def words_of(element: Any) -> Iterator[str]:
    """The words of one element that people read or hear."""
    proto = getattr(element, "proto", None)
    for name in ("label", "help", "placeholder", "body", "alt", "title"):
        value = getattr(proto, name, "") or getattr(element, name, "")
        if isinstance(value, str):
            yield value
    if isinstance(value := getattr(element, "value", None), str):
        yield value
    for option in getattr(element, "options", ()) or ():
        yield getattr(option, "content", option)
    if element.type == "table":
        yield from element.value.columns
        yield from element.value.to_numpy().ravel()


def signed_in(person: Person | None, page: str = "") -> App:
    """A tab in which this person is signed in, or nobody, on a page."""
    tab = AppTest.from_file(SHELL, default_timeout=20)
    if person is not None:
        tab.session_state[Key.SIGN_IN] = accounts.begin_session(person.account_id)[0]
        tab.session_state[Key.LANGUAGE] = person.language
    return App(tab).open(page)


def demo_person(role: Role) -> Person:
    """Who holds a role in the demo."""
    with reading() as work:
        credentials = work.accounts.credentials(DEMO_USERS[role])
        assert credentials is not None
        person = work.accounts.person(credentials.account_id)
    assert person is not None
    return person


AppAs = Callable[..., App]
"""Opens a page as a role, or as nobody."""
