"""Which pages are registered for a visitor. A page that is not theirs is not registered at all;
its address is answered like one that never was.

Streamlit calls its default page "/" only; so that a link to the first screen's own address
works too, that address is registered beside it, hidden. So is an unknown address that was
opened: Streamlit would otherwise answer it in its own words over another screen.
"""

from collections.abc import Callable
from functools import partial

import streamlit as st
from streamlit.navigation.page import Page
from streamlit.runtime.scriptrunner import get_script_run_ctx

from pages.app.failing import show_failures
from pages.app.header import show_header
from pages.app.outside import show_missing_page
from pages.app.screens import SCREENS, show_screen
from pages.components.sender_words import say_to_role
from pages.components.visit import Visit

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

    Streamlit says it on the first run only; the session keeps it for later runs.
    """
    context = get_script_run_ctx()
    page_name = (context.pages_manager.intended_page_name or "") if context else ""
    address = page_name.strip().strip("/")
    if address and "/" not in address and len(address) <= LONGEST:
        st.session_state[ASTRAY] = address
    return str(st.session_state.get(ASTRAY, ""))
