"""Server time of a rerun of `ergebnisse` against a bare Streamlit page with as many charts.

Both are served with the same settings and measured in turn in one run, with 1 tab and with 50 tabs that rerun at the
same time without pause. Measured are a click on a field or criterion, which redraws the part with the charts, and a
rerun of the whole page with its menu, header and sign-in check. Prints medians and ratios; the target is at most 1.5.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "tests"), str(ROOT)]

from running_server import free_port, started, wait_until_ready
from streamlit_tab import Tab

ROUNDS = 6
RERUNS = {1: 40, 50: 4}
TARGET = 1.5


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder, started(Path(folder)) as ours, bare() as floor:
        cookies: dict[str, str] = {}
        with Tab(ours.url, cookies) as tab:
            tab.sign_in("leitung", "Kompass-2035!")
        for sessions, reruns in RERUNS.items():
            with ExitStack() as stack:
                page = [stack.enter_context(Tab(ours.url, dict(cookies), path="ergebnisse")) for _ in range(sessions)]
                blank = [stack.enter_context(Tab(floor, {})) for _ in range(sessions)]
                for tab in (*page, *blank):
                    tab.run()
                assert all(tab.is_signed_in() for tab in page)
                charts = page[0].fragment_ids[0]
                seconds: dict[str, list[float]] = {"click": [], "whole page": [], "bare": []}
                for _ in range(ROUNDS):  # in turn, so that a slow moment of the machine hits all
                    seconds["click"] += reruns_of(page, reruns, charts)
                    seconds["whole page"] += reruns_of(page, reruns)
                    seconds["bare"] += reruns_of(blank, reruns)
            tell(sessions, seconds)


def tell(sessions: int, seconds: dict[str, list[float]]) -> None:
    """Print the medians and their ratios to the bare page."""
    milliseconds = {name: 1000 * median(measured) for name, measured in seconds.items()}
    for name in ("click", "whole page"):
        ratio = milliseconds[name] / milliseconds["bare"]
        verdict = "reached" if ratio <= TARGET else "missed"
        print(
            f"{sessions:3} tabs: {name:10} {milliseconds[name]:6.1f} ms, bare page {milliseconds['bare']:6.1f} ms, "
            f"ratio {ratio:4.2f} (target {TARGET}: {verdict})"
        )


def reruns_of(tabs: list[Tab], reruns: int, fragment_id: str = "") -> list[float]:
    """The seconds of every rerun of all tabs at the same time, from sending the message to the end of the run."""

    def one_tab(tab: Tab) -> list[float]:
        seconds = []
        for _ in range(reruns):
            begun = time.perf_counter()
            tab.run(fragment_id=fragment_id)
            seconds.append(time.perf_counter() - begun)
        return seconds

    with ThreadPoolExecutor(len(tabs)) as pool:
        return [second for of_tab in pool.map(one_tab, tabs) for second in of_tab]


@contextmanager
def bare() -> Iterator[str]:
    """The bare page, served with the settings of the program."""
    port = free_port()
    page = ROOT / "bench" / "bare_app.py"
    command = [sys.executable, "-m", "streamlit", "run", str(page), "--server.port", str(port)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_until_ready(f"http://127.0.0.1:{port}/_stcore/health", process)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(timeout=20)


if __name__ == "__main__":
    main()
