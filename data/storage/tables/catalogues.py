"""Catalogue versions that were loaded into this installation, and how their questions relate to earlier versions."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Field

from data.model.catalogue_versions import LONGEST_VERSION
from data.storage.tables.base import Row, UtcDateTime


class CatalogueVersionRow(Row, table=True):
    """A version, draft or released; a released one is never changed. `content` holds German and all translations."""

    __tablename__ = "catalogue_version"

    version: str = Field(primary_key=True, max_length=LONGEST_VERSION)
    title: str
    questions: int
    content: str
    source: str
    right_of_use: str
    fingerprint: str = Field(max_length=64)
    status: str = Field(max_length=20)
    uploaded_at: datetime = Field(sa_type=UtcDateTime)
    uploaded_by: int | None = Field(default=None, foreign_key="account.id")
    released_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    released_by: int | None = Field(default=None, foreign_key="account.id")


class CatalogueMappingRow(Row, table=True):
    """How a loaded version relates to an earlier one, which may be a shipped one: hence no reference to that."""

    __tablename__ = "catalogue_mapping"

    from_version: str = Field(primary_key=True, max_length=LONGEST_VERSION)
    to_version: str = Field(
        primary_key=True, max_length=LONGEST_VERSION, foreign_key="catalogue_version.version", ondelete="CASCADE"
    )
    entries: str
