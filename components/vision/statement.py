"""The vision statement: what the commune wants to be, large; below it the way to write it and where it came from."""

from __future__ import annotations

import streamlit as st

from components.language import _
from components.plain_text import escaped, quoted
from components.vision import text_fields
from components.vision.desk import Desk
from data.model.vision import STATEMENT
from data.model.vision_view import VisionView

LONGEST_STATEMENT, LONGEST_ANSWER = 2_000, 4_000
WRITING, WHERE_FROM, VERSIONS = "write", "prompts", "versions"


def shown(desk: Desk, view: VisionView) -> None:
    """The statement, or what to do first where there is none."""
    statement = view.text(STATEMENT)
    if statement:
        with st.container(key="vision_statement"):
            st.markdown(quoted(statement))
    elif view.may_plan:
        st.markdown(
            _(
                "Noch steht keine Vision da. Beantworten Sie zuerst die drei Fragen, gern gemeinsam in der "
                "Steuerungsgruppe; der Satz entsteht daraus fast von selbst."
            )
        )
    _panels(desk, view)


def _panels(desk: Desk, view: VisionView) -> None:
    names = {WHERE_FROM: _("Die drei Fragen")}
    if view.may_plan:
        names = {WRITING: _("Vision schreiben"), **names}
    if view.text(STATEMENT) or STATEMENT in view.texts:
        names[VERSIONS] = _("Frühere Fassungen")
    opened = st.pills(
        _("Mehr zur Vision"),
        list(names),
        format_func=names.__getitem__,
        key="vision_panel",
        label_visibility="collapsed",
        wrap=True,
    )
    if opened == WRITING:
        _writing(desk, view)
    elif opened == WHERE_FROM:
        _prompts(desk, view)
    elif opened == VERSIONS:
        with st.container(border=True, key="vision_versions"):
            text_fields.versions(view.texts.get(STATEMENT))


def _writing(desk: Desk, view: VisionView) -> None:
    """The answers to the prompts and the statement, from left to right as one thinks."""
    with st.container(border=True, key="vision_writing"):
        st.caption(_("Jede Änderung wird sofort gespeichert."))
        for prompt in desk.guide.prompts:
            text_fields.field(desk, view, prompt.key, prompt.question, LONGEST_ANSWER, hint=prompt.hint)
        text_fields.field(
            desk, view, STATEMENT, _("Unsere Vision 2035"), LONGEST_STATEMENT, hint=desk.guide.example, height=150
        )


def _prompts(desk: Desk, view: VisionView) -> None:
    with st.container(border=True, key="vision_prompts"):
        for prompt in desk.guide.prompts:
            answer = view.text(prompt.key)
            told = quoted(answer) if answer else _("noch nicht beantwortet")
            st.markdown(f"**{escaped(prompt.question)}**\n\n{told}")
