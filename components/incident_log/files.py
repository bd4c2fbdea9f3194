"""The log as files to take along and to bring back. Each is made in memory, at the click."""

from __future__ import annotations

import base64
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import streamlit as st

from components import incidents, notice, session, texts
from components.documents import incident_log as documents
from components.documents.downloads import DOCX
from components.incident_log import held, words
from components.incident_log.browser_file import file_picker
from components.incident_log.desk import Desk
from components.language import _, current
from components.plain_text import escaped
from components.support import law
from data.errors import KompassError, UnreadableFile
from data.model.document import Document
from data.model.incident_log import LARGEST_FILE, IncidentLog, Reporter

PLACE = "incident_files"
PDF, CSV, JSON = "application/pdf", "text/csv", "application/json"
INCOMING = "incident_incoming"


def shown(desk: Desk) -> None:
    """To go on writing, for the police, an empty form, the way back in, and the end of everything."""
    log = held.log()
    if log.incidents:
        _to_go_on(desk, log)
        _for_the_police(desk, log)
    _bring_back(desk)
    _empty_form(desk)
    if log.incidents or log.removed or log.reporter != Reporter():
        _delete_everything()


def _to_go_on(desk: Desk, log: IncidentLog) -> None:
    st.subheader(_("Sichern und später weiterschreiben"))
    st.caption(_("Die Datei ist nicht verschlüsselt. Legen Sie sie dorthin, wo nur Sie sie öffnen."))
    spoken, saves = words.log_words(), bool(desk.log.unsaved(log))
    with st.container(horizontal=True, key="incident_save"):
        as_json = partial(desk.log.as_json, log, desk.deadlines(log))
        _download(_File(_("Als Datei sichern (JSON)"), "log", "json", JSON), desk, as_json, saves=saves)
        as_csv = partial(desk.log.as_csv, log, desk.deadlines(log), spoken)
        _download(_File(_("Als Tabelle sichern (CSV)"), "log", "csv", CSV), desk, as_csv, saves=saves)


def _for_the_police(desk: Desk, log: IncidentLog) -> None:
    st.subheader(_("Für die Polizei"))
    st.markdown(
        _(
            "Ein Deckblatt mit der Bitte um schriftliche Bestätigung (§ 158 StPO) und dem Strafantrag zum Ankreuzen, "
            "eine Übersicht und eine Seite für jeden Vorfall. Was nur für Sie ist, bleibt draußen: Folgen und nächster "
            "Schritt."
        )
    )
    with st.container(horizontal=True, vertical_alignment="center", key="incident_reporter"):
        told = ", ".join(text for text in (log.reporter.name, log.reporter.role, log.reporter.office_address) if text)
        who = _("Es meldet: {who}", who=escaped(told)) if told else _("Wer meldet, bleibt zum Ausfüllen von Hand.")
        st.markdown(who, width="content")
        st.button(
            _("Ändern") if told else _("Angaben machen"),
            key="incident_reporter_edit",
            type="tertiary",
            icon=":material/badge:",
            on_click=held.open_one,
            args=(held.REPORTER,),
        )
    # Now, and not when the file is made: by then nobody knows which Land this window chose.
    deadlines = {incident.ident: desk.deadline_of(incident) for incident in log.incidents}
    with st.container(horizontal=True, key="incident_police"):
        _download_document(desk, partial(documents.report, log, deadlines, desk.today), "report")


def _empty_form(desk: Desk) -> None:
    st.subheader(_("Lieber auf Papier?"))
    st.markdown(_("Das leere Formular zum Ausdrucken oder zum Ausfüllen auf dem eigenen Gerät, ganz ohne Server."))
    with st.container(horizontal=True, key="incident_blank"):
        _download_document(desk, partial(documents.form, desk.today), "form")


def _download_document(desk: Desk, make: Callable[[], Document], name: str) -> None:
    kinds = ((_("Als PDF"), "pdf", PDF, desk.as_pdf), (_("Als Word-Datei"), "docx", DOCX, desk.as_docx))
    for label, ending, mime, write in kinds:
        _download(_File(label, name, ending, mime), desk, partial(_written, make, write))


def _written(make: Callable[[], Document], write: Callable[[Document], bytes]) -> bytes:
    return write(make())


@dataclass(frozen=True)
class _File:
    """What a button says and what its file is."""

    label: str
    name: str
    ending: str
    mime: str


def _download(file: _File, desk: Desk, make: Callable[[], bytes], *, saves: bool = False) -> None:
    names = {"log": _("vorfallprotokoll"), "report": _("vorfaelle-fuer-die-polizei"), "form": _("vorfall-formular")}
    # A file that is made at the click can get lost where the click redraws the page: what counts as saved must arrive.
    content = _made(current(), make) if saves else partial(_made, current(), make)
    st.download_button(
        file.label,
        content,
        file_name=f"{names[file.name]}-{desk.today.isoformat()}.{file.ending}",
        mime=file.mime,
        key=f"incident_file_{file.name}_{file.ending}",
        type="primary" if file.ending == "json" else "secondary",
        icon=":material/download:",
        on_click=partial(_note_as_saved, desk) if saves else "ignore",
    )


def _made(language: str, make: Callable[[], bytes]) -> bytes:
    """The bytes of a file. Streamlit logs what goes wrong while one is made: without the message it quotes nobody."""
    try:
        with session.speaking(language):
            return make()
    except Exception as error:
        incidents.sentence(error)
    raise RuntimeError("a file of the incident log could not be made") from None


def _note_as_saved(desk: Desk) -> None:
    held.keep(desk.log.noted_as_saved(held.log()))


def _bytes_of(sent: str) -> bytes:
    try:
        return base64.b64decode(sent, validate=True)
    except ValueError:
        raise UnreadableFile("incident_file_unsent") from None


def _bring_back(desk: Desk) -> None:
    st.subheader(_("Eigene Datei einlesen"))
    notice.show(PLACE)
    # serving/static/incident_log.js reads the file in the browser and sends its bytes as text: what is uploaded could
    # be written to the server's disk.
    file_picker(
        _("Datei wählen"),
        _("JSON oder CSV von hier, höchstens 1 MB. Ihr Browser liest sie; sie wird nirgends abgelegt."),
        {
            "file": INCOMING,
            "most": str(LARGEST_FILE),
            "too-large": texts.sentence_for(UnreadableFile("incident_file_too_large", most=LARGEST_FILE // 1000)),
            "empty": texts.sentence_for(UnreadableFile("incident_file_empty")),
        },
        ".json,.csv",
    )
    st.text_area(_("Inhalt der Datei"), key=INCOMING, on_change=_take_in, args=(desk,), label_visibility="collapsed")


def _take_in(desk: Desk) -> None:
    sent = session.widget_value(INCOMING) or ""
    session.set_widget_value(INCOMING, "")
    if not sent:
        return
    try:
        held.set_incoming(desk.log.read(_bytes_of(sent), words.log_words_of_all_languages()))
    except KompassError as error:
        notice.tell(notice.Notice(PLACE, texts.sentence_for(error), went_well=False))


def _delete_everything() -> None:
    with st.popover(_("Alles löschen"), icon=":material/delete_forever:", key="incident_delete"):
        st.markdown(
            _(
                "Alle Vorfälle und Ihre Angaben werden sofort aus diesem Fenster entfernt, und der Server gibt seinen "
                "Arbeitsspeicher dafür frei. Das lässt sich nicht rückgängig machen. Dateien auf Ihrem Gerät bleiben."
            )
        )
        st.button(_("Ja, alles löschen"), key="incident_delete_all", type="primary", on_click=_forget)


def _forget() -> None:
    held.forget_everything()
    law.forget()  # "nothing stands here any more" holds for the days of the deadline too
    notice.tell(notice.Notice(notice.TOP, _("Alles gelöscht. In diesem Fenster steht nichts mehr."), went_well=True))
