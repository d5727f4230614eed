"""Coverage against a walk from address to address."""

from datetime import date

import pytest

from indicators.coverage import coverage
from models.snapshots import Register
from tests.oracles.plain import Row, divided, groups_of, rows_of, total
from tests.oracles.provinces import COMMUNES, NEWER_COMMUNES, YEARS, province


def _runs(support: Row, day: date) -> bool:
    begun = str(support["given_on"]) <= str(day)
    over = support["until"] is not None and str(support["until"]) < str(day)
    return support["kind"] == "regular" and begun and not over


def slow_coverage(register: Register, dossiers: list[Row]) -> Row:
    """The figures of one group of dossiers of one year."""
    part = committed = several = visits = 0
    values: list[object] = []
    for dossier in dossiers:
        day = min(register.as_of, date(int(str(dossier["year"])), 12, 14))
        given = [
            support
            for support in rows_of(register.supports)
            if (support["year"], support["address_id"]) == (dossier["year"], dossier["address_id"])
        ]
        here = [support for support in given if support["in_period"]]
        part += bool(here)
        committed += any(_runs(support, day) for support in given)
        several += len({support["supporter_key"] for support in here}) > 1
        visits += len(here)
        values += [support["value_vnd"] for support in here]
    reviews = [str(row["reviewed_on"]) for row in dossiers if row["reviewed_on"] is not None]
    return {
        "part": part,
        "whole": len(dossiers),
        "share": divided(part, len(dossiers)),
        "committed": committed,
        "committed_share": divided(committed, len(dossiers)),
        "nobody": len(dossiers) - part,
        "several": several,
        "visits": visits,
        "value_vnd": total(values) if visits else 0,
        "last_review": max(reviews, default=None),
    }


@pytest.mark.parametrize("by", ["commune_id", "kind"])
@pytest.mark.parametrize("seed", range(2))
def test_coverage_is_what_the_oracle_counts(seed: int, by: str) -> None:
    register = province(seed).register
    slow = groups_of(rows_of(register.dossiers), lambda row: (row["year"], row[by]))
    expected = {key: slow_coverage(register, rows) for key, rows in slow.items()}
    counted = [row for row in rows_of(coverage(register, (by,))) if row["whole"] is not None]
    assert {
        (row["year"], row[by]): {
            name: str(value) if isinstance(value, date) else value
            for name, value in row.items()
            if name not in ("year", by)
        }
        for row in counted
    } == expected


@pytest.mark.parametrize("seed", range(2))
def test_every_commune_in_being_without_a_dossier_is_named_as_no_data(seed: int) -> None:
    register = province(seed).register
    kept = {(row["year"], row["commune_id"]) for row in rows_of(register.dossiers)}
    in_being = {
        (year, unit)
        for year in YEARS
        for unit in COMMUNES
        if year >= 2025 or unit not in NEWER_COMMUNES
    }
    counted = rows_of(coverage(register))
    silent = {(row["year"], row["commune_id"]) for row in counted if row["whole"] is None}
    assert silent == in_being - kept
