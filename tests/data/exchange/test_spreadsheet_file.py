"""Files that must not be read end with a clear code, in the worker and not in the server."""

from __future__ import annotations

import builtins
import io
import os
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from answer_files import a_workbook, csv_of, encrypted_by_office, read, replies, saved_by_office, table_of, xlsx_of

from data import settings as settings_module
from data.errors import UnreadableFile
from data.exchange import spreadsheet_file, spreadsheet_worker
from data.exchange.answer_workbook import write
from data.exchange.spreadsheet_file import read_spreadsheet
from data.model.answer_import import FileFormat
from data.model.self_check import Answered

GOOD = [["Nr.", "Antwort"], ["MS-01", 3]]
OLE = bytes.fromhex("d0cf11e0a1b11ae1")


def refused(data: bytes) -> UnreadableFile:
    with pytest.raises(UnreadableFile) as caught:
        read(data)
    return caught.value


def with_parts(data: bytes, **changed: bytes) -> bytes:
    """The archive with some parts replaced; names with / and . are written with __ and _."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            key = name.replace("/", "__").replace(".", "_")
            new.writestr(name, changed.get(key, old.read(name)))
    return file.getvalue()


def archive_of(**parts: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/"), content)
    return file.getvalue()


def sheet_xml(cells: str) -> bytes:
    start = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    return f'<?xml version="1.0" encoding="UTF-8"?>{start}{cells}</sheetData></worksheet>'.encode()


FOREIGN: dict[str, tuple[bytes, str]] = {
    "pdf": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "pdf"),
    "png": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "png"),
    "html named xls": (b"<html><table><tr><td>Nr.</td></tr></table></html>", "html"),
    "html after a mark": (b"\xef\xbb\xbf  <!DOCTYPE html><html>", "html"),
    "docx": (archive_of(**{"word__document.xml": b"<w:document/>"}), "docx"),
    "zip": (archive_of(**{"Antworten.xlsx": b"PK"}), "zip"),
    "empty zip": (archive_of(), "zip"),
    "xml": (b'\xef\xbb\xbf<?xml version="1.0"?><Workbook/>', "xml"),
    "text document": (archive_of(mimetype=b"application/vnd.oasis.opendocument.text"), "odt"),
    "book": (archive_of(mimetype=b"application/epub+zip"), "zip"),
    "doc": (OLE + b"\0" * 600 + "WordDocument".encode("utf-16-le") + b"\0" * 600, "doc"),
}


@pytest.mark.parametrize(("data", "found"), FOREIGN.values(), ids=FOREIGN)
def test_what_is_not_a_spreadsheet_is_named(data: bytes, found: str) -> None:
    error = refused(data)

    assert (error.code, error.details) == ("not_a_spreadsheet", {"found": found})


def test_bytes_of_which_nobody_knows_the_kind_are_not_named() -> None:
    error = refused(bytes(range(256)) * 10)

    assert (error.code, error.details) == ("file_kind_unknown", {})


@pytest.mark.parametrize("data", [b"", b" \r\n\t ", b"\xef\xbb\xbf"], ids=["nothing", "blanks", "only a mark"])
def test_an_empty_file_is_refused(data: bytes) -> None:
    assert refused(data).code == "file_empty"


def test_a_workbook_without_a_filled_cell_is_empty() -> None:
    assert refused(xlsx_of([[]])).code == "file_empty"


@pytest.mark.parametrize("written_as", ["xlsx", "ods"])
def test_a_damaged_file_is_refused(written_as: str) -> None:
    whole = write(a_workbook(), FileFormat(written_as))

    assert refused(whole[: len(whole) // 2]).code == "file_damaged"


def test_an_office_file_with_a_password_is_refused() -> None:
    # Office programs wrap an encrypted xlsx into an OLE file with a stream of this name.
    assert refused(OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 600).code == "file_encrypted"


def test_an_ods_file_with_a_password_is_refused() -> None:
    entry = b'<manifest:file-entry manifest:full-path="content.xml"><manifest:encryption-data/></manifest:file-entry>'

    assert refused(with_parts(write(a_workbook(), FileFormat.ODS), **{"META-INF__manifest_xml": entry})).code == (
        "file_encrypted"
    )


@pytest.mark.parametrize("saved_as", ["xlsx", "ods", "xls"])
def test_a_file_that_the_office_program_itself_encrypted_is_refused(saved_as: str, tmp_path: Path) -> None:
    assert refused(encrypted_by_office(xlsx_of(GOOD), "xlsx", saved_as, tmp_path)).code == "file_encrypted"


def test_a_file_above_the_size_limit_is_refused_before_it_is_looked_at(settings: pytest.MonkeyPatch) -> None:
    settings.setenv("KOMPASS_MAX_UPLOAD_MB", "1")
    settings_module.settings.cache_clear()

    assert refused(b"\0" * 1_000_001).details == {"most_mb": 1}


def test_more_rows_than_allowed_are_refused_with_their_number() -> None:
    data = xlsx_of([["Nr.", "Antwort"], *[["MS-01", 1]] * 5000])

    error = refused(data)

    assert (error.code, error.details) == ("too_many_rows", {"sheet": "Tabelle1", "rows": 5001, "most": 5000})


@pytest.mark.parametrize("written_as", ["xlsx", "csv"])
def test_200_000_rows_are_refused(written_as: str) -> None:
    rows = [["Nr.", "Antwort"], *[["MS-01", 1]] * 200_000]

    assert refused(xlsx_of(rows) if written_as == "xlsx" else csv_of(rows)).code == "too_many_rows"


def test_more_columns_than_allowed_are_refused() -> None:
    assert refused(csv_of([["Nr.", "Antwort", *["x"] * 200]])).code == "too_many_columns"


def test_an_archive_that_unpacks_too_large_is_refused_unopened() -> None:
    data = with_parts(xlsx_of(GOOD), xl__worksheets__sheet1_xml=b"0" * 51_000_000)

    assert len(data) < 100_000
    assert refused(data).code == "file_unpacks_too_large"


def test_an_archive_that_lies_about_its_size_ends_in_the_worker() -> None:
    # The sizes in the directory say 1,000 bytes; what is packed there are 1.5 GB of zeros.
    bomb = bytearray(with_parts(xlsx_of(GOOD), xl__worksheets__sheet1_xml=b" " * 1_500_000))
    with zipfile.ZipFile(io.BytesIO(bytes(bomb))) as archive:
        size = archive.getinfo("xl/worksheets/sheet1.xml").file_size
    data = bytes(bomb).replace(size.to_bytes(4, "little"), (1000).to_bytes(4, "little"))

    assert refused(data).code in {"file_damaged", "table_too_large"}


def test_an_archive_with_too_many_parts_is_refused_before_its_directory_is_read() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for number in range(30_000):
            archive.writestr(f"xl/{number}", b"")
    started = time.process_time()

    assert refused(file.getvalue()).code == "file_unpacks_too_large"
    assert time.process_time() - started < 0.1


def test_two_cells_in_opposite_corners_end_the_worker_and_not_the_server() -> None:
    # 1,048,576 rows by 16,384 columns: the reading library asks for more memory than there is and aborts.
    cells = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    data = with_parts(xlsx_of(GOOD), xl__worksheets__sheet1_xml=sheet_xml(cells))

    assert len(data) < 10_000
    assert refused(data).code == "table_too_large"
    assert replies(read(xlsx_of(GOOD))) == {"MS-01": Answered(3)}


ENTITIES: dict[str, bytes] = {
    "billion laughs": (
        b'<!DOCTYPE l [<!ENTITY a "ha">'
        + b"".join(b'<!ENTITY %c "%s">' % (name, b"&%c;" % (name - 1) * 10) for name in range(ord("b"), ord("k")))
        + b"]>"
    ),
    "external entity": b'<!DOCTYPE l [<!ENTITY j SYSTEM "file:///etc/passwd">]>',
}


@pytest.mark.parametrize("doctype", ENTITIES.values(), ids=ENTITIES)
def test_entity_tricks_bring_nothing_in(doctype: bytes) -> None:
    cells = '<row r="1"><c r="A1" t="inlineStr"><is><t>Nr.&j;</t></is></c></row>'
    xml = sheet_xml(cells).replace(b"?>", b"?>" + doctype, 1)
    started = time.monotonic()

    error = refused(with_parts(xlsx_of(GOOD), xl__worksheets__sheet1_xml=xml))

    assert error.code in {"file_damaged", "no_answer_table", "file_empty"}
    assert time.monotonic() - started < 5


def test_a_number_that_is_none_is_a_damaged_file() -> None:
    xml = sheet_xml('<row r="1"><c r="A1"><v>NaN</v></c></row>')

    assert refused(with_parts(xlsx_of(GOOD), xl__worksheets__sheet1_xml=xml)).code == "file_damaged"


def test_a_worker_that_takes_too_long_is_stopped(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    slow = tmp_path / "slow.py"
    slow.write_text("import time; time.sleep(60)")
    monkeypatch.setattr(spreadsheet_file, "WORKER", slow)
    monkeypatch.setattr(spreadsheet_file, "SECONDS", 0.2)

    assert refused(xlsx_of(GOOD)).code == "table_too_large"


def test_the_worker_sees_no_secret_and_no_part_of_the_project(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    spy = tmp_path / "spy.py"
    spy.write_text(
        "import os, sys\n"
        "def main(*arguments):\n"
        "    secret, project = os.environ.get('KOMPASS_SECRET_KEY'), [p for p in sys.path if 'main' in p]\n"
        '    print(\'{"refused": "seen", "details": {"secret": "%s", "path": "%s"}}\' % (secret, project))'
    )
    monkeypatch.setenv("KOMPASS_SECRET_KEY", "x" * 40)
    monkeypatch.setattr(spreadsheet_file, "WORKER", spy)

    assert refused(xlsx_of(GOOD)).details == {"secret": "None", "path": "[]"}


def test_limits_are_set_where_the_operating_system_has_them() -> None:
    code = (
        "import sys; sys.path.insert(0, sys.argv[1]); import spreadsheet_worker as w, resource; "
        "w.limit_this_process(); print([resource.getrlimit(getattr(resource, n))[0] for n in "
        "('RLIMIT_AS', 'RLIMIT_CPU', 'RLIMIT_NOFILE', 'RLIMIT_FSIZE')])"
    )
    folder = os.fspath(Path(spreadsheet_worker.__file__).parent)

    done = subprocess.run([sys.executable, "-I", "-c", code, folder], capture_output=True, check=True, text=True)

    assert done.stdout.strip() == "[1073741824, 10, 32, 0]"


def test_files_are_read_without_limits_where_the_operating_system_has_none(monkeypatch: pytest.MonkeyPatch) -> None:
    original = builtins.__import__

    def without_resource(name: str, *rest: object) -> object:
        if name == "resource":
            raise ImportError(name)
        return original(name, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(builtins, "__import__", without_resource)
    spreadsheet_worker.limit_this_process()

    assert spreadsheet_worker.sheets_of_workbook(xlsx_of(GOOD), 100, 100)[0]["rows"] == [
        ["Nr.", "Antwort"],
        ["MS-01", 3.0],
    ]


def test_a_file_is_known_by_its_content_and_not_by_its_name() -> None:
    assert replies(read(csv_of(GOOD), "Antworten.xlsx")) == {"MS-01": Answered(3)}
    assert replies(read(xlsx_of(GOOD), "Antworten.csv")) == {"MS-01": Answered(3)}


def test_a_workbook_with_macros_is_read_like_any_other() -> None:
    types = b'"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"'
    with zipfile.ZipFile(io.BytesIO(table_of(3))) as archive:
        content_types = archive.read("[Content_Types].xml")
    macros = content_types.replace(types, b'"application/vnd.ms-excel.sheet.macroEnabled.main+xml"')
    data = with_parts(table_of(3), **{"[Content_Types]_xml": macros})
    file = io.BytesIO(data)
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr("xl/vbaProject.bin", OLE + b"\0" * 2000)

    assert macros != content_types
    assert replies(read(file.getvalue(), "Antworten.xlsm")) == {"MS-01": Answered(3)}


def test_formulas_of_an_xlsx_file_count_with_the_value_that_was_saved(tmp_path: Path) -> None:
    saved = saved_by_office(xlsx_of([["Nr.", "Antwort"], ["MS-01", "=1+2"]]), "xlsx", "xlsx", tmp_path)

    assert replies(read(saved)) == {"MS-01": Answered(3)}


def test_error_values_are_told_and_not_read_as_empty(tmp_path: Path) -> None:
    saved = saved_by_office(xlsx_of([["Nr.", "Antwort"], ["MS-01", "=1/0"]]), "xlsx", "xlsx", tmp_path)

    (problem,) = read(saved).problems

    assert (problem.kind.value, problem.found, problem.position.column) == ("formula_without_value", "#DIV/0!", "B")


@pytest.mark.parametrize("make", [xlsx_of, csv_of], ids=["xlsx", "csv"])
def test_rows_are_numbered_as_the_office_program_numbers_them(make: Callable[..., bytes]) -> None:
    sheet = read_spreadsheet(make([[], [], ["", "x"]])).sheets[0]

    x = [
        (sheet.first_row + row, cells.index("x") + sheet.first_column)
        for row, cells in enumerate(sheet.rows)
        if "x" in cells
    ]
    assert x == [(3, 1)]
