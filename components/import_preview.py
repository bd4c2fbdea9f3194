"""What taking over a file would do, and what the person chooses of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

import streamlit as st

from components import session, texts
from components.figures import table
from components.language import _, moment, number, plural
from components.plain_text import escaped
from components.session import Key
from data.model.answer_import import CellPosition, ChangeKind, ImportChange, ImportPreview, Note
from data.model.catalogue import Catalogue
from data.model.self_check import Answer

SHOWN_PROBLEMS = 100
MANY_CONFLICTS = 3
"""From so many on, all of them can be decided at once."""


class Decision(Enum):
    """What shall become of a conflict."""

    KEEP = "keep"
    TAKE = "take"
    LATER = "later"


@dataclass(frozen=True)
class Choice:
    """What to take over: question ids, the stored revisions that the person saw, and whether emptied notes go too.

    `proposed` are the conflicts to settle later.
    """

    question_ids: frozenset[str]
    revisions: Mapping[str, int]
    clear_empty: bool
    proposed: frozenset[str] = frozenset()


def shown(preview: ImportPreview, catalogue: Catalogue) -> Choice | None:
    """The preview; gives back the choice once the person takes it over."""
    now = {change.question_id: change.stored_revision for change in preview.changes}
    seen: Mapping[str, int] = session.get(Key.SEEN_REVISIONS, {})
    session.put(Key.SEEN_REVISIONS, now)
    st.header(_("3. Ansehen und übernehmen"))
    _counts(preview)
    _problems(preview, catalogue)
    decided = _conflicts(preview, catalogue)
    clear_empty = _clear_empty(preview)
    cleared = preview.of_kind(ChangeKind.CLEARED) if clear_empty else ()
    changes = (*preview.of_kind(ChangeKind.NEW), *preview.of_kind(ChangeKind.CHANGED))
    _changes_table(changes, catalogue, clear_empty=clear_empty)
    wanted = _part_of(changes, catalogue)
    taken = [change.question_id for change in preview.changes if decided.get(change.question_id) is Decision.TAKE]
    later = frozenset(question_id for question_id, decision in decided.items() if decision is Decision.LATER)
    chosen = frozenset({*(change.question_id for change in (*wanted, *cleared)), *taken})
    if not chosen and not later:
        if not changes and not decided:
            _nothing_to_take_over(preview)
        return None
    if not st.button(_label(len(chosen), len(later)), type="primary", icon=":material/save:", key="take_over"):
        return None
    # What changed since the person looked is asked for as well: the service refuses it, and the new state is shown.
    moved_on = {question_id for question_id, revision in now.items() if seen.get(question_id) != revision}
    return Choice(chosen | moved_on, seen, clear_empty, later)


def _label(chosen: int, later: int) -> str:
    if not later:
        return plural("Eine Antwort übernehmen", "{n} Antworten übernehmen", chosen)
    if not chosen:
        return plural("Eine Antwort zur Klärung vormerken", "{n} Antworten zur Klärung vormerken", later)
    return plural(
        "Eine Antwort übernehmen, {later} zur Klärung vormerken",
        "{n} Antworten übernehmen, {later} zur Klärung vormerken",
        chosen,
        later=later,
    )


def _nothing_to_take_over(preview: ImportPreview) -> None:
    """Says that all is stored only where that is true of everything in the file."""
    unread = any(problem.blocking for problem in preview.problems)
    if preview.of_kind(ChangeKind.UNCHANGED) and not preview.of_kind(ChangeKind.CLEARED) and not unread:
        st.info(_("Diese Datei ändert nichts: Alles darin ist schon gespeichert."), icon=":material/check:")
    else:
        st.info(
            _("Noch nichts zum Übernehmen: In dieser Datei steht keine neue oder geänderte Antwort, die lesbar ist."),
            icon=":material/info:",
        )


def _counts(preview: ImportPreview) -> None:
    labels = {
        ChangeKind.NEW: _("neu"),
        ChangeKind.CHANGED: _("geändert"),
        ChangeKind.UNCHANGED: _("unverändert"),
        ChangeKind.CONFLICT: _("Konflikte"),
        ChangeKind.OPEN: _("offen"),
    }
    with st.container(horizontal=True, key="import_counts"):
        for kind, label in labels.items():
            st.metric(label, len(preview.of_kind(kind)), border=True)
        st.metric(_("Probleme"), len(preview.problems), border=True)


def _problems(preview: ImportPreview, catalogue: Catalogue) -> None:
    problems_table(
        _("Alles andere können Sie trotzdem übernehmen. Bessern Sie die Datei nach und laden Sie sie erneut."),
        (_("Frage"), _("Gefunden"), _("Was zu tun ist")),
        [
            (
                problem.position,
                problem.question_id or "–",
                escaped(problem.found) or (_("leer") if problem.position.row else "–"),
                escaped(texts.import_problem(problem, catalogue)),
            )
            for problem in preview.problems[:SHOWN_PROBLEMS]
        ],
        len(preview.problems),
    )


def problems_table(
    explained: str, columns: Sequence[str], rows: Sequence[tuple[CellPosition, *tuple[str, ...]]], total: int
) -> None:
    """The places of a file that somebody has to look at again, each with its ready texts in these columns.

    `rows` are the first hundred of `total`; nothing is drawn without any.
    """
    if not rows:
        return
    with st.container(border=True, key="import_problems"):
        st.subheader(_("Nicht lesbar oder noch zu prüfen"))
        st.markdown(explained)
        table(
            (_("Blatt"), _("Zeile"), _("Spalte"), *columns),
            [(escaped(at.sheet) or "–", str(at.row or "–"), at.column or "–", *told) for at, *told in rows],
        )
        if total > len(rows):
            st.markdown(_("und {n} weitere", n=number(total - len(rows))))


def _conflicts(preview: ImportPreview, catalogue: Catalogue) -> dict[str, Decision]:
    """What the person decides about each conflict; nothing is lost for who decides nothing."""
    conflicts = preview.of_kind(ChangeKind.CONFLICT)
    if not conflicts:
        return {}
    st.subheader(_("Konflikte: Was soll gelten?"))
    st.markdown(
        _(
            "Zu diesen Fragen ist inzwischen etwas anderes gespeichert, als in Ihrer Datei steht. Was Sie später "
            "klären, bleibt neben der gespeicherten Antwort erhalten."
        )
    )
    if not all(change.may_take for change in conflicts):
        st.markdown(_("Über Antworten, die andere gegeben haben, entscheidet die Sachbearbeitung."))
    if len(conflicts) >= MANY_CONFLICTS:
        _decide_all(conflicts)
    return {change.question_id: _decided(change, catalogue) for change in conflicts}


def _decide_all(conflicts: Sequence[ImportChange]) -> None:
    """The same decision for all conflicts with one click, as far as the person may take it for all."""
    labels = {
        Decision.KEEP: _("Alles Gespeicherte behalten"),
        Decision.TAKE: _("Alles aus der Datei übernehmen"),
        Decision.LATER: _("Alles später klären"),
    }
    if not all(change.may_take for change in conflicts):
        del labels[Decision.TAKE]
    with st.container(horizontal=True):
        for decision, label in labels.items():
            st.button(label, key=f"all_{decision.value}", on_click=_set_all, args=(conflicts, decision))


def _set_all(conflicts: Sequence[ImportChange], decision: Decision) -> None:
    for change in conflicts:
        session.set_widget_value(_decision_key(change), decision)


def _decision_key(change: ImportChange) -> str:
    return f"conflict_{change.question_id}_{change.stored_revision}"


def _decided(change: ImportChange, catalogue: Catalogue) -> Decision:
    stored = change.stored
    assert stored is not None
    options = {
        Decision.KEEP: _(
            "Gespeichert bleibt: {answer} ({name}, {at})",
            answer=_answer_text(stored.answer, catalogue),
            name=escaped(stored.changed_by) or _("Betreuung dieses Programms"),
            at=moment(stored.changed_at),
        ),
        Decision.TAKE: _("Datei übernehmen: {answer}", answer=_answer_text(change.proposed, catalogue)),
        Decision.LATER: _("Später klären; Ihre Datei sagt: {answer}", answer=_answer_text(change.proposed, catalogue)),
    }
    if change.may_take:
        options[Decision.LATER] = _("Später klären")
    else:
        del options[Decision.TAKE]
    key = _decision_key(change)
    if not session.has_widget_value(key):
        session.set_widget_value(key, Decision.LATER)
    return st.radio(
        f"{change.question_id}: {escaped(catalogue.places[change.question_id].question.text)}",
        list(options),
        format_func=options.__getitem__,
        key=key,
    )


def _clear_empty(preview: ImportPreview) -> bool:
    """Whether what is stored goes where the file is empty: never unless the person says so."""
    lost = {change.question_id: words for change in preview.changes if (words := _lost(change))}
    if not lost:
        return False
    label = plural(
        "Bei einer Frage löschen, was in der Datei leer ist: {questions}",
        "Bei {n} Fragen löschen, was in der Datei leer ist: {questions}",
        len(lost),
        questions="; ".join(f"{question_id} ({', '.join(words)})" for question_id, words in lost.items()),
    )
    return st.checkbox(label, value=False, key="take_over_cleared")


def _lost(change: ImportChange) -> list[str]:
    """The parts of a stored answer that the file has emptied; where a conflict is decided, both sides are shown."""
    if change.stored is None or change.kind is ChangeKind.CONFLICT:
        return []
    words = {
        "reply": _("Antwort"),
        Note.REMARK: _("Bemerkung"),
        Note.EVIDENCE: _("Nachweis"),
        Note.RESPONSIBLE_UNIT: _("Zuständige Stelle"),
    }
    before, after = change.stored.answer, change.without_emptied
    return [word for part, word in words.items() if getattr(before, part) and not getattr(after, part)]


def _changes_table(changes: Sequence[ImportChange], catalogue: Catalogue, *, clear_empty: bool) -> None:
    if not changes:
        return
    with st.expander(_("Neue und geänderte Antworten im Einzelnen"), expanded=len(changes) <= 12):
        table(
            (_("Frage"), _("Bisher"), _("Neu")),
            [
                (
                    f"**{change.question_id}** {escaped(catalogue.places[change.question_id].question.text)}",
                    _answer_text(change.stored.answer, catalogue) if change.stored else "–",
                    _answer_text(change.without_emptied if clear_empty else change.proposed, catalogue),
                )
                for change in changes
            ],
        )


def _part_of(changes: Sequence[ImportChange], catalogue: Catalogue) -> Sequence[ImportChange]:
    if not changes:
        return ()
    field_of = {change.question_id: catalogue.places[change.question_id].field.short_title for change in changes}
    fields = list(dict.fromkeys(field_of.values()))
    with st.expander(_("Nur einen Teil übernehmen")):
        kept = st.pills(_("Handlungsfelder"), fields, selection_mode="multi", default=fields, key="take_over_fields")
        left_out = st.multiselect(
            _("Diese Fragen nicht übernehmen"),
            [key for key, field in field_of.items() if field in kept],
            placeholder=_("Fragen auswählen"),
            key="leave_out",
        )
    return [c for c in changes if field_of[c.question_id] in kept and c.question_id not in left_out]


def _answer_text(answer: Answer, catalogue: Catalogue) -> str:
    notes = [note for note in (answer.remark, answer.evidence, answer.responsible_unit) if note]
    told = texts.reply(answer.reply, catalogue)
    return f"{told} ({escaped('; '.join(notes))})" if notes else told
