"""Part files: what of a self-check goes to one department or one person as a workbook of its own."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from data.model.questionnaire import Assignee

LONGEST_FILE_NAME = 120
"""Most characters of a file name without its extension; with the folder it has to fit into what Windows allows."""

_NOT_IN_FILE_NAMES = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]+')


@dataclass(frozen=True)
class PartOfCheck:
    """The criteria of one department or one person: `questions` of `of_all` questions of the catalogue.

    `assignee` is None where a person answers both for a department and under the own name. `due_on` is the first day
    on which one of the criteria is due; `is_due_at_once`: all of them are due on that day.
    """

    name: str
    criterion_keys: tuple[str, ...]
    questions: int
    of_all: int
    assignee: Assignee | None = None
    due_on: date | None = None
    is_due_at_once: bool = True


def file_name_of(*words: str) -> str:
    """Words as a file name without extension: free of signs that a system refuses, and not too long."""
    cleaned = (" ".join(_NOT_IN_FILE_NAMES.sub("-", word).split()) for word in words)
    return " ".join(word for word in cleaned if word)[:LONGEST_FILE_NAME].strip(" .")
