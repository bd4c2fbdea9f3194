"""Catalogue files: what is written is read again, office programs may save it, and all problems are told at once."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
import yaml
from answer_files import csv_of, saved_by_office, xlsx_of
from catalogue_files import NEWEST, OWN, a_file, an_own_content, read, row_with, rows_of

from data.errors import UnreadableFile
from data.exchange import catalogue_template, catalogue_yaml
from data.model.answer_import import CellPosition
from data.model.catalogue import QuestionMapping
from data.model.catalogue_versions import CatalogueContent, CatalogueFileProblem, CatalogueFormat, FileProblemKind

SMALL = """
version: 2030-01-eigen
title: Ein kleiner Katalog
source: Selbst geschrieben
fields:
  - key: feld
    title: {de: Feld, en: Field}
    criteria:
      - key: kriterium
        title: Kriterium
        questions:
          - {id: AA-01, question: {de: Gibt es das?, en: Is there that?}, may_not_apply: false}
          - {id: AA-02, question: Gibt es jenes?}
"""


def problems_of(data: bytes | list[list[str]], file_name: str = "katalog") -> list[tuple[FileProblemKind, str, str]]:
    """Kind, found and expected of every problem."""
    uploaded = read(data, file_name)
    assert uploaded.content is None
    return [(problem.kind, problem.found, problem.expected) for problem in uploaded.problems]


# What is written is read again.


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("file_format", CatalogueFormat)
def test_a_catalogue_as_written_is_read_as_it_was(file_format: CatalogueFormat, language: str) -> None:
    held = an_own_content(MS_01="changed")
    uploaded = read(catalogue_template.write(held, file_format, language))
    assert uploaded.problems == ()
    assert uploaded.content == held


@pytest.mark.parametrize("file_format", CatalogueFormat)
def test_the_same_contents_always_give_the_same_bytes(file_format: CatalogueFormat) -> None:
    assert a_file(file_format=file_format) == a_file(file_format=file_format)


@pytest.mark.parametrize("file_format", CatalogueFormat)
def test_a_catalogue_without_translation_and_mapping_has_none_afterwards(file_format: CatalogueFormat) -> None:
    held = CatalogueContent(an_own_content().catalogue, source="Quelle")
    assert read(a_file(held, file_format)).content == held


@pytest.mark.parametrize("saved_as", ["xlsx", "ods", "xls"])
def test_the_workbook_survives_the_office_program(saved_as: str, tmp_path: Path) -> None:
    assert read(saved_by_office(a_file(), "xlsx", saved_as, tmp_path)).content == an_own_content()


@pytest.mark.parametrize("saved_as", ["csv", "xlsx", "ods"])
def test_the_csv_file_survives_the_office_program(saved_as: str, tmp_path: Path) -> None:
    data = a_file(file_format=CatalogueFormat.CSV)
    assert read(saved_by_office(data, "csv", saved_as, tmp_path)).content == an_own_content()


def test_the_workbook_explains_itself_and_keeps_versions_from_becoming_dates() -> None:
    book = openpyxl.load_workbook(io.BytesIO(a_file()))
    assert book.sheetnames == [
        "Anleitung",
        "Fassung",
        "Handlungsfelder und Kriterien",
        "Fragen",
        "Skala",
        "Stufen",
        "Zuordnung",
    ]
    version = book["Fassung"]["B2"]
    assert (version.value, version.number_format) == (OWN, "@")
    assert book["Fragen"].freeze_panes == "B2"
    assert "2021-07-original" in book["Anleitung"]["A4"].value


def test_yaml_has_the_structure_of_the_shipped_files() -> None:
    told = yaml.safe_load(a_file(file_format=CatalogueFormat.YAML))
    shipped = yaml.safe_load(Path(f"data/content/catalogues/{NEWEST}/catalogue.yaml").read_text(encoding="utf-8"))
    assert told["fields"] == shipped["fields"]
    assert told["bands"][1]["label"] == shipped["bands"][1]["label"]
    assert list(told["questions"][0]) == ["id", "criterion", "question", "suggestion", "help", "may_not_apply"]
    assert told["mapping"]["questions"][0] == {"from_id": "MS-01", "to_id": "MS-01", "kind": "equal"}


# What people may leave out or write in another way.


def test_scale_and_bands_are_the_shipped_ones_where_a_file_has_none() -> None:
    held = read(SMALL.encode()).content
    assert held is not None
    assert held.catalogue.scale == an_own_content().catalogue.scale
    assert held.translations["en"].bands == an_own_content().translations["en"].bands
    assert held.mapping is None


def test_questions_may_stand_in_their_criterion_and_lack_everything_but_id_and_text() -> None:
    held = read(SMALL.encode()).content
    assert held is not None
    first, second = held.catalogue.questions
    assert (first.text, first.may_not_apply) == ("Gibt es das?", False)
    assert (second.suggestion, second.help, second.may_not_apply) == ("", "", True)
    # What has no English text of its own is shown in German.
    assert [question.text for question in held.translations["en"].questions] == ["Is there that?", "Gibt es jenes?"]
    assert held.catalogue.fields[0].short_title == "Feld"


def test_a_field_is_named_once_and_a_criterion_by_its_title() -> None:
    tables = [
        [["Angabe", "Wert"], ["Fassung", "2030-01-eigen"], ["Titel", "Klein"], ["Quelle des Wortlauts", "Wir"]],
        [
            ["Handlungsfeld (Schlüssel)", "Handlungsfeld", "Kriterium (Schlüssel)", "Kriterium"],
            ["feld", "Feld", "erstes", "Das Erste"],
            ["", "", "zweites", "Das Zweite"],
        ],
        [["Nr.", "Kriterium", "Frage"], ["AA-01", "Das Erste", "Gibt es  das? "], ["AA-02", "zweites", "Und das?"]],
    ]
    held = read(xlsx_of(*tables, names=("Blatt 1", "Blatt 2", "Blatt 3"))).content
    assert held is not None
    (field,) = held.catalogue.fields
    assert [(c.key, c.title, [q.text for q in c.questions]) for c in field.criteria] == [
        ("erstes", "Das Erste", ["Gibt es das?"]),
        ("zweites", "Das Zweite", ["Und das?"]),
    ]


@pytest.mark.parametrize(
    ("written", "kind"), [("gleich", "equal"), ("Geändert", "changed"), ("split", "split"), ("entfallen", "dropped")]
)
def test_the_kinds_of_a_mapping_are_german_or_english_words(written: str, kind: str) -> None:
    rows = rows_of()
    rows[-2][2] = written
    held = read(rows).content
    assert held is not None and held.mapping is not None
    assert held.mapping.entries[-1] == QuestionMapping("KK-15", "KK-15", kind)


# What is told, and where.


def test_a_problem_names_sheet_row_column_what_was_found_and_what_is_expected() -> None:
    book = openpyxl.load_workbook(io.BytesIO(a_file()))
    book["Zuordnung"]["C3"] = "ähnlich"
    file = io.BytesIO()
    book.save(file)
    assert read(file.getvalue()).problems == (
        CatalogueFileProblem(
            CellPosition("Zuordnung", 3, "C"),
            FileProblemKind.UNKNOWN_VALUE,
            "ähnlich",
            "gleich, geändert, geteilt, zusammengeführt, neu, entfallen",
        ),
    )


def test_all_problems_of_a_file_are_told_at_once() -> None:
    rows = rows_of()
    row_with(rows, "Titel")[1] = ""
    row_with(rows, "Zuordnung von Fassung")[1] = "1999-01"
    row_with(rows, "MS-01")[1] = "gibt_es_nicht"
    row_with(rows, "MS-02")[5] = "vielleicht"
    row_with(rows, "MS-03")[0] = ""
    row_with(rows, "4")[0] = "5"
    row_with(rows, "start")[1] = "null"
    kind = FileProblemKind
    assert sorted(problems_of(rows)) == sorted(
        [
            (kind.MISSING_VALUE, "", "Titel"),
            (kind.UNKNOWN_VERSION, "1999-01", "2021-07, 2021-03"),
            (kind.UNKNOWN_CRITERION, "gibt_es_nicht", first_criteria()),
            (kind.UNKNOWN_VALUE, "vielleicht", "ja, nein"),
            (kind.MISSING_VALUE, "", "MS-01"),
            (kind.UNKNOWN_VALUE, "5", "0 … 4"),
            (kind.UNKNOWN_VALUE, "null", "0 … 100"),
        ]
    )


def first_criteria() -> str:
    """The first four keys of criteria, as a problem tells them."""
    keys = [criterion.key for criterion in an_own_content().catalogue.criteria]
    return ", ".join(keys[:4]) + " …"


def test_a_file_without_its_tables_says_which_are_missing() -> None:
    kind = FileProblemKind.MISSING_TABLE
    assert problems_of([["Nr.", "Frage"], ["AA-01", "Gibt es das?"]]) == [
        (kind, "", "about"),
        (kind, "", "fields"),
        (FileProblemKind.MISSING_COLUMN, "", "Kriterium (Schlüssel)"),
    ]


def test_a_table_that_stands_there_twice_is_told_with_both_places() -> None:
    scale = [["Punkte", "Antwort"], ["0", "nein"]]
    uploaded = read(xlsx_of(scale, scale, names=("Eins", "Zwei")))
    twice = [problem for problem in uploaded.problems if problem.kind is FileProblemKind.SECOND_TABLE]
    assert [(problem.position, problem.found, problem.expected) for problem in twice] == [
        (CellPosition("Zwei", 1), "scale", "Eins")
    ]


def test_a_field_with_two_titles_is_told() -> None:
    rows = rows_of()
    fields = [row for row in rows if row and row[0] == "management_steuerung"]
    fields[1][1] = "Anders"
    ((kind, found, expected),) = problems_of(rows)
    assert (kind, found) == (FileProblemKind.CONTRADICTION, "Anders")
    assert expected.startswith("B")


def test_a_formula_without_a_value_is_told() -> None:
    rows = [["Angabe", "Wert"], ["Fassung", "=A1"], ["Titel", "Klein"]]
    found = [
        problem for problem in read(xlsx_of(rows)).problems if problem.kind is FileProblemKind.FORMULA_WITHOUT_VALUE
    ]
    assert [(problem.position.row, problem.position.column, problem.found) for problem in found] == [(2, "B", "=A1")]


def test_a_text_that_nobody_could_read_is_told() -> None:
    rows = rows_of()
    row_with(rows, "MS-01")[2] = "x" * 2_000
    assert read(rows).problems == ()
    row_with(rows, "MS-01")[2] = "x" * 2_001
    assert problems_of(rows) == [(FileProblemKind.TEXT_TOO_LONG, "2001", "2000")]


def test_texts_that_look_like_formulas_stay_texts() -> None:
    held = replace(an_own_content(), source="=1+1")
    for file_format in (CatalogueFormat.CSV, CatalogueFormat.XLSX):
        again = read(a_file(held, file_format)).content
        assert again is not None and again.source == "=1+1"
    assert b"'=1+1" in a_file(held, CatalogueFormat.CSV)


# YAML from strangers.


def test_yaml_problems_name_part_line_and_key() -> None:
    wrong = SMALL.replace("may_not_apply: false", "may_not_apply: [1]").replace(
        "title: Kriterium", "title: {fr: Critère}"
    )
    positions = [(p.kind, p.position) for p in read(wrong.encode()).problems]
    assert (FileProblemKind.WRONG_SHAPE, CellPosition("questions", 12, "may_not_apply")) in positions
    assert (FileProblemKind.WRONG_SHAPE, CellPosition("criteria", 10, "fr")) in positions


@pytest.mark.parametrize(
    "text",
    [
        "version: &a x\ntitle: *a\n",
        "version: x\nfields: " + "[" * 13 + "]" * 13,
        "version: x\nquestions: [" + "1," * 100_001 + "]",
    ],
    ids=["alias", "deep", "many"],
)
def test_yaml_that_repeats_nests_or_swells_is_refused_before_it_is_built(text: str) -> None:
    with pytest.raises(UnreadableFile, match="yaml_too_complex"):
        read(text.encode())


@pytest.mark.parametrize("data", [b"version: [1", b"version: \xff", b"version: x\n\t- y"], ids=["open", "bytes", "tab"])
def test_what_is_no_yaml_is_refused_with_its_line(data: bytes) -> None:
    with pytest.raises(UnreadableFile, match=r"yaml_not_readable .line="):
        read(data)


def test_a_large_yaml_file_is_refused() -> None:
    with pytest.raises(UnreadableFile, match=r"file_too_large .most_mb=1."):
        read(b"version: x\n" + b"#" * catalogue_yaml.MOST_BYTES)


def test_yaml_makes_no_objects() -> None:
    told = problems_of(b"version: !!python/object/apply:os.system [true]\ntitle: x\n")
    assert (FileProblemKind.WRONG_SHAPE, "version", "text") in told


def test_a_list_is_no_catalogue() -> None:
    with pytest.raises(UnreadableFile, match="yaml_not_readable"):
        read(b"- a\n- b\n", "katalog.yaml")


def test_a_workbook_is_read_as_one_whatever_it_contains() -> None:
    with pytest.raises(UnreadableFile, match="not_a_spreadsheet"):
        read(b"%PDF-1.7")
    assert read(csv_of(rows_of(), delimiter="\t")).content == an_own_content()
