"""Files of the official register are read as they are published, and every line that is wrong is told."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from register_files import COLUMNS, a_land, a_record, a_table, an_entry, gv100ad, table_of

from data import settings as settings_module
from data.errors import UnreadableFile
from data.exchange.register_file import read_register
from data.model.people import CommuneKind
from data.model.register import RegisterFormat, RegisterProblemKind

GOOD = ["14999001", "Größlingen, Stadt", "Stadt", "Sachsen", "30000", "gering besiedelt"]


def told(data: bytes) -> list[tuple[int, str, str, str]]:
    return [(p.line, p.kind.value, p.found, p.expected) for p in read_register(data).problems]


def row_with(**changes: str) -> list[str]:
    return [changes.get(column, value) for column, value in zip(COLUMNS, GOOD, strict=True)]


def problems_of(**changes: str) -> list[tuple[int, str, str, str]]:
    return told(table_of([COLUMNS, row_with(**changes)]))


# GV100AD.


def test_gv100ad_gives_municipalities_and_districts_with_kind_land_and_inhabitants() -> None:
    file = read_register(gv100ad(*a_land()))
    assert [(e.ags, e.name, e.kind, e.kind_name, e.population) for e in file.entries] == [
        ("14998000", "Beispielstadt, Stadt", CommuneKind.INDEPENDENT_CITY, "Kreisfreie Stadt", 250_000),
        # 30,000 + 900 + 20,000 and 100 in an unincorporated area
        ("14999", "Beispielkreis", CommuneKind.DISTRICT, "Landkreis", 51_000),
        ("14999001", "Größlingen, Stadt", CommuneKind.MUNICIPALITY, "Stadt", 30_000),
        ("14999002", "Kleindorf", CommuneKind.MUNICIPALITY, "Gemeinde", 900),
        ("14999003", "Marktdorf, GKSt", CommuneKind.MUNICIPALITY, "Große Kreisstadt", 20_000),
    ]
    assert {(e.land, e.urbanisation) for e in file.entries} == {("Sachsen", "")}
    assert (file.file_format, file.borders_on, file.skipped) == (RegisterFormat.GV100AD, date(2024, 3, 31), 2)
    assert (file.problems, file.remarks) == ((), ())


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("Markt", CommuneKind.MUNICIPALITY),
        ("Stadtkreis", CommuneKind.INDEPENDENT_CITY),
    ],
)
def test_the_kind_of_a_municipality_is_kept_in_the_words_of_the_register(kind: str, expected: CommuneKind) -> None:
    (entry,) = read_register(gv100ad(a_record(60, "09999001", "Ort", kind, 5))).entries
    assert (entry.kind_name, entry.kind, entry.land) == (kind, expected, "Bayern")


@pytest.mark.parametrize("kind", ["Kreis", "Landkreis", "Regionalverband"])
def test_a_district_may_be_called_in_three_ways(kind: str) -> None:
    (entry,) = read_register(gv100ad(a_record(40, "10999", "Bezirk", kind))).entries
    assert (entry.kind_name, entry.kind, entry.district_ags) == (kind, CommuneKind.DISTRICT, "10999")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_umlauts_are_read_in_every_usual_encoding(encoding: str) -> None:
    names = [entry.name for entry in read_register(gv100ad(*a_land(), encoding=encoding)).entries]
    assert "Größlingen, Stadt" in names


def test_an_old_end_mark_and_empty_lines_do_no_harm() -> None:
    assert len(read_register(b"\n" + gv100ad(*a_land(), "") + b"\x1a").entries) == 5


def test_a_line_that_was_cut_off_is_told_and_the_others_are_read() -> None:
    records = a_land()
    records[7] = records[7][:140]
    file = read_register(gv100ad(*records))
    (problem,) = file.problems
    assert (problem.line, problem.kind) == (8, RegisterProblemKind.RECORD_UNREADABLE)
    assert problem.found.startswith("602024033114999001")
    assert "14999001" not in [entry.ags for entry in file.entries]


def test_a_record_that_the_format_does_not_know_is_told() -> None:
    assert [p[:2] for p in told(gv100ad(*a_land(), "70 etwas anderes"))] == [(13, "record_unreadable")]


def test_all_that_is_wrong_in_records_is_told_at_once() -> None:
    data = gv100ad(
        a_record(60, "1499900X", "Ort", "Gemeinde", 5),
        a_record(60, "99999001", "Ort", "Gemeinde", 5),
        a_record(60, "14999001", "", "Gemeinde", 5),
        a_record(60, "14999002", "Ort", "", 5),
        a_record(60, "14999003", "Ort", "Gemeinde", -5),
        a_record(60, "14999004", "Ort", "Gemeinde", 5),
        a_record(60, "14999004", "Ort", "Gemeinde", 6),
    )
    assert [(line, kind, found) for line, kind, found, _expected in told(data)] == [
        (1, "key_form", "1499900X"),
        (2, "key_form", "99999001"),
        (3, "name", ""),
        (4, "kind", "0"),
        (5, "population", "-5"),
        (7, "key_twice", "14999004"),
    ]


def test_two_editions_in_one_file_are_told_once() -> None:
    other = [a_record(60, f"1499800{n}", "Ort", "Gemeinde", 5, "20231231") for n in (1, 2)]
    assert told(gv100ad(*a_land(), *other)) == [(13, "other_day", "2023-12-31", "2024-03-31")]


@given(st.permutations(a_land()))
def test_the_order_of_the_records_changes_nothing(records: list[str]) -> None:
    assert read_register(gv100ad(*records)) == read_register(gv100ad(*a_land()))


# csv.


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_a_table_is_read_whatever_program_wrote_it(delimiter: str, encoding: str) -> None:
    entries = (an_entry("14999", name="Beispielkreis"), an_entry("14999001", name="Größlingen, Stadt"))
    file = read_register(a_table(entries, delimiter, encoding))
    assert file.entries == entries
    assert (file.file_format, file.borders_on, file.problems) == (RegisterFormat.CSV, None, ())


def test_columns_may_stand_in_any_order_with_others_between_and_german_headings() -> None:
    heading = ["Fläche", "Einwohner", "Bundesland", "Art", "Name", "AGS"]
    (entry,) = read_register(table_of([heading, ["7,5", "30000", "Sachsen", "Stadt", "Ort", "14999001"]])).entries
    assert (entry.ags, entry.name, entry.kind_name, entry.population, entry.urbanisation) == (
        *("14999001", "Ort", "Stadt", 30_000, ""),
    )


def test_columns_that_are_missing_are_named() -> None:
    assert told(table_of([["ags", "name"], ["14999001", "Ort"]])) == [
        (1, "columns_missing", "ags, name", "kind, land, population")
    ]


@pytest.mark.parametrize(
    ("own", "kind_name", "ags"),
    [("municipality", "Gemeinde", "14999001"), ("independent_city", "Kreisfreie Stadt", "14999000"),
     ("district", "Landkreis", "14999")],
)  # fmt: skip
def test_the_kinds_of_this_project_are_understood_too(own: str, kind_name: str, ags: str) -> None:
    (entry,) = read_register(table_of([COLUMNS, row_with(ags=ags, kind=own, urbanisation="")])).entries
    assert (entry.kind.value, entry.kind_name) == (own, kind_name)


@pytest.mark.parametrize(
    ("written", "read"), [("30000", 30_000), ("30.000", 30_000), ("1 484 226", 1_484_226), ("0", 0)]
)
def test_inhabitants_may_be_written_with_separators(written: str, read: int) -> None:
    (entry,) = read_register(table_of([COLUMNS, row_with(population=written)])).entries
    assert entry.population == read


def test_a_zero_that_a_spreadsheet_program_dropped_is_put_back_and_remarked() -> None:
    rows = [
        COLUMNS,
        row_with(ags="9999001", land="Bayern"),
        row_with(ags="9999", land="Bayern", kind="Landkreis", urbanisation=""),
    ]
    file = read_register(table_of(rows))
    assert [entry.ags for entry in file.entries] == ["09999", "09999001"]
    assert [(r.line, r.kind.value, r.found, r.expected) for r in file.remarks] == [
        (2, "zero_added", "9999001", "09999001"),
        (3, "zero_added", "9999", "09999"),
    ]
    assert file.problems == ()


def test_a_zero_is_not_put_before_a_key_of_another_land() -> None:
    # 1499900 would become 01499900, which lies in Schleswig-Holstein.
    assert problems_of(ags="1499900") == [(2, "key_and_land", "Sachsen", "01499900: Schleswig-Holstein")]


@pytest.mark.parametrize(
    ("changes", "kind", "found"),
    [
        ({"ags": "1.4999E+07"}, "key_form", "1.4999E+07"),
        ({"ags": ""}, "key_form", ""),
        ({"ags": "149990012"}, "key_form", "149990012"),
        ({"ags": "77999001"}, "key_form", "77999001"),
        ({"ags": "14999"}, "key_and_kind", "14999"),
        ({"name": ""}, "name", ""),
        ({"name": "x" * 201}, "name", "x" * 80 + " …"),
        ({"kind": "Dorf"}, "kind", "Dorf"),
        ({"land": "Tirol"}, "land", "Tirol"),
        ({"land": "Hessen"}, "key_and_land", "Hessen"),
        ({"population": "viele"}, "population", "viele"),
        ({"population": "-1"}, "population", "-1"),
        ({"population": "1234,5"}, "population", "1234,5"),
        ({"population": "12.34"}, "population", "12.34"),
        ({"urbanisation": "städtisch"}, "urbanisation", "städtisch"),
    ],
)
def test_what_is_wrong_in_a_line_is_told_with_what_was_found(changes: dict[str, str], kind: str, found: str) -> None:
    (problem,) = problems_of(**changes)
    assert problem[:3] == (2, kind, found)


def test_a_district_has_no_degree_of_urbanisation() -> None:
    (problem,) = problems_of(ags="14999", kind="Landkreis")
    assert problem == (2, "urbanisation", "gering besiedelt", "")


def test_all_problems_of_a_table_are_told_and_the_good_lines_are_kept() -> None:
    file = read_register(table_of([COLUMNS, row_with(kind="Dorf", land="Tirol"), GOOD, [], GOOD]))
    assert [(p.line, p.kind.value) for p in file.problems] == [(2, "kind"), (2, "land"), (5, "key_twice")]
    assert [entry.ags for entry in file.entries] == ["14999001"]


@given(st.permutations([an_entry(f"1499900{n}", population=n) for n in range(6)]))
def test_the_order_of_the_lines_changes_nothing(entries: list[object]) -> None:
    assert [e.population for e in read_register(a_table(entries)).entries] == list(range(6))  # type: ignore[arg-type]


# What is no register file at all.


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "register_file_empty"),
        (b" \r\n\r\n", "register_file_empty"),
        (b"PK\x03\x04rest of an archive", "register_file_packed"),
        (b"%PDF-1.7\x00\x01", "register_file_unknown"),
        (
            b'ags,name,kind,land,population\n"' + b"x" * 200_000,
            "register_file_unknown",
        ),  # a quotation mark that nobody closed
        (b"\n" * 100_001 + b"x", "register_file_too_large"),
    ],
)
def test_what_is_no_register_file_is_refused_in_one_sentence(data: bytes, code: str, settings: object) -> None:
    with pytest.raises(UnreadableFile) as refused:
        read_register(data)
    assert refused.value.code == code


def test_a_file_is_never_larger_than_an_upload_may_be(settings: pytest.MonkeyPatch) -> None:
    settings.setenv("KOMPASS_MAX_UPLOAD_MB", "1")
    settings_module.settings.cache_clear()
    with pytest.raises(UnreadableFile, match="register_file_too_large"):
        read_register(b"x" * 1_000_001)


@given(st.binary(max_size=400))
def test_whatever_a_file_holds_it_is_read_or_refused(data: bytes) -> None:
    try:
        read_register(data)
    except UnreadableFile as refused:
        assert refused.code.startswith("register_file_")
