"""The file in which an operator notes that a person checked an entry of the support page. Needs no database."""

from __future__ import annotations

import csv
import os
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from tempfile import NamedTemporaryFile

from data.errors import UnreadableFile
from data.settings import settings

COLUMNS = ["key", "checked_on"]


def checks() -> dict[str, date]:
    """The day of the last check by key; none without a file. Raises UnreadableFile for a file that is broken."""
    try:
        with _path().open(encoding="utf-8-sig", newline="") as file:  # an office program adds a mark
            return {row["key"]: date.fromisoformat(row["checked_on"]) for row in csv.DictReader(file)}
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, KeyError, TypeError, csv.Error) as error:
        raise UnreadableFile("support_checks_unreadable", file=str(_path()), problem=str(error)) from None


def keep(known: Mapping[str, date]) -> None:
    """Store these checks instead of those before: either all of them or, on failure, nothing. Raises OSError."""
    folder = settings().private_data_dir()
    with NamedTemporaryFile(
        "w", dir=folder, prefix=".support-checks-", encoding="utf-8", newline="", delete=False
    ) as f:
        try:
            writer = csv.DictWriter(f, COLUMNS, lineterminator="\n")
            writer.writeheader()
            writer.writerows({"key": key, "checked_on": day.isoformat()} for key, day in sorted(known.items()))
            f.flush()
            os.fsync(f.fileno())
            Path(f.name).replace(_path())
        except BaseException:
            Path(f.name).unlink(missing_ok=True)
            raise


def _path() -> Path:
    return settings().data_dir / "support-checks.csv"
