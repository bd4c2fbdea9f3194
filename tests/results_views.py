"""Results as the pages get them, scored from replies without a database."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from factories import a_commune
from small_catalogues import sheet_of

from data.content.catalogues import catalogue
from data.model.catalogue import Catalogue
from data.model.people import Commune
from data.model.result import SubmittedResult
from data.model.results_view import ResultsView
from data.model.self_check import Reply
from data.rules.insights import insights
from data.rules.scoring import score

USED = catalogue("2021-07")
AT = datetime(2026, 11, 20, tzinfo=UTC)


def a_view(
    replies: Mapping[str, Reply], used: Catalogue = USED, commune: Commune | None = None, *, proved: bool = False
) -> ResultsView:
    """The newest result of these answers, each with evidence if they are proved; without an earlier round."""
    result = score(used, replies)
    sheet = sheet_of(replies, evidence=list(replies) if proved else ())
    submitted = SubmittedResult(1, "2026", AT, result, first_at=AT)
    return ResultsView(commune or a_commune(), submitted, None, sheet, insights(used, sheet, result), (), {})


def without(field_key: str, replies: Mapping[str, Reply], left: int = 0) -> dict[str, Reply]:
    """All replies but those of a field, of which only the first few stay."""
    gone = [q.id for field in USED.fields if field.key == field_key for q in field.questions][left:]
    return {key: reply for key, reply in replies.items() if key not in gone}
