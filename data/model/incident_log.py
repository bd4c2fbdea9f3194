"""The incident log: what happened to somebody, in their own words. It stays with the person and is stored nowhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from enum import StrEnum
from typing import NamedTuple


class Field(StrEnum):
    """What an incident says. The value is its name in files; the attribute has the name of the member in small letters.

    The list follows § 158 StPO (time, place, act), what police ask for, and Art. 16 DSA.
    """

    NUMBER = "nr"
    HAPPENED = "zeitpunkt_tat"
    ACT_KNOWN = "zeitpunkt_kenntnis_tat"
    OFFENDER_KNOWN = "zeitpunkt_kenntnis_taeter"
    PLACE = "ort_oder_plattform"
    POST_URL = "url_beitrag"
    PROFILE_URL = "url_profil"
    OFFENDER = "profilname_oder_taeterbeschreibung"
    WORDS = "wortlaut_oder_geschehen"
    KIND = "art"
    OFFICE_LINK = "bezug_zum_amt"
    AFFECTED = "betroffene_person"
    WITNESSES = "zeugen"
    EVIDENCE = "beweise"
    DAMAGE = "schaden"
    CONSEQUENCES = "folgen"
    REPORTED_TO = "erstattet_bei"
    FILE_NUMBER = "aktenzeichen"
    COMPLAINT_ON = "strafantrag_am"
    NOTICE_ON = "plattform_meldung_am"
    NOTICE_RESULT = "ergebnis"
    NEXT_STEP = "naechster_schritt"
    DEADLINE = "frist"
    IDENT = "id"

    @property
    def attribute(self) -> str:
        """The name of the attribute of `Incident`; the deadline has none, it follows from the others."""
        return self.name.lower()


F = Field
LONGEST = {
    F.PLACE: 300,
    F.POST_URL: 2000,
    F.PROFILE_URL: 2000,
    F.OFFENDER: 1000,
    F.WORDS: 10_000,
    F.OFFICE_LINK: 1000,
    F.WITNESSES: 1000,
    F.DAMAGE: 1000,
    F.CONSEQUENCES: 4000,
    F.REPORTED_TO: 300,
    F.FILE_NUMBER: 100,
    F.NOTICE_RESULT: 1000,
    F.NEXT_STEP: 1000,
}
"""The fields of free text with their most characters."""
DAYS = (F.ACT_KNOWN, F.OFFENDER_KNOWN, F.COMPLAINT_ON, F.NOTICE_ON)
"""The fields that are a day."""
FOR_POLICE = frozenset(
    {
        *(F.HAPPENED, F.ACT_KNOWN, F.OFFENDER_KNOWN, F.PLACE, F.POST_URL, F.PROFILE_URL, F.OFFENDER, F.WORDS),
        *(F.OFFICE_LINK, F.WITNESSES, F.EVIDENCE, F.DAMAGE, F.REPORTED_TO, F.FILE_NUMBER, F.COMPLAINT_ON),
    }
)
FOR_PLATFORM = frozenset({F.PLACE, F.POST_URL, F.PROFILE_URL, F.WORDS, F.NOTICE_ON, F.NOTICE_RESULT})
"""What a notice to a platform needs (Art. 16 DSA)."""

EARLIEST_DAY = date(1990, 1, 1)
MOST_INCIDENTS = 200
MOST_EVIDENCE = 30
LONGEST_LINE = 300
"""Characters of one entry about evidence or about who reports."""
LARGEST_FILE = 1_000_000
"""Bytes of a file that is read again. A log never grows so far that its own file would be larger."""


class ActKind(StrEnum):
    """What it was in plain words: a choice to sort by, not a legal verdict."""

    THREAT = "drohung"
    INSULT = "beschimpfung"
    FALSE_CLAIM = "falsche_behauptung"
    FLOOD = "flut_im_netz"
    DOXING = "private_daten"
    STALKING = "verfolgen"
    AT_HOME = "auftritt_vor_haus"
    SEXUALISED = "sexualisiert"
    DAMAGE = "sachschaden"
    VIOLENCE = "koerperlich"
    LETTER = "brief_oder_paket"
    IN_COUNCIL = "im_gremium"
    OTHER = "anderes"


class Affected(StrEnum):
    """The role of who was hit; names, above all of children, do not belong here."""

    MYSELF = "ich"
    FAMILY = "familie"
    CHILD = "kind"
    STAFF = "mitarbeitende"
    COUNCIL = "gremium"
    OTHER = "andere"


class EvidenceKind(StrEnum):
    """What a piece of evidence is."""

    SCREENSHOT = "screenshot"
    PHOTO = "foto"
    SAVED_PAGE = "gespeicherte_seite"
    MESSAGE = "nachricht_im_original"
    VOICE = "sprachnachricht"
    OBJECT = "gegenstand"
    NOTE = "gedaechtnisprotokoll"
    OTHER = "anderes"


class When(NamedTuple):
    """A day and, if known, the time of day, both as on the wall clock of who writes."""

    day: date
    clock: time | None = None


@dataclass(frozen=True)
class Evidence:
    """A piece of evidence, which stays where it is: only its file name and facts are noted, never its content."""

    file_name: str = ""
    kind: EvidenceKind | None = None
    taken_at: When | None = None
    taken_by: str = ""
    sha256: str = ""


@dataclass(frozen=True)
class Incident:
    """One incident. `number` counts within a log and `ident` is the same in all of its files."""

    ident: str
    number: int
    happened: When | None = None
    act_known: date | None = None
    offender_known: date | None = None
    place: str = ""
    post_url: str = ""
    profile_url: str = ""
    offender: str = ""
    words: str = ""
    kind: ActKind | None = None
    office_link: str = ""
    affected: Affected | None = None
    witnesses: str = ""
    evidence: tuple[Evidence, ...] = ()
    damage: str = ""
    consequences: str = ""
    reported_to: str = ""
    file_number: str = ""
    complaint_on: date | None = None
    notice_on: date | None = None
    notice_result: str = ""
    next_step: str = ""


@dataclass(frozen=True)
class Reporter:
    """Who reports, with the address of the office: as a witness one need not give the home (§ 68 StPO)."""

    name: str = ""
    role: str = ""
    office_address: str = ""
    reachable: str = ""


@dataclass(frozen=True)
class IncidentLog:
    """Everything that one open browser window holds of somebody's incidents.

    `saved` are the incidents as they stand in a file that can be read again; `removed` is what can be put back.
    """

    incidents: tuple[Incident, ...] = ()
    reporter: Reporter = field(default_factory=Reporter)
    saved: frozenset[Incident] = frozenset()
    removed: Incident | None = None


@dataclass(frozen=True)
class LogWords:
    """The words of one language for tables: headings and choices."""

    titles: Mapping[Field, str]
    kinds: Mapping[ActKind, str]
    affected: Mapping[Affected, str]
    evidence_kinds: Mapping[EvidenceKind, str]


class ProblemKind(StrEnum):
    """What somebody must know about a file before taking it over."""

    UNKNOWN_COLUMN = "unknown_column"
    UNKNOWN_FIELD = "unknown_field"
    NOT_TEXT = "not_text"
    NOT_A_DAY = "not_a_day"
    NOT_A_MOMENT = "not_a_moment"
    NOT_A_CHOICE = "not_a_choice"
    NOT_A_NUMBER = "not_a_number"
    NOT_A_HASH = "not_a_hash"
    NOT_A_LIST = "not_a_list"
    NOT_AN_ENTRY = "not_an_entry"
    TOO_LONG = "too_long"
    TOO_MANY = "too_many"
    TWICE = "twice"


@dataclass(frozen=True)
class FileProblem:
    """Something in a file that could not be taken as it stands there.

    `line` is the line of a table or, in JSON, the place of the incident in its list, both from 1; 0 for the whole file.
    `found` is what stands there, shortened.
    """

    kind: ProblemKind
    line: int
    field: Field | None = None
    found: str = ""


@dataclass(frozen=True)
class ReadLog:
    """What a file says, as far as it was understood. An ident or number that the file does not name is empty or 0."""

    incidents: tuple[Incident, ...]
    problems: tuple[FileProblem, ...] = ()
    reporter: Reporter = field(default_factory=Reporter)
    is_table: bool = False


@dataclass(frozen=True)
class Clash:
    """The same incident with different words: as it is here, and as the file has it."""

    mine: Incident
    theirs: Incident


class ClashChoice(StrEnum):
    """What to do where both differ; keeping both loses nothing."""

    KEEP_BOTH = "both"
    KEEP_MINE = "mine"
    TAKE_THEIRS = "theirs"


@dataclass(frozen=True)
class Comparison:
    """A file held against the log: what is new, what is here already, what is here in other words."""

    new: tuple[Incident, ...]
    same: tuple[Incident, ...]
    clashes: tuple[Clash, ...]
