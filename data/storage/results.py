"""Results as frozen at submission."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from data.model.result import (
    CheckResult,
    Coverage,
    CriterionResult,
    FieldResult,
    Score,
    SubmittedResult,
)
from data.model.self_check import Perspective
from data.storage.tables.self_checks import ResultRow, SelfCheckRow


class Results:
    """Adds and reads frozen results; there is no way to change one."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, self_check_id: int, perspective: Perspective, at: datetime, result: CheckResult) -> None:
        """Freeze the result of a sheet."""
        self._session.add(
            ResultRow(
                self_check_id=self_check_id,
                perspective=perspective.value,
                rules_version=result.rules_version,
                catalogue_version=result.catalogue_version,
                submitted_at=at,
                content=json.dumps(asdict(result)),
            )
        )

    def newest_rounds(self, commune_id: int, perspective: Perspective, limit: int) -> list[tuple[int, datetime]]:
        """Round id and moment of submission of the newest frozen results of a commune, the newest first."""
        rows = self._session.exec(
            select(ResultRow.self_check_id, ResultRow.submitted_at)
            .join(SelfCheckRow, col(SelfCheckRow.id) == ResultRow.self_check_id)
            .where(SelfCheckRow.commune_id == commune_id, ResultRow.perspective == perspective.value)
            .order_by(col(ResultRow.submitted_at).desc())
            .limit(limit)
        )
        return [(self_check_id, submitted_at) for self_check_id, submitted_at in rows]

    def of_commune(
        self, commune_id: int, perspective: Perspective = Perspective.ADMINISTRATION, limit: int | None = None
    ) -> list[SubmittedResult]:
        """The frozen results of a commune, the newest first."""
        rows = self._session.exec(
            select(ResultRow, SelfCheckRow.round_name)
            .join(SelfCheckRow, col(SelfCheckRow.id) == ResultRow.self_check_id)
            .where(SelfCheckRow.commune_id == commune_id, ResultRow.perspective == perspective.value)
            .order_by(col(ResultRow.submitted_at).desc())
            .limit(limit)
        )
        return [
            SubmittedResult(row.self_check_id, name, row.submitted_at, _as_result(json.loads(row.content)))
            for row, name in rows
        ]


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
