"""The pursuit: all that chasing needs of a period, as it was known on a day."""

from dataclasses import dataclass
from datetime import date

import pandas as pd
from sqlmodel import Session

from models.reminder_schedules import read_reminder_schedule
from models.reminders import list_reminders
from models.snapshots import Catalogue, Duties, read_duties
from models.submissions import find_last_sent_back


@dataclass(frozen=True)
class Pursuit:
    """What was owed in `year`, whom it was asked of, when and how, and its reminder schedule.

    `returned`: unit_id, returned_on, reason of the last return sent back."""

    year: int
    duties: Duties
    schedule: pd.DataFrame
    ledger: pd.DataFrame
    returned: pd.DataFrame


def read_pursuit(
    session: Session, year: int, as_of: date, *, catalogue: Catalogue | None = None
) -> Pursuit:
    """The pursuit of a period, as known at the end of `as_of`."""
    return Pursuit(
        year=year,
        duties=read_duties(session, [year], as_of, catalogue=catalogue),
        schedule=read_reminder_schedule(session, year, as_of),
        ledger=list_reminders(session, year, as_of),
        returned=find_last_sent_back(session, year, as_of),
    )
