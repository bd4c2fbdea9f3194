"""Answers of an earlier round as proposals for the next one: docs/decisions/answers.md."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from data.model.catalogue import Catalogue, CatalogueMapping
from data.model.self_check import Answer, NotApplicable, Part

KINDS_THAT_CARRY = ("equal", "changed", "split", "merged")


@dataclass(frozen=True)
class CarriedAnswer:
    """An earlier answer under the id that its question has now, and how the two questions relate."""

    answer: Answer
    mapping_kind: str

    @property
    def parts(self) -> frozenset[Part]:
        """What it proposes: everything that was said then."""
        return frozenset(part for part in Part if getattr(self.answer, part))


def carried_forward(
    catalogue: Catalogue, mapping: CatalogueMapping, earlier: Mapping[str, Answer], now: Mapping[str, Answer]
) -> tuple[CarriedAnswer, ...]:
    """The earlier answers that may still hold, for every question without an answer now, in catalogue order.

    Several old questions that became one propose something only if all of them were answered alike.
    """
    sources = sources_of(mapping)
    found = []
    for question_id, place in catalogue.places.items():
        if question_id in now and not now[question_id].is_empty:
            continue
        answer = _together(question_id, [earlier.get(old) for old, _kind in sources.get(question_id, [])])
        if answer is not None and isinstance(answer.reply, NotApplicable) and not place.question.may_not_apply:
            continue
        if answer is not None and not answer.is_empty:
            found.append(CarriedAnswer(answer, sources[question_id][0][1]))
    return tuple(found)


def sources_of(mapping: CatalogueMapping) -> dict[str, list[tuple[str, str]]]:
    """By the id that a question has now: the earlier questions that lead to it, each with how the two relate."""
    sources: dict[str, list[tuple[str, str]]] = {}
    for entry in mapping.entries:
        if entry.kind in KINDS_THAT_CARRY and entry.from_id is not None and entry.to_id is not None:
            sources.setdefault(entry.to_id, []).append((entry.from_id, entry.kind))
    return sources


def _together(question_id: str, answers: list[Answer | None]) -> Answer | None:
    if not answers or answers[0] is None or any(a is None or a.reply != answers[0].reply for a in answers):
        return None
    told = [answer for answer in answers if answer is not None]

    def all_notes(part: Part) -> str:
        return "\n".join(dict.fromkeys(note for answer in told if (note := getattr(answer, part))))

    notes: dict[str, Any] = {part.value: all_notes(part) for part in Part if part is not Part.REPLY}
    return replace(told[0], question_id=question_id, **notes)
