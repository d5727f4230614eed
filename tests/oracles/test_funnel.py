"""The way of an address against a walk from address to address."""

from datetime import date

import pytest

from indicators.funnel import STAGES, count_stages
from models.snapshots import Register
from tests.oracles.plain import Row, divided, groups_of, rows_of
from tests.oracles.provinces import province
from tests.oracles.test_coverage import slow_coverage


def slow_funnel(register: Register, dossiers: list[Row]) -> Row:
    """The stages of one group of dossiers of one year."""
    covered = slow_coverage(register, dossiers)
    confirmed = closed = risen = 0
    for dossier in dossiers:
        day = min(register.as_of, date(int(str(dossier["year"])), 12, 14))
        if dossier["confirmed_on"] is not None or dossier["status"] not in (None, "surveyed"):
            confirmed += 1
        if dossier["closed_on"] is not None and str(dossier["closed_on"]) <= str(day):
            closed += 1
            risen += dossier["closed_reason"] == "risen"
    return {
        "surveyed": len(dossiers),
        "confirmed": confirmed,
        "committed": covered["committed"],
        "helped": covered["part"],
        "risen": risen,
        "closed": closed,
        "nobody": covered["nobody"],
        "closed_unhelped": covered["closed_unhelped"],
        "unreported": covered["unreported"],
        "confirmed_share": divided(confirmed, len(dossiers)),
    }


@pytest.mark.parametrize(("seed", "by"), [(0, ()), (1, ("commune_id",))])
def test_the_funnel_is_what_the_oracle_counts(seed: int, by: tuple[str, ...]) -> None:
    register = province(seed).register
    keys = ("year", *by)
    slow = groups_of(rows_of(register.dossiers), lambda row: tuple(row[key] for key in keys))
    expected = {key: slow_funnel(register, rows) for key, rows in slow.items()}
    assert {
        tuple(row[key] for key in keys): {
            name: value for name, value in row.items() if name not in keys
        }
        for row in rows_of(count_stages(register, by))
    } == expected
    assert sum(row["risen"] for row in expected.values()) > 0


@pytest.mark.parametrize("seed", range(3))
def test_the_ways_of_the_communes_add_up_to_the_province(seed: int) -> None:
    register = province(seed).register
    counts = [*STAGES, "closed"]
    communes = count_stages(register, ("commune_id",)).groupby("year")[counts].sum()
    assert communes.equals(count_stages(register).set_index("year")[counts])
    assert len(communes)
