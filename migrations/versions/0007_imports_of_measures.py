"""imports of measures"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from data.storage.tables.base import UtcDateTime

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "measure_import",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("commune_id", sa.Integer(), nullable=False),
        sa.Column("file_name", sa.String(length=255), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("done", sa.String(), nullable=False),
        sa.Column("imported_at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("imported_by", sa.Integer(), nullable=True),
        sa.Column("undone_at", UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["commune_id"], ["commune.id"], name=op.f("fk_measure_import_commune_id_commune")),
        sa.ForeignKeyConstraint(["imported_by"], ["account.id"], name=op.f("fk_measure_import_imported_by_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_measure_import")),
    )
    op.create_index(op.f("ix_measure_import_commune_id"), "measure_import", ["commune_id"])


def downgrade() -> None:
    """Take back."""
    op.drop_table("measure_import")
