"""What an issue was published without, its document's day, and why it was published again

Revision 0011, after 0010.
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward."""
    with op.batch_alter_table("issue", schema=None) as batch_op:
        batch_op.add_column(sa.Column("dated", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("cause", sa.String(length=300), nullable=True))
        batch_op.add_column(sa.Column("waivers", sa.String(), nullable=True))


def downgrade() -> None:
    """Back."""
    with op.batch_alter_table("issue", schema=None) as batch_op:
        batch_op.drop_column("waivers")
        batch_op.drop_column("cause")
        batch_op.drop_column("dated")
