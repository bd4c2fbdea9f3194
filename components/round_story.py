"""The story of a round in words: its steps, who took them when, and what was said with them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import streamlit as st

from components.language import _, day, moment
from components.plain_text import escaped, quoted
from data.model.approval import RoundEvent, RoundStep


def done(step: RoundStep) -> str:
    """What a step did to a round, as a participle."""
    return {
        RoundStep.HAND_IN: _("zur Freigabe vorgelegt"),
        RoundStep.TAKE_BACK: _("zurückgenommen"),
        RoundStep.SEND_BACK: _("zurückgegeben"),
        RoundStep.APPROVE: _("freigegeben"),
        RoundStep.REOPEN: _("wieder geöffnet"),
        RoundStep.DISCARD: _("verworfen"),
        RoundStep.RESTORE: _("wieder aufgenommen"),
    }[step]


def who(event: RoundEvent) -> str:
    """Who took a step, safe in Markdown; who keeps the program has no name here."""
    return escaped(event.by) or _("Die Betreuung dieses Programms")


def line(event: RoundEvent) -> str:
    """One step in one line: what, when, who."""
    return f"**{done(event.step)}** · {moment(event.at)} · {who(event)}"


def last(events: Sequence[RoundEvent], *steps: RoundStep) -> RoundEvent | None:
    """The last of these steps that was taken."""
    return next((event for event in reversed(events) if event.step in steps), None)


def story(begun_at: datetime, events: Sequence[RoundEvent], key: str) -> None:
    """All steps of a round, the oldest first, folded away."""
    with st.expander(_("Verlauf"), key=key, icon=":material/history:", type="compact"):
        entries = [line(event) + (f"\n\n{quoted(event.remark)}" if event.remark else "") for event in events]
        st.markdown("\n\n".join([_("**begonnen** · {day}", day=day(begun_at)), *entries]))


def to_heed(event: RoundEvent, key: str) -> None:
    """What was said when a round came back into work, so that it is read first."""
    sentence = (
        _("{name} hat die Runde am {at} zurückgegeben:", name=who(event), at=moment(event.at))
        if event.step is RoundStep.SEND_BACK
        else _("{name} hat die Runde am {at} wieder geöffnet:", name=who(event), at=moment(event.at))
    )
    with st.container(key=key):
        st.warning(f"**{sentence}**\n\n{quoted(event.remark)}", icon=":material/undo:")
