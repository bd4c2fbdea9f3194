"""The hand-over: where a commune stands, what was agreed, what is open, who knows what, and what comes next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from data.model.benchmark import PeersView
from data.model.consent import ConsentView
from data.model.measures_view import StatedMeasure
from data.model.meetings import AgendaItem, Meeting
from data.model.meetings_view import LoggedDecision, StatedTask
from data.model.people import Commune, Role
from data.model.plan import Contest, Priority
from data.model.results_view import ResultsView
from data.model.submission import RoundOverview, SubmissionCheck
from data.model.vision import StoredTexts
from data.model.vision_view import VisionView


class OwnWords(StrEnum):
    """What only the one who leaves can say, in the order in which it is asked."""

    WORKS = "works"
    WATCH = "watch"
    UNWRITTEN = "unwritten"
    PLACES = "places"
    CALL_FIRST = "call_first"


class HandoverPart(StrEnum):
    """A part of the document that can be left out, in the order of the document."""

    FIRST_STEPS = "first_steps"
    STANDING = "standing"
    AGREED = "agreed"
    OPEN = "open"
    PEOPLE = "people"
    CALENDAR = "calendar"
    WORDS = "words"


class DatedKind(StrEnum):
    """What happens on a day of the coming year."""

    MEETING = "meeting"
    MEASURE = "measure"
    STEP = "step"
    REVIEW = "review"
    TASK = "task"
    CRITERIA = "criteria"
    MILESTONE = "milestone"
    RELEASE = "release"


class UrgentKind(StrEnum):
    """What needs somebody, the most pressing first."""

    APPROVE_ROUND = "approve_round"
    BLOCKED = "blocked"
    OVERDUE = "overdue"
    DECISION = "decision"
    TASK = "task"
    DISPUTED = "disputed"
    OFF_TRACK = "off_track"
    CONSENT = "consent"
    ROUND = "round"
    REVIEW = "review"
    LATE_STEPS = "late_steps"
    POSTPONED = "postponed"
    NO_MEETING = "no_meeting"


class StepKind(StrEnum):
    """A first step of who takes over."""

    READ_WORDS = "read_words"
    ASK_FOR_WORDS = "ask_for_words"
    MEET_UNITS = "meet_units"
    CHECK_ACCOUNTS = "check_accounts"
    APPROVE_ROUND = "approve_round"
    UNBLOCK = "unblock"
    NEW_DAYS = "new_days"
    DECIDE = "decide"
    SETTLE = "settle"
    TASKS = "tasks"
    SET_MEETING = "set_meeting"
    PREPARE_MEETING = "prepare_meeting"
    CONSENT = "consent"
    ROUND = "round"
    BEGIN_ROUND = "begin_round"
    AGREE_PRIORITIES = "agree_priorities"
    SET_GOALS = "set_goals"
    COVER_GOALS = "cover_goals"


@dataclass(frozen=True)
class Standing:
    """Where the commune stands: newest approved round, vision with goals, and the place in the comparison.

    `results` is None before the first approval, `peers` before the first release.
    """

    results: ResultsView | None
    vision: VisionView
    peers: PeersView | None
    consent: ConsentView


@dataclass(frozen=True)
class PriorityWithMeasures:
    """A priority with the measures under it; None for those under none."""

    priority: Priority | None
    measures: tuple[StatedMeasure, ...]


@dataclass(frozen=True)
class Agreed:
    """What was agreed: chosen priorities and proposals with their measures, what has ended, decisions in force.

    `chosen` ends with the measures under no priority, if there are any. Decisions: the newest first.
    """

    chosen: tuple[PriorityWithMeasures, ...]
    proposed: tuple[Priority, ...]
    ended: tuple[Priority, ...]
    decisions: tuple[LoggedDecision, ...]


@dataclass(frozen=True)
class Disputed:
    """A value that waits beside the stored one, of the measure or priority with this title."""

    of_measure: bool
    subject_id: int
    title: str
    contest: Contest


@dataclass(frozen=True)
class StillOpen:
    """What is open, and the round in work; who may not check rounds is told of it only how far it is.

    `measures` are those that need a look today. `consent_undecided`: nobody ever noted a decision on the comparison.
    """

    measures: tuple[StatedMeasure, ...]
    disputed: tuple[Disputed, ...]
    tasks: tuple[StatedTask, ...]
    postponed: tuple[AgendaItem, ...]
    round: RoundOverview | SubmissionCheck | None
    consent_undecided: bool


@dataclass(frozen=True)
class UnitKnowledge:
    """What a unit has to do with all this: its people here, criteria that it answers, its open measures and tasks."""

    name: str
    members: tuple[str, ...] = ()
    criteria: tuple[str, ...] = ()
    measures: tuple[StatedMeasure, ...] = ()
    tasks: tuple[StatedTask, ...] = ()

    @property
    def weight(self) -> int:
        """How much it knows, for an order: measures, tasks and criteria counted."""
        return len(self.measures) + len(self.tasks) + len(self.criteria)


@dataclass(frozen=True)
class AccountHolder:
    """Somebody of the commune with an account, by the name that others see, with the department if one is told."""

    display_name: str
    role: Role
    department: str = ""


@dataclass(frozen=True)
class LastAnswer:
    """Who changed an answer of a criterion last, and when (UTC)."""

    criterion_key: str
    by: str
    at: datetime


@dataclass(frozen=True)
class WhoKnows:
    """Who knows what. `meetings` are the last ones that were held, the newest first.

    `told_of_people`: who asked may know who answers what and who has an account; else both are empty.
    `answers_of` is the name of the round that `answered` tells about.
    """

    units: tuple[UnitKnowledge, ...]
    meetings: tuple[Meeting, ...]
    told_of_people: bool
    accounts: tuple[AccountHolder, ...] = ()
    answered: tuple[LastAnswer, ...] = ()
    answers_of: str = ""


@dataclass(frozen=True)
class Dated:
    """Something on a day (in Germany) of the coming year.

    `title` names the meeting, measure or task; of a STEP that of its measure, of which `part` is the step. `unit` is
    who sees to it. Of CRITERIA `count` are due, of a MILESTONE `field_key` names the field and `count` the points.
    """

    kind: DatedKind
    day: date
    title: str = ""
    part: str = ""
    unit: str = ""
    starts_at: datetime | None = None
    field_key: str = ""
    count: int = 0
    sentence: str = ""


@dataclass(frozen=True)
class Urgent:
    """Something that needs somebody: what, whose it is, since when or until when, and why."""

    kind: UrgentKind
    title: str = ""
    unit: str = ""
    day: date | None = None
    because: str = ""
    field_key: str = ""
    count: int = 0


@dataclass(frozen=True)
class FirstStep:
    """A first step, in which week it belongs (1, 2, 3; 4 means until day 30), and what it is about."""

    kind: StepKind
    week: int
    titles: tuple[str, ...] = ()
    count: int = 0
    day: date | None = None
    field_keys: tuple[str, ...] = ()


@dataclass(frozen=True)
class WrittenWords:
    """A text of the one who leaves that says something, with who changed it last and when (UTC)."""

    part: OwnWords
    text: str
    by: str
    at: datetime


@dataclass(frozen=True)
class WordsView:
    """The texts of the one who leaves by part, one that nobody wrote is missing; and what waits beside them."""

    texts: StoredTexts
    contests: Mapping[str, tuple[Contest, ...]]
    may_plan: bool

    def text(self, part: str) -> str:
        """A text as it stands; empty while nobody wrote it."""
        stored = self.texts.get(part)
        return stored.text if stored else ""

    @property
    def written(self) -> tuple[WrittenWords, ...]:
        """The texts that say something, in the order in which they are asked."""
        found = ((part, self.texts.get(part)) for part in OwnWords)
        return tuple(
            WrittenWords(part, text.text, text.versions[0].by, text.versions[0].at)
            for part, text in found
            if text is not None and text.text.strip()
        )


@dataclass(frozen=True)
class Handover:
    """Everything that the hand-over of a commune holds on one day, as far as who asked may see it."""

    commune: Commune
    today: date
    standing: Standing
    agreed: Agreed
    open: StillOpen
    people: WhoKnows
    calendar: tuple[Dated, ...]
    words: WordsView
    urgent: tuple[Urgent, ...]
    first_steps: tuple[FirstStep, ...]

    @property
    def catalogue_version(self) -> str:
        """The catalogue whose words fit: of the newest result, else the newest of the program."""
        return self.standing.vision.catalogue_version

    @property
    def measures(self) -> tuple[StatedMeasure, ...]:
        """All measures, in the order of the priorities that they stand under."""
        return tuple(each for group in self.agreed.chosen for each in group.measures)
