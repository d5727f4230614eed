"""Columns: what a chart's rows are made of, by name and type."""

from collections.abc import Mapping

import pandas as pd


def build_empty_frame(columns: Mapping[str, str]) -> pd.DataFrame:
    """A frame of these columns with nothing in it: a chart's shape is built of it."""
    return pd.DataFrame(columns=list(columns)).astype(dict(columns))
