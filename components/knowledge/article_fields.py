"""An article as fields: everything that the platform team can write, kept by the tab until it is stored."""

from __future__ import annotations

from functools import partial

import streamlit as st

from components.knowledge import kept_fields, practice_fields, words
from components.language import LANGUAGES, _
from components.plan.priorities_words import Names
from data.model.knowledge import ArticleContent, ArticleKind, ArticleText, Effort, Source

LONGEST_TITLE, LONGEST_SUMMARY, LONGEST_BODY, LONGEST_SOURCES, LONGEST_SENTENCE = 80, 200, 20_000, 8_000, 300
BASE, SENTENCE, LANGUAGE = "base", "sentence", "language"
WORDS = ("title", "summary", "body")
PARTS = (*(f"{part}_{language}" for language in LANGUAGES for part in WORDS), "kind", "effort", "criteria", "sources")
BLANK = ArticleContent(ArticleKind.TIP, Effort.LOW, (), ArticleText("", "", ""))
BETWEEN = " | "


def shown(form: str, stored: ArticleContent, names: Names) -> str:
    """All fields, the words in the language that is chosen above them; gives back this language."""
    named = {"de": _("Deutsch"), "en": _("Englisch")}
    choose = partial(
        st.segmented_control,
        _("Sprache der Fassung"),
        list(named),
        format_func=named.__getitem__,
        required=True,
    )
    language = str(kept_fields.field(form, LANGUAGE, "de", choose) or "de")
    text = written(stored, language)
    for part, label, longest in (
        ("title", _("Titel"), LONGEST_TITLE),
        ("summary", _("In einem Satz"), LONGEST_SUMMARY),
    ):
        line = partial(st.text_input, label, max_chars=longest)
        kept_fields.field(form, f"{part}_{language}", getattr(text, part), line)
    area = partial(st.text_area, _("Text in Markdown"), max_chars=LONGEST_BODY, height=420, help=_rules())
    kept_fields.field(form, f"body_{language}", text.body, area)
    _about(form, stored, names)
    return language


def _about(form: str, stored: ArticleContent, names: Names) -> None:
    kinds = [kind for kind in ArticleKind if kind is not ArticleKind.PRACTICE]
    with st.container(horizontal=True):
        choose = partial(st.selectbox, _("Art"), kinds, format_func=words.kind)
        kept_fields.field(form, "kind", stored.kind, choose)
        choose = partial(st.selectbox, _("Aufwand"), list(Effort), format_func=words.effort_meaning)
        kept_fields.field(form, "effort", stored.effort, choose)
    titles = practice_fields.criterion_titles(names)
    titles |= {key: names.criteria.get(key, key) for key in stored.criteria if key not in titles}
    several = partial(
        st.multiselect,
        _("Kriterien, das wichtigste zuerst"),
        list(titles),
        format_func=titles.__getitem__,
        placeholder=_("gilt für alle"),
    )
    kept_fields.field(form, "criteria", list(stored.criteria), several)
    area = partial(
        st.text_area,
        _("Quellen, eine je Zeile: Titel | https://… | Datum"),
        max_chars=LONGEST_SOURCES,
        height=110,
        placeholder="Beispielgesetz | https://www.example.org/gesetz | 2024-05-31",
    )
    kept_fields.field(form, "sources", sources_written(stored), area)


def _rules() -> str:
    return _(
        "Überschriften mit ##, Aufzählungen mit -, Tabellen mit senkrechten Strichen, Links als [Text](https://…). "
        "HTML und Bilder werden nicht gezeigt."
    )


def content(form: str, stored: ArticleContent) -> ArticleContent:
    """What the fields hold, together with what is stored of the parts that nobody touched."""
    english = _text(form, stored, "en")
    return ArticleContent(
        kind=kept_fields.value(form, "kind", stored.kind),
        effort=kept_fields.value(form, "effort", stored.effort),
        criteria=tuple(kept_fields.value(form, "criteria", stored.criteria)),
        german=_text(form, stored, "de"),
        english=None if english.is_empty else english,
        sources=_sources(kept_fields.value(form, "sources", sources_written(stored))),
    )


def written(stored: ArticleContent, language: str) -> ArticleText:
    """The words of a language, blank where there are none: never those of the other one."""
    return stored.german if language == "de" else stored.english or ArticleText("", "", "")


def is_changed(form: str) -> bool:
    """Whether somebody typed or chose something that is not stored."""
    return any(kept_fields.is_kept(form, part) for part in PARTS)


def sources_written(stored: ArticleContent) -> str:
    """The sources as lines to edit."""
    return "\n".join(
        BETWEEN.join(part for part in (source.title, source.url, source.date) if part) for source in stored.sources
    )


def _text(form: str, stored: ArticleContent, language: str) -> ArticleText:
    text = written(stored, language)
    told = {
        part: str(kept_fields.value(form, f"{part}_{language}", getattr(text, part)) or "").strip() for part in WORDS
    }
    return ArticleText(**told)


def _sources(lines: str | None) -> tuple[Source, ...]:
    """Each line a source; one that is not understood keeps its words as the title, so that it can be named."""
    found = []
    for line in (lines or "").splitlines():
        parts = [part.strip() for part in line.split(BETWEEN.strip())]
        if any(parts):
            title, url, *dated = [*parts, ""]
            found.append(Source(title, url, dated[0] if dated else ""))
    return tuple(found)
