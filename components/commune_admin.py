"""Communes that take part, for the platform team: search, public facts, who looks after them, what became of them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

import streamlit as st

from components import commune_words, notice, register_words, session
from components.figures import table
from components.language import _, day, number, plural
from components.page_frame import empty_state
from components.plain_text import escaped
from data.model.people import GONE, Commune, RegisterStanding
from data.model.register import CommuneList, CommuneOverview, EntryVersion, RegisterHit, Successors

SHOWN_AT_ONCE = 10
SEARCH, ONLY_GONE = "commune_search", "communes_gone"


@dataclass(frozen=True)
class CommuneDesk:
    """What the platform team may ask for and store, as callables of what only the parts of the page know."""

    communes: Callable[[str, Collection[RegisterStanding], int, int], CommuneList]
    history: Callable[[str], Sequence[EntryVersion]]
    successors: Callable[[str, str], Successors]
    set_trust_domain: Callable[[Commune, str], None]
    continue_under: Callable[[str, str], Commune]
    merge_into: Callable[[str, str], None]


def participants(desk: CommuneDesk) -> None:
    """All communes that take part, ten at a time, each to be opened; only those that are gone if asked for."""
    st.header(_("Teilnehmende Kommunen"))
    words = (session.widget_value(SEARCH) or "").strip()
    standings = GONE if session.widget_value(ONLY_GONE) else ()
    page_key = f"commune_page_{words}_{len(standings)}"  # another search begins with its first page
    page = session.widget_value(page_key) or 1
    listed = desk.communes(words, standings, (page - 1) * SHOWN_AT_ONCE, SHOWN_AT_ONCE)
    if not listed.total:
        empty_state(_("Noch nimmt keine Kommune teil"), _("Nehmen Sie unten die erste aus dem amtlichen Register auf."))
        return
    pages = -(-listed.found // SHOWN_AT_ONCE)
    if page > max(pages, 1):  # what was on it has been settled
        session.set_widget_value(page_key, max(pages, 1))
        listed = desk.communes(words, standings, max(pages - 1, 0) * SHOWN_AT_ONCE, SHOWN_AT_ONCE)
    st.markdown(
        plural("Eine Kommune nimmt teil", "{all} Kommunen nehmen teil", listed.total, all=number(listed.total))
        + ", "
        + plural(
            "eine hat dem Vergleich zugestimmt.",
            "{consenting} haben dem Vergleich zugestimmt.",
            listed.consenting,
            consenting=number(listed.consenting),
        )
    )
    _those_gone(listed.missing)
    st.text_input(_("Suche nach Name, Land oder Schlüssel"), key=SEARCH, icon=":material/search:")
    if words or standings:
        st.markdown(
            plural("Eine Kommune gefunden.", "{found} Kommunen gefunden.", listed.found, found=number(listed.found))
        )
    if pages > 1:
        st.pagination(pages, key=page_key)
    with st.container(key="communes", gap="xsmall"):
        for overview in listed.shown:
            _commune(overview, desk, listed.trust_domains)


def _those_gone(missing: int) -> None:
    """Tell of communes that the register does not know, and offer to list them alone."""
    if not missing:
        return
    st.warning(
        plural(
            "Eine Kommune steht nicht im amtlichen Register. Sie wird im Vergleich nicht mehr mitgezählt, bis geklärt "
            "ist, was aus ihr wurde. Ihre Runden und Konten bleiben.",
            "{n} Kommunen stehen nicht im amtlichen Register. Sie werden im Vergleich nicht mehr mitgezählt, bis "
            "geklärt ist, was aus ihnen wurde. Ihre Runden und Konten bleiben.",
            missing,
        ),
        icon=":material/find_in_page:",
    )
    st.toggle(_("Nur Kommunen zeigen, die nicht im Register stehen"), key=ONLY_GONE)


def _commune(overview: CommuneOverview, desk: CommuneDesk, trust_domains: Sequence[str]) -> None:
    commune = overview.commune
    place = f"commune_{commune.id}"
    with st.expander(_line(overview), key=place, on_change="rerun") as opened:
        if not opened.open:
            return
        notice.show(place)
        table((_("Angabe"), _("Wert")), _facts(overview))
        _earlier_names(commune, desk)
        if commune.register_standing in GONE:
            _successor(commune, desk, place)
        _trust_domain(commune, desk, place, trust_domains)


def _line(overview: CommuneOverview) -> str:
    commune = overview.commune
    badges = []
    if commune.is_demo:
        badges.append(_(":gray-badge[:material/science: Beispieldaten]"))
    if commune.register_standing in GONE:
        badges.append(_(":orange-badge[:material/find_in_page: nicht im Register]"))
    about = f"{_kind(commune)} · {commune.land} · {register_words.people(commune.population)}"
    return f"**{escaped(commune.name)}** · {about} " + " ".join(badges)


def _kind(commune: Commune) -> str:
    return commune_words.fact("type", commune.kind.value)


def _facts(overview: CommuneOverview) -> list[tuple[str, str]]:
    commune = overview.commune
    consent = _("hat zugestimmt") if commune.benchmark_consent else _("hat nicht zugestimmt")
    key = commune.ags
    if commune.former_ags:
        key += " " + _("(früher {ags})", ags=commune.former_ags)
    return [
        (_("Amtlicher Schlüssel"), key),
        (_("Art und Land"), f"{_kind(commune)}, {commune.land}"),
        (_("Einwohnerzahl"), number(commune.population)),
        (_("Besiedlung"), register_words.urbanisation(commune.urbanisation)),
        (_("Amtliches Register"), register_words.standing(commune, overview.successor)),
        (_("Vergleich (entscheidet die Kommune selbst)"), consent),
        (_("Veröffentlicht ihre Ergebnisse selbst"), _("ja") if commune.public_results else _("nein")),
        (_("Konten"), number(overview.accounts)),
    ]


def _earlier_names(commune: Commune, desk: CommuneDesk) -> None:
    versions = [*desk.history(commune.ags), *(desk.history(commune.former_ags) if commune.former_ags else ())]
    earlier = dict.fromkeys((v.entry.name, v.until) for v in versions if v.until and v.entry.name != commune.name)
    for name, until in earlier:
        if until is not None:
            st.caption(_("Bis {day}: {name}", day=day(until), name=escaped(name)))


def _trust_domain(commune: Commune, desk: CommuneDesk, place: str, known: Sequence[str]) -> None:
    # Named after what was seen: a click on it says nothing about what a colleague wrote meanwhile.
    with st.form(f"trust_domain_{commune.id}_{commune.trust_domain or ''}", border=False):
        # Not a list that takes new names: what is typed there is lost unless Enter is pressed.
        written = st.text_input(
            _("Wer mehrere Kommunen gemeinsam betreut und ihre Antworten kennt (sonst leer lassen)"),
            value=commune.trust_domain or "",
            max_chars=40,
            placeholder=_("zum Beispiel: Zweckverband Nord"),
            help=_(
                "Ein Dienstleister oder Verbund kennt die Antworten aller, die er betreut. Von ihm zählen deshalb "
                "höchstens zwei Kommunen für die Mindestgröße einer Vergleichsgruppe. Ohne Angabe gilt das für den "
                "Kreis."
            ),
        )
        if known:
            st.caption(_("Schon eingetragen: {names}", names=escaped(", ".join(known))))
        if st.form_submit_button(_("Speichern"), icon=":material/save:"):
            notice.attempt(_("Gespeichert."), place, desk.set_trust_domain, commune, written, done_at=place)


def _successor(commune: Commune, desk: CommuneDesk, place: str) -> None:
    """What became of a commune that is gone: it continues under a new key, or is part of another that takes part."""
    st.subheader(_("Was wurde aus dieser Kommune?"))
    words = st.text_input(
        _("Im Register suchen"), value=commune.name, key=f"successor_search_{commune.id}", icon=":material/search:"
    )
    offered = desk.successors(commune.ags, words or "")
    if not offered.hits:
        st.markdown(_("Nichts gefunden. Suchen Sie nach dem neuen Namen oder Schlüssel."))
        return
    chosen = entry_choice(_("Nachfolgerin"), offered.hits, f"successor_{commune.id}_{words}", likely=offered.likely)
    if chosen is None:
        return
    names = {"old": escaped(commune.name), "new": escaped(chosen.entry.name), "key": chosen.entry.ags}
    if chosen.takes_part:
        asked = _(
            "{new} nimmt schon teil. {old} wird als aufgegangen vermerkt und nicht mehr mitgezählt; Runden und Konten "
            "beider bleiben, wie sie sind.",
            **names,
        )
        label, done = _("Als aufgegangen vermerken"), _("{old} ist in {new} aufgegangen.", **names)
        action: Callable[[str, str], object] = desk.merge_into
    else:
        asked = _(
            "{old} führt als {new} unter dem Schlüssel {key} weiter, mit allen Runden und Konten. Im Vergleich zählen "
            "dieselben Antworten weiterhin nur einmal.",
            **names,
        )
        label, done = (
            _("Unter diesem Schlüssel weiterführen"),
            _("{old} führt unter dem Schlüssel {key} weiter.", **names),
        )
        action = desk.continue_under
    st.markdown(asked)
    sure = st.checkbox(_("Das ist geprüft."), key=f"sure_{commune.id}_{chosen.entry.ags}")
    button_key = f"successor_of_{commune.id}"
    if st.button(label, key=button_key, type="primary", icon=":material/conversion_path:", disabled=not sure):
        notice.attempt(done, place, action, commune.ags, chosen.entry.ags)


def entry_choice(label: str, hits: Sequence[RegisterHit], key: str, likely: str | None = None) -> RegisterHit | None:
    """One of the entries that were found, each told from others of its name; the likely one chosen before."""
    keys = [hit.entry.ags for hit in hits]
    by_key = {hit.entry.ags: hit for hit in hits}
    names = {ags: f"**{escaped(hit.entry.name)}**" for ags, hit in by_key.items()}
    chosen = st.radio(
        label,
        keys,
        index=keys.index(likely) if likely in by_key else None,
        format_func=names.__getitem__,
        captions=[register_words.about(hit) for hit in hits],
        key=key,
    )
    return by_key.get(chosen) if chosen else None
