"""Frames of the open data, one per file of `open_fields.FILES`: why a value is missing is a
code beside it, and hidden, no data, nil, nought and not asked are never one another."""

from collections.abc import Callable, Mapping

import pandas as pd

from documents.open_data.fields import (
    HIDDEN,
    NIL,
    NOT_ASKED,
    NOT_DUE,
    UNREPORTED,
    VALUE,
    list_columns,
)
from documents.open_data.registers import NOT_REQUIRED, YearData
from indicators.completion import completion
from indicators.coverage import ACROSS, coverage
from indicators.disclosure.published import suppress_coverage
from indicators.due_reports import NO_DATA
from indicators.due_results import NOT_REPORTED, STATES
from indicators.mobilised import sum_mobilised
from indicators.naming import name_first_match
from indicators.obligations import REQUESTED
from indicators.totals import totals
from locales.names import name_unplaced
from models.units import Level

OF_A_UNIT = ["unit_code", "unit_name_vi", "unit_name_en", "level"]
UNIT_NAMES = dict(zip(["code", "name_vi", "name_en", "level"], OF_A_UNIT, strict=True))
COMPLETION_COLUMNS = {
    "whole": "fallen_due", "part": "done_of_due", "in_time": "in_time_of_due",
    "share": "completion", "in_time_share": "completion_in_time", "done_all": "done_of_assigned",
    **{state: f"state_{state}" for state in STATES},
}  # fmt: skip
OF_DUE = ["fallen_due", "done_of_due", "in_time_of_due", "completion", "completion_in_time"]
COVERAGE_COLUMNS = {
    "whole": "addresses",
    "unreported": "help_unreported",
    "part": "helped",
    "share": "coverage",
}
OF_HELP = ("addresses", "helped", "nobody", "closed_unhelped", "several", "coverage")
SUPPRESSED_COLUMNS = (*OF_HELP, "help_unreported", "last_review")


def build_open_frames(year_data: YearData) -> dict[str, pd.DataFrame]:
    """Every file by its name, in the columns that are declared for it."""
    frames = {name: frame(year_data) for name, frame in FRAMES.items()}
    day = pd.Timestamp(year_data.as_of)
    dated_frames = {
        name: frame.assign(year=year_data.year, as_of=day, sample=year_data.sample)
        for name, frame in frames.items()
    }
    return {name: frame[list_columns(name)] for name, frame in dated_frames.items()}


def _build_by_agency(year_data: YearData) -> pd.DataFrame:
    units = year_data.catalogue.units.rename(columns=UNIT_NAMES)
    judged = _judge_results(year_data.results, "unit_id").merge(units, on="unit_id")
    left = year_data.list_unasked_units(year_data.results).rename(columns=UNIT_NAMES)
    joined = pd.concat([judged, left.assign(obligation=NOT_ASKED)], ignore_index=True)
    return _add_codes(
        joined.sort_values(["position", "unit_code", "obligation"], ignore_index=True), year_data
    )


def _build_by_task(year_data: YearData) -> pd.DataFrame:
    tasks = year_data.catalogue.tasks
    judged = _judge_results(year_data.results, "task_id").merge(tasks, on="task_id")
    left = tasks[~tasks["reporting"] & ~tasks["task_id"].isin(judged["task_id"])]
    joined = pd.concat([judged, left.assign(obligation=NOT_ASKED)], ignore_index=True)
    order = ["task_position", "task_code", "obligation"]
    return _add_codes(joined.sort_values(order, ignore_index=True), year_data)


def _judge_results(results: pd.DataFrame, key: str) -> pd.DataFrame:
    """Completion by `key`, required and requested bodies apart; nothing falls due for these."""
    parts = [completion(rows, by=(key, "obligation")) for _, rows in results.groupby("obligation")]
    empty = completion(results, by=(key, "obligation"))
    answer = pd.concat(parts, ignore_index=True) if parts else empty
    answer = answer.rename(columns=COMPLETION_COLUMNS)
    requested = answer["obligation"] == REQUESTED
    return answer.assign(**{name: answer[name].mask(requested) for name in OF_DUE})


def _add_codes(rows: pd.DataFrame, year_data: YearData) -> pd.DataFrame:
    """With a code beside each value that may be missing."""
    is_asked, is_requested = rows["obligation"] != NOT_ASKED, rows["obligation"] == REQUESTED
    nil = (rows["assigned"] == 0) & (rows["state_nil"] > 0)
    unasked = {NOT_ASKED: ~is_asked}
    due = {**unasked, REQUESTED: is_requested}
    code_of_missing = NO_DATA if (year_data.reports["state"] == NO_DATA).any() else NOT_DUE
    judged = {**due, NIL: _fill_false(nil), code_of_missing: rows["completion"].isna()}
    moving = {**unasked, NIL: _fill_false(nil)}
    cases: Mapping[str, Mapping[str, pd.Series]] = {
        "assigned": unasked, "fallen_due": due, "completion": judged,
        "completion_in_time": judged, "progress": moving,
    }  # fmt: skip
    codes = {
        f"{name}_code": name_first_match(case, VALUE, rows.index) for name, case in cases.items()
    }
    return rows.assign(**codes)


def _fill_false(marks: pd.Series) -> pd.Series:
    return marks.fillna(value=False).astype("bool")


def _build_by_commune(year_data: YearData) -> pd.DataFrame:
    counts = coverage(year_data.known.register)
    crossed = coverage(year_data.known.register, ACROSS)
    published = suppress_coverage(counts, crossed, least=year_data.least)
    published = published.assign(absent=counts["whole"].isna(), silent=counts["unreported"] > 0)
    units = year_data.catalogue.units.rename(columns={"unit_id": "commune_id", **UNIT_NAMES})
    rows = published.rename(columns=COVERAGE_COLUMNS).merge(units, how="left", on="commune_id")
    rows = _name_unplaced(rows)
    rows = rows.sort_values(["position", "unit_code"], ignore_index=True)
    rows["last_review"] = rows["last_review"].dt.strftime("%Y-%m")
    barred_by_column: dict[str, pd.Series] = dict.fromkeys(SUPPRESSED_COLUMNS, ~rows["absent"])
    barred_by_column["last_review"] = rows["hidden"]
    barred_by_column["help_unreported"] = rows["unreported_hidden"]
    is_silent = _fill_false(rows["silent"])
    codes = {
        f"{name}_code": name_first_match(
            {
                VALUE: rows[name].notna(),
                HIDDEN: is_barred,
                **({UNREPORTED: is_silent} if name in OF_HELP else {}),
            },
            NO_DATA,
            rows.index,
        )
        for name, is_barred in barred_by_column.items()
    }
    return rows.assign(**codes)


def _name_unplaced(rows: pd.DataFrame) -> pd.DataFrame:
    """The row without a commune under its own name, without a code and last."""
    named_rows = rows.copy()
    names = name_unplaced(last=int(rows["position"].max(skipna=True) if len(rows) else 0) + 1)
    for name, value in names.items():
        column = UNIT_NAMES.get(name, name)
        if column in named_rows:
            named_rows[column] = named_rows[column].mask(named_rows["commune_id"].isna(), value)
    return named_rows.assign(level=named_rows["level"].fillna(Level.COMMUNE.value))


def _build_due_reports(year_data: YearData) -> pd.DataFrame:
    left = year_data.list_unasked_units(year_data.reports).assign(
        obligation=NOT_ASKED, state=NOT_REQUIRED
    )
    rows = pd.concat([year_data.reports, left], ignore_index=True)
    rows = rows.rename(columns={**UNIT_NAMES, "state": "report_state", "days": "days_late"})
    return rows.sort_values(["position", "unit_code"], ignore_index=True)


def _build_mobilised(year_data: YearData) -> pd.DataFrame:
    results = year_data.results
    clauses = year_data.catalogue.tasks[["task_code", "clause"]]
    sums = totals(results, ("task_code",))[["task_code", "reported", "nil"]]
    rows = sum_mobilised(results).merge(clauses, on="task_code").merge(sums, on="task_code")
    is_nil = _find_signed_nil(results).reindex(rows["task_code"]).reset_index(drop=True)
    cases = {VALUE: rows["value_vnd"].notna(), NIL: is_nil}
    names = {"counted": "counted_vnd", "reported": "returns_told", "nil": "returns_nil"}
    return rows.assign(value_vnd_code=name_first_match(cases, NO_DATA, rows.index)).rename(
        columns=names
    )


def _find_signed_nil(results: pd.DataFrame) -> pd.Series:
    """By task code: everybody who answered signed that there was no value."""
    answered = results["state"] != NOT_REPORTED
    nil = (results["state"] == NIL) | results["value_nil"]
    marks = pd.DataFrame({"code": results["task_code"], "told": answered, "nil": nil | ~answered})
    groups = marks.groupby("code")
    return groups["told"].any() & groups["nil"].all()


FRAMES: Mapping[str, Callable[[YearData], pd.DataFrame]] = {
    "completion_by_agency": _build_by_agency,
    "completion_by_task": _build_by_task,
    "coverage_by_commune": _build_by_commune,
    "due_reports": _build_due_reports,
    "mobilised_by_movement": _build_mobilised,
}
