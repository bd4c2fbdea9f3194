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
    """All releases, the newest first.

    `not_before` is the day from which the next is allowed, None where it is now; `then_not_before` the day from which
    another could follow one that is published today, None where it could at once (demo). The first release needs
    `first_needs` communes.
    """

    releases: tuple[ReleaseSummary, ...]
    not_before: date | None
    then_not_before: date | None
    first_needs: int

    @property
    def newest(self) -> ReleaseSummary | None:
        """What is shown now; None before the first release."""
        return self.releases[0] if self.releases else None
