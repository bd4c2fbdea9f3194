"""Catalogue files on the operator's command line: load one as a draft and release it."""

from __future__ import annotations

from typing import Any

from data.model.answer_import import CellPosition
from data.model.catalogue import CatalogueProblem
from data.model.catalogue_versions import CatalogueFileProblem
from data.services import catalogues


def loaded(data: bytes, file_name: str, *, release: bool) -> dict[str, Any]:
    """Keep a catalogue file as a draft, ready to print as JSON; `release` it as well if no check finds an error.

    `status` is None when the file has problems and nothing was stored, else `draft` or `released`. Raises
    UnreadableFile for what is no catalogue at all, Refused if the version is released already.
    """
    uploaded = catalogues.upload_draft(None, data, file_name)
    if uploaded.content is None:
        problems = [_of_file(problem) for problem in uploaded.problems]
        return {"version": None, "questions": 0, "status": None, "fingerprint": None, "problems": problems}
    draft = catalogues.draft(None, uploaded.content.catalogue.version)
    about = draft.about
    if release and not draft.errors:
        about = catalogues.release(None, about.version, about.fingerprint, may_be_used=True)
    return {
        "version": about.version,
        "questions": about.questions,
        "status": about.status.value,
        "fingerprint": about.fingerprint,
        "problems": [_of_check(problem) for problem in draft.problems],
    }


def _of_file(problem: CatalogueFileProblem) -> dict[str, Any]:
    return {
        "level": "error",
        "name": problem.kind.value,
        "place": _place(problem.position),
        "found": problem.found,
        "expected": problem.expected,
    }


def _of_check(problem: CatalogueProblem) -> dict[str, Any]:
    place = f"{problem.check} {problem.where} {problem.language}"
    return {"level": problem.level.value, "name": problem.name, "place": place, "found": problem.found, "expected": ""}


def _place(position: CellPosition) -> str:
    return f"{position.sheet} {position.column or ''}{position.row or ''}".strip()
