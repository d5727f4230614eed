"""Where the plan stands in a year, written down: completion, coverage, timeliness; due reports."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from documents.printing.records import Record, to_records
from indicators.completion import completion
from indicators.coverage import coverage
from indicators.due_reports import AWAITED, OVERDUE, list_due_reports
from indicators.due_results import list_due_results
from indicators.obligations import REQUESTED
from indicators.timeliness import timeliness
from locales.words import Words
from models.snapshots import Duties, Register
from models.units import Level

DUE = ["code", "name_vi", "name_en", "obligation", "state", "due_on", "days", "nil", "document_no"]
NO_DATA: Record = {"part": None, "whole": None, "share": None}
PARTS = {"part": "in_time", "whole": "due", "share": "in_time_share"}


@dataclass(frozen=True)
class PlanRatios:
    """Three ratios, each with part, whole, share and the counts beside them; missing is no data."""

    completion: Record
    coverage: Record
    timeliness: Record


def compute_ratios(duties: Duties, register: Register, *, unit_id: int | None = None) -> PlanRatios:
    """The province's figures of one year, or one unit's: a commune's coverage is of its own
    addresses, a district's of those of its communes; a body without addresses has none."""
    results, reports = list_due_results(duties), list_due_reports(duties)
    coverage_rows = coverage(register, by=())
    if unit_id is not None:
        results = results[results["unit_id"] == unit_id]
        reports = reports[reports["unit_id"] == unit_id]
        coverage_rows = coverage(_restrict_register(register, unit_id), by=())
    timely = NO_DATA | _take_first(timeliness(reports, by=()))
    return PlanRatios(
        completion=_take_first(completion(results, by=())),
        coverage=NO_DATA | _take_first(coverage_rows),
        timeliness=timely | {name: timely[source] for name, source in PARTS.items()},
    )


def _restrict_register(register: Register, unit_id: int) -> Register:
    """The addresses of a commune, or of the communes of a district."""
    units = register.catalogue.units
    unit = units[units["unit_id"] == unit_id].iloc[0]
    in_district = (units["parent_code"] == unit["code"]) & (unit["level"] == Level.DISTRICT.value)
    own = units["unit_id"][in_district | (units["unit_id"] == unit_id)]
    is_own = register.dossiers["commune_id"].isin(own)
    return replace(register, dossiers=register.dossiers[is_own])


def _take_first(frame: pd.DataFrame) -> Record:
    return next(iter(to_records(frame.drop(columns="year", errors="ignore"))), {})


def format_ratios(ratios: PlanRatios, words: Words) -> list[str]:
    """The three ratios for a person at a terminal."""
    lines = []
    for name in ("completion", "coverage", "timeliness"):
        ratio = getattr(ratios, name)
        facts = {"name": words.say(f"terminal.{name}"), "part": ratio["part"]}
        key = "terminal.no_ratio" if ratio["share"] is None else "terminal.ratio"
        lines.append(words.say(key, **facts, share=ratio["share"], whole=ratio["whole"]))
    return lines


def list_due_records(duties: Duties) -> list[Record]:
    """Each due report: whose, what obligation, its state, due day and days late or overdue."""
    return to_records(list_due_reports(duties)[DUE])


def list_due_lines(duties: Duties, words: Words) -> list[str]:
    """The same for a person at a terminal."""
    return [_format_due_line(row, words) for row in list_due_reports(duties).to_dict("records")]


def _format_due_line(row: Mapping[Hashable, Any], words: Words) -> str:
    """One row of due reports, whose values pandas leaves untyped."""
    name = row["name_vi" if words.language == "vi" else "name_en"]
    state = words.say(f"report_state.{row['state']}")
    if row["state"] == OVERDUE and pd.isna(row["days"]):
        state = words.say("callee.never_sent")
    if row["obligation"] == REQUESTED and row["state"] == AWAITED:
        state = words.say("terminal.requested", state=words.say("report_state.missing"))
    days = "" if pd.isna(row["days"]) else words.say("terminal.days", count=int(row["days"]))
    facts = {"code": row["code"], "name": name, "due_on": row["due_on"]}
    return words.say("terminal.due", count=None, **facts, state=state) + days
