"""filling in together"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

FROZEN = (
    "self_check_id",
    "perspective",
    "version",
    "rules_version",
    "catalogue_version",
    "submitted_at",
    "content",
    "replies",
    "revisions",
)


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "department",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("commune_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(["commune_id"], ["commune.id"], name=op.f("fk_department_commune_id_commune")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_department")),
        sa.UniqueConstraint("commune_id", "name", name=op.f("uq_department_commune_id_name")),
    )
    op.create_table(
        "assignment",
        sa.Column("self_check_id", sa.Integer(), nullable=False),
        sa.Column("perspective", sa.String(length=20), nullable=False),
        sa.Column("criterion_key", sa.String(length=80), nullable=False),
        sa.Column("department_id", sa.Integer(), nullable=True),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("assigned_by", sa.Integer(), nullable=True),
        sa.Column("assigned_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_assignment_account_id_account")),
        sa.ForeignKeyConstraint(["assigned_by"], ["account.id"], name=op.f("fk_assignment_assigned_by_account")),
        sa.ForeignKeyConstraint(
            ["department_id"], ["department.id"], name=op.f("fk_assignment_department_id_department")
        ),
        sa.ForeignKeyConstraint(
            ["self_check_id"], ["self_check.id"], name=op.f("fk_assignment_self_check_id_self_check")
        ),
        sa.PrimaryKeyConstraint("self_check_id", "perspective", "criterion_key", name=op.f("pk_assignment")),
    )
    with op.batch_alter_table("assignment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_assignment_account_id"), ["account_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_assignment_department_id"), ["department_id"], unique=False)

    op.create_table(
        "frozen_result",
        sa.Column("self_check_id", sa.Integer(), nullable=False),
        sa.Column("perspective", sa.String(length=20), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("rules_version", sa.String(length=20), nullable=False),
        sa.Column("catalogue_version", sa.String(length=20), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("replies", sa.Text(), nullable=False),
        sa.Column("revisions", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["self_check_id"], ["self_check.id"], name=op.f("fk_frozen_result_self_check_id_self_check")
        ),
        sa.PrimaryKeyConstraint("self_check_id", "perspective", "version", name=op.f("pk_frozen_result")),
    )
    op.create_table(
        "question_comment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("self_check_id", sa.Integer(), nullable=False),
        sa.Column("perspective", sa.String(length=20), nullable=False),
        sa.Column("question_id", sa.String(length=20), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("by", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["account.id"], name=op.f("fk_question_comment_by_account")),
        sa.ForeignKeyConstraint(
            ["self_check_id"], ["self_check.id"], name=op.f("fk_question_comment_self_check_id_self_check")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question_comment")),
    )
    with op.batch_alter_table("question_comment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_question_comment_self_check_id"), ["self_check_id"], unique=False)

    op.create_table(
        "question_mark",
        sa.Column("self_check_id", sa.Integer(), nullable=False),
        sa.Column("perspective", sa.String(length=20), nullable=False),
        sa.Column("question_id", sa.String(length=20), nullable=False),
        sa.Column("marked_by", sa.Integer(), nullable=True),
        sa.Column("marked_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["marked_by"], ["account.id"], name=op.f("fk_question_mark_marked_by_account")),
        sa.ForeignKeyConstraint(
            ["self_check_id"], ["self_check.id"], name=op.f("fk_question_mark_self_check_id_self_check")
        ),
        sa.PrimaryKeyConstraint("self_check_id", "perspective", "question_id", name=op.f("pk_question_mark")),
    )
    op.create_table(
        "round_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("self_check_id", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(length=20), nullable=False),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["by"], ["account.id"], name=op.f("fk_round_step_by_account")),
        sa.ForeignKeyConstraint(
            ["self_check_id"], ["self_check.id"], name=op.f("fk_round_step_self_check_id_self_check")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_round_step")),
    )
    with op.batch_alter_table("round_step", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_round_step_self_check_id"), ["self_check_id"], unique=False)

    op.create_table(
        "working_place",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("self_check_id", sa.Integer(), nullable=False),
        sa.Column("perspective", sa.String(length=20), nullable=False),
        sa.Column("criterion_key", sa.String(length=80), nullable=False),
        sa.Column("question_id", sa.String(length=20), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_working_place_account_id_account")),
        sa.ForeignKeyConstraint(
            ["self_check_id"], ["self_check.id"], name=op.f("fk_working_place_self_check_id_self_check")
        ),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_working_place")),
    )
    with op.batch_alter_table("working_place", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_working_place_self_check_id"), ["self_check_id"], unique=False)

    op.create_table(
        "answer_proposal",
        sa.Column("reply", sa.String(length=20), nullable=True),
        sa.Column("points", sa.Integer(), nullable=True),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("responsible_unit", sa.Text(), nullable=False),
        sa.Column("changed_by", sa.Integer(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("self_check_id", sa.Integer(), nullable=False),
        sa.Column("perspective", sa.String(length=20), nullable=False),
        sa.Column("question_id", sa.String(length=20), nullable=False),
        sa.Column("source", sa.String(length=20), nullable=False),
        sa.Column("parts", sa.String(length=60), nullable=False),
        sa.Column("based_on", sa.Integer(), nullable=False),
        sa.Column("import_id", sa.Integer(), nullable=True),
        sa.Column("earlier_check_id", sa.Integer(), nullable=True),
        sa.Column("mapping_kind", sa.String(length=20), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("settled_by", sa.Integer(), nullable=True),
        sa.Column("outcome", sa.String(length=20), nullable=True),
        sa.ForeignKeyConstraint(["changed_by"], ["account.id"], name=op.f("fk_answer_proposal_changed_by_account")),
        sa.ForeignKeyConstraint(
            ["earlier_check_id"], ["self_check.id"], name=op.f("fk_answer_proposal_earlier_check_id_self_check")
        ),
        sa.ForeignKeyConstraint(
            ["import_id"], ["answer_import.id"], name=op.f("fk_answer_proposal_import_id_answer_import")
        ),
        sa.ForeignKeyConstraint(
            ["self_check_id"], ["self_check.id"], name=op.f("fk_answer_proposal_self_check_id_self_check")
        ),
        sa.ForeignKeyConstraint(["settled_by"], ["account.id"], name=op.f("fk_answer_proposal_settled_by_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer_proposal")),
    )
    with op.batch_alter_table("answer_proposal", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_answer_proposal_import_id"), ["import_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_answer_proposal_self_check_id"), ["self_check_id"], unique=False)

    # Written out, because both databases take it in place: rebuilding a table would break what refers to it.
    op.execute(
        "ALTER TABLE account ADD COLUMN department_id INTEGER "
        "CONSTRAINT fk_account_department_id_department REFERENCES department (id)"
    )
    op.create_index("ix_account_department_id", "account", ["department_id"], unique=False)
    op.execute(
        "ALTER TABLE answer_revision ADD COLUMN proposal_id INTEGER "
        "CONSTRAINT fk_answer_revision_proposal_id_answer_proposal REFERENCES answer_proposal (id)"
    )
    op.execute("ALTER TABLE self_check ADD COLUMN versions INTEGER DEFAULT 0 NOT NULL")
    _move_results()


def _move_results() -> None:
    """Submitted rounds become approved ones, their results the first frozen version."""
    op.execute("UPDATE self_check SET status = 'approved', versions = 1 WHERE status = 'submitted'")
    connection = op.get_bind()
    results = connection.execute(sa.text("SELECT * FROM result")).mappings().all()
    frozen = sa.table("frozen_result", *(sa.column(name) for name in FROZEN))
    for result in results:
        answers = connection.execute(
            sa.text(
                "SELECT question_id, reply, points, revision FROM answer "
                "WHERE self_check_id = :self_check_id AND perspective = :perspective ORDER BY question_id"
            ),
            {"self_check_id": result["self_check_id"], "perspective": result["perspective"]},
        ).all()
        replies = ";".join(f"{a.question_id}={a.reply if a.points is None else a.points}" for a in answers if a.reply)
        revisions = ";".join(f"{a.question_id}={a.revision}" for a in answers)
        values = {**result, "version": 1, "replies": replies, "revisions": revisions}
        connection.execute(frozen.insert().values(**values))
    op.drop_table("result")


def downgrade() -> None:
    """There is no way back: a commune that reopened a round would lose a version of it."""
    raise NotImplementedError("restore the backup from before the migration")
