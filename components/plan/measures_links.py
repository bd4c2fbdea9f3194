"""The questions that a measure is to move: today's level, the expected one, and what that does to the scores."""

from __future__ import annotations

from functools import partial

import streamlit as st

from components import figures, notice, session, texts
from components.language import _
from components.plain_text import escaped
from components.plan.measures_desk import Desk, click, tried
from components.plan.measures_place import keep_in_step
from data.model.catalogue import Catalogue
from data.model.measures_view import EffectOn, ExpectedEffect, MeasureView
from data.model.plan import Measure
from data.model.result import shown as whole

PLACE = "measure_links"
USUAL_LEVEL = 3


def shown(desk: Desk, view: MeasureView, effect: ExpectedEffect, catalogue: Catalogue) -> None:
    """The linked questions, the way to another one, and the expected effect."""
    measure = view.stated.measure
    notice.show(PLACE)
    if not measure.expected:
        st.markdown(_("Noch keine Frage verknüpft. Verknüpfte Fragen zeigen, was die Maßnahme bewirken soll."))
    for question_id, level in measure.expected.items():
        with st.container(border=True, key=f"linked_{question_id}", gap="xxsmall"):
            _today(question_id, effect, catalogue)
            if view.may_plan:
                _expected(desk, measure, question_id, level, catalogue)
            else:
                st.markdown(_("Erwartet: **{level}**", level=_levels(catalogue)[level]))
    if view.may_plan:
        _link(desk, measure, catalogue)
    _effect(effect, catalogue)


def _today(question_id: str, effect: ExpectedEffect, catalogue: Catalogue) -> None:
    place = catalogue.places.get(question_id)
    st.markdown(f"**{question_id}** {escaped(place.question.text) if place else ''}")
    reply = texts.reply(effect.replies.get(question_id), catalogue)
    st.caption(_("Heute: {today}", today=reply if effect.round_name else _("noch kein Ergebnis")))


def _expected(desk: Desk, measure: Measure, question_id: str, level: int, catalogue: Catalogue) -> None:
    labels, key = _levels(catalogue), f"expected_{measure.id}_{question_id}"
    keep_in_step(key, level)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.selectbox(
            _("Erwartet nach der Maßnahme"),
            list(labels),
            format_func=labels.__getitem__,
            key=key,
            on_change=_expect,
            args=(desk, measure, question_id),
        )
        remove = partial(click, PLACE, desk.expect, measure.id, question_id, None, level)
        st.button(_("Lösen"), key=f"unlink_{question_id}", type="tertiary", icon=":material/link_off:", on_click=remove)


def _levels(catalogue: Catalogue) -> dict[int, str]:
    return {step.points: f"{step.points} – {step.label}" for step in catalogue.scale}


def _expect(desk: Desk, measure: Measure, question_id: str) -> None:
    level = session.widget_value(f"expected_{measure.id}_{question_id}")
    tried(PLACE, desk.expect, measure.id, question_id, level, measure.expected.get(question_id))


def _link(desk: Desk, measure: Measure, catalogue: Catalogue) -> None:
    # 108 questions are sent to the browser only once somebody looks for one.
    with st.expander(_("Frage verknüpfen"), key="link_question", on_change="rerun", icon=":material/add_link:") as box:
        if not box.open:
            return
        names = {
            key: f"{key} {place.question.text}"
            for key, place in catalogue.places.items()
            if key not in measure.expected
        }
        st.selectbox(
            _("Frage suchen"),
            list(names),
            index=None,
            format_func=names.__getitem__,
            placeholder=_("Stichwort oder Nummer"),
            key="linked_question",
        )
        labels = _levels(catalogue)
        st.selectbox(
            _("Erwartete Stufe"), list(labels), index=USUAL_LEVEL, format_func=labels.__getitem__, key="linked_level"
        )
        st.button(_("Verknüpfen"), key="link", icon=":material/add_link:", on_click=_add, args=(desk, measure))


def _add(desk: Desk, measure: Measure) -> None:
    question_id = session.widget_value("linked_question")
    if question_id is None:
        return
    if tried(PLACE, desk.expect, measure.id, question_id, session.widget_value("linked_level"), None):
        session.set_widget_value("linked_question", None)


def _effect(effect: ExpectedEffect, catalogue: Catalogue) -> None:
    if not effect.effects:
        return
    st.subheader(_("Erwartete Wirkung"))
    st.markdown(summary(effect, catalogue))
    figures.table(
        (_("Wo"), _("Heute"), _("Erwartet"), _("Veränderung")),
        [
            (_name(each, catalogue), texts.points(each.now), texts.points(each.expected), _gain(each))
            for each in effect.effects
        ],
    )
    st.caption(
        _(
            "Punkte von 0 bis 100. Gerechnet aus der Runde {round}, wenn allein diese Maßnahme alle verknüpften Fragen "
            "auf die erwartete Stufe bringt.",
            round=escaped(effect.round_name),
        )
    )


def summary(effect: ExpectedEffect, catalogue: Catalogue) -> str:
    """The expected effect on the fields in one sentence."""
    titles = {field.key: field.short_title for field in catalogue.fields}
    told = [
        _(
            "{field} von {now} auf {expected} Punkte",
            field=titles[each.field_key],
            now=texts.points(each.now),
            expected=texts.points(each.expected),
        )
        for each in effect.effects
        if not each.criterion_key
    ]
    return _("Erwartet: {told}.", told=texts.listed(told)) if told else ""


def _name(each: EffectOn, catalogue: Catalogue) -> str:
    if not each.criterion_key:
        title = next(field.title for field in catalogue.fields if field.key == each.field_key)
        return _("**Feld {title}**", title=title)
    return next(criterion.title for criterion in catalogue.criteria if criterion.key == each.criterion_key)


def _gain(each: EffectOn) -> str:
    if each.now is None or each.expected is None:
        return "–"
    return texts.signed(whole(each.expected) - whole(each.now))  # of what stands beside it
