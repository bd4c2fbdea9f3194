"""The knowledge base: versions of articles, what of them people read, and practice that communes offer."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from data.storage.tables.base import Row, UtcDateTime


class ArticleVersionRow(Row, table=True):
    """A version of an article; `content` is JSON. Only added, never changed."""

    __tablename__ = "knowledge_version"
    __table_args__ = (UniqueConstraint("article_key", "number"),)

    id: int | None = Field(default=None, primary_key=True)
    article_key: str = Field(max_length=120)
    number: int
    content: str
    sentence: str = Field(max_length=300)
    at: datetime = Field(sa_type=UtcDateTime)
    by: int | None = Field(default=None, foreign_key="account.id")


class ArticleRow(Row, table=True):
    """Which version of an article people read: 0 what comes with the program, nothing where none is shown."""

    __tablename__ = "knowledge_article"

    key: str = Field(primary_key=True, max_length=120)
    shown_version: int | None = None
    is_withdrawn: bool = False
    checked_on: date | None = None
    newest_version: int = 0
    changed_at: datetime = Field(sa_type=UtcDateTime)


class PracticeOfferRow(Row, table=True):
    """A practice that a commune offers. `wording` is JSON: the text as the platform team put it."""

    __tablename__ = "practice_offer"

    id: int | None = Field(default=None, primary_key=True)
    commune_id: int = Field(foreign_key="commune.id", index=True)
    title: str = Field(max_length=200)
    situation: str = ""
    action: str = ""
    outcome: str = ""
    differently: str = ""
    criteria: str = ""
    effort: str = Field(max_length=20)
    is_named: bool = False
    wants_contact: bool = False
    wording: str = ""
    state: str = Field(max_length=20)
    sentence: str = ""
    offered_at: datetime = Field(sa_type=UtcDateTime)
    changed_at: datetime = Field(sa_type=UtcDateTime)
    revision: int = 1
