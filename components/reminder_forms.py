"""The part of the page on one's own account about reminders: the calendar link, and mails with their preview."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

import streamlit as st

from components import notice, session
from components.language import _, day
from components.notice import Notice
from data.model.reminders import MailState

PLACE = "reminders"
ADDRESS, WEEKDAY = "reminder_address", "reminder_weekday"


@dataclass(frozen=True)
class Desk:
    """The services as callables; `base_url` is the public address of this site, empty where nobody told it."""

    base_url: str
    link_made_at: Callable[[], datetime | None]
    make_link: Callable[[], str]
    revoke_link: Callable[[], None]
    mails: Callable[[], MailState]
    wish_for: Callable[[str, int], None]
    end_wish: Callable[[], None]


def shown(desk: Desk) -> None:
    """The section: what it brings, the calendar, the mails."""
    st.header(_("Erinnerungen"))
    notice.show(PLACE)
    st.subheader(_("Kalender"))
    st.markdown(
        _(
            "Ihr Kalender kann Sitzungen und Fristen aus dem Kompass 2035 selbst abholen. Dafür gibt es einen "
            "geheimen Link: Wer ihn kennt, sieht diese Termine ohne Anmeldung, aber keine Namen, Notizen oder Gründe. "
            "Geben Sie ihn nur Ihrem Kalenderprogramm."
        )
    )
    _calendar(desk)
    st.subheader(_("E-Mail"))
    _mails(desk, desk.mails())


def _calendar(desk: Desk) -> None:
    made_at, token = desk.link_made_at(), ""
    with st.container(horizontal=True, key="calendar_buttons"):
        label = _("Neuen Link anlegen") if made_at else _("Link anlegen")
        told = _("Der bisherige Link gilt dann nicht mehr.") if made_at else None
        if st.button(label, key="make_calendar_link", icon=":material/add_link:", help=told):
            token = desk.make_link()
        if token or made_at:
            end, icon = _("Link beenden"), ":material/link_off:"
            st.button(end, key="revoke_calendar_link", icon=icon, on_click=_revoke, args=(desk,))
    if token:
        _once(calendar_url(desk.base_url or _own_address(), token))
    elif made_at is None:
        st.caption(_("Zurzeit gibt es keinen Link."))
    else:
        st.caption(
            _(
                "Ihr Link gilt seit dem {day}. Er wird nicht noch einmal gezeigt. Ist er verloren gegangen, legen Sie "
                "einen neuen an.",
                day=day(made_at),
            )
        )


def calendar_url(base_url: str, token: str) -> str:
    """The address that a calendar program asks."""
    return f"{base_url.rstrip('/')}/kalender/{token}.ics"


def _own_address() -> str:
    """The address under which this browser found the site."""
    parts = urlsplit(st.context.url or "")
    return f"{parts.scheme}://{parts.netloc}"


def _once(url: str) -> None:
    with st.container(border=True, key="new_calendar_link"):
        st.markdown(_("**Ihr Kalender-Link.** Kopieren Sie ihn jetzt: Er wird nur dieses eine Mal gezeigt."))
        st.code(url, language=None, wrap_lines=True)
        st.markdown(
            _(
                "- **Outlook:** Kalender hinzufügen, „Aus dem Internet abonnieren“, Link einfügen.\n"
                "- **Thunderbird:** Neuer Kalender, „Im Netzwerk“, Link einfügen.\n"
                "- **iPhone, iPad:** Einstellungen, Kalender, Accounts, „Kalenderabo hinzufügen“.\n"
                "- **Android:** den Link am Computer im Kalender Ihres Kontos abonnieren; das Telefon zeigt ihn mit."
            )
        )
        if urlsplit(url).scheme != "https":
            st.caption(_("Manche Kalender im Internet holen nur Links ab, die mit https beginnen."))


def _revoke(desk: Desk) -> None:
    desk.revoke_link()
    notice.tell(Notice(PLACE, _("Der Kalender-Link gilt nicht mehr."), went_well=True))


def _mails(desk: Desk, state: MailState) -> None:
    if not state.offered:
        st.markdown(_("Von hier aus werden keine E-Mails verschickt. Der Kalender-Link zeigt dieselben Termine."))
    elif state.wish is None:
        st.markdown(
            _(
                "Auf Wunsch bekommen Sie höchstens einmal in der Woche eine E-Mail mit dem, was überfällig ist und was "
                "in 14 Tagen ansteht. Ist nichts fällig, kommt keine."
            )
        )
        _wish_form(desk, _("E-Mails einschalten"))
    else:
        st.markdown(
            _(
                "E-Mails sind **eingeschaltet**: an {address}, höchstens einmal in der Woche, am {weekday}.",
                address=f"`{state.wish.address}`",  # no address holds a backtick; plain text would become a link
                weekday=_weekday(state.wish.weekday),
            )
        )
        st.button(
            _("E-Mails abschalten"), key="end_mails", icon=":material/notifications_off:", on_click=_end, args=(desk,)
        )
    _preview(state)


def _wish_form(desk: Desk, label: str) -> None:
    with st.form("reminder_mails"):
        st.text_input(_("E-Mail-Adresse"), key=ADDRESS, autocomplete="email", max_chars=254)
        st.selectbox(_("Wochentag"), list(range(7)), format_func=_weekday, key=WEEKDAY)
        st.caption(_("Die Adresse wird nur dafür gespeichert und gelöscht, sobald Sie die E-Mails abschalten."))
        st.form_submit_button(label, icon=":material/notifications_active:", on_click=_wish, args=(desk,))


def _wish(desk: Desk) -> None:
    address, chosen = session.widget_value(ADDRESS) or "", session.widget_value(WEEKDAY) or 0
    done = _("E-Mails sind eingeschaltet. Die erste kommt am nächsten {weekday}.", weekday=_weekday(chosen))
    notice.tried(Notice(PLACE, done, went_well=True), PLACE, desk.wish_for, address, chosen)


def _end(desk: Desk) -> None:
    desk.end_wish()
    told = _("E-Mails sind abgeschaltet, und Ihre Adresse ist gelöscht.")
    notice.tell(Notice(PLACE, told, went_well=True))


def _preview(state: MailState) -> None:
    told = _("Vorschau: die E-Mail von heute") if state.offered else _("Vorschau: So sähe die E-Mail von heute aus")
    with st.expander(told, icon=":material/visibility:"):
        if state.letter is None:
            st.markdown(_("Heute ist nichts fällig. Es käme keine E-Mail."))
            return
        st.text(_("Betreff: {subject}", subject=state.letter.subject))
        st.code(state.letter.text, language=None, wrap_lines=True)


def _weekday(number: int) -> str:
    names = (_("Montag"), _("Dienstag"), _("Mittwoch"), _("Donnerstag"), _("Freitag"), _("Samstag"), _("Sonntag"))
    return names[number]
