"""Reads the texts that communes consent to, one file per version."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import yaml

from data.errors import NotFound
from data.model.consent import ConsentText

FOLDER = Path(__file__).parent / "consent"


@cache
def versions() -> tuple[str, ...]:
    """All versions of the text, the oldest first; new consents are given to the last."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.yaml")))


@cache
def consent_text(version: str, language: str) -> ConsentText:
    """One version of the text in a language. Raises NotFound."""
    if version not in versions():
        raise NotFound("consent_text_not_found", version=version)
    written = yaml.safe_load((FOLDER / f"{version}.yaml").read_text(encoding="utf-8"))
    return ConsentText(
        version=written["version"],
        valid_from=written["valid_from"],
        title=written["title"][language],
        introduction=written["introduction"][language],
        points=tuple(point[language] for point in written["points"]),
        consequences=tuple(consequence[language] for consequence in written["consequences"]),
    )
