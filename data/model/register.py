"""The official register of communes: its entries, editions, what an import found and did, and communes beside it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from data.model.people import Commune, CommuneKind

URBANISATIONS = ("dicht besiedelt", "mittlere Besiedlungsdichte", "gering besiedelt")
"""Degrees of urbanisation in the words of the official register, which gives districts none."""

LONGEST_NAME = 200
MOST_INHABITANTS = 100_000_000


@dataclass(frozen=True)
class RegisterEntry:
    """A municipality or district as the register has it.

    `kind_name` is its kind in the words of the register, such as "Große Kreisstadt"; `urbanisation` is empty where it
    is not known, and for districts.
    """

    ags: str
    name: str
    kind: CommuneKind
    kind_name: str
    land: str
    population: int
    urbanisation: str

    @property
    def district_ags(self) -> str:
        """The official key of the district it lies in, or its own."""
        return self.ags[:5]


class RegisterFormat(StrEnum):
    """What a register file is written in."""

    GV100AD = "gv100ad"
    CSV = "csv"


class RegisterProblemKind(StrEnum):
    """What can be wrong with a line of a register file."""

    COLUMNS_MISSING = "columns_missing"
    RECORD_UNREADABLE = "record_unreadable"
    OTHER_DAY = "other_day"
    KEY_FORM = "key_form"
    KEY_TWICE = "key_twice"
    KEY_AND_LAND = "key_and_land"
    KEY_AND_KIND = "key_and_kind"
    NAME = "name"
    KIND = "kind"
    LAND = "land"
    POPULATION = "population"
    URBANISATION = "urbanisation"
    ZERO_ADDED = "zero_added"  # a remark: the line is used


@dataclass(frozen=True)
class RegisterProblem:
    """What stands in a line of the file (1 is the first), and what is expected there, as values and not in words."""

    line: int
    kind: RegisterProblemKind
    found: str
    expected: str = ""


@dataclass(frozen=True)
class RegisterFile:
    """What a register file holds: each key once. Lines with problems are left out, lines with remarks are not.

    `borders_on` is the day the borders stand for, if the file tells it. `skipped` counts unincorporated areas.
    """

    file_format: RegisterFormat
    entries: tuple[RegisterEntry, ...]
    borders_on: date | None
    skipped: int
    problems: tuple[RegisterProblem, ...]
    remarks: tuple[RegisterProblem, ...]


@dataclass(frozen=True)
class RegisterEdition:
    """One import of the register: `entries` were in the file, which was the whole register unless `partial`."""

    id: int
    borders_on: date | None
    imported_at: datetime
    file_name: str
    file_format: RegisterFormat
    sha256: str
    entries: int
    partial: bool


@dataclass(frozen=True)
class RegisterState:
    """The newest edition, and how many entries are in force now."""

    edition: RegisterEdition
    entries: int


@dataclass(frozen=True)
class EntryVersion:
    """An entry as it was in force from one edition (the day of its borders, or of its import) until another."""

    entry: RegisterEntry
    since: date
    until: date | None


@dataclass(frozen=True)
class RegisterHit:
    """An entry that a search found: in which district it lies (empty for districts) and whether it takes part."""

    entry: RegisterEntry
    district: str
    takes_part: bool


@dataclass(frozen=True)
class Successors:
    """Entries that a commune which is gone may have become, and the key of the one that it very likely became."""

    found: int
    hits: tuple[RegisterHit, ...]
    likely: str | None


@dataclass(frozen=True)
class RegisterChanges:
    """What a file changes in the register. A changed entry with a new name counts as renamed, not as changed."""

    new: tuple[RegisterEntry, ...]
    changed: tuple[RegisterEntry, ...]
    renamed: tuple[RegisterEntry, ...]
    gone: tuple[str, ...]
    unchanged: int

    def __bool__(self) -> bool:
        return bool(self.new or self.changed or self.renamed or self.gone)


class CommuneNews(StrEnum):
    """What an import means for a commune that takes part."""

    FACTS = "facts"
    FOUND = "found"
    MISSING = "missing"


@dataclass(frozen=True)
class FollowedCommune:
    """A commune that takes part and what an import changed of it; `facts` names what is different now."""

    commune_id: int
    ags: str
    name: str
    news: CommuneNews
    facts: tuple[str, ...] = ()


class ImportStatus(StrEnum):
    """How an import ended."""

    IMPORTED = "imported"
    NOTHING_NEW = "nothing_new"
    HAS_PROBLEMS = "has_problems"


@dataclass(frozen=True)
class RegisterImport:
    """What an import did, or would do: entries by what happened to them, and the communes that take part."""

    status: ImportStatus
    file_format: RegisterFormat
    borders_on: date | None
    entries: int
    new: int
    changed: int
    renamed: int
    gone: int
    unchanged: int
    skipped: int
    communes: tuple[FollowedCommune, ...]
    problems: tuple[RegisterProblem, ...]
    remarks: tuple[RegisterProblem, ...]

    def as_dict(self) -> dict[str, Any]:
        """All values by name, for programs that read them."""
        return asdict(self) | {"borders_on": self.borders_on.isoformat() if self.borders_on else None}

    def as_sentence(self) -> str:
        """What happened, for the operator's command line."""
        counts = (
            f"{self.new} new, {self.changed} changed, {self.renamed} renamed, {self.gone} gone, "
            f"{self.unchanged} unchanged; {self.skipped} unincorporated areas skipped"
        )
        missing = sum(commune.news is CommuneNews.MISSING for commune in self.communes)
        followed = f"participating communes: {len(self.communes) - missing} follow the register, {missing} not found"
        return {
            ImportStatus.IMPORTED: f"Register of {self.entries} entries: {counts}; {followed}.",
            ImportStatus.NOTHING_NEW: f"Nothing to import: all {self.entries} entries are known as they are.",
            ImportStatus.HAS_PROBLEMS: f"Nothing was imported: {len(self.problems)} problems.",
        }[self.status]


@dataclass(frozen=True)
class CommuneOverview:
    """A commune that takes part, for the platform team: public facts, how many accounts; nothing of its answers.

    `successor` is the name of the commune it was merged into.
    """

    commune: Commune
    accounts: int
    successor: str = ""


@dataclass(frozen=True)
class CommuneList:
    """One page of the communes that take part. `total` are all, `found` match what was searched for.

    `trust_domains` are the names of all who look after several communes, in order.
    """

    total: int
    consenting: int
    missing: int
    found: int
    shown: tuple[CommuneOverview, ...]
    trust_domains: tuple[str, ...]
