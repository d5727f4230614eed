"""Standing: the reports of one year as they stand, and the sentence that says so."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, partial

import pandas as pd

from indicators.due_reports import AWAITED, IN_TIME, LATE, OVERDUE, SENT_BACK
from indicators.obligations import REQUESTED, REQUIRED
from pages.parts import frames
from pages.parts.names import full_names
from pages.parts.visit import Visit


@dataclass(frozen=True)
class Standing:
    """The due reports of `year` (`of_year`), and of the years asked with it."""

    all_years: pd.DataFrame
    of_year: pd.DataFrame

    @cached_property
    def required(self) -> pd.DataFrame:
        """The reports owed; those of requested bodies are none."""
        return self.of_year[self.of_year["obligation"] == REQUIRED]

    @cached_property
    def requested(self) -> pd.DataFrame:
        """The reports that were asked for, courteously."""
        return self.of_year[self.of_year["obligation"] == REQUESTED]

    @cached_property
    def arrived(self) -> pd.DataFrame:
        """The owed reports, with a day of arrival only where they count as received."""
        came = self.required["state"].isin([IN_TIME, LATE])
        return self.required.assign(judged_on=self.required["judged_on"].where(came))

    @cached_property
    def overdue(self) -> pd.DataFrame:
        """Owed, fallen due and not there, the longest first."""
        return self._in_state(OVERDUE)

    @cached_property
    def sent_back(self) -> pd.DataFrame:
        """Owed and sent back to their sender."""
        return self._in_state(SENT_BACK)

    @cached_property
    def absent(self) -> pd.DataFrame:
        """The overdue, then the sent back."""
        return pd.concat([self.overdue, self.sent_back])

    @property
    def owed(self) -> int:
        """How many reports are owed."""
        return len(self.required)

    @cached_property
    def in_time(self) -> int:
        """How many came in time."""
        return len(self._in_state(IN_TIME))

    @cached_property
    def late(self) -> int:
        """How many came late."""
        return len(self._in_state(LATE))

    @cached_property
    def awaited(self) -> int:
        """How many may still come in time."""
        return len(self._in_state(AWAITED))

    @property
    def received(self) -> int:
        """How many came, in time or late."""
        return self.in_time + self.late

    def _in_state(self, state: str) -> pd.DataFrame:
        found = self.required[self.required["state"] == state]
        return found.sort_values("days", ascending=False, kind="stable")

    def said(self, visit: Visit) -> str:
        """Where we stand, in a sentence."""
        words = visit.words
        overdue = self.overdue
        facts = {"received": self.received, "owed": self.owed}
        if len(overdue):
            longest = overdue.head(1)
            name, days = full_names(longest, words).iloc[0], longest["days"].iloc[0]
            return words.say(
                "standing.overdue", **facts, overdue=len(overdue), days=days, name=name
            )
        if self.received == self.owed:
            return words.say("standing.complete", **facts)
        if not self.awaited:
            return words.say("standing.sent_back", **facts, back=len(self.sent_back))
        last_day = self.required["due_on"].max()
        return words.say("standing.awaited", **facts, last_day=last_day)


def standing(visit: Visit, years: Sequence[int]) -> Standing:
    """The standing of the visit's year, the reports of `years` beside it."""
    reports = frames.reports(visit, years)
    told = partial(Standing, reports, reports[reports["year"] == visit.year])
    return frames.once(visit, f"standing {years}", told)
