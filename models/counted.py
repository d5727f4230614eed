"""Counted addresses: of each address and year what coverage counts of it, kept ready so that a
question about the whole register is one GROUP BY.

They are derived: whoever changes the register counts the addresses it touched anew, in its own
transaction (`actions/counting.py`). `CountedState` says as of when. What a question is asked for
another moment, the addresses that changed in between are read and counted by themselves
(`select_changed_addresses`), so an answer never depends on when they were last counted.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import pandas as pd
from sqlalchemy import (
    BigInteger,
    Index,
    Integer,
    Select,
    case,
    delete,
    func,
    insert,
    or_,
    select,
    union,
)
from sqlmodel import Field, Session, col

from models.addresses import ClosedReason, Dossier
from models.batches import Batch
from models.frames import read_frame, select_columns
from models.record import Instant, Record
from models.supports import Support

NO_REASON = "no_reason"  # none was told when the dossier was closed
REASONS = (*(reason.value for reason in ClosedReason), NO_REASON)
GROUPS = ("agency", "locality", "organisation", "enterprise", "person")
MARKS = ("helped", "several", "committed", "closed", "confirmed", "risen")
HELPED_BY = tuple(f"helped_by_{group}" for group in GROUPS)
VISITS_BY = tuple(f"visits_by_{group}" for group in GROUPS)
UNHELPED = tuple(f"unhelped_{reason}" for reason in REASONS)
# What a group of addresses adds up to.
SUMS = ("addresses", *MARKS, *UNHELPED, "nobody", "visits", *HELPED_BY, *VISITS_BY)


BY_KEY = {"sqlite_with_rowid": False}  # a year lies together
COUNTED, COUNTING = 1, 2  # rows of CountedState
Numbers = Select[Any]  # a question for ids of addresses


class CountedAddress(Record, table=True):
    """What is counted of one address in one year, were its help reported: 0 or 1 each.

    `home_id` is its commune on the year's own day and `commune_id` on the day of the count,
    each with the communes of the later days on which units came and went
    (`indicators/structure.py`). `unhelped` is the reason for which it was closed without help;
    NULL where it was not."""

    __tablename__ = "counted_address"
    __table_args__ = (Index("ix_counted_address_address_id", "address_id"), BY_KEY)

    year: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    address_id: int = Field(
        primary_key=True, foreign_key="address.id", sa_column_kwargs={"autoincrement": False}
    )
    home_id: int | None = None
    commune_id: int | None = None
    later_homes: str = Field(max_length=200)
    later_communes: str = Field(max_length=200)
    categories: str | None = Field(default=None, max_length=200)
    needs: str | None = Field(default=None, max_length=200)
    helped: int
    several: int
    committed: int
    closed: int
    confirmed: int
    risen: int
    unhelped: str | None = Field(default=None, max_length=12)
    reviewed_on: date | None = None
    visits: int
    value_vnd: int | None = Field(default=None, sa_type=BigInteger)
    helped_by_agency: int
    helped_by_locality: int
    helped_by_organisation: int
    helped_by_enterprise: int
    helped_by_person: int
    visits_by_agency: int
    visits_by_locality: int
    visits_by_organisation: int
    visits_by_enterprise: int
    visits_by_person: int


class CountedHelp(Record, table=True):
    """What one unit gave one address that is in force in one year: visits, value_vnd."""

    __tablename__ = "counted_help"
    __table_args__ = (Index("ix_counted_help_address_id", "address_id"), BY_KEY)

    year: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    unit_id: int = Field(
        primary_key=True, foreign_key="unit.id", sa_column_kwargs={"autoincrement": False}
    )
    address_id: int = Field(
        primary_key=True, foreign_key="address.id", sa_column_kwargs={"autoincrement": False}
    )
    visits: int
    value_vnd: int | None = Field(default=None, sa_type=BigInteger)


class CountedState(Record, table=True):
    """The row COUNTED: all that was recorded up to `counted_at` is counted, by units, successions
    and periods that have the digest `catalogue`. Without it nothing is. The row COUNTING says when
    the last count of the whole register began."""

    __tablename__ = "counted_state"

    id: int | None = Field(default=None, primary_key=True)
    counted_at: datetime = Field(sa_type=Instant)
    catalogue: str = Field(max_length=64)


def find_counted_state(session: Session) -> CountedState | None:
    """As of when everything is counted; None where it is not."""
    return session.get(CountedState, COUNTED)


def forget_counts(session: Session) -> None:
    """Count nothing as counted: the next count begins anew. Its rows stay until then."""
    session.execute(delete(CountedState).where(col(CountedState.id) == COUNTED))
    session.expire_all()


def forget_counted(session: Session, addresses: Sequence[int] | Numbers) -> None:
    """Remove the counts of these addresses."""
    for table in (CountedHelp, CountedAddress):
        session.execute(delete(table).where(col(table.address_id).in_(addresses)))


def add_counted(session: Session, addresses: pd.DataFrame, given: pd.DataFrame) -> None:
    """Keep rows of CountedAddress and of CountedHelp."""
    for table, frame in ((CountedAddress, addresses), (CountedHelp, given)):
        if len(frame):
            days = frame.select_dtypes("datetime")
            plain = frame.assign(**{str(name): days[name].dt.date for name in days})
            columns = plain.astype(object).where(plain.notna(), None)
            names = [str(name) for name in columns]
            rows = [
                dict(zip(names, row, strict=True))
                for row in columns.itertuples(index=False, name=None)
            ]
            session.execute(insert(table), rows)


def set_counted_state(session: Session, *, counted_at: datetime, catalogue: str) -> None:
    """Say as of when everything is counted, and by which catalogue."""
    session.merge(CountedState(id=COUNTED, counted_at=counted_at, catalogue=catalogue))
    session.flush()


def begin_count(session: Session, moment: datetime) -> None:
    """Say that the whole register is being counted since `moment`; whoever began before stops."""
    session.merge(CountedState(id=COUNTING, counted_at=moment, catalogue=""))
    session.flush()


def is_still_counting(session: Session, moment: datetime) -> bool:
    """Is the count that began at `moment` the last that did?"""
    state = session.get(CountedState, COUNTING)
    return state is not None and state.counted_at == moment


def read_counted(session: Session, addresses: Sequence[int]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The rows kept of these addresses: of CountedAddress and of CountedHelp."""
    return (
        read_frame(session, _select_rows(CountedAddress, addresses)),
        read_frame(session, _select_rows(CountedHelp, addresses)),
    )


def _select_rows(
    table: type[CountedAddress] | type[CountedHelp], addresses: Sequence[int]
) -> Select[Any]:
    statement = select_columns(*(getattr(table, name) for name in table.model_fields))
    return statement.where(col(table.address_id).in_(addresses))


def select_changed_addresses(edge: datetime, *, after: date, until: date) -> Numbers:
    """SQL: the addresses whose dossier or help was recorded, ended or undone at `edge` or later,
    or of which a dated fact fell into the days after `after` up to `until`."""
    parts: list[Any] = []
    for table in (Dossier, Support):
        number = col(table.address_id)
        parts.append(select(number).where(col(table.recorded_at) >= edge))
        parts.append(select(number).where(col(table.superseded_at) >= edge))
    undone = select(col(Batch.id)).where(col(Batch.undone_at) >= edge)
    parts.append(select(col(Dossier.address_id)).where(col(Dossier.batch_id).in_(undone)))
    if after < until:
        closed, given, ended = col(Dossier.closed_on), col(Support.given_on), col(Support.until)
        parts += [
            select(col(Dossier.address_id)).where(closed > after, closed <= until),
            select(col(Support.address_id)).where(given > after, given <= until),
            select(col(Support.address_id)).where(ended >= after, ended < until),
        ]
    return select(union(*parts).subquery().c.address_id)


def select_addresses_counted_in(commune_id: int) -> Numbers:
    """SQL: the addresses that are counted in this commune in any year, by either structure."""
    counted = CountedAddress
    is_there = or_(col(counted.home_id) == commune_id, col(counted.commune_id) == commune_id)
    return select(col(counted.address_id)).where(is_there)


def join_numbers(first: Numbers, second: Numbers) -> Numbers:
    """SQL: the addresses of either."""
    return select(union(first, second).subquery().c.address_id)


def count_numbers(session: Session, numbers: Numbers) -> int:
    """How many addresses `numbers` are."""
    distinct = numbers.distinct().subquery()
    return int(session.execute(select(func.count()).select_from(distinct)).scalar_one())


def sum_counted(
    session: Session,
    years: Sequence[int],
    *,
    now: bool,
    split: str | None = None,
    but: Numbers,
) -> pd.DataFrame:
    """What the counted addresses of `years` add up to, all `but` these: one row per year,
    home_id, commune_id, later_communes (in the units of each year's own day, or `now`, of the
    day of the count) and, where one is asked for, `split` (categories or needs, as the dossiers
    say them). SUMS, value_vnd and reviewed_on, the latest."""
    counted = CountedAddress
    place = [
        col(counted.year),
        col(counted.home_id),
        col(counted.commune_id if now else counted.home_id).label("commune_id"),
        col(counted.later_communes if now else counted.later_homes).label("later_communes"),
    ]
    keys = [*place, *([col(getattr(counted, split)).label(split)] if split else [])]
    helped, closed = col(counted.helped), col(counted.closed)
    sums = {
        "addresses": func.count(),
        **{name: func.sum(col(getattr(counted, name))) for name in MARKS},
        **{
            f"unhelped_{reason}": func.sum(case((col(counted.unhelped) == reason, 1), else_=0))
            for reason in REASONS
        },
        "nobody": func.sum((1 - helped) * (1 - closed)),
        **{
            name: func.sum(col(getattr(counted, name)))
            for name in ("visits", *HELPED_BY, *VISITS_BY)
        },
    }
    chosen: list[Any] = [sums[name].cast(Integer).label(name) for name in SUMS]
    chosen.append(func.sum(col(counted.value_vnd)).cast(BigInteger).label("value_vnd"))
    chosen.append(func.max(col(counted.reviewed_on)).label("reviewed_on"))
    statement = select_columns(*keys, *chosen).where(
        col(counted.year).in_(years), col(counted.address_id).not_in(but)
    )
    grouped = statement.group_by(*(key.element if hasattr(key, "element") else key for key in keys))
    return read_frame(session, grouped)


def sum_counted_help(session: Session, years: Sequence[int], *, but: Numbers) -> pd.DataFrame:
    """What each unit gave the counted addresses of `years`, all `but` these: year, unit_id,
    home_id of the addresses, addresses, visits, value_vnd."""
    given, counted = CountedHelp, CountedAddress
    keys = [col(given.year), col(given.unit_id), col(counted.home_id)]
    joined = (col(counted.year) == col(given.year)) & (
        col(counted.address_id) == col(given.address_id)
    )
    statement = (
        select_columns(
            *keys,
            func.count().label("addresses"),
            func.sum(col(given.visits)).cast(Integer).label("visits"),
            func.sum(col(given.value_vnd)).cast(BigInteger).label("value_vnd"),
        )
        .join(counted, joined)
        .where(col(given.year).in_(years), col(given.address_id).not_in(but))
    )
    return read_frame(session, statement.group_by(*keys))
