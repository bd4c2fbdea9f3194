"""Rückhalt: who to call, three questions, every part; for everybody, and nothing of anybody stands in the address."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
import time_machine
from app_tab import App, AppAs, signed_in
from factories import stored_commune, stored_person
from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError

from components.support.place import Part
from data import settings as settings_module
from data.model.people import Role
from data.services import accounts, measures

MONDAY_NOON = datetime(2026, 11, 23, 11, 30, tzinfo=UTC)  # 12:30 in Germany
SUNDAY_NIGHT = datetime(2026, 11, 22, 21, 30, tzinfo=UTC)  # 22:30 in Germany
TITLE = "Rückhalt bei Anfeindung und Bedrohung"


@pytest.fixture
def monday_noon() -> Iterator[None]:
    """It is a Monday at noon."""
    with time_machine.travel(MONDAY_NOON, tick=False):
        yield


def contacts(app: App, place: str) -> list[str]:
    """The contacts that stand at a place of the page in their order, each with what is told of it."""
    marked = f"-call_{place}_"
    return [
        "\n".join(each.value for each in block.children.values())
        for block in blocks(app.tab.main)
        if marked in named(block)
    ]


def steps(app: App) -> list[str]:
    """The steps that are suggested."""
    return [block.children[0].value for block in blocks(app.tab.main) if "-advice_found_" in named(block)]


def blocks(block: object) -> Iterator[object]:
    """All blocks within a block, in the order of the page."""
    for child in getattr(block, "children", {}).values():
        if hasattr(child, "children"):
            yield child
            yield from blocks(child)


def named(block: object) -> str:
    """What a block is called, with the key that it was given."""
    return str(getattr(getattr(block, "proto", None), "id", ""))


def with_land(app: App, name: str, key: str = "land_of_card") -> App:
    """Choose a Land."""
    app.tab.selectbox(key=key).set_value(name)
    return app.run()


def happened(app: App, situation: str) -> App:
    """Say what happened."""
    app.tab.pills(key="pick_situation").set_value(situation)
    return app.run()


def test_the_first_view_begins_with_110_and_every_number_can_be_dialled(app_as: AppAs, monday_noon: None) -> None:
    card = contacts(app_as(None, "rueckhalt"), "card")
    assert "(tel:110)" in card[0]
    assert "(tel:08003009944)" in card[1]
    assert "jetzt erreichbar bis 16 Uhr" in card[1]
    assert [number for number in ("030 252 088 38", "116 006", "0800 111 0 111") if number not in "".join(card)] == []
    assert all("(tel:" in line for line in card)


def test_who_is_closed_says_when_it_opens_again(app_as: AppAs) -> None:
    with time_machine.travel(SUNDAY_NIGHT, tick=False):
        card = contacts(app_as(None, "rueckhalt"), "card")
    assert "wieder morgen 9 Uhr" in card[1]
    assert "rund um die Uhr" in card[0]


def test_the_land_is_chosen_in_place_comes_third_and_stays_in_the_tab_and_out_of_the_address(app_as: AppAs) -> None:
    app = with_land(app_as(None, "rueckhalt"), "Sachsen")
    assert "0351 855-2223" in contacts(app, "card")[2]
    app.open("rueckhalt?teil=recht")
    assert app.tab.selectbox(key="land_of_deadline").value == "Sachsen"
    app.open("rueckhalt")
    assert "0351 855-2223" in contacts(app, "card")[2]
    assert "Sachsen" not in str(dict(app.tab.query_params))


@pytest.mark.parametrize("situation", ["danger_now", "threat", "online_flood", "in_council", "unsure"])
def test_the_questions_lead_to_at_most_five_steps_and_five_contacts(situation: str, app_as: AppAs) -> None:
    app = happened(app_as(None, "rueckhalt"), situation)
    assert 1 <= len(contacts(app, "found")) <= 5
    assert 1 <= len(steps(app)) <= 5
    assert contacts(app, "more")
    assert any("rund um die Uhr" in line or "jetzt erreichbar" in line for line in contacts(app, "found"))
    assert app.incidents == []


def test_what_somebody_answers_stands_neither_in_the_address_nor_is_it_lost_on_another_part(app_as: AppAs) -> None:
    app = happened(app_as(None, "rueckhalt"), "threat")
    app.tab.pills(key="pick_concerned").set_value("family")
    found = contacts(app.run(), "found")
    assert dict(app.tab.query_params) == {}
    app.open("rueckhalt?teil=stellen").open("rueckhalt")
    assert contacts(app, "found") == found


def test_who_is_signed_in_begins_with_the_own_land_and_may_choose_another(store: Engine) -> None:
    app = signed_in(stored_person(Role.MAYOR, stored_commune(land="Sachsen")), "rueckhalt")
    assert "0351 855-2223" in contacts(app, "card")[2]
    assert "06131 65-65250" in contacts(with_land(app, "Rheinland-Pfalz"), "card")[2]
    assert app.tab.selectbox(key="land_of_questions").value == "Rheinland-Pfalz"


def test_without_a_number_it_is_said_instead_of_a_button(app_as: AppAs) -> None:
    third = contacts(with_land(app_as(None, "rueckhalt"), "Thüringen"), "card")[2]
    assert "(tel:" not in third
    assert "nicht öffentlich" in third


@pytest.mark.parametrize("role", [None, Role.MAYOR, Role.PLATFORM])
@pytest.mark.parametrize("part", Part)
def test_every_part_opens_for_everybody_below_the_same_title(part: Part, role: Role | None, app_as: AppAs) -> None:
    app = app_as(role, f"rueckhalt?teil={part.value}" if part.value else "rueckhalt")
    assert app.title == TITLE
    assert app.headings[1][0] == 2
    assert app.incidents == []
    assert "data-kompass-exit" in "".join(each.proto.body for each in app.tab.get("html"))
    if part is not Part.NOW:
        assert "(tel:110)" in app.text


def test_a_part_that_nobody_knows_is_the_first_view(app_as: AppAs) -> None:
    assert contacts(app_as(None, "rueckhalt?teil=gibt-es-nicht"), "card")


# All services.


def test_services_are_narrowed_down_and_searched_and_never_end_in_an_empty_page(app_as: AppAs) -> None:
    app = app_as(None, "rueckhalt?teil=stellen")
    assert "70 Stellen" in app.text
    assert app.text.count("noch von keiner Person geprüft") >= 12  # small, on each card of the page
    app.tab.text_input(key="services_search").set_value("hateaid")
    app.run()
    assert "HateAid" in [words.partition(" – ")[0] for level, words in app.headings if level == 3]
    app.tab.text_input(key="services_search").set_value("gibtesnicht")
    app.run()
    assert "Keine Stelle passt" in app.text
    assert "(tel:08003009944)" in app.text


def test_unsure_numbers_say_from_when_they_are(app_as: AppAs) -> None:
    app = with_land(app_as(None, "rueckhalt?teil=stellen"), "Baden-Württemberg", "land_of_services")
    assert "Stand: 19.07.2019, bitte prüfen" in app.text.replace("\\", "")


# Deadline and law.


def deadline(app: App, act: date | None, offender: date | None) -> str:
    """What the calculator says."""
    app.tab.date_input(key="deadline_act").set_value(act)
    app.tab.date_input(key="deadline_offender").set_value(offender)
    app.run()
    return app.text


def test_the_deadline_runs_three_months_from_the_later_knowledge_and_ends_on_a_working_day(
    app_as: AppAs, monday_noon: None
) -> None:
    app = app_as(None, "rueckhalt?teil=recht")
    # Known on 28 August and 5 September: 5 December 2026 is a Saturday, so Monday 7 December; 14 days from 23 November.
    text = deadline(app, date(2026, 8, 28), date(2026, 9, 5))
    assert "Montag, 7. Dezember 2026" in text
    assert "noch 14 Tage" in text
    assert "05.12.2026 zählt nicht als letzter Tag (Samstag, Sonntag)" in text


def test_the_days_of_the_calculator_are_still_there_after_another_part_was_read(
    app_as: AppAs, monday_noon: None
) -> None:
    app = app_as(None, "rueckhalt?teil=recht")
    deadline(app, date(2026, 8, 28), date(2026, 9, 5))
    app.open("rueckhalt?teil=stellen").open("rueckhalt?teil=recht")
    assert "Montag, 7. Dezember 2026" in app.text
    app.tab.checkbox(key="deadline_unknown").check()
    app.run().open("rueckhalt?teil=stellen").open("rueckhalt?teil=recht")
    assert app.tab.checkbox(key="deadline_unknown").value
    assert "Die Frist hat noch nicht begonnen" in app.text
    app.tab.date_input(key="deadline_act").set_value(None)
    app.run().open("rueckhalt?teil=stellen").open("rueckhalt?teil=recht")
    assert app.tab.date_input(key="deadline_act").value is None


def test_without_an_offender_the_deadline_has_not_begun(app_as: AppAs, monday_noon: None) -> None:
    app = app_as(None, "rueckhalt?teil=recht")
    deadline(app, date(2026, 8, 28), None)
    app.tab.checkbox(key="deadline_unknown").check()
    assert "Die Frist hat noch nicht begonnen" in app.run().text


def test_the_law_says_that_it_is_no_legal_advice_and_folds_penalties_away(app_as: AppAs) -> None:
    app = app_as(None, "rueckhalt?teil=recht")
    assert "Keine Rechtsberatung" in app.text
    assert "Strafrahmen" in [each.label for each in app.tab.expander]


# The check of what is arranged.


def answered(app: App, *values: str) -> App:
    """Answer the first points of the check."""
    for control, value in zip(app.tab.segmented_control, values, strict=False):
        control.set_value(value)
    return app.run()


def test_the_check_has_twelve_points_and_says_in_words_where_one_stands(app_as: AppAs) -> None:
    app = app_as(None, "rueckhalt?teil=vorsorge")
    assert len(app.tab.segmented_control) == 12
    answered(app, "yes", "partly", "no")
    assert "Geregelt: 1, teilweise: 1, nicht geregelt: 1." in app.text
    assert "9 Punkte sind noch offen." in app.text
    assert [each.label for each in app.tab.get("download_button")] == ["Liste herunterladen"]
    assert "preparedness_plan" not in [button.key for button in app.tab.button]


def test_what_is_answered_in_the_check_stays_in_the_tab(app_as: AppAs) -> None:
    app = answered(app_as(None, "rueckhalt?teil=vorsorge"), "yes", "no")
    app.open("rueckhalt").open("rueckhalt?teil=vorsorge")
    assert "Geregelt: 1, teilweise: 0, nicht geregelt: 1." in app.text


def test_who_may_plan_makes_measures_of_the_open_points_once(store: Engine) -> None:
    officer = stored_person(Role.OFFICER, stored_commune())
    app = answered(signed_in(officer, "rueckhalt?teil=vorsorge"), "no", "partly", "yes")
    app.click("2 Maßnahmen daraus machen")
    assert "2 Maßnahmen kamen dazu." in app.text
    assert len(measures.measures(officer)) == 2
    app.click("2 Maßnahmen daraus machen")
    assert "0 Maßnahmen kamen dazu. Schon da:" in app.text
    assert len(measures.measures(officer)) == 2


def test_who_only_reads_the_plan_gets_the_list_and_no_button(app_as: AppAs) -> None:
    app = answered(app_as(Role.CONTRIBUTOR, "rueckhalt?teil=vorsorge"), "no")
    assert "preparedness_plan" not in [button.key for button in app.tab.button]


# Peer consultation.


def test_the_clock_of_the_peer_consultation_says_which_step_it_is(app_as: AppAs) -> None:
    with time_machine.travel(MONDAY_NOON, tick=False) as clock:
        app = app_as(None, "rueckhalt?teil=fallberatung").click("Uhr starten")
        assert "Jetzt: Fall schildern" in app.text
        clock.shift(22 * 60)  # 10 minutes to tell, 10 to ask, then ideas
        assert "Jetzt: Ideen sammeln" in app.run().text
        clock.shift(60 * 60)
        assert "Die Stunde ist um" in app.run().text


# Without the database.


def test_who_was_signed_in_gets_help_in_one_calm_line_more_and_is_signed_in_again_later(
    app_as: AppAs, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = app_as(Role.MAYOR, "rueckhalt")
    assert "Anmeldung gerade nicht möglich" not in app.text

    def away(*_given: object, **_named: object) -> None:
        raise OperationalError("SELECT 1", {}, Exception("gone"))

    with monkeypatch.context() as patched:
        patched.setattr(accounts, "sign_in_of_session", away)
        app.run()
        assert contacts(app, "card")
        assert "Anmeldung gerade nicht möglich" in app.text
        assert "Abmelden" not in [button.label for button in app.tab.button]
        assert app.incidents == []
        app.open("massnahmen")
        assert app.title == "Diese Seite ist gerade nicht möglich"
        assert "Die Datenbank ist nicht erreichbar" in app.text
        assert "Zu Rückhalt" in [link.label for link in app.tab.get("page_link")]
        app.open("rueckhalt").click("switch_language")  # language needs no database either
        assert "(tel:110)" in app.text
    assert "Abmelden" in [button.label for button in app.run().tab.button] or "Sign out" in [
        button.label for button in app.tab.button
    ]


# The way out.


def test_the_page_in_leichte_sprache_has_the_same_way_out(app_as: AppAs) -> None:
    app = app_as(None, "leichte-sprache")
    assert 'data-kompass-exit="https://www.dwd.de/"' in "".join(each.proto.body for each in app.tab.get("html"))
    assert "Mit dem Knopf ist diese Seite sofort weg." in app.text


def test_the_way_out_leads_where_the_installation_wants_it_and_nothing_can_be_slipped_in(
    app_as: AppAs, settings: pytest.MonkeyPatch
) -> None:
    settings.setenv("KOMPASS_EXIT_URL", 'https://kompass.example/"><img src=x>')
    settings_module.settings.cache_clear()
    (mark,) = (each.proto.body for each in app_as(None, "rueckhalt").tab.get("html") if "exit" in each.proto.body)
    assert 'data-kompass-exit="https://kompass.example/&quot;&gt;&lt;img src=x&gt;"' in mark
