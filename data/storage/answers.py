"""Answers in the database, each with its whole history, and the imports that brought them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam
from sqlalchemy import select as select_columns
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, insert, select, update

from data.errors import ChangedMeanwhile
from data.model.answer_import import AnswerImport
from data.model.self_check import (
    Answer,
    Answered,
    NotApplicable,
    NotKnown,
    Perspective,
    Reply,
    StoredAnswer,
)
from data.storage.tables.base import table_of
from data.storage.tables.people import AccountRow
from data.storage.tables.self_checks import AnswerColumns, AnswerImportRow, AnswerRevisionRow, AnswerRow

_UNSCORED: dict[str, Reply] = {"not_known": NotKnown(), "not_applicable": NotApplicable()}
_NAMES: dict[type[Reply], str] = {Answered: "answered", NotKnown: "not_known", NotApplicable: "not_applicable"}
# Built once: every click on the questions page asks this, and building it costs more than asking it.
_ANSWER = table_of(AnswerRow)
_SHEET = (
    select_columns(*_ANSWER.c, col(AccountRow.display_name))
    .join(AccountRow, col(AnswerRow.changed_by) == AccountRow.id, isouter=True)
    .where(
        col(AnswerRow.self_check_id) == bindparam("self_check_id"),
        col(AnswerRow.perspective) == bindparam("perspective"),
    )
)
_CHANGE = _ANSWER.update().where(
    *(
        _ANSWER.c[name] == bindparam(f"where_{name}")
        for name in ("self_check_id", "perspective", "question_id", "revision")
    )
)
_ADD_REVISION = table_of(AnswerRevisionRow).insert()
_SOME_OF_SHEET = _SHEET.where(col(AnswerRow.question_id).in_(bindparam("question_ids", expanding=True)))


class Answers:
    """Reads sheets and stores answers, one revision at a time."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def sheet(
        self, self_check_id: int, perspective: Perspective, question_ids: Collection[str] | None = None
    ) -> dict[str, StoredAnswer]:
        """The answers of one sheet by question id, of all questions or of some."""
        values: dict[str, Any] = {"self_check_id": self_check_id, "perspective": perspective.value}
        if question_ids is not None:
            values["question_ids"] = list(question_ids)
        rows = self._session.execute(_SHEET if question_ids is None else _SOME_OF_SHEET, values)
        return {row.question_id: _as_stored(row, row.question_id, row.revision, row.display_name) for row in rows}

    def save(
        self,
        self_check_id: int,
        perspective: Perspective,
        answer: Answer,
        *,
        based_on: int,
        at: datetime,
        by: int | None,
        import_id: int | None = None,
        proposal_id: int | None = None,
    ) -> int:
        """Store one answer as the revision after `based_on` (0: nothing stored yet) and give back its revision.

        Raises ChangedMeanwhile if another revision is stored by now.
        """
        values: dict[str, Any] = {**columns_of(answer), "changed_at": at, "changed_by": by}
        place: dict[str, Any] = {
            "self_check_id": self_check_id,
            "perspective": perspective.value,
            "question_id": answer.question_id,
        }
        revision = based_on + 1
        if based_on == 0:
            try:
                with self._session.begin_nested():
                    self._session.add(AnswerRow(**place, **values, revision=revision))
                    self._session.flush()
            except IntegrityError:
                raise ChangedMeanwhile("answer_changed_meanwhile", question_id=answer.question_id) from None
        else:
            where = {f"where_{name}": value for name, value in {**place, "revision": based_on}.items()}
            changed = self._session.connection().execute(_CHANGE, {**values, **where, "revision": revision})
            if changed.rowcount != 1:
                raise ChangedMeanwhile("answer_changed_meanwhile", question_id=answer.question_id)
        origin = {"import_id": import_id, "proposal_id": proposal_id}
        self._session.connection().execute(_ADD_REVISION, {**place, **values, **origin, "revision": revision})
        return revision

    def add_new(
        self,
        self_check_id: int,
        perspective: Perspective,
        answers: Collection[Answer],
        *,
        at: datetime,
        by: int | None,
        import_id: int | None = None,
    ) -> None:
        """Store many first answers at once. Raises IntegrityError if one of the questions has an answer already."""
        if not answers:
            return
        rows = [
            {
                "self_check_id": self_check_id,
                "perspective": perspective.value,
                "question_id": answer.question_id,
                "revision": 1,
                "changed_at": at,
                "changed_by": by,
                **columns_of(answer),
            }
            for answer in answers
        ]
        self._session.execute(insert(AnswerRow), rows)
        self._session.execute(insert(AnswerRevisionRow), [{**row, "import_id": import_id} for row in rows])

    def history(self, self_check_id: int, perspective: Perspective, question_id: str) -> list[StoredAnswer]:
        """Every state of one answer, the oldest first."""
        rows = self._session.exec(
            select(AnswerRevisionRow, AccountRow.display_name)
            .join(AccountRow, col(AnswerRevisionRow.changed_by) == AccountRow.id, isouter=True)
            .where(
                AnswerRevisionRow.self_check_id == self_check_id,
                AnswerRevisionRow.perspective == perspective.value,
                AnswerRevisionRow.question_id == question_id,
            )
            .order_by(col(AnswerRevisionRow.revision))
        )
        return [_as_stored(row, question_id, row.revision, name) for row, name in rows]

    def authors_since(
        self, self_check_id: int, perspective: Perspective, question_id: str, revision: int
    ) -> frozenset[int | None]:
        """The accounts that changed an answer after a revision; None stands for the operator's command line."""
        return frozenset(
            self._session.exec(
                select(AnswerRevisionRow.changed_by).where(
                    AnswerRevisionRow.self_check_id == self_check_id,
                    AnswerRevisionRow.perspective == perspective.value,
                    AnswerRevisionRow.question_id == question_id,
                    AnswerRevisionRow.revision > revision,
                )
            )
        )

    def states_at(
        self, self_check_id: int, perspective: Perspective, revisions: Collection[tuple[str, int]]
    ) -> dict[str, Answer]:
        """The states that answers had at given revisions: pairs of question id and revision in, answers out."""
        return {key: stored.answer for key, stored in self.sheet_at(self_check_id, perspective, revisions).items()}

    def sheet_at(
        self, self_check_id: int, perspective: Perspective, revisions: Collection[tuple[str, int]]
    ) -> dict[str, StoredAnswer]:
        """The answers as they were stored at given revisions, without who stored them."""
        if not revisions:
            return {}
        wanted = dict(revisions)
        rows = self._session.exec(
            select(AnswerRevisionRow).where(
                AnswerRevisionRow.self_check_id == self_check_id,
                AnswerRevisionRow.perspective == perspective.value,
                col(AnswerRevisionRow.question_id).in_(wanted),
                col(AnswerRevisionRow.revision).in_(set(wanted.values())),
            )
        )
        return {
            row.question_id: _as_stored(row, row.question_id, row.revision, None)
            for row in rows
            if wanted[row.question_id] == row.revision
        }

    def begin_import(
        self,
        self_check_id: int,
        perspective: Perspective,
        *,
        file_name: str,
        sha256: str,
        answers: int,
        at: datetime,
        by: int | None,
    ) -> int:
        """Note that a file is taken over and give back the id of the import."""
        row = AnswerImportRow(
            self_check_id=self_check_id,
            perspective=perspective.value,
            file_name=file_name[:200],
            sha256=sha256,
            answers=answers,
            imported_at=at,
            imported_by=by,
        )
        self._session.add(row)
        self._session.flush()
        assert row.id is not None
        return row.id

    def last_import(self, self_check_id: int, perspective: Perspective, by: int | None = None) -> AnswerImport | None:
        """The newest import of a sheet that was not undone; of anybody, or of one account."""
        query = (
            select(AnswerImportRow, AccountRow.display_name)
            .join(AccountRow, col(AnswerImportRow.imported_by) == AccountRow.id, isouter=True)
            .where(
                AnswerImportRow.self_check_id == self_check_id,
                AnswerImportRow.perspective == perspective.value,
                col(AnswerImportRow.undone_at).is_(None),
            )
            .order_by(col(AnswerImportRow.id).desc())
            .limit(1)
        )
        if by is not None:
            query = query.where(AnswerImportRow.imported_by == by)
        found = self._session.exec(query).first()
        if found is None:
            return None
        row, name = found
        assert row.id is not None
        return AnswerImport(row.id, row.file_name, row.answers, row.imported_at, name or "", row.imported_by)

    def revisions_of_import(self, import_id: int) -> dict[str, int]:
        """Question ids that an import changed, with the revision that it made."""
        rows = self._session.exec(
            select(AnswerRevisionRow.question_id, AnswerRevisionRow.revision).where(
                AnswerRevisionRow.import_id == import_id
            )
        )
        return dict(rows.all())

    def mark_undone(self, import_id: int, at: datetime) -> None:
        """Note that an import was undone."""
        self._session.exec(update(AnswerImportRow).where(col(AnswerImportRow.id) == import_id).values(undone_at=at))


def columns_of(answer: Answer) -> dict[str, object]:
    """What the columns of a row hold for an answer."""
    reply = answer.reply
    return {
        "reply": None if reply is None else _NAMES[type(reply)],
        "points": reply.points if isinstance(reply, Answered) else None,
        "remark": answer.remark,
        "evidence": answer.evidence,
        "responsible_unit": answer.responsible_unit,
    }


def answer_of(row: AnswerColumns, question_id: str) -> Answer:
    """The answer that the columns of a row hold."""
    reply: Reply | None = None
    if row.reply == "answered":
        assert row.points is not None
        reply = Answered(row.points)
    elif row.reply is not None:
        reply = _UNSCORED[row.reply]
    return Answer(question_id, reply, row.remark, row.evidence, row.responsible_unit)


def _as_stored(row: Any, question_id: str, revision: int, changed_by: str | None) -> StoredAnswer:
    return StoredAnswer(answer_of(row, question_id), revision, changed_by or "", row.changed_at, row.changed_by)
