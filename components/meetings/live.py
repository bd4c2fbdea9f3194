"""What others do in a meeting: looked up every few seconds, shown at once while it runs, offered before."""

from __future__ import annotations

import time
from contextlib import AbstractContextManager, nullcontext
from datetime import UTC, datetime, timedelta

import streamlit as st

from components import session
from components.language import _, clock, day, plural
from components.meanwhile import offered
from components.meetings.desk import Desk
from components.plain_text import escaped
from components.questionnaire import redraw
from data.errors import KompassError
from data.model.meetings import Meeting
from data.model.meetings_view import ItemView, MeetingStamp, MeetingView

STAYS_FOR = timedelta(hours=1)
"""How long a screen that nobody touches stays signed in after the planned end of a meeting that still runs."""
SENT_WITHIN = 0.4
"""Seconds that the browser gets to send what is being typed, before its field is gone."""


@st.fragment(run_every="5s")
def meanwhile(desk: Desk, meeting_id: int, seen: MeetingStamp) -> None:
    """That others changed the meeting since it was drawn: shown when somebody wants it, because fields are open."""
    with session.only_looking():  # otherwise a page that is left open would stay signed in
        now = None if session.is_looked_up() else _changed(desk, meeting_id, seen)
    if now is not None:
        has_begun = seen.item_id is None and now.item_id is not None
        told = _("Die Sitzung hat begonnen.") if has_begun else _("Inzwischen hat jemand etwas geändert.")
        label = _("Zur laufenden Sitzung") if has_begun else _("Neuen Stand zeigen")
        offered(told, label)
    redraw.rest()


@st.fragment(run_every="2s")
def follow(desk: Desk, view: MeetingView, seen: MeetingStamp, shown: ItemView | None) -> None:
    """The clocks; and whatever anybody changes is drawn within seconds, for everybody who is in the meeting."""
    st.markdown(clocks(view, shown))
    if not session.is_looked_up():
        with watching(view.meeting):
            now = _changed(desk, view.meeting.id, seen)
        if now is not None:
            if may_lose_a_field(seen, now):
                st.html("<span data-kompass-send></span>")
                time.sleep(SENT_WITHIN)
            st.rerun()
    redraw.rest()


def may_lose_a_field(seen: MeetingStamp, now: MeetingStamp) -> bool:
    """Whether a field in which somebody types may be gone with the next run: another item is up, or none any more."""
    return now.item_id is None or now.item_id != seen.item_id


def _changed(desk: Desk, meeting_id: int, seen: MeetingStamp) -> MeetingStamp | None:
    """The stamp of the meeting if it is another one than was seen."""
    try:
        now = desk.views.stamp(meeting_id)
    except KompassError:
        st.rerun()
    return now if now != seen else None


def watching(meeting: Meeting) -> AbstractContextManager[None]:
    """Whoever sits before a running meeting uses the page without a click; not once its time is long over."""
    began = meeting.began_at or datetime.now(UTC)
    over = began + timedelta(minutes=meeting.minutes) + STAYS_FOR
    return session.only_looking() if datetime.now(UTC) > over else nullcontext()


def clocks(view: MeetingView, shown: ItemView | None) -> str:
    """How long the item and the meeting have taken so far beside what is planned, in words where it is over."""
    now, meeting = datetime.now(UTC), view.meeting
    told = [f":gray[{escaped(meeting.title)}]"]
    if shown is not None:
        spent = shown.item.spent_until(now) // 60
        told.append(_("Punkt: {spent}", spent=_spent(spent, shown.item.minutes)))
    if meeting.began_at is not None:
        began = clock(meeting.began_at)
        if day(meeting.began_at) != day(now):
            began = f"{day(meeting.began_at)}, {began}"
        lasted = int((now - meeting.began_at).total_seconds()) // 60
        told.append(_("Sitzung: {spent}, seit {began} Uhr", spent=_spent(lasted, meeting.minutes), began=began))
    return "\n\n".join(told)


def _spent(spent: int, planned: int) -> str:
    if not planned:
        return plural("**eine Minute**", "**{n} Minuten**", spent)
    told = _("**{spent} von {planned} Minuten**", spent=spent, planned=planned)
    if spent > planned:
        over = plural("eine Minute darüber", "{n} Minuten darüber", spent - planned)
        return f"{told} :orange-badge[:material/timer: {over}]"
    return told
