"""Starting: make the database, fill it for a trial, open the dashboard."""

import argparse
import os
import sys
import time
from contextlib import suppress
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from threading import Thread

from sqlalchemy import URL, Engine, make_url
from sqlalchemy.exc import DBAPIError

from actions.accounts.accounts import find_unrecorded_names, open_set_up, record_new_names
from actions.accounts.held_sign_ins import has_held_sign_outs
from actions.accounts.sign_ins import record_held_sign_outs
from actions.backups.orders import carry_out, parse_order, settle
from actions.catalogue.load import load_catalogue
from actions.copies.scratch import sweep
from actions.counting import count_register, is_counted
from actions.erasure.retain import end_old_copies
from actions.opening import (
    Unavailable,
    check_before_filling,
    is_empty,
    make_database,
    open_checked_database,
    prepare_fresh_file,
)
from actions.paths import find_backup_folder, get_path_beside, get_returns_folder
from actions.refusals import Refused
from cli.base import (
    ADMINISTRATOR,
    OPERATOR,
    UNTRIED,
    Command,
    choose_words,
    find_moment,
    print_answer,
)
from locales.arguments import SERVED
from locales.words import Words
from models.database import database_at, get_database_address, reading
from models.migrations import migrate
from models.settings import read_catalogue_token
from models.soundness import STOPPED, UnreadableValue, allow_writing, share_stops
from models.users import count_administrators
from server.auth.modes import WAY_VARIABLE, SignInMode, get_sign_in_mode, say_not_local
from server.logs import begin_log
from server.middleware.host_check import LOCAL_NAMES
from server.processes import end_with_supervisor, is_worker, supervise
from server.restart_for_restore import receive_order

HOUR_SECONDS = 3600.0
MINUTE_SECONDS = 60.0
CATALOGUE = Path(__file__).resolve().parent.parent / "catalogue"


def serve(options: argparse.Namespace) -> int:
    """Bring the database up to date, then open the dashboard.

    A trial makes a missing one and fills it with sample data. With sign-in one has to be there:
    a mistyped address or a disk that is not mounted would open an empty office. The code
    for the first administrator is printed while there is none.
    """
    way = choose_sign_in(options)
    if way == SignInMode.TRIAL and options.address not in LOCAL_NAMES:  # before a minute of filling
        print(say_not_local(options.address), file=sys.stderr)
        return UNTRIED
    if is_worker():  # whoever started it has prepared everything
        end_with_supervisor()
        return serve_until_stopped(options)
    carry_out_order()
    check_before_filling(get_database_address(), made=way != SignInMode.TRIAL)
    forget_stop(make_url(get_database_address()))
    with (
        prepare_fresh_file(get_database_address()) as address,
        make_database(address) as engine,
    ):
        migrate_and_tell(engine, choose_words(options))
        if not has_catalogue(engine):
            load_catalogue_and_sample(engine, choose_words(options), sample=way == SignInMode.TRIAL)
        sweep(engine.url, find_backup_folder(engine))
        end_old_copies(engine, now=find_moment(engine))
        record_held_sign_outs(engine, now=find_moment(engine))  # of one that was killed
        if way == SignInMode.ACCOUNTS:
            print_set_up_code(engine, choose_words(options))
    Thread(target=end_copies_each_hour, args=(get_database_address(),), daemon=True).start()
    Thread(target=count_aside, args=(get_database_address(),), daemon=True).start()
    if options.processes > 1:
        return supervise(options.processes, options.port)
    return serve_until_stopped(options)


def serve_until_stopped(options: argparse.Namespace) -> int:
    """Open the dashboard; the exit code. What could not be written down meanwhile is at its end."""
    from server import serve as serving

    try:
        return serving.serve(options.address, options.port, open_browser=not options.no_browser)
    finally:
        url = make_url(get_database_address())
        if has_held_sign_outs(url):
            with suppress(DBAPIError), database_at(url) as engine:
                record_held_sign_outs(engine, now=find_moment(engine))


def forget_stop(url: URL) -> None:
    """The whole database was looked through and found sound: those who serve it write again."""
    share_stops(url, get_path_beside(url, STOPPED))
    allow_writing(url)


def end_copies_each_hour(address: str) -> None:
    """For as long as the server runs: remove what restores left, once its days are over."""
    while True:
        time.sleep(HOUR_SECONDS)
        with suppress(DBAPIError, Refused), database_at(make_url(address)) as engine:
            end_old_copies(engine, now=find_moment(engine))


def count_aside(address: str) -> None:
    """For as long as the server runs: count the register where it is not counted, as after a
    change of units or periods; meanwhile screens are answered from its rows, more slowly."""
    while True:
        faults = DBAPIError, Refused, UnreadableValue
        with suppress(*faults), database_at(make_url(address)) as engine:
            if not is_counted(engine):
                count_register(engine, now=find_moment(engine))
        time.sleep(MINUTE_SECONDS)


def carry_out_order() -> None:
    """Restore what was ordered on the screen, before anything is open; what came of an order
    that nobody carried to its end is found out."""
    order_text = receive_order()
    order = parse_order(order_text) if order_text is not None else None
    if order is None:
        settle(get_database_address())
    else:
        begin_log()
        carry_out(get_database_address(), order)


def choose_sign_in(options: argparse.Namespace) -> SignInMode:
    """How people are to sign in. Raises Unavailable("way_unknown")."""
    if options.sign_in:
        os.environ[WAY_VARIABLE] = options.sign_in  # server and dashboard.py read it there
    try:
        return get_sign_in_mode()
    except ValueError as unknown:
        raise Unavailable("way_unknown", way=os.environ[WAY_VARIABLE]) from unknown


def migrate_and_tell(engine: Engine, words: Words) -> None:
    """Bring the database to this version. Who bore a name of the program's got another by that:
    say so, once, and in the journal; also where an earlier start ended before it did."""
    migrate(engine)
    with reading(engine) as session:
        names = find_unrecorded_names(session)
    if not names:
        return
    renamed = record_new_names(engine, names, actor=ADMINISTRATOR, now=find_moment(engine))
    for old, new in renamed.items():
        print(words.say("terminal.user_renamed", old=old, new=new), file=sys.stderr, flush=True)


def print_set_up_code(engine: Engine, words: Words) -> None:
    """Print the code with which the first administrator comes in, while there is none."""
    with reading(engine) as session:
        if count_administrators(session):
            return
    code = open_set_up(engine, actor=ADMINISTRATOR, now=datetime.now(UTC))
    print(words.say("terminal.set_up", code=code), flush=True)


def has_catalogue(engine: Engine) -> bool:
    """Was the plan ever loaded? Then the database is somebody's, sample or real."""
    with reading(engine) as session:
        return bool(read_catalogue_token(session))


def init(options: argparse.Namespace) -> int:
    """Make or migrate the database, load the catalogue, fill it with sample data if asked."""
    words = choose_words(options)
    check_before_filling(get_database_address(), made=False)
    with (
        prepare_fresh_file(get_database_address()) as address,
        make_database(address) as engine,
    ):
        migrate_and_tell(engine, words)
        if options.sample and not is_empty(engine):
            raise Refused("database_filled")
        counts = load_catalogue_and_sample(engine, words, sample=options.sample)
    print_answer(options, counts, [words.say("terminal.catalogue", count=None, **counts)])
    return 0


def load_catalogue_and_sample(engine: Engine, words: Words, *, sample: bool) -> dict[str, int]:
    """Load the catalogue and, for a trial, the sample data; what the catalogue holds."""
    counts = asdict(load_catalogue(engine, OPERATOR, CATALOGUE, now=find_moment(engine)))
    if sample:
        from sample_data.fill import fill
        from sample_data.progress import make_progress_printer

        fill(engine, get_returns_folder(engine), say=make_progress_printer(words))
    else:
        count_register(engine, now=find_moment(engine))
    return counts


def recount(options: argparse.Namespace) -> int:
    """Count the whole register anew."""
    words = choose_words(options)
    with open_checked_database(get_database_address()) as engine:
        is_done = count_register(engine, now=find_moment(engine))
    key = "terminal.recounted" if is_done else "terminal.not_recounted"
    print_answer(options, {"counted": is_done}, [words.say(key)])
    return 0 if is_done else 1


VERBS = {
    "serve": Command("mở bảng điều khiển / open the dashboard", SERVED, serve),
    "recount": Command("đếm lại các địa chỉ / count the addresses anew", (), recount),
    "init": Command("lập cơ sở dữ liệu / make the database", ("--sample",), init),
}
