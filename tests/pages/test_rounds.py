"""The page of rounds: begin one, see where each stands."""

from __future__ import annotations

import pytest
import time_machine
from app_tab import AppAs
from factories import replies_to_all, stored_round

from data.model.people import Commune, Role
from data.storage.database import reading


def links(app: object) -> list[str]:
    return [link.label for link in app.tab.get("page_link")][1:]  # type: ignore[attr-defined]  # the first is in the frame


def begin(app: object, name: str) -> None:
    app.tab.text_input[0].set_value(name)  # type: ignore[attr-defined]
    app.click("Runde beginnen")  # type: ignore[attr-defined]


def test_a_new_commune_is_told_what_to_do_first(new_app_as: AppAs) -> None:
    app = new_app_as(Role.OFFICER, "runden")
    assert "Noch keine Runde" in app.text
    assert [button.label for button in app.tab.button if button.key is None or "begin" in button.key] == [
        "Runde beginnen"
    ]


@time_machine.travel("2026-11-23")
def test_the_officer_begins_a_round_under_the_proposed_name_and_is_led_to_the_template(
    new_app_as: AppAs, new_town: Commune
) -> None:
    app = new_app_as(Role.OFFICER, "runden")
    assert app.tab.text_input[0].value == "2026"
    assert list(app.tab.selectbox[0].options) == ["2021-07", "2021-03"]
    assert app.click("Runde beginnen").title == "Antworten hochladen"
    with reading() as work:
        (begun,) = work.self_checks.of_commune(new_town.id)
    assert (begun.round_name, begun.catalogue_version) == ("2026", "2021-07")


def test_an_older_catalogue_can_be_chosen(new_app_as: AppAs, new_town: Commune) -> None:
    app = new_app_as(Role.OFFICER, "runden")
    app.tab.selectbox[0].set_value("2021-03")
    begin(app, "Herbst")
    with reading() as work:
        assert [each.catalogue_version for each in work.self_checks.of_commune(new_town.id)] == ["2021-03"]


def test_a_name_that_is_taken_is_told_and_nothing_begins(new_app_as: AppAs, new_town: Commune) -> None:
    stored_round(new_town, replies_to_all(), name="Herbst 2025", submitted=True)
    app = new_app_as(Role.OFFICER, "runden")
    begin(app, "herbst 2025")
    assert [error.value for error in app.tab.error] == [
        "Eine Runde mit dem Namen „herbst 2025“ gibt es schon. Bitte wählen Sie einen anderen."
    ]
    assert app.title == "Runden"


@time_machine.travel("2026-11-23")
def test_the_proposed_name_is_one_that_is_not_taken(new_app_as: AppAs, new_town: Commune) -> None:
    stored_round(new_town, replies_to_all(), name="2026", submitted=True)
    assert new_app_as(Role.OFFICER, "runden").tab.text_input[0].value == "2026-2"


@pytest.mark.parametrize("role", [Role.MAYOR, Role.STEERING, Role.CONTRIBUTOR])
def test_only_the_officer_begins_rounds(role: Role, new_app_as: AppAs) -> None:
    app = new_app_as(role, "runden")
    assert "Runde beginnen" not in [button.label for button in app.tab.button]
    assert not app.tab.text_input


def test_rounds_come_newest_first_with_state_date_and_how_much_is_answered(app_as: AppAs) -> None:
    app = app_as(Role.OFFICER, "runden")
    assert [words for level, words in app.headings if level == 2] == ["2026", "2025", "2023"]
    for told in (
        "in Arbeit",
        "eingereicht am 24.11.2025",
        "begonnen am 01.09.2025 · Fragenkatalog 2021-07",
        "eingereicht am 20.11.2023",
    ):
        assert told in app.text
    progress = [bar.proto.text for bar in app.tab.get("progress")]
    assert progress[0] == "0 von 108 zutreffenden Fragen beantwortet"
    assert "Runde beginnen" not in [button.label for button in app.tab.button]  # one is in work


@pytest.mark.parametrize(
    ("role", "next_steps"),
    [
        (Role.OFFICER, ["Vorlage und Hochladen", "Prüfen und einreichen", "Ergebnisse ansehen"]),
        (Role.MAYOR, ["Prüfen und einreichen", "Ergebnisse ansehen"]),
        (Role.STEERING, ["Ergebnisse ansehen"]),
        (Role.CONTRIBUTOR, []),
    ],
)
def test_a_round_offers_exactly_the_steps_that_this_person_may_go(
    role: Role, next_steps: list[str], app_as: AppAs
) -> None:
    assert links(app_as(role, "runden")) == next_steps
