"""What is due for one person, and how that person wants to be reminded."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class DueKind(StrEnum):
    """What somebody is reminded of. Where several hold for one measure, the first one here is told."""

    MEETING = "meeting"
    MEASURE = "measure"
    BLOCKED = "blocked"
    DECISION = "decision"
    REVIEW = "review"
    STEP = "step"
    TASK = "task"
    CRITERIA = "criteria"
    APPROVAL = "approval"
    CONSENT = "consent"
    EXCHANGE_REQUEST = "exchange_request"
    EXCHANGE_DATE = "exchange_date"
    EXCHANGE_CANCELLED = "exchange_cancelled"


OF_A_MEASURE = (DueKind.MEASURE, DueKind.BLOCKED, DueKind.DECISION, DueKind.REVIEW, DueKind.STEP)
"""Kinds whose subject is a measure."""


@dataclass(frozen=True)
class Due:
    """One thing that is due.

    `day` is when, in Germany; None for what waits without a day: a measure that is blocked, a round to approve.
    `days_late` counts the days since, 0 where it is not late. `subject_id` names the measure, meeting, task or round
    of which `title` is the title. Of a step, `part` and `part_id` are title and id; of a task, `part_id` is the meeting
    that gave it. `count` counts criteria; of a single one `part` is the title. `starts_at` (UTC) is the beginning of a
    meeting or date. Of a request for exchange the title is the commune that asks.
    """

    kind: DueKind
    title: str
    day: date | None
    days_late: int
    subject_id: int
    part: str = ""
    part_id: int = 0
    count: int = 1
    starts_at: datetime | None = None


@dataclass(frozen=True)
class Digest:
    """What is due for one person on one day: late, the longest first; waiting without a day; and what comes soon."""

    today: date
    late: tuple[Due, ...] = ()
    waiting: tuple[Due, ...] = ()
    coming: tuple[Due, ...] = ()

    def __iter__(self) -> Iterator[Due]:
        yield from (*self.late, *self.waiting, *self.coming)

    def __bool__(self) -> bool:
        return bool(self.late or self.waiting or self.coming)

    def without(self, *kinds: DueKind) -> Digest:
        """The same without some kinds."""
        left = (tuple(due for due in part if due.kind not in kinds) for part in (self.late, self.waiting, self.coming))
        return Digest(self.today, *left)


@dataclass(frozen=True)
class MailWish:
    """How one person wants to be reminded by mail: to which address, and on which day of the week (0: Monday).

    `since` is the day of the wish; `sent_on` the day on which the last one was dealt with.
    """

    account_id: int
    address: str
    weekday: int
    since: date
    sent_on: date | None = None


@dataclass(frozen=True)
class Letter:
    """A mail as it is read: plain text."""

    subject: str
    text: str


@dataclass(frozen=True)
class MailState:
    """What the page of one's own account shows on reminders by mail.

    `offered`: this installation can send mails. `wish` None: this person gets none. `letter` is what would be sent
    today, None when nothing is due.
    """

    offered: bool
    wish: MailWish | None
    letter: Letter | None


@dataclass(frozen=True)
class SendingFailure:
    """A person who got no mail, and why, as a code."""

    account_id: int
    code: str


@dataclass(frozen=True)
class Sending:
    """What became of the reminders that were due: how many were sent, for whom nothing was due, who got none."""

    sent: int = 0
    nothing_due: int = 0
    failures: tuple[SendingFailure, ...] = ()
    dry_run: bool = False

    def as_dict(self) -> dict[str, object]:
        """The same for programs; accounts by number, no address."""
        failures = [{"account_id": each.account_id, "code": each.code} for each in self.failures]
        return {"sent": self.sent, "nothing_due": self.nothing_due, "failures": failures, "dry_run": self.dry_run}

    def as_sentence(self) -> str:
        """The same for the operator."""
        return f"{self.sent} sent, {self.nothing_due} with nothing due, {len(self.failures)} failed."
