"""Writes a catalogue as a file to edit: the template for one of one's own, in the form that `catalogue_file` reads."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import repeat
from typing import Any

import yaml

from data.exchange.answer_words import with_formula_guard
from data.exchange.catalogue_columns import COLUMNS, ENGLISH, ITEMS, KINDS, NO, SHEETS, YES, Part
from data.exchange.workbook_style import CALM, MUTED, TINT
from data.exchange.workbook_tables import Column, TableBook
from data.model.catalogue import Catalogue
from data.model.catalogue_versions import CatalogueContent, CatalogueFormat

MADE_ON = date(2026, 1, 1)  # the same contents always give the same bytes
ENGLISH_WORDS = 1  # their place in YES, NO and KINDS
GUIDE = {
    "de": (
        "Anleitung",
        "Einen eigenen Fragenkatalog laden",
        "Diese Mappe enthält als Beispiel den neuesten mitgelieferten Fragenkatalog. Ersetzen Sie, was anders sein "
        "soll.",
        "Fassung: Der Name beginnt mit Jahr und Monat und ist neu, zum Beispiel 2021-07-original. Tragen Sie ein, "
        "woher der Wortlaut stammt und warum Sie ihn verwenden dürfen.",
        "Handlungsfelder und Kriterien: eine Zeile je Kriterium. Schlüssel haben nur kleine Buchstaben, Ziffern und "
        "Unterstriche.",
        "Fragen: eine Zeile je Frage, in der Reihenfolge, in der sie gestellt werden. Die Nr. hat zwei große "
        "Buchstaben, einen Strich und zwei Ziffern, zum Beispiel MS-01. Eine Frage behält ihre Nr. in jeder Fassung.",
        "Skala und Stufen: Diese Blätter dürfen fehlen. Dann gelten die mitgelieferten.",
        "Zuordnung: eine Zeile je Frage der früheren und der neuen Fassung. Art: gleich (dieselbe Bedeutung), geändert "
        "(eine alte Antwort passt nicht mehr), geteilt (aus einer wurden mehrere), zusammengeführt (aus mehreren wurde "
        "eine), neu (ohne frühere Nr.), entfallen (ohne neue Nr.). Nur „gleich“ wird über die Zeit verglichen.",
        "Englische Spalten dürfen leer bleiben. Dann erscheint der deutsche Text.",
        "Nach dem Hochladen sehen Sie alle Prüfungen. Erst die Freigabe macht die Fassung benutzbar; danach lässt sie "
        "sich nicht mehr ändern.",
    ),
    "en": (
        "Guide",
        "Load a catalogue of your own",
        "As an example, this workbook holds the newest catalogue that comes with the program. Replace what shall "
        "differ.",
        "Version: the name begins with year and month and is new, for example 2021-07-original. Say where the wording "
        "comes from and why you may use it.",
        "Action fields and criteria: one row per criterion. Keys have small letters, digits and underscores only.",
        "Questions: one row per question, in the order in which they are asked. The number has two capitals, a hyphen "
        "and two digits, for example MS-01. A question keeps its number in every version.",
        "Scale and bands: these sheets may be left out. The ones that come with the program are used then.",
        "Mapping: one row per question of the earlier and of the new version. Kind: equal (the same meaning), changed "
        "(an old answer no longer fits), split (one became several), merged (several became one), new (no earlier "
        "number), dropped (no new number). Only “equal” is compared over time.",
        "English columns may stay empty. The German text is shown then.",
        "After the upload you see all checks. A version can be used once it is released, and is never changed after "
        "that.",
    ),
}


@dataclass(frozen=True)
class _Written:
    """A table as written: its name, headings with widths, and rows."""

    part: Part
    name: str
    headings: list[tuple[str, float]]
    rows: list[list[str]]


def write(content: CatalogueContent, file_format: CatalogueFormat, language: str = "de") -> bytes:
    """A catalogue with all that belongs to it as a file, with headings in a language. Same contents, same bytes."""
    if file_format is CatalogueFormat.YAML:
        return _yaml(content)
    tables = [_table(part, content, language) for part in Part]
    return _csv(tables) if file_format is CatalogueFormat.CSV else _xlsx(tables, GUIDE[language])


def _table(part: Part, content: CatalogueContent, language: str) -> _Written:
    columns = COLUMNS[part]
    translated = [column for column in columns if column.translated]
    headings = [(column.heading(language), column.width) for column in columns]
    headings += [(column.heading(language, of_translation=True), column.width) for column in translated]
    keys = [column.key for column in columns] + [column.key + ENGLISH for column in translated]
    rows = [[row.get(key, "") for key in keys] for row in _rows(part, content, language)]
    return _Written(part, SHEETS[language][part], headings, rows)


def _rows(part: Part, content: CatalogueContent, language: str) -> Iterator[dict[str, str]]:
    """The rows of a table as texts by the key of the column."""
    place = list(SHEETS).index(language)
    german, english = content.catalogue, content.translations.get("en")
    mapping = content.mapping
    if part is Part.ABOUT:
        told = {"version": german.version, "title": german.title}
        told |= {"source": content.source, "right_of_use": content.right_of_use}
        told["mapping_from"] = mapping.from_version if mapping else ""
        for key, words in ITEMS.items():
            row = {"item": words[place], "value": told[key]}
            yield row | ({"value" + ENGLISH: english.title} if english and key == "title" else {})
    elif part is Part.MAPPING:
        for entry in mapping.entries if mapping else ():
            yield {"from_id": entry.from_id or "", "to_id": entry.to_id or "", "kind": KINDS[entry.kind][place]}
    else:
        english_rows: Iterator[dict[str, str]] = _plain_rows(part, english, place) if english else repeat({})
        translated = {column.key for column in COLUMNS[part] if column.translated}
        for row, other in zip(_plain_rows(part, german, place), english_rows, strict=False):
            yield row | {key + ENGLISH: text for key, text in other.items() if key in translated}


def _plain_rows(part: Part, catalogue: Catalogue, place: int) -> Iterator[dict[str, str]]:
    """The rows of a table in one language."""
    if part is Part.FIELDS:
        for field in catalogue.fields:
            of_field = {"field": field.key, "field_title": field.title, "short_title": field.short_title}
            for criterion in field.criteria:
                yield of_field | {"criterion": criterion.key, "criterion_title": criterion.title}
    elif part is Part.QUESTIONS:
        for asked in catalogue.places.values():
            question = asked.question
            yield {
                "id": question.id,
                "criterion": asked.criterion.key,
                "question": question.text,
                "suggestion": question.suggestion,
                "help": question.help,
                "may_not_apply": (YES if question.may_not_apply else NO)[place],
                "not_applicable_hint": question.not_applicable_hint,
            }
    elif part is Part.SCALE:
        yield from ({"points": str(s.points), "label": s.label, "meaning": s.meaning} for s in catalogue.scale)
    else:
        yield from ({"key": b.key, "from_percent": str(b.from_percent), "label": b.label} for b in catalogue.bands)


def _csv(tables: Sequence[_Written]) -> bytes:
    """All tables below each other, as German office programs expect a file: semicolons, UTF-8 with a mark."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    for table in tables:
        writer.writerow([heading for heading, _ in table.headings])
        writer.writerows([with_formula_guard(value, in_csv=True) for value in row] for row in table.rows)
        writer.writerow([])
    return text.getvalue().encode("utf-8-sig")


def _xlsx(tables: Sequence[_Written], guide: Sequence[str]) -> bytes:
    book = TableBook(guide[1], MADE_ON)
    _guide(book, guide)
    for table in tables:
        columns = [Column(words, width) for words, width in table.headings]
        book.table(table.name, columns, [[with_formula_guard(value, in_csv=False) for value in r] for r in table.rows])
    return book.written()


def _guide(book: TableBook, guide: Sequence[str]) -> None:
    name, title, *sentences = guide
    sheet = book.sheet(name)
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, 100)
    sheet.write_string(0, 0, title, book.look(bold=True, font_size=18, font_color=CALM))
    sheet.write_string(1, 0, sentences[0], book.look(font_color=MUTED))
    for number, sentence in enumerate(sentences[1:], start=3):
        sheet.write_string(number, 0, sentence, book.look(bottom=1, bottom_color=TINT))


def _yaml(content: CatalogueContent) -> bytes:
    """The structure of the shipped `catalogue.yaml`, with source, questions and mapping in the same file."""
    german, english = content.catalogue, content.translations.get("en")

    def entries(part: Part) -> list[dict[str, Any]]:
        rows = _plain_rows(part, german, ENGLISH_WORDS)
        others = _plain_rows(part, english, ENGLISH_WORDS) if english else repeat(None)
        return [_entry(part, row, other) for row, other in zip(rows, others, strict=False)]

    told: dict[str, Any] = {
        "version": german.version,
        "title": {"de": german.title, "en": english.title} if english else german.title,
        "source": content.source,
        "right_of_use": content.right_of_use,
        "scale": entries(Part.SCALE),
        "bands": entries(Part.BANDS),
        "fields": _nested(entries(Part.FIELDS)),
        "questions": entries(Part.QUESTIONS),
    }
    if content.mapping is not None:
        mapped = [{"from_id": e.from_id, "to_id": e.to_id, "kind": e.kind} for e in content.mapping.entries]
        told["mapping"] = {"from": content.mapping.from_version, "questions": mapped}
    return yaml.safe_dump(told, allow_unicode=True, sort_keys=False, width=120).encode()


def _entry(part: Part, row: dict[str, str], other: dict[str, str] | None) -> dict[str, Any]:
    """One row as YAML: texts in both languages where there are two, without what is empty."""
    translated = {column.key for column in COLUMNS[part] if column.translated}
    return {
        key: {"de": text, "en": other[key]} if other and key in translated else text
        for key, text in row.items()
        if text
    }


def _nested(rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows of fields and criteria as fields that hold their criteria."""
    fields: dict[str, dict[str, Any]] = {}
    for row in rows:
        field = {"key": row["field"], "title": row["field_title"], "short_title": row["short_title"], "criteria": []}
        criterion = {"key": row["criterion"], "title": row["criterion_title"]}
        fields.setdefault(row["field"], field)["criteria"].append(criterion)
    return list(fields.values())
