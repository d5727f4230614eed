"""Rules of a row and of rows together. One rule, one function; a rule adds findings only."""

from collections.abc import Callable

import pandas as pd

from intake.references import References
from intake.rows import Rows

Rule = Callable[[Rows, References], Rows]


def ruled(rows: Rows, references: References) -> Rows:
    """The rows after every rule of their form, in the order of the ladder: row, then table."""
    for rule in RULES[rows.headed.layout.name]:
        rows = rule(rows, references)
    return rows


def done_is_a_hundred(rows: Rows, _references: References) -> Rows:
    """A task said to be done at 40 % contradicts itself."""
    done = rows.given("status").isin(["done", "done_late"])
    below = rows.numbers("percent") < 100
    return rows.finding(done & below, "row.done_below_hundred", "percent")


def nothing_before_the_start(rows: Rows, _references: References) -> Rows:
    """A task not started has no percent and no day on which it was done."""
    idle = rows.given("status") == "not_started"
    some = (rows.numbers("percent") > 0) | rows.given("done_on").notna()
    return rows.finding(idle & some, "row.not_started_with_result", "status")


def done_within_the_period(rows: Rows, references: References) -> Rows:
    """The day something was done lies in its period's data days, or is remarked."""
    periods = references.periods.set_index("year")
    days = rows.days("done_on")
    years = rows.frame["year"]
    before = days < years.map(periods["data_from"])
    after = days > years.map(periods["last_day"]) + pd.Timedelta(days=366)
    return rows.finding(before | after, "row.day_outside_period", "done_on")


def no_day_in_the_future(name: str) -> Rule:
    """What happened did not happen after the day the file was received."""

    def rule(rows: Rows, references: References) -> Rows:
        days = rows.days(name)
        return rows.finding(days > pd.Timestamp(references.day), "row.day_in_future", name)

    return rule


def closed_with_a_day(rows: Rows, _references: References) -> Rows:
    """A dossier that ended names the day; without it the address stays in force."""
    closed = (rows.given("status") == "closed") & ~rows.says("closed_on")
    return rows.finding(closed, "row.closed_without_day", "closed_on")


def ends_after_its_start(first: str, last: str) -> Rule:
    """A span runs forward."""

    def rule(rows: Rows, _references: References) -> Rows:
        start, end = rows.days(first), rows.days(last)
        return rows.finding(end < start, "row.ends_before_start", last)

    return rule


def no_row_twice(*keys: str, at: str) -> Rule:
    """Two rows of one file about the same thing cannot both be meant: neither is taken."""

    def rule(rows: Rows, _references: References) -> Rows:
        known = rows.frame[list(keys)]
        complete = known.notna().all(axis=1)
        twice = complete & known.astype("str").duplicated(keep=False)
        return rows.finding(twice, "table.repeated_row", at)

    return rule


SUPPORT_KEYS = ("address_code", "supporter_key", "kind", "form", "given_on")
RULES: dict[str, tuple[Rule, ...]] = {
    "results": (
        done_is_a_hundred,
        nothing_before_the_start,
        done_within_the_period,
        no_day_in_the_future("done_on"),
        no_row_twice("year", "unit_id", "task_id", at="task_code"),
    ),
    "addresses": (
        no_day_in_the_future("surveyed_on"),
        ends_after_its_start("surveyed_on", "closed_on"),
        closed_with_a_day,
        no_row_twice("code", at="code"),
    ),
    "supports": (
        no_day_in_the_future("given_on"),
        ends_after_its_start("given_on", "until"),
        no_row_twice(
            "address_code", "supporter_key", "kind", "form", "given_on", at="address_code"
        ),
    ),
}
