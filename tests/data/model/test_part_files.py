"""Names of files that every system takes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.model.part_files import LONGEST_FILE_NAME, file_name_of


@pytest.mark.parametrize(
    ("words", "name"),
    [
        (("Selbstcheck", "2026", "Sozialamt"), "Selbstcheck 2026 Sozialamt"),
        (("Selbstcheck", "2025/26", "Amt 50 / Soziales"), "Selbstcheck 2025-26 Amt 50 - Soziales"),
        (("Selbstcheck", "", "Straßen- & Grünamt"), "Selbstcheck Straßen- & Grünamt"),
        (('a\\b:c*d?e"f<g>h|i\nj',), "a-b-c-d-e-f-g-h-i-j"),
        (("..", "Amt."), "Amt"),
        (("A" * 200,), "A" * 120),
    ],
)
def test_a_file_name_keeps_letters_and_loses_what_systems_refuse(words: tuple[str, ...], name: str) -> None:
    assert file_name_of(*words) == name


@given(st.lists(st.text()))
def test_no_file_name_leads_into_another_folder_or_ends_with_a_dot(words: list[str]) -> None:
    name = file_name_of(*words)

    assert not set(name) & set('<>:"/\\|?*\r\n\0')
    assert len(name) <= LONGEST_FILE_NAME
    assert name == name.strip(" .")
