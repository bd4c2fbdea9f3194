"""Reads the catalogues that experts write as files: one folder per version, one file per mapping."""

from __future__ import annotations

import csv
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import yaml

from data.errors import ContentInvalid, NotFound
from data.model.catalogue import (
    ActionField,
    Band,
    Catalogue,
    CatalogueCandidate,
    CatalogueMapping,
    Criterion,
    Question,
    QuestionMapping,
    ScaleStep,
)

FOLDER = Path(__file__).parent / "catalogues"
DEFAULT_LANGUAGE = "de"


@cache
def versions() -> tuple[str, ...]:
    """All released catalogue versions, the oldest first."""
    return tuple(sorted(path.parent.name for path in FOLDER.glob("*/catalogue.yaml")))


@cache
def catalogue(version: str, language: str = DEFAULT_LANGUAGE) -> Catalogue:
    """One released catalogue in one language; German where a translation is missing.

    Raises NotFound, or ContentInvalid when a question names a criterion that the version does not have.
    """
    if version not in versions():
        raise NotFound("catalogue_not_found", version=version)
    folder = FOLDER / version
    frame = yaml.safe_load((folder / "catalogue.yaml").read_text(encoding="utf-8"))
    questions = _questions(folder, language)
    _require_known_criteria(frame, questions)

    def text(value: dict[str, str]) -> str:
        return value.get(language) or value[DEFAULT_LANGUAGE]

    return Catalogue(
        version=frame["version"],
        title=text(frame["title"]),
        scale=tuple(ScaleStep(s["points"], text(s["label"]), text(s["meaning"])) for s in frame["scale"]),
        bands=tuple(Band(b["key"], b["from_percent"], text(b["label"])) for b in frame["bands"]),
        fields=tuple(
            ActionField(
                key=field["key"],
                number=number,
                title=text(field["title"]),
                short_title=text(field["short_title"]),
                criteria=tuple(
                    Criterion(c["key"], text(c["title"]), questions.get(c["key"], ())) for c in field["criteria"]
                ),
            )
            for number, field in enumerate(frame["fields"], start=1)
        ),
    )


@cache
def mapping(from_version: str, to_version: str) -> CatalogueMapping:
    """How the questions of one version relate to a later one; a version maps to itself. Raises NotFound."""
    if from_version == to_version:
        same = (QuestionMapping(q.id, q.id, "equal") for q in catalogue(from_version).questions)
        return CatalogueMapping(from_version, to_version, tuple(same))
    path = FOLDER / "mappings" / f"{from_version}_to_{to_version}.csv"
    if not path.exists():
        raise NotFound("mapping_not_found", from_version=from_version, to_version=to_version)
    entries = (QuestionMapping(row["from_id"] or None, row["to_id"] or None, row["kind"]) for row in _rows(path))
    return CatalogueMapping(from_version, to_version, tuple(entries))


def languages(version: str) -> tuple[str, ...]:
    """The languages into which a version is translated, German not among them."""
    return tuple(sorted(path.name.split(".")[1] for path in (FOLDER / version).glob("questions.*.csv")))


def candidate(version: str) -> CatalogueCandidate:
    """A version with all that belongs to it, ready for the catalogue checks. Raises NotFound or ContentInvalid."""
    translations = {language: catalogue(version, language) for language in languages(version)}
    before = [earlier for earlier in versions() if earlier < version]
    if not before:
        return CatalogueCandidate(catalogue(version), translations)
    return CatalogueCandidate(catalogue(version), translations, catalogue(before[-1]), mapping(before[-1], version))


def fingerprint(version: str) -> str:
    """SHA-256 over all files of a version, so that a test can hold that a released one never changes."""
    digest = sha256()
    for path in sorted((FOLDER / version).iterdir()):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def _require_known_criteria(frame: dict[str, Any], questions: dict[str, tuple[Question, ...]]) -> None:
    known = {criterion["key"] for field in frame["fields"] for criterion in field["criteria"]}
    if unknown := sorted(set(questions) - known):
        raise ContentInvalid("unknown_criterion", version=frame["version"], criteria=", ".join(unknown))


def _questions(folder: Path, language: str) -> dict[str, tuple[Question, ...]]:
    translated = folder / f"questions.{language}.csv"
    translations = {row["id"]: row for row in _rows(translated)} if translated.exists() else {}
    by_criterion: dict[str, list[Question]] = {}
    for row in _rows(folder / "questions.csv"):
        shown: dict[str, Any] = {**row, **{k: v for k, v in translations.get(row["id"], {}).items() if v}}
        by_criterion.setdefault(row["criterion"], []).append(
            Question(
                id=row["id"],
                text=shown["question"],
                suggestion=shown["suggestion"],
                help=shown["help"],
                may_not_apply=row["may_not_apply"] == "1",
                not_applicable_hint=shown["not_applicable_hint"],
            )
        )
    return {key: tuple(questions) for key, questions in by_criterion.items()}


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
