"""What is compared: one row for a field or a criterion, in the order that somebody asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from data.model.benchmark import PeerFigure, PeersView, Position
from data.model.catalogue import ActionField, Catalogue
from data.model.result import Score


class Order(StrEnum):
    """How rows are sorted: as in the catalogue, or what is furthest below the middle or the own goal first."""

    CATALOGUE = "catalogue"
    MIDDLE = "middle"
    GOAL = "goal"


@dataclass(frozen=True)
class Row:
    """One field or criterion with the own score, the figure of the group and the own goal (1 to 100 points).

    `context` is the field of a criterion where criteria of several fields stand together, else empty.
    """

    key: str
    title: str
    label: str
    figure: PeerFigure
    score: Score | None
    position: Position | None
    goal: int | None = None
    context: str = ""

    @property
    def own(self) -> float | None:
        """The own score in points, None where there is none."""
        return self.score.percent if self.score else None

    @property
    def provisional(self) -> bool:
        """Whether missing answers could still change the own score by much."""
        return self.own is not None and self.score is not None and self.score.provisional

    @property
    def middle(self) -> int | None:
        """The median of the group, or its mean where no median may be shown."""
        return self.figure.mean if self.figure.median is None else self.figure.median

    @property
    def from_middle(self) -> float | None:
        """How far the own score is above the middle, in points; negative below it."""
        return None if self.own is None or self.middle is None else self.own - self.middle

    @property
    def from_goal(self) -> float | None:
        """How far the own score is above the own goal, in points; negative below it."""
        return None if self.own is None or self.goal is None else self.own - self.goal


def field_rows(view: PeersView, catalogue: Catalogue) -> tuple[Row, ...]:
    """One row per field for which the group has figures."""
    scores = _scores(view)
    return tuple(
        Row(
            field.key,
            field.title,
            field.short_title,
            figure,
            scores.get(field.key),
            view.positions.get(field.key),
            goal=view.goals.get(field.key),
        )
        for field in catalogue.fields
        if (figure := view.comparison.figures.get(field.key)) is not None
    )


def criterion_rows(view: PeersView, fields: Sequence[ActionField]) -> tuple[Row, ...]:
    """One row per criterion of these fields for which the group has figures; of several fields, each tells its own."""
    scores = _scores(view)
    return tuple(
        Row(
            criterion.key,
            criterion.title,
            criterion.title,
            figure,
            scores.get(criterion.key),
            view.positions.get(criterion.key),
            context=field.short_title if len(fields) > 1 else "",
        )
        for field in fields
        for criterion in field.criteria
        if (figure := view.comparison.figures.get(criterion.key)) is not None
    )


def in_order(rows: Sequence[Row], order: Order) -> tuple[Row, ...]:
    """The rows sorted; those without the distance asked for come last."""
    if order is Order.CATALOGUE:
        return tuple(rows)
    gaps = [row.from_middle if order is Order.MIDDLE else row.from_goal for row in rows]
    places = sorted(range(len(rows)), key=lambda place: (gaps[place] is None, gaps[place] or 0.0))
    return tuple(rows[place] for place in places)


def orders_for(rows: Sequence[Row]) -> tuple[Order, ...]:
    """The orders that tell something of these rows."""
    some_goal = any(row.from_goal is not None for row in rows)
    some_own = any(row.from_middle is not None for row in rows)
    wanted = {Order.CATALOGUE: True, Order.MIDDLE: some_own, Order.GOAL: some_goal}
    return tuple(order for order, is_wanted in wanted.items() if is_wanted)


def _scores(view: PeersView) -> dict[str, Score]:
    return view.own.current.result.scores() if view.own else {}
