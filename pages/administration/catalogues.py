"""Catalogues: all versions, load one of one's own, look at its checks, release it."""

import streamlit as st

from components import catalogue_admin, notice, session
from components.language import _, current
from components.page_frame import lead
from data.model.catalogue_versions import CatalogueStatus
from data.services import catalogues

person = session.require_person()
language = current()  # the template is made after this run, when nobody knows the language any more
versions = catalogues.overview(person, language)
drafts = [version for version in versions if version.status is CatalogueStatus.DRAFT]

st.title(_("Fragenkataloge"))
lead(
    _(
        "Kommunen beginnen Runden mit einer mitgelieferten oder freigegebenen Fassung. Hier laden Sie eine eigene, "
        "prüfen sie und geben sie frei."
    )
)
notice.show(notice.TOP)
if drafts:
    draft = catalogues.draft(person, catalogue_admin.chosen_draft(drafts))
    catalogue_admin.preview(draft)
    about = draft.about
    if catalogue_admin.wants_release(draft):
        done = _("Freigegeben: {version}.", version=about.version)
        notice.attempt(
            done, notice.TOP, lambda: catalogues.release(person, about.version, about.fingerprint, may_be_used=True)
        )
    if catalogue_admin.wants_to_discard(draft):
        done = _("Verworfen: {version}.", version=about.version)
        notice.attempt(done, notice.TOP, catalogues.discard_draft, person, about.version, about.fingerprint)
catalogue_admin.all_versions(versions)
catalogue_admin.downloads(lambda file_format: catalogues.template(person, file_format, language))
catalogue_admin.upload(lambda data, name: catalogues.upload_draft(person, data, name))
