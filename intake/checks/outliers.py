"""Outliers: amounts of money that no office means, and a row's figures beside those of the same
unit and task in its own earlier years."""

import math
from collections.abc import Iterator
from dataclasses import replace
from statistics import median

import numpy as np
import pandas as pd

from intake.cells.marks import Mark
from intake.cells.rows import Rows
from intake.findings import Finding
from intake.references import References

FIGURES = ("quantity", "value_vnd")
MONEY = "value_vnd"
LIMITED = "value.above_limit"  # asked about already
LEAST_MONEY = 1000  # đồng; nothing is bought or given for less
FEWEST_AMOUNTS = 3
MILLION = 10**6
FAR = 100  # times the usual figure, or that part of it: counted in another measure
YEARS_FOR_A_FALL = 2
Past = dict[int, float]  # year → figure


def check_money_size(rows: Rows, _references: References) -> Rows:
    """An amount under LEAST_MONEY, or a million times what the other rows have, or that part of it,
    was counted in another unit, and is asked about."""
    amounts = rows.get_numbers(MONEY).astype("float64").drop(index=[*rows.faulty], errors="ignore")
    small = amounts[(amounts > 0) & (amounts < LEAST_MONEY)].index
    rows = rows.add_findings(_mark(rows, small), "value.money_small", MONEY)
    large = amounts[amounts >= LEAST_MONEY]
    if len(large) < FEWEST_AMOUNTS:
        return rows
    usual = float(large.median())
    apart = large[(large >= usual * MILLION) | (large * MILLION <= usual)].index

    def find_facts(row: int) -> dict[str, object]:
        return {"amount": large[row], "usual": usual}

    return rows.add_findings(_mark(rows, apart), "value.money_apart", MONEY, find_facts)


def _mark(rows: Rows, numbers: pd.Index) -> pd.Series:
    """Which rows have one of the numbers."""
    return pd.Series(rows.frame.index.isin(numbers), index=rows.frame.index)


def compare_with_earlier_years(rows: Rows, references: References) -> Rows:
    """The rows with a remark where a figure is a hundred times the usual one, or a hundredth
    of it, and where there is nothing though every earlier year had something."""
    earlier = references.earlier
    if earlier is None or earlier.empty:
        return rows
    findings = [
        finding
        for name in FIGURES
        if name in rows.marks
        for finding in _find_outliers(rows, earlier, name)
    ]
    return replace(rows, findings=(*rows.findings, *findings)) if findings else rows


def classify_figure(now: float | None, past: Past) -> str | None:
    """The finding code for a figure (None is a signed nil) beside those of earlier years."""
    figures = [figure for figure in past.values() if figure > 0]
    if not figures:
        return None
    if not now:
        always = len(figures) == len(past) >= YEARS_FOR_A_FALL
        return "history.fall" if always else None
    usual = median(figures)
    return "history.leap" if now >= usual * FAR or now * FAR <= usual else None


def _find_outliers(rows: Rows, earlier: pd.DataFrame, name: str) -> Iterator[Finding]:
    known, faulty = _collect_figures(earlier, name), rows.faulty
    told = {one.row for one in rows.findings if (one.code, one.column) == (LIMITED, name)}
    figures = rows.frame[["unit_id", "task_id", name]].astype(object)
    for (row, unit, task, now), mark in zip(
        figures.itertuples(name=None), rows.marks[name].tolist(), strict=True
    ):
        past = known.get((unit, task)) if mark in (Mark.VALUE, Mark.NIL) else None
        if past is None or row in faulty or row in told:
            continue
        code = classify_figure(float(now) if mark == Mark.VALUE else None, past)
        if code is not None:
            facts: dict[str, object] = {
                "usual": _compute_usual(past),
                "years": tuple(sorted(past)),
                **({"now": float(now)} if mark == Mark.VALUE else {}),
            }
            yield Finding(
                code,
                row=row,
                column=name,
                value=str(now) if mark == Mark.VALUE else None,
                heading=rows.headers.headings.get(name),
                sheet=rows.headers.table.sheet,
                facts=facts,
            )


def _compute_usual(past: Past) -> float:
    return median(figure for figure in past.values() if figure > 0)


def _collect_figures(earlier: pd.DataFrame, name: str) -> dict[tuple[int, int], Past]:
    known: dict[tuple[int, int], Past] = {}
    keys = (earlier[key].to_numpy(dtype="int64").tolist() for key in ("unit_id", "task_id", "year"))
    figures = earlier[name].to_numpy(dtype="float64", na_value=np.nan).tolist()
    for unit, task, year, figure in zip(*keys, figures, strict=True):
        if not math.isnan(figure):
            known.setdefault((unit, task), {})[year] = figure
    return known
