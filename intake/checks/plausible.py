"""Plausible figures: what is asked about though the unit has no earlier years of its own. The
bounds are settings of the office, or come from what units of the same kind reported; none is the
plan's."""

import pandas as pd

from intake.cells.rows import Rows
from intake.references import References

QUANTITY, MONEY = "quantity", "value_vnd"
FEWEST_UNITS = 5  # whose figures make a range that tells of none of them
KIND = ["level", "kind"]
LIMITED = "value.above_limit"
UNLIKE = "value.unlike_peers"
TOLD = frozenset({"value.money_apart", "value.money_small"})
RANGE_KEYS = ["task_id", *KIND]
NOBODY = pd.DataFrame({name: [] for name in ("unit_id", "task_id", QUANTITY, MONEY)})


def check_limits(rows: Rows, references: References) -> Rows:
    """A quantity or an amount of money above what the office set is asked about."""
    limits = {QUANTITY: references.limits.quantity, MONEY: references.limits.amount}
    for name, limit in limits.items():
        numbers = _get_sound_numbers(rows, name)

        def find_facts(
            row: int, numbers: pd.Series = numbers, limit: int = limit
        ) -> dict[str, object]:
            return {"now": float(numbers[row]), "limit": limit}

        above = (numbers > limit).reindex(rows.frame.index, fill_value=False)
        rows = rows.add_findings(above & ~_is_told(rows, name), LIMITED, name, find_facts)
    return rows


def check_year_as_quantity(rows: Rows, _references: References) -> Rows:
    """A quantity that is the row's own year may stand in the wrong column."""
    years = pd.to_numeric(rows.get_values("period"), errors="coerce")
    is_year = (rows.get_numbers(QUANTITY) == years).fillna(value=False).astype("bool")
    return rows.add_findings(is_year, "value.quantity_is_year", QUANTITY)


def compare_with_peers(rows: Rows, references: References) -> Rows:
    """A figure far from what units of the same kind reported of the task before is asked about,
    where the unit has no earlier figure of its own."""
    if references.peers is None or references.peers.empty:
        return rows
    for name in (QUANTITY, MONEY):
        numbers = _get_sound_numbers(rows, name)
        if not numbers.empty:
            rows = _compare_column(rows, references, numbers=numbers, name=name)
    return rows


def _compare_column(rows: Rows, references: References, *, numbers: pd.Series, name: str) -> Rows:
    keys = _list_kinds(rows.frame.loc[numbers.index, ["unit_id", "task_id"]], references.units)
    usual = keys.join(find_ranges(references, name), on=RANGE_KEYS)
    figures = numbers.reindex(usual.index)
    usual = usual[(figures < usual["low"]) | (figures > usual["high"])]
    own = _find_own_figures(references.earlier, name)
    pairs = zip(usual["unit_id"], usual["task_id"], strict=True)
    usual = usual[[pair not in own for pair in pairs]]

    def find_facts(row: int) -> dict[str, object]:
        low, high = (_round_roughly(float(usual[side][row])) for side in ("low", "high"))
        units = int(usual["units"][row])
        return {"now": float(numbers[row]), "low": low, "high": high, "units": units}

    wrong = pd.Series(rows.frame.index.isin(usual.index), index=rows.frame.index)
    return rows.add_findings(wrong & ~_is_told(rows, name), UNLIKE, name, find_facts)


def find_ranges(references: References, name: str) -> pd.DataFrame:
    """What units of one kind reported, by RANGE_KEYS: from `low` to `high`, the quarter below and
    above left out and as many times less and more as the office set; `units` is how many they
    are, at least FEWEST_UNITS."""
    peers = references.peers if references.peers is not None else NOBODY
    kinds = _list_kinds(peers, references.units)
    figures = kinds.assign(figure=peers[name].astype("float64"))
    groups = figures[figures["figure"] > 0].groupby(RANGE_KEYS)
    ranges = pd.DataFrame(
        {
            "low": groups["figure"].quantile(0.25) / references.limits.times,
            "high": groups["figure"].quantile(0.75) * references.limits.times,
            "units": groups["unit_id"].nunique(),
        }
    )
    return ranges[ranges["units"] >= FEWEST_UNITS]


def _list_kinds(frame: pd.DataFrame, units: pd.DataFrame) -> pd.DataFrame:
    """Unit, task, and the unit's level and kind, of each row whose unit and task are known."""
    kinds = units.set_index("unit_id")[KIND]
    keys = frame[["unit_id", "task_id"]].dropna().astype("int64")
    named = kinds.reindex(keys["unit_id"]).set_axis(keys.index)
    return pd.concat([keys, named], axis=1)


def _get_sound_numbers(rows: Rows, name: str) -> pd.Series:
    """The column's figures above nought, of rows without an error."""
    numbers = rows.get_numbers(name).astype("float64").drop(index=[*rows.faulty], errors="ignore")
    return numbers[numbers > 0]


def _is_told(rows: Rows, name: str) -> pd.Series:
    """Which rows are asked already about the size of this figure."""
    told = {
        finding.row
        for finding in rows.findings
        if finding.column == name and finding.code in TOLD | {LIMITED}
    }
    return pd.Series(rows.frame.index.isin(told), index=rows.frame.index)


def _find_own_figures(earlier: pd.DataFrame | None, name: str) -> frozenset[tuple[int, int]]:
    """The units and tasks that have a figure of an earlier year."""
    if earlier is None:
        return frozenset()
    reported = earlier[earlier[name].astype("float64") > 0]
    return frozenset(zip(reported["unit_id"], reported["task_id"], strict=True))


def _round_roughly(figure: float) -> float:
    """The figure by its first digit alone: a range, and nobody's own figure."""
    return float(f"{figure:.0e}")
