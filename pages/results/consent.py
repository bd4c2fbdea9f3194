"""Whether the commune takes part in the anonymous comparison, and exactly what of it goes in."""

import streamlit as st

from components import consent, contribution, notice, session
from components.language import _, current, today
from data.services import catalogues, consents, self_checks

person = session.require_person()
view = consents.overview(person, today(), current())

st.title(_("Teilnahme am Vergleich"))
notice.show(notice.TOP)
consent.state(view, self_checks.own_commune(person))
consent.text(view)
version = view.round.result.catalogue_version if view.round else catalogues.shipped_versions()[-1]
contribution.shown(view, catalogues.catalogue(version, current()))
consent.where_counted(view)
consent.decision(view)
if view.may_decide:
    if consent.wants_to_give(view):
        done = _("Ihre Kommune nimmt jetzt am Vergleich teil. Wo sie gezählt wird, steht auf dieser Seite.")
        notice.attempt(done, consent.DECISION, consents.give, person, view.text.version)
    if consent.wants_to_withdraw(view):
        done = _("Die Einwilligung ist zurückgenommen. Neue Antworten gehen nicht mehr in den Vergleich ein.")
        notice.attempt(done, consent.DECISION, consents.withdraw, person)
consent.own_publication(view, lambda wished: consents.set_public_results(session.require_person(), wished))
consent.story(view)
