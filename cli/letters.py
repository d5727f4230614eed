"""Letters: who is to be asked for what today; their letters as files, each written once."""

import argparse
import os
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import date
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from actions.opening import Unavailable, open_checked_database, write_files
from actions.refusals import Refused
from actions.reminders.mail_server import parse_mail_server
from actions.reminders.remind import remind_all
from actions.reminders.sending import SendOutcome, SendResult, send_all
from cli.base import (
    MOST_SHOWN,
    NO,
    OPERATOR,
    Command,
    choose_words,
    find_moment,
    find_year_and_day,
    print_answer,
    replace_unprintable,
)
from documents.printing.letterheads import PREFIX
from documents.printing.records import Record, to_plain_value
from documents.reminders.batch import MailingOptions, list_lost_signs
from documents.reminders.cases import ReminderCase, build_cases
from documents.reminders.letters import LetterContext
from documents.reminders.run import (
    LetterChoices,
    ReminderRun,
    build_outgoing,
    build_remindings,
    build_run,
    find_mailboxes,
    read_grace_days,
    select_emails,
    select_letters,
    select_to_call,
    select_to_write,
)
from locales.arguments import LETTERS
from locales.words import Words, words_in
from models.database import get_database_address, reading
from models.pursuits import read_pursuit
from models.settings import read_settings_under
from models.snapshots import Duties, read_duties
from models.spans import day_of


class RunResult(NamedTuple):
    """What a run wrote: its files, the units newly in the ledger, what became of messages."""

    files: dict[int, list[str]]
    recorded: frozenset[int]
    sent: tuple[SendResult, ...]
    unprintable: tuple[str, ...]


NOTHING = RunResult({}, frozenset(), (), ())


FAILED = (SendOutcome.REFUSED, SendOutcome.UNSURE, SendOutcome.UNTRIED)


def write_letters(options: argparse.Namespace) -> int:
    """Who is to be written to and called; with --to their letters, with --send their messages.

    Without either nothing is written."""
    with open_checked_database(get_database_address()) as engine:
        with reading(engine) as session:
            year, as_of = find_year_and_day(session, options)
            settings = read_settings_under(session, PREFIX)
            pursuit = read_pursuit(session, year, as_of)
            duties = read_duties(session, [year - 1, year], as_of)
        cases = build_cases(pursuit, grace=read_grace_days(settings), words=words_in("vi"))
        desk = LetterContext(settings, words_in("vi"))
        cases_to_write, result = select_to_write(cases), NOTHING
        if cases_to_write and (options.to or options.send):
            run = build_letters(engine, cases_to_write, desk, duties=duties, options=options)
            result = deliver_run(
                engine, run, max(as_of, day_of(find_moment(engine))), options=options
            )
    record: dict[str, object] = {"year": year, "as_of": as_of.isoformat(), "to": options.to}
    record["letters"] = [describe_case(case, result) for case in select_letters(cases_to_write)]
    record["emails"] = [describe_case(case, result) for case in select_emails(cases_to_write)]
    record["calls"] = [{"unit": case.code, "name": case.name} for case in select_to_call(cases)]
    record["unprintable"] = list(result.unprintable)
    print_answer(options, record, format_letters(cases, result, choose_words(options)))
    return NO if any(sent.outcome in FAILED for sent in result.sent) else 0


def build_letters(
    engine: Engine,
    cases: Sequence[ReminderCase],
    desk: LetterContext,
    *,
    duties: Duties,
    options: argparse.Namespace,
) -> ReminderRun:
    """The letters to `cases`, each or one for all. Raises Refused: mail_server_missing,
    letter_number_unreadable."""
    server = parse_mail_server(os.environ)
    if options.send and server is None:
        raise Refused("mail_server_missing")
    now = find_moment(engine)
    post = MailingOptions(now, server.sender if server else None, find_mailboxes(cases))
    choices = LetterChoices(
        read_first_number(options.number),
        day_of(now) if options.as_of is None else max(options.as_of, day_of(now)),
        one_for_all=options.one,
        enclosed=options.blank,
    )
    return build_run(cases, desk, duties, post, choices=choices)


def read_first_number(typed: str | None) -> int | None:
    """The first letter's number; None where none was given. Raises Refused where it is none."""
    if typed is None:
        return None
    if not (typed.strip().isdecimal() and int(typed)):
        raise Refused("letter_number_unreadable", number=replace_unprintable(typed)[:MOST_SHOWN])
    return int(typed)


def deliver_run(
    engine: Engine, run: ReminderRun, day: date, *, options: argparse.Namespace
) -> RunResult:
    """Files first, then messages, then the ledger: a run that is cut short is done again, and
    the ledger takes each rung once."""
    now, server = find_moment(engine), parse_mail_server(os.environ) if options.send else None
    sent: list[SendResult] = []
    recorded: list[int] = []
    with ExitStack() as unless_kept:
        if options.to:
            unless_kept.enter_context(take_back_unless_kept(options.to, run, sends=bool(server)))
        files = write_run(options.to, run, over=options.replace) if options.to else {}
        if server is not None:
            sent = send_all(engine, build_outgoing(run, day), server, actor=OPERATOR, now=now)
        by_mail = {reminder.unit_id for reminder in sent}
        left = [
            reminder
            for reminder in build_remindings(run, day)
            if reminder.unit_id not in by_mail and options.to
        ]
        with suppress_nothing_new():
            recorded = remind_all(engine, left, actor=OPERATOR, now=now) if left else []
    went = {reminder.unit_id for reminder in sent if reminder.outcome == SendOutcome.SENT}
    return RunResult(
        files,
        frozenset({*recorded, *went}),
        tuple(sent),
        tuple(list_lost_signs(run.bundles)),
    )


@contextmanager
def take_back_unless_kept(folder: str, run: ReminderRun, *, sends: bool) -> Iterator[None]:
    """Remove the files of the run again where the ledger does not take its lines. Raises
    Refused("letters_unkept") where that is not all: files of the same names were written over, or
    messages may have gone."""
    places = {Path(folder) / name for name, _ in run.files}
    stood = {place for place in places if place.exists()}
    try:
        yield
    except Unavailable:  # a file could not be written, and none was
        raise
    except (Refused, DBAPIError) as fault:
        if stood or sends:
            raise Refused("letters_unkept", files=len(places), folder=folder) from fault
        for place in places:
            place.unlink(missing_ok=True)
        raise


@contextmanager
def suppress_nothing_new() -> Iterator[None]:
    """All of it was in the ledger before: a second run has nothing to add."""
    try:
        yield
    except Refused as refused:
        if refused.code != "nothing_to_remind":
            raise


def write_run(folder: str, run: ReminderRun, *, over: bool) -> dict[int, list[str]]:
    """Write every file of the run into `folder`; gives each unit's. Raises Unavailable."""
    write_files(folder, dict(run.files), over=over)
    written = {name for name, _ in run.files}
    return {
        bundle.case.unit_id: [name for name, _ in bundle.files if name in written]
        for bundle in run.bundles
    }


def describe_case(case: ReminderCase, result: RunResult) -> Record:
    """One letter, for a program that reads the answer."""
    outcomes = {delivery.unit_id: delivery for delivery in result.sent}
    sent = outcomes.get(case.unit_id)
    record = {
        "unit": case.code,
        "name": case.name,
        "requested": case.requested,
        "lack": case.lack.value,
        "tasks": len(case.tasks),
        "channel": case.channel,
        "rung": case.rung_days,
        "until": case.until,
        "recorded": case.unit_id in result.recorded,
        "sent": sent.outcome.value if sent else None,
        "why": sent.why if sent else None,
        "files": " ".join(result.files.get(case.unit_id, [])),
    }
    return {name: to_plain_value(value) for name, value in record.items()}


def format_letters(cases: Sequence[ReminderCase], result: RunResult, words: Words) -> list[str]:
    """The same for a person at a terminal."""
    cases_to_write = select_to_write(cases)
    counts = {
        "letters": len(select_letters(cases_to_write)),
        "emails": len(select_emails(cases_to_write)),
    }
    sentences = [words.say("chasing.terminal.letters", new=len(result.recorded), **counts)]
    sentences += [_format_case(case, words) for case in cases_to_write]
    calls = select_to_call(cases)
    sentences.append(words.say("chasing.terminal.calls", count=len(calls)))
    sentences += [_format_case(case, words) for case in calls]
    sentences += [
        words.say(
            f"chasing.sent.{delivery.outcome.value}",
            unit=name_units(cases)[delivery.unit_id],
            why=delivery.why,
        )
        for delivery in result.sent
    ]
    return sentences


def name_units(cases: Sequence[ReminderCase]) -> dict[int, str]:
    """The units' names by their ids."""
    return {case.unit_id: case.name for case in cases}


def _format_case(case: ReminderCase, words: Words) -> str:
    lack = words.say(f"chasing.lack.{case.lack.value}", count=len(case.tasks))
    facts = {"code": case.code, "name": case.name, "until": case.until}
    return words.say("chasing.terminal.line", **facts, lack=lack)


VERBS = {
    "letters": Command("văn bản đôn đốc / letters to those still missing", LETTERS, write_letters)
}
