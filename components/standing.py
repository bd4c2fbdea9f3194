"""Where the commune stands, in sentences: how good, how sure, on which basis, what changed."""

from __future__ import annotations

import streamlit as st

from components import texts
from components.language import _, day, plural
from components.page_frame import lead
from components.plain_text import escaped
from data.model.catalogue import Catalogue
from data.model.result import FieldChange, Trend
from data.model.results_view import ResultsView

UP = {Trend.CLEARLY_UP, Trend.TENDENCY_UP}
DOWN = {Trend.CLEARLY_DOWN, Trend.TENDENCY_DOWN}
CLEARLY = {Trend.CLEARLY_UP, Trend.CLEARLY_DOWN}


def sentence(view: ResultsView, catalogue: Catalogue) -> None:
    """The one sentence: where the commune stands and how sure that is."""
    lead(f"{headline(view)} {certainty(view, catalogue)}")


def headline(view: ResultsView, name: str = "") -> str:
    """In how many of its fields the commune is well placed; `name` instead of its name as Markdown needs it."""
    standing = view.insights.standing
    name = name or escaped(view.commune.name)
    if not standing.scored:
        return _("Für {name} lässt sich noch kein Handlungsfeld bewerten.", name=name)
    if not standing.well:
        return plural(
            "{name} ist in dem einen bewerteten Handlungsfeld noch nicht gut aufgestellt.",
            "{name} ist noch in keinem der {n} bewerteten Handlungsfelder gut aufgestellt.",
            len(standing.scored),
            name=name,
        )
    return plural(
        "{name} ist in einem von {total} Handlungsfeldern gut aufgestellt oder fest verankert.",
        "{name} ist in {n} von {total} Handlungsfeldern gut aufgestellt oder fest verankert.",
        len(standing.well),
        name=name,
        total=standing.fields,
    )


def certainty(view: ResultsView, catalogue: Catalogue) -> str:
    """How sure the result is, and which fields are not."""
    standing = view.insights.standing
    unsure = [_title(catalogue, key) for key in standing.provisional]
    if not unsure and len(standing.scored) == standing.fields:
        return _(
            "Das ist gut abgesichert: {share}\u00a0% der zutreffenden Fragen sind beantwortet.", share=_share(view)
        )
    told = []
    if unsure:
        told.append(
            plural(
                "Vorläufig ist das Ergebnis im Feld {fields}, weil dort viele Antworten fehlen.",
                "Vorläufig ist das Ergebnis in den Feldern {fields}, weil dort viele Antworten fehlen.",
                len(unsure),
                fields=texts.listed(unsure),
            )
        )
    missing = [field.short_title for field in catalogue.fields if field.key not in standing.scored]
    if missing:
        told.append(
            plural(
                "Nicht bewertet ist das Feld {fields}.",
                "Nicht bewertet sind die Felder {fields}.",
                len(missing),
                fields=texts.listed(missing),
            )
        )
    return " ".join(told)


def basis(view: ResultsView) -> None:
    """Round, date and completeness, which is not quality."""
    coverage = view.current.result.coverage
    st.caption(
        _(
            "Runde {name}, freigegeben am {day} · {answered} von {applicable} zutreffenden Fragen beantwortet "
            "({share}\u00a0%) · {not_applicable} nicht zutreffend · Fragenkatalog {version}",
            name=escaped(view.current.round_name),
            day=day(view.current.submitted_at),
            answered=coverage.answered,
            applicable=coverage.applicable,
            share=_share(view),
            not_applicable=coverage.not_applicable,
            version=view.current.result.catalogue_version,
        )
    )
    if view.reopened_at is not None:
        st.caption(
            _(
                "Diese Runde ist seit {day} wieder geöffnet; gezeigt wird die freigegebene Fassung {version}.",
                day=day(view.reopened_at),
                version=view.current.version,
            )
        )


def finding(view: ResultsView, catalogue: Catalogue) -> str:
    """What the chart of the fields shows, as its title."""
    standing = view.insights.standing
    if standing.strongest is None or standing.weakest is None:
        return _("Sieben Handlungsfelder im Überblick")
    return _(
        "Am weitesten: {strongest}. Am meisten Spielraum: {weakest}.",
        strongest=_title(catalogue, standing.strongest),
        weakest=_title(catalogue, standing.weakest),
    )


def legend() -> None:
    """How to read the bars."""
    st.caption(
        _(
            "Punkte von 0 bis 100 in fünf Stufen. Die dünne Linie zeigt, wo das Ergebnis liegen könnte, wenn alle "
            "offenen und nicht bekannten Antworten die niedrigste oder die höchste Antwortstufe hätten. "
            "Schraffiert: vorläufig."
        )
    )


def changed(view: ResultsView, catalogue: Catalogue) -> None:
    """What changed since the last round, field by field, never more than the measurement can tell."""
    if view.previous is None:
        st.markdown(_("Dies ist die erste Runde. Veränderungen zeigt die nächste."))
        return
    if not view.changes:
        st.markdown(_("Die Fragenkataloge der letzten beiden Runden sind zu verschieden für einen Vergleich."))
        return
    moved = [change for change in view.changes if change.trend in CLEARLY]
    tendency = [change for change in view.changes if change.trend in (UP | DOWN) - CLEARLY]
    quiet = len(view.changes) - len(moved) - len(tendency)
    st.caption(
        _(
            "Gegenüber Runde {name}, über die Fragen, die in beiden Runden beantwortet sind.",
            name=escaped(view.previous.round_name),
        )
    )
    lines = [_change_line(change, catalogue) for change in (*moved, *tendency)]
    if quiet:
        lines.append(
            plural(
                "Ein Feld unverändert oder nicht vergleichbar.",
                "{n} Felder unverändert oder nicht vergleichbar.",
                quiet,
            )
        )
    st.markdown("\n".join(f"- {line}" for line in lines))


def _change_line(change: FieldChange, catalogue: Catalogue) -> str:
    arrow = ":material/trending_up:" if change.trend in UP else ":material/trending_down:"
    return _(
        "{arrow} **{field}** {trend}: {points} Punkte. Antworten höher: {higher}, niedriger: {lower}.",
        arrow=arrow,
        field=_title(catalogue, change.field_key),
        trend=texts.trend(change.trend),
        points=texts.signed(change.difference or 0),
        higher=change.higher,
        lower=change.lower,
    )


def _title(catalogue: Catalogue, field_key: str) -> str:
    return next(field.short_title for field in catalogue.fields if field.key == field_key)


def _share(view: ResultsView) -> str:
    return texts.points(100 * view.current.result.coverage.share)
