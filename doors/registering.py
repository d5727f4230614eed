"""Registers: the statuses for supervision and the open data of a year, as files."""

import argparse

from actions.opening import files_written, standing_database
from documents.open_data import build_open_data
from documents.registers import YearData
from documents.supervision import build_supervision_book
from doors.answers import Verb, answer, asked, words_of
from doors.placing import find_register
from indicators.steps import DaySnapshot
from locales.arguments import REGISTERS
from models.choices import SMALL_COUNTS
from models.choices import read_choice as choice_of
from models.database import get_database_address, reading
from models.settings import read_sample_day
from models.snapshots import read_duties


def registers(chosen: argparse.Namespace) -> int:
    """Write both into a folder: this one, or --out."""
    with standing_database(get_database_address()) as engine, reading(engine) as session:
        year, as_of = asked(session, chosen)
        register = find_register(session, [year], as_of)
        known = DaySnapshot(read_duties(session, [year], as_of), register)
        least, sample = choice_of(session, SMALL_COUNTS), read_sample_day(session) is not None
    of, words = YearData(year, known, least, sample), words_of(chosen)
    names = {
        "supervision": of.build_file_name("giam-sat", "xlsx"),
        "open_data": of.build_file_name("du-lieu-mo", "zip"),
    }
    made = {
        names["supervision"]: build_supervision_book(of, words),
        names["open_data"]: build_open_data(of),
    }
    placed = files_written(chosen.folder or ".", made, over=chosen.replace)
    files = {name: placed[file] for name, file in names.items()}
    told = {"year": year, "as_of": as_of.isoformat(), "sample": sample, **files}
    lines = [words.say(f"terminal.registers.{name}", file=file) for name, file in files.items()]
    answer(chosen, told, lines)
    return 0


VERBS = {
    "registers": Verb(
        "sổ giám sát, dữ liệu mở / registers for supervision, open data", REGISTERS, registers
    ),
}
