"""Registers: what supervision and the public are handed of one year, as known on one day.

Each unit stands as of its day. What is told of addresses is what everybody may read, whoever
asks: suppressed and rounded.
"""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

import pandas as pd

from indicators.change.steps import DaySnapshot
from indicators.due_reports import AWAITED, list_due_reports
from indicators.due_results import list_due_results
from indicators.obligations import REQUESTED
from models.snapshots import Catalogue
from models.units import are_in_being

NOT_ASKED, NOT_REQUIRED = "not_asked", "not_required"


@dataclass(frozen=True)
class YearData:
    """All that was known of `year` (and of no other); counts of addresses under `least` are
    hidden; `sample` where the data are made up."""

    year: int
    known: DaySnapshot
    least: int
    sample: bool = False

    @property
    def as_of(self) -> date:
        """The day at whose end it was known."""
        return self.known.duties.as_of

    @property
    def catalogue(self) -> Catalogue:
        return self.known.duties.catalogue

    @property
    def period(self) -> tuple[date, date]:
        """The first and the last day of the year's data."""
        periods = self.catalogue.periods
        own = periods[periods["year"] == self.year].iloc[0]
        return own["data_from"].date(), own["data_to"].date()

    @cached_property
    def results(self) -> pd.DataFrame:
        return list_due_results(self.known.duties)

    @cached_property
    def reports(self) -> pd.DataFrame:
        """Due reports of the year; a requested body owes nothing, so nothing is awaited of it."""
        due_reports = list_due_reports(self.known.duties)
        is_requested = due_reports["obligation"] == REQUESTED
        state = due_reports["state"].mask(
            is_requested & (due_reports["state"] == AWAITED), REQUESTED
        )
        return due_reports.assign(state=state)

    def list_unasked_units(self, frame: pd.DataFrame) -> pd.DataFrame:
        """The units in being at the year's end (on as_of, if earlier) that `frame` (with
        unit_id) does not name, in the plan's order."""
        units = self.catalogue.units
        day = pd.Timestamp(min(self.as_of, self.period[1]))
        left = units[are_in_being(units, day) & ~units["unit_id"].isin(frame["unit_id"])]
        return left.sort_values(["position", "code"])

    def build_file_name(self, name: str, kind: str) -> str:
        """From codes and days alone: gs18-<name>-2026-20261220.xlsx."""
        mark = "-minh-hoa" if self.sample else ""
        return f"gs18-{name}-{self.year}-{self.as_of:%Y%m%d}{mark}.{kind}"
