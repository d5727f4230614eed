"""Where the plan stands in a year, written down: completion, coverage, timeliness; due reports."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from documents.records import Record, to_records
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
class Standing:
    """Three ratios, each with part, whole, share and the counts beside them; missing is no data."""

    completion: Record
    coverage: Record
    timeliness: Record


def standing(duties: Duties, register: Register, *, unit_id: int | None = None) -> Standing:
    """The province's figures of one year, or one unit's: a commune's coverage is of its own
    addresses, a district's of those of its communes; a body without addresses has none."""
    results, reports = list_due_results(duties), list_due_reports(duties)
    covered = coverage(register, by=())
    if unit_id is not None:
        results = results[results["unit_id"] == unit_id]
        reports = reports[reports["unit_id"] == unit_id]
        covered = coverage(_own_register(register, unit_id), by=())
    timely = NO_DATA | _first(timeliness(reports, by=()))
    return Standing(
        completion=_first(completion(results, by=())),
        coverage=NO_DATA | _first(covered),
        timeliness=timely | {name: timely[source] for name, source in PARTS.items()},
    )


def _own_register(register: Register, unit_id: int) -> Register:
    """The addresses of a commune, or of the communes of a district."""
    units = register.catalogue.units
    unit = units[units["unit_id"] == unit_id].iloc[0]
    in_district = (units["parent_code"] == unit["code"]) & (unit["level"] == Level.DISTRICT.value)
    own = units["unit_id"][in_district | (units["unit_id"] == unit_id)]
    here = register.dossiers["commune_id"].isin(own)
    return replace(register, dossiers=register.dossiers[here])


def _first(frame: pd.DataFrame) -> Record:
    return next(iter(to_records(frame.drop(columns="year", errors="ignore"))), {})


def standing_lines(stands: Standing, words: Words) -> list[str]:
    """The three ratios for a person at a terminal."""
    lines = []
    for name in ("completion", "coverage", "timeliness"):
        told = getattr(stands, name)
        facts = {"name": words.say(f"terminal.{name}"), "part": told["part"]}
        key = "terminal.no_ratio" if told["share"] is None else "terminal.ratio"
        lines.append(words.say(key, **facts, share=told["share"], whole=told["whole"]))
    return lines


def due_records(duties: Duties) -> list[Record]:
    """Each due report: whose, what obligation, its state, due day and days late or overdue."""
    return to_records(list_due_reports(duties)[DUE])


def due_lines(duties: Duties, words: Words) -> list[str]:
    """The same for a person at a terminal."""
    return [_due_line(one, words) for one in list_due_reports(duties).to_dict("records")]


def _due_line(one: Mapping[Hashable, Any], words: Words) -> str:
    """One row of due reports, whose values pandas leaves untyped."""
    name = one["name_vi" if words.language == "vi" else "name_en"]
    state = words.say(f"report_state.{one['state']}")
    if one["state"] == OVERDUE and pd.isna(one["days"]):
        state = words.say("callee.never_sent")
    if one["obligation"] == REQUESTED and one["state"] == AWAITED:
        state = words.say("terminal.requested", state=words.say("report_state.missing"))
    days = "" if pd.isna(one["days"]) else words.say("terminal.days", count=int(one["days"]))
    facts = {"code": one["code"], "name": name, "due_on": one["due_on"]}
    return words.say("terminal.due", count=None, **facts, state=state) + days
