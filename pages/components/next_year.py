"""The year after the last period: what would be opened, and a warning until it is done."""

import streamlit as st

from actions.catalogue.next_year import YearToOpen, plan_next_year
from actions.permissions import Verb, may
from locales.texts import escape_markdown
from models.database import reading
from pages.components.cache import once
from pages.components.links import show_link
from pages.components.visit import Visit


def find_next_year(visit: Visit) -> YearToOpen | None:
    """What would be opened; None where there is no period to go on from."""
    return once(_plan_next_year, visit)


def _plan_next_year(visit: Visit) -> YearToOpen | None:
    with reading(visit.engine) as session:
        return plan_next_year(session)


def warn_of_next_year(visit: Visit) -> None:
    """From 1 November on, say to whoever may open the next year that it is not open, and show
    the way there."""
    if visit.issue is not None or not may(visit.actor, Verb.OPEN_YEAR):
        return
    plan = find_next_year(visit)
    if plan is None or visit.today < plan.opens_on:
        return
    words = visit.words
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        warning = words.say("next_year.warning", year=plan.year, day=plan.data_from)
        st.markdown(
            f":orange[:material/event_upcoming:] {escape_markdown(warning)}", width="stretch"
        )
        show_link(visit, "danh-muc", words.say("next_year.go", year=plan.year), phan="ky")
