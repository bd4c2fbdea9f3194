"""What may happen to an incident log: pure functions, so that nothing of it can be kept anywhere."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import fields, replace
from datetime import date, time
from typing import Any

from data.errors import Refused
from data.model.incident_log import (
    LARGEST_FILE,
    LONGEST,
    LONGEST_LINE,
    MOST_EVIDENCE,
    MOST_INCIDENTS,
    Clash,
    ClashChoice,
    Comparison,
    Evidence,
    Incident,
    IncidentLog,
    ReadLog,
    Reporter,
)

ROOM_LEFT = 180_000
"""Bytes that one more incident may need: a log with less room takes none."""
_BYTES_OF_NAMES = 2_000

# Control characters have no meaning for a reader, and lone surrogates cannot be written to any file.
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff\ufeff\ud800-\udfff]")
_LONGEST_BY_ATTRIBUTE = {field.attribute: most for field, most in LONGEST.items()}


def cleaned(text: str, longest: int) -> str:
    """The text without blanks at its ends, with plain line breaks, without signs that no file holds, not too long."""
    plain = _UNWRITABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()
    return plain[:longest].rstrip()


def tidy(incident: Incident) -> Incident:
    """The incident with all of its texts cleaned, and without entries about evidence that say nothing."""
    texts: dict[str, Any] = {
        name: cleaned(getattr(incident, name), most) for name, most in _LONGEST_BY_ATTRIBUTE.items()
    }
    entries = tuple(entry for entry in map(_tidy_evidence, incident.evidence) if entry != Evidence())
    return replace(incident, evidence=entries[:MOST_EVIDENCE], **texts)


def tidy_reporter(reporter: Reporter) -> Reporter:
    """Who reports, with cleaned texts."""
    return Reporter(*(cleaned(getattr(reporter, each.name), LONGEST_LINE) for each in fields(Reporter)))


def _tidy_evidence(entry: Evidence) -> Evidence:
    lines: dict[str, Any] = {name: _one_line(getattr(entry, name)) for name in ("file_name", "taken_by")}
    return replace(entry, sha256=cleaned(entry.sha256, 64).lower(), **lines)


def _one_line(text: str) -> str:
    return " ".join(cleaned(text, LONGEST_LINE).split())


def is_empty(incident: Incident) -> bool:
    """Whether nothing was written yet."""
    return tidy(incident) == Incident(incident.ident, incident.number)


def in_order(incidents: Iterable[Incident]) -> tuple[Incident, ...]:
    """By the time of the act; those without a day at the end, in the order of their numbers."""
    return tuple(sorted(incidents, key=_order))


def _order(incident: Incident) -> tuple[date, time, int]:
    if incident.happened is None:
        return date.max, time.min, incident.number
    return incident.happened.day, incident.happened.clock or time.min, incident.number


def found(log: IncidentLog, ident: str) -> Incident | None:
    """The incident with this ident."""
    return next((each for each in log.incidents if each.ident == ident), None)


def size(incidents: Iterable[Incident]) -> int:
    """Most bytes that the incidents can need in a file: what is written there with a backslash counts twice."""
    return sum(_size(each) for each in incidents)


def _size(incident: Incident) -> int:
    texts = [getattr(incident, name) for name in _LONGEST_BY_ATTRIBUTE]
    for entry in incident.evidence:
        texts += [entry.file_name, entry.taken_by, entry.sha256, " " * 100]
    return _BYTES_OF_NAMES + sum(len(text.encode()) + len(re.findall(r'["\\\n\t]', text)) for text in texts)


def with_new(log: IncidentLog, ident: str) -> IncidentLog:
    """The log with an empty incident under the next number. Raises Refused where there is no room for it."""
    if len(log.incidents) >= MOST_INCIDENTS or size(log.incidents) + ROOM_LEFT > LARGEST_FILE:
        raise Refused("incident_log_full", most=MOST_INCIDENTS)
    return replace(log, incidents=(*log.incidents, Incident(ident, next_number(log.incidents))), removed=None)


def next_number(incidents: Iterable[Incident]) -> int:
    """The number after the highest one."""
    return max((each.number for each in incidents), default=0) + 1


def changed(log: IncidentLog, ident: str, values: Mapping[str, Any]) -> IncidentLog:
    """The log with these attributes of an incident changed; unchanged if the incident is gone.

    Raises Refused if the log would become larger than a file that can be read again.
    """
    incidents = tuple(tidy(replace(each, **values)) if each.ident == ident else each for each in log.incidents)
    if size(incidents) > LARGEST_FILE:
        raise Refused("incident_log_full", most=MOST_INCIDENTS)
    return replace(log, incidents=incidents)


def reported_by(log: IncidentLog, reporter: Reporter) -> IncidentLog:
    """The log with who reports."""
    return replace(log, reporter=tidy_reporter(reporter))


def without(log: IncidentLog, ident: str) -> IncidentLog:
    """The log without an incident, which can be put back; an empty one goes for good."""
    gone = found(log, ident)
    if gone is None:
        return log
    kept = tuple(each for each in log.incidents if each.ident != ident)
    return replace(log, incidents=kept, removed=log.removed if is_empty(gone) else gone)


def put_back(log: IncidentLog) -> IncidentLog:
    """The log with the incident that was removed last; under a new number if its own is taken."""
    if log.removed is None:
        return log
    return replace(log, incidents=(*log.incidents, _numbered(log.removed, log.incidents)), removed=None)


def unsaved(log: IncidentLog) -> tuple[Incident, ...]:
    """The incidents that stand, as they are now, in no file that can be read again."""
    return tuple(each for each in log.incidents if each not in log.saved and not is_empty(each))


def noted_as_saved(log: IncidentLog) -> IncidentLog:
    """The log after a file of it was taken along."""
    return replace(log, saved=frozenset(log.incidents))


def tidied(read: ReadLog) -> ReadLog:
    """What a file says, with cleaned texts and without incidents that say nothing."""
    incidents = tuple(incident for incident in map(tidy, read.incidents) if not is_empty(incident))
    return replace(read, incidents=incidents, reporter=tidy_reporter(read.reporter))


def compared(log: IncidentLog, read: ReadLog) -> Comparison:
    """Hold a file against the log: by ident; without one by the same words, else by the same number.

    An incident of the log is to decide about once: what else the file says of it is new.
    """
    new: list[Incident] = []
    same: list[Incident] = []
    clashes: list[Clash] = []
    for theirs in read.incidents:
        mine = _counterpart(log, theirs)
        if mine is None:
            new.append(theirs)
        elif _says(mine) == _says(theirs):
            same.append(mine)
        elif any(clash.mine is mine for clash in clashes):
            new.append(replace(theirs, ident=""))
        else:
            clashes.append(Clash(mine, theirs))
    return Comparison(tuple(new), tuple(same), tuple(clashes))


def merged(
    log: IncidentLog, read: ReadLog, choices: Mapping[str, ClashChoice], fresh_idents: Iterable[str]
) -> IncidentLog:
    """The log with what a file brings. `choices` by the ident of mine; without a choice both are kept.

    Raises Refused where there is no room. `fresh_idents` are idents that nobody has, at least one for each incident.
    """
    idents = iter(fresh_idents)
    comparison = compared(log, read)
    incidents = list(log.incidents)
    saved = set(log.saved) | set(comparison.same)
    for clash in comparison.clashes:
        choice = choices.get(clash.mine.ident, ClashChoice.KEEP_BOTH)
        if choice is ClashChoice.KEEP_BOTH:
            incidents.append(_numbered(replace(clash.theirs, ident=next(idents)), incidents))
        elif choice is ClashChoice.TAKE_THEIRS:
            place = incidents.index(clash.mine)
            incidents[place] = replace(clash.theirs, ident=clash.mine.ident, number=clash.mine.number)
            saved.add(incidents[place])
    for theirs in comparison.new:
        added = _numbered(theirs if theirs.ident else replace(theirs, ident=next(idents)), incidents)
        incidents.append(added)
        if added == theirs:
            saved.add(added)
    if len(incidents) > MOST_INCIDENTS or size(incidents) > LARGEST_FILE:
        raise Refused("incident_log_full", most=MOST_INCIDENTS)
    reporter = log.reporter if log.reporter != Reporter() else read.reporter
    return IncidentLog(tuple(incidents), reporter, frozenset(saved), removed=None)


def _numbered(incident: Incident, others: Iterable[Incident]) -> Incident:
    """The incident with its own number if nobody of the others has it, else with the next one."""
    taken = {each.number for each in others}
    if incident.number > 0 and incident.number not in taken:
        return incident
    return replace(incident, number=max(taken, default=0) + 1)


def _counterpart(log: IncidentLog, theirs: Incident) -> Incident | None:
    if theirs.ident:
        return found(log, theirs.ident)
    same_words = next((each for each in log.incidents if _says(each) == _says(theirs)), None)
    return same_words or next((each for each in log.incidents if each.number == theirs.number), None)


def _says(incident: Incident) -> Incident:
    """What an incident says, whoever counted it."""
    return replace(tidy(incident), ident="", number=0)
