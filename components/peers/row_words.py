"""The rows of the comparison in words: beside a chart, for who hears it, as a table."""

from __future__ import annotations

from collections.abc import Sequence

from components import texts
from components.charts.peer_ranges import PeerRow
from components.language import _
from components.peers import standing_words
from components.peers.rows import Row
from data.model.benchmark import PeerFigure, Standing

ABOVE = {Standing.ABOVE_MIDDLE, Standing.TOP_QUARTER}
BELOW = {Standing.BELOW_MIDDLE, Standing.BOTTOM_QUARTER}


def finding(rows: Sequence[Row], otherwise: str) -> str:
    """What a chart of these rows shows, as its title; `otherwise` where nothing stands out."""
    placed = [row for row in rows if row.position is not None and row.from_middle is not None]
    above = [row for row in placed if row.position and row.position.standing in ABOVE]
    below = [row for row in placed if row.position and row.position.standing in BELOW]
    told = []
    if above:
        told.append(_("Am weitesten über der Mitte: {title}.", title=_named(max(above, key=_gap))))
    if below:
        told.append(_("Am weitesten darunter: {title}.", title=_named(min(below, key=_gap))))
    if not above and below:
        told = [_("Am weitesten unter der Mitte: {title}.", title=_named(min(below, key=_gap)))]
    if placed and not told:
        unsure = any(row.position and row.position.presumably for row in placed)
        return _("Überall etwa in der Mitte, teils vermutlich") if unsure else _("Überall etwa in der Mitte")
    return " ".join(told) or otherwise


def drawn(row: Row) -> PeerRow:
    """A row as the chart takes it."""
    figure = row.figure
    return PeerRow(
        key=row.key,
        label=row.label,
        own=row.own,
        mean=figure.mean,
        q25=figure.q25,
        median=figure.median,
        q75=figure.q75,
        value_text=texts.points(row.own),
        below_text=" · ".join(_below(row)),
        hover_text=f"<b>{row.title}</b><br>{own_words(row)}<br>{peer_words(figure)}{_goal_line(row)}",
        goal=row.goal,
        provisional=row.provisional,
    )


def summary(rows: Sequence[Row]) -> str:
    """All rows in one text."""
    return " ".join(in_words(row) for row in rows)


def in_words(row: Row) -> str:
    """One row as a person would say it."""
    return f"{row.title}: {beside(row)}"


def beside(row: Row) -> str:
    """The own value, the figure of the group and the own goal, as a person would say it."""
    goal = "; " + goal_words(row) if row.goal is not None else ""
    return f"{own_words(row)}; {peer_words(row.figure)}{goal}."


def own_words(row: Row) -> str:
    """The own points and where they stand, in words."""
    if row.own is None:
        return _("Ihre Kommune ist hier nicht bewertet")
    told = _("Ihre Kommune {points} Punkte", points=texts.points(row.own))
    if row.provisional:
        told = _("{told} (vorläufig)", told=told)
    return f"{told}, {standing_words.place(row.position)}" if row.position else told


def peer_words(figure: PeerFigure) -> str:
    """The figure of the group in words, as far as the number counted allows."""
    mean = texts.points(figure.mean)
    if figure.median is None:
        return _("Gruppe: Durchschnitt {mean}", mean=mean)
    return _(
        "Gruppe: Durchschnitt {mean}, Median {median}, mittlere Hälfte {half}",
        mean=mean,
        median=figure.median,
        half=_middle_half(figure),
    )


def goal_words(row: Row) -> str:
    """The own goal and what is missing to it; for rows with a goal."""
    goal = _("eigenes Ziel {goal}", goal=row.goal)
    if row.from_goal is None:
        return goal
    if row.from_goal >= 0:
        return _("{goal}, erreicht", goal=goal)
    return _("{goal}, noch {points} bis dahin", goal=goal, points=texts.points(-row.from_goal))


def columns(name: str, rows: Sequence[Row]) -> tuple[str, ...]:
    """The headings of the table of these rows; `name` is what a row is."""
    told = (name, _("Ihre Punkte"), _("Einordnung"), _("Durchschnitt"), _("Median"), _("Mittlere Hälfte"))
    goal = (_("Ihr Ziel"), _("Abstand zum Ziel")) if _with_goals(rows) else ()
    return (*told, _("Abstand zur Mitte"), *goal, _("Gezählt"))


def cells(rows: Sequence[Row]) -> list[tuple[str, ...]]:
    """The values of these rows as a table."""
    with_goals = _with_goals(rows)
    return [_cells(row, with_goals) for row in rows]


def _cells(row: Row, with_goals: bool) -> tuple[str, ...]:
    figure = row.figure
    own = texts.points(row.own)
    goal = (texts.points(row.goal), _signed(row.from_goal)) if with_goals else ()
    return (
        f"{row.title} ({row.context})" if row.context else row.title,
        _("{told} (vorläufig)", told=own) if row.provisional else own,
        standing_words.place(row.position),
        texts.points(figure.mean),
        texts.points(figure.median),
        _middle_half(figure),
        _signed(row.from_middle),
        *goal,
        str(figure.counted),
    )


def _with_goals(rows: Sequence[Row]) -> bool:
    return any(row.goal is not None for row in rows)


def _below(row: Row) -> list[str]:
    """The short line below a bar: never wider than a phone."""
    figure = row.figure
    told = [standing_words.place(row.position)] if row.position else []
    if figure.median is None:
        told.append(_("Durchschnitt {mean}", mean=texts.points(figure.mean)))
    elif not (told and row.context):
        told.append(_("Median {median}", median=figure.median))
    if row.goal is not None:
        told.append(_("Ziel {goal}", goal=row.goal))
    return told + ([row.context] if row.context else [])


def _goal_line(row: Row) -> str:
    return "" if row.goal is None else f"<br>{goal_words(row)}"


def _middle_half(figure: PeerFigure) -> str:
    if figure.q25 is None or figure.q75 is None:
        return "–"
    return _("{low} bis {high}", low=figure.q25, high=figure.q75)


def _signed(gap: float | None) -> str:
    return "–" if gap is None else texts.signed(gap)


def _named(row: Row) -> str:
    presumed = row.position is not None and row.position.presumably
    return _("{title} (vermutlich)", title=row.label) if presumed else row.label


def _gap(row: Row) -> float:
    return row.from_middle or 0.0
