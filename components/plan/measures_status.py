"""Where a measure stands, and the step to another state with a sentence that says why."""

from __future__ import annotations

import streamlit as st

from components import notice, session
from components.language import _
from components.notice import Notice
from components.plain_text import escaped, quoted
from components.plan import measures_words as words
from components.plan.measures_desk import Edits, tried
from data.model.measures_view import MeasureView, StatedMeasure
from data.model.plan import Measure, MeasureStatus

LONGEST_SENTENCE = 500
PLACE = "measure_status"


def badges(stated: StatedMeasure) -> None:
    """The state and the reasons to look, and why it is blocked."""
    st.markdown(" ".join([words.status_badge(stated.measure.status), *words.look_badges(stated)]))
    if stated.measure.status is MeasureStatus.BLOCKED and stated.measure.blocked_because:
        st.markdown(_("**Blockiert, weil:**") + "\n\n" + quoted(stated.measure.blocked_because))


def steps(desk: Edits, view: MeasureView) -> None:
    """The states that can follow; the one that is chosen asks for a sentence."""
    measure = view.stated.measure
    notice.show(PLACE)
    if not view.may_plan:
        return
    names = {to: words.step_to(measure.status, to) for to in view.stated.may_become}
    # Another state brings other steps: what was chosen before means nothing there.
    key = f"step_{measure.id}_{measure.status.value}"
    to = st.pills(_("Stand ändern"), list(names), format_func=names.__getitem__, key=key, wrap=True)
    if to is None:
        return
    field = _sentence_key(measure)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input(words.why(to), key=field, max_chars=LONGEST_SENTENCE)
        label = _("Stand „{status}“ speichern", status=words.status(to))
        st.button(label, key="set_status", type="primary", on_click=_move, args=(desk, measure, to))


def _move(desk: Edits, measure: Measure, to: MeasureStatus) -> None:
    sentence = session.widget_value(_sentence_key(measure)) or ""
    said = _("Nicht gespeichert: „{note}“", note=escaped(sentence)) if sentence.strip() else ""
    if tried(PLACE, desk.set_status, measure, to, sentence, otherwise=said):
        session.set_widget_value(_sentence_key(measure), "")
        done = _("Der Stand ist jetzt „{status}“.", status=words.status(to))
        notice.tell(Notice(PLACE, done, went_well=True))


def _sentence_key(measure: Measure) -> str:
    return f"status_sentence_{measure.id}"
