"""The clerk's own paragraphs of the yearly report, and what an issue corrects

Revision 0006, after 0005.
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

STANDING = sa.text("superseded_at IS NULL")


def upgrade() -> None:
    """Forward."""
    op.create_table(
        "report_text",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("recipient", sa.String(length=40), nullable=False),
        sa.Column("slot", sa.String(length=40), nullable=False),
        sa.Column("text", sa.String(length=20000), nullable=False),
        sa.Column("recorded_by", sa.String(length=64), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("superseded_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["year"], ["period.year"], name=op.f("fk_report_text_year")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_text")),
    )
    op.create_index(
        "uq_report_text_current",
        "report_text",
        ["year", "recipient", "slot"],
        unique=True,
        sqlite_where=STANDING,
        postgresql_where=STANDING,
    )
    with op.batch_alter_table("issue", schema=None) as batch_op:
        batch_op.add_column(sa.Column("document_no", sa.String(length=60), nullable=True))
        batch_op.add_column(sa.Column("language", sa.String(length=2), nullable=True))
        batch_op.add_column(sa.Column("errata", sa.String(), nullable=True))


def downgrade() -> None:
    """Back."""
    with op.batch_alter_table("issue", schema=None) as batch_op:
        for column in ("errata", "language", "document_no"):
            batch_op.drop_column(column)
    op.drop_table("report_text")
