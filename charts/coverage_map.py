"""Coverage on the map: a circle at each commune's centre, as large as it has addresses, as
deep as it is covered; dashed and empty where there is no register, or where the counts are
too small to be told."""

from itertools import pairwise

import altair as alt
import pandas as pd

from charts.coverage_list import format_shares
from charts.map_names import add_names
from charts.palette import COVERAGE, LINE, PRIMARY, ink, paint
from charts.picking import make_pickable
from charts.readings import build_tooltip
from charts.states import DASH, SOLID, encode_look
from charts.theme import LABEL, stack_layers, start_chart
from locales.words import Words

COLUMNS = {
    "label": "str",
    "code": "str",  # what a click on the circle tells the page
    "longitude": "float64",
    "latitude": "float64",
    "size": "float64",  # addresses; a commune without a register is drawn at a fixed size
    "band": "str",
    "named": "str",  # only where most addresses have nobody
    "name_longitude": "float64",  # where the name stands
    "name_latitude": "float64",
    "line_end": "float64",  # of the line from the circle to its name
    "coverage": "str",
    "whole_text": "str",
    "nobody_text": "str",
}
EDGES = (0.5, 0.75, 0.9)  # shares where the shade deepens; ours, not official
DOTS = [1, 3]
SIZE = alt.Size("size:Q", legend=None, scale=alt.Scale(range=[25, 620], zero=True))
IS_NAMED = "datum.named !== ''"
PAPER = alt.ExprRef("background")


def build_coverage_map_rows(frame: pd.DataFrame, words: Words) -> pd.DataFrame:
    """A row per commune with a centre point, the largest first so that none is hidden.

    `frame` is an answer of `coverage` by commune with `label`, `lat` and `lon` added; `code`,
    `hidden` (its counts may not be told), `silent` (nobody has reported its help), `whole_text`
    and `nobody_text` where there are any.
    """
    defaults: dict[str, str | bool | list[str]] = {"code": "", "hidden": False, "silent": False}
    for name in ("whole", "nobody"):
        defaults[f"{name}_text"] = [words.say("number.count", value=count) for count in frame[name]]
    frame = frame.assign(**{name: value for name, value in defaults.items() if name not in frame})
    placed = frame.dropna(subset=["lat", "lon"])
    whole = placed["whole"].astype("float64")
    rows = placed.assign(
        longitude=placed["lon"],
        latitude=placed["lat"],
        size=whole.fillna(whole.median() if whole.notna().any() else 1),
        band=_classify_shares(placed, words),
        coverage=format_shares(placed, words),
    )
    ordered = add_names(rows).sort_values("size", ascending=False, ignore_index=True)
    return ordered.astype(COLUMNS)[list(COLUMNS)]


def draw_coverage_map(words: Words) -> alt.LayerChart:
    """Circles on a Mercator map fitted to them, the largest gaps by name."""
    base = start_chart(COLUMNS).encode(longitude="longitude:Q", latitude="latitude:Q")
    circles = make_pickable(
        shade_by_band(base.mark_circle(opacity=0.92, strokeWidth=1.2), words), ("code",)
    )
    sized = circles.encode(size=SIZE)
    rings = base.transform_filter(IS_NAMED).mark_circle(fillOpacity=0, stroke=ink(), strokeWidth=2)
    ringed = rings.encode(size=SIZE)
    layers = (draw_lines_to_names(base), sized, ringed, *draw_names(base))
    drawing: alt.LayerChart = stack_layers(*layers, height=360).project(type="mercator")
    return drawing


def shade_by_band(mark: alt.Chart, words: Words) -> alt.Chart:
    """`mark` in the shade of its column `band`; an outline where there is none to tell."""
    legend = alt.Legend(title=words.say("chart.coverage.share"), symbolType="circle")
    fills = [*(paint(shade) for shade in COVERAGE), *["transparent"] * 3]
    edges = [*(paint(PRIMARY) for _ in COVERAGE), paint(PRIMARY), paint(LINE), paint(LINE)]
    dashes = [*(SOLID for _ in COVERAGE), DOTS, SOLID, DASH]
    looks = (fills, edges, dashes)
    shaded = encode_look(mark, "band:N", _list_band_labels(words), looks, legend=legend)
    return shaded.encode(tooltip=build_tooltip("coverage_map", words))


def draw_lines_to_names(base: alt.Chart) -> alt.Chart:
    """From the place of each named commune to its name."""
    lines = base.transform_filter(IS_NAMED).mark_rule(color=ink(), strokeWidth=1)
    drawing: alt.Chart = lines.encode(longitude2="name_longitude:Q", latitude2="line_end:Q")
    return drawing


def draw_names(base: alt.Chart) -> tuple[alt.Chart, alt.Chart]:
    """The names of the largest gaps, on paper."""
    name = base.encode(text="named:N", longitude="name_longitude:Q", latitude="name_latitude:Q")
    halo = name.mark_text(fontSize=LABEL, fontWeight="bold", stroke=PAPER, strokeWidth=3)
    return halo, name.mark_text(fontSize=LABEL, fontWeight="bold", color=ink())


def _list_band_labels(words: Words) -> list[str]:
    """The bands of coverage from low to high in words, then too small to tell, then help that
    nobody has reported, then no data."""
    return [
        words.say("chart.coverage.under", edge=EDGES[0]),
        *(words.say("chart.coverage.between", low=low, high=high) for low, high in pairwise(EDGES)),
        words.say("chart.coverage.from", edge=EDGES[-1]),
        *(words.say(f"chart.coverage.{why}") for why in ("hidden", "unreported", "no_data")),
    ]


def _classify_shares(frame: pd.DataFrame, words: Words) -> pd.Series:
    *share_labels, hidden, unreported, no_data = _list_band_labels(words)
    share = frame["share"].astype("float64")
    bands = pd.cut(share, [0, *EDGES, float("inf")], right=False, labels=share_labels)
    names = bands.astype("str").where(share.notna(), no_data)
    names = names.mask(share.isna() & frame["silent"].astype("bool"), unreported)
    return names.mask(share.isna() & frame["hidden"].astype("bool"), hidden)
