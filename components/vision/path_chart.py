"""The path of a field as a chart, with its words and its table."""

from __future__ import annotations

from datetime import date

import streamlit as st

from components import figures, texts
from components.charts.path import PathLines, Point, path
from components.language import _, day
from components.plain_text import escaped
from components.vision import words
from components.vision.place import Wish
from data.model.field_path import FieldPath, Standpoint
from data.model.vision_view import FieldOnItsWay


def shown(field: FieldOnItsWay, today: date, wished: Wish | None) -> None:
    """Chart, legend and table; `wished` is a goal that is tried out."""
    lines = drawn(field.path, wished)
    figure = path(lines, figures.look(), today, _("heute"), _("Punkte"))
    figures.chart(figure, summary(field.path, wished), "vision_path")
    st.caption(legend(lines))
    rows = [(escaped(what), when, points) for what, when, points in cells(field.path, wished)]
    figures.as_table((_("Was"), _("Wann"), _("Punkte")), rows, "vision_path_table")


def drawn(of: FieldPath, wished: Wish | None) -> PathLines:
    """What the chart draws."""
    pieces: list[list[Point]] = []
    for each in of.rounds:
        if each.score is None:
            continue
        if not pieces or each.on in of.breaks:
            pieces.append([])
        pieces[-1].append(_round_point(each))
    return PathLines(
        reached=tuple(tuple(piece) for piece in pieces),
        provisional=frozenset(each.on for each in of.rounds if each.provisional),
        needed=_needed(of),
        expected=_expected(of),
        wish=None if wished is None else _wish_point(wished),
    )


def legend(lines: PathLines) -> str:
    """What the lines mean, of those that are drawn."""
    told = [_("● Ergebnis einer Runde")] if lines.reached else []
    if lines.provisional:
        told.append(_("○ vorläufig"))
    if lines.needed:
        told.append(_("┄ nötiger Weg mit ◆ Etappen und ◇ Ziel"))
    if lines.expected:
        told.append(_("▬ erwartet, wenn die geplanten Maßnahmen wirken"))
    if lines.wish is not None:
        told.append(_("☆ was Sie ausprobieren"))
    return " · ".join(told)


def summary(of: FieldPath, wished: Wish | None) -> str:
    """The path in one text, as a person would tell it."""
    return _(
        "Weg des Handlungsfelds. {told}.",
        told="; ".join(f"{what} {when}: {points}" for what, when, points in cells(of, wished)),
    )


def cells(of: FieldPath, wished: Wish | None) -> list[tuple[str, str, str]]:
    """Every point of the chart: what it is, when, how many points."""
    told = [
        (
            _("Runde {name}, vorläufig", name=each.round_name)
            if each.provisional
            else _("Runde {name}", name=each.round_name),
            day(each.on),
            texts.points(each.score),
        )
        for each in of.rounds
    ]
    for stage in of.way.stages:
        name = _("Ziel") if stage.is_goal else _("Etappe")
        told.append((name, str(stage.on.year), str(stage.points)))
    before = None
    for each in of.way.expected:
        points = texts.points(each.score)
        if points != before:
            told.append((_("erwartet mit den geplanten Maßnahmen"), str(each.until.year), points))
        before = points
    if wished is not None:
        told.append((_("ausprobiert"), str(wished.year), str(wished.points)))
    return told


def _round_point(each: Standpoint) -> Point:
    points = texts.points(each.score)
    hover = _("<b>Runde {name}</b><br>{points} Punkte", name=_plain(each.round_name), points=points)
    return Point(each.on, each.score or 0.0, points, hover)


def _needed(of: FieldPath) -> tuple[Point, ...]:
    start = of.way.start
    if not of.way.stages:
        return ()
    stages = tuple(
        Point(stage.on, float(stage.points), str(stage.points), words.stage(stage)) for stage in of.way.stages
    )
    if start is None or start.score is None:
        return (stages[0], *stages)
    begin = min(start.score, float(of.way.stages[-1].points))
    return (Point(start.on, begin, "", ""), *stages)


def _expected(of: FieldPath) -> tuple[Point, ...]:
    now = of.way.now
    if now is None or now.score is None or not of.way.expected or of.way.expected[-1].score <= now.score:
        return ()
    return (
        Point(now.on, now.score, "", ""),
        *(Point(each.until, each.score, "", texts.points(each.score)) for each in of.way.expected),
    )


def _wish_point(wished: Wish) -> Point:
    text = _("{points} Punkte bis Ende {year}", points=wished.points, year=wished.year)
    return Point(date(wished.year, 12, 31), float(wished.points), str(wished.points), text)


def _plain(name: str) -> str:
    """A name that the chart shows as it was typed, not as HTML."""
    return name.replace("&", "&amp;").replace("<", "&lt;")
