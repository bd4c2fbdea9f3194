"""The hand-over: what the document will hold, the words of the one who leaves, the first steps of who takes over."""

import streamlit as st

from components import session
from components.documents import handover as handover_document
from components.handover import page
from components.handover.desk import Desk
from components.language import _, current, today
from data.services import catalogues, documents, handover

me = session.require_person
day = today()
language, whoever = current(), session.person_later()  # the file is made after this run, at the click
told = handover.handover(me(), day, language)
used = catalogues.catalogue(told.catalogue_version, language)


def file(ending: documents.Ending, choice: handover_document.Choice) -> bytes:
    """The document as it stands now, in the language of the page."""
    with session.speaking(language):
        now = handover.handover(whoever(), today(), language)
        paper = handover_document.document(now, catalogues.catalogue(now.catalogue_version, language), choice)
    return documents.as_pdf(paper) if ending == "pdf" else documents.as_docx(paper)


desk = Desk(
    words=lambda: handover.words(me()),
    write=lambda part, base, wished: handover.write_words(me(), part, base, wished),
    settle=lambda contest, take: handover.settle_words(me(), contest, take=take),
    file=file,
    file_name=lambda ending: documents.file_name(handover_document.cover(told), ending),
)

st.title(_("Übergabe"))
page.shown(desk, told, me(), handover_document.short_names(used))
