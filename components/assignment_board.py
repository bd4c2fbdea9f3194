"""Who answers what: assign criteria or whole fields, see how far each is, keep departments and their members."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import streamlit as st

from components import notice, session
from components.figures import table
from components.language import _, plural
from components.plain_text import escaped
from components.questionnaire import words
from components.session import Key
from data.model.catalogue import Catalogue
from data.model.questionnaire import Assignee, AssignmentBoard, StatedField

NOBODY = Assignee("")
"""Stands for taking an assignment away."""
NO_DEPARTMENT = 0
"""Stands for taking somebody out of a department."""
DEPARTMENTS = "departments"
"""Where on the page something about departments is told."""


@dataclass(frozen=True)
class AssignmentWish:
    """What the form asks for; no assignee takes the assignment away."""

    criterion_keys: tuple[str, ...]
    assignee: Assignee | None
    due_on: date | None


def carry_out(action: Callable[[], object]) -> None:
    """Carry out what the form that assigns asks for; afterwards it is empty, unless that was refused."""

    def and_empty_the_form() -> None:
        action()
        session.put(Key.ASSIGNMENT_NUMBER, session.get(Key.ASSIGNMENT_NUMBER, 0) + 1)

    notice.attempt(_("Die Zuweisung ist gespeichert."), notice.TOP, and_empty_the_form)


def assign_form(board: AssignmentBoard, catalogue: Catalogue) -> AssignmentWish | None:
    """The form that assigns; gives back what was asked for once it is sent. What was refused stays as it was chosen."""
    if not board.departments:
        st.markdown(_("Noch gibt es kein Fachamt. Legen Sie es unten an, oder weisen Sie einzelnen Personen zu."))
    choices = _choices(catalogue)
    labels = {key: label for key, (label, _criteria) in choices.items()}
    with st.form(f"assign_{session.get(Key.ASSIGNMENT_NUMBER, 0)}", enter_to_submit=False):
        what = st.multiselect(
            _("Handlungsfelder oder Kriterien"),
            list(choices),
            format_func=labels.__getitem__,
            placeholder=_("Auswählen"),
        )
        left, right = st.columns(2)
        with left:
            who = st.selectbox(
                _("Wer antwortet"),
                assignees(board),
                format_func=_assignee_name,
                index=None,
                placeholder=_("Auswählen"),
            )
        with right:
            due_on = st.date_input(_("Bis wann (kann leer bleiben)"), value=None, format="DD.MM.YYYY")
        if st.form_submit_button(_("Zuweisen"), type="primary", icon=":material/assignment_ind:"):
            keys = tuple(dict.fromkeys(key for choice in what for key in choices[choice][1]))
            if not keys or who is None:
                st.warning(_("Wählen Sie mindestens ein Kriterium und wer antwortet."))
                return None
            return AssignmentWish(keys, who if who != NOBODY else None, due_on if isinstance(due_on, date) else None)
    return None


def _assignee_name(assignee: Assignee) -> str:
    return assignee.name or _("niemand (Zuweisung aufheben)")


def assignees(board: AssignmentBoard) -> list[Assignee]:
    """Whom one can assign to: departments first, then persons; and nobody, to take an assignment away."""
    departments = [Assignee(department.name, department_id=department.id) for department in board.departments]
    people = [Assignee(colleague.display_name, account_id=colleague.account_id) for colleague in board.colleagues]
    return [*departments, *people, NOBODY]


def as_it_is(board: AssignmentBoard, catalogue: Catalogue) -> None:
    """Who answers what, field by field, and how far it is."""
    titles = {criterion.key: criterion.title for criterion in catalogue.criteria}
    fields = {field.key: field for field in catalogue.fields}
    without = sum(criterion.progress.assignment is None for field in board.fields for criterion in field.criteria)
    if without:
        st.markdown(
            plural(
                "Ein Kriterium ist noch niemandem zugewiesen.", "{n} Kriterien sind noch niemandem zugewiesen.", without
            )
        )
    else:
        st.markdown(_("Alle Kriterien sind zugewiesen."))
    for stated in board.fields:
        with st.expander(_field_line(stated, fields[stated.field_key].title), key=f"board_{stated.field_key}"):
            table(
                (_("Kriterium"), _("Wer antwortet, bis wann"), _("Bearbeitet"), _("Stand")),
                [
                    (
                        titles[criterion.progress.criterion_key],
                        words.responsible(criterion.progress.assignment) or "–",
                        _(
                            "{replied} von {questions}",
                            replied=criterion.progress.replied,
                            questions=criterion.progress.questions,
                        ),
                        words.state(criterion.state),
                    )
                    for criterion in stated.criteria
                ],
            )


def department_form() -> str | None:
    """The form that adds a department; its name once it is sent."""
    with st.form("add_department", clear_on_submit=True, enter_to_submit=True):
        name = st.text_input(_("Name des Fachamts"), max_chars=120, placeholder=_("Zum Beispiel: Sozialamt"))
        sent = st.form_submit_button(_("Fachamt anlegen"), icon=":material/add:")
    return name if sent else None


def members(board: AssignmentBoard, move: Callable[[int, int | None], None]) -> None:
    """Every colleague who answers, with the department that they work in; stored with the choice."""
    if not board.colleagues or not board.departments:
        return
    names = {NO_DEPARTMENT: _("keinem Fachamt zugeordnet")}
    names |= {department.id: department.name for department in board.departments}
    st.markdown(_("Wer in einem Fachamt arbeitet, sieht und beantwortet alles, was diesem zugewiesen ist."))
    for colleague in board.colleagues:
        key = f"department_of_{colleague.account_id}"
        st.selectbox(
            escaped(colleague.display_name),
            list(names),
            index=list(names).index(colleague.department_id or NO_DEPARTMENT),
            format_func=names.__getitem__,
            key=key,
            on_change=_moved,
            args=(move, colleague.account_id, key),
        )


def _moved(move: Callable[[int, int | None], None], account_id: int, key: str) -> None:
    done = notice.Notice(DEPARTMENTS, _("Gespeichert."), went_well=True)
    notice.tried(done, DEPARTMENTS, move, account_id, session.widget_value(key) or None)


def _choices(catalogue: Catalogue) -> dict[str, tuple[str, tuple[str, ...]]]:
    """Whole fields and single criteria: what to show, and which criteria are meant."""
    found: dict[str, tuple[str, tuple[str, ...]]] = {}
    for field in catalogue.fields:
        found[field.key] = (_("Ganzes Feld: {field}", field=field.title), tuple(c.key for c in field.criteria))
        found |= {c.key: (f"{field.short_title}: {c.title}", (c.key,)) for c in field.criteria}
    return found


def _field_line(stated: StatedField, title: str) -> str:
    open_ones = sum(criterion.progress.assignment is None for criterion in stated.criteria)
    told = _("alles zugewiesen") if not open_ones else plural("ein Kriterium frei", "{n} Kriterien frei", open_ones)
    count = _("{replied} von {questions} bearbeitet", replied=stated.replied, questions=stated.questions)
    return f"{escaped(title)} · {count} · {told}"
