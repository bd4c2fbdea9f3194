"""Texts of the vision: stored as typed, never overwritten in silence, read by who reads the plan."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from factories import audit_trail, stored_commune, stored_person
from sqlalchemy import Engine
from visions import FIELD

from data.errors import ChangedMeanwhile, NotAllowed, NotFound, Refused
from data.model.people import Commune, Person, Role
from data.model.plan import Contest
from data.model.vision import STATEMENT, noticed_in
from data.rules.vision import contests
from data.services import vision
from data.storage.database import reading


@pytest.fixture
def town(store: Engine) -> Commune:
    return stored_commune()


@pytest.fixture
def mayor(town: Commune) -> Person:
    return stored_person(Role.MAYOR, town)


@pytest.fixture
def officer(town: Commune) -> Person:
    return stored_person(Role.OFFICER, town)


def text(person: Person, part: str = STATEMENT) -> str:
    stored = vision.texts(person).get(part)
    return stored.text if stored else ""


def waiting(person: Person, part: str = STATEMENT) -> list[Contest]:
    return list(contests(vision.texts(person)[part]))


@pytest.mark.parametrize("part", [STATEMENT, "why", "where", "how", noticed_in(FIELD)])
def test_every_text_is_stored_as_it_was_typed_with_who_and_an_entry(part: str, mayor: Person, town: Commune) -> None:
    before = len(audit_trail())
    assert vision.write(mayor, part, "", "Alle & „jede“\n\nZeile")
    stored = vision.texts(mayor)[part]
    assert (stored.text, stored.versions[0].by) == ("Alle & „jede“\n\nZeile", mayor.display_name)
    # What was written stands in no log.
    assert audit_trail(but=before) == [
        ("vision.changed", mayor.account_id, town.id, f"vision_text:{part}", ""),
    ]


def test_typing_on_needs_no_more_than_what_this_tab_showed(mayor: Person) -> None:
    assert vision.write(mayor, STATEMENT, "", "Eins")
    assert vision.write(mayor, STATEMENT, "Eins", "Eins und zwei")
    assert text(mayor) == "Eins und zwei"


def test_nothing_happens_where_nothing_changes(mayor: Person, officer: Person) -> None:
    vision.write(mayor, STATEMENT, "", "Eins")
    before = len(audit_trail())
    assert vision.write(mayor, STATEMENT, "Eins", "Eins")
    assert vision.write(officer, STATEMENT, "", "Eins")  # both typed the same
    assert audit_trail(but=before) == []


def test_a_contradiction_waits_beside_what_stands(mayor: Person, officer: Person) -> None:
    vision.write(mayor, STATEMENT, "", "Die Leitung schreibt")
    assert not vision.write(officer, STATEMENT, "", "Die Sachbearbeitung schreibt")
    assert text(officer) == "Die Leitung schreibt"
    (contest,) = waiting(mayor)
    assert (contest.stored, contest.wished, contest.by) == (
        "Die Leitung schreibt",
        "Die Sachbearbeitung schreibt",
        officer.display_name,
    )
    assert not vision.write(officer, STATEMENT, "", "Die Sachbearbeitung schreibt")  # sent twice
    assert len(waiting(mayor)) == 1


@pytest.mark.parametrize("take", [True, False])
def test_a_contradiction_is_settled_by_taking_or_dropping(take: bool, mayor: Person, officer: Person) -> None:
    vision.write(mayor, STATEMENT, "", "A")
    vision.write(officer, STATEMENT, "", "B")
    (contest,) = waiting(mayor)
    vision.settle(mayor, contest, take=take)
    assert (text(mayor), waiting(mayor)) == ("B" if take else "A", [])
    assert audit_trail()[-1][0] == ("vision.changed" if take else "vision.settled")
    with pytest.raises(NotFound, match="contest_not_found"):
        vision.settle(officer, contest, take=True)


def test_who_saw_another_text_settles_nothing(mayor: Person, officer: Person) -> None:
    vision.write(mayor, STATEMENT, "", "A")
    vision.write(officer, STATEMENT, "", "B")
    (contest,) = waiting(mayor)
    vision.write(mayor, STATEMENT, "A", "C")
    with pytest.raises(ChangedMeanwhile, match="plan_part_changed_meanwhile"):
        vision.settle(officer, contest, take=True)
    assert text(mayor) == "C"


def test_two_who_write_at_the_same_moment_lose_nothing(any_store: Engine) -> None:
    town = stored_commune()
    people = [stored_person(role, town) for role in (Role.MAYOR, Role.OFFICER, Role.STEERING)]
    with ThreadPoolExecutor(3) as tabs:
        stood = list(tabs.map(lambda each: vision.write(each, STATEMENT, "", f"von {each.role}"), people))
    assert sorted(stood) == [False, False, True]
    found = {text(people[0]), *(contest.wished for contest in waiting(people[0]))}
    assert found == {f"von {each.role}" for each in people}


@pytest.mark.parametrize("part", ["", "anything", noticed_in("gibt_es_nicht")])
def test_a_part_that_does_not_exist_is_not_written(part: str, mayor: Person) -> None:
    with pytest.raises(NotFound):
        vision.write(mayor, part, "", "Text")


def test_a_text_that_is_too_long_is_refused(mayor: Person) -> None:
    with pytest.raises(Refused, match="plan_text_too_long"):
        vision.write(mayor, STATEMENT, "", "x" * 2_001)


def test_a_neighbour_sees_and_changes_nothing(mayor: Person) -> None:
    vision.write(mayor, STATEMENT, "", "Unseres")
    stranger = stored_person(Role.MAYOR, stored_commune(ags="09999002"))
    assert vision.texts(stranger) == {}
    assert vision.write(stranger, STATEMENT, "", "Ihres")
    assert (text(mayor), text(stranger)) == ("Unseres", "Ihres")


def test_a_department_neither_reads_nor_writes(town: Commune) -> None:
    department = stored_person(Role.CONTRIBUTOR, town)
    for refused in (lambda: vision.texts(department), lambda: vision.write(department, STATEMENT, "", "x")):
        with pytest.raises(NotAllowed):
            refused()


def test_a_failure_on_the_way_leaves_the_text_as_it_was(mayor: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("the disk is full")

    vision.write(mayor, STATEMENT, "", "A")
    monkeypatch.setattr("data.storage.audit_log.AuditLog.record", broken)
    with pytest.raises(RuntimeError):
        vision.write(mayor, STATEMENT, "A", "B")
    monkeypatch.undo()
    assert text(mayor) == "A"
    with reading() as work:
        assert len(work.vision.stories(mayor.commune.id)[STATEMENT]) == 1  # type: ignore[union-attr]


@pytest.mark.parametrize("language", ["de", "en"])
def test_three_prompts_lead_to_the_vision_in_both_languages(language: str) -> None:
    guide = vision.guide(language)
    assert [prompt.key for prompt in guide.prompts] == ["why", "where", "how"]
    assert all(prompt.question and prompt.hint for prompt in guide.prompts)
    assert guide.example
    assert vision.guide("de") != vision.guide("en")
