"""The signed scans kept beside returns

Revision 0013, after 0012.
"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

STANDING = sa.text("superseded_at IS NULL")


def upgrade() -> None:
    """Forward."""
    op.create_table(
        "scan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("file_name", sa.String(length=255), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("size_bytes", sa.Integer(), nullable=False),
        sa.Column("attached_by", sa.String(length=64), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("superseded_at", sa.DateTime(), nullable=True),
        sa.Column("emptied_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint("kind IN ('pdf', 'jpeg', 'png')", name=op.f("ck_scan_kind_known")),
        sa.CheckConstraint("size_bytes >= 0", name=op.f("ck_scan_size_not_negative")),
        sa.ForeignKeyConstraint(["batch_id"], ["batch.id"], name=op.f("fk_scan_batch_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scan")),
    )
    op.create_index(op.f("ix_scan_batch_id"), "scan", ["batch_id"])
    op.create_index(
        "uq_scan_standing",
        "scan",
        ["batch_id", "digest"],
        unique=True,
        sqlite_where=STANDING,
        postgresql_where=STANDING,
    )


def downgrade() -> None:
    """Back."""
    op.drop_table("scan")
