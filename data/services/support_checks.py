"""Which entries of the support page a person checked, and when: noted by the operator, read without the database."""

from __future__ import annotations

from collections.abc import Sized
from dataclasses import dataclass
from datetime import date

from data.content import support as content
from data.content import support_law as law_content
from data.errors import KompassError, NotFound, Refused
from data.rules.support_display import check_state
from data.storage import support_checks as storage


@dataclass(frozen=True)
class CheckedEntry:
    """An entry that a person should check from time to time: its key, its name, the last check, whether it is due."""

    key: str
    name: str
    checked_on: date | None
    is_due: bool

    def as_dict(self) -> dict[str, str | bool | None]:
        """The entry for programs; `checked_on` is None if no person ever checked it."""
        day = self.checked_on.isoformat() if self.checked_on else None
        return {"key": self.key, "name": self.name, "checked_on": day, "is_due": self.is_due}

    def as_line(self) -> str:
        """The entry for a terminal."""
        return f"{self.key:28} {self.checked_on or 'never'!s:>10} {self.name}"


def known() -> dict[str, date]:
    """The last check by key. A file that is broken counts as none: the page must never fail."""
    try:
        return storage.checks()
    except (KompassError, OSError):
        return {}


def entries(today: date) -> list[CheckedEntry]:
    """All entries in the order of their files, services before the law."""
    checked = known()
    written = [(each.key, each.name, each.checked_on) for each in content.services()]
    written += [(each.key, f"{each.paragraph} {each.title}", each.check.checked_on) for each in law_content.law()]
    return [
        CheckedEntry(key, name, day, check_state(day, today).is_due)
        for key, name, shipped in written
        for day in [checked.get(key, shipped)]
    ]


def due(today: date) -> list[CheckedEntry]:
    """The entries that a person should check now."""
    return [entry for entry in entries(today) if entry.is_due]


def as_sentence(due: Sized) -> str:
    """What to add to a report for the operator: a line of its own, or nothing where nothing is due."""
    entries = f"\n{len(due)} entries of the support page wait for a person to check them"
    return f"{entries}: python -m data support-checked --list" if due else ""


def note(key: str, on: date, today: date) -> CheckedEntry:
    """Note for the operator that a person checked an entry on a day.

    Raises NotFound for an unknown key, Refused for a day in the future, UnreadableFile if the file is broken: it is
    mended or removed by a person, not overwritten.
    """
    if key not in {entry.key for entry in entries(today)}:
        raise NotFound("support_entry_not_found", key=key)
    if on > today:
        raise Refused("support_check_in_the_future", day=on)
    storage.keep({**storage.checks(), key: on})
    return next(entry for entry in entries(today) if entry.key == key)


def problem() -> str | None:
    """What is wrong with the file of checks; None if nothing."""
    try:
        storage.checks()
    except KompassError as error:
        return str(error)
    return None
