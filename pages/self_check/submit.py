"""Check the round once more, then submit it."""

import streamlit as st

from components import navigation, session, submission
from components.language import _, current
from components.page_frame import empty_state, end_page
from data.services import catalogues, self_checks

person = session.require_person()
round_ = self_checks.current_round(person)

st.title(_("Prüfen und einreichen"))

if round_ is None:
    empty_state(
        _("Keine Runde in Arbeit"),
        _("Es gibt gerade nichts einzureichen. Die letzten Ergebnisse finden Sie unter „Ergebnisse“."),
        navigation.SCORES,
        _("Zu den Ergebnissen"),
    )
    end_page()

checked = self_checks.check_before_submission(person, round_.id)
catalogue = catalogues.catalogue(round_.catalogue_version, current())

submission.progress(checked)
submission.to_mend(checked, catalogue)
submission.preview(checked, catalogue)

revision = submission.confirmed(checked)
if revision is not None:
    self_checks.submit(person, round_.id, revision)
    st.switch_page(navigation.SCORES)
