"""Frozen: the catalogue as it stood when a report was published, as bytes that can be read again.

The catalogue keeps no versions: a task renamed or an assignment withdrawn after publication
would move figures that were already signed. So each issue carries the one it was counted with.
"""

import io
from typing import NamedTuple
from zipfile import ZIP_STORED, ZipFile, ZipInfo

import pandas as pd
from sqlmodel import Session

from models.snapshots import Catalogue, catalogue_of
from models.tasks import assignments_due

FRAMES = ("units", "successions", "tasks", "periods")


class Frozen(NamedTuple):
    """A catalogue and its assignments of every period."""

    catalogue: Catalogue
    assignments: pd.DataFrame


def frozen_now(session: Session) -> bytes:
    """The catalogue as it stands, packed: the same catalogue, the same bytes."""
    known = catalogue_of(session)
    owed = assignments_due(session, [int(year) for year in known.periods["year"]])
    frames = {name: getattr(known, name) for name in FRAMES} | {"assignments": owed}
    kept = io.BytesIO()
    with ZipFile(kept, "w", ZIP_STORED) as archive:
        for name, frame in frames.items():
            archive.writestr(ZipInfo(name), _written(frame))
    return kept.getvalue()


def thawed(kept: bytes) -> Frozen:
    """What `frozen_now` packed, each column of the type it had."""
    with ZipFile(io.BytesIO(kept)) as archive:
        frames = {name: _read(archive.read(name)) for name in (*FRAMES, "assignments")}
    return Frozen(Catalogue(*(frames[name] for name in FRAMES)), frames["assignments"])


def _written(frame: pd.DataFrame) -> bytes:
    kept = io.BytesIO()
    frame.to_feather(kept, compression="zstd")  # unlike Parquet it keeps days as seconds
    return kept.getvalue()


def _read(kept: bytes) -> pd.DataFrame:
    return pd.read_feather(io.BytesIO(kept))
