"""Expected and reached: from frozen rounds only, the reason in words, and nobody's but one's own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from factories import audit_trail, replies_to_all, stored_commune, stored_person, stored_round
from plans import a_measure
from sqlalchemy import Engine
from teams import failing_at_the_audit_entry, give

from data.errors import ChangedMeanwhile, NotAllowed, NotFound, Refused
from data.model.audit import AuditEvent
from data.model.outcomes import Attainment
from data.model.people import Commune, Person, Role
from data.model.plan import MeasureStatus, PlanEvent, PlanEventKind
from data.model.self_check import Answered, NotApplicable, NotKnown, Reply
from data.services import approval, measures, outcomes
from data.storage.database import reading, writing


@dataclass(frozen=True)
class Town:
    """A commune with its people, and the officer of a neighbour; without a round."""

    commune: Commune
    mayor: Person
    officer: Person
    steering: Person
    contributor: Person
    stranger: Person


EXPECTED = {"FZ-06": 3, "FZ-07": 4, "FZ-08": 2}
BEFORE: dict[str, Reply] = {"FZ-06": Answered(1), "FZ-07": Answered(2), "FZ-08": NotKnown()}
AFTER: dict[str, Reply] = {"FZ-06": Answered(3), "FZ-07": Answered(3), "FZ-08": Answered(1)}


def day(year: int) -> datetime:
    return datetime(year, 6, 1, tzinfo=UTC)


def approved(team: Town, year: int, replies: Mapping[str, Reply], version: str = "2021-07") -> int:
    told = {**replies_to_all(2, version), **replies}
    return stored_round(
        team.commune, told, name=str(year), version=version, at=day(year), submitted=True, remark="Grund"
    ).id


def a_measure_of(team: Town, begun: int, expected: Mapping[str, int] = EXPECTED) -> int:
    """A running measure that was added in a year with these levels."""
    with writing() as work:
        wished = a_measure(MeasureStatus.RUNNING, expected=expected)
        measure_id = work.plan.add_measure(team.commune.id, wished)
        work.plan.tell(PlanEvent(PlanEventKind.ADDED, day(begun), ""), by=None, measure_id=measure_id)
        work.audit.record(AuditEvent.PLAN_ADDED, commune_id=team.commune.id)
    return measure_id


@pytest.fixture
def team(store: Engine) -> Town:
    town = stored_commune()
    people = [stored_person(role, town) for role in (Role.MAYOR, Role.OFFICER, Role.STEERING, Role.CONTRIBUTOR)]
    neighbour = stored_commune(ags="09999002", name="Nachbarstadt")
    return Town(town, *people, stranger=stored_person(Role.OFFICER, neighbour))


def a_draft(team: Town) -> int:
    """A round in work in which one question is answered."""
    return stored_round(team.commune, {"MS-01": Answered(2)}, name="2030").id


def revision(round_id: int) -> int:
    with reading() as work:
        found = work.self_checks.by_id(round_id)
    assert found is not None
    return found.revision


def approve(team: Town, round_id: int) -> None:
    approval.hand_in(team.officer, round_id, revision(round_id))
    approval.approve(team.mayor, round_id, revision(round_id))


def change_after_approval(team: Town, round_id: int) -> None:
    approval.reopen(team.mayor, round_id, revision(round_id), "Noch ein Wort.")
    give(team.officer, round_id, "FZ-06", 4)


def test_a_round_is_held_against_the_newest_one_before_the_measure(team: Town) -> None:
    approved(team, 2019, {"FZ-06": Answered(0)})
    approved(team, 2021, BEFORE)
    measure_id = a_measure_of(team, 2022)
    approved(team, 2023, AFTER)
    (outcome,) = outcomes.of_measure(team.officer, measure_id).outcomes
    told = [(each.question_id, each.then_round, each.then, each.now, each.attainment) for each in outcome.questions]
    assert told == [
        ("FZ-06", "2021", Answered(1), Answered(3), Attainment.REACHED),  # 1 → 3 of 3
        ("FZ-07", "2021", Answered(2), Answered(3), Attainment.PARTLY),  # 2 → 3 of 4
        ("FZ-08", "2021", NotKnown(), Answered(1), Attainment.NOT_YET),  # unknown → 1 of 2
    ]
    assert (outcome.round_name, outcome.attainment, outcome.note) == ("2023", Attainment.PARTLY, None)


def test_every_later_round_is_told_the_newest_first_and_all_against_the_same_beginning(team: Town) -> None:
    approved(team, 2021, BEFORE)
    measure_id = a_measure_of(team, 2022)
    approved(team, 2023, {"FZ-06": Answered(2)})
    approved(team, 2025, {"FZ-06": NotApplicable()})
    found = outcomes.of_measure(team.officer, measure_id).outcomes
    assert [(each.round_name, each.questions[0].then_round) for each in found] == [("2025", "2021"), ("2023", "2021")]
    assert [each.questions[0].attainment for each in found] == [Attainment.NOT_APPLICABLE, Attainment.PARTLY]


def test_before_the_next_round_a_measure_waits(team: Town) -> None:
    approved(team, 2021, BEFORE)
    found = outcomes.of_measure(team.officer, a_measure_of(team, 2022))
    assert (found.outcomes, found.waits_for_a_round) == ((), True)
    approved(team, 2023, AFTER)
    assert outcomes.of_measure(team.officer, 1).waits_for_a_round is False
    nothing = outcomes.of_measure(team.officer, a_measure_of(team, 2022, {}))
    assert (nothing.outcomes, nothing.waits_for_a_round) == ((), False)


def test_numbers_come_from_the_frozen_version_and_not_from_a_round_that_was_opened_again(team: Town) -> None:
    approved(team, 2021, BEFORE)
    measure_id = a_measure_of(team, 2022)
    round_id = a_draft(team)
    approve(team, round_id)
    change_after_approval(team, round_id)
    (outcome,) = outcomes.of_measure(team.officer, measure_id).outcomes
    assert outcome.questions[0].now is None  # as it was approved: open, and not 4


def test_a_round_that_was_approved_again_after_the_measure_began_stays_a_round_before_it(team: Town) -> None:
    round_id = a_draft(team)
    approve(team, round_id)
    added = measures.add(team.officer, a_measure(MeasureStatus.IDEA, expected={"FZ-06": 3}))
    measures.set_status(team.officer, added, MeasureStatus.PLANNED, "Beginnt.")
    change_after_approval(team, round_id)
    approve(team, round_id)
    found = outcomes.of_measure(team.officer, added.id)
    assert (found.outcomes, found.waits_for_a_round) == ((), True)


def test_a_question_that_is_new_in_the_later_catalogue_has_no_answer_before(team: Town) -> None:
    approved(team, 2021, {}, "2021-03")
    measure_id = a_measure_of(team, 2022, {"FZ-05": 2, "FZ-06": 3})
    approved(team, 2023, {"FZ-05": Answered(2), "FZ-06": Answered(2)})
    new, old = outcomes.of_measure(team.officer, measure_id).outcomes[0].questions
    assert (new.then_round, new.then, new.attainment) == ("", None, Attainment.REACHED)
    assert (old.then_round, old.then, old.attainment) == ("2021", Answered(2), Attainment.NOT_YET)


def test_the_overview_of_a_round_tells_every_measure_that_expected_something_of_it(team: Town) -> None:
    first = approved(team, 2021, BEFORE)
    early, late = a_measure_of(team, 2020), a_measure_of(team, 2022)
    newest = approved(team, 2023, AFTER)
    told = outcomes.of_round(team.steering)
    assert (told.self_check_id, list(told.rounds.values())) == (newest, ["2023", "2021"])
    assert [each.measure.id for each in told.outcomes] == [early, late]
    # early: no round before it, so reached, not yet, not yet; late: reached, partly, not yet
    assert [told.count(each) for each in (Attainment.REACHED, Attainment.PARTLY, Attainment.NOT_YET)] == [2, 1, 3]
    assert [each.measure.id for each in outcomes.of_round(team.steering, first).outcomes] == [early]


def test_without_a_round_the_overview_is_empty(team: Town) -> None:
    told = outcomes.of_round(team.officer)
    assert (told.rounds, told.self_check_id, told.outcomes, told.may_plan) == ({}, None, (), True)
    with pytest.raises(NotFound):
        outcomes.of_round(team.officer, a_draft(team))  # which was never approved


# The reason in words


@pytest.fixture
def judged(team: Town) -> tuple[int, int]:
    """A measure and a round that tells about it."""
    approved(team, 2021, BEFORE)
    measure_id = a_measure_of(team, 2022)
    return measure_id, approved(team, 2023, AFTER)


def test_the_reason_is_kept_with_its_author_in_story_and_log(team: Town, judged: tuple[int, int]) -> None:
    before = len(audit_trail())
    outcomes.say_why(team.steering, *judged, "  Die Mittel \n kamen spät. ", seen=0)
    note = outcomes.of_measure(team.officer, judged[0]).outcomes[0].note
    assert note is not None
    assert (note.sentence, note.by, note.revision) == ("Die Mittel kamen spät.", "Person steering", 1)
    assert datetime.now(UTC) - note.at < timedelta(minutes=1)
    last = measures.story(team.officer, judged[0])[-1]
    assert (last.kind, last.after, last.sentence) == (PlanEventKind.OUTCOME, "2023", "Die Mittel kamen spät.")
    subject, details = f"measure:{judged[0]}", f"outcome:{judged[1]}"
    by = team.steering.account_id
    assert audit_trail(but=before) == [("plan.changed", by, team.commune.id, subject, details)]


def test_a_reason_is_changed_by_who_saw_it_and_overwritten_by_nobody_else(team: Town, judged: tuple[int, int]) -> None:
    outcomes.say_why(team.steering, *judged, "Eins.", seen=0)
    outcomes.say_why(team.officer, *judged, "Zwei.", seen=1)
    for seen in (0, 1):
        with pytest.raises(ChangedMeanwhile):
            outcomes.say_why(team.mayor, *judged, "Drei.", seen=seen)
    before = len(audit_trail())
    outcomes.say_why(team.mayor, *judged, "Zwei.", seen=0)  # the same words: nothing to do
    assert audit_trail(but=before) == []
    note = outcomes.of_measure(team.officer, judged[0]).outcomes[0].note
    assert note is not None
    assert (note.sentence, note.revision) == ("Zwei.", 2)


@pytest.mark.parametrize("sentence", ["", "  \n ", "x" * 501])
def test_a_reason_is_a_sentence(team: Town, judged: tuple[int, int], sentence: str) -> None:
    with pytest.raises(Refused) as refused:
        outcomes.say_why(team.officer, *judged, sentence, seen=0)
    assert refused.value.code == "plan_remark_length"


def test_there_is_no_reason_for_a_round_that_says_nothing_about_the_measure(
    team: Town, judged: tuple[int, int]
) -> None:
    earlier = min(outcomes.of_round(team.officer).rounds)
    for round_id in (earlier, a_draft(team), 12_345):
        with pytest.raises(NotFound) as missing:
            outcomes.say_why(team.officer, judged[0], round_id, "Satz.", seen=0)
        assert missing.value.code == "round_not_found"


def test_a_stranger_gets_nothing_and_changes_nothing(team: Town, judged: tuple[int, int]) -> None:
    before = len(audit_trail())
    with pytest.raises(NotFound):
        outcomes.of_measure(team.stranger, judged[0])
    with pytest.raises(NotFound):
        outcomes.of_round(team.stranger, judged[1])
    with pytest.raises(NotFound):
        outcomes.say_why(team.stranger, *judged, "Satz.", seen=0)
    own = stored_round(team.stranger.commune, replies_to_all(), name="2023", at=day(2023), submitted=True)
    with pytest.raises(NotFound):
        outcomes.say_why(team.stranger, judged[0], own.id, "Satz.", seen=0)
    assert outcomes.of_round(team.stranger).outcomes == ()
    assert [entry for entry in audit_trail(but=before) if entry[0].startswith("plan.")] == []


def test_who_lacks_the_permission_is_turned_away(team: Town, judged: tuple[int, int]) -> None:
    town = stored_commune(ags="09999003", name="Drittstadt")
    for acting in (team.contributor, stored_person(Role.PLATFORM), stored_person(Role.CONTRIBUTOR, town)):
        with pytest.raises(NotAllowed):
            outcomes.of_measure(acting, judged[0])
        with pytest.raises(NotAllowed):
            outcomes.say_why(acting, *judged, "Satz.", seen=0)


def test_a_lost_connection_leaves_neither_sentence_nor_story(
    team: Town, judged: tuple[int, int], store: Engine
) -> None:
    told = len(measures.story(team.officer, judged[0]))
    with failing_at_the_audit_entry(store), pytest.raises(ConnectionError):
        outcomes.say_why(team.officer, *judged, "Satz.", seen=0)
    assert outcomes.of_measure(team.officer, judged[0]).outcomes[0].note is None
    assert len(measures.story(team.officer, judged[0])) == told
