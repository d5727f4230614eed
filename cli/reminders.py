"""The ledger of reminders: what stands in it, and taking back what was written by mistake."""

import argparse

from actions.opening import open_checked_database
from actions.refusals import Refused
from actions.reminders.remind import withdraw_reminders
from cli.base import (
    OPERATOR,
    Command,
    choose_words,
    find_moment,
    find_year_and_day,
    print_answer,
)
from documents.printing.records import Record, to_records
from locales.arguments import REMINDERS
from locales.names import add_units, list_full_names
from locales.words import Words
from models.database import get_database_address, reading
from models.reminders import list_reminders
from models.units import list_units

FACTS = ("reminder_id", "code", "name", "channel", "sent_on", "letter_no", "promised_on")
ANSWERS = ("answer", "note", "delivery", "recorded_by")


def run_reminders(options: argparse.Namespace) -> int:
    """The ledger of a year; with --withdraw LINE… those lines are taken out of it first."""
    words = choose_words(options)
    with open_checked_database(get_database_address()) as engine:
        withdrawn = 0
        if options.lines:
            if not options.reason:
                raise Refused("reminder_reason_missing")
            now = find_moment(engine)
            withdrawn = withdraw_reminders(
                engine, options.lines, options.reason, actor=OPERATOR, now=now
            )
        with reading(engine) as session:
            year, as_of = find_year_and_day(session, options)
            units = list_units(session, as_of)
            ledger = add_units(list_reminders(session, year, as_of), "unit_id", units)
    rows = to_records(ledger.assign(name=list_full_names(ledger, words))[[*FACTS, *ANSWERS]])
    report = {"year": year, "as_of": as_of.isoformat(), "withdrawn": withdrawn, "reminders": rows}
    sentences = [words.say("ledger.withdrawn", count=withdrawn)] if withdrawn else []
    sentences.append(words.say("ledger.title", year=year, count=len(rows)))
    print_answer(options, report, [*sentences, *(_format_reminder(row, words) for row in rows)])
    return 0


def _format_reminder(row: Record, words: Words) -> str:
    """One line of the ledger for a person at a terminal."""
    key = f"chasing.channel.{row['channel']}"
    channel = words.say(key) if words.knows(key) else row["channel"]
    facts = [row["sent_on"], row["name"], channel, row["letter_no"], row["promised_on"]]
    text = " · ".join(str(fact) for fact in (*facts, row["answer"], row["note"]) if fact)
    return f"  {row['reminder_id']}  {text}"


VERBS = {
    "reminders": Command(
        "sổ đôn đốc; rút dòng ghi nhầm / the reminder ledger", REMINDERS, run_reminders
    )
}
