"""Hỏi tiếp: the questions that Tổng quan answers on another screen, one touch away."""

from datetime import date

import streamlit as st

from pages.parts.headline import subtitle
from pages.parts.links import link
from pages.parts.visit import Visit

WAYS = {  # question → the screen that answers it, and how it should open
    "behind": ("co-quan", {}),
    "overdue": ("qua-han", {}),
    "communes": ("dia-chi", {}),
    "unlinked": ("dia-chi", {}),
    "clauses": ("nhiem-vu", {}),
    "movements": ("dia-chi", {"muc": "tri-gia"}),
    "structure": ("vi-sao", {}),
}


def show_ways(visit: Visit, since: date) -> None:
    """A link for each question; none to a screen the reader may not open. `since` is the
    past day to look back at."""
    words = visit.words
    subtitle(words.say("ways.title"))
    with st.container(horizontal=True):
        for question, (screen, choices) in WAYS.items():
            link(visit, screen, words.say(f"ways.{question}"), **choices)
        asked = words.say("ways.past", day=since)
        link(visit, "tong-quan", asked, ngay=since.isoformat())
