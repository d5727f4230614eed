"""Rows stored before that a sender sends no longer: withdrawn, or only not sent again?

Results: of the units and years that the file speaks for. Addresses: of its communes, those
whose dossier has not ended. Supports: of its supporters in its periods; a file of several
supporters speaks only for the communes it names, a file of one for all that one gave.

A list of addresses or of help is asked about only where it sends most of what is stored a
second time: a file of new addresses, or of this month's help, adds to what was sent before.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd

from intake.cells.marks import Mark
from intake.cells.rows import Rows
from intake.change_plan import SHAPES
from intake.findings import Finding
from intake.references import References

RESENT = 0.5  # of what is stored of a commune or a supporter: from there a list is sent again
SUPPORT_KEYS = ("address_code", "kind", "form", "given_on")  # of a baseline of one supporter
MOST_NAMED = 3  # rows named in the question
NONE = pd.DataFrame(
    {
        "stored_id": pd.Series(dtype="int64"),
        "who": pd.Series(dtype="str"),
        "year": pd.Series(dtype="int64"),  # 0 where the form has none
        "named": pd.Series(dtype="str"),
    }
)
CODES = {
    "results": "table.row_not_resent",
    "addresses": "table.address_not_resent",
    "supports": "table.support_not_resent",
}


def find_missing_rows(
    rows: Rows, references: References, *, listed: Rows | None = None
) -> pd.DataFrame:
    """The stored rows that the file ought to name and does not: stored_id, who it is of,
    year, and how to name it. None for a correction slip, none of a unit that is not the
    sender's own, and none where a row that was not understood may be the one missed. `listed`
    are all rows of the file, where `rows` are those of them that say something: a row that
    says nothing still lists what it names."""
    if rows.headers.slip or rows.headers.one_of_several or rows.frame.empty:
        return NONE
    missed = MISSED[rows.headers.layout.name](rows, listed or rows, references)
    return missed.astype(NONE.dtypes.to_dict())[list(NONE.columns)]


def _find_missing_results(rows: Rows, listed: Rows, references: References) -> pd.DataFrame:
    sent = rows.frame[["unit_id", "year", "assignment_id"]].astype("Int64")
    named = listed.frame[["year", "assignment_id"]].astype("Int64")
    listed_keys = _encode_keys(named["year"], named["assignment_id"])
    stored = references.stored
    unsent = stored[~np.isin(_encode_keys(stored["year"], stored["assignment_id"]), listed_keys)]
    if unsent.empty:
        return NONE
    spoken = sent[["unit_id", "year"]].dropna().drop_duplicates()
    if references.own_unit is not None:
        own = rows.frame["unit_code_means"] == references.own_unit
        spoken = spoken[own[spoken.index].fillna(False).astype(bool)]
    doubtful = sent.loc[sent["assignment_id"].isna(), "unit_id"].dropna()
    spoken = spoken[~spoken["unit_id"].isin(doubtful)]
    due = _filter_by_units(references.assignments, spoken)
    missing = due.merge(
        unsent[["stored_id", "assignment_id", "year"]], on=["assignment_id", "year"]
    )
    missing = missing.merge(spoken, on=["unit_id", "year"])
    titles = references.tasks.set_index("task_id")["title_vi"]
    who = missing["unit_id"].map(references.book.get_name)
    return missing.assign(who=who, named=missing["task_id"].map(titles))


def _find_missing_addresses(rows: Rows, listed: Rows, references: References) -> pd.DataFrame:
    unsent = references.unsent
    if unsent is None or unsent.empty:
        return NONE
    communes = rows.frame["unit_id"].astype("Int64")
    if references.own_unit is not None:
        communes = communes[(rows.frame["commune_code_means"] == references.own_unit).fillna(False)]
    unread = rows.frame.index[~rows.has_value("code")]
    if communes.reindex(unread).isna().any():  # of a commune nobody knows: it may be any
        return NONE
    spoken = set(communes.dropna()) - set(communes.reindex(unread).dropna())
    stored = unsent[unsent["unit_id"].isin(spoken)]
    again = stored["code"].isin(listed.frame["code"])
    missed = _filter_by_baseline(rows, _filter_missing(stored, again, by="unit_id"), ("code",))
    who = missed["unit_id"].map(references.book.get_name)
    return missed.assign(who=who, named=missed["code"], year=0)


def _find_missing_supports(rows: Rows, _listed: Rows, references: References) -> pd.DataFrame:
    unsent, keys = references.unsent, list(SHAPES["supports"].identity)
    if unsent is None or unsent.empty:
        return NONE
    identities = rows.frame[keys]
    helpers = identities["supporter_key"].dropna()
    if references.own_unit is not None:
        helpers = helpers[helpers == references.own_unit]
    doubtful = identities[identities.isna().any(axis=1) | _find_unread_rows(rows)]
    if doubtful["supporter_key"].isna().any():
        return NONE
    spoken = set(helpers) - set(doubtful["supporter_key"])
    given = unsent[unsent["supporter_key"].isin(spoken)]
    given = given[_is_in_periods(given["given_on"], rows.get_days("given_on"), references.periods)]
    if identities["supporter_key"].nunique() > 1:
        named = unsent.loc[unsent["address_id"].isin(identities["address_id"].dropna()), "unit_id"]
        given = given[given["unit_id"].isin(named.dropna())]
    sent = pd.MultiIndex.from_frame(_normalise_keys(identities.dropna()))
    again = pd.Series(
        pd.MultiIndex.from_frame(_normalise_keys(given[keys])).isin(sent), index=given.index
    )
    missed = _filter_by_baseline(
        rows, _filter_missing(given, again, by="supporter_key"), SUPPORT_KEYS
    )
    day = missed["given_on"].dt.strftime("%d/%m/%Y")
    return missed.assign(who=missed["supporter"], named=missed["code"] + " (" + day + ")", year=0)


def _filter_missing(stored: pd.DataFrame, again: pd.Series, *, by: str) -> pd.DataFrame:
    """The stored rows that were not sent again, where most of what is `by` one were."""
    resent = again.groupby(stored[by]).transform("mean") >= RESENT
    missed: pd.DataFrame = stored[resent & ~again]
    return missed


def _filter_by_baseline(rows: Rows, missed: pd.DataFrame, keys: tuple[str, ...]) -> pd.DataFrame:
    """The missing rows; of a file that began as our blank, only those that the blank carried."""
    baseline = rows.headers.table.baseline
    if baseline is None:
        return missed
    places = [baseline.keys.index(name) for name in keys if name in baseline.keys]
    carried = {tuple(key[place] for place in places) for key in baseline.stored_rows}
    columns = [map(_format_key, missed["code" if name.endswith("code") else name]) for name in keys]
    chosen = [key in carried for key in zip(*columns, strict=True)]
    return missed[pd.Series(chosen, index=missed.index, dtype="bool")]


def _format_key(value: object) -> str:
    """A value as the key of a baseline has it: a day as its ISO date."""
    return value.strftime("%Y-%m-%d") if isinstance(value, date) else str(value)


def _find_unread_rows(rows: Rows) -> pd.Series:
    names = [name for name in ("kind", "form", "given_on") if name in rows.marks]
    return (rows.marks[names] == Mark.FAULT).any(axis=1)


def _normalise_keys(keys: pd.DataFrame) -> pd.DataFrame:
    """The same keys as texts: a number from a file and one from the database are one."""
    day = pd.to_datetime(keys["given_on"]).dt.strftime("%Y-%m-%d")
    number = keys["address_id"].astype("Int64").astype("str")
    return keys.assign(given_on=day, address_id=number).astype("str")


def _is_in_periods(days: pd.Series, sent_days: pd.Series, periods: pd.DataFrame) -> pd.Series:
    """Which of `days` lie in a period that some day of the file lies in."""
    chosen = pd.Series(False, index=days.index)
    for start, end in zip(periods["data_from"], periods["data_to"], strict=True):
        if sent_days.between(start, end).any():
            chosen |= days.between(start, end)
    return chosen


MISSED: dict[str, Callable[[Rows, Rows, References], pd.DataFrame]] = {
    "results": _find_missing_results,
    "addresses": _find_missing_addresses,
    "supports": _find_missing_supports,
}


def _filter_by_units(assignments: pd.DataFrame, spoken: pd.DataFrame) -> pd.DataFrame:
    units = spoken["unit_id"].to_numpy(dtype="int64")
    mine = np.isin(assignments["unit_id"].to_numpy(dtype="int64"), units)
    chosen: pd.DataFrame = assignments.loc[mine, ["year", "unit_id", "assignment_id", "task_id"]]
    return chosen


def _encode_keys(years: pd.Series, assignments: pd.Series) -> np.ndarray:
    """Year and assignment as one number; -1 where one of them is missing."""
    year = years.to_numpy(dtype="int64", na_value=-1)
    number = assignments.to_numpy(dtype="int64", na_value=-1)
    return np.where((year < 0) | (number < 0), -1, year * 10**9 + number)


def add_missing_row_findings(rows: Rows, missing: pd.DataFrame) -> Rows:
    """One question for each sender and year of `missing`: how many rows, and which."""
    questions = []
    for _, part in missing.groupby(["who", "year"], sort=False):
        named = tuple(part["named"].head(MOST_NAMED))
        facts = {
            "unit": str(part["who"].iloc[0]),
            "year": int(part["year"].iloc[0]),
            "count": len(part),
            "tasks": named if len(part) <= MOST_NAMED else (*named, "…"),
        }
        code = CODES[rows.headers.layout.name]
        questions.append(Finding(code, sheet=rows.headers.table.sheet, facts=facts))
    return replace(rows, findings=(*rows.findings, *questions)) if questions else rows
