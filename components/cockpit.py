"""The cockpit: where we stand and how sure that is, seven fields, what changed, what needs somebody now."""

from __future__ import annotations

from textwrap import shorten

import streamlit as st

from components import digest, navigation, round_story, score_rows, standing, texts
from components.language import _, day, plural
from components.plain_text import escaped, quoted
from data.model.approval import RoundEvent, RoundStep
from data.model.catalogue import Catalogue
from data.model.cockpit import Cockpit, Task
from data.model.people import Permission, Person
from data.model.reminders import Digest, DueKind
from data.model.results_view import ResultsView
from data.model.submission import RoundOverview, SubmissionCheck
from data.rules.access import may

SHOWN_OF_A_REMARK = 240


def shown(person: Person, cockpit: Cockpit, due: Digest) -> None:
    """The whole cockpit, in the order in which a mayor with five minutes reads it."""
    st.title(_("Überblick"))
    due = due.without(DueKind.APPROVAL, DueKind.CONSENT)  # the tasks tell them already
    if cockpit.view is None:
        _before_the_first_result(person, cockpit)
        digest.shown(due)
        return
    standing.sentence(cockpit.view, cockpit.catalogue)
    standing.basis(cockpit.view)
    left, right = st.columns([3, 2], gap="large")
    with left:
        _fields(cockpit.view, cockpit.catalogue)
    with right:
        st.header(_("Was jetzt ansteht"))
        _tasks(person, cockpit)
        digest.shown(due)
        st.header(_("Was sich verändert hat"))
        standing.changed(cockpit.view, cockpit.catalogue)


def _before_the_first_result(person: Person, cockpit: Cockpit) -> None:
    st.markdown(
        _(
            "Willkommen. Noch liegt kein Ergebnis vor: Es erscheint hier, sobald die erste Runde des Selbstchecks "
            "freigegeben ist."
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
        return _("**Erste Runde beginnen.** Danach beantworten die Fachämter gemeinsam die Fragen.")
    if task is Task.DECIDE_ON_COMPARISON:
        return _("**Am anonymen Vergleich teilnehmen?** Darüber ist für Ihre Kommune noch nicht entschieden.")
    if working_on is not None and task not in (Task.CLARIFY_PROVISIONAL, Task.TALK_ABOUT_CHANCES):
        return _about_the_round(task, working_on)
    assert view is not None
    return _clarify(view, catalogue) if task is Task.CLARIFY_PROVISIONAL else _talk_about(view, catalogue)


def _about_the_round(task: Task, working_on: RoundOverview | SubmissionCheck) -> str:
    match task:
        case Task.APPROVE_ROUND | Task.AWAIT_APPROVAL:
            return _awaits_decision(task, working_on)
        case Task.HEED_REMARK if working_on.to_heed is not None:
            return _came_back(working_on, working_on.to_heed)
        case Task.SETTLE_CONFLICTS | Task.MEND_REASONS if isinstance(working_on, SubmissionCheck):
            return _to_mend(task, working_on)
    coverage = working_on.coverage
    answered = _(
        "**Runde {name}:** {answered} von {applicable} Fragen beantwortet.",
        name=escaped(working_on.self_check.round_name),
        answered=coverage.answered,
        applicable=coverage.applicable,
    )
    is_ready = task is Task.HAND_IN_ROUND
    return f"{answered} " + (_("Bereit zum Vorlegen.") if is_ready else _("Die Antworten werden noch gesammelt."))


def _came_back(working_on: RoundOverview | SubmissionCheck, event: RoundEvent) -> str:
    name = escaped(working_on.self_check.round_name)
    title = (
        _("**Runde {name} kam von der Leitung zurück:**", name=name)
        if event.step is RoundStep.SEND_BACK
        else _("**Runde {name} ist wieder geöffnet:**", name=name)
    )
    return f"{title}\n\n{quoted(shorten(event.remark, SHOWN_OF_A_REMARK, placeholder=' …'))}"


def _to_mend(task: Task, working_on: SubmissionCheck) -> str:
    name = escaped(working_on.self_check.round_name)
    if task is Task.SETTLE_CONFLICTS:
        return plural(
            "**Runde {name}:** Zu einer Frage gibt es verschiedene Antworten. Welche gilt?",
            "**Runde {name}:** Zu {n} Fragen gibt es verschiedene Antworten. Welche gelten?",
            len(working_on.unsettled),
            name=name,
        )
    return plural(
        "**Runde {name}:** Eine Antwort „nicht zutreffend“ braucht noch eine Begründung.",
        "**Runde {name}:** {n} Antworten „nicht zutreffend“ brauchen noch eine Begründung.",
        len(working_on.without_reason),
        name=name,
    )


def _awaits_decision(task: Task, working_on: RoundOverview | SubmissionCheck) -> str:
    name = escaped(working_on.self_check.round_name)
    handed_in = round_story.last(working_on.events, RoundStep.HAND_IN)
    if task is Task.AWAIT_APPROVAL or handed_in is None:
        return _("**Runde {name}** liegt der Leitung zur Freigabe vor.", name=name)
    return _(
        "**Runde {name} liegt zur Freigabe vor.** {who} hat sie am {day} vorgelegt.",
        name=name,
        who=round_story.who(handed_in),
        day=day(handed_in.at),
    )


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
        Task.APPROVE_ROUND: (navigation.SUBMIT, _("Ansehen und entscheiden"), Permission.CHECK_ROUND),
        Task.AWAIT_APPROVAL: (navigation.SUBMIT, _("Stand ansehen"), Permission.CHECK_ROUND),
        Task.HEED_REMARK: (navigation.SUBMIT, _("Ansehen und klären"), Permission.CHECK_ROUND),
        Task.SETTLE_CONFLICTS: (navigation.SUBMIT, _("Ansehen und klären"), Permission.CHECK_ROUND),
        Task.MEND_REASONS: (navigation.SUBMIT, _("Ansehen und klären"), Permission.CHECK_ROUND),
        Task.HAND_IN_ROUND: (navigation.SUBMIT, _("Prüfen und vorlegen"), Permission.HAND_IN),
        Task.FILL_IN_ROUND: (navigation.QUESTIONS, _("Fragen beantworten"), Permission.ANSWER),
        Task.BEGIN_FIRST_ROUND: (navigation.ROUNDS, _("Zu den Runden"), Permission.READ_ROUNDS),
        Task.CLARIFY_PROVISIONAL: (navigation.SCORES, _("Ansehen, was fehlt"), Permission.READ_RESULTS),
        Task.DECIDE_ON_COMPARISON: (navigation.CONSENT, _("Ansehen und entscheiden"), Permission.READ_BENCHMARK),
        Task.TALK_ABOUT_CHANCES: (navigation.SCORES, _("Fragen und Anregungen ansehen"), Permission.READ_RESULTS),
    }
    script, label, permission = targets[task]
    if may(person, permission):
        st.page_link(script, label=label, icon=":material/arrow_forward:")
