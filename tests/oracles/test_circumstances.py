"""Categories, needs and who helps whom, against a walk from address to address."""

import pytest

from indicators.circumstances import Choice, count_circumstances, count_supporters
from models.snapshots import Register
from tests.oracles.plain import Row, divided, rows_of
from tests.oracles.provinces import BODIES, province
from tests.oracles.test_coverage import is_reported, slow_coverage

COUNTS = (
    *("part", "whole", "committed", "nobody", "closed_unhelped", "several", "visits", "share"),
    "unreported",
)


def said(dossier: Row, choice: Choice) -> list[str]:
    told = dossier[choice]
    return str(told).split(";") if told is not None else ["unsaid"]


@pytest.mark.parametrize(("seed", "choice"), [(0, "categories"), (1, "needs")])
def test_each_code_is_what_the_oracle_counts(seed: int, choice: Choice) -> None:
    register = province(seed).register
    groups: dict[tuple[object, str], list[Row]] = {}
    for dossier in rows_of(register.dossiers):
        for code in said(dossier, choice):
            groups.setdefault((dossier["year"], code), []).append(dossier)
    slow = {key: slow_coverage(register, rows) for key, rows in groups.items()}
    expected = {key: {name: row[name] for name in COUNTS} for key, row in slow.items()}
    counted = rows_of(count_circumstances(register, choice))
    assert {
        (row["year"], row[choice]): {name: row[name] for name in COUNTS} for row in counted
    } == expected


@pytest.mark.parametrize("seed", range(2))
def test_communes_make_the_province(seed: int) -> None:
    register = province(seed).register
    whole = count_circumstances(register, "needs").set_index(["year", "needs"])["whole"]
    parts = count_circumstances(register, "needs", by=["commune_id"])
    assert parts.groupby(["year", "needs"])["whole"].sum().to_dict() == whole.to_dict()


def group_of(support: Row) -> str:
    unit = support["supporter_unit_id"]
    if unit is None:
        return str(support["supporter_kind"] or "organisation")
    return "agency" if unit in BODIES else "locality"


def slow_supporters(register: Register, choice: Choice) -> dict[tuple[object, ...], list[Row]]:
    """The help given, by year, group and code."""
    found: dict[tuple[object, ...], list[Row]] = {}
    supports = rows_of(register.supports)
    for dossier in rows_of(register.dossiers):
        if not is_reported(register, dossier):
            continue
        for support in supports:
            same = all(support[key] == dossier[key] for key in ("year", "address_id"))
            if same:
                for code in said(dossier, choice):
                    key = (dossier["year"], group_of(support), code)
                    found.setdefault(key, []).append(support)
    return found


@pytest.mark.parametrize("seed", range(2))
def test_who_helps_whom_is_what_the_oracle_counts(seed: int) -> None:
    register = province(seed).register
    expected = {
        key: (
            len({row["address_id"] for row in given}),
            sum(bool(row["in_period"]) for row in given),
        )
        for key, given in slow_supporters(register, "categories").items()
    }
    counted = rows_of(count_supporters(register, "categories"))
    assert {
        (row["year"], row["group"], row["categories"]): (row["addresses"], row["visits"])
        for row in counted
    } == expected
    assert divided(len(counted), len(expected)) == 1
