"""Proposed answers in the database."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import RowMapping, bindparam, insert
from sqlmodel import Session, col, select, update

from data.model.questionnaire import Proposal, ProposalOutcome, ProposalSource
from data.model.self_check import Answer, Part, Perspective
from data.storage.answers import answer_of, columns_of
from data.storage.tables.base import table_of
from data.storage.tables.people import AccountRow
from data.storage.tables.self_checks import AnswerProposalRow, SelfCheckRow

_OPEN = (
    select(AnswerProposalRow, AccountRow.display_name, SelfCheckRow.round_name)
    .join(AccountRow, col(AnswerProposalRow.changed_by) == AccountRow.id, isouter=True)
    .join(SelfCheckRow, col(AnswerProposalRow.earlier_check_id) == SelfCheckRow.id, isouter=True)
    .where(col(AnswerProposalRow.settled_at).is_(None))
    .order_by(col(AnswerProposalRow.id))
)
# Built once: every click on the questions page asks this.
_OPEN_OF_SHEET = _OPEN.where(
    col(AnswerProposalRow.self_check_id) == bindparam("self_check_id"),
    col(AnswerProposalRow.perspective) == bindparam("perspective"),
)
_OPEN_OF_SOME = _OPEN_OF_SHEET.where(col(AnswerProposalRow.question_id).in_(bindparam("question_ids", expanding=True)))
_PROPOSAL = table_of(AnswerProposalRow)
_ANSWERED_OTHERWISE = (
    _PROPOSAL.update()
    .where(
        _PROPOSAL.c.self_check_id == bindparam("self_check"),
        _PROPOSAL.c.perspective == bindparam("sheet"),
        _PROPOSAL.c.question_id == bindparam("question"),
        _PROPOSAL.c.source == ProposalSource.EARLIER_ROUND.value,
        _PROPOSAL.c.settled_at.is_(None),
    )
    .values(outcome=ProposalOutcome.CHANGED.value)
)


class Proposals:
    """Adds, reads and settles proposals; none is ever removed."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(
        self,
        self_check_id: int,
        perspective: Perspective,
        source: ProposalSource,
        proposed: Collection[tuple[Answer, Collection[Part], str]],
        *,
        at: datetime,
        by: int | None,
        based_on: int = 0,
        import_id: int | None = None,
        earlier_check_id: int | None = None,
    ) -> None:
        """Store proposals: each an answer, the parts of it that are meant, and the kind of its mapping."""
        rows: list[dict[str, Any]] = [
            {
                "self_check_id": self_check_id,
                "perspective": perspective.value,
                "question_id": answer.question_id,
                "source": source.value,
                "parts": ",".join(sorted(parts)),
                "based_on": based_on,
                "import_id": import_id,
                "earlier_check_id": earlier_check_id,
                "mapping_kind": mapping_kind,
                "changed_at": at,
                "changed_by": by,
                **columns_of(answer),
            }
            for answer, parts, mapping_kind in proposed
        ]
        if rows:
            self._session.execute(insert(AnswerProposalRow), rows)

    def open_ones(
        self, self_check_id: int, perspective: Perspective, question_ids: Collection[str] | None = None
    ) -> dict[str, tuple[Proposal, ...]]:
        """The proposals that wait, by question id, the oldest first; of all questions or of some."""
        values: dict[str, Any] = {"self_check_id": self_check_id, "perspective": perspective.value}
        if question_ids is not None:
            values["question_ids"] = list(question_ids)
        found: dict[str, tuple[Proposal, ...]] = {}
        query = _OPEN_OF_SHEET if question_ids is None else _OPEN_OF_SOME
        for row, name, round_name in self._session.exec(query, params=values):
            proposal = _as_proposal(row, name, round_name)
            found[row.question_id] = (*found.get(row.question_id, ()), proposal)
        return found

    def was_carried_forward(self, self_check_id: int, perspective: Perspective) -> bool:
        """Whether answers of an earlier round were ever proposed for a sheet, whatever became of them."""
        found = self._session.exec(
            select(AnswerProposalRow.id)
            .where(
                AnswerProposalRow.self_check_id == self_check_id,
                AnswerProposalRow.perspective == perspective.value,
                AnswerProposalRow.source == ProposalSource.EARLIER_ROUND.value,
            )
            .limit(1)
        )
        return found.first() is not None

    def open_one(self, self_check_id: int, perspective: Perspective, proposal_id: int) -> Proposal | None:
        """The proposal with this id if it belongs to the sheet and still waits."""
        found = self._session.exec(
            _OPEN.where(
                AnswerProposalRow.id == proposal_id,
                AnswerProposalRow.self_check_id == self_check_id,
                AnswerProposalRow.perspective == perspective.value,
            )
        ).first()
        return _as_proposal(*found) if found else None

    def settle(self, proposal_ids: Collection[int], outcome: ProposalOutcome, *, at: datetime, by: int | None) -> int:
        """Settle the proposals that still wait; how many did."""
        if not proposal_ids:
            return 0
        return self._session.exec(
            update(AnswerProposalRow)
            .where(col(AnswerProposalRow.id).in_(proposal_ids), col(AnswerProposalRow.settled_at).is_(None))
            .values(settled_at=at, settled_by=by, outcome=outcome.value)
        ).rowcount

    def renew(
        self,
        self_check_id: int,
        perspective: Perspective,
        question_ids: Collection[str],
        *,
        at: datetime,
        by: int | None,
    ) -> None:
        """Have those wait again that something newer replaced at this moment; copies, for what is settled stays so."""
        replaced = self._session.execute(
            _PROPOSAL.select().where(
                _PROPOSAL.c.self_check_id == self_check_id,
                _PROPOSAL.c.perspective == perspective.value,
                _PROPOSAL.c.question_id.in_(question_ids),
                _PROPOSAL.c.settled_at == at,
                _PROPOSAL.c.settled_by == by,
                _PROPOSAL.c.outcome.in_([ProposalOutcome.CHANGED.value, ProposalOutcome.SUPERSEDED.value]),
            )
        )
        self._copy(replaced.mappings())

    def renew_earlier(self, self_check_id: int, perspective: Perspective, question_id: str) -> None:
        """Have that of an earlier round wait again, as a copy, if an answer followed that is no longer there.

        Only the newest one counts, and not if somebody confirmed or dropped it.
        """
        newest = self._session.execute(
            _PROPOSAL.select()
            .where(
                _PROPOSAL.c.self_check_id == self_check_id,
                _PROPOSAL.c.perspective == perspective.value,
                _PROPOSAL.c.question_id == question_id,
                _PROPOSAL.c.source == ProposalSource.EARLIER_ROUND.value,
            )
            .order_by(_PROPOSAL.c.id.desc())
            .limit(1)
        )
        self._copy(row for row in newest.mappings() if row["outcome"] == ProposalOutcome.CHANGED.value)

    def _copy(self, settled: Iterable[RowMapping]) -> None:
        own = ("id", "settled_at", "settled_by", "outcome")
        copies = [{name: value for name, value in row.items() if name not in own} for row in settled]
        if copies:
            self._session.execute(insert(AnswerProposalRow), copies)

    def settle_earlier(
        self, self_check_id: int, perspective: Perspective, question_id: str, *, at: datetime, by: int | None
    ) -> None:
        """Settle what waits from an earlier round for a question that somebody answered themselves."""
        self._session.connection().execute(
            _ANSWERED_OTHERWISE,
            {
                "self_check": self_check_id,
                "sheet": perspective.value,
                "question": question_id,
                "settled_at": at,
                "settled_by": by,
            },
        )

    def waiting_of(
        self, by: int, self_check_id: int, perspective: Perspective, question_id: str, source: ProposalSource
    ) -> list[Proposal]:
        """What one person proposed for a question and nobody settled yet, the oldest first."""
        rows = self._session.exec(
            _OPEN.where(
                AnswerProposalRow.self_check_id == self_check_id,
                AnswerProposalRow.perspective == perspective.value,
                AnswerProposalRow.question_id == question_id,
                AnswerProposalRow.source == source.value,
                AnswerProposalRow.changed_by == by,
            )
        )
        return [_as_proposal(*row) for row in rows]

    def of_import(self, import_id: int) -> list[int]:
        """The ids of the proposals that an import made and nobody settled yet."""
        rows = self._session.exec(
            select(AnswerProposalRow.id).where(
                AnswerProposalRow.import_id == import_id, col(AnswerProposalRow.settled_at).is_(None)
            )
        )
        return [proposal_id for proposal_id in rows if proposal_id is not None]


def _as_proposal(row: AnswerProposalRow, name: str | None, round_name: str | None) -> Proposal:
    assert row.id is not None
    return Proposal(
        id=row.id,
        source=ProposalSource(row.source),
        answer=answer_of(row, row.question_id),
        parts=frozenset(Part(part) for part in row.parts.split(",") if part),
        based_on=row.based_on,
        proposed_by=name or "",
        proposed_at=row.changed_at,
        round_name=round_name or "",
        mapping_kind=row.mapping_kind,
    )
