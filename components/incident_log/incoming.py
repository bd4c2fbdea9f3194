"""A file that was read and waits: what it brings, what was not understood, and what to do where both differ."""

from __future__ import annotations

import streamlit as st

from components import notice, session, texts
from components.incident_log import held, words
from components.incident_log.desk import Desk
from components.language import _, plural
from components.plain_text import escaped
from data.errors import Refused
from data.model.incident_log import Clash, ClashChoice, Comparison, Incident, ReadLog
from data.model.incident_log import Field as F

PLACE = "incident_incoming"
MOST_PROBLEMS = 20


def shown(desk: Desk, read: ReadLog) -> None:
    """What the file brings, then the decision."""
    st.subheader(_("Aus Ihrer Datei"))
    notice.show(PLACE)
    comparison = desk.log.compare(held.log(), read)
    for sentence in _summary(comparison):
        st.markdown(f"- {sentence}")
    _problems(read)
    for clash in comparison.clashes:
        _clash(clash)
    has_anything = bool(comparison.new or comparison.clashes)
    with st.container(horizontal=True, key="incident_incoming_end"):
        if has_anything:
            st.button(
                _("Übernehmen"),
                key="incident_take",
                type="primary",
                icon=":material/check:",
                on_click=_take,
                args=(desk, read, comparison),
            )
        st.button(
            _("Nichts übernehmen") if has_anything else _("Zurück"),
            key="incident_leave",
            on_click=held.set_incoming,
            args=(None,),
        )


def _summary(comparison: Comparison) -> list[str]:
    new, same, clashes = len(comparison.new), len(comparison.same), len(comparison.clashes)
    told = []
    if new:
        told.append(plural("{n} Vorfall kommt dazu.", "{n} Vorfälle kommen dazu.", new))
    if same:
        told.append(plural("{n} Vorfall steht schon so hier.", "{n} Vorfälle stehen schon so hier.", same))
    if clashes:
        told.append(
            plural(
                "{n} Vorfall steht hier in anderen Worten. Bitte entscheiden Sie.",
                "{n} Vorfälle stehen hier in anderen Worten. Bitte entscheiden Sie.",
                clashes,
            )
        )
    return told or [_("In der Datei steht kein Vorfall.")]


def _problems(read: ReadLog) -> None:
    if not read.problems:
        return
    count = len(read.problems)
    st.warning(
        plural(
            "{n} Angabe wurde nicht verstanden. Alles andere lässt sich übernehmen.",
            "{n} Angaben wurden nicht verstanden. Alles andere lässt sich übernehmen.",
            count,
        ),
        icon=":material/rule:",
    )
    told = [words.problem(each, is_table=read.is_table) for each in read.problems[:MOST_PROBLEMS]]
    if count > MOST_PROBLEMS:
        told.append(_("und {n} weitere", n=count - MOST_PROBLEMS))
    st.markdown("\n".join(f"- {sentence}" for sentence in told))


def _clash(clash: Clash) -> None:
    with st.container(border=True, key=f"incident_clash_{clash.mine.ident}"):
        st.markdown(f"**{escaped(words.heading(clash.mine))}**")
        names = {
            ClashChoice.KEEP_BOTH: _("Beide behalten"),
            ClashChoice.KEEP_MINE: _("So lassen, wie es hier steht"),
            ClashChoice.TAKE_THEIRS: _("So nehmen, wie es in der Datei steht"),
        }
        for field in F:
            here, there = _value(clash.mine, field), _value(clash.theirs, field)
            if here != there:
                told = _("{field}: hier „{here}“, in der Datei „{there}“")
                told = told.format(
                    field=words.titles()[field],
                    here=escaped(words.shortened(here)) or "–",
                    there=escaped(words.shortened(there)) or "–",
                )
                st.markdown(f"- {told}")
        st.radio(
            _("Was soll gelten?"), list(names), format_func=names.__getitem__, key=_choice_key(clash), horizontal=True
        )


def _value(incident: Incident, field: F) -> str:
    if field in (F.NUMBER, F.IDENT, F.DEADLINE):
        return ""
    return words.value(incident, field)


def _choice_key(clash: Clash) -> str:
    return f"incident_choice_{clash.mine.ident}"


def _take(desk: Desk, read: ReadLog, comparison: Comparison) -> None:
    chosen = {clash.mine.ident: session.widget_value(_choice_key(clash)) for clash in comparison.clashes}
    choices = {ident: choice for ident, choice in chosen.items() if choice is not None}
    try:
        held.keep(desk.log.merge(held.log(), read, choices))
    except Refused as refusal:
        notice.tell(notice.Notice(PLACE, texts.sentence_for(refusal), went_well=False))
        return
    held.set_incoming(None)
    notice.tell(notice.Notice(notice.TOP, _("Übernommen. Die Datei auf Ihrem Gerät ist unverändert."), went_well=True))
