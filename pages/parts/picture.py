"""Pictures on the page: a chart's cached shape, its rows, and a sentence for who cannot see it."""

import pandas as pd
import streamlit as st

from charts.shape import picture
from pages.parts.visit import Visit


def draw(visit: Visit, name: str, rows: pd.DataFrame, *, alt: str) -> None:
    """The chart `name` of `rows`, what its own rows function gave. `alt` says its message."""
    shape = picture(name, visit.words.language)
    st.vega_lite_chart(rows, shape.spec, alt=alt, width="stretch")
