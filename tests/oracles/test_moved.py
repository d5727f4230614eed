"""What moved, against a count that goes from row to row and from cause to cause."""

from collections.abc import Callable, Hashable
from dataclasses import replace
from functools import cache

import pytest

from indicators.change.moved import list_moves, split_change_by_cause
from indicators.change.steps import CAUSES, DaySnapshot, Steps, build_steps
from models.snapshots import Duties
from tests.oracles.plain import Row, rows_of
from tests.oracles.provinces import commune_of
from tests.oracles.slow_duties import SlowDuties
from tests.oracles.two_days import two_days

Level = tuple[int, int]  # part, whole
Rows = dict[Hashable, Row]
SEEDS = range(4)
DONE = ("done_in_time", "done_late")


def days(seed: int) -> tuple[DaySnapshot, DaySnapshot]:
    """Two days of one year, the year of a reorganisation or the one after it."""
    before, after = two_days(seed)
    year = 2025 + seed % 2
    return before.of_year(year), after.of_year(year)


@cache
def stepped(seed: int) -> Steps:
    """The steps between those days."""
    return build_steps(*days(seed))


class ToldDuties(SlowDuties):
    """The same, each result with whether anything was told of it."""

    def _result(self, assignment: Row) -> Row:
        owed = super()._result(assignment)
        return {**owed, "told": owed["state"] == "nil" or self._told(owed) is not None}


def slow_results(duties: Duties) -> Rows:
    rows = ToldDuties(duties).results_owed()
    return {(row["year"], row["assignment_id"]): row for row in rows}


def slow_reports(duties: Duties) -> Rows:
    return {
        (row["year"], row["unit_id"]): {**row, "told": row["state"] in ("in_time", "late")}
        for row in SlowDuties(duties).reports()
    }


def path(before: Duties, after: Duties, owed: Callable[[Duties], Rows]) -> list[Rows]:
    """The rows at the start and after each cause."""
    timed = owed(replace(before, as_of=after.as_of))
    asked = replace(after, submissions=before.submissions, results=before.results)
    ruled, final = owed(asked), owed(after)
    units = [set(day.assignments["unit_id"]) for day in (before, after)]
    moved_units = (units[0] ^ units[1]) & {111, 112, 113, 114}
    reorganised = {key: row for key, row in timed.items() if row["unit_id"] not in moved_units}
    reorganised |= {key: row for key, row in ruled.items() if row["unit_id"] in moved_units}
    corrected = {key: final[key] if row["told"] else row for key, row in ruled.items()}
    return [owed(before), timed, reorganised, ruled, corrected, final]


def slow_levels(rows: Rows, figure: str) -> Level:
    """Part and whole of a figure, on the fingers."""
    counted = [row for row in rows.values() if row["obligation"] == "required"]
    if figure in ("received", "overdue"):
        states = ("in_time", "late") if figure == "received" else ("overdue",)
        return sum(row["state"] in states for row in counted), len(counted)
    asked = [row for row in counted if row["state"] != "nil"]
    if figure == "completion":
        asked = [row for row in asked if row["due"]]
    return sum(row["state"] in DONE for row in asked), len(asked)


def slow_coverage(before: DaySnapshot, after: DaySnapshot) -> list[Level]:
    there = [_in_force(day) for day in (before, after)]
    known = [_visits(day) for day in (before, after)]
    sent = [
        {tuple(row.values()) for row in rows_of(day.register.returns)} for day in (before, after)
    ]
    kept, still_known = there[0] & there[1], known[0] & known[1]
    start = _helped(there[0], known[0], sent[0])
    corrected = _helped(kept, still_known, sent[0] & sent[1])
    return [start] * 4 + [corrected, _helped(there[1], known[1], sent[1])]


def _in_force(day: DaySnapshot) -> set[tuple[object, object]]:
    return {(row["year"], row["address_id"]) for row in rows_of(day.register.dossiers)}


def _visits(day: DaySnapshot) -> set[tuple[object, ...]]:
    names = ("year", "address_id", "in_period", "supporter_key", "kind", "form", "given_on")
    return {tuple(row[name] for name in names) for row in rows_of(day.register.supports)}


def _helped(
    there: set[tuple[object, object]],
    visits: set[tuple[object, ...]],
    returns: set[tuple[object, ...]],
) -> Level:
    """Of the addresses of communes whose help is reported, how many were helped."""
    dated = {visit[:2] for visit in visits if visit[2]} & there
    told = returns | {(year, commune_of(int(str(address)))) for year, address in dated}
    counted = {one for one in there if (one[0], commune_of(int(str(one[1])))) in told}
    return len({visit[:2] for visit in visits} & counted), len(counted)


def slow_path(before: DaySnapshot, after: DaySnapshot, figure: str) -> list[Level]:
    if figure == "coverage":
        return slow_coverage(before, after)
    owed = slow_reports if figure in ("received", "overdue") else slow_results
    return [slow_levels(rows, figure) for rows in path(before.duties, after.duties, owed)]


@pytest.mark.parametrize("figure", ["received", "overdue", "completion", "progress", "coverage"])
@pytest.mark.parametrize("seed", SEEDS)
def test_what_moved_is_what_the_oracle_counts(seed: int, figure: str) -> None:
    before, after = days(seed)
    slow = slow_path(before, after, figure)
    told = split_change_by_cause(stepped(seed))
    counted = told[told["figure"] == figure]
    assert counted["cause"].tolist() == list(CAUSES)
    reached = list(zip(counted["part_after"], counted["whole_after"], strict=True))
    assert [(counted["part_before"].iloc[0], counted["whole_before"].iloc[0]), *reached] == slow


@pytest.mark.parametrize("figure", ["received", "overdue", "completion", "progress", "coverage"])
@pytest.mark.parametrize("seed", SEEDS)
def test_the_rows_behind_each_cause_add_up_to_it(seed: int, figure: str) -> None:
    told = stepped(seed)
    parts = split_change_by_cause(told)
    rows = list_moves(told, figure)
    for part in parts[parts["figure"] == figure].to_dict("records"):
        behind = rows[rows["cause"] == part["cause"]]
        assert (behind["part"].sum(), behind["whole"].sum()) == (part["part"], part["whole"])
