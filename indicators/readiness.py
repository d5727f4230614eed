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
class ReadinessLine:
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
class DraftFacts:
    """The paper itself on the day `as_of`: the units whose figures are an estimate, the
    clerk's slots that are empty, the letterhead's settings nobody set, and the age in days
    of the last proven backup (None: there is none) beside the age that is allowed."""

    as_of: date
    estimates: frozenset[int] = frozenset()
    slots: tuple[str, ...] = ()
    head: tuple[str, ...] = ()
    backup_age: int | None = None
    backup_allowed: int = 2


def check_readiness(
    reports: pd.DataFrame, communes: pd.DataFrame | None, draft: DraftFacts
) -> list[ReadinessLine]:
    """Every line, what is to mend first and within that in the order of the work.

    `reports` are due reports and `communes` coverage by commune, both of one year. A
    requested body is never to mend. A commune whose figures are hidden is left out. None: no
    commune with a list is left to be called, and nothing is said of lists."""
    registers = _check_registers(communes, draft)
    lines = [*_check_reports(reports, draft), *registers, *_check_paper(draft)]
    order = list(Readiness)
    return sorted(lines, key=lambda line: order.index(line.state))


def _check_reports(reports: pd.DataFrame, draft: DraftFacts) -> Iterator[ReadinessLine]:
    required = reports["obligation"] == REQUIRED
    required_reports, requested_reports = reports[required], reports[~required]
    came = required_reports[required_reports["state"].isin(ARRIVED)]
    everything = len(came) == len(required_reports)
    state = Readiness.READY if everything else Readiness.INFORMATION
    if (required_reports["state"] == NO_DATA).any():  # whose they are is not said: nobody is behind
        yield ReadinessLine(NO_DATA, Readiness.TO_MEND, 0, len(required_reports))
    else:
        yield ReadinessLine("received", state, len(came), len(required_reports))
    by_state = {
        code: required_reports[required_reports["state"] == code]
        for code in (OVERDUE, SENT_BACK, AWAITED, LATE)
    }
    silent = requested_reports[~requested_reports["state"].isin(ARRIVED)]
    for code, rows in {**by_state, "requested": silent}.items():
        state = Readiness.INFORMATION if code in (LATE, "requested") else Readiness.TO_MEND
        whole = len(requested_reports if code == "requested" else required_reports)
        if len(rows):
            yield ReadinessLine(code, state, len(rows), whole, _list_units(rows))
    guessed = came[came["unit_id"].isin(draft.estimates)]
    if len(guessed):
        units = _list_units(guessed, dated=False)
        yield ReadinessLine("estimates", Readiness.INFORMATION, len(guessed), len(came), units)


def _check_registers(communes: pd.DataFrame | None, draft: DraftFacts) -> Iterator[ReadinessLine]:
    if communes is None:
        return
    if communes.empty:  # nobody has sent a list of addresses: it is not ready, and it is said
        yield ReadinessLine("no_lists", Readiness.INFORMATION, 0)
        return
    visible = communes
    for barred in ("hidden", "unreported_hidden"):
        visible = visible[~visible[barred]] if barred in visible else visible
    rows = visible.rename(columns={"commune_id": "unit_id"})
    registered = rows["whole"].notna() | (rows["unreported"] > 0).fillna(value=False)
    lacking = rows[~registered]
    yield _build_line("no_register", _list_units(lacking, dated=False), len(communes))
    known = rows[registered]
    since = (pd.Timestamp(draft.as_of) - pd.to_datetime(known["last_review"])).dt.days
    known = known.assign(days=since.astype("Int64"))
    allowed = (pd.Timestamp(draft.as_of) - (pd.Timestamp(draft.as_of) - YEAR)).days
    old = known[known["days"].isna() | (known["days"] > allowed).fillna(value=False)]
    yield _build_line("old_review", _list_units(old), len(known))


def _build_line(code: str, units: tuple[Dated, ...], whole: int) -> ReadinessLine:
    state = Readiness.TO_MEND if units else Readiness.READY
    return ReadinessLine(code, state, len(units), whole, units)


def _check_paper(draft: DraftFacts) -> Iterator[ReadinessLine]:
    for code, names in (("slots", draft.slots), ("head", draft.head)):
        state = Readiness.TO_MEND if names else Readiness.READY
        yield ReadinessLine(code, state, len(names), names=names)
    age, allowed = draft.backup_age, draft.backup_allowed
    if age is None:
        yield ReadinessLine("no_backup", Readiness.TO_MEND, 0)
    else:
        state = Readiness.TO_MEND if age > allowed else Readiness.READY
        yield ReadinessLine("backup", state, age, allowed)


def _list_units(rows: pd.DataFrame, *, dated: bool = True) -> tuple[Dated, ...]:
    """Units with their days, the longest first, else in the order they came."""
    days = rows["days"] if dated else [None] * len(rows)
    units = [
        (int(unit), None if pd.isna(since) else int(since))
        for unit, since in zip(rows["unit_id"], days, strict=True)
    ]
    return tuple(sorted(units, key=lambda unit_days: -(unit_days[1] or 0)))
