"""A call that reached nobody is a note, not an answer of the unit

Such calls were kept with these words in place of an answer, in the language of the screen.

Revision 0016, after 0015.
"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

NOBODY_REACHED = ("Đã gọi, không gặp", "Called, nobody there")


def upgrade() -> None:
    """Forward."""
    texts = {name: sa.column(name, sa.String()) for name in ("answer", "note", "answered_by")}
    answered_on = sa.column("answered_on", sa.Date())
    reminder = sa.table("reminder", *texts.values(), answered_on)
    op.execute(
        sa.update(reminder)
        .where(texts["answer"].in_(NOBODY_REACHED), texts["answered_by"].is_(None))
        .values(
            note=sa.func.coalesce(texts["note"], texts["answer"]), answer=None, answered_on=None
        )
    )


def downgrade() -> None:
    """Back. A note stays one."""
