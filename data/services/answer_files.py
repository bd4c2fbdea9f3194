"""Answer files on the operator's command line: an empty workbook, the score of a file, a file into a round."""

from __future__ import annotations

from typing import Any

from data.errors import NotFound, Refused, UnreadableFile
from data.model.answer_import import ChangeKind, FileFormat, ImportPreview, ImportProblem
from data.model.result import CriterionResult, FieldResult
from data.model.self_check import Reply, SelfCheck
from data.rules.scoring import score
from data.services import approval, self_checks, uploads
from data.storage.database import UnitOfWork, writing

TAKEN_OVER = (ChangeKind.NEW, ChangeKind.CHANGED)


def blank_template(catalogue_version: str, suffix: str, language: str) -> bytes:
    """An empty answer workbook; `suffix` (.xlsx, .ods, .csv) tells the format. Raises NotFound and Refused."""
    try:
        file_format = FileFormat(suffix.removeprefix(".").casefold())
    except ValueError:
        raise Refused("file_format_unknown", found=suffix) from None
    return uploads.empty_template(catalogue_version, file_format, language)


def scored(data: bytes, file_name: str) -> dict[str, Any]:
    """Scores, coverage and problems of an answer file, ready to print as JSON. Stores nothing. Raises UnreadableFile.

    Percent, low and high are unrounded (0-100, None when not scored), coverage is 0-1.
    """
    used, preview = uploads.preview_without_round(uploads.read_answers(data, file_name))
    result = score(used, _replies(preview))
    return {
        "catalogue_version": used.version,
        "rules_version": result.rules_version,
        "answered": result.coverage.answered,
        "applicable": result.coverage.applicable,
        "fields": {field.key: _told(field) for field in result.fields},
        "criteria": {criterion.key: _told(criterion) for field in result.fields for criterion in field.criteria},
        "overall": result.overall,
        "problems": [_problem(problem) for problem in preview.problems],
    }


def imported(data: bytes, file_name: str, ags: str, round_name: str, *, submit: bool, partial: bool) -> dict[str, Any]:
    """Take an answer file over into a round of a commune, in one transaction; begin the round if there is none.

    Raises NotFound for a commune that does not take part, UnreadableFile for another commune's file or none at all,
    and Refused when cells cannot be read (unless `partial`) or answers contradict what colleagues stored meanwhile.
    """
    uploaded = uploads.read_answers(data, file_name)
    if uploaded.commune_ags not in (None, ags):
        raise UnreadableFile("file_of_other_commune", found=uploaded.commune_ags, expected=ags)
    with writing() as work:
        self_check = _round(work, ags, round_name, uploaded.catalogue_version)
        preview = uploads.preview_in(work, self_check, uploaded)
        _require_takeable(preview, partial=partial)
        chosen = [change.question_id for kind in TAKEN_OVER for change in preview.of_kind(kind)]
        expected = {change.question_id: change.stored_revision for change in preview.changes}
        receipt = uploads.take_over_in(work, self_check, uploaded, chosen, expected)
        if submit:
            filled = work.self_checks.lock(self_check.id) or self_check
            approval.hand_in_and_approve_in(work, filled)
    return {
        "self_check_id": self_check.id,
        "new": receipt.new,
        "changed": receipt.changed,
        "unchanged": len(preview.of_kind(ChangeKind.UNCHANGED)),
        "problems": [_problem(problem) for problem in preview.problems],
        "submitted": submit,
    }


def _replies(preview: ImportPreview) -> dict[str, Reply]:
    return {c.question_id: c.proposed.reply for c in preview.changes if c.proposed.reply is not None}


def _round(work: UnitOfWork, ags: str, round_name: str, catalogue_version: str) -> SelfCheck:
    commune = work.communes.by_ags(ags)
    if commune is None:
        raise NotFound("commune_not_found", ags=ags)
    existing = self_checks.round_named(work, commune, round_name)
    if existing is None:
        return self_checks.begin_round_in(work, commune, round_name, catalogue_version, by=None)
    # Held as pages hold it: otherwise it could be approved between the look and the storing.
    return work.self_checks.lock(existing.id) or existing


def _require_takeable(preview: ImportPreview, *, partial: bool) -> None:
    blocking = [problem for problem in preview.problems if problem.blocking]
    if blocking and not partial:
        places = "; ".join(
            f"{p.position.sheet} {p.position.column or ''}{p.position.row or ''}".strip() for p in blocking
        )
        raise Refused("answers_unreadable", count=len(blocking), places=places)
    conflicts = preview.of_kind(ChangeKind.CONFLICT)
    if conflicts:
        raise Refused("answers_in_conflict", questions=", ".join(change.question_id for change in conflicts))


def _told(result: FieldResult | CriterionResult) -> dict[str, Any]:
    return {
        "percent": result.score.percent,
        "low": result.score.low,
        "high": result.score.high,
        "coverage": result.coverage.share,
        "band": result.score.band,
        "provisional": result.score.provisional,
    }


def _problem(problem: ImportProblem) -> dict[str, Any]:
    return {
        "sheet": problem.position.sheet,
        "row": problem.position.row,
        "column": problem.position.column,
        "found": problem.found,
        "expected": problem.expected,
        "kind": problem.kind.value,
        "question_id": problem.question_id,
        "blocking": problem.blocking,
    }
