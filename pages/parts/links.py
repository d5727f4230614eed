"""Ways on to another screen, with the choices it should open with and those of the header, so
that a link opened in a tab of its own, or copied, shows the same."""

import streamlit as st

from locales.texts import escaped
from pages.parts.visit import Visit
from pages.parts.visit_from import DAY, ISSUE, LANGUAGE, ROLE, STRUCTURE, YEAR

HEADER = (LANGUAGE, YEAR, DAY, STRUCTURE, ISSUE, ROLE)


def link(visit: Visit, url_path: str, label: str, **choices: str) -> None:
    """A link with `label`; nothing where the visitor may not go or there is no such screen."""
    door = visit.doors.get(url_path)
    if door is not None:
        asked = {name: st.query_params[name] for name in HEADER if name in st.query_params}
        asked |= {name.replace("_", "-"): value for name, value in choices.items()}
        st.page_link(door, label=f"{escaped(label)} →", query_params=asked)
