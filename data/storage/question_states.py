"""Everything about the questions of a sheet at once: what every click on the questions page asks for."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import bindparam, literal, select, union
from sqlmodel import Session

from data.model.questionnaire import DiscussionState, QuestionState
from data.model.self_check import Perspective
from data.storage.answers import Answers
from data.storage.discussions import Discussions
from data.storage.proposals import Proposals
from data.storage.tables.base import Row, table_of
from data.storage.tables.self_checks import AnswerProposalRow
from data.storage.tables.teamwork import QuestionCommentRow, QuestionMarkRow

MARK, PROPOSAL, COMMENT = "mark", "proposal", "comment"
_ROWS: dict[str, type[Row]] = {MARK: QuestionMarkRow, PROPOSAL: AnswerProposalRow, COMMENT: QuestionCommentRow}
_TABLES = {kind: table_of(row) for kind, row in _ROWS.items()}
# Most questions have none of the three: one statement tells which details are worth asking for.
_BESIDE = union(
    *(
        select(literal(kind), table.c.question_id).where(
            table.c.self_check_id == bindparam("self_check_id"),
            table.c.perspective == bindparam("perspective"),
            *((table.c.settled_at.is_(None),) if kind == PROPOSAL else ()),
        )
        for kind, table in _TABLES.items()
    )
)


class QuestionStates:
    """Reads answers, marks, proposals and discussions together."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def of_sheet(
        self, self_check_id: int, perspective: Perspective, question_ids: Collection[str] | None = None
    ) -> dict[str, QuestionState]:
        """The states of all questions of a sheet, or of some; a question about which nothing is stored is missing."""
        stored = Answers(self._session).sheet(self_check_id, perspective, question_ids)
        beside: dict[str, set[str]] = {kind: set() for kind in _TABLES}
        place = {"self_check_id": self_check_id, "perspective": perspective.value}
        for kind, question_id in self._session.execute(_BESIDE, place):
            if question_ids is None or question_id in question_ids:
                beside[kind].add(question_id)
        proposals = discussions = None
        if beside[PROPOSAL]:
            proposals = Proposals(self._session).open_ones(self_check_id, perspective, beside[PROPOSAL])
        if beside[COMMENT]:
            discussions = Discussions(self._session).states(self_check_id, perspective, beside[COMMENT])
        return {
            key: QuestionState(
                key,
                stored.get(key),
                key in beside[MARK],
                (proposals or {}).get(key, ()),
                (discussions or {}).get(key, DiscussionState()),
            )
            for key in {*stored, *beside[MARK], *beside[PROPOSAL], *beside[COMMENT]}
        }
