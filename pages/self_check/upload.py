"""Answers by file: download the workbook, upload it filled in, look at what would change, take it over."""

import streamlit as st

from components import import_preview, navigation, session, upload_steps
from components.language import _, current
from components.page_frame import empty_state, end_page
from data.services import catalogues, self_checks, uploads

person = session.require_person()
round_ = self_checks.current_round(person)

st.title(_("Antworten hochladen"))

if round_ is None:
    empty_state(
        _("Keine Runde in Arbeit"),
        _("Antworten gehören zu einer Runde. Beginnen Sie zuerst eine neue Runde."),
        navigation.ROUNDS,
        _("Zu den Runden"),
    )
    end_page()

upload_steps.which_round(round_)
upload_steps.receipt_of_last_take_over()
language = current()  # the workbook is made after this run, when nobody knows the language any more
upload_steps.downloads(round_, lambda file_format: uploads.template(person, round_.id, file_format, language))
upload_steps.undo(
    uploads.last_import(person, round_.id),
    lambda import_id: uploads.undo_last_import(person, round_.id, import_id),
)

uploaded = upload_steps.uploaded_file(lambda data, name: uploads.read_file(person, round_.id, data, name))
if uploaded is None:
    end_page()

preview = uploads.preview(person, round_.id, uploaded)
choice = import_preview.shown(preview, catalogues.catalogue(round_.catalogue_version, current()))
if choice is not None:
    upload_steps.carry_out(
        lambda: uploads.take_over(
            person, round_.id, uploaded, choice.question_ids, choice.revisions, clear_empty=choice.clear_empty
        )
    )
