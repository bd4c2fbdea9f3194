"""What is worth a look before a round is handed in, and what of it must be mended first."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_catalogues import a_small_catalogue

from data.model.consistency import BLOCKING, ContradictionPair, Finding, FindingKind
from data.model.self_check import Answer, Answered, NotApplicable, NotKnown, Reply, StoredAnswer
from data.rules.consistency import blocking, contradicts, findings

SMALL = a_small_catalogue([2, 1], [2])
A, B, C, D, E = SMALL.places
"""The five questions in catalogue order."""
FOREIGN = "zz99"
AT = datetime(2026, 1, 1, tzinfo=UTC)
Kind = FindingKind

REPLIES = st.sampled_from([*(Answered(points) for points in range(5)), NotKnown(), NotApplicable()])
NOTES = st.sampled_from(["", " ", "Amt"])
ANSWERS = st.builds(
    dict, reply=st.none() | REPLIES, remark=NOTES, evidence=NOTES, responsible_unit=NOTES
)  # an open question may have notes, too
SHEETS = st.dictionaries(st.sampled_from([*SMALL.places, FOREIGN]), ANSWERS)
IDS = st.sets(st.sampled_from([*SMALL.places, FOREIGN]))
PAIRS = st.lists(
    st.builds(
        lambda questions, **values: ContradictionPair(
            if_question=questions[0], then_question=questions[1], reason="", **values
        ),
        st.permutations([*SMALL.places, FOREIGN]),
        id=st.sampled_from([f"W-{n:02d}" for n in range(1, 30)]),
        if_at_least=st.integers(1, 4),
        then_at_most=st.none() | st.integers(0, 3),
        then_not_applicable=st.booleans(),
    ),
    unique_by=lambda pair: pair.id,
    max_size=8,
)


def a_sheet(answers: dict[str, dict[str, Any]]) -> dict[str, StoredAnswer]:
    return {id_: StoredAnswer(Answer(id_, **values), 1, "", AT) for id_, values in answers.items()}


def a_pair(**changes: Any) -> ContradictionPair:
    """B at most planned although A is largely implemented."""
    values: dict[str, Any] = {"id": "W-01", "if_question": A, "if_at_least": 3, "then_question": B, "then_at_most": 1}
    return ContradictionPair(**{**values, "then_not_applicable": False, "reason": "", **changes})


def found(answers: dict[str, dict[str, Any]], pairs: Any = (), **noted: Any) -> tuple[Finding, ...]:
    noted = {"marked": (), "unsettled": (), "discussed": (), **noted}
    return findings(SMALL, a_sheet(answers), pairs, **noted)


def answered(*points: int) -> dict[str, dict[str, Any]]:
    """These levels for the five questions, each with evidence."""
    return {
        id_: {"reply": Answered(level), "evidence": "Beschluss"}
        for id_, level in zip(SMALL.places, points, strict=True)
    }


def of_a(**values: Any) -> list[Finding]:
    """What is found of A when all other questions are answered without fault."""
    return list(found({**answered(2, 2, 2, 2, 2), A: values}))


def test_nothing_is_found_when_every_question_is_answered_below_the_top() -> None:
    assert found(answered(0, 1, 2, 3, 3)) == ()


def test_an_empty_sheet_has_only_open_questions_in_catalogue_order() -> None:
    assert found({}) == tuple(Finding(Kind.OPEN, (id_,)) for id_ in (A, B, C, D, E))


def test_a_note_without_a_reply_leaves_the_question_open() -> None:
    assert of_a(remark="Wird geklärt.", evidence="Beschluss") == [Finding(Kind.OPEN, (A,))]


@pytest.mark.parametrize(
    ("unit", "kind"),
    [("Hauptamt", Kind.NOT_KNOWN), ("", Kind.NOT_KNOWN_WITHOUT_UNIT), ("  ", Kind.NOT_KNOWN_WITHOUT_UNIT)],
)
def test_not_known_is_told_apart_by_whether_somebody_is_named_who_could_know(unit: str, kind: FindingKind) -> None:
    assert of_a(reply=NotKnown(), responsible_unit=unit) == [Finding(kind, (A,))]


@pytest.mark.parametrize("remark", ["", " \n"])
def test_not_applicable_without_a_reason_is_found_and_blocks(remark: str) -> None:
    without = Finding(Kind.NOT_APPLICABLE_WITHOUT_REASON, (A,))
    assert of_a(reply=NotApplicable(), remark=remark) == [without]
    assert blocking([without]) == (without,)


def test_not_applicable_with_a_reason_is_in_order() -> None:
    assert of_a(reply=NotApplicable(), remark="Zuständig ist der Landkreis.") == []


def test_not_applicable_counts_as_open_where_the_question_does_not_allow_it_as_in_the_scores() -> None:
    strict = a_small_catalogue([2], must_apply=["f1c1q1"])
    sheet = a_sheet({"f1c1q1": {"reply": NotApplicable()}, "f1c1q2": {"reply": Answered(4), "evidence": "Plan"}})
    pair = a_pair(if_question="f1c1q2", then_question="f1c1q1", then_not_applicable=True)
    assert findings(strict, sheet, [pair], marked=(), unsettled=(), discussed=()) == (Finding(Kind.OPEN, ("f1c1q1",)),)


def test_firmly_established_asks_for_evidence_and_no_lower_level_does() -> None:
    assert of_a(reply=Answered(4), evidence=" ") == [Finding(Kind.ESTABLISHED_WITHOUT_EVIDENCE, (A,))]
    assert of_a(reply=Answered(4), evidence="Beschluss 12/2025") == []
    assert of_a(reply=Answered(3)) == []


def test_what_people_noted_at_a_question_is_found_beside_what_its_answer_lacks() -> None:
    sheet = {**answered(2, 2, 2, 2, 2), A: {}}
    assert found(sheet, marked=[A], unsettled=[A], discussed=[A]) == tuple(
        Finding(kind, (A,)) for kind in (Kind.UNSETTLED, Kind.OPEN, Kind.OPEN_DISCUSSION, Kind.MARKED)
    )


# if_at_least=3 and then_at_most=1: from 3 on, and up to 1
@pytest.mark.parametrize(
    ("leading", "following", "expected"),
    [(3, 1, True), (4, 0, True), (3, 2, False), (2, 1, False), (2, 0, False), (4, 4, False)],
)
def test_a_contradiction_needs_the_one_answer_high_and_the_other_low(
    leading: int, following: int, expected: bool
) -> None:
    pair = a_pair()
    contradiction = Finding(Kind.CONTRADICTION, (A, B), pair)
    assert found(answered(leading, following, 2, 2, 2), [pair]) == ((contradiction,) if expected else ())


@pytest.mark.parametrize("silent", [None, NotKnown()])
def test_who_does_not_know_or_has_not_answered_does_not_contradict(silent: Reply | None) -> None:
    pair = a_pair(then_not_applicable=True)
    assert not contradicts(pair, Answered(4), silent)
    assert not contradicts(pair, silent, Answered(0))
    assert not contradicts(pair, NotApplicable(), Answered(0))


def test_not_applicable_contradicts_only_where_the_pair_says_so() -> None:
    assert contradicts(a_pair(then_not_applicable=True), Answered(3), NotApplicable())
    assert not contradicts(a_pair(then_not_applicable=False), Answered(3), NotApplicable())
    assert not contradicts(a_pair(then_not_applicable=True), Answered(2), NotApplicable())


def test_a_pair_about_not_applicable_alone_leaves_every_level_free() -> None:
    pair = a_pair(then_at_most=None, then_not_applicable=True)
    assert not any(contradicts(pair, Answered(4), Answered(points)) for points in range(5))


def test_findings_stand_by_severity_and_then_in_catalogue_order() -> None:
    sheet = {
        A: {"reply": Answered(4)},
        B: {"reply": Answered(0)},
        C: {"reply": NotKnown()},
        D: {"reply": NotApplicable()},
    }
    assert [(one.kind, *one.question_ids) for one in found(sheet, [a_pair()], marked=[E, B], unsettled=[C])] == [
        (Kind.NOT_APPLICABLE_WITHOUT_REASON, D),
        (Kind.UNSETTLED, C),
        (Kind.CONTRADICTION, A, B),
        (Kind.OPEN, E),
        (Kind.NOT_KNOWN_WITHOUT_UNIT, C),
        (Kind.MARKED, B),
        (Kind.MARKED, E),
        (Kind.ESTABLISHED_WITHOUT_EVIDENCE, A),
    ]


def test_two_pairs_about_the_same_questions_stand_in_the_order_of_their_ids() -> None:
    first, second = a_pair(id="W-01"), a_pair(id="W-02", if_at_least=2)
    assert [one.pair for one in found(answered(3, 0, 2, 2, 2), [second, first])] == [first, second]


def test_only_a_missing_reason_and_what_waits_to_be_settled_keep_a_round_from_being_handed_in() -> None:
    assert {Kind.NOT_APPLICABLE_WITHOUT_REASON, Kind.UNSETTLED} == BLOCKING
    every = [Finding(kind, (A,)) for kind in Kind]
    assert [one.kind for one in blocking(every)] == [Kind.NOT_APPLICABLE_WITHOUT_REASON, Kind.UNSETTLED]


def test_the_blocking_kinds_are_the_most_severe_ones() -> None:
    assert [kind.blocks for kind in Kind] == [True, True, *([False] * (len(Kind) - 2))]


@given(SHEETS, PAIRS, IDS, IDS, IDS)
def test_every_question_without_a_reply_is_open_exactly_once_and_no_other_is(
    sheet: Any, pairs: Any, marked: Any, unsettled: Any, discussed: Any
) -> None:
    all_found = found(sheet, pairs, marked=marked, unsettled=unsettled, discussed=discussed)
    open_ids = [one.question_ids for one in all_found if one.kind is Kind.OPEN]
    assert open_ids == [(id_,) for id_ in SMALL.places if sheet.get(id_, {}).get("reply") is None]


@given(SHEETS, PAIRS, IDS, IDS, IDS)
def test_no_kind_is_found_twice_at_the_same_question_and_nothing_outside_the_catalogue_is_named(
    sheet: Any, pairs: Any, marked: Any, unsettled: Any, discussed: Any
) -> None:
    all_found = found(sheet, pairs, marked=marked, unsettled=unsettled, discussed=discussed)
    assert len(set(all_found)) == len(all_found)
    assert not any(FOREIGN in one.question_ids for one in all_found)


@given(SHEETS, PAIRS, st.sampled_from(list(SMALL.places)), REPLIES)
def test_answering_a_question_never_adds_an_open_one(sheet: Any, pairs: Any, question: str, reply: Reply) -> None:
    def open_ones(answers: Any) -> set[Finding]:
        return {one for one in found(answers, pairs) if one.kind is Kind.OPEN}

    answering = {**sheet, question: {**sheet.get(question, {}), "reply": reply}}
    assert open_ones(answering) == open_ones(sheet) - {Finding(Kind.OPEN, (question,))}


@given(SHEETS, PAIRS, st.data())
def test_the_order_of_what_is_given_does_not_matter(sheet: Any, pairs: Any, data: st.DataObject) -> None:
    shuffled = dict(data.draw(st.permutations(list(sheet.items()))))
    noted = list(SMALL.places)
    again = data.draw(st.permutations(noted))
    assert found(shuffled, data.draw(st.permutations(pairs)), marked=again) == found(sheet, pairs, marked=noted)


@given(SHEETS, PAIRS, IDS, IDS, IDS)
def test_findings_are_sorted_by_severity_and_the_place_of_their_first_question(
    sheet: Any, pairs: Any, marked: Any, unsettled: Any, discussed: Any
) -> None:
    kinds, places = list(Kind), list(SMALL.places)
    all_found = found(sheet, pairs, marked=marked, unsettled=unsettled, discussed=discussed)
    ranks = [(kinds.index(one.kind), places.index(one.question_ids[0])) for one in all_found]
    assert ranks == sorted(ranks)


@given(SHEETS, PAIRS, IDS, IDS, IDS)
def test_nothing_blocks_but_missing_reasons_and_what_is_unsettled(
    sheet: Any, pairs: Any, marked: Any, unsettled: Any, discussed: Any
) -> None:
    all_found = found(sheet, pairs, marked=marked, unsettled=unsettled, discussed=discussed)
    kept = blocking(all_found)
    assert {one.kind for one in kept} <= BLOCKING
    assert {one for one in all_found if one.kind in BLOCKING} == set(kept)
    assert {one.question_ids[0] for one in kept if one.kind is Kind.UNSETTLED} == unsettled - {FOREIGN}


@given(SHEETS, PAIRS)
def test_a_contradiction_names_its_pair_and_two_replies_that_were_really_given(sheet: Any, pairs: Any) -> None:
    all_found = found(sheet, pairs)
    for one in all_found:
        assert (one.pair is not None) == (one.kind is Kind.CONTRADICTION) == (len(one.question_ids) == 2)
    for pair in (one.pair for one in all_found if one.pair):
        leading, following = (sheet[id_]["reply"] for id_ in pair.question_ids)
        assert leading.points >= pair.if_at_least
        low = isinstance(following, Answered) and following.points <= (pair.then_at_most or 0)
        assert low or (pair.then_not_applicable and following == NotApplicable())


PARTED = st.tuples(st.integers(1, 4), st.integers(0, 3)).filter(lambda levels: levels[1] < levels[0])
"""if_at_least and then_at_most of a pair as the content test asks for: the low answer below the high one."""
LEVELS = st.integers(0, 4)


@given(PARTED, PARTED, LEVELS, LEVELS)
def test_a_pair_and_one_in_the_opposite_direction_never_contradict_at_once(
    there: tuple[int, int], back: tuple[int, int], one: int, other: int
) -> None:
    # one >= there[0] > there[1] >= other >= back[0] > back[1] >= one cannot be
    way, way_back = (a_pair(if_at_least=high, then_at_most=low) for high, low in (there, back))
    ahead = contradicts(way, Answered(one), Answered(other))
    assert not (ahead and contradicts(way_back, Answered(other), Answered(one)))
    assert not (ahead and one <= other)
