"""An incident log as JSON: the file to go on writing with. docs/incident-log-file.md describes the format."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from typing import Any

from data.errors import UnreadableFile
from data.exchange.incident_log_values import EvidenceTexts, Reading, written_when
from data.model.incident_log import (
    DAYS,
    LONGEST,
    MOST_INCIDENTS,
    Evidence,
    Incident,
    IncidentLog,
    ProblemKind,
    ReadLog,
    Reporter,
)
from data.model.incident_log import Field as F

FORMAT = "kompass2035-vorfallprotokoll"
VERSION = 1
REPORTER = {"name": "name", "role": "funktion", "office_address": "dienstanschrift", "reachable": "erreichbar"}
EVIDENCE = ("dateiname", "art", "aufgenommen_am", "aufgenommen_von", "sha256")
NOT_READ = {F.DEADLINE}
"""Follows from the other fields; written for people and for other programs."""


def write(log: IncidentLog, deadlines: Mapping[str, date]) -> bytes:
    """The log in UTF-8; `deadlines` by the ident of an incident."""
    told = {
        "format": FORMAT,
        "version": VERSION,
        "meldende_person": {name: getattr(log.reporter, attribute) for attribute, name in REPORTER.items()},
        "vorfaelle": [_written(incident, deadlines.get(incident.ident)) for incident in log.incidents],
    }
    return json.dumps(told, ensure_ascii=False, indent=1).encode()


def _written(incident: Incident, deadline: date | None) -> dict[str, Any]:
    values: dict[F, Any] = {each: getattr(incident, each.attribute) for each in LONGEST}
    for each in DAYS:
        day = getattr(incident, each.attribute)
        values[each] = day.isoformat() if day else ""
    values[F.NUMBER] = incident.number
    values[F.HAPPENED] = written_when(incident.happened, "T")
    values[F.KIND] = incident.kind or ""
    values[F.AFFECTED] = incident.affected or ""
    values[F.EVIDENCE] = [_written_evidence(entry) for entry in incident.evidence]
    values[F.DEADLINE] = deadline.isoformat() if deadline else ""
    values[F.IDENT] = incident.ident
    return {each.value: values[each] for each in F}


def _written_evidence(entry: Evidence) -> dict[str, str]:
    told = (entry.file_name, entry.kind or "", written_when(entry.taken_at, "T"), entry.taken_by, entry.sha256)
    return dict(zip(EVIDENCE, told, strict=True))


def read(data: bytes) -> ReadLog:
    """What a file of `write` says, also when somebody changed it. Raises UnreadableFile if it is no such file."""
    told = _parsed(data)
    if not isinstance(told, dict) or told.get("format") != FORMAT or not isinstance(told.get("vorfaelle"), list):
        raise UnreadableFile("incident_file_unknown")
    if told.get("version") != VERSION:
        raise UnreadableFile("incident_file_version", readable=VERSION)
    entries, reading = told["vorfaelle"], Reading()
    if len(entries) > MOST_INCIDENTS:
        raise UnreadableFile("incident_file_too_many", most=MOST_INCIDENTS)
    incidents = []
    for line, entry in enumerate(entries, start=1):
        if isinstance(entry, dict):
            incidents.append(_incident(reading, entry, line))
        else:
            reading.tell(ProblemKind.NOT_AN_ENTRY, line, found=_shown(entry))
    return ReadLog(tuple(incidents), tuple(reading.problems), _reporter(told.get("meldende_person")))


def _parsed(data: bytes) -> Any:
    try:
        return json.loads(data.decode("utf-8-sig"))
    except json.JSONDecodeError as error:
        raise UnreadableFile("incident_file_broken", line=error.lineno) from None
    except (ValueError, RecursionError):
        # Not text at all, a number of thousands of digits, or brackets within brackets without end.
        raise UnreadableFile("incident_file_unknown") from None


def _incident(reading: Reading, entry: dict[str, Any], line: int) -> Incident:
    texts: dict[F, str] = {}
    evidence: list[EvidenceTexts] = []
    for name, value in entry.items():
        if name not in set(F):
            reading.tell(ProblemKind.UNKNOWN_FIELD, line, found=name)
        elif name == F.EVIDENCE:
            evidence = _evidence(reading, value, line)
        elif name not in NOT_READ:
            texts[F(name)] = _text(reading, value, line, F(name))
    return reading.incident(texts, evidence, line)


def _evidence(reading: Reading, value: Any, line: int) -> list[EvidenceTexts]:
    if value is None:
        return []
    if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
        reading.tell(ProblemKind.NOT_A_LIST, line, F.EVIDENCE, _shown(value))
        return []
    entries: list[EvidenceTexts] = []
    for each in value:
        name, kind, taken_at, by, sha256 = (_text(reading, each.get(key), line, F.EVIDENCE) for key in EVIDENCE)
        entries.append((name, kind, taken_at, by, sha256))
    return entries


def _text(reading: Reading, value: Any, line: int, about: F) -> str:
    if isinstance(value, str):
        return value
    if about is F.NUMBER and type(value) is int:
        return str(value)
    if value is not None:
        reading.tell(ProblemKind.NOT_TEXT, line, about, _shown(value))
    return ""


def _shown(value: Any) -> str:
    return value if isinstance(value, str) else type(value).__name__


def _reporter(value: Any) -> Reporter:
    if not isinstance(value, dict):
        return Reporter()
    told = {each.name: value.get(REPORTER[each.name], "") for each in fields(Reporter)}
    return Reporter(**{name: text if isinstance(text, str) else "" for name, text in told.items()})
