"""Documents are refused where a file would show something else than was meant."""

from __future__ import annotations

import pytest

from data.model.document import Column, Table


@pytest.mark.parametrize("row", [("a",), ("a", "b", "c"), ()])
def test_a_row_has_one_cell_for_each_column(row: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="exactly one cell for each column"):
        Table("", (Column("x"), Column("y")), (("a", "b"), row))


def test_a_table_has_a_column() -> None:
    with pytest.raises(ValueError, match="exactly one cell"):
        Table("", (), ())
