"""Communes, accounts, roles and permissions."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

LAND_BY_KEY = {
    "01": "Schleswig-Holstein",
    "02": "Hamburg",
    "03": "Niedersachsen",
    "04": "Bremen",
    "05": "Nordrhein-Westfalen",
    "06": "Hessen",
    "07": "Rheinland-Pfalz",
    "08": "Baden-Württemberg",
    "09": "Bayern",
    "10": "Saarland",
    "11": "Berlin",
    "12": "Brandenburg",
    "13": "Mecklenburg-Vorpommern",
    "14": "Sachsen",
    "15": "Sachsen-Anhalt",
    "16": "Thüringen",
}
"""The Land by the first two digits of every official key."""

LAENDER = tuple(sorted(LAND_BY_KEY.values()))


class CommuneKind(StrEnum):
    """Kind of commune in the official register."""

    MUNICIPALITY = "municipality"
    INDEPENDENT_CITY = "independent_city"
    DISTRICT = "district"


class RegisterStanding(StrEnum):
    """Where a commune that takes part stands in the official register.

    UNCHECKED as long as no register was imported that would have to name it; MISSING when it is not there, so that
    nobody knows whether it exists; MERGED when the platform team named the commune that it became part of.
    """

    UNCHECKED = "unchecked"
    LISTED = "listed"
    MISSING = "missing"
    MERGED = "merged"


GONE = (RegisterStanding.MISSING, RegisterStanding.MERGED)
"""Whoever stands so in the register is no longer counted in the comparison."""


class PublicFacts(Protocol):
    """What the official register knows of a commune, and the comparison is formed from."""

    @property
    def ags(self) -> str:
        """Its official key."""

    @property
    def kind(self) -> CommuneKind:
        """Its kind."""

    @property
    def land(self) -> str:
        """Its Land."""

    @property
    def population(self) -> int:
        """How many people live there."""

    @property
    def urbanisation(self) -> str:
        """How densely it is populated, in the words of the register; empty where that is not known."""


@dataclass(frozen=True)
class Commune:
    """A town, municipality or district that takes part. `ags` is its official key: 8 or 5 digits, as text.

    `former_ags` is the key that it had before a new one, `successor_id` the commune it was merged into.
    """

    id: int
    ags: str
    name: str
    kind: CommuneKind
    land: str
    population: int
    urbanisation: str
    is_demo: bool
    benchmark_consent: bool
    public_results: bool = False
    trust_domain: str | None = None
    register_standing: RegisterStanding = RegisterStanding.UNCHECKED
    former_ags: str | None = None
    successor_id: int | None = None

    @property
    def district_ags(self) -> str:
        """The official key of the district the commune lies in, or its own: the first five digits."""
        return self.ags[:5]


class Role(StrEnum):
    """What a person is in this program."""

    MAYOR = "mayor"
    OFFICER = "officer"
    STEERING = "steering"
    CONTRIBUTOR = "contributor"
    PLATFORM = "platform"


class Permission(StrEnum):
    """What can be asked of a service."""

    READ_ROUNDS = "read_rounds"
    BEGIN_ROUND = "begin_round"
    UPLOAD_ANSWERS = "upload_answers"
    READ_ANSWERS = "read_answers"
    ANSWER = "answer"
    DISCUSS = "discuss"
    ASSIGN = "assign"
    CHECK_ROUND = "check_round"
    HAND_IN = "hand_in"
    APPROVE = "approve"
    READ_RESULTS = "read_results"
    READ_BENCHMARK = "read_benchmark"
    DECIDE_CONSENT = "decide_consent"
    SET_GOALS = "set_goals"
    READ_PLAN = "read_plan"
    PLAN = "plan"
    PUBLISH_BENCHMARK = "publish_benchmark"
    MANAGE_ACCOUNTS = "manage_accounts"
    MANAGE_COMMUNES = "manage_communes"
    MANAGE_CATALOGUES = "manage_catalogues"
    READ_KNOWLEDGE = "read_knowledge"
    OFFER_PRACTICE = "offer_practice"
    EDIT_KNOWLEDGE = "edit_knowledge"
    READ_NETWORK = "read_network"
    USE_NETWORK = "use_network"
    HOST_EXCHANGE = "host_exchange"
    READ_SUPPORT_CONTACTS = "read_support_contacts"
    KEEP_SUPPORT_CONTACTS = "keep_support_contacts"
    USE_OWN_ACCOUNT = "use_own_account"


@dataclass(frozen=True)
class Person:
    """Who is acting: an active account with its role and, unless of the platform team, its commune.

    `department_id` is the department of the commune that somebody works in, if that was told.
    """

    account_id: int
    username: str
    display_name: str
    role: Role
    commune: Commune | None
    language: str = "de"
    department_id: int | None = None
