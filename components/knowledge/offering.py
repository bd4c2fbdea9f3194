"""What a commune does with its own practice: tell it, see it as others would, follow where it stands, withdraw it."""

from __future__ import annotations

from functools import partial

import streamlit as st

from components import address, navigation, notice
from components.knowledge import kept_fields, place, practice_fields, words
from components.knowledge.desk import PracticeDesk
from components.knowledge.place import OFFER, Param, View
from components.language import _, day
from components.notice import Notice
from components.page_frame import lead
from components.plain_text import escaped, quoted
from components.plan.measures_desk import tried
from components.plan.priorities_words import Names
from components.questionnaire import redraw
from data.model.knowledge import OfferState, PracticeOffer, PracticeWish
from data.model.people import Commune, Permission, Person
from data.rules.access import may

NEW_FORM = "practice"
CAN_CHANGE = {OfferState.OFFERED, OfferState.RETURNED}


def is_asked_for(person: Person) -> bool:
    """Whether the address asks for this page, and the person may offer anything."""
    return place.view_asked_for() is View.OFFERING and may(person, Permission.OFFER_PRACTICE)


def shown(desk: PracticeDesk, names: Names, person: Person) -> None:
    """The whole page with its title."""
    assert person.commune is not None  # whoever may offer has one
    redraw.drawn(redraw.PAGE)
    place.back_link(_("Alle Artikel"))
    st.title(_("Eigene Praxis anbieten"))
    lead(
        _(
            "Etwas hat bei Ihnen geholfen? Beantworten Sie vier Fragen, dann können andere Kommunen es nutzen. Das "
            "Plattform-Team liest es vorher, und Sie können es jederzeit zurückziehen."
        )
    )
    notice.show(notice.TOP)
    offers = desk.own_offers()
    changed = _asked_for(offers)
    others = [offer for offer in offers if offer is not changed]
    if others:
        st.header(_("Ihre Angebote"))
    for offer in others:
        _offer(desk, offer, names)
    st.header(_("Angebot ändern") if changed else _("Neue Praxis"))
    _form(desk, changed, names, person.commune)
    notice.show_elsewhere()


def _asked_for(offers: list[PracticeOffer]) -> PracticeOffer | None:
    """The offer that is being changed, by the address."""
    number = address.number(OFFER)
    return next((offer for offer in offers if offer.id == number and offer.state in CAN_CHANGE), None)


def _offer(desk: PracticeDesk, offer: PracticeOffer, names: Names) -> None:
    with st.container(border=True, key=f"own_offer_{offer.id}"):
        st.markdown(f"**{escaped(offer.text.title)}** {words.offer_state(offer.state)}")
        st.caption(_explained(offer))
        if offer.state is OfferState.RETURNED:
            st.markdown(quoted(offer.sentence))
        notice.show(_place(offer))
        with st.container(horizontal=True):
            if offer.state in CAN_CHANGE:
                target = {Param.VIEW.value: View.OFFERING.value, OFFER: str(offer.id)}
                st.page_link(navigation.KNOWLEDGE, label=_("Ändern"), icon=":material/edit:", query_params=target)
            if offer.state is not OfferState.WITHDRAWN:
                st.button(
                    _("Zurückziehen"),
                    key=f"withdraw_{offer.id}",
                    type="tertiary",
                    icon=":material/visibility_off:",
                    on_click=_withdraw,
                    args=(desk, offer),
                )
        with st.expander(_("Text ansehen")):
            if offer.wording is not None:
                st.caption(_("So hat das Plattform-Team es formuliert. Darunter steht Ihre eigene Fassung."))
                practice_fields.preview(offer.wish, offer.wording, offer.commune_name, names, f"worded_{offer.id}")
            practice_fields.preview(offer.wish, offer.wish.text, offer.commune_name, names, f"own_{offer.id}")


def _explained(offer: PracticeOffer) -> str:
    """What the state means for the commune."""
    on = day(offer.changed_at)
    how = _("mit Ihrem Namen") if offer.wish.is_named else _("ungenannt")
    return {
        OfferState.OFFERED: _("Angeboten am {day}, {how}. Das Plattform-Team liest es.", day=on, how=how),
        OfferState.RETURNED: _("Zurückgekommen am {day}. Sie können es ändern und noch einmal anbieten:", day=on),
        OfferState.RELEASED: _(
            "Freigegeben am {day}, {how}. Alle angemeldeten Kommunen können es lesen.", day=on, how=how
        ),
        OfferState.WITHDRAWN: _("Zurückgezogen am {day}. Niemand sonst kann es lesen.", day=on),
    }[offer.state]


def _withdraw(desk: PracticeDesk, offer: PracticeOffer) -> None:
    if tried(_place(offer), desk.withdraw, offer.id):
        told = _("„{title}“ ist zurückgezogen. Niemand sonst kann es mehr lesen.", title=escaped(offer.text.title))
        notice.tell(Notice(notice.TOP, told, went_well=True))


@st.fragment
def _form(desk: PracticeDesk, changed: PracticeOffer | None, names: Names, commune: Commune) -> None:
    redraw.rest()  # first: what a click did is told once, by the run that is seen
    form = f"offer_{changed.id}" if changed else NEW_FORM
    stored = changed.wish if changed else practice_fields.BLANK
    write, read = st.columns(2, gap="large")
    with write, st.container(key=f"knowledge_draft_{form}"):
        wish = practice_fields.wish_fields(form, stored, names, commune)
    with write:
        notice.show(_place(changed))
        st.button(
            _("Noch einmal anbieten") if changed else _("Anbieten"),
            key=f"offer_{form}",
            type="primary",
            icon=":material/send:",
            on_click=_send,
            args=(desk, changed, form, partial(_typed, form, stored)),
        )
        st.caption(_("Bis dahin bleibt Ihr Text in diesem Fenster; gespeichert wird er erst mit dem Angebot."))
    with read:
        st.markdown("**" + _("So lesen es andere") + "**")
        practice_fields.preview(wish, wish.text, commune.name, names, form)


def _typed(form: str, stored: PracticeWish) -> PracticeWish:
    """What the fields hold at the click: what was typed last comes with it."""
    is_named = bool(kept_fields.value(form, "is_named", stored.is_named))
    return PracticeWish(
        text=practice_fields.typed_text(form, stored.text),
        criteria=tuple(kept_fields.value(form, "criteria", stored.criteria)),
        effort=kept_fields.value(form, "effort", stored.effort),
        is_named=is_named,
        wants_contact=is_named and bool(kept_fields.value(form, "wants_contact", stored.wants_contact)),
    )


def _send(desk: PracticeDesk, changed: PracticeOffer | None, form: str, typed: partial[PracticeWish]) -> None:
    wish, told_at = typed(), _place(changed)
    if changed:
        lost = practice_fields.not_stored(wish.text, changed.wish.text)
        done = tried(told_at, desk.offer_again, changed, wish, lost=lost)
    else:
        done = tried(told_at, desk.offer, wish)
    if not done:
        return
    kept_fields.forget(form, practice_fields.PARTS)
    address.tell(OFFER, "")
    told = _("Vielen Dank. „{title}“ liegt jetzt beim Plattform-Team.", title=escaped(wish.text.title))
    notice.tell(Notice(notice.TOP, told, went_well=True))


def _place(offer: PracticeOffer | None) -> str:
    """Where things are told of an offer: where it is changed, or else in the list; None is the new one."""
    return f"offer_{offer.id}" if offer else NEW_FORM
