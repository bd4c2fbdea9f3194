"""The incident log of one open window: for everybody, without sign-in. Nothing is stored, logged or remembered here."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from data.errors import UnreadableFile
from data.exchange import incident_log_csv, incident_log_json
from data.model.incident_log import (
    LARGEST_FILE,
    ClashChoice,
    Comparison,
    Incident,
    IncidentLog,
    LogWords,
    ReadLog,
    Reporter,
)
from data.rules import incident_log as rules

BEGINS_JSON = (b"{", b"[")


def add(log: IncidentLog) -> tuple[IncidentLog, str]:
    """The log with a new empty incident, and its ident. Raises Refused where there is no room."""
    ident = _fresh_ident()
    return rules.with_new(log, ident), ident


def change(log: IncidentLog, ident: str, values: Mapping[str, Any]) -> IncidentLog:
    """The log with attributes of an incident changed. Raises Refused where there is no room."""
    return rules.changed(log, ident, values)


def report_as(log: IncidentLog, reporter: Reporter) -> IncidentLog:
    """The log with who reports."""
    return rules.reported_by(log, reporter)


def remove(log: IncidentLog, ident: str) -> IncidentLog:
    """The log without an incident, which `put_back` brings back; an empty one goes for good."""
    return rules.without(log, ident)


def put_back(log: IncidentLog) -> IncidentLog:
    """The log with the incident that was removed last."""
    return rules.put_back(log)


def in_order(log: IncidentLog) -> tuple[Incident, ...]:
    """The incidents by the time of the act."""
    return rules.in_order(log.incidents)


def unsaved(log: IncidentLog) -> tuple[Incident, ...]:
    """The incidents that stand, as they are now, in no file that can be read again."""
    return rules.unsaved(log)


def noted_as_saved(log: IncidentLog) -> IncidentLog:
    """The log after a file of it was taken along."""
    return rules.noted_as_saved(log)


def as_json(log: IncidentLog, deadlines: Mapping[str, date]) -> bytes:
    """The log as a file to go on writing with; `deadlines` by ident."""
    return incident_log_json.write(log, deadlines)


def as_csv(log: IncidentLog, deadlines: Mapping[str, date], words: LogWords) -> bytes:
    """The log as a table in the language of the words; `deadlines` by ident."""
    return incident_log_csv.write(log, deadlines, words)


def read(content: bytes, words: Sequence[LogWords]) -> ReadLog:
    """What a file of `as_json` or `as_csv` says, whatever it is called. Raises UnreadableFile for anything else."""
    if len(content) > LARGEST_FILE:
        raise UnreadableFile("incident_file_too_large", most=LARGEST_FILE // 1000)
    if not content.strip():
        raise UnreadableFile("incident_file_empty")
    begins = content.removeprefix(b"\xef\xbb\xbf").lstrip()
    if begins.startswith(BEGINS_JSON):
        return rules.tidied(incident_log_json.read(content))
    return rules.tidied(incident_log_csv.read(content, words))


def compare(log: IncidentLog, read_log: ReadLog) -> Comparison:
    """What a file would bring."""
    return rules.compared(log, read_log)


def merge(log: IncidentLog, read_log: ReadLog, choices: Mapping[str, ClashChoice]) -> IncidentLog:
    """The log with what a file brings; where both differ, as chosen by ident, else both are kept.

    Raises Refused where there is no room.
    """
    return rules.merged(log, read_log, choices, [_fresh_ident() for _each in read_log.incidents])


def _fresh_ident() -> str:
    """It says nothing about anybody, and begins with a letter: no spreadsheet takes it for a number."""
    return f"v{secrets.token_hex(6)}"
