"""Communes, accounts, roles and permissions."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


LAENDER = (
    "Baden-Württemberg", "Bayern", "Berlin", "Brandenburg", "Bremen", "Hamburg", "Hessen", "Mecklenburg-Vorpommern",
    "Niedersachsen", "Nordrhein-Westfalen", "Rheinland-Pfalz", "Saarland", "Sachsen", "Sachsen-Anhalt",
    "Schleswig-Holstein", "Thüringen",
)  # fmt: skip


class CommuneKind(StrEnum):
    """Kind of commune in the official register."""

    MUNICIPALITY = "municipality"
    INDEPENDENT_CITY = "independent_city"
    DISTRICT = "district"


@dataclass(frozen=True)
class Commune:
    """A town, municipality or district that takes part. `ags` is its official key: 8 or 5 digits, as text."""

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
    PUBLISH_BENCHMARK = "publish_benchmark"
    MANAGE_ACCOUNTS = "manage_accounts"
    MANAGE_COMMUNES = "manage_communes"
    MANAGE_CATALOGUES = "manage_catalogues"
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
