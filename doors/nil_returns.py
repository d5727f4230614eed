"""Nil returns: a unit's declaration that nothing arose in the whole period."""

import argparse

from actions.opening import Unavailable, standing_database
from actions.receive import Letter
from actions.receive_nil import Declaration, receive_nil
from doors.answers import OPERATOR, Verb, answer, asked, moment, unit_asked, words_of
from locales.arguments import NIL
from models import Unit
from models.database import get_database_address, reading
from models.spans import day_of


def record_nil(chosen: argparse.Namespace) -> int:
    """Record the declaration as a batch without a file."""
    with standing_database(get_database_address()) as engine:
        now = moment(engine)
        chosen.as_of = None
        with reading(engine) as session:
            year, _ = asked(session, chosen, ahead=True)
            unit_id = unit_asked(session, chosen.unit, day_of(now))
            if unit_id is None:
                raise Unavailable("unit_unknown", unit=chosen.unit or "—")
            unit = session.get_one(Unit, unit_id)
            name = unit.name_vi if chosen.lang == "vi" else unit.name_en
        letter = Letter(
            chosen.received_on or day_of(now),
            document_no=chosen.document_no,
            document_on=chosen.document_on,
        )
        declared = Declaration(unit_id, year, letter, replacing=chosen.replace_results)
        batch = receive_nil(engine, declared, actor=OPERATOR, now=now)
    record = {"batch_id": batch, "unit": chosen.unit, "year": year}
    line = words_of(chosen).say("terminal.nil", batch=batch, unit=name, year=year)
    answer(chosen, record, [line])
    return 0


VERBS = {"nil": Verb("ghi nhận không phát sinh / record a nil return", NIL, record_nil)}
