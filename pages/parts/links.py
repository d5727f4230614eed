"""Ways on to another screen, with the choices it should open with and those of the header, so
that a link opened in a tab of its own, or copied, shows the same."""

from collections.abc import Mapping

import streamlit as st

from locales.texts import escaped
from pages.parts.visit import Visit
from pages.parts.visit_from import DAY, ISSUE, LANGUAGE, ROLE, STRUCTURE, YEAR

HEADER = (LANGUAGE, YEAR, DAY, STRUCTURE, ISSUE, ROLE)


def link(visit: Visit, url_path: str, label: str, **choices: str) -> None:
    """A link with `label`; nothing where the visitor may not go or there is no such screen."""
    door = visit.doors.get(url_path)
    if door is not None:
        st.page_link(door, label=f"{escaped(label)} →", query_params=_asked(choices))


def show_way(visit: Visit, url_path: str, label: str, **choices: str) -> None:
    """The same as a button, where it is what is to be done next."""
    door = visit.doors.get(url_path)
    if door is not None and st.button(escaped(label), type="primary", key=f"way-{url_path}"):
        st.switch_page(door, query_params=_asked(choices))


def _asked(choices: Mapping[str, str]) -> dict[str, str]:
    """The header's choices, and those that the screen should open with."""
    asked = {name: st.query_params[name] for name in HEADER if name in st.query_params}
    return asked | {name.replace("_", "-"): value for name, value in choices.items()}
