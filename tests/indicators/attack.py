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


FREE_GROUPS, FREE_LATER = ("free", 0), ("free", 1)
Node = tuple[str, int]
View = tuple[list[int], set[int]]  # the label of each cell, and the labels whose sum is hidden


def can_differ(cells: list[int], views: tuple[View, View], group: int) -> bool:
    """May the hidden sum of `group` of the first view be another for all that a reader knows?

    The cells are how many addresses lie in each group of both views at once. The reader knows
    which cells there are, the sum of all, every sum that is not hidden in either view, and that
    a hidden sum is 1 or more where others are told beside it. Another table that fits differs
    from this one by a ring of cells that are raised and lowered in turn.
    """
    leads = _leads(cells, views)
    here, tail = ("group", group), FREE_GROUPS
    raised = _reaches(leads, here, tail, without=(here, tail))
    lowered = (here, tail) in _arcs(leads) and _reaches(leads, tail, here, without=(tail, here))
    return raised or lowered


def _leads(cells: list[int], views: tuple[View, View]) -> dict[Node, set[Node]]:
    (own, hidden), (later, hidden_later) = views
    leads: dict[Node, set[Node]] = {}

    def lead(start: Node, end: Node) -> None:
        leads.setdefault(start, set()).add(end)

    for count, group, beyond in zip(cells, own, later, strict=True):
        lead(("group", group), ("later", beyond))  # a cell is raised
        if count:
            lead(("later", beyond), ("group", group))  # or lowered
    sides = ((own, hidden, "group", FREE_GROUPS), (later, hidden_later, "later", FREE_LATER))
    for labels, barred, name, free in sides:
        for label in barred:
            total = sum(count for count, one in zip(cells, labels, strict=True) if one == label)
            lead(*_turned((free, (name, label)), around=name == "later"))
            if total > (0 if barred >= {*labels} else 1):
                lead(*_turned(((name, label), free), around=name == "later"))
    return leads


def _turned(arc: tuple[Node, Node], *, around: bool) -> tuple[Node, Node]:
    """What flows into the groups of the first view flows out of those of the second."""
    return (arc[1], arc[0]) if around else arc


def _arcs(leads: dict[Node, set[Node]]) -> set[tuple[Node, Node]]:
    return {(start, end) for start, ends in leads.items() for end in ends}


def _reaches(
    leads: dict[Node, set[Node]], start: Node, goal: Node, *, without: tuple[Node, Node]
) -> bool:
    passed, waiting = {start}, [start]
    while waiting:
        node = waiting.pop()
        for beyond in leads.get(node, set()):
            if (node, beyond) == without or beyond in passed:
                continue
            if beyond == goal:
                return True
            passed.add(beyond)
            waiting.append(beyond)
    return False
