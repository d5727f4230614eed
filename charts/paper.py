"""Pictures for paper: a chart with its data in it, on white, as wide as the text; nothing to
point at or click. States are told apart by shade, dash and word, so black and white will do."""

import json
from typing import Any

import pandas as pd

from charts.labels import PHONE
from charts.shape import build_shape

WIDTH = 640  # pixels: what they stand for on 160 mm of paper reads as 11 points
SCREEN_ONLY = ("params", "tooltip", "cursor")
Spec = dict[str, Any]  # Any: Vega-Lite's JSON


def build_paper_spec(name: str, rows: pd.DataFrame, language: str) -> Spec:
    """The chart `name` of `rows` (what its own rows function gave) as a whole spec."""
    spec = _drop_screen_only(build_shape(name, language).spec)
    if "reach_phone" in rows:  # beside the names there is no more room on paper than on a phone
        rows = rows.assign(reach=rows["reach_phone"])
    data = json.loads(rows.to_json(orient="records", double_precision=10))
    return {
        **spec,
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "background": "#FFFFFF",
        "width": WIDTH,
        "data": {"values": data},
    }


def _drop_screen_only(spec: object) -> Any:  # as above
    """The same without what only a screen has."""
    if isinstance(spec, dict):
        parts = {name: part for name, part in spec.items() if name not in SCREEN_ONLY}
        return {name: _drop_screen_only(part) for name, part in parts.items()}
    if isinstance(spec, list):
        return [_drop_screen_only(part) for part in spec]
    return spec.replace(PHONE, "false") if isinstance(spec, str) else spec
