"""What communes offer and look for, as everybody sees it; and the request to one of them."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from components import address, session
from components.language import _, plural
from components.network import asking, place, words
from components.network.desk import Desk
from components.network.place import Part
from components.page_frame import empty_state
from components.paging import page_of
from components.plain_text import escaped, quoted
from components.plan.measures_place import keep_in_step
from data.model.catalogue import Catalogue
from data.model.network import EntryKind, ShownEntry
from data.model.people import Permission
from data.rules.access import may

AT_ONCE = 12
SLUGS = {EntryKind.STRONG: "stark", EntryKind.SEARCH: "sucht"}


def shown(desk: Desk) -> None:
    """One entry with the request to it, or the list of all."""
    entries = desk.entries.shown(desk.today)
    token = address.told(place.ENTRY)
    if token:
        asking.shown(desk, next((each for each in entries if each.token == token), None))
        return
    st.markdown(
        _(
            "Hier sagen Kommunen, worin sie stark sind und wozu sie Austausch suchen. Bei anonymen Einträgen erfährt "
            "niemand, wer sie geschrieben hat, bis beide Seiten dem Gespräch zugestimmt haben. Alle sehen dieselbe "
            "Liste, auch mit den eigenen Einträgen."
        )
    )
    if not entries:
        _none_yet()
        return
    _filters(desk.catalogue)
    found = _fitting(entries, desk.catalogue)
    st.caption(plural("Ein Eintrag", "{n} Einträge", len(found)) if found else _("Kein Eintrag passt zur Auswahl."))
    if not found:
        st.button(_("Auswahl aufheben"), key="network_clear", icon=":material/filter_alt_off:", on_click=_clear)
    _listed(page_of(found, AT_ONCE, "network_entries"), desk.catalogue)


def _none_yet() -> None:
    uses = may(session.require_person(), Permission.USE_NETWORK)
    empty_state(
        _("Noch kein Eintrag"),
        _(
            "Machen Sie den Anfang: Sagen Sie in zwei Sätzen, worin Ihre Kommune stark ist oder wozu sie Austausch "
            "sucht. Anonyme Einträge erscheinen montags und erst, wenn genügend Kommunen dabei sind."
        )
        if uses
        else _("Einträge schreiben Leitung und Sachbearbeitung der Kommunen. Sie stehen hier, sobald es welche gibt."),
    )
    if uses:
        place.part_link(Part.OWN, _("Ersten Eintrag schreiben"), ":material/edit_note:")


def _filters(catalogue: Catalogue) -> None:
    topics = words.topics(catalogue)
    topic = address.told(place.TOPIC)
    keep_in_step("network_topic", topic if topic in topics else "")
    keep_in_step("network_kind", next((kind for kind, slug in SLUGS.items() if slug == address.told(place.KIND)), None))
    keep_in_step("network_text", address.told(place.TEXT))
    with st.container(key="network_filters"):
        left, right = st.columns([3, 2])
        left.selectbox(
            _("Thema"),
            ["", *topics],
            format_func=({"": _("Alle Themen")} | topics).__getitem__,
            key="network_topic",
            on_change=_told,
            args=("network_topic", place.TOPIC),
        )
        right.text_input(
            _("Suche im Text"),
            key="network_text",
            icon=":material/search:",
            on_change=_told,
            args=("network_text", place.TEXT),
        )
        names = {EntryKind.STRONG: _("nur, wer stark ist"), EntryKind.SEARCH: _("nur, wer Austausch sucht")}
        st.pills(
            _("Zeigen"),
            list(EntryKind),
            format_func=names.__getitem__,
            key="network_kind",
            label_visibility="collapsed",
            on_change=_kind_told,
        )


def _told(key: str, name: str) -> None:
    address.tell(name, (session.widget_value(key) or "").strip())


def _kind_told() -> None:
    kind = session.widget_value("network_kind")
    address.tell(place.KIND, SLUGS[kind] if kind else "")


def _clear() -> None:
    for name in (place.TOPIC, place.KIND, place.TEXT):
        address.tell(name, "")


def _fitting(entries: Sequence[ShownEntry], catalogue: Catalogue) -> list[ShownEntry]:
    """Those that fit the filters, in the order of the catalogue; below it, the order in which they came is kept."""
    order = {key: place_ for place_, key in enumerate(words.topics(catalogue))}
    topic, kind = address.told(place.TOPIC), address.told(place.KIND)
    wanted = address.told(place.TEXT).casefold().split()
    covering = _covering(catalogue, topic) if topic in order else set(order)
    found = [
        entry
        for entry in entries
        if entry.topic in covering
        and kind in ("", SLUGS[entry.kind])
        and all(word in f"{entry.text} {entry.commune}".casefold() for word in wanted)
    ]
    return sorted(found, key=lambda entry: order.get(entry.topic, len(order)))


def _covering(catalogue: Catalogue, topic: str) -> set[str]:
    """A criterion and its whole field, or a field and its criteria."""
    for field in catalogue.fields:
        criteria = {each.key for each in field.criteria}
        if topic == field.key:
            return {topic, *criteria}
        if topic in criteria:
            return {topic, field.key}
    return {topic}


def _listed(entries: Sequence[ShownEntry], catalogue: Catalogue) -> None:
    topics = words.topics(catalogue)
    for field in catalogue.fields:
        own = {field.key, *(each.key for each in field.criteria)}
        of_field = [entry for entry in entries if entry.topic in own]
        if not of_field:
            continue
        st.header(field.title)
        with st.container(key=f"network_field_{field.key}", gap="small"):
            for entry in of_field:
                _card(entry, topics[entry.topic])


def _card(entry: ShownEntry, topic: str) -> None:
    with st.container(border=True, key=f"network_entry_{entry.token}", gap="xsmall"):
        who = f"**{escaped(entry.commune)}**" if entry.commune else _("anonym")
        st.markdown(f"{words.kind_badge(entry.kind)} **{topic}** · {who}")
        st.markdown(quoted(entry.text))
        place.entry_link(entry.token, _("Ins Gespräch kommen"))
