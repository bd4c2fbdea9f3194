"""A practice as fields and as people would read it: for the commune that offers it and for those who release it."""

from __future__ import annotations

from functools import partial

import streamlit as st

from components import notice
from components.documents import article as paper
from components.documents import on_page
from components.knowledge import kept_fields, words
from components.language import _
from components.plain_text import escaped
from components.plan.priorities_words import Names
from data.model.knowledge import Effort, PracticeText, PracticeWish
from data.model.people import Commune

LONGEST_TITLE, LONGEST_ANSWER = 80, 4_000
PARTS = ("title", "situation", "action", "outcome", "differently")
BLANK = PracticeWish(PracticeText("", "", "", "", ""), (), Effort.LOW, is_named=True)


def text_fields(form: str, stored: PracticeText) -> PracticeText:
    """Title and the four answers; gives back what the fields show."""
    draw = partial(
        st.text_input, _("Titel"), max_chars=LONGEST_TITLE, placeholder=_("Worum es geht, in wenigen Worten")
    )
    told = {"title": kept_fields.field(form, "title", stored.title, draw)}
    for part, question in words.questions().items():
        area = partial(st.text_area, question, max_chars=LONGEST_ANSWER, height=110)
        told[part] = kept_fields.field(form, part, getattr(stored, part), area)
    return PracticeText(**{part: value or "" for part, value in told.items()})


def wish_fields(form: str, stored: PracticeWish, names: Names, commune: Commune) -> PracticeWish:
    """Everything that a commune says of its practice; gives back what the fields show."""
    text = text_fields(form, stored.text)
    titles = criterion_titles(names)
    draw = partial(
        st.multiselect,
        _("Zu welchen Kriterien passt das?"),
        list(titles),
        format_func=titles.__getitem__,
        placeholder=_("Kriterien wählen"),
    )
    criteria = kept_fields.field(form, "criteria", [key for key in stored.criteria if key in titles], draw)
    choose = partial(st.radio, _("Wie groß war der Aufwand?"), list(Effort), format_func=words.effort_meaning)
    effort = kept_fields.field(form, "effort", stored.effort, choose)
    naming = {True: _("Mit Namen: {name}", name=escaped(commune.name)), False: _("Ungenannt")}
    draw = partial(
        st.radio,
        _("Wie soll Ihre Kommune erscheinen?"),
        list(naming),
        format_func=naming.__getitem__,
        captions=[
            _("Andere sehen, von wem die Praxis ist."),
            _("Nur das Plattform-Team sieht, von wem sie ist. Bitte nennen Sie im Text auch keine Orte und Namen."),
        ],
    )
    is_named = kept_fields.field(form, "is_named", stored.is_named, draw)
    wants_contact = False
    if is_named:
        tick = partial(st.checkbox, _("Wir freuen uns über Nachfragen anderer Kommunen."))
        wants_contact = kept_fields.field(form, "wants_contact", stored.wants_contact, tick)
    return PracticeWish(text, tuple(criteria), effort, is_named, wants_contact)


def typed_text(form: str, stored: PracticeText) -> PracticeText:
    """Title and answers as the fields hold them at a click."""
    return PracticeText(**{part: str(kept_fields.value(form, part, getattr(stored, part)) or "") for part in PARTS})


def not_stored(typed: PracticeText, stored: PracticeText, *further: str) -> str:
    """What of title and answers was changed, and what else was typed, where its fields are not drawn any more."""
    changed = [text for part in PARTS if (text := getattr(typed, part)) != getattr(stored, part)]
    return notice.not_stored(*changed, *further)


def preview(wish: PracticeWish, text: PracticeText, commune_name: str, names: Names, key: str) -> None:
    """As others would read it; says what it waits for while nothing is written."""
    with st.container(border=True, key=f"practice_preview_{key}"):
        if not text.title.strip() and not words.answers(text):
            st.caption(_("Hier sehen Sie, wie andere Ihre Praxis lesen, sobald Sie etwas schreiben."))
            return
        whose = escaped(commune_name) if wish.is_named else _("Eine Kommune, die ungenannt bleibt")
        st.markdown(f"### {escaped(text.title) or '–'}", anchors=False)
        known = [escaped(names.criteria[key]) for key in wish.criteria if key in names.criteria]
        effort = _("Aufwand {effort}", effort=words.effort_meaning(wish.effort))
        st.caption(" · ".join((whose, effort, *known)))
        on_page.shown(paper.answered(text, level=3), f"practice_{key}")


def criterion_titles(names: Names) -> dict[str, str]:
    """All criteria of the newest catalogue as choices, each with its field."""
    return {
        criterion.key: f"{field.short_title}: {criterion.title}"
        for field in names.own.fields
        for criterion in field.criteria
    }
