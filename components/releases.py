"""Releases of the comparison for the platform team: what is shown now, all of them, their rules, the open data."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import streamlit as st

from components import commune_words, texts
from components.figures import table
from components.language import _, day, number
from components.page_frame import lead
from components.paging import page_of
from components.plain_text import escaped
from data.model.releases_view import ReleaseSummary, ReleasesView

SHOWN_AT_ONCE = 10


def now_shown(view: ReleasesView) -> None:
    """The newest release, and when the next one is allowed."""
    newest = view.newest
    if newest is None:
        lead(_("Noch sind keine Vergleichsdaten veröffentlicht."))
        st.markdown(
            _(
                "Die erste Veröffentlichung braucht {n} Kommunen, die zugestimmt und eine Runde freigegeben haben.",
                n=number(view.first_needs),
            )
        )
        return
    if newest.cells:
        lead(_("Gezeigt wird die Veröffentlichung vom {day}.", day=day(newest.head.date)))
    else:
        lead(_("Seit der Veröffentlichung vom {day} zeigt der Vergleich keine Zahlen.", day=day(newest.head.date)))
        st.markdown(
            _(
                "Alle Zellen sind zu Ende gegangen. Neue entstehen, sobald genügend Kommunen eine neue Runde "
                "freigegeben haben und das nächste Mal veröffentlicht wird."
            )
        )
    with st.container(horizontal=True, key="release_now"):
        st.metric(_("Gezählt"), number(newest.counted), border=True)
        st.metric(_("Nehmen teil"), number(newest.head.participants), border=True)
        st.metric(_("Zellen"), number(newest.cells), border=True)
        st.metric(_("Fragenkatalog"), newest.head.catalogue_version, border=True)
        st.metric(_("Nächste ab"), _("sofort") if view.not_before is None else day(view.not_before), border=True)


def all_releases(view: ReleasesView) -> None:
    """All releases, the newest first, a page at a time."""
    if not view.releases:
        return
    st.header(_("Alle Veröffentlichungen"))
    table(
        (_("Vergleichsstand"), _("Fragenkatalog"), _("Gezählt"), _("Nehmen teil"), _("Zellen"), _("Veröffentlicht am")),
        [_row(release) for release in page_of(view.releases, SHOWN_AT_ONCE, "releases_page")],
    )


def rules(view: ReleasesView) -> None:
    """The parameters of the newest release in words, folded away."""
    if view.newest is None:
        return
    with st.expander(
        _("Nach welchen Regeln"), key="release_rules", icon=":material/rule:", on_change="rerun"
    ) as opened:
        if not opened.open:
            return
        st.markdown(_("Jede Veröffentlichung nennt ihre Regeln. Spätere dürfen nur strenger werden."))
        table((_("Regel"), _("Wert"), _("Name in den Daten")), _rules(view.newest.head.parameters))


def download(published: Callable[[], Iterable[str]]) -> None:
    """Everything that was ever published, as a file that anybody may have; made at the moment of the click.

    `published` gives its text in pieces.
    """
    st.header(_("Offene Daten"))
    st.markdown(
        _(
            "Die Datei enthält alles, was je zu sehen war: Zellen, Merkmale und gerundete Werte aller "
            "Veröffentlichungen. Jede Person darf sie haben."
        )
    )
    st.download_button(
        _("Alles Veröffentlichte herunterladen (json)"),
        data=lambda: b"".join(piece.encode() for piece in published()),
        file_name="kompass-2035-vergleich.json",
        mime="application/json",
        icon=":material/download:",
        key="published_json",
        on_click="ignore",
    )


def _row(release: ReleaseSummary) -> tuple[str, ...]:
    head = release.head
    return (
        f"**{day(head.date)}**",
        escaped(head.catalogue_version),
        number(release.counted),
        number(head.participants),
        number(release.cells),
        day(head.published_at),
    )


def _rules(parameters: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """Every parameter in words, its value, and the name it is published under; one without words by its name."""
    words = _words()
    return [(words.get(name, escaped(name)), _value(name, value), escaped(name)) for name, value in parameters.items()]


def _words() -> dict[str, str]:
    return {
        "k": _("Kommunen in einer Zelle, mindestens"),
        "k_large": _("Kommunen in einer Zelle, mindestens, wenn viele warten"),
        "large_pool": _("Wartende Kommunen, ab denen es viele sind"),
        "per_domain": _("Kommunen eines Kreises oder Dienstleisters, die zur Mindestgröße zählen"),
        "s": _("Kommunen je veröffentlichtem Wert, mindestens"),
        "s_questions": _("Kommunen je veröffentlichtem Wert einer Frage, mindestens"),
        "grid": _("Gerundet auf so viele Punkte"),
        "tail": _("Unter so vielen Punkten und ebenso nahe an 100 wird nicht unterschieden"),
        "spread": _("Halbe Breite, mit der ein Wert beim Auswerten verteilt wird, in Punkten"),
        "refresh": _("Geänderte Kommunen, bis eine Zelle neu gerechnet wird"),
        "max_age": _("Stichtage, bis eine unveränderte Zelle endet"),
        "max_wait": _("Stichtage, bis neue Kommunen in eine gemischte Zelle dürfen"),
        "coverage": _("Anteil der passenden Kommunen, den die Zellen eines Filters enthalten müssen"),
        "n_first": _("Kommunen für die erste Veröffentlichung"),
        "weights": _("Was beim Bilden der Zellen zuerst getrennt wird"),
    }


def _value(name: str, value: Any) -> str:
    if name == "coverage":
        return _("{share}\u00a0%", share=number(100 * value))
    if isinstance(value, Mapping):
        names = commune_words.dimensions()
        in_order = sorted(value.items(), key=lambda entry: -entry[1])
        return texts.listed([f"{names.get(key, key)} ({number(weight, weight % 1 > 0)})" for key, weight in in_order])
    if isinstance(value, int | float):
        return number(value, int(value % 1 > 0))
    return escaped(str(value))
