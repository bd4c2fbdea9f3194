"""One priority as a card: what, why, where it comes from, what it serves, what follows, what can be done with it."""

from __future__ import annotations

from functools import partial

import streamlit as st

from components import navigation, notice, session, texts
from components.language import _, day, plural
from components.meetings.place import decision_link
from components.notice import Notice
from components.plain_text import escaped, quoted
from components.plan import priorities_parts, priorities_story
from components.plan import priorities_words as words
from components.plan.measures_desk import tried
from components.plan.priorities_desk import Desk
from components.plan.priorities_parts import place_of
from components.plan.priorities_words import Names
from components.red_thread import place
from components.vision import place as vision_place
from data.model.plan import PlanEventKind, Priority, PriorityStatus
from data.model.priorities_view import PrioritiesView, StatedPriority
from data.model.red_thread import KnotKind

LONGEST_SENTENCE = 500
STATUS, PARTS, STORY = "status", "parts", "story"


def card(desk: Desk, stated: StatedPriority, view: PrioritiesView, named: Names) -> None:
    """The whole card."""
    priority = stated.priority
    with st.container(border=True, key=place_of(priority)):
        st.subheader(_heading(stated), anchor=False)
        notice.show(place_of(priority))
        about, rests_on = st.columns([3, 2], gap="medium")
        with about:
            told = (_badges(stated), _ended(stated), words.paragraphs(priority.reason))
            st.markdown("\n\n".join(part for part in told if part))
            if priority.criteria:
                st.markdown(_criteria(priority, view, named))
        with rests_on:
            st.markdown(_facts(stated, view, named))
            _measures(stated)
        if view.may_plan:
            priorities_parts.waiting(desk, stated, named)
        _panels(desk, stated, view, named)


def _heading(stated: StatedPriority) -> str:
    title = escaped(stated.priority.title)
    return title if stated.number is None else f"{stated.number} · {title}"


def _badges(stated: StatedPriority) -> str:
    told = [words.status_badge(stated.priority.status)]
    if stated.counts.need_look:
        looks = plural(
            "eine Maßnahme braucht einen Blick", "{n} Maßnahmen brauchen einen Blick", stated.counts.need_look
        )
        told.append(f":orange-badge[:material/visibility: {looks}]")
    return " ".join(told)


def _ended(stated: StatedPriority) -> str:
    """Why it ended, and when: the sentence that was said with the last step."""
    steps = [event for event in stated.story if event.kind is PlanEventKind.STATUS]
    if stated.number is not None or not steps:
        return ""
    when = _("{status} am {day}:", status=words.status(stated.priority.status), day=day(steps[-1].at))
    return f"**{when}**\n\n{quoted(steps[-1].sentence)}"


def _criteria(priority: Priority, view: PrioritiesView, named: Names) -> str:
    lines = [f"- {_criterion(key, view, named)}" for key in priority.criteria]
    return "\n".join([_("**Woher es kommt**") + "\n", *lines])


def _criterion(key: str, view: PrioritiesView, named: Names) -> str:
    title = f"**{named.criteria.get(key, key)}**"
    score = view.scores.get(key)
    if score is None or score.percent is None:
        return f"{title}  \n" + _("noch nicht bewertet")
    told = _("{points} Punkte {steps}", points=texts.points(score.percent), steps=texts.steps(score, named.own))
    if score.provisional:
        told = _("{line} · vorläufig", line=told)
    if key in view.medians:
        told = _("{line} · Median der Gruppe {median}", line=told, median=view.medians[key])
    return f"{title}  \n{told}"


def _facts(stated: StatedPriority, view: PrioritiesView, named: Names) -> str:
    priority = stated.priority
    facts = [
        (_("Ziel 2035"), _goal(priority.field_key, view, named)),
        (_("Beschluss"), escaped(priority.decision) or _("noch nicht eingetragen")),
        (_("Wirkung und Aufwand"), _levels(priority)),
        (_("Maßnahmen"), _counted(stated)),
    ]
    return "\n\n".join(f"**{name}**  \n{value}" for name, value in facts)


def _goal(field_key: str, view: PrioritiesView, named: Names) -> str:
    if not field_key:
        return _("noch keinem Handlungsfeld zugeordnet")
    field = named.short_fields.get(field_key, field_key)
    score = view.scores.get(field_key)
    today = texts.points(score.percent) if score is not None and score.percent is not None else None
    target = view.goals.get(field_key)
    if target is None:
        return _("{field}: noch kein Ziel gesetzt", field=field)
    if today is None:
        return _("{field}: {target} Punkte", field=field, target=target)
    return _("{field}: {target} Punkte, heute {today}", field=field, target=target, today=today)


def _levels(priority: Priority) -> str:
    if priority.effect is None or priority.effort is None:
        return _("noch nicht besprochen")
    return _(
        "Wirkung {effect}, Aufwand {effort}: {word}",
        effect=priority.effect,
        effort=priority.effort,
        word=words.quadrant(priority.effect, priority.effort),
    )


def _counted(stated: StatedPriority) -> str:
    counts = stated.counts
    if not counts.measures:
        return _("noch keine")
    if not counts.done:
        return str(counts.measures)
    return _("{measures}, davon {done} erledigt", measures=counts.measures, done=counts.done)


def _measures(stated: StatedPriority) -> None:
    with st.container(horizontal=True, key=f"priority_links_{stated.priority.id}"):
        under = {"schwerpunkt": str(stated.priority.id)}
        if stated.counts.measures or stated.number is not None:
            label = _("Maßnahmen ansehen") if stated.counts.measures else _("Maßnahme anlegen")
            st.page_link(navigation.MEASURES, label=label, icon=":material/arrow_forward:", query_params=under)
        st.page_link(navigation.SCORES, label=_("Ergebnisse ansehen"), icon=":material/bar_chart:")
        decision_link(stated.priority.decision)
        if stated.priority.field_key:
            vision_place.field_link(stated.priority.field_key, _("Weg zum Ziel 2035"), ":material/landscape:")
        place.link_from(KnotKind.PRIORITY, str(stated.priority.id))


def _panels(desk: Desk, stated: StatedPriority, view: PrioritiesView, named: Names) -> None:
    names = {STORY: _("Geschichte")}
    if view.may_plan:
        names = {STATUS: _("Stand ändern"), PARTS: _("Bearbeiten"), **names}
    opened = st.pills(
        _("Mehr zu {title}", title=escaped(stated.priority.title)),
        list(names),
        format_func=names.__getitem__,
        key=_panel_key(stated.priority),
        label_visibility="collapsed",
        wrap=True,
    )
    if opened == STATUS:
        _steps(desk, stated, view)
    elif opened == PARTS:
        priorities_parts.fields(desk, stated.priority, named)
    elif opened == STORY:
        priorities_story.shown(desk, stated, named, may_plan=view.may_plan)


def _steps(desk: Desk, stated: StatedPriority, view: PrioritiesView) -> None:
    priority = stated.priority
    steps = {to: words.step_to(priority.status, to) for to in stated.may_become}
    # Another state brings other steps: what was chosen before means nothing there.
    key = f"priority_step_{priority.id}_{priority.status.value}"
    to = st.radio(
        _("Was soll geschehen?"), list(steps), index=None, format_func=steps.__getitem__, key=key, horizontal=True
    )
    if to is None:
        return
    if to is PriorityStatus.AGREED and len(view.chosen) >= view.most:
        st.info(
            _("Es sind schon {most} vereinbart. Erreichen oder beenden Sie zuerst einen davon.", most=view.most),
            icon=":material/info:",
        )
        return
    st.text_area(words.why(to), key=_sentence_key(priority), max_chars=LONGEST_SENTENCE, height=70)
    st.button(
        _("Festhalten"),
        key=f"set_status_{priority.id}",
        type="primary",
        icon=":material/check:",
        on_click=partial(_move, desk, priority, to),
    )


def _move(desk: Desk, priority: Priority, to: PriorityStatus) -> None:
    sentence = session.widget_value(_sentence_key(priority)) or ""
    said = _("Nicht gespeichert: „{note}“", note=escaped(sentence)) if sentence.strip() else ""
    if tried(place_of(priority), desk.set_status, priority, to, sentence, otherwise=said):
        session.set_widget_value(_sentence_key(priority), "")
        session.set_widget_value(_panel_key(priority), None)
        # What has ended is folded away: there nobody would see it.
        has_ended = to in (PriorityStatus.REACHED, PriorityStatus.STOPPED)
        place = notice.TOP if has_ended else place_of(priority)
        notice.tell(Notice(place, words.moved(priority.title, to), went_well=True))


def _sentence_key(priority: Priority) -> str:
    return f"priority_sentence_{priority.id}"


def _panel_key(priority: Priority) -> str:
    return f"priority_panel_{priority.id}"
