"""A document as PDF/UA-1: tagged, searchable, readable aloud, the same bytes for the same document."""

from __future__ import annotations

import contextlib
import json
from datetime import UTC, datetime, time
from typing import Any

from data.exchange import document_fonts, typesetting
from data.exchange.document_text import PAGE_WORDS, TICK_WORDS, clean, fits_beside, one_line, said, spans, title_of
from data.exchange.drawing_svg import TONES, svg_of
from data.model.document import (
    Blanks,
    Block,
    Bullets,
    Callout,
    ColumnKind,
    Document,
    Facts,
    Figure,
    Heading,
    PageBreak,
    Paragraph,
    Table,
    Text,
    Ticks,
)

TEMPLATE = "document_pdf.typ"
REGIONS = {"de": "DE", "en": "GB"}
NARROW = 0.25
"""Of the width of a table: words in wider columns are not divided."""

TEXT_WIDTH = 467.0
"""Points between the margins: wider drawings are made smaller."""
KEPT_TOGETHER = 900
"""Characters up to which a callout or a table is not parted between two pages."""


def write(document: Document) -> bytes:
    """The document as PDF. Signs that no shipped font shows become a box; nothing else is changed."""
    made_at = datetime.combine(document.made_on, time(12), UTC)
    values = _values(document)
    for careful in (_as_it_is, _with_plain_drawings):
        with contextlib.suppress(typesetting.CannotBeSet):
            return typesetting.pdf(TEMPLATE, json.dumps(careful(values)), made_at)
    return typesetting.pdf(TEMPLATE, json.dumps(_plainest(values)), made_at)


def _values(document: Document) -> dict[str, Any]:
    day = document.made_on
    commune, title = _shown(one_line(document.commune)), _shown(title_of(document))
    return {
        "title": title,
        "author": commune,
        "subtitle": _shown(document.subtitle),
        "language": document.language,
        "region": REGIONS[document.language],
        "commune": commune,
        "running": " · ".join(part for part in (commune, title) if part),
        "made_on": {"year": day.year, "month": day.month, "day": day.day},
        "header": _shown(one_line(document.header)),
        "footer": _shown(document.footer),
        "mark": _shown(one_line(document.mark)),
        "page_words": PAGE_WORDS[document.language],
        "tick_words": TICK_WORDS[document.language],
        "fonts": list(document_fonts.FAMILIES),
        "tones": dict(TONES),
        "blocks": [_values_of(block) for block in said(document.blocks)],
    }


def _as_it_is(values: dict[str, Any]) -> dict[str, Any]:
    return values


def _with_plain_drawings(values: dict[str, Any]) -> dict[str, Any]:
    """Drawings without the signs of rare scripts and emoji: some of them cannot stand beside each other there."""
    blocks = [
        {key: _plainest(value) if key == "svg" else value for key, value in block.items()} for block in values["blocks"]
    ]
    return {**values, "blocks": blocks}


def _plainest(values: Any) -> Any:
    """All texts of the values without what no typesetter can be trusted with, so that there is a PDF in any case."""
    return document_fonts.in_all_texts(values, document_fonts.plainest)


def _values_of(block: Block) -> dict[str, Any]:  # noqa: PLR0911 - one for each kind
    match block:
        case Heading(level, text):
            return {"kind": "heading", "level": level, "text": _shown(text)}
        case Paragraph(text, style):
            return {"kind": "paragraph", "style": style, "text": _parts(text)}
        case Bullets(items, numbered):
            return {"kind": "bullets", "numbered": numbered, "items": [_parts(item) for item in items]}
        case Facts(pairs):
            return {"kind": "facts", "pairs": [(_shown(label), _parts(value)) for label, value in pairs]}
        case Table():
            return _table(block)
        case Callout(title, text, note):
            long = sum(len(part.text) for part in spans(text)) > KEPT_TOGETHER
            return {
                "kind": "callout",
                "long": long,
                "title": _shown(title),
                "text": _parts(text),
                "note": _shown(note),
            }
        case Figure(drawing, alt, caption):
            svg = document_fonts.in_a_picture(svg_of(drawing, document_fonts.FAMILY_LIST))
            width = min(drawing.width, TEXT_WIDTH)
            return {"kind": "figure", "svg": svg, "width": width, "alt": _shown(alt) or "–", "caption": _shown(caption)}
        case Blanks(labels):
            blanks = [{"label": _shown(label), "beside": fits_beside(label)} for label in labels]
            return {"kind": "blanks", "blanks": blanks}
        case Ticks(items):
            return {"kind": "ticks", "boxes": [{"ticked": ticked, "text": _parts(item)} for ticked, item in items]}
        case PageBreak():
            return {"kind": "pagebreak"}


def _table(table: Table) -> dict[str, Any]:
    whole = sum(column.share for column in table.columns)
    columns = [
        {
            "title": _shown(column.title),
            "number": column.kind is ColumnKind.NUMBER,
            "share": column.share,
            "narrow": column.share / whole < NARROW,
        }
        for column in table.columns
    ]
    rows = [[_parts(cell) for cell in row] for row in table.rows]
    long = sum(len(part["text"]) for row in rows for cell in row for part in cell) + 60 * len(rows) > KEPT_TOGETHER
    return {"kind": "table", "long": long, "caption": _shown(table.caption), "columns": columns, "rows": rows}


def _parts(text: Text) -> list[dict[str, Any]]:
    return [{"text": _shown(part.text), "strong": part.strong, "emphasis": part.emphasis} for part in spans(text)]


def _shown(text: str) -> str:
    return document_fonts.settable(clean(text))
