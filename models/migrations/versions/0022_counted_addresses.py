"""Counted addresses: what coverage counts of each address, kept ready to be added up

Revision 0022, after 0021. Nothing is counted yet: until the register has been, every question is
answered from its rows.
"""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

CHANGES = {"dossier": ("recorded_at", "superseded_at"), "support": ("recorded_at", "superseded_at")}
MARKS = ("helped", "several", "committed", "closed", "confirmed", "risen")
GROUPS = ("agency", "locality", "organisation", "enterprise", "person")


def upgrade() -> None:
    """Forward."""
    op.create_table(
        "counted_address",
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("address_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("home_id", sa.Integer(), nullable=True),
        sa.Column("commune_id", sa.Integer(), nullable=True),
        sa.Column("later_homes", sa.String(length=200), nullable=False),
        sa.Column("later_communes", sa.String(length=200), nullable=False),
        sa.Column("categories", sa.String(length=200), nullable=True),
        sa.Column("needs", sa.String(length=200), nullable=True),
        *(sa.Column(mark, sa.Integer(), nullable=False) for mark in MARKS),
        sa.Column("unhelped", sa.String(length=12), nullable=True),
        sa.Column("reviewed_on", sa.Date(), nullable=True),
        sa.Column("visits", sa.Integer(), nullable=False),
        sa.Column("value_vnd", sa.BigInteger(), nullable=True),
        *(sa.Column(f"helped_by_{group}", sa.Integer(), nullable=False) for group in GROUPS),
        *(sa.Column(f"visits_by_{group}", sa.Integer(), nullable=False) for group in GROUPS),
        sa.ForeignKeyConstraint(
            ["address_id"], ["address.id"], name=op.f("fk_counted_address_address_id")
        ),
        sa.PrimaryKeyConstraint("year", "address_id", name=op.f("pk_counted_address")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_counted_address_address_id", "counted_address", ["address_id"])
    op.create_table(
        "counted_help",
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("unit_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("address_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("visits", sa.Integer(), nullable=False),
        sa.Column("value_vnd", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_counted_help_unit_id")),
        sa.ForeignKeyConstraint(
            ["address_id"], ["address.id"], name=op.f("fk_counted_help_address_id")
        ),
        sa.PrimaryKeyConstraint("year", "unit_id", "address_id", name=op.f("pk_counted_help")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_counted_help_address_id", "counted_help", ["address_id"])
    op.create_table(
        "counted_state",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("counted_at", sa.DateTime(), nullable=False),
        sa.Column("catalogue", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_counted_state")),
    )
    for table, columns in CHANGES.items():
        for column in columns:
            op.create_index(f"ix_{table}_{column}", table, [column])


def downgrade() -> None:
    """Back."""
    for table, columns in CHANGES.items():
        for column in columns:
            op.drop_index(f"ix_{table}_{column}", table)
    for table in ("counted_state", "counted_help", "counted_address"):
        op.drop_table(table)
