"""The whole vision: where the commune stands on its way, what it wants to be, its seven fields, how that is judged."""

from __future__ import annotations

import streamlit as st

from components import navigation, notice
from components.language import _, day
from components.page_frame import empty_state, lead
from components.plain_text import escaped
from components.questionnaire import redraw
from components.vision import meanwhile, rows, statement, words
from components.vision.desk import Desk
from components.vision.rows import Names
from data.model.vision_view import VisionView


def shown(desk: Desk, view: VisionView, names: Names) -> None:
    """The page below its title."""
    redraw.drawn(redraw.PAGE)
    lead(words.lead(view))
    notice.show(notice.TOP)
    meanwhile.shown(desk, view)
    statement.shown(desk, view)
    if view.newest is None:
        empty_state(
            _("Der Weg beginnt mit einem Ergebnis"),
            _("Sobald die erste Runde freigegeben ist, sehen Sie hier für jedes Handlungsfeld, wo Sie heute stehen."),
            navigation.ROUNDS,
            _("Zu den Runden"),
        )
    elif all(each.plan.target is None for each in view.fields):
        st.info(_no_goals(view), icon=":material/flag:")
    st.header(words.finding(view, dict(names)))
    if view.newest is not None:
        st.caption(
            _(
                "Runde {name}, freigegeben am {day}. Ein Klick auf ein Feld zeigt seinen Weg.",
                name=escaped(view.newest.round_name),
                day=day(view.newest.on),
            )
        )
    rows.shown(view, names)
    how_it_is_judged()


def how_it_is_judged() -> None:
    """The rule in words: docs/vision.md."""
    with st.expander(_("So wird beurteilt"), icon=":material/rule:", key="vision_rule"):
        st.markdown(
            _(
                "Der Weg führt geradlinig von der Runde, in der das Ziel gesetzt wurde, über die Etappen zum Ziel am "
                "31.12.2035. Verglichen wird der Wert der neuesten freigegebenen Runde mit dem Weg am Tag ihrer "
                "Freigabe:\n\n"
                "- **Ziel erreicht:** Der Wert ist mindestens so hoch wie das Ziel.\n"
                "- **nicht auf Kurs:** Er liegt um mindestens die Messunschärfe des Feldes unter dem Weg.\n"
                "- **gefährdet:** Er liegt um mindestens die halbe Messunschärfe darunter, oder die geplanten "
                "Maßnahmen reichen nach heutiger Erwartung nicht bis zur nächsten Etappe.\n"
                "- **auf Kurs:** Nichts davon trifft zu.\n"
                "- **noch keine Aussage:** Es fehlt eine Runde, ein Ziel oder ein bewerteter Wert, oder der Wert ist "
                "vorläufig.\n\n"
                "Die Messunschärfe ist die Veränderung, die schon das Wiederholen des Selbstchecks zeigen kann. "
                "Geplante Maßnahmen zählen zu dem Jahr, in dem sie enden, Maßnahmen ohne Termin erst zu 2035; Ideen "
                "und beendete zählen nicht. Was vor der neuesten Runde erledigt war, steckt schon in ihren Antworten. "
                "Ziel und Etappen werden mit ganzen Punkten verglichen, wie sie hier stehen."
            )
        )


def _no_goals(view: VisionView) -> str:
    if view.may_set_goals:
        return _(
            "Setzen Sie zuerst ein Ziel: Wählen Sie unten ein Handlungsfeld und probieren Sie aus, was es verlangt."
        )
    return _(
        "Ziele setzt die Leitung der Kommune. Wählen Sie unten ein Handlungsfeld: Was ein Ziel verlangen würde, können "
        "Sie schon ausprobieren."
    )
