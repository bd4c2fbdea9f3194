"""Writes the answer workbook: a form to fill in with an office program, as xlsx, ods or csv."""

from __future__ import annotations

import csv
import io

from data.exchange.answer_words import with_formula_guard
from data.exchange.workbook_layout import AnswerWorkbook
from data.exchange.workbook_ods import write_ods
from data.exchange.workbook_xlsx import write_xlsx
from data.model.answer_import import FileFormat

__all__ = ["AnswerWorkbook", "write"]


def write(contents: AnswerWorkbook, file_format: FileFormat) -> bytes:
    """The workbook as a file. The same contents always give the same bytes."""
    writers = {FileFormat.XLSX: write_xlsx, FileFormat.ODS: write_ods, FileFormat.CSV: _write_csv}
    return writers[file_format](contents)


def _write_csv(contents: AnswerWorkbook) -> bytes:
    """The answer table alone, as German office programs expect it: semicolons, UTF-8 with a mark, no formulas."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(contents.headings)
    for row in contents.rows:
        writer.writerow(
            [with_formula_guard(value, in_csv=True) if isinstance(value, str) else value for value in row.values]
        )
    return text.getvalue().encode("utf-8-sig")
