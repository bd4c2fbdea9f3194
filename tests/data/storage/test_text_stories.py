"""Texts that several people write, alike on both databases: apart by commune and part, with a story that only grows."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from factories import stored_commune, stored_person
from sqlalchemy import Engine

from data.model.audit import AuditEvent
from data.model.people import Commune
from data.model.plan import PlanEvent, PlanEventKind
from data.storage.database import reading, writing

AT, LATER = datetime(2026, 11, 23, 9, 30, tzinfo=UTC), datetime(2026, 11, 24, 8, 0, tzinfo=UTC)


@pytest.fixture
def town(any_store: Engine) -> Commune:
    return stored_commune()


def tell(commune: Commune, event: PlanEvent, by: int | None = None) -> None:
    with writing() as work:
        work.handovers.tell(commune.id, event, by=by)
        work.audit.record(AuditEvent.HANDOVER_CHANGED, commune_id=commune.id)


def test_a_text_comes_back_with_its_story_in_order_with_moments_in_utc_and_the_name_of_who_wrote(town: Commune) -> None:
    writer = stored_person(commune=town, display_name="Person Eins")
    first = PlanEvent(PlanEventKind.CHANGED, AT, "", "works", "", "Zeile eins\n\n„Ümläut“ 🙂")
    second = PlanEvent(PlanEventKind.CONTESTED, LATER, "", "works", "Zeile eins", "Anders")
    tell(town, first, writer.account_id)
    tell(town, second)
    with reading() as work:
        (found,) = work.handovers.stories(town.id).values()
    assert [(e.kind, e.at, e.by, e.before, e.after) for e in found] == [
        (PlanEventKind.CHANGED, AT, "Person Eins", "", "Zeile eins\n\n„Ümläut“ 🙂"),
        (PlanEventKind.CONTESTED, LATER, "", "Zeile eins", "Anders"),
    ]


def test_texts_are_apart_by_part_and_by_commune(town: Commune) -> None:
    neighbour = stored_commune(ags="09999002", name="Nachbarstadt")
    tell(town, PlanEvent(PlanEventKind.CHANGED, AT, "", "works", "", "hier"))
    tell(town, PlanEvent(PlanEventKind.CHANGED, AT, "", "watch", "", "auch hier"))
    tell(neighbour, PlanEvent(PlanEventKind.CHANGED, AT, "", "works", "", "nebenan"))
    with reading() as work:
        here, beside = work.handovers.stories(town.id), work.handovers.stories(neighbour.id)
    assert {part: [event.after for event in story] for part, story in here.items()} == {
        "works": ["hier"],
        "watch": ["auch hier"],
    }
    assert [event.after for event in beside["works"]] == ["nebenan"]


def test_a_text_is_not_stored_without_an_entry_in_the_log(town: Commune) -> None:
    with pytest.raises(RuntimeError, match="handover_event"), writing() as work:
        work.handovers.tell(town.id, PlanEvent(PlanEventKind.CHANGED, AT, "", "works", "", "hier"), by=None)
    with reading() as work:
        assert work.handovers.stories(town.id) == {}
