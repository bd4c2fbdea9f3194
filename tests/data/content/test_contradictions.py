"""The pairs of answers that contradict each other, as shipped, and how a version without a file comes to its own."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from data.content import catalogues, contradictions
from data.content.contradictions import carried_over, contradiction_pairs
from data.model.consistency import ContradictionPair
from data.rules.catalogue_checks import GENDER_SIGN, UNTIDY

LANGUAGES = ("de", "en")
LONGEST_REASON = 190
HEADER = "id,if_question,if_at_least,then_question,then_at_most,then_not_applicable,reason_de,reason_en\n"


def shipped(version: str = "2021-07", language: str = "de") -> tuple[ContradictionPair, ...]:
    return contradiction_pairs(version, language)


def test_the_file_of_pairs_lies_beside_the_versions_and_is_none_itself() -> None:
    assert catalogues.versions() == ("2021-03", "2021-07")
    assert len(shipped()) == 33


def test_the_pairs_are_numbered_without_a_gap() -> None:
    assert [pair.id for pair in shipped()] == [f"W-{number:02d}" for number in range(1, 34)]


@pytest.mark.parametrize("version", ["2021-03", "2021-07"])
def test_both_questions_of_a_pair_are_in_the_catalogue_and_the_leading_ones_in_its_order(version: str) -> None:
    order = list(catalogues.catalogue(version).places)
    assert all(question in order for pair in shipped(version) for question in pair.question_ids)
    leading = [order.index(pair.if_question) for pair in shipped(version)]
    assert leading == sorted(leading)


def test_no_two_pairs_are_about_the_same_questions_in_the_same_direction_and_none_about_one_question_alone() -> None:
    assert len({pair.question_ids for pair in shipped()}) == len(shipped())
    assert all(pair.if_question != pair.then_question for pair in shipped())


def test_points_are_on_the_scale_and_each_pair_has_an_answer_that_contradicts() -> None:
    for pair in shipped():
        assert pair.if_at_least in range(1, 5), pair.id  # from 0 points on would mean: whatever was answered
        assert pair.then_at_most is None or pair.then_at_most in range(4), pair.id
        assert pair.then_at_most is not None or pair.then_not_applicable, pair.id


def test_answers_of_the_same_level_never_contradict_so_that_no_chain_of_pairs_leaves_a_question_without_answer() -> (
    None
):
    # Any sheet that answers 3 everywhere is free of contradictions, and so is one with 0, 1, 2 or 4.
    assert all(pair.then_at_most is None or pair.then_at_most < pair.if_at_least for pair in shipped())


def test_levels_that_contradict_lie_two_levels_or_more_apart_where_both_questions_are_answered_low_and_high() -> None:
    # EB-02 (2, begun) with EB-01 (1, planned) is the closest one: rights of a body that does not exist yet.
    close = [
        pair.id for pair in shipped() if pair.then_at_most is not None and pair.if_at_least - pair.then_at_most < 2
    ]
    assert close == ["W-22"]


def test_not_applicable_contradicts_only_where_the_question_may_be_said_not_to_apply() -> None:
    places = catalogues.catalogue("2021-07").places
    assert all(places[pair.then_question].question.may_not_apply for pair in shipped() if pair.then_not_applicable)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_is_one_plain_short_sentence_without_gender_signs(language: str) -> None:
    for pair in shipped(language=language):
        assert not GENDER_SIGN.search(pair.reason), pair.id
        assert not UNTIDY.search(pair.reason), pair.id
        assert pair.reason.endswith(".") and ". " not in pair.reason, pair.id
        assert len(pair.reason) <= LONGEST_REASON, pair.id


@pytest.mark.parametrize(("language", "words"), [("de", "; bitte prüfen Sie, "), ("en", "; please check ")])
def test_every_reason_says_what_does_not_fit_and_asks_politely_to_check(language: str, words: str) -> None:
    assert all(pair.reason.count(words) == 1 for pair in shipped(language=language))


def test_no_reason_is_given_twice_and_each_differs_in_english() -> None:
    german, english = (shipped(language=language) for language in LANGUAGES)
    assert len({pair.reason for pair in german}) == len({pair.reason for pair in english}) == 33
    assert all(one.reason != other.reason for one, other in zip(german, english, strict=True))


def test_the_older_version_takes_over_all_pairs_because_none_is_about_a_question_that_july_added() -> None:
    assert not any({"FZ-05", "EB-08", "KK-04"} & set(pair.question_ids) for pair in shipped())
    assert all(shipped("2021-03", language) == shipped("2021-07", language) for language in LANGUAGES)


def test_a_version_that_nobody_mapped_has_no_pairs() -> None:
    assert contradiction_pairs("1999-01") == ()


def test_a_pair_is_carried_over_with_the_new_ids_and_left_out_when_one_of_its_questions_is_not_the_same() -> None:
    one = ContradictionPair("W-01", "AA-01", 3, "AA-02", 0, False, "Grund.")
    other = ContradictionPair("W-02", "AA-01", 3, "AA-03", 0, False, "Grund.")
    carried = ContradictionPair("W-01", "BB-01", 3, "BB-02", 0, False, "Grund.")
    assert carried_over((one, other), {"AA-01": "BB-01", "AA-02": "BB-02"}) == (carried,)


Write = Callable[[str, str], None]


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Write]:
    """Writes a file into a copy of the shipped catalogues."""
    copy = tmp_path / "catalogues"
    shutil.copytree(catalogues.FOLDER, copy)
    monkeypatch.setattr(catalogues, "FOLDER", copy)
    monkeypatch.setattr(contradictions, "FOLDER", copy / "contradictions")
    _forget()

    def write(path: str, text: str) -> None:
        (copy / path).write_text(text, encoding="utf-8")

    yield write
    _forget()


def _forget() -> None:
    for cached in (catalogues.versions, catalogues.catalogue, catalogues.mapping, contradiction_pairs):
        cached.cache_clear()


def test_a_later_version_takes_over_the_pairs_whose_questions_stayed_equal(write: Write) -> None:
    # W-01 joins MS-04 and MS-05; here MS-05 changed its meaning, so the pair is lost, and W-05 (MS-07, MS-06) stays
    write(
        "mappings/2021-07_to_2030-01.csv",
        "from_id,to_id,kind\nMS-04,MS-04,equal\nMS-05,MS-05,changed\nMS-06,MS-16,equal\nMS-07,MS-07,equal\n",
    )
    taken = contradiction_pairs("2030-01")
    assert [(pair.id, *pair.question_ids) for pair in taken] == [
        ("W-04", "MS-16", "MS-07"),
        ("W-05", "MS-07", "MS-16"),
    ]


def test_a_file_of_its_own_counts_alone_and_german_fills_in_for_a_missing_translation(write: Write) -> None:
    write("contradictions/2021-03.csv", HEADER + "W-01,MS-01,3,MS-02,,1,Das passt nicht.,\n")
    only = ContradictionPair("W-01", "MS-01", 3, "MS-02", None, True, "Das passt nicht.")
    assert contradiction_pairs("2021-03") == contradiction_pairs("2021-03", "en") == (only,)
    assert len(contradiction_pairs("2021-07")) == 33
