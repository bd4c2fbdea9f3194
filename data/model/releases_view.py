"""What the platform team sees of releases that were published, and when the next one may follow."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from data.model.benchmark import ReleaseHead


@dataclass(frozen=True)
class ReleaseSummary:
    """A release with how many communes its cells count, and how many cells it has."""

    head: ReleaseHead
    counted: int
    cells: int


@dataclass(frozen=True)
class ReleasesView:
    """All releases, the newest first. `not_before` is the day from which the next is allowed, None where it is now."""

    releases: tuple[ReleaseSummary, ...]
    not_before: date | None

    @property
    def newest(self) -> ReleaseSummary | None:
        """What is shown now; None before the first release."""
        return self.releases[0] if self.releases else None
