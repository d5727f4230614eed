"""The covering letter of one file: when it came, when it was sent, under which number, and whose
it is where the file does not say. Each file has its own; none is taken over from another."""

from collections.abc import Callable, Sequence
from datetime import date

import streamlit as st

from actions.impossible_days import refuse_impossible_days
from actions.permissions import may_date_returns
from actions.refusals import Refused
from actions.returns.receive import Letter
from locales.refusals import build_refusal_sentence
from locales.texts import escape_markdown
from pages.components.visit import Visit

RECEIVED, SENT, NUMBER, DATED = "received-on", "sent-on", "document-no", "document-on"
SENDER = "sender"
LETTER_KEYS = "letters-asked"  # the keys of which anything may have been said
DAY, WIDTH = "DD/MM/YYYY", 144
Key = int | str  # a card's number, or the name of another place that asks for a letter


def new_letter(visit: Visit) -> Letter:
    """The letter of a file of which nothing was said yet: received today."""
    return Letter(visit.today)


def letter_of(visit: Visit, key: Key) -> Letter:
    """What was said of how a file came; whoever sends the own unit's returns sends them today."""
    if key not in st.session_state.get(LETTER_KEYS, ()):
        return new_letter(visit)
    number = str(_read_field(key, NUMBER) or "").strip() or None
    document_on, sender = _read_field(key, DATED), _read_field(key, SENDER)
    letter = Letter(
        visit.today,
        document_no=number,
        document_on=document_on if isinstance(document_on, date) else None,
        sender=sender if isinstance(sender, str) else None,
    )
    if not may_date_returns(visit.actor):
        return letter
    received_on, sent_on = _read_field(key, RECEIVED), _read_field(key, SENT)
    return Letter(
        received_on if isinstance(received_on, date) else visit.today,
        sent_on=sent_on if isinstance(sent_on, date) else None,
        document_no=letter.document_no,
        document_on=letter.document_on,
        sender=letter.sender,
    )


def find_impossible_day(visit: Visit, letter: Letter) -> str | None:
    """The sentence on a day of the letter that cannot be, by the rule that receiving it goes by."""
    try:
        refuse_impossible_days(letter, today=visit.today)
    except Refused as refused:
        return build_refusal_sentence(refused, visit.words)
    return None


def ask_letter(visit: Visit, key: Key) -> Letter:
    """The fields of a letter, and what they say."""
    words = visit.words
    _register_key(key)
    with st.container(horizontal=True):
        st.text_input(
            words.say("receive.document_no"),
            max_chars=60,
            key=_build_key(key, NUMBER),
            persist_state="session",
            width=WIDTH,
        )
        _ask_day(visit, "letter.document_on", _build_key(key, DATED))
        if may_date_returns(visit.actor):
            _ask_day(
                visit, "receive.sent_on", _build_key(key, SENT), words.say("receive.sent_on_help")
            )
            _ask_receipt_day(visit, _build_key(key, RECEIVED))
    letter = letter_of(visit, key)
    sentence = find_impossible_day(visit, letter)
    if sentence is not None:
        st.warning(escape_markdown(sentence))
    return letter


def _ask_day(visit: Visit, label: str, key: str, help_text: str | None = None) -> None:
    st.date_input(
        visit.words.say(label),
        None,
        help=help_text,
        key=key,
        format=DAY,
        width=WIDTH,
        persist_state="session",
    )


def _ask_receipt_day(visit: Visit, key: str) -> None:
    """Today unless said otherwise; it cannot be left open. Without a bound: a day beyond one is
    shown by the browser, and never told to the server."""
    st.session_state.setdefault(key, visit.today)
    st.date_input(
        visit.words.say("receive.received_on"),
        key=key,
        format=DAY,
        width=WIDTH,
        persist_state="session",
    )


def offer_below(visit: Visit, key: int, below: Sequence[int]) -> None:
    """A button that gives this file's number and days to the files below that have none."""
    others = [other for other in below if _is_unfilled(visit, other)]
    if not others or _is_unfilled(visit, key):
        return
    st.button(
        visit.words.say("letter.for_those_below", count=len(others)),
        key=f"letter-below-{key}",
        on_click=_copy_letter,
        args=(key, others),
    )


def _is_unfilled(visit: Visit, key: int) -> bool:
    letter = letter_of(visit, key)
    return letter == Letter(visit.today, sender=letter.sender)


def _copy_letter(key: int, others: Sequence[int]) -> None:
    for other in others:
        for field in (NUMBER, DATED, SENT, RECEIVED):
            _register_key(other)
            if (value := _read_field(key, field)) is not None:
                st.session_state[_build_key(other, field)] = value


def ask_sender(
    visit: Visit, key: int, codes: Sequence[str], name_unit: Callable[[str], str], *, guessed: bool
) -> None:
    """Choose the unit that sent a file without a column of units. A guess is not chosen before:
    it is confirmed with the file, or another unit is chosen here."""
    words = visit.words
    _register_key(key)
    st.selectbox(
        words.say("sender.choose"),
        codes,
        index=None,
        format_func=name_unit,
        placeholder=words.say("sender.other" if guessed else "sender.none"),
        key=_build_key(key, SENDER),
        persist_state="session",
    )


def forget_letter(key: Key) -> None:
    """Empty the fields of a letter that was used, so that the next begins anew."""
    for field, empty in ((NUMBER, ""), (DATED, None), (SENT, None)):
        st.session_state[_build_key(key, field)] = empty
    st.session_state.pop(_build_key(key, RECEIVED), None)


def _register_key(key: Key) -> None:
    st.session_state.setdefault(LETTER_KEYS, set()).add(key)


def _build_key(key: Key, field: str) -> str:
    return f"{field}-{key}"


def _read_field(key: Key, field: str) -> object:
    value: object = st.session_state.get(_build_key(key, field))
    return value
