"""Requests of units for extensions, and who of a unit answered a reminder

Revision 0010, after 0009.
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

OPEN = sa.text("decided_at IS NULL")
TABLE = "extension_request"


def upgrade() -> None:
    """Forward."""
    op.create_table(
        TABLE,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("wanted_day", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("requested_by", sa.String(length=64), nullable=False),
        sa.Column("requested_at", sa.DateTime(), nullable=False),
        sa.Column("decision", sa.String(length=12), nullable=True),
        sa.Column("reply", sa.String(length=500), nullable=True),
        sa.Column("extension_id", sa.Integer(), nullable=True),
        sa.Column("decided_by", sa.String(length=64), nullable=True),
        sa.Column("decided_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint(
            "decision IN ('granted', 'declined', 'withdrawn')",
            name=op.f("ck_extension_request_decision_known"),
        ),
        sa.CheckConstraint(
            "(decided_at IS NULL) = (decision IS NULL)",
            name=op.f("ck_extension_request_decision_has_its_moment"),
        ),
        sa.ForeignKeyConstraint(
            ["extension_id"], ["extension.id"], name=op.f("fk_extension_request_extension_id")
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["unit.id"], name=op.f("fk_extension_request_unit_id")
        ),
        sa.ForeignKeyConstraint(["year"], ["period.year"], name=op.f("fk_extension_request_year")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_extension_request")),
    )
    for column in ("unit_id", "year"):
        op.create_index(op.f(f"ix_extension_request_{column}"), TABLE, [column])
    op.create_index(
        "uq_extension_request_open",
        TABLE,
        ["unit_id", "year"],
        unique=True,
        sqlite_where=OPEN,
        postgresql_where=OPEN,
    )
    with op.batch_alter_table("reminder", schema=None) as reminder:
        reminder.add_column(sa.Column("answered_by", sa.String(length=64), nullable=True))


def downgrade() -> None:
    """Back."""
    with op.batch_alter_table("reminder", schema=None) as reminder:
        reminder.drop_column("answered_by")
    op.drop_table(TABLE)
