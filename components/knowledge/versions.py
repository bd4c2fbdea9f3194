"""The versions of an article: who stored which, what changed, and which one people read."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

import streamlit as st

from components import notice
from components.knowledge import article_fields, words
from components.knowledge.desk import EditingDesk
from components.language import LANGUAGES, _, moment
from components.notice import Notice
from components.plain_text import escaped
from components.plan.measures_desk import tried
from components.plan.priorities_words import Names
from data.model.knowledge import ArticleContent, KeptArticle

PLACE = "article_versions"
CHOICE = "compared_version"
LINES_AROUND = 2


def shown(desk: EditingDesk, article: KeptArticle, names: Names) -> None:
    """All versions, the newest first, and the difference that one of them made."""
    st.header(_("Fassungen"))
    notice.show(PLACE)
    for version in article.versions:
        told = _(
            "**Fassung {number}**, {at}, {name}", number=version.number, at=moment(version.at), name=_name(version.by)
        )
        _row(desk, article, version.number, f"{told}  \n{escaped(version.sentence)}")
    if article.shipped is not None:
        _row(desk, article, 0, _("**Mitgelieferte Fassung**"))
    if article.versions:
        _difference(article, names)


def _name(by: str) -> str:
    return escaped(by) or _("unbekannt")


def _row(desk: EditingDesk, article: KeptArticle, number: int, told: str) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key=f"version_row_{number}"):
        st.markdown(told)
        if number == article.shown_version:
            st.markdown(":green-badge[:material/visibility: " + _("wird gelesen") + "]", width="content")
        else:
            st.button(
                _("Diese veröffentlichen"),
                key=f"publish_version_{number}",
                type="tertiary",
                on_click=_publish,
                args=(desk, article.key, number),
            )


def _publish(desk: EditingDesk, key: str, number: int) -> None:
    if tried(PLACE, desk.publish, key, number):
        told = _("Die mitgelieferte Fassung wird jetzt gelesen.")
        if number:
            told = _("Fassung {number} wird jetzt gelesen.", number=number)
        notice.tell(Notice(PLACE, told, went_well=True))


@st.fragment
def _difference(article: KeptArticle, names: Names) -> None:
    numbers = [version.number for version in article.versions]
    number = st.selectbox(
        _("Was hat diese Fassung geändert?"),
        numbers,
        format_func=_named,
        key=CHOICE,
    )
    before = number - 1
    if before == 0 and article.shipped is None:
        st.caption(_("Das war die erste Fassung."))
        return
    difference(article.content(before), article.content(number), names)


def _named(number: int) -> str:
    return _("Fassung {number}", number=number)


def difference(before: ArticleContent, after: ArticleContent, names: Names) -> None:
    """What was taken away and what came, line by line; says so where nothing did."""
    old, new = (list(_lines(content, names)) for content in (before, after))
    changed = [line for line in difflib.unified_diff(old, new, lineterm="", n=LINES_AROUND) if not _is_head(line)]
    if not changed:
        st.caption(_("Beide Fassungen sind gleich."))
        return
    st.caption(_("− fiel weg, + kam dazu"))
    st.code("\n".join(changed), language="diff", wrap_lines=True)


def _is_head(line: str) -> bool:
    return line.startswith(("---", "+++", "@@"))


def _lines(content: ArticleContent, names: Names) -> Iterator[str]:
    """An article as lines to compare."""
    yield _("Art") + f": {words.kind(content.kind)}"
    yield _("Aufwand") + f": {words.effort(content.effort)}"
    yield _("Kriterien") + f": {', '.join(names.criteria.get(key, key) for key in content.criteria)}"
    for language in LANGUAGES:
        text = article_fields.written(content, language)
        if not text.is_empty:
            yield from (text.title, text.summary, *text.body.splitlines())
    yield from article_fields.sources_written(content).splitlines()
