"""One criterion beside its peers, down to its questions."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from components import navigation, session, texts
from components.language import _, number
from components.peers import distribution, row_words
from components.peers.desk import Desk
from components.peers.rows import Row
from components.plain_text import escaped
from components.questionnaire import place
from components.session import Key
from data.model.benchmark import PeerLevel, PeersView
from data.model.catalogue import Catalogue, Criterion, Question
from data.model.people import Permission, Person
from data.model.self_check import AnswerSheet
from data.rules.access import may


def chosen_from_pills(desk: Desk, person: Person, view: PeersView, catalogue: Catalogue, rows: Sequence[Row]) -> None:
    """One of the few criteria of a field."""
    if rows:
        titles = _titles(rows)
        st.pills(_("Kriterium"), list(titles), format_func=titles.__getitem__, key=Key.PEER_CRITERION, required=True)
        _shown(person, view, catalogue, rows, "####")
        _willing(desk, person)


def chosen_from_list(desk: Desk, person: Person, view: PeersView, catalogue: Catalogue, rows: Sequence[Row]) -> None:
    """One of all criteria."""
    if rows:
        titles = _titles(rows)
        st.selectbox(_("Kriterium"), list(titles), format_func=titles.__getitem__, key=Key.PEER_CRITERION)
        _shown(person, view, catalogue, rows, "###")
        _willing(desk, person)


def _titles(rows: Sequence[Row]) -> dict[str, str]:
    """The titles of the criteria by key; the one that is chosen is among them."""
    titles = {row.key: row.title for row in rows}
    if session.get(Key.PEER_CRITERION, None) not in titles:
        behind = min(rows, key=lambda row: 101 if row.from_middle is None else row.from_middle)
        session.put(Key.PEER_CRITERION, behind.key)
    return titles


def _shown(person: Person, view: PeersView, catalogue: Catalogue, rows: Sequence[Row], heading: str) -> None:
    row = next(row for row in rows if row.key == session.get(Key.PEER_CRITERION, None))
    criterion = next(each for each in catalogue.criteria if each.key == row.key)
    with st.container(border=True, key="peer_questions"):
        st.markdown(f"{heading} {_told(row, criterion, view, catalogue)}", anchors=False)
        if row.figure.histogram is not None:
            distribution.spread(row, "peer_spread_of_criterion")
        _links(person, view, catalogue, row.key)


def _told(row: Row, criterion: Criterion, view: PeersView, catalogue: Catalogue) -> str:
    sheet: AnswerSheet = view.own.sheet if view.own else {}
    questions = [
        _question(question, sheet, view.comparison.levels.get(question.id), catalogue)
        for question in criterion.questions
    ]
    return "\n\n".join([criterion.title, row_words.beside(row), *questions])


def _question(question: Question, sheet: AnswerSheet, level: PeerLevel | None, catalogue: Catalogue) -> str:
    stored = sheet.get(question.id)
    own = _("noch kein Ergebnis") if not sheet else texts.reply(stored.answer.reply if stored else None, catalogue)
    return "  \n".join(
        [
            f"**{question.id}** {escaped(question.text)}",
            _("● Ihre Kommune: **{reply}**", reply=own),
            _("□ Gruppe im Durchschnitt: {level}", level=in_words(level, catalogue)),
        ]
    )


def in_words(level: PeerLevel | None, catalogue: Catalogue) -> str:
    """The mean level of a group beside the words of the scale."""
    if level is None:
        return _("hier sind zu wenige Kommunen gezählt")
    labels = {step.points: step.label for step in catalogue.scale}
    below, above = int(level.level), min(int(level.level) + 1, max(labels))
    told = number(level.level, 1)
    if level.level == below:
        return _("**{level}** („{label}“)", level=told, label=labels[below])
    return _("**{level}** (zwischen „{below}“ und „{above}“)", level=told, below=labels[below], above=labels[above])


def _links(person: Person, view: PeersView, catalogue: Catalogue, key: str) -> None:
    """The own answers of this criterion, for who may open them."""
    with st.container(horizontal=True, key="peer_links"):
        if view.own is not None and may(person, Permission.READ_RESULTS):
            field = next(field for field in catalogue.fields if any(each.key == key for each in field.criteria))
            session.put(Key.FIELD_CHOICE, field.key)
            session.put(Key.CRITERION_CHOICE, key)
            st.page_link(navigation.SCORES, label=_("In den eigenen Ergebnissen ansehen"), icon=":material/bar_chart:")
        if may(person, Permission.READ_ANSWERS):
            place.criterion_link(key, _("Zu den Fragen"), icon=":material/checklist:")


def _willing(desk: Desk, person: Person) -> None:
    """The way to communes that say of themselves that they are strong here; no number, nothing of the comparison."""
    key = session.get(Key.PEER_CRITERION, None)
    if may(person, Permission.READ_NETWORK) and key in desk.willing(person):
        with st.container(key="peer_willing"):
            st.page_link(
                navigation.NETWORK,
                label=_("Kommunen, die hier stark sind, sind zum Gespräch bereit"),
                icon=":material/forum:",
                query_params={"teil": "angebote", "thema": key, "art": "stark"},
            )
