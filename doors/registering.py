"""Registers: the statuses for supervision and the open data of a year, as files."""

import argparse

from actions.opening import file_written, folder_made, standing_database
from documents.open_data import open_data
from documents.registers import Registered
from documents.supervision import supervision
from doors.answers import Verb, answer, asked, words_of
from indicators.steps import Known
from locales.arguments import REGISTERS
from models.choices import SMALL_COUNTS
from models.choices import chosen as choice_of
from models.database import database_address, reading
from models.settings import sample_day
from models.snapshots import duties_of, register_of


def registers(chosen: argparse.Namespace) -> int:
    """Write both into a folder: this one, or --out."""
    with standing_database(database_address()) as engine, reading(engine) as session:
        year, as_of = asked(session, chosen)
        known = Known(duties_of(session, [year], as_of), register_of(session, [year], as_of))
        least, sample = choice_of(session, SMALL_COUNTS), sample_day(session) is not None
    of, words = Registered(year, known, least, sample), words_of(chosen)
    place = folder_made(chosen.folder or ".")
    made = {
        "supervision": ("giam-sat", "xlsx", supervision(of, words)),
        "open_data": ("du-lieu-mo", "zip", open_data(of)),
    }
    files = {
        name: file_written(str(place / of.file_name(stem, kind)), content)
        for name, (stem, kind, content) in made.items()
    }
    told = {"year": year, "as_of": as_of.isoformat(), "sample": sample, **files}
    lines = [words.say(f"terminal.registers.{name}", file=file) for name, file in files.items()]
    answer(chosen, told, lines)
    return 0


VERBS = {
    "registers": Verb(
        "sổ giám sát, dữ liệu mở / registers for supervision, open data", REGISTERS, registers
    ),
}
