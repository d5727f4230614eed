"""Letters: who is to be asked for what today; their letters as files, each written once."""

import argparse
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import NamedTuple

from sqlalchemy import Engine

from actions.mail_server import mail_server
from actions.opening import files_written, standing_database
from actions.refusals import Refused
from actions.remind import remind_all
from actions.sending import Outcome, Sent, send_all
from documents.chasing_batch import MailingOptions, list_lost_signs
from documents.chasing_cases import ReminderCase, build_cases
from documents.chasing_letters import LetterContext
from documents.chasing_run import (
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
from documents.letterheads import PREFIX
from documents.records import Record, to_plain_value
from doors.answers import (
    MOST_SHOWN,
    NO,
    OPERATOR,
    Verb,
    answer,
    asked,
    moment,
    shown,
    words_of,
)
from locales.arguments import LETTERS
from locales.words import Words, words_in
from models.database import get_database_address, reading
from models.pursuits import read_pursuit
from models.settings import read_settings_under
from models.snapshots import Duties, read_duties
from models.spans import day_of


class Done(NamedTuple):
    """What a run wrote: its files, the units newly in the ledger, what became of messages."""

    files: dict[int, list[str]]
    recorded: frozenset[int]
    sent: tuple[Sent, ...]
    unprintable: tuple[str, ...]


NOTHING = Done({}, frozenset(), (), ())


FAILED = (Outcome.REFUSED, Outcome.UNSURE, Outcome.UNTRIED)


def letters(chosen: argparse.Namespace) -> int:
    """Who is to be written to and called; with --to their letters, with --send their messages.

    Without either nothing is written."""
    with standing_database(get_database_address()) as engine:
        with reading(engine) as session:
            year, as_of = asked(session, chosen)
            settings = read_settings_under(session, PREFIX)
            pursuit = read_pursuit(session, year, as_of)
            duties = read_duties(session, [year - 1, year], as_of)
        cases = build_cases(pursuit, grace=read_grace_days(settings), words=words_in("vi"))
        desk = LetterContext(settings, words_in("vi"))
        written, done = select_to_write(cases), NOTHING
        if written and (chosen.to or chosen.send):
            run = made(engine, written, desk, duties=duties, chosen=chosen)
            done = carried_out(engine, run, max(as_of, day_of(moment(engine))), chosen=chosen)
    told: dict[str, object] = {"year": year, "as_of": as_of.isoformat(), "to": chosen.to}
    told["letters"] = [case_record(case, done) for case in select_letters(written)]
    told["emails"] = [case_record(case, done) for case in select_emails(written)]
    told["calls"] = [{"unit": case.code, "name": case.name} for case in select_to_call(cases)]
    told["unprintable"] = list(done.unprintable)
    answer(chosen, told, lines(cases, done, words_of(chosen)))
    return NO if any(one.outcome in FAILED for one in done.sent) else 0


def made(
    engine: Engine,
    cases: Sequence[ReminderCase],
    desk: LetterContext,
    *,
    duties: Duties,
    chosen: argparse.Namespace,
) -> ReminderRun:
    """The letters to `cases`, each or one for all. Raises Refused: mail_server_missing,
    letter_number_unreadable."""
    server = mail_server(os.environ)
    if chosen.send and server is None:
        raise Refused("mail_server_missing")
    now = moment(engine)
    post = MailingOptions(now, server.sender if server else None, find_mailboxes(cases))
    choices = LetterChoices(
        first_number(chosen.number),
        day_of(now) if chosen.as_of is None else max(chosen.as_of, day_of(now)),
        one_for_all=chosen.one,
        enclosed=chosen.blank,
    )
    return build_run(cases, desk, duties, post, choices=choices)


def first_number(typed: str | None) -> int | None:
    """The first letter's number; None where none was given. Raises Refused where it is none."""
    if typed is None:
        return None
    if not (typed.strip().isdecimal() and int(typed)):
        raise Refused("letter_number_unreadable", number=shown(typed)[:MOST_SHOWN])
    return int(typed)


def carried_out(engine: Engine, run: ReminderRun, day: date, *, chosen: argparse.Namespace) -> Done:
    """Files first, then messages, then the ledger: a run that is cut short is done again, and
    the ledger takes each rung once."""
    files = written_to(chosen.to, run, over=chosen.replace) if chosen.to else {}
    sent: list[Sent] = []
    server = mail_server(os.environ) if chosen.send else None
    now = moment(engine)
    if server is not None:
        sent = send_all(engine, build_outgoing(run, day), server, actor=OPERATOR, now=now)
    by_mail = {one.unit_id for one in sent}
    left = [one for one in build_remindings(run, day) if one.unit_id not in by_mail and chosen.to]
    recorded: list[int] = []
    with suppress_nothing_new():
        recorded = remind_all(engine, left, actor=OPERATOR, now=now) if left else []
    went = {one.unit_id for one in sent if one.outcome == Outcome.SENT}
    return Done(
        files,
        frozenset({*recorded, *went}),
        tuple(sent),
        tuple(list_lost_signs(run.bundles)),
    )


@contextmanager
def suppress_nothing_new() -> Iterator[None]:
    """All of it was in the ledger before: a second run has nothing to add."""
    try:
        yield
    except Refused as refused:
        if refused.code != "nothing_to_remind":
            raise


def written_to(folder: str, run: ReminderRun, *, over: bool) -> dict[int, list[str]]:
    """Write every file of the run into `folder`; gives each unit's. Raises Unavailable."""
    files_written(folder, dict(run.files), over=over)
    there = {name for name, _ in run.files}
    return {
        one.case.unit_id: [name for name, _ in one.files if name in there] for one in run.bundles
    }


def case_record(case: ReminderCase, done: Done) -> Record:
    """One letter, for a program that reads the answer."""
    outcomes = {one.unit_id: one for one in done.sent}
    sent = outcomes.get(case.unit_id)
    told = {
        "unit": case.code,
        "name": case.name,
        "requested": case.requested,
        "lack": case.lack.value,
        "tasks": len(case.tasks),
        "channel": case.channel,
        "rung": case.rung_days,
        "until": case.until,
        "recorded": case.unit_id in done.recorded,
        "sent": sent.outcome.value if sent else None,
        "why": sent.why if sent else None,
        "files": " ".join(done.files.get(case.unit_id, [])),
    }
    return {name: to_plain_value(value) for name, value in told.items()}


def lines(cases: Sequence[ReminderCase], done: Done, words: Words) -> list[str]:
    """The same for a person at a terminal."""
    written = select_to_write(cases)
    counts = {"letters": len(select_letters(written)), "emails": len(select_emails(written))}
    told = [words.say("chasing.terminal.letters", new=len(done.recorded), **counts)]
    told += [_line(case, words) for case in written]
    calls = select_to_call(cases)
    told.append(words.say("chasing.terminal.calls", count=len(calls)))
    told += [_line(case, words) for case in calls]
    told += [
        words.say(
            f"chasing.sent.{one.outcome.value}", unit=names_of(cases)[one.unit_id], why=one.why
        )
        for one in done.sent
    ]
    return told


def names_of(cases: Sequence[ReminderCase]) -> dict[int, str]:
    """The units' names by their ids."""
    return {case.unit_id: case.name for case in cases}


def _line(case: ReminderCase, words: Words) -> str:
    lack = words.say(f"chasing.lack.{case.lack.value}", count=len(case.tasks))
    facts = {"code": case.code, "name": case.name, "until": case.until}
    return words.say("chasing.terminal.line", **facts, lack=lack)


VERBS = {"letters": Verb("văn bản đôn đốc / letters to those still missing", LETTERS, letters)}
