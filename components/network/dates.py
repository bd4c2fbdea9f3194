"""Dates to meet: what comes, who comes, what is over."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st

from components import address, drafts, notice, session
from components.language import TIME_ZONE, _, day, plural
from components.network import date_form, place, words
from components.network.desk import Desk
from components.network.place import Part
from components.notice import Notice
from components.page_frame import empty_state
from components.paging import page_of
from components.plain_text import escaped, quoted
from components.plan.measures_desk import tried
from data.model.exchange_dates import DateWish, SignUpState, StatedDate
from data.model.people import Permission
from data.rules.access import may

PLACE = "network_dates"
AT_ONCE = 10
LONGEST_SENTENCE = 400
CALENDAR = "text/calendar"


def shown(desk: Desk) -> None:
    """The form for a new date, or all dates, those that come first."""
    hosts = may(session.require_person(), Permission.HOST_EXCHANGE)
    if hosts and address.told(place.VIEW) == place.NEW:
        place.back_link(Part.DATES, _("Alle Termine"))
        st.header(_("Zum Austausch einladen"))
        notice.show(date_form.PLACE)
        date_form.shown("new_date", date_form.blank(desk.now), _("Einladen"), partial(_added, desk))
        return
    dates = desk.dates.overview(desk.now)
    notice.show(PLACE)
    coming = [each for each in dates if not each.is_past]
    if hosts and dates:
        place.part_link(Part.DATES, _("Zum Austausch einladen"), ":material/add:", {place.VIEW: place.NEW})
    if not dates:
        _none_yet(hosts=hosts)
        return
    st.header(_("Was ansteht"))
    if not coming:
        st.markdown(_("Zurzeit ist kein Termin angekündigt."))
    for each in page_of(coming, AT_ONCE, "network_dates_page"):
        _card(desk, each)
    _past([each for each in dates if each.is_past][::-1])


def _none_yet(*, hosts: bool) -> None:
    empty_state(
        _("Noch kein Termin"),
        _(
            "Laden Sie andere ein: zu einer Austauschrunde, einer kollegialen Fallberatung oder einem Besuch vor Ort. "
            "Eine Stunde und ein Link genügen."
        )
        if hosts
        else _("Termine zum Austausch stehen hier, sobald jemand einlädt."),
    )
    if hosts:
        place.part_link(Part.DATES, _("Zum ersten Termin einladen"), ":material/add:", {place.VIEW: place.NEW})


def _added(desk: Desk, wish: DateWish) -> bool:
    if not tried(date_form.PLACE, desk.dates.add, wish, desk.now):
        return False
    place.go_to(Part.DATES)
    notice.tell(Notice(PLACE, _("Der Termin ist angekündigt."), went_well=True))
    return True


def _card(desk: Desk, stated: StatedDate) -> None:
    date, wish = stated.date, stated.date.wish
    with st.container(border=True, key=f"network_date_{date.id}", gap="small"):
        st.subheader(escaped(wish.title), anchor=False)
        told = [f"**{words.when(date)}**", _("{kind}, es lädt ein: {host}", kind=_kind(stated), host=words.host(date))]
        if wish.place:
            told.append(_("Ort: {place}", place=escaped(wish.place)))
        if wish.audience:
            told.append(_("Für: {audience}", audience=escaped(wish.audience)))
        st.markdown("  \n".join(told))
        if date.cancelled:
            st.warning(_("Abgesagt: {sentence}", sentence=escaped(date.cancelled)), icon=":material/event_busy:")
            return
        if wish.text:
            st.markdown(quoted(wish.text))
        _link(stated)
        _own_place(desk, stated)
        if stated.signed_up is not None:
            _hosting(desk, stated)


def _kind(stated: StatedDate) -> str:
    return words.date_kinds()[stated.date.wish.kind]


def _link(stated: StatedDate) -> None:
    if stated.link:
        st.link_button(_("Zum Online-Treffen"), stated.link, icon=":material/videocam:")
    elif stated.date.wish.link:
        st.caption(_("Online; den Link sehen Sie, sobald Sie einen Platz haben."))


def _own_place(desk: Desk, stated: StatedDate) -> None:
    date = stated.date
    state = {
        SignUpState.IN: _(":green-badge[:material/check_circle: Sie sind angemeldet]"),
        SignUpState.WAITING: _(":orange-badge[:material/hourglass: Sie stehen auf der Warteliste]"),
    }.get(stated.own, "")
    if line := " ".join(part for part in (state, words.places(stated)) if part):
        st.markdown(line)
    hosts, has_begun = stated.signed_up is not None, date.wish.starts_at <= desk.now
    with st.container(horizontal=True, key=f"network_date_steps_{date.id}"):
        if may(session.require_person(), Permission.USE_NETWORK) and not (has_begun or hosts):
            if stated.own is SignUpState.NOT:
                label = _("Auf die Warteliste") if stated.free == 0 else _("Zum Termin anmelden")
                up = partial(_signed_up, desk, date.id)
                st.button(label, key=f"sign_up_{date.id}", type="primary", icon=":material/how_to_reg:", on_click=up)
            else:
                off = partial(_signed_off, desk, date.id)
                st.button(_("Abmelden vom Termin"), key=f"sign_off_{date.id}", icon=":material/undo:", on_click=off)
        st.download_button(
            _("In den Kalender"),
            partial(desk.files.calendar, date.id),
            file_name=_("Austausch") + f"-{date.wish.starts_at.astimezone(TIME_ZONE):%Y-%m-%d}.ics",
            mime=CALENDAR,
            icon=":material/calendar_add_on:",
            key=f"date_calendar_{date.id}",
            on_click="ignore",
        )
    if stated.own is SignUpState.NOT and not (has_begun or hosts):
        st.caption(_("Wer einlädt, sieht Ihren Namen und Ihre Kommune, sonst niemand."))


def _signed_up(desk: Desk, date_id: int) -> None:
    got: list[SignUpState] = []
    if tried(PLACE, lambda: got.append(desk.dates.sign_up(date_id, desk.now))):
        done = {
            SignUpState.IN: _("Sie sind angemeldet. Der Termin steht in Ihrem Kalender-Abo, wenn Sie eines haben."),
            SignUpState.WAITING: _("Sie stehen auf der Warteliste und rücken nach, sobald jemand absagt."),
        }[got[0]]
        notice.tell(Notice(PLACE, done, went_well=True))


def _signed_off(desk: Desk, date_id: int) -> None:
    if tried(PLACE, desk.dates.sign_off, date_id, desk.now):
        notice.tell(Notice(PLACE, _("Sie sind abgemeldet."), went_well=True))


def _hosting(desk: Desk, stated: StatedDate) -> None:
    """What the host sees: who comes, and how to change the date or call it off."""
    date, listed = stated.date, stated.signed_up or ()
    label = plural("Eine Anmeldung", "{n} Anmeldungen", len(listed)) if listed else _("Noch keine Anmeldung")
    with st.expander(label, key=f"signed_up_{date.id}", icon=":material/groups:"):
        waits = _(" (Warteliste)")
        st.markdown(
            "\n".join(
                f"- {escaped(who.name)}, {escaped(who.commune)}{waits if state is SignUpState.WAITING else ''}"
                for who, state in listed
            )
            or _("Hier sehen nur Sie, wer sich anmeldet.")
        )
    if date.wish.starts_at <= desk.now:
        return
    key = f"{date.id}_{date.revision}"  # another state gives another form
    with st.container(horizontal=True, key=f"hosting_{date.id}"):
        with st.popover(_("Ändern"), icon=":material/edit:", key=f"change_date_{key}"):
            date_form.shown(f"date_{key}", date.wish, _("Speichern"), partial(_changed, desk, stated))
        with st.popover(_("Absagen"), type="tertiary", icon=":material/event_busy:", key=f"cancel_date_{key}"):
            st.markdown(_("Wer angemeldet ist, liest Ihren Satz hier, auf der Startseite und im Kalender-Abo."))
            sentence = f"cancel_sentence_{key}"
            drafts.text_input(_("Warum? Ein Satz."), sentence, LONGEST_SENTENCE)
            off = partial(_cancelled, desk, stated, sentence)
            st.button(_("Termin absagen"), key=f"really_cancel_{key}", type="primary", on_click=off)


def _changed(desk: Desk, stated: StatedDate, wish: DateWish) -> bool:
    lost = notice.not_stored(wish.title, wish.place, wish.link, wish.audience, wish.text)
    done = tried(PLACE, desk.dates.change, stated.date, wish, desk.now, lost=lost)
    if done:
        notice.tell(Notice(PLACE, _("Gespeichert."), went_well=True))
    return done


def _cancelled(desk: Desk, stated: StatedDate, sentence: str) -> None:
    text = session.widget_value(sentence) or ""
    if tried(PLACE, desk.dates.cancel, stated.date, text, desk.now, lost=notice.not_stored(text)):
        drafts.drop(sentence)
        notice.tell(Notice(PLACE, _("Der Termin ist abgesagt."), went_well=True))


def _past(past: Sequence[StatedDate]) -> None:
    if not past:
        return
    with st.expander(_("Vergangene Termine"), key="network_past", icon=":material/history:"):
        for each in page_of(past, AT_ONCE, "network_past_page"):
            called_off = _(", abgesagt") if each.date.cancelled else ""
            st.markdown(
                f"**{escaped(each.date.wish.title)}**  \n{day(each.date.wish.starts_at)} · {_kind(each)} · "
                f"{words.host(each.date)}{called_off}"
            )
