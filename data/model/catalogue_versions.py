"""Versions of the catalogue that were loaded into an installation: content, state, and what a file of one says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from data.model.answer_import import CellPosition
from data.model.catalogue import Catalogue, CatalogueMapping, CatalogueProblem, CheckLevel

LONGEST_VERSION = 20


class CatalogueStatus(StrEnum):
    """SHIPPED comes with the program, a DRAFT may be replaced or discarded, RELEASED stays as it is for ever."""

    SHIPPED = "shipped"
    DRAFT = "draft"
    RELEASED = "released"


class CatalogueFormat(StrEnum):
    """The formats in which a catalogue is written; the value is the file name extension."""

    XLSX = "xlsx"
    CSV = "csv"
    YAML = "yaml"


@dataclass(frozen=True)
class CatalogueContent:
    """Everything that a version holds: German, translations by language, the mapping from an earlier version.

    `source` says where the wording comes from, `right_of_use` why it may be used here.
    """

    catalogue: Catalogue
    translations: Mapping[str, Catalogue] = field(default_factory=dict)
    mapping: CatalogueMapping | None = None
    source: str = ""
    right_of_use: str = ""


@dataclass(frozen=True)
class CatalogueVersion:
    """A version as it stands in the list. Moments are UTC; names are empty for the operator's command line."""

    version: str
    title: str
    status: CatalogueStatus
    questions: int
    source: str = ""
    right_of_use: str = ""
    fingerprint: str = ""
    uploaded_at: datetime | None = None
    uploaded_by: str = ""
    released_at: datetime | None = None
    released_by: str = ""


@dataclass(frozen=True)
class CatalogueDraft:
    """A draft with what its checks found. `fingerprint` names exactly this content when it is released."""

    about: CatalogueVersion
    content: CatalogueContent
    problems: tuple[CatalogueProblem, ...]

    @property
    def errors(self) -> tuple[CatalogueProblem, ...]:
        """What keeps the draft from being released."""
        return tuple(problem for problem in self.problems if problem.level is CheckLevel.ERROR)

    @property
    def notes(self) -> tuple[CatalogueProblem, ...]:
        """What is worth a look."""
        return tuple(problem for problem in self.problems if problem.level is CheckLevel.NOTE)


class FileProblemKind(StrEnum):
    """What is wrong in a catalogue file. `components/catalogue_texts.py` has a sentence for each."""

    MISSING_TABLE = "missing_table"
    SECOND_TABLE = "second_table"
    MISSING_COLUMN = "missing_column"
    MISSING_VALUE = "missing_value"
    UNKNOWN_VALUE = "unknown_value"
    UNKNOWN_CRITERION = "unknown_criterion"
    UNKNOWN_VERSION = "unknown_version"
    CONTRADICTION = "contradiction"
    FORMULA_WITHOUT_VALUE = "formula_without_value"
    TEXT_TOO_LONG = "text_too_long"
    WRONG_SHAPE = "wrong_shape"


@dataclass(frozen=True)
class CatalogueFileProblem:
    """One thing to mend in a file: where it is, what was found, what is expected there, in the words of the file.

    In a YAML file the sheet is the part of the file, the row its line and the column the key.
    """

    position: CellPosition
    kind: FileProblemKind
    found: str
    expected: str


@dataclass(frozen=True)
class UploadedCatalogue:
    """A catalogue file as read: its content, or None with all problems that keep it from being one."""

    content: CatalogueContent | None
    problems: tuple[CatalogueFileProblem, ...] = ()
