"""The ladder of a period, and a ledger that knows its rungs

Revision 0004, after 0003.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

STANDING = sa.text("superseded_at IS NULL")
RUNG_OF = ["unit_id", "year", "rung_days", "rung_on"]


def upgrade() -> None:
    """Forward."""
    op.create_table(
        "rung",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("channel", sa.String(length=12), nullable=False),
        sa.Column("requested", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "channel IN ('letter', 'email', 'telephone')", name=op.f("ck_rung_channel_known")
        ),
        sa.CheckConstraint("days BETWEEN -366 AND 366", name=op.f("ck_rung_days_within_a_year")),
        sa.ForeignKeyConstraint(["year"], ["period.year"], name=op.f("fk_rung_year")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rung")),
        sa.UniqueConstraint("year", "days", name=op.f("uq_rung_year_days")),
    )
    with op.batch_alter_table("reminder", schema=None) as batch_op:
        batch_op.add_column(sa.Column("rung_days", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("rung_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("note", sa.String(length=500), nullable=True))
        batch_op.add_column(sa.Column("address", sa.String(length=254), nullable=True))
        batch_op.add_column(sa.Column("delivery", sa.String(length=12), nullable=True))
        batch_op.create_check_constraint(
            op.f("ck_reminder_delivery_known"), "delivery IN ('pending', 'sent')"
        )
        batch_op.create_index(
            "uq_reminder_rung_current",
            RUNG_OF,
            unique=True,
            sqlite_where=STANDING,
            postgresql_where=STANDING,
        )
    with op.batch_alter_table("setting", schema=None) as batch_op:
        batch_op.alter_column(
            "value", existing_type=sa.String(length=500), type_=sa.String(length=4000)
        )


def downgrade() -> None:
    """Back."""
    op.execute("UPDATE setting SET value = substr(value, 1, 500)")
    with op.batch_alter_table("setting", schema=None) as batch_op:
        batch_op.alter_column(
            "value", existing_type=sa.String(length=4000), type_=sa.String(length=500)
        )
    with op.batch_alter_table("reminder", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_reminder_rung_current", sqlite_where=STANDING, postgresql_where=STANDING
        )
        batch_op.drop_constraint(op.f("ck_reminder_delivery_known"), type_="check")
        for column in ("delivery", "address", "note", "rung_on", "rung_days"):
            batch_op.drop_column(column)
    op.drop_table("rung")
