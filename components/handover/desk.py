"""What the page of the hand-over may ask for and store. Every call asks anew who is signed in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from components.documents.handover import Choice
from data.model.handover import WordsView
from data.model.plan import Contest

Ending = Literal["docx", "pdf"]


@dataclass(frozen=True)
class Desk:
    """The services as callables of what only the page's parts know.

    `file` makes the document as it stands at the click; `file_name` is what it is called today.
    """

    words: Callable[[], WordsView]
    write: Callable[[str, str, str], bool]
    settle: Callable[[Contest, bool], None]
    file: Callable[[Ending, Choice], bytes]
    file_name: Callable[[Ending], str]
