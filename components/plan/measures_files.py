"""The list of measures as a file: download, upload, look at every change, take over, take back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import streamlit as st

from components import notice, session, texts
from components.figures import table
from components.import_preview import SHOWN_PROBLEMS, problems_table
from components.language import _, moment, plural
from components.notice import Notice
from components.plain_text import escaped
from components.plan import measures_file_words, measures_place
from components.plan.measures_desk import tried
from components.session import Key
from components.upload_steps import MIME
from data.errors import KompassError
from data.model.answer_import import ChangeKind, FileFormat
from data.model.measure_import import (
    Decision,
    MeasureChange,
    MeasureImport,
    MeasuresChoice,
    MeasuresPreview,
    MeasuresReceipt,
    UploadedMeasures,
)
from data.model.measures_view import MeasuresView
from data.model.part_files import file_name_of

PLACE = "measure_file"
UNFOLDED = 12


@dataclass(frozen=True)
class FileDesk:
    """The services for files as callables of what only the page's parts know."""

    workbook: Callable[[], bytes]
    read: Callable[[bytes, str], UploadedMeasures]
    preview: Callable[[UploadedMeasures], MeasuresPreview]
    take_over: Callable[[UploadedMeasures, MeasuresChoice], MeasuresReceipt]
    last: Callable[[], MeasureImport | None]
    undo: Callable[[int], MeasuresReceipt]


def shown(desk: FileDesk, view: MeasuresView, commune_name: str) -> None:
    """The whole page for files."""
    measures_place.back_link(_("Alle Maßnahmen"))
    st.title(_("Maßnahmen als Datei"))
    notice.show(PLACE)
    st.markdown(
        _(
            "Ändern Sie viele Maßnahmen auf einmal in Excel oder LibreOffice. Nichts wird gespeichert, bevor Sie es "
            "gesehen und übernommen haben, und was andere inzwischen geändert haben, wird nie überschrieben."
        )
    )
    _download(desk, view, commune_name)
    if not view.may_plan:
        return
    _undo(desk, desk.last())
    uploaded = _uploaded(desk)
    if uploaded is not None:
        _preview(desk, uploaded, view)


def _download(desk: FileDesk, view: MeasuresView, commune_name: str) -> None:
    st.header(_("1. Liste herunterladen"))
    st.markdown(
        plural("Sie enthält eine Maßnahme.", "Sie enthält {n} Maßnahmen.", len(view.measures))
        if view.measures
        else _(
            "Sie enthält noch keine Maßnahme, aber alle Spalten. Eine eigene Liste mit der Spalte „Titel“ geht auch."
        )
    )
    st.download_button(
        _("Excel (xlsx)"),
        data=desk.workbook,
        file_name=file_name_of(_("Maßnahmen"), commune_name) + ".xlsx",
        mime=MIME[FileFormat.XLSX],
        key="download_measures",
        icon=":material/download:",
        on_click="ignore",
        type="primary",
    )


def _uploaded(desk: FileDesk) -> UploadedMeasures | None:
    """The file, read once; one that cannot be read is told in one sentence."""
    st.header(_("2. Geänderte Liste hochladen"))
    file = st.file_uploader(
        _("Datei im Format xlsx, xlsm, xls, ods oder csv"),
        key=f"measure_file_{session.get(Key.MEASURE_FILE_NUMBER, 0)}",
    )
    if file is None:
        session.put(Key.MEASURE_FILE, None)
        session.take(Key.SEEN_MEASURES)
        return None
    known: tuple[str, UploadedMeasures] | None = session.get(Key.MEASURE_FILE, None)
    if known is not None and known[0] == file.file_id:
        return known[1]
    try:
        with st.spinner(_("Die Datei wird gelesen …")):
            uploaded = desk.read(file.getvalue(), file.name)
    except KompassError as error:
        st.error(texts.sentence_for(error), title=_("Diese Datei kann nicht übernommen werden"))
        return None
    session.put(Key.MEASURE_FILE, (file.file_id, uploaded))
    return uploaded


def _preview(desk: FileDesk, uploaded: UploadedMeasures, view: MeasuresView) -> None:
    preview = desk.preview(uploaded)
    # What the person saw: a measure that changed since is refused by the service, and the new state is shown.
    now = {change.key: change.stored_revision for change in preview.changes}
    seen: dict[str, int] = session.get(Key.SEEN_MEASURES, None) or now
    session.put(Key.SEEN_MEASURES, now)
    st.header(_("3. Ansehen und übernehmen"))
    _counts(preview)
    _problems(preview)
    decisions = _conflicts(preview, view)
    clear_empty = _clear_empty(preview)
    _changes(preview, view)
    plain = [change for change in preview.changes if change.new or change.plain or (clear_empty and change.emptied)]
    keys = {change.key for change in plain}
    keys |= {key for key, decision in decisions.items() if decision is not Decision.KEEP}
    if not keys:
        _nothing(preview)
        return
    choice = MeasuresChoice(frozenset(keys), decisions, seen, clear_empty)
    label = plural("Eine Maßnahme übernehmen", "{n} Maßnahmen übernehmen", len(keys))
    if st.button(label, type="primary", icon=":material/save:", key="take_over_measures"):
        _take_over(desk, uploaded, choice)
        st.rerun()


def _counts(preview: MeasuresPreview) -> None:
    labels = {
        ChangeKind.NEW: _("neu"),
        ChangeKind.CHANGED: _("geändert"),
        ChangeKind.UNCHANGED: _("unverändert"),
        ChangeKind.CONFLICT: _("Konflikte"),
    }
    with st.container(horizontal=True, key="import_counts"):
        for kind, label in labels.items():
            st.metric(label, len(preview.of_kind(kind)), border=True)
        st.metric(_("Probleme"), len(preview.problems), border=True)
    if preview.not_in_file:
        st.caption(
            plural(
                "Eine Maßnahme steht nicht in der Datei. Sie bleibt, wie sie ist.",
                "{n} Maßnahmen stehen nicht in der Datei. Sie bleiben, wie sie sind.",
                preview.not_in_file,
            )
        )


def _problems(preview: MeasuresPreview) -> None:
    problems_table(
        _(
            "Diese Zeilen werden ausgelassen, bis sie nachgebessert sind. Alles andere können Sie trotzdem "
            "übernehmen und die Datei danach noch einmal hochladen."
        ),
        (_("Gefunden"), _("Was zu tun ist")),
        [
            (each.position, measures_file_words.found(each), measures_file_words.problem(each))
            for each in preview.problems[:SHOWN_PROBLEMS]
        ],
        len(preview.problems),
    )


def _conflicts(preview: MeasuresPreview, view: MeasuresView) -> dict[str, Decision]:
    """What the person decides about each conflict; nothing is lost for who decides nothing."""
    conflicts = preview.of_kind(ChangeKind.CONFLICT)
    if not conflicts:
        return {}
    st.subheader(_("Konflikte: Was soll gelten?"))
    st.markdown(
        _(
            "Bei diesen Maßnahmen ist etwas anderes gespeichert, als in Ihrer Datei steht. Was Sie später klären, "
            "wartet bei der Maßnahme neben dem Gespeicherten."
        )
    )
    if any(part.part == "status" for change in conflicts for part in change.contested):
        st.markdown(
            _("Ein anderer Stand wartet nicht: Er bleibt, wie er gespeichert ist, und der Wunsch steht im Verlauf.")
        )
    decided = {}
    for change in conflicts:
        with st.container(border=True, key=f"conflict_{change.position.row}"):
            parts = measures_file_words.parts(change.contested, view.priorities)
            st.markdown(f"**{escaped(change.title)}**  \n{parts}")
            decided[change.key] = _decision(change)
            if change.hindrance is not None:
                st.caption(measures_file_words.hindered(change.hindrance))
    return decided


def _decision(change: MeasureChange) -> Decision:
    """What shall hold; taking the file is offered where its row can be taken."""
    labels = {
        Decision.KEEP: _("Gespeichertes behalten"),
        Decision.TAKE: _("Datei übernehmen"),
        Decision.LATER: _("Später klären"),
    }
    offered = [each for each in labels if each is not Decision.TAKE or change.hindrance is None]
    return st.radio(
        _("Was gilt bei „{title}“?", title=escaped(change.title)),
        offered,
        index=offered.index(Decision.LATER),
        format_func=labels.__getitem__,
        key=f"decide_{change.key}_{change.stored_revision}_{len(offered)}",
        horizontal=True,
        label_visibility="collapsed",
    )


def _clear_empty(preview: MeasuresPreview) -> bool:
    """Whether what is stored goes where the file is empty: never unless the person says so."""
    emptied = [change for change in preview.changes if change.emptied]
    if not emptied:
        return False
    titles = "; ".join(escaped(change.title) for change in emptied[:SHOWN_PROBLEMS])
    label = plural(
        "Bei einer Maßnahme löschen, was in der Datei leer ist: {titles}",
        "Bei {n} Maßnahmen löschen, was in der Datei leer ist: {titles}",
        len(emptied),
        titles=titles,
    )
    return st.checkbox(label, value=False, key="measures_clear_empty", wrap=True)


def _changes(preview: MeasuresPreview, view: MeasuresView) -> None:
    changes = [change for change in preview.changes if change.new or change.plain or change.emptied]
    if not changes:
        return
    with st.expander(_("Neue und geänderte Maßnahmen im Einzelnen"), expanded=len(changes) <= UNFOLDED):
        table(
            (_("Zeile"), _("Maßnahme"), _("Was sich ändert")),
            [(str(each.position.row), escaped(each.title), _told(each, view)) for each in changes],
        )


def _told(change: MeasureChange, view: MeasuresView) -> str:
    parts = [part for part in change.parts if not part.is_contested and not (change.new and part.part == "title")]
    told = measures_file_words.parts(parts, view.priorities, is_new=change.new is not None)
    if change.new is not None:
        told = _("**neu**") + (f"; {told}" if told else "")
    return _("{told} (Grund: „{reason}“)", told=told, reason=escaped(change.reason)) if change.reason else told


def _nothing(preview: MeasuresPreview) -> None:
    if preview.problems or preview.of_kind(ChangeKind.CONFLICT) or any(change.emptied for change in preview.changes):
        st.info(_("Noch nichts zum Übernehmen."), icon=":material/info:")
    else:
        st.info(_("Diese Datei ändert nichts: Alles darin ist schon gespeichert."), icon=":material/check:")


def _take_over(desk: FileDesk, uploaded: UploadedMeasures, choice: MeasuresChoice) -> None:
    receipts: list[MeasuresReceipt] = []
    if tried(PLACE, lambda: receipts.append(desk.take_over(uploaded, choice))):
        session.put(Key.MEASURE_FILE_NUMBER, session.get(Key.MEASURE_FILE_NUMBER, 0) + 1)
        session.put(Key.MEASURE_FILE, None)
        session.take(Key.SEEN_MEASURES)
        notice.tell(Notice(PLACE, _receipt(receipts[0]), went_well=True))


def _receipt(receipt: MeasuresReceipt) -> str:
    counted = (
        (plural("{n} neue Maßnahme", "{n} neue Maßnahmen", receipt.new), receipt.new),
        (plural("{n} geänderte Maßnahme", "{n} geänderte Maßnahmen", receipt.changed), receipt.changed),
        (plural("{n} Maßnahme zur Klärung", "{n} Maßnahmen zur Klärung", receipt.waiting), receipt.waiting),
    )
    told = [sentence for sentence, n in counted if n]
    return _("Gespeichert: {parts}.", parts=texts.listed(told)) if told else _("Es hat sich nichts geändert.")


def _undo(desk: FileDesk, last: MeasureImport | None) -> None:
    """Offers to take the last import back, after asking."""
    if last is None:
        return
    with st.popover(_("Letzte Übernahme rückgängig machen"), icon=":material/undo:", key="undo_measures"):
        count = plural("eine Maßnahme", "{n} Maßnahmen", last.measures)
        st.markdown(
            _(
                "„{file}“, übernommen am {at} von {name}: {measures}. Was seither geändert wurde, bleibt.",
                file=escaped(last.file_name),
                at=moment(last.imported_at),
                name=escaped(last.imported_by) or _("unbekannt"),
                measures=count,
            )
        )
        undo = partial(_undone, desk, last.id)
        st.button(_("Ja, rückgängig machen"), key="confirm_undo_measures", on_click=undo)


def _undone(desk: FileDesk, import_id: int) -> None:
    receipts: list[MeasuresReceipt] = []
    if not tried(PLACE, lambda: receipts.append(desk.undo(import_id))):
        return
    (receipt,) = receipts
    counted = (
        (plural("{n} Maßnahme entfernt", "{n} Maßnahmen entfernt", receipt.removed), receipt.removed),
        (plural("{n} Maßnahme wie vorher", "{n} Maßnahmen wie vorher", receipt.changed), receipt.changed),
    )
    told = [sentence for sentence, n in counted if n]
    sentence = _("Zurückgenommen: {parts}.", parts=texts.listed(told)) if told else _("Es hat sich nichts geändert.")
    if receipt.kept:
        titles = "; ".join(escaped(title) for title in receipt.kept)
        sentence += " " + _("Inzwischen geändert und deshalb ganz oder zum Teil geblieben: {titles}.", titles=titles)
    notice.tell(Notice(PLACE, sentence, went_well=True))
