"""Statuses that a row of results leaves out. What the day or the percentage beside it lets
one conclude is asked about, and never kept unasked; the rest is remarked."""

from dataclasses import replace

import pandas as pd

from intake.cells.marks import Mark
from intake.cells.rows import Rows
from intake.findings import Finding
from intake.references import References

DONE, RUNNING, IDLE = "done", "in_progress", "not_started"
FINISHED = ("done", "done_late")


def infer_statuses(rows: Rows, references: References) -> Rows:
    """The rows of results with the statuses that their other cells let one conclude, each with
    a question; a row of which nothing can be concluded has a warning, unless a status is
    already stored."""
    if rows.headers.layout.name != "results" or rows.frame.empty:
        return rows
    open_ones = _find_rows_without_status(rows)
    if not open_ones.any():
        return rows
    stored = _find_stored_statuses(rows, references)
    concluded = _conclude(rows).where(open_ones)
    is_asked = concluded.notna() & (concluded != stored).fillna(True) & ~stored.isin(FINISHED)
    missing = open_ones & concluded.isna() & stored.isna()
    questions = [_ask(rows, int(row), str(concluded[row])) for row in is_asked.index[is_asked]]
    rows = _add_statuses(rows, concluded.where(is_asked))
    rows = replace(rows, findings=(*rows.findings, *questions))
    return rows.add_findings(missing, "row.status_missing", "status")


def _find_rows_without_status(rows: Rows) -> pd.Series:
    """The rows in whose cell for the status nothing stands, or nothing that could be read as
    one; those at fault wait for their correction."""
    sound = ~rows.frame.index.isin(list(rows.faulty))
    if "status" not in rows.marks:
        return pd.Series(sound, index=rows.frame.index)
    return (rows.marks["status"] == Mark.BLANK) & sound


def _conclude(rows: Rows) -> pd.Series:
    """What each row's day and percentage say together; missing where they say nothing, or
    contradict each other."""
    days, percent = rows.get_days("done_on").notna(), rows.get_numbers("percent")
    status = pd.Series(None, index=rows.frame.index, dtype="str")
    status = status.mask(percent == 0, IDLE).mask((percent > 0) & (percent < 100), RUNNING)
    status = status.mask(percent == 100, DONE)
    return status.mask(days, DONE).mask(days & (percent < 100))


def _find_stored_statuses(rows: Rows, references: References) -> pd.Series:
    """The status that is kept of each row's task; missing where none is."""
    keys = ["assignment_id", "year"]
    wanted = rows.frame[keys].astype("Int64")
    stored = references.stored[[*keys, "status"]].astype(dict.fromkeys(keys, "Int64"))
    statuses = wanted.merge(stored.dropna(subset=keys), on=keys, how="left")
    return statuses["status"].astype("str").set_axis(rows.frame.index)


def _ask(rows: Rows, row: int, status: str) -> Finding:
    named = [name for name in ("done_on", "percent") if name in rows.marks]
    columns = tuple(name for name in named if rows.has_value(name)[row])
    return Finding(
        "row.status_concluded",
        row=row,
        column="status",
        heading=rows.headers.headings.get("status"),
        sheet=rows.headers.table.sheet,
        facts={"columns": columns, "read_as": status},
    )


def _add_statuses(rows: Rows, concluded: pd.Series) -> Rows:
    known = concluded.notna()
    if "status" not in rows.marks:
        marks = pd.Series(int(Mark.BLANK), index=rows.marks.index, dtype="int8")
        rows = replace(
            rows,
            frame=rows.frame.assign(status=pd.Series(None, index=rows.frame.index, dtype="str")),
            marks=rows.marks.assign(status=marks),
        )
    return replace(
        rows,
        frame=rows.frame.assign(status=rows.frame["status"].where(~known, concluded)),
        marks=rows.marks.assign(status=rows.marks["status"].where(~known, int(Mark.VALUE))),
    )
