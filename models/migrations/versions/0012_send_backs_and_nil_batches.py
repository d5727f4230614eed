"""Returns sent back in a table of their own; a nil return has its batch, as every other

Revision 0012, after 0011.
"""

import hashlib

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

STANDING = sa.text("superseded_at IS NULL")
# Who did it stands in the journal alone; where that is silent, nobody is named.
WHO = "(SELECT actor FROM entry WHERE verb = '{verb}' AND subject = {subject} ORDER BY id LIMIT 1)"
SUBJECT = "'submission ' || submission.id"


def upgrade() -> None:
    """Forward."""
    op.create_table(
        "send_back",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("submission_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("letter_no", sa.String(length=60), nullable=True),
        sa.Column("reminder_id", sa.Integer(), nullable=True),
        sa.Column("recorded_by", sa.String(length=64), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("superseded_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["submission_id"], ["submission.id"], name=op.f("fk_send_back_submission_id")
        ),
        sa.ForeignKeyConstraint(
            ["reminder_id"], ["reminder.id"], name=op.f("fk_send_back_reminder_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_send_back")),
    )
    op.create_index(op.f("ix_send_back_submission_id"), "send_back", ["submission_id"])
    op.create_index(
        "uq_send_back_standing",
        "send_back",
        ["submission_id"],
        unique=True,
        sqlite_where=STANDING,
        postgresql_where=STANDING,
    )
    who = WHO.format(verb="send_back", subject=SUBJECT)
    op.execute(
        "INSERT INTO send_back (submission_id, reason, recorded_by, recorded_at)"
        f" SELECT id, coalesce(sent_back_reason, ''), coalesce({who}, ''), sent_back_at"
        " FROM submission WHERE sent_back_at IS NOT NULL ORDER BY id"
    )
    with op.batch_alter_table("submission", schema=None) as batch_op:
        batch_op.drop_column("sent_back_at")
        batch_op.drop_column("sent_back_reason")
    _give_batches()


def downgrade() -> None:
    """Back. What was said of a sending back beyond its reason and moment goes."""
    with op.batch_alter_table("submission", schema=None) as batch_op:
        batch_op.add_column(sa.Column("sent_back_at", sa.DateTime(), nullable=True))
        batch_op.add_column(sa.Column("sent_back_reason", sa.String(length=500), nullable=True))
    for column, source in (("sent_back_at", "recorded_at"), ("sent_back_reason", "reason")):
        op.execute(
            f"UPDATE submission SET {column} = (SELECT {source} FROM send_back"
            " WHERE submission_id = submission.id AND superseded_at IS NULL)"
        )
    op.drop_table("send_back")
    nil = "(SELECT id FROM batch WHERE layout = 'nil')"
    op.execute(f"UPDATE submission SET batch_id = NULL WHERE batch_id IN {nil}")
    op.execute(f"UPDATE result SET superseded_by = NULL WHERE superseded_by IN {nil}")
    op.execute("DELETE FROM batch WHERE layout = 'nil'")


def _give_batches() -> None:
    """A batch without a file for every nil return that was received without one."""
    connection = op.get_bind()
    who = WHO.format(verb="receive_nil", subject=SUBJECT)
    asked = sa.text(
        "SELECT submission.id, submission.unit_id, unit.code, submission.year, document_no,"
        " document_on, sent_on, received_on, recorded_at, superseded_at,"
        f" coalesce({who}, '') AS received_by"
        " FROM submission JOIN unit ON unit.id = submission.unit_id"
        " WHERE submission.batch_id IS NULL AND submission.nil ORDER BY submission.id"
    )
    kept = sa.text(
        "INSERT INTO batch (token, file_name, digest, content, size_bytes, layout, document_no,"
        " document_on, sent_on, received_on, received_by, rows_new, rows_changed, rows_unchanged,"
        " rows_left, recorded_at, undone_at) VALUES (:token, :file_name, :digest, :content, 0,"
        " 'nil', :document_no, :document_on, :sent_on, :received_on, :received_by, 0, 0, 0, 0,"
        " :recorded_at, :superseded_at)"
    )
    for row in connection.execute(asked).mappings().all():
        said = f"nil {row['unit_id']} {row['year']} submission {row['id']}"
        digest = hashlib.sha256(said.encode()).hexdigest()
        named = {"token": digest, "digest": digest, "content": b""}
        named["file_name"] = f"khong-phat-sinh-{row['code']}-{row['year']}"
        columns = {name: value for name, value in row.items() if name not in ("id", "code")}
        connection.execute(kept, {**columns, **named})
        connection.execute(
            sa.text(
                "UPDATE submission SET batch_id = (SELECT id FROM batch WHERE token = :token"
                " AND layout = 'nil') WHERE id = :id"
            ),
            {"token": digest, "id": row["id"]},
        )
