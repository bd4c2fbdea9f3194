"""Server time of a rerun of `ergebnisse` against a bare Streamlit page with as many charts.

Both are served with the same settings and measured in turn in one run, with 1 tab and with 50 tabs that rerun at the
same time without pause. Measured are a click on a field or criterion, which redraws the part with the charts, and a
rerun of the whole page with its menu, header and sign-in check. Prints medians and ratios; the target is at most 1.5.
"""

from __future__ import annotations

import tempfile
from contextlib import ExitStack
from pathlib import Path

from floor.measuring import bare, seconds_of, tell
from running_server import started
from streamlit_tab import Tab

ROUNDS = 6
RERUNS = {1: 40, 50: 4}
TARGET = 1.5


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder, started(Path(folder)) as ours, bare("charts.py") as floor:
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
                seconds: dict[str, list[float]] = {"click": [], "whole page": [], "bare": []}
                for _ in range(ROUNDS):  # in turn, so that a slow moment of the machine hits all
                    seconds["click"] += seconds_of(
                        page, reruns, lambda tab, _: tab.run(fragment_id=tab.fragment_ids[0])
                    )
                    seconds["whole page"] += seconds_of(page, reruns, lambda tab, _: tab.run())
                    seconds["bare"] += seconds_of(blank, reruns, lambda tab, _: tab.run())
            tell(sessions, seconds, {"click": "bare", "whole page": "bare"}, TARGET)


def redraw_charts(tab: Tab, _number: int) -> None:
    """What a click on a field or criterion runs."""
    tab.run(fragment_id=tab.fragment_ids[0])


if __name__ == "__main__":
    main()
