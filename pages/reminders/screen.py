"""Đôn đốc: the reports to ask for, the letters and e-mails to send, and the ledger of reminders."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from actions.permissions import Verb, may
from documents.reminders.cases import ReminderCase, build_cases
from documents.reminders.run import read_grace_days, select_emails, select_letters, select_to_write
from indicators.chasing import ChasingStep, Lack, list_reports_to_chase, order_by_urgency
from indicators.due_reports import AWAITED
from locales.texts import escape_markdown
from locales.words import words_in
from models.database import reading
from models.pursuits import Pursuit, read_pursuit
from models.reminder_schedules import Channel
from pages.components import frames, notes
from pages.components.address_bar import bind_widget, follow_widget, sync_choice
from pages.components.cache import once
from pages.components.empty import show_empty_screen, show_empty_state
from pages.components.headline import show_headline
from pages.components.no_data import show_no_data
from pages.components.period import has_no_data
from pages.components.request_cards import show_open_requests
from pages.components.switch import show_switch
from pages.components.visit import Visit
from pages.reminders.cards import show_cards
from pages.reminders.emails import show_emails
from pages.reminders.ledger import show_ledger
from pages.reminders.letters import show_letters
from pages.reminders.runs import MESSAGES
from pages.reminders.settings import load_letterhead, show_settings

STEP, LACK, PAGE = "buoc", "thieu", "trang"
STEPS: dict[str, tuple[ChasingStep, ...]] = {
    "to_do": (ChasingStep.NOW, ChasingStep.BROKEN),
    "promised": (ChasingStep.PROMISED,),
    "waiting": (ChasingStep.WAITING, ChasingStep.ENDED, ChasingStep.NO_SCHEDULE),
    "all": tuple(ChasingStep),
}
LACKS: dict[str, tuple[Lack, ...]] = {
    "all": tuple(Lack),
    "report": (Lack.REPORT, Lack.AGAIN),
    "tasks": (Lack.TASKS,),
}
A_PAGE = 12  # cards


def show(visit: Visit) -> None:
    """The screen."""
    pursuit = once(_load_pursuit, visit)
    if pursuit.duties.assignments.empty:
        show_empty_screen(visit, "no_reports", year=visit.year)
        return
    reports = once(list_reports_to_chase, pursuit)
    without_data = has_no_data(visit) and reports.empty
    if without_data:
        show_no_data(visit, "don-doc")
    else:
        show_headline(visit, once(_build_sentence, visit, reports))
    show_open_requests(visit)
    if without_data:
        pass
    elif reports.empty:
        notes.show_note(visit.words.say("chasing.nobody"))
    else:
        _show_reports(visit, pursuit, reports)
        notes.show_source(visit, "returns")
    show_ledger(visit, pursuit)
    show_settings(visit, pursuit.schedule)


def _load_pursuit(visit: Visit) -> Pursuit:
    with reading(visit.engine) as session:
        catalogue = frames.load_catalogue(visit)
        return read_pursuit(session, visit.year, visit.as_of, catalogue=catalogue)


def _build_sentence(visit: Visit, reports: pd.DataFrame) -> str:
    words = visit.words
    if reports.empty:
        nobody = frames.load_reports(visit, (visit.year,)).empty
        return words.say("chasing.nobody_owes" if nobody else "chasing.all_in", year=visit.year)
    due_now = reports[reports["step"].isin(STEPS["to_do"])]
    promised = int((reports["step"] == ChasingStep.PROMISED).sum())
    if due_now.empty and (reports["state"] == AWAITED).all():
        return words.say("chasing.sentence.not_due", count=len(reports))
    if due_now.empty:
        return words.say("chasing.sentence.nothing", count=len(reports), promised=promised)
    counts = {channel: int((due_now["channel"] == channel).sum()) for channel in Channel}
    parts = [
        words.say(f"chasing.part.{channel}", count=count)
        for channel, count in counts.items()
        if count
    ]
    return words.say("chasing.sentence", count=len(due_now), parts=", ".join(parts))


def _show_reports(visit: Visit, pursuit: Pursuit, reports: pd.DataFrame) -> None:
    """The letters and the cards of the choices in the address bar, the most urgent first; a page
    at a time."""
    with st.container(horizontal=True):
        step = _choose_filter(visit, STEP, list(STEPS))
        lack = _choose_filter(visit, LACK, list(LACKS))
    _show_mailings(visit, pursuit, lacks=LACKS[lack])
    rows = once(_select_reports, reports, step, lack)
    if rows.empty:
        show_empty_state(visit, "chasing")
        return
    pages = [str(number + 1) for number in range((len(rows) - 1) // A_PAGE + 1)]
    page = int(sync_choice(PAGE, pages, pages[0])) - 1
    show_cards(visit, once(_select_page, rows, page))
    if len(pages) > 1:
        label = visit.words.say("chasing.page")
        st.segmented_control(
            label,
            pages,
            required=True,
            key=bind_widget(PAGE, pages[page]),
            on_change=follow_widget(PAGE),
        )


def _select_page(rows: pd.DataFrame, page: int) -> pd.DataFrame:
    """The cards of a page, from 0."""
    return rows.iloc[page * A_PAGE : (page + 1) * A_PAGE]


def _select_reports(reports: pd.DataFrame, step: str, lack: str) -> pd.DataFrame:
    """The rows of a choice, the most urgent first."""
    rows = reports[reports["step"].isin(STEPS[step]) & reports["lack"].isin(LACKS[lack])]
    return order_by_urgency(rows)


def _choose_filter(visit: Visit, name: str, allowed: list[str]) -> str:
    key = f"chasing.filter.{name}"
    labels = {option: visit.words.say(f"{key}.{option}") for option in allowed}
    return show_switch(visit.words.say(key), name, labels, labelled=True)


def _show_mailings(visit: Visit, pursuit: Pursuit, *, lacks: Sequence[Lack]) -> None:
    """The panels of letters and e-mails to those that lack one of `lacks`; nothing where none
    is to be written now."""
    for message in st.session_state.pop(MESSAGES, []):
        st.info(escape_markdown(message))
    if not may(visit.actor, Verb.REMIND):
        return
    cases = [case for case in _list_cases_to_write(visit, pursuit) if case.lack in lacks]
    show_letters(visit, select_letters(cases))
    show_emails(visit, select_emails(cases))


def _list_cases_to_write(visit: Visit, pursuit: Pursuit) -> list[ReminderCase]:
    grace = read_grace_days(load_letterhead(visit))
    return select_to_write(once(build_cases, pursuit, grace=grace, words=words_in("vi")))
