"""Nil returns: a unit's declaration that nothing arose in the whole period."""

import argparse

from actions.opening import Unavailable, open_checked_database
from actions.returns.receive import Letter
from actions.returns.receive_nil import Declaration, receive_nil
from cli.base import (
    OPERATOR,
    Command,
    choose_words,
    find_moment,
    find_unit_id,
    find_year_and_day,
    print_answer,
)
from locales.arguments import NIL
from models import Unit
from models.database import get_database_address, reading
from models.spans import day_of


def record_nil(options: argparse.Namespace) -> int:
    """Record the declaration as a batch without a file."""
    with open_checked_database(get_database_address()) as engine:
        now = find_moment(engine)
        options.as_of = None
        with reading(engine) as session:
            year, _ = find_year_and_day(session, options, ahead=True)
            unit_id = find_unit_id(session, options.unit, day_of(now))
            if unit_id is None:
                raise Unavailable("unit_unknown", unit=options.unit or "—")
            unit = session.get_one(Unit, unit_id)
            name = unit.name_vi if options.lang == "vi" else unit.name_en
        letter = Letter(
            options.received_on or day_of(now),
            document_no=options.document_no,
            document_on=options.document_on,
        )
        declaration = Declaration(unit_id, year, letter, replacing=options.replace_results)
        batch = receive_nil(engine, declaration, actor=OPERATOR, now=now)
    record = {"batch_id": batch, "unit": options.unit, "year": year}
    line = choose_words(options).say("terminal.nil", batch=batch, unit=name, year=year)
    print_answer(options, record, [line])
    return 0


VERBS = {"nil": Command("ghi nhận không phát sinh / record a nil return", NIL, record_nil)}
