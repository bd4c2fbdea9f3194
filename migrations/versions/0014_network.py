"""the network: contact persons, entries, requests for exchange, dates"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from data.storage.tables.base import UtcDateTime

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    _contacts_and_entries()
    _requests()
    _dates()


def _contacts_and_entries() -> None:
    op.create_table(
        "network_contact",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("commune_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("function", sa.String(length=160), nullable=False),
        sa.Column("mail", sa.String(length=254), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=False),
        sa.Column("audience", sa.String(length=20), nullable=False),
        sa.Column("text_version", sa.String(length=20), nullable=False),
        sa.Column("agreed_on", sa.Date(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_network_contact_account_id_account")),
        sa.ForeignKeyConstraint(["commune_id"], ["commune.id"], name=op.f("fk_network_contact_commune_id_commune")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_network_contact")),
        sa.UniqueConstraint("account_id", name=op.f("uq_network_contact_account_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_network_contact_commune_id"), "network_contact", ["commune_id"])
    op.create_table(
        "network_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token", sa.String(length=24), nullable=False),
        sa.Column("commune_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("topic", sa.String(length=80), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("named", sa.Boolean(), nullable=False),
        sa.Column("shown_from", sa.Date(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["commune_id"], ["commune.id"], name=op.f("fk_network_entry_commune_id_commune")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_network_entry")),
        sa.UniqueConstraint("commune_id", "kind", "topic", name=op.f("uq_network_entry_commune_id_kind_topic")),
        sa.UniqueConstraint("token", name=op.f("uq_network_entry_token")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_network_entry_commune_id"), "network_entry", ["commune_id"])


def _requests() -> None:
    references = {
        "entry_id": "network_entry",
        "asking_commune_id": "commune",
        "answering_commune_id": "commune",
        "asking_contact_id": "network_contact",
        "answering_contact_id": "network_contact",
    }
    op.create_table(
        "network_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token", sa.String(length=24), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("topic", sa.String(length=80), nullable=False),
        sa.Column("asking_commune_id", sa.Integer(), nullable=False),
        sa.Column("answering_commune_id", sa.Integer(), nullable=False),
        sa.Column("asking_contact_id", sa.Integer(), nullable=True),
        sa.Column("answering_contact_id", sa.Integer(), nullable=True),
        sa.Column("message", sa.String(), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("sentence", sa.String(), nullable=False),
        sa.Column("answered_on", sa.Date(), nullable=True),
        *(
            sa.ForeignKeyConstraint([column], [f"{table}.id"], name=op.f(f"fk_network_request_{column}_{table}"))
            for column, table in references.items()
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_network_request")),
        sa.UniqueConstraint("token", name=op.f("uq_network_request_token")),
        sqlite_autoincrement=True,
    )
    for column in references:
        op.create_index(op.f(f"ix_network_request_{column}"), "network_request", [column])


def _dates() -> None:
    op.create_table(
        "exchange_date",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("host_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.String(length=160), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("starts_at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("link", sa.String(length=500), nullable=False),
        sa.Column("audience", sa.String(length=200), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=True),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("cancelled", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["host_id"], ["commune.id"], name=op.f("fk_exchange_date_host_id_commune")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exchange_date")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_exchange_date_host_id"), "exchange_date", ["host_id"])
    op.create_index(op.f("ix_exchange_date_starts_at"), "exchange_date", ["starts_at"])
    op.create_table(
        "exchange_sign_up",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("date_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["date_id"], ["exchange_date.id"], name=op.f("fk_exchange_sign_up_date_id_exchange_date")
        ),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_exchange_sign_up_account_id_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exchange_sign_up")),
        sa.UniqueConstraint("date_id", "account_id", name=op.f("uq_exchange_sign_up_date_id_account_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_exchange_sign_up_account_id"), "exchange_sign_up", ["account_id"])


def downgrade() -> None:
    """Take back."""
    for table in ("exchange_sign_up", "exchange_date", "network_request", "network_entry", "network_contact"):
        op.drop_table(table)
