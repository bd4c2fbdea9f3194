"""Catalogues are public content: everybody reads them, the newest first."""

from __future__ import annotations

import pytest

from data.errors import NotFound
from data.services import catalogues


def test_versions_come_newest_first() -> None:
    assert catalogues.versions() == ("2021-07", "2021-03")


@pytest.mark.parametrize("version", catalogues.versions())
def test_every_version_can_be_read_in_both_languages(version: str) -> None:
    german, english = (catalogues.catalogue(version, language) for language in ("de", "en"))
    assert list(german.places) == list(english.places)
    assert catalogues.catalogue(version) is german
    assert len(german.fields) == 7


def test_a_version_that_does_not_exist_is_not_found() -> None:
    with pytest.raises(NotFound, match=r"catalogue_not_found .version=1999-01."):
        catalogues.catalogue("1999-01")


def test_a_path_is_no_version() -> None:
    with pytest.raises(NotFound):
        catalogues.catalogue("../demo")
