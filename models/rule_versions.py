"""Versions of the rules: what each row of the catalogue said, and how long that was known.

Beside each table of the catalogue stands one of its versions. The table holds what is in force;
the versions say what was known on any day. Versions refer to no other table: an assignment that
was taken back is gone from its table and stays in its history.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import (
    Column,
    ColumnElement,
    FromClause,
    Index,
    Integer,
    Table,
    and_,
    exists,
    func,
    insert,
    literal,
    or_,
    select,
    union,
    update,
)
from sqlalchemy.orm import aliased
from sqlmodel import Session

from models.record import Instant, Record
from models.spans import is_known_on

# A catalogue that was there before anything was recorded of it counts as known since then.
BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)

Rule = TypeVar("Rule", bound=Record)
VERSIONS: dict[type[Record], Table] = {}


def add_version_table(record: type[Rule]) -> type[Rule]:
    """Decorate a table of the catalogue: a table of its versions is declared beside it, named
    `<table>_version`, with its columns, `recorded_at` and `superseded_at`."""
    table = _find_table(record)
    name = f"{table.name}_version"
    current: Column[datetime | None] = Column("superseded_at", Instant())
    VERSIONS[record] = Table(
        name,
        Record.metadata,
        Column("version_id", Integer, primary_key=True),
        *(Column(column.name, column.type, nullable=column.nullable) for column in table.columns),
        Column("recorded_at", Instant(), nullable=False),
        current,
        Index(
            f"uq_{name}_current",
            _find_key(table),
            unique=True,
            sqlite_where=current.is_(None),
            postgresql_where=current.is_(None),
        ),
    )
    return record


def select_rules_on(record: type[Rule], as_of: date | None) -> type[Rule]:
    """`record` for a question, with the rows known at the end of `as_of`; with those in force
    where no day is given."""
    if as_of is None:
        return record
    versions = VERSIONS[record]
    known = (
        select(*(versions.c[column.name] for column in _find_table(record).columns))
        .where(is_known_on(versions.c.recorded_at, versions.c.superseded_at, as_of))
        .subquery()
    )
    return aliased(record, known, adapt_on_names=True)


def find_rule_changes(session: Session) -> tuple[datetime, ...]:
    """The instants at which anything of the catalogue was recorded or ended, in their order."""
    tables = VERSIONS.values()
    recorded = [select(table.c.recorded_at.label("changed_at")) for table in tables]
    ended = [
        select(table.c.superseded_at).where(table.c.superseded_at.is_not(None)) for table in tables
    ]
    instants = session.connection().execute(union(*recorded, *ended)).scalars()
    return tuple(sorted(instants))


def write_rule_versions(session: Session, *, now: datetime) -> None:
    """Record as known from `now` on what the catalogue's tables hold otherwise than its versions
    say. What the first catalogue of a database holds is known since the beginning."""
    session.flush()
    connection = session.connection()
    is_first = not any(
        connection.execute(select(versions.c.version_id).limit(1)).first()
        for versions in VERSIONS.values()
    )
    since = BEGINNING if is_first else now
    for record, versions in VERSIONS.items():
        table = _find_table(record)
        key, names = _find_key(table), [column.name for column in table.columns]
        is_current = versions.c.superseded_at.is_(None)
        same_key = table.c[key] == versions.c[key]
        unchanged = (table.c[name].is_not_distinct_from(versions.c[name]) for name in names)
        stands = exists().where(same_key, *unchanged).correlate(versions)
        ended = update(versions).where(is_current, ~stands).values(superseded_at=now)
        connection.execute(ended)
        recorded = exists().where(same_key, is_current).correlate(table)
        rows = select(*table.columns, literal(since, Instant())).where(~recorded)
        connection.execute(insert(versions).from_select([*names, "recorded_at"], rows))


class VersionFaultKind(StrEnum):
    """How a table of rules and its versions disagree."""

    MISSING = "missing"  # a row without a version that stands
    DIFFERENT = "different"  # a row that its standing version does not say
    LEFT = "left"  # a standing version without its row
    OVERLAPPING = "overlapping"  # two versions of one row known at one moment
    BACKWARDS = "backwards"  # a version that ended before it began


class VersionFault(NamedTuple):
    """`rows` rows of `table` are at fault in one way."""

    kind: VersionFaultKind
    table: str
    rows: int


def find_version_faults(session: Session) -> Iterator[VersionFault]:
    """Where what stands in a table of rules is not what its versions say, and where versions
    contradict each other."""
    for record, versions in VERSIONS.items():
        table = _find_table(record)
        key, names = _find_key(table), [column.name for column in table.columns]
        standing = versions.alias()
        ends = standing.c.superseded_at.is_(None)
        same_key = and_(table.c[key] == standing.c[key], ends)
        differs = or_(*(table.c[name].is_distinct_from(standing.c[name]) for name in names))
        paired = table.join(standing, same_key)
        alone = ~exists().where(same_key).correlate(table)
        left = ~exists().where(table.c[key] == standing.c[key]).correlate(standing)
        yield from _count_faults(session, VersionFaultKind.MISSING, table, (table, alone))
        yield from _count_faults(session, VersionFaultKind.DIFFERENT, table, (paired, differs))
        yield from _count_faults(session, VersionFaultKind.LEFT, table, (standing, ends & left))
        yield from _find_span_faults(session, table, versions, [key])
    extensions = Record.metadata.tables["extension"]  # which is its own table of versions
    yield from _find_span_faults(session, extensions, extensions, ["unit_id", "year"])


def _find_span_faults(
    session: Session, table: Table, versions: Table, key: list[str]
) -> Iterator[VersionFault]:
    number = next(iter(versions.primary_key.columns)).name
    first, other = versions.alias(), versions.alias()
    pairs = first.join(
        other,
        and_(*(first.c[name] == other.c[name] for name in key), first.c[number] < other.c[number]),
    )
    meet = and_(_is_before_end(first, other), _is_before_end(other, first))
    backwards = first.c.superseded_at < first.c.recorded_at
    yield from _count_faults(session, VersionFaultKind.OVERLAPPING, table, (pairs, meet))
    yield from _count_faults(session, VersionFaultKind.BACKWARDS, table, (first, backwards))


def _is_before_end(first: FromClause, other: FromClause) -> ColumnElement[bool]:
    ended = other.c.superseded_at
    return or_(ended.is_(None), first.c.recorded_at < ended)


def _count_faults(
    session: Session,
    kind: VersionFaultKind,
    table: Table,
    counted_rows: tuple[FromClause, ColumnElement[Any]],  # Any: SQL's bool, or unknown
) -> Iterator[VersionFault]:
    rows_of, at_fault = counted_rows
    counting = select(func.count()).select_from(rows_of).where(at_fault)
    rows: int = session.connection().execute(counting).scalar_one()
    if rows:
        yield VersionFault(kind, table.name, rows)


def _find_table(record: type[Record]) -> Table:
    return Record.metadata.tables[str(record.__tablename__)]


def _find_key(table: Table) -> str:
    return next(iter(table.primary_key.columns)).name
