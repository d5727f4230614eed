"""What the panel of letters does: the files of a run, its lines in the ledger, its e-mail."""

import os

import streamlit as st

from actions.mail_server import mail_server
from actions.refusals import Refused
from actions.remind import remind_all
from actions.sending import send_all
from documents.chasing_batch import Post
from documents.chasing_cases import Case
from documents.chasing_letters import Desk
from documents.chasing_run import (
    Run,
    addresses_of,
    numbers_from,
    outgoing,
    remindings,
    run_each,
    run_for_all,
)
from documents.packing import packed
from locales.refusals import refusal_sentence
from locales.words import words_in
from models.database import reading
from models.snapshots import duties_of
from pages.parts.visit import Visit
from pages.report.moment import moment

TOLD = "letters-told"
ONE, BLANK, NUMBER = "letters-one", "letters-blank", "letters-number"


def run_of(visit: Visit, cases: list[Case], kept: dict[str, str]) -> Run:
    """The letters by the choices of the panel. Papers are Vietnamese whoever reads the screen."""
    chosen, server = st.session_state, mail_server(os.environ)
    first, one = str(chosen.get(NUMBER, "")), bool(chosen.get(ONE))
    desk = Desk(kept, words_in("vi"), enclosed=bool(chosen.get(BLANK)))
    with reading(visit.engine) as session:
        duties = duties_of(session, [visit.year - 1, visit.year], visit.as_of)
    made = Post(
        now=moment(visit),
        sender=server.sender if server else None,
        addresses=addresses_of(cases),
        numbers={} if one else numbers_from(cases, first),
    )
    if one:
        return run_for_all(cases, desk, duties, post=made, number=first)
    return run_each(cases, desk, duties, made)


def zipped(visit: Visit, cases: list[Case], kept: dict[str, str]) -> bytes:
    """The files of the letters as one ZIP."""
    return packed(run_of(visit, cases, kept).files)


def keep(visit: Visit, cases: list[Case], kept: dict[str, str]) -> None:
    """Write the letters into the ledger as sent today, each rung once."""
    words = visit.words
    try:
        said = remindings(run_of(visit, cases, kept), visit.today)
        new = remind_all(visit.engine, said, actor=visit.actor, now=moment(visit))
        st.session_state[TOLD] = [words.say("letters.kept", count=len(new))]
    except Refused as refused:
        st.session_state[TOLD] = [refusal_sentence(refused, words)]


def send(visit: Visit, cases: list[Case], kept: dict[str, str]) -> None:
    """Send what can leave by itself, and tell what became of each."""
    words, names = visit.words, {case.unit_id: case.name for case in cases}
    try:
        server = mail_server(os.environ)
        if server is None:
            raise Refused("mail_server_missing")
        messages = outgoing(run_of(visit, cases, kept), visit.today)
        sent = send_all(visit.engine, messages, server, actor=visit.actor, now=moment(visit))
        st.session_state[TOLD] = [
            words.say(f"chasing.sent.{one.outcome.value}", unit=names[one.unit_id], why=one.why)
            for one in sent
        ]
    except Refused as refused:
        st.session_state[TOLD] = [refusal_sentence(refused, words)]
