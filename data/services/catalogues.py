"""The catalogues, for everybody: they are public content and need no permission."""

from __future__ import annotations

from data.content import catalogues as content
from data.model.catalogue import Catalogue


def catalogue(version: str, language: str = "de") -> Catalogue:
    """One released catalogue in one language. Raises NotFound."""
    return content.catalogue(version, language)


def versions() -> tuple[str, ...]:
    """All released versions, the newest first."""
    return content.versions()[::-1]
