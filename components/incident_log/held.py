"""The log as this open window holds it, and nothing else does: in the memory of the server, as plain values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, time

from components import session
from components.session import Key
from data.model.incident_log import Incident, IncidentLog, ReadLog

REPORTER = "reporter"
"""Written instead of an incident: who reports."""
THE_ACT = -1
"""Where the time of the act waits; the times of evidence wait under its place, from 0."""


@dataclass(frozen=True)
class Opened:
    """The incident being written. Fields are drawn anew, with what the log says, in every generation.

    `waiting` are times of day without their day, which no log can hold. `names_somebody`: somebody was named when it
    was opened; that does not change while it is written, so that nothing moves away under a click.
    """

    ident: str
    generation: int = 0
    waiting: Mapping[int, time] = field(default_factory=dict)
    names_somebody: bool = False


def came_from_elsewhere(view: str) -> bool:
    """Whether this window showed another view of the log before; from now on it shows this one."""
    before = session.get(Key.INCIDENT_VIEW, None)
    session.put(Key.INCIDENT_VIEW, view)
    return before is not None and before != view


def log() -> IncidentLog:
    """The log; an empty one at first."""
    held: IncidentLog = session.get(Key.INCIDENT_LOG, None) or IncidentLog()
    return held


def keep(changed: IncidentLog) -> None:
    """Hold this log from now on."""
    session.put(Key.INCIDENT_LOG, changed)


def one(ident: str) -> Incident | None:
    """The incident with this ident."""
    return next((each for each in log().incidents if each.ident == ident), None)


def opened() -> Opened | None:
    """The incident being written."""
    held: Opened | None = session.get(Key.INCIDENT_OPEN, None)
    return held


def open_one(ident: str) -> None:
    """Write this incident next."""
    incident = one(ident)
    session.put(Key.INCIDENT_OPEN, Opened(ident, names_somebody=incident is not None and bool(incident.offender)))


def close() -> None:
    """Write none."""
    session.take(Key.INCIDENT_OPEN)


def have_wait(place: int, day: date | None, clock: time | None) -> None:
    """Keep a time of day until its day is there or the time is taken out again; with its day it stands in the log."""
    being_written = opened()
    if being_written is not None:
        waiting = {at: each for at, each in being_written.waiting.items() if at != place}
        if clock is not None and day is None:
            waiting[place] = clock
        session.put(Key.INCIDENT_OPEN, replace(being_written, waiting=waiting))


def draw_fields_anew(without: int) -> None:
    """Show again what the log says, because the evidence behind this place moved up."""
    being_written = opened()
    if being_written is not None:
        waiting = {at - (at > without): clock for at, clock in being_written.waiting.items() if at != without}
        anew = replace(being_written, generation=being_written.generation + 1, waiting=waiting)
        session.put(Key.INCIDENT_OPEN, anew)


def incoming() -> ReadLog | None:
    """What a file said that waits for a decision."""
    held: ReadLog | None = session.get(Key.INCIDENT_FILE, None)
    return held


def set_incoming(read: ReadLog | None) -> None:
    """Have what a file said wait for a decision; None: nothing waits any more."""
    if read is None:
        session.take(Key.INCIDENT_FILE)
    else:
        session.put(Key.INCIDENT_FILE, read)


def forget_everything() -> None:
    """Nothing of the log is left in this window."""
    for key in (Key.INCIDENT_LOG, Key.INCIDENT_OPEN, Key.INCIDENT_FILE, Key.INCIDENT_VIEW):
        session.take(key)
    session.forget_widget_values("incident_")
