"""Backups, erasures and the head of the journal

Revision 0002. The head of a journal that is there already is what is there.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

HEAD = """
INSERT INTO journal_head (id, entries, digest)
SELECT 1, (SELECT count(*) FROM entry), digest FROM entry WHERE id = (SELECT max(id) FROM entry)
"""


def upgrade() -> None:
    """Forward."""
    _create_backups()
    _create_erasures()
    _create_head()
    with op.batch_alter_table("batch", schema=None) as batch_op:
        batch_op.add_column(sa.Column("emptied_at", sa.DateTime(), nullable=True))


def _create_backups() -> None:
    op.create_table(
        "backup",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("made_by", sa.String(length=64), nullable=False),
        sa.Column("place", sa.String(length=500), nullable=False),
        sa.Column("size_bytes", sa.BigInteger(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("encrypted", sa.Boolean(), nullable=False),
        sa.Column("revision", sa.String(length=32), nullable=False),
        sa.Column("table_rows", sa.BigInteger(), nullable=False),
        sa.Column("entries", sa.Integer(), nullable=False),
        sa.Column("head", sa.String(length=64), nullable=False),
        sa.Column("proven_at", sa.DateTime(), nullable=True),
        sa.Column("fault", sa.String(length=40), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_backup")),
    )
    with op.batch_alter_table("backup", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_backup_made_at"), ["made_at"], unique=False)


def _create_erasures() -> None:
    op.create_table(
        "erasure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("ground", sa.String(length=12), nullable=False),
        sa.Column("erased_at", sa.DateTime(), nullable=False),
        sa.Column("erased_by", sa.String(length=64), nullable=False),
        sa.CheckConstraint(
            "ground IN ('requested', 'withdrawn', 'mistaken', 'fulfilled')",
            name=op.f("ck_erasure_ground_known"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_erasure")),
        sa.UniqueConstraint("digest", name=op.f("uq_erasure_digest")),
    )


def _create_head() -> None:
    op.create_table(
        "journal_head",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("entries", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_journal_head")),
    )
    op.execute(HEAD)


def downgrade() -> None:
    """Back."""
    with op.batch_alter_table("batch", schema=None) as batch_op:
        batch_op.drop_column("emptied_at")
    op.drop_table("journal_head")
    op.drop_table("erasure")
    with op.batch_alter_table("backup", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_backup_made_at"))
    op.drop_table("backup")
