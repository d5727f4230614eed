"""Figures: what is due, and what the ratios are."""

import argparse
from dataclasses import asdict
from datetime import date

from actions.opening import open_checked_database
from cli.base import Command, choose_words, find_unit_id, find_year_and_day, print_answer
from cli.register import find_register
from documents.overview.standing import (
    compute_ratios,
    format_ratios,
    list_due_lines,
    list_due_records,
)
from locales.arguments import ASKED
from models.database import get_database_address, reading
from models.snapshots import read_duties


def print_due(options: argparse.Namespace) -> int:
    """List every report owed in a year, with its state on a day."""
    with open_checked_database(get_database_address()) as engine, reading(engine) as session:
        year, as_of = find_year_and_day(session, options)
        duties = read_duties(session, [year], as_of)
    record = {"year": year, "as_of": as_of.isoformat(), "reports": list_due_records(duties)}
    print_answer(options, record, list_due_lines(duties, choose_words(options)))
    return 0


def print_figures(options: argparse.Namespace) -> int:
    """Completion, coverage and timeliness of a year on a day: part, whole, share."""
    with open_checked_database(get_database_address()) as engine, reading(engine) as session:
        year, as_of = find_year_and_day(session, options)
        duties = read_duties(session, [year], as_of)
        periods = duties.catalogue.periods
        ends: date = periods.loc[periods["year"] == year, "data_to"].iloc[0].date()
        unit = find_unit_id(session, options.unit, min(ends, as_of))
        register = find_register(session, [year], as_of)
    stands = compute_ratios(duties, register, unit_id=unit)
    record = {"year": year, "as_of": as_of.isoformat(), "unit": options.unit, **asdict(stands)}
    heading = choose_words(options).say("terminal.figures", year=year, as_of=as_of)
    print_answer(options, record, [heading, *format_ratios(stands, choose_words(options))])
    return 0


VERBS = {
    "figures": Command("các tỷ lệ của kỳ / the year's figures", (*ASKED, "--unit"), print_figures),
    "due": Command("báo cáo phải gửi / reports that are due", ASKED, print_due),
}
