"""the vision for 2035"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from data.storage.tables.base import UtcDateTime

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "vision_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("commune_id", sa.Integer(), nullable=False),
        sa.Column("part", sa.String(length=90), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("before", sa.String(), nullable=False),
        sa.Column("after", sa.String(), nullable=False),
        sa.Column("at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["commune_id"], ["commune.id"], name=op.f("fk_vision_event_commune_id_commune")),
        sa.ForeignKeyConstraint(["by"], ["account.id"], name=op.f("fk_vision_event_by_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vision_event")),
    )
    op.create_index(op.f("ix_vision_event_commune_id"), "vision_event", ["commune_id"])
    op.create_table(
        "vision_milestone",
        sa.Column("commune_id", sa.Integer(), nullable=False),
        sa.Column("field_key", sa.String(length=80), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("points", sa.Integer(), nullable=False),
        sa.Column("sentence", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(["commune_id"], ["commune.id"], name=op.f("fk_vision_milestone_commune_id_commune")),
        sa.PrimaryKeyConstraint("commune_id", "field_key", "year", name=op.f("pk_vision_milestone")),
    )
    op.create_table(
        "vision_indicator",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("commune_id", sa.Integer(), nullable=False),
        sa.Column("field_key", sa.String(length=80), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("unit", sa.String(length=40), nullable=False),
        sa.Column("source", sa.String(length=300), nullable=False),
        sa.Column("start_value", sa.Float(), nullable=False),
        sa.Column("start_on", sa.Date(), nullable=False),
        sa.Column("target_value", sa.Float(), nullable=False),
        sa.Column("target_year", sa.Integer(), nullable=False),
        sa.Column("is_removed", sa.Boolean(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["commune_id"], ["commune.id"], name=op.f("fk_vision_indicator_commune_id_commune")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vision_indicator")),
    )
    op.create_index(op.f("ix_vision_indicator_commune_id"), "vision_indicator", ["commune_id"])
    op.create_table(
        "vision_reading",
        sa.Column("indicator_id", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("value", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(
            ["indicator_id"], ["vision_indicator.id"], name=op.f("fk_vision_reading_indicator_id_vision_indicator")
        ),
        sa.PrimaryKeyConstraint("indicator_id", "on", name=op.f("pk_vision_reading")),
    )
    # When a goal was first set: the path begins there, also after the goal was moved.
    op.add_column("field_goal", sa.Column("begun_at", UtcDateTime(timezone=True), nullable=True))
    op.execute(sa.text("UPDATE field_goal SET begun_at = changed_at"))
    with op.batch_alter_table("field_goal") as batch:
        batch.alter_column("begun_at", existing_type=UtcDateTime(timezone=True), nullable=False)


def downgrade() -> None:
    """Take back."""
    with op.batch_alter_table("field_goal") as batch:
        batch.drop_column("begun_at")
    for table in ("vision_reading", "vision_indicator", "vision_milestone", "vision_event"):
        op.drop_table(table)
