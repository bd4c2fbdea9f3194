"""The page of the red thread: any starting point, where threads break, and what measures brought."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs

import pytest
from app_tab import App, AppAs, demo_person, signed_in
from plans import stored_measure
from sqlalchemy import Engine
from teams import a_team

from components.session import Key
from data.model.people import Permission, Role
from data.model.plan import MeasureStatus
from data.rules import access
from data.services import outcomes, red_thread

PAGE = "roter-faden"
READERS = (Role.MAYOR, Role.OFFICER, Role.STEERING)
BROUGHT = f"{PAGE}?ansicht=wirkung"
STARTS = (
    "frage:KK-12",
    "kriterium:sport",
    "beschluss:7/2026",
    "schwerpunkt:2",
    "massnahme:11",
    "ziel:engagement_beteiligung",
    "etappe:kommunikation_konflikt-2028",
)


def links(app: App) -> list[Any]:
    return [link.proto for link in app.tab.main.get("page_link")]


def starting_points(app: App) -> set[str]:
    """The threads that the page leads to."""
    return {parse_qs(link.query_string)["von"][0] for link in links(app) if "von=" in link.query_string}


def headings(app: App, level: int) -> list[str]:
    return [words.replace("\\", "") for of, words in app.headings if of == level]


@pytest.mark.parametrize("role", READERS)
@pytest.mark.parametrize("start", STARTS)
def test_every_starting_point_opens_for_everybody_who_may_read_the_plan(role: Role, start: str, app_as: AppAs) -> None:
    app = app_as(role, f"{PAGE}?von={start}")
    assert app.incidents == []
    assert app.title == "Roter Faden"
    assert "Das gibt es hier nicht" not in app.text
    assert "{" not in app.text
    assert ":violet-badge[:material/my_location: Ausgangspunkt]" in app.text


@pytest.mark.parametrize("role", [None, Role.CONTRIBUTOR, Role.PLATFORM])
@pytest.mark.parametrize("page", [PAGE, f"{PAGE}?von=frage:KK-12", BROUGHT])
def test_nobody_else_sees_anything_of_it(role: Role | None, page: str, app_as: AppAs) -> None:
    app = app_as(role, page)
    assert app.title not in ("Roter Faden", "Was die Maßnahmen gebracht haben")
    assert "Beteiligung, die alle erreicht" not in app.text


def test_the_thread_of_a_question_reads_from_the_answer_to_the_goal(app_as: AppAs) -> None:
    app = app_as(Role.OFFICER, f"{PAGE}?von=frage:KK-12")
    assert headings(app, 2)[:6] == ["Frage", "Kriterium", "Beschlüsse", "Schwerpunkt", "Maßnahme", "Ziel 2035"]
    assert headings(app, 3)[:2] == ["KK-12", "Schutz vor Hass und Bedrohung"]
    assert "Heute: **1 – in Planung**" in app.text
    assert "Erwartet: KK-12 auf 3 – weitgehend umgesetzt" in app.text
    assert "60 Punkte bis 2035, heute 20" in app.text


def test_every_knot_of_a_thread_leads_back_to_where_one_came_from(app_as: AppAs) -> None:
    app = app_as(Role.OFFICER, f"{PAGE}?von=frage:KK-12")
    reached = starting_points(app)
    assert {"kriterium:schutz_vor_hass_und_bedrohung", "schwerpunkt:2", "massnahme:1"} <= reached
    for start in sorted(reached):
        told = app.open(f"{PAGE}?von={start}")
        folded = [each for each in told.tab.expander if each.label.endswith("weitere")]
        assert "frage:KK-12" in starting_points(told) or folded, start


def test_the_search_leads_to_a_thread_and_is_empty_again(app_as: AppAs) -> None:
    app = app_as(Role.STEERING, PAGE)
    search = app.tab.selectbox(key="thread_search")
    (found,) = (option for option in search.options if option.startswith("Maßnahme: Ehrenamt"))
    search.select_index(search.options.index(found))
    app.run()
    assert app.tab.query_params["von"] in ("massnahme:11", ["massnahme:11"])
    assert "Ehrenamt verlässlich begleiten" in headings(app, 3)
    assert app.tab.selectbox(key="thread_search").value is None


def test_where_the_thread_holds_nothing_it_says_so(app_as: AppAs) -> None:
    app = app_as(Role.OFFICER, f"{PAGE}?von=kriterium:bildung")
    for sentence in ("Noch kein Schwerpunkt.", "Noch keine Maßnahme.", "Noch kein Beschluss."):
        assert sentence in app.text
    mended = [link.label for link in links(app) if link.icon == ":material/build:"]
    assert mended == ["Schwerpunkt vorschlagen", "Maßnahme anlegen"]


@pytest.mark.parametrize("start", ["frage:XX-99", "massnahme:4711", "nichts", "massnahme:", "frage:<b>"])
def test_a_starting_point_that_is_not_there_says_so_and_leads_back(start: str, app_as: AppAs) -> None:
    app = app_as(Role.OFFICER, f"{PAGE}?von={start}")
    assert app.incidents == []
    assert "Das gibt es hier nicht" in app.text
    assert "Überblick über alle Fäden" in [link.label for link in links(app)]


def test_the_overview_tells_how_many_hold_and_where_they_break(app_as: AppAs) -> None:
    app = app_as(Role.MAYOR, PAGE)
    fields = red_thread.view(demo_person(Role.MAYOR)).fields
    found = sum(len(each.breaks) for each in fields)
    lead = "Alle 9 geplanten Maßnahmen sind durchgehend verbunden: von der Frage bis zum Ziel 2035."
    assert f"{lead} An {found} Stellen reißt der Faden." in app.text
    assert "6 Kriterien unter 60 Punkten ohne Schwerpunkt" in headings(app, 3)
    assert {"kriterium:bildung", "massnahme:1"} <= starting_points(app)
    assert "Schwerpunkt vorschlagen" in [link.label for link in links(app)]


def test_each_break_leads_to_where_it_is_mended(store: Engine) -> None:
    team = a_team()
    measure = stored_measure(team.commune, status=MeasureStatus.RUNNING, title="Lose *Fäden*")
    app = signed_in(team.officer, PAGE)
    assert headings(app, 2) == ["Ohne Handlungsfeld"]
    assert headings(app, 3) == [
        "Eine Maßnahme ohne Schwerpunkt",
        "Eine Maßnahme ohne Frage",
        "Eine Maßnahme ohne Beschluss",
        "Eine Maßnahme ohne Ziel 2035",
    ]
    told = [(link.label, link.query_string) for link in links(app) if link.icon == ":material/build:"]
    here = f"massnahme={measure.id}"
    assert told == [
        ("Schwerpunkt zuordnen", here),
        ("Frage verknüpfen", here),
        ("Beschluss eintragen", here),
        ("Ziel setzen", ""),
    ]
    assert r"Lose \*Fäden\*" in [link.label for link in links(app)]


def test_a_new_commune_reads_where_to_begin(new_app_as: AppAs) -> None:
    app = new_app_as(Role.OFFICER, PAGE)
    assert "Noch ist keine Maßnahme geplant, die von einer Frage zum Ziel führt." in app.text
    brought = new_app_as(Role.MAYOR, BROUGHT)
    assert "Noch kein Ergebnis" in brought.text


@pytest.mark.parametrize("page", [PAGE, f"{PAGE}?von=massnahme:11"])
def test_the_thread_can_be_taken_along_as_a_file(page: str, app_as: AppAs) -> None:
    app = app_as(Role.STEERING, page)
    assert [button.proto.label for button in app.tab.get("download_button")] == ["Als PDF", "Als Word-Datei"]


# What measures brought


def test_every_measure_tells_before_expected_and_now_in_words(app_as: AppAs) -> None:
    app = app_as(Role.STEERING, BROUGHT)
    assert "2 Maßnahmen sollten 4 Fragen voranbringen: 3 erreicht und 1 teilweise erreicht." in app.text
    assert headings(app, 2) == ["Stadtgespräche in allen Ortsteilen und online", "Ehrenamt verlässlich begleiten"]
    for cell in (
        ":gray[Vorher (Runde 2023)]  \n●●○○  \n2 – in Umsetzung begonnen",
        ":gray[→ Erwartet]  \n●●●●  \n4 – fest verankert",
        ":gray[→ Jetzt]  \n●●●○  \n3 – weitgehend umgesetzt",
        ":gray[Vorher]  \nnicht gefragt",
    ):
        assert cell in app.text


def test_a_round_that_no_measure_waited_for_says_so(app_as: AppAs) -> None:
    app = app_as(Role.OFFICER, BROUGHT)
    rounds = outcomes.of_round(demo_person(Role.OFFICER)).rounds
    earliest = min(rounds)
    app.open(f"{BROUGHT}&runde={earliest}")
    assert "Keine Maßnahme war schon verknüpft" in app.text


def opened(app: App) -> App:
    """The first form for a reason, unfolded."""
    box = next(each for each in app.tab.expander if each.label in ("Grund festhalten", "Grund ändern"))
    app.tab.session_state[box.key] = True
    return app.run()


def test_the_reason_is_written_where_the_measure_is_and_stays_after_a_conflict(app_as: AppAs) -> None:
    app = opened(app_as(Role.OFFICER, "massnahmen?massnahme=11"))
    assert app.tab.text_area[-1].value.startswith("Mit einer halben Stelle")
    mayor = demo_person(Role.MAYOR)
    (outcome,) = outcomes.of_measure(mayor, 11).outcomes
    outcomes.say_why(mayor, 11, outcome.self_check_id, "Die Leitung sagt es so.", seen=1)
    app.tab.text_area[-1].set_value("Ich sage es *anders*.")
    app.click("Festhalten")
    (problem,) = (error.value for error in app.tab.error)
    assert r"Nicht gespeichert: „Ich sage es \*anders\*\.“" in problem
    assert r"> Die Leitung sagt es so\." in app.text
    app.tab.text_area[-1].set_value("Jetzt gemeinsam.")
    app.click("Festhalten")
    assert "Festgehalten." in app.text
    (outcome,) = outcomes.of_measure(mayor, 11).outcomes
    assert outcome.note is not None
    assert (outcome.note.sentence, outcome.note.revision) == ("Jetzt gemeinsam.", 3)
    assert "sagt zur Runde 2025, warum es so gekommen ist:" in app.text


def test_who_only_reads_has_no_form_for_a_reason(app_as: AppAs, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = {role: held - {Permission.PLAN} for role, held in access.PERMISSIONS.items()}
    monkeypatch.setattr(access, "PERMISSIONS", kept)
    app = app_as(Role.STEERING, BROUGHT)
    assert app.incidents == []
    assert [each.label for each in app.tab.expander if each.label.startswith("Grund")] == []
    assert "Warum es so gekommen ist" in app.text


def test_a_measure_that_waits_for_the_next_round_says_so_and_one_without_questions_nothing(app_as: AppAs) -> None:
    assert (
        "Die nächste freigegebene Runde zeigt, was erreicht ist." in app_as(Role.OFFICER, "massnahmen?massnahme=1").text
    )
    team_measure = app_as(Role.OFFICER, "massnahmen?massnahme=6").text  # an idea
    assert "Erwartet und erreicht" not in team_measure


# The ways into it


@pytest.mark.parametrize(
    ("page", "start"),
    [
        ("massnahmen?massnahme=11", "massnahme:11"),
        ("schwerpunkte", "schwerpunkt:2"),
        ("ergebnisse?kriterium=sport", "kriterium:sport"),
    ],
)
def test_other_pages_lead_to_the_thread_of_what_they_show(page: str, start: str, app_as: AppAs) -> None:
    assert start in starting_points(app_as(Role.OFFICER, page))


def test_a_link_to_a_criterion_of_the_results_counts_until_somebody_chooses_another(app_as: AppAs) -> None:
    app = app_as(Role.OFFICER, "ergebnisse?kriterium=sport")
    assert "#### Sport" in app.text
    app.tab.session_state[Key.CRITERION_CHOICE] = "kultur"
    assert "#### Kultur" in app.run().text
    assert app.open("ergebnisse?kriterium=gibt_es_nicht").incidents == []
