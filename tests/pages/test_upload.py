"""The upload page: download the workbook, upload it filled in, look, take over, undo. Nothing is stored unseen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

import pytest
import streamlit
from answer_files import csv_of, read
from app_tab import App, AppAs, signed_in
from conftest import count
from factories import stored_person, stored_round
from sqlalchemy import Engine

from components import upload_steps
from components.import_preview import Decision
from components.session import Key
from components.upload_steps import Extent
from data.content.catalogues import catalogue
from data.errors import NotAllowed
from data.model.audit import AuditEvent
from data.model.part_files import PartOfCheck
from data.model.people import Commune, Person, Role
from data.model.questionnaire import Assignee
from data.model.self_check import Answer, Answered, Perspective, SelfCheck
from data.services import accounts, answer_files, approval, assignments
from data.storage.database import reading, writing

OURS = Perspective.ADMINISTRATION


@pytest.fixture
def draft(new_town: Commune) -> SelfCheck:
    return stored_round(new_town, {"MS-01": Answered(1)}, name="2026")


@pytest.fixture
def page(new_app_as: AppAs, draft: SelfCheck) -> App:
    return new_app_as(Role.OFFICER, "hochladen")


def a_file(answers: Mapping[str, object]) -> bytes:
    return csv_of([["Nr.", "Antwort"], *answers.items()])


def a_file_of(draft: SelfCheck, answers: Mapping[str, object]) -> bytes:
    """A file that tells what it was made from: the first state of each answer of this round."""
    rows = [[key, answer, 1 if key == "MS-01" else 0, draft.id] for key, answer in answers.items()]
    return csv_of([["Nr.", "Antwort", "Stand", "Selbstcheck-Nr."], *rows])


def upload(page: App, data: bytes, name: str = "Antworten.csv") -> App:
    page.tab.file_uploader[0].upload(name, data)
    return page.run()


def counts(page: App) -> dict[str, str]:
    return {metric.label: metric.value for metric in page.tab.metric}


def stored(draft: SelfCheck) -> dict[str, object]:
    with reading() as work:
        return {key: found.answer.reply for key, found in work.answers.sheet(draft.id, OURS).items()}


def test_without_a_round_in_work_it_says_where_to_begin_one(new_app_as: AppAs) -> None:
    app = new_app_as(Role.OFFICER, "hochladen")
    assert "Keine Runde in Arbeit" in app.text
    assert "Zu den Runden" in [link.label for link in app.tab.get("page_link")]
    assert not app.tab.file_uploader


def test_the_template_is_offered_in_three_formats(page: App) -> None:
    assert [button.label for button in page.tab.get("download_button")] == [
        "Excel (xlsx)",
        "LibreOffice (ods)",
        "Textdatei (csv)",
    ]


def test_a_file_is_shown_before_anything_is_stored(page: App, draft: SelfCheck, store: Engine) -> None:
    upload(page, a_file({"MS-01": 1, "MS-02": 3, "MS-03": "", "MS-04": "teils"}))
    assert counts(page) == {
        "neu": "1",
        "geändert": "0",
        "unverändert": "1",
        "Konflikte": "0",
        "offen": "1",
        "Probleme": "1",
    }
    assert "Eine Antwort übernehmen" in [button.label for button in page.tab.button]
    assert stored(draft) == {"MS-01": Answered(1)}
    assert count(store, "answer_import") == 0


def test_a_problem_is_told_with_row_column_and_what_to_do(page: App) -> None:
    upload(page, a_file({"MS-01": 1, "MS-04": "teils|teils"}))
    problems = page.tab.table[0].value
    assert list(problems.columns) == ["Blatt", "Zeile", "Spalte", "Frage", "Gefunden", "Was zu tun ist"]
    told = problems.iloc[0].tolist()
    assert told[:4] == ["–", "3", "B", "MS-04"]
    assert told[4] == r"teils\|teils"  # shown as typed, not as the edge of a table
    assert told[5].startswith("Erwartet wird eine Zahl von 0 bis 4")


def test_taking_over_stores_the_answers_says_so_and_empties_the_uploader(page: App, draft: SelfCheck) -> None:
    upload(page, a_file_of(draft, {"MS-01": 2, "MS-02": 3, "IA-01": 4}))
    assert page.tab.table[0].value["Bisher"].tolist()[-1].startswith("1 – ")  # new ones first, then the changed one
    page.click("take_over")
    assert [success.value for success in page.tab.success] == ["Gespeichert: 2 neue Antworten und 1 geänderte Antwort."]
    assert stored(draft) == {"MS-01": Answered(2), "MS-02": Answered(3), "IA-01": Answered(4)}
    assert page.tab.file_uploader[0].value is None
    assert "Weiter: prüfen und vorlegen" in [link.label for link in page.tab.get("page_link")]
    assert not page.run().tab.success  # told once


def test_the_same_file_a_second_time_changes_nothing(page: App, store: Engine) -> None:
    file = a_file({"MS-02": 3})
    upload(page, file).click("take_over")
    upload(page, file)
    assert "Diese Datei ändert nichts" in page.text
    assert "take_over" not in [button.key for button in page.tab.button]
    assert count(store, "answer_import") == 1


@pytest.mark.parametrize(
    ("answers", "all_stored"),
    [
        ({"MS-01": 1}, True),
        ({"MS-01": 1, "MS-02": ""}, True),
        ({"MS-01": 1, "MS-02": "teils"}, False),
        ({"XX-01": 1}, False),
        ({"MS-02": ""}, False),
        ({"MS-01": ""}, False),
    ],
    ids=["all stored", "the rest open", "one not readable", "nothing readable", "all open", "only emptied"],
)
def test_it_says_that_all_is_stored_only_where_that_is_true(
    answers: dict[str, object], all_stored: bool, page: App
) -> None:
    upload(page, a_file(answers))
    assert ("Alles darin ist schon gespeichert" in page.text) == all_stored
    assert ("Noch nichts zum Übernehmen" in page.text) != all_stored
    assert "take_over" not in [button.key for button in page.tab.button]


def test_the_first_100_problems_are_shown_and_the_others_counted(page: App) -> None:
    upload(page, a_file({f"XX-{number}": 1 for number in range(4_900)}))
    assert counts(page)["Probleme"] == "4900"
    assert len(page.tab.table[0].value) == 100
    assert "und 4.800 weitere" in [line.value for line in page.tab.markdown]  # 4,900 - 100


def test_100_problems_are_all_shown_and_no_others_counted(page: App) -> None:
    upload(page, a_file({f"XX-{number}": 1 for number in range(100)}))
    assert len(page.tab.table[0].value) == 100
    assert "weitere" not in page.text


def test_a_file_of_another_round_is_told_without_an_internal_number(page: App, draft: SelfCheck) -> None:
    rows = [["Nr.", "Antwort", "Selbstcheck-Nr."], ["MS-02", 3, draft.id + 4711]]
    upload(page, csv_of(rows))
    told = page.tab.table[0].value.iloc[0].tolist()
    assert told[:5] == ["–"] * 5
    assert told[5].startswith("Diese Datei wurde für eine andere Runde erstellt")


def test_a_part_of_the_file_can_be_taken_over(page: App, draft: SelfCheck) -> None:
    upload(page, a_file({"MS-02": 3, "MS-03": 3, "IA-01": 4}))
    page.tab.pills(key="take_over_fields").set_value(["Steuerung"])
    page.run()
    page.tab.multiselect(key="leave_out").set_value(["MS-03"])
    page.run().click("Eine Antwort übernehmen")
    assert stored(draft) == {"MS-01": Answered(1), "MS-02": Answered(3)}


def test_an_empty_cell_deletes_an_answer_only_if_the_person_says_so(page: App, draft: SelfCheck) -> None:
    upload(page, a_file({"MS-01": "", "MS-02": 3}))
    checkbox = page.tab.checkbox(key="take_over_cleared")
    assert checkbox.label == "Bei einer Frage löschen, was in der Datei leer ist: MS-01 (Antwort)"
    assert checkbox.value is False
    assert "Eine Antwort übernehmen" in [button.label for button in page.tab.button]
    checkbox.check()
    page.run().click("2 Antworten übernehmen")
    assert stored(draft) == {"MS-01": None, "MS-02": Answered(3)}


@pytest.mark.parametrize("agreed", [False, True])
def test_an_emptied_remark_stays_unless_the_person_says_so(agreed: bool, page: App, draft: SelfCheck) -> None:
    save_meanwhile(draft, Answer("MS-01", Answered(1), "Bemerkung wichtig"))
    template = answer_files.uploads.template(officer_of(draft), draft.id, answer_files.FileFormat.CSV)
    changed = template.decode("utf-8-sig").replace("1 – in Planung", "4").replace("Bemerkung wichtig", "")
    upload(page, changed.encode())
    checkbox = page.tab.checkbox(key="take_over_cleared")
    assert checkbox.label == "Bei einer Frage löschen, was in der Datei leer ist: MS-01 (Bemerkung)"
    if agreed:
        checkbox.check()
        page.run()
    assert page.tab.table[0].value["Neu"].str.endswith("(Bemerkung wichtig)").tolist() == [not agreed]
    page.click("Eine Antwort übernehmen")
    with reading() as work:
        kept = work.answers.sheet(draft.id, OURS)["MS-01"].answer
    assert kept == Answer("MS-01", Answered(4), "" if agreed else "Bemerkung wichtig")


@pytest.fixture
def in_conflict(page: App, draft: SelfCheck) -> App:
    """The upload page with a file that says 4 where a colleague answered 3 since it was made."""
    template = answer_files.uploads.template(officer_of(draft), draft.id, answer_files.FileFormat.CSV)
    change_meanwhile(draft, "MS-01", 3)
    return upload(page, template.decode("utf-8-sig").replace("1 – in Planung", "4").encode())


def proposed(draft: SelfCheck) -> dict[str, list[object]]:
    with reading() as work:
        waiting = work.proposals.open_ones(draft.id, OURS)
    return {key: [proposal.answer.reply for proposal in found] for key, found in waiting.items()}


def test_a_colleagues_newer_answer_stays_or_goes_as_a_person_decides(in_conflict: App, draft: SelfCheck) -> None:
    (choice,) = in_conflict.tab.radio
    assert choice.label.startswith("MS-01: ")
    assert [option.split(":")[0] for option in choice.options] == [
        "Gespeichert bleibt",
        "Datei übernehmen",
        "Später klären",
    ]
    assert choice.options[0].startswith("Gespeichert bleibt: 3 – ")
    assert choice.options[1].startswith("Datei übernehmen: 4 – ")
    choice.set_value(Decision.KEEP)
    in_conflict.run()
    assert "take_over" not in [button.key for button in in_conflict.tab.button]
    in_conflict.tab.radio[0].set_value(Decision.TAKE)
    in_conflict.run().click("Eine Antwort übernehmen")
    assert (stored(draft), proposed(draft)) == ({"MS-01": Answered(4)}, {})


def test_who_decides_nothing_loses_nothing(in_conflict: App, draft: SelfCheck) -> None:
    assert in_conflict.tab.radio[0].value is Decision.LATER
    in_conflict.click("Eine Antwort zur Klärung vormerken")
    assert (stored(draft), proposed(draft)) == ({"MS-01": Answered(3)}, {"MS-01": [Answered(4)]})
    assert [success.value for success in in_conflict.tab.success] == ["Gespeichert: 1 Antwort zur Klärung."]
    links = {link.label: link.page for link in in_conflict.tab.get("page_link")}
    assert links["Zur Frage, die zu klären ist"] == "fragen"
    assert "von Person officer: eine Antwort zur Klärung" in in_conflict.text
    in_conflict.click("confirm_undo")
    assert proposed(draft) == {}
    assert in_conflict.tab.success[0].value == "Zurückgenommen: 1 Antwort, die zu klären war."


def test_conflicts_and_other_answers_go_with_one_click(in_conflict: App, draft: SelfCheck) -> None:
    upload(in_conflict, a_file_of(draft, {"MS-01": 4, "MS-02": 2}))
    in_conflict.click("Eine Antwort übernehmen, 1 zur Klärung vormerken")
    assert in_conflict.tab.success[0].value == "Gespeichert: 1 neue Antwort und 1 Antwort zur Klärung."
    assert (stored(draft)["MS-02"], proposed(draft)) == (Answered(2), {"MS-01": [Answered(4)]})


@pytest.mark.parametrize(
    ("button", "label", "after", "waits"),
    [
        ("all_keep", None, 1, 0),
        ("all_take", "3 Antworten übernehmen", 4, 0),
        ("all_later", "3 Antworten zur Klärung vormerken", 1, 3),
    ],
)
def test_three_conflicts_or_more_are_decided_with_one_click(
    button: str, label: str | None, after: int, waits: int, page: App, new_town: Commune
) -> None:
    with writing() as work:
        (draft,) = work.self_checks.of_commune(new_town.id)
        answers = [Answer(key, Answered(1)) for key in ("MS-02", "MS-03")]
        work.answers.add_new(draft.id, OURS, answers, at=draft.begun_at, by=None)
        work.audit.record(AuditEvent.ANSWERS_IMPORTED)
    upload(page, a_file({"MS-01": 4, "MS-02": 4, "MS-03": 4}))
    page.click("all_keep" if button != "all_keep" else "all_take")
    page.click(button)
    labels = [each.label for each in page.tab.button if each.key == "take_over"]
    assert labels == ([label] if label else [])
    if label:
        page.click("take_over")
    assert stored(draft) == dict.fromkeys(("MS-01", "MS-02", "MS-03"), Answered(after))
    assert sum(map(len, proposed(draft).values())) == waits


def test_a_table_of_ones_own_over_a_colleagues_answer_is_a_conflict(page: App) -> None:
    upload(page, a_file({"MS-01": 4}))
    assert counts(page)["Konflikte"] == "1"


def test_an_answer_that_changes_between_looking_and_taking_over_is_not_overwritten(page: App, draft: SelfCheck) -> None:
    upload(page, a_file({"MS-01": 4, "MS-02": 4}))
    (button,) = (button for button in page.tab.button if button.key == "take_over")
    button.click()
    change_meanwhile(draft, "MS-01", 3)
    page.run()
    assert stored(draft) == {"MS-01": Answered(3)}
    assert "MS\\-01" in page.tab.warning[0].value
    assert counts(page)["neu"] == "1"  # the file is still there, with the new state beside it


def test_the_last_import_can_be_taken_back(page: App, draft: SelfCheck) -> None:
    upload(page, a_file({"MS-01": 4, "MS-02": 4}), "Fachamt 50.csv").click("take_over")
    assert r"Fachamt 50\.csv" in page.text
    page.click("confirm_undo")
    assert stored(draft) == {"MS-01": Answered(1), "MS-02": None}
    assert "confirm_undo" not in [button.key for button in page.tab.button]


def test_only_the_import_that_the_person_saw_is_taken_back(page: App, draft: SelfCheck) -> None:
    upload(page, a_file({"MS-02": 4}), "meine.csv").click("take_over")
    (button,) = (button for button in page.tab.button if button.key == "confirm_undo")
    button.click()
    answer_files.imported(a_file({"MS-03": 4}), "fremde.csv", "09999001", "2026", submit=False, partial=False)
    page.run()
    assert stored(draft) == {"MS-01": Answered(1), "MS-02": Answered(4), "MS-03": Answered(4)}
    assert page.tab.warning[0].value.startswith("Inzwischen ist eine andere Übernahme die letzte.")
    page.click("confirm_undo")  # now the other import is the one that was seen
    assert stored(draft) == {"MS-01": Answered(1), "MS-02": Answered(4), "MS-03": None}


def test_an_import_of_the_operator_is_told_without_a_gap_where_the_name_would_stand(
    new_app_as: AppAs, draft: SelfCheck
) -> None:
    answer_files.imported(a_file({"MS-02": 4}), "alle.csv", "09999001", "2026", submit=False, partial=False)
    page = new_app_as(Role.OFFICER, "hochladen")
    (told,) = (line for line in page.text.splitlines() if "übernommen am" in line)
    assert "von :" not in told and "von  :" not in told
    assert "von der Betreuung dieses Programms: eine Antwort" in told


@pytest.mark.parametrize(
    ("data", "name", "told"),
    [
        (b"%PDF-1.7 nothing", "Antworten.xlsx", "Dateien im Format pdf werden nicht gelesen"),
        (b"\x00\x01\x02", "Antworten.xlsx", "keine Tabelle"),
        (b"", "Antworten.xlsx", "leer"),
        (csv_of([["Name", "Alter"], ["Kim", 7]]), "Liste.csv", "keine Tabelle mit Antworten"),
    ],
)
def test_a_file_that_is_no_answer_sheet_is_told_in_one_sentence_and_changes_nothing(
    data: bytes, name: str, told: str, page: App, draft: SelfCheck
) -> None:
    upload(page, data, name)
    (error,) = page.tab.error
    assert told in error.value
    assert not page.tab.metric
    assert stored(draft) == {"MS-01": Answered(1)}


def test_a_bad_file_can_be_followed_by_a_good_one(page: App) -> None:
    upload(page, b"", "leer.csv")
    upload(page, a_file({"MS-02": 3}), "gut.csv")
    assert not page.tab.error
    assert counts(page)["neu"] == "1"


def test_the_download_holds_what_is_stored(page: App, draft: SelfCheck) -> None:
    sheet = read(answer_files.uploads.template(officer_of(draft), draft.id, answer_files.FileFormat.CSV), "a.csv")
    assert (sheet.self_check_id, sheet.rows[0].answer.reply) == (draft.id, Answered(1))


def test_a_download_is_for_who_is_signed_in_when_it_is_clicked(
    new_app_as: AppAs, draft: SelfCheck, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The workbook is made at the click: on a page left open that may be long after the page was drawn.
    made: dict[str, Callable[[], bytes]] = {}
    monkeypatch.setattr(streamlit, "download_button", lambda label, data, **_rest: made.update({label: data}))
    page = new_app_as(Role.OFFICER, "hochladen")
    assert read(made["Textdatei (csv)"](), "a.csv").self_check_id == draft.id
    accounts.end_session(page.tab.session_state[Key.SIGN_IN])
    with pytest.raises(NotAllowed, match="sign_in_needed"):
        made["Textdatei (csv)"]()


# Parts

CRITERIA = list(catalogue("2021-07").criteria)


@pytest.fixture
def social(draft: SelfCheck, new_town: Commune) -> Person:
    """Somebody of the Sozialamt, which answers the first two criteria until the end of November."""
    officer = stored_person(Role.OFFICER, new_town, username="olga", display_name="Olga Officer")
    department = assignments.add_department(officer, "Sozialamt")
    person = stored_person(Role.CONTRIBUTOR, new_town, username="sam", display_name="Sam Sozial")
    assignments.set_department(officer, person.account_id, department)
    keys = [CRITERIA[0].key, CRITERIA[1].key]
    assignments.assign(officer, draft.id, keys, Assignee("Sozialamt", department), date(2026, 11, 30))
    return person


OWN = sum(len(criterion.questions) for criterion in CRITERIA[:2])


def test_a_department_sees_how_much_is_its_own_and_until_when(social: Person) -> None:
    page = signed_in(social, "hochladen")
    assert (
        f"**Ihr Teil: {OWN} Fragen aus 2 Kriterien, bis 30.11.2026.** Eine Datei ändert nur Ihre Fragen." in page.text
    )
    assert not page.tab.selectbox
    assert len(page.tab.get("download_button")) == 3


def test_a_department_without_questions_is_told_whom_to_ask(social: Person, new_town: Commune) -> None:
    page = signed_in(stored_person(Role.CONTRIBUTOR, new_town, username="neu"), "hochladen")
    assert "Ihrem Fachamt ist noch nichts zugewiesen. Wenden Sie sich an Olga Officer." in page.text
    assert not page.tab.file_uploader
    assert not page.tab.get("download_button")


def test_rows_of_others_are_told_and_left_out(social: Person, draft: SelfCheck) -> None:
    page = signed_in(social, "hochladen")
    upload(page, a_file({"MS-02": 3, "KK-01": 4}))
    told = page.tab.table[0].value.iloc[0].tolist()
    assert told[1:5] == ["3", "B", "KK-01", "KK\\-01"]
    assert told[5].startswith("Diese Frage ist Ihnen nicht zugewiesen")
    page.click("Eine Antwort übernehmen")
    assert stored(draft) == {"MS-01": Answered(1), "MS-02": Answered(3)}
    links = [link.label for link in page.tab.get("page_link")]
    assert "Weiter: Ihre Fragen ansehen" in links
    assert "Weiter: prüfen und vorlegen" not in links


def test_a_department_decides_nothing_over_anothers_answer(social: Person, draft: SelfCheck) -> None:
    page = signed_in(social, "hochladen")
    upload(page, a_file({"MS-01": 4}))
    (choice,) = page.tab.radio
    assert [option.split(":")[0] for option in choice.options] == [
        "Gespeichert bleibt",
        "Später klären; Ihre Datei sagt",
    ]
    assert "Über Antworten, die andere gegeben haben, entscheidet die Sachbearbeitung." in page.text
    page.click("Eine Antwort zur Klärung vormerken")
    assert (stored(draft), proposed(draft)) == ({"MS-01": Answered(1)}, {"MS-01": [Answered(4)]})


def test_the_officer_chooses_for_whom(social: Person, page: App) -> None:
    (choice,) = page.tab.selectbox
    assert choice.label == "Für wen?"
    assert choice.options == [
        "Ganzer Selbstcheck: 108 Fragen",
        "Alle Teile als zip-Datei: eine Datei",
        f"Sozialamt: {OWN} Fragen, bis 30.11.2026",
    ]
    assert f"{108 - OWN} Fragen sind noch niemandem zugewiesen." in page.text
    for option in choice.options:
        page.tab.selectbox[0].select(option)
        page.run()
        assert len(page.tab.get("download_button")) == 3


@pytest.mark.parametrize(
    ("choice", "name"),
    [
        (Extent.WHOLE, "Selbstcheck 2025-26"),
        (Extent.ALL_PARTS, "Selbstcheck 2025-26 alle Teile"),
        (PartOfCheck("Amt 50/51", (), 1, 108), "Selbstcheck 2025-26 Amt 50-51"),
    ],
)
def test_the_name_of_a_file_tells_the_round_and_whose_part_it_is(
    draft: SelfCheck, choice: Extent | PartOfCheck, name: str
) -> None:
    assert upload_steps.file_name(replace(draft, round_name="2025/26"), choice) == name


def test_without_assignments_the_officer_is_led_to_where_they_are_made(page: App) -> None:
    assert not page.tab.selectbox
    links = {link.label: link.page for link in page.tab.get("page_link")}
    assert links["Auch je Fachamt eine Datei: zuerst Zuständigkeiten verteilen"] == "zustaendigkeiten"


@pytest.mark.parametrize(("role", "link"), [(Role.OFFICER, "einreichen"), (Role.CONTRIBUTOR, "runden")])
def test_while_a_round_is_handed_in_the_page_says_why_it_is_closed(
    role: Role, link: str, social: Person, draft: SelfCheck
) -> None:
    officer = officer_named("olga")
    approval.hand_in(officer, draft.id, current_revision(draft))
    page = signed_in(officer if role is Role.OFFICER else social, "hochladen")
    assert "Das Hochladen ist geschlossen" in page.text
    assert "Die Runde „2026“ ist vorgelegt und wartet auf die Freigabe." in page.text
    assert link in [each.page for each in page.tab.main.get("page_link")]
    assert not page.tab.file_uploader
    assert not page.tab.get("download_button")


def current_revision(draft: SelfCheck) -> int:
    with reading() as work:
        found = work.self_checks.by_id(draft.id)
    assert found is not None
    return found.revision


def officer_named(username: str) -> Person:
    with reading() as work:
        credentials = work.accounts.credentials(username)
        assert credentials is not None
        person = work.accounts.person(credentials.account_id)
    assert person is not None
    return person


def officer_of(draft: SelfCheck) -> Person:
    return officer_named("officer-09999001")


def change_meanwhile(draft: SelfCheck, question_id: str, points: int) -> None:
    save_meanwhile(draft, Answer(question_id, Answered(points)))


def save_meanwhile(draft: SelfCheck, answer: Answer) -> None:
    with writing() as work:
        work.answers.save(draft.id, OURS, answer, based_on=1, at=draft.begun_at, by=None)
        work.audit.record(AuditEvent.ANSWERS_IMPORTED)
