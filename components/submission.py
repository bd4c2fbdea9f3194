"""A round on its way to approval: what is to be done now, the scores as they would be, and the decision."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from components import navigation, notice, round_story, session, texts
from components.figures import table
from components.language import _, moment
from components.page_frame import empty_state, lead
from components.plain_text import escaped, quoted
from components.round_forms import LONGEST_REMARK, StepWish
from components.session import Key
from data.model.approval import RoundStep
from data.model.catalogue import Catalogue
from data.model.result import FieldChange, Trend
from data.model.results_view import ChangesSince
from data.model.self_check import SelfCheckStatus
from data.model.submission import RoundOverview, SubmissionCheck

DECISION = "decision"


@dataclass(frozen=True)
class Seen:
    """The state of a round that the person saw before this run: its revision, and how many steps it had taken."""

    revision: int
    steps: int


def nothing_to_do(rounds: Sequence[RoundOverview]) -> None:
    """No round is in work: says where the last one stands, and where to go on."""
    approved = [each for each in rounds if each.self_check.status is SelfCheckStatus.APPROVED]
    event = round_story.last(approved[0].events, RoundStep.APPROVE) if approved else None
    if event is None:
        empty_state(
            _("Keine Runde in Arbeit"),
            _("Sobald eine Runde begonnen ist, wird sie hier geprüft, vorgelegt und freigegeben."),
            navigation.ROUNDS,
            _("Zu den Runden"),
        )
        return
    empty_state(
        _("Runde {name} ist freigegeben", name=escaped(approved[0].self_check.round_name)),
        _(
            "{name} hat sie am {at} freigegeben. Zu tun ist hier nichts. Muss doch noch etwas geändert werden, öffnet "
            "die Leitung sie unter „Runden“ wieder.",
            name=round_story.who(event),
            at=moment(event.at),
        ),
        navigation.SCORES,
        _("Ergebnisse ansehen"),
    )


def seen_before(checked: SubmissionCheck) -> Seen:
    """What the person saw before this run; what is on the screen now is remembered."""
    now = Seen(checked.self_check.revision, len(checked.events))
    seen: dict[int, Seen] = session.get(Key.SEEN_SUBMISSION, {})
    session.put(Key.SEEN_SUBMISSION, {checked.self_check.id: now})
    return seen.get(checked.self_check.id, now)


def meanwhile(checked: SubmissionCheck, seen: Seen) -> None:
    """Says that somebody else took a step since this person looked last, so that no click is lost in silence.

    What the page tells anyway, who handed in and what was said with a round that came back, is not told twice.
    """
    if len(checked.events) <= seen.steps or _is_handed_in(checked) or _heeds(checked):
        return
    what = round_story.line(checked.events[-1])
    st.info(_("Der Stand hat sich inzwischen geändert: {what}", what=what), icon=":material/sync:")


def _heeds(checked: SubmissionCheck) -> bool:
    return checked.to_heed is not None and RoundStep.HAND_IN in checked.steps


def where_it_stands(checked: SubmissionCheck) -> None:
    """What is to be done now and by whom, what was said with it, and how much is answered."""
    if checked.to_heed is not None and _heeds(checked):
        round_story.to_heed(checked.to_heed, key="heed")
    lead(_what_is_to_be_done(checked))
    handed_in = round_story.last(checked.events, RoundStep.HAND_IN)
    if _is_handed_in(checked) and handed_in is not None and handed_in.remark:
        st.markdown(quoted(handed_in.remark))
    coverage = checked.result.coverage
    st.progress(
        coverage.share,
        text=_(
            "{answered} von {applicable} zutreffenden Fragen beantwortet",
            answered=coverage.answered,
            applicable=coverage.applicable,
        ),
    )


def _is_handed_in(checked: SubmissionCheck) -> bool:
    return checked.self_check.status is SelfCheckStatus.HANDED_IN


def _what_is_to_be_done(checked: SubmissionCheck) -> str:
    name = escaped(checked.self_check.round_name)
    handed_in = round_story.last(checked.events, RoundStep.HAND_IN)
    if not _is_handed_in(checked) or handed_in is None:
        return _what_the_draft_needs(checked, name)
    if RoundStep.APPROVE in checked.steps:
        return _(
            "{who} hat die Runde {name} am {at} zur Freigabe vorgelegt. Jetzt entscheiden Sie.",
            who=round_story.who(handed_in),
            name=name,
            at=moment(handed_in.at),
        )
    return _(
        "Die Runde {name} liegt seit {at} zur Freigabe. Bis zur Entscheidung bleiben die Antworten, wie sie sind.",
        name=name,
        at=moment(handed_in.at),
    )


def _what_the_draft_needs(checked: SubmissionCheck, name: str) -> str:
    if RoundStep.HAND_IN not in checked.steps:
        return _("Die Sachbearbeitung hat die Runde {name} noch nicht vorgelegt. Für Sie ist nichts zu tun.", name=name)
    if checked.to_heed is not None:
        return _("Bitte klären Sie das. Danach legen Sie die Runde {name} wieder vor.", name=name)
    if not checked.result.coverage.answered:
        return _("In der Runde {name} ist noch keine Frage beantwortet.", name=name)
    if checked.in_the_way:
        return _("Die Runde {name} kann vorgelegt werden, sobald geklärt ist, was im Weg steht.", name=name)
    return _("Die Runde {name} kann der Leitung vorgelegt werden.", name=name)


def shows_scores(checked: SubmissionCheck) -> bool:
    """Whether the scores are of use to this person now: to who hands in, and to all once it is handed in."""
    return bool(checked.result.coverage.answered) and (_is_handed_in(checked) or RoundStep.HAND_IN in checked.steps)


def scores(checked: SubmissionCheck, catalogue: Catalogue, since: ChangesSince | None) -> None:
    """The scores as they would be frozen, beside the last round if there is one."""
    st.header(_("So würde das Ergebnis lauten"))
    st.markdown(_("Offene und nicht bekannte Fragen zählen nie als null; sie machen das Ergebnis nur unsicherer."))
    columns = [_("Handlungsfeld"), _("Ergebnis in Punkten (0 bis 100)"), _("Beantwortet")]
    rows = [
        [
            field.title,
            texts.value_line(result.score, catalogue),
            f"{result.coverage.answered} / {result.coverage.applicable}",
        ]
        for field, result in zip(catalogue.fields, checked.result.fields, strict=True)
    ]
    if since is not None and since.changes:
        columns.append(_("Gegenüber Runde {name}", name=escaped(since.round_name)))
        for row, change in zip(rows, since.changes, strict=True):
            row.append(_change(change))
    table(columns, rows)


def _change(change: FieldChange) -> str:
    trend = texts.trend(change.trend)
    if change.difference is None or change.trend is Trend.UNCHANGED:
        return trend
    return f"{texts.signed(change.difference)} · {trend}"


def decision(checked: SubmissionCheck, seen: Seen) -> StepWish | None:
    """What this person can decide on now; what they decided, with the revision that they saw."""
    steps, wish = checked.steps, None
    if RoundStep.HAND_IN in steps:
        wish = _hand_in(checked)
    elif RoundStep.APPROVE in steps:
        wish = _approve_or_send_back(checked)
    elif RoundStep.TAKE_BACK in steps:
        wish = _take_back()
    if wish is None:
        return None
    step, remark = wish
    return StepWish(step, seen.revision, remark)


Wish = tuple[RoundStep, str] | None


def _hand_in(checked: SubmissionCheck) -> Wish:
    st.header(_("Zur Freigabe vorlegen"))
    notice.show(DECISION)
    st.markdown(
        _(
            "Die Leitung sieht Antworten, Hinweise und Ergebnis und gibt die Runde frei oder zurück. Solange sie "
            "vorliegt, ändert niemand Antworten."
        )
    )
    ready = checked.is_ready
    remark = st.text_area(
        _("Nachricht an die Leitung (freiwillig)"),
        key=_remark_key(checked, RoundStep.HAND_IN),
        max_chars=LONGEST_REMARK,
        on_change="ignore",
        persist_state="session",
    )
    sure = st.checkbox(_("Die Antworten sind mit den Fachämtern abgestimmt."), key="round_agreed", disabled=not ready)
    clicked = st.button(
        _("Zur Freigabe vorlegen"),
        type="primary",
        icon=":material/send:",
        disabled=not (ready and sure),
        key="hand_in_round",
    )
    return (RoundStep.HAND_IN, remark or "") if clicked else None


def _approve_or_send_back(checked: SubmissionCheck) -> Wish:
    st.header(_("Ihre Entscheidung"))
    notice.show(DECISION)
    left, right = st.columns(2, gap="large")
    with left:
        approved = _approve(checked)
    with right:
        sent_back = _send_back(checked)
    return approved or sent_back


def _approve(checked: SubmissionCheck) -> Wish:
    st.subheader(_("Freigeben"))
    st.markdown(
        _(
            "Antworten, Ergebnis, Regeln und Fragenkatalog werden als Fassung {n} festgehalten und ändern sich nicht "
            "mehr. Ergebnisse und Vergleich zeigen ab dann diese Fassung.",
            n=checked.self_check.versions + 1,
        )
    )
    sure = st.checkbox(_("Ich habe das Ergebnis angesehen und gebe es frei."), key="round_looked_at")
    clicked = st.button(
        _("Runde freigeben"), type="primary", icon=":material/lock:", disabled=not sure, key="approve_round"
    )
    return (RoundStep.APPROVE, "") if clicked else None


def _send_back(checked: SubmissionCheck) -> Wish:
    st.subheader(_("Zurückgeben"))
    remark = st.text_area(
        _("Was soll noch geändert werden?"),
        key=_remark_key(checked, RoundStep.SEND_BACK),
        max_chars=LONGEST_REMARK,
        on_change="ignore",
        persist_state="session",
    )
    clicked = st.button(_("Runde zurückgeben"), icon=":material/undo:", key="send_back_round")
    return (RoundStep.SEND_BACK, remark or "") if clicked else None


def _take_back() -> Wish:
    st.header(_("Doch noch etwas ändern?"))
    notice.show(DECISION)
    st.markdown(_("Solange die Leitung nicht entschieden hat, können Sie die Runde zurücknehmen."))
    with st.popover(_("Runde zurücknehmen"), icon=":material/undo:", key="take_back"):
        st.markdown(_("Die Runde ist danach wieder in Arbeit. Die Leitung kann sie dann nicht mehr freigeben."))
        clicked = st.button(_("Ja, zurücknehmen"), key="take_back_round")
    return (RoundStep.TAKE_BACK, "") if clicked else None


def _remark_key(checked: SubmissionCheck, step: RoundStep) -> str:
    """What is typed is kept until the step is taken, whatever happens between; then the next one begins empty."""
    taken = sum(event.step is step for event in checked.events)
    return f"remark_{step.value}_{checked.self_check.id}_{taken}"


def done(step: RoundStep) -> str:
    """What a step did, once it is taken."""
    return {
        RoundStep.HAND_IN: _("Die Runde ist zur Freigabe vorgelegt."),
        RoundStep.TAKE_BACK: _("Die Runde ist zurückgenommen und wieder in Arbeit."),
        RoundStep.SEND_BACK: _("Die Runde ist zurückgegeben. Die Sachbearbeitung liest Ihre Bemerkung zuerst."),
        RoundStep.APPROVE: _("Die Runde ist freigegeben."),
    }[step]
