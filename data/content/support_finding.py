"""Reads the table of finding help, its steps, and the words of its questions."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from data.content.support import DEFAULT_LANGUAGE, content_of, in_language
from data.content.support_law import sources
from data.model.support import (
    Advice,
    Choice,
    Concerned,
    FindingRow,
    FindingTable,
    LeadsTo,
    QuestionTexts,
    Reason,
    Situation,
)


@cache
def table() -> FindingTable:
    """Which steps and contacts answer which situation."""
    written = _written()
    return FindingTable(
        situations={Situation(each["key"]): _row(each) for each in written["situations"]},
        concerned={Concerned(each["key"]): _row(each) for each in written["concerned"]},
        reasons={key: Reason(reason) for key, reason in written["reasons"].items()},
        always_there=tuple(written["always_there"]),
    )


@cache
def steps(language: str = DEFAULT_LANGUAGE) -> Mapping[str, Advice]:
    """All steps by their key, in one language."""
    return {each["key"]: advice(each, language) for each in content_of("steps.yaml")["steps"]}


@cache
def question_texts(language: str = DEFAULT_LANGUAGE) -> QuestionTexts:
    """The words of the answers, in one language."""

    def choices(of: str) -> tuple[Choice, ...]:
        return tuple(
            Choice(each["key"], in_language(each["title"], language), in_language(each.get("hint", {}), language))
            for each in _written()[of]
        )

    return QuestionTexts(situations=choices("situations"), concerned=choices("concerned"))


def advice(written: dict[str, Any], language: str) -> Advice:
    """One point of advice as written in a YAML file, in one language."""
    return Advice(
        key=written["key"],
        title=in_language(written["title"], language),
        text=in_language(written["text"], language),
        sources=sources(written.get("sources", ())),
        to_confirm=written.get("to_confirm", False),
        leads_to=LeadsTo(written["leads_to"]) if "leads_to" in written else None,
    )


def _row(written: dict[str, Any]) -> FindingRow:
    return FindingRow(tuple(written["steps"]), tuple(written["contacts"]))


@cache
def _written() -> dict[str, Any]:
    return content_of("situations.yaml")
