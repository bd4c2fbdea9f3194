"""The questions: what there is to do, or one criterion; every answer is stored at the moment it is given."""

from components import session
from components.language import current
from components.page_frame import end_page
from components.questionnaire import criterion, place, task_list
from components.questionnaire.desk import Desk
from data.errors import NotAllowed
from data.services import answering, catalogues, discussions, proposals, questionnaire, self_checks

me = session.require_person
round_ = self_checks.current_round(me())

if round_ is None:
    task_list.no_round()
    end_page()

number = round_.id
catalogue = catalogues.catalogue(round_.catalogue_version, current())
criterion_key, question_id = place.asked_for(catalogue)

if criterion_key is None:
    task_list.shown(questionnaire.task_list(me(), number), catalogue)
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
try:
    sheet = questionnaire.criterion_sheet(me(), number, criterion_key)
except NotAllowed:
    criterion.not_assigned()
else:
    criterion.shown(desk, sheet, catalogue, question_id)
