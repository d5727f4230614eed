"""Grounds: what a file's plan rests on, and which files a change of the data concerns.

A plan is the same as long as everything it was compared with is the same. `digest_of` tells that
for one file, surely and without reading its bytes again; `changes_since` tells from the journal
which files of many can be concerned at all.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd
from sqlmodel import Session

from actions.deeds import LOOKS
from actions.permissions import Verb
from intake.arrivals import Arrival
from intake.references import References
from models.journal import deeds_since
from models.settings import catalogue_token
from models.touched import Touched, keys_touched

MOST_ROWS = 20_000  # compared with; of more than these a digest costs as much as a new plan
BESIDE = LOOKS | {  # these change nothing that a return is compared with
    Verb.REMIND,
    Verb.SEND,
    Verb.WRITE_REPORT,
    Verb.BACK_UP,
    Verb.RETAIN,
    Verb.ADD_USER,
    Verb.CHANGE_USER,
    Verb.DISABLE_USER,
    Verb.ENABLE_USER,
    Verb.GIVE_CODE,
    Verb.SET_PASSWORD,
}
OF_A_BATCH = frozenset({Verb.RECEIVE, Verb.UNDO})
BATCH = "batch "


def digest_of(session: Session, references: References) -> str:
    """The same for the same catalogue and the same stored rows; empty where it is not worth
    counting."""
    frames = {
        "addresses": references.addresses,
        "stored": references.stored,
        "earlier": references.earlier,
        "unsent": references.unsent,
    }
    if sum(len(frame) for frame in frames.values() if frame is not None) > MOST_ROWS:
        return ""
    told = hashlib.sha256(catalogue_token(session).encode())
    for name, frame in frames.items():
        told.update(name.encode())
        if frame is not None:
            told.update(pd.util.hash_pandas_object(frame, index=False).to_numpy().tobytes())
    sets = (references.digests, references.kept, references.others)
    rest = [*(sorted(one) for one in sets), sorted(references.erased.items())]
    told.update(repr((rest, references.day, references.own_unit)).encode())
    return told.hexdigest()


@dataclass(frozen=True)
class Changes:
    """What was changed after a journal entry: all that a return may be compared with, or the
    keys of the rows that some batches wrote or took back."""

    everything: bool
    touched: Touched


def changes_since(session: Session, entry: int) -> Changes:
    """What the deeds after the journal's entry `entry` changed."""
    batches: set[int] = set()
    everything = False
    for verb, subject in deeds_since(session, entry):
        if verb in OF_A_BATCH and subject.removeprefix(BATCH).isdecimal():
            batches.add(int(subject.removeprefix(BATCH)))
        elif verb not in BESIDE:
            everything = True
    return Changes(everything, keys_touched(session, batches))


def is_concerned(arrival: Arrival, changes: Changes) -> bool:
    """May the arrival's plan be another after the changes?"""
    if changes.everything or arrival.digest in changes.touched.digests:
        return True
    if arrival.rows is None:
        return False
    frame, touched = arrival.rows.frame, changes.touched
    if arrival.rows.headed.layout.name == "results":
        return _any_of(frame, "unit_id", touched.reporting)
    codes = "code" if "code" in frame else "address_code"
    return (
        bool({str(code).upper() for code in frame[codes].dropna()} & touched.codes)
        or _any_of(frame, "supporter_key", touched.supporters)
        or (codes == "code" and _any_of(frame, "unit_id", touched.communes))
    )


def _any_of(frame: pd.DataFrame, name: str, keys: Iterable[object]) -> bool:
    return name in frame and bool(frame[name].isin(list(keys)).any())
