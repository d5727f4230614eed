"""Nothing names a unit that was not there on the period's last day, or on the day looked at; and
two structures of the same addresses give no small count back."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pandas as pd
import pytest
from sqlalchemy import Engine

from documents.overview.standing import list_due_records
from documents.yearly_report.checklist import count_communes
from indicators.coverage import ACROSS, coverage
from indicators.disclosure.published import UNPLACED, suppress_coverage
from indicators.due_reports import list_due_reports
from indicators.due_results import list_due_results
from indicators.link_share import sum_effort
from indicators.structure import Homes, carry_units, find_homes, place_register
from models.database import open_database, reading
from models.snapshots import (
    Catalogue,
    Records,
    Register,
    read_catalogue,
    read_duties,
    read_records,
    select_register,
)
from models.units import are_in_being
from tests.indicators.attack import View, can_differ

YEARS = range(2019, 2027)
LAST = date(2026, 12, 20)
LEAST = 5


@pytest.fixture(scope="module")
def sample(sample_file: object) -> Iterator[Engine]:
    engine = open_database(f"sqlite:///{sample_file}")
    yield engine
    engine.dispose()


@pytest.fixture(scope="module")
def recorded(sample: Engine) -> tuple[Records, Catalogue, Homes]:
    with reading(sample) as session:
        records, catalogue = read_records(session), read_catalogue(session, None)
    return records, catalogue, find_homes(records.dossiers, catalogue)


def days_of(year: int) -> list[date]:
    """In the midst of the year, before any reorganisation of it; just after it; at the end of
    all."""
    first = date(year, 1, 31) if year in (2020, 2025) else date(year, 5, 30)
    return [first, date(year, 12, 20), LAST]


@pytest.mark.parametrize("year", YEARS)
def test_no_unit_is_named_before_its_day_or_after_its_end(
    sample: Engine, recorded: tuple[Records, Catalogue, Homes], year: int
) -> None:
    records, _, homes = recorded
    for as_of in days_of(year):
        day = pd.Timestamp(min(as_of, date(year, 12, 14)))
        with reading(sample) as session:
            duties = read_duties(session, [year], as_of)
        units = duties.catalogue.units
        there = units[are_in_being(units, day)]
        register = place_register(
            select_register(records, [year], as_of, catalogue=duties.catalogue), homes
        )
        named = {
            "communes": coverage(register)["commune_id"],
            "reports": list_due_reports(duties)["unit_id"],
            "results": list_due_results(duties)["unit_id"],
            "agencies": sum_effort(register, units[units["level"] == "province"])["unit_id"],
        }
        for what, numbers in named.items():
            assert set(numbers.dropna()) <= set(there["unit_id"]), (what, as_of)
        codes = {one["code"] for one in list_due_records(duties)}
        assert codes <= set(there["code"]), as_of


def test_thirteen_districts_owed_a_report_before_the_first_reorganisation(sample: Engine) -> None:
    with reading(sample) as session:
        owed = list_due_reports(read_duties(session, [2020], date(2020, 1, 31)))
        later = list_due_reports(read_duties(session, [2020], date(2020, 12, 20)))
    assert [int((rows["level"] == "district").sum()) for rows in (owed, later)] == [13, 10]


@pytest.mark.parametrize("year", YEARS)
def test_a_reorganisation_leaves_no_commune_without_data(
    recorded: tuple[Records, Catalogue, Homes], year: int
) -> None:
    """Asked in December 2026 a year has the same communes with a register as asked that year."""
    records, catalogue, homes = recorded
    then, now = (
        place_register(select_register(records, [year], as_of, catalogue=catalogue), homes)
        for as_of in (date(year, 12, 14), LAST)
    )
    assert set(then.dossiers["commune_id"]) <= set(now.dossiers["commune_id"])
    assert now.dossiers["commune_id"].notna().all()


def view(register: Register, crossed: pd.DataFrame, labels: list[int], column: str) -> View:
    """What everybody may read of `column` by commune: the cells' labels, and which are hidden."""
    told = suppress_coverage(coverage(register), crossed, least=LEAST)
    mark = told["unreported_hidden" if column == "unreported" else "hidden"]
    barred = told.loc[mark & told[column].isna(), "commune_id"].fillna(UNPLACED)
    return labels, {int(one) for one in barred}


# From 2025 on the communes of the period are today's, and who is placed in one is in the other.
@pytest.mark.parametrize(
    ("year", "lost"),
    [*((year, 0) for year in YEARS), *((year, 3) for year in YEARS if year < 2025)],
)
def test_no_small_count_stands_in_the_difference_of_two_structures(
    recorded: tuple[Records, Catalogue, Homes], year: int, lost: int
) -> None:
    """The reader lays the structure of its day beside that of today, with all totals. `lost`:
    so many addresses of every tenth hundred are not placed in the structure of their day."""
    records, catalogue, homes = recorded
    register = select_register(records, [year], LAST, catalogue=catalogue)
    then, now = place_register(register, homes), place_register(register, homes, on_day=LAST)
    unplaced = then.dossiers["address_id"] % 1000 < lost
    dossiers = then.dossiers.assign(commune_id=then.dossiers["commune_id"].mask(unplaced))
    then = replace(then, dossiers=dossiers)
    crossing = dossiers.assign(today=now.dossiers["commune_id"])[["commune_id", "today"]]
    today = crossing["today"]
    assert find_pinned(then, now, today, columns=("whole", "nobody", "unreported")) == {}


@pytest.mark.parametrize("year", YEARS)
def test_nor_where_the_help_of_every_third_commune_is_not_reported(
    recorded: tuple[Records, Catalogue, Homes], year: int
) -> None:
    records, catalogue, homes = recorded
    register = select_register(records, [year], LAST, catalogue=catalogue)
    then = silence(place_register(register, homes))
    now = place_register(then, homes, on_day=LAST)
    assert coverage(then, by=())["unreported"].item() > LEAST
    columns = ("whole", "nobody", "unreported")
    assert find_pinned(then, now, now.dossiers["commune_id"], columns=columns) == {}


def silence(register: Register) -> Register:
    """The same where no return came, and nobody told of help dated in the period to an address
    of every third commune."""
    dossiers, supports = register.dossiers, register.supports
    here = dossiers.loc[dossiers["commune_id"].fillna(0) % 3 == 0, "address_id"]
    untold = supports["address_id"].isin(here) & supports["in_period"].astype("bool")
    return replace(register, supports=supports[~untold], returns=register.returns.head(0))


def find_pinned(
    then: Register, now: Register, today: pd.Series, *, columns: tuple[str, ...]
) -> dict[str, list[int]]:
    """Of each column the small counts by commune that a reader of both structures can tell."""
    found: dict[str, list[int]] = {}
    both = replace(then, dossiers=then.dossiers.assign(today=today))
    across = coverage(both, ("commune_id", "today"))
    for column in columns:
        cells = across[across[column] > 0]
        own = [int(one) for one in cells["commune_id"].fillna(UNPLACED)]
        heirs = [int(one) for one in cells["today"].fillna(UNPLACED)]
        counts = [int(one) for one in cells[column]]
        views = (
            view(then, coverage(then, ACROSS), own, column),
            view(now, coverage(now, ACROSS), heirs, column),
        )
        for first, second in (views, views[::-1]):
            if first[1] >= {*first[0]}:
                continue  # nothing at all is told of these
            sums = pd.Series(counts).groupby(first[0]).sum()
            small = [int(group) for group in sums.index[(sums > 0) & (sums < LEAST)]]
            assert set(small) <= first[1]
            pinned = [one for one in small if not can_differ(counts, (first, second), one)]
            if pinned:
                found[column] = pinned
    return found


def test_what_is_carried_by_the_catalogue_agrees_with_what_was_recorded(
    recorded: tuple[Records, Catalogue, Homes],
) -> None:
    """Where a commune went on as one, its addresses did: nothing is placed against it."""
    records, catalogue, homes = recorded
    then = place_register(select_register(records, [2024], LAST, catalogue=catalogue), homes)
    now = place_register(then, homes, on_day=LAST)
    onward = carry_units(catalogue.units, catalogue.successions, LAST).set_index("unit_id")
    expected = then.dossiers["commune_id"].map(onward["carried_to"])
    agree = (expected == now.dossiers["commune_id"]) | expected.isna()
    assert agree.mean() > 0.99


def test_the_checklist_of_a_year_whose_communes_ended_misses_no_list(
    recorded: tuple[Records, Catalogue, Homes],
) -> None:
    records, catalogue, homes = recorded
    register = select_register(records, [2024], LAST, catalogue=catalogue)
    register = place_register(register, homes)
    assert count_communes(register, 2024, LAST) is None
