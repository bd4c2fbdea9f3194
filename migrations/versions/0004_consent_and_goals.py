"""consent to the comparison, who it can speak for, goals of fields"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "consent_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("commune_id", sa.Integer(), nullable=False),
        sa.Column("given", sa.Boolean(), nullable=False),
        sa.Column("text_version", sa.String(length=20), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["by"], ["account.id"], name=op.f("fk_consent_step_by_account")),
        sa.ForeignKeyConstraint(["commune_id"], ["commune.id"], name=op.f("fk_consent_step_commune_id_commune")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent_step")),
    )
    with op.batch_alter_table("consent_step", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_consent_step_commune_id"), ["commune_id"], unique=False)
    op.create_table(
        "benchmark_profile",
        sa.Column("release_id", sa.String(length=20), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("attributes", sa.String(), nullable=False),
        sa.Column("counted", sa.Integer(), nullable=False),
        sa.Column("participating", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["release_id"], ["benchmark_release.id"], name=op.f("fk_benchmark_profile_release_id_benchmark_release")
        ),
        sa.PrimaryKeyConstraint("release_id", "number", name=op.f("pk_benchmark_profile")),
    )
    op.create_table(
        "field_goal",
        sa.Column("commune_id", sa.Integer(), nullable=False),
        sa.Column("field_key", sa.String(length=80), nullable=False),
        sa.Column("target", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["changed_by"], ["account.id"], name=op.f("fk_field_goal_changed_by_account")),
        sa.ForeignKeyConstraint(["commune_id"], ["commune.id"], name=op.f("fk_field_goal_commune_id_commune")),
        sa.PrimaryKeyConstraint("commune_id", "field_key", name=op.f("pk_field_goal")),
    )


def downgrade() -> None:
    """Take back."""
    op.drop_table("field_goal")
    op.drop_table("benchmark_profile")
    op.drop_table("consent_step")
