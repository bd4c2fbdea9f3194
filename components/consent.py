"""Taking part in the anonymous comparison: how it stands, the text, what the mayor decides."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from components import commune_words, notice, session
from components.language import _, day, number
from components.page_frame import lead
from components.plain_text import escaped
from components.session import Key
from data.model.benchmark import NotCounted
from data.model.consent import ConsentStep, ConsentView, CountedIn
from data.model.people import Commune

DECISION = "consent_decision"
OWN_RESULTS = "own_results"
"""The places of the page where something is told."""


def state(view: ConsentView, commune: Commune) -> None:
    """Whether the commune takes part, in one sentence; since when, by which text, and who decided that."""
    name = escaped(commune.name)
    last = view.steps[0] if view.steps else None
    if view.given and view.since is not None:
        lead(_("{commune} nimmt seit dem {day} am anonymen Vergleich teil.", commune=name, day=day(view.since)))
    elif view.given:
        lead(_("{commune} nimmt am anonymen Vergleich teil.", commune=name))
    elif last is not None:
        lead(_("{commune} nimmt nicht mehr am anonymen Vergleich teil.", commune=name))
    else:
        lead(_("{commune} nimmt noch nicht am anonymen Vergleich teil.", commune=name))
    if last is not None:
        st.caption(_story_line(last))
    if view.asks_again and last is None:
        st.info(
            _(
                "Welcher Fassung des Textes Ihre Kommune zugestimmt hat, ist nicht festgehalten. Ihre Leitung wird "
                "gebeten, dem Text unten zuzustimmen oder die Einwilligung zurückzunehmen."
            ),
            icon=":material/info:",
        )
    elif view.asks_again and last is not None:
        st.info(
            _(
                "Den Text der Einwilligung gibt es in einer neueren Fassung ({new}). Bis Ihre Leitung ihr zustimmt, "
                "gilt die Zustimmung zur Fassung {old} weiter.",
                new=view.text.version,
                old=last.text_version,
            ),
            icon=":material/info:",
        )


def text(view: ConsentView) -> None:
    """The newest version of the text in full."""
    st.header(_("Was die Einwilligung sagt"))
    with st.container(border=True, key="consent_text"):
        st.subheader(view.text.title)
        st.caption(_("Fassung {version}, gültig ab {day}", version=view.text.version, day=day(view.text.valid_from)))
        st.markdown(view.text.introduction)
        st.markdown("\n".join(f"{place}. {point}" for place, point in enumerate(view.text.points, 1)))
        st.markdown(_("**Wenn wir die Einwilligung zurücknehmen:**"))
        st.markdown(_consequences(view))


def where_counted(view: ConsentView) -> None:
    """The cell that counts the commune now, or why none does."""
    st.header(_("Wo Ihre Kommune gezählt wird"))
    if view.counted_in is not None:
        st.markdown(_counted(view, view.counted_in))
    elif view.not_counted is not None:
        st.markdown(_why_not(view)[view.not_counted])


def wants_to_give(view: ConsentView) -> bool:
    """Whether the mayor consents now to the text that is on the page; only after saying that it was read."""
    if view.given and not view.asks_again:
        return False
    sure = st.checkbox(
        _("Ich habe den Text gelesen und stimme für unsere Kommune zu."), key=f"consent_read_{view.text.version}"
    )
    return st.button(
        _("Dieser Fassung zustimmen") if view.given else _("Am Vergleich teilnehmen"),
        type="primary",
        icon=":material/handshake:",
        disabled=not sure,
        key=f"consent_give_{view.text.version}",
    )


def wants_to_withdraw(view: ConsentView) -> bool:
    """Whether the mayor withdraws the consent, after being told what that brings about."""
    if not view.given:
        return False
    with st.popover(_("Einwilligung zurücknehmen"), icon=":material/undo:", key="consent_withdraw"):
        st.markdown(_("Was dann gilt:"))
        st.markdown(_consequences(view))
        return st.button(_("Ja, zurücknehmen"), key="consent_withdraw_yes")


def decision(view: ConsentView) -> None:
    """The heading over what the mayor can decide on, or who decides."""
    st.header(_("Ihre Entscheidung") if view.may_decide else _("Wer entscheidet"))
    notice.show(DECISION)
    if not view.may_decide:
        st.markdown(_("Über die Teilnahme entscheidet die Leitung Ihrer Kommune, auf dieser Seite."))
    elif not view.given:
        st.markdown(
            _(
                "Die Einwilligung ist freiwillig und lässt sich jederzeit zurücknehmen. Ergebnisse und Vergleich "
                "sehen Sie auch ohne sie."
            )
        )


def own_publication(view: ConsentView, set_public_results: Callable[[bool], object]) -> None:
    """Whether the commune publishes its results itself: a switch for the mayor, a sentence for the others."""
    st.subheader(_("Eigene Veröffentlichung"))
    notice.show(OWN_RESULTS)
    if view.may_decide:
        # What is stored holds, whatever this tab has shown before.
        session.set_widget_value(Key.PUBLIC_RESULTS, view.public_results)
        st.toggle(
            _("Wir veröffentlichen unsere Ergebnisse selbst"),
            key=Key.PUBLIC_RESULTS,
            on_change=_set_public_results,
            args=(set_public_results,),
        )
    elif view.public_results:
        st.markdown(_("Ihre Kommune veröffentlicht ihre Ergebnisse selbst."))
    else:
        st.markdown(_("Ihre Kommune veröffentlicht ihre Ergebnisse nicht selbst."))
    st.caption(
        _(
            "Eine Kommune, die ihre Ergebnisse selbst bekannt macht, schützt die anderen in ihrer Zelle nicht mehr: "
            "Man könnte die bekannten Werte abziehen. Sie zählt weiter in den Durchschnitten, aber nicht zur "
            "Mindestgröße einer neuen oder neu gerechneten Zelle."
        )
    )


def story(view: ConsentView) -> None:
    """All decisions, the newest first, folded away."""
    if len(view.steps) < 2:
        return
    with st.expander(_("Verlauf"), key="consent_story", icon=":material/history:"):
        st.markdown("\n".join(f"- {_story_line(step)}" for step in view.steps))


def _set_public_results(set_public_results: Callable[[bool], object]) -> None:
    wished = bool(session.widget_value(Key.PUBLIC_RESULTS))
    sentence = (
        _("Gespeichert: Ihre Kommune veröffentlicht ihre Ergebnisse selbst.")
        if wished
        else _("Gespeichert: Ihre Kommune veröffentlicht ihre Ergebnisse nicht selbst.")
    )
    notice.tried(notice.Notice(OWN_RESULTS, sentence, went_well=True), OWN_RESULTS, set_public_results, wished)


def _story_line(step: ConsentStep) -> str:
    fills = {
        "name": escaped(step.by) or _("Die Betreuung dieses Programms"),
        "day": day(step.at),
        "version": step.text_version,
    }
    if step.given:
        return _("{name} hat am {day} der Fassung {version} zugestimmt.", **fills)
    return _("{name} hat die Einwilligung am {day} zurückgenommen.", **fills)


def _consequences(view: ConsentView) -> str:
    return "\n".join(f"- {consequence}" for consequence in view.text.consequences)


def _counted(view: ConsentView, counted: CountedIn) -> str:
    told = [
        _(
            "In den Vergleichsdaten vom {date} zählt Ihre Kommune in einer Zelle von **{n} Kommunen**: {group}. "
            "Gezählt ist die Runde, die am {approved} freigegeben wurde.",
            date=day(counted.release_date),
            n=number(counted.size),
            group=f"**{escaped(commune_words.group(counted.attributes))}**",
            approved=day(counted.approved_at),
        )
    ]
    if not view.given:
        told.append(
            _(
                "Dort bleiben Ihre Werte in den gerundeten Durchschnitten, bis sich fünf Kommunen der Zelle geändert "
                "haben oder die Zelle endet. Neue Antworten gehen nicht mehr ein."
            )
        )
    elif view.round is not None and view.round.approved_at > counted.approved_at:
        told.append(
            _(
                "Ihre neuere Runde {name} zählt, sobald sich fünf Kommunen der Zelle geändert haben.",
                name=escaped(view.round.round_name),
            )
        )
    return " ".join(told)


def _why_not(view: ConsentView) -> dict[NotCounted, str]:
    return {
        NotCounted.NO_CONSENT: _("Ihre Kommune wird nicht gezählt, weil sie nicht teilnimmt."),
        NotCounted.NOT_IN_REGISTER: _(
            "Ihre Kommune wird zurzeit nicht gezählt, weil sie nicht mehr im amtlichen Register steht. Das "
            "Plattform-Team klärt, was an ihre Stelle getreten ist."
        ),
        NotCounted.NO_APPROVED_ROUND: _("Ihre Kommune wird noch nicht gezählt: Es gibt keine freigegebene Runde."),
        NotCounted.NOT_ALL_FIELDS: _(
            "Ihre Kommune wird noch nicht gezählt: In keiner freigegebenen Runde sind alle sieben Handlungsfelder "
            "bewertet."
        ),
        NotCounted.OTHER_VERSION: _(
            "Ihre Kommune wird noch nicht gezählt: Der Vergleich zählt zurzeit Runden eines anderen Fragenkatalogs."
        ),
        NotCounted.ONLY_OLDER_ROUND: _(
            "Ihre Kommune wird zurzeit nicht gezählt. Nach dem Ende ihrer Zelle zählt erst eine neuere Runde."
        ),
        NotCounted.WAITS_FOR_CELL: _(
            "Ihre Kommune wartet auf eine Zelle mit mindestens sieben Kommunen, die zusammenpassen. Der nächste "
            "Stichtag ist der {day}.",
            day=day(view.next_date),
        ),
    }
