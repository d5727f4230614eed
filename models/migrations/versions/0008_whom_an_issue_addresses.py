"""Whom an issue addresses, by the name of its day

Revision 0008, after 0007.
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward."""
    with op.batch_alter_table("issue", schema=None) as batch_op:
        batch_op.add_column(sa.Column("addressee", sa.String(length=300), nullable=True))


def downgrade() -> None:
    """Back."""
    with op.batch_alter_table("issue", schema=None) as batch_op:
        batch_op.drop_column("addressee")
