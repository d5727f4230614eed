"""The covering letter of the files dropped: when they came, when sent, under which number."""

import streamlit as st

from actions.receive import Letter
from pages.parts.visit import Visit


def letter(visit: Visit) -> Letter:
    """What the clerk says of how the files came; received today unless said otherwise."""
    words = visit.words
    with st.container(horizontal=True):
        received_on = st.date_input(
            words.say("receive.received_on"),
            value=visit.today,
            max_value=visit.today,
            format="DD/MM/YYYY",
            key="received-on",
        )
        sent_on = st.date_input(
            words.say("receive.sent_on"),
            value=None,
            max_value=received_on,
            format="DD/MM/YYYY",
            help=words.say("receive.sent_on_help"),
            key="sent-on",
        )
        number = st.text_input(words.say("receive.document_no"), max_chars=60, key="document-no")
    return Letter(received_on, sent_on=sent_on, document_no=number.strip() or None)
