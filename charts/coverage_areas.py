"""Coverage as shaded areas, where an installation has the communes' boundaries; a circle for
each commune that its file leaves out."""

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt
import pandas as pd

from charts import coverage_map
from charts.palette import LINE, paint
from charts.picking import make_pickable
from charts.theme import stack_layers, start_chart
from locales.words import Words

COLUMNS = {**coverage_map.COLUMNS, "area": "bool"}  # area: its boundary is drawn
FEATURE_COLUMNS = ["label", "code", "band", "coverage", "whole_text", "nobody_text"]
Polygons = Sequence[object]  # rings of longitude and latitude, clockwise
Json = dict[str, Any]  # Any: Vega-Lite's JSON


def build_coverage_areas_rows(
    frame: pd.DataFrame, words: Words, *, codes: Sequence[str] = ()
) -> pd.DataFrame:
    """The rows of the map; those whose `code` is one of `codes` are areas."""
    rows = coverage_map.build_coverage_map_rows(frame, words)
    return rows.assign(area=rows["code"].isin(codes)).astype(COLUMNS)[list(COLUMNS)]


def draw_coverage_areas(words: Words) -> alt.LayerChart:
    """Areas in the shade of their coverage, then circles, the largest gaps by name."""
    base = start_chart(COLUMNS).encode(longitude="longitude:Q", latitude="latitude:Q")
    areas = alt.Chart(alt.InlineData(values=[])).mark_geoshape(strokeWidth=0.8)
    shaded_areas = coverage_map.shade_by_band(areas, words).encode(stroke=alt.value(paint(LINE)))
    circles = coverage_map.shade_by_band(base.mark_circle(size=90, strokeWidth=1.2), words)
    circles_without_area = circles.transform_filter("!datum.area")
    labels = (coverage_map.draw_lines_to_names(base), *coverage_map.draw_names(base))
    layers = (make_pickable(shaded_areas, ("code",)), circles_without_area, *labels)
    drawing: alt.LayerChart = stack_layers(*layers, height=360).project(type="mercator")
    return drawing


def add_areas(spec: Json, rows: pd.DataFrame, areas: Mapping[str, Polygons]) -> Json:
    """`spec` with the areas of `rows` that have one; `spec` itself stays as it is."""
    features = [
        {
            "type": "Feature",
            "geometry": {"type": "MultiPolygon", "coordinates": areas[row["code"]]},
            **{name: row[name] for name in FEATURE_COLUMNS},
        }
        for row in rows[rows["area"]].to_dict("records")
    ]
    first, circles, *labels = spec["layer"]
    without_area = rows[~rows["area"]].dropna(subset=["longitude", "latitude"])
    named = rows[rows["named"] != ""]
    # Streamlit's own frame does not reach the layers once one of them has data of its own.
    return spec | {
        "layer": [
            first | {"data": {"values": features}},
            circles | {"data": {"values": _to_records(without_area)}},
            *[label | {"data": {"values": _to_records(named)}} for label in labels],
        ]
    }


def _to_records(rows: pd.DataFrame) -> list[Json]:
    """Rows as JSON has them: missing is null."""
    plain = rows.astype("object").where(rows.notna(), None)
    return [{str(name): value for name, value in row.items()} for row in plain.to_dict("records")]
