"""The comparison: first ours, then theirs, in words that no rank can be made of; any protected group, by address."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from random import Random

import pytest
from app_tab import App, AppAs, demo_person, signed_in
from conftest import installation
from factories import audit_trail, replies_to_all, stored_commune, stored_person, stored_round
from results_views import without
from sqlalchemy import Engine
from streamlit.testing.v1.element_tree import Checkbox
from synthetic_communes import a_moment, communes, replies_of_a_commune, submit_all

from data.model.audit import AuditEvent
from data.model.people import Person, Role
from data.services import benchmark_publishing, goals
from data.storage.database import reading

READERS = (Role.MAYOR, Role.OFFICER, Role.STEERING)


def town(number: int, role: Role = Role.MAYOR, **rounds: object) -> Person:
    """Somebody of a town that joined after the release; with a round if one is given."""
    commune = stored_commune(ags=f"0199999{number}", name=f"Eigene Stadt {number}")
    if rounds:
        stored_round(commune, submitted=True, **rounds)  # type: ignore[arg-type]
    return stored_person(role, commune)


@pytest.fixture(scope="module")
def release_of(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Person]]:
    """A release over 60 communes, and people of towns with and without a result."""
    folder = tmp_path_factory.mktemp("peers")
    shutil.copy(migrated_sqlite, folder / "kompass.db")
    draw = Random(5)
    with ExitStack() as stack:
        stack.enter_context(installation(folder))
        submit_all([(commune, replies_of_a_commune(draw)) for commune in communes(60, seed=4)], a_moment(2026, 11))
        benchmark_publishing.publish(None, date(2027, 3, 1))
        yield {
            "ready": town(1, replies=replies_to_all(4, kommunikation_konflikt=0)),
            "new": town(2),
            "of another version": town(3, replies=replies_to_all(4, "2021-03"), version="2021-03"),
            "unsure": town(4, replies=without("fairer_zugang", replies_to_all(3), 21)),
        }


@pytest.fixture
def beside(release_of: dict[str, Person]) -> AppAs:
    """Open the page as one of them, at an address."""

    def opened(who: str, query: str = "") -> App:
        return signed_in(release_of[who], "vergleich" + (f"?{query}" if query else ""))

    return opened


def basis(app: App) -> str:
    """The line that tells group, number counted, day and version."""
    (line,) = (line for line in app.text.splitlines() if line.startswith("Gruppe: **"))
    return line


def box(app: App, value: str) -> Checkbox:
    """The box of a value, `land_Sachsen`, whatever number its list has got by now."""
    (found,) = (each for each in app.tab.checkbox if (each.key or "").startswith(f"peer_{value}_"))
    return found


def choose(app: App, key: str, value: str) -> App:
    """Click one of the choices that stand beside each other."""
    app.tab.button_group(key).set_value(value)
    return app.run()


def alternative_texts(app: App) -> list[str]:
    """What the charts of the page tell who cannot see them."""
    return [chart.proto.alt for chart in app.tab.get("plotly_chart")]


# Before there is anything.


@pytest.mark.parametrize("role", READERS)
def test_before_the_first_release_it_says_when_one_appears(role: Role, new_app_as: AppAs) -> None:
    app = new_app_as(role, "vergleich")
    assert "Noch kein Vergleich veröffentlicht" in app.text
    assert not app.tab.get("plotly_chart") and not app.tab.get("popover")
    assert app.incidents == []


def test_how_the_others_stay_anonymous_is_said_already_then(new_app_as: AppAs) -> None:
    app = new_app_as(Role.MAYOR, "vergleich")
    assert (2, "So bleibt der Vergleich anonym") in app.headings
    assert "mindestens sieben Kommunen" in app.text
    assert {"Teilnahme am Vergleich", "Datenschutz"} <= {link.proto.label for link in app.tab.get("page_link")}


@pytest.mark.parametrize("role", READERS)
def test_when_all_groups_have_ended_it_says_why_and_what_brings_them_back(role: Role, store: Engine) -> None:
    # Nobody answered anew from November 2026 to March 2030: every cell is six release dates old.
    draw, pool = Random(5), communes(24, seed=4)
    submit_all([(commune, replies_of_a_commune(draw)) for commune in pool], a_moment(2026, 11))
    for day in (date(2027, 3, 1), date(2030, 3, 1)):
        benchmark_publishing.publish(None, day)
    with reading() as work:
        town = work.communes.by_ags(pool[0].ags)
    app = signed_in(stored_person(role, town), "vergleich")
    assert (2, "Zurzeit gibt es keine Vergleichszahlen") in app.headings
    assert "Mit dem Stand vom 01.03.2030 sind alle Vergleichsgruppen zu Ende gegangen" in app.text
    assert "Mit einer neuen Runde kann auch Ihre Kommune wieder dabei sein." in app.text
    assert "Zu den Runden" in {link.proto.label for link in app.tab.get("page_link")}
    assert not [kind for kind in ("plotly_chart", "popover", "download_button") if app.tab.get(kind)]
    assert " 0 " not in app.text
    assert app.incidents == []


# Ours first.


def test_the_first_sentence_tells_our_places_and_never_ranks(beside: AppAs) -> None:
    text = beside("ready").text
    assert (
        "Verglichen mit allen gezählten Kommunen liegt Ihre Kommune in 6 Feldern im oberen Viertel und in einem Feld "
        "im unteren Viertel."
    ) in text
    assert not [word for word in ("Platz ", "Rang ", "Rangliste", "besser als", "Perzentil") if word in text]


def test_without_an_own_result_the_others_are_shown_alone(beside: AppAs) -> None:
    app = beside("new")
    assert "Ihre Kommune hat noch kein Ergebnis." in app.text
    assert "Ihre Kommune ist hier nicht bewertet" in alternative_texts(app)[0]
    assert "In den eigenen Ergebnissen ansehen" not in app.text
    assert app.incidents == []


def test_a_result_under_another_catalogue_does_not_stand_beside(beside: AppAs) -> None:
    app = beside("of another version")
    assert "Ihre letzte Runde nutzt den Fragenkatalog 2021-03, dieser Vergleich den Fragenkatalog 2021-07." in app.text
    assert "Ihre Kommune ist hier nicht bewertet" in alternative_texts(app)[0]


def test_a_provisional_score_says_so_where_it_stands(beside: AppAs) -> None:
    # 21 of the 29 questions of the field are answered: the others could change its score by more than 20 points.
    app = beside("unsure")
    (chart, *_others) = alternative_texts(app)
    assert "Fairer Zugang und Teilhabe: Ihre Kommune 75 Punkte (vorläufig), " in chart
    assert "○ Ihre Kommune, vorläufig" in app.text


# Beside whom.


def test_group_number_counted_day_and_what_volunteers_mean_stand_beside_it(beside: AppAs) -> None:
    told = basis(beside("ready"))
    assert told.startswith(
        "Gruppe: **Alle Kommunen** · 60 von 60 teilnehmenden Kommunen gezählt, Ihre Kommune ist hier"
    )
    assert "nicht mitgezählt · Stand 01.03.2027 · Fragenkatalog 2021-07." in told
    assert "freiwillig" in told and "nicht der deutsche Durchschnitt" in told


def test_the_address_names_the_group(beside: AppAs) -> None:
    app = beside("ready", "art=gemeinde")
    assert "Verglichen mit der Gruppe „Gemeinden“" in app.text
    assert basis(app).startswith("Gruppe: **Gemeinden** · ")
    assert box(app, "type_municipality").value is True
    assert "Art: Gemeinden" in [popover.proto.popover.label for popover in app.tab.get("popover")]


def test_where_a_wish_is_not_protected_one_sentence_says_what_is_shown_instead(beside: AppAs) -> None:
    app = beside("ready", "art=gemeinde&land=sachsen")
    (told,) = app.tab.info
    assert told.value.startswith(
        "Für „Gemeinden, Sachsen“ gibt es noch keine geschützte Vergleichsgruppe. Gezeigt wird „Gemeinden“ ("
    )
    assert told.value.endswith(" Kommunen, Vergleichsstand März 2027).")


def test_who_has_no_cell_gets_everybody_where_nothing_wider_is_protected(beside: AppAs) -> None:
    app = beside("ready", "land=saarland")
    assert app.tab.info[0].value.endswith("Gezeigt werden alle Kommunen (60 Kommunen, Vergleichsstand März 2027).")
    assert basis(app).startswith("Gruppe: **Alle Kommunen** · 60 ")


def test_what_an_address_makes_up_is_left_out(beside: AppAs) -> None:
    app = beside("ready", "art=dorf&land=Atlantis&sonst=%3Cscript%3E")
    assert basis(app).startswith("Gruppe: **Alle Kommunen** · 60 ")
    assert app.incidents == []


def test_a_tick_changes_the_group_and_the_address(beside: AppAs) -> None:
    app = beside("ready")
    box(app, "type_municipality").check()
    app.run()
    assert app.tab.query_params == {"art": "gemeinde"}
    assert basis(app).startswith("Gruppe: **Gemeinden** · ")
    box(app, "type_municipality").uncheck()
    app.run()
    assert app.tab.query_params == {}
    assert basis(app).startswith("Gruppe: **Alle Kommunen** · ")


def test_after_a_quick_choice_a_list_has_boxes_that_the_browser_knows_nothing_of(beside: AppAs) -> None:
    app = beside("ready")
    before = box(app, "type_municipality").check()
    app.run()
    assert box(app, "type_municipality").id == before.id  # the keyboard stays where it ticked
    choose(app, "peer_quick", "everybody")
    assert not box(app, "type_municipality").value
    assert box(app, "type_municipality").id != before.id


def test_a_value_without_a_protected_group_is_grey_and_says_why(beside: AppAs) -> None:
    app = beside("ready")
    assert box(app, "land_Saarland").disabled
    assert box(app, "land_Saarland").label == "Saarland (0)"
    assert not box(app, "type_municipality").disabled
    assert "Grau: noch keine geschützte Vergleichsgruppe, weil dort zu wenige Kommunen gezählt sind." in app.text
    assert "Bei 0 nimmt noch keine Kommune teil." in app.text


def test_one_click_chooses_communes_like_ours_and_one_everybody(beside: AppAs) -> None:
    app = beside("ready")
    choose(app, "peer_quick", "like_ours")
    # A municipality of 20,000 people with a middle density in Schleswig-Holstein.
    assert app.tab.query_params == {
        "art": "gemeinde",
        "groesse": "20000-100000",
        "ostwest": "west",
        "raum": "staedtisch",
    }
    choose(app, "peer_quick", "everybody")
    assert app.tab.query_params == {}


# The charts and the way down.


def test_the_chart_tells_our_points_our_place_and_theirs(beside: AppAs) -> None:
    first = alternative_texts(beside("ready"))[0].split(". ")[0]
    assert first.startswith("Management und Steuerung: Ihre Kommune 100 Punkte, oberes Viertel; Gruppe: Durchschnitt ")
    assert ", Median " in first and "mittlere Hälfte " in first


def test_a_field_is_chosen_and_shows_its_criteria_and_its_questions(beside: AppAs) -> None:
    app = beside("ready")
    choose(app, "peer_field", "kommunikation_konflikt")
    assert (3, "Kommunikation und Konfliktmanagement: 0 Punkte") in app.headings
    _fields, criteria = alternative_texts(app)
    assert criteria.count("Ihre Kommune 0 Punkte, unteres Viertel") == 4  # its four criteria
    choose(app, "peer_criterion", "konfliktbearbeitung")
    assert (4, "Konfliktbearbeitung") in app.headings
    assert app.text.count("● Ihre Kommune: **0 – nicht vorhanden**") == 3  # its three questions
    assert app.text.count("□ Gruppe im Durchschnitt: **") == 3


def test_the_spread_of_field_and_criterion_is_drawn_once_it_is_opened(beside: AppAs) -> None:
    app = beside("ready")
    for key in ("peer_spread_of_field", "peer_spread_of_criterion"):
        app.tab.session_state[key] = True
    _fields, of_field, _criteria, of_criterion = alternative_texts(app.run())
    assert of_field.startswith("Management und Steuerung. So verteilen sich 60 Kommunen: ")
    for told in (of_field, of_criterion):
        assert ". So verteilen sich 60 Kommunen: " in told
        assert " liegen wie Ihre bei 90 bis 100 Punkten." in told
    assert [list(table.value.columns) for table in app.tab.table] == [
        ["Punkte", "Anteil der Kommunen", "Ihre Kommune"]
    ] * 2
    assert [list(table.value["Ihre Kommune"]) for table in app.tab.table] == [[""] * 9 + ["100"]] * 2


def test_below_fifty_counted_there_is_no_spread_and_one_sentence_says_why(beside: AppAs) -> None:
    app = beside("ready", "art=gemeinde")
    assert "wird ab 50 gezählten gezeigt; hier sind es " in app.text
    assert len(alternative_texts(app)) == 2


def test_all_criteria_stand_together_the_one_furthest_behind_first(beside: AppAs) -> None:
    app = beside("ready")
    choose(app, "peer_scope", "criteria")
    (chart,) = alternative_texts(app)
    assert [level for level, _words in app.headings] == [1, 2, 3, 2]  # no level is left out
    assert chart.count("Ihre Kommune ") == 35
    places = ["Konfliktbearbeitung: ", "Schutz vor Hass und Bedrohung: ", "Leitbild und politischer Auftrag: "]
    assert max(chart.index(title) for title in places[:2]) < chart.index(places[2])
    assert "Ihre Kommune 0 Punkte, unteres Viertel" in chart.split(". ")[0]
    assert app.text.count("● Ihre Kommune: **0 – nicht vorhanden**") >= 2  # of the one furthest behind


def test_rows_are_sorted_by_the_distance_to_the_middle_once_somebody_asks(beside: AppAs) -> None:
    app = beside("ready")
    choose(app, "peer_order_fields", "middle")
    assert alternative_texts(app)[0].startswith("Kommunikation und Konfliktmanagement: Ihre Kommune 0 Punkte")


def test_no_other_commune_is_named(beside: AppAs) -> None:
    for who in ("ready", "new", "unsure"):
        assert "Beispielort" not in beside(who).text


def test_the_table_holds_place_and_figures(app_as: AppAs) -> None:
    app = app_as(Role.STEERING, "vergleich")
    app.tab.session_state["peer_fields_table"] = True
    table = app.run().tab.table[0].value
    assert list(table.columns) == [
        "Handlungsfeld",
        "Ihre Punkte",
        "Einordnung",
        "Durchschnitt",
        "Median",
        "Mittlere Hälfte",
        "Abstand zur Mitte",
        "Ihr Ziel",
        "Abstand zum Ziel",
        "Gezählt",
    ]
    assert set(table["Gezählt"]) == {"40"}
    assert len(table) == 7


@pytest.mark.parametrize(
    ("role", "links"),
    [
        (Role.MAYOR, ["In den eigenen Ergebnissen ansehen", "Zu den Fragen"]),
        (Role.OFFICER, ["In den eigenen Ergebnissen ansehen", "Zu den Fragen"]),
        (Role.STEERING, ["In den eigenen Ergebnissen ansehen"]),
    ],
)
def test_the_way_leads_on_to_pages_that_this_person_may_open(role: Role, links: list[str], app_as: AppAs) -> None:
    app = app_as(role, "vergleich")
    found = [link.proto.label for link in app.tab.get("page_link")]
    assert [label for label in found if label in {"In den eigenen Ergebnissen ansehen", "Zu den Fragen"}] == links
    assert app.incidents == []


def test_the_own_results_open_at_the_criterion_that_was_looked_at(app_as: AppAs) -> None:
    app = app_as(Role.OFFICER, "vergleich")
    choose(app, "peer_field", "fairer_zugang")
    choose(app, "peer_criterion", "wohnen").open("ergebnisse")
    assert (4, "Wohnen") in app.headings


# The own goal.


GOALS = {"arbeit_wirtschaft": 60, "engagement_beteiligung": 85}  # of the demo
GOALS |= {"fairer_zugang": 65, "interkulturelle_oeffnung": 65, "kommunikation_konflikt": 60}


def set_goal(app: App, points: int | None, field: str = "management_steuerung") -> App:
    app.tab.number_input(f"peer_goal_{field}").set_value(points)
    return app.click("Ziel speichern")


def targets(person: Person) -> dict[str, int]:
    return {key: goal.target for key, goal in goals.field_goals(person).items()}


def test_the_mayor_sets_a_goal_where_it_is_seen_and_everybody_sees_it(app_as: AppAs) -> None:
    app = set_goal(app_as(Role.MAYOR, "vergleich"), 80)
    assert targets(demo_person(Role.MAYOR)) == {**GOALS, "management_steuerung": 80}
    for each in (app, app_as(Role.STEERING, "vergleich")):
        assert "eigenes Ziel 80, noch 10 bis dahin" in alternative_texts(each)[0]
        assert "◇ Ihr Ziel" in each.text
        assert each.incidents == []
    (stored,) = (entry for entry in audit_trail() if entry[0] == AuditEvent.GOAL_SET)
    assert stored[3:] == ("field_goal:management_steuerung", "target=80")


def test_a_goal_can_be_changed_and_taken_back(app_as: AppAs) -> None:
    app = set_goal(set_goal(app_as(Role.MAYOR, "vergleich"), 80), 60)
    assert "Ziel: 60 Punkte" in [popover.proto.popover.label for popover in app.tab.get("popover")]
    app.click("Ziel entfernen")
    assert targets(demo_person(Role.MAYOR)) == GOALS
    assert "eigenes Ziel 60" not in alternative_texts(app)[0].split(". ")[0]


def test_with_a_goal_rows_can_be_sorted_by_the_way_that_is_left(app_as: AppAs) -> None:
    app = choose(app_as(Role.STEERING, "vergleich"), "peer_order_fields", "goal")
    # 20 of 60 points, 39 of 65 (42 of 65 between them), 91 of 85; the others have no goal and stay in their order.
    (chart, *_others) = alternative_texts(app)
    titles = ("Kommunikation und", "Interkulturelle Öffnung", "Engagement und", "Management und")
    places = [chart.index(title) for title in titles]
    assert places == sorted(places)


def test_without_a_number_the_form_says_what_is_missing(app_as: AppAs) -> None:
    app = set_goal(app_as(Role.MAYOR, "vergleich"), None)
    assert [error.value for error in app.tab.error] == ["Bitte geben Sie eine Zahl von 1 bis 100 ein."]
    assert targets(demo_person(Role.MAYOR)) == GOALS


def test_a_goal_that_somebody_else_set_meanwhile_is_shown_instead_of_being_overwritten(app_as: AppAs) -> None:
    app = app_as(Role.MAYOR, "vergleich")
    goals.set_field_goal(demo_person(Role.MAYOR), "management_steuerung", 70, seen=None)
    set_goal(app, 80)
    assert [error.value for error in app.tab.error] == [
        "Inzwischen hat jemand anderes das Ziel 2035 geändert. Bitte sehen Sie sich den neuen Stand an."
    ]
    assert "Ziel: 70 Punkte" in [popover.proto.popover.label for popover in app.tab.get("popover")]
    assert targets(demo_person(Role.MAYOR))["management_steuerung"] == 70
    set_goal(app, 80)
    assert targets(demo_person(Role.MAYOR))["management_steuerung"] == 80


def test_a_goal_that_cannot_be_stored_says_so(app_as: AppAs, monkeypatch: pytest.MonkeyPatch) -> None:
    app = app_as(Role.MAYOR, "vergleich")

    def broken(*_: object, **__: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(goals, "set_field_goal", broken)
    app = set_goal(app.run(), 80)
    assert len(app.incidents) == 1


@pytest.mark.parametrize("role", [Role.OFFICER, Role.STEERING])
def test_nobody_else_is_offered_to_set_a_goal(role: Role, app_as: AppAs) -> None:
    app = app_as(role, "vergleich")
    assert "Ziel setzen" not in app.text
    assert not app.tab.number_input


# What is taken along.


def test_the_shown_comparison_can_be_taken_along(app_as: AppAs) -> None:
    (button,) = app_as(Role.STEERING, "vergleich").tab.get("download_button")
    assert button.proto.label == "Vergleich als Excel-Datei (xlsx)"
