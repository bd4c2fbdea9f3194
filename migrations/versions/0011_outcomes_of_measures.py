"""outcomes of measures"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from data.storage.tables.base import UtcDateTime

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "measure_outcome",
        sa.Column("measure_id", sa.Integer(), nullable=False),
        sa.Column("self_check_id", sa.Integer(), nullable=False),
        sa.Column("sentence", sa.String(length=500), nullable=False),
        sa.Column("at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("by", sa.Integer(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["measure_id"], ["measure.id"], name=op.f("fk_measure_outcome_measure_id_measure")),
        sa.ForeignKeyConstraint(
            ["self_check_id"], ["self_check.id"], name=op.f("fk_measure_outcome_self_check_id_self_check")
        ),
        sa.ForeignKeyConstraint(["by"], ["account.id"], name=op.f("fk_measure_outcome_by_account")),
        sa.PrimaryKeyConstraint("measure_id", "self_check_id", name=op.f("pk_measure_outcome")),
    )


def downgrade() -> None:
    """Take back."""
    op.drop_table("measure_outcome")
