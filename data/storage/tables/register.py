"""The official register of communes, with its history."""

from __future__ import annotations

from datetime import date, datetime

from sqlmodel import Field

from data.model.register import LONGEST_NAME
from data.storage.tables.base import Row, UtcDateTime


class RegisterEditionRow(Row, table=True):
    """One import that changed or confirmed the register; only added."""

    __tablename__ = "register_edition"

    id: int | None = Field(default=None, primary_key=True)
    borders_on: date | None
    imported_at: datetime = Field(sa_type=UtcDateTime)
    imported_by: int | None = Field(default=None, foreign_key="account.id")
    file_name: str = Field(max_length=200)
    file_format: str = Field(max_length=20)
    sha256: str = Field(max_length=64)
    entries: int
    partial: bool


class RegisterEntryRow(Row, table=True):
    """An entry as it is in force since one edition, until another if it was changed or left out there.

    `folded` is its name as it is searched for, `district_ags` the key of its district or its own.
    """

    __tablename__ = "register_entry"

    ags: str = Field(primary_key=True, max_length=8)
    since_edition: int = Field(primary_key=True, foreign_key="register_edition.id")
    until_edition: int | None = Field(default=None, foreign_key="register_edition.id", index=True)
    name: str = Field(max_length=LONGEST_NAME)
    kind: str = Field(max_length=30)
    kind_name: str = Field(max_length=40)
    land: str = Field(max_length=40)
    population: int
    urbanisation: str = Field(max_length=40)
    district_ags: str = Field(max_length=5)
    folded: str = Field(max_length=2 * LONGEST_NAME)
