"""What a release is computed from: the submitted rounds of all communes, read in bulk. Only for publishing."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from sqlmodel import Session, col, select

from data.model.benchmark import CountedRound, SubmittedRound
from data.model.self_check import Answered, NotApplicable, NotKnown, Perspective, Reply
from data.storage.results import IS_LAST_VERSION, NEWEST_FIRST
from data.storage.tables.people import CommuneRow
from data.storage.tables.self_checks import FrozenResultRow, SelfCheckRow

ROUNDS_AT_ONCE = 10_000  # both databases limit the parameters of a query
REPLIES: dict[str, Reply] = {
    **{str(points): Answered(points) for points in range(5)},
    "not_known": NotKnown(),
    "not_applicable": NotApplicable(),
}


class BenchmarkIntake:
    """Reads what the administrations of all communes submitted."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def submitted_rounds(self, *, is_demo: bool) -> dict[str, list[SubmittedRound]]:
        """The approved rounds of every commune that consents to the comparison, by official key, the newest first.

        A round that was opened again counts as it was approved last.
        """
        rows = self._session.exec(
            select(CommuneRow.ags, SelfCheckRow.id, SelfCheckRow.catalogue_version, SelfCheckRow.submitted_at)
            .join(SelfCheckRow, col(SelfCheckRow.commune_id) == CommuneRow.id)
            .where(
                SelfCheckRow.versions > 0,
                CommuneRow.is_demo == is_demo,
                CommuneRow.benchmark_consent,
            )
            .order_by(*NEWEST_FIRST)
        )
        rounds: dict[str, list[SubmittedRound]] = {}
        for ags, self_check_id, version, submitted_at in rows:
            if self_check_id is not None and submitted_at is not None:
                counted = CountedRound(self_check_id, submitted_at)
                rounds.setdefault(ags, []).append(SubmittedRound(version, counted))
        return rounds

    def replies(self, self_check_ids: Collection[int]) -> Iterator[tuple[int, dict[str, Reply]]]:
        """The replies of many rounds as they were approved last, each round with its replies by question id."""
        ids = sorted(self_check_ids)
        for start in range(0, len(ids), ROUNDS_AT_ONCE):
            rows = self._session.exec(
                select(FrozenResultRow.self_check_id, FrozenResultRow.replies)
                .join(SelfCheckRow, IS_LAST_VERSION)
                .where(
                    col(FrozenResultRow.self_check_id).in_(ids[start : start + ROUNDS_AT_ONCE]),
                    FrozenResultRow.perspective == Perspective.ADMINISTRATION.value,
                )
            )
            for self_check_id, text in rows:
                pairs = (pair.split("=") for pair in text.split(";") if pair)
                yield self_check_id, {question_id: REPLIES[code] for question_id, code in pairs}
