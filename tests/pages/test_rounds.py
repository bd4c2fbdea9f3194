"""The page of rounds: begin one, see where each stands, carry answers forward, reopen and discard."""

from __future__ import annotations

import pytest
import time_machine
from app_tab import App, AppAs
from conftest import count
from factories import a_person, replies_to_all, stored_person, stored_round
from sqlalchemy import Engine

from data.errors import NotFound
from data.model.approval import RoundStep
from data.model.catalogue import CatalogueMapping
from data.model.people import Commune, Person, Role
from data.model.self_check import Perspective, SelfCheck, SelfCheckStatus
from data.services import approval, catalogues, proposals, self_checks
from data.storage.database import reading


def links(app: App) -> list[str]:
    return [link.label for link in app.tab.get("page_link")][1:]  # the first is in the frame


def buttons(app: App) -> list[str]:
    return [button.label for button in app.tab.button]


def cards(app: App) -> list[str]:
    return [words for level, words in app.headings if level == 2]


def progress(app: App) -> list[str]:
    return [bar.proto.text for bar in app.tab.get("progress")]


def begin(app: App, name: str) -> None:
    app.tab.text_input[0].set_value(name)
    app.click("Runde beginnen")


def rounds_of(town: Commune) -> list[SelfCheck]:
    with reading() as work:
        return work.self_checks.of_commune(town.id)


def waiting(round_: SelfCheck) -> int:
    """How many questions have a proposal."""
    with reading() as work:
        return len(work.proposals.open_ones(round_.id, Perspective.ADMINISTRATION))


@pytest.fixture
def officer(new_town: Commune) -> Person:
    return stored_person(Role.OFFICER, new_town, username="kim", display_name="Kim Beispiel")


@pytest.fixture
def mayor(new_town: Commune) -> Person:
    return stored_person(Role.MAYOR, new_town, username="alex", display_name="Alex Beispiel")


# --- begin --------------------------------------------------------------------------------------------------------


def test_a_new_commune_is_told_what_to_do_first(new_app_as: AppAs) -> None:
    app = new_app_as(Role.OFFICER, "runden")
    assert "Noch keine Runde" in app.text
    assert [label for label in buttons(app) if "eginn" in label] == ["Runde beginnen"]
    assert not app.tab.checkbox  # there is no round whose answers could be taken along


@time_machine.travel("2026-11-23")
def test_the_officer_begins_a_round_under_the_proposed_name_and_is_led_on_to_its_questions(
    new_app_as: AppAs, new_town: Commune
) -> None:
    app = new_app_as(Role.OFFICER, "runden")
    assert app.tab.text_input[0].value == "2026"
    assert list(app.tab.selectbox[0].options) == [
        "2021-07 · Selbstcheck 108 Fragen, Stand Juli 2021",
        "2021-03 · Selbstcheck 105 Fragen, Stand März 2021",
    ]
    assert "Beginn: heute, 23.11.2026" in app.text
    app.click("Runde beginnen")
    assert [told.value for told in app.tab.success] == ["Die Runde ist begonnen. Jede Antwort wird sofort gespeichert."]
    assert (cards(app), links(app)[0]) == (["2026"], "Fragen beantworten")
    (begun,) = rounds_of(new_town)
    assert (begun.round_name, begun.catalogue_version) == ("2026", "2021-07")
    assert not app.run().tab.success  # told once


def test_an_older_catalogue_can_be_chosen(new_app_as: AppAs, new_town: Commune) -> None:
    app = new_app_as(Role.OFFICER, "runden")
    app.tab.selectbox[0].set_value("2021-03")
    begin(app, "Herbst")
    assert [each.catalogue_version for each in rounds_of(new_town)] == ["2021-03"]


def test_a_name_that_is_taken_is_told_in_the_form_and_nothing_begins(new_app_as: AppAs, new_town: Commune) -> None:
    stored_round(new_town, replies_to_all(), name="Herbst 2025", submitted=True)
    app = new_app_as(Role.OFFICER, "runden")
    begin(app, "herbst 2025")
    assert [error.value for error in app.tab.error] == [
        "Eine Runde mit dem Namen „herbst 2025“ gibt es schon. Bitte wählen Sie einen anderen."
    ]
    assert app.tab.text_input[0].value == "herbst 2025"
    assert len(rounds_of(new_town)) == 1


@time_machine.travel("2026-11-23")
def test_the_proposed_name_is_one_that_is_not_taken(new_app_as: AppAs, new_town: Commune) -> None:
    stored_round(new_town, replies_to_all(), name="2026", submitted=True)
    assert new_app_as(Role.OFFICER, "runden").tab.text_input[0].value == "2026-2"


@pytest.mark.parametrize("role", [Role.MAYOR, Role.STEERING, Role.CONTRIBUTOR])
def test_only_the_officer_begins_rounds(role: Role, new_app_as: AppAs) -> None:
    app = new_app_as(role, "runden")
    assert "Runde beginnen" not in buttons(app)
    assert not app.tab.text_input


@pytest.mark.parametrize("status", [SelfCheckStatus.DRAFT, SelfCheckStatus.HANDED_IN])
def test_while_a_round_is_in_work_no_other_one_is_begun(
    status: SelfCheckStatus, new_app_as: AppAs, new_town: Commune, officer: Person
) -> None:
    draft = stored_round(new_town, replies_to_all())
    if status is SelfCheckStatus.HANDED_IN:
        approval.hand_in(officer, draft.id, draft.revision)
    assert "Runde beginnen" not in buttons(new_app_as(Role.OFFICER, "runden"))


# --- carry forward ------------------------------------------------------------------------------------------------


def test_a_round_begins_with_the_answers_of_the_last_one_as_proposals(new_app_as: AppAs, new_town: Commune) -> None:
    stored_round(new_town, replies_to_all(3, "2021-03"), name="2023", version="2021-03", submitted=True)
    app = new_app_as(Role.OFFICER, "runden")
    assert app.tab.checkbox[0].label == "Antworten der Runde 2023 als Vorschläge mitnehmen"
    assert app.tab.checkbox[0].value
    begin(app, "Herbst")
    begun = rounds_of(new_town)[0]
    # 108 questions, of which three are new since the version with 105.
    assert waiting(begun) == 105
    assert "**105 Vorschläge** aus Runde 2023 warten auf Bestätigung. Neu im Fragenkatalog" in app.text
    assert progress(app)[0] == "0 von 108 zutreffenden Fragen beantwortet"  # a proposal is no answer
    assert "als Vorschläge übernehmen" not in "".join(buttons(app))


def test_whoever_wants_to_begins_without_them_and_finds_the_offer_on_the_card(
    new_app_as: AppAs, new_town: Commune
) -> None:
    replies = replies_to_all(3)
    del replies["MS-01"]
    stored_round(new_town, replies, name="2025", submitted=True)
    app = new_app_as(Role.OFFICER, "runden")
    app.tab.checkbox[0].uncheck()
    begin(app, "Herbst")
    begun = rounds_of(new_town)[0]
    assert waiting(begun) == 0
    assert "107 Antworten aus Runde 2025 könnten noch gelten." in app.text
    app.click("Antworten aus Runde 2025 als Vorschläge übernehmen")
    assert waiting(begun) == 107
    assert "**107 Vorschläge** aus Runde 2025 warten" in app.text
    assert "Eine offene Frage war schon damals offen." in app.text
    assert "als Vorschläge übernehmen" not in "".join(buttons(app))


def test_with_a_catalogue_that_no_earlier_round_leads_to_nothing_begins(
    new_app_as: AppAs, new_town: Commune, monkeypatch: pytest.MonkeyPatch
) -> None:
    def mapped(from_version: str, to_version: str) -> CatalogueMapping:
        if to_version == "2021-03":
            raise NotFound("mapping_not_found")
        return catalogues.mapping(from_version, to_version)

    monkeypatch.setattr(proposals, "mapping", mapped)
    stored_round(new_town, replies_to_all(3), name="2025", submitted=True)
    app = new_app_as(Role.OFFICER, "runden")
    app.tab.selectbox[0].set_value("2021-03")
    begin(app, "Herbst")
    assert "Es gibt keine freigegebene Runde" in app.tab.error[0].value
    assert len(rounds_of(new_town)) == 1


def test_nobody_but_the_officer_is_offered_old_answers(new_app_as: AppAs, new_town: Commune) -> None:
    stored_round(new_town, replies_to_all(3), name="2025", submitted=True)
    stored_round(new_town, name="2026")
    for role in (Role.MAYOR, Role.STEERING, Role.CONTRIBUTOR):
        app = new_app_as(role, "runden")
        assert "könnten noch gelten" not in app.text


# --- where each stands --------------------------------------------------------------------------------------------


def test_rounds_come_newest_first_with_state_date_and_how_much_is_answered(app_as: AppAs) -> None:
    app = app_as(Role.OFFICER, "runden")
    assert cards(app) == ["2026", "2025", "2023"]
    for told in (
        "in Arbeit",
        "freigegeben am 24.11.2025",
        "begonnen am 01.09.2025 · Fragenkatalog 2021-07 · eine freigegebene Fassung",
        "freigegeben am 20.11.2023",
    ):
        assert told in app.text
    assert all(told.endswith("zutreffenden Fragen beantwortet") for told in progress(app))
    assert "Runde beginnen" not in buttons(app)  # one is in work


@pytest.mark.parametrize(
    ("role", "next_steps"),
    [
        (
            Role.OFFICER,
            ["Fragen beantworten", "Vorlage und Hochladen", "Prüfen und vorlegen", "Ergebnisse ansehen"],
        ),
        (Role.MAYOR, ["Fragen ansehen", "Ergebnisse ansehen"]),
        (Role.STEERING, ["Ergebnisse ansehen"]),
        (Role.CONTRIBUTOR, ["Fragen beantworten", "Vorlage und Hochladen"]),
    ],
)
def test_a_draft_offers_exactly_the_steps_that_this_person_may_go(
    role: Role, next_steps: list[str], app_as: AppAs
) -> None:
    assert links(app_as(role, "runden")) == next_steps


@pytest.mark.parametrize(
    ("role", "next_step"),
    [
        (Role.OFFICER, ["Stand ansehen"]),
        (Role.MAYOR, ["Zur Freigabe ansehen"]),
        (Role.STEERING, []),
        (Role.CONTRIBUTOR, []),
    ],
)
def test_a_round_that_was_handed_in_leads_to_the_decision(
    role: Role, next_step: list[str], new_app_as: AppAs, new_town: Commune, officer: Person
) -> None:
    draft = stored_round(new_town, replies_to_all())
    approval.hand_in(officer, draft.id, draft.revision)
    app = new_app_as(role, "runden")
    assert "zur Freigabe vorgelegt" in app.text
    assert links(app) == next_step


def test_the_story_of_a_round_tells_who_did_what_and_why(
    new_app_as: AppAs, new_town: Commune, officer: Person, mayor: Person
) -> None:
    draft = stored_round(new_town, replies_to_all())
    moved = approval.hand_in(officer, draft.id, draft.revision, "Bitte *ansehen*.")
    approval.send_back(mayor, draft.id, moved.revision, "Noch nicht.\nMS-01 fehlt.")
    text = new_app_as(Role.OFFICER, "runden").text
    told = [line for line in text.splitlines() if line.startswith(("**", ">"))]
    assert "**begonnen** · 04.05.2026" in told
    assert any(line.startswith("**zur Freigabe vorgelegt**") and line.endswith("Kim Beispiel") for line in told)
    assert r"> Bitte \*ansehen\*\." in told
    assert any(line.startswith("**zurückgegeben**") and line.endswith("Alex Beispiel") for line in told)


def test_the_remark_with_which_a_round_came_back_stands_on_its_card(
    new_app_as: AppAs, new_town: Commune, officer: Person, mayor: Person
) -> None:
    draft = stored_round(new_town, replies_to_all())
    handed_in = approval.hand_in(officer, draft.id, draft.revision)
    back = approval.send_back(mayor, draft.id, handed_in.revision, "MS-01 fehlt.")
    app = new_app_as(Role.OFFICER, "runden")
    (told,) = app.tab.warning
    assert "Alex Beispiel hat die Runde am" in told.value
    assert r"MS\-01 fehlt\." in told.value
    approval.hand_in(officer, draft.id, back.revision)
    assert not app.run().tab.warning


@pytest.mark.parametrize("role", [Role.CONTRIBUTOR, Role.STEERING])
def test_who_does_not_check_a_round_reads_its_steps_and_not_what_was_said_with_them(
    role: Role, new_app_as: AppAs, new_town: Commune, officer: Person, mayor: Person
) -> None:
    draft = stored_round(new_town, replies_to_all())
    handed_in = approval.hand_in(officer, draft.id, draft.revision, "Das Jugendamt hinkt.")
    approval.send_back(mayor, draft.id, handed_in.revision, "Herr Muster irrt.")
    app = new_app_as(role, "runden")
    assert "**zurückgegeben** ·" in app.text
    assert not app.tab.warning
    assert "hinkt" not in app.text and "irrt" not in app.text


# --- the rare steps -----------------------------------------------------------------------------------------------


def approved(town: Commune, name: str = "2025") -> SelfCheck:
    stored_round(town, replies_to_all(), name=name, submitted=True)
    return rounds_of(town)[0]


def test_the_mayor_reopens_an_approved_round_with_a_reason(new_app_as: AppAs, new_town: Commune, store: Engine) -> None:
    round_ = approved(new_town)
    app = new_app_as(Role.MAYOR, "runden")
    assert "Die freigegebene Fassung bleibt erhalten und gilt in Ergebnissen und Vergleich weiter" in app.text
    app.click("Runde wieder öffnen")
    assert app.tab.error[0].value == "Bitte schreiben Sie kurz, warum. Die anderen lesen es zuerst."
    app.tab.text_area[0].set_value("Zahlen vom Vorjahr.")
    app.click("Runde wieder öffnen")
    assert "Runde 2025 ist wieder geöffnet." in app.tab.success[0].value
    assert r"Zahlen vom Vorjahr\." in app.tab.warning[0].value
    assert rounds_of(new_town)[0].status is SelfCheckStatus.DRAFT
    assert count(store, "frozen_result") == 1
    assert round_.versions == 1


def test_while_another_round_is_in_work_the_mayor_reads_why_none_can_be_reopened(
    new_app_as: AppAs, new_town: Commune
) -> None:
    approved(new_town)
    stored_round(new_town, name="2026")
    app = new_app_as(Role.MAYOR, "runden")
    assert "Das geht erst, wenn Runde 2026 freigegeben oder verworfen ist." in app.text
    assert "Runde wieder öffnen" not in buttons(app)


def test_the_officer_discards_a_draft_and_takes_it_up_again(new_app_as: AppAs, new_town: Commune) -> None:
    approved(new_town)
    stored_round(new_town, name="2026")
    app = new_app_as(Role.OFFICER, "runden").click("Ja, verwerfen")
    assert "Runde 2026 ist verworfen." in app.tab.success[0].value
    assert cards(app) == ["2025", "2026", "Neue Runde beginnen"]  # what was discarded stands last
    app.click("Ja, wieder aufnehmen")
    assert cards(app) == ["2026", "2025"]
    assert rounds_of(new_town)[0].status is SelfCheckStatus.DRAFT


def test_what_was_approved_once_cannot_be_discarded(new_app_as: AppAs, new_town: Commune, mayor: Person) -> None:
    round_ = approved(new_town)
    approval.reopen(mayor, round_.id, round_.revision, "Noch einmal.")
    assert "Ja, verwerfen" not in buttons(new_app_as(Role.OFFICER, "runden"))


def test_a_draft_that_changed_since_it_was_seen_is_not_discarded(
    new_app_as: AppAs, new_town: Commune, officer: Person
) -> None:
    draft = stored_round(new_town, name="2026")
    app = new_app_as(Role.OFFICER, "runden")
    with_a_step = approval.discard(officer, draft.id, draft.revision)
    approval.restore(officer, draft.id, with_a_step.revision)
    app.click("Ja, verwerfen")
    assert app.tab.error[0].value == "Jemand hat die Runde inzwischen geändert. Bitte sehen Sie sie noch einmal an."
    assert rounds_of(new_town)[0].status is SelfCheckStatus.DRAFT
    app.click("Ja, verwerfen")  # having seen the new state
    assert rounds_of(new_town)[0].status is SelfCheckStatus.DISCARDED


@pytest.mark.parametrize("role", [Role.STEERING, Role.CONTRIBUTOR])
def test_who_only_reads_is_offered_no_step(role: Role, new_app_as: AppAs, new_town: Commune) -> None:
    approved(new_town)
    assert not new_app_as(role, "runden").tab.text_area
    assert not [step for each in self_checks.rounds(a_person(role, new_town)) for step in each.steps]


def test_steps_come_from_the_one_table(new_town: Commune, officer: Person, mayor: Person) -> None:
    approved(new_town)
    (seen_by_mayor,), (seen_by_officer,) = self_checks.rounds(mayor), self_checks.rounds(officer)
    assert (seen_by_mayor.steps, seen_by_officer.steps) == ((RoundStep.REOPEN,), ())
