"""The program as people run it: `streamlit run app.py` on a free port, with demo data in a folder of its own."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path

from conftest import ROOT, keep_rounding_key

LONGEST_START_SECONDS = 60


@dataclass(frozen=True)
class Server:
    """A running program: its address, its data folder, its log and its process, which leads a group of its own."""

    url: str
    folder: Path
    log: Path
    environment: dict[str, str]
    process_id: int = 0

    def command(self, *words: str) -> str:
        """Run an operator's command on the same data and give back what it printed."""
        command = [sys.executable, "-m", "data", *words]
        done = subprocess.run(command, cwd=ROOT, env=self.environment, capture_output=True, text=True, check=True)
        return done.stdout


@contextmanager
def started(folder: Path, made: Path | None = None) -> Iterator[Server]:
    """The program for the length of the block, in demo mode, its data in the folder.

    With a copy of the data in `made`; without, they are made as people make them: `with_demo`. Raises RuntimeError with
    the log if it does not start.
    """
    if made is None:
        prepared = with_demo(folder)
    else:
        prepared = in_demo_mode(folder)
        shutil.copytree(made, prepared.folder)
    with serving(prepared) as running:
        yield running


def with_demo(folder: Path) -> Server:
    """A program that is not running yet, with the demo that the operator's commands made."""
    made = in_demo_mode(folder)
    made.folder.mkdir()
    keep_rounding_key(made.folder)
    made.command("migrate")
    made.command("demo")
    return made


def in_demo_mode(folder: Path) -> Server:
    """A program that is not running yet and has no data yet; they and the log will lie in the folder."""
    return on_data_of({"KOMPASS_DATA_DIR": str(folder / "var"), "KOMPASS_DEMO": "1"}, folder / "log")


def on_data_of(settings: Mapping[str, str], log: Path) -> Server:
    """A program that is not running yet, on a free port, with these environment variables and no others of ours."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("KOMPASS_", "STREAMLIT_"))}
    return Server(f"http://127.0.0.1:{free_port()}", Path(settings["KOMPASS_DATA_DIR"]), log, {**clean, **settings})


@contextmanager
def serving(prepared: Server, until: str = "readyz") -> Iterator[Server]:
    """The program on data that is there already, at the address it is meant to have, from when `until` answers."""
    port = prepared.url.rpartition(":")[2]
    with prepared.log.open("a") as log:
        command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", port]
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=prepared.environment,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            wait_until_ready(f"{prepared.url}/{until}", process, prepared.log)
            yield replace(prepared, process_id=process.pid)
        finally:
            process.terminate()
            process.wait(timeout=20)


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until_ready(url: str, process: subprocess.Popen[bytes], log: Path | None = None) -> None:
    """Wait until an address answers. Raises RuntimeError with the log if the process ends or takes too long."""
    deadline = time.monotonic() + LONGEST_START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        with suppress(OSError), urllib.request.urlopen(url, timeout=2):
            return
        time.sleep(0.1)
    raise RuntimeError(f"the server did not start:\n{log.read_text() if log else ''}")
