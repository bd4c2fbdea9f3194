"""The page of the priorities: what is agreed first, then what is proposed, the talk about it, and what has ended."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from components import meanwhile, notice, session
from components.knowledge.beside import Beside
from components.language import _, day, plural
from components.page_frame import lead
from components.plain_text import escaped
from components.plan import priorities_card, priorities_matrix, priorities_parts, priorities_proposing
from components.plan import priorities_words as words
from components.plan.priorities_desk import Desk
from components.questionnaire import redraw
from components.session import Key
from data.model.catalogue import Catalogue
from data.model.priorities_view import PrioritiesView, StatedPriority

PROPOSALS, ENDED = "priority_proposals", "ended_priorities"


def shown(desk: Desk, view: PrioritiesView, known: Sequence[Catalogue], beside: Beside) -> None:
    """The whole page below its title; `known` are all catalogues whose criteria may be named.

    `beside` are articles by the criterion that they help with.
    """
    redraw.drawn(redraw.PAGE)
    named = words.names(known, view.catalogue_version)
    lead(words.agreed(view))
    if word := words.how_many(view):
        st.markdown(word)
    notice.show(notice.TOP)
    meanwhile.told(
        lambda: _("Inzwischen hat jemand etwas geändert.") if _events(desk.overview()) != _events(view) else ""
    )
    if view.chosen:
        st.header(_("Vereinbart"))
        st.caption(_basis(view))
        _cards(desk, view.chosen, view, named)
    st.header(_("Vorschläge"))
    notice.show(PROPOSALS)
    if not view.proposed:
        st.markdown(_("Gerade liegt kein Vorschlag vor."))
    _cards(desk, view.proposed, view, named)
    priorities_matrix.shown(desk, view)
    priorities_proposing.suggestions(desk, view, named, beside)
    priorities_proposing.form(desk, view, named)
    _ended(desk, view, named)


def _cards(desk: Desk, priorities: Sequence[StatedPriority], view: PrioritiesView, named: words.Names) -> None:
    for each in priorities:
        priorities_card.card(desk, each, view, named)


def _basis(view: PrioritiesView) -> str:
    told = []
    if view.round_name:
        told.append(_("Punkte (0 bis 100) aus der Runde {name}.", name=escaped(view.round_name)))
    if view.release_date is not None:
        told.append(
            _(
                "Median der Gruppe: Die Hälfte aller gezählten Kommunen liegt darunter, Stand {day}.",
                day=day(view.release_date),
            )
        )
    return " ".join(told)


def _ended(desk: Desk, view: PrioritiesView, named: words.Names) -> None:
    if not view.ended:
        return
    st.header(_("Abgeschlossen"))
    label = plural("Ein Schwerpunkt, erreicht oder beendet", "{n} Schwerpunkte, erreicht oder beendet", len(view.ended))
    told: notice.Notice | None = session.get(Key.PAGE_NOTICE, None)
    if told is not None and told.place in {priorities_parts.place_of(each.priority) for each in view.ended}:
        session.set_widget_value(ENDED, True)  # what is told in a folded card, nobody would see
    with st.expander(label, key=ENDED, on_change="rerun") as folded:
        if folded.open:
            _cards(desk, view.ended, view, named)


def _events(view: PrioritiesView) -> int:
    return sum(len(each.story) for each in view.priorities)
