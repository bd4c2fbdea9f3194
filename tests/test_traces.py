"""The search for traces finds what there is: else it would prove nothing."""

from __future__ import annotations

import base64
import io
import json
import os
import sqlite3
import tempfile
import zipfile
from pathlib import Path
from urllib.parse import quote

import pytest
from traces import Lookout, holds, where_it_stands

SENTENCE = "Ein erfundener Satz mit Umlaut: größer 4711"


def packed(text: str) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", text)
    return data.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        SENTENCE.encode(),
        b"\xff\xfe" + SENTENCE.encode("utf-16-le"),
        json.dumps({"a": SENTENCE}).encode(),
        f"GET /?text={quote(SENTENCE)} HTTP/1.1".encode(),
        base64.b64encode(SENTENCE.encode()),
        base64.b64encode(f"a{SENTENCE}b".encode()),
        base64.b64encode(f"ab{SENTENCE} und mehr".encode()),
        packed(SENTENCE),
    ],
)
def test_a_sentence_is_found_however_it_is_written(data: bytes) -> None:
    assert holds(b"davor" + data if not data.startswith(b"PK") else data, SENTENCE) or holds(data, SENTENCE)


def test_other_text_is_not_taken_for_it() -> None:
    assert not holds(b"Ein erfundener Satz ohne Umlaut " * 50 + packed("etwas anderes"), SENTENCE)


def test_it_is_found_in_a_log_in_a_database_and_in_a_folder(tmp_path: Path) -> None:
    (tmp_path / "log").write_text(f"12:00 {SENTENCE}\n")
    with sqlite3.connect(tmp_path / "some.db") as database:
        database.execute("create table notes (text)")
        database.execute("insert into notes values (?)", (SENTENCE,))
    database.close()
    (tmp_path / "deep" / "er").mkdir(parents=True)
    (tmp_path / "deep" / "er" / "file").write_text(SENTENCE)
    (tmp_path / "innocent").write_text("nichts")
    found = {Path(path).name for path in where_it_stands(SENTENCE, [tmp_path])}
    assert found == {"log", "some.db", "file"}


def test_it_is_found_in_an_open_file_that_has_no_name(tmp_path: Path) -> None:
    # As an upload of more than 1 MB is put aside.
    with tempfile.TemporaryFile(dir=tmp_path) as put_aside:
        put_aside.write(b"x" * 1_000_000 + SENTENCE.encode())
        put_aside.flush()
        lookout = Lookout(os.getpid(), [tmp_path], lambda: [SENTENCE])
        assert list(tmp_path.iterdir()) == []
        lookout.look()
    assert len(lookout.found) == 1
