"""Runs the migrations on the engine of the settings, or on the connection handed over by the caller."""

from __future__ import annotations

from alembic import context
from sqlalchemy import Connection
from sqlmodel.sql.sqltypes import AutoString

from data.storage.database import engine
from data.storage.tables import Row
from data.storage.tables.base import UtcDateTime


def _render_type(kind: str, item: object, _context: object) -> str | bool:
    # A migration must not change when the program's own types do.
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(item, AutoString):
        return f"sa.String(length={item.length})" if item.length else "sa.Text()"
    return False


def _run(connection: Connection) -> None:
    context.configure(
        connection=connection, target_metadata=Row.metadata, render_as_batch=True, render_item=_render_type
    )
    with context.begin_transaction():
        context.run_migrations()


handed_over = context.config.attributes.get("connection")
if handed_over is not None:
    _run(handed_over)
else:
    with engine().connect() as own, own.begin():
        _run(own)
