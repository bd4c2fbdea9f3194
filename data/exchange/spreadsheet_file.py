"""Spreadsheets as people upload them: recognised by content, checked without unpacking, read in a short-lived worker.

A small file can hold a table that takes all memory, or abort the process that reads it (a 7 kB xlsx does). So nothing
here opens a sheet before sizes and ratios are checked, and the reading itself happens in `spreadsheet_worker`.
"""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
import threading
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from data.errors import UnreadableFile
from data.settings import settings

Cell = str | int | float | bool

MEGABYTE = 1_000_000
MOST_COLUMNS = 200
MOST_PARTS = 200
UNPACKED_MEGABYTES = 50
UNPACKED_RATIO = 200
SECONDS = 20
WORKER = Path(__file__).with_name("spreadsheet_worker.py")

ZIP_START, ZIP_ENTRY = b"PK\x03\x04", b"PK\x01\x02"
OLE_START = bytes.fromhex("d0cf11e0a1b11ae1")
FOREIGN_STARTS = {
    b"%PDF": "pdf",
    b"\x89PNG": "png",
    b"\xff\xd8\xff": "jpg",
    b"GIF8": "gif",
    b"{\\rtf": "rtf",
    b"<?xml": "xml",
    b"<": "html",
    b"PK\x05\x06": "zip",
    b"\x1f\x8b": "gz",
    b"7z\xbc\xaf": "7z",
    b"Rar!": "rar",
}
FOREIGN_PARTS = {"word/document.xml": "docx", "ppt/presentation.xml": "pptx", "xl/workbook.bin": "xlsb"}
FOREIGN_STREAMS = {"WordDocument": "doc", "PowerPoint Document": "ppt"}
XLS_WITH_PASSWORD = re.compile(rb"\x09\x08\x10\x00.{16}(?:\x86\x00\x00\x00)?\x2f\x00", re.DOTALL)
"""The first record of an xls workbook (BOF), perhaps WRITEPROTECT, then FILEPASS."""
FOREIGN_DOCUMENTS = {b"text": "odt", b"presentation": "odp", b"graphics": "odg"}
ODS_MIMETYPE = b"application/vnd.oasis.opendocument.spreadsheet"

_WORKERS = threading.BoundedSemaphore(4)  # each may take up to a gigabyte


@dataclass(frozen=True)
class Sheet:
    """The filled part of one sheet: `rows` begin at `first_row` (1 is the top) and `first_column` (0 is A)."""

    name: str
    index: int
    first_row: int
    first_column: int
    rows: list[list[Cell]]


@dataclass(frozen=True)
class Spreadsheet:
    """The visible sheets of a file. `data` is the file itself."""

    data: bytes
    sheets: tuple[Sheet, ...]

    def formulas(self, sheet: Sheet) -> Mapping[str, str]:
        """Formulas and error values of an xlsx sheet that hold no value, by address such as `E5`.

        Programs write formulas without values, and error values come out empty: both look like an empty cell. Other
        formats give nothing, because office programs always save values in them.
        """
        if not self.data.startswith(ZIP_START):
            return {}
        with zipfile.ZipFile(io.BytesIO(self.data)) as archive:
            return dict(_without_value(_sheet_xml(archive, sheet.index)))


def text_of(cell: Cell) -> str:
    """A cell as text: whole numbers without decimals, numbers with a comma, yes and no in German."""
    if isinstance(cell, bool):
        return "ja" if cell else "nein"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else str(cell).replace(".", ",")
    return str(cell).strip()


def read_spreadsheet(data: bytes) -> Spreadsheet:
    """The cells of an xlsx, xlsm, xls, ods or csv file, whatever its name says.

    Raises UnreadableFile with a code for what is empty, too large, encrypted, damaged or not a spreadsheet; of the
    last, `found` is the usual file name extension where the content tells it.
    """
    kind = _recognised(data)
    answer = _read_in_worker(data, kind)
    if "refused" in answer:
        raise UnreadableFile(answer["refused"], **answer["details"])
    sheets = tuple(
        Sheet(s["name"], s["index"], s["row"] + 1, s["column"], _filled_down(s["rows"], s)) for s in answer["sheets"]
    )
    if not any(sheet.rows for sheet in sheets):
        raise UnreadableFile("file_empty")
    return Spreadsheet(data, sheets)


def _recognised(data: bytes) -> str:
    most = settings().max_upload_mb
    if not data.strip():
        raise UnreadableFile("file_empty")
    if len(data) > most * MEGABYTE:
        raise UnreadableFile("file_too_large", most_mb=most)
    if data.startswith(ZIP_START):
        _check_archive(data)
        return "workbook"
    if data.startswith(OLE_START):
        _check_ole(data)
        return "workbook"
    for start, found in FOREIGN_STARTS.items():
        if data.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(start):
            raise UnreadableFile("not_a_spreadsheet", found=found)
    return "text"


def _check_archive(data: bytes) -> None:
    # Counted before the directory is read, because reading a directory of a million entries takes seconds.
    if data.count(ZIP_ENTRY) > MOST_PARTS:
        raise UnreadableFile("file_unpacks_too_large")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = {part.filename: part for part in archive.infolist()}
            unpacked = sum(part.file_size for part in parts.values())
            if unpacked > min(UNPACKED_MEGABYTES * MEGABYTE, UNPACKED_RATIO * len(data)):
                raise UnreadableFile("file_unpacks_too_large")
            if "mimetype" in parts:
                _check_open_document(archive)
            elif "xl/workbook.xml" not in parts:
                found = (name for part, name in FOREIGN_PARTS.items() if part in parts)
                raise UnreadableFile("not_a_spreadsheet", found=next(found, "zip"))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, KeyError, EOFError, OSError, ValueError):
        raise UnreadableFile("file_damaged") from None


def _check_open_document(archive: zipfile.ZipFile) -> None:
    mimetype = archive.read("mimetype")
    if not mimetype.startswith(ODS_MIMETYPE):
        raise UnreadableFile("not_a_spreadsheet", found=FOREIGN_DOCUMENTS.get(mimetype.rpartition(b".")[2], "zip"))
    if b"encryption-data" in archive.read("META-INF/manifest.xml"):
        raise UnreadableFile("file_encrypted")


def _check_ole(data: bytes) -> None:
    if "EncryptedPackage".encode("utf-16-le") in data or XLS_WITH_PASSWORD.search(data):
        raise UnreadableFile("file_encrypted")
    for stream, found in FOREIGN_STREAMS.items():
        if stream.encode("utf-16-le") in data:
            raise UnreadableFile("not_a_spreadsheet", found=found)


def _read_in_worker(data: bytes, kind: str) -> dict[str, Any]:
    package = find_spec("python_calamine")
    assert package is not None and package.origin is not None
    # -S: the worker needs one package, and looking for all of them costs 2 ms. Imported, not run as a script, so that
    # Python keeps it compiled. No environment: it needs no secrets.
    start = (
        f"import sys; sys.path.append({str(WORKER.parent)!r}); import {WORKER.stem}; {WORKER.stem}.main(*sys.argv[1:])"
    )
    limits = (str(settings().max_upload_rows), str(MOST_COLUMNS))
    command = [sys.executable, "-I", "-S", "-c", start, kind, *limits, str(Path(package.origin).parents[1])]
    environment: dict[str, str] | None = {} if sys.platform != "win32" else None
    with _WORKERS:
        try:
            done = subprocess.run(  # noqa: S603 - the command is ours; only standard input comes from outside
                command, input=data, capture_output=True, timeout=SECONDS, env=environment, check=False
            )
        except subprocess.TimeoutExpired:
            raise UnreadableFile("table_too_large") from None
    if done.returncode < 0 or b"MemoryError" in done.stderr:
        raise UnreadableFile("table_too_large")
    try:
        answer: dict[str, Any] = json.loads(done.stdout)
    except ValueError:
        raise UnreadableFile("file_damaged") from None
    return answer


def _filled_down(rows: list[list[Cell]], sheet: dict[str, Any]) -> list[list[Cell]]:
    """The rows with the value of merged cells in every row they span; sideways only the first cell has it."""
    for (top, left), (bottom, _right) in sheet["merged"]:
        first, column = top - sheet["row"], left - sheet["column"]
        # A merged range may lie outside the filled part; it is empty then.
        if 0 <= first < len(rows) and 0 <= column < len(rows[first]):
            for row in rows[first + 1 : bottom - sheet["row"] + 1]:
                row[column] = rows[first][column]
    return rows


_CELL_START = re.compile(rb"<(?:\w+:)?c\s")
_ADDRESS = re.compile(rb'\br="([A-Z]+[0-9]+)"')
_FORMULA = re.compile(rb"<(?:\w+:)?f(?:\s[^>]*)?>([^<]*)<")
_VALUE = re.compile(rb"<(?:\w+:)?[vt](?:\s[^>]*)?>([^<]*)<")


def _without_value(xml: bytes) -> Iterator[tuple[str, str]]:
    if not re.search(rb'<(?:\w+:)?f[\s>]|\bt="e"', xml):
        return
    for cell in _CELL_START.split(xml)[1:]:
        address, formula, value = _ADDRESS.search(cell), _FORMULA.search(cell), _VALUE.search(cell)
        if address is None:
            continue
        if b't="e"' in cell.partition(b">")[0] and value is not None:
            yield address[1].decode(), unescape(value[1].decode("utf-8", "replace"))
        elif formula is not None and (value is None or not value[1]):
            yield address[1].decode(), "=" + unescape(formula[1].decode("utf-8", "replace"))


def _sheet_xml(archive: zipfile.ZipFile, index: int) -> bytes:
    """The XML of the sheet at this place of an xlsx workbook; empty where the archive says no such thing."""
    names = set(archive.namelist())
    if not {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= names:
        return b""
    sheets = re.findall(rb"<(?:\w+:)?sheet\s[^>]*?\b\w+:id=\"([^\"]+)\"", archive.read("xl/workbook.xml"))
    relations = dict[bytes, bytes]()
    for relation in re.findall(rb"<(?:\w+:)?Relationship\s[^>]*>", archive.read("xl/_rels/workbook.xml.rels")):
        attributes = dict(re.findall(rb'(\w+)="([^"]*)"', relation))
        relations[attributes.get(b"Id", b"")] = attributes.get(b"Target", b"")
    if index >= len(sheets):
        return b""
    target = relations.get(sheets[index], b"").decode("utf-8", "replace")
    path = target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
    return archive.read(path) if path in names else b""
