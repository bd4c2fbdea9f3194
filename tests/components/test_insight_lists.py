"""What stands out, in lists that say nothing where there is nothing to say."""

from __future__ import annotations

import pytest
from factories import replies_to_all
from results_views import USED, a_view, without

from components import insight_lists, session
from data.model.self_check import NotKnown

FIRST = USED.fields[0]


@pytest.fixture(autouse=True)
def in_german(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session, "language", lambda: "de")


def test_complete_and_proved_answers_leave_nothing_to_clarify() -> None:
    told = insight_lists._to_clarify(a_view(replies_to_all(4), proved=True), USED)
    assert told.removeprefix("- ") == "Alles ist beantwortet und belegt."


def test_what_is_missing_is_counted_with_the_criteria_that_lack_most() -> None:
    told = insight_lists._to_clarify(a_view(without(FIRST.key, replies_to_all(2))), USED)
    names = [criterion.title for criterion in FIRST.criteria]
    # 13 questions; three criteria of three questions come first.
    assert told.startswith("- **13 Fragen** ohne Antwort, vor allem bei ")
    assert all(names[place] in told for place in (0, 2, 3))
    assert names[1] not in told


def test_one_missing_answer_is_told_in_the_singular() -> None:
    view = a_view({**replies_to_all(2), "MS-01": NotKnown()})
    assert insight_lists._to_clarify(view, USED) == (
        "- **eine Frage** ohne Antwort, vor allem bei Leitbild und politischer Auftrag"
    )


def test_high_levels_without_evidence_are_counted() -> None:
    assert insight_lists._to_clarify(a_view({**replies_to_all(2), "MS-01": replies_to_all(4)["MS-01"]}), USED) == (
        "- **eine Antwort** mit Antwortstufe 3 oder 4, aber ohne Nachweis"
    )


def test_strengths_and_chances_name_criterion_points_and_field() -> None:
    view = a_view(replies_to_all(2, **{FIRST.key: 4}))
    first = insight_lists._stand_outs(view.insights.strengths, USED, "nichts").split("\n- ")[0]
    assert first == f"- **Leitbild und politischer Auftrag**  \n100 Punkte · {FIRST.short_title}"


def test_where_nothing_stands_out_it_says_so() -> None:
    nothing = "Kein Kriterium liegt unter 60 Punkten."
    assert insight_lists._stand_outs((), USED, nothing).removeprefix("- ") == nothing
