"""What every table shares: one registry of its own, named constraints, instants, versions.

A registry of our own keeps Streamlit's hot reload from defining a table twice, and the
naming convention gives every constraint a name that Alembic and a test can call it by.
"""

from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, DateTime, Dialect, MetaData, Table, event
from sqlalchemy.orm import registry
from sqlalchemy.types import TypeDecorator
from sqlmodel import SQLModel

CONSTRAINT_NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


# What a column's `info` tells of its text: the choices it is one of; that it is JSON; the pattern
# it has.
CHOICES, JSON, PATTERN = "choices", "json", "pattern"
AS_JSON = {"info": {JSON: True}}  # sa_column_kwargs of such a column


class Record(SQLModel, registry=registry(metadata=MetaData(naming_convention=CONSTRAINT_NAMES))):
    """The base of every table."""


class Instant(TypeDecorator[datetime]):
    """A moment, kept in UTC. Takes and gives aware datetimes only, on every database.

    Raises ValueError for a datetime without a time zone: a guess about it would be silent.
    """

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"an instant needs a time zone: {value!r}")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(
        self, value: Any, dialect: Dialect
    ) -> datetime | None:  # the driver's own type
        return None if value is None else value.replace(tzinfo=UTC)


class Certainty(StrEnum):
    """How well a fact of the catalogue is known; written beside the fact."""

    SOLID = "solid"
    MEDIUM = "medium"
    RECALLED = "recalled"
    UNKNOWN = "unknown"


def build_choice_constraint(column: str, choices: type[StrEnum]) -> CheckConstraint:
    """A named CHECK that keeps `column` to the values of `choices` (NULL passes)."""
    listed = ", ".join(f"'{choice.value}'" for choice in choices)
    constraint = CheckConstraint(f"{column} IN ({listed})", name=f"{column}_known")

    def tell_column(_constraint: CheckConstraint, table: Table) -> None:
        table.c[column].info[CHOICES] = frozenset(choice.value for choice in choices)

    event.listen(constraint, "after_parent_attach", tell_column)
    return constraint
