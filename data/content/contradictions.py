"""Reads the pairs of answers that contradict each other: one file per catalogue version, beside the frozen folders.

A version without a file of its own takes over the pairs of another one, as far as the mapping calls both questions
equal.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache

from data.content import catalogues
from data.content.catalogues import DEFAULT_LANGUAGE
from data.errors import NotFound
from data.model.consistency import ContradictionPair

FOLDER = catalogues.FOLDER / "contradictions"


@cache
def contradiction_pairs(version: str, language: str = DEFAULT_LANGUAGE) -> tuple[ContradictionPair, ...]:
    """The pairs of a version in the order of the file, German where a translation is missing; () where none are known.

    Of several versions to take over from, the newest one counts.
    """
    written = sorted((path.stem for path in FOLDER.glob("*.csv")), reverse=True)
    if version in written:
        return _read(version, language)
    for other in written:
        if same := _same_questions(other, version):
            return carried_over(_read(other, language), same)
    return ()


def carried_over(pairs: Iterable[ContradictionPair], same: Mapping[str, str]) -> tuple[ContradictionPair, ...]:
    """The pairs with the question ids of another version; a pair stays only when `same` names both of its questions."""
    return tuple(
        replace(pair, if_question=same[pair.if_question], then_question=same[pair.then_question])
        for pair in pairs
        if pair.if_question in same and pair.then_question in same
    )


def _same_questions(version: str, other: str) -> dict[str, str]:
    """Question ids of one version to those of the other, in whichever direction the mapping is written."""
    try:
        return catalogues.mapping(version, other).comparable
    except NotFound:
        pass
    try:
        return catalogues.mapping(other, version).reversed.comparable
    except NotFound:
        return {}


def _read(version: str, language: str) -> tuple[ContradictionPair, ...]:
    with (FOLDER / f"{version}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(_pair(row, language) for row in csv.DictReader(file))


def _pair(row: dict[str, str], language: str) -> ContradictionPair:
    return ContradictionPair(
        id=row["id"],
        if_question=row["if_question"],
        if_at_least=int(row["if_at_least"]),
        then_question=row["then_question"],
        then_at_most=int(row["then_at_most"]) if row["then_at_most"] else None,
        then_not_applicable=row["then_not_applicable"] == "1",
        reason=row.get(f"reason_{language}") or row[f"reason_{DEFAULT_LANGUAGE}"],
    )
