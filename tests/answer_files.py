"""Answer files for tests: made cell by cell, by the workbook's writer, or saved by the office program itself."""

from __future__ import annotations

import csv
import functools
import io
import shutil
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from html import escape
from pathlib import Path
from typing import Any

import xlsxwriter

from data.content.catalogues import catalogue, versions
from data.exchange import answer_file
from data.exchange.answer_workbook import AnswerWorkbook
from data.model.answer_import import UploadedSheet
from data.model.part_files import PartOfCheck
from data.model.self_check import Answer, Reply, StoredAnswer
from data.rules.part_files import narrowed

KNOWN = [catalogue(version, language) for language in ("de", "en") for version in versions()]
CATALOGUE = catalogue("2021-07")
AT = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
HEADINGS = ("Nr.", "Frage", "Antwort", "Bemerkung", "Nachweis", "Zuständige Stelle")
CSV_FILTER = "csv:Text - txt - csv (StarCalc):59,34,76,1,,0,false,true,{as_shown},false,false,{sheet}"


def read(data: bytes, file_name: str = "Antworten.xlsx") -> UploadedSheet:
    """What the reader understands."""
    return answer_file.read(data, file_name, KNOWN)


def xlsx_of(*sheets: Sequence[Sequence[Any]], names: Sequence[str] = ("Tabelle1", "Tabelle2", "Tabelle3")) -> bytes:
    """A workbook with the given cells; a value that begins with = is written as a formula without a value."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    day = book.add_format({"num_format": "dd.mm.yyyy"})
    for name, rows in zip(names, sheets, strict=False):
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            for place, value in enumerate(row):
                if isinstance(value, date):
                    sheet.write_datetime(number, place, datetime(value.year, value.month, value.day), day)
                elif isinstance(value, str) and value.startswith("="):
                    sheet.write_formula(number, place, value, None, "")
                elif value is not None and value != "":
                    sheet.write(number, place, value)
    book.close()
    return file.getvalue()


def table_of(*answers: Any, first_id: str = "MS-01", headings: Sequence[str] = HEADINGS) -> bytes:
    """A plain table with one answer per question, beginning at an id."""
    ids = list(CATALOGUE.places)
    start = ids.index(first_id)
    rows = [
        [ids[start + n], CATALOGUE.places[ids[start + n]].question.text, answer] for n, answer in enumerate(answers)
    ]
    return xlsx_of([list(headings), *rows])


def csv_of(rows: Sequence[Sequence[Any]], delimiter: str = ";", encoding: str = "utf-8-sig") -> bytes:
    """A csv file."""
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    return text.getvalue().encode(encoding)


def replies(sheet: UploadedSheet) -> dict[str, Reply | None]:
    """The replies that were read, by question id."""
    return {row.answer.question_id: row.answer.reply for row in sheet.rows}


def stored(answers: Mapping[str, Answer], revision: int = 1) -> dict[str, StoredAnswer]:
    """Answers as stored, all at one revision."""
    return {key: StoredAnswer(answer, revision, "Kim", AT) for key, answer in answers.items()}


PART_FIELDS = CATALOGUE.fields[1:3]
PART_KEYS = (PART_FIELDS[0].criteria[1].key, PART_FIELDS[1].criteria[0].key)
PART_CATALOGUE = narrowed(CATALOGUE, PART_KEYS)


def a_part(answers: Mapping[str, Answer] | None = None, **changes: Any) -> AnswerWorkbook:
    """The part of Musterstadt's round 12 that the Sozialamt answers: two criteria of two action fields."""
    due, catalogue = date(2026, 11, 30), changes.pop("catalogue", PART_CATALOGUE)
    part = PartOfCheck(changes.pop("name", "Sozialamt"), PART_KEYS, len(catalogue), 108, due_on=due)
    return a_workbook(answers, catalogue=catalogue, **{"part": part, **changes})


def a_workbook(answers: Mapping[str, Answer] | None = None, **changes: Any) -> AnswerWorkbook:
    """The workbook of Musterstadt's round 12."""
    values: dict[str, Any] = {
        "catalogue": CATALOGUE,
        "sheet": stored(answers or {}),
        "written_on": date(2026, 11, 22),
        "commune_name": "Musterstadt",
        "commune_ags": "09999001",
        "self_check_id": 12,
        "round_name": "Runde 2026",
    }
    return AnswerWorkbook(**{**values, **changes})


@functools.cache
def _office_profile() -> Path:
    return Path(tempfile.mkdtemp(prefix="kompass-office-"))


def _run_office(*arguments: str) -> str:
    """Run LibreOffice with a profile of the tests' own and give back what it complains about."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    assert office, "install LibreOffice: apt-get install --no-install-recommends libreoffice-calc"
    command = [office, f"-env:UserInstallation={_office_profile().as_uri()}", "--headless", *arguments]
    return subprocess.run(command, capture_output=True, timeout=120, check=False, text=True).stderr


def saved_by_office(
    data: bytes, written_as: str, saved_as: str, folder: Path, sheet: int = 1, *, as_shown: bool = False
) -> bytes:
    """The file after LibreOffice opened it and saved it in a format.

    For csv: the sheet with this number, numbers and days `as_shown` (its own default) or in the language it runs in.
    """
    source = folder / f"file.{written_as}"
    source.write_bytes(data)
    number = 0 if written_as == "csv" else sheet
    target = CSV_FILTER.format(sheet=number, as_shown=str(as_shown).lower()) if saved_as == "csv" else saved_as
    out = folder / "saved"
    complaints = _run_office(
        "--infilter=CSV:59,34,76" if written_as == "csv" else "--norestore",
        "--convert-to",
        target,
        "--outdir",
        str(out),
        str(source),
    )
    made = sorted(out.glob(f"file*.{saved_as}"))
    assert made, complaints
    return made[-1].read_bytes()


PASSWORD_MACRO = """
Sub Save(source, target, filter)
    Dim opened(0) As New com.sun.star.beans.PropertyValue
    opened(0).Name = "Hidden"
    opened(0).Value = True
    Dim saved(1) As New com.sun.star.beans.PropertyValue
    saved(0).Name = "FilterName"
    saved(0).Value = filter
    saved(1).Name = "Password"
    saved(1).Value = "geheim"
    If InStr(filter, "XML") > 0 Then
        Dim encryption(1) As New com.sun.star.beans.NamedValue
        encryption(0).Name = "CryptoType"
        encryption(0).Value = "Standard"
        encryption(1).Name = "OOXPassword"
        encryption(1).Value = "geheim"
        saved(1).Name = "EncryptionData"
        saved(1).Value = encryption()
    End If
    document = StarDesktop.loadComponentFromURL(source, "_blank", 0, opened())
    document.storeToURL(target, saved())
    document.close(True)
End Sub
"""
PASSWORD_FILTERS = {"xlsx": "Calc MS Excel 2007 XML", "ods": "calc8", "xls": "MS Excel 97"}


def encrypted_by_office(data: bytes, written_as: str, saved_as: str, folder: Path) -> bytes:
    """The file after LibreOffice opened it and saved it with a password."""
    source, target = folder / f"file.{written_as}", folder / f"locked.{saved_as}"
    source.write_bytes(data)
    _run_macro(PASSWORD_MACRO, source, target, PASSWORD_FILTERS[saved_as])
    return target.read_bytes()


VIEW_MACRO = """
Sub Save(source, target, unused)
    Dim opened(0) As New com.sun.star.beans.PropertyValue
    opened(0).Name = "Hidden"
    opened(0).Value = True
    document = StarDesktop.loadComponentFromURL(source, "_blank", 0, opened())
    view = document.CurrentController
    file = FreeFile
    Open ConvertFromURL(target) For Output As #file
    frozen = view.hasFrozenPanes() & ";" & view.getSplitRow() & ";" & view.getSplitColumn()
    Print #file, view.ActiveSheet.Name & ";" & frozen
    Close #file
    document.close(True)
End Sub
"""


def shown_by_office(data: bytes, written_as: str, folder: Path) -> list[str]:
    """What LibreOffice shows when it opens the file: the sheet, whether panes are frozen, at which row and column."""
    source, target = folder / f"file.{written_as}", folder / "view.txt"
    source.write_bytes(data)
    _run_macro(VIEW_MACRO, source, target, "")
    return target.read_text().strip().split(";")


def _run_macro(code: str, source: Path, target: Path, further: str) -> None:
    """Let LibreOffice run a macro that makes one file of another."""
    folder = _office_profile() / "user/basic/Standard"
    if not folder.exists():
        saved_by_office(csv_of([["x"]]), "csv", "ods", Path(tempfile.mkdtemp()))  # makes the profile
    kind = 'PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN"'
    (folder / "Module1.xba").write_text(
        f'<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE script:module {kind} "module.dtd">'
        '<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1" '
        f'script:language="StarBasic">{escape(code)}</script:module>'
    )
    (folder / "script.xlb").write_text(
        f'<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE library:library {kind} "library.dtd">'
        '<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" '
        'library:readonly="false" library:passwordprotected="false"><library:element library:name="Module1"/>'
        "</library:library>"
    )
    names = ",".join(f'"{value}"' for value in (source.as_uri(), target.as_uri(), further))
    complaints = _run_office(f"macro:///Standard.Module1.Save({names})")
    assert target.exists(), complaints
