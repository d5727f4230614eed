"""The mail server that the office set, for the screens that send."""

import os

import streamlit as st

from actions.refusals import Refused
from actions.reminders.mail_server import MailServer, parse_mail_server
from locales.refusals import build_refusal_sentence
from locales.texts import escape_markdown
from pages.components.visit import Visit


def find_mail_server(visit: Visit) -> MailServer | None:
    """The mail server; where it is named amiss, that is said."""
    try:
        return parse_mail_server(os.environ)
    except Refused as refused:
        st.warning(escape_markdown(build_refusal_sentence(refused, visit.words)))
        return None
