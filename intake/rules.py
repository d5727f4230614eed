"""Rules of a row and of rows together. One rule, one function; a rule adds findings only."""

from collections.abc import Callable
from dataclasses import replace

import pandas as pd

from intake.history import beside_earlier_years
from intake.marks import Mark
from intake.references import References
from intake.rows import Rows
from intake.swapped import days_not_swapped

Rule = Callable[[Rows, References], Rows]


def ruled(rows: Rows, references: References) -> Rows:
    """The rows after every rule of their form, in the order of the ladder: row, then
    table, then the unit's own earlier years."""
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
    days = rows.days("done_on")
    if days.isna().all():
        return rows
    periods = references.periods.set_index("year")
    years = rows.frame["year"]
    before = days < years.map(periods["data_from"])
    after = days > years.map(periods["last_day"]) + pd.Timedelta(days=366)
    return rows.finding(before | after, "row.day_outside_period", "done_on")


def no_day_in_the_future(name: str) -> Rule:
    """What happened did not happen after the day the file was received."""

    def rule(rows: Rows, references: References) -> Rows:
        return rows.finding(_to_come(rows, references, name), "row.day_in_future", name)

    return rule


def help_was_given(rows: Rows, references: References) -> Rows:
    """Help given once was not given after the day the file was received; a commitment may begin
    later."""
    ahead = _to_come(rows, references, "given_on")
    regular = (rows.given("kind") == "regular").fillna(False)
    rows = rows.finding(ahead & ~regular, "row.day_in_future", "given_on")
    return rows.finding(ahead & regular, "row.help_to_come", "given_on")


def _to_come(rows: Rows, references: References, name: str) -> pd.Series:
    """Which rows give a day of the field after the day the file was received."""
    return rows.days(name) > pd.Timestamp(references.day)


def closed_with_a_day(rows: Rows, _references: References) -> Rows:
    """A dossier that ended names the day; without it the address stays in force."""
    closed = (rows.given("status") == "closed") & ~rows.says("closed_on")
    if "closed_on" in rows.marks:  # a day that could not be read is one fault, not two
        closed &= rows.marks["closed_on"] != Mark.FAULT
    return rows.finding(closed, "row.closed_without_day", "closed_on")


def codes_told_apart(rows: Rows, references: References) -> Rows:
    """A code that differs from another in the file or the register by capital letters alone
    may be the same address once more."""
    codes = rows.given("code").astype("str")
    keys, known = codes.str.upper(), references.addresses["code"].astype("str")
    first = codes.groupby(keys).transform("first")
    doubtful = keys.isin(known.str.upper()) | (first != codes).fillna(False)
    return rows.finding(doubtful & ~codes.isin(known), "register.address_alike", "code")


def ends_after_its_start(first: str, last: str) -> Rule:
    """A span runs forward."""

    def rule(rows: Rows, _references: References) -> Rows:
        start, end = rows.days(first), rows.days(last)
        if start.isna().all() or end.isna().all():
            return rows
        return rows.finding(end < start, "row.ends_before_start", last)

    return rule


def no_row_twice(*keys: str, at: str) -> Rule:
    """Rows of one file about the same thing: those that say the same count once, those that
    say different things cannot all be meant, so none is taken."""

    def rule(rows: Rows, references: References) -> Rows:
        known = rows.frame[list(keys)]
        twice = known.notna().all(axis=1) & known.duplicated(keep=False)
        if not twice.any():
            return rows
        wrong, again = _unlike_and_alike(rows, twice, keys)
        rows = _tell_repeated(rows, wrong, references, keys=keys, at=at)
        rows = rows.finding(again, "table.same_row", at)
        return replace(rows, frame=rows.frame[~again], marks=rows.marks[~again])

    return rule


def _tell_repeated(
    rows: Rows, wrong: pd.Series, references: References, *, keys: tuple[str, ...], at: str
) -> Rows:
    """One finding for each row that contradicts another, with the numbers of all of them and
    the unit whose result they tell."""
    if not wrong.any():
        return rows
    told, before = rows.frame.loc[wrong, list(keys)], len(rows.findings)
    facts: dict[int, dict[str, object]] = {}
    for _, part in told.groupby(list(keys), sort=False):
        numbers = part.index.tolist()
        named = (*numbers[:MOST_ROWS], *(["…"] if len(numbers) > MOST_ROWS else []))
        unit = {}
        if "task_id" in keys:
            unit = {"unit": references.book.name_of(int(part["unit_id"].iloc[0]))}
        facts |= {number: {"rows": named, **unit} for number in numbers}
    rows = rows.finding(wrong, "table.repeated_row", at)
    findings = [replace(one, facts=facts[one.row or 0]) for one in rows.findings[before:]]
    return replace(rows, findings=(*rows.findings[:before], *findings))


def _unlike_and_alike(
    rows: Rows, twice: pd.Series, keys: tuple[str, ...]
) -> tuple[pd.Series, pd.Series]:
    """Of the rows told more than once: those that contradict each other, and those sound
    ones that only repeat a row above them."""
    told = rows.frame.loc[twice]
    said = [name for name in rows.marks if name not in NAMED_BY_KEYS]
    content = pd.concat([told[said].astype("str"), rows.marks.loc[twice].astype("str")], axis=1)
    content.columns = pd.RangeIndex(content.shape[1])
    ids = [name for name in ("unit_id", *keys) if name in told]
    whole = pd.concat([told[ids].astype("str").set_axis([f"key {one}" for one in ids], axis=1),
                       content], axis=1)  # fmt: skip
    number = told.groupby(list(keys), sort=False).ngroup()
    versions = whole.assign(number=number).drop_duplicates()["number"].value_counts()
    unlike = number.map(versions) > 1
    alike = whole.duplicated() & ~unlike & ~whole.index.isin(list(rows.faulty))
    everywhere = rows.frame.index
    return (
        unlike.reindex(everywhere, fill_value=False),
        alike.reindex(everywhere, fill_value=False),
    )


def one_period_a_unit(rows: Rows, references: References) -> Rows:
    """A return is of one period: a unit that writes about two is told of it once."""
    told = rows.frame[["unit_id", "year"]].dropna().drop_duplicates()
    if told["year"].nunique() < 2:
        return rows
    met: dict[int, list[tuple[int, int]]] = {}
    for row, unit, year in told.astype("int64").itertuples(name=None):
        met.setdefault(unit, []).append((row, year))
    for unit, written in met.items():
        if len(written) > 1:
            facts = {
                "unit": references.book.name_of(unit),
                "years": tuple(sorted(year for _, year in written)),
            }
            second = pd.Series(rows.frame.index == written[1][0], index=rows.frame.index)
            rows = rows.finding(second, "table.two_periods", "period", facts)
    return rows


NAMED_BY_KEYS = frozenset(  # cells that another writing of the same thing leaves alike
    {"period", "unit_code", "task_code", "commune_code", "supporter_unit_code"}
)
SUPPORT_KEYS = ("address_code", "supporter_key", "kind", "form", "given_on")
ADDRESS_DAYS = ("surveyed_on", "confirmed_on", "reviewed_on", "closed_on")
MOST_ROWS = 6  # named in one sentence
RULES: dict[str, tuple[Rule, ...]] = {
    "results": (
        done_is_a_hundred,
        nothing_before_the_start,
        days_not_swapped("done_on"),
        done_within_the_period,
        no_day_in_the_future("done_on"),
        no_row_twice("year", "unit_id", "task_id", at="task_code"),
        one_period_a_unit,
        beside_earlier_years,
    ),
    "addresses": (
        *map(days_not_swapped, ADDRESS_DAYS),
        *map(no_day_in_the_future, ADDRESS_DAYS),
        ends_after_its_start("surveyed_on", "closed_on"),
        closed_with_a_day,
        no_row_twice("code", at="code"),
        codes_told_apart,
    ),
    "supports": (
        *map(days_not_swapped, ("given_on", "until")),
        help_was_given,
        ends_after_its_start("given_on", "until"),
        no_row_twice(*SUPPORT_KEYS, at="address_code"),
    ),
}
