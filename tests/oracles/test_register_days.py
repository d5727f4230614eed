"""What of the register is in force in a period as known on a day, taken from all its versions
at once, is what one finds by asking each version by itself."""

from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

import pandas as pd
import pytest

from models.addresses import select_dossiers_in_force
from models.supports import select_supports_of_periods

ROWS = 60
FIRST = date(2024, 11, 1)
PERIODS = pd.DataFrame(
    {
        "year": pd.array([2025, 2026], dtype="Int64"),
        "data_from": pd.to_datetime(["2024-12-15", "2025-12-15"]).astype("datetime64[s]"),
        "data_to": pd.to_datetime(["2025-12-14", "2026-12-14"]).astype("datetime64[s]"),
    }
)
# Edges in Viet Nam's day: 17:00 UTC is its midnight.
HOURS = (16, 17)
Row = dict[str, Any]  # Any: a cell of a frame


def a_day(rng: Random) -> date | None:
    """A day around the two periods, often one of their edges; sometimes none."""
    edges = (date(2024, 12, 14), date(2024, 12, 15), date(2025, 12, 14), date(2025, 12, 15), None)
    return rng.choice(edges) if rng.random() < 0.5 else FIRST + timedelta(rng.randrange(820))


def a_moment(rng: Random) -> datetime | None:
    day = a_day(rng)
    if day is None:
        return None
    hour = rng.choice(HOURS)
    return datetime(day.year, day.month, day.day, hour, 59 * (hour == 16), tzinfo=UTC)


def known(row: Row, as_of: date) -> bool:
    """Was this version the one known at the end of `as_of`?"""
    edge = datetime(as_of.year, as_of.month, as_of.day, 17, tzinfo=UTC)
    ended = row["superseded_at"]
    return row["recorded_at"] < edge and (ended is None or ended >= edge)


def framed(rows: list[Row]) -> pd.DataFrame:
    frame = pd.DataFrame(rows)
    for name in frame.columns:
        if name.endswith("_at"):
            frame[name] = pd.to_datetime(frame[name], utc=True)
        elif name.endswith(("_on", "until")):
            frame[name] = pd.to_datetime(frame[name]).astype("datetime64[s]")
    return frame


def versions(rng: Random, **cells: Any) -> list[Row]:
    """Rows of random days; a cell is made by its function."""
    return [
        {
            "number": number,
            "recorded_at": a_moment(rng) or datetime(2024, 11, 1, tzinfo=UTC),
            "superseded_at": a_moment(rng),
            **{name: make(rng) for name, make in cells.items()},
        }
        for number in range(ROWS)
    ]


def counted(frame: pd.DataFrame, *more: str) -> list[tuple[Any, ...]]:
    return sorted(frame[["year", "number", *more]].itertuples(index=False, name=None))


@pytest.mark.parametrize("seed", range(6))
def test_dossiers_in_force(seed: int) -> None:
    rng = Random(seed)
    rows = versions(
        rng,
        surveyed_on=a_day,
        closed_on=a_day,
        registered_at=lambda rng: a_moment(rng) or datetime(2024, 11, 1, tzinfo=UTC),
    )
    as_of = a_day(rng) or date(2026, 12, 20)
    found = []
    for row in rows:
        for year in (2025, 2026):
            first, last = date(year - 1, 12, 15), date(year, 12, 14)
            ended = datetime(year, 12, 14, 17, tzinfo=UTC)
            surveyed, closed = row["surveyed_on"], row["closed_on"]
            begun = surveyed <= last if surveyed else row["registered_at"] < ended
            if known(row, as_of) and begun and (closed is None or closed >= first):
                found.append((year, row["number"]))
    recorded = framed(rows).assign(undone_at=pd.NaT)
    assert counted(select_dossiers_in_force(recorded, PERIODS, as_of)) == sorted(found)


@pytest.mark.parametrize("seed", range(6))
def test_supports_that_touch(seed: int) -> None:
    rng = Random(seed + 100)
    rows = versions(
        rng,
        given_on=lambda rng: a_day(rng) or date(2025, 6, 1),
        until=a_day,
        kind=lambda rng: rng.choice(["regular", "one_off"]),
    )
    as_of = a_day(rng) or date(2026, 12, 20)
    found = []
    for row in rows:
        for year in (2025, 2026):
            first, last = date(year - 1, 12, 15), date(year, 12, 14)
            given, until = row["given_on"], row["until"]
            within = first <= given <= last
            lasts = row["kind"] == "regular" and (until is None or until >= first)
            if known(row, as_of) and (within or (given <= last and lasts)):
                found.append((year, row["number"], within))
    told = counted(select_supports_of_periods(framed(rows), PERIODS, as_of), "in_period")
    assert told == sorted(found)
