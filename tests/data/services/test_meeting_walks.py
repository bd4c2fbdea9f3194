"""Any walk through the meetings of two communes: numbers, states and times keep their promises at every step."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import time_machine
from conftest import count
from factories import stored_commune, stored_person
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from sqlalchemy import Engine, text
from steering_meetings import ACCEPTED, REJECTED, TIED, a_meeting, frozen

from data.errors import KompassError, NotFound, Refused
from data.model.meetings import AgendaItem, Decision, DecisionWish, ItemState, Meeting, MeetingStatus
from data.model.people import Person
from data.rules.agenda import STANDING
from data.services import agendas, meeting_outcomes, meeting_views, meetings
from data.storage.database import engine, reading

S = MeetingStatus
BEGIN = datetime(2026, 11, 23, 9, tzinfo=UTC)
WISHES = st.sampled_from([None, ACCEPTED, TIED, REJECTED])
NUMBERS = st.integers(0, 10_000)


class Walk(RuleBasedStateMachine):
    """Two communes plan, hold, close and cancel meetings in any order, an hour or more between two steps."""

    def __init__(self) -> None:
        super().__init__()
        self.clock = time_machine.travel(BEGIN, tick=False)
        self.time = self.clock.start()
        self.people: list[Person] = []
        self.given: dict[int, list[tuple[int, datetime]]] = {}
        self.frozen: dict[int, str] = {}
        self.spent: dict[int, int] = {}

    def teardown(self) -> None:
        """Let the clock go."""
        self.clock.stop()

    @initialize()
    def two_communes(self) -> None:
        _empty(engine())
        for number in (1, 2):
            town = stored_commune(ags=f"0999900{number}", name=f"Stadt {number}")
            self.people.append(stored_person(commune=town))
        self.given = {person.account_id: [] for person in self.people}
        for who in (0, 1):  # some history, so that every rule has something to do from the first step on
            for weeks in (0, 4):
                self.plan(who, weeks)
                self.begin(who, 0)
                self.decide(who, 0, None, None)
                self.add_an_item(who, 0)
                self.settle(who, 1, ItemState.POSTPONED)
                if weeks == 0:
                    self.close(who, 0)
            self.plan_from_the_last_one(who)

    @property
    def today(self) -> date:
        return datetime.now(UTC).date()

    def held_by(self, person: Person, *status: MeetingStatus) -> list[Meeting]:
        assert person.commune is not None
        with reading() as work:
            return [each for each in work.meetings.all(person.commune.id) if each.status in status]

    def chosen(self, person: Person, number: int, *status: MeetingStatus) -> Meeting | None:
        found = self.held_by(person, *status)
        return found[number % len(found)] if found else None

    def item(self, person: Person, number: int, *status: MeetingStatus) -> AgendaItem | None:
        found = [each for of in self.held_by(person, *status) for each in items(of.id)]
        return found[number % len(found)] if found else None

    people_drawn = st.integers(0, 1)

    @rule(who=people_drawn, weeks=st.integers(0, 30))
    def plan(self, who: int, weeks: int) -> None:
        person = self.people[who]
        meeting_id = meetings.add(person, a_meeting(starts_at=BEGIN + timedelta(weeks=weeks)))
        agendas.add_item(person, meeting_id, f"Punkt {meeting_id}", 10)

    @rule(who=people_drawn)
    def plan_from_the_last_one(self, who: int) -> None:
        person = self.people[who]
        meeting_id = meetings.add(person, meetings.draft(person, "Steuerungsgruppe", datetime.now(UTC)))
        view = meeting_views.detail(person, meeting_id, self.today)
        agendas.take_up(person, meeting_id, view.proposals)
        assert meeting_views.detail(person, meeting_id, self.today).proposals == ()

    @rule(who=people_drawn, number=NUMBERS)
    def begin(self, who: int, number: int) -> None:
        if meeting := self.chosen(self.people[who], number, S.PLANNED):
            meetings.begin(self.people[who], meeting.id)

    @rule(who=people_drawn, number=NUMBERS)
    def add_an_item(self, who: int, number: int) -> None:
        if meeting := self.chosen(self.people[who], number, S.PLANNED, S.RUNNING):
            agendas.add_item(self.people[who], meeting.id, f"Punkt {number}", number % 60)

    @rule(who=people_drawn, number=NUMBERS)
    def remove_an_item(self, who: int, number: int) -> None:
        if item := self.item(self.people[who], number, S.PLANNED):
            agendas.remove_item(self.people[who], item.id)
            self.spent.pop(item.id, None)

    @rule(who=people_drawn, number=NUMBERS, votes=WISHES, replaces=st.none() | st.integers(1, 6))
    def decide(self, who: int, number: int, votes: object, replaces: int | None) -> None:
        person = self.people[who]
        if item := self.item(person, number, S.RUNNING):
            wish = DecisionWish("So wird es gemacht.", votes, replaces)  # type: ignore[arg-type]
            try:
                decision = meeting_outcomes.decide(person, item.id, wish, self.today)
            except NotFound:
                assert replaces is not None
                return
            self.given[person.account_id].append((decision.number, datetime.now(UTC)))

    @rule(who=people_drawn, number=NUMBERS, votes=WISHES)
    def change_a_decision(self, who: int, number: int, votes: object) -> None:
        person = self.people[who]
        if decision := self.decision(person, number):
            wish = DecisionWish(f"Anders {number}", votes, decision.replaces)  # type: ignore[arg-type]
            try:
                meeting_outcomes.change_decision(person, decision, wish)
            except KompassError as error:
                assert error.code in {"decision_is_withdrawn", "decision_not_found"}

    @rule(who=people_drawn, number=NUMBERS)
    def withdraw_a_decision(self, who: int, number: int) -> None:
        person = self.people[who]
        if decision := self.decision(person, number):
            try:
                meeting_outcomes.withdraw_decision(person, decision, "Ein Irrtum")
            except Refused as error:
                assert error.code == "decision_is_withdrawn"

    def decision(self, person: Person, number: int) -> Decision | None:
        """A decision of a meeting that runs."""
        running = {each.id for each in self.held_by(person, S.RUNNING)}
        log = [each.decision for each in meeting_views.decisions(person)]
        found = [each for each in log if each.meeting_id in running]
        return found[number % len(found)] if found else None

    @rule(who=people_drawn, number=NUMBERS, state=st.sampled_from(ItemState))
    def settle(self, who: int, number: int, state: ItemState) -> None:
        if item := self.item(self.people[who], number, S.RUNNING):
            agendas.settle(self.people[who], item, state, "Weil es so ist.")

    @rule(who=people_drawn, number=NUMBERS)
    def go_to(self, who: int, number: int) -> None:
        if item := self.item(self.people[who], number, S.RUNNING):
            agendas.go_to(self.people[who], item.id)

    @rule(who=people_drawn, number=NUMBERS)
    def close(self, who: int, number: int) -> None:
        if meeting := self.chosen(self.people[who], number, S.RUNNING):
            meetings.close(self.people[who], meeting.id)
            self.frozen[meeting.id] = frozen(engine(), meeting.id)
            assert self.frozen[meeting.id] != ""

    @rule(who=people_drawn, number=NUMBERS)
    def cancel_or_reinstate(self, who: int, number: int) -> None:
        person = self.people[who]
        if meeting := self.chosen(person, number, S.PLANNED, S.CANCELLED):
            if meeting.status is S.PLANNED:
                meetings.cancel(person, meeting.id, "Ferien")
            else:
                meetings.reinstate(person, meeting.id)

    @rule(who=people_drawn, number=NUMBERS)
    def take_back_the_beginning(self, who: int, number: int) -> None:
        person = self.people[who]
        if meeting := self.chosen(person, number, S.RUNNING):
            try:
                meetings.back_to_plan(person, meeting.id)
            except Refused as error:
                assert error.code == "meeting_has_decided"
            else:
                for item in items(meeting.id):
                    self.spent.pop(item.id, None)  # as if it had not begun

    @rule(who=people_drawn, number=NUMBERS)
    def let_go(self, who: int, number: int) -> None:
        person = self.people[who]
        if found := meeting_views.overview(person, self.today).waiting:
            agendas.let_go(person, found[number % len(found)].id, "Erledigt")

    @rule(minutes=st.integers(1, 40 * 24 * 60))
    def wait(self, minutes: int) -> None:
        self.time.shift(timedelta(minutes=minutes))

    @invariant()
    def numbers_run_from_one_without_gap_and_rise_with_time_and_stay_given(self) -> None:
        for person in self.people:
            stored = [each.decision.number for each in meeting_views.decisions(person)][::-1]
            given = self.given[person.account_id]
            assert stored == [number for number, _ in given] == list(range(1, len(given) + 1))
            assert [at for _, at in given] == sorted(at for _, at in given)

    @invariant()
    def a_decision_is_replaced_by_one_later_accepted_decision_at_most(self) -> None:
        for person in self.people:
            log = {each.decision.number: each.decision for each in meeting_views.decisions(person)}
            takers = [each for each in log.values() if each.replaces and each.accepted and not each.withdrawn_because]
            assert {each.replaces: each.number for each in takers} == {
                number: each.replaced_by for number, each in log.items() if each.replaced_by
            }
            assert len({each.replaces for each in takers}) == len(takers)
            assert all(each.replaces is not None and each.replaces < each.number for each in takers)

    @invariant()
    def a_closed_meeting_never_changes(self) -> None:
        for meeting_id, letters in self.frozen.items():
            assert frozen(engine(), meeting_id) == letters
        for person in self.people:
            assert {each.id for each in self.held_by(person, S.CLOSED)} <= set(self.frozen)

    @invariant()
    def what_was_postponed_waits_or_was_taken_up_or_let_go(self) -> None:
        for person in self.people:
            waits = {each.id for each in meeting_views.overview(person, self.today).waiting}
            over = self.held_by(person, S.CLOSED, S.CANCELLED)
            kept = self.held_by(person, S.PLANNED, S.RUNNING, S.CLOSED)
            taken_up = {each.postponed_from for of in kept for each in items(of.id)}
            assert not waits & taken_up
            for meeting in over:
                for item in items(meeting.id):
                    is_left = item.state is (ItemState.POSTPONED if meeting.status is S.CLOSED else ItemState.OPEN)
                    if not is_left or item.kind in STANDING:
                        assert item.id not in waits  # dealt with, or let go
                    elif meeting.status is S.CLOSED or item.postponed_from is None:
                        assert (item.id in waits) != (item.id in taken_up)
                    else:
                        assert item.id not in waits  # what it wanted to continue does

    @invariant()
    def of_a_running_meeting_one_item_is_up_or_none_and_of_others_none(self) -> None:
        for person in self.people:
            for meeting in self.held_by(person, *MeetingStatus):
                up = [each.id for each in items(meeting.id) if each.entered_at is not None]
                assert up == ([meeting.item_id] if meeting.item_id is not None else [])
                assert meeting.status is S.RUNNING or up == []

    @invariant()
    def time_spent_never_falls(self) -> None:
        for person in self.people:
            for meeting in self.held_by(person, S.RUNNING, S.CLOSED):
                for item in items(meeting.id):
                    assert item.spent >= self.spent.get(item.id, 0)
                    self.spent[item.id] = item.spent

    @invariant()
    def positions_count_upwards_and_nothing_open_is_left_in_a_closed_meeting(self) -> None:
        for person in self.people:
            for meeting in self.held_by(person, *MeetingStatus):
                positions = [each.position for each in items(meeting.id)]
                assert positions == sorted(set(positions))
                if meeting.status is S.CLOSED:
                    assert all(each.state is not ItemState.OPEN for each in items(meeting.id))


def items(meeting_id: int) -> list[AgendaItem]:
    """The agenda, asked of the database alone: a walk asks thousands of times."""
    with reading() as work:
        return work.meetings.items(meeting_id)


def _empty(on: Engine) -> None:
    # One database for all walks: a new one for each would be most of the time.
    tables = "decision meeting_task agenda_item meeting_participant meeting audit_entry account commune"
    with on.begin() as connection:
        connection.execute(text("UPDATE agenda_item SET postponed_from = NULL"))
        for table in tables.split():
            connection.execute(text(f"DELETE FROM {table}"))


def test_any_walk_keeps_every_promise(store: Engine) -> None:
    Walk.TestCase.settings = settings(
        max_examples=10, stateful_step_count=40, suppress_health_check=list(HealthCheck), deadline=None
    )
    Walk.TestCase().runTest()
    assert count(store, "commune") == 2
