"""The reports of one year by their states, and the sentence that sums them up."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from indicators.due_reports import ARRIVED, AWAITED, IN_TIME, LATE, OVERDUE, SENT_BACK
from indicators.obligations import REQUESTED, REQUIRED
from locales.names import name_first_of
from pages.components import frames
from pages.components.cache import once
from pages.components.period import describe_past, has_no_data, is_past
from pages.components.visit import Visit


@dataclass(frozen=True)
class YearReports:
    """The due reports of `year` (`of_year`), and of the years asked with it."""

    all_years: pd.DataFrame
    of_year: pd.DataFrame

    @cached_property
    def required_reports(self) -> pd.DataFrame:
        """The reports that are owed; a requested body owes none."""
        return self.of_year[self.of_year["obligation"] == REQUIRED]

    @cached_property
    def requested_reports(self) -> pd.DataFrame:
        """The reports that were only asked for."""
        return self.of_year[self.of_year["obligation"] == REQUESTED]

    @cached_property
    def arrived_reports(self) -> pd.DataFrame:
        """The owed reports, with a day of arrival only where they count as received."""
        came = self.required_reports["state"].isin(ARRIVED)
        return self.required_reports.assign(
            judged_on=self.required_reports["judged_on"].where(came)
        )

    @cached_property
    def overdue_reports(self) -> pd.DataFrame:
        """Required, fallen due and not received, the longest overdue first."""
        return self._find_in_state(OVERDUE)

    @cached_property
    def sent_back_reports(self) -> pd.DataFrame:
        """Owed and sent back to their sender."""
        return self._find_in_state(SENT_BACK)

    @cached_property
    def absent_reports(self) -> pd.DataFrame:
        """The overdue, then the sent back."""
        return pd.concat([self.overdue_reports, self.sent_back_reports])

    @property
    def required_count(self) -> int:
        """How many reports are required."""
        return len(self.required_reports)

    @cached_property
    def in_time_count(self) -> int:
        """How many came in time."""
        return len(self._find_in_state(IN_TIME))

    @cached_property
    def late_count(self) -> int:
        """How many came late."""
        return len(self._find_in_state(LATE))

    @cached_property
    def awaited_count(self) -> int:
        """How many may still come in time."""
        return len(self._find_in_state(AWAITED))

    @property
    def received_count(self) -> int:
        """How many came, in time or late."""
        return self.in_time_count + self.late_count

    def _find_in_state(self, state: str) -> pd.DataFrame:
        reports = self.required_reports[self.required_reports["state"] == state]
        return reports.sort_values("days", ascending=False, kind="stable")

    def describe(self, visit: Visit) -> str:
        """How many reports came and who is overdue longest, in one sentence."""
        say, overdue = visit.words.say, self.overdue_reports
        if has_no_data(visit):
            return say("empty.no_data.title", year=visit.year)
        if is_past(visit):
            return f"{describe_past(visit, len(overdue))} {self._describe_past(visit)}"
        if self.received_count == self.required_count:
            return say("standing.all_received", count=self.required_count)
        back = (
            len(self.sent_back_reports) if len(overdue) or self.awaited_count else 0
        )  # else said alone
        key = "standing.received_back" if back else "standing.received"
        phrases = [say(key, received=self.received_count, count=self.required_count, back=back)]
        if len(overdue):
            late = say("standing.overdue_count", count=len(overdue))
            phrases.append(f"{late}, {self.describe_longest(visit)}")
        elif self.awaited_count:
            phrases.append(self._say_deadline(visit))
        else:
            phrases.append(say("standing.back", count=len(self.sent_back_reports)))
        return "; ".join(phrases)

    def _say_deadline(self, visit: Visit) -> str:
        """Until when the reports still awaited may come; extensions are told apart."""
        last_days = self._find_in_state(AWAITED)["due_on"]
        extended = last_days[last_days > last_days.min()]
        return visit.words.say(
            "standing.waiting_extended" if len(extended) else "standing.waiting",
            last_day=last_days.min(),
            count=len(extended),
            extended_to=last_days.max(),
        )

    def _describe_past(self, visit: Visit) -> str:
        return visit.words.say(
            "past.received", received=self.received_count, count=self.required_count
        )

    def describe_longest(self, visit: Visit) -> str:
        """Who is overdue longest; the first in the plan's order where several are."""
        longest = self.overdue_reports[
            self.overdue_reports["days"] == self.overdue_reports["days"].max()
        ]
        name = name_first_of(longest, visit.words)
        return visit.words.say("standing.longest", count=longest["days"].iloc[0], name=name)


def load_year_reports(visit: Visit, years: Sequence[int]) -> YearReports:
    """The reports of the visit's year, and those of `years` beside it."""
    reports = frames.load_reports(visit, years)
    return once(_build_year_reports, reports, visit.year)


def _build_year_reports(reports: pd.DataFrame, year: int) -> YearReports:
    return YearReports(reports, reports[reports["year"] == year])
