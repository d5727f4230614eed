"""Stamps of drafts: what a preview was made of, so that no later saving is lost when it is
received."""

import hashlib
import json
from collections.abc import Mapping
from typing import NamedTuple

from sqlmodel import Session

from actions.refusals import Refused
from models.drafts import delete_draft_rows, find_draft_rows


class DraftStamp(NamedTuple):
    """A draft as it stood: its unit's id, its year and form, and a digest of its savings."""

    unit_id: int
    year: int
    layout: str
    digest: str


def hash_revisions(revisions: Mapping[str, int]) -> str:
    """Another text after each saving; `revisions` are those of the rows by their keys."""
    return hashlib.sha256(json.dumps(revisions, sort_keys=True).encode()).hexdigest()


def end_draft(session: Session, stamp: DraftStamp) -> None:
    """Delete the draft that was received. Raises Refused: draft_moved, where anything was saved in
    it, or it was received or deleted, since the stamp was made."""
    key = stamp.unit_id, stamp.year, stamp.layout
    rows = find_draft_rows(session, *key)
    if hash_revisions({row.row_key: row.revision for row in rows}) != stamp.digest:
        raise Refused("draft_moved")
    delete_draft_rows(session, *key)
