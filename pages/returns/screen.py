"""Nhập báo cáo: what is in these files, what would they change, and shall it be kept?"""

import streamlit as st

from actions.permissions import Verb, may
from intake.findings import Outcome
from intake.headers.layouts import RESULTS
from locales.texts import escape_markdown
from pages.components.address_bar import set_choice
from pages.components.headline import show_headline
from pages.components.sender_words import say_to_role
from pages.components.visit import Visit
from pages.returns.acceptance import (
    build_card_mark,
    find_received_batches,
    is_clean,
    receive_pressed_cards,
    show_messages,
)
from pages.returns.blanks import offer_sample_files, show_blank_forms
from pages.returns.files import show_file, unfold
from pages.returns.files_summary import show_summary
from pages.returns.history import show_history
from pages.returns.nil import show_nil_panel
from pages.returns.overlaps import settle_cards
from pages.returns.previews import ask_files, renew
from pages.returns.together import show_together

FORM = "dien"  # of a return that is typed (pages/returns/typed/)


def show(visit: Visit) -> None:
    """The screen."""
    show_messages(visit)
    show_headline(visit, say_to_role(visit, "receive.title"))
    st.markdown(escape_markdown(say_to_role(visit, "receive.lead")))
    _offer_typing(visit)
    cards = ask_files(visit)
    batches = find_received_batches(visit)
    waiting_cards = [card for card in cards if build_card_mark(card) not in batches]
    renew(visit, waiting_cards)
    marks = {build_card_mark(card): card for card in cards}
    received = [(marks[mark], batch) for mark, batch in batches.items() if mark in marks]
    settle_cards(visit, received, waiting_cards)
    receive_pressed_cards(visit, cards)
    if not cards:
        st.caption(escape_markdown(visit.words.say("receive.none")))
    show_summary(visit, cards, batches)
    show_together(visit, cards, batches)
    unfold([card for card in waiting_cards if not is_clean(visit, card)])
    readable = [card for card in waiting_cards if card.seen.arrival.outcome != Outcome.REFUSE]
    for place, card in enumerate(cards):
        below = [other.number for other in cards[place + 1 :] if other in readable]
        batch = batches.get(build_card_mark(card))
        show_file(visit, card, batch, alone=len(cards) == 1, below=below)
    show_nil_panel(visit)
    offer_sample_files(visit)
    show_blank_forms(visit)
    show_history(visit, [card.seen for card in cards])


def _offer_typing(visit: Visit) -> None:
    """The way to the form that is typed, beside the place for files."""
    if may(visit.actor, Verb.SAVE_DRAFT):
        st.button(
            visit.words.say("typed.begin"),
            key="typed-begin",
            icon=":material/edit_note:",
            on_click=set_choice,
            args=(FORM, RESULTS.name),
        )
