"""Units of batches: whose return a batch is, or whose addresses or help it tells of."""

import pandas as pd
from sqlalchemy import func, union
from sqlmodel import Session, col

from models.addresses import Dossier
from models.frames import read_frame, select_columns
from models.submissions import Submission
from models.supports import Support
from models.units import Unit


def find_units_of_batches(session: Session, since: int) -> pd.DataFrame:
    """The units that each batch from number `since` on speaks for, in the plan's order:
    batch_id, unit_id, code, name_vi, name_en. Of a list of addresses those are its communes; of
    an account of help the units that helped, or for others the communes they helped in."""
    returns = select_columns(col(Submission.batch_id).label("batch_id"), Submission.unit_id)
    lists = select_columns(Dossier.batch_id, Dossier.commune_id)
    helpers = func.coalesce(col(Support.supporter_unit_id), col(Dossier.commune_id))
    standing = (col(Dossier.address_id) == col(Support.address_id)) & col(
        Dossier.superseded_at
    ).is_(None)
    helped = select_columns(Support.batch_id, helpers).join(Dossier, standing, isouter=True)
    spoken_for = union(returns, lists, helped).subquery()
    statement = (
        select_columns(
            spoken_for.c.batch_id,
            col(Unit.id).label("unit_id"),
            Unit.code,
            Unit.name_vi,
            Unit.name_en,
        )
        .join(spoken_for, spoken_for.c.unit_id == col(Unit.id))
        .where(spoken_for.c.batch_id >= since)
        .order_by(spoken_for.c.batch_id, col(Unit.position), col(Unit.code))
    )
    return read_frame(session, statement)
