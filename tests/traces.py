"""Looks for a sentence wherever a program could have left it: folders, open files that have no name any more, logs."""

from __future__ import annotations

import base64
import io
import json
import threading
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, quote_plus

PAUSE_SECONDS = 0.02
LARGEST_READ = 50_000_000


def disguises(sentence: str) -> set[bytes]:
    """The bytes of a sentence as programs write it: plain, in JSON, in addresses, in base64 at every offset."""
    plain = sentence.encode()
    found = {plain, sentence.encode("utf-16-le"), json.dumps(sentence)[1:-1].encode()}
    found |= {quote(sentence).encode(), quote_plus(sentence).encode()}
    for offset in range(3):
        # Without the signs that what stands before and behind has a part in.
        coded = base64.b64encode(bytes(offset) + plain)
        found.add(coded[4 if offset else 0 : -4])
    return found


def holds(data: bytes, sentence: str) -> bool:
    """Whether the sentence stands in these bytes, also inside a packed office file."""
    if any(each in data for each in disguises(sentence)):
        return True
    with suppress(zipfile.BadZipFile, NotImplementedError, RuntimeError), zipfile.ZipFile(io.BytesIO(data)) as archive:
        return any(holds(archive.read(name), sentence) for name in archive.namelist())
    return False


def where_it_stands(sentence: str, folders: list[Path], since: float = 0) -> list[str]:
    """The files below these folders, changed since a moment, in which the sentence stands."""
    return [str(path) for path in files_below(folders, since) if holds(_read(path), sentence)]


def files_below(folders: list[Path], since: float = 0) -> Iterator[Path]:
    """Every file below these folders that was changed since a moment."""
    for folder in folders:
        for path in [folder] if folder.is_file() else folder.rglob("*"):
            with suppress(OSError):
                if path.is_file() and not path.is_symlink() and path.stat().st_mtime >= since:
                    yield path


def _read(path: Path) -> bytes:
    with suppress(OSError), path.open("rb") as file:
        return file.read(LARGEST_READ)
    return b""


@dataclass
class Lookout:
    """Watches a process on Linux: files it holds open without a name, and whatever comes into some folders.

    Uploads that are put aside on the disk have no name from the beginning, and are gone a moment later.
    """

    process_id: int
    folders: list[Path]
    sentences: Callable[[], list[str]]
    found: set[str] = field(default_factory=set)
    looks: int = 0
    _ended: threading.Event = field(default_factory=threading.Event)

    def __enter__(self) -> Lookout:
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._ended.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._ended.is_set():
            self.look()
            time.sleep(PAUSE_SECONDS)

    def look(self) -> None:
        """Look once."""
        self.looks += 1
        for path in files_below(self.folders):
            self._note(str(path), _read(path))
        for link in Path(f"/proc/{self.process_id}/fd").iterdir():
            with suppress(OSError):
                target = str(link.readlink())
                if target.startswith("/") and target.endswith("(deleted)"):
                    self._note(target, _read(link))

    def _note(self, place: str, data: bytes) -> None:
        if any(holds(data, sentence) for sentence in self.sentences()):
            self.found.add(place)
