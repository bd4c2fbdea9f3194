"""The deadline of the Strafantrag, and the law in short: for which acts it is needed, and what stands in the text."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import streamlit as st

from components import drafts, session
from components.language import _, current, day, long_day, plural, today
from components.plain_text import escaped
from components.support import land_choice, place, words
from components.support.desk import Desk, land
from components.support.place import Part
from data.model.support_law import ComplaintNeed, Deadline, DeadlineState, LawEntry, LawState, MovedBy

ACT, OFFENDER, UNKNOWN = "deadline_act", "deadline_offender", "deadline_unknown"
STARTS: dict[str, date | bool | None] = {ACT: None, OFFENDER: None, UNKNOWN: False}
"""The fields of the calculator, which this tab keeps while other parts are looked at, and how they begin."""


def forget() -> None:
    """Nothing that was typed into the calculator is left in this tab. For callbacks, where it is not drawn."""
    for key in STARTS:
        drafts.drop(key)


def shown(desk: Desk) -> None:
    """The calculator first, then the one rule that nobody must miss, then the text of the law in short."""
    law = desk.law(today(), current())
    st.header(place.titles()[Part.LAW])
    st.markdown(
        _(
            "**Keine Rechtsberatung.** Stand der gelesenen Gesetzestexte: {oldest} bis {newest}. Danach kann sich "
            "etwas geändert haben.",
            oldest=day(law.oldest),
            newest=day(law.newest),
        )
    )
    _calculator(desk)
    _complaint(law)
    _further(law)


@st.fragment
def _calculator(desk: Desk) -> None:
    with st.container(border=True, key="deadline"):
        st.subheader(_("Bis wann muss der Strafantrag gestellt sein?"))
        first, second, third = st.columns(3)
        for key, start in STARTS.items():
            drafts.restore(key, start)
        with first:
            act = _day_since(ACT, _("Tat bekannt seit"))
        with second:
            unknown = bool(session.widget_value(UNKNOWN))
            offender = _day_since(OFFENDER, _("Täter bekannt seit"), disabled=unknown)
            st.checkbox(_("Täter unbekannt"), key=UNKNOWN, on_change=drafts.keep, args=(UNKNOWN,))
        with third:
            land_choice.chosen(desk.lands(current()), _("Land (für Feiertage)"), "land_of_deadline")
        known = None if unknown else offender
        found = desk.deadline(act_known_on=act, offender_known_on=known, land=land(), today=today())
        _told(found, has_act=act is not None, is_unknown=unknown)


def _day_since(key: str, label: str, *, disabled: bool = False) -> date | None:
    chosen = st.date_input(
        label,
        value=None,  # without it the browser lets nobody empty the field
        max_value=today(),
        format="DD.MM.YYYY",
        key=key,
        disabled=disabled,
        on_change=drafts.keep,
        args=(key,),
    )
    return chosen if isinstance(chosen, date) else None


def _told(found: Deadline, *, has_act: bool, is_unknown: bool) -> None:
    with st.container(key="deadline_result"):
        if found.state is DeadlineState.NOT_BEGUN or found.ends_on is None or found.known_on is None:
            st.markdown(_not_begun(has_act=has_act, is_unknown=is_unknown))
        else:
            st.markdown(_sentence(found))
            _reasons(found)
    st.caption(
        _(
            "§ 77b StGB: drei Monate ab dem Tag, an dem Sie von der Tat **und** von der Person des Täters wissen. "
            "Der Antrag muss am letzten Tag eingegangen sein. Was Sie hier eintragen, wird nicht gespeichert; es "
            "gilt, sobald der Kalender zu ist."
        )
    )


def _not_begun(*, has_act: bool, is_unknown: bool) -> str:
    if is_unknown:
        return _(
            ":material/hourglass_empty: **Die Frist hat noch nicht begonnen,** solange niemand den Täter kennt. "
            "Stellen Sie den Strafantrag trotzdem gleich mit der Anzeige."
        )
    if has_act:
        return _("Tragen Sie auch ein, seit wann der Täter bekannt ist, oder wählen Sie „Täter unbekannt“.")
    return _("Tragen Sie ein, seit wann Sie von der Tat und vom Täter wissen.")


def _sentence(found: Deadline) -> str:
    assert found.ends_on is not None
    last = long_day(found.ends_on)
    left = found.days_left or 0
    if found.state is DeadlineState.PASSED:
        return _(
            ":material/event_busy: Die Frist **ist am {last} abgelaufen.** Taten, die keinen Antrag brauchen, können "
            "Sie weiter anzeigen. Lassen Sie sich beraten.",
            last=last,
        )
    if found.state is DeadlineState.LAST_DAY:
        return _(
            ":material/alarm: **Heute ist der letzte Tag.** Stellen Sie den Strafantrag noch heute bei der Polizei "
            "oder in der Onlinewache."
        )
    days = plural("noch {n} Tag", "noch {n} Tage", left)
    return _(":material/event: Letzter Tag: **{last}** ({days})", last=last, days=days)


def _reasons(found: Deadline) -> None:
    assert found.known_on is not None
    lines = [_("Gerechnet ab dem {day}, dem späteren der beiden Tage.", day=day(found.known_on))]
    if found.moved_by and found.regular_end is not None:
        why = {
            MovedBy.SATURDAY: _("Samstag"),
            MovedBy.SUNDAY: _("Sonntag"),
            MovedBy.HOLIDAY: _("Feiertag"),
        }
        lines.append(
            _(
                "Der {day} zählt nicht als letzter Tag ({why}); es gilt der nächste Werktag.",
                day=day(found.regular_end),
                why=", ".join(dict.fromkeys(why[each] for each in found.moved_by)),
            )
        )
    if found.later_in:
        lines.append(_("Wegen eines Feiertags später in: {lands}.", lands=", ".join(found.later_in)))
    st.markdown("  \n".join(lines))


def _complaint(law: LawState) -> None:
    st.subheader(_("Braucht es einen Strafantrag?"))
    st.markdown(
        _(
            "Eine **Anzeige** meldet die Tat. Ein **Strafantrag** verlangt ihre Verfolgung. Manche Taten verfolgt der "
            "Staat nur mit Strafantrag. Im Zweifel: stellen Sie ihn, er kostet nichts."
        )
    )
    with st.container(key="complaint_groups"):
        for need, (title, what_to_do) in _needs().items():
            entries = law.needing(need)
            if entries:
                with st.container(border=True, key=f"complaint_{need}"):
                    st.markdown(f"#### {title}\n\n{what_to_do}\n\n" + _offences(entries))
    with st.expander(_("Strafrahmen"), key="penalties"):
        penal = [entry for need in _needs() for entry in law.needing(need) if entry.penalty]
        st.markdown("\n".join(f"- **{escaped(entry.paragraph)}:** {escaped(entry.penalty)}" for entry in penal))


def _needs() -> dict[ComplaintNeed, tuple[str, str]]:
    return {
        ComplaintNeed.ALWAYS: (
            _("Nur mit Strafantrag"),
            _("Strafantrag innerhalb von drei Monaten, sonst wird die Tat nicht verfolgt."),
        ),
        ComplaintNeed.OR_PUBLIC_INTEREST: (
            _("Mit Strafantrag oder bei besonderem öffentlichem Interesse"),
            _("Trotzdem Strafantrag stellen: Dann hängt es nicht vom Ermessen der Staatsanwaltschaft ab."),
        ),
        ComplaintNeed.DEPENDS: (
            _("Je nach angedrohter Tat"),
            _("Zur Sicherheit Strafantrag stellen."),
        ),
        ComplaintNeed.NOT_NEEDED: (_("Ohne Strafantrag"), _("Eine Anzeige genügt.")),
    }


def _offences(entries: Sequence[LawEntry]) -> str:
    return "\n".join(
        f"- **{escaped(entry.paragraph)}** {escaped(entry.title)}: {escaped(entry.covers)}" for entry in entries
    )


def _further(law: LawState) -> None:
    st.subheader(_("Was sonst im Gesetz steht"))
    with st.expander(_("Zeugenschutz, Meldesperre, Plattformen, Zivilrecht"), key="further_law"):
        st.markdown(_offences(law.needing(ComplaintNeed.NO_OFFENCE)))
    with st.expander(_("Quellen und Stand jeder Vorschrift"), key="law_sources"):
        st.markdown("\n".join(_source(entry) for entry in law.entries))


def _source(entry: LawEntry) -> str:
    told = [words.source(entry.source)]
    told.append(_("Textstand {day}", day=day(entry.text_as_of)) if entry.text_as_of else _("Textstand nicht angegeben"))
    told += [_("Pläne zur Änderung: {source}", source=words.source(each)) for each in entry.further]
    if entry.to_confirm:
        told.append(_("bitte bestätigen lassen"))
    if entry.check.is_due:
        told.append(words.checked(entry.check))
    return f"- **{escaped(entry.paragraph)}:** " + "; ".join(told)
