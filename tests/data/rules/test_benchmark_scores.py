"""Scoring thousands of sheets at once gives what the rule book gives for each."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_catalogues import SIGNS, a_small_catalogue

from data.content.catalogues import catalogue, versions
from data.model.catalogue import Catalogue
from data.model.reply_codes import NUMBERS, OPEN, reply_code
from data.model.self_check import Answered, NotApplicable, NotKnown, Reply
from data.rules.benchmark_points import MISSING, indicators_of
from data.rules.benchmark_scores import ReplyNumbers, values_of_sheets
from data.rules.scoring import score

Sheet = Mapping[str, Reply]


def numbers(used: Catalogue, sheets: list[Sheet]) -> ReplyNumbers:
    """The sheets as the intake reads them."""
    rows = [[NUMBERS[reply_code(sheet[q])] if q in sheet else OPEN for q in used.places] for sheet in sheets]
    return np.array(rows, dtype=np.int8).reshape(len(sheets), len(used))


def plainly(used: Catalogue, sheet: Sheet) -> list[int]:
    """Hundredths of a point of fields, criteria and questions, from the scores of one sheet."""
    result = score(used, sheet)
    percents = [
        *(field.score.percent for field in result.fields),
        *(criterion.score.percent for field in result.fields for criterion in field.criteria),
        *(25.0 * reply.points if isinstance(reply := sheet.get(q), Answered) else None for q in used.places),
    ]
    return [MISSING if percent is None else int(percent * 100 + 0.5) for percent in percents]


def same_for_all(used: Catalogue, sheets: list[Sheet]) -> None:
    values, all_scored = values_of_sheets(used, numbers(used, sheets))
    assert values.tolist() == [plainly(used, sheet) for sheet in sheets]
    assert all_scored.tolist() == [score(used, sheet).overall is not None for sheet in sheets]


SIZES = st.lists(st.lists(st.integers(1, 12), min_size=1, max_size=6), min_size=1, max_size=4)


@st.composite
def catalogues_with_sheets(draw: st.DrawFn) -> tuple[Catalogue, list[Sheet]]:
    """A catalogue in which some questions must be answered, and sheets with every kind of reply, or none."""
    sizes = draw(SIZES)
    ids = list(a_small_catalogue(*sizes).places)
    used = a_small_catalogue(*sizes, must_apply=draw(st.lists(st.sampled_from(ids), unique=True)))
    signs = st.sampled_from(draw(st.sampled_from(("01234", "0?", "4x", "04?x-", "01234?x-", "x", "-", "3333333-"))))
    sheet = st.lists(signs, min_size=len(ids), max_size=len(ids)).map(
        lambda drawn: {key: SIGNS[sign] for key, sign in zip(ids, drawn, strict=True) if sign != "-"}
    )
    return used, draw(st.lists(sheet, max_size=5))


@given(catalogues_with_sheets())
def test_many_sheets_at_once_score_what_each_of_them_scores(given_sheets: tuple[Catalogue, list[Sheet]]) -> None:
    same_for_all(*given_sheets)


@pytest.mark.parametrize("version", versions())
@given(st.data())
def test_the_shipped_catalogues_score_the_same_both_ways(version: str, data: st.DataObject) -> None:
    used = catalogue(version)
    replies = st.sampled_from(
        [*map(Answered, range(5)), *data.draw(st.sampled_from(([], [NotKnown(), NotApplicable()])))]
    )
    missing = data.draw(st.sets(st.sampled_from(list(used.places))))
    sheet = {key: data.draw(replies) for key in used.places if key not in missing}
    same_for_all(used, [sheet])


def test_half_a_hundredth_is_rounded_up_exactly() -> None:
    # Eight answers with the levels 1 0 0 0 0 0 0 0: 25 / 8 = 3.125 points are 313 hundredths.
    used = a_small_catalogue([8])
    values, _ = values_of_sheets(used, np.array([[1, 0, 0, 0, 0, 0, 0, 0]], dtype=np.int8))
    assert values[0, :2].tolist() == [313, 313]


def test_what_may_not_be_left_out_counts_as_open() -> None:
    # Two of two apply, one is answered: half, the criterion is scored with 100; half is too little for the field.
    used = a_small_catalogue([2], must_apply=["f1c1q2"])
    values, all_scored = values_of_sheets(used, numbers(used, [{"f1c1q1": Answered(4), "f1c1q2": NotApplicable()}]))
    assert values[0].tolist() == [MISSING, 10_000, 10_000, MISSING]
    assert all_scored.tolist() == [False]


def test_the_values_stand_in_the_order_of_the_indicators() -> None:
    used = catalogue("2021-07")
    sheet = {key: Answered(number % 5) for number, key in enumerate(used.places)} | {"MS-01": NotKnown()}
    values, _ = values_of_sheets(used, numbers(used, [sheet]))
    found = dict(zip((indicator.id for indicator in indicators_of(used)), values[0].tolist(), strict=True))
    assert (found["MS-01"], found["MS-02"]) == (MISSING, 2_500)
    assert found["leitbild_und_politischer_auftrag"] == 3_750  # levels 1 and 2 of two answered questions


def test_no_sheets_give_no_rows() -> None:
    values, all_scored = values_of_sheets(catalogue("2021-07"), numbers(catalogue("2021-07"), []))
    assert (values.shape, all_scored.shape) == ((0, 7 + 35 + 108), (0,))
