"""The questions: what there is to do, or one criterion; every answer is stored at the moment it is given."""

import streamlit as st

from components import navigation, session
from components.language import _, current
from components.page_frame import empty_state, end_page
from components.questionnaire import criterion, place, task_list
from components.questionnaire.desk import Desk
from data.services import answering, catalogues, discussions, proposals, questionnaire, self_checks

me = session.require_person
round_ = self_checks.current_round(me())

if round_ is None:
    st.title(_("Fragen"))
    empty_state(
        _("Keine Runde in Arbeit"),
        _("Fragen gehören zu einer Runde. Sobald eine begonnen ist, füllen Sie sie hier gemeinsam aus."),
        navigation.ROUNDS,
        _("Zu den Runden"),
    )
    end_page()

number = round_.id
catalogue = catalogues.catalogue(round_.catalogue_version, current())
criterion_key, question_id = place.asked_for(catalogue)

if criterion_key is None:
    st.title(_("Fragen"))
    tasks = questionnaire.task_list(me(), number)
    if not tasks.fields:
        empty_state(
            _("Ihnen ist noch nichts zugewiesen"),
            _("Die Sachbearbeitung Ihrer Kommune verteilt die Kriterien auf die Fachämter. Danach stehen sie hier."),
        )
        end_page()
    task_list.shown(tasks, catalogue)
    end_page()

desk = Desk(
    me=me().display_name,
    state=lambda question: questionnaire.question_state(me(), number, question),
    answer=lambda answer, based_on: answering.answer(me(), number, answer, based_on),
    mark=lambda question, marked: questionnaire.set_mark(me(), number, question, marked),
    history=lambda question: questionnaire.history(me(), number, question),
    discussion=lambda question: discussions.of_question(me(), number, question),
    say=lambda question, text: discussions.say(me(), number, question, text),
    close_discussion=lambda question, done: discussions.set_done(me(), number, question, done),
    settle=lambda id_, accept, based_on: proposals.settle(me(), number, id_, accept=accept, based_on=based_on),
    confirm=lambda key, ids: proposals.confirm_criterion(me(), number, key, ids),
    next_question=lambda after, wish: questionnaire.next_question(me(), number, after, wish),
    here=lambda key: questionnaire.be_here(me(), number, key),
)
criterion.shown(desk, questionnaire.criterion_sheet(me(), number, criterion_key), catalogue, question_id)
