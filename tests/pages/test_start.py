"""The first page: the cockpit that a mayor reads in five minutes, and the introduction for everybody else."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from app_tab import App, AppAs
from factories import replies_to_all, stored_person, stored_round

from data.errors import NotFound
from data.model.people import Commune, Role
from data.model.self_check import NotApplicable
from data.services import approval, results


def tasks(app: App) -> list[str]:
    return [line.split("**")[1] for line in app.text.splitlines() if line.startswith("**") and "Neue Stadt" not in line]


def test_the_mayor_of_the_showcase_reads_where_the_commune_stands_and_how_sure_that_is(app_as: AppAs) -> None:
    app = app_as(Role.MAYOR)
    sentence = next(line for line in app.text.splitlines() if line.startswith("Musterstadt ist"))
    assert sentence == (
        "Musterstadt ist in 3 von 7 Handlungsfeldern gut aufgestellt oder fest verankert. Vorläufig ist das Ergebnis "
        "im Feld Arbeit und Wirtschaft, weil dort viele Antworten fehlen."
    )
    assert app.headings[1][1] == "Am weitesten: Engagement. Am meisten Spielraum: Kommunikation."
    assert [words for _, words in app.headings[2:]] == [
        "Was jetzt ansteht",
        "Termine und Fristen",
        "Was sich verändert hat",
    ]


def test_the_cockpit_says_what_needs_somebody_now_and_leads_there(app_as: AppAs) -> None:
    app = app_as(Role.OFFICER)
    told = [line for line in tasks(app) if line.startswith(("Runde", "Unsicheres", "In der"))]
    assert told[-3:] == ["Runde 2026:", "Unsicheres klären:", "In der Steuerungsgruppe besprechen:"]
    links = [link.label for link in app.tab.get("page_link")]
    assert {"Fragen beantworten", "Ansehen, was fehlt", "Fragen und Anregungen ansehen"} <= set(links)


def test_a_task_leads_nobody_to_a_page_that_they_may_not_open(app_as: AppAs) -> None:
    assert "Fragen beantworten" not in [link.label for link in app_as(Role.STEERING).tab.get("page_link")]


@pytest.mark.parametrize("role", [Role.MAYOR, Role.OFFICER, Role.STEERING])
def test_before_the_first_result_it_says_what_comes_first(role: Role, new_app_as: AppAs) -> None:
    app = new_app_as(role)
    assert app.headings == [(1, "Überblick"), (2, "Was jetzt ansteht")]
    assert "Noch liegt kein Ergebnis vor" in app.text
    assert "Erste Runde beginnen." in app.text
    assert not app.tab.get("plotly_chart")


def test_the_first_result_has_nothing_to_be_compared_with_and_says_so(new_app_as: AppAs, new_town: Commune) -> None:
    stored_round(new_town, replies_to_all(3), submitted=True)
    app = new_app_as(Role.MAYOR)
    assert "Dies ist die erste Runde." in app.text
    assert "Gerade steht nichts an." in app.text


def test_a_round_with_all_answers_is_ready_and_the_officer_hands_it_in(new_app_as: AppAs, new_town: Commune) -> None:
    stored_round(new_town, replies_to_all(3))
    for role, leads_on in ((Role.OFFICER, True), (Role.MAYOR, False)):
        app = new_app_as(role)
        assert "108 von 108 Fragen beantwortet. Bereit zum Vorlegen." in app.text
        assert ("Prüfen und vorlegen" in [link.label for link in app.tab.get("page_link")]) == leads_on


def test_a_missing_reason_is_told_to_who_hands_in(new_app_as: AppAs, new_town: Commune) -> None:
    stored_round(new_town, {**replies_to_all(3), "MS-01": NotApplicable()})
    assert "braucht noch eine Begründung" in new_app_as(Role.OFFICER).text
    assert "braucht noch eine Begründung" not in new_app_as(Role.MAYOR).text


def test_what_waits_for_approval_is_the_first_thing_the_mayor_reads(new_app_as: AppAs, new_town: Commune) -> None:
    draft = stored_round(new_town, replies_to_all(1))
    officer = stored_person(Role.OFFICER, new_town, username="kim", display_name="Kim *Beispiel*")
    approval.hand_in(officer, draft.id, draft.revision)
    mayor, steering = new_app_as(Role.MAYOR), new_app_as(Role.STEERING)
    assert tasks(mayor)[0] == "Runde 2026 liegt zur Freigabe vor."
    assert r"Kim \*Beispiel\* hat sie am" in mayor.text
    assert "Ansehen und entscheiden" in [link.label for link in mayor.tab.get("page_link")]
    assert "**Runde 2026** liegt der Leitung zur Freigabe vor." in steering.text


def test_a_round_that_came_back_is_a_task_with_what_was_said(new_app_as: AppAs, new_town: Commune) -> None:
    draft = stored_round(new_town, replies_to_all(3))
    officer = stored_person(Role.OFFICER, new_town, username="kim")
    mayor = stored_person(Role.MAYOR, new_town, username="alex")
    handed_in = approval.hand_in(officer, draft.id, draft.revision)
    approval.send_back(mayor, draft.id, handed_in.revision, "MS-01 ist nicht belegt.")
    text = new_app_as(Role.OFFICER).text
    assert "**Runde 2026 kam von der Leitung zurück:**" in text
    assert r"> MS\-01 ist nicht belegt\." in text
    assert "Bereit zum Vorlegen" not in text


def test_a_clear_change_is_told_with_points_and_with_how_many_answers_moved(app_as: AppAs) -> None:
    text = app_as(Role.MAYOR).text
    assert "Gegenüber Runde 2023" in text
    assert "**Engagement** deutlich gestiegen: +" in text
    assert "unverändert oder nicht vergleichbar" in text


def test_between_versions_that_nobody_mapped_the_cockpit_says_that_nothing_can_be_compared(
    new_app_as: AppAs, new_town: Commune, monkeypatch: pytest.MonkeyPatch
) -> None:
    def not_written(*_versions: str) -> None:
        raise NotFound("mapping_not_found")

    monkeypatch.setattr(results, "mapping", not_written)
    for year in (2023, 2025):
        at = datetime(year, 5, 4, tzinfo=UTC)
        stored_round(new_town, replies_to_all(2), name=str(year), at=at, submitted=True)
    assert "zu verschieden für einen Vergleich" in new_app_as(Role.MAYOR).text


def test_a_name_that_people_chose_is_shown_as_typed(new_app_as: AppAs, new_town: Commune) -> None:
    stored_round(new_town, name="*2026* [x](http://y)")
    assert r"\*2026\* \[x\]\(http\://y\)" in new_app_as(Role.MAYOR).text


def test_who_is_not_signed_in_learns_what_this_is_in_three_steps(new_app_as: AppAs) -> None:
    app = new_app_as(None)
    assert [words for level, words in app.headings if level > 1] == ["Selbstcheck", "Ergebnisse", "Vergleich"]
    assert "Beispieldaten" not in app.text


def test_the_demo_says_that_its_communes_are_made_up(app_as: AppAs) -> None:
    assert "40 erfundene Kommunen" in app_as(None).text


@pytest.mark.parametrize(
    ("role", "told"), [(Role.CONTRIBUTOR, "Fragen auf Sie."), (Role.PLATFORM, "Antworten und Ergebnisse")]
)
def test_people_without_a_cockpit_learn_what_they_can_do_here(role: Role, told: str, app_as: AppAs) -> None:
    app = app_as(role)
    assert told in app.text
    assert not app.tab.get("plotly_chart")
