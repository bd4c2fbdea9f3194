"""Where a commune stands, as blocks of the hand-over: scores, what stands out, vision and goals, the comparison."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from components import standing as standing_words
from components import texts
from components.documents.handover_open import columns
from components.drawings import ScoreBar, score_bars
from components.language import _, day, number
from components.peers import standing_words as place_words
from components.vision import words as vision_words
from data.model.catalogue import Catalogue
from data.model.document import Block, Bullets, Callout, Column, Facts, Figure, Heading, Paragraph, Span, Table, Text
from data.model.field_path import Course
from data.model.handover import Handover
from data.model.insights import StandOut
from data.model.people import RegisterStanding
from data.model.result import FieldChange
from data.model.results_view import ResultsView
from data.model.vision import STATEMENT, Indicator
from data.model.vision_view import FieldOnItsWay


def blocks(told: Handover, used: Catalogue) -> Iterator[Block]:
    """The part "where we stand"."""
    view = told.standing.results
    if view is None:
        yield Paragraph(
            _("Noch ist keine Runde freigegeben. Punkte, Stärken und Chancen stehen hier nach der ersten Freigabe.")
        )
    else:
        yield from _results(told, view, used)
    yield from _vision(told, used)
    yield from _comparison(told, used)


def _results(told: Handover, view: ResultsView, used: Catalogue) -> Iterator[Block]:
    coverage = view.current.result.coverage
    facts: list[tuple[str, Text]] = [
        (_("Runde"), view.current.round_name),
        (_("Freigegeben"), day(view.current.submitted_at)),
        (
            _("Beantwortet"),
            _(
                "{answered} von {applicable} zutreffenden Fragen ({share}\u00a0%)",
                answered=coverage.answered,
                applicable=coverage.applicable,
                share=texts.points(100 * coverage.share),
            ),
        ),
        (_("Sicherheit"), standing_words.certainty(view, used)),
    ]
    if view.reopened_at is not None:
        facts.append((_("Hinweis"), _("Die Runde ist seit {day} wieder geöffnet.", day=day(view.reopened_at))))
    yield Facts(tuple(facts))
    yield _fields(told, view, used)
    yield _chart(told, view, used)
    yield from _stand_outs(view, used)


def _chart(told: Handover, view: ResultsView, used: Catalogue) -> Figure:
    goals = {field.key: field.plan.target for field in told.standing.vision.fields}
    rows, heard = [], []
    for field in used.fields:
        score, goal = view.current.result.field(field.key).score, goals.get(field.key)
        value = texts.band(score, used)
        if score.percent is not None:
            value = _("{points} Punkte", points=texts.points(score.percent))
            value = _("{line} · vorläufig", line=value) if score.provisional else value
        rows.append(ScoreBar(field.title, score.percent, goal, value))
        heard_of = [value] if goal is None else [value, _("Ziel {goal}", goal=goal)]
        heard.append(f"{field.title}: {', '.join(heard_of)}")
    return Figure(
        score_bars(rows, own=_("Runde {name}", name=view.current.round_name), goal=_("Ziel 2035")),
        "; ".join(heard) + ".",
        _("Die sieben Handlungsfelder in Punkten von 0 bis 100") if len(rows) == 7 else "",
    )


def _fields(told: Handover, view: ResultsView, used: Catalogue) -> Table:
    on_their_way = {field.key: field for field in told.standing.vision.fields}
    changes = {change.field_key: change for change in view.changes}
    before = view.previous.round_name if view.previous else ""
    return Table(
        _("Stand, Veränderung und Ziel je Handlungsfeld"),
        columns(
            (_("Handlungsfeld"), 2.5),
            (_("Punkte"), 0.9, True),
            (_("Stufe"), 1.6),
            (_("Seit Runde {name}", name=before) if before else _("Veränderung"), 2.2),
            (_("Ziel 2035"), 0.9, True),
            (_("Weg zum Ziel"), 1.6),
        ),
        tuple(
            (
                field.title,
                texts.points(result.score.percent),
                texts.band(result.score, used),
                _change(changes.get(field.key), before),
                _target(on_their_way.get(field.key)),
                _course(on_their_way.get(field.key)),
            )
            for field, result in ((field, view.current.result.field(field.key)) for field in used.fields)
        ),
    )


def _change(change: FieldChange | None, before: str) -> str:
    if not before:
        return _("erste Runde")
    if change is None or change.difference is None:
        return texts.trend(None)
    return f"{texts.signed(change.difference)}: {texts.trend(change.trend)}"


def _target(field: FieldOnItsWay | None) -> str:
    return "–" if field is None or field.plan.target is None else str(field.plan.target)


def _course(field: FieldOnItsWay | None) -> str:
    if field is None or field.plan.target is None:
        return _("ohne Ziel")
    return vision_words.course(field.path.judgement.course)


def _stand_outs(view: ResultsView, used: Catalogue) -> Iterator[Block]:
    for title, found in ((_("Stärken"), view.insights.strengths), (_("Chancen"), view.insights.chances)):
        if found:
            yield Heading(2, title)
            yield Bullets(tuple(_stand_out(each, used) for each in found))


def _stand_out(found: StandOut, used: Catalogue) -> Text:
    titles = {criterion.key: criterion.title for criterion in used.criteria}
    fields = {field.key: field.short_title for field in used.fields}
    line = _("{points} Punkte · {field}", points=texts.points(found.percent), field=fields[found.field_key])
    told = _("{line} · vorläufig", line=line) if found.provisional else line
    return (Span(f"{titles[found.criterion_key]}: ", strong=True), Span(told))


def _vision(told: Handover, used: Catalogue) -> Iterator[Block]:
    view = told.standing.vision
    yield Heading(2, _("Das Bild für 2035"))
    statement = view.text(STATEMENT)
    yield (
        Callout(_("Leitsatz"), statement)
        if statement.strip()
        else Paragraph(_("Ein Leitsatz für 2035 ist noch nicht geschrieben."))
    )
    titles = {field.key: field.title for field in used.fields}
    aimed = [field for field in view.fields if field.plan.target is not None]
    if not aimed:
        yield Paragraph(_("Noch hat kein Handlungsfeld ein Ziel für 2035."))
        return
    yield Heading(2, _("Ziele und Etappen"))
    yield Table(
        _("Was bis wann erreicht sein soll, in Punkten von 0 bis 100"),
        columns((_("Handlungsfeld"), 2.2), (_("Etappen und Ziel"), 1.6), (_("Weg zum Ziel"), 1.3), (_("Warum"), 3.2)),
        tuple(
            (
                titles.get(field.key, field.key),
                _stages(field),
                _course(field),
                vision_words.reason(field.path) if field.path.judgement.course is not Course.UNKNOWN else "–",
            )
            for field in aimed
        ),
    )
    yield from _indicators([each for field in view.fields for each in field.plan.indicators if not each.is_removed])


def _stages(field: FieldOnItsWay) -> str:
    return "\n".join(f"{stage.on.year}: {stage.points}" for stage in field.path.way.stages)


def _indicators(found: Sequence[Indicator]) -> Iterator[Block]:
    if not found:
        return
    yield Table(
        _("Kennzahlen, an denen es die Menschen merken"),
        columns(
            (_("Kennzahl"), 2.6),
            (_("Einheit"), 1.1),
            (_("Zuletzt"), 1.6, True),
            (_("Ziel"), 1.3, True),
            (_("Quelle"), 1.8),
        ),
        tuple(
            (
                each.name,
                each.unit or "–",
                _("{value} ({day})", value=_value(each.last.value), day=day(each.last.on)),
                _("{value} ({year})", value=_value(each.target_value), year=each.target_year),
                each.source or "–",
            )
            for each in found
        ),
    )


def _value(value: float) -> str:
    return number(value) if value == int(value) else number(value, 1)


def _comparison(told: Handover, used: Catalogue) -> Iterator[Block]:
    yield Heading(2, _("Der anonyme Vergleich"))
    consent, peers = told.standing.consent, told.standing.peers
    if consent.given:
        next_date = day(consent.next_date)
        yield Paragraph(
            _(
                "Die Kommune nimmt seit {day} teil. Der nächste Stand erscheint am {next}.",
                day=day(consent.since),
                next=next_date,
            )
            if consent.since
            else _("Die Kommune nimmt teil. Der nächste Stand erscheint am {next}.", next=next_date)
        )
    else:
        yield Paragraph(_("Die Kommune nimmt nicht teil."))
    if told.commune.register_standing in (RegisterStanding.MISSING, RegisterStanding.MERGED):
        yield Paragraph(_("Im amtlichen Register steht sie nicht mehr unter diesem Schlüssel."))
    if peers is None or peers.own is None:
        return
    placed = [field for field in used.fields if field.key in peers.positions]
    if not placed:
        return
    scores, figures = peers.own.current.result.scores(), peers.comparison.figures
    yield Table(
        _("Neben allen gezählten Kommunen, Stand {day}", day=day(peers.comparison.release_date)),
        (
            *columns((_("Handlungsfeld"), 3), (_("Eigene Punkte"), 1.2, True), (_("Median"), 1, True)),
            Column(_("Einordnung"), share=2),
        ),
        tuple(
            (
                field.title,
                texts.points(scores[field.key].percent),
                "–" if figures[field.key].median is None else str(figures[field.key].median),
                place_words.place(peers.positions[field.key]),
            )
            for field in placed
        ),
    )
    yield Paragraph(
        _("Gezählt sind {counted} Kommunen, die freiwillig teilnehmen.", counted=number(peers.comparison.group.counted))
    )
