"""The e-mails to send: drafts to fetch and send by hand, or sent from here where a mail server
is set. An e-mail has no document number."""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from documents.reminders.cases import ReminderCase
from documents.reminders.run import LetterChoices, find_mailboxes
from locales.texts import escape_markdown
from pages.components.mail import find_mail_server
from pages.components.visit import Visit
from pages.reminders.runs import ReminderSet, record_set, send_set, zip_set
from pages.reminders.settings import load_letterhead


def show_emails(visit: Visit, cases: Sequence[ReminderCase]) -> None:
    """The panel; nothing where no e-mail is to be sent."""
    if not cases:
        return
    words, addresses = visit.words, find_mailboxes(cases)
    choices = LetterChoices(None, visit.as_of, enclosed=True)
    settings = dict(load_letterhead(visit))
    reminders = ReminderSet(visit.year, visit.as_of, tuple(cases), choices, settings)
    with st.container(border=True):
        st.markdown(f"**{escape_markdown(words.say('emails.title', count=len(cases)))}**")
        st.caption(escape_markdown(words.say("emails.lead")))
        none = words.say("emails.no_address")
        lines = [
            f"- {escape_markdown(f'{case.name}: {addresses.get(case.unit_id, none)}')}"
            for case in cases
        ]
        st.markdown("\n".join(lines))
        with st.container(horizontal=True):
            st.download_button(
                words.say("emails.download", count=len(cases)),
                partial(zip_set, visit, reminders),
                file_name=f"Thu don doc {visit.as_of:%Y-%m-%d}.zip",
                mime="application/zip",
                on_click="ignore",
            )
            if visit.as_of == visit.today:
                _show_record(visit, reminders)
                _show_send(visit, reminders, count=len(addresses))


def _show_record(visit: Visit, reminders: ReminderSet) -> None:
    words, count = visit.words, len(reminders.cases)
    with st.popover(words.say("emails.record", count=count), key="emails-record-open"):
        st.markdown(escape_markdown(words.say("emails.record.ask", count=count, day=visit.today)))
        label = words.say("emails.record.yes", count=count)
        recording = partial(_record_set, visit, reminders)
        st.button(label, on_click=recording, type="primary", key="emails-record")


def _record_set(visit: Visit, reminders: ReminderSet) -> None:
    record_set(visit, reminders)


def _show_send(visit: Visit, reminders: ReminderSet, *, count: int) -> None:
    """The button where a server is set. `count`: whose mailbox is known."""
    if find_mail_server(visit) is None:
        return
    label = visit.words.say("letters.send", count=count)
    sending = partial(send_set, visit, reminders)
    st.button(label, on_click=sending, key="letters-send", disabled=not count, type="primary")
