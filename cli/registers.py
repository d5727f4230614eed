"""Registers: the statuses for supervision and the open data of a year, as files."""

import argparse

from actions.opening import open_checked_database, write_files
from cli.base import Command, choose_words, find_year_and_day, print_answer
from cli.register import find_register
from documents.open_data.datasets import build_open_data
from documents.open_data.registers import YearData
from documents.open_data.supervision import build_supervision_book
from indicators.change.steps import DaySnapshot
from locales.arguments import REGISTERS
from models.choices import SMALL_COUNTS
from models.choices import read_choice as choice_of
from models.database import get_database_address, reading
from models.settings import read_sample_day
from models.snapshots import read_duties


def write_registers(options: argparse.Namespace) -> int:
    """Write both into a folder: this one, or --out."""
    with open_checked_database(get_database_address()) as engine, reading(engine) as session:
        year, as_of = find_year_and_day(session, options)
        register = find_register(session, [year], as_of)
        known = DaySnapshot(read_duties(session, [year], as_of), register)
        least, sample = choice_of(session, SMALL_COUNTS), read_sample_day(session) is not None
    registered, words = YearData(year, known, least, sample), choose_words(options)
    names = {
        "supervision": registered.build_file_name("giam-sat", "xlsx"),
        "open_data": registered.build_file_name("du-lieu-mo", "zip"),
    }
    contents = {
        names["supervision"]: build_supervision_book(registered, words),
        names["open_data"]: build_open_data(registered),
    }
    placed = write_files(options.folder or ".", contents, over=options.replace)
    files = {name: placed[file] for name, file in names.items()}
    record = {"year": year, "as_of": as_of.isoformat(), "sample": sample, **files}
    lines = [words.say(f"terminal.registers.{name}", file=file) for name, file in files.items()]
    print_answer(options, record, lines)
    return 0


VERBS = {
    "registers": Command(
        "sổ giám sát, dữ liệu mở / registers for supervision, open data", REGISTERS, write_registers
    ),
}
