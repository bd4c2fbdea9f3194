"""Reads the texts that contact persons of the network agree to, one file per version."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import yaml

from data.errors import NotFound
from data.model.network import Audience, ContactText

FOLDER = Path(__file__).parent / "network"


@cache
def versions() -> tuple[str, ...]:
    """All versions of the text, the oldest first; new contact persons agree to the last."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.yaml")))


@cache
def contact_text(version: str, language: str) -> ContactText:
    """One version of the text in a language. Raises NotFound."""
    if version not in versions():
        raise NotFound("consent_text_not_found", version=version)
    written = yaml.safe_load((FOLDER / f"{version}.yaml").read_text(encoding="utf-8"))
    return ContactText(
        version=version,
        valid_from=written["valid_from"],
        title=written["title"][language],
        introduction=written["introduction"][language],
        points=tuple(point[language] for point in written["points"]),
        audiences={audience: written["audiences"][audience.value][language] for audience in Audience},
    )
