"""Readiness: may the yearly report be drafted, and what is still to mend (III.13)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import pandas as pd

from indicators.due_reports import ARRIVED, AWAITED, LATE, NO_DATA, OVERDUE, SENT_BACK
from indicators.obligations import REQUIRED

Dated = tuple[int, int | None]  # a unit, and how many days
YEAR = pd.DateOffset(years=1)  # how old the review of a register may be


class Readiness(StrEnum):
    """How a thing stands."""

    TO_MEND = "to_mend"
    INFORMATION = "information"
    READY = "ready"


@dataclass(frozen=True)
class Line:
    """One thing looked at: `count` of `whole` (0 where there is no whole). `units` are those
    meant, each with its days (late, overdue, since the review), the longest first; `names`
    are codes of slots or settings."""

    code: str
    state: Readiness
    count: int
    whole: int = 0
    units: tuple[Dated, ...] = ()
    names: tuple[str, ...] = ()


@dataclass(frozen=True)
class Draft:
    """The paper itself on the day `as_of`: the units whose figures are an estimate, the
    clerk's slots that are empty, the letterhead's settings nobody set, and the age in days
    of the last proven backup (None: there is none) beside the age that is allowed."""

    as_of: date
    estimates: frozenset[int] = frozenset()
    slots: tuple[str, ...] = ()
    head: tuple[str, ...] = ()
    backup_age: int | None = None
    backup_allowed: int = 2


def readiness(reports: pd.DataFrame, communes: pd.DataFrame | None, draft: Draft) -> list[Line]:
    """Every line, what is to mend first and within that in the order of the work.

    `reports` are due reports and `communes` coverage by commune, both of one year. A
    requested body is never to mend. A commune whose figures are hidden is left out. None: no
    commune with a list is left to be called, and nothing is said of lists."""
    found = [*_of_reports(reports, draft), *_of_registers(communes, draft), *_of_paper(draft)]
    order = list(Readiness)
    return sorted(found, key=lambda line: order.index(line.state))


def _of_reports(reports: pd.DataFrame, draft: Draft) -> Iterator[Line]:
    required = reports["obligation"] == REQUIRED
    owed, asked = reports[required], reports[~required]
    came = owed[owed["state"].isin(ARRIVED)]
    everything = len(came) == len(owed)
    state = Readiness.READY if everything else Readiness.INFORMATION
    if (owed["state"] == NO_DATA).any():  # whose they are is not said: nobody is behind
        yield Line(NO_DATA, Readiness.TO_MEND, 0, len(owed))
    else:
        yield Line("received", state, len(came), len(owed))
    for code in (OVERDUE, SENT_BACK, AWAITED):
        rows = owed[owed["state"] == code]
        if len(rows):
            yield Line(code, Readiness.TO_MEND, len(rows), len(owed), _units(rows))
    late = owed[owed["state"] == LATE]
    if len(late):
        yield Line(LATE, Readiness.INFORMATION, len(late), len(owed), _units(late))
    silent = asked[~asked["state"].isin(ARRIVED)]
    if len(silent):
        yield Line("requested", Readiness.INFORMATION, len(silent), len(asked), _units(silent))
    guessed = came[came["unit_id"].isin(draft.estimates)]
    if len(guessed):
        units = _units(guessed, dated=False)
        yield Line("estimates", Readiness.INFORMATION, len(guessed), len(came), units)


def _of_registers(communes: pd.DataFrame | None, draft: Draft) -> Iterator[Line]:
    if communes is None:
        return
    if communes.empty:  # nobody has sent a list of addresses: it is not ready, and it is said
        yield Line("no_lists", Readiness.INFORMATION, 0)
        return
    told = communes
    for barred in ("hidden", "unreported_hidden"):
        told = told[~told[barred]] if barred in told else told
    rows = told.rename(columns={"commune_id": "unit_id"})
    registered = rows["whole"].notna() | (rows["unreported"] > 0).fillna(value=False)
    lacking = rows[~registered]
    yield _line("no_register", _units(lacking, dated=False), len(communes))
    known = rows[registered]
    since = (pd.Timestamp(draft.as_of) - pd.to_datetime(known["last_review"])).dt.days
    known = known.assign(days=since.astype("Int64"))
    allowed = (pd.Timestamp(draft.as_of) - (pd.Timestamp(draft.as_of) - YEAR)).days
    old = known[known["days"].isna() | (known["days"] > allowed).fillna(value=False)]
    yield _line("old_review", _units(old), len(known))


def _line(code: str, units: tuple[Dated, ...], whole: int) -> Line:
    state = Readiness.TO_MEND if units else Readiness.READY
    return Line(code, state, len(units), whole, units)


def _of_paper(draft: Draft) -> Iterator[Line]:
    for code, names in (("slots", draft.slots), ("head", draft.head)):
        state = Readiness.TO_MEND if names else Readiness.READY
        yield Line(code, state, len(names), names=names)
    age, allowed = draft.backup_age, draft.backup_allowed
    if age is None:
        yield Line("no_backup", Readiness.TO_MEND, 0)
    else:
        state = Readiness.TO_MEND if age > allowed else Readiness.READY
        yield Line("backup", state, age, allowed)


def _units(rows: pd.DataFrame, *, dated: bool = True) -> tuple[Dated, ...]:
    """Units with their days, the longest first, else in the order they came."""
    days = rows["days"] if dated else [None] * len(rows)
    told = [
        (int(unit), None if pd.isna(since) else int(since))
        for unit, since in zip(rows["unit_id"], days, strict=True)
    ]
    return tuple(sorted(told, key=lambda one: -(one[1] or 0)))
