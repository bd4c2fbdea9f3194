"""Publishes one release in a process of its own and prints what it took: `python bench/floor/publishing.py DATE`."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack
from datetime import date
from functools import wraps
from pathlib import Path
from typing import Any
from unittest.mock import patch

sys.path[:0] = [str(Path(__file__).resolve().parents[level]) for level in (1, 2)]

from floor.memory import most_megabytes

from data.services import benchmark_publishing
from data.services.catalogues import catalogue, shipped_versions
from data.storage.benchmark_intake import BenchmarkIntake
from data.storage.benchmark_releases import BenchmarkReleases
from data.storage.communes import Communes

READING = "read"
PARTS = (
    (READING, BenchmarkIntake, "submitted_rounds"),
    (READING, BenchmarkIntake, "replies"),
    (READING, Communes, "all"),
    (READING, BenchmarkReleases, "state"),
    ("score", sys.modules["data.services.benchmark_units"], "values_of_sheets"),
    ("compute", benchmark_publishing, "next_release"),
    ("store", BenchmarkReleases, "add"),
)


def main(day: date) -> None:
    """Publish and print seconds by part, the most memory in megabytes before and at the end, and the outcome."""
    for version in shipped_versions():
        catalogue(version)
    before = most_megabytes()
    seconds: dict[str, float] = {}
    with ExitStack() as stack:
        for part, owner, name in PARTS:
            stack.enter_context(patch.object(owner, name, _timed(part, getattr(owner, name), seconds)))
        begun = time.perf_counter()
        outcome = benchmark_publishing.publish(None, day)
        seconds["whole"] = time.perf_counter() - begun
    told = {
        "seconds": seconds,
        "megabytes_before": before,
        "megabytes": most_megabytes(),
        "outcome": outcome.as_sentence(),
    }
    print(json.dumps(told))


def _timed(part: str, function: Callable[..., Any], seconds: dict[str, float]) -> Callable[..., Any]:
    @wraps(function)
    def timed(*arguments: Any, **named: Any) -> Any:
        begun = time.perf_counter()
        result = function(*arguments, **named)
        seconds[part] = seconds.get(part, 0) + time.perf_counter() - begun
        return result

    return timed


if __name__ == "__main__":
    main(date.fromisoformat(sys.argv[1]))
