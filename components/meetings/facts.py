"""When and where a meeting is, who leads it and who writes: a form for a new one and for one that is planned."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any

import streamlit as st

from components import session
from components.language import TIME_ZONE, _
from components.plan.measures_fields import DAY_FORMAT, FIRST_DAY, LAST_DAY
from data.model.meetings import Meeting

LONGEST = 200
SHORTEST_MEETING, LONGEST_MEETING = 5, 24 * 60
QUARTER = 900  # seconds between two times to choose from
PARTS = ("title", "day", "time", "minutes", "place", "chair", "minute_taker")


def form(key: str, meeting: Meeting, label: str, stored: Callable[[Meeting], None]) -> None:
    """The facts of a meeting as fields; `stored` gets what somebody wishes, while what they saw is still known."""
    names = {part: f"{key}_{part}" for part in PARTS}
    local = meeting.starts_at.astimezone(TIME_ZONE)
    with st.form(key, border=False):
        st.text_input(_("Titel"), meeting.title, max_chars=LONGEST, key=names["title"])
        day, begins, length = st.columns([5, 3, 4], gap="small")
        day.date_input(_("Tag"), local.date(), FIRST_DAY, LAST_DAY, format=DAY_FORMAT, key=names["day"])
        begins.time_input(_("Beginn"), local.time().replace(tzinfo=None), key=names["time"], step=QUARTER)
        length.number_input(
            _("Dauer in Minuten"), SHORTEST_MEETING, LONGEST_MEETING, meeting.minutes, step=15, key=names["minutes"]
        )
        st.text_input(
            _("Ort"),
            meeting.place,
            max_chars=LONGEST,
            key=names["place"],
            placeholder=_("Zum Beispiel: Rathaus, Saal 2"),
        )
        hint = _("Person oder Funktion")
        chair, minute_taker = st.columns(2, gap="small")
        chair.text_input(_("Sitzungsleitung"), meeting.chair, max_chars=LONGEST, key=names["chair"], placeholder=hint)
        minute_taker.text_input(
            _("Protokoll"), meeting.minute_taker, max_chars=LONGEST, key=names["minute_taker"], placeholder=hint
        )
        st.form_submit_button(label, type="primary", on_click=_submitted, args=(names, meeting, stored))


def _submitted(names: dict[str, str], seen: Meeting, stored: Callable[[Meeting], None]) -> None:
    typed: dict[str, Any] = {part: session.widget_value(name) for part, name in names.items()}
    local = seen.starts_at.astimezone(TIME_ZONE)
    starts_on: date = typed["day"] or local.date()
    starts_at: time = typed["time"] or local.time()
    stored(
        replace(
            seen,
            title=typed["title"] or "",
            starts_at=datetime.combine(starts_on, starts_at, TIME_ZONE).astimezone(UTC),
            minutes=typed["minutes"] or seen.minutes,
            place=(typed["place"] or "").strip(),
            chair=(typed["chair"] or "").strip(),
            minute_taker=(typed["minute_taker"] or "").strip(),
        )
    )


def as_text(meeting: Meeting) -> list[tuple[str, str]]:
    """What is known of place, chair and minute taker, as label and value."""
    told = ((_("Ort"), meeting.place), (_("Sitzungsleitung"), meeting.chair), (_("Protokoll"), meeting.minute_taker))
    return [(label, value) for label, value in told if value]
