"""Signed scans from a terminal: kept beside a receipt, and withdrawn."""

import argparse
from pathlib import Path

from actions.opening import file_content, standing_database
from actions.scans import attach_scan, withdraw_scan
from doors.answers import OPERATOR, Verb, answer, moment, words_of
from intake.tables import Upload
from locales.arguments import ATTACHED, DETACHED
from models.database import get_database_address


def attach(chosen: argparse.Namespace) -> int:
    """Keep the scan beside the receipt."""
    upload = Upload(Path(chosen.scan_file).name, file_content(chosen.scan_file))
    with standing_database(get_database_address()) as engine:
        number = attach_scan(engine, chosen.batch, upload, actor=OPERATOR, now=moment(engine))
    record = {"scan": number, "batch": chosen.batch, "file": upload.name}
    line = words_of(chosen).say(
        "scans.terminal.kept", scan=number, file=upload.name, batch=chosen.batch
    )
    answer(chosen, record, [line])
    return 0


def detach(chosen: argparse.Namespace) -> int:
    """Withdraw the scan; its content goes for good."""
    with standing_database(get_database_address()) as engine:
        withdraw_scan(engine, chosen.scan, actor=OPERATOR, now=moment(engine))
    answer(
        chosen,
        {"scan": chosen.scan},
        [words_of(chosen).say("scans.terminal.withdrawn", scan=chosen.scan)],
    )
    return 0


VERBS = {
    "attach": Verb("kèm bản ký (PDF, JPEG, PNG) / attach a signed scan", ATTACHED, attach),
    "detach": Verb("rút bản ký / withdraw a signed scan", DETACHED, detach),
}
