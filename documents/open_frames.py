"""Frames of the open data, one per file of `open_fields.FILES`: why a value is missing is a
code beside it, and hidden, no data, nil, nought and not asked are never one another."""

from collections.abc import Callable, Mapping

import pandas as pd

from documents.open_fields import (
    HIDDEN,
    NIL,
    NOT_ASKED,
    NOT_DUE,
    UNREPORTED,
    VALUE,
    list_columns,
)
from documents.registers import NOT_REQUIRED, Registered
from indicators.completion import completion
from indicators.coverage import ACROSS, coverage
from indicators.due_reports import NO_DATA
from indicators.due_results import NOT_REPORTED, STATES
from indicators.mobilised import sum_mobilised
from indicators.naming import name_first_match
from indicators.obligations import REQUESTED
from indicators.published import suppress_coverage
from indicators.totals import totals
from locales.names import unplaced_names
from models.units import Level

OF_A_UNIT = ["unit_code", "unit_name_vi", "unit_name_en", "level"]
UNIT_NAMES = dict(zip(["code", "name_vi", "name_en", "level"], OF_A_UNIT, strict=True))
COUNTED = {
    "whole": "fallen_due", "part": "done_of_due", "in_time": "in_time_of_due",
    "share": "completion", "in_time_share": "completion_in_time", "done_all": "done_of_assigned",
    **{state: f"state_{state}" for state in STATES},
}  # fmt: skip
OF_DUE = ["fallen_due", "done_of_due", "in_time_of_due", "completion", "completion_in_time"]
COVERED = {
    "whole": "addresses",
    "unreported": "help_unreported",
    "part": "helped",
    "share": "coverage",
}
OF_HELP = ("addresses", "helped", "nobody", "closed_unhelped", "several", "coverage")
PUBLISHED = (*OF_HELP, "help_unreported", "last_review")


def open_frames(of: Registered) -> dict[str, pd.DataFrame]:
    """Every file by its name, in the columns that are declared for it."""
    told = {name: frame(of) for name, frame in FRAMES.items()}
    day = pd.Timestamp(of.as_of)
    dated = {
        name: frame.assign(year=of.year, as_of=day, sample=of.sample)
        for name, frame in told.items()
    }
    return {name: frame[list_columns(name)] for name, frame in dated.items()}


def _by_agency(of: Registered) -> pd.DataFrame:
    units = of.catalogue.units.rename(columns=UNIT_NAMES)
    told = _judged(of.results, "unit_id").merge(units, on="unit_id")
    left = of.unasked(of.results).rename(columns=UNIT_NAMES)
    joined = pd.concat([told, left.assign(obligation=NOT_ASKED)], ignore_index=True)
    return _coded(
        joined.sort_values(["position", "unit_code", "obligation"], ignore_index=True), of
    )


def _by_task(of: Registered) -> pd.DataFrame:
    tasks = of.catalogue.tasks
    told = _judged(of.results, "task_id").merge(tasks, on="task_id")
    left = tasks[~tasks["reporting"] & ~tasks["task_id"].isin(told["task_id"])]
    joined = pd.concat([told, left.assign(obligation=NOT_ASKED)], ignore_index=True)
    order = ["task_position", "task_code", "obligation"]
    return _coded(joined.sort_values(order, ignore_index=True), of)


def _judged(results: pd.DataFrame, key: str) -> pd.DataFrame:
    """Completion by `key`, required and requested bodies apart; nothing falls due for these."""
    parts = [completion(rows, by=(key, "obligation")) for _, rows in results.groupby("obligation")]
    empty = completion(results, by=(key, "obligation"))
    told = pd.concat(parts, ignore_index=True) if parts else empty
    told = told.rename(columns=COUNTED)
    requested = told["obligation"] == REQUESTED
    return told.assign(**{name: told[name].mask(requested) for name in OF_DUE})


def _coded(rows: pd.DataFrame, of: Registered) -> pd.DataFrame:
    """With a code beside each value that may be missing."""
    asked, requested = rows["obligation"] != NOT_ASKED, rows["obligation"] == REQUESTED
    nil = (rows["assigned"] == 0) & (rows["state_nil"] > 0)
    unasked = {NOT_ASKED: ~asked}
    due = {**unasked, REQUESTED: requested}
    untold = NO_DATA if (of.reports["state"] == NO_DATA).any() else NOT_DUE
    judged = {**due, NIL: _true(nil), untold: rows["completion"].isna()}
    moving = {**unasked, NIL: _true(nil)}
    cases: Mapping[str, Mapping[str, pd.Series]] = {
        "assigned": unasked, "fallen_due": due, "completion": judged,
        "completion_in_time": judged, "progress": moving,
    }  # fmt: skip
    codes = {
        f"{name}_code": name_first_match(case, VALUE, rows.index) for name, case in cases.items()
    }
    return rows.assign(**codes)


def _true(marks: pd.Series) -> pd.Series:
    return marks.fillna(value=False).astype("bool")


def _by_commune(of: Registered) -> pd.DataFrame:
    counts = coverage(of.known.register)
    crossed = coverage(of.known.register, ACROSS)
    told = suppress_coverage(counts, crossed, least=of.least)
    told = told.assign(absent=counts["whole"].isna(), silent=counts["unreported"] > 0)
    units = of.catalogue.units.rename(columns={"unit_id": "commune_id", **UNIT_NAMES})
    rows = told.rename(columns=COVERED).merge(units, how="left", on="commune_id")
    rows = _name_unplaced(rows)
    rows = rows.sort_values(["position", "unit_code"], ignore_index=True)
    rows["last_review"] = rows["last_review"].dt.strftime("%Y-%m")
    untold: dict[str, pd.Series] = dict.fromkeys(PUBLISHED, ~rows["absent"])
    untold["last_review"] = rows["hidden"]
    untold["help_unreported"] = rows["unreported_hidden"]
    silent = _true(rows["silent"])
    codes = {
        f"{name}_code": name_first_match(
            {
                VALUE: rows[name].notna(),
                HIDDEN: barred,
                **({UNREPORTED: silent} if name in OF_HELP else {}),
            },
            NO_DATA,
            rows.index,
        )
        for name, barred in untold.items()
    }
    return rows.assign(**codes)


def _name_unplaced(rows: pd.DataFrame) -> pd.DataFrame:
    """The row without a commune under its own name, without a code and last."""
    named = rows.copy()
    names = unplaced_names(last=int(rows["position"].max(skipna=True) if len(rows) else 0) + 1)
    for name, value in names.items():
        column = UNIT_NAMES.get(name, name)
        if column in named:
            named[column] = named[column].mask(named["commune_id"].isna(), value)
    return named.assign(level=named["level"].fillna(Level.COMMUNE.value))


def _due_reports(of: Registered) -> pd.DataFrame:
    left = of.unasked(of.reports).assign(obligation=NOT_ASKED, state=NOT_REQUIRED)
    rows = pd.concat([of.reports, left], ignore_index=True)
    rows = rows.rename(columns={**UNIT_NAMES, "state": "report_state", "days": "days_late"})
    return rows.sort_values(["position", "unit_code"], ignore_index=True)


def _mobilised(of: Registered) -> pd.DataFrame:
    results = of.results
    clauses = of.catalogue.tasks[["task_code", "clause"]]
    sums = totals(results, ("task_code",))[["task_code", "reported", "nil"]]
    rows = sum_mobilised(results).merge(clauses, on="task_code").merge(sums, on="task_code")
    silent = _signed_nil(results).reindex(rows["task_code"]).reset_index(drop=True)
    cases = {VALUE: rows["value_vnd"].notna(), NIL: silent}
    names = {"counted": "counted_vnd", "reported": "returns_told", "nil": "returns_nil"}
    return rows.assign(value_vnd_code=name_first_match(cases, NO_DATA, rows.index)).rename(
        columns=names
    )


def _signed_nil(results: pd.DataFrame) -> pd.Series:
    """By task code: everybody who answered signed that there was no value."""
    answered = results["state"] != NOT_REPORTED
    nil = (results["state"] == NIL) | results["value_nil"]
    marks = pd.DataFrame({"code": results["task_code"], "told": answered, "nil": nil | ~answered})
    groups = marks.groupby("code")
    return groups["told"].any() & groups["nil"].all()


FRAMES: Mapping[str, Callable[[Registered], pd.DataFrame]] = {
    "completion_by_agency": _by_agency,
    "completion_by_task": _by_task,
    "coverage_by_commune": _by_commune,
    "due_reports": _due_reports,
    "mobilised_by_movement": _mobilised,
}
