"""Tables: columns by the names of their facts, headed in the reader's language."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Literal

import pandas as pd
import streamlit as st

from locales.words import Words
from pages.parts.kept import Kept, Same
from pages.parts.visit import Visit

TALLEST = 460  # pixels, then it scrolls within itself
ROW = 35
PREPARED = Kept(256)  # a frame that is shared is prepared once
PLAIN = frozenset({"row", "year"})
DAYS = frozenset({"received_on", "due_on", "reminded_on", "promised_on", "last_review"})
NARROW = 112  # pixels: a bar with its figure stands beside a name on a phone
WIDTHS: Mapping[str, Literal["medium", "large"] | int] = {
    "unit": 150,
    "task": "large",
    "part": "large",
}
COUNTS = frozenset({"quantity", "value_vnd", "count", "addresses", "nobody", "several"})
SHARES = frozenset({"share", "share_before"})


def table(
    visit: Visit,
    frame: pd.DataFrame,
    *,
    key: str | None = None,
    on_select: Callable[[], None] | None = None,
    tallest: int = TALLEST,
) -> None:
    """`frame` with the columns it has, as text, numbers, days and bars; rows may be chosen.
    What is taller than `tallest` pixels scrolls within itself, and is not printed."""
    prepared = partial(_prepared, frame, visit.words)
    told, columns = PREPARED.get((Same(frame), visit.words.language), prepared)
    height = min(tallest, ROW * (len(frame) + 1) + 3)
    shown: dict[str, Any] = {  # the overloads of st.dataframe take no optional on_select
        "hide_index": True,
        "height": height,
        "column_config": columns,
        "placeholder": "",
        "key": key,
    }
    if on_select is not None:
        shown |= {"on_select": on_select, "selection_mode": "single-row"}
    st.dataframe(told, **shown)


def _prepared(frame: pd.DataFrame, words: Words) -> tuple[pd.DataFrame, dict[str, Any]]:  # above
    """The frame as it is sent, and its columns."""
    told = frame.assign(**{name: frame[name].round(2) for name in SHARES & {*frame.columns}})
    return told, {name: _column(name, words.say(f"column.{name}")) for name in frame.columns}


def _column(name: str, heading: str) -> Any:  # as above
    config = st.column_config
    if name in SHARES:
        return config.ProgressColumn(
            heading, format="percent", min_value=0, max_value=1, width=NARROW
        )
    if name in DAYS:
        return config.DateColumn(heading, format="DD/MM/YYYY")
    if name in PLAIN:
        return config.NumberColumn(heading, format="%d")
    if name in WIDTHS:
        return config.TextColumn(heading, width=WIDTHS[name])
    if name in COUNTS:
        return config.NumberColumn(heading, format="localized")
    return config.Column(heading)
