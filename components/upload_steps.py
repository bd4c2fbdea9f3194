"""The steps of the upload page: which round, download, choose a file, what was taken over, undo."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from functools import partial

import streamlit as st

from components import navigation, session, texts
from components.language import _, day, moment, plural
from components.page_frame import empty_state
from components.plain_text import escaped
from components.session import Key
from data.errors import KompassError
from data.model.answer_import import AnswerImport, FileFormat, ImportReceipt, UploadedSheet
from data.model.part_files import PartOfCheck, file_name_of
from data.model.people import Permission, Person
from data.model.questionnaire import QuestionFilter
from data.model.self_check import SelfCheck
from data.rules.access import may

MIME = {
    FileFormat.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    FileFormat.ODS: "application/vnd.oasis.opendocument.spreadsheet",
    FileFormat.CSV: "text/csv",
}
ZIP = "application/zip"


class Extent(Enum):
    """What a download holds if it is not one part."""

    WHOLE = "whole"
    ALL_PARTS = "all_parts"


def which_round(round_: SelfCheck, own_part: PartOfCheck | None) -> None:
    """The round that everything on this page is about, and how much of it somebody answers, and until when."""
    st.markdown(
        _(
            "Runde **{name}** · Fragenkatalog {version}. Nichts wird gespeichert, bevor Sie es gesehen und "
            "übernommen haben.",
            name=escaped(round_.round_name),
            version=round_.catalogue_version,
        )
    )
    if own_part is not None:
        questions = plural("eine Frage", "{n} Fragen", own_part.questions)
        criteria = plural("einem Kriterium", "{n} Kriterien", len(own_part.criterion_keys))
        line = _("Ihr Teil: {questions} aus {criteria}", questions=questions, criteria=criteria)
        st.markdown(f"**{line}{_until(own_part)}.** " + _("Eine Datei ändert nur Ihre Fragen."))


def no_round() -> None:
    """What to do first where there is no round."""
    empty_state(
        _("Keine Runde in Arbeit"),
        _("Antworten gehören zu einer Runde. Beginnen Sie zuerst eine neue Runde."),
        navigation.ROUNDS,
        _("Zu den Runden"),
    )


def closed(person: Person, round_: SelfCheck) -> None:
    """Why nothing can be uploaded while a round is handed in, with the way to where that can be changed."""
    to_submit = may(person, Permission.CHECK_ROUND)
    empty_state(
        _("Das Hochladen ist geschlossen"),
        _(
            "Die Runde „{name}“ ist vorgelegt und wartet auf die Freigabe. Bis dahin bleiben die Antworten, wie sie "
            "geprüft werden. Wird die Runde zurückgegeben, können Sie hier wieder hochladen.",
            name=escaped(round_.round_name),
        ),
        navigation.SUBMIT if to_submit else navigation.ROUNDS,
        _("Zum Stand der Runde") if to_submit else _("Zu den Runden"),
    )


def nothing_assigned(whom_to_ask: tuple[str, ...]) -> None:
    """What to do for somebody without a question of the own."""
    names = texts.listed([escaped(name) for name in whom_to_ask]) if whom_to_ask else _("die Sachbearbeitung")
    empty_state(
        _("Noch nichts zugewiesen"),
        _("Ihrem Fachamt ist noch nichts zugewiesen. Wenden Sie sich an {names}.", names=names),
    )


def downloads(
    round_: SelfCheck,
    own_part: PartOfCheck | None,
    parts: tuple[PartOfCheck, ...],
    template: Callable[[FileFormat, PartOfCheck | None], bytes],
    all_parts: Callable[[FileFormat], bytes],
) -> None:
    """Step one: the workbook with the answers so far, in three formats, made at the moment of the click.

    Who has an own part gets that. Who hands out `parts` chooses among them, the whole and a zip file of all parts;
    `template` gets the part, or None for everything that is the person's own.
    """
    st.header(_("1. Vorlage herunterladen"))
    st.markdown(
        _(
            "Eine Zeile je Frage, mit Auswahlliste für die Antwort. Die Vorlage enthält, was schon beantwortet ist, "
            "und lässt sich ausdrucken."
        )
    )
    wanted = own_part or (_for_whom(parts) if parts else Extent.WHOLE)
    if own_part is None and not parts:
        st.page_link(
            navigation.ASSIGNMENTS,
            label=_("Auch je Fachamt eine Datei: zuerst Zuständigkeiten verteilen"),
            icon=":material/assignment_ind:",
        )
    labels = {
        FileFormat.XLSX: _("Excel (xlsx)"),
        FileFormat.ODS: _("LibreOffice (ods)"),
        FileFormat.CSV: _("Textdatei (csv)"),
    }
    with st.container(horizontal=True):
        for file_format, label in labels.items():
            in_one_file = wanted is Extent.ALL_PARTS
            part = wanted if wanted in parts else None
            st.download_button(
                label,
                data=partial(all_parts, file_format) if in_one_file else partial(template, file_format, part),
                file_name=file_name(round_, wanted) + (".zip" if in_one_file else f".{file_format.value}"),
                mime=ZIP if in_one_file else MIME[file_format],
                key=f"download_{file_format.value}",
                icon=":material/folder_zip:" if in_one_file else ":material/download:",
                on_click="ignore",
                type="primary" if file_format is FileFormat.XLSX else "secondary",
            )


def _for_whom(parts: tuple[PartOfCheck, ...]) -> Extent | PartOfCheck:
    """Whose questions to download; a choice that there is no longer falls back to the whole."""
    names: dict[Extent | PartOfCheck, str] = {
        Extent.WHOLE: _("Ganzer Selbstcheck: {n} Fragen", n=parts[0].of_all),
        Extent.ALL_PARTS: plural(
            "Alle Teile als zip-Datei: eine Datei", "Alle Teile als zip-Datei: {n} Dateien", len(parts)
        ),
    }
    for part in parts:
        questions = plural("eine Frage", "{n} Fragen", part.questions)
        names[part] = f"{part.name}: {questions}{_until(part)}"
    wanted: Extent | PartOfCheck = st.selectbox(
        _("Für wen?"), list(names), format_func=names.__getitem__, key="for_whom"
    )
    unassigned = parts[0].of_all - sum(part.questions for part in parts)
    if unassigned:
        st.caption(
            plural(
                "Eine Frage ist noch niemandem zugewiesen.",
                "{n} Fragen sind noch niemandem zugewiesen.",
                unassigned,
            )
        )
    return wanted


def _until(part: PartOfCheck) -> str:
    """When a part is due, as the end of a line; nothing if that is open."""
    if part.due_on is None:
        return ""
    if part.is_due_at_once:
        return _(", bis {day}", day=day(part.due_on))
    return _(", zuerst fällig am {day}", day=day(part.due_on))


def file_name(round_: SelfCheck, wanted: Extent | PartOfCheck) -> str:
    """A name for what is downloaded, without extension: the round and whose part it is."""
    name = _("Selbstcheck {name}", name=round_.round_name)
    if isinstance(wanted, PartOfCheck):
        return file_name_of(name, wanted.name)
    return file_name_of(name, _("alle Teile")) if wanted is Extent.ALL_PARTS else file_name_of(name)


def uploaded_file(read: Callable[[bytes, str], UploadedSheet]) -> UploadedSheet | None:
    """Step two: the filled file, read once; a file that cannot be read is told in one sentence."""
    st.header(_("2. Ausgefüllte Datei hochladen"))
    file = st.file_uploader(
        _("Datei im Format xlsx, xlsm, xls, ods oder csv"),
        key=f"answer_file_{session.get(Key.UPLOAD_NUMBER, 0)}",
    )
    if file is None:
        session.put(Key.UPLOADED_SHEET, None)
        return None
    known: tuple[str, UploadedSheet] | None = session.get(Key.UPLOADED_SHEET, None)
    if known is not None and known[0] == file.file_id:
        return known[1]
    try:
        with st.spinner(_("Die Datei wird gelesen …")):
            sheet = read(file.getvalue(), file.name)
    except KompassError as error:
        st.error(texts.sentence_for(error), title=_("Diese Datei kann nicht übernommen werden"))
        return None
    session.put(Key.UPLOADED_SHEET, (file.file_id, sheet))
    return sheet


def carry_out(action: Callable[[], ImportReceipt]) -> None:
    """Store, remember what was stored and empty the uploader; or remember why not. Then show the page anew."""
    try:
        receipt = action()
    except KompassError as error:
        session.put(Key.NOTICE, texts.sentence_for(error))
    else:
        session.put(Key.UPLOAD_NUMBER, session.get(Key.UPLOAD_NUMBER, 0) + 1)
        session.put(Key.UPLOADED_SHEET, None)
        session.put(Key.LAST_RECEIPT, receipt)
        if receipt.proposed:
            session.put(Key.QUESTION_FILTER, QuestionFilter.TO_SETTLE)
    st.rerun()


def receipt_of_last_take_over(person: Person) -> None:
    """What the last click did, or why it did nothing; once, right where the person looks."""
    notice: str | None = session.take(Key.NOTICE)
    if notice is not None:
        st.warning(notice, icon=":material/sync_problem:")
    receipt: ImportReceipt | None = session.take(Key.LAST_RECEIPT)
    if receipt is None:
        return
    with st.container(border=True, key="receipt"):
        st.success(_receipt_sentence(receipt), icon=":material/check_circle:")
        if receipt.kept:
            st.warning(
                plural(
                    "Eine Antwort wurde inzwischen geändert oder neu zugewiesen und bleibt, wie sie ist: {questions}.",
                    "{n} Antworten wurden inzwischen geändert oder neu zugewiesen und bleiben, wie sie sind: "
                    "{questions}.",
                    len(receipt.kept),
                    questions=", ".join(receipt.kept),
                )
            )
        if receipt.proposed:
            label = plural("Zur Frage, die zu klären ist", "Zu den {n} Fragen, die zu klären sind", receipt.proposed)
            st.page_link(navigation.QUESTIONS, label=label, icon=":material/balance:")
        elif may(person, Permission.CHECK_ROUND):
            st.page_link(navigation.SUBMIT, label=_("Weiter: prüfen und vorlegen"), icon=":material/task_alt:")
        else:
            st.page_link(navigation.QUESTIONS, label=_("Weiter: Ihre Fragen ansehen"), icon=":material/checklist:")


def _receipt_sentence(receipt: ImportReceipt) -> str:
    if receipt.withdrawn and not (receipt.changed or receipt.cleared):
        return _("Zurückgenommen: {parts}.", parts=_withdrawn(receipt))
    counted = (
        (plural("{n} neue Antwort", "{n} neue Antworten", receipt.new), receipt.new),
        (plural("{n} geänderte Antwort", "{n} geänderte Antworten", receipt.changed), receipt.changed),
        (plural("{n} gelöschte Antwort", "{n} gelöschte Antworten", receipt.cleared), receipt.cleared),
        (plural("{n} Antwort zur Klärung", "{n} Antworten zur Klärung", receipt.proposed), receipt.proposed),
        (_withdrawn(receipt), receipt.withdrawn),
    )
    parts = [words for words, number in counted if number]
    return _("Gespeichert: {parts}.", parts=texts.listed(parts)) if parts else _("Es hat sich nichts geändert.")


def _withdrawn(receipt: ImportReceipt) -> str:
    n = receipt.withdrawn
    return plural("{n} Antwort, die zu klären war", "{n} Antworten, die zu klären waren", n)


def undo(last: AnswerImport | None, undo_it: Callable[[int], ImportReceipt]) -> None:
    """Offers to take the last import back, after asking; `undo_it` gets the id of the import that the person saw."""
    now = last.id if last else None
    seen: int | None = session.get(Key.SEEN_IMPORT, now)
    session.put(Key.SEEN_IMPORT, now)
    if last is None:
        return
    with st.popover(_("Letzte Übernahme rückgängig machen"), icon=":material/undo:", key="undo_import"):
        st.markdown(
            _(
                "„{file}“, übernommen am {at} von {name}: {answers}. Was seither geändert wurde, bleibt.",
                file=escaped(last.file_name),
                at=moment(last.imported_at),
                name=escaped(last.imported_by) or _("der Betreuung dieses Programms"),
                answers=_what_it_brought(last),
            )
        )
        if st.button(_("Ja, rückgängig machen"), key="confirm_undo") and seen is not None:
            carry_out(lambda: undo_it(seen))


def _what_it_brought(last: AnswerImport) -> str:
    waiting = plural("eine Antwort zur Klärung", "{n} Antworten zur Klärung", last.waiting)
    if not last.answers and last.waiting:
        return waiting
    stored = plural("eine Antwort", "{n} Antworten", last.answers)
    return texts.listed([stored, waiting]) if last.waiting else stored
