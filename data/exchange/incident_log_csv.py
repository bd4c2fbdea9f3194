"""An incident log as a table (csv): one line for each incident, to sort and to print with an office program."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from data.errors import UnreadableFile
from data.exchange.incident_log_values import EvidenceTexts, Reading, written_when
from data.exchange.spreadsheet_worker import DELIMITERS, RefusedFileError, decoded
from data.model.incident_log import (
    DAYS,
    LONGEST,
    MOST_INCIDENTS,
    Evidence,
    Incident,
    IncidentLog,
    LogWords,
    ProblemKind,
    ReadLog,
)
from data.model.incident_log import Field as F

FEWEST_KNOWN_HEADS = 2
SEPARATOR = " | "
EVIDENCE_PARTS = 5
# Spreadsheets take some texts for formulas, numbers or days and change them: "3/26" would become the 1st of March.
_WOULD_CHANGE = re.compile(r"'*(?:\s*[=+\-@\t]|[\d.,:/\-+ eE%€']+$)")


def write(log: IncidentLog, deadlines: Mapping[str, date], words: LogWords) -> bytes:
    """The log with a heading in the language of the words; `deadlines` by the ident of an incident."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow([words.titles[each] for each in F])
    for incident in log.incidents:
        values = _written(incident, deadlines.get(incident.ident), words)
        writer.writerow([values[each] for each in F])
    return text.getvalue().encode("utf-8-sig")


def _written(incident: Incident, deadline: date | None, words: LogWords) -> dict[F, str]:
    values = {each: _guarded(getattr(incident, each.attribute)) for each in LONGEST}
    for each in DAYS:
        day = getattr(incident, each.attribute)
        values[each] = day.isoformat() if day else ""
    values[F.NUMBER] = str(incident.number)
    values[F.HAPPENED] = written_when(incident.happened, " ")
    values[F.KIND] = words.kinds[incident.kind] if incident.kind else ""
    values[F.AFFECTED] = words.affected[incident.affected] if incident.affected else ""
    values[F.EVIDENCE] = _guarded("\n".join(_line(entry, words) for entry in incident.evidence))
    values[F.DEADLINE] = deadline.isoformat() if deadline else ""
    values[F.IDENT] = incident.ident
    return values


def _line(entry: Evidence, words: LogWords) -> str:
    kind = words.evidence_kinds[entry.kind] if entry.kind else ""
    told = (entry.file_name, kind, written_when(entry.taken_at, " "), entry.taken_by, entry.sha256)
    return SEPARATOR.join(part.replace("\\", "\\\\").replace("|", "\\|") for part in told)


def _guarded(text: str) -> str:
    return f"'{text}" if _WOULD_CHANGE.match(text) else text


def _unguarded(text: str) -> str:
    return text[1:] if text.startswith("'") and _WOULD_CHANGE.match(text) else text


def read(data: bytes, words: Sequence[LogWords]) -> ReadLog:
    """What a file of `write` says, also after an office program saved it. Raises UnreadableFile if it is no such file.

    Headings and choices are understood in all languages of `words`, and by their names in JSON.
    """
    known = {each.value: each for each in F}
    known |= {title.casefold(): each for language in words for each, title in language.titles.items()}
    rows, reading = _rows(data), Reading(words)
    columns = _columns(rows, known, reading)
    incidents = tuple(_incidents(rows, columns, reading))
    return ReadLog(incidents, tuple(reading.problems), is_table=True)


def _columns(rows: Iterator[tuple[int, list[str]]], known: Mapping[str, F], reading: Reading) -> dict[int, F]:
    """The places of the fields, from the first line that looks like the heading; what stands above it is left out."""
    for line, heads in rows:
        columns: dict[int, F] = {}
        for place, head in enumerate(heads):
            each = known.get(_folded(head))
            if each is not None and each not in columns.values():
                columns[place] = each
        if len(columns) < FEWEST_KNOWN_HEADS:
            continue
        for place, head in enumerate(heads):
            if place not in columns and head.strip():
                reading.tell(ProblemKind.UNKNOWN_COLUMN, line, found=head)
        return columns
    raise UnreadableFile("incident_file_unknown")


def _folded(head: str) -> str:
    return " ".join(head.split()).casefold()


def _rows(data: bytes) -> Iterator[tuple[int, list[str]]]:
    """The lines with their numbers in an office program; a cell with line breaks is in one line there."""
    try:
        text = decoded(data)
    except RefusedFileError:
        raise UnreadableFile("incident_file_unknown") from None
    first = text[: text.find("\n")] if "\n" in text else text
    delimiter = max(DELIMITERS, key=first.count)
    line = 0
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            line += 1
            yield line, row
    except csv.Error:
        raise UnreadableFile("incident_file_broken", line=line + 1) from None


def _incidents(rows: Iterator[tuple[int, list[str]]], columns: Mapping[int, F], reading: Reading) -> Iterator[Incident]:
    count = 0
    for line, row in rows:
        texts = {each: _unguarded(row[place]) for place, each in columns.items() if place < len(row)}
        if not any(text.strip() for each, text in texts.items() if each is not F.NUMBER):
            continue
        count += 1
        if count > MOST_INCIDENTS:
            raise UnreadableFile("incident_file_too_many", most=MOST_INCIDENTS)
        evidence = [_parts(entry) for entry in texts.pop(F.EVIDENCE, "").split("\n") if entry.strip()]
        if any(len(parts) > EVIDENCE_PARTS for parts in evidence):
            reading.tell(ProblemKind.NOT_AN_ENTRY, line, F.EVIDENCE)
        yield reading.incident(texts, [_padded(parts) for parts in evidence], line)


def _parts(entry: str) -> list[str]:
    """File name and facts, divided by upright strokes; a backslash goes before a stroke that belongs to the text."""
    parts = [""]
    for sign in re.findall(r"\\.|.", entry):
        if sign == "|":
            parts.append("")
        else:
            parts[-1] += sign[-1]
    return [part.strip() for part in parts]


def _padded(parts: Sequence[str]) -> EvidenceTexts:
    name, kind, taken_at, taken_by, sha256 = [*parts, *[""] * EVIDENCE_PARTS][:EVIDENCE_PARTS]
    return name, kind, taken_at, taken_by, sha256
