"""Unasked: who sent a yearly report that was neither required nor requested of it (III.13)."""

import pandas as pd


def find_unasked(submissions: pd.DataFrame, reports: pd.DataFrame, year: int) -> frozenset[int]:
    """The units whose last return of `year` stands (was not sent back), though no report of
    `year` stands in `reports` (due reports) for them."""
    of_year = submissions[submissions["year"] == year].sort_values("submission_id")
    last = of_year.drop_duplicates("unit_id", keep="last")
    standing = last[~last["sent_back"].eq(True)]
    due_units = reports.loc[reports["year"] == year, "unit_id"]
    return frozenset(int(unit) for unit in standing["unit_id"] if unit not in set(due_units))
