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
from pages.parts.kept import Kept, Same
from pages.parts.notes import note
from pages.parts.picked import Codes, mark_opened, mark_picked
from pages.parts.tables import written_table
from pages.parts.visit import Visit

READ = Kept(256)
ASKED = "certificate-asked"
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

    def widget(self) -> str:
        """The chart's key: a new one each time it has opened something, since what is clicked
        twice is no change to Streamlit."""
        return f"{self.key}-{st.session_state.get(self._count, 0)}"

    def chosen(self, widget: str) -> None:
        """The chart drawn under the key `widget` was clicked; a slow server hears of the second
        of two quick clicks when the chart of the first has its new key already."""
        picked, asked = (read(widget, self.fields) for read in (mark_picked, mark_opened))
        if asked is None and (self.act is None or picked == OF_ALL):
            asked = picked
        if asked is not None and self.opens is not None:
            st.session_state[ASKED] = (self.key, asked)
            st.session_state[self._count] = st.session_state.get(self._count, 0) + 1
        elif picked is not None and self.act is not None:
            self.act(picked)

    def open_asked(self) -> None:
        """Open what was asked for just now, if anything."""
        key, codes = st.session_state.get(ASKED, ("", {}))
        if key == self.key and self.opens is not None:
            del st.session_state[ASKED]
            self.opens(codes)

    @property
    def _count(self) -> str:
        return f"{self.key}-opened"


@dataclass(frozen=True)
class Drawn:
    """The chart `name` with a spec that has data of its own in a layer."""

    name: str
    spec: dict[str, Any]  # Any: Vega-Lite's JSON


def draw(
    visit: Visit,
    name: str | Drawn,
    rows: pd.DataFrame,
    *,
    alt: str,
    pick: Pick | None = None,
    listed: bool = True,
) -> None:
    """The chart `name` of `rows`, what its own rows function gave. `alt` is its message, the
    figures follow by themselves. `listed` unless the page has the same in a table anyway."""
    language = visit.words.language
    drawn = Drawn(name, build_shape(name, language).spec) if isinstance(name, str) else name
    said = partial(describe_chart, drawn.name, rows, visit.words)
    read = READ.get((Same(rows), drawn.name, language), said)
    st.vega_lite_chart(
        rows,
        drawn.spec,
        alt=f"{alt} {read.sentence}".strip(),
        width="stretch",
        **_selecting(pick, drawn.spec),
    )
    if listed and len(read.table):
        key = f"read-{drawn.name}-{crc32(alt.encode())}"
        with st.expander(visit.words.say("chart.table"), key=f"{key}-open"):
            written_table(visit.words, read.table, key=key)
    if pick is not None:
        pick.open_asked()


def first_ones(visit: Visit, count: int) -> None:
    """Say that a picture has the first of `count` rows only, where it has."""
    if count > MOST_ROWS:
        note(visit.words.say("notes.first_ones", most=MOST_ROWS, count=count))


def _selecting(pick: Pick | None, spec: dict[str, Any]) -> dict[str, Any]:  # Any: as above
    """The options of st.vega_lite_chart."""
    if pick is None:
        return {}
    unasked = OPENED if pick.opens is None else ""
    modes = [name for name in list_clicks(spec) if name != unasked]
    widget = pick.widget()
    return {"key": widget, "on_select": partial(pick.chosen, widget), "selection_mode": modes}
