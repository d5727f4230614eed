"""Orders: the plan's order of bodies, or the furthest behind first."""

import streamlit as st

from pages.parts.address_bar import chosen, moved, tied
from pages.parts.visit import Visit

ORDER = "xep"
PLAN, SLOWEST = "ke-hoach", "cham"


def chosen_order(visit: Visit) -> str:
    """The order of the address bar, and the switch that changes it."""
    words = visit.words
    order = chosen(ORDER, [PLAN, SLOWEST], PLAN)
    st.segmented_control(
        words.say("agencies.order"),
        [PLAN, SLOWEST],
        format_func=lambda name: words.say(f"agencies.order.{name}"),
        required=True,
        label_visibility="collapsed",
        key=tied(ORDER, order),
        on_change=moved(ORDER),
    )
    return order
