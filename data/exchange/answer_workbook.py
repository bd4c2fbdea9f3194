"""Writes the answer workbook: a form to fill in with an office program, as xlsx, ods or csv."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable
from itertools import chain, count

from data.exchange.answer_words import with_formula_guard
from data.exchange.workbook_layout import AnswerWorkbook
from data.exchange.workbook_ods import write_ods
from data.exchange.workbook_xlsx import write_xlsx
from data.model.answer_import import FileFormat

__all__ = ["AnswerWorkbook", "write", "write_all"]


def write(contents: AnswerWorkbook, file_format: FileFormat) -> bytes:
    """The workbook as a file. The same contents always give the same bytes."""
    writers = {FileFormat.XLSX: write_xlsx, FileFormat.ODS: write_ods, FileFormat.CSV: _write_csv}
    return writers[file_format](contents)


def write_all(workbooks: Iterable[AnswerWorkbook], file_format: FileFormat) -> bytes:
    """Several workbooks in one zip file, each under a name of its own also where case does not count."""
    file = io.BytesIO()
    taken: set[str] = set()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for contents in workbooks:
            name = _free_name(contents.file_name, taken)
            taken.add(name.casefold())
            year, month, day, *_ = contents.written_on.timetuple()
            entry = zipfile.ZipInfo(f"{name}.{file_format.value}", (year, month, day, 0, 0, 0))
            archive.writestr(entry, write(contents, file_format), zipfile.ZIP_DEFLATED)
    return file.getvalue()


def _free_name(wanted: str, taken: set[str]) -> str:
    numbered = (f"{wanted} ({number})" for number in count(2))
    return next(name for name in chain([wanted], numbered) if name.casefold() not in taken)


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
