"""The reminders to be written now: letters to sign, and e-mails, each counted, listed, fetched
and written down apart."""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from actions.permissions import Verb, may
from documents.chasing_cases import ReminderCase, build_cases
from documents.chasing_run import read_grace_days, select_emails, select_letters, select_to_write
from indicators.chasing import Lack
from locales.texts import escaped
from locales.words import words_in
from models.pursuits import Pursuit
from pages.parts import frames
from pages.parts.visit import Visit
from pages.report.chasing_deeds import MESSAGES
from pages.report.chasing_emails import show_emails
from pages.report.chasing_letters import show_letters
from pages.report.chasing_settings import load_letterhead


def show_mailings(visit: Visit, pursuit: Pursuit, *, lacks: Sequence[Lack]) -> None:
    """The panels of letters and e-mails to those that lack one of `lacks`; nothing where none
    is to be written now."""
    for message in st.session_state.pop(MESSAGES, []):
        st.info(escaped(message))
    if not may(visit.actor, Verb.REMIND):
        return
    cases = [case for case in _list_cases_to_write(visit, pursuit) if case.lack in lacks]
    show_letters(visit, select_letters(cases))
    show_emails(visit, select_emails(cases))


def _list_cases_to_write(visit: Visit, pursuit: Pursuit) -> list[ReminderCase]:
    grace = read_grace_days(load_letterhead(visit))
    load_cases = partial(build_cases, pursuit, grace=grace, words=words_in("vi"))
    return select_to_write(frames.once(visit, "cases", load_cases))
