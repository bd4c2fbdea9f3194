"""One incident to write: four things first, everything else behind one click. What is typed is in the log at once.

Where somebody was named before, the two days of the deadline stand in the open as well: it may run already.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from typing import Any

import streamlit as st

from components import notice, session
from components.incident_log import evidence, held, storing, unsaved, words
from components.incident_log.desk import Desk
from components.incident_log.held import Opened
from components.language import _
from data.model.incident_log import EARLIEST_DAY, LONGEST, Incident, When
from data.model.incident_log import Field as F

DAY_FORMAT = "DD.MM.YYYY"
FIVE_MINUTES = timedelta(minutes=5)
TALL = {F.WORDS: 180, F.CONSEQUENCES: 110, F.WITNESSES: 80, F.DAMAGE: 80, F.NEXT_STEP: 80, F.OFFICE_LINK: 80}


def shown(desk: Desk, opened: Opened) -> None:
    """The fields of the incident, and the way back."""
    incident = held.one(opened.ident)
    if incident is None:
        held.close()
        st.rerun()
    st.subheader(words.heading(incident))
    _writing(desk, opened)


@st.fragment
def _writing(desk: Desk, opened: Opened) -> None:
    """Fields and buttons together: a browser that leaves a field by clicking a button sends both for one fragment."""
    being_written = held.opened()
    incident = held.one(opened.ident)
    if being_written is None or incident is None:
        st.rerun()
    notice.show(storing.PLACE)
    _fields(_Fields(desk, being_written, incident))
    with st.container(horizontal=True, key="incident_end"):
        st.button(
            _("Fertig"),
            key="incident_done",
            type="primary",
            icon=":material/check:",
            on_click=_done,
            args=(desk, opened.ident),
        )
        st.button(
            _("Entfernen"),
            key="incident_drop",
            type="tertiary",
            icon=":material/delete:",
            on_click=_drop,
            args=(desk, opened.ident),
        )
    unsaved.watch(desk)


def _done(desk: Desk, ident: str) -> None:
    """Back to the list; an incident in which nothing stands is not kept, and no time of day without its day is lost."""
    being_written = held.opened()
    if being_written is not None and being_written.waiting:
        sentence = words.day_is_missing(min(being_written.waiting))
        notice.tell(notice.Notice(storing.PLACE, sentence, went_well=False))
        return
    incident = held.one(ident)
    if incident is not None and incident == Incident(ident, incident.number):
        held.keep(desk.log.remove(held.log(), ident))
    held.close()


def _drop(desk: Desk, ident: str) -> None:
    held.keep(desk.log.remove(held.log(), ident))
    held.close()


def _fields(draw: _Fields) -> None:
    draw.moment()
    draw.text(F.PLACE)
    draw.text(F.WORDS)
    draw.text(F.OFFENDER)
    if draw.opened.names_somebody:
        _deadline_fields(draw)
    with st.expander(_("Mehr Angaben"), icon=":material/unfold_more:", key="incident_more", expanded=False):
        if not draw.opened.names_somebody:
            _deadline_fields(draw)
        st.markdown("#### " + _("Zum Vorfall"))
        draw.choice(F.KIND, words.act_kinds())
        draw.choice(F.AFFECTED, words.affected())
        for each in (F.OFFICE_LINK, F.POST_URL, F.PROFILE_URL, F.WITNESSES):
            draw.text(each)
        st.markdown("#### " + _("Beweise"))
        evidence.fields(draw.desk, draw.opened, draw.incident)
        st.markdown("#### " + _("Schaden und Folgen"))
        draw.text(F.DAMAGE)
        draw.text(F.CONSEQUENCES)
        st.markdown("#### " + _("Anzeige und Meldung"))
        for each in (F.REPORTED_TO, F.FILE_NUMBER):
            draw.text(each)
        draw.day(F.COMPLAINT_ON)
        draw.day(F.NOTICE_ON)
        draw.text(F.NOTICE_RESULT)
        draw.text(F.NEXT_STEP)


def _deadline_fields(draw: _Fields) -> None:
    st.markdown("#### " + _("Frist für den Strafantrag"))
    st.caption(
        _(
            "Drei Monate ab dem Tag, an dem Sie von der Tat **und** von der Person wissen (§ 77b StGB). Bei vielen "
            "Taten braucht es den Strafantrag; stellen Sie ihn im Zweifel."
        )
    )
    first, second = st.columns(2)
    with first:
        draw.day(F.ACT_KNOWN)
    with second:
        draw.day(F.OFFENDER_KNOWN)
    found = draw.desk.deadline_of(draw.incident)
    st.markdown(f":material/event: {words.deadline(found, draw.incident)}")


class _Fields:
    """Draws fields of an incident; each is in the log as soon as it is left, or after a short pause."""

    def __init__(self, desk: Desk, opened: Opened, incident: Incident) -> None:
        self.desk, self.opened, self.incident = desk, opened, incident

    def text(self, field: F) -> None:
        """A text, on one line or on several."""
        key = self._key(field, getattr(self.incident, field.attribute))
        draw: Callable[..., Any] = st.text_area if field in TALL else st.text_input
        further: dict[str, Any] = {"height": TALL[field]} if field in TALL else {}
        if field in words.hints():
            further["placeholder"] = words.hints()[field]
        draw(_label(field), key=key, max_chars=LONGEST[field], on_change=self._store(field, key), **further)

    def day(self, field: F) -> None:
        """A day, not after today."""
        key = self._key(field, getattr(self.incident, field.attribute))
        st.date_input(
            _label(field),
            value=None,  # without it the browser lets nobody empty the field
            min_value=EARLIEST_DAY,
            max_value=self._latest(),
            format=DAY_FORMAT,
            key=key,
            on_change=self._store(field, key),
        )

    def choice(self, field: F, choices: dict[Any, str]) -> None:
        """One of a few words."""
        key = self._key(field, getattr(self.incident, field.attribute))
        st.selectbox(
            _label(field), list(choices), format_func=choices.__getitem__, key=key, on_change=self._store(field, key)
        )

    def moment(self) -> None:
        """Day and time of the act."""
        happened = self.incident.happened
        day_key = self._key(F.HAPPENED, happened.day if happened else None)
        clock_key = f"{day_key}_clock"
        if not session.has_widget_value(clock_key):
            session.set_widget_value(clock_key, happened.clock if happened else self.opened.waiting.get(held.THE_ACT))
        store = partial(_store_moment, self.desk, self.opened.ident, day_key, clock_key)
        first, second = st.columns(2)
        first.date_input(
            _("Wann? Tag") + f" {words.marks(F.HAPPENED)}",
            value=None,
            min_value=EARLIEST_DAY,
            max_value=self._latest(),
            format=DAY_FORMAT,
            key=day_key,
            on_change=store,
        )
        second.time_input(_("Uhrzeit, falls bekannt"), value=None, step=FIVE_MINUTES, key=clock_key, on_change=store)
        if held.THE_ACT in self.opened.waiting:
            st.caption(words.needs_a_day())

    def _latest(self) -> date:
        """Today; a later day that came from a file stays what it is."""
        days = [each for each in vars(self.incident).values() if isinstance(each, date)]
        happened = [self.incident.happened.day] if self.incident.happened else []
        return max([self.desk.today, *days, *happened])

    def _key(self, field: F, value: Any) -> str:
        key = f"incident_field_{self.opened.ident}_{self.opened.generation}_{field.attribute}"
        if not session.has_widget_value(key):
            session.set_widget_value(key, value)
        return key

    def _store(self, field: F, key: str) -> Callable[[], None]:
        return partial(_store, self.desk, self.opened.ident, field, key)


def _label(field: F) -> str:
    titles = {F.PLACE: _("Wo, oder auf welcher Plattform?"), F.WORDS: _("Was ist geschehen? Wort für Wort")}
    titles |= {F.OFFENDER: _("Wer war es, soweit bekannt?")}
    return f"{titles.get(field, words.titles()[field])} {words.marks(field)}".strip()


def _store(desk: Desk, ident: str, field: F, key: str) -> None:
    storing.keep(desk, ident, {field.attribute: session.widget_value(key)})


def _store_moment(desk: Desk, ident: str, day_key: str, clock_key: str) -> None:
    day, clock = session.widget_value(day_key), session.widget_value(clock_key)
    held.have_wait(held.THE_ACT, day, clock)
    storing.keep(desk, ident, {"happened": When(day, clock) if day else None})
