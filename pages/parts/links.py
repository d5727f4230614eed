"""Ways on to another screen, with the choices it should open with."""

import streamlit as st

from locales.texts import escaped
from pages.parts.visit import Visit


def link(visit: Visit, url_path: str, label: str, **choices: str) -> None:
    """A link with `label`; nothing where the visitor may not go or there is no such screen."""
    door = visit.doors.get(url_path)
    if door is not None:
        asked = {name.replace("_", "-"): value for name, value in choices.items()}
        st.page_link(door, label=f"{escaped(label)} →", query_params=asked)
