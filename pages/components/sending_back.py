"""Sending a return back on screen: the reason asked for, the letter handed out, and undone
where it was a mistake. Shown beside a batch, on an agency's page and on Báo cáo quá hạn."""

from collections.abc import Hashable, Mapping
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from actions.permissions import Verb, may
from actions.refusals import Refused
from actions.reminders.mail_server import MailServer, find_mailbox
from actions.reminders.remind import Reminding
from actions.reminders.sending import Outgoing, send_all
from actions.returns.send_back import LONGEST, SendingBack, send_back, withdraw_send_back
from documents.printing.decree30 import MIME as DOCX
from documents.printing.letterheads import PREFIX
from documents.reminders.cases import format_addressee
from documents.reminders.letters import LetterContext
from documents.reminders.mail import MIME as MAIL
from documents.reminders.mail import drop_draft_mark
from documents.reminders.run import read_grace_days
from documents.reminders.send_back_letters import ReturnSentBack, build_docx, build_mail
from indicators.obligations import REQUESTED
from locales.names import list_full_names
from locales.numbers import is_missing
from locales.refusals import build_refusal_sentence
from locales.texts import escape_markdown
from locales.words import words_in
from models.database import reading
from models.reminder_schedules import Channel
from models.settings import read_settings_under
from models.spans import after_weekend, day_of
from pages.components import frames
from pages.components.cache import once
from pages.components.deed_time import read_moment
from pages.components.mail import find_mail_server
from pages.components.visit import Visit

ASKING, OUTCOME = "sending-back-asking", "sending-back-outcome"
Row = Mapping[Hashable, Any]  # of a frame, whose values pandas leaves untyped


def show_sending_back(visit: Visit, returns: pd.DataFrame, *, key: str) -> None:
    """What may be done with `returns` (models/submissions.py, find_batch_returns): those sent
    back with their letters, and a button that sends another back. Nothing for other readers."""
    if returns.empty or not may(visit.actor, Verb.SEND_BACK):
        return
    names = list_full_names(returns, visit.words)
    rows = [
        {**row, "unit": name} for row, name in zip(returns.to_dict("records"), names, strict=True)
    ]
    _show_outcome(key)
    open_returns = [row for row in rows if is_missing(row["sent_back_at"])]
    for row in rows:
        if not is_missing(row["sent_back_at"]):
            _show_sent_back(visit, row, key=f"{key}-{row['submission_id']}", place=key)
    if visit.as_of != visit.today or not open_returns:
        return
    st.button(visit.words.say("sending_back.open"), key=f"{key}-open", on_click=_begin, args=(key,))
    if st.session_state.get(ASKING) == key:
        _ask(visit, open_returns)


def _begin(key: str) -> None:
    st.session_state[ASKING] = key


def _leave() -> None:
    st.session_state.pop(ASKING, None)


def _show_outcome(key: str) -> None:
    place, sentences = st.session_state.get(OUTCOME, ("", ()))
    if place == key:
        del st.session_state[OUTCOME]
        for done, sentence in sentences:
            (st.success if done else st.warning)(escape_markdown(sentence))


def _ask(visit: Visit, rows: list[dict[Hashable, Any]]) -> None:
    words = visit.words
    choices = {int(row["submission_id"]): row for row in rows}

    @st.dialog(words.say("sending_back.title"), on_dismiss=_leave, width="medium")
    def ask() -> None:
        st.markdown(escape_markdown(words.say("sending_back.lead")))
        chosen = _ask_which(visit, choices)
        details = _ask_details(visit)
        name = str(choices[chosen]["unit"]) if chosen in choices else ""
        key = "sending_back.press" if name else "sending_back.press_one"
        with st.container(horizontal=True):
            if st.button(
                escape_markdown(words.say(key, unit=name)),
                type="primary",
                key="sending-back-yes",
                disabled=chosen not in choices,
            ):
                _send_back(visit, choices[chosen or 0], details)
            if st.button(words.say("sending_back.leave"), key="sending-back-no"):
                _leave()
                st.rerun()

    ask()


def _ask_details(visit: Visit) -> SendingBack:
    """Why, until when it is asked for again, and the letter's number."""
    words = visit.words
    reason = st.text_area(
        words.say("sending_back.reason"),
        max_chars=LONGEST,
        help=words.say("sending_back.reason_help"),
        key="sending-back-reason",
    )
    with st.container(horizontal=True):
        until: date | None = st.date_input(
            words.say("sending_back.until"),
            _find_default_day(visit),
            format="DD/MM/YYYY",
            key="sending-back-until",
        )
        number = st.text_input(
            words.say("sending_back.letter_no"),
            max_chars=60,
            help=words.say("sending_back.letter_no_help"),
            key="sending-back-number",
        )
    return SendingBack(reason, until, number.strip() or None)


def _ask_which(visit: Visit, choices: Mapping[int, Row]) -> int | None:
    """The return to send back: the only one, or the one chosen of several."""
    words = visit.words
    if len(choices) == 1:
        (number, row) = next(iter(choices.items()))
        label = words.say("sending_back.choice", unit=row["unit"], year=row["year"])
        st.markdown(f"**{escape_markdown(label)}**")
        return number
    chosen: int | None = st.selectbox(
        words.say("sending_back.which"),
        list(choices),
        index=None,
        format_func=lambda number: words.say(
            "sending_back.choice", unit=choices[number]["unit"], year=choices[number]["year"]
        ),
        placeholder=words.say("sending_back.choose"),
        key="sending-back-which",
    )
    return chosen


def _find_default_day(visit: Visit) -> date:
    """The last day of grace that the settings give, or the working day after it."""
    return after_weekend(visit.today + timedelta(days=read_grace_days(_load_settings(visit))))


def _send_back(visit: Visit, row: Row, details: SendingBack) -> None:
    """Do it and close the dialog; what is refused is said in the dialog, which stays."""
    words = visit.words
    try:
        number = int(row["submission_id"])
        send_back(visit.engine, number, details, actor=visit.actor, now=read_moment(visit))
    except Refused as refused:
        st.warning(escape_markdown(build_refusal_sentence(refused, words)))
        return
    _leave()  # the return's card now says it
    st.rerun()


def _show_sent_back(visit: Visit, row: Row, *, key: str, place: str) -> None:
    """A return that is sent back: why, its letter, its e-mail, and the way to undo it."""
    returned = _build_sent_back(visit, row)
    with st.container(border=True):
        st.markdown(escape_markdown(" ".join(_build_sentences(visit, row, returned))))
        with st.container(horizontal=True):
            _offer_papers(visit, row, returned, key=key, place=place)
            st.button(
                visit.words.say("sending_back.withdraw"),
                key=f"{key}-withdraw",
                on_click=_withdraw,
                args=(visit, row, place),
            )


def _offer_papers(
    visit: Visit, row: Row, returned: ReturnSentBack, *, key: str, place: str
) -> None:
    """The letter, the e-mail of the same words, and a press that sends it where a mail server
    and the unit's mailbox are known."""
    words, server = visit.words, find_mail_server(visit)
    desk = LetterContext(_load_settings(visit), words_in("vi"))
    address = find_mailbox(None if is_missing(row["contact"]) else str(row["contact"]))
    name = words.say("sending_back.file", code=returned.code, year=returned.year)
    st.download_button(
        words.say("sending_back.letter"),
        partial(build_docx, returned, desk),
        file_name=f"{name}.docx",
        mime=DOCX,
        on_click="ignore",
        type="primary",
        key=f"{key}-letter",
    )
    if visit.now is None:
        return
    sender = server.sender if server else None
    mail = partial(build_mail, returned, desk, sender=sender, address=address)
    st.download_button(
        words.say("sending_back.mail"),
        partial(_build_mail_bytes, mail, read_moment(visit)),
        file_name=f"{name}.eml",
        mime=MAIL,
        on_click="ignore",
        key=f"{key}-mail",
    )
    if server is not None and address is not None:
        st.button(
            escape_markdown(words.say("sending_back.send", address=address)),
            key=f"{key}-send",
            on_click=partial(_send_mail, visit, row, server, mail, place=place),
        )


def _build_mail_bytes(mail: "partial[Any]", now: datetime) -> bytes:
    content: bytes = mail(now=now).as_bytes()
    return content


def _build_sentences(visit: Visit, row: Row, returned: ReturnSentBack) -> list[str]:
    words = visit.words
    facts = {"unit": row["unit"], "year": returned.year, "day": returned.sent_back_on}
    sentences = [words.say("sending_back.state", reason=returned.reason.rstrip(" ."), **facts)]
    if returned.until:
        sentences.append(words.say("sending_back.state_until", until=returned.until))
    if returned.letter_no:
        sentences.append(words.say("sending_back.state_number", number=returned.letter_no))
    return sentences


def _build_sent_back(visit: Visit, row: Row) -> ReturnSentBack:
    reports = frames.load_reports(visit, [int(row["year"])])
    own = reports[reports["unit_id"] == row["unit_id"]]
    return ReturnSentBack(
        unit=format_addressee({str(name): value for name, value in row.items()}, words_in("vi")),
        code=str(row["code"]),
        year=int(row["year"]),
        requested=bool((own["obligation"] == REQUESTED).any()),
        received_on=row["received_on"].date(),
        document_no=None if is_missing(row["document_no"]) else str(row["document_no"]),
        sent_back_on=day_of(row["sent_back_at"].to_pydatetime()),
        reason=str(row["reason"]),
        until=None if is_missing(row["until"]) else row["until"].date(),
        letter_no="" if is_missing(row["letter_no"]) else str(row["letter_no"]),
    )


def _withdraw(visit: Visit, row: Row, place: str) -> None:
    words = visit.words
    try:
        number = int(row["submission_id"])
        withdraw_send_back(visit.engine, number, actor=visit.actor, now=read_moment(visit))
        sentence = words.say("sending_back.withdrawn", unit=row["unit"], year=row["year"])
        st.session_state[OUTCOME] = (place, ((True, sentence),))
    except Refused as refused:
        st.session_state[OUTCOME] = (place, ((False, build_refusal_sentence(refused, words)),))


def _send_mail(
    visit: Visit, row: Row, server: MailServer, mail: "partial[Any]", *, place: str
) -> None:
    """Hand the message to the mail server; the ledger has it as an e-mail of today."""
    words, now = visit.words, read_moment(visit)
    message = drop_draft_mark(mail(now=now))
    reminding = Reminding(int(row["unit_id"]), int(row["year"]), Channel.EMAIL.value, visit.today)
    outgoing = [Outgoing(reminding, message, str(message["To"]))]
    try:
        deliveries = send_all(visit.engine, outgoing, server, actor=visit.actor, now=now)
    except Refused as refused:
        st.session_state[OUTCOME] = (place, ((False, build_refusal_sentence(refused, words)),))
        return
    sentences = tuple(
        (
            delivery.outcome == "sent",
            words.say(f"chasing.sent.{delivery.outcome.value}", unit=row["unit"], why=delivery.why),
        )
        for delivery in deliveries
    )
    st.session_state[OUTCOME] = (place, sentences)


def _load_settings(visit: Visit) -> dict[str, str]:
    return once(_read_settings, visit)


def _read_settings(visit: Visit) -> dict[str, str]:
    with reading(visit.engine) as session:
        return read_settings_under(session, PREFIX)
