"""Links of agencies against a walk from agency to agency."""

import pytest

from indicators.link_share import link_share, sum_effort
from models.snapshots import Register
from tests.oracles.plain import Row, divided, rows_of, total
from tests.oracles.provinces import BODIES, YEARS, province
from tests.oracles.test_coverage import is_reported


def slow_effort(register: Register, year: int, unit: int) -> Row:
    """What one agency gave in one year."""
    dossiers = [row for row in rows_of(register.dossiers) if row["year"] == year]
    in_force = {row["address_id"] for row in dossiers}
    known = {row["address_id"] for row in dossiers if is_reported(register, row)}
    given = [
        row
        for row in rows_of(register.supports)
        if (row["year"], row["supporter_unit_id"]) == (year, unit) and row["address_id"] in in_force
    ]
    helped = {row["address_id"] for row in given}
    visits = [row for row in given if row["in_period"]]
    if not known or (helped and not helped & known):  # of it nothing is known
        nothing: Row = dict.fromkeys(("addresses", "visits", "value_vnd"))
        return nothing | {"unreported": len(helped)}
    return {
        "addresses": len(helped & known),
        "unreported": len(helped - known),
        "visits": len(visits),
        "value_vnd": total(row["value_vnd"] for row in visits) if visits else 0,
    }


def slow_links(efforts: list[Row]) -> tuple[int, int]:
    """How many of the agencies help an address, of how many of whom that is known."""
    linked = [row for row in efforts if row["addresses"]]
    silent = [row for row in efforts if row["addresses"] is None]
    return len(linked), len(efforts) - len(silent)


@pytest.mark.parametrize("seed", range(3))
def test_each_agency_and_the_share_are_what_the_oracle_counts(seed: int) -> None:
    register = province(seed).register
    units = register.catalogue.units
    agencies = units[units["unit_id"].isin(BODIES)]
    slow = {(year, unit): slow_effort(register, year, unit) for year in YEARS for unit in BODIES}
    counted = rows_of(sum_effort(register, agencies))
    assert {
        (row["year"], row["unit_id"]): {
            name: row[name] for name in ("addresses", "unreported", "visits", "value_vnd")
        }
        for row in counted
    } == slow
    links = {year: slow_links([slow[year, unit] for unit in BODIES]) for year in YEARS}
    shares = {
        row["year"]: (row["part"], row["whole"], row["share"], row["left_out"])
        for row in rows_of(link_share(register, agencies))
    }
    assert shares == {
        year: (part, whole, divided(part, whole), len(BODIES) - whole)
        for year, (part, whole) in links.items()
    }


def test_some_made_up_province_has_help_that_is_not_reported() -> None:
    efforts = [
        slow_effort(province(seed).register, year, unit)
        for seed in range(3)
        for year in YEARS
        for unit in BODIES
    ]
    assert any(row["unreported"] for row in efforts)
