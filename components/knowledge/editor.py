"""One article to edit: fields and how it will look, the sentence that says what changed, and its versions."""

from __future__ import annotations

from datetime import date
from functools import partial

import streamlit as st

from components import address, navigation, notice
from components.documents import on_page
from components.knowledge import article_fields, kept_fields, place, versions, words
from components.knowledge.article_fields import BASE, SENTENCE
from components.knowledge.desk import EditingDesk, Preview, Problems
from components.knowledge.place import ARTICLE, Param
from components.language import _
from components.notice import Notice
from components.plain_text import escaped
from components.plan.measures_desk import tried
from components.plan.priorities_words import Names
from components.questionnaire import redraw
from data.model.knowledge import ArticleContent, ArticleState, KeptArticle

PLACE = "article_editor"
NEW_FORM = "neu"


def new(desk: EditingDesk, preview: Preview, names: Names) -> None:
    """A new article, with its title."""
    redraw.drawn(redraw.PAGE)
    place.back_link(_("Alle Artikel und Angebote"), navigation.KNOWLEDGE_EDITING)
    st.title(_("Neuer Artikel"))
    _fields(desk, preview, names, None)


def shown(desk: EditingDesk, preview: Preview, article: KeptArticle, names: Names, today: date) -> None:
    """The page of one article, with its title."""
    redraw.drawn(redraw.PAGE)
    place.back_link(_("Alle Artikel und Angebote"), navigation.KNOWLEDGE_EDITING)
    st.title(words.title(article), anchor=False)
    notice.show(notice.TOP)
    _standing(desk, article, today)
    _fields(desk, preview, names, article.key)
    versions.shown(desk, article, names)


def _standing(desk: EditingDesk, article: KeptArticle, today: date) -> None:
    told = [words.article_state(article.state), words.version_badge(article), words.checked_badge(article, today)]
    st.markdown(" ".join(told))
    with st.container(horizontal=True, vertical_alignment="center", key="knowledge_steps"):
        if article.state is ArticleState.PUBLISHED:
            target = {ARTICLE: article.key}
            st.page_link(
                navigation.KNOWLEDGE, label=_("So wird er gelesen"), icon=":material/menu_book:", query_params=target
            )
            checked = _("Als heute geprüft vermerkt.")
            check = partial(_done, checked, partial(desk.note_check, article.key, today))
            st.button(
                _("Heute geprüft"),
                key="note_check",
                type="tertiary",
                icon=":material/event_available:",
                on_click=check,
            )
            gone = _("Der Artikel ist zurückgezogen. Unten können Sie jede Fassung wieder veröffentlichen.")
            withdraw = partial(_done, gone, partial(desk.withdraw, article.key))
            st.button(
                _("Zurückziehen"),
                key="withdraw_article",
                type="tertiary",
                icon=":material/visibility_off:",
                on_click=withdraw,
            )


def _done(sentence: str, action: partial[KeptArticle]) -> None:
    if tried(notice.TOP, action):
        notice.tell(Notice(notice.TOP, sentence, went_well=True))


@st.fragment
def _fields(desk: EditingDesk, preview: Preview, names: Names, key: str | None) -> None:
    """Fields and preview; what others stored meanwhile is told here, and waits until somebody takes it up."""
    redraw.rest()  # first: what a click did is told once, by the run that is seen
    article = desk.kept(key) if key else None
    form = key or NEW_FORM
    base = _base(form, article)
    stored = article.content(base) if article else article_fields.BLANK
    if article and base != article.newest_number:
        _newer(article, base, form, names)
    write, read = st.columns(2, gap="large")
    with write:
        with st.container(key=f"knowledge_draft_{form}"):
            language = article_fields.shown(form, stored, names)
        notice.show(PLACE)
        _store(desk, form, key, stored, base)
    with read:
        _preview(preview, article_fields.content(form, stored), language)


def _base(form: str, article: KeptArticle | None) -> int:
    """The version that the fields were filled from; a newer one fills them where nobody typed anything."""
    newest = article.newest_number if article else 0
    base = int(kept_fields.value(form, BASE, newest))
    if base != newest and not article_fields.is_changed(form):
        kept_fields.forget(form, article_fields.PARTS)
        base = newest
    kept_fields.keep(form, BASE, base)
    return base


def _newer(article: KeptArticle, base: int, form: str, names: Names) -> None:
    newest = article.versions[0]
    with st.container(border=True, key="newer_version"):
        st.markdown(
            _(
                "**{name} hat inzwischen Fassung {number} gespeichert:** {sentence}",
                name=escaped(newest.by) or _("Jemand"),
                number=newest.number,
                sentence=escaped(newest.sentence),
            )
        )
        versions.difference(article.content(base), newest.content, names)
        st.caption(_("Was Sie geändert haben, bleibt in Ihren Feldern; alles Übrige kommt aus der neuen Fassung."))
        st.button(
            _("Auf Fassung {number} weiterarbeiten", number=newest.number),
            key="take_up_newer",
            icon=":material/merge:",
            on_click=_take_up,
            args=(form, newest.number),
        )


def _take_up(form: str, number: int) -> None:
    kept_fields.keep(form, BASE, number)
    kept_fields.fill_anew(form, article_fields.PARTS)
    redraw.wanted(redraw.PAGE)


def _preview(preview: Preview, content: ArticleContent, language: str) -> None:
    text = article_fields.written(content, language)
    blocks, problems = preview(text.body)
    st.header(_("So wird es gelesen"))
    _problems(problems)
    with st.container(border=True, key="article_preview"):
        if text.is_empty:
            st.caption(_("Sobald Sie etwas schreiben, steht es hier."))
            return
        st.markdown(f"### {escaped(text.title) or '–'}\n\n{escaped(text.summary)}", anchors=False)
        on_page.shown(on_page.lowered(blocks), "preview")


def _problems(problems: Problems) -> None:
    named = {
        "html": _("HTML wird als Text gezeigt: {found}"),
        "picture": _("Bilder werden nicht gezeigt: {found}"),
        "address": _("Dieser Link führt nirgendwohin, weil er nicht mit https:// oder mailto: beginnt: {found}"),
    }
    told = [named[kind].format(found=escaped(found)) for kind, found in problems]
    if told:
        st.warning("\n".join(f"- {each}" for each in told), icon=":material/link_off:")


def _store(desk: EditingDesk, form: str, key: str | None, stored: ArticleContent, base: int) -> None:
    with st.container(key=f"knowledge_draft_{form}_sentence"):
        line = partial(
            st.text_input,
            _("Was ist neu?"),
            max_chars=article_fields.LONGEST_SENTENCE,
            placeholder=_("Ein Satz, zum Beispiel: Adresse der Beratungsstelle ist neu"),
        )
        kept_fields.field(form, SENTENCE, "", line)
    save = partial(_save, desk, form, key, stored, base)
    with st.container(horizontal=True):
        st.button(
            _("Veröffentlichen"),
            key="publish_article",
            type="primary",
            icon=":material/publish:",
            on_click=save,
            kwargs={"publish": True},
        )
        st.button(_("Als Entwurf speichern"), key="save_article", on_click=save, kwargs={"publish": False})
        if article_fields.is_changed(form):
            st.button(_("Änderungen verwerfen"), key="drop_article", type="tertiary", on_click=_drop, args=(form,))


def _drop(form: str) -> None:
    kept_fields.forget(form, article_fields.PARTS)
    redraw.wanted(redraw.PAGE)


def _save(desk: EditingDesk, form: str, key: str | None, stored: ArticleContent, base: int, *, publish: bool) -> None:
    wished = article_fields.content(form, stored)
    sentence = str(kept_fields.value(form, SENTENCE, "") or "")
    saved: list[KeptArticle] = []

    def save() -> None:
        if key is None:
            saved.append(desk.add(wished, sentence, publish=publish))
        else:
            saved.append(desk.save(key, base, wished, sentence, publish=publish))

    if not tried(PLACE, save):
        return
    kept_fields.forget(form, article_fields.PARTS)
    address.tell(ARTICLE, saved[0].key)
    address.tell(Param.VIEW, "")
    number = saved[0].newest_number
    told = _("Fassung {number} ist gespeichert und wird jetzt gelesen.", number=number)
    if not publish:
        told = _("Fassung {number} ist als Entwurf gespeichert. Gelesen wird sie noch nicht.", number=number)
    notice.tell(Notice(notice.TOP, told, went_well=True))
