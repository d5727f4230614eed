"""The front door: who are you, which rooms are yours.

Every screen is registered for everybody and every run reaches st.navigation: otherwise
Streamlit would open the scripts it finds by itself. A role that may not see a screen gets
words in its place.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import streamlit as st
from sqlalchemy import Engine
from streamlit.navigation.page import Page

from models.database import database_address, open_database
from pages.parts.failing import failing_in_words
from pages.parts.forgetting import forget_erased
from pages.parts.header import header
from pages.parts.screens import SCREENS, Screen, body
from pages.parts.visit import Visit
from pages.parts.visit_from import visit_from

ICON = Path(__file__).resolve().parent / "static" / "icon.png"


@st.cache_resource(max_entries=4, show_spinner=False)
def database(address: str) -> Engine:
    """The one engine of this process for `address`."""
    return open_database(address)


def door(screen: Screen, visit: Visit, run: Callable[[], None]) -> Page:
    """The screen as a page of the navigation, shown there to whom it is open."""
    return st.Page(
        run,
        title=visit.words.say(f"screen.{screen.name}"),
        url_path=screen.url_path,
        default=screen is SCREENS[0],
        visibility="visible" if screen.open_to(visit.actor.role) else "hidden",
    )


def enter(screen: Screen, visit: Visit) -> None:
    """The header, then the screen."""
    with failing_in_words(visit):
        header(visit)
        body(screen, visit)


def main() -> None:
    """One visit, one screen."""
    st.set_page_config(page_icon=str(ICON), layout="wide")
    asked = visit_from(database(database_address()), now=datetime.now(UTC))
    forget_erased(asked.engine)
    doors: dict[str, Page] = {}
    visit = replace(asked, doors=doors)
    for screen in SCREENS:
        doors[screen.url_path] = door(screen, visit, partial(enter, screen, visit))
    st.navigation(list(doors.values()), position="top").run()


if __name__ == "__main__":
    main()
