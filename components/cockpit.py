"""The cockpit: where we stand and how sure that is, seven fields, what changed, what needs somebody now."""

from __future__ import annotations

import streamlit as st

from components import navigation, score_rows, standing, texts
from components.language import _, plural
from components.plain_text import escaped
from data.model.catalogue import Catalogue
from data.model.cockpit import Cockpit, Task
from data.model.people import Permission, Person
from data.model.results_view import ResultsView
from data.rules.access import may


def shown(person: Person, cockpit: Cockpit) -> None:
    """The whole cockpit, in the order in which a mayor with five minutes reads it."""
    st.title(_("Überblick"))
    if cockpit.view is None:
        _before_the_first_result(person, cockpit)
        return
    standing.sentence(cockpit.view, cockpit.catalogue)
    standing.basis(cockpit.view)
    left, right = st.columns([3, 2], gap="large")
    with left:
        _fields(cockpit.view, cockpit.catalogue)
    with right:
        st.header(_("Was jetzt ansteht"))
        _tasks(person, cockpit)
        st.header(_("Was sich verändert hat"))
        standing.changed(cockpit.view, cockpit.catalogue)


def _before_the_first_result(person: Person, cockpit: Cockpit) -> None:
    st.markdown(
        _(
            "Willkommen. Noch liegt kein Ergebnis vor: Es erscheint hier, sobald die erste Runde des Selbstchecks "
            "eingereicht ist."
        )
    )
    st.header(_("Was jetzt ansteht"))
    _tasks(person, cockpit)


def _fields(view: ResultsView, catalogue: Catalogue) -> None:
    rows = score_rows.field_rows(catalogue, view.current.result.fields)
    st.header(standing.finding(view, catalogue))
    score_rows.bars(rows, catalogue, "cockpit_fields")
    score_rows.as_table(rows, catalogue, _("Handlungsfeld"), "cockpit_table")
    st.page_link(navigation.SCORES, label=_("Zu den Ergebnissen im Einzelnen"), icon=":material/arrow_forward:")


def _tasks(person: Person, cockpit: Cockpit) -> None:
    for task in cockpit.tasks:
        with st.container(border=True, key=f"task_{task.value}"):
            st.markdown(_task_sentence(task, cockpit))
            _task_link(task, person)
    if not cockpit.tasks:
        st.markdown(_("Gerade steht nichts an."))


def _task_sentence(task: Task, cockpit: Cockpit) -> str:
    working_on, view, catalogue = cockpit.working_on, cockpit.view, cockpit.catalogue
    if task is Task.BEGIN_FIRST_ROUND:
        return _("**Erste Runde beginnen.** Danach verteilen Sie die Vorlage an die Fachämter.")
    if working_on is not None and task in (Task.SUBMIT_ROUND, Task.FILL_IN_ROUND, Task.MEND_REASONS):
        coverage, name = working_on.result.coverage, escaped(working_on.self_check.round_name)
        if task is Task.MEND_REASONS:
            return plural(
                "**Runde {name}:** Eine Antwort „nicht zutreffend“ braucht noch eine Begründung.",
                "**Runde {name}:** {n} Antworten „nicht zutreffend“ brauchen noch eine Begründung.",
                len(working_on.without_reason),
                name=name,
            )
        start = _(
            "**Runde {name}:** {answered} von {applicable} Fragen beantwortet.",
            name=name,
            answered=coverage.answered,
            applicable=coverage.applicable,
        )
        ready = _("Bereit zum Einreichen.") if task is Task.SUBMIT_ROUND else _("Die Antworten werden noch gesammelt.")
        return f"{start} {ready}"
    assert view is not None
    return _clarify(view, catalogue) if task is Task.CLARIFY_PROVISIONAL else _talk_about(view, catalogue)


def _clarify(view: ResultsView, catalogue: Catalogue) -> str:
    standing_now = view.insights.standing
    sure = set(standing_now.scored) - set(standing_now.provisional)
    groups = [group for group in view.insights.to_clarify if group.field_key not in sure]
    missing = sum(len(group.open) + len(group.not_known) for group in groups)
    concerned = {group.field_key for group in groups}
    fields = [field.short_title for field in catalogue.fields if field.key in concerned]
    return plural(
        "**Unsicheres klären:** In {fields} fehlt eine Antwort.",
        "**Unsicheres klären:** In {fields} fehlen {n} Antworten.",
        missing,
        fields=texts.listed(fields),
    )


def _talk_about(view: ResultsView, catalogue: Catalogue) -> str:
    titles = {criterion.key: criterion.title for criterion in catalogue.criteria}
    chances = [f"{titles[each.criterion_key]} ({texts.points(each.percent)})" for each in view.insights.chances]
    return _("**In der Steuerungsgruppe besprechen:** {chances}.", chances=texts.listed(chances))


def _task_link(task: Task, person: Person) -> None:
    targets = {
        Task.BEGIN_FIRST_ROUND: (navigation.ROUNDS, _("Zu den Runden"), Permission.READ_ROUNDS),
        Task.SUBMIT_ROUND: (navigation.SUBMIT, _("Prüfen und einreichen"), Permission.CHECK_ROUND),
        Task.MEND_REASONS: (navigation.SUBMIT, _("Ansehen"), Permission.CHECK_ROUND),
        Task.FILL_IN_ROUND: (navigation.UPLOAD, _("Vorlage und Hochladen"), Permission.UPLOAD_ANSWERS),
        Task.CLARIFY_PROVISIONAL: (navigation.SCORES, _("Ansehen, was fehlt"), Permission.READ_RESULTS),
        Task.TALK_ABOUT_CHANCES: (navigation.SCORES, _("Fragen und Anregungen ansehen"), Permission.READ_RESULTS),
    }
    script, label, permission = targets[task]
    if may(person, permission):
        st.page_link(script, label=label, icon=":material/arrow_forward:")
