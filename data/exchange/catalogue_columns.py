"""The tables of a catalogue file: their names, columns and words in German and English.

This is content of files, not of the screen, so it does not go through the translation of the screen.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from data.exchange.answer_words import folded
from data.model.answer_import import CellPosition

ENGLISH = ".en"
"""Ends the key of a column with the English text."""


class Part(StrEnum):
    """A table of a catalogue file. SCALE and BANDS may be left out: the shipped ones are taken then."""

    ABOUT = "about"
    FIELDS = "fields"
    QUESTIONS = "questions"
    SCALE = "scale"
    BANDS = "bands"
    MAPPING = "mapping"


SHEETS: dict[str, dict[Part, str]] = {
    "de": {
        Part.ABOUT: "Fassung",
        Part.FIELDS: "Handlungsfelder und Kriterien",
        Part.QUESTIONS: "Fragen",
        Part.SCALE: "Skala",
        Part.BANDS: "Stufen",
        Part.MAPPING: "Zuordnung",
    },
    "en": {
        Part.ABOUT: "Version",
        Part.FIELDS: "Action fields and criteria",
        Part.QUESTIONS: "Questions",
        Part.SCALE: "Scale",
        Part.BANDS: "Bands",
        Part.MAPPING: "Mapping",
    },
}


@dataclass(frozen=True)
class Column:
    """A column: its key in YAML files, its headings, its width in characters, and whether it may be missing.

    `translated`: a further column holds the English text. `further` is another word for the heading.
    """

    key: str
    german: str
    english: str
    width: float
    optional: bool = False
    translated: bool = False
    further: str = ""

    def heading(self, language: str, *, of_translation: bool = False) -> str:
        """The heading as written in a file of a language."""
        if language == "en":
            tongue = " (English)" if of_translation else " (German)"
            return self.english + (tongue if self.translated else "")
        return self.german + (" (englisch)" if of_translation else "")


COLUMNS: dict[Part, tuple[Column, ...]] = {
    Part.ABOUT: (
        Column("item", "Angabe", "Item", 30),
        Column("value", "Wert", "Value", 60, translated=True),
    ),
    Part.FIELDS: (
        Column("field", "Handlungsfeld (Schlüssel)", "Action field (key)", 28),
        Column("field_title", "Handlungsfeld", "Action field", 36, translated=True),
        Column("short_title", "Kurztitel", "Short title", 24, optional=True, translated=True),
        Column("criterion", "Kriterium (Schlüssel)", "Criterion (key)", 36),
        Column("criterion_title", "Kriterium", "Criterion", 40, translated=True),
    ),
    Part.QUESTIONS: (
        Column("id", "Nr.", "No.", 8),
        Column("criterion", "Kriterium (Schlüssel)", "Criterion (key)", 34, further="Kriterium"),
        Column("question", "Frage", "Question", 60, translated=True),
        Column("suggestion", "Anregung", "Suggestion", 50, optional=True, translated=True),
        Column("help", "Hilfe", "Help", 50, optional=True, translated=True),
        Column("may_not_apply", "„nicht zutreffend“ möglich", "“Not applicable” allowed", 14, optional=True),
        Column(
            "not_applicable_hint",
            "Hinweis zu „nicht zutreffend“",
            "Hint on “not applicable”",
            40,
            optional=True,
            translated=True,
        ),
    ),
    Part.SCALE: (
        Column("points", "Punkte", "Points", 10),
        Column("label", "Antwort", "Answer", 30, translated=True),
        Column("meaning", "Bedeutung", "Meaning", 60, optional=True, translated=True),
    ),
    Part.BANDS: (
        Column("key", "Schlüssel", "Key", 20),
        Column("from_percent", "ab Prozent", "from percent", 12),
        Column("label", "Bezeichnung", "Label", 30, translated=True),
    ),
    Part.MAPPING: (
        Column("from_id", "Frühere Nr.", "Earlier no.", 14),
        Column("to_id", "Neue Nr.", "New no.", 14),
        Column("kind", "Art", "Kind", 20),
    ),
}

SIGNATURES: dict[Part, frozenset[str]] = {
    Part.ABOUT: frozenset({"item", "value"}),
    Part.FIELDS: frozenset({"field_title", "criterion_title"}),
    Part.QUESTIONS: frozenset({"id", "question"}),
    Part.SCALE: frozenset({"points", "label"}),
    Part.BANDS: frozenset({"from_percent", "label"}),
    Part.MAPPING: frozenset({"from_id", "to_id"}),
}
"""The columns by which the heading of a table is recognised."""

ITEMS: dict[str, tuple[str, str]] = {
    "version": ("Fassung", "Version"),
    "title": ("Titel", "Title"),
    "source": ("Quelle des Wortlauts", "Source of the wording"),
    "right_of_use": ("Recht zur Nutzung", "Right of use"),
    "mapping_from": ("Zuordnung von Fassung", "Mapping from version"),
}
"""The lines of the first table, in German and English."""

KINDS: dict[str, tuple[str, str]] = {
    "equal": ("gleich", "equal"),
    "changed": ("geändert", "changed"),
    "split": ("geteilt", "split"),
    "merged": ("zusammengeführt", "merged"),
    "new": ("neu", "new"),
    "dropped": ("entfallen", "dropped"),
}
YES, NO = ("ja", "yes"), ("nein", "no")
FURTHER_YES, FURTHER_NO = ("j", "y", "x", "1", "wahr", "true"), ("n", "0", "falsch", "false", "-")


@dataclass(frozen=True)
class Line:
    """One row of a table: its texts and their places by the key of the column; English ones end with ENGLISH."""

    values: Mapping[str, str]
    places: Mapping[str, CellPosition]
    position: CellPosition

    def text(self, key: str) -> str:
        """What stands in a column; empty if there is none."""
        return self.values.get(key, "")

    def place(self, key: str) -> CellPosition:
        """Where a column of this row stands; the row itself if the table has no such column."""
        return self.places.get(key, self.position)


@dataclass(frozen=True)
class Table:
    """A table as found in a file: where it begins, which columns it has, its rows."""

    position: CellPosition
    columns: frozenset[str]
    lines: tuple[Line, ...]


Tables = Mapping[Part, Table]


def tidy_text(text: str) -> str:
    """A text of a catalogue as it is kept: one line, single blanks, nothing invisible."""
    return "".join(sign for sign in " ".join(text.split()) if sign.isprintable())


@cache
def headings(part: Part) -> dict[str, str]:
    """The folded words of a table's headings, each with the key of its column."""
    known: dict[str, str] = {}
    for column in COLUMNS[part]:
        words = {column.key, column.german, column.english, column.heading("en"), column.further}
        known |= {folded(word): column.key for word in words if word}
        if column.translated:
            translations = {f"{column.key}{ENGLISH}", f"{column.key} en"}
            translations |= {column.heading(language, of_translation=True) for language in SHEETS}
            known |= {folded(word): column.key + ENGLISH for word in translations}
    return known


@cache
def words_of(listed: str) -> dict[str, str]:
    """The folded words of `items` or `kinds`, each with its key."""
    known = {"items": ITEMS, "kinds": KINDS}[listed]
    return {folded(word): key for key, words in known.items() for word in (key, *words)}
