"""The facts of a date as fields: for a new one and for one that is announced. Nothing typed is lost."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from typing import Any

import streamlit as st

from components import drafts, session
from components.language import TIME_ZONE, _
from components.network import words
from components.plan.measures_fields import DAY_FORMAT, FIRST_DAY, LAST_DAY
from data.model.exchange_dates import DateWish, ExchangeKind

PLACE = "network_date_form"
LONGEST_LINE, LONGEST_LINK, LONGEST_TEXT = 160, 500, 3_000
SHORTEST, LONGEST, USUAL = 15, 3 * 24 * 60, 90
MOST_SEATS = 1_000
QUARTER = 900  # seconds between two times to choose from
IN_DAYS, AT = 21, time(10)


def blank(now: datetime) -> DateWish:
    """What the form for a new date begins with: in three weeks, at ten, for an hour and a half."""
    begins = datetime.combine(now.astimezone(TIME_ZONE).date() + timedelta(days=IN_DAYS), AT, TIME_ZONE)
    return DateWish("", ExchangeKind.ROUND, begins.astimezone(UTC), USUAL, "", "", "", None, "")


def shown(key: str, wish: DateWish, label: str, stored: Callable[[DateWish], bool]) -> None:
    """The fields; `stored` gets what somebody wishes and says whether it was stored."""
    local = wish.starts_at.astimezone(TIME_ZONE)
    drafts.text_input(_("Titel"), f"{key}_title", LONGEST_LINE, start=wish.title)
    kinds = words.date_kinds()
    _field(st.selectbox, f"{key}_kind", wish.kind, label=_("Art"), options=list(kinds), format_func=kinds.__getitem__)
    on, at, length = st.columns([5, 3, 4], gap="small")
    days = {"min_value": FIRST_DAY, "max_value": LAST_DAY, "format": DAY_FORMAT}
    _field(on.date_input, f"{key}_day", local.date(), label=_("Tag"), **days)
    _field(at.time_input, f"{key}_time", local.time().replace(tzinfo=None), label=_("Beginn"), step=QUARTER)
    limits = {"min_value": SHORTEST, "max_value": LONGEST, "step": 15}
    _field(length.number_input, f"{key}_minutes", wish.minutes, label=_("Dauer in Minuten"), **limits)
    drafts.text_input(
        _("Ort (oder unten ein Link)"), f"{key}_place", LONGEST_LINE, _("Zum Beispiel: Rathaus, Saal 2"), wish.place
    )
    drafts.text_input(_("Link zum Online-Treffen"), f"{key}_link", LONGEST_LINK, "https://", wish.link)
    drafts.text_input(
        _("Für wen?"), f"{key}_audience", LONGEST_LINE, _("Zum Beispiel: Leitungen kleiner Kommunen"), wish.audience
    )
    seats = {"min_value": 1, "max_value": MOST_SEATS, "step": 1, "value": None}
    _field(st.number_input, f"{key}_seats", wish.seats, label=_("Plätze (leer: ohne Grenze)"), **seats)
    drafts.text_area(_("Worum geht es?"), f"{key}_text", LONGEST_TEXT, "", wish.text)
    st.caption(_("Den Link sehen nur Angemeldete mit einem Platz."))
    st.button(label, key=f"{key}_store", type="primary", on_click=partial(_submitted, key, wish, stored))


def _field(draw: Callable[..., Any], name: str, start: Any, **how: Any) -> None:
    """A field that is still as it was left when another view was looked at meanwhile."""
    drafts.restore(name, start)
    draw(**how, key=name, on_change=drafts.keep, args=(name,))


def _submitted(key: str, seen: DateWish, stored: Callable[[DateWish], bool]) -> None:
    parts = ("title", "kind", "day", "time", "minutes", "place", "link", "audience", "seats", "text")
    typed: dict[str, Any] = {part: session.widget_value(f"{key}_{part}") for part in parts}
    local = seen.starts_at.astimezone(TIME_ZONE)
    on: date = typed.pop("day") or local.date()
    at: time = typed.pop("time") or local.time()
    typed["minutes"] = typed["minutes"] or seen.minutes
    texts = {part: typed[part] or "" for part in ("title", "place", "link", "audience", "text")}
    wish = DateWish(**{**typed, **texts, "starts_at": datetime.combine(on, at, TIME_ZONE).astimezone(UTC)})
    if stored(wish):
        for part in parts:
            drafts.drop(f"{key}_{part}")
