"""Where somebody is on Rückhalt: which part the address names. What somebody answers never stands there."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

import streamlit as st

from components import address, navigation
from components.language import _
from data.model.support import LeadsTo

PART = "teil"


class Part(StrEnum):
    """The parts of the page, as the address names them."""

    NOW = ""
    STEPS = "schritte"
    EVIDENCE = "beweise"
    FAMILY = "familie"
    ACCOUNTS = "konten"
    COMMUNICATION = "kommunikation"
    BYSTANDERS = "kollegen"
    SELF_CARE = "auf-sich-achten"
    SERVICES = "stellen"
    LAW = "recht"
    LOG = "protokoll"
    CARDS = "karten"
    PREPAREDNESS = "vorsorge"
    PEERS = "fallberatung"


ICONS = {
    Part.NOW: ":material/call:",
    Part.STEPS: ":material/format_list_numbered:",
    Part.EVIDENCE: ":material/photo_camera:",
    Part.FAMILY: ":material/home:",
    Part.ACCOUNTS: ":material/password:",
    Part.COMMUNICATION: ":material/forum:",
    Part.BYSTANDERS: ":material/volunteer_activism:",
    Part.SELF_CARE: ":material/self_improvement:",
    Part.SERVICES: ":material/contact_phone:",
    Part.LAW: ":material/gavel:",
    Part.LOG: ":material/edit_document:",
    Part.CARDS: ":material/print:",
    Part.PREPAREDNESS: ":material/shield:",
    Part.PEERS: ":material/group:",
}
TOLD_IN = {
    LeadsTo.CALL_110: Part.NOW,
    LeadsTo.EVIDENCE: Part.EVIDENCE,
    LeadsTo.DEADLINE: Part.LAW,
    LeadsTo.LOG: Part.LOG,
    LeadsTo.FAMILY: Part.FAMILY,
    LeadsTo.ACCOUNTS: Part.ACCOUNTS,
    LeadsTo.COMMUNICATION: Part.COMMUNICATION,
    LeadsTo.BYSTANDERS: Part.BYSTANDERS,
    LeadsTo.SELF_CARE: Part.SELF_CARE,
    LeadsTo.PEERS: Part.PEERS,
    LeadsTo.PREPAREDNESS: Part.PREPAREDNESS,
    LeadsTo.LAW: Part.LAW,
    LeadsTo.SERVICES: Part.SERVICES,
}


def asked_for() -> Part:
    """The part that the address names; the first view where it names none that exists."""
    address.keep()
    named = address.told(PART)
    return next((part for part in Part if part.value == named), Part.NOW)


def titles() -> dict[Part, str]:
    """The name of each part."""
    return {
        Part.NOW: _("Hilfe jetzt"),
        Part.STEPS: _("Schritt für Schritt"),
        Part.EVIDENCE: _("Beweise sichern"),
        Part.FAMILY: _("Familie und Wohnung"),
        Part.ACCOUNTS: _("Konten und Geräte"),
        Part.COMMUNICATION: _("Öffentlich reagieren"),
        Part.BYSTANDERS: _("Anderen in fünf Minuten helfen"),
        Part.SELF_CARE: _("Auf sich achten"),
        Part.SERVICES: _("Alle Stellen"),
        Part.LAW: _("Frist und Recht"),
        Part.LOG: _("Vorfälle festhalten"),
        Part.CARDS: _("Karten zum Drucken"),
        Part.PREPAREDNESS: _("Vorsorge-Check"),
        Part.PEERS: _("Kollegiale Fallberatung"),
    }


def link(part: Part, label: str = "", icon: str | None = None) -> None:
    """A link to a part, under its own name unless another is given."""
    target = {PART: part.value} if part.value else None
    st.page_link(navigation.SUPPORT, label=label or titles()[part], icon=icon or ICONS[part], query_params=target)


def ways(shown: Part) -> None:
    """The way to all parts but the one that is shown, in three groups."""
    groups = {
        _("Wenn etwas passiert ist"): (Part.NOW, Part.STEPS, Part.EVIDENCE, Part.LOG, Part.LAW, Part.SERVICES),
        _("Schutz und Beistand"): (*(Part.FAMILY, Part.ACCOUNTS, Part.COMMUNICATION, Part.BYSTANDERS, Part.SELF_CARE),),
        _("Vorbereitet sein"): (Part.PREPAREDNESS, Part.CARDS, Part.PEERS),
    }
    with st.container(key="support_ways"):
        st.header(_("Mehr auf dieser Seite"))
        with st.container(key="support_way_groups"):
            for number, (heading, parts) in enumerate(groups.items()):
                with st.container(key=f"support_way_group_{number}"):
                    st.subheader(heading)
                    _links(part for part in parts if part is not shown)


def back(shown: Part) -> None:
    """The way back to the first view, and the number for danger: on top of every other part."""
    if shown is Part.NOW:
        return
    with st.container(horizontal=True, vertical_alignment="center", key="support_back"):
        link(Part.NOW, _("Zurück zu Hilfe jetzt"), ":material/arrow_back:")
        st.markdown(_("Bei Gefahr: {number}", number="**[110](tel:110)**"), width="content")


def _links(parts: Iterable[Part]) -> None:
    for part in parts:
        link(part)
