"""Reads the invented communes and the sample notes of the demo; nothing in them is real."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType

import yaml

from data.model.people import Commune, CommuneKind

FOLDER = Path(__file__).parent / "demo"


@dataclass(frozen=True)
class DemoNote:
    """What the showcase wrote beside one answer; any of the three may be empty."""

    remark: str = ""
    evidence: str = ""
    responsible_unit: str = ""


@dataclass(frozen=True)
class DemoAssignment:
    """Criteria that a department of the showcase answers."""

    department: str
    due_on: date
    criteria: tuple[str, ...]


@dataclass(frozen=True)
class DemoTeamwork:
    """How the showcase works on its newest round: `comments` are question, user name and text."""

    departments: tuple[str, ...]
    members: Mapping[str, str]
    assignments: tuple[DemoAssignment, ...]
    marked: tuple[str, ...]
    comments: tuple[tuple[str, str, str], ...]


@cache
def demo_communes() -> tuple[Commune, ...]:
    """The invented communes, the showcase first; not stored yet, so every id is 0."""
    with (FOLDER / "communes.csv").open(encoding="utf-8", newline="") as file:
        return tuple(_commune(row) for row in csv.DictReader(file))


@cache
def demo_notes() -> MappingProxyType[str, DemoNote]:
    """The sample notes of the showcase by question id, in catalogue order."""
    written = yaml.safe_load((FOLDER / "notes.yaml").read_text(encoding="utf-8"))
    return MappingProxyType({question_id: DemoNote(**note) for question_id, note in written.items()})


@cache
def demo_teamwork() -> DemoTeamwork:
    """Departments, assignments, marks and a discussion of the showcase's newest round."""
    written = yaml.safe_load((FOLDER / "teamwork.yaml").read_text(encoding="utf-8"))
    return DemoTeamwork(
        departments=tuple(written["departments"]),
        members=MappingProxyType(written["members"]),
        assignments=tuple(
            DemoAssignment(each["department"], each["due_on"], tuple(each["criteria"]))
            for each in written["assignments"]
        ),
        marked=tuple(written["marked"]),
        comments=tuple((each["question"], each["by"], each["text"]) for each in written["comments"]),
    )


def _commune(row: dict[str, str]) -> Commune:
    return Commune(
        id=0,
        ags=row["ags"],
        name=row["name"],
        kind=CommuneKind(row["kind"]),
        land=row["land"],
        population=int(row["population"]),
        urbanisation=row["urbanisation"],
        is_demo=True,
        benchmark_consent=True,
    )
