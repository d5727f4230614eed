"""What every verb of the terminal shares: its shape, who acts, what was asked, how it answers."""

import argparse
import json
import os
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import NamedTuple

from sqlalchemy import Engine
from sqlmodel import Session

from actions.clock import find_moment_to_record
from actions.impossible_days import refuse_future
from actions.opening import Unavailable
from actions.permissions import Actor
from actions.refusals import Refused
from intake.privacy.strict_reading import redact_file_name
from locales.words import Words, words_in
from models import UserRole
from models.database import reading
from models.periods import list_periods
from models.spans import day_of
from models.units import find_unit

OPERATOR = Actor("terminal", UserRole.SECRETARIAT)
ADMINISTRATOR = Actor("terminal", UserRole.ADMINISTRATOR)  # of the accounts
NO, UNTRIED = 1, 2
MOST_SHOWN = 60  # letters of what is repeated to whoever typed it


class Command(NamedTuple):
    """One word of the command line: what it says of itself, takes, and does."""

    help: str
    takes: tuple[str, ...]
    does: Callable[[argparse.Namespace], int]


def choose_words(options: argparse.Namespace) -> Words:
    """The language asked for."""
    return words_in(options.lang)


def print_answer(
    options: argparse.Namespace, record: Mapping[str, object], lines: Sequence[str]
) -> None:
    """Print one JSON object on one line, or the sentences. Where nobody reads any more
    (`| head`) what is left goes nowhere, and the verb ends as it would have."""
    text = json.dumps(record, ensure_ascii=False) if options.json else "\n".join(lines)
    try:
        print(text, flush=True)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def read_clock() -> datetime:
    """Now, by the machine's clock."""
    return datetime.now(UTC)


def find_moment(engine: Engine) -> datetime:
    """The instant under which a deed of now is recorded."""
    with reading(engine) as session:
        return find_moment_to_record(session, read_clock())


def find_actor(options: argparse.Namespace) -> Actor:
    """The operator, or an officer of the sending unit, who may send that unit's rows only."""
    if options.unit is None:
        return OPERATOR
    return Actor(OPERATOR.code, UserRole.UNIT_OFFICER, options.unit, dates_returns=True)


def find_unit_id(session: Session, code: str | None, day: date) -> int | None:
    """The id of the unit asked for, or None where none was. Raises Unavailable."""
    typed = replace_unprintable(code or "")
    unit = find_unit(session, typed, day) if typed else None
    if typed and unit is None:
        raise Unavailable("unit_unknown", unit=typed[:MOST_SHOWN])
    return unit.id if unit else None


def replace_unprintable(typed: str) -> str:
    """What was typed as a terminal may show it: neither its orders nor bytes that are no text."""
    return "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in typed)


def show_file(file: str) -> str:
    """A file as it was typed, its name and those of its folders without what tells a person."""
    parts = re.split(r"([/\\])", file)
    return "".join(redact_file_name(part).text for part in parts)


def find_year_and_day(
    session: Session, options: argparse.Namespace, *, ahead: bool = False
) -> tuple[int, date]:
    """The year and the day asked for; by default today and its year, as far as periods go.
    `ahead`: a period that has not begun by that day may be asked for.

    Raises Refused: day_in_future, period_unknown, period_not_begun."""
    today = day_of(find_moment_to_record(session, read_clock()))
    as_of: date = getattr(options, "as_of", None) or today
    refuse_future(as_of, today=today)
    periods = list_periods(session, as_of).set_index("year")["data_from"]
    years = [int(year) for year in periods.index]
    year = options.year or min(as_of.year, max(years, default=as_of.year))
    if year not in years:
        raise Refused("period_unknown", year=year)
    begins = periods[year].date()
    if as_of < begins and not ahead:
        raise Refused("period_not_begun", year=year, day=begins)
    return year, as_of
