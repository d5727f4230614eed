"""What the panels of letters and e-mails do: the files of a run, its lines in the ledger, and
messages that leave by themselves. A set is made once; what is fetched and what is written down
come from the same set."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import streamlit as st

from actions.refusals import Refused
from actions.reminders.mail_server import parse_mail_server
from actions.reminders.remind import remind_all
from actions.reminders.sending import send_all
from documents.printing.packing import build_zip
from documents.reminders.batch import MailingOptions
from documents.reminders.cases import ReminderCase
from documents.reminders.letters import LetterContext
from documents.reminders.run import (
    LetterChoices,
    ReminderRun,
    build_outgoing,
    build_remindings,
    build_run,
    find_mailboxes,
)
from locales.refusals import build_refusal_sentence
from locales.words import words_in
from models.database import reading
from models.snapshots import read_duties
from pages.components.deed_time import read_moment
from pages.components.visit import Visit

MESSAGES = "letters-told"


@dataclass(frozen=True)
class ReminderSet:
    """Reminders as they were chosen: whom they go to, how they are made, what papers say."""

    year: int
    as_of: date
    cases: tuple[ReminderCase, ...]
    choices: LetterChoices
    settings: Mapping[str, str]


def build_set_run(visit: Visit, reminders: ReminderSet) -> ReminderRun:
    """The papers of a set. They are Vietnamese whoever reads the screen."""
    server, words = parse_mail_server(os.environ), words_in("vi")
    with reading(visit.engine) as session:
        duties = read_duties(session, [reminders.year - 1, reminders.year], reminders.as_of)
    options = MailingOptions(
        now=read_moment(visit),
        sender=server.sender if server else None,
        addresses=find_mailboxes(reminders.cases),
    )
    return build_run(
        reminders.cases,
        LetterContext(reminders.settings, words),
        duties,
        options,
        choices=reminders.choices,
    )


def zip_set(visit: Visit, reminders: ReminderSet) -> bytes:
    """The files of a set as one ZIP. It runs outside the script: all comes with its arguments."""
    return build_zip(build_set_run(visit, reminders).files)


def record_set(visit: Visit, reminders: ReminderSet) -> bool:
    """Write a set into the ledger, each scheduled reminder once; says so, and whom it left out
    because somebody had written it before. Returns whether anything was written."""
    words, names = visit.words, {case.unit_id: case.name for case in reminders.cases}
    try:
        lines = build_remindings(build_set_run(visit, reminders), reminders.choices.sent_on)
        recorded_units = remind_all(visit.engine, lines, actor=visit.actor, now=read_moment(visit))
    except Refused as refused:
        st.session_state[MESSAGES] = [build_refusal_sentence(refused, words)]
        return refused.code == "nothing_to_remind"
    messages = [words.say("reminders.recorded", count=len(recorded_units))]
    left_out = [name for unit, name in names.items() if unit not in recorded_units]
    if left_out:
        messages.append(words.say("reminders.recorded_before", units="; ".join(left_out)))
    st.session_state[MESSAGES] = messages
    return True


def send_set(visit: Visit, reminders: ReminderSet) -> None:
    """Send the e-mails that can leave by themselves, and tell what became of each."""
    words, names = visit.words, {case.unit_id: case.name for case in reminders.cases}
    try:
        server = parse_mail_server(os.environ)
        if server is None:
            raise Refused("mail_server_missing")
        messages = build_outgoing(build_set_run(visit, reminders), visit.today)
        deliveries = send_all(
            visit.engine, messages, server, actor=visit.actor, now=read_moment(visit)
        )
        st.session_state[MESSAGES] = [
            words.say(
                f"chasing.sent.{delivery.outcome.value}",
                unit=names[delivery.unit_id],
                why=delivery.why,
            )
            for delivery in deliveries
        ]
    except Refused as refused:
        st.session_state[MESSAGES] = [build_refusal_sentence(refused, words)]
