"""Evidence: all that a yearly report is written from, counted by the same indicators as the
screens, and in the same frames."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

import pandas as pd

from documents.yearly_report.figures import FigureFormatter
from documents.yearly_report.recipients import Recipient
from indicators.completion import completion
from indicators.coverage import ACROSS, coverage, list_period_ends, mark_addresses
from indicators.disclosure.published import round_province, suppress_coverage
from indicators.disclosure.suppression import LEAST
from indicators.due_reports import ARRIVED
from indicators.funnel import count_stages
from indicators.link_share import link_share
from indicators.obligations import REQUESTED, REQUIRED
from indicators.timeliness import timeliness
from indicators.totals import grand_total, totals
from locales.names import add_units
from locales.numbers import is_missing
from models.units import Level, are_in_being


@dataclass(frozen=True, kw_only=True)
class Evidence(FigureFormatter):
    """What is known of `year` at the end of the register's `as_of`.

    `results` and `reports` are due results and due reports of the year and of those before
    it, each under the unit of its day; `register` is of the year and the one before it.
    `estimates` are the units whose standing return says that it is an estimate, `unasked`
    those that sent a report though none was asked of them. `texts` are the clerk's paragraphs
    by slot, `settings` those of papers; counts of addresses under `least` are hidden.
    `rough`: the province's are rounded too, for who may ask for a draft of any day and knows
    no single address; what is published has them exactly. `final`: a section that the clerk
    has not written is left out, with its heading; a draft marks it.
    """

    recipient: Recipient
    results: pd.DataFrame
    reports: pd.DataFrame
    estimates: frozenset[int] = frozenset()
    unasked: frozenset[int] = frozenset()
    texts: Mapping[str, str] = field(default_factory=dict)
    settings: Mapping[str, str] = field(default_factory=dict)
    least: int = LEAST
    sample: bool = False
    final: bool = False

    @cached_property
    def period(self) -> "pd.Series":
        """The period of the year; everything missing where there is none."""
        return select_year(self.register.catalogue.periods, self.year)

    @cached_property
    def years(self) -> list[int]:
        """The years with anything owed, up to this one, at most six."""
        report_years = self.reports["year"].drop_duplicates()
        return sorted(int(year) for year in report_years[report_years <= self.year])[-6:]

    @cached_property
    def now(self) -> pd.DataFrame:
        """The due results of the year."""
        return self.results[self.results["year"] == self.year]

    @cached_property
    def required_results(self) -> pd.DataFrame:
        """The due results of the year that bodies are required to bring."""
        return self.now[self.now["obligation"] == REQUIRED]

    @cached_property
    def reported_years(self) -> frozenset[int]:
        """The years of which any return is known; of the others there are no data."""
        report_years = self.reports.loc[self.reports["submission_id"].notna(), "year"]
        result_years = self.results.loc[self.results["submission_id"].notna(), "year"]
        return frozenset(int(year) for year in pd.concat([report_years, result_years]).unique())

    @property
    def is_reported(self) -> bool:
        """Is any return of the year known?"""
        return self.year in self.reported_years

    @property
    def is_running(self) -> bool:
        """Does the period last beyond the day at whose end all of it was known?"""
        ends = self.period["data_to"]
        return not is_missing(ends) and pd.Timestamp(self.as_of) < ends

    @property
    def last_day_of_help(self) -> date:
        """The day to which the year's help and open cases are told: its period's last, or the
        day of the evidence if that is earlier."""
        ends = self.period["data_to"]
        return self.as_of if is_missing(ends) else min(ends.date(), self.as_of)

    @cached_property
    def report_themes(self) -> frozenset[str]:
        """The themes of the yearly report itself: what is told of them is judged by reports."""
        tasks = self.register.catalogue.tasks
        return frozenset(tasks.loc[tasks["reporting"], "theme"])

    @cached_property
    def required_reports(self) -> pd.DataFrame:
        rows = self.reports[self.reports["year"] == self.year]
        return rows[rows["obligation"] == REQUIRED]

    @cached_property
    def requested_reports(self) -> pd.DataFrame:
        """The reports that were asked for, courteously."""
        rows = self.reports[self.reports["year"] == self.year]
        return rows[rows["obligation"] == REQUESTED]

    @cached_property
    def received_reports(self) -> pd.DataFrame:
        """The owed reports that came, in time or late."""
        return self.required_reports[self.required_reports["state"].isin(ARRIVED)]

    @cached_property
    def timeliness(self) -> pd.DataFrame:
        """By year of which any return is known."""
        return timeliness(self.reports[self.reports["year"].isin(self.reported_years)])

    @cached_property
    def completion(self) -> pd.DataFrame:
        """By year of which any return is known."""
        known = self.results[self.results["year"].isin(self.reported_years)]
        return completion(known, by=("year",))

    @cached_property
    def totals(self) -> pd.DataFrame:
        """By year and task."""
        return totals(self.results, by=("year", "task_code"))

    @cached_property
    def grand_total(self) -> pd.DataFrame:
        """By year."""
        return grand_total(self.results, by=("year",))

    @cached_property
    def coverage(self) -> pd.DataFrame:
        """By year, over the province."""
        return self._round_province(coverage(self.register, by=()))

    @cached_property
    def communes(self) -> pd.DataFrame:
        """By commune in the year, as everybody may read it: counts hidden and rounded."""
        counts = coverage(self.register)
        of_year = counts[counts["year"] == self.year]
        crossed = coverage(self.register.of_year(self.year), ACROSS)
        return suppress_coverage(of_year, crossed, least=self.least)

    @cached_property
    def silent_communes(self) -> pd.DataFrame:
        """The communes with addresses whose help of the year nobody has reported, with their
        names; in the plan's order. Of addresses that could be placed in none, one row."""
        marked = mark_addresses(self.register.of_year(self.year))
        homes = marked.loc[marked["unreported"] > 0, ["commune_id"]].drop_duplicates()
        communes = add_units(homes, "commune_id", self.register.catalogue.units)
        return communes.sort_values(["position", "code"], na_position="last", ignore_index=True)

    @cached_property
    def funnel(self) -> pd.DataFrame:
        """By year, over the province."""
        return self._round_province(count_stages(self.register))

    def _round_province(self, totals: pd.DataFrame) -> pd.DataFrame:
        return round_province(totals, least=self.least) if self.rough else totals

    @cached_property
    def link_shares(self) -> pd.DataFrame:
        """By year of which the help of any address is reported: how many of the agencies of its
        last known day help an address."""
        ends = list_period_ends(self.register)
        compared = ends[ends["year"].isin((self.year - 1, self.year))]
        counts = self.coverage
        reported = counts.loc[counts["whole"].notna(), "year"]
        known = compared[compared["year"].isin(reported)]
        answers = [
            link_share(self.register.of_year(int(row["year"])), self._select_agencies(row["day"]))
            for _, row in known.iterrows()
        ]
        none = link_share(self.register.of_year(0), self._select_agencies(pd.Timestamp(self.as_of)))
        return pd.concat([none, *answers])

    def _select_agencies(self, day: pd.Timestamp) -> pd.DataFrame:
        """The province's bodies in being on `day`: each is asked to stand by one address."""
        units = self.register.catalogue.units
        return units[are_in_being(units, day) & (units["level"] == Level.PROVINCE.value)]


def select_year(frame: pd.DataFrame, year: int) -> "pd.Series":
    """The one row of `year` in an answer by year; everything missing where there is none."""
    rows = frame[frame["year"] == year]
    return rows.iloc[0] if len(rows) else pd.Series(pd.NA, frame.columns, "object")
