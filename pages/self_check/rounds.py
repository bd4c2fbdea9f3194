"""The rounds of the commune: where each stands, what can be done with it, and the form that begins one."""

import streamlit as st

from components import notice, round_forms, round_story, session
from components.language import _, current
from components.page_frame import empty_state
from data.model.approval import RoundStep
from data.services import approval, catalogues, proposals, self_checks

STEPS = {RoundStep.REOPEN: approval.reopen, RoundStep.DISCARD: approval.discard, RoundStep.RESTORE: approval.restore}

person = session.require_person()
rounds = self_checks.rounds(person)

st.title(_("Runden"))
st.markdown(
    _(
        "Eine Runde ist ein Durchgang des Selbstchecks. Sie bleibt für immer an ihren Fragenkatalog gebunden, damit "
        "Ergebnisse auch in Jahren noch vergleichbar sind."
    )
)
notice.show(notice.TOP)

if not rounds:
    empty_state(
        _("Noch keine Runde"),
        _("Beginnen Sie die erste Runde. Danach beantworten Sie die Fragen gemeinsam, am Bildschirm oder mit Dateien."),
    )
seen, shown = round_forms.seen_before(rounds), round_forms.shown_in_results(rounds)
for overview in round_forms.in_order(rounds):
    round_, place = overview.self_check, round_forms.place_of(overview.self_check)
    carries = round_forms.may_carry_forward(person, overview)
    earlier = proposals.earlier_answers(person, round_.id) if carries else None
    with round_forms.card(round_):
        round_forms.state(overview, earlier)
        if earlier is not None and earlier.offered and round_forms.carry_forward_asked_for(round_, earlier):
            done = _("Die Vorschläge warten jetzt bei ihren Fragen.")
            notice.attempt(done, place, proposals.carry_forward, person, round_.id)
        is_shown = round_.id == shown
        wish = round_forms.next_steps(person, overview, seen[round_.id], has_shown_result=is_shown)
        if wish is not None:
            done = round_forms.done(wish, overview)
            notice.attempt(done, place, STEPS[wish.step], person, round_.id, wish.revision, wish.remark)
        round_story.story(round_.begun_at, overview.events, key=f"story_{round_.id}")

if round_forms.may_begin(person, self_checks.current_round(person)):
    version = catalogues.shipped_versions()[-1]
    new = round_forms.begin_form(
        [catalogues.catalogue(each, current()) for each in catalogues.versions()],
        proposed_version=version,
        proposed_name=round_forms.proposed_name(rounds),
        earlier_round=proposals.earlier_round(person, version),
    )
    if new is not None:
        begin = proposals.begin_round_with_proposals if new.carry_forward else self_checks.begin_round
        done = _("Die Runde ist begonnen. Jede Antwort wird sofort gespeichert.")
        notice.attempt(done, round_forms.BEGIN, begin, person, new.name, new.catalogue_version)
