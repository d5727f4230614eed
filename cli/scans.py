"""Signed scans from a terminal: kept beside a receipt, and withdrawn."""

import argparse
from pathlib import Path

from actions.opening import load_file, open_checked_database
from actions.returns.scans import attach_scan, withdraw_scan
from cli.base import OPERATOR, Command, choose_words, find_moment, print_answer
from intake.tables import Upload
from locales.arguments import ATTACHED, DETACHED
from models.database import get_database_address


def attach(options: argparse.Namespace) -> int:
    """Keep the scan beside the receipt."""
    upload = Upload(Path(options.scan_file).name, load_file(options.scan_file))
    with open_checked_database(get_database_address()) as engine:
        number = attach_scan(engine, options.batch, upload, actor=OPERATOR, now=find_moment(engine))
    record = {"scan": number, "batch": options.batch, "file": upload.name}
    line = choose_words(options).say(
        "scans.terminal.kept", scan=number, file=upload.name, batch=options.batch
    )
    print_answer(options, record, [line])
    return 0


def detach(options: argparse.Namespace) -> int:
    """Withdraw the scan; its content goes for good."""
    with open_checked_database(get_database_address()) as engine:
        withdraw_scan(engine, options.scan, actor=OPERATOR, now=find_moment(engine))
    print_answer(
        options,
        {"scan": options.scan},
        [choose_words(options).say("scans.terminal.withdrawn", scan=options.scan)],
    )
    return 0


VERBS = {
    "attach": Command("kèm bản ký (PDF, JPEG, PNG) / attach a signed scan", ATTACHED, attach),
    "detach": Command("rút bản ký / withdraw a signed scan", DETACHED, detach),
}
