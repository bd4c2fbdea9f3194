"""The law that protects people in office, in short, and the deadline of the complaint (Strafantrag)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from data.model.support import CheckState, Source


class ComplaintNeed(StrEnum):
    """Whether an offence is prosecuted only if the injured person files a Strafantrag.

    DEPENDS: as the threatened act needs it. NO_OFFENCE: a rule of another kind.
    """

    ALWAYS = "always"
    OR_PUBLIC_INTEREST = "or_public_interest"
    DEPENDS = "depends"
    NOT_NEEDED = "not_needed"
    NO_OFFENCE = "no_offence"


class LawTopic(StrEnum):
    """What a rule is about."""

    INSULT = "insult"
    THREAT = "threat"
    INCITEMENT = "incitement"
    INTRUSION = "intrusion"
    OFFICE = "office"
    COMPLAINT = "complaint"
    PROCEEDINGS = "proceedings"
    ADDRESS = "address"
    CIVIL = "civil"
    PLATFORMS = "platforms"
    DATA = "data"
    COVER = "cover"


@dataclass(frozen=True)
class LawEntry:
    """One rule of law: what it covers, and apart from that the range of penalties (empty where there is none).

    `text_as_of` is the state of the text that was read, None where the source tells none. `further` are sources about
    plans to change it.
    """

    key: str
    paragraph: str
    title: str
    covers: str
    penalty: str
    topic: LawTopic
    complaint: ComplaintNeed
    text_as_of: date | None
    source: Source
    further: tuple[Source, ...] = ()
    to_confirm: bool = False
    check: CheckState = field(default_factory=CheckState)


@dataclass(frozen=True)
class LawState:
    """All rules, and the oldest and newest day as of which their texts were read."""

    entries: tuple[LawEntry, ...]
    oldest: date
    newest: date

    def needing(self, need: ComplaintNeed) -> tuple[LawEntry, ...]:
        """The offences of one row of the table: is a Strafantrag needed?"""
        return tuple(entry for entry in self.entries if entry.complaint is need)


class DeadlineState(StrEnum):
    """Where the deadline stands; NOT_BEGUN: the offender (or the act) is not known yet."""

    NOT_BEGUN = "not_begun"
    RUNNING = "running"
    LAST_DAY = "last_day"
    PASSED = "passed"


class MovedBy(StrEnum):
    """Why a day does not end a deadline."""

    SATURDAY = "saturday"
    SUNDAY = "sunday"
    HOLIDAY = "holiday"


@dataclass(frozen=True)
class Deadline:
    """The deadline of the Strafantrag (§ 77b StGB): three months from knowing act and offender.

    All days are None while it has not begun. `known_on` is the later knowledge; the deadline runs from the day after
    it. `regular_end` is the day by number, `ends_on` the last day on which the Strafantrag is in time; `moved_by` says
    why the days between them do not count. `days_left` counts from today, 0 on the last day, negative afterwards.
    Without a Land only nationwide holidays count; `later_in` then names the Länder in which the end is later.
    """

    state: DeadlineState
    land: str = ""
    known_on: date | None = None
    regular_end: date | None = None
    ends_on: date | None = None
    moved_by: tuple[MovedBy, ...] = ()
    days_left: int | None = None
    later_in: tuple[str, ...] = ()
