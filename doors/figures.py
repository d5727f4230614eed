"""Figures: what is due, and what the ratios are."""

import argparse
from dataclasses import asdict
from datetime import date

from actions.opening import standing_database
from documents.standing import compute_ratios, format_ratios, list_due_lines, list_due_records
from doors.answers import Verb, answer, asked, unit_asked, words_of
from doors.placing import find_register
from locales.arguments import ASKED
from models.database import get_database_address, reading
from models.snapshots import read_duties


def due(chosen: argparse.Namespace) -> int:
    """List every report owed in a year, with its state on a day."""
    with standing_database(get_database_address()) as engine, reading(engine) as session:
        year, as_of = asked(session, chosen)
        duties = read_duties(session, [year], as_of)
    told = {"year": year, "as_of": as_of.isoformat(), "reports": list_due_records(duties)}
    answer(chosen, told, list_due_lines(duties, words_of(chosen)))
    return 0


def figures(chosen: argparse.Namespace) -> int:
    """Completion, coverage and timeliness of a year on a day: part, whole, share."""
    with standing_database(get_database_address()) as engine, reading(engine) as session:
        year, as_of = asked(session, chosen)
        duties = read_duties(session, [year], as_of)
        periods = duties.catalogue.periods
        ends: date = periods.loc[periods["year"] == year, "data_to"].iloc[0].date()
        unit = unit_asked(session, chosen.unit, min(ends, as_of))
        register = find_register(session, [year], as_of)
    stands = compute_ratios(duties, register, unit_id=unit)
    told = {"year": year, "as_of": as_of.isoformat(), "unit": chosen.unit, **asdict(stands)}
    heading = words_of(chosen).say("terminal.figures", year=year, as_of=as_of)
    answer(chosen, told, [heading, *format_ratios(stands, words_of(chosen))])
    return 0


VERBS = {
    "figures": Verb("các tỷ lệ của kỳ / the year's figures", (*ASKED, "--unit"), figures),
    "due": Verb("báo cáo phải gửi / reports that are due", ASKED, due),
}
