"""The catalogues: the one way for all services and pages to get one. They are public content and need no permission."""

from __future__ import annotations

from data.content import catalogues as content
from data.errors import NotFound
from data.model.catalogue import Catalogue, CatalogueMapping


def catalogue(version: str, language: str = "de") -> Catalogue:
    """One released catalogue in one language. Raises NotFound."""
    return content.catalogue(version, language)


def versions() -> tuple[str, ...]:
    """All released versions, the newest first."""
    return content.versions()[::-1]


def shipped_versions() -> tuple[str, ...]:
    """The released versions that come with the program, the oldest first; the comparison knows these alone."""
    return content.versions()


def mapping(from_version: str, to_version: str) -> CatalogueMapping:
    """How the questions of one version relate to those of another, whichever of the two is the older.

    A version maps to itself. Raises NotFound if nobody wrote how the two relate.
    """
    try:
        return content.mapping(from_version, to_version)
    except NotFound:
        return content.mapping(to_version, from_version).reversed
