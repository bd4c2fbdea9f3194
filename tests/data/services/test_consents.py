"""Taking part in the comparison: who decides, what is noted, exactly what goes in, where one is counted and why not."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from pathlib import Path
from random import Random

import pytest
from factories import (
    a_commune,
    audit_trail,
    replies_to_all,
    stored_commune,
    stored_person,
    stored_round,
    submitted_result,
)
from sqlalchemy import Engine, text
from synthetic_communes import a_moment, communes, replies_of_a_commune, submit, submit_all

from data.content import consent as content
from data.errors import NotAllowed, Refused
from data.model.audit import AuditEvent
from data.model.benchmark import NotCounted
from data.model.consent import ConsentView
from data.model.people import Commune, Person, RegisterStanding, Role
from data.model.self_check import Answered, NotApplicable, NotKnown
from data.services import benchmark_publishing, consents
from data.services.catalogues import catalogue
from data.storage.database import reading, writing

TEXT = content.versions()[-1]
TODAY = date(2027, 4, 10)
NEXT_DATE = date(2027, 9, 1)
OTHER_ROLES = [role for role in Role if role is not Role.MAYOR]


@pytest.fixture
def town(store: Engine) -> Commune:
    return stored_commune(benchmark_consent=False)


@pytest.fixture
def mayor(town: Commune) -> Person:
    return stored_person(Role.MAYOR, town)


def seen_by(person: Person, language: str = "de") -> ConsentView:
    return consents.overview(person, TODAY, language)


def counted(commune: Commune) -> bool:
    with reading() as work:
        found = work.communes.by_ags(commune.ags)
    assert found is not None
    return found.benchmark_consent


@pytest.fixture
def newer_text(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[str]:
    """A newer version of the text than the shipped one."""
    shipped = content.FOLDER / f"{TEXT}.yaml"
    for version in (TEXT, "2099-01"):
        words = shipped.read_text(encoding="utf-8").replace(f'"{TEXT}"', f'"{version}"')
        (tmp_path / f"{version}.yaml").write_text(words, encoding="utf-8")
    monkeypatch.setattr(content, "FOLDER", tmp_path)
    content.versions.cache_clear()
    yield "2099-01"
    content.versions.cache_clear()


# Deciding.


def test_the_mayor_consents_and_it_is_noted_who_did_when_and_to_which_text(town: Commune, mayor: Person) -> None:
    before = len(audit_trail())
    consents.give(mayor, TEXT)
    view = seen_by(mayor)
    assert (view.given, view.asks_again, view.may_decide) == (True, False, True)
    (step,) = view.steps
    assert (step.given, step.text_version, step.by) == (True, TEXT, "Person mayor")
    assert view.since == step.at
    assert counted(town)
    assert audit_trail(but=before) == [
        ("consent.given", mayor.account_id, town.id, f"commune:{town.id}", f"text={TEXT}")
    ]


def test_withdrawing_is_noted_too_and_the_decisions_stay(town: Commune, mayor: Person) -> None:
    consents.give(mayor, TEXT)
    before = len(audit_trail())
    consents.withdraw(mayor)
    view = seen_by(mayor)
    assert [step.given for step in view.steps] == [False, True]
    assert (view.given, view.since, counted(town)) == (False, None, False)
    assert audit_trail(but=before) == [
        ("consent.withdrawn", mayor.account_id, town.id, f"commune:{town.id}", f"text={TEXT}")
    ]


@pytest.mark.parametrize("role", OTHER_ROLES)
def test_nobody_but_the_mayor_decides(role: Role, town: Commune) -> None:
    person = stored_person(role, None if role is Role.PLATFORM else town)
    before = len(audit_trail())
    for decide in (
        lambda: consents.give(person, TEXT),
        lambda: consents.withdraw(person),
        lambda: consents.set_public_results(person, True),
    ):
        with pytest.raises(NotAllowed):
            decide()
    assert not counted(town)
    assert len(audit_trail()) == before


@pytest.mark.parametrize("role", [Role.OFFICER, Role.STEERING])
def test_who_reads_the_comparison_sees_how_it_stands(role: Role, town: Commune, mayor: Person) -> None:
    consents.give(mayor, TEXT)
    view = seen_by(stored_person(role, town))
    assert (view.given, view.may_decide, view.steps[0].by) == (True, False, "Person mayor")


def test_consenting_twice_and_withdrawing_nothing_is_refused_and_noted_nowhere(mayor: Person) -> None:
    with pytest.raises(Refused, match="consent_not_given"):
        consents.withdraw(mayor)
    consents.give(mayor, TEXT)
    before = len(audit_trail())
    with pytest.raises(Refused, match="consent_given_already"):
        consents.give(mayor, TEXT)
    assert len(seen_by(mayor).steps) == 1
    assert len(audit_trail()) == before


def test_one_consents_only_to_the_text_that_was_read(mayor: Person) -> None:
    for other in ("2019-01", ""):
        with pytest.raises(Refused, match="consent_text_changed"):
            consents.give(mayor, other)
    assert not seen_by(mayor).given


def test_a_newer_text_asks_again_while_the_consent_goes_on(town: Commune, mayor: Person, newer_text: str) -> None:
    with writing() as work:
        at = datetime(2026, 5, 1, 9, tzinfo=UTC)
        work.consents.note(town.id, given=True, text_version=TEXT, at=at, by=mayor.account_id)
        work.audit.record(AuditEvent.CONSENT_GIVEN)
    view = seen_by(mayor)
    assert (view.given, view.asks_again, view.text.version) == (True, True, newer_text)
    with pytest.raises(Refused, match="consent_text_changed"):
        consents.give(mayor, TEXT)
    consents.give(mayor, newer_text)
    view = seen_by(mayor)
    assert (view.asks_again, view.since) == (False, at)  # without a break since the first
    assert [step.text_version for step in view.steps] == [newer_text, TEXT]


def test_a_consent_that_nobody_noted_a_text_of_holds_and_asks_for_the_text(town: Commune, mayor: Person) -> None:
    with writing() as work:
        work.consents.note(town.id, given=True, text_version=TEXT, at=datetime.now(UTC), by=None)
        work.audit.record(AuditEvent.CONSENT_GIVEN)
        work.session.execute(text("DELETE FROM consent_step"))
    view = seen_by(mayor)
    assert (view.given, view.steps, view.asks_again) == (True, (), True)
    assert consents.is_open(mayor)
    consents.give(mayor, TEXT)
    assert (seen_by(mayor).asks_again, consents.is_open(mayor)) == (False, False)


def test_after_a_break_the_consent_holds_since_it_was_given_again(town: Commune, mayor: Person) -> None:
    days = [datetime(2026, month, 1, 9, tzinfo=UTC) for month in (5, 6, 7)]
    with writing() as work:
        for at, given in zip(days, (True, False, True), strict=True):
            work.consents.note(town.id, given=given, text_version=TEXT, at=at, by=None)
        work.audit.record(AuditEvent.CONSENT_GIVEN)
    view = seen_by(mayor)
    assert view.since == days[2]
    assert view.steps[0].by == ""  # the operator's command line


def test_a_failure_on_the_way_leaves_everything_as_it_was(
    town: Commune, mayor: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("the disk is full")

    before = len(audit_trail())
    monkeypatch.setattr("data.storage.audit_log.AuditLog.record", broken)
    for decide in (lambda: consents.give(mayor, TEXT), lambda: consents.set_public_results(mayor, True)):
        with pytest.raises(RuntimeError):
            decide()
    monkeypatch.undo()
    assert not counted(town)
    assert (seen_by(mayor).steps, seen_by(mayor).public_results) == ((), False)
    assert len(audit_trail()) == before


def test_the_mayor_tells_that_the_commune_publishes_its_results_itself(town: Commune, mayor: Person) -> None:
    before = len(audit_trail())
    consents.set_public_results(mayor, True)
    assert seen_by(mayor).public_results
    consents.set_public_results(mayor, False)
    assert not seen_by(mayor).public_results
    assert [(entry[0], entry[4]) for entry in audit_trail(but=before)] == [
        ("commune.public_results_set", "public=True"),
        ("commune.public_results_set", "public=False"),
    ]


def test_a_neighbour_decides_only_for_itself(town: Commune, mayor: Person) -> None:
    neighbour = stored_commune(ags="09999002", benchmark_consent=False)
    consents.give(stored_person(Role.MAYOR, neighbour), TEXT)
    assert (counted(town), counted(neighbour)) == (False, True)
    assert seen_by(mayor).steps == ()


def test_the_platform_team_has_no_commune_to_look_at(store: Engine) -> None:
    with pytest.raises(NotAllowed):
        seen_by(stored_person(Role.PLATFORM))


def test_the_text_comes_in_the_language_asked_for(mayor: Person) -> None:
    assert seen_by(mayor, "de").text.title == "Teilnahme am anonymen Vergleich"
    assert seen_by(mayor, "en").text.title == "Taking part in the anonymous comparison"


def test_consent_on_paper_is_noted_with_the_commune(store: Engine) -> None:
    with writing() as work:
        commune = work.communes.add(a_commune(benchmark_consent=False))
        consents.note_in(work, commune.id, by=None, at=datetime(2026, 3, 1, tzinfo=UTC))
        work.audit.record(AuditEvent.COMMUNE_ADDED)
    view = seen_by(stored_person(Role.STEERING, commune))
    assert (view.given, [step.text_version for step in view.steps]) == (True, [TEXT])


# Whether the question is still open: for the cockpit.


def test_the_question_is_open_for_the_mayor_until_somebody_decided(town: Commune, mayor: Person) -> None:
    assert consents.is_open(mayor)
    for role in (Role.OFFICER, Role.STEERING, Role.CONTRIBUTOR):
        assert not consents.is_open(stored_person(role, town))
    assert not consents.is_open(stored_person(Role.PLATFORM))
    consents.give(mayor, TEXT)
    assert not consents.is_open(mayor)
    consents.withdraw(mayor)
    assert not consents.is_open(mayor)  # who decided against it is not asked again


# What goes in.


def test_exactly_the_scores_and_levels_of_the_newest_approved_round_go_in(town: Commune, mayor: Person) -> None:
    stored_round(town, replies_to_all(1), name="2024", at=datetime(2024, 5, 4, tzinfo=UTC), submitted=True)
    given = {**replies_to_all(3), "MS-01": NotKnown(), "MS-02": NotApplicable(), "MS-03": Answered(0)}
    del given["MS-04"]
    stored_round(town, given, name="2026", submitted=True, remark="Streng vertraulich")
    stored_round(town, replies_to_all(4), name="2027")  # a draft
    round_ = seen_by(mayor).round
    assert round_ is not None
    assert (round_.round_name, round_.result) == ("2026", submitted_result(town).result)
    assert round_.levels == {key: reply.points for key, reply in given.items() if isinstance(reply, Answered)}
    assert len(round_.levels) == 105  # 108 without one not known, one not applicable, one open
    assert "vertraulich" not in repr(round_)


def test_the_public_facts_are_those_of_the_comparison(mayor: Person) -> None:
    assert seen_by(mayor).attributes == {
        "type": "municipality",
        "east_west": "west",
        "band": "20k_100k",
        "region": "urban",
        "land": "Bayern",
        "size_class": "20k_50k",
    }


def test_a_round_in_which_a_field_is_not_scored_does_not_go_in(town: Commune, mayor: Person) -> None:
    first = catalogue("2021-07").fields[0]
    given = {key: reply for key, reply in replies_to_all(3).items() if key not in {q.id for q in first.questions}}
    stored_round(town, given, submitted=True)
    assert seen_by(mayor).round is None


# Where it is counted, and why not.


@pytest.fixture
def pool(store: Engine) -> list[Commune]:
    """24 communes that consented and approved a round in November 2026."""
    found, draw = communes(24, seed=3), Random(1)
    submit_all([(commune, replies_of_a_commune(draw)) for commune in found], a_moment(2026, 11))
    return found


def mayor_of(commune: Commune) -> Person:
    with reading() as work:
        return stored_person(Role.MAYOR, work.communes.by_ags(commune.ags))


def test_the_own_cell_is_told_by_what_its_communes_have_in_common_and_its_size(pool: list[Commune]) -> None:
    benchmark_publishing.publish(None, date(2027, 3, 1))
    view = seen_by(mayor_of(pool[0]))
    assert view.counted_in is not None
    assert (view.counted_in.release_date, view.counted_in.approved_at) == (date(2027, 3, 1), a_moment(2026, 11))
    assert view.counted_in.size >= 7
    assert all(value in view.counted_in.attributes[name] for name, value in view.attributes.items())
    assert (view.not_counted, view.next_date) == (None, NEXT_DATE)


def test_a_release_date_that_is_too_close_to_the_last_release_is_not_told_as_the_next(pool: list[Commune]) -> None:
    # From the 15th of May to the 1st of September it is 16 + 30 + 31 + 31 + 1 = 109 days, less than 120.
    benchmark_publishing.publish(None, date(2027, 5, 15))
    assert consents.overview(mayor_of(pool[0]), date(2027, 6, 1)).next_date == date(2028, 3, 1)


def test_a_newer_round_than_the_counted_one_is_what_goes_in_next(pool: list[Commune]) -> None:
    benchmark_publishing.publish(None, date(2027, 3, 1))
    submit(pool[0], replies_to_all(4), a_moment(2027, 4))
    view = seen_by(mayor_of(pool[0]))
    assert view.counted_in is not None and view.round is not None
    assert (view.counted_in.approved_at, view.round.approved_at) == (a_moment(2026, 11), a_moment(2027, 4))


def test_after_withdrawing_it_is_told_that_the_values_stay_for_now(pool: list[Commune]) -> None:
    benchmark_publishing.publish(None, date(2027, 3, 1))
    mayor = mayor_of(pool[0])
    consents.withdraw(mayor)
    view = seen_by(mayor)
    assert not view.given
    assert view.counted_in is not None


@pytest.mark.parametrize(
    ("changes", "points", "version", "reason"),
    [
        ({"benchmark_consent": False}, 3, "2021-07", NotCounted.NO_CONSENT),
        ({"register_standing": RegisterStanding.MISSING}, 3, "2021-07", NotCounted.NOT_IN_REGISTER),
        ({}, None, "2021-07", NotCounted.NO_APPROVED_ROUND),
        ({}, 3, "2021-03", NotCounted.OTHER_VERSION),
        ({}, 3, "2021-07", NotCounted.WAITS_FOR_CELL),
    ],
)
def test_why_a_commune_is_not_counted_is_told(
    changes: dict[str, object], points: int | None, version: str, reason: NotCounted, pool: list[Commune]
) -> None:
    benchmark_publishing.publish(None, date(2027, 3, 1))
    late = stored_commune(ags="09999001", **changes)
    if points is not None:
        stored_round(late, replies_to_all(points, version), version=version, submitted=True)
    view = seen_by(stored_person(Role.MAYOR, late))
    assert (view.counted_in, view.not_counted) == (None, reason)


def test_a_round_without_all_fields_is_the_reason_where_no_other_can_be_counted(town: Commune, mayor: Person) -> None:
    consents.give(mayor, TEXT)
    stored_round(town, {"MS-01": Answered(2)}, submitted=True)
    assert seen_by(mayor).not_counted is NotCounted.NOT_ALL_FIELDS


def test_who_was_counted_in_a_cell_that_ended_waits_for_a_newer_round(pool: list[Commune]) -> None:
    # A cell of 24 in which 20 withdraw has four left: it ends, and the four are in none.
    benchmark_publishing.publish(None, date(2027, 3, 1))
    for commune in pool[4:]:
        consents.withdraw(mayor_of(commune))
    outcome = benchmark_publishing.publish(None, date(2027, 9, 1))
    assert outcome.retired >= 1
    mayors = [mayor_of(commune) for commune in pool[:4]]
    (out, *_) = (mayor for mayor in mayors if seen_by(mayor).counted_in is None)
    assert seen_by(out).not_counted is NotCounted.ONLY_OLDER_ROUND
    assert out.commune is not None
    submit(out.commune, replies_to_all(2), a_moment(2027, 10))
    assert seen_by(out).not_counted is NotCounted.WAITS_FOR_CELL


def test_of_two_tabs_that_decide_at_the_same_moment_one_decides(any_store: Engine) -> None:
    towns = [stored_commune(ags=f"0999900{number}", benchmark_consent=False) for number in range(8)]
    mayors = [stored_person(Role.MAYOR, each) for each in towns]

    def gives(by: Person) -> bool:
        try:
            consents.give(by, TEXT)
        except Refused as refused:
            assert refused.code == "consent_given_already"
            return False
        return True

    with ThreadPoolExecutor(2) as tabs:
        given = list(tabs.map(gives, [each for each in mayors for _tab in range(2)]))
    assert [sum(given[place : place + 2]) for place in range(0, 16, 2)] == [1] * 8
    assert [len(seen_by(each).steps) for each in mayors] == [1] * 8
