"""Estimates: whose standing return says of itself that its figures are an estimate (III.13)."""

import pandas as pd


def find_estimates(submissions: pd.DataFrame, year: int) -> frozenset[int]:
    """The units whose last return of `year` is an estimate and was not sent back."""
    of_year = submissions[submissions["year"] == year].sort_values("submission_id")
    last = of_year.drop_duplicates("unit_id", keep="last")
    estimates = last[last["estimate"].eq(True) & ~last["sent_back"].eq(True)]
    return frozenset(int(unit) for unit in estimates["unit_id"])
