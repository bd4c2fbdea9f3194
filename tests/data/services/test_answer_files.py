"""Answer files on the command line: an empty workbook, the score of a file, a file taken over into a round."""

from __future__ import annotations

import json
import threading
from collections.abc import Mapping
from typing import Any

import pytest
from answer_files import a_workbook, csv_of, read
from conftest import count
from factories import audit_trail, stored_commune, stored_round, submitted_result
from sqlalchemy import Engine, text
from sqlalchemy.exc import OperationalError
from teams import a_team, answers

from data.content.catalogues import catalogue
from data.errors import NotFound, Refused, UnreadableFile
from data.exchange import answer_workbook
from data.model.answer_import import FileFormat
from data.model.audit import AuditEvent
from data.model.self_check import Answer, Answered, NotApplicable, NotKnown, Perspective, Reply, SelfCheckStatus
from data.services import answer_files, approval
from data.storage.database import reading, writing

OFFICIAL_KEY = "09999001"


def a_file(answers: Mapping[str, str | int], *, remark: str = "") -> bytes:
    """A plain csv file of somebody's own: an id, an answer as typed, a remark."""
    return csv_of([["Nr.", "Antwort", "Bemerkung"], *([key, answer, remark] for key, answer in answers.items())])


def a_full_file(points: int = 3, version: str = "2021-07", **answers: str) -> bytes:
    """All questions of a version with the same points, but for some by id (with _ for -)."""
    others = {key.replace("_", "-"): answer for key, answer in answers.items()}
    return a_file({key: others.get(key, str(points)) for key in catalogue(version).places})


def our_workbook(answers: Mapping[str, Answer], **changes: Any) -> bytes:
    """The template of Musterstadt, which names its commune, its round and the revisions it was based on."""
    return answer_workbook.write(a_workbook(answers, **changes), FileFormat.CSV)


def take_over(data: bytes, round_name: str = "2026", **changes: Any) -> dict[str, Any]:
    options = {"submit": False, "partial": False, **changes}
    return answer_files.imported(data, "Antworten.csv", options.pop("ags", OFFICIAL_KEY), round_name, **options)


def stored_replies(self_check_id: int) -> dict[str, Reply | None]:
    with reading() as work:
        sheet = work.answers.sheet(self_check_id, Perspective.ADMINISTRATION)
    return {key: stored.answer.reply for key, stored in sheet.items()}


@pytest.fixture
def town(store: Engine) -> None:
    stored_commune(ags=OFFICIAL_KEY)


# The empty workbook.


@pytest.mark.parametrize("suffix", [".xlsx", ".ods", ".csv", ".XLSX"])
def test_an_empty_workbook_in_every_format_is_read_back_as_empty(suffix: str) -> None:
    sheet = read(answer_files.blank_template("2021-03", suffix, "de"), f"Vorlage{suffix.casefold()}")
    assert (sheet.catalogue_version, sheet.commune_ags, sheet.self_check_id) == ("2021-03", None, None)
    assert (len(sheet.rows), sheet.problems) == (105, ())
    assert all(row.answer.is_empty for row in sheet.rows)


@pytest.mark.parametrize("suffix", [".pdf", "", ".xls", ".xlsm"])
def test_other_formats_are_refused(suffix: str) -> None:
    with pytest.raises(Refused, match="file_format_unknown"):
        answer_files.blank_template("2021-07", suffix, "de")


def test_a_workbook_of_a_version_that_does_not_exist_is_not_found() -> None:
    with pytest.raises(NotFound, match="catalogue_not_found"):
        answer_files.blank_template("1999-01", ".csv", "de")


# The score of a file.


def test_a_file_is_scored_in_the_shape_that_programs_read() -> None:
    told = answer_files.scored(a_full_file(3, MS_01="0"), "Antworten.csv")
    assert json.loads(json.dumps(told)) == told
    assert set(told) == {
        "catalogue_version",
        "rules_version",
        "answered",
        "applicable",
        "fields",
        "criteria",
        "overall",
        "problems",
    }
    assert (told["catalogue_version"], told["answered"], told["applicable"]) == ("2021-07", 108, 108)
    assert list(told["fields"]) == [field.key for field in catalogue("2021-07").fields]
    assert list(told["criteria"]) == [criterion.key for criterion in catalogue("2021-07").criteria]
    keys = {"percent", "low", "high", "coverage", "band", "provisional"}
    assert all(set(scored) == keys for part in ("fields", "criteria") for scored in told[part].values())
    # MS-01 to MS-03 make the first of five criteria: (0 + 75 + 75) / 3 = 50, the field (50 + 4 * 75) / 5 = 70.
    assert told["criteria"]["leitbild_und_politischer_auftrag"]["percent"] == 50
    assert told["fields"]["management_steuerung"] == {
        "percent": 70.0,
        "low": 70.0,
        "high": 70.0,
        "coverage": 1.0,
        "band": "well_placed",
        "provisional": False,
    }
    assert told["overall"] == pytest.approx((70 + 6 * 75) / 7)
    assert told["problems"] == []


def test_a_field_with_too_few_answers_has_no_percent_and_then_there_is_no_overall() -> None:
    told = answer_files.scored(a_file({"MS-01": 2}), "Antworten.csv")
    field = told["fields"]["management_steuerung"]
    assert (field["percent"], field["band"], field["provisional"]) == (None, None, True)
    assert field["coverage"] == pytest.approx(1 / 13)
    assert (told["answered"], told["overall"]) == (1, None)


def test_the_score_is_not_rounded() -> None:
    told = answer_files.scored(a_full_file(3, MS_01="2"), "Antworten.csv")
    assert told["criteria"]["leitbild_und_politischer_auftrag"]["percent"] == pytest.approx(200 / 3)


def test_an_older_file_is_scored_under_its_own_catalogue() -> None:
    told = answer_files.scored(a_full_file(4, "2021-03"), "Antworten.csv")
    assert (told["catalogue_version"], told["answered"], told["overall"]) == ("2021-03", 105, 100)


def test_a_problem_says_where_what_was_found_and_what_is_expected() -> None:
    told = answer_files.scored(a_file({"MS-01": "2", "MS-02": "teils, teils"}), "Antworten.csv")
    (problem,) = told["problems"]
    assert set(problem) >= {"sheet", "row", "column", "found", "expected"}
    assert (problem["row"], problem["column"], problem["found"]) == (3, "B", "teils, teils")
    assert (problem["question_id"], problem["kind"], problem["blocking"]) == ("MS-02", "unknown_answer", True)
    assert problem["expected"]


def test_what_is_no_spreadsheet_is_not_scored() -> None:
    with pytest.raises(UnreadableFile):
        answer_files.scored(b"%PDF-1.7", "Antworten.pdf")


def test_scoring_needs_no_database(settings: pytest.MonkeyPatch) -> None:
    settings.setenv("KOMPASS_DATABASE_URL", "postgresql://nobody@127.0.0.1:1/nothing")
    assert answer_files.scored(a_full_file(4), "Antworten.csv")["overall"] == 100


# A file into a round.


def test_a_file_begins_the_round_and_its_answers_are_stored(any_store: Engine) -> None:
    stored_commune(ags=OFFICIAL_KEY)
    trail = len(audit_trail())
    told = take_over(a_full_file(3, MS_01="weiß nicht", IA_01="4"))
    assert {key: told[key] for key in ("new", "changed", "unchanged", "problems", "submitted")} == {
        "new": 108,
        "changed": 0,
        "unchanged": 0,
        "problems": [],
        "submitted": False,
    }
    replies = stored_replies(told["self_check_id"])
    assert (replies["MS-01"], replies["IA-01"], replies["MS-02"]) == (NotKnown(), Answered(4), Answered(3))
    entries = audit_trail(but=trail)
    assert [(event, account) for event, account, *_ in entries] == [("round.begun", None), ("answers.imported", None)]
    assert count(any_store, "answer_import") == 1


def test_with_submit_the_round_is_frozen_in_the_same_go(any_store: Engine) -> None:
    stored_commune(ags=OFFICIAL_KEY)
    told = take_over(a_full_file(2), submit=True)
    assert told["submitted"] is True
    with reading() as work:
        commune = work.communes.by_ags(OFFICIAL_KEY)
    assert commune is not None
    assert submitted_result(commune).result.overall == 50
    with pytest.raises(Refused, match="round_locked"):
        take_over(a_full_file(3))


def test_the_same_file_a_second_time_changes_nothing(town: None, store: Engine) -> None:
    take_over(a_full_file(3))
    told = take_over(a_full_file(3))
    assert (told["new"], told["changed"], told["unchanged"]) == (0, 0, 108)
    assert count(store, "answer_import") == 1


def test_a_later_file_changes_what_it_says_and_leaves_the_rest(town: None) -> None:
    begun = take_over(a_full_file(3))["self_check_id"]
    told = take_over(a_file({"MS-01": 1, "MS-02": ""}))
    assert (told["new"], told["changed"], told["unchanged"]) == (0, 1, 0)
    replies = stored_replies(begun)
    assert (replies["MS-01"], replies["MS-02"]) == (Answered(1), Answered(3))


@pytest.mark.parametrize("name", ["2026", " 2026 ", "Herbst  2026", "HERBST 2026"])
def test_a_round_is_found_by_its_name_whatever_its_case_and_blanks(name: str, town: None, store: Engine) -> None:
    take_over(a_file({"MS-01": 1}), "2026" if name.strip() == "2026" else "Herbst 2026")
    take_over(a_file({"MS-02": 1}), name)
    assert count(store, "self_check") == 1


def test_a_commune_that_does_not_take_part_is_not_found(town: None, store: Engine) -> None:
    with pytest.raises(NotFound, match=r"commune_not_found .ags=09999999."):
        take_over(a_full_file(), ags="09999999")
    assert count(store, "self_check") == 0


def test_another_communes_workbook_is_refused(town: None, store: Engine) -> None:
    file = our_workbook({"MS-01": Answer("MS-01", Answered(2))}, commune_ags="09999002")
    with pytest.raises(UnreadableFile, match=r"file_of_other_commune .found=09999002, expected=09999001."):
        take_over(file)
    assert count(store, "self_check") == 0


def test_one_unreadable_cell_keeps_the_whole_file_out_and_is_named(town: None, store: Engine) -> None:
    with pytest.raises(Refused) as refused:
        take_over(a_file({"MS-01": "2", "MS-02": "teils", "MS-03": "5"}))
    assert refused.value.code == "answers_unreadable"
    assert refused.value.details["count"] == 2
    assert str(refused.value.details["places"]).split("; ") == ["B3", "B4"]
    assert count(store, "self_check") == 0


def test_with_partial_the_good_rows_are_taken_over(town: None) -> None:
    told = take_over(a_file({"MS-01": "2", "MS-02": "teils"}), partial=True)
    assert (told["new"], len(told["problems"])) == (1, 1)
    assert stored_replies(told["self_check_id"]) == {"MS-01": Answered(2)}


def test_a_note_is_not_a_problem_that_keeps_a_file_out(town: None) -> None:
    # "not applicable" without a reason may be stored; the reason is asked for before the submission.
    question_id = next(question.id for question in catalogue("2021-07").questions if question.may_not_apply)
    told = take_over(a_file({question_id: "nicht zutreffend"}))
    assert (told["new"], [problem["blocking"] for problem in told["problems"]]) == (1, [False])
    assert stored_replies(told["self_check_id"]) == {question_id: NotApplicable()}


def test_a_colleagues_newer_answer_is_never_overwritten(town: None) -> None:
    with reading() as work:
        commune = work.communes.by_ags(OFFICIAL_KEY)
    assert commune is not None
    begun = stored_round(commune, {"MS-01": Answered(1)})
    file = our_workbook({"MS-01": Answer("MS-01", Answered(1))}, self_check_id=begun.id)
    with writing() as work:
        work.answers.save(
            begun.id,
            Perspective.ADMINISTRATION,
            Answer("MS-01", Answered(3)),
            based_on=1,
            at=begun.begun_at,
            by=None,
        )
        work.audit.record(AuditEvent.ANSWERS_IMPORTED)
    changed_in_the_file = file.decode("utf-8-sig").replace(";1 – in Planung;", ";4;")
    assert changed_in_the_file != file.decode("utf-8-sig")
    for partial in (False, True):
        with pytest.raises(Refused, match=r"answers_in_conflict .questions=MS-01."):
            take_over(changed_in_the_file.encode("utf-8-sig"), partial=partial)
    assert stored_replies(begun.id) == {"MS-01": Answered(3)}


def test_a_submission_that_is_refused_takes_the_import_back_with_it(any_store: Engine) -> None:
    stored_commune(ags=OFFICIAL_KEY)
    with pytest.raises(Refused, match="nothing_answered"):
        take_over(a_file({"MS-01": "nicht bekannt"}), submit=True)
    assert count(any_store, "self_check") == 0
    assert count(any_store, "answer") == 0


def test_an_older_file_goes_into_a_newer_round_question_by_question(town: None) -> None:
    with reading() as work:
        commune = work.communes.by_ags(OFFICIAL_KEY)
    assert commune is not None
    begun = stored_round(commune, name="2026", version="2021-07")
    told = take_over(a_full_file(2, "2021-03"), partial=True)
    assert told["self_check_id"] == begun.id
    assert (told["new"], len(told["problems"])) == (105, 0)
    assert len(stored_replies(begun.id)) == 105


def test_while_another_round_is_in_work_a_new_one_is_not_begun(town: None) -> None:
    take_over(a_file({"MS-01": 1}), "2025")
    with pytest.raises(Refused, match="round_still_open"):
        take_over(a_file({"MS-01": 1}), "2026")


def test_a_round_is_not_approved_while_a_file_is_taken_over(
    postgresql_store: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Otherwise an answer would be stored in a round that is frozen without it.
    team = a_team({"MS-01": Answered(2)})
    looked, compare = threading.Event(), answer_files.uploads.preview_in

    def approved_meanwhile(*arguments: Any) -> Any:
        if not looked.is_set():
            looked.set()
            with pytest.raises(OperationalError, match="lock timeout"), writing() as work:
                work.session.execute(text("SET LOCAL lock_timeout = '500ms'"))
                approval.hand_in_and_approve_in(work, team.stored)
        return compare(*arguments)

    monkeypatch.setattr(answer_files.uploads, "preview_in", approved_meanwhile)
    data = csv_of([["Nr.", "Antwort"], ["MS-02", 3]])
    answer_files.imported(data, "a.csv", team.commune.ags, "2026", submit=False, partial=False)
    assert looked.is_set()
    assert (team.stored.status, list(answers(team.round_id))) == (SelfCheckStatus.DRAFT, ["MS-01", "MS-02"])
