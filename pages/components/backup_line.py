"""The last proven backup, in one line; orange when it is too old or there is none."""

import streamlit as st

from actions.opening import find_proven_backup
from actions.permissions import Verb, may
from locales.texts import escape_markdown
from models.choices import BACKUP_OLD, read_choice
from models.database import reading
from models.spans import day_of
from pages.components.links import show_link
from pages.components.visit import Visit

SCREEN = "sao-luu"


def show_backup_line(visit: Visit, *, way_on: bool = True) -> None:
    """For those who may back up; nothing for others. `way_on` leads to the screen of it."""
    if not may(visit.actor, Verb.BACK_UP):
        return
    words = visit.words
    made = find_proven_backup(visit.engine)
    with reading(visit.engine) as session:
        allowed = read_choice(session, BACKUP_OLD)
    with st.container(horizontal=True, vertical_alignment="center"):
        if made is None:
            st.badge(words.say("backup.none"), icon=":material/warning:", color="orange")
        else:
            days = (visit.today - day_of(made.made_at)).days
            sentence = words.say("backup.last", at=made.made_at)
            if days > allowed:
                old = words.say("backup.old", at=made.made_at, count=days)
                st.badge(old, icon=":material/warning:", color="orange")
            else:
                st.caption(escape_markdown(sentence))
        if way_on:
            show_link(visit, SCREEN, words.say("backup.go"))
