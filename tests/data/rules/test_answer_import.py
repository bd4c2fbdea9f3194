"""What an uploaded sheet would change: the rule book of the three-way comparison."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

import pytest
from answer_files import AT, CATALOGUE
from hypothesis import given
from hypothesis import strategies as st

from data.model.answer_import import (
    ALL_NOTES,
    CellPosition,
    ChangeKind,
    ImportChange,
    ImportPreview,
    Note,
    ProblemKind,
    SheetRow,
    UploadedSheet,
    Uploader,
)
from data.model.catalogue import ActionField, Catalogue, Criterion, Question
from data.model.self_check import Answer, Answered, NotApplicable, NotKnown, Part, Reply, StoredAnswer
from data.rules.answer_import import compare, for_round, translated

HERE = CellPosition("Antworten", 2, "E")
BASE = Answer("MS-01", Answered(1), "alt")
OTHER = Answer("MS-01", Answered(2), "von Kim")
FILE = Answer("MS-01", Answered(3), "aus der Datei")
EMPTY = Answer("MS-01")
KIM, LEE = 7, 8  # accounts
OFFICER = Uploader(LEE)
KIM_AGAIN = Uploader(KIM)
LIMITED = Uploader(LEE, frozenset({"MS-01", "MS-02"}))


def an_upload(*rows: SheetRow, **changes: Any) -> UploadedSheet:
    values: dict[str, Any] = {
        "file_name": "a.xlsx",
        "catalogue_version": "2021-07",
        "commune_ags": None,
        "self_check_id": 12,
        "rows": rows,
    }
    return UploadedSheet(**{**values, **changes})


def a_row(answer: Answer, based_on: int | None = None, notes: Iterable[Note] = ALL_NOTES) -> SheetRow:
    return SheetRow(answer, HERE, based_on, frozenset(notes))


def held(answer: Answer | None, revision: int = 7) -> dict[str, StoredAnswer]:
    return {} if answer is None else {answer.question_id: StoredAnswer(answer, revision, "Kim", AT, KIM)}


def the_change(
    row: SheetRow, stored: Answer | None, base: Answer | None = None, uploader: Uploader = OFFICER
) -> ImportChange:
    known = {} if base is None else {base.question_id: base}
    (change,) = compare(CATALOGUE, held(stored), an_upload(row), known, uploader).changes
    return change


THREE_WAYS: list[tuple[str, Answer, Answer | None, Answer | None, ChangeKind]] = [
    # name, file, stored, base (None: not told), what follows
    ("nothing anywhere", EMPTY, None, EMPTY, ChangeKind.OPEN),
    ("nothing in the file, nothing stored, base not told", EMPTY, None, None, ChangeKind.OPEN),
    ("first answer", FILE, None, EMPTY, ChangeKind.NEW),
    ("first answer, base not told", FILE, None, None, ChangeKind.NEW),
    ("stored, but open again", FILE, EMPTY, EMPTY, ChangeKind.NEW),
    ("file says the same", FILE, FILE, None, ChangeKind.UNCHANGED),
    ("both changed to the same", FILE, FILE, BASE, ChangeKind.UNCHANGED),
    ("only the file changed", FILE, BASE, BASE, ChangeKind.CHANGED),
    ("file differs from a colleague, base not told", FILE, OTHER, None, ChangeKind.CONFLICT),
    ("file adds to a colleague, base not told", Answer("MS-01", None, "", "neu"), OTHER, None, ChangeKind.CHANGED),
    ("only a colleague changed", BASE, OTHER, BASE, ChangeKind.UNCHANGED),
    ("a colleague answered what was open", EMPTY, OTHER, EMPTY, ChangeKind.UNCHANGED),
    ("both changed", FILE, OTHER, BASE, ChangeKind.CONFLICT),
    ("both answered what was open", FILE, OTHER, EMPTY, ChangeKind.CONFLICT),
    ("a colleague opened it again", FILE, EMPTY, BASE, ChangeKind.CONFLICT),
    ("emptied in the file, changed by a colleague", EMPTY, OTHER, BASE, ChangeKind.CONFLICT),
    ("emptied in the file", EMPTY, BASE, BASE, ChangeKind.CLEARED),
    ("empty in the file, base not told", EMPTY, OTHER, None, ChangeKind.CLEARED),
]


@pytest.mark.parametrize(
    ("file", "stored", "base", "kind"), [case[1:] for case in THREE_WAYS], ids=[case[0] for case in THREE_WAYS]
)
def test_three_states_decide_what_follows(
    file: Answer, stored: Answer | None, base: Answer | None, kind: ChangeKind
) -> None:
    assert the_change(a_row(file, 6), stored, base).kind is kind


def test_a_row_based_on_nothing_has_an_empty_base() -> None:
    own = Uploader(KIM)
    assert the_change(a_row(FILE, based_on=0), OTHER, uploader=own).kind is ChangeKind.CONFLICT
    assert the_change(a_row(FILE, based_on=None), OTHER, uploader=own).kind is ChangeKind.CHANGED


def test_a_change_carries_both_sides_the_place_and_the_revision_it_is_based_on() -> None:
    change = the_change(a_row(FILE, 6), OTHER, BASE)

    assert (change.stored, change.proposed) == (held(OTHER)["MS-01"], FILE)
    assert (change.stored_revision, change.position) == (7, HERE)


def test_an_unchanged_row_never_proposes_an_older_answer() -> None:
    assert the_change(a_row(BASE, 6), OTHER, BASE).proposed == OTHER


def test_a_changed_remark_is_a_change() -> None:
    change = the_change(a_row(replace(BASE, remark="neu"), 6), BASE, BASE)

    assert (change.kind, change.proposed) == (ChangeKind.CHANGED, Answer("MS-01", Answered(1), "neu"))


def test_a_remark_without_a_reply_is_a_new_answer_without_a_reply() -> None:
    change = the_change(a_row(Answer("MS-01", None, "noch klären")), None)

    assert (change.kind, change.proposed.reply) == (ChangeKind.NEW, None)


def test_notes_without_a_column_stay_untouched() -> None:
    stored = Answer("MS-01", Answered(1), "bleibt", "bleibt auch", "Hauptamt")
    row = a_row(Answer("MS-01", Answered(3), responsible_unit="Jugendamt"), notes=[Note.RESPONSIBLE_UNIT])

    change = the_change(row, stored, uploader=KIM_AGAIN)

    assert change.kind is ChangeKind.CHANGED
    assert change.proposed == Answer("MS-01", Answered(3), "bleibt", "bleibt auch", "Jugendamt")


def test_a_colleagues_note_that_the_file_has_no_column_for_is_no_conflict() -> None:
    base, stored = Answer("MS-01", Answered(1)), Answer("MS-01", Answered(1), "von Kim")

    change = the_change(a_row(Answer("MS-01", Answered(3)), 6, notes=[]), stored, base)

    assert (change.kind, change.proposed) == (ChangeKind.CHANGED, Answer("MS-01", Answered(3), "von Kim"))


def test_empty_cells_beside_a_filled_one_delete_nothing_when_the_base_is_not_told() -> None:
    stored = Answer("MS-01", Answered(1), "bleibt")

    for uploader in (OFFICER, KIM_AGAIN, LIMITED):
        level = the_change(a_row(Answer("MS-01", Answered(3))), stored, uploader=uploader)
        remark = the_change(a_row(Answer("MS-01", None, "neu")), stored, uploader=uploader)
        assert level.proposed == Answer("MS-01", Answered(3), "bleibt")
        assert remark.proposed == Answer("MS-01", Answered(1), "neu")


def test_a_reply_that_was_emptied_is_asked_about_even_if_the_remark_changed() -> None:
    change = the_change(a_row(Answer("MS-01", None, "neu"), 6), BASE, BASE)

    assert (change.kind, change.proposed) == (ChangeKind.CLEARED, Answer("MS-01", None, "neu"))


def test_a_remark_that_was_emptied_is_asked_about() -> None:
    assert the_change(a_row(replace(BASE, remark=""), 6), BASE, BASE).kind is ChangeKind.CLEARED


@pytest.mark.parametrize(
    ("file", "proposed"),
    [
        (Answer("MS-01", Answered(4)), Answer("MS-01", Answered(4), "wichtig")),
        (Answer("MS-01", Answered(1), "", "Beschluss 12"), Answer("MS-01", Answered(1), "wichtig", "Beschluss 12")),
    ],
    ids=["another level", "a new evidence"],
)
def test_a_remark_that_was_emptied_beside_other_changes_stays_unless_the_person_says_so(
    file: Answer, proposed: Answer
) -> None:
    stored = Answer("MS-01", Answered(1), "wichtig")

    change = the_change(a_row(file, 6), stored, stored)

    assert (change.kind, change.proposed) == (ChangeKind.CHANGED, proposed)
    assert (change.emptied, change.without_emptied) == ({Note.REMARK}, file)


def test_an_emptied_remark_that_stayed_is_asked_about_when_the_file_comes_again() -> None:
    stored, file = Answer("MS-01", Answered(1), "wichtig"), Answer("MS-01", Answered(4))

    change = the_change(a_row(file, 6), Answer("MS-01", Answered(4), "wichtig"), stored)

    assert (change.kind, change.proposed) == (ChangeKind.CLEARED, file)


def test_a_cell_that_was_empty_already_when_the_file_was_made_says_nothing_about_a_colleagues_note() -> None:
    base, stored = Answer("MS-01", Answered(1)), Answer("MS-01", Answered(1), "von Kim")

    change = the_change(a_row(Answer("MS-01", Answered(3)), 6), stored, base)

    assert (change.kind, change.proposed) == (ChangeKind.CHANGED, Answer("MS-01", Answered(3), "von Kim"))
    assert change.emptied == frozenset()


def test_it_is_no_conflict_when_a_colleague_changed_to_what_the_file_says() -> None:
    stored = replace(BASE, reply=Answered(3))

    change = the_change(a_row(Answer("MS-01", Answered(3), "aus der Datei"), 6), stored, BASE)

    assert (change.kind, change.proposed) == (ChangeKind.CHANGED, FILE)


def test_what_a_file_cannot_carry_is_no_difference() -> None:
    stored = Answer("MS-01", Answered(1), " a\r\nb\t\x07 ")

    assert the_change(a_row(Answer("MS-01", Answered(1), "a\nb")), stored).kind is ChangeKind.UNCHANGED


def test_questions_without_a_row_are_listed_and_stay() -> None:
    preview = compare(CATALOGUE, held(OTHER), an_upload(a_row(replace(FILE, question_id="MS-02"))), {})

    assert [change.question_id for change in preview.changes] == ["MS-02"]
    assert len(preview.not_in_file) == 107
    assert preview.not_in_file[0] == "MS-01"


def test_changes_come_in_catalogue_order() -> None:
    rows = [a_row(replace(FILE, question_id=key)) for key in ("KK-01", "FZ-02", "MS-03", "MS-01")]

    preview = compare(CATALOGUE, {}, an_upload(*rows), {})

    assert [change.question_id for change in preview.changes] == ["MS-01", "MS-03", "FZ-02", "KK-01"]


def test_not_applicable_without_a_reason_is_noted_but_not_held_back() -> None:
    preview = compare(CATALOGUE, {}, an_upload(a_row(Answer("MS-01", NotApplicable()))), {})

    (problem,) = preview.problems
    assert (problem.kind, problem.blocking) == (ProblemKind.NOT_APPLICABLE_WITHOUT_REASON, False)
    assert len(preview.changes) == 1


def test_a_reason_that_is_stored_already_counts() -> None:
    row = a_row(Answer("MS-01", NotApplicable()), notes=[])

    assert compare(CATALOGUE, held(Answer("MS-01", None, "Kreisaufgabe")), an_upload(row), {}).problems == ()


def test_not_applicable_where_the_question_does_not_allow_it_is_held_back() -> None:
    question = Question("Q-01", "Frage", "", "", may_not_apply=False, not_applicable_hint="")
    field = ActionField("f", 1, "Feld", "Feld", (Criterion("c", "Kriterium", (question,)),))
    used = Catalogue("x", "x", CATALOGUE.scale, CATALOGUE.bands, (field,))

    preview = compare(used, {}, an_upload(a_row(Answer("Q-01", NotApplicable(), "weil"))), {})

    assert preview.changes == ()
    assert [(p.kind, p.blocking) for p in preview.problems] == [(ProblemKind.NOT_APPLICABLE_NOT_ALLOWED, True)]


def test_a_question_of_another_version_is_held_back() -> None:
    preview = compare(CATALOGUE, {}, an_upload(a_row(Answer("XX-01", Answered(1)))), {})

    (problem,) = preview.problems
    assert (problem.kind, problem.found, problem.expected) == (
        ProblemKind.QUESTION_OF_OTHER_VERSION,
        "XX-01",
        "2021-07",
    )


def test_a_file_of_another_version_is_translated_by_ids() -> None:
    rows = (a_row(Answer("MS-01", Answered(1))), a_row(Answer("MS-02", Answered(2))))

    moved = translated(an_upload(*rows, catalogue_version="2021-03"), "2021-07", {"MS-01": "MS-09"})

    assert moved.catalogue_version == "2021-07"
    assert [row.answer for row in moved.rows] == [Answer("MS-09", Answered(1))]
    assert [(p.kind, p.question_id) for p in moved.problems] == [(ProblemKind.QUESTION_OF_OTHER_VERSION, "MS-02")]


def test_a_file_of_another_round_is_noted_and_its_revisions_do_not_count() -> None:
    moved = for_round(an_upload(a_row(FILE, 6), self_check_id=11), 12)

    assert [row.based_on for row in moved.rows] == [None]
    assert [(p.kind, p.found, p.expected, p.blocking) for p in moved.problems] == [
        (ProblemKind.FILE_OF_OTHER_ROUND, "", "", False)
    ]


def test_revisions_of_a_file_that_does_not_tell_its_round_do_not_count() -> None:
    moved = for_round(an_upload(a_row(FILE, 6), self_check_id=None), 12)

    assert ([row.based_on for row in moved.rows], moved.problems) == ([None], ())


def test_a_file_of_this_round_is_left_as_it_is() -> None:
    uploaded = an_upload(a_row(FILE, 6))

    assert for_round(uploaded, 12) is uploaded


def test_each_part_of_an_answer_is_compared_for_itself() -> None:
    stored = replace(BASE, remark="von Kim")

    change = the_change(a_row(replace(BASE, reply=Answered(3)), 6), stored, BASE)

    # The file changed the level and Kim the remark: both hold, as two people who edit one question on the screen.
    assert (change.kind, change.proposed) == (ChangeKind.CHANGED, Answer("MS-01", Answered(3), "von Kim"))
    assert change.parts == {Part.REPLY}


def test_a_conflict_names_only_the_parts_that_the_file_changed() -> None:
    base = Answer("MS-01", Answered(1), "alt", "Beschluss 12")
    stored = Answer("MS-01", Answered(2), "alt", "Beschluss 13")

    change = the_change(a_row(replace(base, reply=Answered(3)), 6), stored, base)

    assert (change.kind, change.parts, change.based_on) == (ChangeKind.CONFLICT, {Part.REPLY}, 6)
    assert change.proposed == Answer("MS-01", Answered(3), "alt", "Beschluss 13")


WITHOUT_A_BASE: list[tuple[str, Answer, Uploader, ChangeKind]] = [
    # name, file, who uploads, what follows over Kim's answer
    ("another level", FILE, OFFICER, ChangeKind.CONFLICT),
    ("another level, by the operator", FILE, Uploader(), ChangeKind.CONFLICT),
    ("another level, by Kim", FILE, KIM_AGAIN, ChangeKind.CHANGED),
    ("another level, by somebody limited", FILE, LIMITED, ChangeKind.CONFLICT),
    ("another level, by Kim with a reach", FILE, Uploader(KIM, frozenset({"MS-01"})), ChangeKind.CHANGED),
    ("only what Kim left open", Answer("MS-01", None, "", "Beschluss 12"), OFFICER, ChangeKind.CHANGED),
    ("the same", OTHER, OFFICER, ChangeKind.UNCHANGED),
    ("nothing", EMPTY, OFFICER, ChangeKind.CLEARED),
    ("nothing, by Kim", EMPTY, KIM_AGAIN, ChangeKind.CLEARED),
    ("nothing, by somebody limited", EMPTY, LIMITED, ChangeKind.UNCHANGED),
]


@pytest.mark.parametrize(
    ("file", "uploader", "kind"), [case[1:] for case in WITHOUT_A_BASE], ids=[case[0] for case in WITHOUT_A_BASE]
)
def test_where_the_base_is_not_told_it_counts_whose_answer_is_stored(
    file: Answer, uploader: Uploader, kind: ChangeKind
) -> None:
    assert the_change(a_row(file), OTHER, uploader=uploader).kind is kind


def test_an_answer_of_the_operator_is_the_operators_own() -> None:
    stored = {"MS-01": StoredAnswer(OTHER, 7, "", AT)}

    for uploader, kind in ((Uploader(), ChangeKind.CHANGED), (OFFICER, ChangeKind.CONFLICT)):
        (change,) = compare(CATALOGUE, stored, an_upload(a_row(FILE)), {}, uploader).changes
        assert change.kind is kind


@pytest.mark.parametrize(
    ("uploader", "may_take"),
    [(OFFICER, True), (KIM_AGAIN, True), (LIMITED, False), (Uploader(KIM, LIMITED.reach), True)],
    ids=["who answers everything", "who answered", "somebody limited", "somebody limited who answered"],
)
def test_somebody_limited_decides_no_conflict_over_anothers_answer(uploader: Uploader, may_take: bool) -> None:
    change = the_change(a_row(FILE, 6), OTHER, BASE, uploader)

    assert (change.kind, change.may_take) == (ChangeKind.CONFLICT, may_take)


def test_rows_of_questions_that_are_not_ones_own_are_problems_of_their_own_row_only() -> None:
    rows = [a_row(replace(FILE, question_id=key)) for key in ("MS-01", "MS-03", "IA-01")]

    preview = compare(CATALOGUE, {}, an_upload(*rows), {}, LIMITED)

    assert [change.question_id for change in preview.changes] == ["MS-01"]
    assert [(p.kind, p.question_id, p.position, p.blocking) for p in preview.problems] == [
        (ProblemKind.QUESTION_NOT_ASSIGNED, "MS-03", HERE, True),
        (ProblemKind.QUESTION_NOT_ASSIGNED, "IA-01", HERE, True),
    ]


def test_empty_rows_of_questions_that_are_not_ones_own_are_not_worth_a_word() -> None:
    assert compare(CATALOGUE, {}, an_upload(a_row(Answer("MS-03"))), {}, LIMITED).problems == ()


@pytest.mark.parametrize("level", range(5))
def test_a_problem_with_anothers_question_does_not_tell_what_is_stored_there(level: int) -> None:
    row = a_row(Answer("MS-03", Answered(level)))
    stored = held(Answer("MS-03", Answered(2)))

    assert compare(CATALOGUE, stored, an_upload(row), {}, LIMITED) == compare(
        CATALOGUE, {}, an_upload(row), {}, LIMITED
    )


def test_only_questions_of_ones_own_can_be_missing_in_a_file() -> None:
    assert compare(CATALOGUE, {}, an_upload(a_row(FILE)), {}, LIMITED).not_in_file == ("MS-02",)


def test_a_file_that_is_a_part_misses_nothing() -> None:
    assert compare(CATALOGUE, {}, an_upload(a_row(FILE), is_part=True), {}, OFFICER).not_in_file == ()


IDS = list(CATALOGUE.places)[:3]
REPLIES: st.SearchStrategy[Reply | None] = st.one_of(
    st.none(), st.builds(Answered, st.integers(0, 4)), st.just(NotKnown()), st.just(NotApplicable())
)
PARTS = st.tuples(REPLIES, *[st.sampled_from(["", "a", "b"])] * 3)
SHEETS = st.dictionaries(st.sampled_from(IDS), PARTS).map(
    lambda found: {key: Answer(key, *parts) for key, parts in found.items()}
)
NOTES = st.frozensets(st.sampled_from(Note))
UPLOADERS = st.builds(
    Uploader, st.sampled_from([None, KIM, LEE]), st.one_of(st.none(), st.frozensets(st.sampled_from(IDS)))
)


@st.composite
def uploads(draw: st.DrawFn) -> UploadedSheet:
    rows = []
    for answer in draw(SHEETS).values():
        notes = draw(NOTES)
        told = replace(answer, **{note.value: "" for note in ALL_NOTES - notes})
        rows.append(a_row(told, draw(st.sampled_from([None, 0, 5])), notes))
    return an_upload(*rows)


def taken_over(
    stored: Mapping[str, StoredAnswer], preview: ImportPreview, *, clear_empty: bool
) -> dict[str, StoredAnswer]:
    """The sheet after everything that changes something was taken over, with or without what the file has emptied."""
    changed = {
        change.question_id: StoredAnswer(
            change.without_emptied if clear_empty else change.proposed, change.stored_revision + 1, "Lee", AT, LEE
        )
        for change in preview.changes
        if change.kind not in (ChangeKind.UNCHANGED, ChangeKind.OPEN)
        and (clear_empty or change.kind is not ChangeKind.CLEARED)
    }
    return {**stored, **changed}


@pytest.mark.parametrize(
    ("clear_empty", "left"),
    [
        (True, {ChangeKind.UNCHANGED, ChangeKind.OPEN}),
        (False, {ChangeKind.UNCHANGED, ChangeKind.OPEN, ChangeKind.CLEARED}),
    ],
    ids=["with what is empty", "but for what is empty, which is asked about again"],
)
@given(stored=SHEETS, uploaded=uploads(), base=SHEETS)
def test_the_same_file_a_second_time_changes_nothing(
    clear_empty: bool,
    left: set[ChangeKind],
    stored: dict[str, Answer],
    uploaded: UploadedSheet,
    base: dict[str, Answer],
) -> None:
    sheet = {key: StoredAnswer(answer, 7, "Kim", AT, KIM) for key, answer in stored.items()}

    after = taken_over(sheet, compare(CATALOGUE, sheet, uploaded, base, OFFICER), clear_empty=clear_empty)
    again = compare(CATALOGUE, after, uploaded, base, OFFICER)

    assert {change.kind for change in again.changes} <= left


@given(stored=SHEETS, uploaded=uploads(), base=SHEETS)
def test_no_side_of_a_decision_is_ever_lost(
    stored: dict[str, Answer], uploaded: UploadedSheet, base: dict[str, Answer]
) -> None:
    sheet = {key: StoredAnswer(answer, 7, "Kim", AT) for key, answer in stored.items()}
    rows = {row.answer.question_id: row for row in uploaded.rows}

    for change in compare(CATALOGUE, sheet, uploaded, base).changes:
        assert change.stored == sheet.get(change.question_id)
        row = rows[change.question_id]
        if change.kind in (ChangeKind.NEW, ChangeKind.CHANGED, ChangeKind.CONFLICT):
            # Everything that the file says with a filled cell is in the proposal, unless it only repeats its base.
            known = Answer(change.question_id) if row.based_on == 0 else base.get(change.question_id)
            for part in ("reply", *row.notes):
                said = getattr(row.answer, part)
                repeated = known is not None and said == getattr(known, part)
                assert said in (None, "") or repeated or getattr(change.proposed, part) == said


@given(stored=SHEETS, uploaded=uploads(), base=SHEETS, uploader=UPLOADERS)
def test_what_is_taken_over_unasked_never_takes_anything_away(
    stored: dict[str, Answer], uploaded: UploadedSheet, base: dict[str, Answer], uploader: Uploader
) -> None:
    sheet = {key: StoredAnswer(answer, 7, "Kim", AT, KIM) for key, answer in stored.items()}

    for change in compare(CATALOGUE, sheet, uploaded, base, uploader).changes:
        if change.kind in (ChangeKind.NEW, ChangeKind.CHANGED) and change.stored is not None:
            for part in ("reply", *Note):
                assert not getattr(change.stored.answer, part) or getattr(change.proposed, part)


@given(stored=SHEETS, uploaded=uploads(), base=SHEETS, uploader=UPLOADERS)
def test_nobody_touches_a_question_out_of_reach_or_overwrites_somebody_else_unasked(
    stored: dict[str, Answer], uploaded: UploadedSheet, base: dict[str, Answer], uploader: Uploader
) -> None:
    sheet = {key: StoredAnswer(answer, 7, "Kim", AT, KIM) for key, answer in stored.items()}
    rows = {row.answer.question_id: row for row in uploaded.rows}

    for change in compare(CATALOGUE, sheet, uploaded, base, uploader).changes:
        key = change.question_id
        assert uploader.reaches(key)
        if change.kind in (ChangeKind.NEW, ChangeKind.CHANGED) and change.stored and uploader.account_id != KIM:
            known = Answer(key) if rows[key].based_on == 0 else base.get(key)
            for part in Part:
                before, after = getattr(change.stored.answer, part), getattr(change.proposed, part)
                # What Kim said changes only where the file was made from just that.
                assert after == before or not before or (known is not None and getattr(known, part) == before)
