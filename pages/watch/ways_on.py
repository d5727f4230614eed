"""Hỏi tiếp: the questions that Tổng quan answers on another screen, one touch away."""

from datetime import date

import streamlit as st

from pages.parts.headline import subtitle
from pages.parts.links import link
from pages.parts.visit import Visit
from pages.watch.changes import WEEK

WAYS = {  # question → the screen that answers it, and how it should open
    "behind": ("co-quan", {"nhom": "tat-ca", "xep": "cham"}),
    "overdue": ("qua-han", {}),
    "communes": ("dia-chi", {}),
    "unlinked": ("dia-chi", {"truoc": "chua-gan"}),
    "clauses": ("nhiem-vu", {}),
    "movements": ("dia-chi", {"muc": "tri-gia", "truoc": "xem-them"}),
    "structure": ("vi-sao", {}),
}


def show_ways(visit: Visit, since: date) -> None:
    """A link for each question; none to a screen the reader may not open. `since` is the
    past day to look back at."""
    words = visit.words
    with st.container(key="screen-only-ways"):
        subtitle(words.say("ways.title"))
        with st.container(horizontal=True):
            for question, (screen, choices) in WAYS.items():
                link(visit, screen, words.say(f"ways.{question}"), **choices)
            asked = words.say("ways.past", day=since)
            before = (since - WEEK).isoformat()
            year = str(visit.year)  # that day's own default may be another
            link(visit, "tong-quan", asked, nam=year, ngay=since.isoformat(), tu_ngay=before)
