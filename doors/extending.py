"""Extensions asked for: list the requests; make or withdraw one for a unit; grant or decline."""

import argparse
from collections.abc import Callable
from datetime import date

from sqlalchemy import Engine

from actions.extension_requests import (
    Requesting,
    decline_request,
    grant_request,
    request_extension,
    withdraw_request,
)
from actions.opening import standing_database
from actions.permissions import Actor
from actions.refusals import Refused
from documents.records import Record, to_records
from doors.answers import OPERATOR, Verb, answer, asked, moment, unit_asked, words_of
from locales.arguments import EXTENSION
from locales.names import add_units, list_full_names
from locales.words import Words
from models import ExtensionRequest, UserRole
from models.database import get_database_address, reading
from models.extension_requests import find_requests
from models.spans import day_of
from models.units import list_units


def run_extension(chosen: argparse.Namespace) -> int:
    """Do what the second word says; without a number all requests of the year are listed."""
    with standing_database(get_database_address()) as engine:
        number = DEEDS[chosen.deed](engine, chosen)
        with reading(engine) as session:
            year, as_of = asked(session, chosen, ahead=True)
            if number is not None:
                year = session.get_one(ExtensionRequest, number).year
            as_of = max(as_of, day_of(moment(engine))) if number is not None else as_of
            unit = unit_asked(session, chosen.unit, as_of)
            requests = find_requests(session, year, as_of, unit_id=unit)
            named = add_units(requests, "unit_id", list_units(session, as_of))
    words = words_of(chosen)
    rows = to_records(named.assign(name=list_full_names(named, words)))
    if number is not None:
        rows = [row for row in rows if row["request_id"] == number]
    payload = {"year": year, "as_of": as_of.isoformat(), "requests": [_plain(row) for row in rows]}
    answer(chosen, payload, _lines(rows, year, words))
    return 0


def list_requests(engine: Engine, chosen: argparse.Namespace) -> None:
    """Change nothing."""


def request(engine: Engine, chosen: argparse.Namespace) -> int:
    """Ask for more time in the name of --unit."""
    with reading(engine) as session:
        year, _ = asked(session, chosen, ahead=True)
        if chosen.until is None:
            raise Refused("request_day_missing")
    requesting = Requesting(year, chosen.until, chosen.reason or "")
    return request_extension(engine, requesting, actor=_officer(chosen), now=moment(engine))


def withdraw(engine: Engine, chosen: argparse.Namespace) -> int:
    """Take the request of --unit back."""
    number = _number(chosen)
    withdraw_request(engine, number, actor=_officer(chosen), now=moment(engine))
    return number


def grant(engine: Engine, chosen: argparse.Namespace) -> int:
    """Give the day of --until, else the day that was asked for."""
    number = _number(chosen)
    with reading(engine) as session:
        wanted = session.get(ExtensionRequest, number)
        if wanted is None:
            raise Refused("request_unknown", request=number)
    until = chosen.until or wanted.wanted_day
    reply, now = chosen.reason or "", moment(engine)
    grant_request(engine, number, until, actor=OPERATOR, now=now, reply=reply)
    return number


def decline(engine: Engine, chosen: argparse.Namespace) -> int:
    """Answer with the sentence of --reason that the last day stays."""
    number = _number(chosen)
    decline_request(engine, number, chosen.reason or "", actor=OPERATOR, now=moment(engine))
    return number


DEEDS: dict[str, Callable[[Engine, argparse.Namespace], int | None]] = {
    "list": list_requests,
    "request": request,
    "withdraw": withdraw,
    "grant": grant,
    "decline": decline,
}


def _officer(chosen: argparse.Namespace) -> Actor:
    """An officer of the unit of --unit. Raises Refused("own_unit_missing")."""
    if not chosen.unit:
        raise Refused("own_unit_missing")
    return Actor(OPERATOR.code, UserRole.UNIT_OFFICER, chosen.unit)


def _number(chosen: argparse.Namespace) -> int:
    if chosen.request is None:
        raise Refused("request_number_missing")
    return int(chosen.request)


def _plain(row: Record) -> Record:
    """One request, for a program that reads the answer."""
    names = ("request_id", "code", "name", "wanted_day", "reason", "decision", "reply")
    return {"unit" if name == "code" else name: row[name] for name in names}


def _lines(rows: list[Record], year: int, words: Words) -> list[str]:
    """The same for a person at a terminal."""
    if not rows:
        return [words.say("terminal.requests.none", year=year)]
    return [_line(row, words) for row in rows]


def _line(row: Record, words: Words) -> str:
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
    "extension": Verb("đề nghị gia hạn / extensions asked for", EXTENSION, run_extension),
}
