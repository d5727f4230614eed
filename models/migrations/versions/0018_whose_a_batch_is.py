"""Whose a batch is: who received it, and for which unit; names of the program are nobody's

Revision 0018, after 0017. Who served which unit when is read once more from the journal, in the
order of its entries, and never again after that. Where it does not say so without doubt, the
columns stay empty: the batch is the secretariat's.
"""

import json
from collections import Counter
from collections.abc import Iterator
from datetime import date
from itertools import chain, count
from typing import Any, NamedTuple

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

RESERVED = "code = 'terminal' OR substr(code, 1, 6) = 'trial-'"
REFERENCES = {"receiver_id": "app_user", "unit_id": "unit"}
NOT_RESERVED = "ck_app_user_code_not_reserved"
ENTRIES = (
    "SELECT actor, verb, subject, before, after FROM entry WHERE verb IN ('receive', 'receive_nil')"
    " OR subject = 'people' OR subject LIKE 'user %' ORDER BY id"
)


class Service(NamedTuple):
    """What a user was, as the journal has it: the role, and the unit of a unit's officer."""

    role: str
    unit_code: str | None


def upgrade() -> None:
    """Forward. Whoever bears a name that the program has for itself gets another one, with
    the same password: `truoc-la.terminal`."""
    connection = op.get_bind()
    _rename_reserved(connection)
    with op.batch_alter_table("app_user") as user:
        user.create_check_constraint(user.f(NOT_RESERVED), f"NOT ({RESERVED})")
    for column, table in REFERENCES.items():
        # One statement, which SQLite takes as well: to add the constraint by itself it would write
        # the table, with every kept file, a second time.
        op.execute(
            f"ALTER TABLE batch ADD COLUMN {column} INTEGER"
            f" CONSTRAINT fk_batch_{column} REFERENCES {table} (id)"
        )
    op.create_index("ix_batch_unit_id", "batch", ["unit_id"])
    _fill(connection)


def downgrade() -> None:
    """Back. Whose a batch was is worked out from the journal again; names given stay."""
    op.drop_index("ix_batch_unit_id", "batch")
    for column in REFERENCES:
        op.drop_column("batch", column)
    with op.batch_alter_table("app_user") as user:
        user.drop_constraint(user.f(NOT_RESERVED), type_="check")


def _rename_reserved(connection: sa.Connection) -> None:
    """A free name for each user who bears one of the program's."""
    taken = set(connection.execute(sa.text("SELECT code FROM app_user")).scalars())
    reserved = f"SELECT id, code FROM app_user WHERE {RESERVED} ORDER BY id"
    for number, code in connection.execute(sa.text(reserved)).all():
        stem = f"truoc-la.{code}"[:64]
        numbered = (f"{stem[:40]}.{number}.{attempt}" for attempt in count(2))
        names = chain([stem, f"{stem[:50]}.{number}"], numbered)
        name = next(name for name in names if name not in taken)
        taken.add(name)
        rename = sa.text("UPDATE app_user SET code = :name WHERE id = :id")
        connection.execute(rename, {"name": name, "id": number})


def _fill(connection: sa.Connection) -> None:
    """Write down whose the batches are, as far as the journal knows."""
    users = connection.execute(sa.text("SELECT code, id FROM app_user"))
    ids = {code: number for code, number in users}  # noqa: C416 - rows are no pairs to a checker
    kept = sa.table("batch", *(sa.column(name) for name in ("id", "received_by", "received_on")))
    kept.c.received_on.type = sa.Date()
    batches = {f"batch {row.id}": row for row in connection.execute(sa.select(kept))}
    write = sa.text("UPDATE batch SET receiver_id = :receiver, unit_id = :unit WHERE id = :id")
    for subject, actor, service in _find_receipts(connection):
        batch = batches.get(subject)
        if batch is None or batch.received_by != actor or actor not in ids:
            continue
        is_officer = service.role == "unit_officer"
        unit = _find_unit(connection, service.unit_code, batch.received_on) if is_officer else None
        receiver = ids[actor] if unit or not is_officer else None
        if receiver or unit:  # a row is written anew with its whole file
            connection.execute(write, {"receiver": receiver, "unit": unit, "id": batch.id})


def _find_receipts(connection: sa.Connection) -> Iterator[tuple[str, str, Service]]:
    """The subject of every receipt, who received, and what that user was then; none of a user
    of whom the journal contradicts itself, nor of a batch that was received twice."""
    known: dict[str, Service] = {}
    doubtful: set[str] = set()
    receipts: list[tuple[str, str, Service]] = []
    for actor, verb, subject, before, after in connection.execute(sa.text(ENTRIES)):
        if verb in ("receive", "receive_nil"):
            if actor in known:
                receipts.append((subject, actor, known[actor]))
            continue
        for code, was, became in _read_services(subject, json.loads(before), json.loads(after)):
            if was != known.get(code, was):
                doubtful.add(code)
            known[code] = became
    times = Counter(subject for subject, _, _ in receipts)
    return (one for one in receipts if one[1] not in doubtful and times[one[0]] == 1)


def _read_services(
    subject: str, before: dict[str, Any], after: dict[str, Any]
) -> Iterator[tuple[str, Service | None, Service]]:
    """What an entry says of users: the name of each, what the user was before and is after."""
    code = subject.removeprefix("user ")
    facts = after if subject == "people" else {code: after}
    for user, became in facts.items():
        if isinstance(became, dict) and "role" in became:
            was = Service(before["role"], before["unit"]) if "role" in before else None
            yield user, was, Service(became["role"], became["unit"])


def _find_unit(connection: sa.Connection, code: str | None, day: date) -> int | None:
    """The one unit that ever bore the code, or that bore it on the day; None in doubt."""
    unit = sa.table(
        "unit", *(sa.column(name) for name in ("id", "code")),
        sa.column("valid_from", sa.Date), sa.column("valid_to", sa.Date),
    )  # fmt: skip
    bearers = connection.execute(sa.select(unit).where(unit.c.code == code)).all()
    if len(bearers) > 1:
        bearers = [
            one
            for one in bearers
            if one.valid_from <= day and (one.valid_to is None or day < one.valid_to)
        ]
    return int(bearers[0].id) if len(bearers) == 1 else None
