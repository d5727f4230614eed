"""Grounds: what a file's plan rests on, and which files a change of the data concerns.

A plan is the same as long as everything it was compared with is the same. `hash_references`
says that for one file, surely and without reading its bytes again; `find_changes_since` says from
the journal which files of many can be concerned at all.
"""

import hashlib
import json
from dataclasses import dataclass

import pandas as pd
from sqlmodel import Session

from actions.deeds import LOOKS
from actions.permissions import Verb
from intake.pipeline import Arrival
from intake.references import References
from models.journal import list_deeds_since
from models.settings import read_catalogue_token
from models.touched import TouchedKeys, find_touched_keys

MOST_ROWS = 20_000  # compared with; of more than these a digest costs as much as a new plan
BESIDE = LOOKS | {  # these change nothing that a return is compared with
    Verb.REMIND,
    Verb.SEND,
    Verb.EXTEND,
    Verb.REQUEST_EXTENSION,
    Verb.WITHDRAW_REQUEST,
    Verb.DECLINE_EXTENSION,
    Verb.ANSWER_REMINDER,
    Verb.SET_OWN_CONTACT,
    Verb.ATTACH_SCAN,
    Verb.WITHDRAW_SCAN,
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
OF_A_BATCH = frozenset({Verb.RECEIVE, Verb.RECEIVE_NIL, Verb.UNDO})
BATCH = "batch "
SPELLINGS = frozenset({"spellings", "spellings_forgotten"})


def hash_references(session: Session, references: References) -> str:
    """The same for the same catalogue and the same stored rows; empty where it is not worth
    counting."""
    frames = {
        "addresses": references.addresses,
        "stored": references.stored,
        "earlier": references.earlier,
        "peers": references.peers,
        "unsent": references.unsent,
        "dossiers": references.dossiers,
    }
    if sum(len(frame) for frame in frames.values() if frame is not None) > MOST_ROWS:
        return ""
    digest = hashlib.sha256(read_catalogue_token(session).encode())
    for name, frame in frames.items():
        digest.update(name.encode())
        if frame is not None:
            digest.update(pd.util.hash_pandas_object(frame, index=False).to_numpy().tobytes())
    sets = (references.digests, references.own_addresses, references.others)
    rest = [*(sorted(values) for values in sets), sorted(references.erased.items())]
    settled = (rest, references.day, references.own_unit, references.limits)
    digest.update(repr(settled).encode())
    return digest.hexdigest()


@dataclass(frozen=True)
class Changes:
    """What was changed after a journal entry: all that a return may be compared with, or the
    keys of the rows that some batches wrote or took back."""

    everything: bool
    touched: TouchedKeys


def find_changes_since(session: Session, entry: int) -> Changes:
    """What the deeds after the journal's entry `entry` changed; a batch that came with spellings,
    or took them back, may change how any file is read."""
    batches: set[int] = set()
    everything = False
    for verb, subject, after in list_deeds_since(session, entry):
        everything |= verb in OF_A_BATCH and not SPELLINGS.isdisjoint(json.loads(after))
        if verb in OF_A_BATCH and subject.removeprefix(BATCH).isdecimal():
            batches.add(int(subject.removeprefix(BATCH)))
        elif verb not in BESIDE:
            everything = True
    return Changes(everything, find_touched_keys(session, batches))


@dataclass(frozen=True)
class Concern:
    """The keys that an arrival is compared by; as in Touched."""

    reporting: frozenset[int] = frozenset()
    codes: frozenset[str] = frozenset()
    communes: frozenset[int] = frozenset()
    supporters: frozenset[str] = frozenset()
    digest: str = ""

    def is_concerned_by(self, changes: Changes) -> bool:
        """May the arrival's plan be another after the changes?"""
        touched = changes.touched
        return (
            changes.everything
            or self.digest in touched.digests
            or any(
                (
                    self.reporting & touched.reporting,
                    self.codes & touched.codes,
                    self.communes & touched.communes,
                    self.supporters & touched.supporters,
                )
            )
        )


def find_concern(arrival: Arrival) -> Concern:
    """What an arrival is compared by; of one that cannot be read, its bytes alone."""
    if arrival.rows is None:
        return Concern(digest=arrival.digest)
    frame, layout = arrival.rows.frame, arrival.rows.headers.layout.name
    units = frozenset(int(unit) for unit in frame["unit_id"].dropna().unique())
    if layout == "results":
        return Concern(reporting=units, digest=arrival.digest)
    codes = frame["code" if layout == "addresses" else "address_code"].dropna().unique()
    return Concern(
        codes=frozenset(str(code).upper() for code in codes),
        communes=units if layout == "addresses" else frozenset(),
        supporters=frozenset(frame["supporter_key"].dropna())
        if layout == "supports"
        else frozenset(),
        digest=arrival.digest,
    )
