"""Releases of the comparison. `benchmark_member` and `benchmark_key` are internal; all else is public by definition."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKeyConstraint
from sqlmodel import Field

from data.storage.tables.base import Row, UtcDateTime


class BenchmarkReleaseRow(Row, table=True):
    """An immutable release. Releases of demo communes are a series of their own."""

    __tablename__ = "benchmark_release"

    id: str = Field(primary_key=True, max_length=20)
    date: date
    catalogue_version: str = Field(max_length=20)
    parameters: str
    participants: int
    is_demo: bool
    published_at: datetime = Field(sa_type=UtcDateTime)


class BenchmarkCellRow(Row, table=True):
    """A fixed set of communes over the releases; its points were last computed on a day."""

    __tablename__ = "benchmark_cell"

    id: str = Field(primary_key=True, max_length=40)
    created_release: str = Field(max_length=20, foreign_key="benchmark_release.id")
    retired_release: str | None = Field(default=None, max_length=20, foreign_key="benchmark_release.id")
    computed_on: date


class BenchmarkReleaseCellRow(Row, table=True):
    """A cell as one release shows it: attributes and size frozen."""

    __tablename__ = "benchmark_release_cell"

    release_id: str = Field(primary_key=True, max_length=20, foreign_key="benchmark_release.id")
    cell_id: str = Field(primary_key=True, max_length=40, foreign_key="benchmark_cell.id")
    attributes: str
    size: int


class BenchmarkMemberRow(Row, table=True):
    """Which commune is counted in which cell with which round, from one release until another. Internal, never shown.

    The commune is named by its official key and the round by its id, without a reference: a commune that leaves is
    erased at once, but stays counted until the cell is recomputed.
    """

    __tablename__ = "benchmark_member"

    cell_id: str = Field(primary_key=True, max_length=40, foreign_key="benchmark_cell.id")
    commune_ags: str = Field(primary_key=True, max_length=8, index=True)
    from_release: str = Field(primary_key=True, max_length=20, foreign_key="benchmark_release.id")
    to_release: str | None = Field(default=None, max_length=20, foreign_key="benchmark_release.id")
    counted_self_check_id: int
    counted_submitted_at: datetime = Field(sa_type=UtcDateTime)


class BenchmarkProfileRow(Row, table=True):
    """How many communes of the same public attributes a release counts, and how many take part. Nothing of answers."""

    __tablename__ = "benchmark_profile"

    release_id: str = Field(primary_key=True, max_length=20, foreign_key="benchmark_release.id")
    number: int = Field(primary_key=True)
    attributes: str
    counted: int
    participating: int


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


class BenchmarkKeyRow(Row, table=True):
    """Recognises the secret key that all releases must be made with, without telling it. Internal, one row."""

    __tablename__ = "benchmark_key"

    fingerprint: str = Field(primary_key=True, max_length=64)
