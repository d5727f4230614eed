"""Extensions asked for: list the requests; make or withdraw one for a unit; grant or decline."""

import argparse
from collections.abc import Callable
from datetime import date

from sqlalchemy import Engine

from actions.opening import open_checked_database
from actions.permissions import Actor
from actions.refusals import Refused
from actions.reminders.extension_requests import (
    Requesting,
    decline_request,
    grant_request,
    request_extension,
    withdraw_request,
)
from cli.base import (
    OPERATOR,
    Command,
    choose_words,
    find_moment,
    find_unit_id,
    find_year_and_day,
    print_answer,
)
from documents.printing.records import Record, to_records
from locales.arguments import EXTENSION
from locales.names import add_units, list_full_names
from locales.words import Words
from models import ExtensionRequest, UserRole
from models.database import get_database_address, reading
from models.extension_requests import find_requests
from models.spans import day_of
from models.units import list_units


def run_extension(options: argparse.Namespace) -> int:
    """Do what the second word says; without a number all requests of the year are listed."""
    with open_checked_database(get_database_address()) as engine:
        number = DEEDS[options.deed](engine, options)
        with reading(engine) as session:
            year, as_of = find_year_and_day(session, options, ahead=True)
            if number is not None:
                year = session.get_one(ExtensionRequest, number).year
            as_of = max(as_of, day_of(find_moment(engine))) if number is not None else as_of
            unit = find_unit_id(session, options.unit, as_of)
            requests = find_requests(session, year, as_of, unit_id=unit)
            named = add_units(requests, "unit_id", list_units(session, as_of))
    words = choose_words(options)
    rows = to_records(named.assign(name=list_full_names(named, words)))
    if number is not None:
        rows = [row for row in rows if row["request_id"] == number]
    payload = {
        "year": year,
        "as_of": as_of.isoformat(),
        "requests": [_describe_request(row) for row in rows],
    }
    print_answer(options, payload, _format_requests(rows, year, words))
    return 0


def list_requests(engine: Engine, options: argparse.Namespace) -> None:
    """Change nothing."""


def request_days(engine: Engine, options: argparse.Namespace) -> int:
    """Ask for more time in the name of --unit."""
    with reading(engine) as session:
        year, _ = find_year_and_day(session, options, ahead=True)
        if options.until is None:
            raise Refused("request_day_missing")
    requesting = Requesting(year, options.until, options.reason or "")
    return request_extension(
        engine, requesting, actor=_find_officer(options), now=find_moment(engine)
    )


def withdraw(engine: Engine, options: argparse.Namespace) -> int:
    """Take the request of --unit back."""
    number = _read_number(options)
    withdraw_request(engine, number, actor=_find_officer(options), now=find_moment(engine))
    return number


def grant(engine: Engine, options: argparse.Namespace) -> int:
    """Give the day of --until, else the day that was asked for."""
    number = _read_number(options)
    with reading(engine) as session:
        wanted = session.get(ExtensionRequest, number)
        if wanted is None:
            raise Refused("request_unknown", request=number)
    until = options.until or wanted.wanted_day
    reply, now = options.reason or "", find_moment(engine)
    grant_request(engine, number, until, actor=OPERATOR, now=now, reply=reply)
    return number


def decline(engine: Engine, options: argparse.Namespace) -> int:
    """Answer with the sentence of --reason that the last day stays."""
    number = _read_number(options)
    decline_request(engine, number, options.reason or "", actor=OPERATOR, now=find_moment(engine))
    return number


DEEDS: dict[str, Callable[[Engine, argparse.Namespace], int | None]] = {
    "list": list_requests,
    "request": request_days,
    "withdraw": withdraw,
    "grant": grant,
    "decline": decline,
}


def _find_officer(options: argparse.Namespace) -> Actor:
    """An officer of the unit of --unit. Raises Refused("own_unit_missing")."""
    if not options.unit:
        raise Refused("own_unit_missing")
    return Actor(OPERATOR.code, UserRole.UNIT_OFFICER, options.unit)


def _read_number(options: argparse.Namespace) -> int:
    if options.request is None:
        raise Refused("request_number_missing")
    return int(options.request)


def _describe_request(row: Record) -> Record:
    """One request, for a program that reads the answer."""
    names = ("request_id", "code", "name", "wanted_day", "reason", "decision", "reply")
    return {"unit" if name == "code" else name: row[name] for name in names}


def _format_requests(rows: list[Record], year: int, words: Words) -> list[str]:
    """The same for a person at a terminal."""
    if not rows:
        return [words.say("terminal.requests.none", year=year)]
    return [_format_request(row, words) for row in rows]


def _format_request(row: Record, words: Words) -> str:
    decision = row["decision"] or "open"
    return words.say(
        "terminal.requests.line",
        request=row["request_id"],
        name=row["name"],
        day=date.fromisoformat(str(row["wanted_day"])),
        reason=row["reason"],
        state=words.say(f"request.state.{decision}"),
        reply=f" ({row['reply']})" if row["reply"] else "",
    )


VERBS = {
    "extension": Command("đề nghị gia hạn / extensions asked for", EXTENSION, run_extension),
}
