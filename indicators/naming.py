"""Naming: each row gets the name of the first case that is true of it."""

from collections.abc import Mapping

import numpy as np
import pandas as pd


def name_first_match(cases: Mapping[str, pd.Series], otherwise: str, index: pd.Index) -> pd.Series:
    """A text column over `index`: the first of `cases` that is true, else `otherwise`."""
    names = [*cases, otherwise]
    conditions = [case.to_numpy() for case in cases.values()]
    codes = np.select(conditions, list(range(len(cases))), len(cases))
    coded = pd.Categorical.from_codes(codes, pd.Index(names, dtype="str"))
    return pd.Series(coded, index).astype("str")
