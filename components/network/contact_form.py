"""The own consent: being a contact person, changing what others see, and taking it back."""

from __future__ import annotations

from functools import partial

import streamlit as st

from components import drafts, notice, session
from components.language import _, day
from components.network import words
from components.network.desk import Desk
from components.notice import Notice
from components.plain_text import escaped
from components.plan.measures_desk import tried
from data.model.network import Audience, Contact, ContactWish

PLACE = "network_contact"
LONGEST = 160
PARTS = ("name", "function", "mail", "phone")
OWN = "network_own_contact"


def shown(desk: Desk) -> None:
    """What the person tells about themselves, or the way to do so."""
    st.header(_("Ihre eigenen Angaben"))
    notice.show(PLACE)
    own = desk.contacts.own()
    if own is None:
        st.markdown(_("Sie sind nicht als Ansprechperson eingetragen. Eintragen können nur Sie selbst sich."))
        with st.expander(_("Als Ansprechperson eintragen"), icon=":material/person_add:", key="contact_give"):
            _form(desk, None)
        return
    with st.container(border=True, key=OWN, gap="small"):
        st.markdown(words.contact_lines(own))
        agreed = _("Zugestimmt am {day}, Fassung {version}.", day=day(own.agreed_on), version=own.text_version)
        st.caption(f"{_seen_by(own)} {agreed}")
        if own.text_version != desk.text.version:
            st.info(
                _("Den Text der Einwilligung gibt es in einer neuen Fassung. Bis Sie ihr zustimmen, gilt die alte.")
            )
        with st.container(horizontal=True, key="contact_steps"):
            # Another state gives another form: nobody stores over what they have not seen.
            with st.popover(_("Ändern"), icon=":material/edit:", key=f"contact_edit_{own.revision}"):
                _form(desk, own)
            with st.popover(_("Widerrufen und löschen"), type="tertiary", icon=":material/delete:", key="contact_drop"):
                st.markdown(
                    _(
                        "Ihre Angaben werden sofort gelöscht, auch dort, wo beide Seiten schon zugestimmt hatten. "
                        "Anfragen, die auf Ihren Namen offen sind, werden zurückgezogen."
                    )
                )
                st.button(_("Ja, löschen"), key="contact_really_drop", on_click=partial(_withdrawn, desk))


def _seen_by(own: Contact) -> str:
    if own.audience is Audience.NETWORK:
        return _("Alle Kommunen im Netzwerk sehen Sie.")
    return _("Eine andere Kommune sieht Sie erst, wenn bei einer Anfrage beide Seiten zugestimmt haben.")


def _form(desk: Desk, own: Contact | None) -> None:
    key, text = f"contact_{own.revision if own else 0}", desk.text
    starts = {part: getattr(own, part) for part in PARTS} if own else {"name": session.require_person().display_name}
    labels = {
        "name": _("Name"),
        "function": _("Funktion"),
        "mail": _("Dienstliche E-Mail-Adresse"),
        "phone": _("Telefon (wenn Sie möchten)"),
    }
    for part in PARTS:
        drafts.text_input(labels[part], f"{key}_{part}", LONGEST, start=starts.get(part, ""))
    seen = f"{key}_audience"
    drafts.restore(seen, own.audience if own else Audience.AGREED)
    st.radio(
        _("Wer soll Ihre Angaben sehen?"),
        [Audience.AGREED, Audience.NETWORK],
        format_func=text.audiences.__getitem__,
        key=seen,
        on_change=drafts.keep,
        args=(seen,),
    )
    with st.container(border=True, key=f"contact_text_{key}"):
        st.markdown(f"**{text.title}**  \n" + _("Fassung {version}", version=text.version))
        st.markdown(text.introduction)
        st.markdown("\n".join(f"- {point}" for point in text.points))
    agreed = st.checkbox(_("Ich habe den Text gelesen und stimme zu."), key=f"{key}_agreed")
    st.button(
        _("Eintragen") if own is None else _("Speichern"),
        key=f"{key}_give",
        type="primary",
        icon=":material/check:",
        disabled=not agreed,
        on_click=partial(_given, desk, key, own.revision if own else 0),
    )


def _given(desk: Desk, key: str, seen: int) -> None:
    typed = {part: session.widget_value(f"{key}_{part}") or "" for part in PARTS}
    wish = ContactWish(**typed, audience=session.widget_value(f"{key}_audience") or Audience.AGREED)
    if tried(PLACE, desk.contacts.give, wish, desk.text.version, seen, desk.today):
        for part in (*PARTS, "audience"):
            drafts.drop(f"{key}_{part}")
        done = _("Sie sind eingetragen: {name}.", name=escaped(" ".join(wish.name.split())))
        notice.tell(Notice(PLACE, done, went_well=True))


def _withdrawn(desk: Desk) -> None:
    if tried(PLACE, desk.contacts.withdraw):
        notice.tell(Notice(PLACE, _("Ihre Angaben sind gelöscht."), went_well=True))
