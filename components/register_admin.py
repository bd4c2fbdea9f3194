"""The official register on screen: take communes from it, see which edition is here, load a newer one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

import streamlit as st

from components import notice, register_words, session, texts
from components.commune_admin import entry_choice
from components.figures import table
from components.language import _, number, plural
from components.plain_text import escaped
from components.session import Key
from data.errors import KompassError
from data.model.people import Commune
from data.model.register import ImportStatus, RegisterHit, RegisterImport, RegisterProblem, RegisterState

SHOWN_AT_ONCE = 10
SHOWN_ROWS = 50
ADDING, LOADING = "adding", "loading"

Search = Callable[[str, int, int], tuple[int, Sequence[RegisterHit]]]


@dataclass(frozen=True)
class LoadWish:
    """A file to be read, whether it is a part of the register, and the day of its borders if it does not tell it."""

    data: bytes
    file_name: str
    partial: bool
    borders_on: date | None


Load = Callable[[LoadWish, bool], RegisterImport]
"""Reads a file; the second argument tells whether only to say what would change."""


def take_from_register(state: RegisterState | None, search: Search, add: Callable[[str], Commune]) -> None:
    """Search the register for a commune and have it take part."""
    st.header(_("Kommune aufnehmen"))
    notice.show(ADDING)
    if state is None:
        st.info(
            _(
                "Das amtliche Register fehlt noch. Laden Sie es unten; danach finden Sie hier alle Gemeinden und "
                "Kreise."
            ),
            icon=":material/menu_book:",
        )
        return
    words = st.text_input(
        _("Suche nach Name, Kreis, Land oder Schlüssel"), key="register_search", icon=":material/search:"
    )
    if not (words or "").strip():
        return
    found, hits = search(words, 0, SHOWN_AT_ONCE)
    if not found:
        st.markdown(_("Nichts gefunden. Bitte prüfen Sie die Schreibweise, oder suchen Sie nach dem Schlüssel."))
        return
    pages, page = -(-found // SHOWN_AT_ONCE), 1
    if pages > 1:
        st.markdown(_("{n} gefunden. Ein zweites Wort grenzt ein, zum Beispiel der Kreis.", n=number(found)))
        page = st.pagination(pages, key=f"register_page_{pages}_{words.strip()}") or 1
        hits = search(words, (page - 1) * SHOWN_AT_ONCE, SHOWN_AT_ONCE)[1]
    only_one = hits[0].entry.ags if found == 1 else None
    chosen = entry_choice(_("Gefunden"), hits, f"register_hit_{words.strip()}_{page}", likely=only_one)
    if chosen is None or chosen.takes_part:
        return
    name = escaped(chosen.entry.name)
    if st.button(_("{name} aufnehmen", name=name), key="add_commune", type="primary", icon=":material/add_home:"):
        sentence = _("{name} nimmt jetzt teil. Dem Vergleich stimmt die Kommune selbst zu.", name=name)
        notice.attempt(sentence, ADDING, add, chosen.entry.ags, done_at=ADDING)


def load_register(state: RegisterState | None, load: Load) -> None:
    """Which edition is here, and a newer one: first what it would change, then whether to take it over."""
    st.header(_("Amtliches Register"))
    notice.show(LOADING)
    if state is not None:
        st.markdown(register_words.source(state.edition, state.entries))
    st.markdown(
        _(
            "Neue Ausgaben veröffentlicht das Statistische Bundesamt als Gemeindeverzeichnis GV100AD; gelesen wird die "
            "entpackte Textdatei daraus. Möglich ist auch eine Tabelle (csv) mit den Spalten ags, name, kind, land, "
            "population und, wenn bekannt, urbanisation. Teilnehmende Kommunen bekommen die neuen Angaben und behalten "
            "ihre Runden."
        )
    )
    file = st.file_uploader(
        _("Datei des Registers (txt, asc oder csv)"), key=f"register_file_{session.get(Key.REGISTER_NUMBER, 0)}"
    )
    if file is None:
        session.take(Key.REGISTER_PREVIEW)
        return
    partial = st.checkbox(
        _("Die Datei enthält nur einen Teil des Registers. Was nicht darin steht, bleibt, wie es ist."),
        key="register_partial",
    )
    wish = LoadWish(file.getvalue(), file.name, partial, _day_of_table(file.name))
    seen = _previewed(f"{file.file_id} {partial} {wish.borders_on}", lambda: load(wish, True))
    if seen is None:
        return
    _outcome(seen)
    possible = seen.status is ImportStatus.IMPORTED
    if st.button(_("Register übernehmen"), type="primary", icon=":material/save:", disabled=not possible):
        done = notice.Notice(LOADING, _("Das Register ist übernommen."), went_well=True)
        with st.spinner(_("Das Register wird übernommen …")):
            if notice.tried(done, LOADING, load, wish, False):
                session.put(Key.REGISTER_NUMBER, session.get(Key.REGISTER_NUMBER, 0) + 1)
        st.rerun()


def _day_of_table(file_name: str) -> date | None:
    """The day of the borders, asked for where a file cannot tell it."""
    if not file_name.casefold().endswith(".csv"):
        return None
    chosen = st.date_input(_("Gebietsstand, falls bekannt"), value=None, format="DD.MM.YYYY", key="register_day")
    return chosen if isinstance(chosen, date) else None


def _previewed(name: str, preview: Callable[[], RegisterImport]) -> RegisterImport | None:
    """What a file would change, read once; None where it cannot be read, which is told."""
    known: tuple[str, RegisterImport] | None = session.get(Key.REGISTER_PREVIEW, None)
    if known is not None and known[0] == name:
        return known[1]
    try:
        with st.spinner(_("Die Datei wird gelesen …")):
            found = preview()
    except KompassError as error:
        st.error(texts.sentence_for(error), title=_("Diese Datei kann nicht übernommen werden"))
        return None
    session.put(Key.REGISTER_PREVIEW, (name, found))
    return found


def _outcome(seen: RegisterImport) -> None:
    if seen.problems:
        _problems(
            plural(
                "Eine Stelle der Datei ist zu bessern.", "{n} Stellen der Datei sind zu bessern.", len(seen.problems)
            ),
            seen.problems,
            is_error=seen.status is ImportStatus.HAS_PROBLEMS,
        )
    if seen.status is ImportStatus.HAS_PROBLEMS:
        st.markdown(_("Es wird nichts übernommen. Bessern Sie die Datei nach und laden Sie sie erneut."))
        return
    if seen.remarks:
        zeros = plural(
            "Bei einer Zeile fehlte die führende Null.", "Bei {n} Zeilen fehlte die führende Null.", len(seen.remarks)
        )
        _problems(zeros, seen.remarks, is_error=False)
    if seen.status is ImportStatus.NOTHING_NEW:
        st.success(_("Diese Ausgabe ist schon übernommen. Es gibt nichts Neues."), icon=":material/check_circle:")
        return
    counts = (
        (_("neu"), seen.new),
        (_("geändert"), seen.changed),
        (_("umbenannt"), seen.renamed),
        (_("weggefallen"), seen.gone),
        (_("unverändert"), seen.unchanged),
    )
    with st.container(horizontal=True, key="register_counts"):
        for label, value in counts:
            st.metric(label, number(value), border=True)
    if seen.skipped:
        areas = plural("Ein gemeindefreies Gebiet", "{n} gemeindefreie Gebiete", seen.skipped)
        st.caption(_("{areas} ohne eigene Verwaltung übergangen.", areas=areas))
    if seen.communes:
        st.subheader(_("Was sich für teilnehmende Kommunen ändert"))
        table(
            (_("Kommune"), _("Änderung")),
            [(f"**{escaped(c.name)}** {c.ags}", register_words.news(c)) for c in seen.communes[:SHOWN_ROWS]],
        )
        _and_more(len(seen.communes))


def _problems(sentence: str, problems: Sequence[RegisterProblem], *, is_error: bool) -> None:
    (st.error if is_error else st.warning)(sentence, icon=":material/error:" if is_error else ":material/info:")
    table(
        (_("Zeile"), _("Gefunden"), _("Was zu tun ist")),
        [
            (str(each.line), escaped(each.found) or _("leer"), register_words.problem(each))
            for each in problems[:SHOWN_ROWS]
        ],
    )
    _and_more(len(problems))


def _and_more(total: int) -> None:
    if total > SHOWN_ROWS:
        st.markdown(_("und {n} weitere", n=number(total - SHOWN_ROWS)))
