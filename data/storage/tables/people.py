"""Communes, their departments, and accounts."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from data.model.people import RegisterStanding
from data.storage.tables.base import Row, UtcDateTime


class CommuneRow(Row, table=True):
    """A commune that takes part; `ags` is its official key as text."""

    __tablename__ = "commune"

    id: int | None = Field(default=None, primary_key=True)
    ags: str = Field(max_length=8, unique=True)
    name: str = Field(max_length=200)
    kind: str = Field(max_length=30)
    land: str = Field(max_length=40)
    population: int
    urbanisation: str = Field(max_length=40)
    is_demo: bool
    benchmark_consent: bool
    public_results: bool = False
    trust_domain: str | None = Field(default=None, max_length=40)
    register_standing: str = Field(default=RegisterStanding.UNCHECKED.value, max_length=20)
    former_ags: str | None = Field(default=None, max_length=8)
    successor_id: int | None = Field(default=None, foreign_key="commune.id")


class DepartmentRow(Row, table=True):
    """A department of a commune."""

    __tablename__ = "department"
    __table_args__ = (UniqueConstraint("commune_id", "name"),)

    id: int | None = Field(default=None, primary_key=True)
    commune_id: int = Field(foreign_key="commune.id")
    name: str = Field(max_length=120)


class AccountRow(Row, table=True):
    """An account; `token_version` rises whenever all its sign-ins must end."""

    __tablename__ = "account"

    id: int | None = Field(default=None, primary_key=True)
    username: str = Field(max_length=80, unique=True)
    display_name: str = Field(max_length=120)
    role: str = Field(max_length=20)
    commune_id: int | None = Field(default=None, foreign_key="commune.id", index=True)
    password_hash: str = Field(max_length=100)
    token_version: int = 1
    active: bool = True
    is_demo: bool = False
    language: str = Field(default="de", max_length=5)
    created_at: datetime = Field(sa_type=UtcDateTime)
    department_id: int | None = Field(default=None, foreign_key="department.id", index=True)
