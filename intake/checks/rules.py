"""Rules of a row and of rows together. One rule, one function; a rule adds findings only."""

from collections.abc import Callable
from dataclasses import replace

import pandas as pd

from intake.cells.rows import Rows
from intake.checks.cell_measures import compare_measures
from intake.checks.contradictions import (
    check_closing,
    check_done_percent,
    check_help_and_dossier,
    check_household,
    check_nothing_before_start,
    check_order_of_days,
    check_under_way,
)
from intake.checks.notes import check_notes
from intake.checks.outliers import check_money_size, compare_with_earlier_years
from intake.checks.plausible import check_limits, check_year_as_quantity, compare_with_peers
from intake.checks.stated import check_lines, check_measures
from intake.checks.swapped import make_swapped_day_rule
from intake.checks.totals import check_parts, check_totals
from intake.checks.twins import check_twin_addresses, check_twin_supporters
from intake.references import References
from intake.text.normalisation import make_loose_code_keys

Rule = Callable[[Rows, References], Rows]


def apply_rules(rows: Rows, references: References) -> Rows:
    """The rows after every rule of their form, in this order: row, then table, then the unit's own
    earlier years."""
    for rule in RULES[rows.headers.layout.name]:
        rows = rule(rows, references)
    return rows


def check_done_within_period(rows: Rows, references: References) -> Rows:
    """The day something was done lies in its period's data days, or is remarked."""
    days = rows.get_days("done_on")
    if days.isna().all():
        return rows
    periods = references.periods.set_index("year")
    years = rows.frame["year"]
    before = days < years.map(periods["data_from"])
    after = days > years.map(periods["last_day"]) + pd.Timedelta(days=366)
    ahead = _find_future_days(rows, references, "done_on")  # told by itself

    def find_facts(row: int) -> dict[str, object]:
        begins, ends = periods.loc[years[row], ["data_from", "data_to"]]
        return {"year": int(years[row]), "begins": begins.date(), "ends": ends.date()}

    outside = (before | after) & ~ahead
    return rows.add_findings(outside, "row.day_outside_period", "done_on", find_facts)


def make_future_day_rule(name: str) -> Rule:
    """A rule: what happened did not happen after the day the file was received."""

    def check(rows: Rows, references: References) -> Rows:
        ahead = _find_future_days(rows, references, name)
        facts = {"received": references.day}
        return rows.add_findings(ahead, "row.day_in_future", name, facts)

    return check


def check_help_days(rows: Rows, references: References) -> Rows:
    """Help given once was not given after the day the file was received; a commitment may begin
    later."""
    ahead = _find_future_days(rows, references, "given_on")
    regular = (rows.get_values("kind") == "regular").fillna(False)
    facts = {"received": references.day}
    rows = rows.add_findings(ahead & ~regular, "row.day_in_future", "given_on", facts)
    return rows.add_findings(ahead & regular, "row.help_to_come", "given_on", facts)


def _find_future_days(rows: Rows, references: References, name: str) -> pd.Series:
    """Which rows give a day of the field after the day the file was received."""
    return rows.get_days(name) > pd.Timestamp(references.day)


def check_similar_codes(rows: Rows, references: References) -> Rows:
    """A code that differs from another in the file or the register by zeros, blanks, dashes or
    capital letters alone may be the same address once more."""
    codes = rows.get_values("code").astype("str")
    keys, known = make_loose_code_keys(codes), references.addresses["code"].astype("str")
    first = codes.groupby(keys).transform("first")
    alike = (first != codes).fillna(False) | keys.isin(make_loose_code_keys(known))
    alike |= codes.isin(list(references.alike))
    doubtful = alike & ~codes.isin(known)
    if not doubtful.any():
        return rows
    registered = dict(zip(make_loose_code_keys(known), known, strict=True))
    registered |= {code: meant[0] for code, meant in references.alike.items()}
    for row in codes.index[doubtful]:
        code = codes[row]
        other = registered.get(code) or registered.get(keys[row]) or first[row]
        here = pd.Series(codes.index == row, index=codes.index)
        rows = rows.add_findings(here, "register.address_alike", "code", {"other": other})
    return rows


def make_span_rule(first: str, last: str) -> Rule:
    """A rule: a span does not end before it starts."""

    def check(rows: Rows, _references: References) -> Rows:
        start, end = rows.get_days(first), rows.get_days(last)
        if start.isna().all() or end.isna().all():
            return rows

        def find_facts(row: int) -> dict[str, object]:
            return {"start": start[row].date()}

        return rows.add_findings(end < start, "row.ends_before_start", last, find_facts)

    return check


def make_repetition_rule(*keys: str, at: str) -> Rule:
    """A rule for rows of one file about the same thing: those that say the same count once, those
    that say different things cannot all be meant, so none is taken."""

    def check(rows: Rows, references: References) -> Rows:
        known = rows.frame[list(keys)]
        twice = known.notna().all(axis=1) & known.duplicated(keep=False)
        if not twice.any():
            return rows
        wrong, again = _split_repetitions(rows, twice, keys)
        rows = _tell_contradictions(rows, wrong, references, keys=keys, at=at)
        rows = rows.add_findings(
            again.notna(), "table.same_row", at, lambda row: {"first": again[row]}
        )
        return replace(rows, frame=rows.frame[again.isna()], marks=rows.marks[again.isna()])

    return check


def _tell_contradictions(
    rows: Rows, wrong: pd.Series, references: References, *, keys: tuple[str, ...], at: str
) -> Rows:
    """One finding for each row that contradicts another, with the numbers of all of them and the
    unit whose result it is."""
    if not wrong.any():
        return rows
    contradictory, before = rows.frame.loc[wrong, list(keys)], len(rows.findings)
    facts: dict[int, dict[str, object]] = {}
    for _, part in contradictory.groupby(list(keys), sort=False):
        numbers = part.index.tolist()
        named = (*numbers[:MOST_ROWS], *(["…"] if len(numbers) > MOST_ROWS else []))
        unit = {}
        if "task_id" in keys:
            unit = {"unit": references.book.get_name(int(part["unit_id"].iloc[0]))}
        facts |= {number: {"rows": named, **unit} for number in numbers}
    rows = rows.add_findings(wrong, "table.repeated_row", at)
    findings = [
        replace(finding, facts=facts[finding.row or 0]) for finding in rows.findings[before:]
    ]
    return replace(rows, findings=(*rows.findings[:before], *findings))


def _split_repetitions(
    rows: Rows, twice: pd.Series, keys: tuple[str, ...]
) -> tuple[pd.Series, pd.Series]:
    """Of the rows that stand more than once: those that contradict each other, and of those sound
    ones that only repeat a row above them the number of that row."""
    repeated = rows.frame.loc[twice]
    names = [name for name in rows.marks if name not in NAMED_BY_KEYS]
    content = pd.concat(
        [repeated[names].astype("str"), rows.marks.loc[twice].astype("str")], axis=1
    )
    content.columns = pd.RangeIndex(content.shape[1])
    ids = [name for name in ("unit_id", *keys) if name in repeated]
    keyed = repeated[ids].astype("str").set_axis([f"key {name}" for name in ids], axis=1)
    whole = pd.concat([keyed, content], axis=1)
    number = repeated.groupby(list(keys), sort=False).ngroup()
    versions = whole.assign(number=number).drop_duplicates()["number"].value_counts()
    unlike = number.map(versions) > 1
    alike = whole.duplicated() & ~unlike & ~whole.index.isin(list(rows.faulty))
    everywhere = rows.frame.index
    texts = pd.util.hash_pandas_object(whole, index=False)
    first = whole.index.to_series().groupby(texts).transform("first").astype("Int64")
    return unlike.reindex(everywhere, fill_value=False), first[alike].reindex(everywhere)


def check_one_period(rows: Rows, references: References) -> Rows:
    """A return is of one period: a unit that writes about two has one finding."""
    unit_years = rows.frame[["unit_id", "year"]].dropna().drop_duplicates()
    if unit_years["year"].nunique() < 2:
        return rows
    rows_by_unit: dict[int, list[tuple[int, int]]] = {}
    for row, unit, year in unit_years.astype("int64").itertuples(name=None):
        rows_by_unit.setdefault(unit, []).append((row, year))
    for unit, written in rows_by_unit.items():
        if len(written) > 1:
            facts = {
                "unit": references.book.get_name(unit),
                "years": tuple(sorted(year for _, year in written)),
            }
            second = pd.Series(rows.frame.index == written[1][0], index=rows.frame.index)
            rows = rows.add_findings(second, "table.two_periods", "period", facts)
    return rows


NAMED_BY_KEYS = frozenset(  # cells that another writing of the same thing leaves alike
    {"period", "unit_code", "task_code", "commune_code", "supporter_unit_code"}
)
SUPPORT_KEYS = ("address_code", "supporter_key", "kind", "form", "given_on")
ADDRESS_DAYS = ("surveyed_on", "confirmed_on", "reviewed_on", "closed_on")
MOST_ROWS = 6  # named in one sentence
RULES: dict[str, tuple[Rule, ...]] = {
    "results": (
        check_done_percent,
        check_nothing_before_start,
        check_under_way,
        make_swapped_day_rule("done_on"),
        check_done_within_period,
        make_future_day_rule("done_on"),
        make_repetition_rule("year", "unit_id", "task_id", at="task_code"),
        check_one_period,
        check_measures,
        check_lines,
        compare_measures,
        check_money_size,
        check_parts,
        check_totals,
        check_limits,
        compare_with_earlier_years,
        compare_with_peers,
        check_notes,
        check_year_as_quantity,
    ),
    "addresses": (
        *map(make_swapped_day_rule, ADDRESS_DAYS),
        *map(make_future_day_rule, ADDRESS_DAYS),
        make_span_rule("surveyed_on", "closed_on"),
        check_closing,
        check_order_of_days,
        check_household,
        make_repetition_rule("code", at="code"),
        check_similar_codes,
        check_twin_addresses,
        check_lines,
    ),
    "supports": (
        *map(make_swapped_day_rule, ("given_on", "until")),
        check_help_days,
        make_span_rule("given_on", "until"),
        check_help_and_dossier,
        make_repetition_rule(*SUPPORT_KEYS, at="address_code"),
        check_twin_supporters,
        check_money_size,
        check_parts,
        check_totals,
        check_limits,
        check_notes,
        check_lines,
    ),
}
