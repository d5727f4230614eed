"""Stamps of drafts: what a preview was made of, so that no later saving is lost when it is
received."""

import hashlib
import json
from collections.abc import Collection, Mapping
from typing import NamedTuple

from sqlmodel import Session

from actions.refusals import Refused
from models.drafts import delete_draft_rows, find_draft_rows


class DraftStamp(NamedTuple):
    """A draft as it stood: its unit's id, its year and form, and a digest of its savings; `lines`
    are the keys of its rows by the numbers that its file gives them."""

    unit_id: int
    year: int
    layout: str
    digest: str
    lines: tuple[tuple[int, str], ...] = ()


def hash_revisions(revisions: Mapping[str, int]) -> str:
    """Another text after each saving; `revisions` are those of the rows by their keys."""
    return hashlib.sha256(json.dumps(revisions, sort_keys=True).encode()).hexdigest()


def end_draft(session: Session, stamp: DraftStamp, *, left: Collection[int]) -> None:
    """Delete what was received of the draft; its rows with the numbers `left` stay. Raises Refused:
    draft_moved, where anything was saved in it, or it was received or deleted, since the stamp was
    made."""
    key = stamp.unit_id, stamp.year, stamp.layout
    rows = find_draft_rows(session, *key)
    if hash_revisions({row.row_key: row.revision for row in rows}) != stamp.digest:
        raise Refused("draft_moved")
    faulty_keys = {row_key for number, row_key in stamp.lines if number in left}
    delete_draft_rows(session, *key, but=faulty_keys)
