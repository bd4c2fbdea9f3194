"""Wissen and Wissen pflegen: search and filters, an article, offered practice, two editors, the queue."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from app_tab import App, AppAs, demo_person, elements, signed_in
from factories import replies_to_all, stored_person
from sqlalchemy import Engine
from teams import Team, a_team

from data.content.knowledge import articles
from data.model.knowledge import ArticleKind, Effort, OfferState, PracticeText, PracticeWish
from data.model.people import Person, Role
from data.services import knowledge_editing, measures, practice

PAGE, EDITING = "wissen", "wissen-pflegen"
CRITERION = "sprache"
TEXT = PracticeText("Kochabende", "Wenig Kontakt.", "Ein Kochabend im Monat.", "Neue Bekannte.", "")
WISH = PracticeWish(TEXT, (CRITERION,), Effort.LOW, is_named=False)


def article_for(criterion: str) -> str:
    return next(key for key, article in articles().items() if article.content.criteria[:1] == (criterion,))


KEY = article_for(CRITERION)
TITLE = articles()[KEY].content.german.title


@pytest.fixture
def team(store: Engine) -> Team:
    return a_team(replies_to_all(1), name="2026", submitted=True)


@pytest.fixture
def editor(store: Engine) -> Person:
    return stored_person(Role.PLATFORM)


def links(app: App) -> list[str]:
    return [element.proto.label for element in elements(app.tab.main) if element.type == "page_link"]


def cards(app: App) -> list[str]:
    return [label.strip("*") for label in links(app) if label.startswith("**")]


def query(app: App) -> dict[str, str]:
    return {name: str(value[0] if isinstance(value, list) else value) for name, value in app.tab.query_params.items()}


# Reading


def test_twelve_cards_a_page_and_all_are_counted(team: Team) -> None:
    app = signed_in(team.officer, PAGE)
    assert len(cards(app)) == 12
    assert f"**{len(articles())} Artikel**" in app.text


def test_a_search_is_told_in_the_address_and_finds_word_forms(team: Team) -> None:
    app = signed_in(team.officer, PAGE)
    app.tab.text_input(key="knowledge_search").set_value("  Leitbilder ")
    app.run()
    assert query(app)["suche"] == "Leitbilder"
    assert cards(app)[0] == "Ein Leitbild in drei Sitzungen"
    app.click("knowledge_clear")
    assert "suche" not in query(app)
    assert len(cards(app)) == 12


def test_filters_stand_in_the_address_and_count(team: Team) -> None:
    app = signed_in(team.officer, f"{PAGE}?art=methode,vorlage&aufwand=klein")
    wanted = [
        article.content
        for article in articles().values()
        if article.content.kind in (ArticleKind.METHOD, ArticleKind.TEMPLATE) and article.content.effort is Effort.LOW
    ]
    counted = "**Ein Artikel**" if len(wanted) == 1 else f"**{len(wanted)} Artikel**"
    assert counted in app.text
    app.tab.pills(key="knowledge_filter_tell_efforts").set_value([])
    app.run()
    assert "aufwand" not in query(app)
    assert query(app)["art"] == "methode,vorlage"


def test_nothing_found_says_what_to_do(team: Team) -> None:
    app = signed_in(team.officer, f"{PAGE}?suche=Quantenchromodynamik")
    assert "Dazu gibt es noch keinen Artikel" in app.text
    assert cards(app) == []


def test_a_slip_is_told(team: Team) -> None:
    app = signed_in(team.officer, f"{PAGE}?suche=Leitbidl")
    assert "diese kommen am nächsten" in app.text
    assert "Ein Leitbild in drei Sitzungen" in cards(app)


@pytest.mark.parametrize(
    "asked", ["suche=%22%20AND%20(", "art=gedicht", "feld=x&aufwand=y&kriterium=z", "suche=" + "a" * 3_000]
)
def test_whatever_the_address_says_the_page_is_there(team: Team, asked: str) -> None:
    app = signed_in(team.officer, f"{PAGE}?{asked}")
    assert app.title == "Wissen"
    assert app.incidents == []


def test_an_article_has_its_text_criteria_files_and_related_ones(team: Team) -> None:
    app = signed_in(team.officer, f"{PAGE}?artikel={KEY}")
    assert app.title.replace("\\", "") == TITLE
    headings = [words for level, words in app.headings if level == 2]
    assert headings[-3:] == ["Passt zu", "Mitnehmen", "Verwandte Artikel"]
    assert "Erster Schritt für eine kleine Kommune" in headings
    assert [button.label for button in app.tab.get("download_button")] == ["Als PDF", "Als Word-Datei"]


def test_an_article_that_there_is_not_says_so(team: Team) -> None:
    app = signed_in(team.officer, f"{PAGE}?artikel=gibt-es-nicht")
    assert "Diesen Artikel gibt es nicht" in app.text
    assert app.incidents == []


def test_a_measure_is_made_once_and_belongs_to_the_criterion(team: Team) -> None:
    app = signed_in(team.officer, f"{PAGE}?artikel={KEY}&kriterium={CRITERION}")
    app.click("make_measure")
    (made,) = [measure for measure in measures.measures(team.officer) if measure.title == TITLE]
    assert list(made.expected.values()) == [2]  # every answer stands at 1
    assert "Zur neuen Maßnahme" in links(app)
    assert "make_measure" not in [button.key for button in app.tab.button]


def test_a_department_reads_and_neither_plans_nor_sees_results(app_as: AppAs) -> None:
    app = app_as(Role.CONTRIBUTOR, f"{PAGE}?artikel={KEY}")
    assert app.title.replace("\\", "") == TITLE
    assert "make_measure" not in [button.key for button in app.tab.button]
    assert "Eigene Praxis anbieten" not in links(app_as(Role.CONTRIBUTOR, PAGE))
    assert app_as(Role.CONTRIBUTOR, f"{PAGE}?ansicht=anbieten").title == "Wissen"


def test_beside_a_low_criterion_stands_what_helps_and_beside_a_strong_one_nothing(store: Engine) -> None:
    team = a_team(replies_to_all(1, fairer_zugang=4), name="2026", submitted=True)
    low = signed_in(team.officer, "ergebnisse?kriterium=bildung")
    assert not [label for label in links(low) if label.startswith("Dazu passt")]  # 100 points
    low = signed_in(team.officer, "ergebnisse?kriterium=leitbild_und_politischer_auftrag")
    told = [label for label in links(low) if label.startswith("Dazu passt")]
    assert 1 <= len(told) <= 2
    assert told[0] == "Dazu passt: Ein Leitbild in drei Sitzungen"


def test_beside_what_is_suggested_as_a_priority_stands_what_helps(team: Team) -> None:
    app = signed_in(team.officer, "schwerpunkte")
    suggested = [button.key for button in app.tab.button if str(button.key).startswith("suggest_")]
    told = [label for label in links(app) if label.startswith("Dazu passt")]
    assert len(suggested) <= len(told) <= 2 * len(suggested)


# Offering


def fill_in(app: App, wish: PracticeWish, form: str = "practice") -> App:
    app.tab.text_input(key=f"knowledge_{form}_title").set_value(wish.text.title)
    for part in ("situation", "action", "outcome", "differently"):
        app.tab.text_area(key=f"knowledge_{form}_{part}").set_value(getattr(wish.text, part))
    app.tab.multiselect(key=f"knowledge_{form}_criteria").set_value(list(wish.criteria))
    app.tab.radio(key=f"knowledge_{form}_is_named").set_value(wish.is_named)
    return app.run()


def test_a_practice_is_offered_and_its_state_is_told(team: Team, editor: Person) -> None:
    app = signed_in(team.officer, f"{PAGE}?ansicht=anbieten")
    fill_in(app, WISH)
    assert "Eine Kommune, die ungenannt bleibt" in app.text  # the preview
    app.click("offer_practice")
    assert "liegt jetzt beim Plattform" in app.text.replace("\\", "")
    (offer,) = practice.own_offers(team.officer)
    assert (offer.wish, offer.state) == (WISH, OfferState.OFFERED)
    assert app.tab.text_input(key="knowledge_practice_title").value == ""
    practice.give_back(editor, offer, "Was hat es gekostet?")
    app.open(f"{PAGE}?ansicht=anbieten")
    assert "Was hat es gekostet?" in app.text.replace("\\", "")


def test_a_refusal_loses_nothing_that_was_typed(team: Team) -> None:
    app = signed_in(team.officer, f"{PAGE}?ansicht=anbieten")
    fill_in(app, replace(WISH, text=replace(TEXT, outcome="")))
    app.click("offer_practice")
    assert "Bitte beantworten Sie die ersten drei Fragen" in app.text
    assert app.tab.text_area(key="knowledge_practice_action").value == "Ein Kochabend im Monat."
    app.open(PAGE)
    app.open(f"{PAGE}?ansicht=anbieten")
    assert app.tab.text_area(key="knowledge_practice_action").value == "Ein Kochabend im Monat."
    assert practice.own_offers(team.officer) == []


def test_a_commune_changes_and_withdraws_its_offer(team: Team, editor: Person) -> None:
    offer = practice.offer(team.officer, WISH)
    app = signed_in(team.officer, f"{PAGE}?ansicht=anbieten&angebot={offer.id}")
    app.tab.text_input(key=f"knowledge_offer_{offer.id}_title").set_value("Gemeinsam kochen")
    app.run()
    app.click(f"offer_offer_{offer.id}")
    (changed,) = practice.own_offers(team.officer)
    assert changed.wish == replace(WISH, text=replace(TEXT, title="Gemeinsam kochen"))
    practice.release(editor, changed)
    app.open(f"{PAGE}?ansicht=anbieten")
    app.click(f"withdraw_{offer.id}")
    assert practice.own_offers(team.officer)[0].state is OfferState.WITHDRAWN
    assert f"withdraw_{offer.id}" not in [button.key for button in app.tab.button]


def test_what_a_commune_typed_is_told_when_its_offer_was_released_meanwhile(team: Team, editor: Person) -> None:
    offer = practice.offer(team.officer, WISH)
    app = signed_in(team.officer, f"{PAGE}?ansicht=anbieten&angebot={offer.id}")
    app.tab.text_area(key=f"knowledge_offer_{offer.id}_outcome").set_value("Zwölf neue Bekannte.")
    app.run()
    practice.release(editor, offer)
    app.click(f"offer_offer_{offer.id}")
    (told,) = (each.value.replace("\\", "") for each in app.tab.error)
    assert told.startswith("Inzwischen hat jemand anderes dieses Angebot geändert.")
    assert told.endswith("Nicht gespeichert: „Zwölf neue Bekannte.“")
    assert (2, "Neue Praxis") in app.headings  # what is released is changed no more


# Keeping


def test_the_demo_says_what_waits(app_as: AppAs) -> None:
    app = app_as(Role.PLATFORM, EDITING)
    assert f"{len(articles())} Artikel: alle im letzten Jahr geprüft, ein Angebot wartet." in app.text
    app.click("release_3")
    assert "ist freigegeben" in app.text
    shown = app_as(Role.STEERING, f"{PAGE}?art=beispiel")
    assert len(cards(shown)) == 3
    assert "Eine Kommune, die ungenannt bleibt" in shown.text


def test_an_offer_goes_back_with_a_sentence_only(app_as: AppAs) -> None:
    app = app_as(Role.PLATFORM, EDITING)
    app.click("give_back_3")
    assert "Bitte sagen Sie dazu einen Satz" in app.text
    key = next(field.key for field in app.tab.text_input if str(field.key).endswith("_sentence"))
    app.tab.text_input(key=key).set_value("Welche Anzeigen waren es?")
    app.run()
    app.click("give_back_3")
    states = {offer.id: offer.state for offer in practice.queue(demo_person(Role.PLATFORM))}
    assert states[3] is OfferState.RETURNED


@pytest.mark.parametrize("offered_again", [True, False])
@pytest.mark.parametrize("way", ["release", "give_back"])
def test_what_the_team_typed_is_told_when_the_commune_changed_or_withdrew_its_offer_meanwhile(
    way: str, offered_again: bool, team: Team, editor: Person
) -> None:
    offer = practice.offer(team.officer, WISH)
    form = f"knowledge_wording_{offer.id}_{offer.revision}"
    app = signed_in(editor, EDITING)
    app.tab.text_area(key=f"{form}_situation").set_value("Im Viertel gab es wenig Kontakt.")
    app.tab.text_input(key=f"{form}_sentence").set_value("Was hat es gekostet?")
    app.run()
    if offered_again:
        practice.offer_again(team.officer, offer, replace(WISH, effort=Effort.HIGH))
    else:
        practice.withdraw(team.officer, offer.id)
    app.click(f"{way}_{offer.id}")
    (told,) = (each.value.replace("\\", "") for each in app.tab.error)
    assert told.startswith("Inzwischen hat jemand anderes dieses Angebot geändert.")
    assert told.endswith("Nicht gespeichert: „Im Viertel gab es wenig Kontakt. · Was hat es gekostet?“")
    expected = OfferState.OFFERED if offered_again else OfferState.WITHDRAWN
    assert practice.own_offers(team.officer)[0].state is expected


def test_an_edit_is_previewed_published_and_compared(team: Team, editor: Person) -> None:
    app = signed_in(editor, f"{EDITING}?artikel={KEY}")
    app.tab.text_area(key=f"knowledge_{KEY}_body_de").set_value("## Neu\n\nText mit <b>HTML</b>.")
    app.run()
    assert "HTML wird als Text gezeigt" in app.text
    app.click("publish_article")
    assert "Bitte sagen Sie dazu einen Satz" in app.text
    app.tab.text_input(key=f"knowledge_{KEY}_sentence").set_value("Gekürzt")
    app.run()
    app.click("publish_article")
    assert "Fassung 1 ist gespeichert und wird jetzt gelesen." in app.text
    assert "Gekürzt" in app.text
    assert "+## Neu" in "\n".join(code.value for code in app.tab.code)
    assert knowledge_editing.kept(editor, KEY).shown_version == 1
    app.click("publish_version_0")
    assert knowledge_editing.kept(editor, KEY).shown_version == 0


def test_what_another_editor_stored_meanwhile_is_shown_and_nothing_typed_is_lost(team: Team, editor: Person) -> None:
    app = signed_in(editor, f"{EDITING}?artikel={KEY}")
    app.tab.text_input(key=f"knowledge_{KEY}_title_de").set_value("Mein Titel")
    app.tab.text_input(key=f"knowledge_{KEY}_sentence").set_value("Titel")
    app.run()
    shipped = articles()[KEY].content
    theirs = replace(shipped, german=replace(shipped.german, summary="Ihre Zusammenfassung."))
    knowledge_editing.save(editor, KEY, 0, theirs, "Zusammenfassung", publish=True)
    app.click("publish_article")
    assert "eine neuere Fassung gespeichert" in app.text
    assert "Fassung 1 gespeichert" in app.text
    app.click("take_up_newer")
    assert app.tab.text_input(key=f"knowledge_{KEY}_title_de").value == "Mein Titel"
    assert app.tab.text_input(key=f"knowledge_{KEY}_summary_de").value == "Ihre Zusammenfassung."
    app.click("publish_article")
    newest = knowledge_editing.kept(editor, KEY).newest.german
    assert (newest.title, newest.summary) == ("Mein Titel", "Ihre Zusammenfassung.")


def test_a_new_article_is_written_and_found(team: Team, editor: Person) -> None:
    app = signed_in(editor, f"{EDITING}?ansicht=neu")
    for part, text in (("title", "Quittenfest feiern"), ("summary", "Wie es gelingt."), ("sentence", "Neu")):
        key = f"knowledge_neu_{part}" + ("" if part == "sentence" else "_de")
        app.tab.text_input(key=key).set_value(text)
    app.tab.text_area(key="knowledge_neu_body_de").set_value("Quitten.")
    app.tab.text_area(key="knowledge_neu_sources").set_value("Quelle | https://example.org | 2024-05")
    app.run()
    app.click("publish_article")
    assert query(app)["artikel"] == "quittenfest-feiern"
    assert app.title == "Quittenfest feiern"
    assert cards(signed_in(team.officer, f"{PAGE}?suche=Quitten")) == ["Quittenfest feiern"]


def test_an_article_that_is_due_can_be_noted_as_checked(editor: Person, team: Team) -> None:
    knowledge_editing.note_check(editor, KEY, date(2020, 1, 1))
    app = signed_in(editor, EDITING)
    assert "einer ist zu prüfen" in app.text
    app.click(f"checked_{KEY}")
    assert "alle im letzten Jahr geprüft" in app.text
