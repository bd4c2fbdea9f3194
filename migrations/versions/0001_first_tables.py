"""first tables"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "audit_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("commune_id", sa.Integer(), nullable=True),
        sa.Column("event", sa.String(length=40), nullable=False),
        sa.Column("subject", sa.String(length=120), nullable=False),
        sa.Column("details", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_entry")),
    )
    with op.batch_alter_table("audit_entry", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_audit_entry_at"), ["at"], unique=False)
        batch_op.create_index(batch_op.f("ix_audit_entry_commune_id"), ["commune_id"], unique=False)

    op.create_table(
        "benchmark_key",
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("fingerprint", name=op.f("pk_benchmark_key")),
    )
    op.create_table(
        "benchmark_release",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("catalogue_version", sa.String(length=20), nullable=False),
        sa.Column("parameters", sa.Text(), nullable=False),
        sa.Column("participants", sa.Integer(), nullable=False),
        sa.Column("is_demo", sa.Boolean(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_benchmark_release")),
    )
    op.create_table(
        "commune",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ags", sa.String(length=8), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("land", sa.String(length=40), nullable=False),
        sa.Column("population", sa.Integer(), nullable=False),
        sa.Column("urbanisation", sa.String(length=40), nullable=False),
        sa.Column("is_demo", sa.Boolean(), nullable=False),
        sa.Column("benchmark_consent", sa.Boolean(), nullable=False),
        sa.Column("public_results", sa.Boolean(), nullable=False),
        sa.Column("trust_domain", sa.String(length=40), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commune")),
        sa.UniqueConstraint("ags", name=op.f("uq_commune_ags")),
    )
    op.create_table(
        "sign_in_failure",
        sa.Column("key_hash", sa.String(length=64), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key_hash", name=op.f("pk_sign_in_failure")),
    )
    with op.batch_alter_table("sign_in_failure", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sign_in_failure_last_at"), ["last_at"], unique=False)

    op.create_table(
        "account",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("username", sa.String(length=80), nullable=False),
        sa.Column("display_name", sa.String(length=120), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("commune_id", sa.Integer(), nullable=True),
        sa.Column("password_hash", sa.String(length=100), nullable=False),
        sa.Column("token_version", sa.Integer(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("is_demo", sa.Boolean(), nullable=False),
        sa.Column("language", sa.String(length=5), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["commune_id"], ["commune.id"], name=op.f("fk_account_commune_id_commune")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account")),
        sa.UniqueConstraint("username", name=op.f("uq_account_username")),
    )
    with op.batch_alter_table("account", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_account_commune_id"), ["commune_id"], unique=False)

    op.create_table(
        "benchmark_cell",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("created_release", sa.String(length=20), nullable=False),
        sa.Column("retired_release", sa.String(length=20), nullable=True),
        sa.Column("computed_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["created_release"],
            ["benchmark_release.id"],
            name=op.f("fk_benchmark_cell_created_release_benchmark_release"),
        ),
        sa.ForeignKeyConstraint(
            ["retired_release"],
            ["benchmark_release.id"],
            name=op.f("fk_benchmark_cell_retired_release_benchmark_release"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_benchmark_cell")),
    )
    op.create_table(
        "benchmark_member",
        sa.Column("cell_id", sa.String(length=40), nullable=False),
        sa.Column("commune_ags", sa.String(length=8), nullable=False),
        sa.Column("from_release", sa.String(length=20), nullable=False),
        sa.Column("to_release", sa.String(length=20), nullable=True),
        sa.Column("counted_self_check_id", sa.Integer(), nullable=False),
        sa.Column("counted_submitted_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["cell_id"], ["benchmark_cell.id"], name=op.f("fk_benchmark_member_cell_id_benchmark_cell")
        ),
        sa.ForeignKeyConstraint(
            ["from_release"], ["benchmark_release.id"], name=op.f("fk_benchmark_member_from_release_benchmark_release")
        ),
        sa.ForeignKeyConstraint(
            ["to_release"], ["benchmark_release.id"], name=op.f("fk_benchmark_member_to_release_benchmark_release")
        ),
        sa.PrimaryKeyConstraint("cell_id", "commune_ags", "from_release", name=op.f("pk_benchmark_member")),
    )
    with op.batch_alter_table("benchmark_member", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_benchmark_member_commune_ags"), ["commune_ags"], unique=False)

    op.create_table(
        "benchmark_release_cell",
        sa.Column("release_id", sa.String(length=20), nullable=False),
        sa.Column("cell_id", sa.String(length=40), nullable=False),
        sa.Column("attributes", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["cell_id"], ["benchmark_cell.id"], name=op.f("fk_benchmark_release_cell_cell_id_benchmark_cell")
        ),
        sa.ForeignKeyConstraint(
            ["release_id"],
            ["benchmark_release.id"],
            name=op.f("fk_benchmark_release_cell_release_id_benchmark_release"),
        ),
        sa.PrimaryKeyConstraint("release_id", "cell_id", name=op.f("pk_benchmark_release_cell")),
    )
    op.create_table(
        "login_session",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("cookie_hash", sa.String(length=64), nullable=True),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("token_version", sa.Integer(), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_login_session_account_id_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_login_session")),
        sa.UniqueConstraint("cookie_hash", name=op.f("uq_login_session_cookie_hash")),
    )
    with op.batch_alter_table("login_session", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_login_session_account_id"), ["account_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_login_session_expires_at"), ["expires_at"], unique=False)

    op.create_table(
        "self_check",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("commune_id", sa.Integer(), nullable=False),
        sa.Column("round_name", sa.String(length=80), nullable=False),
        sa.Column("catalogue_version", sa.String(length=20), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("begun_by", sa.Integer(), nullable=True),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("submitted_by", sa.Integer(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["begun_by"], ["account.id"], name=op.f("fk_self_check_begun_by_account")),
        sa.ForeignKeyConstraint(["commune_id"], ["commune.id"], name=op.f("fk_self_check_commune_id_commune")),
        sa.ForeignKeyConstraint(["submitted_by"], ["account.id"], name=op.f("fk_self_check_submitted_by_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_self_check")),
        sa.UniqueConstraint("commune_id", "round_name", name=op.f("uq_self_check_commune_id_round_name")),
    )
    op.create_table(
        "answer",
        sa.Column("reply", sa.String(length=20), nullable=True),
        sa.Column("points", sa.Integer(), nullable=True),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("responsible_unit", sa.Text(), nullable=False),
        sa.Column("changed_by", sa.Integer(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("self_check_id", sa.Integer(), nullable=False),
        sa.Column("perspective", sa.String(length=20), nullable=False),
        sa.Column("question_id", sa.String(length=20), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["changed_by"], ["account.id"], name=op.f("fk_answer_changed_by_account")),
        sa.ForeignKeyConstraint(["self_check_id"], ["self_check.id"], name=op.f("fk_answer_self_check_id_self_check")),
        sa.PrimaryKeyConstraint("self_check_id", "perspective", "question_id", name=op.f("pk_answer")),
    )
    op.create_table(
        "answer_import",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("self_check_id", sa.Integer(), nullable=False),
        sa.Column("perspective", sa.String(length=20), nullable=False),
        sa.Column("file_name", sa.String(length=200), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("answers", sa.Integer(), nullable=False),
        sa.Column("imported_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("imported_by", sa.Integer(), nullable=True),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["imported_by"], ["account.id"], name=op.f("fk_answer_import_imported_by_account")),
        sa.ForeignKeyConstraint(
            ["self_check_id"], ["self_check.id"], name=op.f("fk_answer_import_self_check_id_self_check")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer_import")),
    )
    with op.batch_alter_table("answer_import", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_answer_import_self_check_id"), ["self_check_id"], unique=False)

    op.create_table(
        "benchmark_point",
        sa.Column("release_id", sa.String(length=20), nullable=False),
        sa.Column("cell_id", sa.String(length=40), nullable=False),
        sa.Column("indicator_id", sa.String(length=80), nullable=False),
        sa.Column("run", sa.Integer(), nullable=False),
        sa.Column("weight", sa.Integer(), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["release_id", "cell_id"],
            ["benchmark_release_cell.release_id", "benchmark_release_cell.cell_id"],
            name=op.f("fk_benchmark_point_release_id_benchmark_release_cell"),
        ),
        sa.PrimaryKeyConstraint("release_id", "cell_id", "indicator_id", "run", name=op.f("pk_benchmark_point")),
    )
    op.create_table(
        "login_ticket",
        sa.Column("ticket_hash", sa.String(length=64), nullable=False),
        sa.Column("session_id", sa.Text(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["login_session.id"],
            name=op.f("fk_login_ticket_session_id_login_session"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("ticket_hash", name=op.f("pk_login_ticket")),
    )
    with op.batch_alter_table("login_ticket", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_login_ticket_expires_at"), ["expires_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_login_ticket_session_id"), ["session_id"], unique=False)

    op.create_table(
        "result",
        sa.Column("self_check_id", sa.Integer(), nullable=False),
        sa.Column("perspective", sa.String(length=20), nullable=False),
        sa.Column("rules_version", sa.String(length=20), nullable=False),
        sa.Column("catalogue_version", sa.String(length=20), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["self_check_id"], ["self_check.id"], name=op.f("fk_result_self_check_id_self_check")),
        sa.PrimaryKeyConstraint("self_check_id", "perspective", name=op.f("pk_result")),
    )
    op.create_table(
        "answer_revision",
        sa.Column("reply", sa.String(length=20), nullable=True),
        sa.Column("points", sa.Integer(), nullable=True),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("responsible_unit", sa.Text(), nullable=False),
        sa.Column("changed_by", sa.Integer(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("self_check_id", sa.Integer(), nullable=False),
        sa.Column("perspective", sa.String(length=20), nullable=False),
        sa.Column("question_id", sa.String(length=20), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("import_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["changed_by"], ["account.id"], name=op.f("fk_answer_revision_changed_by_account")),
        sa.ForeignKeyConstraint(
            ["import_id"], ["answer_import.id"], name=op.f("fk_answer_revision_import_id_answer_import")
        ),
        sa.ForeignKeyConstraint(
            ["self_check_id"], ["self_check.id"], name=op.f("fk_answer_revision_self_check_id_self_check")
        ),
        sa.PrimaryKeyConstraint(
            "self_check_id", "perspective", "question_id", "revision", name=op.f("pk_answer_revision")
        ),
    )
    with op.batch_alter_table("answer_revision", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_answer_revision_import_id"), ["import_id"], unique=False)


def downgrade() -> None:
    """Take back."""
    with op.batch_alter_table("answer_revision", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_answer_revision_import_id"))

    op.drop_table("answer_revision")
    op.drop_table("result")
    with op.batch_alter_table("login_ticket", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_login_ticket_session_id"))
        batch_op.drop_index(batch_op.f("ix_login_ticket_expires_at"))

    op.drop_table("login_ticket")
    op.drop_table("benchmark_point")
    with op.batch_alter_table("answer_import", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_answer_import_self_check_id"))

    op.drop_table("answer_import")
    op.drop_table("answer")
    op.drop_table("self_check")
    with op.batch_alter_table("login_session", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_login_session_expires_at"))
        batch_op.drop_index(batch_op.f("ix_login_session_account_id"))

    op.drop_table("login_session")
    op.drop_table("benchmark_release_cell")
    with op.batch_alter_table("benchmark_member", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_benchmark_member_commune_ags"))

    op.drop_table("benchmark_member")
    op.drop_table("benchmark_cell")
    with op.batch_alter_table("account", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_account_commune_id"))

    op.drop_table("account")
    with op.batch_alter_table("sign_in_failure", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sign_in_failure_last_at"))

    op.drop_table("sign_in_failure")
    op.drop_table("commune")
    op.drop_table("benchmark_release")
    op.drop_table("benchmark_key")
    with op.batch_alter_table("audit_entry", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_audit_entry_commune_id"))
        batch_op.drop_index(batch_op.f("ix_audit_entry_at"))

    op.drop_table("audit_entry")
