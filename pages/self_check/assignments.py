"""Who answers what in the round: departments, their people, criteria with a due date."""

import streamlit as st

from components import assignment_board, navigation, notice, session
from components.language import _, current
from components.page_frame import empty_state, end_page
from data.services import assignments, catalogues, self_checks

person = session.require_person()
round_ = self_checks.current_round(person)

st.title(_("Zuständigkeiten"))

if round_ is None:
    empty_state(
        _("Keine Runde in Arbeit"),
        _("Zuständigkeiten gehören zu einer Runde. Beginnen Sie zuerst eine neue Runde."),
        navigation.ROUNDS,
        _("Zu den Runden"),
    )
    end_page()

place = assignment_board.DEPARTMENTS
board = assignments.board(person, round_.id)
catalogue = catalogues.catalogue(round_.catalogue_version, current())

st.markdown(
    _(
        "Verteilen Sie die Kriterien auf Fachämter oder Personen. Ein Fachamt sieht und beantwortet nur, was ihm "
        "zugewiesen ist; Sie selbst sehen immer alles."
    )
)
notice.show(notice.TOP)

st.header(_("Zuweisen"))
wish = assignment_board.assign_form(board, catalogue)
if wish is not None:
    assignment_board.carry_out(
        lambda: assignments.assign(person, round_.id, wish.criterion_keys, wish.assignee, wish.due_on)
    )

st.header(_("Wer antwortet worauf"))
assignment_board.as_it_is(board, catalogue)

st.header(_("Fachämter"))
notice.show(place)
name = assignment_board.department_form()
if name is not None:
    notice.attempt(_("Das Fachamt ist angelegt."), place, assignments.add_department, person, name, done_at=place)
assignment_board.members(
    board, lambda account_id, department: assignments.set_department(session.require_person(), account_id, department)
)
