"""Scores ready to draw and to read aloud: rows of a chart, one text summary, one table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from components import figures, texts
from components.charts.score_bars import ScoreBar, score_bars
from components.language import _
from data.model.catalogue import Catalogue
from data.model.result import CriterionResult, FieldResult, Score


@dataclass(frozen=True)
class ScoreRow:
    """One scored thing with its names: the full title for texts, the short one for narrow charts."""

    key: str
    title: str
    short_title: str
    result: FieldResult | CriterionResult


def field_rows(catalogue: Catalogue, results: Sequence[FieldResult]) -> tuple[ScoreRow, ...]:
    """The seven fields in catalogue order."""
    return tuple(
        ScoreRow(field.key, field.title, field.short_title, result)
        for field, result in zip(catalogue.fields, results, strict=True)
    )


def criterion_rows(catalogue: Catalogue, result: FieldResult) -> tuple[ScoreRow, ...]:
    """The criteria of one field in catalogue order."""
    titles = {criterion.key: criterion.title for criterion in catalogue.criteria}
    return tuple(
        ScoreRow(criterion.key, titles[criterion.key], titles[criterion.key], criterion)
        for criterion in result.criteria
    )


def clickable_bars(rows: Sequence[ScoreRow], catalogue: Catalogue, key: str) -> str | None:
    """The rows as bars; gives back the key of the bar that was clicked last."""
    figure = score_bars([_bar(row, catalogue) for row in rows], figures.look(), _axis())
    return figures.clickable_chart(figure, summary(rows, catalogue), key)


def bars(rows: Sequence[ScoreRow], catalogue: Catalogue, key: str) -> None:
    """The rows as bars to look at."""
    figure = score_bars([_bar(row, catalogue) for row in rows], figures.look(), _axis())
    figures.chart(figure, summary(rows, catalogue), key)


def summary(rows: Sequence[ScoreRow], catalogue: Catalogue) -> str:
    """All rows in one text: name, points, band."""
    return "; ".join(f"{row.title}: {in_words(row.result.score, catalogue)}" for row in rows) + "."


def in_words(score: Score, catalogue: Catalogue) -> str:
    """A score as a person would say it."""
    if score.percent is None:
        return _("nicht bewertet")
    told = _("{points} Punkte, {band}", points=texts.points(score.percent), band=texts.band(score, catalogue))
    return _("{told} (vorläufig)", told=told) if score.provisional else told


def as_table(rows: Sequence[ScoreRow], catalogue: Catalogue, name: str, key: str) -> None:
    """The same values as a table."""
    figures.as_table(
        (name, _("Punkte"), _("Stufe"), _("möglich von bis"), _("beantwortet"), _("Antwortstufe 3 oder 4")),
        [
            (
                row.title,
                texts.points(row.result.score.percent),
                texts.band(row.result.score, catalogue),
                _range(row.result.score),
                f"{row.result.coverage.answered} / {row.result.coverage.applicable}",
                "–"
                if row.result.firm_share is None
                else _("{share}\u00a0%", share=texts.points(row.result.firm_share * 100)),
            )
            for row in rows
        ],
        key,
    )


def _axis() -> str:
    return _("Punkte (0 bis 100)")


def _bar(row: ScoreRow, catalogue: Catalogue) -> ScoreBar:
    score, coverage = row.result.score, row.result.coverage
    answered = _(
        "{answered} von {applicable} Fragen beantwortet", answered=coverage.answered, applicable=coverage.applicable
    )
    possible = _("möglich: {range}", range=_range(score))
    return ScoreBar(
        key=row.key,
        label=row.short_title,
        percent=score.percent,
        low=score.low,
        high=score.high,
        value_text=texts.points(score.percent),
        below_text=texts.band_line(score, catalogue),
        hover_text=f"<b>{row.title}</b><br>{in_words(score, catalogue)}<br>{possible}<br>{answered}",
        provisional=score.provisional,
    )


def _range(score: Score) -> str:
    if score.low is None or score.high is None:
        return "–"
    low, high = texts.points(score.low), texts.points(score.high)
    return low if low == high else _("{low} bis {high}", low=low, high=high)
