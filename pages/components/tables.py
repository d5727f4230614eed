"""Tables: columns by the names of their facts, headed in the reader's language; a phone gets
each as a list, or, where a row opens something, by its name and what matters most."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Literal

import pandas as pd
import streamlit as st
from pandas.api.types import is_numeric_dtype

from locales.numbers import round_share
from locales.words import Words
from pages.components.cache import once
from pages.components.clicks import find_clicked_row
from pages.components.row_lists import DAYS, MOST, PLAIN, SHARES, format_facts, format_rows
from pages.components.visit import Visit

TALLEST = 460  # pixels, then it scrolls within itself
ROW, THUMB, WRAPPED, TALL = 35, 44, 66, 92  # pixels; a text wraps in rows of more than 64
PRINTED = 100  # rows of a list on paper
NARROW = 112  # pixels: a bar with its figure stands beside a name on a phone
WIDTHS: Mapping[str, Literal["medium", "large"] | int] = {
    "unit": 150,
    "commune": 150,
    "task": "large",
    "full_name": "large",
    "part": "large",
}
ON_A_PHONE: Mapping[int, Mapping[str, int]] = {  # columns → the width of each, of 310 pixels
    2: {"unit": 150, "commune": 150},
    3: {"unit": 104, "part": 104, "state": 102},
}
LINE = 20  # letters of a name on one line of those
COUNTS = frozenset({"quantity", "value_vnd", "count", "addresses", "nobody", "several", "given"})
DAY = {"vi": "DD/MM/YYYY", "en": "D MMM YYYY"}  # as elsewhere in the language
Options = dict[str, Any]  # Any: options of st.dataframe, whose overloads take no optional ones


@dataclass(frozen=True)
class Opening:
    """What a row opens: `act` gets its place; on a phone it shows `essential` columns only."""

    act: Callable[[int], None]
    essential: tuple[str, ...]


def show_table(
    visit: Visit,
    frame: pd.DataFrame,
    *,
    key: str,
    opening: Opening | None = None,
    tallest: int = TALLEST,
) -> None:
    """`frame` with the columns it has, as text, numbers, days and bars. `key` tells it from the
    other tables of the page. What is taller than `tallest` pixels scrolls within itself."""
    if opening is not None:
        _show_choosable(visit, frame, opening, key=key, tallest=tallest)
        return
    prepared, columns = once(_prepare_frame, frame, visit.words)
    options = {"column_config": columns, "height": _compute_height(frame, ROW, tallest)}
    _show_grid(prepared, key=key, options=options)
    if len(frame) <= MOST:
        _show_list(_format_list(visit, frame, MOST), key=f"phone-{key}")
    else:  # more of it is on paper than a phone has
        _show_list(_format_list(visit, frame, MOST), key=f"phone-short-{key}")
        _show_list(_format_list(visit, frame, PRINTED), key=f"paper-{key}")


def show_written_table(
    words: Words,
    frame: pd.DataFrame,
    *,
    key: str,
    options: Options | None = None,
    headings: Mapping[str, str] | None = None,
) -> None:
    """`frame` of texts and numbers, headed as it is unless by `headings`; `options` are those
    of st.dataframe."""
    column_headings = headings or {str(name): str(name) for name in frame}
    _show_grid(frame, key=key, options=options or {})
    _show_list(
        once(_format_written, frame, tuple(column_headings.items()), words), key=f"phone-{key}"
    )


def _format_written(
    frame: pd.DataFrame, headings: tuple[tuple[str, str], ...], words: Words
) -> str:
    return format_rows(frame, dict(headings), words)


def _show_grid(frame: pd.DataFrame, *, key: str, options: Options) -> None:
    with st.container(key=f"wide-{key}"):
        st.dataframe(frame, **{"hide_index": True, "placeholder": "", **options})


def _show_list(text: str, *, key: str) -> None:
    """The list that a phone or a sheet shows in place of the grid."""
    with st.container(key=key):
        st.markdown(text)


def _show_choosable(
    visit: Visit, frame: pd.DataFrame, opening: Opening, *, key: str, tallest: int
) -> None:
    """The grid and the narrow one, a row of either to be chosen."""
    wide_frame, columns = once(_prepare_frame, frame, visit.words)
    slim = once(_narrow_frame, frame, opening.essential, visit.words)
    sizes: Sequence[tuple[str, pd.DataFrame, dict[str, Any], int, str]] = (
        ("wide", wide_frame, columns, ROW, key),
        ("phone", *slim, f"{key}-on-phone"),
    )
    for width, frame_part, config, row, number in sizes:
        with st.container(key=f"{width}-chosen-{key}"):
            st.dataframe(
                frame_part,
                hide_index=True,
                height=_compute_height(frame, row, tallest),
                row_height=row,
                column_config=config,
                placeholder="",
                key=number,
                on_select=partial(_run_opening, number, opening, len(frame)),
                selection_mode="single-row",
            )
    # On paper, what scrolls on a screen is printed whole.
    _show_list(_format_list(visit, frame, PRINTED), key=f"paper-{key}")


def _narrow_frame(
    frame: pd.DataFrame, essential: tuple[str, ...], words: Words
) -> tuple[pd.DataFrame, dict[str, Any], int]:
    """What a phone shows of a grid, its columns, and how tall a row is."""
    prepared, columns = once(_prepare_frame, frame, words)
    widths = ON_A_PHONE[len(essential)]
    narrow_columns = {
        name: {**columns[name], "width": widths.get(name, NARROW)} for name in essential
    }
    long = prepared[essential[0]].astype("str").str.len().max() > LINE
    tall = TALL if len(essential) > 2 else WRAPPED if long else THUMB
    return prepared[list(essential)], narrow_columns, tall


def _format_list(visit: Visit, frame: pd.DataFrame, most: int) -> str:
    return once(format_facts, frame, visit.words, most=most)


def _run_opening(number: str, opening: Opening, among: int) -> None:
    place = find_clicked_row(number, among)
    if place is not None:
        opening.act(place)


def _compute_height(frame: pd.DataFrame, row: int, tallest: int) -> int:
    return min(tallest, row * len(frame) + ROW + 3)


def _prepare_frame(frame: pd.DataFrame, words: Words) -> tuple[pd.DataFrame, dict[str, Any]]:
    """The frame as it is sent, and its columns."""
    shares = {name: frame[name].map(round_share) for name in SHARES & {*frame.columns}}
    text_columns = {name for name in COUNTS & {*frame.columns} if not is_numeric_dtype(frame[name])}
    columns = {
        name: _build_column(name, words, is_text=name in text_columns) for name in frame.columns
    }
    return frame.assign(**shares), columns


def _build_column(name: str, words: Words, *, is_text: bool) -> Any:  # Any: of st.dataframe
    """`is_text`: its counts are words, which a column of numbers would mark as wrong."""
    config, heading = st.column_config, words.say(f"column.{name}")
    if name in SHARES:
        return config.ProgressColumn(
            heading, format="percent", min_value=0, max_value=1, width=NARROW
        )
    if name in DAYS:
        return config.DateColumn(heading, format=DAY[words.language])
    if name in PLAIN:
        return config.NumberColumn(heading, format="%d", width="small")
    if name in WIDTHS:
        return config.TextColumn(heading, width=WIDTHS[name])
    if name in COUNTS and not is_text:
        return config.NumberColumn(heading, format="localized")
    return config.Column(heading)
