"""Edits that meet: parts that differ go together, the same part said differently is a conflict."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.model.questionnaire import Proposal, ProposalSource
from data.model.self_check import Answer, Answered, NotApplicable, NotKnown, Part, Reply
from data.rules.answering import accepted, changed_parts, merged, with_parts

REPLIES: st.SearchStrategy[Reply | None] = st.sampled_from(
    [None, *map(Answered, range(5)), NotKnown(), NotApplicable()]
)
NOTES = st.sampled_from(["", "a", "b"])
ANSWERS = st.builds(Answer, st.just("MS-01"), REPLIES, NOTES, NOTES, NOTES)
BASE = Answer("MS-01", Answered(1), "Bemerkung", "Nachweis", "Hauptamt")


def test_the_parts_of_an_answer_are_all_of_its_values() -> None:
    assert {part.value for part in Part} | {"question_id"} == set(Answer.__dataclass_fields__)


@pytest.mark.parametrize(
    ("after", "parts"),
    [
        (BASE, set()),
        (replace(BASE, reply=Answered(2)), {Part.REPLY}),
        (replace(BASE, reply=None, remark=""), {Part.REPLY, Part.REMARK}),
        (replace(BASE, evidence="§ 7", responsible_unit="Amt 50"), {Part.EVIDENCE, Part.RESPONSIBLE_UNIT}),
        (Answer("MS-01"), set(Part)),
    ],
)
def test_changed_are_the_parts_that_differ(after: Answer, parts: set[Part]) -> None:
    assert changed_parts(BASE, after) == changed_parts(after, BASE) == parts


def test_a_reply_and_a_remark_of_two_people_are_both_kept() -> None:
    mine, theirs = replace(BASE, reply=Answered(3)), replace(BASE, remark="Siehe Amt 50")
    assert merged(BASE, mine, theirs) == replace(BASE, reply=Answered(3), remark="Siehe Amt 50")


def test_two_different_replies_are_a_conflict() -> None:
    assert merged(BASE, replace(BASE, reply=Answered(3)), replace(BASE, reply=Answered(2))) is None
    assert merged(BASE, replace(BASE, reply=None), replace(BASE, reply=NotKnown())) is None


def test_two_who_say_the_same_do_not_contradict_each_other() -> None:
    mine = replace(BASE, reply=Answered(3), evidence="§ 7")
    theirs = replace(BASE, reply=Answered(3), remark="neu")
    assert merged(BASE, mine, theirs) == replace(theirs, evidence="§ 7")


def test_one_contested_part_holds_back_the_whole_edit() -> None:
    mine = replace(BASE, reply=Answered(3), remark="meine")
    assert merged(BASE, mine, replace(BASE, remark="ihre")) is None


@given(ANSWERS, ANSWERS, ANSWERS)
def test_whoever_comes_first_the_result_is_the_same(base: Answer, mine: Answer, theirs: Answer) -> None:
    assert merged(base, mine, theirs) == merged(base, theirs, mine)


@given(ANSWERS, ANSWERS, ANSWERS)
def test_two_edits_contradict_exactly_where_both_changed_a_part_to_something_else(
    base: Answer, mine: Answer, theirs: Answer
) -> None:
    both = changed_parts(base, mine) & changed_parts(base, theirs)
    assert (merged(base, mine, theirs) is None) == bool(both & changed_parts(mine, theirs))


@given(ANSWERS, ANSWERS, ANSWERS)
def test_what_anybody_changed_is_in_the_merged_answer_and_nothing_else_changes(
    base: Answer, mine: Answer, theirs: Answer
) -> None:
    together = merged(base, mine, theirs)
    if together is None:
        return
    for part in Part:
        said = {getattr(edit, part) for edit in (mine, theirs) if getattr(edit, part) != getattr(base, part)}
        assert {getattr(together, part)} == (said or {getattr(base, part)})


@given(ANSWERS, ANSWERS)
def test_an_edit_alone_is_stored_as_it_is_and_no_edit_changes_nothing(base: Answer, edit: Answer) -> None:
    assert merged(base, edit, base) == edit
    assert merged(base, base, edit) == edit
    assert merged(base, edit, edit) == edit


@given(ANSWERS, ANSWERS, ANSWERS)
def test_merging_twice_changes_nothing_more(base: Answer, mine: Answer, theirs: Answer) -> None:
    together = merged(base, mine, theirs)
    if together is not None:
        assert merged(base, mine, together) == together


@given(ANSWERS, ANSWERS)
def test_the_changed_parts_of_one_answer_put_onto_the_other_make_it_the_first(one: Answer, other: Answer) -> None:
    assert with_parts(other, one, changed_parts(one, other)) == one
    assert with_parts(other, one, ()) == other


@given(ANSWERS, ANSWERS, st.frozensets(st.sampled_from(Part)))
def test_an_accepted_proposal_changes_its_parts_and_leaves_the_rest(
    stored: Answer, proposed: Answer, parts: frozenset[Part]
) -> None:
    at = datetime(2026, 1, 1, tzinfo=UTC)
    result = accepted(stored, Proposal(1, ProposalSource.EDIT, proposed, parts, 0, "Kim", at))
    for part in Part:
        assert getattr(result, part) == getattr(proposed if part in parts else stored, part)


def test_what_still_holds_takes_no_note_away_that_was_written_since() -> None:
    stored = Answer("MS-01", None, remark="neu")
    earlier = Answer("MS-01", Answered(3), remark="alt", evidence="Beschluss 7")
    parts = frozenset({Part.REPLY, Part.REMARK, Part.EVIDENCE})
    proposal = Proposal(1, ProposalSource.EARLIER_ROUND, earlier, parts, 0, "Kim", datetime(2026, 1, 1, tzinfo=UTC))
    assert accepted(stored, proposal) == Answer("MS-01", Answered(3), remark="neu", evidence="Beschluss 7")
