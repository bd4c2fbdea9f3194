"""Answers by file: download the workbook, upload it filled in, look at what would change, take it over."""

import streamlit as st

from components import import_preview, session, upload_steps
from components.language import _, current
from components.page_frame import end_page
from data.model.self_check import SelfCheckStatus
from data.services import catalogues, part_files, self_checks, uploads

person = session.require_person()
round_ = self_checks.current_round(person)

st.title(_("Antworten hochladen"))

if round_ is None:
    upload_steps.no_round()
    end_page()

if round_.status is not SelfCheckStatus.DRAFT:
    upload_steps.closed(person, round_)
    end_page()

number = round_.id
own_part = part_files.own_part(person, number)
if own_part is not None and not own_part.questions:
    upload_steps.nothing_assigned(part_files.who_assigns(person))
    end_page()

upload_steps.which_round(round_, own_part)
upload_steps.receipt_of_last_take_over(person)
language, whoever = current(), session.person_later()  # the workbook is made after this run, at the click
upload_steps.downloads(
    round_,
    own_part,
    part_files.parts(person, number) if own_part is None else (),
    lambda file_format, part: uploads.template(whoever(), number, file_format, language, part and part.assignee),
    lambda file_format: uploads.all_parts(whoever(), number, file_format, language),
)
last = uploads.last_import(person, number)
upload_steps.undo(last, lambda import_id: uploads.undo_last_import(person, number, import_id))

uploaded = upload_steps.uploaded_file(lambda data, name: uploads.read_file(person, number, data, name))
if uploaded is None:
    end_page()

preview = uploads.preview(person, number, uploaded)
choice = import_preview.shown(preview, catalogues.catalogue(round_.catalogue_version, current()))
if choice is not None:
    upload_steps.carry_out(
        lambda: uploads.take_over(
            person,
            number,
            uploaded,
            choice.question_ids,
            choice.revisions,
            clear_empty=choice.clear_empty,
            proposed=choice.proposed,
        )
    )
