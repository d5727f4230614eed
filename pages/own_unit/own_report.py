"""What an officer's screen knows of the own unit: its report, its tasks, its reminders and
requests of the visit's year. Nothing in it is another unit's."""

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from indicators.due_reports import ARRIVED
from models.database import reading
from models.extension_requests import find_requests
from models.reminders import Delivery, list_reminders
from models.submissions import find_last_sent_back
from pages.components import frames
from pages.components.cache import once
from pages.components.visit import Visit

Row = dict[Hashable, Any]  # Any: a row, as pandas gives it


@dataclass(frozen=True)
class OwnUnit:
    """The officer's unit in the visit's year; `unit` and `report` are rows, `report` None where
    nothing is owed. The frames have the unit's own rows only."""

    unit: Row
    report: Row | None
    reports: pd.DataFrame
    results: pd.DataFrame
    reminders: pd.DataFrame
    requests: pd.DataFrame
    sent_back: (
        Row | None
    )  # of the last return sent back: its reason, and until when it is asked for

    @property
    def unit_id(self) -> int:
        """The unit's number."""
        return int(self.unit["unit_id"])

    @property
    def is_received(self) -> bool:
        """Is the year's report there, and not sent back?"""
        return self.report is not None and self.report["state"] in ARRIVED

    @property
    def due_on(self) -> date | None:
        """The unit's last day in time."""
        return None if self.report is None else self.report["due_on"].date()


def find_own_unit(visit: Visit) -> OwnUnit | None:
    """All of it, asked once per state of the data; None where the officer has no unit in being
    on the visit's day."""
    return once(_find, visit)


def _find(visit: Visit) -> OwnUnit | None:
    known, day = frames.load_catalogue(visit).units, pd.Timestamp(visit.as_of)
    in_being = (known["valid_from"] <= day) & ~(known["valid_to"] <= day)
    own = known[in_being & (known["code"] == visit.actor.unit_code)]
    if own.empty:
        return None
    unit = own.to_dict("records")[0]
    unit_id = int(unit["unit_id"])
    reports = _select_own_rows(frames.load_reports(visit, visit.years), unit_id)
    of_year = reports[reports["year"] == visit.year].to_dict("records")
    with reading(visit.engine) as session:
        ledger = list_reminders(session, visit.year, visit.as_of)
        requests = find_requests(session, visit.year, visit.as_of, unit_id=unit_id)
        returned = _select_own_rows(find_last_sent_back(session, visit.year, visit.as_of), unit_id)
    return OwnUnit(
        unit=unit,
        report=of_year[0] if of_year else None,
        reports=reports.sort_values("year", ascending=False, ignore_index=True),
        results=_select_own_rows(frames.load_results(visit, (visit.year,)), unit_id),
        reminders=_select_own_rows(ledger[ledger["delivery"] != Delivery.PENDING.value], unit_id),
        requests=requests,
        sent_back=None if returned.empty else returned.to_dict("records")[-1],
    )


def _select_own_rows(frame: pd.DataFrame, unit_id: int) -> pd.DataFrame:
    return frame[frame["unit_id"] == unit_id].reset_index(drop=True)


def may_act(visit: Visit) -> bool:
    """Is it today that is looked at? A past day is looked at only."""
    return visit.as_of == visit.today
