"""The few ways in which a request can fail for a reason that the person should read.

Each carries a code that `components/texts.py` turns into a sentence. Whatever else is raised is a defect and is shown
with an incident number only.
"""

from __future__ import annotations


class KompassError(Exception):
    """A request that cannot be carried out; `code` names the sentence, `details` fill its blanks."""

    def __init__(self, code: str, **details: object) -> None:
        super().__init__(code, details)
        self.code = code
        self.details = details

    def __str__(self) -> str:
        filled = ", ".join(f"{name}={value}" for name, value in self.details.items())
        return f"{self.code} ({filled})" if filled else self.code


class NotAllowed(KompassError):
    """The acting person lacks the permission, or the record belongs to another commune."""


class NotFound(KompassError):
    """The record does not exist for this person. The same answer as for a record that nobody has."""


class ChangedMeanwhile(KompassError):
    """Somebody else saved a newer state than the one this write was based on."""


class Refused(KompassError):
    """The request breaks a rule: a locked round, a password that is too short, a name in use."""


class UnreadableFile(KompassError):
    """An uploaded file is not what it must be; nothing was changed."""


class ContentInvalid(KompassError):
    """A catalogue or another content file breaks a numbered check."""


class OutOfReach(KompassError):
    """The database does not answer, or not in time. Nothing was lost; trying later may help."""


class SettingsInvalid(KompassError):
    """The environment asks for something unsafe or impossible; the program does not start."""
