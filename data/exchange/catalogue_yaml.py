"""Reads a catalogue from YAML: the structure of the shipped `catalogue.yaml`, with the questions and the mapping in it.

The file is looked at as a stream of events first: one that repeats itself by aliases, nests deeply or has too many
parts is refused before anything is built from it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import yaml

from data.errors import UnreadableFile
from data.exchange.catalogue_columns import COLUMNS, ENGLISH, ITEMS, Line, Part, Table, Tables, tidy_text
from data.model.answer_import import CellPosition
from data.model.catalogue_versions import CatalogueFileProblem, FileProblemKind

MOST_BYTES = 1_000_000
MOST_EVENTS = 100_000
DEEPEST = 12
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
TRANSLATED = {column.key for columns in COLUMNS.values() for column in columns if column.translated} | {"title"}
LISTS = {"scale": Part.SCALE, "bands": Part.BANDS, "questions": Part.QUESTIONS}

_FIRST_KEY = re.compile(rb"\A(?:\xef\xbb\xbf)?(?:[ \t]*(?:#[^\n]*|---[ \t]*)?\r?\n)*version[ \t]*:")


def is_yaml(data: bytes, file_name: str) -> bool:
    """Whether a file is YAML: by its name, or because it begins with `version:`."""
    return file_name.casefold().endswith((".yaml", ".yml")) or _FIRST_KEY.match(data[:10_000]) is not None


def tables_of(data: bytes) -> tuple[Tables, list[CatalogueFileProblem]]:
    """The tables of a YAML file, as a spreadsheet would have them, and what has the wrong shape in it.

    Raises UnreadableFile for what is no YAML, too large, or repeats itself by aliases.
    """
    if len(data) > MOST_BYTES:
        raise UnreadableFile("file_too_large", most_mb=MOST_BYTES // 1_000_000)
    try:
        text = data.decode("utf-8-sig")
        _require_harmless(text)
        root = yaml.compose(text, Loader=LOADER)
    except UnicodeDecodeError:
        raise UnreadableFile("yaml_not_readable", line=1) from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise UnreadableFile("yaml_not_readable", line=mark.line + 1 if mark else 1) from None
    if not isinstance(root, yaml.MappingNode):
        raise UnreadableFile("yaml_not_readable", line=1)
    return _Reading().result(root)


def _require_harmless(text: str) -> None:
    depth = 0
    for number, event in enumerate(yaml.parse(text, Loader=LOADER)):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if isinstance(event, yaml.AliasEvent) or depth > DEEPEST or number > MOST_EVENTS:
            raise UnreadableFile("yaml_too_complex", line=event.start_mark.line + 1 if event.start_mark else 1)


@dataclass
class _Reading:
    problems: list[CatalogueFileProblem] = field(default_factory=list)
    lines: dict[Part, list[Line]] = field(default_factory=dict)

    def result(self, root: yaml.MappingNode) -> tuple[Tables, list[CatalogueFileProblem]]:
        for key, node in _pairs(root):
            if key in ITEMS:
                self._about(key, node)
            elif key == "mapping":
                self._mapping(node)
            elif key == "fields":
                self._fields(node)
            elif key in LISTS:
                for entry in self._list(key, node):
                    self._add(LISTS[key], self._line(key, entry))
        tables = {part: _table(part, lines) for part, lines in self.lines.items()}
        return tables, self.problems

    def _about(self, item: str, node: yaml.Node) -> None:
        line = self._line(item, node, only="value")
        self._add(Part.ABOUT, Line({**line.values, "item": item}, line.places, line.position))

    def _mapping(self, node: yaml.Node) -> None:
        for key, value in self._entries("mapping", node):
            if key == "from":
                self._about("mapping_from", value)
            elif key == "questions":
                for entry in self._list("mapping", value):
                    self._add(Part.MAPPING, self._line("mapping", entry))

    def _fields(self, node: yaml.Node) -> None:
        for entry in self._list("fields", node):
            inner = dict(self._entries("fields", entry))
            criteria = inner.get("criteria")
            of_field = self._line("fields", entry, leave_out="criteria")
            for criterion in self._list("criteria", criteria) if criteria is not None else ():
                line = self._line("criteria", criterion, leave_out="questions")
                self._add(Part.FIELDS, _joined(of_field, line))
                self._questions_of(line, criterion)

    def _questions_of(self, criterion: Line, node: yaml.Node) -> None:
        """The questions that stand in their criterion instead of in a list of their own."""
        inner = dict(_pairs(node)) if isinstance(node, yaml.MappingNode) else {}
        if (questions := inner.get("questions")) is None:
            return
        for entry in self._list("questions", questions):
            line = self._line("questions", entry)
            values = {**line.values, "criterion": criterion.text("key")}
            self._add(Part.QUESTIONS, Line(values, line.places, line.position))

    def _line(self, name: str, node: yaml.Node, *, only: str = "", leave_out: str = "") -> Line:
        """The texts of one entry; those in two languages as German and English. `only`: the node is one value."""
        pairs = [(only, node)] if only else [pair for pair in self._entries(name, node) if pair[0] != leave_out]
        values: dict[str, str] = {}
        places: dict[str, CellPosition] = {}
        for key, value in pairs:
            for tongue, text in self._texts(name, key, value):
                values[key + tongue] = text
                places[key + tongue] = _position(name, value, None if only else key)
        return Line(values, places, _position(name, node))

    def _texts(self, name: str, key: str, node: yaml.Node) -> Iterator[tuple[str, str]]:
        if isinstance(node, yaml.ScalarNode):
            yield "", _scalar(node)
        elif isinstance(node, yaml.MappingNode) and key in TRANSLATED:
            for language, text in _pairs(node):
                if language in ("de", "en") and isinstance(text, yaml.ScalarNode):
                    yield ENGLISH if language == "en" else "", _scalar(text)
                else:
                    self._wrong_shape(name, text, "de, en", language)
        else:
            self._wrong_shape(name, node, "text", key if key != "value" else None)

    def _list(self, name: str, node: yaml.Node) -> Sequence[yaml.Node]:
        if isinstance(node, yaml.SequenceNode):
            return list(node.value)
        self._wrong_shape(name, node, "list")
        return ()

    def _entries(self, name: str, node: yaml.Node) -> list[tuple[str, yaml.Node]]:
        if isinstance(node, yaml.MappingNode):
            return list(_pairs(node))
        self._wrong_shape(name, node, "keys")
        return []

    def _wrong_shape(self, name: str, node: yaml.Node, expected: str, key: str | None = None) -> None:
        position = _position(name, node, key)
        self.problems.append(CatalogueFileProblem(position, FileProblemKind.WRONG_SHAPE, key or name, expected))

    def _add(self, part: Part, line: Line) -> None:
        self.lines.setdefault(part, []).append(line)


def _pairs(node: yaml.MappingNode) -> Iterator[tuple[str, yaml.Node]]:
    return ((str(key.value), value) for key, value in node.value if isinstance(key, yaml.ScalarNode))


def _scalar(node: yaml.ScalarNode) -> str:
    is_nothing = node.tag == "tag:yaml.org,2002:null" and node.style is None
    return "" if is_nothing else tidy_text(str(node.value))


def _position(name: str, node: yaml.Node, key: str | None = None) -> CellPosition:
    return CellPosition(name, node.start_mark.line + 1, key)


def _joined(of_field: Line, criterion: Line) -> Line:
    """One row of the table of fields and criteria, with the names that its columns have there."""
    names = (
        (of_field, {"key": "field", "title": "field_title"}),
        (criterion, {"key": "criterion", "title": "criterion_title"}),
    )
    values: dict[str, str] = {}
    places: dict[str, CellPosition] = {}
    for line, renamed in names:
        for key, text in line.values.items():
            base, dot, tongue = key.partition(".")
            name = renamed.get(base, base) + dot + tongue
            values[name], places[name] = text, line.place(key)
    return Line(values, places, criterion.position)


def _table(part: Part, lines: Sequence[Line]) -> Table:
    columns = frozenset(column.key for column in COLUMNS[part])
    return Table(lines[0].position, columns, tuple(lines))
