"""The cards to print: for the town hall and for the family, without sign-in, made at the click."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import Protocol

import streamlit as st

from components.language import LANGUAGES, _
from components.support import land_choice
from data.model.support import SupportLand
from data.model.support_contacts import SupportContact

WITH_CONTACTS = "card_with_contacts"


class CardService(Protocol):
    """`data.services.support_cards`."""

    @staticmethod
    def emergency(land: str, today: date, language: str = "de", contacts: Sequence[SupportContact] = ()) -> bytes:
        """The emergency card as PDF."""

    @staticmethod
    def family(today: date, language: str = "de") -> bytes:
        """The family card as PDF."""

    @staticmethod
    def emergency_file(land: str, today: date, language: str = "de") -> str:
        """What the emergency card is called."""

    @staticmethod
    def family_file(today: date, language: str = "de") -> str:
        """What the family card is called."""


def shown(
    service: CardService, lands: Sequence[SupportLand], today: date, contacts: Sequence[SupportContact] = ()
) -> None:
    """Both cards to take along, with the choice of a Land; `contacts` are those of the own commune, where known."""
    st.header(_("Karten zum Ausdrucken"))
    st.markdown(
        _("Je eine Seite als PDF, gut lesbar auch in Schwarzweiß. Sie entstehen beim Klick; gespeichert wird nichts.")
    )
    emergency, family = st.columns(2)
    with emergency.container(border=True, height="stretch", key="card_emergency", gap="small"):
        _emergency(service, lands, today, contacts)
    with family.container(border=True, height="stretch", key="card_family", gap="small"):
        st.subheader(_("Familienkarte, A6"))
        st.markdown(
            _("Für zu Hause: wen wir anrufen, Kennwort, Abholung der Kinder, fünf Regeln. Zum Ausfüllen von Hand.")
        )
        _files("card_family", partial(service.family, today), partial(service.family_file, today))


def _emergency(
    service: CardService, lands: Sequence[SupportLand], today: date, contacts: Sequence[SupportContact]
) -> None:
    st.subheader(_("Notfallkarte, A4"))
    st.markdown(_("Für Büro, Pforte und Sitzungssaal, mit freien Zeilen für Ansprechpersonen vor Ort."))
    land = land_choice.chosen(lands, _("Mit der Stelle für welches Land?"), "card_land")
    named: Sequence[SupportContact] = ()
    if contacts and st.checkbox(_("Eigene Ansprechpersonen eintragen"), key=WITH_CONTACTS):
        named = tuple(contacts)
        st.caption(
            _("Mit Namen: bitte nur dort aufhängen, wo nur Beschäftigte hinkommen. Platz ist für die ersten fünf.")
        )
    make = partial(service.emergency, land, today, contacts=named)
    _files("card_emergency", make, partial(service.emergency_file, land, today))


def _files(key: str, make: Callable[..., bytes], name: Callable[..., str]) -> None:
    """A card in each language, whatever the page speaks: not everybody in a family or a town hall reads German."""
    with st.container(horizontal=True, key=f"{key}_files"):
        for language, title in LANGUAGES.items():
            st.download_button(
                _("PDF, {language}", language=title),
                partial(make, language=language),
                file_name=name(language=language),
                mime="application/pdf",
                icon=":material/download:",
                key=f"{key}_{language}",
                on_click="ignore",
            )
