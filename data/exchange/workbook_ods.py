"""The answer workbook as ods: plain OpenDocument XML, checked in the office program that people open it with.

Written by hand, because the libraries for OpenDocument leave the parts that matter here (drop-down lists, protection,
frozen headings, page styles, colours by condition) to the caller as XML anyway.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import escape

from xlsxwriter.utility import xl_col_to_name

from data.exchange.answer_words import Column, with_formula_guard
from data.exchange.workbook_layout import (
    CHARACTER_WIDTH,
    GUIDE_WIDTHS,
    OVERVIEW_WIDTHS,
    PLACES,
    REASON_MISSING,
    WRONG_ANSWER,
    AnswerWorkbook,
    GuideLine,
    GuideStyle,
    Value,
)
from data.exchange.workbook_ods_frame import NAMESPACES, element, packed
from data.exchange.workbook_style import CALM, LINE, MUTED, TINT, WRITABLE

POINTS_PER_PIXEL = 0.75
CELL_PADDING = 5  # pixels, that xlsx adds to each column
UNIT = f"0.5pt solid {LINE}"
GROWING = 0.0
"""The height of a row that the office program measures, then and when its text grows."""
ROOM_BELOW = "0.4cm"
"""Below the text of a growing row: on paper a text may wrap into one line more than on the screen that measured it."""
FIELD_LINE = f"1.5pt solid {CALM}"

CELL_LOOKS: dict[str, tuple[dict[str, str], dict[str, str], str]] = {
    # name: cell properties, text properties, alignment
    "plain": ({}, {}, "start"),
    "title": (
        {"fo:wrap-option": "no-wrap"},
        {"fo:font-size": "18pt", "fo:font-weight": "bold", "fo:color": CALM},
        "start",
    ),
    "subtitle": ({"fo:wrap-option": "no-wrap"}, {"fo:font-size": "12pt", "fo:color": MUTED}, "start"),
    "part": ({"fo:wrap-option": "no-wrap"}, {"fo:font-size": "12pt", "fo:font-weight": "bold"}, "start"),
    "section": (
        {"fo:wrap-option": "no-wrap", "fo:border-bottom": f"0.75pt solid {CALM}"},
        {"fo:font-size": "12pt", "fo:font-weight": "bold", "fo:color": CALM},
        "start",
    ),
    "remark": ({"fo:wrap-option": "no-wrap"}, {"fo:font-style": "italic", "fo:color": MUTED}, "start"),
    "strong": ({}, {"fo:font-weight": "bold"}, "start"),
    "number": ({}, {"fo:font-weight": "bold"}, "center"),
    "choice": ({"fo:background-color": TINT, "fo:border-bottom": UNIT}, {}, "start"),
    "choice-strong": ({"fo:background-color": TINT, "fo:border-bottom": UNIT}, {"fo:font-weight": "bold"}, "start"),
    "heading": (
        {"fo:background-color": CALM, "style:vertical-align": "middle", "fo:padding-left": "0.15cm"},
        {"fo:font-weight": "bold", "fo:color": "#FFFFFF"},
        "start",
    ),
    "heading-number": (
        {"fo:background-color": CALM, "style:vertical-align": "middle"},
        {"fo:font-weight": "bold", "fo:color": "#FFFFFF"},
        "center",
    ),
    "count-word": ({"fo:border-bottom": UNIT, "style:vertical-align": "middle"}, {}, "start"),
    "count": ({"fo:border-bottom": UNIT, "style:vertical-align": "middle"}, {}, "center"),
    "total-word": ({"fo:border-top": f"0.75pt solid {CALM}"}, {"fo:font-weight": "bold"}, "start"),
    "total": ({"fo:border-top": f"0.75pt solid {CALM}"}, {"fo:font-weight": "bold"}, "center"),
}


def write_ods(contents: AnswerWorkbook) -> bytes:
    """The workbook as an ods file."""
    return packed(contents, _Content(contents).xml())


def _paragraphs(text: str) -> str:
    """A text as paragraphs; more than one blank in a row needs its own element."""
    lines = escape(text, quote=False).split("\n")
    spaced = (re.sub(r"^ | (?= )|(?<= ) ", "<text:s/>", line) for line in lines)
    return "".join(f"<text:p>{line}</text:p>" for line in spaced)


def _cell(value: Value, style: str, **attributes: str) -> str:
    told = {"table:style-name": style, **attributes}
    if value == "":
        return element("table:table-cell", told)
    if isinstance(value, int):
        told |= {"office:value-type": "float", "office:value": str(value)}
    else:
        told |= {"office:value-type": "string"}
    return element("table:table-cell", told, _paragraphs(with_formula_guard(str(value), in_csv=False)))


def _row(cells: Iterable[str], height: float) -> str:
    name = f"row{height:g}".replace(".", "-") if height else "growing"
    return element("table:table-row", {"table:style-name": name}, "".join(cells))


def _cell_style(name: str, cell: dict[str, str], text: dict[str, str], align: str, maps: str = "") -> str:
    base = {"fo:wrap-option": "wrap", "style:vertical-align": "top", "style:cell-protect": "protected"}
    return element(
        "style:style",
        {"style:name": name, "style:family": "table-cell", "style:parent-style-name": "Default"},
        element("style:table-cell-properties", {**base, **cell})
        + element("style:paragraph-properties", {"fo:text-align": align})
        + (element("style:text-properties", text) if text else "")
        + maps,
    )


class _Content:
    """The sheets. Row heights are styles of their own, collected while the rows are written."""

    def __init__(self, contents: AnswerWorkbook) -> None:
        self._contents = contents
        self._texts = contents.texts
        self._last_row = len(contents.rows) + 1
        first, last = contents.choice_rows
        self._choices = f"[${self._texts['guide']}.$B${first}:.$B${last}]"

    def xml(self) -> str:
        """The whole content part."""
        # The answers come first: who saves the file as csv gets them.
        sheets = self._answers() + self._guide() + self._overview()
        heights = sorted(set(re.findall(r'table:style-name="(row[0-9-]+|growing)"', sheets)))
        styles = "".join(
            [
                *(_cell_style(name, *look) for name, look in CELL_LOOKS.items()),
                *self._table_cell_styles(),
                *(_row_style(height) for height in heights),
                *(_column_style(width) for width in sorted({*GUIDE_WIDTHS, *OVERVIEW_WIDTHS, *self._table_widths})),
                *(_sheet_style(name) for name in ("guide", "answers", "overview")),
            ]
        )
        return (
            f'<office:document-content {NAMESPACES} office:version="1.3">'
            f"<office:automatic-styles>{styles}</office:automatic-styles>"
            f"<office:body><office:spreadsheet>{self._validation()}{sheets}{self._filter()}"
            "</office:spreadsheet></office:body></office:document-content>"
        )

    def _validation(self) -> str:
        """The drop-down list. Without an error box: a number typed by hand is understood too."""
        attributes = {
            "table:name": "choices",
            "table:condition": f"of:cell-content-is-in-list({self._choices})",
            "table:allow-empty-cell": "true",
            "table:display-list": "unsorted",
            "table:base-cell-address": f"{self._texts['answers']}.{xl_col_to_name(PLACES[Column.ANSWER])}2",
        }
        quiet = '<table:error-message table:display="false"/>'
        validation = element("table:content-validation", attributes, quiet)
        return f"<table:content-validations>{validation}</table:content-validations>"

    def _filter(self) -> str:
        sheet, last = self._texts["answers"], xl_col_to_name(PLACES[Column.RESPONSIBLE_UNIT])
        attributes = {
            "table:name": "__Anonymous_Sheet_DB__1",
            "table:target-range-address": f"{sheet}.A1:{sheet}.{last}{self._last_row}",
            "table:display-filter-buttons": "true",
        }
        return f"<table:database-ranges>{element('table:database-range', attributes)}</table:database-ranges>"

    def _sheet(self, name: str, widths: Sequence[tuple[float, bool]], heading: str, rows: str) -> str:
        protection = {"loext:select-protected-cells": "true", "loext:select-unprotected-cells": "true"}
        columns = "".join(
            element(
                "table:table-column",
                {"table:style-name": _column_name(width)} | ({"table:visibility": "collapse"} if hidden else {}),
            )
            for width, hidden in widths
        )
        header = f"<table:table-header-rows>{heading}</table:table-header-rows>" if heading else ""
        return element(
            "table:table",
            {"table:name": self._texts[name], "table:style-name": name, "table:protected": "true"},
            element("loext:table-protection", {**protection, "loext:use-autofilter": "true"}) + columns + header + rows,
        )

    def _guide(self) -> str:
        rows = "".join(_row(self._guide_cells(line), line.height) for line in self._contents.guide)
        return self._sheet("guide", [(width, False) for width in GUIDE_WIDTHS], "", rows)

    def _guide_cells(self, line: GuideLine) -> list[str]:
        match line.style:
            case GuideStyle.BLANK:
                return [_cell("", "plain")]
            case GuideStyle.SECTION:
                return [_cell(line.word, "section"), _cell("", "section"), _cell("", "section")]
            case GuideStyle.CHOICE:
                return [_cell("", "plain"), _cell(line.word, "choice-strong"), _cell(line.text, "choice")]
            case GuideStyle.STEP | GuideStyle.FACT:
                return [_cell(line.number, "number"), _cell(line.word, "strong"), _cell(line.text, "plain")]
            case _:
                return [_cell(line.word, line.style.value)]

    def _answers(self) -> str:
        heading = _row((_cell(text, "heading") for text in self._contents.headings), 30.0)
        rows = []
        for row in self._contents.rows:
            flags = f"{'f' if row.begins_field else '-'}{'e' if row.even_field else '-'}"
            cells = []
            for place, value in enumerate(row.values):
                validation = {"table:content-validation-name": "choices"} if place == PLACES[Column.ANSWER] else {}
                cells.append(_cell(value, f"answer{flags}{place}", **validation))
            rows.append(_row(cells, GROWING))
        widths = [(column.width, column.hidden) for column in self._contents.columns]
        return self._sheet("answers", widths, heading, "".join(rows))

    @property
    def _table_widths(self) -> list[float]:
        return [column.width for column in self._contents.columns]

    def _table_cell_styles(self) -> Iterable[str]:
        for place, column in enumerate(self._contents.columns):
            for begins, even in ((False, False), (False, True), (True, False), (True, True)):
                tint = WRITABLE if column.writable else TINT if even else "#FFFFFF"
                cell = {"fo:background-color": tint, "fo:border": UNIT, "fo:padding": "0.05cm"}
                cell |= {"fo:padding-left": "0.15cm", "fo:padding-bottom": ROOM_BELOW}
                if begins:
                    cell |= {"fo:border-top": FIELD_LINE}
                if column.writable:
                    cell |= {"style:cell-protect": "none"}
                strong = column.column is Column.ID or (column.column is Column.FIELD and begins)
                text = {"fo:font-weight": "bold"} if strong else {}
                name = f"answer{'f' if begins else '-'}{'e' if even else '-'}{place}"
                yield _cell_style(name, cell, text, "start", self._marks(column.column))

    def _marks(self, column: Column) -> str:
        """Colours for what will not be understood or lacks a reason."""
        marks = {Column.ANSWER: (WRONG_ANSWER, "NotUnderstood"), Column.REMARK: (REASON_MISSING, "ReasonMissing")}
        if column not in marks:
            return ""
        condition, style = marks[column]
        formula = condition.format(
            answer=f"[.${xl_col_to_name(PLACES[Column.ANSWER])}2]",
            remark=f"[.${xl_col_to_name(PLACES[Column.REMARK])}2]",
            choices=self._choices,
            not_applicable=self._contents.choices[-1],
        )
        base = f"{self._texts['answers']}.{xl_col_to_name(PLACES[column])}2"
        return element(
            "style:map",
            {
                "style:condition": f"is-true-formula({formula})",
                "style:apply-style-name": style,
                "style:base-cell-address": base,
            },
        )

    def _overview(self) -> str:
        contents = self._contents
        headings = (
            _cell(text, "heading-number" if place else "heading")
            for place, text in enumerate(contents.overview_headings)
        )
        answers = self._texts["answers"]
        fields, said = xl_col_to_name(PLACES[Column.FIELD]), xl_col_to_name(PLACES[Column.ANSWER])
        ranges = {
            "fields": f"[${answers}.${fields}$2:.${fields}${self._last_row}]",
            "answers": f"[${answers}.${said}$2:.${said}${self._last_row}]",
        }
        rows = []
        for number, field in enumerate(contents.catalogue.fields, start=2):
            counted = zip(contents.overview_formulas, contents.counts(field), strict=True)
            formulas = ((formula.format(**ranges, field=f"[.$A{number}]"), value) for formula, value in counted)
            cells = (_cell(value, "count", **{"table:formula": f"of:={formula}"}) for formula, value in formulas)
            rows.append(_row([_cell(contents.field_title(field), "count-word"), *cells], 20.0))
        last = len(contents.catalogue.fields) + 1
        totals = map(sum, zip(*(contents.counts(field) for field in contents.catalogue.fields), strict=True))
        sums = (
            _cell(value, "total", **{"table:formula": f"of:=SUM([.{letter}2:.{letter}{last}])"})
            for letter, value in ((xl_col_to_name(place), value) for place, value in enumerate(totals, start=1))
        )
        rows.append(_row([_cell(self._texts["total"], "total-word"), *sums], 20.0))
        widths = [(width, False) for width in OVERVIEW_WIDTHS]
        return self._sheet("overview", widths, _row(headings, 24.0), "".join(rows))


def _column_name(width: float) -> str:
    return f"column{width:g}".replace(".", "-")


def _column_style(width: float) -> str:
    points = (width * CHARACTER_WIDTH + CELL_PADDING) * POINTS_PER_PIXEL
    return element(
        "style:style",
        {"style:name": _column_name(width), "style:family": "table-column"},
        element("style:table-column-properties", {"style:column-width": f"{points:g}pt"}),
    )


def _row_style(name: str) -> str:
    height = name.removeprefix("row").replace("-", ".")
    properties = {"style:use-optimal-row-height": "true"} if name == "growing" else {"style:row-height": f"{height}pt"}
    return element(
        "style:style",
        {"style:name": name, "style:family": "table-row"},
        element("style:table-row-properties", properties),
    )


def _sheet_style(name: str) -> str:
    return element(
        "style:style",
        {"style:name": name, "style:family": "table", "style:master-page-name": name},
        element("style:table-properties", {"table:display": "true", "style:writing-mode": "lr-tb"}),
    )
