"""Why measures came out as they did, alike on both databases."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from conftest import count
from factories import stored_commune, stored_person, stored_round
from plans import stored_measure
from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError

from data.model.audit import AuditEvent
from data.model.outcomes import OutcomeNote
from data.model.plan import PlanEvent, PlanEventKind
from data.storage.database import UnitOfWork, reading, writing

AT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
LATER = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


def change(work: UnitOfWork) -> None:
    """Every write has its entry in the log."""
    work.audit.record(AuditEvent.PLAN_CHANGED)


def test_a_sentence_is_kept_for_each_measure_and_round_and_the_next_one_takes_its_place(any_store: Engine) -> None:
    town = stored_commune()
    officer = stored_person(commune=town)
    measure, other = stored_measure(town), stored_measure(town)
    about = stored_round(town)
    with writing() as work:
        work.outcomes.note(measure.id, about.id, "Erster Satz „mit“ ß", at=AT, by=officer.account_id)
        work.outcomes.note(other.id, about.id, "Von selbst", at=AT, by=None)
        change(work)
    with writing() as work:
        work.outcomes.note(measure.id, about.id, "Zweiter Satz", at=LATER, by=officer.account_id)
        change(work)
    with reading() as work:
        assert work.outcomes.notes([measure.id]) == {
            (measure.id, about.id): OutcomeNote("Zweiter Satz", officer.display_name, LATER, 2)
        }
        assert work.outcomes.notes([other.id])[other.id, about.id] == OutcomeNote("Von selbst", "", AT, 1)
        assert work.outcomes.notes([]) == {}


def test_there_is_no_sentence_about_a_measure_that_does_not_exist(any_store: Engine) -> None:
    about = stored_round(stored_commune())
    with pytest.raises(IntegrityError), writing() as work:
        work.outcomes.note(12_345, about.id, "Satz", at=AT, by=None)
        change(work)


def test_a_measure_that_is_removed_takes_its_sentences_along(any_store: Engine) -> None:
    town = stored_commune()
    measure, about = stored_measure(town), stored_round(town)
    with writing() as work:
        work.outcomes.note(measure.id, about.id, "Satz", at=AT, by=None)
        work.plan.remove_measure(measure.id)
        change(work)
    assert count(any_store, "measure_outcome") == 0


def test_the_stories_of_all_measures_of_a_commune_come_at_once_and_no_others(any_store: Engine) -> None:
    town, neighbour = stored_commune(), stored_commune(ags="09999002", name="Nachbarstadt")
    first, second, foreign = stored_measure(town), stored_measure(town), stored_measure(neighbour)
    with writing() as work:
        for number, measure in enumerate((first, foreign, second, first)):
            told = PlanEvent(PlanEventKind.REMARK, AT, "", sentence=str(number))
            work.plan.tell(told, by=None, measure_id=measure.id)
        change(work)
    with reading() as work:
        stories = work.outcomes.stories(town.id)
    assert {key: [event.sentence for event in story] for key, story in stories.items()} == {
        first.id: ["0", "3"],
        second.id: ["2"],
    }
