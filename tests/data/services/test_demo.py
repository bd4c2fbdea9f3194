"""The demo: 40 invented communes that went through two rounds, so that everything can be tried at once."""

from __future__ import annotations

import re
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from conftest import count
from factories import audit_trail, stored_commune, stored_person
from sqlalchemy import Engine, text

from data import settings as settings_module
from data.errors import Refused
from data.model.people import Person, Role
from data.model.questionnaire import QuestionFilter
from data.rules.plan_states import CHOSEN
from data.services import (
    accounts,
    assignments,
    benchmark_publishing,
    benchmarks,
    demo,
    discussions,
    exchange_dates,
    goals,
    measures,
    meeting_views,
    minutes,
    network_entries,
    network_requests,
    priorities,
    proposals,
    questionnaire,
    results,
    self_checks,
    support_contacts,
)
from data.storage.database import reading, writing


def person(username: str) -> Person:
    with reading() as work:
        credentials = work.accounts.credentials(username)
        assert credentials is not None
        found = work.accounts.person(credentials.account_id)
    assert found is not None
    return found


def test_forty_communes_went_through_two_rounds_and_the_showcase_is_in_a_third(demo_store: Engine) -> None:
    with reading() as work:
        communes = work.communes.all()
    assert len(communes) == 40
    assert all(commune.is_demo and commune.benchmark_consent for commune in communes)
    assert count(demo_store, "self_check") == 81
    assert count(demo_store, "frozen_result") == 80
    rounds = self_checks.rounds(person("leitung"))
    assert [(o.self_check.round_name, o.self_check.catalogue_version) for o in rounds] == [
        ("2026", "2021-07"),
        ("2025", "2021-07"),
        ("2023", "2021-03"),
    ]
    assert rounds[0].coverage.answered == 0


@pytest.mark.parametrize(
    ("username", "role"),
    [
        ("leitung", Role.MAYOR),
        ("sachbearbeitung", Role.OFFICER),
        ("steuerung", Role.STEERING),
        ("fachamt", Role.CONTRIBUTOR),
        ("plattform", Role.PLATFORM),
    ],
)
def test_everybody_signs_in_with_the_published_password(username: str, role: Role, demo_store: Engine) -> None:
    acting = person(username)
    assert accounts.check_password(username, "Kompass-2035!", None) == acting.account_id
    assert acting.role is role
    assert (acting.commune.name if acting.commune else None) == (None if role is Role.PLATFORM else "Musterstadt")


def test_the_demo_accounts_are_exactly_those_that_the_sign_in_page_offers(demo_store: Engine) -> None:
    assert set(demo.ACCOUNTS) == set(accounts.DEMO_USERNAMES)
    assert accounts.demo_sign_ins() == accounts.DEMO_USERNAMES


def test_the_showcase_is_worth_talking_about(demo_store: Engine) -> None:
    view = results.latest(person("leitung"))
    assert view is not None and view.previous is not None
    standing = view.insights.standing
    assert (standing.strongest, standing.weakest) == ("engagement_beteiligung", "kommunikation_konflikt")
    assert standing.provisional == ("arbeit_wirtschaft",)
    assert len(standing.scored) == 7
    assert len(view.insights.strengths) == len(view.insights.chances) == 3
    assert {change.trend for change in view.changes} >= {"clearly_up", "unchanged"}
    assert any(stored.answer.evidence for stored in view.sheet.values())


def test_the_round_in_work_has_the_answers_of_the_last_one_as_proposals_and_none_of_its_own(demo_store: Engine) -> None:
    officer = person("sachbearbeitung")
    round_ = self_checks.current_round(officer)
    assert round_ is not None
    earlier = proposals.earlier_answers(officer, round_.id)
    assert earlier is not None
    # 108 questions, of which the last round left 2 open
    assert (earlier.round_name, earlier.waiting, len(earlier.unanswered), earlier.new) == ("2025", 106, 2, ())
    tasks = questionnaire.task_list(officer, round_.id)
    assert [len(tasks.matching[wish]) for wish in QuestionFilter] == [108, 0, 2, 0, 106, 1]


def test_the_departments_of_the_showcase_share_the_round(demo_store: Engine) -> None:
    officer, department = person("sachbearbeitung"), person("fachamt")
    round_ = self_checks.current_round(officer)
    assert round_ is not None
    board = assignments.board(officer, round_.id)
    assert [each.name for each in board.departments if "Beispiel Fachamt" in each.members] == ["Sozialamt"]
    given = [criterion.progress.assignment for field in board.fields for criterion in field.criteria]
    assert (len(given), sum(each is not None and each.due_on is not None for each in given)) == (35, 18)
    # sprache 4, wohnen 4, gesundheit_und_pflege 3, zugaengliche_dienstleistungen 3
    assert len(questionnaire.task_list(department, round_.id).matching[QuestionFilter.MINE]) == 14
    talk = discussions.of_question(department, round_.id, "FZ-06")
    assert [comment.by for comment in talk] == ["Beispiel Fachamt", "Beispiel Sachbearbeitung"]


def test_the_showcase_finds_itself_beside_its_peers(demo_store: Engine) -> None:
    comparison = benchmarks.comparison(person("leitung"))
    assert comparison is not None
    assert (comparison.group.counted, comparison.group.participating, comparison.own_counted) == (40, 40, True)
    assert all(figure.median is not None for figure in comparison.figures.values())


def test_every_not_applicable_of_the_demo_has_its_reason_and_says_that_it_is_an_example(demo_store: Engine) -> None:
    with demo_store.connect() as connection:
        remarks = connection.execute(text("SELECT DISTINCT remark FROM answer WHERE reply = 'not_applicable'"))
        assert all("Beispiel" in remark for (remark,) in remarks)


def test_the_demo_is_made_once(demo_store: Engine) -> None:
    before = len(audit_trail())
    assert demo.create() is False
    assert len(audit_trail()) == before
    assert count(demo_store, "commune") == 40


def test_the_demo_is_the_same_whenever_it_is_made(
    demo_folder: Path, store: Engine, settings: pytest.MonkeyPatch, cheap_passwords: None
) -> None:
    settings.setenv("KOMPASS_DEMO", "1")
    settings_module.settings.cache_clear()
    assert demo.create() is True
    with store.connect() as connection, closing(sqlite3.connect(demo_folder / "kompass.db")) as other:
        for told in (
            "SELECT self_check_id, question_id, reply, points, remark, evidence, responsible_unit FROM answer",
            "SELECT self_check_id, version, content, replies, revisions FROM frozen_result",
        ):
            assert {tuple(row) for row in connection.execute(text(told))} == set(other.execute(told))


def test_outside_of_demo_mode_nothing_is_made(store: Engine) -> None:
    with pytest.raises(Refused, match="demo_mode_needed"):
        demo.create()
    assert count(store, "commune") == 0


def test_the_showcase_names_contacts_that_nobody_can_mistake_for_real_ones(demo_store: Engine) -> None:
    found = support_contacts.contacts(person("fachamt"))
    assert [each.place for each in found] == [1, 2]
    for each in found:
        assert "erfunden" in each.name
        assert not each.mail or each.mail.endswith(".example")
        # Numbers that are never given to anybody: Bundesnetzagentur, Mitteilung 148/2021.
        assert re.fullmatch(r"030 23125 \d{3}", each.phone)


@pytest.fixture
def demo_mode(any_store: Engine, settings: pytest.MonkeyPatch, cheap_passwords: None) -> Engine:
    """A migrated and empty database in demo mode, on both."""
    settings.setenv("KOMPASS_DEMO", "1")
    settings_module.settings.cache_clear()
    return any_store


@pytest.mark.parametrize("real", ["commune", "account"])
def test_nothing_invented_is_put_beside_real_data(real: str, demo_mode: Engine) -> None:
    if real == "commune":
        stored_commune()
    else:
        stored_person(Role.PLATFORM)
    before = len(audit_trail())
    with pytest.raises(Refused, match="real_data_present"):
        demo.create()
    assert (count(demo_mode, "commune"), count(demo_mode, "account")) == ((1, 0) if real == "commune" else (0, 1))
    assert len(audit_trail()) == before


def test_a_demo_that_breaks_off_leaves_nothing(demo_mode: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_work: object, username: str, _password_hash: str) -> None:
        if username == "plattform":  # the last of all
            raise ConnectionError("lost")

    monkeypatch.setattr(demo, "_add_account", fail)
    with pytest.raises(ConnectionError):
        demo.create()
    assert [count(demo_mode, table) for table in ("commune", "self_check", "account", "audit_entry")] == [0, 0, 0, 0]


def test_while_passwords_are_hashed_nobody_is_kept_from_writing(
    demo_mode: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = accounts.demo_password_hash

    def hashed() -> str:
        with writing():
            return real()

    monkeypatch.setattr(accounts, "demo_password_hash", hashed)
    assert demo.create() is True


def test_a_release_that_is_missing_is_made_the_next_time(demo_mode: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(benchmark_publishing, "publish", killed)
        with pytest.raises(KeyboardInterrupt):
            demo.create()
    assert count(demo_mode, "benchmark_release") == 0
    assert demo.create() is True
    assert (count(demo_mode, "benchmark_release"), count(demo_mode, "commune")) == (1, 40)
    assert demo.create() is False


def killed(*_args: object) -> None:
    raise KeyboardInterrupt


def test_accounts_that_are_missing_are_made_the_next_time(demo_store: Engine) -> None:
    # So an earlier version left it when it was killed: accounts came one by one after the communes, and said nothing.
    with demo_store.begin() as connection:
        connection.execute(text("DELETE FROM question_comment"))
        connection.execute(text("DELETE FROM account WHERE username IN ('fachamt', 'plattform')"))
    assert demo.create() is True
    assert [person(username).role for username in ("fachamt", "plattform")] == [Role.CONTRIBUTOR, Role.PLATFORM]
    assert (count(demo_store, "account"), count(demo_store, "commune"), count(demo_store, "self_check")) == (14, 40, 81)
    assert demo.create() is False


def test_of_two_processes_at_once_one_makes_the_demo(demo_mode: Engine) -> None:
    with ThreadPoolExecutor(2) as processes:
        assert sorted(processes.map(lambda _: demo.create(), range(2))) == [False, True]
    tables = ("commune", "self_check", "account", "benchmark_release")
    assert [count(demo_mode, table) for table in tables] == [40, 81, 14, 1]


def test_the_showcase_plans_with_goals_and_a_story_for_each(demo_store: Engine) -> None:
    mayor = person("leitung")
    planned = priorities.priorities(mayor)
    assert [each.status for each in planned if each.status in CHOSEN] == ["running", "running", "agreed"]
    assert {each.field_key for each in planned if each.status in CHOSEN} <= set(goals.field_goals(mayor))
    assert all(priorities.story(mayor, each.id)[0].by.startswith("Beispiel ") for each in planned)
    found = measures.measures(mayor)
    assert len(found) == 11
    assert {each.priority_id for each in found} <= {each.id for each in planned}
    assert [step.done_on is not None for step in found[0].steps] == [True, False, False]
    assert [event.kind for event in measures.story(mayor, found[0].id)] == [
        "added",
        "status",
        "status",
        "step_done",
        "remark",
    ]


def test_the_showcase_held_meetings_whose_decisions_the_plan_names(demo_store: Engine) -> None:
    mayor, day = person("leitung"), date(2026, 11, 22)
    view = meeting_views.overview(mayor, day)
    held = [(each.items, each.decisions) for each in (*view.coming, *view.past)]
    assert held == [(4, 0), (6, 3), (5, 7), (3, 2), (3, 3)]
    assert [each.title for each in view.waiting] == ["Öffentlichkeitsarbeit zu den Schwerpunkten"]
    assert [(each.task.text, each.overdue) for each in view.open_tasks] == [
        ("Termin mit der Polizei vereinbaren", True),
        ("Eigene und gemeinsame Beschwerdestelle mit Kosten vorlegen", False),
    ]
    log = {each.decision.reference: each.decision for each in meeting_views.decisions(mayor)}
    assert [number for number, each in log.items() if not each.in_force] == ["15/2026", "13/2026", "5/2025"]
    assert log["5/2025"].replaced_by == 14
    planned = [*priorities.priorities(mayor), *measures.measures(mayor)]
    named = [each.decision.split()[1] for each in planned if each.decision]
    assert len(named) == 13
    assert all(log[reference].in_force for reference in named)


def test_minutes_of_the_showcase_are_as_they_were_on_their_day(demo_store: Engine) -> None:
    mayor = person("leitung")
    of_may, of_2024 = (meeting_views.overview(mayor, date(2026, 11, 22)).past[at].meeting.id for at in (1, 3))
    found = minutes.minutes(mayor, of_2024).minutes
    assert [(each.title, each.subject_status) for each in found.items] == [
        ("Beteiligung, die alle erreicht", "agreed"),
        ("Stadtgespräche in allen Ortsteilen und online", "planned"),
        ("Ehrenamt verlässlich begleiten", "planned"),
    ]
    assert {task.done_on for each in found.items for task in each.tasks} == {None}
    assert [each.number for each in minutes.minutes(mayor, of_may).minutes.items] == [1, 2, 3, 4, 5]


def test_the_next_meeting_of_the_showcase_is_proposed_what_is_not_on_its_agenda_yet(demo_store: Engine) -> None:
    mayor, day = person("leitung"), date(2026, 11, 22)
    to_come = meeting_views.detail(mayor, meeting_views.overview(mayor, day).coming[0].meeting.id, day)
    assert [(each.title, each.reasons[0]) for each in to_come.proposals] == [
        ("", "open_tasks"),
        ("Öffentlichkeitsarbeit zu den Schwerpunkten", "postponed"),
        ("Wege für alle, auch ohne Auto", "due_for_decision"),
        ("Verbindlicher Ablauf bei Anfeindungen und Bedrohungen", "overdue"),
    ]


def test_the_showcase_is_in_a_network_where_somebody_asks_and_somebody_agreed(demo_store: Engine) -> None:
    officer, day = person("sachbearbeitung"), date(2026, 11, 23)
    view = network_requests.overview(officer, day)
    assert [(each.commune, each.state.value) for each in view.received] == [("Beispielstadt Hafertor", "requested")]
    assert [(each.commune, each.state.value) for each in view.sent] == [
        ("Beispielstadt Neckarbogen", "accepted"),
        ("", "declined"),
    ]
    assert view.sent[0].theirs is not None and view.sent[0].theirs.mail.endswith(".example")
    shown = network_entries.shown(officer, day)
    # 12 entries of 10 communes, 3 of them with a name: 10 - 1 = 9 could have written each anonymous one.
    assert (len(shown), sum(bool(each.commune) for each in shown)) == (12, 3)
    dates = exchange_dates.overview(officer, datetime(2026, 11, 23, 9, tzinfo=UTC))
    assert [each.is_past for each in dates] == [True, False, False, False]
    assert all("(Beispiel)" in each.date.wish.title for each in dates)
    assert accounts.check_password("netz-hafertor", "Kompass-2035!", None) is not None  # to see the other side
