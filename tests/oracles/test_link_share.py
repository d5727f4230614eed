"""Links of agencies against a walk from agency to agency."""

import pytest

from indicators.link_share import effort, link_share
from models.snapshots import Register
from tests.oracles.plain import Row, divided, rows_of, total
from tests.oracles.provinces import BODIES, YEARS, province


def slow_effort(register: Register, year: int, unit: int) -> Row:
    """What one agency gave in one year."""
    in_force = {row["address_id"] for row in rows_of(register.dossiers) if row["year"] == year}
    given = [
        row
        for row in rows_of(register.supports)
        if (row["year"], row["supporter_unit_id"]) == (year, unit) and row["address_id"] in in_force
    ]
    visits = [row for row in given if row["in_period"]]
    return {
        "addresses": len({row["address_id"] for row in given}),
        "visits": len(visits),
        "value_vnd": total(row["value_vnd"] for row in visits) if visits else 0,
    }


@pytest.mark.parametrize("seed", range(3))
def test_each_agency_and_the_share_are_what_the_oracle_counts(seed: int) -> None:
    register = province(seed).register
    units = register.catalogue.units
    agencies = units[units["unit_id"].isin(BODIES)]
    slow = {(year, unit): slow_effort(register, year, unit) for year in YEARS for unit in BODIES}
    counted = rows_of(effort(register, agencies))
    assert {
        (row["year"], row["unit_id"]): {
            name: row[name] for name in ("addresses", "visits", "value_vnd")
        }
        for row in counted
    } == slow
    linked = {year: sum(bool(slow[year, unit]["addresses"]) for unit in BODIES) for year in YEARS}
    shares = {row["year"]: row["share"] for row in rows_of(link_share(register, agencies))}
    assert shares == {year: divided(linked[year], len(BODIES)) for year in YEARS}
