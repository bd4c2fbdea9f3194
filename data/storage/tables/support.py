"""Contact persons of communes for cases of hostility."""

from __future__ import annotations

from sqlmodel import Field

from data.storage.tables.base import Row


class SupportContactRow(Row, table=True):
    """A contact person or a post. A removed one leaves nothing behind."""

    __tablename__ = "support_contact"

    id: int | None = Field(default=None, primary_key=True)
    commune_id: int = Field(foreign_key="commune.id", index=True)
    place: int
    function: str = Field(default="", max_length=80)
    name: str = Field(default="", max_length=80)
    phone: str = Field(default="", max_length=30)
    mail: str = Field(default="", max_length=254)
    reachable: str = Field(default="", max_length=80)
    note: str = Field(default="", max_length=300)
