"""The results: the sentence, seven fields, what stands out, and down to the single question."""

from __future__ import annotations

from app_tab import App, AppAs, elements
from factories import replies_to_all, stored_round

from components.session import Key
from data.content.catalogues import catalogue
from data.model.people import Commune, Role
from data.model.self_check import NotApplicable, NotKnown, Reply


def line(app: App, beginning: str) -> str:
    return next(told for told in app.text.splitlines() if told.startswith(beginning))


def questions_shown(app: App) -> str:
    (shown,) = (e.value for e in elements(app.tab.main) if e.type == "markdown" and e.value.startswith("#### "))
    return shown


def charts(app: App) -> list[str]:
    return [chart.proto.alt for chart in app.tab.get("plotly_chart")]


def test_before_the_first_submission_it_says_when_results_appear(new_app_as: AppAs) -> None:
    app = new_app_as(Role.MAYOR, "ergebnisse")
    assert "Ergebnisse erscheinen, sobald die erste Runde freigegeben ist." in app.text
    assert charts(app) == []


def test_the_sentence_says_how_good_and_how_sure(app_as: AppAs) -> None:
    app = app_as(Role.STEERING, "ergebnisse")
    assert line(app, "Musterstadt ist") == (
        "Musterstadt ist in 3 von 7 Handlungsfeldern gut aufgestellt oder fest verankert. Vorläufig ist das Ergebnis "
        "im Feld Arbeit und Wirtschaft, weil dort viele Antworten fehlen."
    )
    assert line(app, "Runde 2025, freigegeben am 24.11.2025").endswith("Fragenkatalog 2021-07")


def test_a_sure_result_says_that_it_is_sure(new_app_as: AppAs, new_town: Commune) -> None:
    stored_round(new_town, replies_to_all(1), submitted=True)
    told = line(new_app_as(Role.MAYOR, "ergebnisse"), "Neue Stadt ist")
    assert told.startswith("Neue Stadt ist noch in keinem der 7 bewerteten Handlungsfelder gut aufgestellt. ")
    assert "100\N{NO-BREAK SPACE}% der zutreffenden Fragen sind beantwortet" in told


def test_a_field_without_a_score_is_named_and_never_a_zero(new_app_as: AppAs, new_town: Commune) -> None:
    replies = {key: reply for key, reply in replies_to_all(3).items() if not key.startswith("AW-")}
    stored_round(new_town, replies, submitted=True)
    app = new_app_as(Role.MAYOR, "ergebnisse")
    assert "Nicht bewertet ist das Feld Arbeit und Wirtschaft." in line(app, "Neue Stadt ist")
    title = catalogue("2021-07").fields[3].title
    assert f"{title}: nicht bewertet; " in charts(app)[0]
    app.tab.pills(key=Key.FIELD_CHOICE).set_value("arbeit_wirtschaft")
    app.run()
    assert any(words.endswith(": nicht bewertet") for level, words in app.headings if level == 3)


def test_a_commune_with_one_answer_gets_a_page_that_says_little(new_app_as: AppAs, new_town: Commune) -> None:
    stored_round(new_town, {"MS-01": replies_to_all(4)["MS-01"]}, submitted=True)
    app = new_app_as(Role.MAYOR, "ergebnisse")
    assert line(app, "Für Neue Stadt").startswith("Für Neue Stadt lässt sich noch kein Handlungsfeld bewerten.")
    assert app.incidents == []


def test_the_chart_is_told_in_words_field_by_field(app_as: AppAs) -> None:
    told = charts(app_as(Role.MAYOR, "ergebnisse"))[0]
    assert told.startswith("Management und Steuerung: 70 Punkte, gut aufgestellt; ")
    assert "(vorläufig)" in told
    assert told.count("; ") == 6


def test_the_table_holds_the_same_values_once_it_is_opened(app_as: AppAs) -> None:
    app = app_as(Role.MAYOR, "ergebnisse")
    assert not app.tab.table
    app.tab.session_state["fields_table"] = True
    app.run()
    table = app.tab.table[0].value
    assert list(table.columns)[:4] == ["Handlungsfeld", "Punkte", "Stufe", "möglich von bis"]
    assert table.iloc[0].tolist()[:3] == ["Management und Steuerung", "70", "gut aufgestellt"]
    assert len(table) == 7


def test_what_stands_out_is_told_strengths_first(app_as: AppAs) -> None:
    app = app_as(Role.MAYOR, "ergebnisse")
    assert [words for level, words in app.headings if level == 3][:3] == ["Stärken", "Chancen", "Noch zu klären"]


def test_from_the_field_to_the_question_it_takes_two_choices(app_as: AppAs) -> None:
    app = app_as(Role.MAYOR, "ergebnisse")
    app.tab.pills(key=Key.FIELD_CHOICE).set_value("kommunikation_konflikt")
    app.run()
    criteria = app.tab.pills(key=Key.CRITERION_CHOICE)
    assert len(charts(app)) == 2
    criteria.set_value(criteria.options[-1] if isinstance(criteria.options[-1], str) else criteria.value)
    app.run()
    shown = questions_shown(app)
    assert "**KK-" in shown
    assert "Antwort: **" in shown
    assert "Anregung: " in shown  # communication is the weakest field


def test_the_weakest_criterion_is_open_first(new_app_as: AppAs, new_town: Commune) -> None:
    stored_round(new_town, {**replies_to_all(4), "MS-12": replies_to_all(0)["MS-12"]}, submitted=True)
    assert questions_shown(new_app_as(Role.MAYOR, "ergebnisse")).startswith("#### Daten und Wirkung")


def test_answers_come_with_what_was_written_beside_them_and_a_suggestion_only_where_there_is_room(
    new_app_as: AppAs, new_town: Commune
) -> None:
    replies: dict[str, Reply] = {
        **replies_to_all(4),
        "MS-01": replies_to_all(2)["MS-01"],
        "MS-02": NotKnown(),
        "MS-03": NotApplicable(),
    }
    notes = {"remark": "*siehe* [Akte](http://x)", "evidence": "Beschluss 7/2025", "responsible_unit": "Amt 50"}
    stored_round(new_town, replies, submitted=True, **notes)
    app = new_app_as(Role.MAYOR, "ergebnisse")
    criteria = app.tab.pills(key=Key.CRITERION_CHOICE)
    criteria.set_value("leitbild_und_politischer_auftrag")
    first, second, third = questions_shown(app.run()).split("\n\n")[1:4]
    assert "Antwort: **2 – " in first and "Anregung: " in first
    assert r"Bemerkung: \*siehe\* \[Akte\]\(http\://x\)" in first
    assert "Nachweis: Beschluss 7/2025" in first and "Zuständige Stelle: Amt 50" in first
    assert "Antwort: **nicht bekannt**" in second
    assert "Antwort: **nicht zutreffend**" in third
    criteria = app.tab.pills(key=Key.CRITERION_CHOICE)
    criteria.set_value("strategie_und_ziele")
    assert "Anregung: " not in questions_shown(app.run())  # all at the highest level


def test_the_calculation_is_explained_with_the_weight_of_every_question(new_app_as: AppAs, new_town: Commune) -> None:
    stored_round(new_town, replies_to_all(3), submitted=True)
    app = new_app_as(Role.MAYOR, "ergebnisse")
    app.tab.session_state["method"] = True
    table = app.run().tab.table[-1].value
    # The first field has five criteria: each is a fifth of it, and each of the first one's three questions a fifteenth.
    first = [told.replace("\N{NO-BREAK SPACE}", " ") for told in table.iloc[0]]
    assert first == ["Steuerung", "Leitbild und politischer Auftrag", "20,0 %", "6,7 %"]
    assert len(table) == 35


def test_a_field_that_depends_on_how_questions_are_weighted_says_so(new_app_as: AppAs, new_town: Commune) -> None:
    # Criteria of 3, 2, 3, 3 and 2 questions at 100, 0, 100, 100 and 0: 300 / 5 = 60; by question 900 / 13 = 69.2.
    low = ("strategie_und_ziele", "daten_und_wirkung")
    questions = [q.id for c in catalogue("2021-07").criteria if c.key in low for q in c.questions]
    replies = {**replies_to_all(4), **{key: replies_to_all(0)[key] for key in questions}}
    stored_round(new_town, replies, submitted=True)
    app = new_app_as(Role.MAYOR, "ergebnisse")
    assert "Management und Steuerung: 60 Punkte" in app.text
    assert "wären es 69 Punkte" in app.text
