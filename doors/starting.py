"""Starting: make the database, fill it for a trial, open the dashboard."""

import argparse
import os
import sys
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Engine

from actions.accounts import open_set_up
from actions.catalogue import load_catalogue
from actions.opening import (
    Unavailable,
    check_before_filling,
    fresh_file,
    is_empty,
    new_database,
)
from actions.orders import carry_out, settle, unpacked
from actions.places import returns_folder
from actions.refusals import Refused
from doors.answers import KEEPER, OPERATOR, UNTRIED, Verb, answer, moment, words_of
from gate.guard import LOCAL_NAMES
from gate.logs import begin_log
from gate.restoring import ordered
from gate.ways import WAY_VARIABLE, Way, not_local, way_chosen
from locales.arguments import SERVED
from locales.words import Words
from models.database import get_database_address, reading
from models.migrations import migrate
from models.settings import read_catalogue_token
from models.users import count_administrators

CATALOGUE = Path(__file__).resolve().parent.parent / "catalogue"


def serve(chosen: argparse.Namespace) -> int:
    """Bring the database up to date, then open the dashboard.

    A trial makes a missing one and fills it with sample data. With sign-in one has to be there:
    a mistyped address or a disk that is not mounted would open an empty office. The code
    for the first administrator is printed while there is none.
    """
    from gate import serving

    way = way_asked(chosen)
    if way == Way.TRIAL and chosen.address not in LOCAL_NAMES:  # before a minute of filling
        print(not_local(chosen.address), file=sys.stderr)
        return UNTRIED
    carry_out_order()
    check_before_filling(get_database_address(), made=way != Way.TRIAL)
    with fresh_file(get_database_address()) as address, new_database(address) as engine:
        migrate(engine)
        if not has_catalogue(engine):
            furnish(engine, words_of(chosen), sample=way == Way.TRIAL)
        if way == Way.ACCOUNTS:
            tell_set_up(engine, words_of(chosen))
    return serving.serve(chosen.address, chosen.port, open_browser=not chosen.no_browser)


def carry_out_order() -> None:
    """Restore what was ordered on the screen, before anything is open; what came of an order
    that nobody carried to its end is found out."""
    told = ordered()
    order = unpacked(told) if told is not None else None
    if order is None:
        settle(get_database_address())
    else:
        begin_log()
        carry_out(get_database_address(), order)


def way_asked(chosen: argparse.Namespace) -> Way:
    """How people are to sign in. Raises Unavailable("way_unknown")."""
    if chosen.sign_in:
        os.environ[WAY_VARIABLE] = chosen.sign_in  # the gate and the front door ask there
    try:
        return way_chosen()
    except ValueError as unknown:
        raise Unavailable("way_unknown", way=os.environ[WAY_VARIABLE]) from unknown


def tell_set_up(engine: Engine, words: Words) -> None:
    """Print the code with which the first administrator comes in, while there is none."""
    with reading(engine) as session:
        if count_administrators(session):
            return
    code = open_set_up(engine, actor=KEEPER, now=datetime.now(UTC))
    print(words.say("terminal.set_up", code=code), flush=True)


def has_catalogue(engine: Engine) -> bool:
    """Was the plan ever loaded? Then the database is somebody's, sample or real."""
    with reading(engine) as session:
        return bool(read_catalogue_token(session))


def init(chosen: argparse.Namespace) -> int:
    """Make or migrate the database, load the catalogue, fill it with sample data if asked."""
    words = words_of(chosen)
    check_before_filling(get_database_address(), made=False)
    with fresh_file(get_database_address()) as address, new_database(address) as engine:
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
