"""Serves the bare pages and measures reruns of many tabs at once: what the benchmarks of pages share."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "tests"), str(ROOT)]

from running_server import free_port, wait_until_ready
from streamlit_tab import Tab


@contextmanager
def bare(page: str) -> Iterator[str]:
    """A bare page of this folder, served with the settings of the program; its address."""
    port = free_port()
    app = ROOT / "bench" / "floor" / "app.py"
    command = [sys.executable, "-m", "streamlit", "run", str(app), "--server.port", str(port)]
    environment = {**os.environ, "BARE_PAGE": page}
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=quiet, stderr=quiet)
    try:
        wait_until_ready(f"http://127.0.0.1:{port}/_stcore/health", process)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(timeout=20)


def seconds_of(tabs: Sequence[Tab], times: int, act: Callable[[Tab, int], None]) -> list[float]:
    """The seconds of every action of all tabs at the same time, from sending the message to the end of the run."""

    def one_tab(tab: Tab) -> list[float]:
        seconds = []
        for number in range(times):
            begun = time.perf_counter()
            act(tab, number)
            seconds.append(time.perf_counter() - begun)
        return seconds

    with ThreadPoolExecutor(len(tabs)) as pool:
        return [second for of_tab in pool.map(one_tab, tabs) for second in of_tab]


def tell(sessions: int, seconds: Mapping[str, list[float]], floors: Mapping[str, str], target: float) -> None:
    """Print the medians and their ratios to the floor of each."""
    milliseconds = {name: 1000 * median(measured) for name, measured in seconds.items()}
    for name, floor in floors.items():
        ratio = milliseconds[name] / milliseconds[floor]
        verdict = "reached" if ratio <= target else "missed"
        print(
            f"{sessions:3} tabs: {name:14} {milliseconds[name]:6.1f} ms, {floor} {milliseconds[floor]:6.1f} ms, "
            f"ratio {ratio:4.2f} (target {target}: {verdict})"
        )
