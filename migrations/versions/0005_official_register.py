"""official register"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "register_edition",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("borders_on", sa.Date(), nullable=True),
        sa.Column("imported_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("imported_by", sa.Integer(), nullable=True),
        sa.Column("file_name", sa.String(length=200), nullable=False),
        sa.Column("file_format", sa.String(length=20), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("entries", sa.Integer(), nullable=False),
        sa.Column("partial", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["imported_by"], ["account.id"], name=op.f("fk_register_edition_imported_by_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_register_edition")),
    )
    op.create_table(
        "register_entry",
        sa.Column("ags", sa.String(length=8), nullable=False),
        sa.Column("since_edition", sa.Integer(), nullable=False),
        sa.Column("until_edition", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("kind_name", sa.String(length=40), nullable=False),
        sa.Column("land", sa.String(length=40), nullable=False),
        sa.Column("population", sa.Integer(), nullable=False),
        sa.Column("urbanisation", sa.String(length=40), nullable=False),
        sa.Column("district_ags", sa.String(length=5), nullable=False),
        sa.Column("folded", sa.String(length=400), nullable=False),
        sa.ForeignKeyConstraint(
            ["since_edition"], ["register_edition.id"], name=op.f("fk_register_entry_since_edition_register_edition")
        ),
        sa.ForeignKeyConstraint(
            ["until_edition"], ["register_edition.id"], name=op.f("fk_register_entry_until_edition_register_edition")
        ),
        sa.PrimaryKeyConstraint("ags", "since_edition", name=op.f("pk_register_entry")),
    )
    with op.batch_alter_table("register_entry", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_register_entry_until_edition"), ["until_edition"], unique=False)
    # Written out, because both databases take it in place: rebuilding the table would break what refers to it.
    op.execute("ALTER TABLE commune ADD COLUMN register_standing VARCHAR(20) DEFAULT 'unchecked' NOT NULL")
    op.execute("ALTER TABLE commune ADD COLUMN former_ags VARCHAR(8)")
    op.execute(
        "ALTER TABLE commune ADD COLUMN successor_id INTEGER "
        "CONSTRAINT fk_commune_successor_id_commune REFERENCES commune (id)"
    )


def downgrade() -> None:
    """There is no way back: a commune under a new key would be counted twice."""
    raise NotImplementedError("restore the backup from before the migration")
