"""Versions of the catalogue: what was known of each row, and how long

What a database holds of it so far counts as known since the beginning, so that no past day
answers otherwise than it did.

Revision 0015, after 0014.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

BEGINNING = datetime(1970, 1, 1)
CURRENT = sa.text("superseded_at IS NULL")


def upgrade() -> None:
    """Forward."""
    for table, columns in _tables():
        name, names = f"{table}_version", [column.name for column in columns]
        versions = op.create_table(
            name,
            sa.Column("version_id", sa.Integer(), nullable=False),
            *columns,
            sa.Column("recorded_at", sa.DateTime(), nullable=False),
            sa.Column("superseded_at", sa.DateTime(), nullable=True),
            sa.PrimaryKeyConstraint("version_id", name=op.f(f"pk_{name}")),
        )
        op.create_index(
            f"uq_{name}_current",
            name,
            [names[0]],
            unique=True,
            sqlite_where=CURRENT,
            postgresql_where=CURRENT,
        )
        stored = sa.table(table, *(sa.column(one.name, one.type) for one in columns))
        since = sa.literal(BEGINNING, sa.DateTime())
        rows = sa.select(*stored.columns, since).order_by(stored.c[names[0]])
        op.execute(sa.insert(versions).from_select([*names, "recorded_at"], rows))


def downgrade() -> None:
    """Back."""
    for table, _ in _tables():
        op.drop_table(f"{table}_version")


def _tables() -> Iterator[tuple[str, list[sa.Column[Any]]]]:
    """Each table of the catalogue with its columns, the key first."""
    yield (
        "unit",
        [
            _column("id", sa.Integer()),
            _column("code", sa.String(16)),
            _column("valid_from", sa.Date()),
            _optional("valid_to", sa.Date()),
            _column("name_vi", sa.String(200)),
            _column("name_en", sa.String(200)),
            _column("short_vi", sa.String(80)),
            _column("level", sa.String(12)),
            _column("kind", sa.String(12)),
            _optional("parent_code", sa.String(16)),
            _column("position", sa.Integer()),
            _optional("lat", sa.Float()),
            _optional("lon", sa.Float()),
            _optional("contact", sa.String(200)),
            _column("certainty", sa.String(12)),
            _optional("note", sa.String(500)),
        ],
    )
    yield (
        "succession",
        [
            _column("id", sa.Integer()),
            _column("kind", sa.String(12)),
            _column("on_day", sa.Date()),
            _column("from_unit_id", sa.Integer()),
            _optional("to_unit_id", sa.Integer()),
            _column("certainty", sa.String(12)),
            _optional("note", sa.String(500)),
        ],
    )
    yield (
        "task",
        [
            _column("id", sa.Integer()),
            _column("code", sa.String(24)),
            _column("clause", sa.String(16)),
            _column("theme", sa.String(16)),
            _optional("activity", sa.String(2)),
            _column("movement", sa.Boolean()),
            _column("reporting", sa.Boolean()),
            _column("title_vi", sa.String(200)),
            _column("title_en", sa.String(200)),
            _optional("measure_vi", sa.String(60)),
            _optional("measure_en", sa.String(60)),
            _column("adds_up", sa.String(12)),
            _column("money", sa.String(12)),
            _column("position", sa.Integer()),
            _column("certainty", sa.String(12)),
            _optional("note", sa.String(500)),
        ],
    )
    yield (
        "assignment",
        [
            _column("id", sa.Integer()),
            _column("task_id", sa.Integer()),
            _column("unit_id", sa.Integer()),
            _column("role", sa.String(12)),
            _column("valid_from", sa.Date()),
            _optional("valid_to", sa.Date()),
            _column("certainty", sa.String(12)),
            _optional("note", sa.String(500)),
        ],
    )
    yield (
        "period",
        [
            _column("year", sa.Integer()),
            _column("data_from", sa.Date()),
            _column("data_to", sa.Date()),
            _column("last_day", sa.Date()),
            _column("weekend_rolls", sa.Boolean()),
            _optional("closed_at", sa.DateTime()),
        ],
    )
    yield (
        "rung",
        [
            _column("id", sa.Integer()),
            _column("year", sa.Integer()),
            _column("days", sa.Integer()),
            _column("channel", sa.String(12)),
            _column("requested", sa.Boolean()),
        ],
    )


def _column(name: str, kind: sa.types.TypeEngine[Any]) -> sa.Column[Any]:
    return sa.Column(name, kind, nullable=False)


def _optional(name: str, kind: sa.types.TypeEngine[Any]) -> sa.Column[Any]:
    return sa.Column(name, kind, nullable=True)
