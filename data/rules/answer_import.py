"""What an uploaded answer sheet would change: a comparison of three states, never of two.

The base is the stored answer as it was when the file was made. Where the file still says what the base said, nobody
changed it in the file, and a newer answer of a colleague stays; each part of an answer for itself, as on the screen.
Where both changed the same part, a person decides. Where the base is not told, the file is only what its uploader says
now: over an own answer that is a change, over somebody else's it is a conflict.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from data.model.answer_import import (
    OPERATOR,
    CellPosition,
    ChangeKind,
    ImportChange,
    ImportPreview,
    ImportProblem,
    Note,
    ProblemKind,
    SheetRow,
    UploadedSheet,
    Uploader,
    note_text,
)
from data.model.catalogue import Catalogue
from data.model.self_check import Answer, AnswerSheet, NotApplicable, Part, Reply, StoredAnswer
from data.rules.answering import with_parts

CHANGING = frozenset({ChangeKind.NEW, ChangeKind.CHANGED, ChangeKind.CONFLICT})


def for_round(uploaded: UploadedSheet, self_check_id: int) -> UploadedSheet:
    """The file as it counts for a round: what it says about its base counts only if it was made for this round.

    A file of another round of the same commune may be taken over; a note says so.
    """
    if uploaded.self_check_id == self_check_id:
        return uploaded
    problems = uploaded.problems
    if uploaded.self_check_id is not None:
        note = ImportProblem(CellPosition(""), ProblemKind.FILE_OF_OTHER_ROUND, "", "", blocking=False)
        problems = (note, *problems)
    return replace(uploaded, rows=tuple(replace(row, based_on=None) for row in uploaded.rows), problems=problems)


def translated(uploaded: UploadedSheet, version: str, ids: Mapping[str, str]) -> UploadedSheet:
    """The file in another catalogue version: `ids` leads from the file's question ids to those of `version`.

    A question without the same meaning there becomes a problem and is left out.
    """
    kept = tuple(
        replace(row, answer=replace(row.answer, question_id=ids[row.answer.question_id]))
        for row in uploaded.rows
        if row.answer.question_id in ids
    )
    lost = tuple(_of_other_version(row, version) for row in uploaded.rows if row.answer.question_id not in ids)
    return replace(uploaded, catalogue_version=version, rows=kept, problems=uploaded.problems + lost)


def compare(
    catalogue: Catalogue,
    stored: AnswerSheet,
    uploaded: UploadedSheet,
    base: Mapping[str, Answer],
    uploader: Uploader = OPERATOR,
) -> ImportPreview:
    """What taking over the file would do to the stored answers.

    `base` holds the answers at the revisions that the rows were based on; a row whose base is not there is compared
    with the stored answer alone. Filled rows of questions that are not the uploader's become problems, whatever is
    stored there: they tell nothing about answers that are not theirs to see.
    """
    told = {row.answer.question_id: row for row in uploaded.rows}
    rows = {key: row for key, row in told.items() if uploader.reaches(key)}
    problems = list(uploaded.problems)
    problems += [_of_other_version(row, catalogue.version) for key, row in told.items() if key not in catalogue.places]
    problems += [
        _not_assigned(told[key])
        for key in catalogue.places
        if key in told and key not in rows and not told[key].answer.is_empty
    ]
    changes = []
    for question_id, place in catalogue.places.items():
        if (row := rows.get(question_id)) is None:
            continue
        known_base = Answer(question_id) if row.based_on == 0 else base.get(question_id)
        change = _change(row, stored.get(question_id), known_base, uploader)
        found = list(_not_applicable_problems(change, row, place.question.may_not_apply))
        problems += found
        if not any(problem.blocking for problem in found):
            changes.append(change)
    spoken_of = {*told, *(problem.question_id for problem in problems)}
    missing = (key for key in catalogue.places if key not in spoken_of and uploader.reaches(key))
    return ImportPreview(tuple(changes), tuple(problems), () if uploaded.is_part else tuple(missing))


def _change(row: SheetRow, stored: StoredAnswer | None, base: Answer | None, uploader: Uploader) -> ImportChange:
    current = stored.answer if stored else Answer(row.answer.question_id)
    is_own = stored is None or stored.changed_by_id == uploader.account_id
    proposed = with_parts(current, row.answer, _told(row, base, is_own or uploader.reach is None))
    changed = _differing(proposed, current)

    def change(kind: ChangeKind, answer: Answer, emptied: Iterable[Note] = ()) -> ImportChange:
        return ImportChange(
            row.answer.question_id,
            kind,
            stored,
            answer,
            row.position,
            frozenset(emptied),
            frozenset(changed).difference(emptied),
            row.based_on,
            may_take=is_own or uploader.reach is None,
        )

    if not changed:
        return change(ChangeKind.OPEN if current.is_empty else ChangeKind.UNCHANGED, current)
    if _is_contested(row, current, base, changed, is_own=is_own):
        return change(ChangeKind.CONFLICT, proposed)
    if _only_empties(proposed, current):
        return change(ChangeKind.CLEARED, proposed)
    emptied = [Note(part) for part in changed if not getattr(proposed, part)]
    kept = replace(proposed, **{note: getattr(current, note) for note in emptied})
    return change(ChangeKind.NEW if current.is_empty else ChangeKind.CHANGED, kept, emptied)


def _told(row: SheetRow, base: Answer | None, may_empty: bool) -> list[Part]:
    """The parts of the answer that the row says something about.

    Notes without a column are not told, and of the others those are that the file has changed. Where the base is not
    known, nobody can tell an emptied cell from one that was never filled: then only a row without any filled cell
    says something with its empty ones, and that only if `may_empty`.
    """
    parts = [Part.REPLY, *(Part(note.value) for note in Note if note in row.notes)]
    if base is not None:
        return _differing(row.answer, base, parts)
    filled = [part for part in parts if getattr(row.answer, part)]
    return filled or (parts if may_empty else [])


def _is_contested(
    row: SheetRow, current: Answer, base: Answer | None, changed: Iterable[Part], *, is_own: bool
) -> bool:
    """Whether the file says something different about what somebody else said, or said after the file was made."""
    if base is not None:
        return bool(_differing(current, base, changed))
    return not is_own and not row.answer.is_empty and any(getattr(current, part) for part in changed)


def _differing(one: Answer, other: Answer, parts: Iterable[Part] = tuple(Part)) -> list[Part]:
    """The parts in which two answers differ, as far as a file can carry the difference."""
    return [part for part in parts if _comparable(one, part) != _comparable(other, part)]


def _comparable(answer: Answer, part: Part) -> Reply | str | None:
    value: Reply | str | None = getattr(answer, part)
    return note_text(value) if isinstance(value, str) else value


def _only_empties(proposed: Answer, current: Answer) -> bool:
    """Whether a change takes the reply away, or nothing but notes."""
    if current.reply is not None and proposed.reply is None:
        return True
    return not any(getattr(proposed, part) for part in _differing(proposed, current))


def _not_applicable_problems(change: ImportChange, row: SheetRow, allowed: bool) -> Iterator[ImportProblem]:
    if change.kind not in CHANGING or not isinstance(change.proposed.reply, NotApplicable):
        return
    kinds = ProblemKind
    if not allowed:
        yield ImportProblem(row.position, kinds.NOT_APPLICABLE_NOT_ALLOWED, "", "", change.question_id)
    elif not change.proposed.remark:
        kind = kinds.NOT_APPLICABLE_WITHOUT_REASON
        yield ImportProblem(row.position, kind, "", "", change.question_id, blocking=False)


def _not_assigned(row: SheetRow) -> ImportProblem:
    question_id = row.answer.question_id
    return ImportProblem(row.position, ProblemKind.QUESTION_NOT_ASSIGNED, question_id, "", question_id)


def _of_other_version(row: SheetRow, version: str) -> ImportProblem:
    question_id = row.answer.question_id
    return ImportProblem(row.position, ProblemKind.QUESTION_OF_OTHER_VERSION, question_id, version, question_id)
