"""Where somebody is on the questions page. It stands in the address, so that links and the back button work."""

from __future__ import annotations

import streamlit as st

from components import address, navigation, session
from components.session import Key
from data.model.catalogue import Catalogue

CRITERION = "kriterium"
QUESTION = "frage"


def asked_for(catalogue: Catalogue) -> tuple[str | None, str | None]:
    """The criterion and the question that the address names; None for what it does not name or does not exist."""
    address.keep()
    question = st.query_params.get(QUESTION, "").upper()
    if question in catalogue.places:
        return catalogue.places[question].criterion.key, question
    criterion = st.query_params.get(CRITERION)
    known = {each.key for each in catalogue.criteria}
    return (criterion if criterion in known else None), None


def go_to_question(question_id: str) -> None:
    """Open the criterion of a question with the next run, the question in view. For callbacks."""
    st.query_params.from_dict({QUESTION: question_id})


def question_link(question_id: str, label: str, icon: str | None = None) -> None:
    """A link to a question."""
    st.page_link(navigation.QUESTIONS, label=label, icon=icon, query_params={QUESTION: question_id})


def criterion_link(criterion_key: str, label: str, icon: str | None = None) -> None:
    """A link to a criterion."""
    st.page_link(navigation.QUESTIONS, label=label, icon=icon, query_params={CRITERION: criterion_key})


def all_questions_link(label: str) -> None:
    """The link back to what there is to do."""
    with st.container(key="all_questions"):
        st.page_link(navigation.QUESTIONS, label=label, icon=":material/arrow_back:", query_params={})


def bring_into_view(question_id: str | None) -> None:
    """Have the browser scroll to a question, once for each time that somebody goes there."""
    if question_id is not None and session.get(Key.QUESTION_IN_VIEW, None) != question_id:
        st.html(f'<span data-kompass-scroll="question_{question_id}"></span>')
    session.put(Key.QUESTION_IN_VIEW, question_id)
