"""The knowledge base for those who keep it: articles with their versions, and practice that communes offer."""

import streamlit as st

from components import navigation
from components.knowledge import article_page, editor, place, upkeep
from components.language import _, current, today
from components.page_frame import end_page
from components.plan.priorities_words import names
from components.session import Mine
from data.errors import NotFound
from data.services import catalogues, knowledge_editing, practice

language = current()
desk = Mine(knowledge_editing)
versions = catalogues.versions()
named = names([catalogues.catalogue(version, language) for version in versions], versions[0])
key = place.article_asked_for()

if key:
    try:
        article = desk.kept(key)
    except NotFound:
        article_page.gone(_("Wissen pflegen"), navigation.KNOWLEDGE_EDITING)
        end_page()
    editor.shown(desk, knowledge_editing.preview, article, named, today())
    end_page()

if place.view_asked_for() is place.View.NEW:
    editor.new(desk, knowledge_editing.preview, named)
    end_page()

st.title(_("Wissen pflegen"))
upkeep.shown(desk, Mine(practice), named, today())
