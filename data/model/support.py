"""Help against hostility: services for people in office, when they can be reached, and who helps with what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum

NATIONWIDE = "bundesweit"
"""The scope of a service that is there for people from every Land; any other scope is the name of a Land."""

LAENDER = {
    "Baden-Württemberg": "BW",
    "Bayern": "BY",
    "Berlin": "BE",
    "Brandenburg": "BB",
    "Bremen": "HB",
    "Hamburg": "HH",
    "Hessen": "HE",
    "Mecklenburg-Vorpommern": "MV",
    "Niedersachsen": "NI",
    "Nordrhein-Westfalen": "NW",
    "Rheinland-Pfalz": "RP",
    "Saarland": "SL",
    "Sachsen": "SN",
    "Sachsen-Anhalt": "ST",
    "Schleswig-Holstein": "SH",
    "Thüringen": "TH",
}
"""The 16 Länder by name, with the code of ISO 3166-2."""


class Confidence(StrEnum):
    """How well the facts of a service are proved.

    HIGH: a first-party page or several agreeing sources. MEDIUM: one good source, or older than about three years.
    LOW: one old or secondary source.
    """

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Situation(StrEnum):
    """What happened: the first of the three questions."""

    DANGER_NOW = "danger_now"
    THREAT = "threat"
    ONLINE_FLOOD = "online_flood"
    DATA_PUBLISHED = "data_published"
    AT_MY_DOOR = "at_my_door"
    IN_COUNCIL = "in_council"
    LETTER_OR_PARCEL = "letter_or_parcel"
    DAMAGE = "damage"
    STALKING = "stalking"
    UNSURE = "unsure"


class Concerned(StrEnum):
    """Whom it concerns: the second question."""

    ME = "me"
    FAMILY = "family"
    STAFF = "staff"
    COUNCIL = "council"


class ServiceKind(StrEnum):
    """What a service is."""

    POLICE = "police"
    JUSTICE = "justice"
    COUNSELLING = "counselling"
    REPORT = "report"
    INFORMATION = "information"
    MONEY = "money"


class Anonymous(StrEnum):
    """Whether somebody may stay anonymous there; NOT_APPLICABLE: nobody is asked for anything, as on a web page."""

    YES = "yes"
    ON_WISH = "on_wish"
    NO = "no"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not_applicable"


class Channel(StrEnum):
    """The way on which hours of opening hold."""

    PHONE = "phone"
    CHAT = "chat"
    FORM = "form"


@dataclass(frozen=True)
class OpeningSpan:
    """Open on these weekdays (0 is Monday) from `begins` to before `ends`, in German time.

    Where `on_holidays` is false, closed on public holidays.
    """

    weekdays: frozenset[int]
    begins: time
    ends: time
    on_holidays: bool


@dataclass(frozen=True)
class Opening:
    """When a channel is open: around the clock, or in the spans."""

    channel: Channel
    always: bool = False
    spans: tuple[OpeningSpan, ...] = ()


class Reach(StrEnum):
    """Whether somebody answers now; UNKNOWN: no source says when."""

    ALWAYS = "always"
    NOW = "now"
    LATER = "later"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Reachability:
    """Whether a channel of a service is open, as of one moment; moments in German time.

    NOW: open without a break until `until`. LATER: opens again at `again_at`. `maybe_closed_in` names the Länder in
    which the day of that statement is a public holiday while nobody knows in which of the Länder the service sits.
    `maybe_closed_on_eve`: that day is 24 or 31 December, no holidays, on which offices are usually closed all the same.
    """

    state: Reach
    channel: Channel | None = None
    until: datetime | None = None
    again_at: datetime | None = None
    maybe_closed_in: tuple[str, ...] = ()
    maybe_closed_on_eve: bool = False


@dataclass(frozen=True)
class SupportService:
    """One service as its source describes it, in one language; an empty text means that the source does not say.

    `scope` is `NATIONWIDE` or the name of a Land in German. `seat` is the Land whose holidays close it, empty where
    nobody knows. `phone` and `further_phones` must not be shown without `data.rules.support_display`. `hours` is what
    people read, `openings` the same for the clock, the phone first. `note` is what somebody must know before relying
    on it. `checked_on` is the day on which a person checked the entry, None as shipped.
    """

    key: str
    name: str
    carrier: str
    offer: str
    audience: str
    scope: str
    phone: str
    email: str
    web: str
    hours: str
    anonymous: str
    source: str
    source_date: str
    confidence: Confidence
    kinds: tuple[ServiceKind, ...] = ()
    situations: frozenset[Situation] = frozenset()
    concerned: frozenset[Concerned] = frozenset()
    for_women: bool = False
    anonymity: Anonymous = Anonymous.UNKNOWN
    openings: tuple[Opening, ...] = ()
    seat: str = ""
    further_phones: tuple[str, ...] = ()
    further_sources: tuple[str, ...] = ()
    note: str = ""
    checked_on: date | None = None


@dataclass(frozen=True)
class ShownPhone:
    """A phone number that may be shown: as people read it, and as `tel:` dials it.

    `to_verify_as_of` is None for a sure number; otherwise the date of the source, to be shown with the request to check
    it, and empty where the source has no date.
    """

    number: str
    dial: str
    to_verify_as_of: str | None = None


@dataclass(frozen=True)
class CheckState:
    """Whether a person checked an entry lately: `is_due` when nobody did, or more than 180 days ago."""

    checked_on: date | None = None
    is_due: bool = True


@dataclass(frozen=True)
class ShownService:
    """A service with its phone number as far as it may be shown, whether it answers now, and whether it was checked.

    `reach` is that of the phone where the service has one, else of its form; `further_reach` of its other channels.
    """

    service: SupportService
    phone: ShownPhone | None
    further_phones: tuple[ShownPhone, ...] = ()
    reach: Reachability = field(default_factory=lambda: Reachability(Reach.UNKNOWN))
    further_reach: tuple[Reachability, ...] = ()
    check: CheckState = field(default_factory=CheckState)


@dataclass(frozen=True)
class SupportLand:
    """One of the 16 Länder: its name in German, which is also its value; what to know when looking for help there.

    `remark` says honestly what was not found or is not published; empty where there is nothing to say. `contact` is
    the key of the service that stands for the Land on the emergency card; `overview` a https link to the most complete
    public list of contacts per Land.
    """

    code: str
    name: str
    contact: str
    overview: str
    remark: str = ""


@dataclass(frozen=True)
class ServiceFilter:
    """What a list of services is narrowed to; what is empty narrows nothing.

    With a Land: its services and the nationwide ones. `around_the_clock`: a number that may be shown, or a form, is
    there at any hour. `anonymous`: yes, on wish, or nobody is asked for anything.
    """

    land: str = ""
    situation: Situation | None = None
    concerned: Concerned | None = None
    kind: ServiceKind | None = None
    for_women: bool = False
    anonymous: bool = False
    around_the_clock: bool = False


@dataclass(frozen=True)
class HelpQuestions:
    """The three answers: what happened, whom it concerns, which Land; each may be open."""

    situation: Situation = Situation.UNSURE
    concerned: Concerned = Concerned.ME
    land: str = ""


class Reason(StrEnum):
    """Why a step or a contact is suggested; the text for people is made by who draws."""

    DANGER = "danger"
    SITUATION = "situation"
    CONCERNED = "concerned"
    LAND = "land"
    GUIDE = "guide"
    TO_TALK = "to_talk"
    ALWAYS_THERE = "always_there"


class LeadsTo(StrEnum):
    """Where on the page a step is told in full."""

    CALL_110 = "call_110"
    EVIDENCE = "evidence"
    DEADLINE = "deadline"
    LOG = "log"
    FAMILY = "family"
    ACCOUNTS = "accounts"
    COMMUNICATION = "communication"
    BYSTANDERS = "bystanders"
    SELF_CARE = "self_care"
    PEERS = "peers"
    PREPAREDNESS = "preparedness"
    LAW = "law"
    SERVICES = "services"


@dataclass(frozen=True)
class Source:
    """Where a statement comes from: `address` is a https link, or empty where only the name is known."""

    key: str
    name: str
    address: str
    dated: str


@dataclass(frozen=True)
class Advice:
    """One point of advice: what to do in a few words, how in one or two sentences.

    `to_confirm`: own knowledge that no source was found for; shown as such. `leads_to` names the part of the page that
    tells more.
    """

    key: str
    title: str
    text: str
    sources: tuple[Source, ...] = ()
    to_confirm: bool = False
    leads_to: LeadsTo | None = None


@dataclass(frozen=True)
class FoundStep:
    """A step that fits the answers, and why."""

    advice: Advice
    reason: Reason


@dataclass(frozen=True)
class FoundContact:
    """A contact that fits the answers, and why."""

    shown: ShownService
    reason: Reason


@dataclass(frozen=True)
class FoundHelp:
    """What fits three answers: at most five steps and five contacts in order, and all other services that fit.

    At least one of the contacts can be called now.
    """

    questions: HelpQuestions
    steps: tuple[FoundStep, ...]
    contacts: tuple[FoundContact, ...]
    more: tuple[ShownService, ...]


@dataclass(frozen=True)
class Choice:
    """An answer that can be chosen: its value, its words, and a line that helps to choose."""

    value: str
    title: str
    hint: str = ""


@dataclass(frozen=True)
class QuestionTexts:
    """The words of the first two questions' answers, in their order."""

    situations: tuple[Choice, ...]
    concerned: tuple[Choice, ...]


@dataclass(frozen=True)
class FindingRow:
    """A row of the table of finding help: keys of steps and of contacts, in order.

    A contact is the key of a service, or `land:KIND` for the first service of that kind in the Land. The word
    `concerned` among the keys of a situation marks where those of the person concerned go.
    """

    steps: tuple[str, ...]
    contacts: tuple[str, ...]


@dataclass(frozen=True)
class FindingTable:
    """Which steps and contacts answer which situation: the whole rule as written by experts.

    `reasons` tells of some services and steps why they are there, wherever they stand. One of `always_there`, which can
    be called at any hour, is among the contacts in any case.
    """

    situations: Mapping[Situation, FindingRow]
    concerned: Mapping[Concerned, FindingRow]
    reasons: Mapping[str, Reason]
    always_there: tuple[str, ...]
