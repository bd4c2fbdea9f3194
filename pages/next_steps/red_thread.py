"""The red thread: from any question to criterion, decisions, priorities, measures and goals, and back."""

import streamlit as st

from components import session
from components.documents import downloads
from components.documents import red_thread as red_thread_document
from components.language import _, current, today
from components.page_frame import end_page
from components.red_thread import brought, page, place
from components.red_thread.words import Book
from data.services import catalogues, documents, outcomes, red_thread, self_checks

me = session.require_person

if place.shows_what_measures_brought():
    st.title(_("Was die Maßnahmen gebracht haben"))
    place.overview_link()
    told = outcomes.of_round(me(), place.round_asked_for())
    brought.of_round(
        told,
        catalogues.catalogue(told.catalogue_version, current()),
        lambda measure_id, round_id, sentence, seen: outcomes.say_why(me(), measure_id, round_id, sentence, seen=seen),
    )
    end_page()

st.title(_("Roter Faden"))
view = red_thread.view(me())
book = Book(view, catalogues.catalogue(view.catalogue_version, current()))
start = page.shown(book, place.asked_for())
paper = red_thread_document.document(book, start, self_checks.own_commune(me()), today())
downloads.shown(paper, documents.file_name, documents.as_docx, documents.as_pdf)
