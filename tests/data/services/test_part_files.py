"""Part files from end to end: handed out, filled in, uploaded by whom they belong to, settled and undone."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass, replace
from datetime import date

import openpyxl
import pytest
from answer_files import csv_of, read
from conftest import count
from factories import audit_trail, stored_commune, stored_person, stored_round
from sqlalchemy import Engine

from data.content.catalogues import catalogue
from data.errors import ChangedMeanwhile, NotAllowed, NotFound, Refused
from data.model.answer_import import ChangeKind, FileFormat, ImportReceipt, ProblemKind, UploadedSheet
from data.model.audit import AuditEvent
from data.model.part_files import PartOfCheck
from data.model.people import Commune, Person, Role
from data.model.questionnaire import Assignee, Proposal, ProposalSource
from data.model.self_check import Answer, Answered, Part, Perspective, Reply
from data.services import answering, assignments, part_files, proposals, uploads
from data.storage.database import reading, writing
from data.storage.proposals import Proposals

OURS = Perspective.ADMINISTRATION
CATALOGUE = catalogue("2021-07")
FIRST, SECOND, THIRD = list(CATALOGUE.criteria)[:3]
FOREIGN = next(iter(CATALOGUE.fields[-1].criteria)).questions[0].id
DUE = date(2026, 11, 30)


@dataclass(frozen=True)
class Town:
    """A commune with a round, an officer, and two departments with somebody in each."""

    commune: Commune
    round_id: int
    officer: Person
    social: Person
    youth: Person
    departments: dict[str, Assignee]


def colleague(officer: Person, name: str, department: int) -> Person:
    added = stored_person(Role.CONTRIBUTOR, officer.commune, username=name.casefold(), display_name=name)
    assignments.set_department(officer, added.account_id, department)
    return replace(added, department_id=department)


@pytest.fixture
def town(any_store: Engine) -> Town:
    commune = stored_commune()
    officer = stored_person(Role.OFFICER, commune, display_name="Olga Officer")
    round_id = stored_round(commune, name="2026").id
    made = {name: assignments.add_department(officer, name) for name in ("Sozialamt", "Jugendamt")}
    departments = {name: Assignee(name, department_id=key) for name, key in made.items()}
    assignments.assign(officer, round_id, [FIRST.key], departments["Sozialamt"], DUE)
    assignments.assign(officer, round_id, [SECOND.key], departments["Jugendamt"])
    social = colleague(officer, "Sam Sozial", made["Sozialamt"])
    youth = colleague(officer, "Juno Jugend", made["Jugendamt"])
    return Town(commune, round_id, officer, social, youth, departments)


SOCIAL_IDS = [question.id for question in FIRST.questions]
YOUTH_IDS = [question.id for question in SECOND.questions]
MINE, OTHER = SOCIAL_IDS[0], YOUTH_IDS[0]


def table(replies: dict[str, object]) -> UploadedSheet:
    """A table of somebody's own, which does not tell what it was made from."""
    return uploads.read_answers(csv_of([["Nr.", "Antwort"], *replies.items()]), "eigene.csv")


def filled_part(town: Town, person: Person, replies: dict[str, int], assignee: Assignee | None = None) -> UploadedSheet:
    """A part as downloaded now, with levels typed in."""
    book = openpyxl.load_workbook(
        io.BytesIO(uploads.template(person, town.round_id, FileFormat.XLSX, assignee=assignee))
    )
    for row in book["Antworten"].iter_rows(min_row=2):
        if row[0].value in replies:
            row[4].value = replies[row[0].value]
    file = io.BytesIO()
    book.save(file)
    return uploads.read_file(person, town.round_id, file.getvalue(), "Teil.xlsx")


def take(
    town: Town, person: Person, sheet: UploadedSheet, *, proposed: tuple[str, ...] = (), but: tuple[str, ...] = ()
) -> ImportReceipt:
    """Take over everything new or changed, and propose what is told to be proposed."""
    preview = uploads.preview(person, town.round_id, sheet)
    seen = {change.question_id: change.stored_revision for change in preview.changes}
    kinds = (ChangeKind.NEW, ChangeKind.CHANGED)
    chosen = [c.question_id for c in preview.changes if c.kind in kinds and c.question_id not in but]
    return uploads.take_over(person, town.round_id, sheet, chosen, seen, proposed=proposed)


def kinds(town: Town, person: Person, sheet: UploadedSheet) -> dict[str, ChangeKind]:
    changes = uploads.preview(person, town.round_id, sheet).changes
    return {change.question_id: change.kind for change in changes if change.kind is not ChangeKind.OPEN}


def stored(town: Town) -> dict[str, Reply | None]:
    with reading() as work:
        return {key: found.answer.reply for key, found in work.answers.sheet(town.round_id, OURS).items()}


def waiting(town: Town) -> list[Proposal]:
    with reading() as work:
        found = work.proposals.open_ones(town.round_id, OURS)
    return [proposal for of_one in found.values() for proposal in of_one]


def answer(town: Town, person: Person, question_id: str, points: int, based_on: int = 0) -> None:
    answering.answer(person, town.round_id, Answer(question_id, Answered(points)), based_on)


# Handing out


def test_a_part_for_everybody_to_whom_something_is_assigned(town: Town) -> None:
    social, youth = town.departments["Sozialamt"], town.departments["Jugendamt"]
    assert part_files.parts(town.officer, town.round_id) == (
        PartOfCheck("Sozialamt", (FIRST.key,), len(SOCIAL_IDS), 108, social, DUE),
        PartOfCheck("Jugendamt", (SECOND.key,), len(YOUTH_IDS), 108, youth),
    )
    own = part_files.own_part(town.social, town.round_id)
    assert own == part_files.parts(town.officer, town.round_id)[0]
    assert part_files.own_part(town.officer, town.round_id) is None


@pytest.mark.parametrize("file_format", list(FileFormat))
def test_a_department_gets_a_workbook_with_its_questions_only(town: Town, file_format: FileFormat) -> None:
    answer(town, town.social, MINE, 2)

    own = read(uploads.template(town.social, town.round_id, file_format))
    of_officer = read(
        uploads.template(town.officer, town.round_id, file_format, assignee=town.departments["Sozialamt"])
    )

    assert [row.answer.question_id for row in own.rows] == SOCIAL_IDS
    assert (own.rows, own.is_part) == (of_officer.rows, True)
    assert (own.rows[0].answer.reply, own.rows[0].based_on) == (Answered(2), 1)
    assert (own.self_check_id, own.commune_ags, own.catalogue_version) == (town.round_id, "09999001", "2021-07")


def test_the_officer_still_gets_the_whole(town: Town) -> None:
    whole = read(uploads.template(town.officer, town.round_id, FileFormat.CSV))

    assert (len(whole.rows), whole.is_part) == (108, False)


def test_the_part_of_a_person_is_there_also_after_the_account_was_switched_off(town: Town) -> None:
    kim = stored_person(Role.CONTRIBUTOR, town.commune, username="kim", display_name="Kim")
    assignee = Assignee("Kim", account_id=kim.account_id)
    assignments.assign(town.officer, town.round_id, [THIRD.key], assignee)
    before = uploads.template(town.officer, town.round_id, FileFormat.CSV, assignee=assignee)

    with writing() as work:
        work.accounts.set_active(kim.account_id, False)
        work.audit.record(AuditEvent.ACCOUNT_SWITCHED_OFF)

    assert uploads.template(town.officer, town.round_id, FileFormat.CSV, assignee=assignee) == before


def test_a_zip_file_holds_one_workbook_per_part_with_names_that_differ(town: Town) -> None:
    for number, name in enumerate(["Amt 50/51", "AMT 50-51"]):
        department = assignments.add_department(town.officer, name)
        key = list(CATALOGUE.criteria)[3 + number].key
        assignments.assign(town.officer, town.round_id, [key], Assignee(name, department_id=department))

    archive = zipfile.ZipFile(io.BytesIO(uploads.all_parts(town.officer, town.round_id, FileFormat.XLSX)))

    assert archive.namelist() == [
        "Selbstcheck 2026 Sozialamt.xlsx",
        "Selbstcheck 2026 Jugendamt.xlsx",
        "Selbstcheck 2026 Amt 50-51.xlsx",
        "Selbstcheck 2026 AMT 50-51 (2).xlsx",
    ]
    for name, ids in (("Sozialamt", SOCIAL_IDS), ("Jugendamt", YOUTH_IDS)):
        sheet = read(archive.read(f"Selbstcheck 2026 {name}.xlsx"))
        assert [row.answer.question_id for row in sheet.rows] == ids


def test_the_log_tells_which_part_left_by_numbers(town: Town) -> None:
    before = len(audit_trail())
    social = town.departments["Sozialamt"]
    uploads.template(town.social, town.round_id, FileFormat.ODS)
    uploads.template(town.officer, town.round_id, FileFormat.CSV, assignee=social)
    uploads.all_parts(town.officer, town.round_id, FileFormat.XLSX)

    about = f" questions={len(SOCIAL_IDS)} department={social.department_id} account=None"
    assert [(event, account, details) for event, account, _, _, details in audit_trail(but=before)] == [
        ("answers.template_downloaded", town.social.account_id, f"format=ods{about}"),
        ("answers.template_downloaded", town.officer.account_id, f"format=csv{about}"),
        ("answers.template_downloaded", town.officer.account_id, "format=xlsx parts=2"),
    ]


def test_a_part_without_a_question_is_refused(town: Town) -> None:
    empty = Assignee("Bauamt", department_id=assignments.add_department(town.officer, "Bauamt"))
    newcomer = colleague(town.officer, "Bo Bau", empty.department_id or 0)

    with pytest.raises(Refused, match="nothing_assigned"):
        uploads.template(town.officer, town.round_id, FileFormat.CSV, assignee=empty)
    with pytest.raises(Refused, match="nothing_assigned"):
        uploads.template(newcomer, town.round_id, FileFormat.CSV)
    own = part_files.own_part(newcomer, town.round_id)
    assert own is not None and own.questions == 0
    assert part_files.who_assigns(newcomer) == ("Olga Officer",)


def test_where_nothing_is_assigned_there_are_no_parts(any_store: Engine) -> None:
    commune = stored_commune()
    officer, round_ = stored_person(Role.OFFICER, commune), stored_round(commune)

    assert part_files.parts(officer, round_.id) == ()
    with pytest.raises(Refused, match="nothing_assigned"):
        uploads.all_parts(officer, round_.id, FileFormat.CSV)


def test_a_department_or_person_of_another_commune_is_not_found(town: Town) -> None:
    neighbour = stored_person(Role.OFFICER, stored_commune(ags="09999002", name="Nachbarstadt"))
    foreign = Assignee("Sozialamt", department_id=assignments.add_department(neighbour, "Sozialamt"))

    with pytest.raises(NotFound, match="department_not_found"):
        uploads.template(town.officer, town.round_id, FileFormat.CSV, assignee=foreign)
    with pytest.raises(NotFound, match="colleague_not_found"):
        stranger = Assignee("", account_id=neighbour.account_id)
        uploads.template(town.officer, town.round_id, FileFormat.CSV, assignee=stranger)


def test_a_department_asks_for_no_other_part(town: Town) -> None:
    before = len(audit_trail())
    for assignee in town.departments.values():
        with pytest.raises(NotAllowed, match="not_allowed"):
            uploads.template(town.social, town.round_id, FileFormat.CSV, assignee=assignee)
    with pytest.raises(NotAllowed, match="not_allowed"):
        uploads.all_parts(town.social, town.round_id, FileFormat.CSV)
    with pytest.raises(NotAllowed, match="not_allowed"):
        part_files.parts(town.social, town.round_id)
    assert len(audit_trail()) == before


# Uploading


def test_uploading_a_part_touches_only_its_questions(town: Town) -> None:
    answer(town, town.youth, OTHER, 1)

    receipt = take(town, town.social, filled_part(town, town.social, {MINE: 3}))

    assert (receipt.new, receipt.changed) == (1, 0)
    assert stored(town) == {OTHER: Answered(1), MINE: Answered(3)}
    assert uploads.preview(town.social, town.round_id, filled_part(town, town.social, {})).not_in_file == ()


def test_a_whole_file_of_a_department_brings_its_own_questions_and_problems_with_the_others(town: Town) -> None:
    sheet = table({MINE: 3, OTHER: 4, FOREIGN: 1})
    preview = uploads.preview(town.social, town.round_id, sheet)

    assert [change.question_id for change in preview.changes] == [MINE]
    assert [(p.kind, p.question_id, p.position.row) for p in preview.problems] == [
        (ProblemKind.QUESTION_NOT_ASSIGNED, OTHER, 3),
        (ProblemKind.QUESTION_NOT_ASSIGNED, FOREIGN, 4),
    ]
    assert preview.not_in_file == tuple(SOCIAL_IDS[1:])
    take(town, town.social, sheet)
    assert stored(town) == {MINE: Answered(3)}


@pytest.mark.parametrize("way", ["chosen", "proposed"])
@pytest.mark.parametrize("question_id", [OTHER, FOREIGN])
def test_a_department_cannot_reach_foreign_questions_by_naming_them(town: Town, question_id: str, way: str) -> None:
    answer(town, town.officer, question_id, 2)
    sheet, before = table({MINE: 3, question_id: 4}), len(audit_trail())

    with pytest.raises(NotAllowed, match="not_assigned"):
        named = {MINE: 0, question_id: 1}
        if way == "chosen":
            uploads.take_over(town.social, town.round_id, sheet, list(named), named)
        else:
            uploads.take_over(town.social, town.round_id, sheet, [MINE], named, proposed=[question_id])

    assert stored(town) == {question_id: Answered(2)}
    assert (waiting(town), len(audit_trail())) == ([], before)


def test_a_criterion_that_is_assigned_to_somebody_else_meanwhile_is_out_of_reach_at_once(town: Town) -> None:
    sheet = filled_part(town, town.social, {MINE: 3})
    assignments.assign(town.officer, town.round_id, [FIRST.key], town.departments["Jugendamt"])

    with pytest.raises(NotAllowed, match="not_assigned"):
        uploads.take_over(town.social, town.round_id, sheet, [MINE], {MINE: 0})
    assert stored(town) == {}


# Several files for one question


def test_two_files_that_differ_are_a_conflict_and_not_the_last_ones_victory(town: Town) -> None:
    first, second = (filled_part(town, town.officer, {MINE: points}) for points in (1, 4))
    take(town, town.officer, first)

    assert kinds(town, town.officer, second) == {MINE: ChangeKind.CONFLICT}
    receipt = take(town, town.officer, second, proposed=(MINE,))

    assert (receipt.new, receipt.changed, receipt.proposed) == (0, 0, 1)
    assert stored(town) == {MINE: Answered(1)}
    (kept,) = waiting(town)
    assert (kept.source, kept.answer.reply, kept.parts, kept.based_on, kept.proposed_by) == (
        ProposalSource.FILE,
        Answered(4),
        {Part.REPLY},
        0,
        "Olga Officer",
    )


def test_a_proposal_of_a_file_is_settled_like_every_other(town: Town) -> None:
    answer(town, town.youth, OTHER, 1)
    take(town, town.officer, table({OTHER: 4}), proposed=(OTHER,))
    (kept,) = waiting(town)

    proposals.settle(town.youth, town.round_id, kept.id, accept=True, based_on=1)

    assert (stored(town), waiting(town)) == ({OTHER: Answered(4)}, [])


@pytest.mark.parametrize(
    ("whose", "kind"),
    [("officer", ChangeKind.CHANGED), ("social", ChangeKind.CONFLICT)],
    ids=["over an own answer", "over somebody else's"],
)
def test_a_table_that_tells_no_state_changes_only_own_answers_unasked(town: Town, whose: str, kind: ChangeKind) -> None:
    answer(town, getattr(town, whose), MINE, 1)

    assert kinds(town, town.officer, table({MINE: 4})) == {MINE: kind}


def test_a_department_may_propose_against_anothers_answer_but_not_take_it_over(town: Town) -> None:
    sheet = filled_part(town, town.social, {MINE: 4})
    answer(town, town.officer, MINE, 1)
    (change,) = uploads.preview(town.social, town.round_id, sheet).of_kind(ChangeKind.CONFLICT)
    before = len(audit_trail())

    assert change.may_take is False
    with pytest.raises(NotAllowed, match="answer_of_colleague"):
        uploads.take_over(town.social, town.round_id, sheet, [MINE], {MINE: 1})
    assert (stored(town), len(audit_trail())) == ({MINE: Answered(1)}, before)

    assert take(town, town.social, sheet, proposed=(MINE,)).proposed == 1
    assert stored(town) == {MINE: Answered(1)}


def test_over_an_own_newer_answer_a_department_decides(town: Town) -> None:
    sheet = filled_part(town, town.social, {MINE: 4})
    answer(town, town.social, MINE, 1)

    uploads.take_over(town.social, town.round_id, sheet, [MINE], {MINE: 1})

    assert stored(town) == {MINE: Answered(4)}


def test_what_is_both_chosen_and_proposed_is_proposed(town: Town) -> None:
    answer(town, town.youth, OTHER, 1)
    sheet = table({OTHER: 4})

    receipt = uploads.take_over(town.officer, town.round_id, sheet, [OTHER], {OTHER: 1}, proposed=[OTHER])

    assert (receipt.changed, receipt.proposed, stored(town)) == (0, 1, {OTHER: Answered(1)})


def test_a_conflict_that_moved_on_since_it_was_seen_is_not_proposed(town: Town) -> None:
    answer(town, town.youth, OTHER, 1)
    sheet = table({OTHER: 4})
    answer(town, town.youth, OTHER, 2, based_on=1)

    with pytest.raises(ChangedMeanwhile):
        uploads.take_over(town.officer, town.round_id, sheet, [], {OTHER: 1}, proposed=[OTHER])
    assert waiting(town) == []


def test_the_same_file_a_second_time_proposes_nothing_again(town: Town, any_store: Engine) -> None:
    answer(town, town.youth, OTHER, 1)
    sheet = table({OTHER: 4})
    take(town, town.officer, sheet, proposed=(OTHER,))

    assert take(town, town.officer, sheet, proposed=(OTHER,)) == ImportReceipt(None)
    assert (len(waiting(town)), count(any_store, "answer_import")) == (1, 1)


def test_a_later_file_of_the_same_person_replaces_what_the_earlier_proposed(town: Town, any_store: Engine) -> None:
    answer(town, town.youth, OTHER, 1)
    take(town, town.officer, table({OTHER: 4}), proposed=(OTHER,))
    take(town, town.officer, table({OTHER: 3}), proposed=(OTHER,))

    assert [proposal.answer.reply for proposal in waiting(town)] == [Answered(3)]
    assert count(any_store, "answer_proposal") == 2  # nothing is removed


def test_files_of_two_people_wait_side_by_side(town: Town) -> None:
    answer(town, town.officer, OTHER, 1)
    second = stored_person(Role.OFFICER, town.commune, username="second", display_name="Zweite")
    take(town, town.youth, table({OTHER: 3}), proposed=(OTHER,))
    take(town, second, table({OTHER: 4}), proposed=(OTHER,))

    assert [(p.answer.reply, p.proposed_by) for p in waiting(town)] == [
        (Answered(3), "Juno Jugend"),
        (Answered(4), "Zweite"),
    ]


def test_a_failure_while_proposing_stores_nothing(
    town: Town, any_store: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer(town, town.youth, OTHER, 1)
    before = len(audit_trail())

    def failing(*_: object, **__: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(Proposals, "add", failing)
    with pytest.raises(OSError, match="disk full"):
        take(town, town.officer, table({MINE: 2, OTHER: 4}), proposed=(OTHER,))

    assert stored(town) == {OTHER: Answered(1)}
    assert (count(any_store, "answer_import"), len(audit_trail())) == (0, before)


def test_the_log_counts_what_waits(town: Town) -> None:
    answer(town, town.youth, OTHER, 1)
    before = len(audit_trail())
    receipt = take(town, town.officer, table({MINE: 2, OTHER: 4}), proposed=(OTHER,))
    uploads.undo_last_import(town.officer, town.round_id, receipt.import_id or 0)

    assert [(event, details) for event, _, _, _, details in audit_trail(but=before)] == [
        ("answers.imported", "import=1 new=1 changed=0 cleared=0 kept=0 proposed=1 withdrawn=0"),
        ("answers.import_undone", "import=1 new=0 changed=0 cleared=1 kept=0 proposed=0 withdrawn=1"),
    ]


# Undo


def test_undo_withdraws_what_the_import_proposed(town: Town) -> None:
    answer(town, town.youth, OTHER, 1)
    receipt = take(town, town.officer, table({MINE: 2, OTHER: 4}), proposed=(OTHER,))
    last = uploads.last_import(town.officer, town.round_id)
    assert last is not None and (last.answers, last.waiting) == (1, 1)

    undone = uploads.undo_last_import(town.officer, town.round_id, receipt.import_id or 0)

    assert (undone.cleared, undone.withdrawn, waiting(town)) == (1, 1, [])
    assert stored(town) == {MINE: None, OTHER: Answered(1)}


def test_what_a_file_replaced_waits_again_when_it_is_undone(town: Town, any_store: Engine) -> None:
    answer(town, town.youth, OTHER, 1)
    first = take(town, town.officer, table({OTHER: 4}), proposed=(OTHER,))
    second = take(town, town.officer, table({OTHER: 3}), proposed=(OTHER,))
    uploads.undo_last_import(town.officer, town.round_id, second.import_id or 0)
    assert [proposal.answer.reply for proposal in waiting(town)] == [Answered(4)]
    uploads.undo_last_import(town.officer, town.round_id, first.import_id or 0)
    assert (waiting(town), count(any_store, "answer_proposal")) == ([], 3)  # nothing is removed


def test_what_somebody_decided_does_not_wait_again_when_the_file_is_undone(town: Town) -> None:
    answer(town, town.youth, OTHER, 1)
    take(town, town.officer, table({OTHER: 4}), proposed=(OTHER,))
    second = take(town, town.officer, table({OTHER: 3}), proposed=(OTHER,))
    (proposal,) = waiting(town)
    proposals.settle(town.officer, town.round_id, proposal.id, accept=False, based_on=1)
    uploads.undo_last_import(town.officer, town.round_id, second.import_id or 0)
    assert waiting(town) == []


def test_whether_an_earlier_answer_still_holds_is_asked_again_when_the_file_is_undone(any_store: Engine) -> None:
    town = stored_commune()
    stored_round(town, {"MS-01": Answered(3)}, name="2024", submitted=True)
    officer = stored_person(Role.OFFICER, town)
    begun = proposals.begin_round_with_proposals(officer, "2026", "2021-07")
    receipt = uploads.take_over(officer, begun.id, table({"MS-01": 1}), ["MS-01"], {"MS-01": 0})
    uploads.undo_last_import(officer, begun.id, receipt.import_id or 0)
    with reading() as work:
        (proposal,) = work.proposals.open_ones(begun.id, Perspective.ADMINISTRATION)["MS-01"]
    assert (proposal.source, proposal.round_name, proposal.answer.reply) == (
        ProposalSource.EARLIER_ROUND,
        "2024",
        Answered(3),
    )


def test_what_somebody_accepted_stays_when_the_import_is_undone(town: Town) -> None:
    answer(town, town.youth, OTHER, 1)
    receipt = take(town, town.officer, table({OTHER: 4}), proposed=(OTHER,))
    proposals.settle(town.youth, town.round_id, waiting(town)[0].id, accept=True, based_on=1)

    undone = uploads.undo_last_import(town.officer, town.round_id, receipt.import_id or 0)

    assert (undone.withdrawn, stored(town)) == (0, {OTHER: Answered(4)})


def test_a_department_undoes_its_own_last_import_and_nobody_elses(town: Town) -> None:
    own = take(town, town.social, filled_part(town, town.social, {MINE: 3}))
    others = take(town, town.youth, filled_part(town, town.youth, {OTHER: 2}))

    seen = uploads.last_import(town.social, town.round_id)
    assert seen is not None and (seen.id, seen.imported_by_id) == (own.import_id, town.social.account_id)
    with pytest.raises(ChangedMeanwhile, match="import_changed_meanwhile"):
        uploads.undo_last_import(town.social, town.round_id, others.import_id or 0)
    uploads.undo_last_import(town.social, town.round_id, own.import_id or 0)

    assert stored(town) == {MINE: None, OTHER: Answered(2)}
    assert uploads.last_import(town.social, town.round_id) is None
    with pytest.raises(NotFound, match="nothing_to_undo"):
        uploads.undo_last_import(town.social, town.round_id, others.import_id or 0)


def test_the_officer_undoes_the_last_import_of_anybody(town: Town) -> None:
    receipt = take(town, town.social, filled_part(town, town.social, {MINE: 3}))

    uploads.undo_last_import(town.officer, town.round_id, receipt.import_id or 0)

    assert stored(town) == {MINE: None}


def test_undo_leaves_alone_what_is_no_longer_the_departments(town: Town) -> None:
    second = SOCIAL_IDS[1]
    receipt = take(town, town.social, filled_part(town, town.social, {MINE: 3, second: 3}))
    assignments.assign(town.officer, town.round_id, [FIRST.key], town.departments["Jugendamt"])
    assignments.assign(town.officer, town.round_id, [THIRD.key], town.departments["Sozialamt"])

    undone = uploads.undo_last_import(town.social, town.round_id, receipt.import_id or 0)

    assert undone.kept == tuple(sorted((MINE, second)))
    assert stored(town) == {MINE: Answered(3), second: Answered(3)}


# With an earlier round


def test_answering_by_file_settles_what_was_proposed_of_an_earlier_round(town: Town) -> None:
    other = stored_commune(ags="09999003", name="Dritte Stadt")
    stored_round(other, {"MS-01": Answered(1), "MS-02": Answered(1)}, name="2025", submitted=True)
    officer, round_ = stored_person(Role.OFFICER, other), stored_round(other, name="2026")
    proposals.carry_forward(officer, round_.id)
    there = replace(town, round_id=round_.id)
    assert [proposal.answer.question_id for proposal in waiting(there)] == ["MS-01", "MS-02"]

    take(there, officer, table({"MS-01": 3}))

    assert [proposal.answer.question_id for proposal in waiting(there)] == ["MS-02"]
