"""Contact persons: oneself by consent, and who is open to all communes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

import streamlit as st

from components import address, commune_words, session
from components.language import _, day, plural
from components.network import contact_form, place, words
from components.network.desk import Desk, Files
from components.page_frame import empty_state
from components.paging import page_of
from components.plain_text import escaped
from components.plan.measures_place import keep_in_step
from components.upload_steps import MIME
from data.model.answer_import import FileFormat
from data.model.network import ListedContact
from data.model.people import LAENDER, CommuneKind, Permission
from data.rules.access import may

AT_ONCE = 15
CARD = "text/vcard"
BANDS = {"bis5": "under_5k", "bis20": "5k_20k", "bis100": "20k_100k", "ab100": "from_100k"}
"""Sizes as the address tells them, and as the comparison names them."""


def shown(desk: Desk) -> None:
    """The own consent first, then the list of all."""
    if may(session.require_person(), Permission.USE_NETWORK):
        contact_form.shown(desk)
    st.header(_("Wer für alle ansprechbar ist"))
    listed = desk.contacts.open_to_all()
    if not listed:
        empty_state(
            _("Noch niemand"),
            _("Hier stehen Menschen, die selbst zugestimmt haben, dass alle Kommunen im Netzwerk sie sehen."),
        )
        return
    _filters()
    found = [each for each in listed if _fits(each)]
    st.caption(
        plural("Eine Ansprechperson", "{n} Ansprechpersonen", len(found)) if found else _("Niemand passt zur Auswahl.")
    )
    if found:
        _downloads(desk, found)
    with st.container(key="network_contacts", gap="small"):
        for each in page_of(found, AT_ONCE, "network_contacts_page"):
            _row(desk, each)


def _filters() -> None:
    keep_in_step("contact_text", address.told(place.TEXT))
    with st.container(key="contact_filters"):
        st.text_input(
            _("Suche nach Name, Funktion oder Kommune"),
            key="contact_text",
            icon=":material/search:",
            on_change=_told,
            args=("contact_text", place.TEXT),
        )
        kinds = {each.value: commune_words.fact("type", each.value) for each in CommuneKind}
        sizes = {slug: commune_words.value("band", band) for slug, band in BANDS.items()}
        columns = st.columns(3)
        for column, label, name, options in (
            (columns[0], _("Land"), place.LAND, {land: land for land in LAENDER}),
            (columns[1], _("Art"), place.TYPE, kinds),
            (columns[2], _("Einwohnerzahl"), place.BAND, sizes),
        ):
            told = address.told(name)
            keep_in_step(f"contact_{name}", told if told in options else "")
            column.selectbox(
                label,
                ["", *options],
                format_func=({"": _("alle")} | options).__getitem__,
                key=f"contact_{name}",
                on_change=_told,
                args=(f"contact_{name}", name),
            )


def _told(key: str, name: str) -> None:
    address.tell(name, (session.widget_value(key) or "").strip())


def _fits(listed: ListedContact) -> bool:
    commune, contact = listed.commune, listed.contact
    text = f"{contact.name} {contact.function} {commune.name}".casefold()
    low, high = commune_words.BAND_EDGES[BANDS.get(address.told(place.BAND), "under_5k")]
    checks: dict[str, Callable[[str], bool]] = {
        place.TEXT: lambda told: all(word in text for word in told.casefold().split()),
        place.LAND: lambda told: told == commune.land or told not in LAENDER,
        place.TYPE: lambda told: told == commune.kind.value or told not in {each.value for each in CommuneKind},
        place.BAND: lambda told: (
            told not in BANDS or (low <= commune.population and (high is None or commune.population < high))
        ),
    }
    return all(not (told := address.told(name)) or check(told) for name, check in checks.items())


def _downloads(desk: Desk, found: Sequence[ListedContact]) -> None:
    ids = [each.contact.id for each in found]
    note, on = words.not_to_be_passed_on(day(desk.today)), f"{desk.today:%Y-%m-%d}"
    name = _("Ansprechpersonen") + f"-{on}-" + _("nicht-weitergeben")
    with st.container(horizontal=True, key="contact_files"):
        st.download_button(
            _("Liste für Excel"),
            partial(table, desk.files, found, note, desk.today),
            file_name=f"{name}.xlsx",
            mime=MIME[FileFormat.XLSX],
            icon=":material/download:",
            key="contacts_xlsx",
            on_click="ignore",
        )
        st.download_button(
            _("Adressen als vCard"),
            partial(desk.files.cards, ids, note),
            file_name=f"{name}.vcf",
            mime=CARD,
            icon=":material/contacts:",
            key="contacts_vcf",
            on_click="ignore",
        )
    st.caption(_("Nur für den Austausch zwischen den Kommunen. Bitte nicht weitergeben und nicht veröffentlichen."))


def table(files: Files, found: Sequence[ListedContact], note: str, today: date) -> bytes:
    """The list as a file: what it may be used for stands in every row, so that it goes with every copy."""
    heads = (_("Kommune"), _("Land"), _("Art"), _("Einwohnerzahl"), _("Name"), _("Funktion"), _("E-Mail"), _("Telefon"))
    widths = (34, 24, 18, 14, 28, 34, 34, 20)
    rows = [
        (
            each.commune.name,
            each.commune.land,
            commune_words.fact("type", each.commune.kind.value),
            each.commune.population,
            each.contact.name,
            each.contact.function,
            each.contact.mail,
            each.contact.phone,
            note,
        )
        for each in found
    ]
    columns = [*zip(heads, widths, strict=True), (_("Nicht weitergeben"), 60)]
    return files.table(_("Ansprechpersonen"), columns, rows, today)


def _row(desk: Desk, listed: ListedContact) -> None:
    contact, commune = listed.contact, listed.commune
    with st.container(border=True, key=f"contact_row_{contact.id}"):
        left, right = st.columns([3, 2])
        left.markdown(words.contact_lines(contact))
        with right:
            st.markdown(f"**{escaped(commune.name)}**  \n{words.facts(commune)}")
            st.download_button(
                _("vCard"),
                partial(desk.files.cards, [contact.id], words.not_to_be_passed_on(day(desk.today))),
                file_name=_("Ansprechperson") + f"-{desk.today:%Y-%m-%d}.vcf",
                mime=CARD,
                icon=":material/contacts:",
                key=f"contact_card_{contact.id}",
                type="tertiary",
                help=_("{name} als Adresse herunterladen", name=escaped(contact.name)),
                on_click="ignore",
            )
