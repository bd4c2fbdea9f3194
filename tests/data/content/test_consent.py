"""The texts that communes consent to: each version as it was shown, complete in both languages."""

from __future__ import annotations

import re
from hashlib import sha256

import pytest

from data.content import consent
from data.errors import NotFound
from data.rules.benchmark_parameters import Parameters

# Whoever consented agreed to exactly this. A better wording is a new version.
FINGERPRINTS = {"2026-02": "e2b0f91e16452f018a89f43c2c442ceb6311d7e5292d4c321517f11dd478ce1d"}
LANGUAGES = ("de", "en")


def test_a_version_that_was_shown_has_not_changed_by_a_single_byte() -> None:
    found = {path.stem: sha256(path.read_bytes()).hexdigest() for path in consent.FOLDER.iterdir()}
    assert found == FINGERPRINTS
    assert consent.versions() == tuple(sorted(FINGERPRINTS))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("version", FINGERPRINTS)
def test_every_version_is_whole_in_every_language(version: str, language: str) -> None:
    text = consent.consent_text(version, language)
    assert text.version == version
    assert version == f"{text.valid_from:%Y-%m}"
    sentences = [text.introduction, *text.points, *text.consequences]
    assert all(re.match(r"[A-ZÄÖÜ]", sentence) and sentence.endswith(".") for sentence in sentences)
    assert text.title and len(text.points) >= 6 and len(text.consequences) >= 4


@pytest.mark.parametrize("version", FINGERPRINTS)
def test_the_two_languages_say_as_much_and_are_not_the_same(version: str) -> None:
    german, english = (consent.consent_text(version, language) for language in LANGUAGES)
    assert (len(german.points), len(german.consequences)) == (len(english.points), len(english.consequences))
    pairs = zip([german.title, *german.points], [english.title, *english.points], strict=True)
    assert all(one != other for one, other in pairs)


def test_the_newest_text_names_the_numbers_that_hold() -> None:
    # Seven in a cell, three in a run, five points, five changes, six release dates are three years.
    said = " ".join(consent.consent_text(consent.versions()[-1], "de").points)
    said += " ".join(consent.consent_text(consent.versions()[-1], "de").consequences)
    numbers = Parameters()
    assert (numbers.k, numbers.s, numbers.s_questions, numbers.grid, numbers.refresh, numbers.max_age) == (
        (7, 3, 7, 5, 5, 6)
    )
    for words in ("mindestens sieben", "mindestens drei", "fünf Punkte", "fünf ihrer Kommunen", "nach drei Jahren"):
        assert words in said


def test_a_version_that_does_not_exist_is_refused() -> None:
    with pytest.raises(NotFound, match="consent_text_not_found"):
        consent.consent_text("1999-01", "de")
