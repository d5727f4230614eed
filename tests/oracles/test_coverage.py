"""Coverage against a walk from address to address."""

from datetime import date

import pytest

from indicators.coverage import coverage
from models.snapshots import Register
from tests.oracles.plain import Row, divided, groups_of, rows_of, total
from tests.oracles.provinces import COMMUNES, NEWER_COMMUNES, YEARS, province

REASONS = ("risen", "moved", "died", "ineligible", "no_reason")
COUNTS = (
    *("part", "whole", "share", "committed", "committed_share", "nobody", "closed_unhelped"),
    *(f"unhelped_{reason}" for reason in REASONS),
    *("several", "visits", "value_vnd"),
)


def _runs(support: Row, day: date) -> bool:
    begun = str(support["given_on"]) <= str(day)
    over = support["until"] is not None and str(support["until"]) < str(day)
    return support["kind"] == "regular" and begun and not over


def _helps(support: Row, year: int) -> bool:
    """A one-off act dated in the period, or a regular commitment running on any day of it."""
    first, last = f"{year - 1}-12-15", f"{year}-12-14"
    given, until = str(support["given_on"]), support["until"]
    if support["kind"] == "one_off":
        return first <= given <= last
    return given <= last and (until is None or str(until) >= first)


def _closed(dossier: Row, day: date) -> bool:
    """Closed by `day`; who says closed, but not since when, is closed."""
    if dossier["closed_on"] is None:
        return dossier["status"] == "closed"
    return str(dossier["closed_on"]) <= str(day)


def find_reported(register: Register) -> set[tuple[object, object]]:
    """The years and communes whose help is reported: by their own report, or by anybody's help
    dated in the period to one of their addresses."""
    found = {(row["year"], row["unit_id"]) for row in rows_of(register.returns)}
    dated = [row for row in rows_of(register.supports) if row["in_period"]]
    helped = {(row["year"], row["address_id"]) for row in dated}
    for dossier in rows_of(register.dossiers):
        if (dossier["year"], dossier["address_id"]) in helped:
            found.add((dossier["year"], dossier["commune_id"]))
    return found


REPORTED: dict[int, tuple[Register, set[tuple[object, object]]]] = {}


def is_reported(register: Register, dossier: Row) -> bool:
    """Is the help of the dossier's commune in its year reported? Asked once of a register."""
    if id(register) not in REPORTED:
        REPORTED[id(register)] = register, find_reported(register)
    return (dossier["year"], dossier["commune_id"]) in REPORTED[id(register)][1]


def slow_coverage(register: Register, every: list[Row]) -> Row:
    """The figures of one group of dossiers of one year."""
    dossiers = [dossier for dossier in every if is_reported(register, dossier)]
    reviews = [str(row["reviewed_on"]) for row in every if row["reviewed_on"] is not None]
    known = _count_help(register, dossiers) if dossiers else dict.fromkeys(COUNTS)
    return {
        **known,
        "unreported": len(every) - len(dossiers),
        "last_review": max(reviews, default=None),
    }


def _count_help(register: Register, dossiers: list[Row]) -> Row:
    """What is known of dossiers whose help is reported."""
    part = committed = several = visits = nobody = 0
    closed: list[str] = []
    values: list[object] = []
    supports = rows_of(register.supports)
    for dossier in dossiers:
        day = min(register.as_of, date(int(str(dossier["year"])), 12, 14))
        given = [
            support
            for support in supports
            if (support["year"], support["address_id"]) == (dossier["year"], dossier["address_id"])
        ]
        helping = [support for support in given if _helps(support, int(str(dossier["year"])))]
        here = [support for support in helping if support["in_period"]]
        if helping:
            part += 1
        elif _closed(dossier, day):
            closed.append(str(dossier["closed_reason"] or "no_reason"))
        else:
            nobody += 1
        committed += any(_runs(support, day) for support in given)
        several += len({support["supporter_key"] for support in helping}) > 1
        visits += len(here)
        values += [support["value_vnd"] for support in here]
    return {
        "part": part,
        "whole": len(dossiers),
        "share": divided(part, len(dossiers)),
        "committed": committed,
        "committed_share": divided(committed, len(dossiers)),
        "nobody": nobody,
        "closed_unhelped": len(closed),
        **{f"unhelped_{reason}": closed.count(reason) for reason in REASONS},
        "several": several,
        "visits": visits,
        "value_vnd": total(values) if visits else 0,
    }


@pytest.mark.parametrize("by", ["commune_id", "kind"])
@pytest.mark.parametrize("seed", range(2))
def test_coverage_is_what_the_oracle_counts(seed: int, by: str) -> None:
    register = province(seed).register
    slow = groups_of(rows_of(register.dossiers), lambda row: (row["year"], row[by]))
    expected = {key: slow_coverage(register, rows) for key, rows in slow.items()}
    counted = [row for row in rows_of(coverage(register, (by,))) if row["unreported"] is not None]
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
    silent = {(row["year"], row["commune_id"]) for row in counted if row["unreported"] is None}
    assert silent == in_being - kept


@pytest.mark.parametrize("seed", range(2))
def test_the_parts_of_the_addresses_in_force_add_up(seed: int) -> None:
    register = province(seed).register
    in_force = groups_of(rows_of(register.dossiers), lambda row: row["year"])
    parts = ("part", "nobody", "closed_unhelped", "unreported")
    for row in rows_of(coverage(register, ())):
        assert sum(int(str(row[name])) for name in parts) == len(in_force[row["year"]])
        assert int(str(row["unreported"])) > 0  # what this province is made for
