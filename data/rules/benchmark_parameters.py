"""The parameters of the anonymous comparison: docs/anonymity.md, section 2."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any

BIN = 2.5  # points; every edge of a drawn point is a multiple of it
APART = timedelta(days=120)
"""So long after a release no release date counts: two releases are never close, and no year has three."""
WEIGHTS = MappingProxyType({"type": 10.0, "east_west": 3.0, "band": 3.0, "region": 2.0, "land": 1.0, "size_class": 0.5})

STRICTER = MappingProxyType(
    {"k": 1, "k_large": 1, "large_pool": -1, "per_domain": -1, "s": 1, "s_questions": 1}
    | {"grid": 1, "tail": 1, "refresh": 1, "n_first": 1}
)
"""Which parameters protect more when they rise (1) or fall (-1)."""


@dataclass(frozen=True)
class Parameters:
    """How cells are formed and what is published of them; the names are those of the proof.

    `k` communes at least in a cell, `k_large` once the intake pool has `large_pool`; `per_domain` communes of one trust
    domain count towards k; `s` communes at least in a run (`s_questions` for single questions); points are rounded to
    `grid` and not resolved within `tail` of either end; `spread` is the half width a point is drawn with; `refresh`
    changed members recompute a cell; `max_age` and `max_wait` count release dates; `coverage` of the matching communes
    must be in the cells of a filter; `n_first` communes begin the first release; `weights` order the dimensions.

    Raises ValueError for anything weaker than k = 5, s = 3, grid = 5, and for values that do not fit together.
    """

    k: int = 7
    k_large: int = 10
    large_pool: int = 200
    per_domain: int = 2
    s: int = 3
    s_questions: int = 7
    grid: int = 5
    tail: int = 20
    spread: float = 7.5
    refresh: int = 5
    max_age: int = 6
    max_wait: int = 1
    coverage: float = 2 / 3
    n_first: int = 20
    weights: Mapping[str, float] = field(default_factory=lambda: dict(WEIGHTS))

    def __post_init__(self) -> None:
        wrong = [name for name, holds in self._conditions().items() if not holds]
        if wrong:
            raise ValueError(f"unsafe or contradicting parameters: {', '.join(wrong)}")

    def _conditions(self) -> dict[str, bool]:
        return {
            "k >= 5": self.k >= 5,
            "k_large >= k": self.k_large >= self.k,
            "s >= 3": self.s >= 3,
            "s_questions >= s": self.s_questions >= self.s,
            "grid >= 5": self.grid >= 5,
            "100 is a multiple of grid": 100 % self.grid == 0,
            "tail is a multiple of grid below 50": 0 < self.tail < 50 and self.tail % self.grid == 0,
            "spread is a multiple of 2.5 up to tail": 0 < self.spread <= self.tail and self.spread % BIN == 0,
            "refresh >= 2": self.refresh >= 2,
            "n_first >= k": self.n_first >= self.k,
            "per_domain >= 1": self.per_domain >= 1,
            "0 < coverage <= 1": 0 < self.coverage <= 1,
            "weights name known dimensions": self.weights.keys() <= WEIGHTS.keys(),
        }

    @classmethod
    def from_json(cls, published: Mapping[str, Any]) -> Parameters:
        """The parameters that a release was made with."""
        known = {parameter.name for parameter in fields(cls)}
        return cls(**{name: value for name, value in published.items() if name in known})

    def k_for(self, pool: int) -> int:
        """The smallest cell formed from an intake pool of this size."""
        return self.k_large if pool >= self.large_pool else self.k

    def weaker_than(self, published: Mapping[str, object]) -> list[str]:
        """The names of parameters that protect less than those of a published release; they may only get stricter."""
        now = asdict(self)
        return [
            name
            for name, direction in STRICTER.items()
            if isinstance(before := published.get(name), int) and direction * now[name] < direction * before
        ]

    def as_json(self) -> dict[str, object]:
        """What a release publishes of them: everything."""
        return asdict(self)


def release_dates_until(day: date) -> int:
    """A number that rises by one on every release date, 1 March and 1 September."""
    return 2 * day.year + (day.month >= 3) + (day.month >= 9)


def next_release_date(day: date) -> date:
    """The first release date after this day."""
    following = [date(day.year, 3, 1), date(day.year, 9, 1), date(day.year + 1, 3, 1)]
    return next(release for release in following if release > day)


def earliest_after(release: date) -> date:
    """The release date from which a release may follow one of this day: the first that is at least 120 days later."""
    return next_release_date(release + APART - timedelta(days=1))
