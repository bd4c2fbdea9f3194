"""Catalogues of one's own for tests: the newest shipped one under another name, and files of it to be changed."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from answer_files import csv_of

from data.content import catalogues as content
from data.exchange import catalogue_file, catalogue_template
from data.model.catalogue import Catalogue, CatalogueMapping, Question, QuestionMapping
from data.model.catalogue_versions import CatalogueContent, CatalogueFormat, UploadedCatalogue
from data.model.people import Person
from data.services import catalogues

NEWEST = "2021-07"
OWN = "2021-07-eigen"
DEFAULTS = {language: content.catalogue(NEWEST, language) for language in ("de", "en")}
Rows = list[list[Any]]


def with_texts(catalogue: Catalogue, **texts: str) -> Catalogue:
    """The catalogue with other words for some questions, by id with an underscore: MS_01."""

    def changed(question: Question) -> Question:
        return replace(question, text=texts.get(question.id.replace("-", "_"), question.text))

    fields = tuple(
        replace(
            field,
            criteria=tuple(
                replace(criterion, questions=tuple(map(changed, criterion.questions))) for criterion in field.criteria
            ),
        )
        for field in catalogue.fields
    )
    return replace(catalogue, fields=fields)


def an_own_content(version: str = OWN, **kinds: str) -> CatalogueContent:
    """The newest shipped catalogue as one's own, mapped as equal but for the questions given by id, MS_01="changed"."""
    german, english = (replace(DEFAULTS[language], version=version) for language in ("de", "en"))
    entries = (QuestionMapping(key, key, kinds.get(key.replace("-", "_"), "equal")) for key in german.places)
    mapping = CatalogueMapping(NEWEST, version, tuple(entries))
    return CatalogueContent(german, {"en": english}, mapping, "Quelle", "Recht")


def a_file(held: CatalogueContent | None = None, file_format: CatalogueFormat = CatalogueFormat.XLSX) -> bytes:
    """A catalogue as a file."""
    return catalogue_template.write(held or an_own_content(), file_format)


def rows_of(held: CatalogueContent | None = None) -> Rows:
    """All tables below each other, as in a csv file, to be changed and written with `csv_of`."""
    return list(csv.reader(io.StringIO(a_file(held, CatalogueFormat.CSV).decode("utf-8-sig")), delimiter=";"))


def row_with(rows: Rows, first: str) -> list[Any]:
    """The first row that begins with a text."""
    return next(row for row in rows if row and row[0] == first)


def read(
    data: bytes | Rows, file_name: str = "katalog", known: Sequence[str] = ("2021-07", "2021-03")
) -> UploadedCatalogue:
    """What the reader understands."""
    return catalogue_file.read(data if isinstance(data, bytes) else csv_of(data), file_name, DEFAULTS, known)


def loaded(held: CatalogueContent | None = None, by: Person | None = None) -> str:
    """A draft in the database; gives back its fingerprint."""
    held = held or an_own_content()
    assert catalogues.upload_draft(by, a_file(held), "katalog.xlsx").problems == ()
    return catalogues.draft(by, held.catalogue.version).about.fingerprint


def released(held: CatalogueContent | None = None) -> str:
    """A released version in the database; gives back its name."""
    held = held or an_own_content()
    return catalogues.release(None, held.catalogue.version, loaded(held), may_be_used=True).version
