"""The steps of the upload page: which round, download, choose a file, what was taken over, undo."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import streamlit as st

from components import navigation, session, texts
from components.language import _, moment, plural
from components.plain_text import escaped
from components.session import Key
from data.errors import KompassError
from data.model.answer_import import AnswerImport, FileFormat, ImportReceipt, UploadedSheet
from data.model.self_check import SelfCheck

MIME = {
    FileFormat.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    FileFormat.ODS: "application/vnd.oasis.opendocument.spreadsheet",
    FileFormat.CSV: "text/csv",
}


def which_round(round_: SelfCheck) -> None:
    """The round that everything on this page is about."""
    st.markdown(
        _(
            "Runde **{name}** · Fragenkatalog {version}. Nichts wird gespeichert, bevor Sie es gesehen und "
            "übernommen haben.",
            name=escaped(round_.round_name),
            version=round_.catalogue_version,
        )
    )


def downloads(round_: SelfCheck, template: Callable[[FileFormat], bytes]) -> None:
    """Step one: the workbook with the answers so far, in three formats, made at the moment of the click."""
    st.header(_("1. Vorlage herunterladen"))
    st.markdown(
        _(
            "Eine Zeile je Frage, mit Auswahlliste für die Antwort. Die Vorlage enthält, was schon beantwortet ist, "
            "und lässt sich ausdrucken."
        )
    )
    labels = {
        FileFormat.XLSX: _("Excel (xlsx)"),
        FileFormat.ODS: _("LibreOffice (ods)"),
        FileFormat.CSV: _("Textdatei (csv)"),
    }
    with st.container(horizontal=True):
        for file_format, label in labels.items():
            st.download_button(
                label,
                data=partial(template, file_format),
                file_name=_("Selbstcheck {name}", name=round_.round_name) + f".{file_format.value}",
                mime=MIME[file_format],
                key=f"download_{file_format.value}",
                icon=":material/download:",
                on_click="ignore",
                type="primary" if file_format is FileFormat.XLSX else "secondary",
            )


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
    st.rerun()


def receipt_of_last_take_over() -> None:
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
                    "Eine Antwort wurde inzwischen geändert und bleibt, wie sie ist: {questions}.",
                    "{n} Antworten wurden inzwischen geändert und bleiben, wie sie sind: {questions}.",
                    len(receipt.kept),
                    questions=", ".join(receipt.kept),
                )
            )
        st.page_link(navigation.SUBMIT, label=_("Weiter: prüfen und einreichen"), icon=":material/task_alt:")


def _receipt_sentence(receipt: ImportReceipt) -> str:
    counted = (
        (plural("{n} neue Antwort", "{n} neue Antworten", receipt.new), receipt.new),
        (plural("{n} geänderte Antwort", "{n} geänderte Antworten", receipt.changed), receipt.changed),
        (plural("{n} gelöschte Antwort", "{n} gelöschte Antworten", receipt.cleared), receipt.cleared),
    )
    parts = [words for words, number in counted if number]
    return _("Gespeichert: {parts}.", parts=texts.listed(parts)) if parts else _("Es hat sich nichts geändert.")


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
                answers=plural("eine Antwort", "{n} Antworten", last.answers),
            )
        )
        if st.button(_("Ja, rückgängig machen"), key="confirm_undo") and seen is not None:
            carry_out(lambda: undo_it(seen))
