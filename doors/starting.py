"""Starting: make the database, fill it for a trial, open the dashboard."""

import argparse
from dataclasses import asdict
from pathlib import Path

from sqlalchemy import Engine

from actions.catalogue import load_catalogue
from actions.opening import fresh_file, is_empty, new_database
from actions.places import returns_folder
from actions.refusals import Refused
from doors.answers import OPERATOR, Verb, answer, moment, words_of
from locales.arguments import SERVED
from locales.words import Words
from models.database import database_address
from models.migrations import migrate

CATALOGUE = Path(__file__).resolve().parent.parent / "catalogue"


def serve(chosen: argparse.Namespace) -> int:
    """Prepare the database where it is missing or empty, then open the dashboard."""
    from gate import serving

    with fresh_file(database_address()) as address, new_database(address) as engine:
        migrate(engine)
        if is_empty(engine):
            furnish(engine, words_of(chosen), sample=True)
    return serving.serve(chosen.address, chosen.port, open_browser=not chosen.no_browser)


def init(chosen: argparse.Namespace) -> int:
    """Make or migrate the database, load the catalogue, fill it with sample data if asked."""
    words = words_of(chosen)
    with fresh_file(database_address()) as address, new_database(address) as engine:
        migrate(engine)
        if chosen.sample and not is_empty(engine):
            raise Refused("database_filled")
        counts = furnish(engine, words, sample=chosen.sample)
    answer(chosen, counts, [words.say("terminal.catalogue", count=None, **counts)])
    return 0


def furnish(engine: Engine, words: Words, *, sample: bool) -> dict[str, int]:
    """Load the catalogue and, for a trial, the sample data; what the catalogue holds."""
    counts = asdict(load_catalogue(engine, OPERATOR, CATALOGUE, now=moment(engine)))
    if sample:
        from sample_data.fill import fill
        from sample_data.progress import progress

        fill(engine, returns_folder(engine), say=progress(words))
    return counts


VERBS = {
    "serve": Verb("mở bảng điều khiển / open the dashboard", SERVED, serve),
    "init": Verb("lập cơ sở dữ liệu / make the database", ("--sample",), init),
}
