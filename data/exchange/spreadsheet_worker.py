"""Reads one spreadsheet from standard input inside narrow limits and prints its cells as JSON.

The only module of the process that `spreadsheet_file` starts for every file: a file that makes a reader use all memory
or abort ends this process and nothing else. It imports no part of the project and holds none of its secrets. Macros and
formulas are never run; a formula counts with the value that the office program saved.

It imports almost nothing, because it starts for each file: `json` and `typing` alone would double its time.

`main` takes: kind of file ("workbook" or "text"), most rows, most columns, the folder of the packages.
Prints `{"sheets": [...]}`, or `{"refused": code, ...}` for a file that must not be used.
"""

from __future__ import annotations

import io
import sys
from _json import encode_basestring_ascii  # the part of json that needs no further import

MEMORY_BYTES = 1 << 30
PROCESSOR_SECONDS = 10
OPEN_FILES = 32
DELIMITERS = (";", "\t", ",")
SNIFFED_CHARACTERS = 20_000


class RefusedFileError(Exception):
    """The file must not be used; the arguments are a code and its details."""


def limit_this_process() -> None:
    """Narrow memory, processor time, open files and file sizes, where the operating system can."""
    try:
        import resource  # noqa: PLC0415 - missing on Windows, where the time-out and the size checks have to do
    except ImportError:
        return
    limits = (
        (resource.RLIMIT_AS, MEMORY_BYTES),
        (resource.RLIMIT_CPU, PROCESSOR_SECONDS),
        (resource.RLIMIT_NOFILE, OPEN_FILES),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    )
    for what, most in limits:
        resource.setrlimit(what, (most, most))


def sheets_of_workbook(data: bytes, most_rows: int, most_columns: int) -> list[dict[str, object]]:
    """The visible sheets of an xlsx, xlsm, xls or ods file."""
    from python_calamine import (  # noqa: PLC0415 - after the limits are set
        CalamineError,
        PasswordError,
        SheetVisibleEnum,
        load_workbook,
    )

    try:
        workbook = load_workbook(io.BytesIO(data))
        sheets = []
        for index, about in enumerate(workbook.sheets_metadata):
            if about.visible != SheetVisibleEnum.Visible:
                continue
            sheet = workbook.get_sheet_by_index(index)
            if sheet.start is None:
                continue
            refuse_if_too_large(about.name, sheet.height, sheet.width, most_rows, most_columns)
            sheets.append(
                {
                    "name": about.name,
                    "index": index,
                    "row": sheet.start[0],
                    "column": sheet.start[1],
                    "rows": [[plain(value) for value in row] for row in sheet.to_python()],
                    "merged": sheet.merged_cell_ranges or [],
                }
            )
    except PasswordError:
        raise RefusedFileError("file_encrypted") from None
    except CalamineError:
        raise RefusedFileError("file_damaged") from None
    return sheets


def sheets_of_text(data: bytes, most_rows: int, most_columns: int) -> list[dict[str, object]]:
    """The one sheet of a csv file. A first line `sep=;` names the separator, as office programs understand it."""
    import _csv as csv  # noqa: PLC0415 - the csv module itself, without the 8 ms that its Python half imports

    text = decoded(data)
    first, _, rest = text.partition("\n")
    named = first.strip().casefold()
    if named.startswith("sep=") and len(named) == len("sep=;"):
        text, delimiter = rest, named[-1]
    else:
        start = text[:SNIFFED_CHARACTERS]
        delimiter = max(DELIMITERS, key=lambda sign: usual_width(start, sign))
    try:
        rows: list[list[str]] = []
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            refuse_if_too_large("", len(rows) + 1, len(row), most_rows, most_columns)
            rows.append(row)
    except csv.Error:
        raise RefusedFileError("file_damaged") from None
    return [{"name": "", "index": 0, "row": 0, "column": 0, "rows": rows, "merged": []}]


def usual_width(text: str, delimiter: str) -> int:
    """How many cells most lines have that the delimiter divides at all: commas inside sentences divide unevenly."""
    import _csv as csv  # noqa: PLC0415

    try:
        widths = [len(row) for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter) if len(row) > 1]
    except csv.Error:
        return 0
    return max(widths, key=widths.count, default=0)


def decoded(data: bytes) -> str:
    """Text in UTF-8 or UTF-16 with a mark, UTF-8 without, or else Windows-1252. Raises RefusedFileError for no text."""
    marked_utf_16 = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if marked_utf_16 else ("utf-8-sig", "cp1252"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not any(sign in text for sign in map(chr, (*range(9), *range(14, 32)))):
            return text
    raise RefusedFileError("file_kind_unknown")


def refuse_if_too_large(sheet: str, rows: int, columns: int, most_rows: int, most_columns: int) -> None:
    """Raise RefusedFileError for more rows or columns than allowed."""
    if rows > most_rows:
        raise RefusedFileError("too_many_rows", {"sheet": sheet, "rows": rows, "most": most_rows})
    if columns > most_columns:
        raise RefusedFileError("too_many_columns", {"sheet": sheet, "columns": columns, "most": most_columns})


def plain(value: object) -> str | int | float | bool:
    """A cell as JSON can hold it; days as people in Germany write them."""
    if isinstance(value, str | int | float):
        return value
    if hasattr(value, "year"):
        return f"{value:%d.%m.%Y}"
    return str(value)


def as_json(value: object) -> str:
    """A value made of dictionaries, lists, texts, numbers and truth values as JSON."""
    if isinstance(value, str):
        return encode_basestring_ascii(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return "{" + ",".join(f"{as_json(key)}:{as_json(held)}" for key, held in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ",".join(map(as_json, value)) + "]"
    return repr(value)


def main(kind: str, most_rows: str, most_columns: str, packages: str) -> None:
    """Read standard input, print the answer."""
    limit_this_process()
    sys.path.append(packages)
    read = sheets_of_workbook if kind == "workbook" else sheets_of_text
    answer: dict[str, object]
    try:
        answer = {"sheets": read(sys.stdin.buffer.read(), int(most_rows), int(most_columns))}
    except RefusedFileError as refused:
        code, *details = refused.args
        answer = {"refused": code, "details": details[0] if details else {}}
    sys.stdout.write(as_json(answer))
