"""Which numbers a page may tell of the comparison, place by place, and every number that stands where it may not."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from plain_figures import PlainFigure, PlainGroup, PlainRelease, Wish
from told_numbers import Drawing, Line, Told, numbers_in

from data.model.catalogue import Catalogue
from data.model.result import shown
from data.model.self_check import Answered, Reply

MARKS = re.compile(r"^[#*●□○\s]+")
QUESTION = re.compile(r"\b[A-Z]{2}-\d{2}\b")
PERCENT = re.compile(r"(\d+)[\u00a0 ]%")
SAID_OF_ALL = (
    re.compile(r"\b2035\b"),
    re.compile(r"\b[01] bis 100\b"),  # the scale, the goals that are possible
    re.compile(r"\bin [2-7] Feldern\b"),
    re.compile(r"\bab 50 gezählten\b"),
    re.compile(r"\bauf 5 Punkte\b"),
    re.compile(r"\bBei 0 nimmt\b"),
    re.compile(r"\b(2|5|10|20|50|100|200|500)\.000\b"),  # the sizes that communes are compared by
    re.compile(r"\b(0|[1-8]0) bis unter [1-9]0\b|\b90 bis 100\b"),  # the bars of a distribution
    QUESTION,
)
"""Words with a number that is the same for every commune and every release."""


@dataclass(frozen=True)
class Own:
    """What the own commune knows of itself: points by field and criterion, goals by field, replies by question."""

    percents: Mapping[str, float]
    goals: Mapping[str, int]
    replies: Mapping[str, Reply]


@dataclass(frozen=True)
class Held:
    """A group that is shown, and all that may be told with it: `facts` are numbers of communes, `days` as written."""

    release: PlainRelease
    group: PlainGroup
    wish: Wish
    own: Own
    catalogue: Catalogue
    facts: frozenset[int]
    days: tuple[str, ...]

    def figure(self, key: str) -> PlainFigure | None:
        return self.release.figure(self.group.cells, key)

    def problems(self, told: Iterable[Told]) -> list[str]:
        """Every number that is neither own nor a public fact nor published, with the line it stands in.

        What is told without a name belongs to what the last heading names, or to what its own element began with.
        """
        headed: frozenset[str] = frozenset()
        found: list[str] = []
        for each in told:
            if isinstance(each, Drawing):
                found += self._in_drawing(each, headed)
                continue
            about = headed
            for line in each.lines:
                about = self._begins_with(line.text) or about
                headed = about if line.is_heading else headed
                found += self._in_line(line, self._mentioned(line.text) or about, with_bars=False)
        return found

    def _in_line(self, line: Line, about: frozenset[str], *, with_bars: bool) -> Iterator[str]:
        if (matching := self._participating(line)) is not None:
            allowed: set[float] = {matching}
        else:
            allowed = {*self.facts, *(number for key in about for number in self._of(key))}
            bars = {bar for key in about for bar in self._bars(key)}
            for percent in PERCENT.findall(line.text):
                if int(percent) not in bars:
                    yield f"{percent} % in: {line.text}"
            if with_bars:
                allowed |= bars
        rest = PERCENT.sub("", line.text)
        for day in self.days:
            rest = rest.replace(day, "")
        for said in SAID_OF_ALL:
            rest = said.sub("", rest)
        for number in numbers_in(rest):
            if number not in allowed:
                yield f"{number:g} in: {line.text}"

    def _in_drawing(self, drawing: Drawing, about: frozenset[str]) -> Iterator[str]:
        """Words of a drawing tell their own rows; every mark has a row, or stands in the one distribution."""
        rows, here = drawing.rows, about
        for line in drawing.lines:
            here = self._begins_with(line.text) or here
            yield from self._in_line(line, self._mentioned(line.text) or here, with_bars=not rows)
        for key, line in drawing.of_rows:
            yield from self._in_line(line, self._mentioned(line.text) | {key}, with_bars=False)
        for trace in drawing.traces:
            for name, values in trace.items():
                if name in ("x", "y", "base", "error_x", "error_y", "customdata") and isinstance(values, list):
                    yield from self._marks(name, values, trace, rows, about)

    def _marks(
        self,
        name: str,
        values: Sequence[object],
        trace: Mapping[str, object],
        rows: Sequence[str],
        about: frozenset[str],
    ) -> Iterator[str]:
        for place, value in enumerate(values):
            if not isinstance(value, (int, float)):
                continue
            if not rows:
                allowed = {n for key in about for n in (*self._spread(key), *self._exact(key))}
            elif name == "y":
                allowed = {value} if abs(value - place % len(rows)) < 1 else set()  # only the place of the row
            else:
                key = rows[place % len(rows)]
                base = trace.get("base")
                allowed = {0, 100, *self._of(key), *self._exact(key)}
                if name == "x" and isinstance(base, list) and base[place] is not None:
                    found = self.figure(key)
                    assert found is not None and found.q25 is not None and found.q75 is not None
                    allowed = {max(found.q75 - found.q25, 1)}
            if not any(abs(value - each) < 1e-9 for each in allowed):
                yield f"{value:g} drawn as {name} of {sorted(about) if not rows else rows[place % len(rows)]}"

    def _of(self, key: str) -> Iterator[float]:
        """What may be told in words of a field, a criterion or a question."""
        if key in self.catalogue.places:
            if (level := self.release.level(self.group.cells, key)) is not None:
                yield from level
            if isinstance(reply := self.own.replies.get(key), Answered):
                yield reply.points
            return
        percent, goal, found = self.own.percents.get(key), self.own.goals.get(key), self.figure(key)
        yield from (value for value in (goal, None if percent is None else shown(percent)) if value is not None)
        if percent is not None and goal is not None:
            yield shown(abs(percent - goal))
        if found is None:
            return
        yield from (value for value in (found.mean, found.q25, found.median, found.q75, found.counted) if value)
        if percent is not None:
            yield shown(abs(percent - (found.mean if found.median is None else found.median)))

    def _bars(self, key: str) -> tuple[int, ...]:
        found = None if key in self.catalogue.places else self.figure(key)
        return (found.histogram if found else None) or ()

    def _spread(self, key: str) -> Iterator[float]:
        """A distribution: ten bars, the middle of each, and how high the line of the own value is drawn."""
        bars = self._bars(key)
        yield from bars
        if bars:
            yield from (5 + 10 * place for place in range(10))
            yield from (0, 1.3 * max(bars))

    def _exact(self, key: str) -> Iterator[float]:
        if key in self.own.percents:
            yield self.own.percents[key]

    def _participating(self, line: Line) -> int | None:
        """How many communes match an option, for the line of an option."""
        if line.key is None or not line.text.endswith(")"):
            return None
        values = {value: name for name, of in _values(self.release).items() for value in of}
        key = re.sub(r"_\d+$", "", line.key)  # a list numbers its boxes
        option = next((value for value in values if key.endswith(f"{values[value]}_{value}")), None)
        if option is None:
            return 0 if line.key.startswith("peer_") and line.text.endswith("(0)") else None
        return self.release.matching({**self.wish, values[option]: {option}})

    def _mentioned(self, text: str) -> frozenset[str]:
        """The question, or the fields and criteria, that a text names; the longest names first."""
        ids = [id_ for id_ in QUESTION.findall(text) if id_ in self.catalogue.places]
        if ids:
            return frozenset(ids)
        found, rest = set(), text
        for title, keys in self._titles():
            if re.search(rf"(?<!\w){re.escape(title)}(?!\w)", rest):
                found |= keys
                rest = rest.replace(title, "")
        return frozenset(found)

    def _begins_with(self, text: str) -> frozenset[str]:
        """What a heading, a row or a label is about."""
        bare = MARKS.sub("", text)
        if match := QUESTION.match(bare):
            return frozenset({match.group()} & self.catalogue.places.keys())
        return next(
            (keys for title, keys in self._titles() if re.match(rf"{re.escape(title)}(?!\w)", bare)), frozenset()
        )

    def _titles(self) -> list[tuple[str, frozenset[str]]]:
        titles: dict[str, frozenset[str]] = {}
        for field in self.catalogue.fields:
            for title in (field.title, field.short_title):
                titles[title] = titles.get(title, frozenset()) | {field.key}
            for criterion in field.criteria:
                titles[criterion.title] = titles.get(criterion.title, frozenset()) | {criterion.key}
        return sorted(titles.items(), key=lambda pair: -len(pair[0]))


def _values(release: PlainRelease) -> dict[str, set[str]]:
    values: dict[str, set[str]] = {}
    for facts in release.facts:
        for name, value in facts.items():
            values.setdefault(name, set()).add(value)
    return values
