"""A reader who subtracts: what the published part of a table of counts gives away.

Every way to fill the hidden counts of a small table is tried, row by row: slow, obvious, and
nothing like the rings by which the program itself looks.
"""

from itertools import product

import numpy as np
from numpy.typing import NDArray

Counts = NDArray[np.int64]
Mask = NDArray[np.bool_]
Row = tuple[int, ...]
ENOUGH = 4  # beyond what is counted, where no sum bounds it


def widths(counts: Counts, told: Mask, *, across: bool, down: bool) -> list[list[int]]:
    """How far apart the smallest and the largest value lie that each count may have.

    The reader knows what is not `told` hidden, that a hidden count is 1 or more, with `across`
    that the last column is the sum of the others, with `down` the sum of each column.
    """
    sums = counts.sum(axis=0)
    highest = sums if down else sums + ENOUGH
    fillings = [_fillings(row, hid, highest, across) for row, hid in zip(counts, told, strict=True)]
    found = []
    for place, own in enumerate(fillings):
        others = _sums(fillings[:place] + fillings[place + 1 :], sums) if down else set()
        fitting = [one for one in own if not down or tuple(sums - np.array(one)) in others]
        values = np.array(fitting)
        found.append((values.max(axis=0) - values.min(axis=0)).tolist())
    return found


def _fillings(counts: Counts, told: Mask, highest: Counts, across: bool) -> list[Row]:
    choices = [
        range(1, int(most) + 1) if hid else (int(count),)
        for count, hid, most in zip(counts, told, highest, strict=True)
    ]
    if not across:
        return [*product(*choices)]
    filled = ((*picked, sum(picked)) for picked in product(*choices[:-1]))
    return [one for one in filled if one[-1] in choices[-1]]


def _sums(rows: list[list[Row]], limit: Counts) -> set[Row]:
    """Every sum that one filling of each row can make, none above `limit`."""
    made: set[Row] = {tuple(0 for _ in limit)}
    for row in rows:
        added = {tuple(map(sum, zip(one, other, strict=True))) for one in made for other in row}
        made = {one for one in added if (np.array(one) <= limit).all()}
    return made
