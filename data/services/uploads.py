"""The answer workbook: download it, read a filled one, see what it would change, take it over, undo that."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import UTC, datetime

from data.errors import ChangedMeanwhile, NotFound, Refused, UnreadableFile
from data.exchange import answer_file, answer_workbook
from data.exchange.answer_words import HEADINGS
from data.model.answer_import import (
    AnswerImport,
    ChangeKind,
    FileFormat,
    ImportChange,
    ImportPreview,
    ImportReceipt,
    UploadedSheet,
)
from data.model.audit import AuditEvent
from data.model.catalogue import Catalogue
from data.model.people import Permission, Person
from data.model.self_check import Answer, Perspective, SelfCheck
from data.rules import answer_import
from data.rules.access import require
from data.services.catalogues import catalogue, mapping, shipped_versions, versions
from data.services.self_checks import own_commune, own_round, require_draft
from data.storage.database import UnitOfWork, reading, writing

PERSPECTIVE = Perspective.ADMINISTRATION
STORING = (ChangeKind.NEW, ChangeKind.CHANGED, ChangeKind.CONFLICT, ChangeKind.CLEARED)


def template(acting: Person, self_check_id: int, file_format: FileFormat, language: str = "de") -> bytes:
    """The answer workbook of a round with the answers stored so far."""
    require(acting, Permission.UPLOAD_ANSWERS)
    commune = own_commune(acting)
    with writing() as work:
        self_check = own_round(work, acting, self_check_id)
        sheet = work.answers.sheet(self_check.id, PERSPECTIVE)
        work.audit.record(
            AuditEvent.TEMPLATE_DOWNLOADED,
            account_id=acting.account_id,
            commune_id=commune.id,
            subject=f"self_check:{self_check.id}",
            details=f"format={file_format.value}",
        )
    contents = answer_workbook.AnswerWorkbook(
        catalogue=catalogue(self_check.catalogue_version, language),
        sheet=sheet,
        written_on=datetime.now(UTC).date(),
        commune_name=commune.name,
        commune_ags=commune.ags,
        self_check_id=self_check.id,
        round_name=self_check.round_name,
        language=language,
    )
    return answer_workbook.write(contents, file_format)


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
    """What taking over the file would do to the round as it is stored now."""
    require(acting, Permission.UPLOAD_ANSWERS)
    _require_file_of_own_commune(acting, uploaded)
    with reading() as work:
        return preview_in(work, own_round(work, acting, self_check_id), uploaded)


def preview_in(work: UnitOfWork, self_check: SelfCheck, uploaded: UploadedSheet) -> ImportPreview:
    """What `preview` gives, inside a transaction that is already open."""
    version = self_check.catalogue_version
    fitting = answer_import.translated(uploaded, version, _same_questions(uploaded.catalogue_version, version))
    fitting = answer_import.for_round(fitting, self_check.id)
    revisions = [(row.answer.question_id, row.based_on) for row in fitting.rows if row.based_on]
    base = work.answers.states_at(self_check.id, PERSPECTIVE, revisions)
    return answer_import.compare(catalogue(version), work.answers.sheet(self_check.id, PERSPECTIVE), fitting, base)


def take_over(
    acting: Person,
    self_check_id: int,
    uploaded: UploadedSheet,
    chosen: Collection[str],
    expected: Mapping[str, int],
    *,
    clear_empty: bool = False,
) -> ImportReceipt:
    """Store the answers of the file to the chosen questions, all or none.

    With `clear_empty`, notes that the file has emptied go too; else they stay. `expected` are the stored revisions that
    the person saw in the preview. Raises ChangedMeanwhile if one of the chosen answers has another revision by now,
    Refused if the file has no answer to a chosen question.
    """
    require(acting, Permission.UPLOAD_ANSWERS)
    _require_file_of_own_commune(acting, uploaded)
    with writing() as work:
        self_check = own_round(work, acting, self_check_id)
        return take_over_in(work, self_check, uploaded, chosen, expected, by=acting.account_id, clear_empty=clear_empty)


def take_over_in(
    work: UnitOfWork,
    self_check: SelfCheck,
    uploaded: UploadedSheet,
    chosen: Collection[str],
    expected: Mapping[str, int],
    *,
    by: int | None,
    clear_empty: bool = False,
) -> ImportReceipt:
    """What `take_over` does, inside a transaction that is already open."""
    require_draft(self_check)
    changes = _chosen_changes(preview_in(work, self_check, uploaded), frozenset(chosen), expected)
    if not changes:
        return ImportReceipt(import_id=None)
    at = datetime.now(UTC)
    import_id = work.answers.begin_import(
        self_check.id,
        PERSPECTIVE,
        file_name=uploaded.file_name,
        sha256=uploaded.sha256,
        answers=len(changes),
        at=at,
        by=by,
    )
    for change in changes:
        work.answers.save(
            self_check.id,
            PERSPECTIVE,
            change.without_emptied if clear_empty else change.proposed,
            based_on=change.stored_revision,
            at=at,
            by=by,
            import_id=import_id,
        )
    work.self_checks.note_change(self_check.id)
    receipt = _receipt(import_id, changes)
    _record(work, AuditEvent.ANSWERS_IMPORTED, self_check, receipt, at=at, by=by)
    return receipt


def _chosen_changes(offer: ImportPreview, chosen: Collection[str], expected: Mapping[str, int]) -> list[ImportChange]:
    offered = {change.question_id: change for change in offer.changes}
    for question_id in chosen:
        if question_id not in offered:
            raise Refused("question_not_in_file", question_id=question_id)
        if offered[question_id].stored_revision != expected.get(question_id):
            raise ChangedMeanwhile("answer_changed_meanwhile", question_id=question_id)
    return [change for key, change in offered.items() if key in chosen and change.kind in STORING]


def last_import(acting: Person, self_check_id: int) -> AnswerImport | None:
    """The newest import of a round that was not undone."""
    require(acting, Permission.UPLOAD_ANSWERS)
    with reading() as work:
        return work.answers.last_import(own_round(work, acting, self_check_id).id, PERSPECTIVE)


def undo_last_import(acting: Person, self_check_id: int, import_id: int) -> ImportReceipt:
    """Bring back the answers as they were before the last import, as new revisions.

    Answers that somebody changed since the import stay and are named. Raises NotFound if there is nothing to undo,
    ChangedMeanwhile if `import_id`, which the person saw, is not the last import, Refused if the round is locked.
    """
    require(acting, Permission.UPLOAD_ANSWERS)
    with writing() as work:
        self_check = own_round(work, acting, self_check_id)
        require_draft(self_check)
        last = work.answers.last_import(self_check.id, PERSPECTIVE)
        if last is None:
            raise NotFound("nothing_to_undo")
        if last.id != import_id:
            raise ChangedMeanwhile("import_changed_meanwhile")
        at = datetime.now(UTC)
        receipt = _undone(work, self_check, last.id, at, acting.account_id)
        work.answers.mark_undone(last.id, at)
        work.self_checks.note_change(self_check.id)
        _record(work, AuditEvent.IMPORT_UNDONE, self_check, receipt, at=at, by=acting.account_id)
    return receipt


def _undone(work: UnitOfWork, self_check: SelfCheck, import_id: int, at: datetime, by: int) -> ImportReceipt:
    made = work.answers.revisions_of_import(import_id)
    stored = work.answers.sheet(self_check.id, PERSPECTIVE)
    imported = work.answers.states_at(self_check.id, PERSPECTIVE, list(made.items()))
    before = work.answers.states_at(
        self_check.id, PERSPECTIVE, [(question_id, revision - 1) for question_id, revision in made.items()]
    )
    changed = cleared = 0
    kept = []
    for question_id in made:
        if stored[question_id].answer != imported[question_id]:
            kept.append(question_id)
            continue
        earlier = before.get(question_id, Answer(question_id))
        work.answers.save(self_check.id, PERSPECTIVE, earlier, based_on=stored[question_id].revision, at=at, by=by)
        changed += not earlier.is_empty
        cleared += earlier.is_empty
    return ImportReceipt(import_id, changed=changed, cleared=cleared, kept=tuple(sorted(kept)))


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


def _receipt(import_id: int, changes: Collection[ImportChange]) -> ImportReceipt:
    """How many answers were new, changed or cleared; a conflict decided for the file counts as what it did."""
    cleared = sum(change.proposed.is_empty or change.kind is ChangeKind.CLEARED for change in changes)
    new = sum(
        not change.proposed.is_empty and (change.stored is None or change.stored.answer.is_empty) for change in changes
    )
    return ImportReceipt(import_id, new=new, changed=len(changes) - new - cleared, cleared=cleared)


def _record(
    work: UnitOfWork, event: AuditEvent, self_check: SelfCheck, receipt: ImportReceipt, *, at: datetime, by: int | None
) -> None:
    counts = f"new={receipt.new} changed={receipt.changed} cleared={receipt.cleared} kept={len(receipt.kept)}"
    work.audit.record(
        event,
        account_id=by,
        commune_id=self_check.commune_id,
        subject=f"self_check:{self_check.id}",
        details=f"import={receipt.import_id} {counts}",
        at=at,
    )
