"""One entry, and the request for exchange to who wrote it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st

from components import drafts, notice, session
from components.language import _, plural
from components.network import place, words
from components.network.desk import Desk
from components.network.place import Part
from components.notice import Notice
from components.page_frame import empty_state
from components.plain_text import escaped, quoted
from components.plan.measures_desk import tried
from data.model.network import Contact, ShownEntry
from data.model.people import Permission
from data.rules.access import may

PLACE = "network_asking"
LONGEST_MESSAGE = 2_000


def shown(desk: Desk, entry: ShownEntry | None) -> None:
    """The entry with the form below it; None for one that is not there any more."""
    place.back_link(Part.OFFERS, _("Alle Einträge"))
    if entry is None:
        empty_state(
            _("Diesen Eintrag gibt es nicht mehr"),
            _("Er wurde zurückgenommen oder wird gerade geändert. Vielleicht hilft ein anderer weiter."),
        )
        return
    st.header(words.topics(desk.catalogue)[entry.topic])
    with st.container(border=True, key="network_asked_entry", gap="xsmall"):
        st.markdown(f"{words.kind_badge(entry.kind)} {words.author(entry.commune)}")
        st.markdown(quoted(entry.text))
    st.subheader(_("Um Austausch bitten"))
    notice.show(PLACE)
    if not may(session.require_person(), Permission.USE_NETWORK):
        st.markdown(_("Anfragen stellen Leitung und Sachbearbeitung einer Kommune."))
        return
    contacts = desk.contacts.of_own_commune()
    if not contacts:
        needs_contact()
        return
    _form(desk, entry, contacts)


def needs_contact() -> None:
    """What to do first where nobody of the commune can be named."""
    empty_state(
        _("Zuerst: Wer spricht für Ihre Kommune?"),
        _(
            "Tragen Sie sich als Ansprechperson ein. Sie können wählen, dass nur sieht, wer mit Ihnen spricht: erst "
            "wenn beide Seiten zugestimmt haben."
        ),
    )
    place.part_link(Part.CONTACTS, _("Als Ansprechperson eintragen"), ":material/person_add:")


def _form(desk: Desk, entry: ShownEntry, contacts: Sequence[Contact]) -> None:
    st.markdown(
        _(
            "**Was die andere Seite jetzt erfährt:** den Namen Ihrer Kommune und Ihre Nachricht. **Erst wenn sie "
            "zustimmt,** sehen beide Seiten die Ansprechperson der anderen. Ohne Antwort verfällt die Anfrage nach 60 "
            "Tagen."
        )
    )
    message = f"ask_{entry.token}"
    drafts.text_area(
        _("Ihre Nachricht"),
        message,
        LONGEST_MESSAGE,
        _("Was möchten Sie wissen? Was können Sie selbst beitragen? Zwei bis vier Sätze genügen."),
    )
    chosen = contact_choice(contacts, f"ask_contact_{entry.token}")
    left = desk.requests.overview(desk.today).may_send
    st.button(
        _("Anfrage senden"),
        key="network_ask",
        type="primary",
        icon=":material/send:",
        disabled=not left,
        on_click=partial(_asked, desk, entry, message, chosen),
    )
    if left:
        st.caption(plural("Sie können noch eine Anfrage stellen.", "Sie können noch {n} Anfragen stellen.", left))
    else:
        st.caption(_("Zehn Ihrer Anfragen sind offen. Nehmen Sie eine zurück oder warten Sie auf eine Antwort."))


def contact_choice(contacts: Sequence[Contact], key: str) -> int:
    """Which contact person of the own commune speaks; the id."""
    own = session.require_person().account_id
    names = {each.id: f"{each.name}, {each.function}" for each in contacts}
    first = next((each.id for each in contacts if each.account_id == own), contacts[0].id)
    drafts.restore(key, first)
    if session.widget_value(key) not in names:
        session.set_widget_value(key, first)
    if len(names) == 1:
        st.markdown(_("Ansprechperson: **{name}**", name=escaped(names[first])))
        return first
    chosen: int = st.selectbox(
        _("Wer spricht für Ihre Kommune?"),
        list(names),
        format_func=names.__getitem__,
        key=key,
        on_change=drafts.keep,
        args=(key,),
    )
    return chosen


def _asked(desk: Desk, entry: ShownEntry, message: str, contact_id: int) -> None:
    text = session.widget_value(message) or ""
    lost = notice.not_stored(text)
    if tried(PLACE, desk.requests.ask, entry.token, contact_id, text, desk.today, lost=lost):
        drafts.forget(message)
        place.go_to(Part.REQUESTS)
        done = _("Die Anfrage ist gesendet. Die Antwort steht hier, sobald die andere Seite entschieden hat.")
        notice.tell(Notice(notice.TOP, done, went_well=True))
