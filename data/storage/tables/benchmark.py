"""Releases of the comparison. `benchmark_member` is internal; everything else is public by definition."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKeyConstraint
from sqlmodel import Field

from data.storage.tables.base import Row, UtcDateTime


class BenchmarkReleaseRow(Row, table=True):
    """An immutable release."""

    __tablename__ = "benchmark_release"

    id: str = Field(primary_key=True, max_length=20)
    date: date
    catalogue_version: str = Field(max_length=20)
    parameters: str
    participants: int
    published_at: datetime = Field(sa_type=UtcDateTime)


class BenchmarkCellRow(Row, table=True):
    """A fixed set of communes over the releases; `age` counts the releases since its points were computed."""

    __tablename__ = "benchmark_cell"

    id: str = Field(primary_key=True, max_length=40)
    created_release: str = Field(max_length=20)
    retired_release: str | None = Field(default=None, max_length=20)
    age: int = 0


class BenchmarkReleaseCellRow(Row, table=True):
    """A cell as one release shows it: attributes and size frozen."""

    __tablename__ = "benchmark_release_cell"

    release_id: str = Field(primary_key=True, foreign_key="benchmark_release.id")
    cell_id: str = Field(primary_key=True, foreign_key="benchmark_cell.id")
    attributes: str
    size: int


class BenchmarkMemberRow(Row, table=True):
    """Which commune is counted in which cell with which round. Internal, never shown."""

    __tablename__ = "benchmark_member"

    cell_id: str = Field(primary_key=True, foreign_key="benchmark_cell.id")
    commune_id: int = Field(primary_key=True, foreign_key="commune.id", index=True)
    counted_self_check_id: int | None = Field(default=None)
    from_release: str = Field(primary_key=True, max_length=20)
    to_release: str | None = Field(default=None, max_length=20)


class BenchmarkPointRow(Row, table=True):
    """The mean of one run of at least three communes, rounded."""

    __tablename__ = "benchmark_point"
    __table_args__ = (
        ForeignKeyConstraint(
            ["release_id", "cell_id"], ["benchmark_release_cell.release_id", "benchmark_release_cell.cell_id"]
        ),
    )

    release_id: str = Field(primary_key=True, max_length=20)
    cell_id: str = Field(primary_key=True, max_length=40)
    indicator_id: str = Field(primary_key=True, max_length=80)
    run: int = Field(primary_key=True)
    weight: int
    value: int
