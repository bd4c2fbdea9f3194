"""The operator's commands: they say what they did, as a sentence or as one JSON object, and end with 1 on failure."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from answer_files import a_workbook, csv_of, read
from catalogue_files import OWN, an_own_content, row_with, rows_of
from catalogue_files import a_file as a_catalogue_file
from conftest import ROOT, count
from factories import audit_trail, stored_commune, stored_person, stored_round
from mail_servers import mail_server
from plans import stored_measure
from register_files import COLUMNS, a_land, a_table, an_entry, gv100ad, table_of
from sqlalchemy import Engine
from synthetic_communes import a_moment, communes, replies_of_a_commune, submit_all
from typer.testing import CliRunner, Result

from data import settings as settings_module
from data.__main__ import app
from data.content.catalogues import catalogue
from data.exchange import answer_workbook
from data.model.answer_import import FileFormat
from data.model.benchmark import PublishOutcome
from data.model.catalogue_versions import CatalogueFormat
from data.model.people import Role
from data.model.plan import MeasureStatus
from data.model.self_check import Answered
from data.services import accounts, catalogues, reminder_mails, uploads
from data.storage import database
from data.storage.database import reading, writing
from data.storage.migrations import newest_revision

PASSWORD = "Kastanie+Rad 7"
COMMUNE = ("09999001", "Beispielstadt", "--land", "Bayern", "--population", "20000")


def run(*arguments: str | Path, given: str | None = None) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments], input=given)


def told(*arguments: str | Path, given: str | None = None) -> dict[str, Any]:
    """What a command prints for programs: exactly one JSON object on one line."""
    done = run(*arguments, "--json", given=given)
    assert done.exit_code == 0, done.stderr
    assert done.stdout.count("\n") == 1
    found = json.loads(done.stdout)
    assert isinstance(found, dict)
    return found


def failure(*arguments: str | Path, given: str | None = None) -> str:
    """The one line on standard error of a command that ends with status 1; nothing on standard output."""
    done = run(*arguments, given=given)
    assert done.exit_code == 1
    assert done.stdout == ""
    (line,) = done.stderr.splitlines()
    return line


def a_file(folder: Path, answers: Mapping[str, object], name: str = "Antworten.csv") -> Path:
    path = folder / name
    path.write_bytes(csv_of([["Nr.", "Antwort"], *answers.items()]))
    return path


def all_answers(points: int) -> dict[str, object]:
    return dict.fromkeys(catalogue("2021-07").places, points)


@pytest.fixture
def key_file(tmp_path: Path) -> Path:
    path = tmp_path / "password"
    path.write_text(f"{PASSWORD}\nsecond line\n", encoding="utf-8")
    return path


# What holds for every command.

COMMANDS = {command.name: command for command in app.registered_commands}


def test_the_commands_are_those_of_the_readme() -> None:
    assert set(COMMANDS) == {
        "migrate",
        "demo",
        "add-commune",
        "add-account",
        "switch-off",
        "switch-on",
        "template",
        "score",
        "import-answers",
        "load-catalogue",
        "import-register",
        "publish-benchmark",
        "published-benchmark",
        "send-reminders",
        "support-checked",
        "accessibility-template",
        "check",
    }


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself_and_speaks_json(name: str) -> None:
    done = run(name, "--help")
    assert done.exit_code == 0
    assert "--json" in done.stdout
    callback = COMMANDS[name].callback
    assert callback is not None and callback.__doc__


def test_without_a_command_the_help_is_shown() -> None:
    assert "add-account" in run().output


@pytest.mark.parametrize(
    "arguments",
    [
        COMMUNE,
        ("published-benchmark",),
        ("publish-benchmark",),
        ("import-answers", "FILE", "--commune", "09999001", "--round", "2026"),
    ],
    ids=["add-commune", "published-benchmark", "publish-benchmark", "import-answers"],
)
def test_without_a_migrated_database_one_line_says_what_to_do(
    arguments: tuple[str, ...], settings: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = a_file(tmp_path, {"MS-01": 1})
    line = [str(file) if word == "FILE" else word for word in arguments]
    if arguments is COMMUNE:
        line = ["add-commune", *line]
    assert failure(*line) == "error: the database cannot be reached, or it needs: python -m data migrate"


def test_a_setting_that_is_refused_is_told_in_one_line(settings: pytest.MonkeyPatch) -> None:
    settings.setenv("KOMPASS_SESSION_HOURS", "99")
    settings_module.settings.cache_clear()
    assert "KOMPASS_SESSION_HOURS" in failure("migrate")


# migrate, check, demo.


def test_a_database_that_somebody_else_holds_is_told_in_one_line(
    store: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "WAIT_SECONDS", 0)
    with writing():
        told_line = failure("add-commune", *COMMUNE)
    assert told_line == "error: the database is busy, full or read-only; nothing was stored"


def test_what_is_a_defect_is_not_hidden(store: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(accounts, "switch_off", lambda *_args: 1 / 0)
    assert isinstance(run("switch-off", "niemand").exception, ZeroDivisionError)


def test_the_demo_is_refused_beside_real_data(store: Engine, settings: pytest.MonkeyPatch) -> None:
    settings.setenv("KOMPASS_DEMO", "0")
    stored_commune()
    assert failure("demo") == "error: real_data_present"


def test_migrate_makes_the_database_and_says_its_revision_the_second_time_too(settings: pytest.MonkeyPatch) -> None:
    for _ in range(2):
        assert told("migrate") == {"revision": newest_revision()}
    assert newest_revision() in run("migrate").stdout


def test_check_is_silent_about_what_is_in_order_but_for_the_entries_of_support_that_no_person_checked(
    store: Engine,
) -> None:
    # 70 services and 46 rules of law, shipped unchecked
    assert told("check") == {"problems": [], "support_entries_due": 116}
    assert run("check").stdout.splitlines() == [
        "Settings, database, migrations and content are fine.",
        "116 entries of the support page wait for a person to check them: python -m data support-checked --list",
    ]


def test_check_tells_what_is_wrong_and_ends_with_1(settings: pytest.MonkeyPatch) -> None:
    done = run("check", "--json")
    assert (done.exit_code, done.stderr) == (1, "")
    problems = ["database: cannot be reached, or run: python -m data migrate"]
    assert json.loads(done.stdout) == {"problems": problems, "support_entries_due": 116}


def test_the_operator_notes_that_a_person_checked_an_entry_of_support(settings: pytest.MonkeyPatch) -> None:
    assert len(told("support-checked", "--list")["due"]) == 116
    noted = told("support-checked", "hateaid", "--on", "2026-06-01")
    assert (noted["key"], noted["checked_on"]) == ("hateaid", "2026-06-01")
    today = datetime.now(ZoneInfo("Europe/Berlin")).date()
    assert told("support-checked", "stgb_188")["checked_on"] == today.isoformat()
    file = settings_module.settings().data_dir / "support-checks.csv"
    assert file.read_text() == f"key,checked_on\nhateaid,2026-06-01\nstgb_188,{today}\n"
    assert run("support-checked", "hateaid", "--on", "2026-06-02").stdout == (
        "Noted: a person checked HateAid – Beratung bei digitaler Gewalt on 2026-06-02.\n"
    )


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("nobody",), "support_entry_not_found (key=nobody)"),
        (("hateaid", "--on", "2999-01-01"), "support_check_in_the_future (day=2999-01-01)"),
    ],
)
def test_a_check_of_nothing_or_of_tomorrow_is_refused(
    settings: pytest.MonkeyPatch, arguments: tuple[str, ...], why: str
) -> None:
    assert failure("support-checked", *arguments) == f"error: {why}"


def test_a_broken_file_of_checks_is_told_and_never_written_over(settings: pytest.MonkeyPatch) -> None:
    file = settings_module.settings().private_data_dir() / "support-checks.csv"
    file.write_text("key,checked_on\nhateaid,yesterday\n")
    assert failure("support-checked", "hateaid").startswith("error: support_checks_unreadable")
    assert file.read_text() == "key,checked_on\nhateaid,yesterday\n"
    problems = json.loads(run("check", "--json").stdout)["problems"]
    assert [problem for problem in problems if "support_checks_unreadable" in problem]


def test_the_declaration_to_complete_is_put_there_once(settings: pytest.MonkeyPatch) -> None:
    file = Path(told("accessibility-template")["file"])
    assert file == settings_module.settings().data_dir / "accessibility.yaml"
    assert file.read_text(encoding="utf-8").startswith("# Angaben der Kommune zur Erklärung zur Barrierefreiheit.")
    again = run("accessibility-template")
    assert (again.exit_code, "declaration_exists" in again.stderr) == (1, True)


def test_demo_is_made_once(store: Engine, settings: pytest.MonkeyPatch, cheap_passwords: None) -> None:
    settings.setenv("KOMPASS_DEMO", "0")  # whoever asks for the demo means demo mode
    assert told("demo") == {"created": True}
    assert told("demo") == {"created": False}
    assert count(store, "commune") == 40


# add-commune, add-account.


def test_add_commune_adds_it_and_gives_back_its_id(store: Engine) -> None:
    added = told("add-commune", *COMMUNE, "--benchmark-consent")
    with reading() as work:
        commune = work.communes.by_ags("09999001")
    assert commune is not None
    assert added == {"id": commune.id, "ags": "09999001"}
    assert (commune.name, commune.population, commune.benchmark_consent) == ("Beispielstadt", 20_000, True)


def test_a_commune_takes_part_in_the_comparison_only_if_it_agreed(store: Engine) -> None:
    assert run("add-commune", *COMMUNE).stdout == "Added Beispielstadt (09999001).\n"
    with reading() as work:
        assert work.communes.all()[0].benchmark_consent is False


def test_add_commune_takes_what_the_comparison_needs_to_know_of_it(store: Engine) -> None:
    told(
        "add-commune", *COMMUNE, "--public-results", "--trust-domain", "Verbund 7", "--urbanisation", "dicht besiedelt"
    )
    with reading() as work:
        (commune,) = work.communes.all()
    assert (commune.public_results, commune.trust_domain, commune.urbanisation) == (
        True,
        "Verbund 7",
        "dicht besiedelt",
    )


def test_a_land_that_does_not_exist_is_told_with_those_that_do(store: Engine) -> None:
    line = failure("add-commune", "09999001", "Beispielstadt", "--land", "Bavaria", "--population", "1")
    assert line.startswith("error: land_unknown (land=Bavaria, possible=Baden-Württemberg, Bayern, ")


def test_a_commune_that_is_there_is_told(store: Engine) -> None:
    stored_commune(ags="09999001")
    assert failure("add-commune", *COMMUNE) == "error: ags_in_use (ags=09999001)"


def test_add_account_reads_the_password_from_the_first_line_of_a_file(
    store: Engine, key_file: Path, cheap_passwords: None
) -> None:
    stored_commune()
    added = told("add-account", "Kim.Amt", "--role", "officer", "--commune", "09999001", "--password-file", key_file)
    assert added == {"id": accounts.check_password("kim.amt", PASSWORD, None), "username": "Kim.Amt"}
    with reading() as work:
        person = work.accounts.person(added["id"])
    assert person is not None and person.commune is not None
    assert (person.role, person.commune.ags, person.display_name) == (Role.OFFICER, "09999001", "Kim.Amt")


def test_add_account_reads_the_password_from_standard_input(store: Engine, cheap_passwords: None) -> None:
    done = run("add-account", "haus", "--role", "platform", "--password-file", "-", given=f"{PASSWORD}\n")
    assert done.stdout == "Added account haus (platform).\n"
    assert accounts.check_password("haus", PASSWORD, None) is not None


def test_add_account_asks_twice_and_shows_no_password(store: Engine, cheap_passwords: None) -> None:
    done = run("add-account", "haus", "--role", "platform", given=f"{PASSWORD}\n{PASSWORD}\n")
    assert done.exit_code == 0
    assert PASSWORD not in done.output
    assert accounts.check_password("haus", PASSWORD, None) is not None


def test_an_account_is_switched_off_and_on(store: Engine) -> None:
    officer = stored_person(Role.OFFICER, stored_commune(), username="vorname.nachname")
    assert run("switch-off", "Vorname.Nachname").stdout == "Switched off account Vorname.Nachname.\n"
    with reading() as work:
        assert work.accounts.person(officer.account_id) is None
    assert told("switch-on", "vorname.nachname") == {"username": "vorname.nachname", "active": True}
    with reading() as work:
        assert work.accounts.person(officer.account_id) is not None
    assert failure("switch-off", "niemand") == "error: account_not_found (username=niemand)"


def test_a_password_is_no_argument_that_other_people_of_the_machine_could_read() -> None:
    assert run("add-account", "haus", "--role", "platform", "--password", PASSWORD).exit_code == 2


@pytest.mark.parametrize(
    ("role", "commune", "code"),
    [
        ("officer", None, "role_needs_commune"),
        ("platform", "09999001", "platform_has_no_commune"),
        ("mayor", "09999999", "commune_not_found"),
    ],
)
def test_an_account_that_fits_no_commune_is_refused(
    role: str, commune: str | None, code: str, store: Engine, key_file: Path, cheap_passwords: None
) -> None:
    stored_commune()
    options = ["--commune", commune] if commune else []
    assert code in failure("add-account", "kim", "--role", role, *options, "--password-file", key_file)
    assert count(store, "account") == 0


def test_a_weak_or_empty_password_is_refused_and_not_repeated(store: Engine, tmp_path: Path) -> None:
    for given in ("kurz\n", ""):
        line = failure("add-account", "haus", "--role", "platform", "--password-file", "-", given=given)
        assert "password_too_short" in line
        assert "kurz" not in line
    assert "No such file" in failure("add-account", "haus", "--role", "platform", "--password-file", tmp_path / "none")


def test_an_unknown_role_is_a_question_of_usage(store: Engine) -> None:
    assert run("add-account", "haus", "--role", "king").exit_code == 2


# template, score.


@pytest.mark.parametrize("suffix", ["xlsx", "ods", "csv"])
def test_template_writes_an_empty_workbook_in_every_format(suffix: str, tmp_path: Path) -> None:
    out = tmp_path / f"Vorlage.{suffix}"
    assert told("template", out) == {"file": str(out), "catalogue_version": "2021-07"}
    assert len(read(out.read_bytes(), out.name).rows) == 108


def test_template_writes_an_older_catalogue_and_the_other_language(tmp_path: Path) -> None:
    out = tmp_path / "template.csv"
    assert "2021-03" in run("template", out, "--catalogue", "2021-03", "--language", "en").stdout
    sheet = read(out.read_bytes(), out.name)
    assert (sheet.catalogue_version, len(sheet.rows)) == ("2021-03", 105)
    assert catalogue("2021-03", "en").places["MS-01"].question.text in out.read_text(encoding="utf-8-sig")


def test_template_is_written_in_no_language_but_german_and_english(tmp_path: Path) -> None:
    assert failure("template", tmp_path / "a.csv", "--language", "fr") == "error: language_unknown (language=fr)"
    assert not (tmp_path / "a.csv").exists()


def test_template_says_which_formats_versions_and_folders_there_are_not(tmp_path: Path) -> None:
    assert "file_format_unknown" in failure("template", tmp_path / "Vorlage.pdf")
    assert "catalogue_not_found" in failure("template", tmp_path / "a.csv", "--catalogue", "1999-01")
    assert "No such file" in failure("template", tmp_path / "none" / "a.csv")


def test_score_prints_one_object_with_the_keys_that_programs_rely_on(tmp_path: Path) -> None:
    found = told("score", a_file(tmp_path, {**all_answers(3), "MS-01": 2, "MS-02": "teils"}))
    assert set(found) >= {"catalogue_version", "fields", "criteria", "overall", "problems"}
    assert found["catalogue_version"] == "2021-07"
    scored = {"percent", "low", "high", "coverage", "band", "provisional"}
    assert all(set(each) == scored for part in ("fields", "criteria") for each in found[part].values())
    assert (len(found["fields"]), len(found["criteria"])) == (7, 35)
    # MS-01 at 50, MS-02 unreadable, MS-03 at 75: (50 + 75) / 2, and at worst (50 + 0 + 75) / 3.
    first = found["criteria"]["leitbild_und_politischer_auftrag"]
    assert first["percent"] == 62.5
    assert first["low"] == pytest.approx(125 / 3)
    assert first["coverage"] == pytest.approx(2 / 3)
    (problem,) = found["problems"]
    assert {key: problem[key] for key in ("sheet", "row", "column", "found")} == {
        "sheet": "",
        "row": 3,
        "column": "B",
        "found": "teils",
    }
    assert problem["expected"]


def test_score_has_no_overall_unless_all_seven_fields_are_scored(tmp_path: Path) -> None:
    assert told("score", a_file(tmp_path, {"MS-01": 4}))["overall"] is None
    assert told("score", a_file(tmp_path, all_answers(4)))["overall"] == 100


def test_score_tells_people_each_field_and_each_problem(tmp_path: Path) -> None:
    lines = run("score", a_file(tmp_path, {"MS-01": 4, "MS-02": "teils"})).stdout.splitlines()
    assert lines[0].split() == ["management_steuerung", "not", "scored", "coverage", "8%"]
    assert lines[-1].startswith("problem: ") and "'teils'" in lines[-1] and "row 3 column B" in lines[-1]


def test_score_reads_what_an_office_program_saved(tmp_path: Path) -> None:
    path = tmp_path / "Antworten.xlsx"
    path.write_bytes(answer_workbook.write(a_workbook(), FileFormat.XLSX))
    assert told("score", path)["answered"] == 0


def test_what_is_no_answer_sheet_is_told_in_one_line(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"%PDF-1.7")
    assert failure("score", path).startswith("error: not_a_spreadsheet")
    assert run("score", tmp_path / "none.csv").exit_code == 2


# import-answers.


def import_answers(file: Path, *options: str, commune: str = "09999001", name: str = "2026") -> tuple[str, ...]:
    return ("import-answers", str(file), "--commune", commune, "--round", name, *options)


def test_import_answers_takes_a_file_over_and_says_what_it_did(store: Engine, tmp_path: Path) -> None:
    stored_commune()
    file = a_file(tmp_path, all_answers(3))
    found = told(*import_answers(file))
    assert set(found) == {"self_check_id", "new", "changed", "unchanged", "problems", "submitted"}
    assert (found["new"], found["changed"], found["problems"], found["submitted"]) == (108, 0, [], False)
    again = run(*import_answers(file)).stdout
    assert again == "Round 2026: 0 new, 0 changed, 108 unchanged, 0 problems, not submitted.\n"


def test_import_answers_submits_when_asked_to(store: Engine, tmp_path: Path) -> None:
    stored_commune()
    assert told(*import_answers(a_file(tmp_path, all_answers(3)), "--submit"))["submitted"] is True
    assert count(store, "frozen_result") == 1
    assert [event for event, *_ in audit_trail()][-2:] == ["round.handed_in", "round.approved"]
    assert "round_locked" in failure(*import_answers(a_file(tmp_path, {"MS-01": 1})))


def test_one_unreadable_cell_stores_nothing_unless_the_rest_is_wanted(store: Engine, tmp_path: Path) -> None:
    stored_commune()
    file = a_file(tmp_path, {"MS-01": 2, "MS-02": "teils"})
    assert failure(*import_answers(file)) == "error: answers_unreadable (count=1, places=B3)"
    assert count(store, "answer") == 0
    found = told(*import_answers(file, "--partial"))
    assert (found["new"], len(found["problems"])) == (1, 1)


def test_a_file_for_another_commune_or_an_unknown_one_stores_nothing(store: Engine, tmp_path: Path) -> None:
    stored_commune()
    theirs = tmp_path / "theirs.csv"
    theirs.write_bytes(answer_workbook.write(a_workbook(commune_ags="09999002"), FileFormat.CSV))
    assert "file_of_other_commune (found=09999002, expected=09999001)" in failure(*import_answers(theirs))
    ours = a_file(tmp_path, {"MS-01": 2})
    assert failure(*import_answers(ours, commune="09999003")) == "error: commune_not_found (ags=09999003)"
    assert count(store, "self_check") == 0


def test_an_answer_that_a_colleague_changed_meanwhile_stores_nothing(store: Engine, tmp_path: Path) -> None:
    commune = stored_commune()
    officer = stored_person(Role.OFFICER, commune)
    draft = stored_round(commune, {"MS-01": Answered(1)})
    template = uploads.template(officer, draft.id, FileFormat.CSV).decode("utf-8-sig")
    told(*import_answers(a_file(tmp_path, {"MS-01": 3})))
    stale = tmp_path / "stale.csv"
    stale.write_text(template.replace("1 – in Planung", "4"), encoding="utf-8-sig")
    assert failure(*import_answers(stale)) == "error: answers_in_conflict (questions=MS-01)"
    with reading() as work:
        sheet = work.answers.sheet(draft.id, uploads.PERSPECTIVE)
    assert sheet["MS-01"].answer.reply == Answered(3)


# load-catalogue.


def test_load_catalogue_keeps_a_draft_and_releases_it_when_asked(store: Engine, tmp_path: Path) -> None:
    file = tmp_path / "katalog.yaml"
    file.write_bytes(a_catalogue_file(file_format=CatalogueFormat.YAML))
    kept = told("load-catalogue", file)
    assert (kept["version"], kept["questions"], kept["status"], kept["problems"]) == (OWN, 108, "draft", [])
    assert told("load-catalogue", file, "--release")["status"] == "released"
    assert catalogues.versions()[0] == OWN
    assert failure("load-catalogue", file) == f"error: catalogue_version_taken (version={OWN})"


def test_load_catalogue_keeps_nothing_of_a_file_with_problems_and_says_where_they_are(
    store: Engine, tmp_path: Path
) -> None:
    file = tmp_path / "katalog.csv"
    rows = rows_of()
    row_with(rows, "MS-02")[5] = "vielleicht"
    file.write_bytes(csv_of(rows))
    done = run("load-catalogue", file)
    assert done.exit_code == 1
    place = f"F{1 + rows.index(row_with(rows, 'MS-02'))}"
    assert done.stdout.splitlines() == [
        f"error: {place}: 'vielleicht' (unknown_value)",
        "Catalogue katalog.csv: 0 questions, nothing was stored.",
    ]
    assert count(store, "catalogue_version") == 0


def test_load_catalogue_releases_nothing_with_errors_but_keeps_the_draft(store: Engine, tmp_path: Path) -> None:
    file = tmp_path / "katalog.xlsx"
    file.write_bytes(a_catalogue_file(replace(an_own_content("2030-01"), mapping=None)))
    done = run("load-catalogue", file, "--release", "--json")
    assert done.exit_code == 1
    assert json.loads(done.stdout)["status"] == "draft"
    assert json.loads(done.stdout)["problems"][0]["name"] == "version_form"


# publish-benchmark, published-benchmark.


def submitted_communes(number: int) -> None:
    draw = Random(3)
    submit_all([(commune, replies_of_a_commune(draw)) for commune in communes(number, seed=3)], a_moment(2026, 11))


@time_machine.travel("2027-03-01 09:00")
def test_a_release_is_published_once_and_printed_in_the_public_form(store: Engine) -> None:
    submitted_communes(24)
    assert told("published-benchmark") == {"releases": []}
    assert run("published-benchmark").stdout == "No release was published yet.\n"
    outcome = told("publish-benchmark")
    assert (outcome["status"], outcome["release_id"], outcome["counted"]) == ("published", "2027-03-01", 24)
    found = told("published-benchmark")
    assert set(found) == {"releases"}
    (release,) = found["releases"]
    assert set(release) == {"id", "date", "catalogue_version", "participants", "parameters", "cells"}
    for cell in release["cells"]:
        assert set(cell) == {"id", "created_release", "attributes", "size", "points"}
        assert all(len(point) == 2 for points in cell["points"].values() for point in points)
    indicators = {key for cell in release["cells"] for key in cell["points"]}
    used = catalogue("2021-07")
    known = {f.key for f in used.fields} | {c.key for c in used.criteria} | set(used.places)
    assert {field.key for field in used.fields} <= indicators <= known
    cells = len(release["cells"])
    assert run("published-benchmark").stdout == f"2027-03-01 2027-03-01: 24 communes, {cells} cells\n"
    assert failure("publish-benchmark").startswith("error: benchmark_not_due")


@time_machine.travel("2027-03-01 09:00")
def test_a_dry_run_tells_what_a_release_would_hold_and_stores_nothing(store: Engine, tmp_path: Path) -> None:
    submitted_communes(24)
    before = len(audit_trail())
    would = told("publish-benchmark", "--dry-run")
    assert (would["dry_run"], would["counted"]) == (True, 24)
    sentence = run("publish-benchmark", "--dry-run").stdout
    assert sentence.startswith("Dry run, nothing stored. Release 2027-03-01: 24 communes counted")
    assert count(store, "benchmark_release") == 0
    assert len(audit_trail()) == before
    assert not (tmp_path / "var" / "benchmark.key").exists()
    did = told("publish-benchmark")
    assert {**did, "dry_run": True} == would


def test_a_timer_publishes_only_where_a_release_is_due(store: Engine) -> None:
    submitted_communes(24)
    not_due = {"status": "not_due", "release_id": None}
    with time_machine.travel("2027-03-01 09:00"):
        assert told("publish-benchmark", "--if-due") == not_due  # people decide on the first
        told("publish-benchmark")
        assert told("publish-benchmark", "--if-due") == not_due
    draw = Random(4)
    again = [(commune, replies_of_a_commune(draw)) for commune in communes(24, seed=3)]
    submit_all(again, a_moment(2027, 6))
    with time_machine.travel("2027-08-31 09:00"):
        assert run("publish-benchmark", "--if-due").stdout == "Nothing published: not due.\n"
    with time_machine.travel("2027-09-01 09:00"):
        assert told("publish-benchmark", "--if-due")["release_id"] == "2027-09-01"
        assert run("publish-benchmark", "--if-due").stdout == "Nothing published: not due.\n"


@time_machine.travel("2027-03-01 09:00")
def test_a_dry_run_between_two_release_dates_is_possible_and_prints_no_figure(store: Engine) -> None:
    submitted_communes(24)
    run("publish-benchmark")
    told_again = told("publish-benchmark", "--dry-run")
    assert told_again["status"] == "nothing_changed"
    assert told_again.keys() == PublishOutcome.__dataclass_fields__.keys() | {"dry_run"}


def test_the_published_form_names_no_commune(store: Engine) -> None:
    submitted_communes(24)
    run("publish-benchmark")
    printed = run("published-benchmark", "--json").stdout
    assert '"cells"' in printed
    assert not [c.ags for c in communes(24, seed=3) if f'"{c.ags}"' in printed or c.name in printed]


def test_too_few_communes_publish_nothing_and_that_is_no_failure(store: Engine) -> None:
    submitted_communes(6)
    assert "too few" in run("publish-benchmark").stdout
    assert told("publish-benchmark")["release_id"] is None
    assert count(store, "benchmark_release") == 0


# As a program of its own.


def as_program(folder: Path, *arguments: str, given: str = "") -> subprocess.CompletedProcess[str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("KOMPASS_")}
    return subprocess.run(
        [sys.executable, "-m", "data", *arguments],
        cwd=ROOT,
        env={**clean, "KOMPASS_DATA_DIR": str(folder)},
        input=given,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_on_a_new_machine_migrate_makes_everything_and_the_first_account_comes_from_standard_input(
    tmp_path: Path,
) -> None:
    assert json.loads(as_program(tmp_path, "migrate", "--json").stdout) == {"revision": newest_revision()}
    account = ("add-account", "haus", "--role", "platform", "--password-file", "-", "--json")
    done = as_program(tmp_path, *account, given=f"{PASSWORD}\n")
    assert (done.returncode, json.loads(done.stdout)) == (0, {"id": 1, "username": "haus"})
    again = as_program(tmp_path, *account, given=f"{PASSWORD}\n")
    assert (again.returncode, again.stdout) == (1, "")
    assert again.stderr == "error: username_in_use (username=haus)\n"


def test_umlauts_of_a_catalogue_reach_the_terminal_whatever_its_encoding(tmp_path: Path) -> None:
    file = a_file(tmp_path, {"MS-01": "häufig"})
    env = {**os.environ, "KOMPASS_DATA_DIR": str(tmp_path), "PYTHONIOENCODING": "ascii", "LC_ALL": "C"}
    done = subprocess.run(
        [sys.executable, "-m", "data", "score", str(file), "--json"],
        cwd=ROOT,
        env=env,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["problems"][0]["found"] == "häufig"


# The official register.


def a_register(folder: Path, data: bytes, name: str = "register.csv") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def test_import_register_says_what_it_did_and_which_communes_follow(store: Engine, tmp_path: Path) -> None:
    stored_commune(ags="14999001", name="Alt", land="Sachsen")
    stored_commune(ags="14999009", name="Weg", land="Sachsen")
    file = a_register(tmp_path, gv100ad(*a_land()), "GV100AD_310324.txt")
    done = run("import-register", file)
    assert done.exit_code == 0
    assert done.stdout.splitlines() == [
        "14999001 Größlingen, Stadt: facts name, population",
        "14999009 Weg: missing",
        "Register of 5 entries: 5 new, 0 changed, 0 renamed, 0 gone, 0 unchanged; 2 unincorporated areas skipped; "
        "participating communes: 1 follow the register, 1 not found.",
    ]
    assert run("import-register", file).stdout == "Nothing to import: all 5 entries are known as they are.\n"


def test_import_register_tells_programs_the_same(store: Engine, tmp_path: Path) -> None:
    stored_commune(ags="14999009", name="Weg", land="Sachsen")
    file = a_register(tmp_path, a_table([an_entry("14999001")]))
    found = told("import-register", file, "--borders-on", "2026-12-31", "--dry-run")
    assert count(store, "register_edition") == 0
    assert told("import-register", file, "--borders-on", "2026-12-31") == found
    assert (found["status"], found["borders_on"], found["new"]) == ("imported", "2026-12-31", 1)
    assert found["communes"] == [{"commune_id": 1, "ags": "14999009", "name": "Weg", "news": "missing", "facts": []}]


def test_a_dry_run_of_the_register_says_that_nothing_is_stored(store: Engine, tmp_path: Path) -> None:
    done = run("import-register", a_register(tmp_path, gv100ad(*a_land())), "--dry-run")
    assert done.stdout.startswith("Dry run, nothing stored. Register of 5 entries: 5 new")
    assert count(store, "register_entry") == 0


def test_import_register_tells_every_problem_with_its_line_and_ends_with_1(store: Engine, tmp_path: Path) -> None:
    rows = [COLUMNS, ["9999001", "Ort", "Dorf", "Bayern", "1", ""], ["09999002", "Ort", "Stadt", "Bayern", "1", ""]]
    file = a_register(tmp_path, table_of(rows))
    done = run("import-register", file)
    assert done.exit_code == 1
    problem, remark, sentence = done.stdout.splitlines()
    assert problem.startswith("line 2: kind: 'Dorf', expected 'Gemeinde, Markt,")
    assert remark == "line 2: zero_added: '9999001', expected '09999001'"
    assert sentence == "Nothing was imported: 1 problems."
    assert run("import-register", file, "--partial").exit_code == 0
    assert count(store, "register_entry") == 1


def test_import_register_refuses_a_part_that_is_not_called_so(store: Engine, tmp_path: Path) -> None:
    run("import-register", a_register(tmp_path, gv100ad(*a_land())))
    part = a_register(tmp_path, a_table([an_entry("14999001")]), "teil.csv")
    assert failure("import-register", part) == "error: register_incomplete (missing=4, known=5)"
    assert failure("import-register", a_register(tmp_path, b"", "leer.csv")) == "error: register_file_empty"


def test_reminders_are_sent_to_who_wished_for_them_and_no_address_is_printed(
    store: Engine, settings: pytest.MonkeyPatch
) -> None:
    with mail_server(settings) as box, time_machine.travel(datetime(2026, 11, 30, 5, tzinfo=UTC)):
        town = stored_commune()
        stored_measure(town, title="Kurse", status=MeasureStatus.RUNNING, due_on=date(2026, 11, 27))
        kim, alex = (stored_person(Role.STEERING, town, username=name) for name in ("kim", "alex"))
        for person in (kim, alex):
            reminder_mails.wish_for(person, f"{person.username}@example.org", 0, date(2026, 11, 27))
        counted = told("send-reminders", "--dry-run")
        assert counted == {"sent": 2, "nothing_due": 0, "failures": [], "dry_run": True}
        assert box.taken == []
        box.refused.add("alex@example.org")
        done = run("send-reminders")
        assert done.exit_code == 1
        assert done.stdout == f"account {alex.account_id}: recipient_refused\n1 sent, 0 with nothing due, 1 failed.\n"
        assert "@" not in done.stdout + done.stderr
        box.refused.clear()
        assert run("send-reminders").stdout == "1 sent, 0 with nothing due, 0 failed.\n"
        assert sorted(to for to, _ in box.taken) == ["alex@example.org", "kim@example.org"]


def test_without_a_mail_server_the_command_says_so(store: Engine) -> None:
    assert failure("send-reminders") == "error: mails_not_configured"
