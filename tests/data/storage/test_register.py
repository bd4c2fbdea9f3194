"""The register in the database, on both: what is in force, what was before, searching, many entries at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

import pytest
from conftest import count
from factories import stored_commune
from register_files import an_entry
from sqlalchemy import Engine

from data.model.audit import AuditEvent
from data.model.people import CommuneKind
from data.model.register import RegisterEntry, RegisterFormat
from data.storage.database import reading, writing
from data.storage.searching import folded

AT = datetime(2027, 1, 15, 12, tzinfo=UTC)
TOWNS = (
    an_entry("14999", name="Vogtlandkreis"),
    an_entry("14999001", name="Neustadt/Vogtl.", population=1_000),
    an_entry("14999002", name="Plauen, Stadt", kind_name="Große Kreisstadt"),
    an_entry("01003000", name="Lübeck, Hansestadt", kind=CommuneKind.INDEPENDENT_CITY, kind_name="Kreisfreie Stadt"),
    an_entry("06999001", name="Neustadt (Hessen), Stadt"),
    an_entry("09999001", name="Bad Neustadt a.d.Saale, St"),
)


def stored(entries: Sequence[RegisterEntry], ended: Sequence[str] = (), **changes: Any) -> int:
    values: dict[str, Any] = {
        "borders_on": date(2026, 12, 31),
        "at": AT,
        "by": None,
        "file_name": "register.txt",
        "file_format": RegisterFormat.GV100AD,
        "sha256": "0" * 64,
        "entries": len(entries),
        "partial": False,
    }
    with writing() as work:
        edition_id = work.register.add_edition(**{**values, **changes})
        work.register.end([*ended, *(entry.ags for entry in entries)], edition_id)
        work.register.add_entries(entries, edition_id)
        work.audit.record(AuditEvent.REGISTER_IMPORTED)
    return edition_id


def names(words: str, **places: int) -> list[str]:
    with reading() as work:
        _total, hits = work.register.search(words, **{"offset": 0, "limit": 10, **places})
    return [hit.entry.name for hit in hits]


def test_entries_come_back_as_they_were_stored(any_store: Engine) -> None:
    stored(TOWNS)
    with reading() as work:
        assert work.register.in_force() == {entry.ags: entry for entry in TOWNS}
        assert work.register.entry("14999002") == TOWNS[2]
        assert work.register.entry("14999009") is None
        assert work.register.count() == 6


def test_the_newest_edition_tells_where_it_comes_from(any_store: Engine) -> None:
    stored(TOWNS)
    stored(TOWNS[:1], borders_on=None, file_name="teil.csv", file_format=RegisterFormat.CSV, partial=True)
    with reading() as work:
        edition = work.register.newest_edition()
        assert work.register.newest_day() == date(2026, 12, 31)
        assert work.register.is_whole()
    assert edition is not None
    assert (edition.id, edition.borders_on, edition.imported_at, edition.file_name) == (2, None, AT, "teil.csv")
    assert (edition.file_format, edition.entries, edition.partial) == (RegisterFormat.CSV, 1, True)


def test_without_an_import_there_is_nothing(any_store: Engine) -> None:
    with reading() as work:
        register = work.register
        assert register.newest_edition() is register.newest_day() is None
        assert not register.is_whole()
        assert register.in_force() == {}
        assert register.versions("14999001") == []
        assert register.search("Ort", offset=0, limit=10) == (0, [])


def test_parts_alone_make_no_whole_register(any_store: Engine) -> None:
    stored(TOWNS, partial=True)
    with reading() as work:
        assert not work.register.is_whole()
        assert work.register.knows_land("14")
        assert not work.register.knows_land("15")


def test_what_was_before_stays_to_be_seen(any_store: Engine) -> None:
    stored([an_entry("14999001", name="Alt")], borders_on=date(2025, 12, 31))
    stored([an_entry("14999001", name="Neu")], borders_on=None)
    stored([], ["14999001"], borders_on=date(2027, 6, 30))
    with reading() as work:
        versions = work.register.versions("14999001")
        assert work.register.entry("14999001") is None
    assert [(v.entry.name, v.since, v.until) for v in versions] == [
        ("Neu", AT.date(), date(2027, 6, 30)),  # the day of the import where the borders tell none
        ("Alt", date(2025, 12, 31), AT.date()),
    ]


def test_a_search_finds_names_without_case_and_accents_and_those_that_begin_so_first(any_store: Engine) -> None:
    stored(TOWNS)
    assert names("NEUSTADT") == ["Neustadt (Hessen), Stadt", "Neustadt/Vogtl.", "Bad Neustadt a.d.Saale, St"]
    for written in ("lübeck", "LUBECK", "Luebeck", "  Hansestadt lüb "):
        assert names(written) == ["Lübeck, Hansestadt"]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("neustadt sachsen", ["Neustadt/Vogtl."]),  # the Land
        ("neustadt vogtlandkreis", ["Neustadt/Vogtl."]),  # the district
        ("vogtland", ["Vogtlandkreis", "Neustadt/Vogtl.", "Plauen, Stadt"]),
        ("14999", ["Neustadt/Vogtl.", "Plauen, Stadt", "Vogtlandkreis"]),  # the start of the key
        ("06999001", ["Neustadt (Hessen), Stadt"]),
        ("99001", []),  # the end of a key
        ("100%", []),
        ("_", []),
    ],
)
def test_a_search_takes_district_land_and_key_and_no_signs_of_sql(
    words: str, expected: list[str], any_store: Engine
) -> None:
    stored(TOWNS)
    assert names(words) == expected


def test_a_search_can_be_read_page_by_page(any_store: Engine) -> None:
    stored([an_entry(f"14999{n:03}", name=f"Neustadt {n:03}") for n in range(25)])
    assert names("neustadt", offset=20) == [f"Neustadt {n:03}" for n in range(20, 25)]
    with reading() as work:
        assert work.register.search("neustadt", offset=20, limit=10)[0] == 25


def test_a_hit_tells_its_district_and_whether_it_takes_part(any_store: Engine) -> None:
    stored(TOWNS)
    stored_commune(ags="14999001")
    with reading() as work:
        _total, hits = work.register.search("sachsen neustadt", offset=0, limit=10)
        (lubeck,) = work.register.search("lübeck", offset=0, limit=10)[1]
        (district,) = work.register.search("vogtlandkreis", offset=0, limit=1)[1]
    assert [(hit.district, hit.takes_part) for hit in hits] == [("Vogtlandkreis", True)]
    assert (lubeck.district, lubeck.takes_part) == ("", False)
    assert district.district == ""


def test_what_is_no_longer_in_force_is_not_found(any_store: Engine) -> None:
    stored(TOWNS)
    stored([], ["14999001", "14999"])
    assert names("neustadt sachsen") == []
    with reading() as work:  # its district is gone as well: nothing to name
        assert [hit.district for hit in work.register.search("plauen", offset=0, limit=1)[1]] == [""]


def test_all_entries_of_germany_are_stored_and_ended_at_once(any_store: Engine) -> None:
    entries = [an_entry(f"14{n:06}") for n in range(11_000)]
    stored(entries)
    stored([], [entry.ags for entry in entries[:10_500]])
    assert count(any_store, "register_entry") == 11_000
    with reading() as work:
        assert work.register.count() == 500


@pytest.mark.parametrize(
    ("written", "expected"), [("Köln-Süd", "koln-sud"), ("  GROSSE  Straße ", "grosse strasse"), ("Łaba é", "łaba e")]
)
def test_names_are_folded_alike_whatever_the_database(written: str, expected: str) -> None:
    assert folded(written) == expected
