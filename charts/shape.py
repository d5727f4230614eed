"""Pictures: each chart's shape, built once per language; the data is sent apart.

st.vega_lite_chart(completion_rows(frame, words), picture("completion", language).spec)
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import altair as alt

from charts import (
    amounts,
    arrivals,
    causes,
    completion,
    coverage_areas,
    coverage_list,
    coverage_map,
    lengths,
    matrix,
    moved,
    small_multiples,
    timeliness,
    trend,
)
from charts.theme import dressed
from locales.words import Words, words_in

Draw = Callable[[Words], alt.LayerChart]

DRAWINGS: Mapping[str, tuple[Draw, Mapping[str, str]]] = {
    "completion": (completion.completion_drawing, completion.COLUMNS),
    "coverage_map": (coverage_map.coverage_map_drawing, coverage_map.COLUMNS),
    "coverage_areas": (coverage_areas.coverage_areas_drawing, coverage_areas.COLUMNS),
    "coverage_list": (coverage_list.coverage_list_drawing, coverage_list.COLUMNS),
    "timeliness": (timeliness.timeliness_drawing, timeliness.COLUMNS),
    "arrivals": (arrivals.arrivals_drawing, arrivals.COLUMNS),
    "lengths": (lengths.lengths_drawing, lengths.COLUMNS),
    "matrix": (matrix.matrix_drawing, matrix.COLUMNS),
    "small_multiples": (small_multiples.small_multiples_drawing, small_multiples.COLUMNS),
    "amounts": (amounts.amounts_drawing, amounts.COLUMNS),
    "moved": (moved.moved_drawing, moved.COLUMNS),
    "causes": (causes.causes_drawing, causes.COLUMNS),
    "trend": (trend.trend_drawing, trend.COLUMNS),
}


@dataclass(frozen=True)
class Picture:
    """A Vega-Lite spec without data, and the columns its rows function gives it."""

    spec: dict[str, Any]  # Any: Vega-Lite's JSON. Read only: it is shared by all readers
    columns: tuple[str, ...]


@cache
def picture(name: str, language: str) -> Picture:
    """The shape of the chart `name` in `language`; KeyError for a name not in DRAWINGS."""
    draw, columns = DRAWINGS[name]
    words = words_in(language)
    spec = dressed(draw(words), words.language).to_dict()
    for data in ("data", "datasets", "$schema"):
        spec.pop(data, None)
    return Picture(spec, tuple(columns))
