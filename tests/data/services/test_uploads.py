"""The whole way of a workbook: downloaded, filled in, seen before it counts, taken over, undone; and who may."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import UTC, datetime

import openpyxl
import pytest
from answer_files import xlsx_of
from conftest import count
from factories import a_commune, a_person
from sqlalchemy import Engine

from data.errors import ChangedMeanwhile, NotAllowed, NotFound, Refused, UnreadableFile
from data.exchange.answer_words import spoken
from data.model.answer_import import ChangeKind, FileFormat, ImportReceipt, ProblemKind
from data.model.audit import AuditEvent
from data.model.people import Person, Role
from data.model.self_check import Answer, Answered, NotApplicable, NotKnown, Perspective
from data.services import approval, uploads
from data.storage.answers import Answers
from data.storage.database import reading, writing

AT = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
OWN = Perspective.ADMINISTRATION


def add_person(ags: str, role: Role = Role.OFFICER) -> Person:
    with writing() as work:
        commune = work.communes.by_ags(ags) or work.communes.add(a_commune(ags=ags, name=f"Stadt {ags}"))
        name = f"{role.value} {ags}"
        account_id = work.accounts.add(
            username=name,
            display_name=name,
            role=role,
            commune_id=commune.id,
            password_hash="x",
            is_demo=False,
            created_at=AT,
        )
        work.audit.record(AuditEvent.ACCOUNT_ADDED)
    return a_person(role, commune, account_id=account_id, display_name=name)


def begin(person: Person, name: str = "Runde 2026", version: str = "2021-07") -> int:
    assert person.commune is not None
    with writing() as work:
        work.audit.record(AuditEvent.ROUND_BEGUN)
        return work.self_checks.begin(person.commune.id, name, version, AT, person.account_id).id


@pytest.fixture
def officer(any_store: Engine) -> Person:
    return add_person("09999001")


@pytest.fixture
def round_(officer: Person) -> int:
    return begin(officer)


def colleague_saves(round_: int, answer: Answer, based_on: int = 0) -> None:
    with writing() as work:
        work.audit.record(AuditEvent.ANSWERS_IMPORTED)
        work.answers.save(round_, OWN, answer, based_on=based_on, at=AT, by=None)


def answers(round_: int) -> dict[str, Answer]:
    with reading() as work:
        return {key: stored.answer for key, stored in work.answers.sheet(round_, OWN).items()}


def events() -> list[tuple[str, str]]:
    with reading() as work:
        return [(entry.event.value, entry.details) for entry in work.audit.newest()][::-1]


def filled(officer: Person, round_: int, **cells: str | int | None) -> bytes:
    """The workbook as downloaded now, with answers typed in: MS_01="3"; remarks as MS_01_remark."""
    book = openpyxl.load_workbook(io.BytesIO(uploads.template(officer, round_, FileFormat.XLSX)))
    sheet = book["Antworten"]
    rows = {row[0].value: row for row in sheet.iter_rows(min_row=2)}
    for name, value in cells.items():
        question_id = name[:5].replace("_", "-")
        rows[question_id][5 if name.endswith("remark") else 4].value = value
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def take_all(
    officer: Person,
    round_: int,
    data: bytes,
    kinds: tuple[ChangeKind, ...] = tuple(ChangeKind),
    *,
    clear_empty: bool = False,
) -> ImportReceipt:
    uploaded = uploads.read_file(officer, round_, data, "Antworten.xlsx")
    preview = uploads.preview(officer, round_, uploaded)
    chosen = [change.question_id for change in preview.changes if change.kind in kinds]
    return uploads.take_over(officer, round_, uploaded, chosen, revisions(preview.changes), clear_empty=clear_empty)


def undo(officer: Person, round_: int) -> ImportReceipt:
    """Take back the last import; where there is none, one that never was."""
    last = uploads.last_import(officer, round_)
    return uploads.undo_last_import(officer, round_, last.id if last else 1)


def revisions(changes: tuple) -> dict[str, int]:
    return {change.question_id: change.stored_revision for change in changes}


def kinds_of(officer: Person, round_: int, data: bytes) -> dict[str, ChangeKind]:
    preview = uploads.preview(officer, round_, uploads.read_file(officer, round_, data, "x"))
    return {change.question_id: change.kind for change in preview.changes if change.kind is not ChangeKind.OPEN}


def test_a_filled_workbook_is_seen_and_then_taken_over_in_one_step(officer: Person, round_: int) -> None:
    data = filled(officer, round_, MS_01=3, MS_02="weiß nicht", MS_03="n. z.", MS_03_remark="Kreisaufgabe")
    before = answers(round_)

    receipt = take_all(officer, round_, data)

    assert before == {}
    assert (receipt.new, receipt.changed, receipt.cleared) == (3, 0, 0)
    assert answers(round_) == {
        "MS-01": Answer("MS-01", Answered(3)),
        "MS-02": Answer("MS-02", NotKnown()),
        "MS-03": Answer("MS-03", NotApplicable(), "Kreisaufgabe"),
    }


def test_the_audit_log_has_one_entry_per_step_with_counts_and_no_answers(officer: Person, round_: int) -> None:
    take_all(officer, round_, filled(officer, round_, MS_01=3, MS_02=2))
    undo(officer, round_)

    assert events()[2:] == [
        ("answers.template_downloaded", "format=xlsx"),
        ("answers.imported", "import=1 new=2 changed=0 cleared=0 kept=0 proposed=0 withdrawn=0"),
        ("answers.import_undone", "import=1 new=0 changed=0 cleared=2 kept=0 proposed=0 withdrawn=0"),
    ]


def test_the_same_file_a_second_time_changes_nothing(officer: Person, round_: int, any_store: Engine) -> None:
    data = filled(officer, round_, MS_01=3, MS_02=2)
    take_all(officer, round_, data)
    entries = len(events())

    receipt = take_all(officer, round_, data)

    assert receipt == ImportReceipt(import_id=None)
    assert count(any_store, "answer_revision") == 2
    assert count(any_store, "answer_import") == 1
    assert len(events()) == entries


def test_a_part_may_be_taken_over(officer: Person, round_: int) -> None:
    uploaded = uploads.read_file(officer, round_, filled(officer, round_, MS_01=3, MS_02=2), "x")

    uploads.take_over(officer, round_, uploaded, ["MS-02"], {"MS-02": 0})

    assert list(answers(round_)) == ["MS-02"]


def test_a_colleagues_newer_answer_is_a_conflict_only_where_the_file_changed_it_too(
    officer: Person, round_: int
) -> None:
    take_all(officer, round_, filled(officer, round_, MS_01=1, MS_02=1))
    data = filled(officer, round_, MS_01=3, MS_04=4)
    colleague_saves(round_, Answer("MS-01", Answered(2)), based_on=1)
    colleague_saves(round_, Answer("MS-02", Answered(2)), based_on=1)
    colleague_saves(round_, Answer("MS-03", Answered(2)))

    assert kinds_of(officer, round_, data) == {
        "MS-01": ChangeKind.CONFLICT,
        "MS-02": ChangeKind.UNCHANGED,
        "MS-03": ChangeKind.UNCHANGED,
        "MS-04": ChangeKind.NEW,
    }

    receipt = take_all(officer, round_, data, (ChangeKind.CONFLICT, ChangeKind.NEW))

    assert (receipt.new, receipt.changed) == (1, 1)
    assert {key: answer.reply for key, answer in answers(round_).items()} == {
        "MS-01": Answered(3),
        "MS-02": Answered(2),
        "MS-03": Answered(2),
        "MS-04": Answered(4),
    }


def test_an_empty_cell_deletes_only_when_the_person_says_so(officer: Person, round_: int) -> None:
    take_all(officer, round_, filled(officer, round_, MS_01=1))
    data = filled(officer, round_, MS_01=None)

    assert kinds_of(officer, round_, data) == {"MS-01": ChangeKind.CLEARED}
    take_all(officer, round_, data, (ChangeKind.NEW, ChangeKind.CHANGED))
    assert answers(round_)["MS-01"].reply == Answered(1)

    receipt = take_all(officer, round_, data, (ChangeKind.CLEARED,))
    assert (receipt.cleared, answers(round_)["MS-01"]) == (1, Answer("MS-01"))


@pytest.mark.parametrize("clear_empty", [False, True])
def test_an_emptied_remark_beside_a_new_level_goes_only_when_the_person_says_so(
    officer: Person, round_: int, clear_empty: bool
) -> None:
    take_all(officer, round_, filled(officer, round_, MS_01=1, MS_01_remark="wichtig"))
    data = filled(officer, round_, MS_01=2, MS_01_remark=None)

    receipt = take_all(officer, round_, data, clear_empty=clear_empty)

    assert (receipt.changed, receipt.cleared) == (1, 0)
    assert answers(round_)["MS-01"] == Answer("MS-01", Answered(2), "" if clear_empty else "wichtig")
    again = ChangeKind.UNCHANGED if clear_empty else ChangeKind.CLEARED
    assert kinds_of(officer, round_, data) == {"MS-01": again}


def test_an_answer_that_changed_since_the_preview_stops_everything(officer: Person, round_: int) -> None:
    uploaded = uploads.read_file(officer, round_, filled(officer, round_, MS_01=3, MS_02=2), "x")
    seen = revisions(uploads.preview(officer, round_, uploaded).changes)
    colleague_saves(round_, Answer("MS-02", Answered(4)))
    entries = len(events())

    with pytest.raises(ChangedMeanwhile) as stopped:
        uploads.take_over(officer, round_, uploaded, ["MS-01", "MS-02"], seen)

    assert stopped.value.details == {"question_id": "MS-02"}
    assert answers(round_) == {"MS-02": Answer("MS-02", Answered(4))}
    assert len(events()) == entries


def test_a_question_that_nobody_chose_may_have_changed_meanwhile(officer: Person, round_: int) -> None:
    uploaded = uploads.read_file(officer, round_, filled(officer, round_, MS_01=3, MS_02=2), "x")
    seen = revisions(uploads.preview(officer, round_, uploaded).changes)
    colleague_saves(round_, Answer("MS-02", Answered(4)))

    assert uploads.take_over(officer, round_, uploaded, ["MS-01"], seen).new == 1


def test_a_failure_in_the_middle_stores_nothing(
    officer: Person, round_: int, any_store: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = filled(officer, round_, MS_01=1, MS_02=2, MS_03=3)
    original = Answers.save

    def failing(self: Answers, *arguments: object, **named: object) -> int:
        if arguments[2].question_id == "MS-03":  # type: ignore[attr-defined]
            raise OSError("disk full")
        return original(self, *arguments, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(Answers, "save", failing)
    entries = len(events())

    with pytest.raises(OSError, match="disk full"):
        take_all(officer, round_, data)

    assert answers(round_) == {}
    assert [count(any_store, table) for table in ("answer_revision", "answer_import")] == [0, 0]
    assert len(events()) == entries


def test_a_row_with_a_problem_cannot_be_chosen(officer: Person, round_: int) -> None:
    uploaded = uploads.read_file(officer, round_, filled(officer, round_, MS_01="vielleicht", MS_02=2), "x")

    assert [problem.question_id for problem in uploads.preview(officer, round_, uploaded).problems] == ["MS-01"]
    with pytest.raises(Refused, match="question_not_in_file"):
        uploads.take_over(officer, round_, uploaded, ["MS-01", "MS-02"], {"MS-01": 0, "MS-02": 0})
    assert answers(round_) == {}


def test_the_last_import_can_be_undone_and_the_history_keeps_everything(officer: Person, round_: int) -> None:
    take_all(officer, round_, filled(officer, round_, MS_01=1, MS_01_remark="alt"))
    take_all(officer, round_, filled(officer, round_, MS_01=3, MS_02=4))

    receipt = undo(officer, round_)

    assert (receipt.import_id, receipt.changed, receipt.cleared, receipt.kept) == (2, 1, 1, ())
    assert answers(round_) == {"MS-01": Answer("MS-01", Answered(1), "alt"), "MS-02": Answer("MS-02")}
    with reading() as work:
        history = work.answers.history(round_, OWN, "MS-01")
    assert [state.answer.reply for state in history] == [Answered(1), Answered(3), Answered(1)]


def test_undo_leaves_what_was_changed_since_and_names_it(officer: Person, round_: int) -> None:
    take_all(officer, round_, filled(officer, round_, MS_01=3, MS_02=4))
    colleague_saves(round_, Answer("MS-01", Answered(0)), based_on=1)

    receipt = undo(officer, round_)

    assert receipt.kept == ("MS-01",)
    assert answers(round_)["MS-01"].reply == Answered(0)
    assert answers(round_)["MS-02"] == Answer("MS-02")


def test_imports_are_undone_one_after_the_other(officer: Person, round_: int) -> None:
    take_all(officer, round_, filled(officer, round_, MS_01=1))
    take_all(officer, round_, filled(officer, round_, MS_01=2))
    undo(officer, round_)

    last = uploads.last_import(officer, round_)
    assert last is not None
    assert (last.id, last.file_name, last.answers, last.imported_by) == (1, "Antworten.xlsx", 1, "officer 09999001")
    undo(officer, round_)

    assert answers(round_) == {"MS-01": Answer("MS-01")}
    assert uploads.last_import(officer, round_) is None
    with pytest.raises(NotFound, match="nothing_to_undo"):
        undo(officer, round_)


def test_only_the_import_that_the_person_saw_is_undone(officer: Person, round_: int) -> None:
    take_all(officer, round_, filled(officer, round_, MS_01=1))
    seen = uploads.last_import(officer, round_)
    take_all(officer, round_, filled(officer, round_, MS_02=2))
    assert seen is not None
    before, entries = answers(round_), len(events())

    with pytest.raises(ChangedMeanwhile, match="import_changed_meanwhile"):
        uploads.undo_last_import(officer, round_, seen.id)

    assert (answers(round_), len(events())) == (before, entries)


def test_an_undone_file_can_be_taken_over_again(officer: Person, round_: int) -> None:
    data = filled(officer, round_, MS_01=3)
    take_all(officer, round_, data)
    undo(officer, round_)

    # The file was based on nothing, and nothing is stored again.
    assert kinds_of(officer, round_, data) == {"MS-01": ChangeKind.NEW}


def test_a_file_of_the_older_catalogue_goes_into_a_round_of_the_newer(officer: Person, round_: int) -> None:
    rows = [["Nr.", "Antwort", "Fragenkatalog"], ["MS-01", 3, "Fassung 2021-03"], ["KK-15", 1, "Fassung 2021-03"]]

    take_all(officer, round_, xlsx_of(rows))

    assert {key: answer.reply for key, answer in answers(round_).items()} == {
        "MS-01": Answered(3),
        "KK-15": Answered(1),
    }


def test_a_question_that_an_older_round_does_not_have_is_a_problem(officer: Person) -> None:
    older = begin(officer, "Runde 2022", "2021-03")
    rows = [["Nr.", "Antwort"], ["MS-01", 3], ["FZ-05", 1]]

    preview = uploads.preview(officer, older, uploads.read_file(officer, older, xlsx_of(rows), "x"))

    assert [change.question_id for change in preview.changes] == ["MS-01"]
    assert [(p.kind, p.question_id) for p in preview.problems] == [(ProblemKind.QUESTION_OF_OTHER_VERSION, "FZ-05")]


def test_a_file_of_another_round_of_the_commune_is_allowed_and_noted(officer: Person, round_: int) -> None:
    other = begin(officer, "Runde 2027")
    take_all(officer, other, filled(officer, other, MS_01=2))
    data = filled(officer, round_, MS_01=3)

    preview = uploads.preview(officer, other, uploads.read_file(officer, other, data, "x"))

    # Its revisions are those of the other round: the row counts as based on nothing known, over an own answer.
    assert preview.of_kind(ChangeKind.CHANGED)[0].question_id == "MS-01"
    assert [(p.kind, p.blocking) for p in preview.problems] == [(ProblemKind.FILE_OF_OTHER_ROUND, False)]


def test_another_communes_file_is_refused_at_every_step(officer: Person, round_: int) -> None:
    neighbour = add_person("09999002")
    data = filled(neighbour, begin(neighbour), MS_01=3)

    with pytest.raises(UnreadableFile) as refused:
        uploads.read_file(officer, round_, data, "x")
    assert (refused.value.code, refused.value.details) == (
        "file_of_other_commune",
        {"found": "09999002", "expected": "09999001"},
    )
    uploaded = uploads.read_answers(data, "x")
    with pytest.raises(UnreadableFile, match="file_of_other_commune"):
        uploads.preview(officer, round_, uploaded)
    with pytest.raises(UnreadableFile, match="file_of_other_commune"):
        uploads.take_over(officer, round_, uploaded, ["MS-01"], {"MS-01": 0})
    assert answers(round_) == {}


def every_service(person: Person, round_: int) -> list[Callable[[], object]]:
    uploaded = uploads.read_answers(xlsx_of([["Nr.", "Antwort"], ["MS-01", 3]]), "x")
    return [
        lambda: uploads.template(person, round_, FileFormat.CSV),
        lambda: uploads.read_file(person, round_, b"x", "x"),
        lambda: uploads.preview(person, round_, uploaded),
        lambda: uploads.take_over(person, round_, uploaded, ["MS-01"], {"MS-01": 0}),
        lambda: uploads.last_import(person, round_),
        lambda: uploads.undo_last_import(person, round_, 1),
    ]


def test_an_officer_of_another_commune_finds_no_such_round(officer: Person, round_: int) -> None:
    take_all(officer, round_, filled(officer, round_, MS_01=3))
    neighbour, before, entries = add_person("09999002"), answers(round_), len(events())

    for service in every_service(neighbour, round_):
        with pytest.raises(NotFound, match="round_not_found"):
            service()
    assert (answers(round_), len(events())) == (before, entries)


@pytest.mark.parametrize("role", [Role.MAYOR, Role.STEERING])
def test_others_of_the_commune_may_neither_download_nor_upload(officer: Person, round_: int, role: Role) -> None:
    for service in every_service(add_person("09999001", role), round_):
        with pytest.raises(NotAllowed):
            service()


def test_the_platform_team_may_neither_download_nor_upload(officer: Person, round_: int) -> None:
    for service in every_service(a_person(Role.PLATFORM), round_):
        with pytest.raises(NotAllowed):
            service()


def test_a_round_that_is_handed_in_takes_no_file_and_no_undo(officer: Person, round_: int) -> None:
    data = filled(officer, round_, MS_01=3)
    take_all(officer, round_, data)
    uploaded = uploads.read_answers(data, "x")
    with reading() as work:
        current = work.self_checks.by_id(round_)
    assert current is not None
    approval.hand_in(officer, round_, current.revision)

    for service in (
        lambda: uploads.read_file(officer, round_, data, "x"),
        lambda: uploads.take_over(officer, round_, uploaded, ["MS-02"], {"MS-02": 0}),
        lambda: uploads.undo_last_import(officer, round_, 1),
    ):
        with pytest.raises(Refused, match="round_locked"):
            service()


def test_a_file_can_be_scored_without_a_round() -> None:
    used, preview = uploads.preview_without_round(
        uploads.read_answers(xlsx_of([["Nr.", "Antwort"], ["MS-01", 3], ["MS-02", "n/a"], ["MS-03", "?!"]]), "x")
    )

    assert used.version == "2021-07"
    assert {change.question_id: spoken(change.proposed.reply, used.scale, "de") for change in preview.changes} == {
        "MS-01": "3 – weitgehend umgesetzt",
        "MS-02": "nicht zutreffend",
    }
    assert [problem.kind for problem in preview.problems] == [
        ProblemKind.UNKNOWN_ANSWER,
        ProblemKind.NOT_APPLICABLE_WITHOUT_REASON,
    ]


@pytest.mark.parametrize("version", ["2021-03", "2021-07"])
def test_an_empty_form_can_be_written_and_read_without_a_round(version: str) -> None:
    uploaded = uploads.read_answers(uploads.empty_template(version, FileFormat.ODS), "x")

    assert (uploaded.catalogue_version, uploaded.commune_ags, uploaded.self_check_id) == (version, None, None)
    assert {row.answer.reply for row in uploaded.rows} == {None}
