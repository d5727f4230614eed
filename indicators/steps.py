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

from indicators.coverage import OF_AN_ADDRESS, addresses_marked
from indicators.due_reports import ARRIVED, due_reports
from indicators.due_results import due_results
from indicators.structure import find_homes, place_register
from models.snapshots import Catalogue, Duties, Register, register_in

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
class Known:
    """All that was known at the end of one day."""

    duties: Duties
    register: Register

    def of_year(self, year: int) -> "Known":
        """The same of one year alone."""
        owed = self.duties.assignments
        duties = replace(self.duties, assignments=owed[owed["year"] == year])
        return Known(duties, self.register.of_year(year))


@dataclass(frozen=True)
class Steps:
    """The due results, the due reports and the addresses in force (marked), step by step."""

    results: Path
    reports: Path
    addresses: Path


def steps(before: Known, after: Known) -> Steps:
    """From `before` to `after`, the later of the two."""
    return Steps(
        results=_of_duties(before.duties, after.duties, count=due_results, told=_result_told),
        reports=_of_duties(before.duties, after.duties, count=due_reports, told=_report_told),
        addresses=_of_register(before.register, after.register),
    )


def _of_duties(
    before: Duties,
    after: Duties,
    *,
    count: Callable[[Duties], pd.DataFrame],
    told: Callable[[pd.DataFrame], pd.Series],
) -> Path:
    later = replace(before, as_of=after.as_of)
    asked = replace(
        later,
        catalogue=after.catalogue,
        assignments=after.assignments,
        extensions=after.extensions,
    )
    timed = count(later)
    ruled = timed if _asked_alike(before, after) else count(asked)
    final = count(after)
    came_or_went = reorganised_units(before, after)
    gone = timed["unit_id"].isin(came_or_went)
    come = ruled["unit_id"].isin(came_or_went)
    # What is asked is the same in `ruled` and `final`, so their rows stand in the same order.
    taken_back = _is_year_emptied(told(ruled), told(final), ruled["year"])
    corrected = final.where(told(ruled) | taken_back, ruled).astype(final.dtypes)
    return {
        START: count(before),
        TIME: timed,
        REORGANISATION: pd.concat([timed[~gone], ruled[come]], ignore_index=True),
        RULES: ruled,
        CORRECTIONS: corrected,
        RETURNS: final,
    }


def _is_year_emptied(before: pd.Series, after: pd.Series, years: pd.Series) -> pd.Series:
    """Was everything taken back that had been told of the row's year? Then nothing has fallen due
    in it, and what nobody had told of moves with the rest."""
    had, has = (told.groupby(years).transform("any") for told in (before, after))
    return had & ~has


def _asked_alike(before: Duties, after: Duties) -> bool:
    """Does the later day ask the same of the same units, by the same last days?"""
    told = [
        (day.assignments, day.extensions, day.catalogue.periods, day.catalogue.tasks)
        for day in (before, after)
    ]
    return all(then.equals(now) for then, now in zip(*told, strict=True))


def reorganised_units(before: Duties, after: Duties) -> set[int]:
    """The units that a succession names and that only one of the two days asks anything of."""
    asked = set(before.assignments["unit_id"]) ^ set(after.assignments["unit_id"])
    return asked & (_named(before.catalogue) | _named(after.catalogue))


def _named(catalogue: Catalogue) -> set[int]:
    told = catalogue.successions
    return set(told["from_unit_id"]) | set(told["to_unit_id"].dropna())


def _result_told(results: pd.DataFrame) -> pd.Series:
    return results["submission_id"].notna()


def _report_told(reports: pd.DataFrame) -> pd.Series:
    return reports["state"].isin(ARRIVED)


def _of_register(before: Register, after: Register) -> Path:
    """Rules move an address where the days of a period changed: it is in force in another one.
    To whom it belongs does not count, so a reorganisation moves none."""
    start, final = _marked(before), _marked(after)
    asked = _asked_by(before, after)
    corrected = replace(
        after,
        dossiers=_known_before(after.dossiers, asked.dossiers, OF_AN_ADDRESS),
        supports=_known_before(after.supports, asked.supports, OF_A_VISIT),
        returns=_known_before(after.returns, asked.returns, OF_A_RETURN),
    )
    return {
        START: start,
        TIME: start,
        REORGANISATION: start,
        RULES: start if asked is before else _marked(asked),
        CORRECTIONS: _marked(corrected),
        RETURNS: final,
    }


def _asked_by(before: Register, after: Register) -> Register:
    """What was known `before`, by the periods of `after`."""
    spans = ["year", "data_from", "data_to"]
    then, now = (register.catalogue.periods[spans] for register in (before, after))
    if before.records is None or then.equals(now):
        return before
    frames = (before.dossiers, before.supports, after.dossiers, after.supports)
    years = sorted({int(year) for frame in frames for year in frame["year"].unique()})
    asked = register_in(before.records, years, before.as_of, catalogue=after.catalogue)
    return place_register(asked, find_homes(before.records, after.catalogue))


def _marked(register: Register) -> pd.DataFrame:
    """The addresses in force as marked; one that was helped shows its last help's place."""
    marked = addresses_marked(register)
    last = register.supports.drop_duplicates(OF_AN_ADDRESS, keep="last")[[*OF_AN_ADDRESS, *PLACE]]
    helped = marked.merge(last, how="left", on=OF_AN_ADDRESS, suffixes=("", "_of_help"))
    for place in PLACE:
        of_help = helped[f"{place}_of_help"]
        marked[place] = marked[place].mask(helped["part"], of_help)
    return marked


def _known_before(now: pd.DataFrame, before: pd.DataFrame, identity: list[str]) -> pd.DataFrame:
    """The rows of `now` that stood there `before`, as they are now."""
    known = pd.MultiIndex.from_frame(before[identity])
    return now[pd.MultiIndex.from_frame(now[identity]).isin(known)]
