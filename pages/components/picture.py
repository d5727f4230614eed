"""Pictures on the page: a chart's cached shape, its rows, a sentence with its figures for who
cannot see it, and the same in a table that a keyboard reaches."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any
from zlib import crc32

import pandas as pd
import streamlit as st

from charts.picking import OPENED, list_clicks
from charts.readings import describe_chart
from charts.shape import build_shape
from pages.components.cache import once
from pages.components.clicks import Codes, find_clicked_mark, find_opened_mark
from pages.components.notes import show_note
from pages.components.tables import show_written_table
from pages.components.visit import Visit

REQUESTED = "certificate-asked"
OF_ALL = {"code": ""}  # the bar of all leads nowhere but to its certificate
MOST_ROWS = 150  # of a picture: a nation's communes are read in the table


@dataclass(frozen=True)
class Pick:
    """What a click does, by the codes of what was clicked (its `fields`): on a bar or cell
    `act`, on a number, or where there is no `act`, `opens`, in the run that follows."""

    key: str
    act: Callable[[Codes], None] | None = None
    opens: Callable[[Codes], None] | None = None
    fields: tuple[str, ...] = ("code",)

    def widget_key(self) -> str:
        """The chart's key: a new one each time it has opened something, since what is clicked
        twice is no change to Streamlit."""
        return f"{self.key}-{st.session_state.get(self._count, 0)}"

    def handle_click(self, widget: str) -> None:
        """The chart drawn under the key `widget` was clicked; a slow server hears of the second
        of two quick clicks when the chart of the first has its new key already."""
        picked, opened = (
            read(widget, self.fields) for read in (find_clicked_mark, find_opened_mark)
        )
        if opened is None and (self.act is None or picked == OF_ALL):
            opened = picked
        if opened is not None and self.opens is not None:
            st.session_state[REQUESTED] = (self.key, opened)
            st.session_state[self._count] = st.session_state.get(self._count, 0) + 1
        elif picked is not None and self.act is not None:
            self.act(picked)

    def open_requested(self) -> None:
        """Open what was asked for just now, if anything."""
        key, codes = st.session_state.get(REQUESTED, ("", {}))
        if key == self.key and self.opens is not None:
            del st.session_state[REQUESTED]
            self.opens(codes)

    @property
    def _count(self) -> str:
        return f"{self.key}-opened"


@dataclass(frozen=True)
class ChartSpec:
    """The chart `name` with a spec that has data of its own in a layer."""

    name: str
    spec: dict[str, Any]  # Any: Vega-Lite's JSON


def draw_chart(
    visit: Visit,
    name: str | ChartSpec,
    rows: pd.DataFrame,
    *,
    alt: str,
    pick: Pick | None = None,
    listed: bool = True,
) -> None:
    """The chart `name` of `rows`, what its own rows function gave. `alt` is its message, the
    figures follow by themselves. `listed` unless the page has the same in a table anyway."""
    language = visit.words.language
    chart = ChartSpec(name, build_shape(name, language).spec) if isinstance(name, str) else name
    chart_reading = once(describe_chart, chart.name, rows, visit.words)
    st.vega_lite_chart(
        rows,
        chart.spec,
        alt=f"{alt} {chart_reading.sentence}".strip(),
        width="stretch",
        **_build_selection(pick, chart.spec),
    )
    if listed and len(chart_reading.table):
        key = f"read-{chart.name}-{crc32(alt.encode())}"
        with st.expander(visit.words.say("chart.table"), key=f"{key}-open"):
            show_written_table(visit.words, chart_reading.table, key=key)
    if pick is not None:
        pick.open_requested()


def note_first_rows(visit: Visit, count: int) -> None:
    """Say that a picture has the first of `count` rows only, where it has."""
    if count > MOST_ROWS:
        show_note(visit.words.say("notes.first_ones", most=MOST_ROWS, count=count))


def _build_selection(pick: Pick | None, spec: dict[str, Any]) -> dict[str, Any]:  # Any: as above
    """The options of st.vega_lite_chart."""
    if pick is None:
        return {}
    unasked = OPENED if pick.opens is None else ""
    modes = [name for name in list_clicks(spec) if name != unasked]
    widget = pick.widget_key()
    return {"key": widget, "on_select": partial(pick.handle_click, widget), "selection_mode": modes}
