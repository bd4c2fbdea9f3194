"""One article to read and to print, with what it rests on, what it helps with and what to do next."""

from __future__ import annotations

import streamlit as st

from components import address, incidents, navigation, notice, session
from components.documents import article as paper
from components.documents import downloads, on_page
from components.knowledge import place, words
from components.knowledge.desk import ReadingDesk
from components.knowledge.place import Param
from components.language import _, current, plural
from components.notice import Notice
from components.page_frame import empty_state, lead
from components.plain_text import escaped
from components.plan import measures_place
from components.plan.priorities_words import Names
from components.session import Key
from data.model.document import Block
from data.model.knowledge import Article, ArticleView
from data.model.people import Permission, Person
from data.rules.access import may

MADE = "made_measure"


def gone(title: str, script: str = navigation.KNOWLEDGE) -> None:
    """Instead of an article that there is not (any more)."""
    place.back_link(_("Alle Artikel"), script)
    st.title(title)
    empty_state(
        _("Diesen Artikel gibt es nicht"),
        _("Vielleicht wurde er zurückgezogen, oder die Adresse stimmt nicht ganz."),
        script,
        _("Zu allen Artikeln"),
    )


def shown(desk: ReadingDesk, view: ArticleView, names: Names, person: Person) -> None:
    """The article with its title; how it is found again stands in the address."""
    article, language = view.article, current()
    text = article.content.text(language)
    body = desk.blocks(article)
    place.back_link(_("Alle Artikel"))
    st.title(escaped(text.title), anchor=False)
    lead(escaped(text.summary))
    st.markdown(" ".join((words.badges(article), *_small(article, language))))
    notice.show(MADE)
    read, beside = st.columns([7, 3], gap="large")
    with read:
        content(article, body)
    with beside, st.container(key="knowledge_beside"):
        _helps_with(desk, article, names, person)
        _files(desk, article, names, body, person)
        _related(view, language)


def content(article: Article, body: tuple[Block, ...]) -> None:
    """What the article says, and what it rests on."""
    on_page.shown((*body, *paper.told(article)), "article")
    if article.wants_contact:
        st.caption(_("Diese Kommune freut sich über Nachfragen. Der Weg dorthin ist das Netzwerk."))
        st.page_link(
            navigation.NETWORK,
            label=_("Ansprechpersonen im Netzwerk"),
            icon=":material/hub:",
            query_params={"teil": "kontakte"},
        )
    told = [
        f"- [{escaped(title)}](<{url}>)" + (f", {escaped(dated)}" if dated else "")
        for title, dated, url in paper.sources(article)
    ]
    if told:
        st.markdown("\n".join(("## " + _("Quellen"), *told)), anchors=False)


def _small(article: Article, language: str) -> list[str]:
    small = [f":gray-badge[:material/event_available: {words.checked(article)}]"]
    if whose := words.whose(article):
        small.append(f":gray-badge[:material/location_city: {whose}]")
    if language == "en" and article.content.english is None:
        small.append(":gray-badge[:material/translate: " + _("nur auf Deutsch") + "]")
    return small


def _helps_with(desk: ReadingDesk, article: Article, names: Names, person: Person) -> None:
    st.markdown("## " + _("Passt zu"), anchors=False)
    known = [key for key in article.content.criteria if key in names.criteria]
    for key in known:
        if may(person, Permission.READ_RESULTS):
            label = escaped(names.criteria[key])
            st.page_link(navigation.SCORES, label=label, icon=":material/bar_chart:", query_params={"kriterium": key})
        else:
            st.markdown(f"- {escaped(names.criteria[key])}")
    if not known:
        st.markdown(_("Alle Handlungsfelder"))
    if may(person, Permission.PLAN):
        _measure(desk, article, known)


def _measure(desk: ReadingDesk, article: Article, known: list[str]) -> None:
    """A measure of the article for the criterion that somebody came from, otherwise for its main one."""
    made: dict[str, tuple[int, str]] = session.get(Key.KNOWLEDGE_MEASURES, {})
    if article.key in made:
        target = {measures_place.MEASURE: str(made[article.key][0])}
        st.page_link(
            navigation.MEASURES, label=_("Zur neuen Maßnahme"), icon=":material/event_available:", query_params=target
        )
        return
    asked = address.told(Param.CRITERION)
    criterion = asked if asked in known else next(iter(known), "")
    st.button(
        _("Maßnahme daraus machen"),
        key="make_measure",
        icon=":material/add:",
        type="primary",
        on_click=_make,
        args=(desk, article.key, criterion),
    )
    st.caption(_("Sie kommt als Idee auf die Liste der Maßnahmen, verbunden mit dem Kriterium."))


def _make(desk: ReadingDesk, key: str, criterion: str) -> None:
    try:
        measure = desk.make_measure(key, criterion)
    except Exception as error:  # whatever it is: what was not done must not look as if it was
        notice.tell(Notice(MADE, incidents.sentence(error), went_well=False))
        return
    made: dict[str, tuple[int, str]] = session.get(Key.KNOWLEDGE_MEASURES, {})
    session.put(Key.KNOWLEDGE_MEASURES, {**made, key: (measure.id, measure.title)})
    told = _("Als Idee auf der Liste der Maßnahmen: „{title}“.", title=escaped(measure.title))
    notice.tell(Notice(MADE, told, went_well=True))


def _files(desk: ReadingDesk, article: Article, names: Names, body: tuple[Block, ...], person: Person) -> None:
    st.markdown("## " + _("Mitnehmen"), anchors=False)
    is_demo = person.commune is not None and person.commune.is_demo
    document = paper.document(article, names, desk.on_paper(body), is_demo=is_demo)
    downloads.shown(document, desk.file_name, desk.docx, desk.pdf)


def _related(view: ArticleView, language: str) -> None:
    if not view.related:
        return
    st.markdown("## " + plural("Verwandter Artikel", "Verwandte Artikel", len(view.related)), anchors=False)
    for other in view.related:
        icon = words.KIND_ICONS[other.content.kind]
        place.article_link(other.key, escaped(other.content.text(language).title), icon)
