"""Results as frozen at submission."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ScalarSelect
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from data.model.reply_codes import reply_code
from data.model.result import (
    CheckResult,
    Coverage,
    CriterionResult,
    FieldResult,
    Score,
    SubmittedResult,
)
from data.model.self_check import AnswerSheet, Perspective, SelfCheckStatus
from data.storage.tables.self_checks import FrozenResultRow, SelfCheckRow

IS_LAST_VERSION = (col(SelfCheckRow.id) == FrozenResultRow.self_check_id) & (
    col(SelfCheckRow.versions) == FrozenResultRow.version
)


class FrozenRound(NamedTuple):
    """Which result was frozen (round id, version, moment of approval in UTC), and where its round stands now."""

    frozen: tuple[int, int, datetime]
    status: SelfCheckStatus


# By when it was begun: a word mended in an old round makes it no newer than the round after it.
NEWEST_FIRST = (col(SelfCheckRow.begun_at).desc(), col(SelfCheckRow.id).desc())


class Results:
    """Adds and reads frozen results; there is no way to change one."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(
        self,
        self_check_id: int,
        perspective: Perspective,
        at: datetime,
        result: CheckResult,
        *,
        sheet: AnswerSheet,
        version: int = 1,
    ) -> None:
        """Freeze the result of a sheet together with which state of each answer it was made of."""
        codes = {key: reply_code(stored.answer.reply) for key, stored in sorted(sheet.items())}
        self._session.add(
            FrozenResultRow(
                self_check_id=self_check_id,
                perspective=perspective.value,
                version=version,
                rules_version=result.rules_version,
                catalogue_version=result.catalogue_version,
                submitted_at=at,
                content=json.dumps(asdict(result)),
                replies=";".join(f"{key}={code}" for key, code in codes.items() if code),
                revisions=";".join(f"{key}={stored.revision}" for key, stored in sorted(sheet.items())),
            )
        )

    def newest_rounds(self, commune_id: int, perspective: Perspective, limit: int) -> list[FrozenRound]:
        """The newest frozen results of a commune without their content, of each round the last; the newest first."""
        rows = self._session.exec(
            select(
                FrozenResultRow.self_check_id,
                FrozenResultRow.version,
                FrozenResultRow.submitted_at,
                SelfCheckRow.status,
            )
            .join(SelfCheckRow, IS_LAST_VERSION)
            .where(SelfCheckRow.commune_id == commune_id, FrozenResultRow.perspective == perspective.value)
            .order_by(*NEWEST_FIRST)
            .limit(limit)
        )
        return [FrozenRound((id_, version, at), SelfCheckStatus(status)) for id_, version, at, status in rows]

    def of_commune(
        self, commune_id: int, perspective: Perspective = Perspective.ADMINISTRATION, limit: int | None = None
    ) -> list[SubmittedResult]:
        """The frozen results of a commune, the newest first; of each round the last version."""
        rows = self._session.exec(
            select(FrozenResultRow, SelfCheckRow.round_name, _first_at())
            .join(SelfCheckRow, IS_LAST_VERSION)
            .where(SelfCheckRow.commune_id == commune_id, FrozenResultRow.perspective == perspective.value)
            .order_by(*NEWEST_FIRST)
            .limit(limit)
        )
        return [_as_submitted(*row) for row in rows]

    def versions(self, self_check_id: int, perspective: Perspective) -> list[SubmittedResult]:
        """Every frozen version of a round, the oldest first."""
        rows = self._session.exec(
            select(FrozenResultRow, SelfCheckRow.round_name, _first_at())
            .join(SelfCheckRow, col(SelfCheckRow.id) == FrozenResultRow.self_check_id)
            .where(FrozenResultRow.self_check_id == self_check_id, FrozenResultRow.perspective == perspective.value)
            .order_by(col(FrozenResultRow.version))
        )
        return [_as_submitted(*row) for row in rows]


def _first_at() -> ScalarSelect[datetime]:
    """When the first version of the same round was frozen."""
    first = aliased(FrozenResultRow)
    of_same = (
        col(first.self_check_id) == FrozenResultRow.self_check_id,
        first.perspective == FrozenResultRow.perspective,
    )
    return select(first.submitted_at).where(*of_same, first.version == 1).scalar_subquery()


def _as_submitted(row: FrozenResultRow, round_name: str, first_at: datetime) -> SubmittedResult:
    pairs = (pair.split("=") for pair in row.revisions.split(";") if pair)
    return SubmittedResult(
        row.self_check_id,
        round_name,
        row.submitted_at,
        _as_result(json.loads(row.content)),
        version=row.version,
        revisions={question_id: int(revision) for question_id, revision in pairs},
        first_at=first_at,
    )


def _as_result(content: dict[str, Any]) -> CheckResult:
    return CheckResult(
        catalogue_version=content["catalogue_version"],
        rules_version=content["rules_version"],
        fields=tuple(_as_field(field) for field in content["fields"]),
        coverage=Coverage(**content["coverage"]),
        overall=content["overall"],
    )


def _as_field(content: dict[str, Any]) -> FieldResult:
    return FieldResult(
        **{
            **content,
            "score": Score(**content["score"]),
            "coverage": Coverage(**content["coverage"]),
            "criteria": tuple(
                CriterionResult(**{**c, "score": Score(**c["score"]), "coverage": Coverage(**c["coverage"])})
                for c in content["criteria"]
            ),
        }
    )
