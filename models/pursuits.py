"""The pursuit: all that chasing needs of a period, as it was known on a day."""

from dataclasses import dataclass
from datetime import date

import pandas as pd
from sqlmodel import Session

from models.ladders import ladder_of
from models.reminders import reminders_known
from models.snapshots import Catalogue, Duties, duties_of
from models.submissions import returned_known


@dataclass(frozen=True)
class Pursuit:
    """What was owed in `year`, whom it was asked of, when and how, and the period's ladder.

    `returned`: unit_id, returned_on, reason of the last return sent back."""

    year: int
    duties: Duties
    ladder: pd.DataFrame
    ledger: pd.DataFrame
    returned: pd.DataFrame


def pursuit_of(
    session: Session, year: int, as_of: date, *, catalogue: Catalogue | None = None
) -> Pursuit:
    """The pursuit of a period, as known at the end of `as_of`."""
    return Pursuit(
        year=year,
        duties=duties_of(session, [year], as_of, catalogue=catalogue),
        ladder=ladder_of(session, year, as_of),
        ledger=reminders_known(session, year, as_of),
        returned=returned_known(session, year, as_of),
    )
