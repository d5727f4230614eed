"""Nhập báo cáo: what is in these files, what would they change, and shall it be kept?"""

import streamlit as st

from intake.findings import Outcome
from locales.texts import escaped
from pages.parts.headline import show_headline
from pages.parts.sender_words import say_to_role
from pages.parts.visit import Visit
from pages.report.acceptance import find_received, is_clean, mark_of, settle, tell
from pages.report.blanks import blanks, to_try
from pages.report.files import show_file, unfold
from pages.report.history import history
from pages.report.nil import nil_return
from pages.report.previews import ask_files, renew
from pages.report.together import show_together
from pages.report.understood import show_summary


def show(visit: Visit) -> None:
    """The screen."""
    tell(visit)
    show_headline(visit, say_to_role(visit, "receive.title"))
    st.markdown(escaped(say_to_role(visit, "receive.lead")))
    cards = ask_files(visit)
    received = find_received(visit)
    waiting = [card for card in cards if mark_of(card) not in received]
    renew(visit, waiting)
    settle(visit, cards)
    if not cards:
        st.caption(escaped(visit.words.say("receive.none")))
    show_summary(visit, cards, received)
    show_together(visit, cards, received)
    unfold([card for card in waiting if not is_clean(visit, card)])
    readable = [card for card in waiting if card.seen.arrival.outcome != Outcome.REFUSE]
    for place, card in enumerate(cards):
        below = [other.number for other in cards[place + 1 :] if other in readable]
        batch = received.get(mark_of(card))
        show_file(visit, card, batch, alone=len(cards) == 1, below=below)
    nil_return(visit)
    to_try(visit)
    blanks(visit)
    history(visit, [card.seen for card in cards])
