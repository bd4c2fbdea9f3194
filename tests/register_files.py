"""Files of the official register as the Federal Statistical Office and spreadsheet programs write them, invented."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import Any

from data.model.people import LAND_BY_KEY, CommuneKind
from data.model.register import RegisterEntry

COLUMNS = ("ags", "name", "kind", "land", "population", "urbanisation")
TYPES = {
    "Markt": 60,
    "Kreisfreie Stadt": 61,
    "Stadtkreis": 62,
    "Stadt": 63,
    "Gemeinde": 64,
    "Große Kreisstadt": 67,
    "gemeindefrei, bewohnt": 65,
    "gemeindefrei, unbewohnt": 66,
    "Kreis": 43,
    "Landkreis": 44,
    "Regionalverband": 45,
}


CITIES = ("Kreisfreie Stadt", "Stadtkreis")
"""Told by another number where they stand among the districts."""


def a_record(sort: int, key: str, name: str, kind: str = "", people: int = 0, day: str = "20240331") -> str:
    """One line of GV100AD: 220 characters in fixed columns; `kind` by its name, for districts and municipalities."""
    written = f"{TYPES[kind] - 20 * (sort == 40 and kind in CITIES)}" if kind else "  "
    head = f"{sort}{day}{key:<8}{'0001' if sort == 60 else '    '}{name:<50}{'':50}{written}{'':4}"
    if sort != 60:
        return f"{head:<220}"
    numbers = f"{100:011}{people:011}{people // 2:011}    12345{'':5}  "
    return f"{head}{numbers}{'9999':4}{'1111':4}{'12345':5}".ljust(220)


def gv100ad(*records: str, encoding: str = "utf-8") -> bytes:
    """A text file of these records."""
    return "\r\n".join((*records, "")).encode(encoding)


def a_land(day: str = "20240331") -> list[str]:
    """A Land with a district of three municipalities, two unincorporated areas, and a city that is its own district."""
    return [
        a_record(10, "14", "Sachsen", day=day),
        a_record(20, "149", "Bezirk Beispiel", day=day),
        a_record(30, "1499", "Region Beispiel", day=day),
        a_record(40, "14998", "Beispielstadt", "Kreisfreie Stadt", day=day),
        a_record(50, "14998", "Beispielstadt", day=day),
        a_record(60, "14998000", "Beispielstadt, Stadt", "Kreisfreie Stadt", 250_000, day),
        a_record(40, "14999", "Beispielkreis", "Landkreis", day=day),
        a_record(60, "14999001", "Größlingen, Stadt", "Stadt", 30_000, day),
        a_record(60, "14999002", "Kleindorf", "Gemeinde", 900, day),
        a_record(60, "14999003", "Marktdorf, GKSt", "Große Kreisstadt", 20_000, day),
        a_record(60, "14999444", "Waldgebiet, gemfr. Gebiet", "gemeindefrei, unbewohnt", 0, day),
        a_record(60, "14999445", "Übungsplatz, gemfr. Gebiet", "gemeindefrei, bewohnt", 100, day),
    ]


def an_entry(ags: str = "14999001", **changes: Any) -> RegisterEntry:
    """An entry of the register; a district if its key has five digits."""
    is_district = len(ags) == 5
    values: dict[str, Any] = {
        "ags": ags,
        "name": f"Ort {ags}",
        "kind": CommuneKind.DISTRICT if is_district else CommuneKind.MUNICIPALITY,
        "kind_name": "Landkreis" if is_district else "Gemeinde",
        "land": LAND_BY_KEY[ags[:2]],
        "population": 12_000,
        "urbanisation": "" if is_district else "gering besiedelt",
    }
    return RegisterEntry(**{**values, **changes})


def a_table(entries: Iterable[RegisterEntry], delimiter: str = ",", encoding: str = "utf-8") -> bytes:
    """A csv table of entries."""
    rows = [[getattr(entry, "kind_name" if name == "kind" else name) for name in COLUMNS] for entry in entries]
    return table_of([COLUMNS, *rows], delimiter, encoding)


def table_of(rows: Iterable[Iterable[object]], delimiter: str = ",", encoding: str = "utf-8") -> bytes:
    """A csv table of rows."""
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows(rows)
    return text.getvalue().encode(encoding)
