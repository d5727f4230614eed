"""Rooms: which pages there are for a visitor. What is not theirs does not exist for them:
it is not registered at all, and the answer is that of an address that never was.

Streamlit calls its default page "/" only; so that a link to the first screen's own address
works too, that address is registered beside it, unseen. So is whatever address one went
astray to: it would otherwise be answered by Streamlit's own words over another screen.
"""

from collections.abc import Callable
from functools import partial

import streamlit as st
from streamlit.navigation.page import Page
from streamlit.runtime.scriptrunner import get_script_run_ctx

from pages.parts.failing import show_failures
from pages.parts.header import show_header
from pages.parts.outside import show_missing_page
from pages.parts.screens import SCREENS, show_screen
from pages.parts.sender_words import say_to_role
from pages.parts.visit import Visit

ASTRAY, LONGEST = "astray", 120  # characters of an address


def build_pages(visit: Visit, pages: dict[str, Page]) -> list[Page]:
    """The visitor's pages; `pages` (the visit's own) is filled with those to be seen."""
    screens = [screen for screen in SCREENS if screen.open_to(visit.actor.role)]
    for screen in screens:
        address = "" if screen.url_path == screens[0].url_path else screen.url_path
        title = say_to_role(visit, f"screen.{screen.name}")
        run = partial(run_screen, partial(show_screen, screen), visit)
        pages[screen.url_path] = st.Page(run, title=title, url_path=address, default=not address)
    first = screens[0]
    again = partial(run_screen, partial(show_screen, first), visit)
    unseen = [make_hidden_page(again, pages[first.url_path].title, first.url_path)]
    astray = remember_address()
    if astray and astray not in pages:
        lost = partial(run_screen, show_missing_page, visit)
        unseen.append(make_hidden_page(lost, visit.words.say("nowhere.title"), astray))
    return [*pages.values(), *unseen]


def make_hidden_page(run: Callable[[], None], title: str, address: str) -> Page:
    """A page that no navigation shows."""
    return st.Page(run, title=title, url_path=address, visibility="hidden")


def run_screen(show: Callable[[Visit], None], visit: Visit) -> None:
    """The header, then the screen."""
    with show_failures(visit):
        show_header(visit)
        show(visit)


def remember_address() -> str:
    """The address that was opened, if it can be one of ours; "" for the first page's.

    It is said once, when the page is opened; on the runs after that we have to know it still.
    """
    context = get_script_run_ctx()
    page_name = (context.pages_manager.intended_page_name or "") if context else ""
    address = page_name.strip().strip("/")
    if address and "/" not in address and len(address) <= LONGEST:
        st.session_state[ASTRAY] = address
    return str(st.session_state.get(ASTRAY, ""))
