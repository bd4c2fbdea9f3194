"""An article that is not written as it must be names its file and what is wrong."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from data.content.knowledge import read
from data.errors import ContentInvalid
from data.model.knowledge import ArticleKind, Effort, Source

GERMAN = """---
title: Beschwerden annehmen
summary: Wie eine Stelle entsteht.
kind: checklist
effort: medium
criteria: [schutz_vor_rassismus_und_diskriminierung, bildung]
checked_on: 2026-11-23
sources: [{title: Gesetz, url: https://example.org/gesetz, date: 2024-05}]
---
## Anfang

Text.
"""
ENGLISH = "---\ntitle: Taking complaints\nsummary: How an office begins.\n---\n## Start\n\nText.\n"


def folder(tmp_path: Path, german: str = GERMAN, english: str = ENGLISH, key: str = "beschwerden-annehmen") -> Path:
    (tmp_path / f"{key}.de.md").write_text(german, encoding="utf-8")
    if english:
        (tmp_path / f"{key}.en.md").write_text(english, encoding="utf-8")
    return tmp_path


def test_an_article_is_read_with_both_languages(tmp_path: Path) -> None:
    article = read(folder(tmp_path))["beschwerden-annehmen"]
    content = article.content
    assert (content.kind, content.effort) == (ArticleKind.CHECKLIST, Effort.MEDIUM)
    assert content.criteria == ("schutz_vor_rassismus_und_diskriminierung", "bildung")
    assert content.sources == (Source("Gesetz", "https://example.org/gesetz", "2024-05"),)
    assert article.checked_on == date(2026, 11, 23)
    assert (content.text("de").title, content.text("en").title) == ("Beschwerden annehmen", "Taking complaints")
    assert content.text("en").body == "## Start\n\nText."


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("kind: checklist", "kind: practice", "practice"),
        ("kind: checklist", "kind: poem", "poem"),
        ("effort: medium", "effort: huge", "huge"),
        ("title: Beschwerden annehmen\n", "", "title"),
        ("title: Beschwerden annehmen", f"title: {'x' * 81}", "title"),
        ("checked_on: 2026-11-23", "checked_on: soon", "soon"),
        ("https://", "http://", "http://example.org/gesetz"),
        ("date: 2024-05", "date: May", "May"),
        ("criteria: [", "criteria: [bildung, ", "different"),
        ("effort: medium", "effort: medium\nauthor: somebody", "author"),
        ("## Anfang\n\nText.\n", "", "no text"),
        ("sources: [", "sources: {", "YAML"),
    ],
)
def test_what_is_wrong_is_named_with_its_file(tmp_path: Path, old: str, new: str, found: str) -> None:
    assert old in GERMAN
    with pytest.raises(ContentInvalid, match=r"beschwerden-annehmen\.de\.md") as told:
        read(folder(tmp_path, GERMAN.replace(old, new)))
    assert found in str(told.value)


def test_an_article_without_english_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ContentInvalid, match=r"beschwerden-annehmen\.en\.md"):
        read(folder(tmp_path, english=""))


def test_english_words_without_a_german_article_are_refused(tmp_path: Path) -> None:
    (tmp_path / "alone.en.md").write_text(ENGLISH, encoding="utf-8")
    with pytest.raises(ContentInvalid, match=r"alone\.en\.md"):
        read(tmp_path)


def test_a_key_with_a_capital_letter_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ContentInvalid, match="small letters"):
        read(folder(tmp_path, key="Beschwerden"))
