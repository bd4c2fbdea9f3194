"""What an uploaded answer sheet holds and what taking it over would do."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from data.model.self_check import Answer, Part, StoredAnswer

LONGEST_NOTE = 10_000
"""Most characters of one remark, evidence or responsible unit; a cell of an office program holds 32,767."""


class FileFormat(StrEnum):
    """The formats in which the answer workbook is written; the value is the file name extension."""

    XLSX = "xlsx"
    ODS = "ods"
    CSV = "csv"


class Note(StrEnum):
    """The notes beside a reply; each value is the name of the attribute of `Answer`."""

    REMARK = "remark"
    EVIDENCE = "evidence"
    RESPONSIBLE_UNIT = "responsible_unit"


ALL_NOTES = frozenset(Note)

_NOT_IN_FILES = re.compile("[^\n\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def note_text(text: str) -> str:
    """A note as every file format can carry it: plain line ends, no tabs or control characters, no blanks around."""
    return _NOT_IN_FILES.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")).strip()


@dataclass(frozen=True)
class CellPosition:
    """A place in a file: the sheet's name, the row as the office program numbers it, the column as a letter."""

    sheet: str
    row: int | None = None
    column: str | None = None


class ProblemKind(StrEnum):
    """What is wrong with a cell, a row or a file. `components/texts.py` has a sentence for each."""

    UNKNOWN_ANSWER = "unknown_answer"
    SEVERAL_TICKS = "several_ticks"
    UNKNOWN_QUESTION = "unknown_question"
    QUESTION_OF_OTHER_VERSION = "question_of_other_version"
    CONTRADICTING_ROWS = "contradicting_rows"
    NOT_APPLICABLE_NOT_ALLOWED = "not_applicable_not_allowed"
    NOT_APPLICABLE_WITHOUT_REASON = "not_applicable_without_reason"
    FORMULA_WITHOUT_VALUE = "formula_without_value"
    TEXT_TOO_LONG = "text_too_long"
    MISSING_ID = "missing_id"
    ID_AND_TEXT_DISAGREE = "id_and_text_disagree"
    FILE_OF_OTHER_ROUND = "file_of_other_round"
    QUESTION_NOT_ASSIGNED = "question_not_assigned"


@dataclass(frozen=True)
class ImportProblem:
    """One thing to mend: where it is, what was found, what is expected there, in the words of the file.

    `blocking` problems keep their row out of the import; the others are notes. `suggestion` is what was probably
    meant; it is never taken over by itself. `also` is the second row where two rows contradict each other.
    """

    position: CellPosition
    kind: ProblemKind
    found: str
    expected: str
    question_id: str | None = None
    blocking: bool = True
    suggestion: str = ""
    also: CellPosition | None = None


@dataclass(frozen=True)
class SheetRow:
    """One row that could be read: the answer, where it stands, and the revision it was based on (None: not told).

    `notes` names the notes that the row's table has a column for; the others are not told, which is not "empty".
    """

    answer: Answer
    position: CellPosition
    based_on: int | None = None
    notes: frozenset[Note] = ALL_NOTES


@dataclass(frozen=True)
class UploadedSheet:
    """An answer file as read: its own statements about itself, the readable rows and all problems.

    `catalogue_version` is what the file says, else what its question ids say, else the newest. Each question stands
    in `rows` at most once, with an answer that may be empty. `sha256` is the fingerprint of the file. `is_part`: the
    file says of itself that it holds the questions of one department or one person only.
    """

    file_name: str
    catalogue_version: str
    commune_ags: str | None
    self_check_id: int | None
    rows: tuple[SheetRow, ...]
    problems: tuple[ImportProblem, ...] = ()
    sha256: str = ""
    is_part: bool = False


@dataclass(frozen=True)
class Uploader:
    """Who brings a file: the account (None: the operator's command line) and the ids of the questions in reach.

    `reach` None: all of them. Who has a reach decides over own answers only, never over newer ones of somebody else.
    """

    account_id: int | None = None
    reach: frozenset[str] | None = None

    def reaches(self, question_id: str) -> bool:
        """Whether the question is this person's to answer."""
        return self.reach is None or question_id in self.reach


OPERATOR = Uploader()
"""The operator's command line."""


class ChangeKind(StrEnum):
    """What a row would do to the stored sheet; OPEN: nothing here and nothing stored."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    CONFLICT = "conflict"
    CLEARED = "cleared"
    OPEN = "open"


@dataclass(frozen=True)
class ImportChange:
    """One question in the preview: what is stored (with its revision), what the file says, and what follows.

    CONFLICT: the answer was changed after the file was made, or is somebody else's and the file does not tell what it
    was made from; and the file says something else. `may_take`: who uploads may decide for the file.
    CLEARED: the file has an empty cell where an answer is stored; taken over only if the person says so.
    NEW, CHANGED: `emptied` are the stored notes that the file has emptied beside what it says; `proposed` keeps them.
    `parts` are the parts in which `proposed` differs from what is stored, `based_on` is the revision that the file was
    made from (None: not told).
    """

    question_id: str
    kind: ChangeKind
    stored: StoredAnswer | None
    proposed: Answer
    position: CellPosition | None = None
    emptied: frozenset[Note] = frozenset()
    parts: frozenset[Part] = frozenset()
    based_on: int | None = None
    may_take: bool = True

    @property
    def without_emptied(self) -> Answer:
        """The proposed answer without the notes that the file has emptied."""
        return replace(self.proposed, **dict.fromkeys(self.emptied, ""))  # type: ignore[arg-type] # all are texts

    @property
    def stored_revision(self) -> int:
        """The revision this change is based on; 0 when nothing is stored."""
        return self.stored.revision if self.stored else 0


@dataclass(frozen=True)
class ImportPreview:
    """Everything that taking over a file would do, question by question in catalogue order.

    `not_in_file` lists the questions without a row, as far as they are for who uploads; they stay as they are. A file
    that is a part of a self-check misses none.
    """

    changes: tuple[ImportChange, ...]
    problems: tuple[ImportProblem, ...] = ()
    not_in_file: tuple[str, ...] = ()

    def of_kind(self, kind: ChangeKind) -> tuple[ImportChange, ...]:
        """The changes of one kind."""
        return tuple(change for change in self.changes if change.kind is kind)


@dataclass(frozen=True)
class ImportReceipt:
    """What was stored: the import's id (None: nothing to store), and how many answers were new, changed or cleared.

    `proposed` answers wait beside the stored ones to be settled. On undo: `changed` went back to an earlier answer,
    `cleared` back to open, `withdrawn` proposals wait no longer, and `kept` lists the question ids that stay as they
    are, because they were changed since the import or are no longer this person's to answer.
    """

    import_id: int | None
    new: int = 0
    changed: int = 0
    cleared: int = 0
    kept: tuple[str, ...] = ()
    proposed: int = 0
    withdrawn: int = 0


@dataclass(frozen=True)
class AnswerImport:
    """A file that was taken over: how many answers it changed, when (UTC) and by whom.

    `imported_by_id` is the account (None: the operator's command line). `waiting` counts what it proposed and nobody
    settled yet.
    """

    id: int
    file_name: str
    answers: int
    imported_at: datetime
    imported_by: str
    imported_by_id: int | None = None
    waiting: int = 0
