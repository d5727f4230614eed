"""Small frames drawn as tables: `| a | b |`, one row a line, an empty cell is missing.

A column's type follows from its name, as the questions of models/ answer with it; columns
that a table does not draw take a default, so each table shows only what its case is about.
"""

from datetime import date
from functools import cache

import pandas as pd

from models.snapshots import Catalogue, Duties, Register

WHOLE = {
    "year", "row", "value_vnd", "position", "task_position", "household_size",
    "part", "whole", "days",
}  # fmt: skip
REAL = {"percent", "quantity", "lat", "lon", "share"}
TRUTH = {"movement", "reporting", "nil", "sent_back", "estimate", "in_period", "quantity_nil",
         "value_nil", "fallen_due", "extended", "carried"}  # fmt: skip
DAYS = {"valid_from", "valid_to", "until", "extended_to", "data_from", "data_to", "last_day",
        "on_day"}  # fmt: skip
INSTANTS = {"closed_at", "recorded_at", "undone_at"}
PATHS = {"later_communes"}  # an empty one says that nothing was reorganised since

COLUMNS: dict[str, dict[str, str]] = {
    "units": {
        "unit_id": "", "code": "", "valid_from": "2018-07-09", "valid_to": "", "name_vi": "",
        "name_en": "", "short_vi": "", "level": "province", "kind": "department",
        "parent_code": "", "position": "1", "lat": "", "lon": "", "contact": "",
        "certainty": "solid",
    },
    "successions": {
        "kind": "", "on_day": "", "from_unit_id": "", "to_unit_id": "", "certainty": "solid",
        "note": "",
    },
    "tasks": {
        "task_id": "", "task_code": "", "clause": "II.2", "theme": "II.2", "activity": "",
        "movement": "no", "reporting": "no", "title_vi": "", "title_en": "", "measure_vi": "",
        "measure_en": "", "adds_up": "sum", "money": "none", "task_position": "1",
    },
    "periods": {
        "year": "", "data_from": "", "data_to": "", "last_day": "", "closed_at": "",
    },
    "assignments": {
        "year": "2025", "assignment_id": "", "task_id": "", "unit_id": "", "role": "coordinate",
    },
    "extensions": {"unit_id": "", "year": "2025", "extended_to": ""},
    "submissions": {
        "submission_id": "", "batch_id": "1", "file_name": "return.xlsx", "unit_id": "",
        "year": "2025", "document_no": "", "sent_on": "", "received_on": "", "nil": "no",
        "estimate": "no", "sent_back": "no", "sent_back_reason": "",
    },
    "results": {
        "result_id": "", "assignment_id": "", "year": "2025", "submission_id": "", "status": "",
        "done_on": "", "percent": "", "quantity": "", "quantity_nil": "no", "value_vnd": "",
        "value_nil": "no", "note": "", "file_name": "return.xlsx", "sheet": "Sheet1", "row": "2",
    },
    "reminders": {
        "unit_id": "", "year": "2025", "reminded_on": "", "promised_on": "", "answered_on": "",
    },
    "returns": {"year": "2025", "unit_id": ""},
    "dossiers": {
        "year": "2025", "address_id": "", "code": "", "commune_id": "", "hamlet": "",
        "kind": "household", "categories": "", "household_size": "", "needs": "",
        "surveyed_on": "", "confirmed_on": "", "reviewed_on": "", "status": "", "closed_on": "",
        "closed_reason": "", "file_name": "addresses.csv", "sheet": "", "row": "2",
        "later_communes": "",
    },
    "supports": {
        "year": "2025", "support_id": "", "address_id": "", "code": "", "supporter_unit_id": "",
        "supporter_name": "", "supporter_kind": "", "supporter_key": "SYT", "kind": "one_off",
        "form": "money", "value_vnd": "", "given_on": "2025-05-01", "until": "",
        "in_period": "yes", "file_name": "supports.csv", "sheet": "", "row": "2",
    },
}  # fmt: skip

UNITS = """
| unit_id | code  | level    | kind       | position | valid_from | valid_to   |
| 1       | SYT   | province | department | 1        |            |            |
| 2       | STC   | province | department | 2        |            |            |
| 3       | TDTN  | province | union      | 3        |            |            |
| 11      | 01273 | commune  | committee  | 11       | 2025-07-01 |            |
| 12      | 01279 | commune  | committee  | 12       | 2025-07-01 |            |
| 13      | 01288 | commune  | committee  | 13       |            | 2025-07-01 |
"""
TASKS = """
| task_id | task_code | reporting | adds_up | money     | task_position | movement | theme  |
| 1       | BC_NAM    | yes       | none    | none      | 9             | no       | III.13 |
| 2       | TET       | no        | sum     | counts    | 1             | yes      |        |
| 3       | HMTN      | no        | sum     | none      | 2             | yes      |        |
| 4       | HOI_VIEN  | no        | stock   | contained | 3             | yes      |        |
| 5       | KE_HOACH  | no        | units   | apart     | 4             | no       |        |
"""
PERIODS = """
| year | data_from  | data_to    | last_day   |
| 2024 | 2023-12-15 | 2024-12-14 | 2024-12-14 |
| 2025 | 2024-12-15 | 2025-12-14 | 2025-12-14 |
| 2026 | 2025-12-15 | 2026-12-14 | 2026-12-14 |
"""
AFTER = date(2025, 12, 20)  # six days after 2025 fell due
BEFORE = date(2025, 12, 14)  # the last day in time


def table(text: str) -> pd.DataFrame:
    """The frame that `text` draws, typed by the names of its columns."""
    return _typed(pd.DataFrame(_rows(text), dtype="str"))


def frame(noun: str, text: str = "") -> pd.DataFrame:
    """The frame of `noun` (a key of COLUMNS) with the rows drawn and defaults beside them."""
    defaults = COLUMNS[noun]
    rows = [defaults | {name: cell for name, cell in row.items() if cell} for row in _rows(text)]
    typed = _typed(pd.DataFrame(rows, columns=list(defaults), dtype="str"))
    if noun == "submissions":
        typed["judged_on"] = typed["sent_on"].fillna(typed["received_on"])
    return typed


def catalogue(*, units: str = UNITS, periods: str = PERIODS) -> Catalogue:
    """Three bodies, three communes, five tasks, three periods, unless drawn otherwise."""
    return Catalogue(
        units=_kept("units", units),
        successions=_kept("successions", ""),
        tasks=_kept("tasks", TASKS),
        periods=_kept("periods", periods),
    )


def duties(as_of: date, **drawn: str) -> Duties:
    """Duties with the frames drawn (by the names of Duties' fields), others empty."""
    nouns = ("assignments", "extensions", "submissions", "results", "reminders")
    frames = {noun: _kept(noun, drawn.get(noun, "")) for noun in nouns}
    return Duties(as_of=as_of, catalogue=catalogue(), **frames)


def register(
    as_of: date,
    *,
    dossiers: str = "",
    supports: str = "",
    units: str = UNITS,
    returns: str | None = None,
) -> Register:
    """A register with the dossiers and supports drawn, and whose reports stand (`returns`);
    without these, that of each commune with a dossier."""
    kept = _kept("dossiers", dossiers)
    own = kept[["year", "commune_id"]].dropna().drop_duplicates(ignore_index=True)
    return Register(
        as_of=as_of,
        catalogue=catalogue(units=units),
        dossiers=kept,
        supports=_kept("supports", supports),
        returns=own.rename(columns={"commune_id": "unit_id"})
        if returns is None
        else _kept("returns", returns),
    )


def shown(answer: pd.DataFrame, columns: list[str]) -> list[tuple[object, ...]]:
    """The rows of `answer` in `columns` as plain values; missing is None, a day its date."""
    plain = [[_plain(value) for value in answer[column]] for column in columns]
    return list(zip(*plain, strict=True))


def _plain(value: object) -> object:
    if isinstance(value, pd.Timestamp):
        return value.date()
    if value is pd.NaT or value is pd.NA or value != value:
        return None
    return value.item() if hasattr(value, "item") else value


@cache
def _kept(noun: str, text: str) -> pd.DataFrame:
    return frame(noun, text)


def _rows(text: str) -> list[dict[str, str]]:
    lines = [line.strip().strip("|") for line in text.splitlines() if line.strip()]
    cells = [[cell.strip() for cell in line.split("|")] for line in lines]
    return [dict(zip(cells[0], row, strict=True)) for row in cells[1:]]


def _typed(cells: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame({name: _column(name, cells[name]) for name in cells.columns})


def _column(name: str, cells: pd.Series) -> pd.Series:
    if name in PATHS:
        return cells.astype("str")
    told = cells.where(cells != "")
    if name in TRUTH:
        return (cells == "yes").astype("bool")
    if name in INSTANTS:
        return pd.to_datetime(told, utc=True).astype("datetime64[us, UTC]")
    if name in DAYS or name.endswith("_on"):
        return pd.to_datetime(told, format="%Y-%m-%d").astype("datetime64[s]")
    if name in REAL:
        return told.astype("float64")
    if name in WHOLE or name.endswith("_id"):
        return told.astype("float64").astype("Int64")
    return told.astype("str")
