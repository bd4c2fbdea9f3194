"""The page of the hand-over: what the document will hold, words that are stored at once, first steps, both files."""

from __future__ import annotations

from datetime import timedelta

import pytest
from app_tab import App, AppAs, signed_in
from plans import stored_measure
from sqlalchemy import Engine
from teams import Team, a_team

from components.language import today
from data.model.handover import HandoverPart, OwnWords
from data.model.people import Permission, Role
from data.model.plan import MeasureStatus
from data.rules import access
from data.services import handover

PAGE = "uebergabe"
READERS = (Role.MAYOR, Role.OFFICER, Role.STEERING)
WORKS = "vision_text_works"


@pytest.fixture
def team(store: Engine) -> Team:
    return a_team()


def field(app: App, key: str = WORKS):  # type: ignore[no-untyped-def]
    return next(area for area in app.tab.text_area if area.key == key)


def links(app: App) -> set[str]:
    return {link.proto.label for link in app.tab.get("page_link")}


def read(app: App) -> str:
    """Everything on the page as people read it, without the signs that keep Markdown from its work."""
    return app.text.replace("\\", "")


def typed(app: App, text: str) -> None:
    field(app).set_value(text)
    app.run()


def stored(team: Team, part: OwnWords = OwnWords.WORKS) -> str:
    return handover.words(team.mayor).text(part.value)


@pytest.mark.parametrize("role", READERS)
def test_who_reads_plan_and_results_sees_every_part_the_fields_and_the_first_steps(role: Role, app_as: AppAs) -> None:
    app = app_as(role, PAGE)
    assert [words for level, words in app.headings if level == 2] == [
        "Das kommt in das Dokument",
        "Was nur Menschen wissen",
        "Ihre ersten 30 Tage",
    ]
    assert len(app.tab.checkbox) == len(HandoverPart)
    assert [area.label for area in app.tab.text_area] == [
        "Was gut läuft",
        "Worauf zu achten ist",
        "Offene Absprachen, die nirgends stehen",
        "Wo was liegt",
        "Wen man zuerst anruft",
    ]
    assert "Woche 2: Dringendes klären" in read(app)
    assert "Klären, was blockiert: „Sprachmittlung für alle Ämter“" in read(app)
    assert app.incidents == []


@pytest.mark.parametrize("role", [Role.CONTRIBUTOR, Role.PLATFORM, None])
def test_the_others_have_no_such_page(role: Role | None, app_as: AppAs) -> None:
    app = app_as(role, PAGE)
    assert app.title != "Übergabe"
    assert app.tab.text_area == []


@pytest.mark.parametrize("role", READERS)
def test_a_commune_that_begins_is_told_what_to_begin_with(role: Role, new_app_as: AppAs) -> None:
    app = new_app_as(role, PAGE)
    assert "noch kein Ergebnis, noch kein Ziel für 2035" in app.text
    assert "Die erste Runde des Selbstchecks beginnen" in app.text
    assert app.incidents == []


def test_links_lead_only_where_somebody_may_go(app_as: AppAs) -> None:
    assert "Zuständigkeiten" in links(app_as(Role.OFFICER, PAGE))
    assert "Zuständigkeiten" not in links(app_as(Role.STEERING, PAGE))


def test_what_is_typed_is_stored_at_once_with_who(team: Team) -> None:
    app = signed_in(team.mayor, PAGE)
    typed(app, "Das Netzwerk trägt.")
    assert stored(team) == "Das Netzwerk trägt."
    assert rf"von {team.mayor.display_name}" in read(app)


def test_what_two_people_typed_waits_beside_each_other_and_one_of_them_settles_it(team: Team) -> None:
    first, second = signed_in(team.mayor, PAGE), signed_in(team.officer, PAGE)
    typed(first, "Die Leitung")
    typed(second, "Die Sachbearbeitung")
    assert stored(team) == "Die Leitung"
    assert field(second).value == "Die Sachbearbeitung"
    assert "zwei verschiedene Angaben" in second.text
    first.run()
    (take,) = (button for button in first.tab.button if button.label == "Vorschlag übernehmen")
    take.click()
    first.run()
    assert stored(team) == "Die Sachbearbeitung"


def test_a_text_that_is_refused_stays_in_its_field(team: Team, monkeypatch: pytest.MonkeyPatch) -> None:
    app = signed_in(team.mayor, PAGE)
    permissions = access.PERMISSIONS[Role.MAYOR] - {Permission.PLAN}
    monkeypatch.setitem(access.PERMISSIONS, Role.MAYOR, permissions)
    field(app).set_value("Geht nicht")
    monkeypatch.setattr(handover, "may", lambda *_: True)  # the field is still there: the page was drawn before
    app.run()
    assert stored(team) == ""
    assert field(app).value == "Geht nicht"
    assert "Nicht gespeichert: „Geht nicht“" in app.text


def test_who_may_read_and_not_plan_has_no_field(team: Team, monkeypatch: pytest.MonkeyPatch) -> None:
    permissions = access.PERMISSIONS[Role.STEERING] - {Permission.PLAN}
    monkeypatch.setitem(access.PERMISSIONS, Role.STEERING, permissions)
    app = signed_in(team.steering, PAGE)
    assert app.tab.text_area == []
    assert "Diese Abschnitte schreibt, wer plant." in app.text


def test_first_steps_follow_from_what_is_open(team: Team) -> None:
    stored_measure(team.commune, title="Spät *dran*", status=MeasureStatus.RUNNING, due_on=today() - timedelta(days=1))
    app = signed_in(team.mayor, PAGE)
    assert r"„Spät \*dran\*“" in app.text
    assert "Neue Termine vereinbaren: „Spät *dran*“" in read(app)
    assert "Klären, was blockiert" not in read(app)


def test_both_files_are_offered_by_name_and_without_parts_the_page_says_what_is_left(team: Team) -> None:
    app = signed_in(team.mayor, PAGE)
    assert [button.proto.label for button in app.tab.get("download_button")] == ["Als PDF", "Als Word-Datei"]
    for box in app.tab.checkbox:
        box.uncheck()
    app.run()
    assert "Auch ohne Teile enthält das Dokument die erste Seite für fünf Minuten." in app.text
