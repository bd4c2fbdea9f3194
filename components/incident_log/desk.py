"""What the incident log needs of the program; it comes from the page."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from data.model.document import Document
from data.model.incident_log import (
    ClashChoice,
    Comparison,
    Incident,
    IncidentLog,
    LogWords,
    ReadLog,
    Reporter,
)
from data.model.support_law import Deadline


class LogService(Protocol):
    """`data.services.incident_log`: from one log to the next, and to files and back."""

    def add(self, log: IncidentLog) -> tuple[IncidentLog, str]:
        """Begin an incident; Refused where there is no room."""

    def change(self, log: IncidentLog, ident: str, values: Mapping[str, Any]) -> IncidentLog:
        """Change attributes of an incident; Refused where there is no room."""

    def report_as(self, log: IncidentLog, reporter: Reporter) -> IncidentLog:
        """Say who reports."""

    def remove(self, log: IncidentLog, ident: str) -> IncidentLog:
        """Take an incident out."""

    def put_back(self, log: IncidentLog) -> IncidentLog:
        """Bring back what was taken out last."""

    def in_order(self, log: IncidentLog) -> tuple[Incident, ...]:
        """By the time of the act."""

    def unsaved(self, log: IncidentLog) -> tuple[Incident, ...]:
        """What stands in no file."""

    def noted_as_saved(self, log: IncidentLog) -> IncidentLog:
        """Everything stands in a file now."""

    def as_json(self, log: IncidentLog, deadlines: Mapping[str, date]) -> bytes:
        """The file to go on writing with."""

    def as_csv(self, log: IncidentLog, deadlines: Mapping[str, date], words: LogWords) -> bytes:
        """The table."""

    def read(self, content: bytes, words: Sequence[LogWords]) -> ReadLog:
        """What a file says; UnreadableFile for others."""

    def compare(self, log: IncidentLog, read_log: ReadLog) -> Comparison:
        """What a file would bring."""

    def merge(self, log: IncidentLog, read_log: ReadLog, choices: Mapping[str, ClashChoice]) -> IncidentLog:
        """With what a file brings; Refused where there is no room."""


@dataclass(frozen=True)
class Desk:
    """What can be asked for and done. `deadline` takes the days on which act and offender became known."""

    today: date
    log: LogService
    deadline: Callable[[date | None, date | None], Deadline]
    as_docx: Callable[[Document], bytes]
    as_pdf: Callable[[Document], bytes]

    def deadline_of(self, incident: Incident) -> Deadline:
        """The deadline of the Strafantrag for one incident."""
        return self.deadline(incident.act_known, incident.offender_known)

    def deadlines(self, log: IncidentLog) -> dict[str, date]:
        """The last days of all deadlines that run or ran, by ident."""
        found = {incident.ident: self.deadline_of(incident).ends_on for incident in log.incidents}
        return {ident: day for ident, day in found.items() if day is not None}
