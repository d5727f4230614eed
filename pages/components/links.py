"""Ways on to another screen, with the choices it should open with and those of the header, so
that a link opened in a tab of its own, or copied, shows the same."""

from collections.abc import Mapping

import streamlit as st

from locales.texts import escape_markdown
from pages.components.visit import Visit
from pages.components.visit_from import DAY, ISSUE, LANGUAGE, ROLE, STRUCTURE, YEAR

HEADER = (LANGUAGE, YEAR, DAY, STRUCTURE, ISSUE, ROLE)


def show_link(visit: Visit, url_path: str, label: str, **choices: str) -> None:
    """A link with `label`; nothing where the visitor may not go or there is no such screen."""
    page = visit.pages.get(url_path)
    if page is not None:
        st.page_link(page, label=f"{escape_markdown(label)} →", query_params=_build_query(choices))


def show_link_button(visit: Visit, url_path: str, label: str, **choices: str) -> None:
    """The same as a button, where it is what is to be done next."""
    page = visit.pages.get(url_path)
    if page is not None and st.button(
        escape_markdown(label), type="primary", key=f"way-{url_path}"
    ):
        st.switch_page(page, query_params=_build_query(choices))


def _build_query(choices: Mapping[str, str]) -> dict[str, str]:
    """The header's choices, and those that the screen should open with."""
    query = {name: st.query_params[name] for name in HEADER if name in st.query_params}
    return query | {name.replace("_", "-"): value for name, value in choices.items()}
