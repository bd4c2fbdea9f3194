"""What people of the demo wrote: it stays as it was written, whatever language a page speaks."""

from __future__ import annotations

import re
from collections.abc import Iterator

import yaml
from conftest import ROOT

from components.plain_text import escaped


def written_in(part: object) -> Iterator[str]:
    """Every text that people of the demo wrote, word for word."""
    if isinstance(part, dict):
        yield from (text for value in part.values() for text in written_in(value))
    elif isinstance(part, list):
        yield from (text for value in part for text in written_in(value))
    elif isinstance(part, str):
        lines = part.splitlines()
        yield from (*lines, *map(escaped, lines), escaped(part))


WRITTEN = [yaml.safe_load(path.read_text("utf-8")) for path in (ROOT / "data/content/demo").glob("*.yaml")]
BY_PEOPLE = sorted({*written_in(WRITTEN)} - {""}, key=len, reverse=True)
# What is too long for its place is cut, and says so.
CUT = (f"{re.escape(text[:60])}.* …" for text in BY_PEOPLE if len(text) > 60)
NAMED_BY_PEOPLE = re.compile("|".join([*map(re.escape, BY_PEOPLE), *CUT]))
