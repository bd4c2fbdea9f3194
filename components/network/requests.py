"""Requests for exchange: what others ask of us, what we asked, and what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st

from components import drafts, notice, session
from components.language import _, day
from components.network import asking, place, words
from components.network.desk import Desk
from components.network.place import Part
from components.network.sure import asked, box
from components.notice import Notice
from components.page_frame import empty_state
from components.paging import page_of
from components.plain_text import escaped, quoted
from components.plan.measures_desk import tried
from data.model.network import Contact, RequestState, StatedRequest

PLACE = "network_requests"
LONGEST_SENTENCE = 400
AT_ONCE = 10
CARD = "text/vcard"
LASTING = (RequestState.REQUESTED, RequestState.ACCEPTED)


def shown(desk: Desk) -> None:
    """Both directions: first what waits for an own answer."""
    view = desk.requests.overview(desk.today)
    notice.show(PLACE)
    if not (view.received or view.sent):
        empty_state(
            _("Noch keine Anfrage"),
            _(
                "Suchen Sie einen Eintrag, der zu Ihrem Thema passt, und bitten Sie um ein Gespräch. Was andere von "
                "Ihrer Kommune möchten, steht dann auch hier."
            ),
        )
        place.part_link(Part.OFFERS, _("Zu den Angeboten und Gesuchen"), ":material/arrow_forward:")
        return
    contacts = desk.contacts.of_own_commune()
    st.header(_("An Ihre Kommune"))
    _received(desk, [each for each in view.received if each.state in LASTING], contacts)
    st.header(_("Von Ihrer Kommune"))
    _sent(desk, [each for each in view.sent if each.state in LASTING])
    ended = [each for each in (*view.received, *view.sent) if each.state not in LASTING]
    _ended(desk, ended, {each.token for each in view.sent})


def _received(desk: Desk, requests: Sequence[StatedRequest], contacts: Sequence[Contact]) -> None:
    if not requests:
        st.markdown(_("Zurzeit fragt niemand an."))
    for each in requests:
        with st.container(border=True, key=f"network_received_{each.token}", gap="small"):
            asks = _("**{commune}** möchte sich austauschen", commune=escaped(each.commune))
            st.markdown(f"{words.request_badge(each.state)} {asks}")
            own_entry = _("Zu Ihrem Eintrag: {entry}", entry=_about(desk, each))
            st.markdown(f"{own_entry}  \n" + _("Angefragt am {day}.", day=day(each.asked_on)))
            st.markdown(quoted(each.message))
            if each.state is RequestState.REQUESTED:
                _answer(desk, each, contacts)
            else:
                _opened(desk, each)


def _answer(desk: Desk, request: StatedRequest, contacts: Sequence[Contact]) -> None:
    st.caption(_("Sie können bis zum {day} antworten. Danach verfällt die Anfrage.", day=day(request.open_until)))
    if not contacts:
        asking.needs_contact()
    with st.container(horizontal=True, key=f"network_answers_{request.token}"):
        if contacts:
            with st.popover(_("Zustimmen"), icon=":material/handshake:", key=f"accept_{request.token}"):
                st.markdown(
                    _(
                        "Dann sieht {commune} den Namen Ihrer Kommune und diese Ansprechperson, und Sie sehen deren "
                        "Ansprechperson. Für alle anderen ändert sich nichts.",
                        commune=escaped(request.commune),
                    )
                )
                chosen = asking.contact_choice(contacts, f"answer_contact_{request.token}")
                st.button(
                    _("Dem Gespräch zustimmen"),
                    key=f"really_accept_{request.token}",
                    type="primary",
                    on_click=partial(_accepted, desk, request, chosen),
                )
        with st.popover(_("Ablehnen"), icon=":material/block:", key=f"decline_{request.token}"):
            st.markdown(_("Die andere Seite erfährt nur, dass abgelehnt ist, und Ihren Satz. Nicht, wer Sie sind."))
            sentence = f"decline_sentence_{request.token}"
            drafts.text_area(_("Ein Satz, wenn Sie möchten"), sentence, LONGEST_SENTENCE, "")
            sure = box(sentence)
            st.button(
                _("Anfrage ablehnen"),
                key=f"really_decline_{request.token}",
                on_click=partial(_declined, desk, request, sentence, sure=sure),
            )


def _accepted(desk: Desk, request: StatedRequest, contact_id: int) -> None:
    if tried(PLACE, desk.requests.accept, request.token, contact_id, desk.today):
        done = _("Sie haben zugestimmt. Jetzt sehen beide Seiten, mit wem sie sprechen können.")
        notice.tell(Notice(PLACE, done, went_well=True))


def _declined(desk: Desk, request: StatedRequest, sentence: str, *, sure: bool) -> None:
    text = session.widget_value(sentence) or ""
    decline = asked(sentence, partial(desk.requests.decline, sure=sure))
    if tried(PLACE, decline, request.token, text, desk.today, lost=notice.not_stored(text)):
        drafts.forget(sentence)
        notice.tell(Notice(PLACE, _("Die Anfrage ist abgelehnt."), went_well=True))


def _sent(desk: Desk, requests: Sequence[StatedRequest]) -> None:
    if not requests:
        st.markdown(_("Ihre Kommune hat zurzeit keine offene Anfrage."))
    for each in requests:
        with st.container(border=True, key=f"network_sent_{each.token}", gap="small"):
            to = _("An {commune}", commune=words.other_side(each))
            st.markdown(f"{words.request_badge(each.state)} {to}")
            asked = _("Angefragt am {day}.", day=day(each.asked_on))
            st.markdown(f"{_about(desk, each)}  \n{asked}")
            if each.entry_text:
                st.caption(_("Der Eintrag: {entry}", entry=escaped(each.entry_text)))
            st.markdown(quoted(each.message))
            if each.state is RequestState.ACCEPTED:
                _opened(desk, each)
                continue
            st.caption(_("Ohne Antwort verfällt die Anfrage nach dem {day}.", day=day(each.open_until)))
            with st.popover(_("Zurückziehen"), type="tertiary", icon=":material/undo:", key=f"withdraw_{each.token}"):
                st.markdown(_("Die andere Seite sieht die Anfrage dann nicht mehr; Ihre Nachricht wird gelöscht."))
                st.button(
                    _("Anfrage zurückziehen"),
                    key=f"really_withdraw_{each.token}",
                    on_click=partial(_withdrawn, desk, each),
                )


def _withdrawn(desk: Desk, request: StatedRequest) -> None:
    if tried(PLACE, desk.requests.withdraw, request.token, desk.today):
        notice.tell(Notice(PLACE, _("Die Anfrage ist zurückgezogen."), went_well=True))


def _opened(desk: Desk, request: StatedRequest) -> None:
    """The contact person of the other side, and what they see of us."""
    if request.theirs is None:
        st.markdown(
            _(
                "Die Ansprechperson der anderen Seite hat ihre Angaben zurückgenommen oder ist nicht mehr erreichbar. "
                "Sobald dort jemand anderes eingetragen ist, ist eine neue Anfrage möglich."
            )
        )
        return
    with st.container(key=f"network_open_{request.token}", gap="small"):
        st.markdown(_("**Ihr Gegenüber bei {commune}**", commune=escaped(request.commune)))
        st.markdown(words.contact_lines(request.theirs))
        if request.ours is not None:
            st.caption(_("Dort sieht man Ihre Ansprechperson: {name}.", name=escaped(request.ours.name)))
        note = words.not_to_be_passed_on(day(desk.today))
        st.download_button(
            _("Adresse als vCard"),
            partial(desk.files.card, request.token, note),
            file_name=_("Ansprechperson") + f"-{desk.today:%Y-%m-%d}.vcf",
            mime=CARD,
            icon=":material/contacts:",
            key=f"card_{request.token}",
            on_click="ignore",
        )


def _ended(desk: Desk, requests: Sequence[StatedRequest], sent: set[str]) -> None:
    if not requests:
        return
    with st.expander(_("Beendete Anfragen"), key="network_ended", icon=":material/history:"):
        for each in page_of(requests, AT_ONCE, "network_ended_page"):
            who = (
                _("An {commune}", commune=words.other_side(each))
                if each.token in sent
                else _("Von {commune}", commune=escaped(each.commune))
            )
            told = [f"{words.request_badge(each.state)} {who} · {day(each.asked_on)}", _about(desk, each)]
            if each.sentence:
                told.append(_("Dazu der Satz: {sentence}", sentence=escaped(each.sentence)))
            st.markdown("  \n".join(told))


def _about(desk: Desk, request: StatedRequest) -> str:
    topic = words.topics(desk.catalogue).get(request.topic, request.topic)
    return f"{words.kind_badge(request.kind)} {escaped(topic)}"
