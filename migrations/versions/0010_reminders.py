"""reminders: calendar links and wishes for mails"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from data.storage.tables.base import UtcDateTime

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "calendar_link",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("made_at", UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_calendar_link_account_id_account")),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_calendar_link")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_calendar_link_token_hash")),
    )
    op.create_table(
        "reminder_mail",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("address", sa.String(length=254), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_reminder_mail_account_id_account")),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_reminder_mail")),
    )


def downgrade() -> None:
    """Take back."""
    op.drop_table("reminder_mail")
    op.drop_table("calendar_link")
