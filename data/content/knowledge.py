"""Reads the articles of the knowledge base: for each a German file with everything, and an English one with words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from data.errors import ContentInvalid
from data.model.knowledge import Article, ArticleContent, ArticleKind, ArticleText, Effort, Source

FOLDER = Path(__file__).parent / "knowledge"
KEY_FORM = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
ISO_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
LONGEST_TITLE, LONGEST_SUMMARY = 80, 200
WORDS, EVERYTHING = {"title", "summary"}, {"title", "summary", "kind", "effort", "criteria", "checked_on", "sources"}
SOURCE = {"title", "url", "date"}


@cache
def articles() -> Mapping[str, Article]:
    """All articles by their keys. Raises ContentInvalid that names the file and what is wrong in it."""
    return read(FOLDER)


def read(folder: Path) -> dict[str, Article]:
    """The articles of a folder by their keys, in alphabetical order; the rules of `articles` hold."""
    keys = sorted(path.name.removesuffix(".de.md") for path in folder.glob("*.de.md"))
    for path in sorted(folder.glob("*.md")):
        if path.name.rsplit(".", 2)[0] not in keys or not path.name.endswith((".de.md", ".en.md")):
            raise _invalid(path, "no article: there is no German file with this key")
    return {key: _article(folder, key) for key in keys}


def _article(folder: Path, key: str) -> Article:
    german, english = folder / f"{key}.de.md", folder / f"{key}.en.md"
    if not KEY_FORM.fullmatch(key):
        raise _invalid(german, "the name must be small letters, digits and single hyphens")
    if not english.exists():
        raise _invalid(english, "missing")
    head, body = _parts(german)
    _require_names(german, head, EVERYTHING)
    translated, english_body = _parts(english)
    _require_names(english, translated, WORDS)
    content = ArticleContent(
        kind=_kind(german, head["kind"]),
        effort=_one_of(german, Effort, head["effort"]),
        criteria=_criteria(german, head["criteria"]),
        german=_text(german, head, body),
        english=_text(english, translated, english_body),
        sources=tuple(_source(german, each) for each in _list(german, "sources", head["sources"])),
    )
    if not isinstance(head["checked_on"], date):
        raise _invalid(german, f"checked_on is no day: {head['checked_on']}")
    return Article(key, content, head["checked_on"])


def _parts(path: Path) -> tuple[dict[str, Any], str]:
    """What stands between the two lines of hyphens, and the text below."""
    written = path.read_text(encoding="utf-8")
    pieces = re.split(r"^---[ \t]*$", written, maxsplit=2, flags=re.MULTILINE)
    if len(pieces) != 3 or pieces[0].strip():
        raise _invalid(path, "it must begin with front matter between two lines ---")
    try:
        head = yaml.safe_load(pieces[1])
    except yaml.YAMLError as error:
        raise _invalid(path, f"the front matter is no YAML: {' '.join(str(error).split())}") from None
    if not isinstance(head, dict):
        raise _invalid(path, "the front matter names nothing")
    return head, pieces[2].strip()


def _require_names(path: Path, head: Mapping[str, Any], expected: set[str]) -> None:
    if missing := expected - set(head):
        raise _invalid(path, f"missing: {', '.join(sorted(missing))}")
    if unknown := set(head) - expected:
        raise _invalid(path, f"unknown here: {', '.join(sorted(unknown))}")


def _text(path: Path, head: Mapping[str, Any], body: str) -> ArticleText:
    for name, longest in (("title", LONGEST_TITLE), ("summary", LONGEST_SUMMARY)):
        value = head[name]
        if not isinstance(value, str) or not 0 < len(value.strip()) <= longest:
            raise _invalid(path, f"{name} must be a text of 1 to {longest} characters")
    if not body:
        raise _invalid(path, "there is no text below the front matter")
    return ArticleText(head["title"].strip(), head["summary"].strip(), body)


def _kind(path: Path, value: object) -> ArticleKind:
    kind: ArticleKind = _one_of(path, ArticleKind, value)
    if kind is ArticleKind.PRACTICE:
        raise _invalid(path, "practice is for what communes offer")
    return kind


def _one_of(path: Path, choices: Any, value: object) -> Any:
    if value not in list(choices):
        raise _invalid(path, f"{value} is none of {', '.join(choices)}")
    return choices(value)


def _criteria(path: Path, value: object) -> tuple[str, ...]:
    keys = _list(path, "criteria", value)
    if not all(isinstance(key, str) for key in keys) or len(set(keys)) != len(keys):
        raise _invalid(path, "criteria must be different keys")
    return tuple(keys)


def _list(path: Path, name: str, value: object) -> list[Any]:
    if not isinstance(value, list):
        raise _invalid(path, f"{name} must be a list")
    return value


def _source(path: Path, value: object) -> Source:
    if not isinstance(value, dict) or not {"title", "url"} <= set(value) <= SOURCE:
        raise _invalid(path, "a source has title, url and date")
    told = {name: "" if each is None else str(each).strip() for name, each in value.items()}
    source = Source(told["title"], told["url"], told.get("date", ""))
    if not source.title or not source.url.startswith("https://") or " " in source.url:
        raise _invalid(path, f"a source needs a title and an address with https: {source.url}")
    if source.date and not ISO_DATE.fullmatch(source.date):
        raise _invalid(path, f"the date of a source is a year, a month or a day such as 2024-05-31: {source.date}")
    return source


def _invalid(path: Path, found: str) -> ContentInvalid:
    return ContentInvalid("article_invalid", file=path.name, found=found)
