"""Notes that say otherwise than the cells of their row: a correction, a measure, another year, that
something was not done or was given back. Nothing is read of them: they are asked about."""

import re

import pandas as pd

from intake.cells.rows import Rows
from intake.references import References
from intake.text.normalisation import normalise_text

CORRECTED = re.compile(
    r"\b(?:(?:so )?dung (?:la|phai la)|dinh chinh|(?:sua|doi) (?:lai )?thanh"
    r"|(?:ghi|nhap|go) nham)\b"
)
MEASURED = re.compile(r"\b(?:dvt|don vi tinh|tinh bang|usd|do la|nhan dan te|ndt)\b")
OTHER_YEAR = re.compile(
    r"\b(?:so|so lieu|ket qua|thuc hien) (?:(?:cua|lieu|ca) )?(?:nam )?(?P<year>20\d\d|nam truoc)\b"
    r"|\b(?:luy ke|cong don)\b"
)
_DEED = (
    r"thuc hien|hoan thanh|trien khai|to chuc|ban hanh|xong|lam|trao|nhan|giao|giai ngan|chi tra"
)
NOT_DONE = re.compile(rf"\b(?:chua|khong) (?:{_DEED})(?: duoc)?\b(?! (?:du|het|kip|day du))")
WHOLLY_DONE = re.compile(r"(?:da )?(?:hoan thanh|thuc hien xong|xong)(?: (?:ngay )?[\d/. ]+)?")
GIVEN_BACK = re.compile(r"\b(?:tra lai|hoan tra|bi huy|da huy|tu choi)\b")
DONE_STATES = ("done", "done_late")


def check_notes(rows: Rows, _references: References) -> Rows:
    """What a note says otherwise than its row is asked about."""
    if "note" not in rows.frame:
        return rows
    notes = rows.frame["note"].dropna().astype("str")
    folded = notes.map(normalise_text).reindex(rows.frame.index, fill_value="")
    doubtful = _find(folded, CORRECTED) | _find(folded, MEASURED) | _tell_another_year(rows, folded)
    if rows.headers.layout.name == "results":
        states = rows.get_values("status")
        doubtful |= states.isin(DONE_STATES) & _find(folded, NOT_DONE)
        wholly = folded.map(lambda note: WHOLLY_DONE.fullmatch(note) is not None).astype("bool")
        doubtful |= states.isin(("not_started", "in_progress")) & wholly
    else:
        doubtful |= _find(folded, NOT_DONE) | _find(folded, GIVEN_BACK)
    return rows.add_findings(doubtful, "row.note_says_otherwise", "note")


def _find(notes: pd.Series, pattern: re.Pattern[str]) -> "pd.Series[bool]":
    return notes.map(lambda note: pattern.search(note) is not None).astype("bool")


def _tell_another_year(rows: Rows, notes: pd.Series) -> "pd.Series[bool]":
    years = rows.get_values("period").astype("str")

    def is_other(note: str, year: str) -> bool:
        found = OTHER_YEAR.search(note)
        return found is not None and found["year"] != year[:4]

    other = [is_other(note, year) for note, year in zip(notes, years, strict=True)]
    return pd.Series(other, notes.index, dtype="bool")
