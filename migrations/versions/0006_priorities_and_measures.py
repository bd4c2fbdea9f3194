"""priorities and measures"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "action_priority",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("commune_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("criteria", sa.String(), nullable=False),
        sa.Column("field_key", sa.String(length=80), nullable=False),
        sa.Column("effect", sa.Integer(), nullable=True),
        sa.Column("effort", sa.Integer(), nullable=True),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("decision", sa.String(length=200), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["commune_id"], ["commune.id"], name=op.f("fk_action_priority_commune_id_commune")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_action_priority")),
    )
    op.create_index(op.f("ix_action_priority_commune_id"), "action_priority", ["commune_id"])
    op.create_table(
        "measure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("commune_id", sa.Integer(), nullable=False),
        sa.Column("priority_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("description", sa.String(), nullable=False),
        sa.Column("responsible_unit", sa.String(length=200), nullable=False),
        sa.Column("participants", sa.String(length=500), nullable=False),
        sa.Column("begins_on", sa.Date(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("budget_euro", sa.BigInteger(), nullable=True),
        sa.Column("staff_days", sa.Integer(), nullable=True),
        sa.Column("indicator", sa.String(length=500), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("blocked_because", sa.String(length=500), nullable=False),
        sa.Column("decision", sa.String(length=200), nullable=False),
        sa.Column("next_review_on", sa.Date(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["commune_id"], ["commune.id"], name=op.f("fk_measure_commune_id_commune")),
        sa.ForeignKeyConstraint(
            ["priority_id"], ["action_priority.id"], name=op.f("fk_measure_priority_id_action_priority")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_measure")),
    )
    op.create_index(op.f("ix_measure_commune_id"), "measure", ["commune_id"])
    op.create_index(op.f("ix_measure_priority_id"), "measure", ["priority_id"])
    op.create_table(
        "measure_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("measure_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["measure_id"], ["measure.id"], name=op.f("fk_measure_step_measure_id_measure")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_measure_step")),
    )
    op.create_index(op.f("ix_measure_step_measure_id"), "measure_step", ["measure_id"])
    op.create_table(
        "expected_level",
        sa.Column("measure_id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.String(length=20), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["measure_id"], ["measure.id"], name=op.f("fk_expected_level_measure_id_measure")),
        sa.PrimaryKeyConstraint("measure_id", "question_id", name=op.f("pk_expected_level")),
    )
    op.create_table(
        "plan_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("priority_id", sa.Integer(), nullable=True),
        sa.Column("measure_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("part", sa.String(length=40), nullable=False),
        sa.Column("before", sa.String(), nullable=False),
        sa.Column("after", sa.String(), nullable=False),
        sa.Column("sentence", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["by"], ["account.id"], name=op.f("fk_plan_event_by_account")),
        sa.ForeignKeyConstraint(["measure_id"], ["measure.id"], name=op.f("fk_plan_event_measure_id_measure")),
        sa.ForeignKeyConstraint(
            ["priority_id"], ["action_priority.id"], name=op.f("fk_plan_event_priority_id_action_priority")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_event")),
    )
    op.create_index(op.f("ix_plan_event_measure_id"), "plan_event", ["measure_id"])
    op.create_index(op.f("ix_plan_event_priority_id"), "plan_event", ["priority_id"])


def downgrade() -> None:
    """Take back."""
    for table in ("plan_event", "expected_level", "measure_step", "measure", "action_priority"):
        op.drop_table(table)
