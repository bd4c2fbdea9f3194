"""One service that helps: as a line that can be dialled at once, or as a card with everything about it."""

from __future__ import annotations

import streamlit as st

from components.language import _
from components.plain_text import escaped
from components.support import words
from data.model.support import NATIONWIDE, Reach, ShownService


def line(shown: ShownService, place: str, why: str = "") -> None:
    """Who it is and whether somebody answers now; beside it the number to dial, or the other way to reach them."""
    service = shown.service
    told = [part for part in (words.reach(shown.reach) if shown.phone else "", why) if part]
    with st.container(key=f"call_{place}_{service.key}"):
        st.markdown(f"**{escaped(_short(service.name))}**" + (f"  \n:small[{' · '.join(told)}]" if told else ""))
        st.markdown("  \n".join(_ways(shown)))


def _short(name: str) -> str:
    """The name that people know, without what explains it."""
    return name.partition(" – ")[0]


def _ways(shown: ShownService) -> list[str]:
    service = shown.service
    ways = []
    if shown.phone is not None:
        ways.append(words.number(shown.phone))
        if words.to_verify(shown.phone):
            ways.append(f":small[{words.to_verify(shown.phone)}]")
        if service.email:
            ways.append(":small[[:material/mail: " + _("E-Mail schreiben") + f"](mailto:{service.email})]")
    elif service.email:
        ways.append("[:material/mail: " + _("E-Mail schreiben") + f"](mailto:{service.email})")
    elif service.web:
        ways.append("[:material/open_in_new: " + _("Webseite öffnen") + f"]({service.web})")
    else:
        ways.append(":small[" + _("Nummer nicht öffentlich oder nicht gefunden") + "]")
    return ways


def card(shown: ShownService) -> None:
    """Everything about a service: who carries it, what it offers, when, whether anonymously, and how sure that is."""
    service = shown.service
    with st.container(border=True, key=f"service_{service.key}"):
        st.subheader(service.name)
        facts = [words.kinds()[kind] for kind in service.kinds] + [_scope(shown)]
        if words.anonymity()[service.anonymity]:
            facts.append(words.anonymity()[service.anonymity])
        st.caption(escaped(" · ".join(facts)))
        st.markdown("  \n".join(_told(shown)))
        st.caption(_standing(shown))


def _scope(shown: ShownService) -> str:
    return _("bundesweit") if shown.service.scope == NATIONWIDE else shown.service.scope


def _told(shown: ShownService) -> list[str]:
    service = shown.service
    lines = [escaped(service.offer)]
    lines += _phones(shown)
    if service.email:
        lines.append(_mail(service.email))
    if service.web:
        lines.append(_web(service.web))
    if service.hours and shown.reach.state is not Reach.ALWAYS:
        lines.append(":material/schedule: " + escaped(service.hours))
    lines += [words.reach(reach) for reach in shown.further_reach]
    lines.append(_("Für: {audience}", audience=escaped(service.audience)))
    if service.carrier:
        lines.append(_("Träger: {carrier}", carrier=escaped(service.carrier)))
    if service.note:
        lines.append(":material/info: " + escaped(service.note))
    return lines


def _phones(shown: ShownService) -> list[str]:
    lines = []
    for phone in (shown.phone, *shown.further_phones):
        if phone is None:
            continue
        beside = [part for part in (words.to_verify(phone),) if part]
        if phone is shown.phone and shown.reach.state is not Reach.UNKNOWN:
            beside.insert(0, words.reach(shown.reach))
        lines.append(" · ".join([f"**{words.number(phone)}**", *beside]))
    return lines


def _mail(address: str) -> str:
    return f"[:material/mail: {escaped(address)}](mailto:{address})"


def _web(address: str) -> str:
    return f"[:material/open_in_new: {escaped(words.host(address))}]({address})"


def _standing(shown: ShownService) -> str:
    service = shown.service
    sources = [service.source, *service.further_sources]
    named = ", ".join(f"[{escaped(words.host(each))}]({each})" for each in sources if each)
    told = _("Quelle: {source}, {day}", source=named, day=words.dated(service.source_date))
    return f"{told} · {words.checked(shown.check)}" if shown.check.is_due else told
