"""The dry run of a release and its publishing: cells, coverage, who waits and why. Never a figure of any answer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TypeVar

import streamlit as st

from components import commune_words, notice, session, texts
from components.figures import table
from components.language import _, clock, day, number, plural
from components.paging import page_of
from components.plain_text import escaped
from components.session import Key
from data.errors import KompassError
from data.model.benchmark import CellChange, DryRun, FilterCoverage, NotCounted, PublishOutcome, PublishStatus
from data.model.progress import Progress
from data.model.releases_view import ReleasesView

PLACE = "dry_run"
CELLS_AT_ONCE = 15
NAMES_AT_ONCE = 60
FIRST_TOLD = (CellChange.NEW, CellChange.RECOMPUTED, CellChange.RETIRED, CellChange.UNCHANGED)
T = TypeVar("T")


@dataclass(frozen=True)
class Kept:
    """A dry run, when it was made, on which day, and the release that was the newest then."""

    planned: DryRun
    at: datetime
    today: date
    newest_id: str | None


def wanted(kept: Kept | None) -> bool:
    """What a dry run is, and whether somebody wants one now."""
    st.header(_("Probelauf"))
    st.markdown(
        _(
            "Der Probelauf zeigt, was eine Veröffentlichung heute ändern würde, und speichert nichts. Punkte und "
            "Antworten zeigt er nicht: Wer sie vor der Veröffentlichung sähe, könnte an den Unterschieden von Tag "
            "zu Tag erkennen, was eine einzelne Kommune geantwortet hat."
        )
    )
    notice.show(PLACE)
    if kept is not None:
        st.caption(_("Gerechnet um {time}. Was seither geändert wurde, fehlt.", time=clock(kept.at)))
    return st.button(
        _("Probelauf starten") if kept is None else _("Neu rechnen"),
        icon=":material/science:",
        type="primary" if kept is None else "secondary",
        key="start_dry_run",
    )


def carry_out(preview: Callable[[Progress], DryRun], view: ReleasesView, today: date) -> None:
    """Make a dry run with a bar that shows how far it is, keep it in this tab, and show the page anew."""
    planned = _with_a_bar(_("Der Probelauf wird gerechnet …"), preview)
    if planned is not None:
        session.put(Key.DRY_RUN, Kept(planned, datetime.now(UTC), today, _newest_id(view)))
    st.rerun()


def kept(view: ReleasesView, today: date) -> Kept | None:
    """The dry run of this tab, as long as it holds: not after another release, nor on another day."""
    found: Kept | None = session.get(Key.DRY_RUN, None)
    if found is None or (found.today, found.newest_id) == (today, _newest_id(view)):
        return found
    session.take(Key.DRY_RUN)
    sentence = _(
        "Der letzte Probelauf gilt nicht mehr: Inzwischen wurde veröffentlicht, oder ein neuer Tag hat begonnen."
    )
    notice.tell(notice.Notice(PLACE, sentence, went_well=False))
    return None


def shown(planned: DryRun) -> None:
    """The whole dry run: a sentence, the numbers, cells, filters, who waits, and why others are not counted."""
    st.markdown(f"**{outcome_sentence(planned.outcome)}**")
    if planned.not_yet_version is not None:
        st.markdown(
            _(
                "Gerechnet wird weiter mit dem Fragenkatalog {version}: Für eine erste Veröffentlichung mit dem "
                "Fragenkatalog {newer} sind es noch zu wenige Kommunen.",
                version=planned.outcome.catalogue_version,
                newer=planned.not_yet_version,
            )
        )
    offered = sum(each.offered for each in planned.coverage)
    with st.container(horizontal=True, key="dry_run_numbers"):
        st.metric(_("Gezählt"), number(planned.outcome.counted), border=True)
        st.metric(_("Warten"), number(planned.outcome.waiting), border=True)
        st.metric(
            _("Zellen"), number(sum(cell.change is not CellChange.RETIRED for cell in planned.cells)), border=True
        )
        st.metric(
            _("Einzelne Filter"),
            _("{offered} von {all}", offered=number(offered), all=number(len(planned.coverage))),
            border=True,
        )
    _cells(planned)
    _coverage(planned.coverage)
    _not_counted(planned)


def wants_to_publish(planned: DryRun, view: ReleasesView) -> bool:
    """Whether somebody publishes now, after reading what cannot be undone; where it is not possible, why."""
    st.header(_("Veröffentlichen"))
    hindered = _hindered(planned)
    if hindered:
        st.markdown(hindered)
        st.button(_("Veröffentlichen"), icon=":material/publish:", disabled=True, key="publish_disabled")
        return False
    with st.popover(_("Veröffentlichen"), icon=":material/publish:", type="primary", key="publish_release"):
        then = view.then_not_before
        next_one = (
            _("Die nächste Veröffentlichung ist jederzeit möglich, weil dies eine Demo ist.")
            if then is None
            else _("Die nächste Veröffentlichung ist frühestens am {day} möglich.", day=day(then))
        )
        seen_by = (
            _("Alle teilnehmenden Kommunen sehen die neuen Zahlen sofort, und sie werden offene Daten.")
            if planned.outcome.counted
            else _("Alle teilnehmenden Kommunen sehen sofort, dass es zurzeit keine Vergleichszahlen gibt.")
        )
        final = _("Was veröffentlicht ist, lässt sich nicht ändern und nicht zurückholen.")
        counted = _("Gerechnet wird mit dem Stand von jetzt, nicht mit dem des Probelaufs.")
        st.markdown("\n".join(f"- {sentence}" for sentence in (final, next_one, seen_by, counted)))
        return st.button(_("Ja, jetzt veröffentlichen"), key="publish_release_yes")


def publish(action: Callable[[Progress], PublishOutcome]) -> None:
    """Publish with a bar, tell what came of it, and show the page anew."""
    outcome = _with_a_bar(_("Die Vergleichsdaten werden gerechnet …"), action)
    session.take(Key.DRY_RUN)
    if outcome is not None:
        went_well = outcome.status is PublishStatus.PUBLISHED
        sentence = _("Veröffentlicht.") + " " if went_well else ""
        notice.tell(notice.Notice(notice.TOP, sentence + outcome_sentence(outcome), went_well))
    st.rerun()


def outcome_sentence(outcome: PublishOutcome) -> str:
    """What publishing does or did, in one sentence that fits before and after."""
    waiting = plural(
        "Eine Kommune wartet.", "{waiting} Kommunen warten.", outcome.waiting, waiting=number(outcome.waiting)
    )
    if outcome.status is PublishStatus.PUBLISHED:
        told = _cells_sentence(outcome)
    elif outcome.status is PublishStatus.TOO_FEW:
        told = _("Für die erste Veröffentlichung sind es noch zu wenige Kommunen.")
    else:
        told = _("Nichts zu veröffentlichen: Keine Zelle ändert sich.")
    return f"{told} {waiting}" if outcome.waiting else told


def _cells_sentence(outcome: PublishOutcome) -> str:
    if not outcome.counted:
        return plural(
            "Die letzte Zelle endet: Danach zeigt der Vergleich keine Zahlen mehr, bis genügend Kommunen eine neue "
            "Runde freigegeben haben.",
            "Alle {all} Zellen enden: Danach zeigt der Vergleich keine Zahlen mehr, bis genügend Kommunen eine neue "
            "Runde freigegeben haben.",
            outcome.retired,
            all=number(outcome.retired),
        )
    changes = (
        (outcome.created, _("{n} neu", n=number(outcome.created))),
        (outcome.refreshed, _("{n} neu gerechnet", n=number(outcome.refreshed))),
        (outcome.unchanged, _("{n} unverändert", n=number(outcome.unchanged))),
    )
    shown_cells = sum(n for n, _words in changes)
    told = _(
        "{cells} mit zusammen {counted} Kommunen: {changes}.",
        cells=plural("Eine Zelle", "{all} Zellen", shown_cells, all=number(shown_cells)),
        counted=number(outcome.counted),
        changes=texts.listed([words for n, words in changes if n]),
    )
    if not outcome.retired:
        return told
    return f"{told} " + plural("Eine Zelle endet.", "{all} Zellen enden.", outcome.retired, all=number(outcome.retired))


def _with_a_bar(label: str, work: Callable[[Progress], T]) -> T | None:
    """What long work gives, with a bar while it goes on; None where it was refused, which is told beside the button."""
    bar = st.progress(0.0, text=label)

    def so_far(share: float) -> None:
        bar.progress(min(share, 1.0), text=label)

    try:
        return work(so_far)
    except KompassError as error:
        notice.tell(notice.Notice(PLACE, texts.sentence_for(error), went_well=False))
        return None


def _newest_id(view: ReleasesView) -> str | None:
    return view.newest.head.id if view.newest else None


def _hindered(planned: DryRun) -> str:
    """Why nothing can be published now; empty where something can."""
    if planned.outcome.status is not PublishStatus.PUBLISHED:
        return _("Es gibt nichts zu veröffentlichen.")
    if planned.not_before is not None:
        return _(
            "Veröffentlicht wird höchstens zweimal im Jahr. Das nächste Mal geht es ab dem {day}.",
            day=day(planned.not_before),
        )
    return ""


def _cells(planned: DryRun) -> None:
    if not planned.cells:
        return
    st.subheader(_("Zellen"))
    words = {
        CellChange.NEW: _("neu"),
        CellChange.RECOMPUTED: _("neu gerechnet"),
        CellChange.UNCHANGED: _("unverändert"),
        CellChange.RETIRED: _("endet"),
    }
    in_order = sorted(planned.cells, key=lambda cell: (FIRST_TOLD.index(cell.change), -cell.size))
    table(
        (_("Was die Kommunen gemeinsam haben"), _("Kommunen"), _("Was geschieht")),
        [
            (escaped(commune_words.group(cell.attributes)), number(cell.size), words[cell.change])
            for cell in page_of(in_order, CELLS_AT_ONCE, "dry_run_cells")
        ],
    )


def _coverage(coverage: Sequence[FilterCoverage]) -> None:
    if not coverage:
        return
    st.subheader(_("Filter"))
    st.markdown(
        _(
            "Ein Filter wird angeboten, wenn die Zellen genug der Kommunen enthalten, auf die er passt. Gezählt ist, "
            "wer in einer Zelle steht, deren Kommunen alle passen."
        )
    )
    for words in _what_changes(coverage):
        st.markdown(words)
    names = commune_words.dimensions()
    for place, tab in zip(names, st.tabs(list(names.values())), strict=True):
        with tab:
            table(
                (names[place], _("Nehmen teil"), _("Gezählt"), _("Angeboten")),
                [_filter_row(each) for each in coverage if each.dimension == place],
            )


def _what_changes(coverage: Sequence[FilterCoverage]) -> list[str]:
    """Which filters are won and lost against the last release, each in a sentence."""
    before = [each for each in coverage if each.was_offered is not None]
    won = [_filter_name(each) for each in before if each.offered and not each.was_offered]
    lost = [_filter_name(each) for each in before if each.was_offered and not each.offered]
    return [
        *([_("**Neu angeboten:** {filters}.", filters=texts.listed(won))] if won else []),
        *([_("**Nicht mehr angeboten:** {filters}.", filters=texts.listed(lost))] if lost else []),
    ]


def _filter_name(each: FilterCoverage) -> str:
    return escaped(commune_words.group({each.dimension: (each.value,)}))


def _filter_row(each: FilterCoverage) -> tuple[str, ...]:
    return (
        escaped(commune_words.value(each.dimension, each.value)),
        number(each.participating),
        number(each.counted),
        _offered(each),
    )


def _offered(each: FilterCoverage) -> str:
    if each.was_offered is None or each.was_offered == each.offered:
        return _("ja") if each.offered else _("nein")
    return _("**ja**, bisher nein") if each.offered else _("**nein**, bisher ja")


def _not_counted(planned: DryRun) -> None:
    if not planned.not_counted and not planned.waiting:
        return
    st.subheader(_("Wer nicht gezählt wird"))
    words = {
        NotCounted.NO_CONSENT: _("nimmt nicht teil"),
        NotCounted.NOT_IN_REGISTER: _("steht nicht im amtlichen Register"),
        NotCounted.NO_APPROVED_ROUND: _("hat keine freigegebene Runde"),
        NotCounted.OTHER_VERSION: _("hat einen anderen Fragenkatalog beantwortet"),
        NotCounted.NOT_ALL_FIELDS: _("nicht alle sieben Handlungsfelder sind bewertet"),
        NotCounted.ONLY_OLDER_ROUND: _("war schon in einer Zelle und hat keine neuere Runde"),
        NotCounted.WAITS_FOR_CELL: _("wartet auf eine Zelle"),
    }
    table(
        (_("Grund"), _("Kommunen")),
        [(words[reason], number(planned.not_counted[reason])) for reason in words if reason in planned.not_counted],
    )
    if planned.waiting:
        label = plural(
            "Eine Kommune wartet", "{all} Kommunen warten", len(planned.waiting), all=number(len(planned.waiting))
        )
        with st.expander(label, key="dry_run_waiting", icon=":material/hourglass_empty:"):
            names = page_of(planned.waiting, NAMES_AT_ONCE, "dry_run_names")
            st.markdown(" · ".join(escaped(name) for name in names))
