"""What batches touched: the units, addresses and supporters whose rows they wrote or ended."""

from collections.abc import Collection
from dataclasses import dataclass

import pandas as pd
from sqlmodel import Session, col, select

from models.addresses import Address, Dossier
from models.batches import Batch
from models.frames import read_frame, select_columns
from models.submissions import Submission
from models.supports import Support


@dataclass(frozen=True)
class TouchedKeys:
    """`reporting` are ids of units with a return in the batches; `codes`, in capital letters,
    the addresses in them, `communes` the ids of where those are, `supporters` the keys of who
    helped; `digests` those of the batches' files."""

    reporting: frozenset[int] = frozenset()
    codes: frozenset[str] = frozenset()
    communes: frozenset[int] = frozenset()
    supporters: frozenset[str] = frozenset()
    digests: frozenset[str] = frozenset()


def find_touched_keys(session: Session, batches: Collection[int]) -> TouchedKeys:
    """What the batches of these numbers wrote, ended or, where they were undone, gave back."""
    if not batches:
        return TouchedKeys()
    numbers = list(batches)
    digests = session.exec(select(Batch.digest).where(col(Batch.id).in_(numbers)))
    units = session.exec(select(Submission.unit_id).where(col(Submission.batch_id).in_(numbers)))
    dossiers, supports = _read_dossiers(session, numbers), _read_supports(session, numbers)
    codes = {*dossiers["code"], *supports["code"]}
    return TouchedKeys(
        reporting=frozenset(units),
        codes=frozenset(code.upper() for code in codes),
        communes=frozenset(int(unit) for unit in dossiers["commune_id"]),
        supporters=frozenset(supports["supporter_key"]),
        digests=frozenset(digests),
    )


def _read_dossiers(session: Session, batches: list[int]) -> pd.DataFrame:
    statement = (
        select_columns(Address.code, Dossier.commune_id)
        .join(Address, col(Address.id) == col(Dossier.address_id))
        .where(col(Dossier.batch_id).in_(batches) | col(Dossier.superseded_by).in_(batches))
        .distinct()
    )
    return read_frame(session, statement)


def _read_supports(session: Session, batches: list[int]) -> pd.DataFrame:
    statement = (
        select_columns(Address.code, Support.supporter_key)
        .join(Address, col(Address.id) == col(Support.address_id))
        .where(col(Support.batch_id).in_(batches) | col(Support.superseded_by).in_(batches))
        .distinct()
    )
    return read_frame(session, statement)
