"""Pictures on the page: a chart's cached shape, its rows, a sentence with its figures for who
cannot see it, and the same in a table that a keyboard reaches."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any
from zlib import crc32

import pandas as pd
import streamlit as st

from charts.picking import PICKED
from charts.readings import reading
from charts.shape import picture
from pages.parts.kept import Kept, Same
from pages.parts.notes import note
from pages.parts.picked import Codes, mark_picked
from pages.parts.tables import written_table
from pages.parts.visit import Visit

READ = Kept(256)
MOST_ROWS = 150  # of a picture: a nation's communes are read in the table


@dataclass(frozen=True)
class Pick:
    """What a click on a bar or cell does: `act` gets the codes of what was picked, by these
    `fields`."""

    key: str
    act: Callable[[Codes], None]
    fields: tuple[str, ...] = ("code",)

    def chosen(self) -> None:
        """The chart was clicked."""
        codes = mark_picked(self.key, self.fields)
        if codes is not None:
            self.act(codes)


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
    drawn = Drawn(name, picture(name, language).spec) if isinstance(name, str) else name
    said = partial(reading, drawn.name, rows, visit.words)
    read = READ.get((Same(rows), drawn.name, language), said)
    st.vega_lite_chart(
        rows,
        drawn.spec,
        alt=f"{alt} {read.sentence}".strip(),
        width="stretch",
        **_selecting(pick),
    )
    if listed and len(read.table):
        with st.expander(visit.words.say("chart.table")):
            written_table(visit.words, read.table, key=f"read-{drawn.name}-{crc32(alt.encode())}")


def first_ones(visit: Visit, count: int) -> None:
    """Say that a picture has the first of `count` rows only, where it has."""
    if count > MOST_ROWS:
        note(visit.words.say("notes.first_ones", most=MOST_ROWS, count=count))


def _selecting(pick: Pick | None) -> dict[str, Any]:  # Any: options of st.vega_lite_chart
    if pick is None:
        return {}
    return {"key": pick.key, "on_select": pick.chosen, "selection_mode": PICKED}
