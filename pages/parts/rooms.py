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

from pages.parts.failing import failing_in_words
from pages.parts.header import header
from pages.parts.outside import nowhere
from pages.parts.screens import SCREENS, body
from pages.parts.sender_words import say_to_role
from pages.parts.visit import Visit

ASTRAY, LONGEST = "astray", 120  # characters of an address


def rooms(visit: Visit, doors: dict[str, Page]) -> list[Page]:
    """The visitor's pages; `doors` (the visit's own) is filled with those to be seen."""
    own = [screen for screen in SCREENS if screen.open_to(visit.actor.role)]
    for screen in own:
        address = "" if screen.url_path == own[0].url_path else screen.url_path
        title = say_to_role(visit, f"screen.{screen.name}")
        run = partial(enter, partial(body, screen), visit)
        doors[screen.url_path] = st.Page(run, title=title, url_path=address, default=not address)
    first = own[0]
    again = partial(enter, partial(body, first), visit)
    unseen = [hidden(again, doors[first.url_path].title, first.url_path)]
    astray = address_asked()
    if astray and astray not in doors:
        lost = partial(enter, nowhere, visit)
        unseen.append(hidden(lost, visit.words.say("nowhere.title"), astray))
    return [*doors.values(), *unseen]


def hidden(run: Callable[[], None], title: str, address: str) -> Page:
    """A page that no navigation shows."""
    return st.Page(run, title=title, url_path=address, visibility="hidden")


def enter(show: Callable[[Visit], None], visit: Visit) -> None:
    """The header, then the screen."""
    with failing_in_words(visit):
        header(visit)
        show(visit)


def address_asked() -> str:
    """The address that was opened, if it can be one of ours; "" for the first page's.

    It is said once, when the page is opened; on the runs after that we have to know it still.
    """
    context = get_script_run_ctx()
    asked = (context.pages_manager.intended_page_name or "") if context else ""
    address = asked.strip().strip("/")
    if address and "/" not in address and len(address) <= LONGEST:
        st.session_state[ASTRAY] = address
    return str(st.session_state.get(ASTRAY, ""))
