"""Answers of an earlier round as proposals: what carries, by how the questions relate."""

from __future__ import annotations

import pytest
from factories import replies_to_all
from hypothesis import given
from hypothesis import strategies as st
from small_catalogues import a_small_catalogue

from data.content.catalogues import catalogue, mapping
from data.model.catalogue import CatalogueMapping, QuestionMapping
from data.model.self_check import Answer, Answered, NotApplicable, NotKnown, Part, Reply
from data.rules.carrying_forward import carried_forward

CATALOGUE = a_small_catalogue((3,), version="new")
ADDED_LATER = {"FZ-05", "EB-08", "KK-04"}
REPLIES: st.SearchStrategy[Reply | None] = st.sampled_from(
    [None, Answered(0), Answered(4), NotKnown(), NotApplicable()]
)


def carried(
    entries: list[tuple[str | None, str | None, str]], *earlier: Answer, now: tuple[Answer, ...] = ()
) -> dict[str, tuple[Answer, str]]:
    """What is carried to each question, with the kind of its mapping."""
    between = CatalogueMapping("old", "new", tuple(QuestionMapping(*entry) for entry in entries))
    found = carried_forward(CATALOGUE, between, {a.question_id: a for a in earlier}, {a.question_id: a for a in now})
    return {each.answer.question_id: (each.answer, each.mapping_kind) for each in found}


def told(question_id: str, reply: Reply | None, remark: str = "", evidence: str = "", unit: str = "") -> Answer:
    return Answer(question_id, reply, remark, evidence, unit)


@pytest.mark.parametrize("kind", ["equal", "changed"])
def test_an_answer_goes_to_the_question_that_follows_with_everything_that_was_said(kind: str) -> None:
    old = told("A", Answered(3), "Bemerkung", "§ 7", "Amt 50")
    assert carried([("A", "f1c1q2", kind)], old) == {
        "f1c1q2": (told("f1c1q2", Answered(3), "Bemerkung", "§ 7", "Amt 50"), kind)
    }


def test_a_question_that_was_split_proposes_its_answer_to_each_part() -> None:
    found = carried([("A", "f1c1q1", "split"), ("A", "f1c1q3", "split")], told("A", NotKnown()))
    assert {key: (answer.reply, kind) for key, (answer, kind) in found.items()} == {
        "f1c1q1": (NotKnown(), "split"),
        "f1c1q3": (NotKnown(), "split"),
    }


MERGED: list[tuple[str | None, str | None, str]] = [("A", "f1c1q1", "merged"), ("B", "f1c1q1", "merged")]


def test_questions_that_became_one_propose_their_answer_if_all_were_answered_alike() -> None:
    found = carried(MERGED, told("A", Answered(2), "eins", "§ 7"), told("B", Answered(2), "zwei", "§ 7"))
    # Both remarks, and the same evidence once.
    assert found == {"f1c1q1": (told("f1c1q1", Answered(2), "eins\nzwei", "§ 7"), "merged")}


@pytest.mark.parametrize("other", [Answered(1), NotKnown(), None])
def test_questions_that_became_one_and_were_answered_differently_propose_nothing(other: Reply | None) -> None:
    assert carried(MERGED, told("A", Answered(2)), told("B", other)) == {}
    assert carried(MERGED, told("A", other), told("B", Answered(2))) == {}


def test_questions_that_became_one_of_which_one_was_never_answered_propose_nothing() -> None:
    assert carried(MERGED, told("A", Answered(2))) == {}
    assert carried(MERGED, told("B", Answered(2))) == {}


def test_a_new_question_gets_nothing_and_the_answer_of_a_dropped_one_goes_nowhere() -> None:
    assert carried([(None, "f1c1q1", "new"), ("A", None, "dropped")], told("A", Answered(4))) == {}


def test_what_is_answered_now_is_left_alone_also_where_it_is_only_a_note() -> None:
    entries: list[tuple[str | None, str | None, str]] = [("A", "f1c1q1", "equal"), ("B", "f1c1q2", "equal")]
    earlier = told("A", Answered(4)), told("B", Answered(4))
    assert set(carried(entries, *earlier, now=(told("f1c1q1", Answered(0)),))) == {"f1c1q2"}
    assert set(carried(entries, *earlier, now=(told("f1c1q1", None, "frage nach"),))) == {"f1c1q2"}
    assert set(carried(entries, *earlier, now=(told("f1c1q1", None),))) == {"f1c1q1", "f1c1q2"}  # was emptied


def test_what_was_never_said_proposes_nothing_but_a_note_alone_does() -> None:
    assert carried([("A", "f1c1q1", "equal")], told("A", None)) == {}
    assert set(carried([("A", "f1c1q1", "equal")], told("A", None, "Amt 50 fragen"))) == {"f1c1q1"}


def test_proposals_come_in_catalogue_order_and_propose_the_parts_that_were_said() -> None:
    entries = tuple(QuestionMapping(old, new, "equal") for old, new in (("B", "f1c1q3"), ("A", "f1c1q1")))
    earlier = {"A": told("A", Answered(0), evidence="§ 7"), "B": told("B", NotKnown(), unit="Amt 50")}
    found = carried_forward(CATALOGUE, CatalogueMapping("old", "new", entries), earlier, {})
    assert [(each.answer.question_id, each.parts) for each in found] == [
        ("f1c1q1", {Part.REPLY, Part.EVIDENCE}),  # level 0 is an answer like any other
        ("f1c1q3", {Part.REPLY, Part.RESPONSIBLE_UNIT}),
    ]


def test_on_the_way_back_the_parts_of_a_split_question_propose_for_it_if_they_were_answered_alike() -> None:
    entries = tuple(QuestionMapping("f1c1q1", part, "split") for part in "AB")
    there = CatalogueMapping("new", "old", entries)
    for of_b, expected in ((Answered(2), ["f1c1q1"]), (Answered(3), [])):
        earlier = {"A": told("A", Answered(2)), "B": told("B", of_b)}
        assert [each.answer.question_id for each in carried_forward(CATALOGUE, there.reversed, earlier, {})] == expected


# From the 105 questions to the 108, by the mapping that is shipped.


def shipped(earlier: dict[str, Reply | None], now: dict[str, Reply | None] | None = None) -> set[str]:
    then = {key: Answer(key, reply) for key, reply in earlier.items()}
    today = {key: Answer(key, reply) for key, reply in (now or {}).items()}
    found = carried_forward(catalogue("2021-07"), mapping("2021-03", "2021-07"), then, today)
    assert all(each.mapping_kind == "equal" for each in found)
    return {each.answer.question_id for each in found}


def test_a_full_round_of_105_proposes_105_of_the_108() -> None:
    found = shipped(dict(replies_to_all(2, "2021-03")))
    assert len(found) == 105
    assert set(catalogue("2021-07").places) - found == ADDED_LATER


@given(
    st.dictionaries(st.sampled_from(sorted(catalogue("2021-03").places)), REPLIES),
    st.dictionaries(st.sampled_from(sorted(catalogue("2021-07").places)), REPLIES),
)
def test_proposed_is_exactly_what_was_answered_then_and_is_not_now(
    earlier: dict[str, Reply | None], now: dict[str, Reply | None]
) -> None:
    answered_then = {key for key, reply in earlier.items() if reply is not None}
    answered_now = {key for key, reply in now.items() if reply is not None}
    found = shipped(earlier, now)
    assert found == answered_then - answered_now  # all 105 keep their ids
    assert not found & ADDED_LATER


def test_a_round_of_the_same_version_proposes_every_question() -> None:
    then = {key: Answer(key, reply) for key, reply in replies_to_all(1).items()}
    assert len(carried_forward(catalogue("2021-07"), mapping("2021-07", "2021-07"), then, {})) == 108


def test_not_applicable_goes_nowhere_where_the_question_does_not_allow_it_now() -> None:
    strict = a_small_catalogue((2,), version="new", must_apply=["f1c1q1"])
    between = CatalogueMapping("old", "new", tuple(QuestionMapping(q, q, "equal") for q in ("f1c1q1", "f1c1q2")))
    earlier = {key: told(key, NotApplicable(), "Kreis") for key in ("f1c1q1", "f1c1q2")}
    assert [each.answer.question_id for each in carried_forward(strict, between, earlier, {})] == ["f1c1q2"]
