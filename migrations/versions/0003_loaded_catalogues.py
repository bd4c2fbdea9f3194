"""loaded catalogues"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "catalogue_version",
        sa.Column("version", sa.String(length=20), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("questions", sa.Integer(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("right_of_use", sa.Text(), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("uploaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("uploaded_by", sa.Integer(), nullable=True),
        sa.Column("released_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("released_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["released_by"], ["account.id"], name=op.f("fk_catalogue_version_released_by_account")),
        sa.ForeignKeyConstraint(["uploaded_by"], ["account.id"], name=op.f("fk_catalogue_version_uploaded_by_account")),
        sa.PrimaryKeyConstraint("version", name=op.f("pk_catalogue_version")),
    )
    op.create_table(
        "catalogue_mapping",
        sa.Column("from_version", sa.String(length=20), nullable=False),
        sa.Column("to_version", sa.String(length=20), nullable=False),
        sa.Column("entries", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["to_version"],
            ["catalogue_version.version"],
            name=op.f("fk_catalogue_mapping_to_version_catalogue_version"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("from_version", "to_version", name=op.f("pk_catalogue_mapping")),
    )


def downgrade() -> None:
    """Take back."""
    op.drop_table("catalogue_mapping")
    op.drop_table("catalogue_version")
