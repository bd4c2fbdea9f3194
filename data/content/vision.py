"""Reads what guides a commune to its vision."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import yaml

from data.model.vision import Prompt, VisionContent

FILE = Path(__file__).parent / "vision" / "prompts.yaml"
DEFAULT_LANGUAGE = "de"


@cache
def vision_content(language: str = DEFAULT_LANGUAGE) -> VisionContent:
    """The prompts and the example of a statement in one language; German where a translation is missing."""
    written = yaml.safe_load(FILE.read_text(encoding="utf-8"))

    def text(value: dict[str, str]) -> str:
        return value.get(language) or value[DEFAULT_LANGUAGE]

    return VisionContent(
        prompts=tuple(Prompt(each["key"], text(each["question"]), text(each["hint"])) for each in written["prompts"]),
        example=text(written["example"]),
    )
