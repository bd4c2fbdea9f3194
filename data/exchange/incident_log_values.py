"""What the files of an incident log have in common: how days, choices and evidence are written and understood."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from enum import StrEnum
from typing import Any

from data.model.incident_log import (
    DAYS,
    EARLIEST_DAY,
    LONGEST,
    LONGEST_LINE,
    MOST_EVIDENCE,
    ActKind,
    Affected,
    Evidence,
    EvidenceKind,
    FileProblem,
    Incident,
    LogWords,
    ProblemKind,
    When,
)
from data.model.incident_log import Field as F

LATEST_DAY = date(2099, 12, 31)
SHOWN_CHARACTERS = 60
IDENT = re.compile(r"v[0-9a-f]{12}")
_DAY = r"(?:(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})|(?P<gd>\d{1,2})\.(?P<gm>\d{1,2})\.(?P<gy>\d{4}|\d{2}))"
_WHEN = re.compile(_DAY + r"(?:(?:[T ]|, ?)(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::\d{2}(?:\.\d+)?)?(?: Uhr)?)?")
_HASH = re.compile(r"[0-9a-f]{64}")
EvidenceTexts = tuple[str, str, str, str, str]
"""File name, kind, time taken, by whom, SHA-256."""


def written_when(when: When | None, between: str) -> str:
    """Such as 2026-11-20 or, with the time of day and `between` before it, 2026-11-20 14:30."""
    if when is None:
        return ""
    return when.day.isoformat() + (f"{between}{when.clock:%H:%M}" if when.clock else "")


class _NotUnderstoodError(Exception):
    def __init__(self, kind: ProblemKind) -> None:
        super().__init__(kind)
        self.kind = kind


def _when(text: str) -> When:
    match = _WHEN.fullmatch(text)
    if match is None:
        raise _NotUnderstoodError(ProblemKind.NOT_A_MOMENT)
    parts = match.groupdict()
    year = int(parts["y"] or parts["gy"])
    try:
        day = date(year + 2000 if year < 100 else year, int(parts["m"] or parts["gm"]), int(parts["d"] or parts["gd"]))
        clock = time(int(parts["hour"]), int(parts["minute"])) if parts["hour"] else None
    except ValueError:
        raise _NotUnderstoodError(ProblemKind.NOT_A_MOMENT) from None
    if not EARLIEST_DAY <= day <= LATEST_DAY:
        raise _NotUnderstoodError(ProblemKind.NOT_A_MOMENT)
    return When(day, clock)


def _day(text: str) -> date:
    try:
        return _when(text).day
    except _NotUnderstoodError:
        raise _NotUnderstoodError(ProblemKind.NOT_A_DAY) from None


def _number(text: str) -> int:
    if not re.fullmatch(r"[1-9][0-9]{0,4}", text):
        raise _NotUnderstoodError(ProblemKind.NOT_A_NUMBER)
    return int(text)


def _ident(text: str) -> str:
    """An ident as this program makes them; another is as good as none, because keys are made of it."""
    return text if IDENT.fullmatch(text) else ""


def _hash(text: str) -> str:
    if not _HASH.fullmatch(text.lower()):
        raise _NotUnderstoodError(ProblemKind.NOT_A_HASH)
    return text.lower()


def _choice(codes: type[StrEnum], words: Sequence[Mapping[Any, str]]) -> Callable[[str], StrEnum]:
    known = {code.value: code for code in codes}
    known |= {shown.casefold(): code for each in words for code, shown in each.items()}

    def parsed(text: str) -> StrEnum:
        if text.casefold() not in known:
            raise _NotUnderstoodError(ProblemKind.NOT_A_CHOICE)
        return known[text.casefold()]

    return parsed


@dataclass
class Reading:
    """Turns the texts of a file into incidents and tells what was not understood; `words` in all languages."""

    words: Sequence[LogWords] = ()
    problems: list[FileProblem] = field(default_factory=list)
    _idents: set[str] = field(default_factory=set)

    def incident(self, texts: Mapping[F, str], evidence: Sequence[EvidenceTexts], line: int) -> Incident:
        """An incident, without what could not be understood."""
        ident = _ident(texts.get(F.IDENT, ""))
        if ident in self._idents:
            self.tell(ProblemKind.TWICE, line, F.IDENT)
            ident = ""
        self._idents |= {ident} - {""}
        values: dict[str, Any] = {each.attribute: self._text(texts.get(each, ""), each, line) for each in LONGEST}
        days = {each.attribute: self._value(texts.get(each, ""), _day, each, line) for each in DAYS}
        choices = {
            F.KIND: _choice(ActKind, [each.kinds for each in self.words]),
            F.AFFECTED: _choice(Affected, [each.affected for each in self.words]),
            F.HAPPENED: _when,
        }
        others = {
            each.attribute: self._value(texts.get(each, ""), parse, each, line) for each, parse in choices.items()
        }
        number = self._value(texts.get(F.NUMBER, ""), _number, F.NUMBER, line) or 0
        entries = tuple(self._evidence(evidence, line))
        return Incident(ident, number, **values, **days, **others, evidence=entries)

    def tell(self, kind: ProblemKind, line: int, about: F | None = None, found: str = "") -> None:
        """Note a problem."""
        shown = " ".join(found.split())
        shown = shown if len(shown) <= SHOWN_CHARACTERS else shown[: SHOWN_CHARACTERS - 1] + "…"
        self.problems.append(FileProblem(kind, line, about, shown))

    def _evidence(self, entries: Sequence[EvidenceTexts], line: int) -> Iterator[Evidence]:
        if len(entries) > MOST_EVIDENCE:
            self.tell(ProblemKind.TOO_MANY, line, F.EVIDENCE, str(len(entries)))
        kinds = _choice(EvidenceKind, [each.evidence_kinds for each in self.words])
        for file_name, kind, taken_at, taken_by, sha256 in entries[:MOST_EVIDENCE]:
            yield Evidence(
                self._text(file_name, F.EVIDENCE, line),
                self._value(kind, kinds, F.EVIDENCE, line),
                self._value(taken_at, _when, F.EVIDENCE, line),
                self._text(taken_by, F.EVIDENCE, line),
                self._value(sha256, _hash, F.EVIDENCE, line) or "",
            )

    def _text(self, text: str, about: F, line: int) -> str:
        most = LONGEST.get(about, LONGEST_LINE)
        if len(text) > most:
            self.tell(ProblemKind.TOO_LONG, line, about, text)
        return text[:most]

    def _value(self, text: str, parse: Callable[[str], Any], about: F, line: int) -> Any:
        """What a text means; None, and a problem, for what is not understood. Nothing stays nothing."""
        try:
            return parse(text.strip()) if text.strip() else None
        except _NotUnderstoodError as problem:
            self.tell(problem.kind, line, about, text)
            return None
