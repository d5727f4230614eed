"""Pictures: each chart's shape, built once per language; the data is sent apart.

st.vega_lite_chart(build_completion_rows(frame, words), build_shape("completion", language).spec)
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
)
from charts.theme import apply_theme
from locales.words import Words, words_in

Draw = Callable[[Words], alt.LayerChart]

DRAWINGS: Mapping[str, tuple[Draw, Mapping[str, str]]] = {
    "completion": (completion.draw_completion, completion.COLUMNS),
    "coverage_map": (coverage_map.draw_coverage_map, coverage_map.COLUMNS),
    "coverage_areas": (coverage_areas.draw_coverage_areas, coverage_areas.COLUMNS),
    "coverage_list": (coverage_list.draw_coverage_list, coverage_list.COLUMNS),
    "timeliness": (timeliness.draw_timeliness, timeliness.COLUMNS),
    "arrivals": (arrivals.draw_arrivals, arrivals.COLUMNS),
    "lengths": (lengths.draw_lengths, lengths.COLUMNS),
    "matrix": (matrix.draw_matrix, matrix.COLUMNS),
    "small_multiples": (small_multiples.draw_small_multiples, small_multiples.COLUMNS),
    "amounts": (amounts.draw_amounts, amounts.COLUMNS),
    "moved": (moved.draw_moved, moved.COLUMNS),
    "causes": (causes.draw_causes, causes.COLUMNS),
}


@dataclass(frozen=True)
class ChartShape:
    """A Vega-Lite spec without data, and the columns its rows function gives it."""

    spec: dict[str, Any]  # Any: Vega-Lite's JSON. Read only: it is shared by all readers
    columns: tuple[str, ...]


@cache
def build_shape(name: str, language: str) -> ChartShape:
    """The shape of the chart `name` in `language`; KeyError for a name not in DRAWINGS."""
    draw, columns = DRAWINGS[name]
    words = words_in(language)
    spec = apply_theme(draw(words), words.language).to_dict()
    for data in ("data", "datasets", "$schema"):
        spec.pop(data, None)
    return ChartShape(spec, tuple(columns))
