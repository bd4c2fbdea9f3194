"""Small catalogues and sheets for the tests of the rules, written as short as the rule book writes them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from data.model.catalogue import ActionField, Band, Catalogue, Criterion, Question, ScaleStep
from data.model.self_check import Answer, Answered, NotApplicable, NotKnown, Reply, StoredAnswer

BANDS = (("start", 0), ("first_steps", 20), ("under_way", 40), ("well_placed", 60), ("established", 80))
SIGNS: Mapping[str, Reply] = {
    **{str(points): Answered(points) for points in range(5)},
    "?": NotKnown(),
    "x": NotApplicable(),
}


def a_small_catalogue(*fields: Sequence[int], version: str = "test", must_apply: Sequence[str] = ()) -> Catalogue:
    """A catalogue from the number of questions of each criterion of each field.

    Fields are f1, f2; criteria f1c1, f1c2; questions f1c1q1, f1c1q2.
    """
    return Catalogue(
        version=version,
        title="Test",
        scale=tuple(ScaleStep(points, str(points), "") for points in range(5)),
        bands=tuple(Band(key, percent, key) for key, percent in BANDS),
        fields=tuple(_field(number, sizes, must_apply) for number, sizes in enumerate(fields, start=1)),
    )


def replies(**criteria: str) -> dict[str, Reply]:
    """Replies by criterion, a sign for each question: 0-4, `?` not known, `x` not applicable, `-` open."""
    return {
        f"{criterion}q{number}": SIGNS[sign]
        for criterion, signs in criteria.items()
        for number, sign in enumerate(signs, start=1)
        if sign != "-"
    }


def sheet_of(given: Mapping[str, Reply], evidence: Sequence[str] = ()) -> dict[str, StoredAnswer]:
    """An answer sheet with these replies, and a document named as evidence for some questions."""
    at = datetime(2026, 1, 1, tzinfo=UTC)
    return {
        key: StoredAnswer(Answer(key, reply, evidence="Ratsbeschluss" if key in evidence else " "), 1, "", at)
        for key, reply in given.items()
    }


def _field(number: int, sizes: Sequence[int], must_apply: Sequence[str]) -> ActionField:
    key = f"f{number}"
    return ActionField(
        key=key,
        number=number,
        title=key,
        short_title=key,
        criteria=tuple(_criterion(f"{key}c{c}", size, must_apply) for c, size in enumerate(sizes, start=1)),
    )


def _criterion(key: str, size: int, must_apply: Sequence[str]) -> Criterion:
    ids = [f"{key}q{number}" for number in range(1, size + 1)]
    return Criterion(key, key, tuple(Question(id_, "", "", "", id_ not in must_apply, "") for id_ in ids))
