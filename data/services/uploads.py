"""The answer workbook: download it, read a filled one, see what it would change, take it over, undo that."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import UTC, datetime

from data.errors import ChangedMeanwhile, NotAllowed, NotFound, Refused, UnreadableFile
from data.exchange import answer_file, answer_workbook
from data.exchange.answer_words import HEADINGS
from data.model.answer_import import (
    OPERATOR,
    AnswerImport,
    ChangeKind,
    FileFormat,
    ImportPreview,
    ImportReceipt,
    UploadedSheet,
    Uploader,
)
from data.model.audit import AuditEvent
from data.model.catalogue import Catalogue
from data.model.part_files import PartOfCheck
from data.model.people import Permission, Person
from data.model.questionnaire import Assignee
from data.model.self_check import Perspective, SelfCheck
from data.rules import answer_import
from data.rules.access import require
from data.rules.assignments import is_limited
from data.services import part_files, taking_over
from data.services.catalogues import catalogue, mapping, shipped_versions, versions
from data.services.questionnaire import questions_in_reach
from data.services.self_checks import own_commune, own_round, require_draft
from data.storage.database import UnitOfWork, reading, writing

PERSPECTIVE = Perspective.ADMINISTRATION
STORING = (ChangeKind.NEW, ChangeKind.CHANGED, ChangeKind.CONFLICT, ChangeKind.CLEARED)


def template(
    acting: Person, self_check_id: int, file_format: FileFormat, language: str = "de", assignee: Assignee | None = None
) -> bytes:
    """The answer workbook of a round with the answers stored so far: all that this person answers, or a part of it.

    `assignee`: the part of a department or a person of the own commune, for who assigns; NotFound for another one's.
    Raises Refused for a part without a question.
    """
    require(acting, Permission.UPLOAD_ANSWERS)
    with writing() as work:
        self_check = own_round(work, acting, self_check_id)
        part = part_files.part_for_in(work, acting, self_check, assignee)
        (contents,) = part_files.workbooks_in(work, self_check, own_commune(acting), [part], language)
        _record_download(work, acting, self_check, f"format={file_format.value}{_told(part)}")
    return answer_workbook.write(contents, file_format)


def all_parts(acting: Person, self_check_id: int, file_format: FileFormat, language: str = "de") -> bytes:
    """A zip file with one workbook for every department and person that something is assigned to.

    Raises Refused if nothing is assigned to anybody.
    """
    require(acting, Permission.ASSIGN)
    with writing() as work:
        self_check = own_round(work, acting, self_check_id)
        found = part_files.parts_in(work, self_check)
        contents = part_files.workbooks_in(work, self_check, own_commune(acting), found, language)
        _record_download(work, acting, self_check, f"format={file_format.value} parts={len(found)}")
    return answer_workbook.write_all(contents, file_format)


def empty_template(catalogue_version: str, file_format: FileFormat, language: str = "de") -> bytes:
    """The answer workbook of a catalogue version without a commune, a round and answers. Raises NotFound."""
    used = catalogue(catalogue_version, language)
    contents = answer_workbook.AnswerWorkbook(used, {}, datetime.now(UTC).date(), language=language)
    return answer_workbook.write(contents, file_format)


def read_file(acting: Person, self_check_id: int, data: bytes, file_name: str) -> UploadedSheet:
    """What a file says; nothing is stored.

    Raises UnreadableFile for what is no answer sheet or belongs to another commune, Refused if the round is locked.
    """
    require(acting, Permission.UPLOAD_ANSWERS)
    with reading() as work:
        self_check = own_round(work, acting, self_check_id)
        require_draft(self_check)
    uploaded = read_answers(data, file_name, self_check.catalogue_version)
    _require_file_of_own_commune(acting, uploaded)
    return uploaded


def read_answers(data: bytes, file_name: str, expected_version: str = "") -> UploadedSheet:
    """What an answer file says, for whichever commune. Raises UnreadableFile.

    A file that does not tell its catalogue version is taken to be of the expected one, or else of the newest shipped
    one, if its questions fit that as well as any other.
    """
    known = [catalogue(version, language) for language in HEADINGS for version in reversed(versions())]
    return answer_file.read(data, file_name, known, expected_version or shipped_versions()[-1])


def preview_without_round(uploaded: UploadedSheet) -> tuple[Catalogue, ImportPreview]:
    """What a file would bring to an empty sheet of its own catalogue version, for scoring it without storing it."""
    used = catalogue(uploaded.catalogue_version)
    return used, answer_import.compare(used, {}, uploaded, {})


def preview(acting: Person, self_check_id: int, uploaded: UploadedSheet) -> ImportPreview:
    """What taking over the file would do to the round as it is stored now, as far as it is this person's to answer."""
    require(acting, Permission.UPLOAD_ANSWERS)
    _require_file_of_own_commune(acting, uploaded)
    with reading() as work:
        self_check = own_round(work, acting, self_check_id)
        return preview_in(work, self_check, uploaded, _uploader(work, acting, self_check))


def preview_in(
    work: UnitOfWork, self_check: SelfCheck, uploaded: UploadedSheet, uploader: Uploader = OPERATOR
) -> ImportPreview:
    """What `preview` gives, inside a transaction that is already open."""
    version = self_check.catalogue_version
    fitting = answer_import.translated(uploaded, version, _same_questions(uploaded.catalogue_version, version))
    fitting = answer_import.for_round(fitting, self_check.id)
    revisions = [(row.answer.question_id, row.based_on) for row in fitting.rows if row.based_on]
    base = work.answers.states_at(self_check.id, PERSPECTIVE, revisions)
    stored = work.answers.sheet(self_check.id, PERSPECTIVE)
    return answer_import.compare(catalogue(version), stored, fitting, base, uploader)


def take_over(
    acting: Person,
    self_check_id: int,
    uploaded: UploadedSheet,
    chosen: Collection[str],
    expected: Mapping[str, int],
    *,
    clear_empty: bool = False,
    proposed: Collection[str] = (),
) -> ImportReceipt:
    """Store the answers of the file to the chosen questions, all or none.

    What the file says to the `proposed` questions, as far as they are in conflict, is kept beside the stored answers
    for somebody to settle. With `clear_empty`, notes that the file has emptied go too; else they stay. `expected` are
    the stored revisions that the person saw in the preview. Raises ChangedMeanwhile if one of these answers has another
    revision by now, Refused if the file has no answer to one of them, NotAllowed for a question that is not this
    person's to answer or a conflict that is not this person's to decide.
    """
    require(acting, Permission.UPLOAD_ANSWERS)
    _require_file_of_own_commune(acting, uploaded)
    with writing() as work:
        self_check = own_round(work, acting, self_check_id)
        return take_over_in(
            work,
            self_check,
            uploaded,
            chosen,
            expected,
            uploader=_uploader(work, acting, self_check),
            clear_empty=clear_empty,
            proposed=proposed,
        )


def take_over_in(
    work: UnitOfWork,
    self_check: SelfCheck,
    uploaded: UploadedSheet,
    chosen: Collection[str],
    expected: Mapping[str, int],
    *,
    uploader: Uploader = OPERATOR,
    clear_empty: bool = False,
    proposed: Collection[str] = (),
) -> ImportReceipt:
    """What `take_over` does, inside a transaction that is already open."""
    require_draft(self_check)
    offer = preview_in(work, self_check, uploaded, uploader)
    beside = frozenset(proposed)
    wanted = frozenset(chosen) - beside
    _require_as_seen(offer, wanted | beside, expected, uploader)
    changes = [change for change in offer.changes if change.question_id in wanted and change.kind in STORING]
    for change in changes:
        if change.kind is ChangeKind.CONFLICT and not change.may_take:
            raise NotAllowed("answer_of_colleague", question_id=change.question_id)
    contested = [change for change in offer.of_kind(ChangeKind.CONFLICT) if change.question_id in beside]
    return taking_over.store_import_in(
        work, self_check, uploaded, changes, contested, by=uploader.account_id, clear_empty=clear_empty
    )


def last_import(acting: Person, self_check_id: int) -> AnswerImport | None:
    """The newest import of a round that was not undone; for who answers only what is assigned, the newest own one."""
    require(acting, Permission.UPLOAD_ANSWERS)
    with reading() as work:
        return _last_import(work, acting, own_round(work, acting, self_check_id))


def undo_last_import(acting: Person, self_check_id: int, import_id: int) -> ImportReceipt:
    """Bring back the answers as they were before the last import, as new revisions, and withdraw what it proposed.

    Answers that somebody changed since the import stay and are named. Raises NotFound if there is nothing to undo,
    ChangedMeanwhile if `import_id`, which the person saw, is not the last import, Refused if the round is locked.
    """
    require(acting, Permission.UPLOAD_ANSWERS)
    with writing() as work:
        self_check = own_round(work, acting, self_check_id)
        require_draft(self_check)
        last = _last_import(work, acting, self_check)
        if last is None:
            raise NotFound("nothing_to_undo")
        if last.id != import_id:
            raise ChangedMeanwhile("import_changed_meanwhile")
        return taking_over.undo_import_in(work, self_check, last, _uploader(work, acting, self_check))


def _last_import(work: UnitOfWork, acting: Person, self_check: SelfCheck) -> AnswerImport | None:
    by = acting.account_id if is_limited(acting) else None
    last = work.answers.last_import(self_check.id, PERSPECTIVE, by)
    return None if last is None else replace(last, waiting=len(work.proposals.of_import(last.id)))


def _uploader(work: UnitOfWork, acting: Person, self_check: SelfCheck) -> Uploader:
    reach = questions_in_reach(work, acting, self_check) if is_limited(acting) else None
    return Uploader(acting.account_id, reach)


def _require_as_seen(
    offer: ImportPreview, wanted: Collection[str], expected: Mapping[str, int], uploader: Uploader
) -> None:
    offered = {change.question_id: change for change in offer.changes}
    for question_id in wanted:
        if not uploader.reaches(question_id):
            raise NotAllowed("not_assigned")
        if question_id not in offered:
            raise Refused("question_not_in_file", question_id=question_id)
        if offered[question_id].stored_revision != expected.get(question_id):
            raise ChangedMeanwhile("answer_changed_meanwhile", question_id=question_id)


def _require_file_of_own_commune(acting: Person, uploaded: UploadedSheet) -> None:
    own = own_commune(acting).ags
    if uploaded.commune_ags not in (None, own):
        raise UnreadableFile("file_of_other_commune", found=uploaded.commune_ags, expected=own)


def _same_questions(from_version: str, to_version: str) -> Mapping[str, str]:
    """The ids of one version that mean the same in another, whichever of the two is the older."""
    try:
        return mapping(from_version, to_version).comparable
    except NotFound:
        return {}


def _told(part: PartOfCheck | None) -> str:
    """A part as the audit log tells it: by numbers, never by a name."""
    if part is None:
        return ""
    assignee = part.assignee
    whose = "" if assignee is None else f" department={assignee.department_id} account={assignee.account_id}"
    return f" questions={part.questions}{whose}"


def _record_download(work: UnitOfWork, acting: Person, self_check: SelfCheck, details: str) -> None:
    work.audit.record(
        AuditEvent.TEMPLATE_DOWNLOADED,
        account_id=acting.account_id,
        commune_id=self_check.commune_id,
        subject=f"self_check:{self_check.id}",
        details=details,
    )
