"""The letters to sign. First how they are to be: number, day, one for all, with the blank. Then
the set that was made so: its ZIP, and its lines in the ledger. While a set stands, nothing about
it can be chosen anew, so that the papers and the ledger always say the same."""

from collections.abc import Sequence
from datetime import date
from functools import partial

import streamlit as st

from documents.printing.letterheads import build_letterhead
from documents.printing.official import OPEN
from documents.reminders.cases import ReminderCase
from documents.reminders.letters import format_letter_number
from documents.reminders.run import LetterChoices, number_letters
from locales.texts import escape_markdown
from locales.words import Words, words_in
from pages.components.visit import Visit
from pages.reminders.runs import ReminderSet, record_set, zip_set
from pages.reminders.settings import load_letterhead

SET = "letters-set"
HIGHEST = 99_999
NUMBER, DAY, ONE_FOR_ALL, ENCLOSED = (
    "letters-number",
    "letters-day",
    "letters-one",
    "letters-enclosed",
)


def show_letters(visit: Visit, cases: Sequence[ReminderCase]) -> None:
    """The panel; nothing where no letter is to be written and none was made."""
    reminders = _find_set(visit)
    if reminders is None and not cases:
        return
    count = len(reminders.cases) if reminders else len(cases)
    with st.container(border=True):
        st.markdown(f"**{escape_markdown(visit.words.say('letters.title', count=count))}**")
        if reminders is None:
            _show_choices(visit, cases)
        else:
            _show_set(visit, reminders, cases)


def _find_set(visit: Visit) -> ReminderSet | None:
    """The set that was made of this year and day, while it is not written down."""
    reminders = st.session_state.get(SET)
    is_current = isinstance(reminders, ReminderSet) and (reminders.year, reminders.as_of) == (
        visit.year,
        visit.as_of,
    )
    return reminders if is_current else None


def _show_choices(visit: Visit, cases: Sequence[ReminderCase]) -> None:
    words = visit.words
    st.caption(escape_markdown(words.say("letters.lead")))
    earliest = max((case.rung_on or visit.as_of for case in cases), default=visit.as_of)
    first_day = min(earliest, visit.as_of)
    if not first_day <= st.session_state.setdefault(DAY, visit.as_of) <= visit.as_of:
        st.session_state[DAY] = visit.as_of  # what a set before had is no day of this one
    one_for_all = st.toggle(words.say("letters.one"), key=ONE_FOR_ALL)
    with st.form("letters-choices", border=False):
        with st.container(horizontal=True, vertical_alignment="bottom"):
            first = st.number_input(
                words.say("letters.number"),
                min_value=1,
                max_value=HIGHEST,
                value=None,
                step=1,
                format="%d",
                width=180,
                key=NUMBER,
            )
            day = st.date_input(
                words.say("letters.day"),
                min_value=first_day,
                max_value=visit.as_of,
                format="DD/MM/YYYY",
                width=180,
                key=DAY,
            )
            enclosed = st.toggle(words.say("letters.blank"), key=ENCLOSED)
        label = _build_make_label(cases, words, one_for_all=one_for_all)
        pressed = st.form_submit_button(label, type="primary")
    if pressed:
        choices = LetterChoices(
            int(first) if first else None,
            day if isinstance(day, date) else visit.as_of,
            one_for_all=one_for_all,
            enclosed=enclosed,
        )
        settings = dict(load_letterhead(visit))
        st.session_state[SET] = ReminderSet(
            visit.year, visit.as_of, tuple(cases), choices, settings
        )
        st.rerun()


def _build_make_label(cases: Sequence[ReminderCase], words: Words, *, one_for_all: bool) -> str:
    """How many letters the press makes, and where each is for several, to how many."""
    if not one_for_all:
        return words.say("letters.make", count=len(cases))
    papers = len({case.requested for case in cases})
    return words.say("letters.make_for_all", papers=papers, count=len(cases))


def _show_set(visit: Visit, reminders: ReminderSet, cases: Sequence[ReminderCase]) -> None:
    words = visit.words
    for sentence in _describe_set(reminders, words):
        st.caption(escape_markdown(sentence))
    outdated_names = [
        case.name
        for case in reminders.cases
        if case.unit_id not in {due_case.unit_id for due_case in cases}
    ]
    if outdated_names:
        st.warning(escape_markdown(words.say("letters.gone", units="; ".join(outdated_names))))
    with st.expander(words.say("letters.list", count=len(reminders.cases)), key="letters-list"):
        st.markdown("\n".join(f"- {escape_markdown(line)}" for line in _list_lines(reminders)))
    with st.container(horizontal=True):
        st.download_button(
            words.say("letters.download", count=_count_papers(reminders)),
            partial(zip_set, visit, reminders),
            file_name=f"Cong van don doc {reminders.choices.sent_on:%Y-%m-%d}.zip",
            mime="application/zip",
            on_click="ignore",
            type="primary",
            key="letters-download",
        )
        if visit.as_of == visit.today:
            _show_record(visit, reminders)
        st.button(
            words.say("letters.anew"), on_click=_choose_anew, args=(reminders,), key="letters-anew"
        )


def _show_record(visit: Visit, reminders: ReminderSet) -> None:
    words, count = visit.words, len(reminders.cases)
    with st.popover(words.say("letters.record", count=count), key="letters-record-open"):
        for sentence in _describe_set(reminders, words):
            st.markdown(escape_markdown(sentence))
        st.caption(escape_markdown(words.say("letters.record.ask", count=count)))
        label = words.say("letters.record.yes", count=count)
        recording = partial(_record_set, visit, reminders)
        st.button(label, on_click=recording, type="primary", key="letters-record")


def _record_set(visit: Visit, reminders: ReminderSet) -> None:
    if record_set(visit, reminders):
        _drop_set()


def _drop_set() -> None:
    st.session_state.pop(SET, None)


def _choose_anew(reminders: ReminderSet) -> None:
    """Drop the set, and begin the next from its choices."""
    _drop_set()
    choices = reminders.choices
    st.session_state[NUMBER], st.session_state[DAY] = choices.first, choices.sent_on
    st.session_state[ONE_FOR_ALL], st.session_state[ENCLOSED] = (
        choices.one_for_all,
        choices.enclosed,
    )


def _count_papers(reminders: ReminderSet) -> int:
    """How many letters there are to sign."""
    if not reminders.choices.one_for_all:
        return len(reminders.cases)
    return len({case.requested for case in reminders.cases})


def _describe_set(reminders: ReminderSet, words: Words) -> list[str]:
    """Numbers, day and manner of the set, in sentences."""
    choices, count = reminders.choices, _count_papers(reminders)
    numbers = list(dict.fromkeys(number_letters(reminders.cases, choices).values()))
    facts = {"day": choices.sent_on, "count": count}
    if not numbers:
        sentences = [words.say("letters.set.unnumbered", **facts)]
    else:
        symbol = build_letterhead(reminders.settings, words_in("vi")).letter_symbol
        first, last = (format_letter_number(number, symbol) for number in (numbers[0], numbers[-1]))
        key = "letters.set.one_number" if first == last else "letters.set.numbers"
        sentences = [words.say(key, first=first, last=last, **facts)]
        if OPEN in symbol:
            sentences.append(words.say("letters.set.open_symbol"))
    if choices.one_for_all:
        sentences.append(words.say("letters.set.one_for_all", count=len(reminders.cases)))
    if choices.enclosed:
        sentences.append(words.say("letters.set.enclosed"))
    return sentences


def _list_lines(reminders: ReminderSet) -> list[str]:
    """Each unit with the number of its letter."""
    numbers = number_letters(reminders.cases, reminders.choices)
    symbol = build_letterhead(reminders.settings, words_in("vi")).letter_symbol
    return [
        f"{format_letter_number(numbers[case.unit_id], symbol)}: {case.name}"
        if case.unit_id in numbers
        else case.name
        for case in reminders.cases
    ]
