"""Reads the invented communes and the sample notes of the demo; nothing in them is real."""

from __future__ import annotations

import csv
from dataclasses import dataclass
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
