"""Rows against the register: which period, unit, task, assignment, address each row means."""

from collections.abc import Callable
from datetime import date

import pandas as pd

from intake.folding import folded, folded_column
from intake.references import References
from intake.rows import Rows
from intake.units import Meaning, UnitBook


def registered(rows: Rows, references: References) -> Rows:
    """The rows with the ids they mean, and a finding where a cell means nothing we know."""
    return CHECKS[rows.headed.layout.name](rows, references)


def _results(rows: Rows, references: References) -> Rows:
    periods = references.periods.set_index("year")
    years = rows.given("period").astype("Int64")
    unknown = years.notna() & ~years.isin(periods.index)
    rows = rows.finding(unknown, "register.period_unknown", "period")
    days = years.map(periods["data_to"]).fillna(pd.Timestamp(references.day))
    rows = _with_units(rows, references, name="unit_code", days=days)
    rows = _own_rows_only(rows, references)
    rows = _with_tasks(rows, references)
    return _with_assignments(rows.with_columns(year=years.mask(unknown)), references)


def _addresses(rows: Rows, references: References) -> Rows:
    today = pd.Series(pd.Timestamp(references.day), index=rows.frame.index)
    rows = _with_units(rows, references, name="commune_code", days=today)
    known = references.addresses.set_index("code")["address_id"]
    return rows.with_columns(address_id=rows.given("code").map(known).astype("Int64"))


def _supports(rows: Rows, references: References) -> Rows:
    known = references.addresses.set_index("code")["address_id"]
    codes = rows.given("address_code")
    rows = rows.with_columns(address_id=codes.map(known).astype("Int64"))
    unknown = codes.notna() & rows.frame["address_id"].isna()
    rows = rows.finding(unknown, "register.address_unknown", "address_code")
    days = pd.to_datetime(rows.given("given_on")).fillna(pd.Timestamp(references.day))
    rows = _with_units(rows, references, name="supporter_unit_code", days=days)
    names = rows.given("supporter_name").astype("str")
    key = rows.frame["supporter_unit_code_means"].fillna(folded_column(names.fillna("")))
    rows = rows.with_columns(supporter_key=key.str.slice(0, 200))
    nobody = ~rows.says("supporter_unit_code") & ~rows.says("supporter_name")
    unread = rows.marks.get("supporter_unit_code", pd.Series(0, index=nobody.index)) == 4
    return rows.finding(nobody & ~unread, "row.supporter_missing", "supporter_name")


CHECKS: dict[str, Callable[[Rows, References], Rows]] = {
    "results": _results,
    "addresses": _addresses,
    "supports": _supports,
}


def _with_units(rows: Rows, references: References, *, name: str, days: pd.Series) -> Rows:
    """Adds `unit_id` and `<name>_means` (the unit's own code) for the units named by `name`."""
    texts = rows.given(name)
    book = UnitBook(references.units, references.aliases)
    asked = pd.DataFrame({"text": texts, "day": days}).dropna()
    pairs = asked.drop_duplicates()
    meanings = {
        (text, day): book.meaning(str(text), _as_date(day))
        for text, day in zip(pairs["text"], pairs["day"], strict=True)
    }
    nothing = Meaning(None)
    found = [meanings.get(pair, nothing) for pair in zip(asked["text"], asked["day"], strict=True)]
    index = rows.frame.index
    ids = pd.Series([one.unit_id for one in found], index=asked.index, dtype="Int64")
    means = pd.Series([one.unit_code for one in found], index=asked.index, dtype="str")
    codes = pd.Series([one.code for one in found], index=asked.index, dtype="str").reindex(index)
    rows = rows.with_columns(
        **{"unit_id": ids.reindex(index), f"{name}_means": means.reindex(index)}
    )
    for code in codes.dropna().unique():
        rows = rows.finding(codes == code, str(code), name)
    return rows


def _as_date(day: pd.Timestamp) -> date:
    return day.date()


def _own_rows_only(rows: Rows, references: References) -> Rows:
    if references.own_unit is None:
        return rows
    other = rows.frame["unit_code_means"].notna() & (
        rows.frame["unit_code_means"] != references.own_unit
    )
    return rows.finding(other, "register.unit_of_another", "unit_code")


def _with_tasks(rows: Rows, references: References) -> Rows:
    known = {
        folded(task[name]): (task["task_id"], task["task_code"])
        for task in references.tasks.to_dict("records")
        for name in ("title_vi", "title_en", "task_code")
    }
    texts = rows.given("task_code").astype("str")
    keys = folded_column(texts.fillna(""))
    ids = keys.map(lambda key: known[key][0] if key in known else pd.NA).astype("Int64")
    means = keys.map(lambda key: known[key][1] if key in known else pd.NA).astype("str")
    rows = rows.with_columns(task_id=ids, task_code_means=means)
    return rows.finding(texts.notna() & ids.isna(), "register.task_unknown", "task_code")


def _with_assignments(rows: Rows, references: References) -> Rows:
    wanted = rows.frame[["year", "unit_id", "task_id"]].astype("Int64")
    known = references.assignments.set_index(["year", "unit_id", "task_id"])["assignment_id"]
    keys = pd.MultiIndex.from_frame(wanted)
    ids = pd.Series(known.reindex(keys).to_numpy(), index=wanted.index, dtype="Int64")
    rows = rows.with_columns(assignment_id=ids)
    complete = wanted.notna().all(axis=1)
    return rows.finding(complete & ids.isna(), "register.not_assigned", "task_code")
