"""Spellings of tasks and choices that were confirmed, the batch each came with, and what was
decided of rows that two files of one upload write about

Revision 0020, after 0019.
"""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward. Of earlier spellings nobody knows the batch."""
    op.create_table(
        "confirmed_spelling",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("field", sa.String(length=64), nullable=False),
        sa.Column("spelling", sa.String(length=200), nullable=False),
        sa.Column("meaning", sa.String(length=64), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("confirmed_by", sa.String(length=64), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["batch.id"], name=op.f("fk_confirmed_spelling_batch_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_confirmed_spelling")),
        sa.UniqueConstraint("field", "spelling", name=op.f("uq_confirmed_spelling_field_spelling")),
    )
    op.create_index(op.f("ix_confirmed_spelling_batch_id"), "confirmed_spelling", ["batch_id"])
    # One statement, as in step 0018: a batch is not written a second time with its file.
    op.execute(
        "ALTER TABLE unit_alias ADD COLUMN batch_id INTEGER"
        " CONSTRAINT fk_unit_alias_batch_id REFERENCES batch (id)"
    )
    op.create_index(op.f("ix_unit_alias_batch_id"), "unit_alias", ["batch_id"])
    op.execute(
        "ALTER TABLE batch ADD COLUMN overlap VARCHAR(16)"
        " CONSTRAINT ck_batch_overlap_known CHECK (overlap IN ('add', 'replace', 'leave'))"
    )


def downgrade() -> None:
    """Back."""
    op.drop_column("batch", "overlap")
    op.drop_index(op.f("ix_unit_alias_batch_id"), "unit_alias")
    op.drop_column("unit_alias", "batch_id")
    op.drop_table("confirmed_spelling")
