"""Reads the law in short and the sources that advice rests on."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from urllib.parse import urlsplit

from data.content.support import DEFAULT_LANGUAGE, day_or_none, rows
from data.errors import ContentInvalid
from data.model.support import CheckState, Source
from data.model.support_law import ComplaintNeed, LawEntry, LawTopic


@cache
def law(language: str = DEFAULT_LANGUAGE) -> tuple[LawEntry, ...]:
    """All rules in one language, as written in the file; German where a translation is missing."""
    words = {} if language == DEFAULT_LANGUAGE else {row["key"]: row for row in rows(f"law.{language}.csv")}
    return tuple(_entry({**row, **words.get(row["key"], {})}) for row in rows("law.csv"))


@cache
def _sources() -> dict[str, Source]:
    written = {row["key"]: Source(row["key"], row["name"], row["address"], row["dated"]) for row in rows("sources.csv")}
    return written | {entry.key: entry.source for entry in law()}


def sources(keys: Iterable[str]) -> tuple[Source, ...]:
    """Sources by their keys (`S27`, or the key of a rule of law). Raises ContentInvalid."""
    found = []
    for key in keys:
        if key not in _sources():
            raise ContentInvalid("support_source_unknown", key=key)
        found.append(_sources()[key])
    return tuple(found)


def _entry(row: dict[str, str]) -> LawEntry:
    text_as_of = day_or_none(row["text_as_of"])
    address, _, dated = row["source"].partition(" ")
    return LawEntry(
        key=row["key"],
        paragraph=row["paragraph"],
        title=row["title"],
        covers=row["covers"],
        penalty=row["penalty"],
        topic=LawTopic(row["topic"]),
        complaint=ComplaintNeed(row["complaint"]),
        text_as_of=text_as_of,
        source=Source(row["key"], row["paragraph"], address, row["text_as_of"] or dated or "unknown"),
        further=tuple(_further(row["key"], each) for each in row["further"].split("; ") if each),
        to_confirm=row["to_confirm"] == "yes",
        check=CheckState(day_or_none(row["checked_on"])),
    )


def _further(key: str, text: str) -> Source:
    address, _, dated = text.partition(" ")
    return Source(key, urlsplit(address).netloc.removeprefix("www."), address, dated)
