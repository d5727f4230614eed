"""The version of the register, beside that of all data

Revision 0019, after 0018. What memory keeps of addresses and help outlives writes that touched
neither; at first it is as old as everything else.
"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward."""
    op.add_column(
        "data_version",
        sa.Column("register_number", sa.Integer(), nullable=False, server_default="1"),
    )
    op.execute("UPDATE data_version SET register_number = number")
    with op.batch_alter_table("data_version") as version:
        version.alter_column("register_number", server_default=None)


def downgrade() -> None:
    """Back."""
    op.drop_column("data_version", "register_number")
