"""A file with measures: what it says, what taking it over would do, and what that did."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from data.model.answer_import import CellPosition, ChangeKind, note_text
from data.model.plan import Measure

Value = str | int | date | None


class MeasureColumn(StrEnum):
    """A column of the list. Parts of a measure have the names of its attributes."""

    ID = "id"
    PRIORITY = "priority_id"
    TITLE = "title"
    DESCRIPTION = "description"
    RESPONSIBLE_UNIT = "responsible_unit"
    PARTICIPANTS = "participants"
    BEGINS_ON = "begins_on"
    DUE_ON = "due_on"
    BUDGET = "budget_euro"
    STAFF_DAYS = "staff_days"
    INDICATOR = "indicator"
    STATUS = "status"
    REASON = "reason"
    DECISION = "decision"
    NEXT_REVIEW = "next_review_on"
    AGS = "ags"
    BASE = "base"


class MeasureProblemKind(StrEnum):
    """What is wrong with a cell or a row. `components/plan/measures_file_words.py` has a sentence for each."""

    UNKNOWN_ID = "unknown_id"
    ID_TWICE = "id_twice"
    TITLE_TWICE = "title_twice"
    TITLE_MISSING = "title_missing"
    UNKNOWN_PRIORITY = "unknown_priority"
    UNKNOWN_STATUS = "unknown_status"
    NO_DAY = "no_day"
    NO_NUMBER = "no_number"
    FORMULA_WITHOUT_VALUE = "formula_without_value"
    STEP_IMPOSSIBLE = "step_impossible"
    REASON_MISSING = "reason_missing"
    IMPOSSIBLE = "impossible"


@dataclass(frozen=True)
class MeasureProblem:
    """One thing to mend: where it is, what was found, what is expected there. It keeps its row out of the import.

    Of IMPOSSIBLE, `code` names the rule that is broken and `details` fill its sentence. `suggestion` is what was
    probably meant; it is never taken over by itself.
    """

    position: CellPosition
    kind: MeasureProblemKind
    found: str
    expected: tuple[str, ...] = ()
    suggestion: str = ""
    code: str = ""
    details: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class MeasureRow:
    """One row that could be read.

    `values` holds the parts (and `status`) that the file has a column for; the others are not told, which is not
    "empty". `base` holds the same as it was when the file was made; None where the file does not tell. `reason` is the
    sentence that somebody wrote since then. `columns` tells the letter of each column.
    """

    position: CellPosition
    measure_id: int | None
    values: Mapping[str, Value]
    base: Mapping[str, Value] | None
    reason: str
    columns: Mapping[str, str]

    @property
    def key(self) -> str:
        """What this row is known by in a preview."""
        return f"{self.position.sheet}:{self.position.row}"

    def cell(self, column: str) -> CellPosition:
        """Where a column of this row stands."""
        return CellPosition(self.position.sheet, self.position.row, self.columns.get(column))


@dataclass(frozen=True)
class UploadedMeasures:
    """A file as read: the readable rows and all problems. `sha256` is the fingerprint of the file.

    `ids` are the numbers that it names, those of rows with a problem too.
    """

    file_name: str
    rows: tuple[MeasureRow, ...]
    problems: tuple[MeasureProblem, ...]
    sha256: str
    ids: frozenset[int] = frozenset()


@dataclass(frozen=True)
class PartChange:
    """What a row does to one part, all as texts: what is stored, what the file says.

    `is_contested`: the part was changed after the file was made as well, or the file does not tell when it was made.
    `is_emptied`: something is stored and the file has an empty cell.
    """

    part: str
    stored: str
    wished: str
    is_contested: bool = False
    is_emptied: bool = False


@dataclass(frozen=True)
class MeasureChange:
    """One row in the preview. `stored` is None for a new measure, which is `new` then.

    `hindrance` tells why the contested parts cannot be taken from the file as it is; None where they can.
    """

    key: str
    kind: ChangeKind
    title: str
    position: CellPosition
    stored: Measure | None
    parts: tuple[PartChange, ...]
    new: Measure | None = None
    reason: str = ""
    hindrance: MeasureProblem | None = None

    @property
    def contested(self) -> tuple[PartChange, ...]:
        """The parts about which a person decides."""
        return tuple(part for part in self.parts if part.is_contested)

    @property
    def emptied(self) -> tuple[PartChange, ...]:
        """The parts that go only if the person says so."""
        return tuple(part for part in self.parts if part.is_emptied and not part.is_contested)

    @property
    def plain(self) -> tuple[PartChange, ...]:
        """The parts that change without any further question."""
        return tuple(part for part in self.parts if not part.is_contested and not part.is_emptied)

    @property
    def stored_revision(self) -> int:
        """The revision of the stored measure; 0 for a new one."""
        return self.stored.revision if self.stored else 0


@dataclass(frozen=True)
class MeasuresPreview:
    """Everything that taking over a file would do, row by row. `not_in_file` counts measures without one: they stay."""

    changes: tuple[MeasureChange, ...]
    problems: tuple[MeasureProblem, ...]
    not_in_file: int = 0

    def of_kind(self, kind: ChangeKind) -> tuple[MeasureChange, ...]:
        """The changes of one kind."""
        return tuple(change for change in self.changes if change.kind is kind)


class Decision(StrEnum):
    """What shall become of the contested parts of a row."""

    KEEP = "keep"
    TAKE = "take"
    LATER = "later"


@dataclass(frozen=True)
class MeasuresChoice:
    """What a person takes over: keys of rows, decisions about conflicts by key, and whether emptied parts go too.

    `revisions` are the stored revisions by key that the person saw.
    """

    keys: frozenset[str]
    decisions: Mapping[str, Decision]
    revisions: Mapping[str, int]
    clear_empty: bool = False


@dataclass(frozen=True)
class MeasuresReceipt:
    """What was stored: how many measures are new or changed, and in how many a wish of the file waits to be settled.

    A wished state is no value that waits: it is told in the story, and counts here when it is.

    On undo: `removed` new ones are gone, `changed` have their earlier values again, and `kept` names by title those
    that stay as they are, because somebody changed them since.
    """

    new: int = 0
    changed: int = 0
    waiting: int = 0
    removed: int = 0
    kept: tuple[str, ...] = ()


@dataclass(frozen=True)
class ImportedPart:
    """What an import did to one part of a measure, as texts; `part` is empty where it added the measure.

    Of a measure that was added, `after` is the revision that it had then.
    """

    measure_id: int
    part: str
    before: str
    after: str


@dataclass(frozen=True)
class MeasureImport:
    """A file that was taken over: what it did, when (UTC) and by whom."""

    id: int
    file_name: str
    done: tuple[ImportedPart, ...]
    imported_at: datetime
    imported_by: str

    @property
    def measures(self) -> int:
        """How many measures it added or changed."""
        return len({each.measure_id for each in self.done})


def written(part: str, value: Value) -> Value:
    """A value as a file can carry it: texts without control characters, short ones on one line."""
    if not isinstance(value, str):
        return value
    return note_text(value) if part == MeasureColumn.DESCRIPTION else " ".join(note_text(value).split())
