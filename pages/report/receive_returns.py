"""Nhập báo cáo: what is in these files, what would they change, and shall it be kept?"""

import streamlit as st

from locales.texts import escaped
from pages.parts.visit import Visit
from pages.report.acceptance import tell
from pages.report.blanks import blanks, to_try
from pages.report.files import file
from pages.report.history import history
from pages.report.letters import letter
from pages.report.nil import nil_return
from pages.report.previews import previews
from pages.report.understood import understood


def show(visit: Visit) -> None:
    """The screen."""
    words = visit.words
    tell(visit)
    st.title(words.say("receive.title"), anchor=False)
    st.markdown(escaped(words.say("receive.lead")))
    came = letter(visit)
    seen = previews(visit, came)
    if not seen:
        st.caption(escaped(words.say("receive.none")))
    understood(visit, seen)
    for number, one in enumerate(seen):
        file(visit, one, number=number)
    nil_return(visit, came)
    to_try(visit)
    blanks(visit)
    history(visit, seen)
