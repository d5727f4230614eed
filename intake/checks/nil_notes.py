"""Rows of results of which only the note says anything, and it says that nothing arose: read as a
nil of what the row would count, and asked about."""

import re
from dataclasses import replace

import pandas as pd

from intake.cells.marks import Mark
from intake.cells.rows import Rows
from intake.findings import Finding
from intake.text.normalisation import normalise_text

LETTER = r"[^\W\d_]"  # a dash for "no note" says nothing of the row
COUNTED = ("quantity", "value_vnd")
OTHERS = ("status", "done_on", "percent", *COUNTED)
_ABOUT = r"trong|tai|o|ky|nam|quy|thang|bao cao|nay|don vi|co quan|xa|20\d\d|tu dau|den nay|hien"
_WHAT = r"nhiem vu|hoat dong|noi dung|ket qua|so lieu|viec|gi|them"
NIL_NOTE = re.compile(
    rf"(?:(?:{_ABOUT}|{_WHAT}) )*(?:(?:khong|ko|chua)(?: co)?(?: {_WHAT})? phat sinh|kps|nil)"
    rf"(?: (?:{_ABOUT}|{_WHAT}))*"
)


def read_nil_notes(rows: Rows) -> Rows:
    """The rows with the nil that the note of a row says, where nothing else stands in it."""
    if rows.headers.layout.name != "results" or "note" not in rows.marks:
        return rows
    bare = _find_bare_rows(rows)
    notes = rows.frame["note"].where(bare).dropna().astype(str)
    said = {text for text in notes.unique() if NIL_NOTE.fullmatch(normalise_text(text))}
    nil = notes.isin(said).reindex(rows.frame.index, fill_value=False)
    cells = rows.headers.table.cells[rows.headers.columns["note"]].reindex(nil.index)
    nil |= bare & (rows.marks["note"] == Mark.NIL) & cells.astype(str).str.contains(LETTER)
    return _mark_as_nil(rows, nil) if nil.any() else rows


def _find_bare_rows(rows: Rows) -> pd.Series:
    """The rows whose other cells are all blank."""
    named = [name for name in OTHERS if name in rows.marks]
    return (rows.marks[named] == Mark.BLANK).all(axis=1)


def _mark_as_nil(rows: Rows, nil: pd.Series) -> Rows:
    names = [name for name in COUNTED if name in rows.marks] or [COUNTED[0]]
    frame, marks = rows.frame, rows.marks
    for name in names:
        known = marks[name] if name in marks else pd.Series(int(Mark.BLANK), marks.index)
        marks = marks.assign(**{name: known.mask(nil, int(Mark.NIL)).astype("int8")})
        if name not in frame:
            frame = frame.assign(**{name: pd.Series(float("nan"), index=frame.index)})
    cells = rows.headers.table.cells[rows.headers.columns["note"]]
    questions = [
        Finding(
            "row.nil_in_note",
            row=int(row),
            column="note",
            value=str(cells[row])[:200],
            heading=rows.headers.headings.get("note"),
            sheet=rows.headers.table.sheet,
            facts={"columns": tuple(names)},
        )
        for row in nil.index[nil]
    ]
    return replace(rows, frame=frame, marks=marks, findings=(*rows.findings, *questions))
