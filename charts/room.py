"""Room: where an axis ends so that every bar and the words behind it fit, on a phone too."""

import pandas as pd

LETTER = 6.3  # pixels of a letter at a bar's end, a little more than it takes
GAP = 6  # pixels between a bar and its words
WIDE, PHONE = 520, 222  # pixels that bars and their words share


def compute_axis_end(ends: pd.Series, labels: pd.Series, plot: int) -> float:
    """Where an axis of `plot` pixels ends for bars that end at `ends` (0 or more, or missing)
    with the words `labels` behind them; 1 where no bar is drawn."""
    left = (plot - GAP - LETTER * labels.astype("str").str.len()).clip(lower=plot / 4)
    return float((ends * plot / left).max(skipna=True)) if ends.gt(0).any() else 1.0
