"""What reading, checking and comparing a filled workbook costs over the bare read of its cells.

    python -m bench.answer_workbook [--runs 100]

Both sides start a process for each file; the bare one imports python-calamine, reads every cell and ends. Counted is
the processor time of this process and of those it started, median of the runs, in turns. Target: at most 20 ms more.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from data.content.catalogues import catalogue, versions
from data.exchange import answer_file
from data.exchange.answer_words import HEADINGS
from data.exchange.answer_workbook import AnswerWorkbook, write
from data.model.answer_import import ChangeKind, FileFormat
from data.model.self_check import Answer, Answered, NotApplicable, NotKnown, StoredAnswer
from data.rules.answer_import import compare, for_round

MOST_MORE_MS = 20.0
BARE = (
    "import io, sys, python_calamine\n"
    "book = python_calamine.load_workbook(io.BytesIO(sys.stdin.buffer.read()))\n"
    "[book.get_sheet_by_index(n).to_python() for n in range(len(book.sheet_names))]\n"
)


def filled_workbook() -> AnswerWorkbook:
    """108 rows: every kind of answer, with notes."""
    used = catalogue("2021-07")
    replies = [*map(Answered, range(5)), NotKnown(), NotApplicable()]
    sheet = {
        key: StoredAnswer(
            Answer(key, replies[number % 7], f"Bemerkung zu {key}", "Ratsbeschluss 12/2024", "Amt für Integration"),
            1,
            "Kim",
            datetime(2026, 11, 22, tzinfo=UTC),
        )
        for number, key in enumerate(used.places)
    }
    return AnswerWorkbook(used, sheet, date(2026, 11, 22), "Musterstadt", "09999001", 12, "Runde 2026")


def processor_ms(work: Callable[[], object]) -> float:
    """Processor time of this process and its ended children, in milliseconds."""

    def used() -> float:
        parts = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
        return 1000 * sum(part.ru_utime + part.ru_stime for part in parts)

    before = used()
    work()
    return used() - before


def median_ms(works: dict[str, Callable[[], object]], runs: int) -> dict[str, float]:
    """Median milliseconds of each work, in turns."""
    times: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(runs):
        for name, work in works.items():
            times[name].append(processor_ms(work))
    return {name: statistics.median(found) for name, found in times.items()}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=100)
    runs = parser.parse_args().runs
    workbook = filled_workbook()
    known = [catalogue(version, language) for language in HEADINGS for version in versions()]
    stored = {key: answer for key, answer in workbook.sheet.items() if key < "KK"}
    base = {key: answer.answer for key, answer in stored.items()}
    within = True
    print(f"{'':8}{'bare read':>12}{'whole':>12}{'more':>12}{'ratio':>8}")
    for file_format in (FileFormat.XLSX, FileFormat.ODS):
        data = write(workbook, file_format)

        def bare(data: bytes = data) -> None:
            subprocess.run([sys.executable, "-I", "-c", BARE], input=data, capture_output=True, check=True)

        def whole(data: bytes = data) -> None:
            uploaded = for_round(answer_file.read(data, "Antworten", known), 12)
            preview = compare(workbook.catalogue, stored, uploaded, base)
            assert len(preview.of_kind(ChangeKind.UNCHANGED)) == len(stored)
            assert len(preview.changes) == len(workbook.catalogue)

        median = median_ms({"bare": bare, "whole": whole}, runs)
        more = median["whole"] - median["bare"]
        within = within and more <= MOST_MORE_MS
        ratio = median["whole"] / median["bare"]
        print(f"{file_format:8}{median['bare']:9.1f} ms{median['whole']:9.1f} ms{more:9.1f} ms{ratio:8.2f}")
    print(f"target: at most {MOST_MORE_MS:g} ms more: {'met' if within else 'MISSED'}")
    return 0 if within else 1


if __name__ == "__main__":
    sys.exit(main())
