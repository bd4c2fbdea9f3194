"""The articles: search, filters with counts, and what was found as cards."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import streamlit as st

from components import address, navigation, session
from components.knowledge import place, words
from components.knowledge.desk import ReadingDesk
from components.knowledge.place import Param, View
from components.language import _, number, plural
from components.page_frame import lead
from components.paging import page_of
from components.plain_text import escaped
from components.plan.measures_place import keep_in_step
from components.plan.priorities_words import Names
from data.model.knowledge import ArticleKind, Effort, Found, Hit, Wish
from data.model.people import Permission, Person
from data.rules.access import may

SHOWN_AT_ONCE = 12
SEARCH, CRITERION = "knowledge_search", "knowledge_criterion"


def shown(desk: ReadingDesk, names: Names, person: Person, language: str) -> None:
    """The whole page below its title."""
    lead(_("Was andere schon ausprobiert haben: kurze Anleitungen, mit denen Sie heute anfangen können."))
    _ways(person)
    _found(desk, names, language)


def _ways(person: Person) -> None:
    if may(person, Permission.OFFER_PRACTICE):
        with st.container(key="knowledge_ways"):
            place.view_link(View.OFFERING, _("Eigene Praxis anbieten"), ":material/volunteer_activism:")
    if may(person, Permission.EDIT_KNOWLEDGE):
        with st.container(key="knowledge_ways"):
            st.page_link(navigation.KNOWLEDGE_EDITING, label=_("Wissen pflegen"), icon=":material/edit_note:")


@st.fragment
def _found(desk: ReadingDesk, names: Names, language: str) -> None:
    address.keep()
    wished = place.wish()
    found = desk.find(wished)
    with st.container(key="knowledge_asked"):
        _search(wished)
        _criterion(wished, names)
    _filters(found, wished, names)
    _told(found, wished)
    shown_now = page_of(found.hits, SHOWN_AT_ONCE, f"knowledge_page_{abs(hash(wished))}")
    with st.container(key="knowledge_cards"):
        for hit in shown_now:
            _card(hit, names, language)


def _search(wished: Wish) -> None:
    keep_in_step(SEARCH, wished.text)
    st.text_input(
        _("Suche"),
        key=SEARCH,
        icon=":material/search:",
        max_chars=place.LONGEST_SEARCH,
        placeholder=_("Zum Beispiel: Sprachmittlung"),
        on_change=_searched,
    )


def _searched() -> None:
    address.tell(Param.TEXT, " ".join((session.widget_value(SEARCH) or "").split()))


def _filters(found: Found, wished: Wish, names: Names) -> None:
    fields = {field.key: field.short_title for field in names.own.fields}
    with st.container(key="knowledge_filters"):
        _pills(_("Handlungsfeld"), fields, found.by_field, wished.fields, place.tell_fields)
        _pills(
            _("Art"), {each: words.kind(each) for each in ArticleKind}, found.by_kind, wished.kinds, place.tell_kinds
        )
        efforts = {each: words.effort(each) for each in Effort}
        _pills(_("Aufwand"), efforts, found.by_effort, wished.efforts, place.tell_efforts)


def _pills(
    label: str,
    titles: Mapping[Any, str],
    counts: Mapping[Any, int],
    chosen: Iterable[Any],
    tell: Callable[[Iterable[Any]], None],
) -> None:
    """Several values of one filter, each with how many there would be; what would bring nothing is left out."""
    wanted = set(chosen)
    offered = [value for value in titles if counts.get(value) or value in wanted]
    labels = {value: f"{titles[value]} ({number(counts.get(value, 0))})" for value in offered}
    key = f"knowledge_filter_{tell.__name__}"
    keep_in_step(key, [value for value in offered if value in wanted])
    st.pills(
        label,
        offered,
        format_func=labels.__getitem__,
        selection_mode="multi",
        key=key,
        on_change=lambda: tell(session.widget_value(key) or ()),
    )


def _criterion(wished: Wish, names: Names) -> None:
    titles = {
        criterion.key: f"{field.short_title}: {criterion.title}"
        for field in names.own.fields
        for criterion in field.criteria
    }
    keep_in_step(CRITERION, wished.criterion if wished.criterion in titles else None)
    st.selectbox(
        _("Kriterium"),
        list(titles),
        index=None,
        format_func=titles.__getitem__,
        key=CRITERION,
        placeholder=_("alle Kriterien"),
        on_change=lambda: address.tell(Param.CRITERION, session.widget_value(CRITERION) or ""),
    )


def _told(found: Found, wished: Wish) -> None:
    """How much was found, and the way back to everything."""
    is_narrowed = wished != Wish()
    with st.container(horizontal=True, vertical_alignment="center", key="knowledge_found"):
        st.markdown(_sentence(found, wished), width="content")
        if is_narrowed:
            st.button(
                _("Alle Artikel zeigen"),
                key="knowledge_clear",
                type="tertiary",
                icon=":material/close:",
                on_click=place.clear,
            )


def _sentence(found: Found, wished: Wish) -> str:
    if not found.hits and wished != Wish():
        return _("**Dazu gibt es noch keinen Artikel.** Versuchen Sie ein anderes Wort oder weniger Filter.")
    if not found.hits:
        return _("**Hier gibt es noch keinen Artikel.** Das Plattform-Team hat alle zurückgezogen.")
    count = plural("**Ein Artikel**", "**{n} Artikel**", len(found.hits))
    if found.is_wider:
        return count + ". " + _("Keiner enthält alle Wörter; diese kommen am nächsten.")
    return count


def _card(hit: Hit, names: Names, language: str) -> None:
    article = hit.article
    text = article.content.text(language)
    lines = [words.badges(article), escaped(text.summary)]
    if told := words.snippet(hit.snippet):
        lines.append(told)
    small = [escaped(words.criteria(article, names)), words.checked(article)]
    if whose := words.whose(article):
        small.insert(0, whose)
    with st.container(border=True, key=f"knowledge_card_{article.key}", gap="small"):
        place.article_link(article.key, f"**{escaped(text.title)}**")
        st.markdown("\n\n".join(lines))
        st.caption(" · ".join(small))
