"""Fifty people answer at the same time and the server is killed: every acknowledged answer is there afterwards."""

from __future__ import annotations

import logging
import os
import re
import signal
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from random import Random

from factories import stored_commune, stored_person, stored_round
from running_server import Server, on_data_of, serving
from sqlalchemy import Engine, text
from streamlit.proto.WidgetStates_pb2 import WidgetState
from streamlit_tab import Cookies, Tab
from teams import OWN
from websockets.exceptions import WebSocketException

from data.content.catalogues import catalogue
from data.model.audit import AuditEvent
from data.model.people import Person, Role
from data.model.self_check import Answered, StoredAnswer
from data.services import accounts
from data.storage.database import reading

log = logging.getLogger(__name__)  # shown with pytest -o log_cli=true -o log_cli_level=INFO
COMMUNES = 5
PEOPLE_OF_EACH = 10  # two at each of five criteria, so that they meet
ANSWERS_OF_EACH = 3  # acknowledged ones, before the server is killed
LONGEST_SECONDS = 120
CATALOGUE = catalogue("2021-07")
LEVELS = [f"{step.points} – {step.label}" for step in CATALOGUE.scale]
OWN_ANSWER_SAVED = re.compile(r"^:material/check: gespeichert \d\d:\d\d$")  # of others it tells the name too


@dataclass
class Colleague:
    """Somebody who clicks answers of one criterion, one after the other, and notes what the page told."""

    person: Person
    round_id: int
    criterion_key: str
    cookies: Cookies
    acknowledged: list[tuple[str, int]] = field(default_factory=list)  # question and points
    problems: list[str] = field(default_factory=list)
    clicks: int = 0
    was_cut_off: bool = False

    def tab(self, server: Server) -> Tab:
        """A new tab at the criterion."""
        made = Tab(server.url, self.cookies, path="fragen", query=f"kriterium={self.criterion_key}")
        made.run()
        return made

    def answer(self, server: Server) -> None:
        """Click until the server is gone."""
        draw = Random(self.person.account_id)
        with self.tab(server) as tab:
            radios = {label: (tab.widgets[label][0], part) for part, label in _radios(tab)}
            while True:
                label = draw.choice(list(radios))
                widget_id, part = radios[label]
                level = draw.choice([each for each in LEVELS if each != tab.chosen.get(widget_id)])
                self.clicks += 1
                try:
                    tab.run((WidgetState(id=widget_id, string_value=level),), fragment_id=part)
                except (OSError, WebSocketException):
                    self.was_cut_off = True
                    return
                self._note(tab, label, level, shown=tab.chosen[widget_id])

    def _note(self, tab: Tab, label: str, level: str, shown: str) -> None:
        self.problems += tab.alerts
        if any(OWN_ANSWER_SAVED.match(line) for line in tab.texts):
            self.acknowledged.append((label.split()[-1], LEVELS.index(level)))
            if shown != level:
                self.problems.append(f"{label}: {level} is acknowledged and {shown} is shown")


def _radios(tab: Tab) -> list[tuple[str, str]]:
    return [(part, label) for part, labels in tab.fragments.items() for label in labels if "Antwort auf" in label]


def colleagues() -> list[Colleague]:
    """Fifty officers of five communes, signed in; of each commune two at the same criterion."""
    criteria = [criterion.key for criterion in islice(CATALOGUE.criteria, PEOPLE_OF_EACH // 2)]
    made = []
    for number in range(COMMUNES):
        town = stored_commune(ags=f"0999900{number}", name=f"Beispielort {number}")
        round_id = stored_round(town).id
        for place in range(PEOPLE_OF_EACH):
            name = f"Person {number}-{place}"
            person = stored_person(Role.OFFICER, town, username=name, display_name=name)
            _session_id, ticket = accounts.begin_session(person.account_id)
            cookies = {accounts.SESSION_COOKIE: accounts.redeem_ticket(ticket)}
            made.append(Colleague(person, round_id, criteria[place // 2], cookies))
    return made


@contextmanager
def answering(people: Sequence[Colleague], server: Server) -> Iterator[None]:
    """Everybody answers at the same time during the block, and until the server is gone."""
    with ThreadPoolExecutor(len(people)) as pool:
        working = [pool.submit(person.answer, server) for person in people]
        yield
        for each in working:
            each.result(timeout=LONGEST_SECONDS)


def wait_until_all_are_acknowledged(people: Sequence[Colleague]) -> float:
    """Wait until everybody has some acknowledged answers; how many all together got in a second since the first."""
    begun, deadline = 0.0, time.monotonic() + LONGEST_SECONDS
    while min(len(person.acknowledged) for person in people) < ANSWERS_OF_EACH:
        assert time.monotonic() < deadline, Counter(len(person.acknowledged) for person in people)
        if not begun and any(person.acknowledged for person in people):
            begun = time.monotonic()
        time.sleep(0.02)
    return sum(len(person.acknowledged) for person in people) / (time.monotonic() - begun)


def test_every_acknowledged_answer_of_50_people_is_there_after_the_server_was_killed_and_nothing_is_half_written(
    any_store: Engine, tmp_path: Path
) -> None:
    people = colleagues()
    settings = {name: value for name, value in os.environ.items() if name.startswith("KOMPASS_")}
    prepared = on_data_of(settings, tmp_path / "log")
    with serving(prepared) as server, answering(people, server):
        try:
            per_second = wait_until_all_are_acknowledged(people)
        finally:
            os.killpg(server.process_id, signal.SIGKILL)
    clicks, acknowledged = sum(person.clicks for person in people), sum(len(person.acknowledged) for person in people)
    told = f"{any_store.dialect.name}: {acknowledged} of {clicks} clicks acknowledged, {per_second:.0f} a second"
    log.info(told)
    assert [problem for person in people for problem in person.problems] == [], told
    assert all(person.was_cut_off for person in people), told  # it was killed in full run

    histories = {round_id: stored_histories(round_id) for round_id in {person.round_id for person in people}}
    for person in people:
        assert lost(person, histories[person.round_id]) == {}, told
    assert_nothing_is_half_written(any_store, histories)
    with serving(prepared) as server:
        for person in people:
            assert shown_in_a_new_tab(person, server) == stored_replies(person, histories[person.round_id])


Histories = dict[str, list[StoredAnswer]]


def stored_histories(round_id: int) -> Histories:
    """Every state of every answer of a round by question, the oldest first; the last one is the stored answer."""
    with reading() as work:
        sheet = work.answers.sheet(round_id, OWN)
        histories = {key: work.answers.history(round_id, OWN, key) for key in CATALOGUE.places}
    found = {key: states for key, states in histories.items() if states}
    assert {key: states[-1] for key, states in found.items()} == sheet
    return found


def lost(person: Colleague, histories: Histories) -> dict[str, list[int]]:
    """By question the acknowledged points of a person whose history does not hold them in their order."""
    missing = {}
    for question_id in {question_id for question_id, _points in person.acknowledged}:
        told = [points for key, points in person.acknowledged if key == question_id]
        own = iter([s.answer.reply for s in histories[question_id] if s.changed_by_id == person.person.account_id])
        if not all(Answered(points) in own for points in told):  # each search goes on where the last one ended
            missing[question_id] = told
    return missing


def assert_nothing_is_half_written(store: Engine, histories: dict[int, Histories]) -> None:
    """Revisions without a gap, an audit entry for each of them and for each answer kept beside another, and no more."""
    changes, contested = Counter[str](), Counter[str]()
    with reading() as work:
        for entry in work.audit.newest(limit=100_000):
            place = f"{entry.subject} {entry.details} by={entry.account_id}"
            changes[place] += entry.event is AuditEvent.ANSWER_CHANGED
            contested[place] += entry.event is AuditEvent.ANSWER_CONTESTED
    expected = Counter[str]()
    for round_id, of_round in histories.items():
        for question_id, states in of_round.items():
            assert [state.revision for state in states] == list(range(1, len(states) + 1))
            for state in states:
                place = f"self_check:{round_id} question={question_id} revision={state.revision}"
                expected[f"{place} by={state.changed_by_id}"] += 1
    assert +changes == expected
    with store.connect() as connection:
        proposals = connection.execute(
            text("SELECT self_check_id, question_id, based_on, changed_by FROM answer_proposal")
        ).all()
    assert +contested == Counter(f"self_check:{s} question={q} based_on={r} by={by}" for s, q, r, by in proposals)


def shown_in_a_new_tab(person: Colleague, server: Server) -> dict[str, str]:
    """By question the level that a new tab of a person shows, without those that are open."""
    with person.tab(server) as tab:
        labels = {widget_id: label for label, (widget_id, _kind) in tab.widgets.items()}
        return {labels[widget_id].split()[-1]: level for widget_id, level in tab.chosen.items() if level}


def stored_replies(person: Colleague, histories: Histories) -> dict[str, str]:
    """The same from the database."""
    replies = {key: states[-1].answer.reply for key, states in histories.items()}
    return {
        key: LEVELS[reply.points]
        for key, reply in replies.items()
        if isinstance(reply, Answered) and CATALOGUE.places[key].criterion.key == person.criterion_key
    }
