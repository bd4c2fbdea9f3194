"""What a mapping between two catalogue versions must hold; the numbered checks of `catalogue_checks` use it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from data.model.catalogue import Catalogue, CatalogueCandidate, QuestionMapping

KINDS = ("equal", "changed", "split", "merged", "new", "dropped")
Finds = Iterator[tuple[str, str]]


def gaps(candidate: CatalogueCandidate) -> Finds:
    """Questions of either version that do not occur, occur twice without being split or merged, or do not exist."""
    if candidate.mapping is None or candidate.earlier is None:
        return
    entries = candidate.mapping.entries
    sides = (
        (
            candidate.earlier,
            [e.from_id for e in entries if e.from_id],
            {e.from_id for e in entries if e.kind == "split"},
        ),
        (candidate.catalogue, [e.to_id for e in entries if e.to_id], {e.to_id for e in entries if e.kind == "merged"}),
    )
    for catalogue, mapped, may_repeat in sides:
        times = Counter(mapped)
        repeated = {key for key, number in times.items() if number > 1} - may_repeat
        wrong = _ids(catalogue).symmetric_difference(mapped) | repeated
        yield from ((found, f"{catalogue.version} x {times[found]}") for found in sorted(wrong))


def unfitting_kinds(candidate: CatalogueCandidate) -> Finds:
    """Entries whose kind does not exist, or that lack an id which their kind needs."""
    for entry in _entries(candidate):
        if not _kind_fits(entry):
            yield entry.from_id or entry.to_id or "", entry.kind


def wrong_shapes(candidate: CatalogueCandidate) -> Finds:
    """Splits and mergers that are none, or take part in something else: one old to several new, several old to one."""
    entries = [e for e in _entries(candidate) if e.from_id and e.to_id]
    leads_to = Counter(entry.from_id for entry in entries)
    comes_from = Counter(entry.to_id for entry in entries)
    split = {entry.from_id for entry in entries if entry.kind == "split"}
    merged = {entry.to_id for entry in entries if entry.kind == "merged"}
    for entry in entries:
        from_several, to_several = comes_from[entry.to_id] > 1, leads_to[entry.from_id] > 1
        right = {
            "split": to_several and not from_several,
            "merged": from_several and not to_several,
        }.get(entry.kind, entry.from_id not in split and entry.to_id not in merged)
        if not right:
            yield f"{entry.from_id} → {entry.to_id}", entry.kind


def ids_with_another_meaning(candidate: CatalogueCandidate) -> Finds:
    """Ids of both versions that the mapping does not lead to each other: the same id would mean two things."""
    if candidate.mapping is None or candidate.earlier is None:
        return
    pairs = {(entry.from_id, entry.to_id) for entry in candidate.mapping.entries}
    for question in candidate.catalogue.questions:
        if question.id in candidate.earlier.places and (question.id, question.id) not in pairs:
            yield question.id, candidate.earlier.version


def _entries(candidate: CatalogueCandidate) -> Sequence[QuestionMapping]:
    return candidate.mapping.entries if candidate.mapping else ()


def _kind_fits(entry: QuestionMapping) -> bool:
    """Only a new question has no earlier one, only a dropped one no later one."""
    has_both_but = {"new": (False, True), "dropped": (True, False)}
    expected = has_both_but.get(entry.kind, (True, True))
    return entry.kind in KINDS and (entry.from_id is not None, entry.to_id is not None) == expected


def _ids(catalogue: Catalogue) -> set[str]:
    return {question.id for question in catalogue.questions}
