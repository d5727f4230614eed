"""Drafts of returns that are typed on the screen

Revision 0021, after 0020.
"""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward."""
    op.create_table(
        "draft_row",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("layout", sa.String(length=16), nullable=False),
        sa.Column("row_key", sa.String(length=400), nullable=False),
        sa.Column("content", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("saved_by", sa.String(length=64), nullable=False),
        sa.Column("saved_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("revision > 0", name=op.f("ck_draft_row_revision_positive")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_draft_row_unit_id")),
        sa.ForeignKeyConstraint(["year"], ["period.year"], name=op.f("fk_draft_row_year")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft_row")),
        sa.UniqueConstraint(
            "unit_id",
            "year",
            "layout",
            "row_key",
            name=op.f("uq_draft_row_unit_id_year_layout_row_key"),
        ),
    )
    op.create_index(op.f("ix_draft_row_year"), "draft_row", ["year"])


def downgrade() -> None:
    """Back. What was typed and not sent yet is lost."""
    op.drop_table("draft_row")
