"""The page on taking part in the comparison: as every role and in every state."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import UTC, date, datetime
from io import StringIO

import pytest
from app_tab import App, AppAs, signed_in
from factories import replies_to_all, stored_commune, stored_person, stored_round
from sqlalchemy import Engine

from components import contribution, session
from components.language import today
from data.content import consent as content
from data.model.audit import AuditEvent
from data.model.people import Commune, Person, Role
from data.model.self_check import NotKnown
from data.services import catalogues, consents
from data.storage.database import writing

ADDRESS = "vergleich-teilnahme"
TEXT = content.versions()[-1]
GIVE, WITHDRAW, READ = f"consent_give_{TEXT}", "consent_withdraw_yes", f"consent_read_{TEXT}"


@pytest.fixture
def town(store: Engine) -> Commune:
    """A commune that nobody decided for yet, with an approved round in which one question has no level."""
    found = stored_commune(name="Neue Stadt", benchmark_consent=False)
    stored_round(found, {**replies_to_all(3), "MS-01": NotKnown()}, submitted=True)
    return found


@pytest.fixture
def mayor(town: Commune) -> Person:
    return stored_person(Role.MAYOR, town)


def at(person: Person) -> App:
    return signed_in(person, ADDRESS)


def consent_on(app: App) -> App:
    app.tab.checkbox(key=READ).check()
    return app.run().click(GIVE)


def keys(app: App) -> set[str | None]:
    return {button.key for button in app.tab.button}


def noted(commune: Commune, *, given: bool, version: str = TEXT) -> None:
    with writing() as work:
        when = datetime(2026, 2, 10, 9, tzinfo=UTC)
        work.consents.note(commune.id, given=given, text_version=version, at=when, by=None)
        work.audit.record(AuditEvent.CONSENT_GIVEN)


# The text and what goes in.


def test_the_whole_text_is_there_with_its_version(mayor: Person) -> None:
    app, text = at(mayor), content.consent_text(TEXT, "de")
    for words in (text.title, text.introduction, *text.points, *text.consequences):
        assert words in app.text
    assert f"Fassung {TEXT}, gültig ab 01.02.2026" in app.text


def test_the_public_facts_of_the_commune_are_told_in_words(mayor: Person) -> None:
    facts = dict(at(mayor).tab.table[0].value.to_numpy().tolist())
    assert facts == {
        "Art": "Gemeinde",
        "Einwohnerzahl": r"20\.000 bis unter 100\.000",
        "Einwohnerzahl, feiner": r"20\.000 bis unter 50\.000",
        "Ost oder West": "West",
        "Städtisch oder ländlich": "städtisch",
        "Land": "Bayern",
    }


def test_every_value_of_the_round_is_in_the_file_that_can_be_downloaded(
    mayor: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session, "language", lambda: "de")
    view = consents.overview(mayor, date(2027, 1, 1))
    assert view.round is not None
    told = contribution.as_csv(view.round, catalogues.catalogue("2021-07")).decode("utf-8-sig")
    rows = list(csv.reader(StringIO(told), delimiter=";"))
    assert rows[0] == ["Ebene", "Nr.", "Titel", "Wert"]
    assert [row[0] for row in rows[1:]].count("Frage") == 108
    assert len(rows) == 1 + 7 + 35 + 108
    assert {row[3] for row in rows if row[0] == "Handlungsfeld"} == {"75,0"}  # level 3 of 4
    assert {row[1]: row[3] for row in rows if row[0] == "Frage"} == {
        question.id: "" if question.id == "MS-01" else "3" for question in catalogues.catalogue("2021-07").questions
    }


def test_without_a_round_it_says_that_no_value_goes_in(new_app_as: AppAs) -> None:
    app = new_app_as(Role.MAYOR, ADDRESS)
    assert "**Werte:** zurzeit keine." in app.text
    assert "Ihre Kommune wird noch nicht gezählt: Es gibt keine freigegebene Runde." in app.text
    assert not app.tab.get("download_button")


# Deciding.


def test_the_mayor_consents_after_saying_that_the_text_was_read(mayor: Person) -> None:
    app = at(mayor)
    assert "Neue Stadt nimmt noch nicht am anonymen Vergleich teil." in app.text
    assert "**Werte**, wenn Sie zustimmen, aus Runde 2026" in app.text
    assert app.tab.button(key=GIVE).disabled
    consent_on(app)
    assert [told.value for told in app.tab.success] == [
        "Ihre Kommune nimmt jetzt am Vergleich teil. Wo sie gezählt wird, steht auf dieser Seite."
    ]
    assert "Neue Stadt nimmt seit dem " in app.text
    assert f"Person mayor hat am {today():%d.%m.%Y} der Fassung {TEXT} zugestimmt." in app.text
    assert "Ihre Kommune wartet auf eine Zelle" in app.text
    assert GIVE not in keys(app)
    assert not app.run().tab.success  # told once


def test_the_mayor_withdraws_after_reading_what_that_brings_about(town: Commune, mayor: Person) -> None:
    noted(town, given=True)
    app = at(mayor)
    assert "Die Betreuung dieses Programms hat am 10.02.2026" in app.text
    assert app.text.count("Was schon veröffentlicht ist, lässt sich nicht zurückholen.") == 2  # text and question
    app.click(WITHDRAW)
    assert "Die Einwilligung ist zurückgenommen." in app.tab.success[0].value
    assert "Neue Stadt nimmt nicht mehr am anonymen Vergleich teil." in app.text
    assert {GIVE} <= keys(app) and WITHDRAW not in keys(app)
    story = app.text.split("Verlauf")[1]
    assert story.index("zurückgenommen") < story.index("zugestimmt")


@pytest.mark.parametrize("role", [Role.OFFICER, Role.STEERING])
def test_the_others_see_how_it_stands_and_who_decides(role: Role, town: Commune) -> None:
    app = at(stored_person(role, town))
    assert "Über die Teilnahme entscheidet die Leitung Ihrer Kommune, auf dieser Seite." in app.text
    assert "Ihre Kommune veröffentlicht ihre Ergebnisse nicht selbst." in app.text
    assert not app.tab.checkbox and not app.tab.toggle
    assert not keys(app) & {GIVE, WITHDRAW}
    assert content.consent_text(TEXT, "de").introduction in app.text


def test_a_second_tab_tells_that_it_was_done_already(town: Commune, mayor: Person) -> None:
    one, other = at(mayor), at(mayor)
    other.tab.checkbox(key=READ).check()
    other.run()
    consent_on(one)
    other.tab.button(key=GIVE).click()
    other.run()
    assert "Neue Stadt nimmt seit dem " in other.text  # the click finds the new state: nothing is left to do
    assert len(consents.overview(mayor, date(2027, 1, 1)).steps) == 1
    one.click(WITHDRAW)
    assert "nimmt nicht mehr" in other.run().text


def test_what_happens_between_looking_and_storing_is_told_in_a_sentence(
    mayor: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    app, give = at(mayor), consents.give

    def colleague_was_faster(acting: Person, version: str) -> None:
        give(acting, version)
        give(acting, version)

    monkeypatch.setattr(consents, "give", colleague_was_faster)
    consent_on(app)
    assert [error.value for error in app.tab.error] == ["Ihre Kommune hat dieser Fassung schon zugestimmt."]


def test_a_text_that_changed_meanwhile_is_shown_to_be_read(mayor: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    app, newest = at(mayor), replace(content.consent_text(TEXT, "de"), version="2099-01", points=("Neuer Satz.",))
    app.tab.checkbox(key=READ).check()
    app.run()
    with monkeypatch.context() as newer:
        newer.setattr(content, "versions", lambda: (TEXT, "2099-01"))
        newer.setattr(content, "consent_text", lambda _version, _language: newest)
        app.tab.button(key=GIVE).click()
        app.run()
        assert "Fassung 2099-01" in app.text
        assert "Neuer Satz." in app.text
        assert app.tab.button(key="consent_give_2099-01").disabled  # to be read first
    assert not consents.overview(mayor, date(2027, 1, 1)).given


def test_a_newer_text_is_offered_while_the_older_consent_holds(town: Commune, mayor: Person) -> None:
    noted(town, given=True, version="2025-01")
    app = at(mayor)
    assert f"in einer neueren Fassung ({TEXT})" in app.tab.info[0].value
    assert {GIVE, WITHDRAW} <= keys(app)
    assert app.tab.button(key=GIVE).label == "Dieser Fassung zustimmen"
    consent_on(app)
    assert not app.tab.info
    assert "Neue Stadt nimmt seit dem 10.02.2026" in app.text


def test_whoever_publishes_results_says_so_with_a_switch_and_a_second_tab_sees_it(mayor: Person) -> None:
    app, other = at(mayor), at(mayor)
    app.tab.toggle[0].set_value(True)
    app.run()
    assert app.tab.success[0].value == "Gespeichert: Ihre Kommune veröffentlicht ihre Ergebnisse selbst."
    assert consents.overview(mayor, date(2027, 1, 1)).public_results
    assert other.run().tab.toggle[0].value is True
    app.tab.toggle[0].set_value(False)
    assert app.run().tab.success[0].value == "Gespeichert: Ihre Kommune veröffentlicht ihre Ergebnisse nicht selbst."


def test_the_cockpit_asks_the_mayor_until_somebody_decided(mayor: Person) -> None:
    cockpit, question = signed_in(mayor), "**Am anonymen Vergleich teilnehmen?**"
    assert question in cockpit.text
    assert "vergleich-teilnahme" in [link.proto.page for link in cockpit.tab.get("page_link")]
    consent_on(at(mayor)).click(WITHDRAW)
    assert question not in cockpit.run().text


# In the demo, where a release counts the commune.


@pytest.mark.parametrize("role", [Role.MAYOR, Role.OFFICER, Role.STEERING])
def test_the_cell_that_counts_the_commune_is_told_in_words(role: Role, app_as: AppAs) -> None:
    app = app_as(role, ADDRESS)
    assert "Musterstadt nimmt seit dem 10.02.2026 am anonymen Vergleich teil." in app.text
    assert "In den Vergleichsdaten vom 01.03.2026 zählt Ihre Kommune in einer Zelle von **8 Kommunen**" in app.text
    assert r"**Gemeinden mit 20\.000 bis unter 100\.000 Menschen, städtisch, aus 8 Ländern**" in app.text
    assert "freigegeben am 24.11.2025" in app.text


def test_the_values_of_a_field_are_drawn_when_it_is_opened(app_as: AppAs) -> None:
    app = app_as(Role.MAYOR, ADDRESS)
    assert len(app.tab.table) == 1
    labels = [expander.label for expander in app.tab.expander]
    assert labels[0] == "Management und Steuerung · 70,0 Punkte"
    assert len(labels) == 7
