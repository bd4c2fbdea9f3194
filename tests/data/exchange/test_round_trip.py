"""Whatever is stored: written to a file and read back, it is the same, in every format."""

from __future__ import annotations

from answer_files import CATALOGUE, KNOWN, a_workbook, stored
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.exchange import answer_file
from data.exchange.answer_workbook import write
from data.model.answer_import import ChangeKind, FileFormat
from data.model.self_check import Answer, Answered, NotApplicable, NotKnown
from data.rules.answer_import import compare

REPLIES = st.one_of(st.none(), st.builds(Answered, st.integers(0, 4)), st.just(NotKnown()), st.just(NotApplicable()))
NOTES = st.one_of(
    st.just(""),
    st.text(max_size=40),
    st.text(alphabet="'=+-@\t\r\n _x0041;\",<>&\u00a0äß", max_size=12),
    st.sampled_from(
        ["  zwei  Leerzeichen  ", "_x000D_", "'=1", "\ufeffBOM", "=1+1", "a\r\nb", "1", "01.02.2024", "1e5"]
    ),
)
ANSWERS = st.dictionaries(
    st.sampled_from(list(CATALOGUE.places)), st.tuples(REPLIES, NOTES, NOTES, NOTES), max_size=12
).map(lambda found: {key: Answer(key, *parts) for key, parts in found.items()})


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(answers=ANSWERS, file_format=st.sampled_from(FileFormat), revision=st.integers(1, 99))
def test_a_file_that_nobody_touched_changes_nothing(
    answers: dict[str, Answer], file_format: FileFormat, revision: int
) -> None:
    sheet = stored(answers, revision)

    uploaded = answer_file.read(write(a_workbook(sheet=sheet), file_format), "file", KNOWN)

    told = {row.answer.question_id: row.based_on for row in uploaded.rows}
    assert uploaded.problems == ()
    assert told == {key: revision if key in answers else 0 for key in CATALOGUE.places}
    for base in ({}, answers):  # with and without knowing what the file was based on
        kinds = {change.kind for change in compare(CATALOGUE, sheet, uploaded, base).changes}
        assert kinds <= {ChangeKind.UNCHANGED, ChangeKind.OPEN}
