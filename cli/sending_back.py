"""Sending a return back from a terminal: its reason, its letter, and undoing it."""

import argparse
from collections.abc import Hashable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import Engine
from sqlmodel import Session

from actions.opening import make_folder, open_checked_database, refuse_others, write_file
from actions.refusals import Refused
from actions.returns.send_back import SendingBack, send_back, withdraw_send_back
from cli.base import OPERATOR, Command, choose_words, find_moment, print_answer
from documents.printing.letterheads import PREFIX
from documents.reminders.cases import format_addressee
from documents.reminders.letters import LetterContext
from documents.reminders.send_back_letters import ReturnSentBack, build_docx
from indicators.due_reports import list_due_reports
from indicators.obligations import REQUESTED
from locales.arguments import SENT_BACK, TAKEN_BACK
from locales.numbers import is_missing
from locales.words import words_in
from models.database import get_database_address, reading
from models.settings import read_settings_under
from models.snapshots import read_duties
from models.spans import day_of
from models.submissions import find_batch_returns

Row = Mapping[Hashable, Any]  # of a frame, whose values pandas leaves untyped


def send_batch_back(options: argparse.Namespace) -> int:
    """Send the report of a receipt back; with --out its letter is written."""
    with open_checked_database(get_database_address()) as engine:
        row = _find_return(engine, options)
        now = find_moment(engine)
        details = SendingBack(options.reason or "", options.until, options.letter_no)
        if options.out:  # while nothing was sent back
            make_folder(str(Path(options.out).parent))
            refuse_others({options.out: b""}, over=options.replace)
        send_back(engine, int(row["submission_id"]), details, actor=OPERATOR, now=now)
        if options.out:
            write_file(options.out, _build_letter(engine, row, details), over=True)
    words, facts = choose_words(options), _describe_return(row, options)
    lines = [words.say("sending_back.terminal.done", **facts)]
    if options.out:
        lines.append(words.say("sending_back.terminal.file", file=options.out))
    record = {
        "batch": options.batch,
        "unit": str(row["code"]),
        "year": int(row["year"]),
        "reason": options.reason,
        "until": options.until.isoformat() if options.until else None,
        "letter": options.out,
    }
    print_answer(options, record, lines)
    return 0


def undo_sending_back(options: argparse.Namespace) -> int:
    """The report of the receipt counts as received again."""
    with open_checked_database(get_database_address()) as engine:
        row = _find_return(engine, options)
        number = int(row["submission_id"])
        withdraw_send_back(engine, number, actor=OPERATOR, now=find_moment(engine))
    words, facts = choose_words(options), _describe_return(row, options)
    record = {"batch": options.batch, "unit": str(row["code"]), "year": int(row["year"])}
    print_answer(options, record, [words.say("sending_back.withdrawn", **facts)])
    return 0


def _describe_return(row: Row, options: argparse.Namespace) -> dict[str, object]:
    name = row["name_vi" if options.lang == "vi" else "name_en"]
    return {"unit": name, "year": int(row["year"]), "batch": options.batch}


def _find_return(engine: Engine, options: argparse.Namespace) -> Row:
    """The return of the receipt that is meant. Raises Refused where none is, or several."""
    with reading(engine) as session:
        returns = find_batch_returns(session, options.batch)
    if options.unit is not None:
        returns = returns[returns["code"] == options.unit]
    if returns.empty:
        raise Refused("send_back_nobody", batch=options.batch)
    if len(returns) > 1:
        raise Refused("send_back_which", batch=options.batch, count=len(returns))
    row: Row = returns.to_dict("records")[0]
    return row


def _build_letter(engine: Engine, row: Row, details: SendingBack) -> bytes:
    words = words_in("vi")
    now = find_moment(engine)
    with reading(engine) as session:
        settings = read_settings_under(session, PREFIX)
        requested = _is_requested(session, row, day=day_of(now))
    sent_back = ReturnSentBack(
        unit=format_addressee({str(name): value for name, value in row.items()}, words),
        code=str(row["code"]),
        year=int(row["year"]),
        requested=requested,
        received_on=row["received_on"].date(),
        document_no=None if is_missing(row["document_no"]) else str(row["document_no"]),
        sent_back_on=day_of(now),
        reason=details.reason,
        until=details.until,
        letter_no=details.letter_no or "",
    )
    return build_docx(sent_back, LetterContext(settings, words))


def _is_requested(session: Session, row: Row, *, day: date) -> bool:
    reports = list_due_reports(read_duties(session, [int(row["year"])], day))
    own = reports[reports["unit_id"] == row["unit_id"]]
    return bool((own["obligation"] == REQUESTED).any())


VERBS = {
    "send-back": Command("trả lại báo cáo / send a report back", SENT_BACK, send_batch_back),
    "undo-send-back": Command("hủy trả lại / undo a sending back", TAKEN_BACK, undo_sending_back),
}
