"""Steps from one day's knowledge to another's, one cause at a time.

Between two days five things can have happened. Each step lets one of them happen, in this
order: time (nobody did anything, days passed), reorganisation (units came and went), rules
(what is asked of whom by when), corrections (what had been told is told otherwise, sent back
or taken back), returns (what had not been told is told). The first frame is the earlier
day's, the last is the later day's, so whatever is counted of them adds up exactly.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import pandas as pd

from indicators.coverage import OF_AN_ADDRESS, mark_addresses
from indicators.due_reports import ARRIVED, list_due_reports
from indicators.due_results import list_due_results
from indicators.structure import find_homes, place_register
from models.snapshots import Duties, Register, select_register

START = "start"
TIME = "time"
REORGANISATION = "reorganisation"
RULES = "rules"
CORRECTIONS = "corrections"
RETURNS = "returns"
CAUSES = (TIME, REORGANISATION, RULES, CORRECTIONS, RETURNS)

OF_A_RETURN = ["year", "unit_id"]
OF_A_VISIT = ["year", "address_id", "supporter_key", "kind", "form", "given_on"]
PLACE = ["file_name", "sheet", "row"]
Path = Mapping[str, pd.DataFrame]  # START and each cause → the frame once it has happened


@dataclass(frozen=True)
class DaySnapshot:
    """All that was known at the end of one day."""

    duties: Duties
    register: Register

    def of_year(self, year: int) -> "DaySnapshot":
        """The same of one year alone."""
        assignments = self.duties.assignments
        duties = replace(self.duties, assignments=assignments[assignments["year"] == year])
        return DaySnapshot(duties, self.register.of_year(year))


@dataclass(frozen=True)
class Steps:
    """The due results, the due reports and the addresses in force (marked), step by step."""

    results: Path
    reports: Path
    addresses: Path


def build_steps(before: DaySnapshot, after: DaySnapshot) -> Steps:
    """From `before` to `after`, the later of the two."""
    duties = before.duties, after.duties
    return Steps(
        _build_duty_path(*duties, list_due_results, lambda rows: rows["submission_id"].notna()),
        _build_duty_path(*duties, list_due_reports, lambda rows: rows["state"].isin(ARRIVED)),
        _build_address_path(before.register, after.register),
    )


def _build_duty_path(
    before: Duties,
    after: Duties,
    count: Callable[[Duties], pd.DataFrame],
    is_reported: Callable[[pd.DataFrame], pd.Series],
) -> Path:
    later = replace(before, as_of=after.as_of)
    later_rules = replace(
        later, catalogue=after.catalogue, assignments=after.assignments, extensions=after.extensions
    )
    timed = count(later)
    ruled = timed if _is_asked_alike(before, after) else count(later_rules)
    final = count(after)
    came_or_went = find_reorganised_units(before, after)
    gone = timed["unit_id"].isin(came_or_went)
    come = ruled["unit_id"].isin(came_or_went)
    # What is asked is the same in `ruled` and `final`, so their rows stand in the same order.
    had, has = (
        is_reported(rows).groupby(ruled["year"]).transform("any") for rows in (ruled, final)
    )
    # Where all that was told of a year is taken back, nothing has fallen due in it, and what
    # nobody had told of moves with the rest.
    is_kept = is_reported(ruled) | (had & ~has)
    corrected = final.where(is_kept, ruled).astype(final.dtypes)
    return {
        START: count(before),
        TIME: timed,
        REORGANISATION: pd.concat([timed[~gone], ruled[come]], ignore_index=True),
        RULES: ruled,
        CORRECTIONS: corrected,
        RETURNS: final,
    }


def _is_asked_alike(before: Duties, after: Duties) -> bool:
    """Does the later day ask the same of the same units, by the same last days?"""
    frames = [
        (day.assignments, day.extensions, day.catalogue.periods, day.catalogue.tasks)
        for day in (before, after)
    ]
    return all(then.equals(now) for then, now in zip(*frames, strict=True))


def find_reorganised_units(before: Duties, after: Duties) -> set[int]:
    """The units that a succession names and that only one of the two days asks anything of."""
    changed_units = set(before.assignments["unit_id"]) ^ set(after.assignments["unit_id"])
    successions = [duties.catalogue.successions for duties in (before, after)]
    named = pd.concat(
        [rows[name] for rows in successions for name in ("from_unit_id", "to_unit_id")]
    )
    return changed_units & set(named.dropna())


def _build_address_path(before: Register, after: Register) -> Path:
    """Rules move an address where the days of a period changed: it is in force in another one.
    To whom it belongs does not count, so a reorganisation moves none."""
    start, final = _mark_addresses(before), _mark_addresses(after)
    by_later_periods = _apply_periods(before, after)
    corrected = replace(
        after,
        dossiers=_select_known(after.dossiers, by_later_periods.dossiers, OF_AN_ADDRESS),
        supports=_select_known(after.supports, by_later_periods.supports, OF_A_VISIT),
        returns=_select_known(after.returns, by_later_periods.returns, OF_A_RETURN),
    )
    return {
        START: start,
        TIME: start,
        REORGANISATION: start,
        RULES: start if by_later_periods is before else _mark_addresses(by_later_periods),
        CORRECTIONS: _mark_addresses(corrected),
        RETURNS: final,
    }


def _apply_periods(before: Register, after: Register) -> Register:
    """What was known `before`, by the periods of `after`."""
    spans = ["year", "data_from", "data_to"]
    then, now = (register.catalogue.periods[spans] for register in (before, after))
    if before.records is None or then.equals(now):
        return before
    frames = (before.dossiers, before.supports, after.dossiers, after.supports)
    years = sorted({int(year) for frame in frames for year in frame["year"].unique()})
    by_later_periods = select_register(
        before.records, years, before.as_of, catalogue=after.catalogue
    )
    return place_register(by_later_periods, find_homes(before.records.dossiers, after.catalogue))


def _mark_addresses(register: Register) -> pd.DataFrame:
    """The addresses in force as marked; one that was helped shows its last help's place."""
    marked = mark_addresses(register)
    last = register.supports.drop_duplicates(OF_AN_ADDRESS, keep="last")[[*OF_AN_ADDRESS, *PLACE]]
    helped = marked.merge(last, how="left", on=OF_AN_ADDRESS, suffixes=("", "_of_help"))
    for place in PLACE:
        of_help = helped[f"{place}_of_help"]
        marked[place] = marked[place].mask(helped["part"] == 1, of_help)
    return marked


def _select_known(now: pd.DataFrame, before: pd.DataFrame, identity: list[str]) -> pd.DataFrame:
    """The rows of `now` that stood there `before`, as they are now."""
    known = pd.MultiIndex.from_frame(before[identity])
    return now[pd.MultiIndex.from_frame(now[identity]).isin(known)]
