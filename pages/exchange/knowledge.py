"""The knowledge base: checklists, tips, guides, methods and templates, found by words, criterion, kind and effort."""

import streamlit as st

from components import session
from components.knowledge import article_page, offering, overview, place
from components.knowledge.desk import ReadingDesk
from components.language import _, current
from components.page_frame import end_page
from components.plan.priorities_words import names
from components.session import Mine
from data.errors import NotFound
from data.services import catalogues, documents, knowledge, practice

me = session.require_person
language = current()
desk = ReadingDesk(
    find=lambda wish: knowledge.find(me(), wish, language),
    article=lambda key: knowledge.article(me(), key),
    blocks=lambda article: knowledge.blocks_of(article, language),
    on_paper=knowledge.on_paper,
    make_measure=lambda key, criterion: knowledge.make_measure(me(), key, criterion, language),
    file_name=lambda document, ending: documents.file_name(document, "pdf" if ending == "pdf" else "docx"),
    docx=documents.as_docx,
    pdf=documents.as_pdf,
)
versions = catalogues.versions()
named = names([catalogues.catalogue(version, language) for version in versions], versions[0])
key = place.article_asked_for()

if key:
    try:
        view = desk.article(key)
    except NotFound:
        article_page.gone(_("Wissen"))
        end_page()
    article_page.shown(desk, view, named, me())
    end_page()

if offering.is_asked_for(me()):
    offering.shown(Mine(practice), named, me())
    end_page()

st.title(_("Wissen"))
overview.shown(desk, named, me(), language)
