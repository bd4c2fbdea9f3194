"""What people type anywhere in the plan draws no picture and no link on any page: each is told as it was typed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from app_tab import App, elements, signed_in
from factories import replies_to_all, stored_person, stored_round
from markdown_it import MarkdownIt
from networks import a_contact, a_date, a_network
from plans import stored_measure, stored_priority
from sqlalchemy import Engine
from steering_meetings import a_meeting, about, items
from teams import Team, a_team
from visions import FIELD, an_indicator

from components.language import now, today
from data.model.audit import AuditEvent
from data.model.handover import OwnWords
from data.model.knowledge import (
    ArticleContent,
    ArticleKind,
    ArticleText,
    Effort,
    PracticeText,
    PracticeWish,
    Source,
)
from data.model.meetings import DecisionWish, ItemKind, ItemState, Votes
from data.model.network import Audience, EntryKind, EntryWish
from data.model.people import Role
from data.model.plan import MeasureStatus, PlanEvent, PlanEventKind, PriorityStatus
from data.model.support_contacts import ContactWords
from data.model.vision import STATEMENT, Milestone, Reading, noticed_in
from data.services import (
    agendas,
    exchange_dates,
    handover,
    knowledge_editing,
    measures,
    meeting_outcomes,
    meetings,
    minutes,
    network_entries,
    network_requests,
    outcomes,
    practice,
    support_contacts,
    vision,
    vision_goals,
)
from data.storage.database import writing

PICTURE = "![x](/p.png)"
TYPED = f"{PICTURE} [l](https://example.org)"
EARLIER, NEWER = datetime(2025, 5, 4, 8, tzinfo=UTC), datetime(2026, 5, 4, 8, tzinfo=UTC)
RENDER = MarkdownIt("commonmark").enable(["table", "strikethrough"]).render
NOT_MARKDOWN = frozenset({"code", "text", "selectbox_options"})
FIELD_TYPES = frozenset({"text_input", "text_area", "number_input", "date_input", "time_input", "selectbox"})


@pytest.fixture
def team(store: Engine) -> Team:
    return a_team(replies_to_all(2), name=PICTURE, at=NEWER, submitted=True)


def hostile_plan(team: Team) -> dict[str, int]:
    """Everything that can be typed about priorities, measures, meetings, the vision and the hand-over; ids by name."""
    me = team.officer
    priority = stored_priority(team.commune, title=TYPED, reason=TYPED, status=PriorityStatus.AGREED, decision=TYPED)
    measure = stored_measure(
        team.commune,
        title=TYPED,
        priority_id=priority.id,
        description=TYPED,
        responsible_unit=TYPED,
        participants=TYPED,
        indicator=TYPED,
        decision=TYPED,
        status=MeasureStatus.BLOCKED,
        blocked_because=TYPED,
        expected={"FZ-06": 4},
        due_on=date(2026, 1, 31),
    )
    with writing() as work:  # a story that begins before the newest round
        told = PlanEvent(PlanEventKind.STATUS, EARLIER, "", before="idea", after="planned", sentence=TYPED)
        work.plan.tell(told, by=me.account_id, measure_id=measure.id)
        linked = PlanEvent(PlanEventKind.CHANGED, EARLIER, "", part="expected:FZ-06", before="", after="4")
        work.plan.tell(linked, by=me.account_id, measure_id=measure.id)
        work.audit.record(AuditEvent.PLAN_CHANGED, commune_id=team.commune.id)
    measures.add_step(me, measure.id, TYPED, date(2026, 1, 1))
    outcomes.say_why(me, measure.id, team.round_id, TYPED, seen=0)
    vision.write(me, STATEMENT, "", TYPED)
    vision.write(me, noticed_in(FIELD), "", TYPED)
    vision_goals.set_milestone(me, None, Milestone(FIELD, 2028, 53, TYPED))
    added = vision_goals.add_indicator(me, an_indicator(name=TYPED, unit=PICTURE, source=TYPED))
    vision_goals.set_reading(me, added.id, None, Reading(date(2026, 1, 1), 20.0))
    for part in OwnWords:
        handover.write_words(me, part.value, "", TYPED)
    support_contacts.add(me, ContactWords(TYPED, TYPED, "110", reachable=TYPED, note=f"{TYPED}\n{TYPED}"))
    return {"measure": measure.id, "priority": priority.id} | hostile_meetings(team, measure.id)


def hostile_meetings(team: Team, measure_id: int) -> dict[str, int]:
    """A meeting in every state, with all that can be typed about it."""
    made = {}
    for name in ("closed", "cancelled", "running", "planned"):
        wished = a_meeting(title=TYPED, place=TYPED, chair=TYPED, minute_taker=TYPED)
        meeting_id = made[name] = meetings.add(team.officer, wished)
        if name == "closed":
            meetings.invite(team.officer, meeting_id, TYPED)
        first = agendas.add_item(team.officer, meeting_id, TYPED, 10)
        if name in ("running", "planned"):
            agendas.add_item(team.officer, meeting_id, f"{TYPED} 2", 10)
        if name == "closed":
            about(team.officer, meeting_id, ItemKind.MEASURE, measure_id)
        if name in ("closed", "running"):
            happened(team, meeting_id, first, leave_open=name == "running")
    meetings.close(team.officer, made["closed"])
    minutes.add_addendum(team.mayor, made["closed"], TYPED)
    meetings.cancel(team.officer, made["cancelled"], TYPED)
    return made


def happened(team: Team, meeting_id: int, item_id: int, *, leave_open: bool) -> None:
    """A meeting began, and what can be typed in it was."""
    meetings.begin(team.officer, meeting_id)
    agendas.write_note(team.mayor, item_id, TYPED, seen="")
    taken = meeting_outcomes.decide(team.officer, item_id, DecisionWish(TYPED, Votes(3, 1, 0)), today())
    meeting_outcomes.decide(team.officer, item_id, DecisionWish(TYPED, None, taken.number), today())
    withdrawn = meeting_outcomes.decide(team.officer, item_id, DecisionWish(TYPED), today())
    meeting_outcomes.withdraw_decision(team.officer, withdrawn, TYPED)
    meeting_outcomes.give_task(team.officer, item_id, TYPED, TYPED, date(2026, 1, 1))
    if not leave_open:
        agendas.settle(team.officer, items(team.officer, meeting_id)[-1], ItemState.POSTPONED, TYPED)


def drawn_from_markdown(app: App) -> Iterator[str]:
    """Every text of the page that Streamlit reads as Markdown (1.67; the labels of hidden names too)."""
    for element in elements(app.tab.main):
        yield from _of(element)


def _of(element: Any) -> Iterator[str]:
    proto = getattr(element, "proto", None)
    for name in ("label", "help", "title"):
        value = getattr(proto, name, "") or getattr(element, name, "")
        if isinstance(value, str):
            yield value
    value = getattr(element, "value", None)
    if isinstance(value, str) and element.type not in NOT_MARKDOWN | FIELD_TYPES:
        yield value
    if element.type in {"button_group", "pills", "segmented_control", "radio"}:
        for option in getattr(proto, "options", ()):
            yield getattr(option, "content", option)
    if element.type == "table":
        yield from map(str, element.value.columns)
        yield from map(str, element.value.to_numpy().ravel())


UNFOLDED = {
    **dict.fromkeys(("vision_path_table", "indicator_table_1", "presence", "all_tasks"), True),
    "vision_panel": "versions",
    "item_panel_7": "decide",
}


def unfold(app: App) -> None:
    """Open what is folded until somebody wants it."""
    for key, state in UNFOLDED.items():
        app.tab.session_state[key] = state


def pages_of(made: dict[str, int]) -> list[str]:
    """Every page that tells something of the plan, in every view."""
    slug = FIELD.replace("_", "-")
    return [
        "",
        "schwerpunkte",
        "massnahmen",
        *(f"massnahmen?ansicht={view}" for view in ("tafel", "zeitleiste", "liste")),
        f"massnahmen?massnahme={made['measure']}",
        "sitzungen",
        "sitzungen?ansicht=beschluesse",
        "sitzungen?ansicht=neu",
        *(f"sitzungen?sitzung={made[name]}" for name in ("closed", "cancelled", "running", "planned")),
        f"sitzungen?sitzung={made['running']}&ansicht=schliessen",
        "vision-2035",
        f"vision-2035?feld={slug}",
        "roter-faden",
        "roter-faden?ansicht=wirkung",
        f"roter-faden?von=massnahme:{made['measure']}",
        f"roter-faden?von=schwerpunkt:{made['priority']}",
        "uebergabe",
        "rueckhalt",
    ]


def test_nothing_that_was_typed_into_the_plan_draws_a_picture_or_a_link(team: Team) -> None:
    stored_round(team.commune, replies_to_all(1), name=TYPED, at=EARLIER, submitted=True)
    made = hostile_plan(team)
    app = signed_in(team.officer)
    told, found = 0, []
    for page in pages_of(made):
        unfold(app)
        app.open(page)
        assert app.incidents == []
        texts = list(drawn_from_markdown(app))
        told += sum("example" in text or "/p" in text for text in texts)
        found += [(page, text) for text in texts if "<img" in RENDER(text) or 'example.org"' in RENDER(text)]
    assert found == [], "\n".join(map(str, found))
    assert told > 150  # so many texts of the pages hold what was typed


def test_nothing_that_is_typed_into_the_knowledge_base_draws_a_picture_or_leads_elsewhere(team: Team) -> None:
    platform = stored_person(Role.PLATFORM)
    text = PracticeText(TYPED, *(f"{TYPED} $x$ :red[{number}]" for number in range(4)))
    wish = PracticeWish(text, ("sprache",), Effort.LOW, is_named=True)
    for step in ("released", "returned", "worded"):
        offer = practice.offer(team.officer, wish)
        if step == "released":
            practice.release(platform, offer)
        elif step == "returned":
            practice.give_back(platform, offer, TYPED)
        else:
            practice.put_into_words(platform, offer, replace(text, action=f"{TYPED} 2"))
    body = f"{PICTURE} [l](http://example.org) <img src=/p.png> | {PICTURE} |\n\n- {PICTURE}\n\n## {PICTURE}"
    german = ArticleText(TYPED, TYPED, body)
    source = Source(TYPED, "https://source.invalid")
    content = ArticleContent(ArticleKind.TIP, Effort.LOW, ("sprache",), german, sources=(source,))
    added = knowledge_editing.add(platform, content, TYPED, publish=True)
    read = ("wissen?suche=example", "wissen?artikel=praxis-1", f"wissen?artikel={added.key}", "wissen?ansicht=anbieten")
    kept = ("wissen-pflegen", f"wissen-pflegen?artikel={added.key}")
    told, found = 0, []
    for person, pages in ((team.officer, (*read, "ergebnisse?kriterium=sprache")), (platform, kept)):
        app = signed_in(person)
        for page in pages:
            app.open(page)
            assert app.incidents == []
            texts = list(drawn_from_markdown(app))
            told += sum("example" in text or "/p" in text for text in texts)
            found += [(page, text) for text in texts if "<img" in RENDER(text) or 'example.org"' in RENDER(text)]
    assert found == [], "\n".join(map(str, found))
    assert told > 40


def test_nothing_that_is_typed_into_the_network_draws_a_picture_or_leads_elsewhere(store: Engine) -> None:
    network = a_network(8)
    mine = a_contact(network.asking, Audience.NETWORK, name=TYPED, function=TYPED)
    theirs = a_contact(network.answering, name=TYPED, function=TYPED)
    week_ago = today() - timedelta(days=7)
    tokens = [
        network_entries.add(network.answering, EntryWish(EntryKind.STRONG, topic, TYPED, named), week_ago, sure=True)
        for topic, named in (("sprache", True), ("wohnen", False), ("bildung", False))
    ]
    requests = [network_requests.ask(network.asking, each, mine.id, TYPED * 2, today()) for each in tokens]
    network_requests.accept(network.answering, requests[0], theirs.id, today())
    network_requests.decline(network.answering, requests[1], TYPED, today(), sure=True)
    for days in (3, 4):
        wish = a_date(title=TYPED, place=TYPED, audience=TYPED, text=TYPED, starts_at=now() + timedelta(days=days))
        exchange_dates.add(network.asking, wish, now())
    planned, called_off = (each.date for each in exchange_dates.overview(network.asking, now()))
    exchange_dates.sign_up(network.answering, planned.id, now())
    exchange_dates.cancel(network.asking, called_off, TYPED, now())
    parts = ("angebote", "eigene", "anfragen", "termine", "kontakte", f"angebote&eintrag={tokens[1]}")
    told, found = 0, []
    for person in (network.asking, network.answering):
        app = signed_in(person)
        for page in ("", *(f"netzwerk?teil={part}" for part in parts)):
            app.open(page)
            assert app.incidents == []
            texts = list(drawn_from_markdown(app))
            told += sum("example" in text or "/p" in text for text in texts)
            found += [(page, text) for text in texts if "<img" in RENDER(text) or 'example.org"' in RENDER(text)]
    assert found == [], "\n".join(map(str, found))
    assert told > 30
