"""Check a round, hand it in, approve it or send it back: one page for both, with what is to be done now."""

import streamlit as st

from components import findings, navigation, notice, session, submission
from components.language import _, current
from components.page_frame import end_page
from data.model.approval import RoundStep
from data.services import approval, catalogues, results, self_checks

STEPS = {
    RoundStep.HAND_IN: approval.hand_in,
    RoundStep.TAKE_BACK: approval.take_back,
    RoundStep.SEND_BACK: approval.send_back,
    RoundStep.APPROVE: approval.approve,
}

person = session.require_person()
round_ = self_checks.current_round(person)

st.title(_("Prüfung und Freigabe"))
notice.show(notice.TOP)

if round_ is None:
    submission.nothing_to_do(self_checks.rounds(person))
    end_page()

checked = approval.check(person, round_.id, current())
catalogue = catalogues.catalogue(round_.catalogue_version, current())
seen = submission.seen_before(checked)

submission.meanwhile(checked, seen)
submission.where_it_stands(checked)
findings.must_be_mended(checked, catalogue)
findings.notes(checked, catalogue)
if submission.shows_scores(checked):
    submission.scores(checked, catalogue, results.since_last(person, round_.id))

wish = submission.decision(checked, seen)
if wish is not None:
    after = navigation.SCORES if wish.step is RoundStep.APPROVE else None
    done, take = submission.done(wish.step), STEPS[wish.step]
    notice.attempt(done, submission.DECISION, take, person, round_.id, wish.revision, wish.remark, after=after)
