"""Everything that a page tells in words or draws, taken apart so that each number can be held against what may be."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from app_tab import LEVELS, App, elements, words_of

END_OF_SENTENCE = re.compile(r"(?<=[.:;?!])\s+(?=[A-ZÄÖÜ●□*#])|\n|<br>")
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
Key = str | None


@dataclass(frozen=True)
class Line:
    """A sentence, a row of a table or a label as people read or hear it; `key` is that of its widget, if it has one."""

    text: str
    key: Key = None
    is_heading: bool = False


@dataclass(frozen=True)
class Words:
    """The lines of one element of a page."""

    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Drawing:
    """What a chart is drawn from: its traces as plotly gets them, its words, and the words of its rows by their keys.

    `rows` are the keys of fields or criteria; a chart without rows has none.
    """

    traces: tuple[Mapping[str, Any], ...]
    lines: tuple[Line, ...]
    rows: tuple[str, ...] = ()
    of_rows: tuple[tuple[str, Line], ...] = ()


Told = Words | Drawing


def told_by(app: App) -> list[Told]:
    """Words and drawings of a page, the menu and what is folded away included, in their order."""
    return [_told(each) for block in (app.tab.main, app.tab.sidebar) for each in elements(block)]


def lines_of(told: Iterable[Told]) -> Iterator[Line]:
    """All lines, those of drawings included."""
    for each in told:
        yield from each.lines
        if isinstance(each, Drawing):
            yield from (line for _row, line in each.of_rows)


def _told(element: Any) -> Told:
    if element.type == "plotly_chart":
        return _drawing(element)
    if element.type in ("table", "dataframe", "arrow_data_frame"):
        rows = [element.value.columns, *element.value.to_numpy().tolist()]
        return Words(tuple(Line(" · ".join(map(str, row))) for row in rows))
    key = getattr(element, "key", None)
    words = dict.fromkeys([*words_of(element), *_value(element)])
    is_heading = element.type in LEVELS
    return Words(tuple(line for text in words for line in _lines(text, key, is_heading)))


def _value(element: Any) -> Iterator[str]:
    """Numbers that a widget or a metric shows."""
    if element.type == "metric":
        yield f"{element.label}: {element.value} {element.delta}"
    elif isinstance(value := getattr(element, "value", None), (int, float)) and not isinstance(value, bool):
        yield f"{getattr(element.proto, 'label', '')}: {value}"


def _drawing(element: Any) -> Drawing:
    spec = json.loads(element.proto.spec)
    traces, layout = tuple(spec["data"]), spec["layout"]
    rows = next((trace["customdata"] for trace in traces if isinstance(trace.get("customdata"), list)), [])
    of_all = [element.proto.alt, *(note["text"] for note in layout.get("annotations", ()))]
    of_all += [layout.get(axis, {}).get("title", {}).get("text", "") for axis in ("xaxis", "yaxis")]
    of_rows = []
    for trace in traces:
        for name in ("text", "hovertext", "name"):
            found = trace.get(name)
            if rows and isinstance(found, list) and len(found) % len(rows) == 0:
                of_rows += [(rows[place % len(rows)], text) for place, text in enumerate(found) if text]
            else:
                of_all += found if isinstance(found, list) else [str(found or "")]
    told = tuple((key, line) for key, text in of_rows for line in _lines(text))
    return Drawing(traces, tuple(line for text in of_all for line in _lines(text)), tuple(rows), told)


def _lines(words: str, key: Key = None, is_heading: bool = False) -> Iterator[Line]:
    parts = END_OF_SENTENCE.split(re.sub(r"</?b>", "", words))
    return (Line(part, key, is_heading or part.startswith("#")) for part in parts if part.strip())


def numbers_in(text: str) -> list[float]:
    """The numbers of a text, as a German reads them: 5.000 and 2,2."""
    found = []
    for token in NUMBER.findall(text):
        is_thousands = re.fullmatch(r"\d{1,3}(\.\d{3})+", token)
        found.append(float(token.replace(".", "") if is_thousands else token.replace(",", ".", 1)))
    return found
