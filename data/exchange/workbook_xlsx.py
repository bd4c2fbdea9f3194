"""The answer workbook as xlsx."""

from __future__ import annotations

import io
from datetime import datetime, time
from functools import cache
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from data.exchange.answer_words import Column, with_formula_guard
from data.exchange.workbook_layout import (
    COLUMNS,
    GUIDE_WIDTHS,
    OVERVIEW_WIDTHS,
    PLACES,
    REASON_MISSING,
    WRONG_ANSWER,
    AnswerWorkbook,
    GuideStyle,
    TableRow,
)
from data.exchange.workbook_style import CALM, FONT, HINT, INK, LINE, MUTED, PAPER, TINT, WARNING, WRITABLE
from data.exchange.workbook_tables import GrowingRows

ALLOWED_WHEN_PROTECTED = dict.fromkeys(
    ("format_cells", "format_columns", "format_rows", "autofilter", "sort", "select_locked_cells"), True
)
CHOICES = "Auswahl"
LONGEST_HEADER = 255  # characters; Excel refuses more
GUIDE_LOOKS: dict[GuideStyle, dict[str, Any]] = {
    GuideStyle.TITLE: {"bold": True, "font_size": 18, "font_color": CALM},
    GuideStyle.SUBTITLE: {"font_size": 12, "font_color": MUTED},
    GuideStyle.PART: {"font_size": 12, "bold": True},
    GuideStyle.SECTION: {"bold": True, "font_size": 12, "font_color": CALM, "bottom": 1, "bottom_color": CALM},
    GuideStyle.REMARK: {"italic": True, "font_color": MUTED},
}


def write_xlsx(contents: AnswerWorkbook) -> bytes:
    """The workbook as an xlsx file; texts are never formulas or links."""
    return _Xlsx(contents).written()


class _Xlsx:
    def __init__(self, contents: AnswerWorkbook) -> None:
        self._contents = contents
        self._file = io.BytesIO()
        options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        self._book = xlsxwriter.Workbook(self._file, options)
        self._book.formats[0].set_font_name(FONT)
        self._book.formats[0].set_font_size(10)
        self._format = cache(self._new_format)

    def written(self) -> bytes:
        texts, book = self._contents.texts, self._book
        written_at = datetime.combine(self._contents.written_on, time())
        book.set_properties({"title": texts["title"], "subject": self._contents.whose, "created": written_at})
        for name, value in self._contents.identity.items():
            book.set_custom_property(name, value, "text")
        # The answers come first: who saves the file as csv gets them.
        answers, guide, overview = (
            book.add_worksheet(texts[name], GrowingRows) for name in ("answers", "guide", "overview")
        )
        self._guide(guide)
        self._answers(answers)
        self._overview(overview)
        answers.activate()
        book.close()
        return self._file.getvalue()

    def _new_format(self, **look: Any) -> Any:
        base = {"font_name": FONT, "font_size": 10, "font_color": INK, "valign": "top", "text_wrap": True}
        return self._book.add_format({**base, **look})

    def _page(self, sheet: Any, widths: tuple[float, ...], rows: int, pages_high: int = 1) -> None:
        """Paper, header, footer, protection: the same on every sheet."""
        texts, contents = self._contents.texts, self._contents
        for place, width in enumerate(widths):
            sheet.set_column(place, place, width)
        sheet.hide_gridlines(2)
        sheet.set_paper(PAPER)
        sheet.set_landscape()
        sheet.fit_to_pages(1, pages_high)
        sheet.set_margins(left=0.5, right=0.5, top=0.75, bottom=0.7)
        sheet.print_area(0, 0, rows - 1, len(widths) - 1)
        header = f"&L&9{texts['title']}&R&9"
        sheet.set_header(header + _fitting(contents.whose, LONGEST_HEADER - len(header)))
        page = texts["page"].format(page="&P", pages="&N")
        sheet.set_footer(f"&L&9{texts['catalogue']} {contents.catalogue.version}&R&9{page}")
        sheet.protect("", ALLOWED_WHEN_PROTECTED)

    def _guide(self, sheet: Any) -> None:
        self._page(sheet, GUIDE_WIDTHS, len(self._contents.guide))
        for row, line in enumerate(self._contents.guide):
            sheet.set_row(row, line.height)
            if line.style in GUIDE_LOOKS:
                look = self._format(**GUIDE_LOOKS[line.style], text_wrap=False)
                sheet.write_string(row, 0, line.word, look)
                if line.style is GuideStyle.SECTION:
                    sheet.write_blank(row, 1, None, look)
                    sheet.write_blank(row, 2, None, look)
            elif line.style is not GuideStyle.BLANK:
                cells = (line.number, line.word, line.text)
                for place, text in enumerate(cells):
                    look = {"bold": place < 2, "align": "center" if place == 0 else "left"}
                    if line.style is GuideStyle.CHOICE and place:
                        look |= {"bg_color": TINT, "bottom": 1, "bottom_color": LINE}
                    sheet.write_string(row, place, text, self._format(**look))

    def _answers(self, sheet: Any) -> None:
        contents, rows = self._contents, self._contents.rows
        self._page(sheet, tuple(column.width for column in COLUMNS if not column.hidden), len(rows) + 1, pages_high=0)
        heading = self._format(bold=True, font_color="#FFFFFF", bg_color=CALM, valign="vcenter", indent=1)
        sheet.set_row(0, 30)
        for place, (column, text) in enumerate(zip(contents.columns, contents.headings, strict=True)):
            sheet.write_string(0, place, text, heading)
            if column.hidden:
                sheet.set_column(place, place, column.width, None, {"hidden": True})
        for number, row in enumerate(rows, start=1):
            sheet.set_row(number, row.height)
            for place, value in enumerate(row.values):
                look = self._cell(row, place)
                if value == "":
                    sheet.write_blank(number, place, None, look)
                elif isinstance(value, int):
                    sheet.write_number(number, place, value, look)
                else:
                    sheet.write_string(number, place, with_formula_guard(value, in_csv=False), look)
        sheet.freeze_panes(1, 1)
        sheet.autofilter(0, 0, len(rows), PLACES[Column.RESPONSIBLE_UNIT])
        sheet.repeat_rows(0)
        self._choices(sheet, len(rows))

    def _cell(self, row: TableRow, place: int) -> Any:
        column = self._contents.columns[place]
        tint = WRITABLE if column.writable else TINT if row.even_field else "#FFFFFF"
        look = {
            "border": 1,
            "border_color": LINE,
            "bg_color": tint,
            "locked": not column.writable,
            "align": "left",
            "indent": 1,
        }
        if row.begins_field:
            look |= {"top": 2, "top_color": CALM}
        if column.column is Column.ID or (column.column is Column.FIELD and row.begins_field):
            look["bold"] = True
        return self._format(**look)

    def _choices(self, sheet: Any, last_row: int) -> None:
        """The drop-down list, and colours for what will not be understood or lacks a reason."""
        first, last = self._contents.choice_rows
        guide = self._contents.texts["guide"]
        self._book.define_name(CHOICES, f"='{guide}'!$B${first}:$B${last}")
        answer, remark = PLACES[Column.ANSWER], PLACES[Column.REMARK]
        # No error box: a number typed by hand is understood too, and what is not turns red at once.
        sheet.data_validation(
            1, answer, last_row, answer, {"validate": "list", "source": f"={CHOICES}", "show_error": False}
        )
        names = {
            "answer": f"${xl_col_to_name(answer)}2",
            "remark": f"${xl_col_to_name(remark)}2",
            "choices": CHOICES,
            "not_applicable": self._contents.choices[-1],
        }
        for place, condition, colour in ((answer, WRONG_ANSWER, WARNING), (remark, REASON_MISSING, HINT)):
            mark = {"type": "formula", "criteria": "=" + condition.format(**names)}
            sheet.conditional_format(
                1, place, last_row, place, mark | {"format": self._book.add_format({"bg_color": colour})}
            )

    def _overview(self, sheet: Any) -> None:
        contents = self._contents
        fields = contents.catalogue.fields
        self._page(sheet, OVERVIEW_WIDTHS, len(fields) + 2)
        looks: dict[str, dict[str, Any]] = {
            "heading": {"bold": True, "font_color": "#FFFFFF", "bg_color": CALM, "valign": "vcenter"},
            "plain": {"bottom": 1, "bottom_color": LINE, "valign": "vcenter"},
            "total": {"bold": True, "top": 1, "top_color": CALM, "valign": "vcenter"},
        }
        word = {name: self._format(**look) for name, look in looks.items()}
        number = {name: self._format(**look, align="center") for name, look in looks.items()}
        sheet.set_row(0, 24)
        for place, text in enumerate(contents.overview_headings):
            sheet.write_string(0, place, text, (number if place else word)["heading"])
        ranges = {
            name: f"'{contents.texts['answers']}'!${letter}$2:${letter}${len(contents.rows) + 1}"
            for name, letter in (
                ("fields", xl_col_to_name(PLACES[Column.FIELD])),
                ("answers", xl_col_to_name(PLACES[Column.ANSWER])),
            )
        }
        for row, field in enumerate(fields, start=1):
            sheet.set_row(row, 20)
            sheet.write_string(row, 0, contents.field_title(field), word["plain"])
            counted = zip(contents.overview_formulas, contents.counts(field), strict=True)
            for place, (formula, value) in enumerate(counted, start=1):
                sheet.write_formula(
                    row, place, "=" + formula.format(**ranges, field=f"$A{row + 1}"), number["plain"], value
                )
        last = len(fields) + 1
        sheet.write_string(last, 0, contents.texts["total"], word["total"])
        totals = map(sum, zip(*(contents.counts(field) for field in fields), strict=True))
        for place, value in enumerate(totals, start=1):
            letter = xl_col_to_name(place)
            sheet.write_formula(last, place, f"=SUM({letter}2:{letter}{last})", number["total"], value)


def _fitting(text: str, room: int) -> str:
    """A text as a printed header writes it, with every & doubled, cut off with "…" where it needs more than `room`."""
    cut = text
    while len(written := cut.replace("&", "&&")) + (cut != text) > room:
        cut = cut[:-1]
    return written if cut == text else f"{written}…"
