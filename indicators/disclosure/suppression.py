"""Suppression: what may be told of small counts of addresses without telling a household.

A count from 1 to `least` - 1 is hidden; so are others with it, until nobody who subtracts
what is published from its totals can say what stands under a hidden one. What is left is
rounded to multiples of `least`, so that two days, two structures or two views never differ
by the few addresses between them (docs/decisions/0010).
"""

from collections import defaultdict, deque
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

LEAST = 5
LEAST_VND = 5_000_000

Counts = NDArray[np.int64]
Mask = NDArray[np.bool_]
Labels = NDArray[np.int64]
Cell = tuple[int, int]
Node = tuple[str, int]
FREE: Node = ("free", 0)  # where no total is known: anything may come from there


@dataclass(frozen=True)
class Parted:
    """The same counts in several structures at once. `rows` is the label of each row of a table
    in the structure it shows; `counts` has a row for each combination of labels, and
    `structures` the labels of those rows: in the structure shown first, then in each later."""

    rows: pd.Series
    counts: pd.DataFrame
    structures: Sequence[Labels]


@dataclass(frozen=True)
class Totals:
    """Which sums a reader knows: `across`, each row's own, published beside it; `down`, each
    column's over the whole province, published exactly elsewhere."""

    across: bool
    down: bool


def suppress_counts(
    frame: pd.DataFrame,
    parts: Sequence[str],
    *,
    whole: str | None = None,
    down: bool = True,
    parted: Parted | None = None,
    least: int = LEAST,
) -> pd.DataFrame:
    """`frame` with the counts of `parts` as everybody may see them, one row per group.

    `whole` is the column of the parts' sum in each row, published beside them (None: they
    make no sum). `down`: the sum of each column over all rows is known; `parted`: the rows,
    named by its `rows`, are told in other structures as well (`find_hidden_across`). A hidden count
    is missing and its row is marked in the added column `hidden`; a row without data stays as
    it is, without the mark. The rest are rounded.
    """
    columns = [*parts] if whole is None else [*parts, whole]
    known = frame[columns].notna().all(axis=1)
    totals = Totals(across=whole is not None, down=down)
    if parted is None:
        barred = find_hidden(frame.loc[known, columns].to_numpy("int64"), totals, least=least)
    else:
        counts = parted.counts[columns].to_numpy("int64")
        named, across = find_hidden_across(counts, totals, parted.structures, least=least)
        barred = across[np.searchsorted(named, parted.rows[known].to_numpy("int64"))]
    marked = pd.Series(barred.any(axis=1), frame.index[known])
    suppressed = frame.assign(hidden=marked.reindex(frame.index, fill_value=False).astype("bool"))
    for place, name in enumerate(columns):
        column = round_counts(frame[name].astype("Int64"), least)
        column[known] = column[known].mask(barred[:, place])
        suppressed[name] = column
    return suppressed


def round_counts(counts: pd.Series, base: int) -> pd.Series:
    """Whole counts to the nearest multiple of `base`; none above nought becomes nought."""
    near = ((counts + base // 2) // base) * base
    vanished = (counts > 0) & (near == 0)
    return near.mask(vanished.fillna(value=False).astype("bool"), base)


def round_money(vnd: pd.Series) -> pd.Series:
    """Whole đồng to two figures, and to multiples of five million at least: one visit more does
    not stand in the difference. None above nought becomes nought."""
    return vnd.map(_round_vnd, na_action="ignore").astype("Int64")


def _round_vnd(vnd: int) -> int:
    step: int = max(LEAST_VND, 10 ** (len(str(int(vnd))) - 2))
    return max(step, (int(vnd) + step // 2) // step * step) if vnd else 0


def find_hidden(counts: Counts, totals: Totals, *, least: int) -> Mask:
    """Which of `counts` may not be published; where `totals.across`, each row ends in its sum.

    Whoever knows the rest, the totals, and that a hidden count is 1 or more (0 is published)
    cannot tell a small count closer than by `least` - 1; a count hidden only to keep that
    secret may be found out. Where a table is too small, all of it is hidden, noughts too.
    """
    mask = (counts > 0) & (counts < least)
    if not (totals.across or totals.down):
        return mask
    for row, column in np.argwhere(mask):
        cell = (int(row), int(column))
        while count_steps(counts, mask, totals, cell=cell, most=least - 1) < least - 1:
            joined = _choose_companion(counts, mask, totals, cell=cell)
            if joined is None:
                return np.full(counts.shape, fill_value=True)
            mask[joined] = True
    return mask


def find_hidden_across(
    counts: Counts, totals: Totals, structures: Sequence[Labels], *, least: int
) -> tuple[Labels, Mask]:
    """The labels of the first of `structures`, sorted, and which counts of these groups may not
    be published where the same addresses may also be asked for in the other structures.

    A structure is a label of each row of `counts`; rows with one label are told as one. The
    last structure is decided first, and each one before it by what is told in the next: the sum
    of a group that is shown there is taken as known, and those that are all hidden are known
    together. Where groups of two structures overlap without one holding the other, nothing of
    the earlier one is told as soon as anything among them is small or hidden.
    """
    named = np.unique(structures[0])
    return named, _decide(counts, totals, structures, least=least).barred


@dataclass(frozen=True)
class _Decision:
    """Of each group of a structure: the mask of its counts, its zone (groups whose sum alone is
    known share one), and whether nothing may be told under it either."""

    barred: Mask
    zones: Labels
    dark: Mask


def _decide(
    counts: Counts, totals: Totals, structures: Sequence[Labels], *, least: int
) -> _Decision:
    groups, summed = _sum_groups(counts, structures[0])
    size = len(summed)
    if len(structures) == 1:
        barred = find_hidden(summed, totals, least=least)
        return _Decision(barred, np.zeros(size, "int64"), np.zeros(size, dtype=bool))
    later = _decide(counts, totals, structures[1:], least=least)
    targets, sums = _sum_groups(counts, structures[1])
    knots, knots_later = _find_knots(groups, targets)
    alone: Mask = np.equal(np.bincount(knots)[knots], 1)
    tangled: Mask = np.greater(np.bincount(knots_later)[knots], 1)
    risky = np.zeros(knots.max(initial=-1) + 1, dtype=bool)
    np.logical_or.at(risky, knots, _has_small(summed, least))
    np.logical_or.at(risky, knots_later, _has_small(sums, least) | _in_any(later.barred))
    target = np.zeros(size, "int64")
    target[groups] = targets
    dark = (tangled & risky[knots]) | (~tangled & later.dark[target])
    own = later.zones.max(initial=0) + 1 + knots
    zones = np.where(~tangled & ~_in_any(~later.barred)[target], later.zones[target], own)
    plain = ~tangled & ~dark
    barred = later.barred[target] & (plain & alone)[:, np.newaxis]  # it is told there as here
    for zone in np.unique(zones[plain & ~alone]):
        within = plain & (zones == zone)
        barred[within] |= find_hidden(summed[within], Totals(totals.across, down=True), least=least)
    return _Decision(barred | dark[:, np.newaxis], zones, dark)


def _sum_groups(counts: Counts, labels: Labels) -> tuple[Labels, Counts]:
    """The place of each row's group in the order of the labels, and the sums of the groups."""
    named, place = np.unique(labels, return_inverse=True)
    sums = np.zeros((len(named), counts.shape[1]), "int64")
    np.add.at(sums, place, counts)
    return place, sums


def _has_small(counts: Counts, least: int) -> Mask:
    return _in_any((counts > 0) & (counts < least))


def _in_any(marks: Mask) -> Mask:
    """Is any mark of each row set?"""
    return np.asarray(marks.any(axis=1), dtype=bool)


def _find_knots(groups: Labels, targets: Labels) -> tuple[Labels, Labels]:
    """The number of the knot of each group of two structures: groups that share a row are of one
    knot. `groups` and `targets` are the places of each row's group in either."""
    knots = np.arange(groups.max(initial=-1) + 1)
    while True:
        knots_later = np.full(targets.max(initial=-1) + 1, len(knots))
        np.minimum.at(knots_later, targets, knots[groups])
        lowest = knots.copy()
        np.minimum.at(lowest, groups, knots_later[targets])
        if (lowest == knots).all():
            break
        knots = lowest
    numbers, dense = np.unique(knots, return_inverse=True)
    return dense, np.searchsorted(numbers, knots_later)


def count_steps(counts: Counts, mask: Mask, totals: Totals, *, cell: Cell, most: int) -> int:
    """How many other values, up to `most`, the hidden `cell` could have for all that a
    reader knows: every sum as it is, every hidden count 1 or more."""
    count = 0
    for way in (1, -1):
        guess = counts.copy()
        while count < most and _move(guess, mask, totals, cell=cell, way=way):
            count += 1
    return count


def _choose_companion(counts: Counts, mask: Mask, totals: Totals, *, cell: Cell) -> Cell | None:
    """The shown count to hide for `cell`: first one beside a count that is the only hidden one
    of its row or column, since the sum gives that back; then one that closes a ring of hidden
    counts, then any but a sum, then the smallest. It shares a row or column with those around
    `cell`."""
    rows, columns = _find_joined(mask, totals, cell)
    single_rows = {row for row in rows if totals.across and mask[row].sum() == 1}
    single_columns = {column for column in columns if totals.down and mask[:, column].sum() == 1}
    near = np.zeros(counts.shape, dtype=bool)
    near[sorted(rows)] = True
    near[:, sorted(columns)] = True
    last = counts.shape[1] - 1

    def rank(candidate: Cell) -> tuple[bool, int, bool, int, Cell]:
        given_back = candidate[0] in single_rows or candidate[1] in single_columns
        new = int(totals.across and candidate[0] not in rows) + int(
            totals.down and candidate[1] not in columns
        )
        return (
            not given_back,
            new,
            totals.across and candidate[1] == last,
            int(counts[candidate]),
            candidate,
        )

    open_to = np.argwhere(near & ~mask & (counts > 0)).tolist()
    return min(((row, column) for row, column in open_to), key=rank, default=None)


def _find_joined(mask: Mask, totals: Totals, cell: Cell) -> tuple[set[int], set[int]]:
    """The rows and columns with a known sum that hidden counts join to `cell`."""
    rows = {cell[0]} if totals.across else set()
    columns = {cell[1]} if totals.down else set()
    size = 0
    while totals.across and totals.down and size < len(rows) + len(columns):
        size = len(rows) + len(columns)
        columns |= set(np.flatnonzero(mask[sorted(rows)].any(axis=0)).tolist())
        rows |= set(np.flatnonzero(mask[:, sorted(columns)].any(axis=1)).tolist())
    return rows, columns


def _move(guess: Counts, mask: Mask, totals: Totals, *, cell: Cell, way: int) -> bool:
    """Move `cell` of `guess` by `way` and others with it so that every sum stays; False,
    and nothing moved, where that cannot be."""
    tail, head = _find_ends(cell, guess.shape[1], totals)
    start, goal = (head, tail) if way > 0 else (tail, head)
    if way < 0 and guess[cell] <= 1:
        return False
    ring = _find_path(_build_arcs(guess, mask, totals, besides=cell), start, goal)
    if ring is None:
        return False
    guess[cell] += way
    for other, step in ring:
        guess[other] += step
    return True


def _find_ends(cell: Cell, width: int, totals: Totals) -> tuple[Node, Node]:
    """A count as a flow from its row to its column; a row's sum flows back the other way."""
    row: Node = ("row", cell[0]) if totals.across else FREE
    column: Node = ("column", cell[1]) if totals.down else FREE
    return (column, row) if totals.across and cell[1] == width - 1 else (row, column)


Arcs = dict[Node, list[tuple[Node, Cell, int]]]


def _build_arcs(guess: Counts, mask: Mask, totals: Totals, *, besides: Cell) -> Arcs:
    """From each node: where a hidden count moved by one (up, or down to 1) leads."""
    leads: Arcs = defaultdict(list)
    for row, column in np.argwhere(mask):
        cell = (int(row), int(column))
        if cell == besides:
            continue
        tail, head = _find_ends(cell, guess.shape[1], totals)
        leads[tail].append((head, cell, 1))
        if guess[cell] > 1:
            leads[head].append((tail, cell, -1))
    return leads


def _find_path(leads: Arcs, start: Node, goal: Node) -> list[tuple[Cell, int]] | None:
    """The shortest way from `start` to `goal`: the counts to move, each by its step."""
    if start == goal:
        return []
    came: dict[Node, tuple[Node, Cell, int]] = {}
    waiting = deque([start])
    while waiting and goal not in came:
        node = waiting.popleft()
        for beyond, cell, step in leads.get(node, []):
            if beyond not in came and beyond != start:
                came[beyond] = (node, cell, step)
                waiting.append(beyond)
    return _walk_back(came, start, goal) if goal in came else None


def _walk_back(
    came: dict[Node, tuple[Node, Cell, int]], start: Node, goal: Node
) -> list[tuple[Cell, int]]:
    walked = []
    node = goal
    while node != start:
        node, cell, step = came[node]
        walked.append((cell, step))
    return walked
