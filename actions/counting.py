"""Counting: addresses that a deed touched are counted anew in its own transaction, so that a
question about the whole register is answered by sums (`models/counted.py`).

What cannot be counted in a moment (a whole register, after units or periods changed) is counted
aside, by `count_register`; until then every question is answered from the rows themselves.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

import pandas as pd
from sqlalchemy import Engine
from sqlmodel import Session, col, select

from indicators.counted_addresses import count_addresses, digest_catalogue
from indicators.structure import find_homes, place_register
from models.addresses import Address, Dossier, find_recorded_homes
from models.counted import (
    Numbers,
    add_counted,
    begin_count,
    count_numbers,
    find_counted_state,
    forget_counted,
    forget_counts,
    is_still_counting,
    join_numbers,
    read_counted,
    select_addresses_counted_in,
    select_changed_addresses,
    set_counted_state,
    sum_counted,
    sum_counted_help,
)
from models.database import reading, writing
from models.settings import raise_register_version
from models.snapshots import (
    Catalogue,
    Register,
    Rest,
    read_catalogue,
    read_records_of,
    select_register,
)
from models.spans import CutDay, day_of, end_of_day

PORTION = 5_000  # addresses counted at once, aside: others wait for what is written of them
MOST_IN_A_DEED = 20_000  # addresses that one deed counts
MOST_ROWS = 200_000  # addresses read row by row beside the sums of all others


@dataclass(frozen=True)
class Summing:
    """How a register is added up: under the communes of each year's own day, or of the day itself
    (`now`); by `split` (categories or needs) too; with the rows of one commune's addresses."""

    now: bool = False
    split: str | None = None
    commune_id: int | None = None


def count_changed(session: Session, *, now: datetime) -> None:
    """Count anew what was recorded since the last count, up to `now`, inside the caller's
    transaction. Where there is too much of it, or the catalogue is another, nothing is counted any
    more until `count_register` has run."""
    state = find_counted_state(session)
    if state is None:
        return
    moment = max(now, state.counted_at)
    catalogue = _read_catalogue(session, moment)
    edge = min(now, end_of_day(_cut(state.counted_at)))
    changed = select_changed_addresses(edge, after=day_of(state.counted_at), until=day_of(moment))
    is_alike = catalogue is not None and digest_catalogue(catalogue) == state.catalogue
    if catalogue is None or not is_alike or count_numbers(session, changed) > MOST_IN_A_DEED:
        forget_counts(session)
        return
    forget_counted(session, changed)
    add_counted(session, *_count_anew(session, changed, moment, catalogue))
    set_counted_state(session, counted_at=moment, catalogue=state.catalogue)


def count_register(engine: Engine, *, now: datetime) -> bool:
    """Count the whole register, in as many transactions as it needs; what is written in between
    is read beside the sums until it is counted too. False, and nothing is counted, where the
    catalogue changed meanwhile or somebody else began to count."""
    with writing(engine) as session:
        forget_counts(session)
        begin_count(session, now)
        catalogue = _read_catalogue(session, now)
        numbers = [*session.exec(select(Address.id).order_by(col(Address.id)))]
    if catalogue is None:
        return False
    for start in range(0, len(numbers), PORTION):
        some = [number for number in numbers[start : start + PORTION] if number is not None]
        with reading(engine) as session:  # nobody waits while it is worked out
            counted = _count_anew(session, some, now, catalogue)
        with writing(engine) as session:
            if not is_still_counting(session, now):
                return False
            forget_counted(session, some)
            # One may have been erased meanwhile.
            left = session.exec(select(Address.id).where(col(Address.id).in_(some))).all()
            add_counted(session, *(rows[rows["address_id"].isin(left)] for rows in counted))
    with writing(engine) as session:
        if not is_still_counting(session, now):
            return False
        set_counted_state(session, counted_at=now, catalogue=digest_catalogue(catalogue))
        count_changed(session, now=now)
        raise_register_version(session)
        return find_counted_state(session) is not None


def find_miscounted(session: Session) -> list[int]:
    """The addresses that are not counted as they would be counted anew, as of the same moment."""
    state = find_counted_state(session)
    catalogue = None if state is None else _read_catalogue(session, state.counted_at)
    if state is None or catalogue is None or digest_catalogue(catalogue) != state.catalogue:
        return []
    numbers = [*session.exec(select(Address.id).order_by(col(Address.id)))]
    miscounted: set[int] = set()
    for start in range(0, len(numbers), PORTION):
        some = [number for number in numbers[start : start + PORTION] if number is not None]
        for stored, anew in zip(
            read_counted(session, some),
            _count_anew(session, some, state.counted_at, catalogue),
            strict=True,
        ):
            rows = [_list_rows(frame, [*stored]) for frame in (stored, anew)]
            miscounted |= {dict(row)["address_id"] for row in rows[0] ^ rows[1]}
    return sorted(miscounted)


def _list_rows(frame: pd.DataFrame, columns: list[str]) -> set[tuple[tuple[str, Any], ...]]:
    days = {str(name): frame[name].dt.date for name in frame.select_dtypes("datetime")}
    plain = frame.assign(**days).astype(object)
    plain = plain.where(plain.notna(), None)[columns]
    return {
        tuple(zip(columns, row, strict=True)) for row in plain.itertuples(index=False, name=None)
    }


@dataclass(frozen=True)
class Counted:
    """As of when everything is counted, and the digest of the catalogue by which it is."""

    counted_at: datetime
    catalogue: str


def find_counted(session: Session, latest: Catalogue) -> Counted | None:
    """As of when everything is counted by the catalogue as it stands; None where it is not."""
    state = find_counted_state(session)
    if state is None or state.catalogue != digest_catalogue(latest):
        return None
    return Counted(state.counted_at, state.catalogue)


def is_counted(engine: Engine) -> bool:
    """Is the register counted, by the catalogue in force?"""
    with reading(engine) as session:
        return find_counted(session, read_catalogue(session, None)) is not None


def read_summed_registers(
    session: Session,
    years: Sequence[int],
    days: Sequence[date],
    *,
    catalogue: Catalogue,
    counted: Counted,
    summing: Summing,
) -> list[Register] | None:
    """The register of `years` as known at the end of each of `days`: rows of the addresses that
    changed between these days and the count, and of all others what they add up to.

    None where that cannot be said: nothing is counted, units or periods are not as they were when
    it was, or too much changed since."""
    state = find_counted_state(session)
    latest = read_catalogue(session, None)
    if state is None or {digest_catalogue(catalogue), digest_catalogue(latest)} != {
        state.catalogue
    }:
        return None
    counted_on = day_of(state.counted_at)
    first, last = min(*days, counted_on), max(*days, counted_on)
    if _is_reorganised(catalogue, first, last):
        return None
    edge = min(end_of_day(day) for day in (*days, _cut(counted.counted_at)))
    chosen = select_changed_addresses(edge, after=first, until=last)
    if summing.commune_id is not None:
        chosen = join_numbers(chosen, select_addresses_counted_in(summing.commune_id))
    if count_numbers(session, chosen) > MOST_ROWS:
        return None
    periods = catalogue.periods[catalogue.periods["year"].isin([*years])]
    records = read_records_of(session, chosen, periods, min(days))
    homes = find_homes(_read_homes(session, chosen), catalogue)
    rest = Rest(
        sum_counted(session, years, now=summing.now, split=summing.split, but=chosen),
        sum_counted_help(session, years, but=chosen),
    )
    registers = []
    for day in days:
        register = select_register(records, years, day, catalogue=catalogue)
        placed = place_register(register, homes, on_day=day if summing.now else None)
        registers.append(replace(placed, rest=rest, records=None))
    return registers


def _is_reorganised(catalogue: Catalogue, first: date, last: date) -> bool:
    """Did a unit begin or end after `first`, by `last`?"""
    days = pd.concat([catalogue.units["valid_from"], catalogue.units["valid_to"]])
    return bool(((days > pd.Timestamp(first)) & (days <= pd.Timestamp(last))).any())


def _read_catalogue(session: Session, moment: datetime) -> Catalogue | None:
    """The catalogue known at `moment`; None where another one has been recorded since, by which
    addresses were placed on later days."""
    known, latest = (read_catalogue(session, day) for day in (_cut(moment), None))
    return known if digest_catalogue(known) == digest_catalogue(latest) else None


def _count_anew(
    session: Session, addresses: Sequence[int] | Numbers, moment: datetime, catalogue: Catalogue
) -> tuple[pd.DataFrame, pd.DataFrame]:
    day = _cut(moment)
    records = read_records_of(session, addresses, catalogue.periods, day)
    years = [int(year) for year in catalogue.periods["year"]]
    register = select_register(records, years, day, catalogue=catalogue)
    return count_addresses(register, find_homes(_read_homes(session, addresses), catalogue))


def _read_homes(session: Session, addresses: Sequence[int] | Numbers) -> pd.DataFrame:
    return find_recorded_homes(session, which=col(Dossier.address_id).in_(addresses))


def _cut(moment: datetime) -> CutDay:
    """The day of `moment`, and of that day no more than the moment."""
    return CutDay.at(day_of(moment), moment)
