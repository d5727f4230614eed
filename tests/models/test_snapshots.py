"""Snapshots are typed frames, the same on every database, empty or not."""

from datetime import date

import pandas as pd
import pytest
from sqlalchemy import Engine

from models import Dossier, Extension, Reminder, Result, Support
from models.database import reading
from models.snapshots import read_duties, read_register
from tests.models.conftest import keep
from tests.models.rows import row

DAY = date(2026, 12, 20)
DUTIES = ("assignments", "extensions", "submissions", "results", "reminders")
CATALOGUE = ("units", "successions", "tasks", "periods")

# What indicators count on, by the name of a column.
KINDS = {
    "year": "Int64",
    "unit_id": "Int64",
    "value_vnd": "Int64",
    "percent": "float64",
    "nil": "bool",
    "sent_back": "bool",
    "in_period": "bool",
    "sent_on": "datetime64[s]",
    "judged_on": "datetime64[s]",
    "given_on": "datetime64[s]",
    "status": "str",
    "file_name": "str",
}


@pytest.fixture(params=["empty", "full"])
def frames(request: pytest.FixtureRequest, province: Engine) -> dict[str, pd.DataFrame]:
    """Every frame of both snapshots, of a year with nothing known and of one with something."""
    keep(province, [row(table) for table in (Extension, Result, Reminder, Dossier, Support)])
    years = [2026] if request.param == "full" else [2019]
    with reading(province) as session:
        duties, register = read_duties(session, years, DAY), read_register(session, years, DAY)
    catalogue = {name: getattr(duties.catalogue, name) for name in CATALOGUE}
    known = {name: getattr(duties, name) for name in DUTIES}
    return {**catalogue, **known, "dossiers": register.dossiers, "supports": register.supports}


def test_every_column_has_its_kind(frames: dict[str, pd.DataFrame]) -> None:
    found = [
        (name, column, str(frame[column].dtype), KINDS[column])
        for name, frame in frames.items()
        for column in frame.columns.intersection(list(KINDS))
    ]
    assert [each for each in found if each[2] != each[3]] == []
    assert {column for _, column, _, _ in found} == set(KINDS)


def test_a_snapshot_knows_its_day(province: Engine) -> None:
    with reading(province) as session:
        assert read_duties(session, [2026], DAY).as_of == DAY
        assert len(read_duties(session, [2026], DAY).submissions) == 1
        assert read_register(session, [2026], DAY).dossiers.empty
