"""What a release is computed from: the submitted rounds of all communes, read in bulk. Only for publishing."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from itertools import chain, repeat

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import ColumnElement, bindparam
from sqlalchemy import select as select_columns
from sqlmodel import Session, col

from data.model.benchmark import CountedRound, SubmittedRound
from data.model.people import GONE
from data.model.progress import Progress, no_progress
from data.model.reply_codes import NUMBERS, OPEN
from data.model.self_check import Perspective
from data.storage.results import IS_LAST_VERSION, NEWEST_FIRST
from data.storage.tables.base import table_of
from data.storage.tables.people import CommuneRow
from data.storage.tables.self_checks import FrozenResultRow, SelfCheckRow

ROUNDS_AT_ONCE = 1_000  # both databases limit the parameters of a query, and somebody watches the progress
NOWHERE = -1
_REPLIES = (
    select_columns(col(FrozenResultRow.self_check_id), col(FrozenResultRow.replies))
    .join(SelfCheckRow, IS_LAST_VERSION)
    .where(
        col(FrozenResultRow.self_check_id).in_(bindparam("ids", expanding=True)),
        col(FrozenResultRow.perspective) == Perspective.ADMINISTRATION.value,
    )
)


class BenchmarkIntake:
    """Reads what the administrations of all communes submitted."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def eligible_keys(self, *, is_demo: bool) -> set[str]:
        """The official keys of all communes that consent to the comparison and are not gone from the register."""
        commune = table_of(CommuneRow).c
        rows = self._session.connection().execute(select_columns(commune.ags).where(*_eligible(is_demo)))
        return {ags for (ags,) in rows}

    def submitted_rounds(self, *, is_demo: bool) -> dict[str, list[SubmittedRound]]:
        """The approved rounds of every commune that consents to the comparison, by official key, the newest first.

        A round that was opened again counts as it was approved last.
        """
        commune, check = table_of(CommuneRow).c, table_of(SelfCheckRow).c
        rows = self._session.connection().execute(
            select_columns(commune.ags, check.id, check.catalogue_version, check.submitted_at)
            .join(SelfCheckRow, check.commune_id == commune.id)
            .where(
                check.versions > 0,
                check.submitted_at.is_not(None),
                *_eligible(is_demo),
            )
            .order_by(*NEWEST_FIRST)
        )
        rounds: dict[str, list[SubmittedRound]] = {}
        for ags, self_check_id, version, submitted_at in rows:
            submitted = SubmittedRound(version, CountedRound(self_check_id, submitted_at))
            rounds.setdefault(ags, []).append(submitted)
        return rounds

    def replies(
        self, self_check_ids: Collection[int], question_ids: Sequence[str], progress: Progress = no_progress
    ) -> tuple[list[int], NDArray[np.int8]]:
        """The replies of many rounds as they were approved last: the round of each row, and a column per question.

        The numbers are those of `reply_codes`. Replies to other questions are left out.
        """
        pairs = _places_of_pairs(question_ids)
        ids, found, numbers = sorted(self_check_ids), list[int](), [_read([], pairs, len(question_ids))]
        for start in range(0, len(ids), ROUNDS_AT_ONCE):
            asked = {"ids": ids[start : start + ROUNDS_AT_ONCE]}
            rows = self._session.connection().execute(_REPLIES, asked).all()
            found += [self_check_id for self_check_id, _ in rows]
            numbers.append(_read([text for _, text in rows], pairs, len(question_ids)))
            progress(min(1.0, (start + ROUNDS_AT_ONCE) / len(ids)))
        return found, np.concatenate(numbers)


def _eligible(is_demo: bool) -> tuple[ColumnElement[bool], ...]:
    commune = table_of(CommuneRow).c
    return (
        commune.is_demo == is_demo,
        commune.benchmark_consent,
        commune.register_standing.not_in([standing.value for standing in GONE]),
    )


def _places_of_pairs(question_ids: Sequence[str]) -> dict[str, int]:
    """Every pair that a text can hold, such as "MS-01=3", with its column and number in one."""
    return {
        f"{question_id}={code}": column * len(NUMBERS) + number
        for column, question_id in enumerate(question_ids)
        for code, number in NUMBERS.items()
    }


def _read(texts: Sequence[str], places: Mapping[str, int], columns: int) -> NDArray[np.int8]:
    """A row for each text such as "MS-01=3;MS-02=not_known". Pairs are looked up: nothing is taken apart twice."""
    numbers = np.full((len(texts), columns), OPEN, dtype=np.int8)
    pairs = [text.split(";") for text in texts]
    found = np.fromiter(map(places.get, chain.from_iterable(pairs), repeat(NOWHERE)), dtype=np.int64)
    row = np.repeat(np.arange(len(texts)), [len(of_text) for of_text in pairs])[found != NOWHERE]
    column, number = np.divmod(found[found != NOWHERE], len(NUMBERS))
    numbers[row, column] = number
    return numbers
