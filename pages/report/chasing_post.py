"""The letters to sign: their files as one ZIP, then the ledger, then the e-mail."""

import os
from collections.abc import Sequence
from functools import partial

import streamlit as st

from actions.mail_server import MailServer, mail_server
from actions.permissions import Verb, may
from actions.refusals import Refused
from actions.remind import remind_all
from actions.sending import send_all
from documents.chasing_batch import Post
from documents.chasing_cases import Case, cases_of
from documents.chasing_letters import Desk
from documents.chasing_run import (
    Run,
    addresses_of,
    grace_days,
    numbers_from,
    outgoing,
    remindings,
    run_each,
    run_for_all,
    to_write,
)
from documents.letterheads import PREFIX
from documents.packing import packed
from indicators.chasing import Lack
from locales.refusals import refusal_sentence
from locales.texts import escaped
from locales.words import words_in
from models.database import reading
from models.pursuits import Pursuit
from models.settings import settings_under
from models.snapshots import duties_of
from pages.parts.visit import Visit
from pages.report.moment import moment

TOLD = "letters-told"
ONE, BLANK, NUMBER = "letters-one", "letters-blank", "letters-number"


def post(visit: Visit, pursuit: Pursuit, *, lacks: Sequence[Lack]) -> None:
    """The panel of letters to those that lack one of `lacks`; nothing where none is to be
    written now."""
    words = visit.words
    for told in st.session_state.pop(TOLD, []):
        st.info(escaped(told))
    with reading(visit.engine) as session:
        kept = settings_under(session, PREFIX)
    known = cases_of(pursuit, grace=grace_days(kept), words=words_in("vi"))
    cases = [case for case in to_write(known) if case.lack in lacks]
    if not cases or not may(visit.actor, Verb.REMIND):
        return
    with st.container(border=True):
        st.markdown(f"**{escaped(words.say('letters.title', count=len(cases)))}**")
        st.caption(escaped(words.say("letters.lead")))
        with st.container(horizontal=True, vertical_alignment="bottom"):
            st.text_input(words.say("letters.number"), key=NUMBER, max_chars=6, width=180)
            st.toggle(words.say("letters.one"), key=ONE)
            st.toggle(words.say("letters.blank"), key=BLANK)
        with st.container(horizontal=True):
            st.download_button(
                words.say("letters.download", count=len(cases)),
                partial(_zip, visit, cases, kept),
                file_name=f"letters-{visit.year}-{visit.as_of:%Y%m%d}.zip",
                mime="application/zip",
                on_click="ignore",
                type="primary",
            )
            if visit.as_of == visit.today:
                _press(visit, cases, kept)


def _press(visit: Visit, cases: list[Case], kept: dict[str, str]) -> None:
    words = visit.words
    label = words.say("letters.keep", count=len(cases))
    st.button(label, on_click=partial(_keep, visit, cases, kept), key="letters-keep")
    server = _server(visit)
    if server is None:
        return
    mailed = len(outgoing(_run(visit, cases, kept), visit.today))
    label = words.say("letters.send", count=mailed)
    sending = partial(_send, visit, cases, kept)
    st.button(label, on_click=sending, key="letters-send", disabled=not mailed)


def _server(visit: Visit) -> MailServer | None:
    """The mail server; where it is named amiss, that is said."""
    try:
        return mail_server(os.environ)
    except Refused as refused:
        st.warning(escaped(refusal_sentence(refused, visit.words)))
        return None


def _run(visit: Visit, cases: list[Case], kept: dict[str, str]) -> Run:
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


def _zip(visit: Visit, cases: list[Case], kept: dict[str, str]) -> bytes:
    return packed(_run(visit, cases, kept).files)


def _keep(visit: Visit, cases: list[Case], kept: dict[str, str]) -> None:
    words = visit.words
    try:
        said = remindings(_run(visit, cases, kept), visit.today)
        new = remind_all(visit.engine, said, actor=visit.actor, now=moment(visit))
        st.session_state[TOLD] = [words.say("letters.kept", count=len(new))]
    except Refused as refused:
        st.session_state[TOLD] = [refusal_sentence(refused, words)]


def _send(visit: Visit, cases: list[Case], kept: dict[str, str]) -> None:
    words, names = visit.words, {case.unit_id: case.name for case in cases}
    try:
        server = mail_server(os.environ)
        if server is None:
            raise Refused("mail_server_missing")
        messages = outgoing(_run(visit, cases, kept), visit.today)
        sent = send_all(visit.engine, messages, server, actor=visit.actor, now=moment(visit))
        st.session_state[TOLD] = [
            words.say(f"chasing.sent.{one.outcome.value}", unit=names[one.unit_id], why=one.why)
            for one in sent
        ]
    except Refused as refused:
        st.session_state[TOLD] = [refusal_sentence(refused, words)]
