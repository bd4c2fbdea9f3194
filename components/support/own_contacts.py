"""Who is there for the people of the own commune: shown to them near the top of Rückhalt, kept by two roles."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import quote

import streamlit as st

from components import notice, session
from components.language import _
from components.notice import Notice
from components.plain_text import escaped, phone_link
from components.plan.measures_desk import click, tried
from components.session import Key
from components.support import own_contact_form as form
from data.errors import OutOfReach
from data.model.support_contacts import CONTACT_PARTS, ContactWords, SupportContact

PLACE = "own_contacts"


class Service(Protocol):
    """What the list asks for and stores, as who is signed in at that moment."""

    contacts: Callable[[], tuple[SupportContact, ...]]
    add: Callable[[ContactWords], SupportContact]
    change: Callable[[SupportContact, ContactWords], SupportContact]
    remove: Callable[[SupportContact], SupportContact]
    put_back: Callable[[SupportContact], SupportContact]
    move: Callable[[int, int], None]


@dataclass(frozen=True)
class Desk:
    """The service, and what who is signed in may do with the list; without a sign-in nothing."""

    service: Service
    may_read: bool
    may_keep: bool


def known(desk: Desk) -> tuple[SupportContact, ...]:
    """The contacts, for the printed card; none where they may not be read or the database is out of reach."""
    return _read(desk) or ()


def shown(desk: Desk) -> None:
    """The list with its forms; nothing at all for others, and where the database is out of reach."""
    contacts = _read(desk)
    if contacts is not None:
        _listed(desk, contacts)
    notice.show_elsewhere()


def _listed(desk: Desk, contacts: Sequence[SupportContact]) -> None:
    with st.container(key="own_contacts", gap="small"):
        st.header(_("Ihre Ansprechpersonen vor Ort"))
        notice.show(PLACE)
        _offer_undo(desk)
        if not contacts:
            st.markdown(_nobody_yet(may_keep=desk.may_keep))
        for start in range(0, len(contacts), 2):
            for column, each in zip(st.columns(2), contacts[start : start + 2], strict=False):
                with column.container(border=True, height="stretch", key=f"own_contact_{each.id}", gap="xsmall"):
                    _contact(desk, each, contacts)
        if desk.may_keep:
            form.new(_("Ansprechperson eintragen"), lambda: _add(desk))
        st.caption(_("Diese Liste sehen nur Personen Ihrer Kommune, wenn sie angemeldet sind."))


def _read(desk: Desk) -> tuple[SupportContact, ...] | None:
    """The contacts; None where there is nothing to show."""
    if not desk.may_read:
        return None
    try:
        return desk.service.contacts()
    except Exception as error:
        if isinstance(session.understood(error), OutOfReach):
            return None
        raise


def _nobody_yet(*, may_keep: bool) -> str:
    if may_keep:
        return _(
            "**Noch ist niemand eingetragen.** Wer bedroht wird, soll nicht suchen müssen. Tragen Sie zuerst die "
            "Ansprechperson im Rathaus und ihre Vertretung ein, dann das Polizeirevier."
        )
    return _(
        "**Noch ist niemand eingetragen.** Das machen die Leitung und die Sachbearbeitung. Sprechen Sie sie darauf an; "
        "bis dahin helfen die Stellen auf dieser Seite."
    )


def _contact(desk: Desk, each: SupportContact, contacts: Sequence[SupportContact]) -> None:
    st.subheader(escaped(each.function), anchor=False)
    st.markdown("  \n".join(_lines(each)))
    notice.show(_place_of(each))
    if not desk.may_keep:
        return
    with st.container(horizontal=True, key=f"own_contact_actions_{each.id}"):
        with st.popover(_("Bearbeiten"), type="tertiary", icon=":material/edit:", key=f"own_contact_edit_{each.id}"):
            form.edit(each, _place_of(each), lambda seen: _change(desk, seen))
        if each != contacts[0]:
            _move_button(desk, each, contacts.index(each), _("Nach vorn"), ":material/arrow_upward:")
        if each != contacts[-1]:
            _move_button(desk, each, contacts.index(each) + 2, _("Nach hinten"), ":material/arrow_downward:")
        st.button(
            _("Entfernen"),
            key=f"own_contact_remove_{each.id}",
            type="tertiary",
            icon=":material/delete:",
            on_click=_remove,
            args=(desk, each),
        )


def _lines(each: SupportContact) -> list[str]:
    lines = [f"**{escaped(each.name)}**"] if each.name else []
    if each.phone:
        lines.append(f":material/call: **{phone_link(each.phone)}**")
    if each.mail:
        lines.append(f":material/mail: [{escaped(each.mail)}](mailto:{quote(each.mail, safe='@')})")
    if each.reachable:
        lines.append(_("Erreichbar: {when}", when=escaped(each.reachable)))
    lines.extend(escaped(line) for line in each.note.splitlines() if line.strip())
    return lines


def _move_button(desk: Desk, each: SupportContact, to_place: int, label: str, icon: str) -> None:
    st.button(
        label,
        key=f"own_contact_to_{each.id}_{to_place < each.place}",
        type="tertiary",
        icon=icon,
        on_click=click,
        args=(_place_of(each), desk.service.move, each.id, to_place),
    )


def _offer_undo(desk: Desk) -> None:
    removed: SupportContact | None = session.get(Key.REMOVED_CONTACT, None)
    if removed is None or not desk.may_keep:
        return
    with st.container(horizontal=True, vertical_alignment="center", key="own_contact_undo"):
        st.markdown(_("„{function}“ ist entfernt.", function=escaped(removed.function)))
        st.button(_("Rückgängig"), icon=":material/undo:", key="own_contact_put_back", on_click=_put_back, args=(desk,))


def _add(desk: Desk) -> None:
    words = form.typed(form.NEW)
    if _told(PLACE, _("„{function}“ ist eingetragen.", function=escaped(words.function)), desk.service.add, words):
        form.forget(form.NEW)


def _change(desk: Desk, seen: SupportContact) -> None:
    words = form.typed(str(seen.id))
    lost = notice.not_stored(*(text for part in CONTACT_PARTS if (text := getattr(words, part)) != getattr(seen, part)))
    if _told(_place_of(seen), _("Gespeichert."), desk.service.change, seen, words, lost=lost):
        form.forget(str(seen.id))
    else:
        form.was_refused(_place_of(seen))


def _remove(desk: Desk, each: SupportContact) -> None:
    if tried(_place_of(each), desk.service.remove, each):
        session.put(Key.REMOVED_CONTACT, each)


def _put_back(desk: Desk) -> None:
    removed: SupportContact = session.get(Key.REMOVED_CONTACT, None)
    if _told(
        PLACE, _("„{function}“ steht wieder da.", function=escaped(removed.function)), desk.service.put_back, removed
    ):
        session.take(Key.REMOVED_CONTACT)


def _told(place: str, done: str, action: Callable[..., object], *given: object, lost: str = "") -> bool:
    """Carry out an action that makes an earlier removal final in the eyes of who looks; told where it happened."""
    if not tried(place, action, *given, lost=lost):
        return False
    session.take(Key.REMOVED_CONTACT)
    notice.tell(Notice(place, done, went_well=True))
    return True


def _place_of(each: SupportContact) -> str:
    return f"own_contact_told_{each.id}"
