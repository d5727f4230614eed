"""Returns: examine files, receive them, take a receipt back."""

import argparse
import sys
from dataclasses import asdict
from pathlib import Path

from sqlalchemy import Engine

from actions.opening import Unavailable, file_content, standing_database
from actions.receive import Choices, Letter, Preview, preview, receive
from actions.refusals import Refused
from actions.undo import undo
from documents.examination import examined_lines, unexamined
from doors.answers import (
    NO,
    OPERATOR,
    UNTRIED,
    Verb,
    actor,
    answer,
    moment,
    unit_asked,
    words_of,
)
from intake.findings import Outcome
from intake.tables import Upload
from locales.arguments import CHECKED, RECEIVED
from locales.refusals import refusal_sentence
from models.database import database_address, reading
from models.spans import day_of

CODES = {Outcome.ROWS: NO, Outcome.REFUSE: UNTRIED}


def check(chosen: argparse.Namespace) -> int:
    """Examine each file as if it came today; nothing is written."""
    with standing_database(database_address()) as engine:
        return max(check_one(engine, file, chosen) for file in chosen.files)


def check_one(engine: Engine, file: str, chosen: argparse.Namespace) -> int:
    """Print what one file was found to be; the exit code it deserves."""
    seen = examine(engine, file, chosen)
    if seen is None:
        return UNTRIED
    answer(chosen, *examined_lines(file, seen.arrival, words_of(chosen), values=chosen.values))
    return CODES.get(seen.arrival.outcome, 0)


def receive_files(chosen: argparse.Namespace) -> int:
    """Examine and accept each file, one transaction each."""
    with standing_database(database_address()) as engine:
        return max(receive_one(engine, file, chosen) for file in chosen.files)


def receive_one(engine: Engine, file: str, chosen: argparse.Namespace) -> int:
    """Accept one file and print its findings and its receipt; the exit code."""
    seen = examine(engine, file, chosen)
    if seen is None:
        return UNTRIED
    words = words_of(chosen)
    told, lines = examined_lines(file, seen.arrival, words, values=chosen.values)
    decided = Choices(chosen.accept_valid_rows, chosen.confirm, chosen.withdraw, chosen.reason)
    now = moment(engine)
    try:
        receipt = asdict(receive(engine, seen, decided, actor=actor(chosen), now=now))
    except Refused as refused:
        message = refusal_sentence(refused, words)
        refusal = {"code": refused.code, "message": message}
        answer(chosen, told | {"receipt": None, "refusal": refusal}, lines)
        print(message, file=sys.stderr)
        return CODES.get(seen.arrival.outcome, NO)
    line = words.say("terminal.received", count=None, **receipt, batch=receipt["batch_id"])
    answer(chosen, told | {"receipt": receipt}, [*lines, line])
    return 0


def examine(engine: Engine, file: str, chosen: argparse.Namespace) -> Preview | None:
    """Read and examine one file; where it is not there to be read, say so and give None."""
    received_on = chosen.received_on or day_of(moment(engine))
    with reading(engine) as session:
        unit_asked(session, chosen.unit, received_on)
    said = {name: getattr(chosen, name, None) for name in ("sent_on", "document_no")}
    try:
        upload = Upload(Path(file).name, file_content(file))
    except Unavailable as refused:
        decline(chosen, file, refused)
        return None
    return preview(engine, upload, Letter(received_on, **said), actor=actor(chosen))


def decline(chosen: argparse.Namespace, file: str, refused: Refused) -> None:
    """Say of one file why it could not even be examined."""
    message = refusal_sentence(refused, words_of(chosen))
    if chosen.json:
        answer(chosen, unexamined(file, refused.code, message), [])
    else:
        print(message, file=sys.stderr)


def undo_batch(chosen: argparse.Namespace) -> int:
    """Take back all that a receipt wrote, and name what later files keep."""
    with standing_database(database_address()) as engine:
        done = undo(engine, chosen.batch, actor=OPERATOR, now=moment(engine))
    words, told = words_of(chosen), asdict(done)
    lines = [words.say("terminal.undone", count=None, **told, batch=done.batch_id)]
    if done.kept_by:
        lines.append(words.say("terminal.kept_by", files=", ".join(done.kept_by)))
    answer(chosen, told, lines)
    return 0


VERBS = {
    "check": Verb("kiểm tra tệp, không ghi / examine files", CHECKED, check),
    "receive": Verb("nhận tệp / receive files", (*CHECKED, *RECEIVED), receive_files),
    "undo": Verb("hoàn tác một lần nhận / take a receipt back", ("batch",), undo_batch),
}
