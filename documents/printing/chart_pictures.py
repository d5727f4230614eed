"""Charts as pictures for paper: a whole Vega-Lite spec in, SVG or PNG out.

Letters come from Roboto, and Typst makes dots of the lines, so that a picture is the same
whatever fonts a machine has; nothing is fetched. The same spec gives the same bytes, and is
drawn once a process.
"""

import json
import math
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Any  # Vega-Lite's JSON

import vl_convert

from documents.printing.typefaces import FAMILY, find_font_folder, replace_undrawable_signs
from documents.printing.typst_pages import render_png

VERSION = "6.4"  # of Vega-Lite: Altair's
RESOLUTION = 220  # dots per inch of a PNG where it is printed
CACHED_PICTURES = 64  # pictures of one process


class UndrawableChart(RuntimeError):
    """A spec that is no chart, asks for data from elsewhere, or has no size."""


def draw_svg(spec: Mapping[str, object]) -> str:
    """The chart as SVG, its letters as text in Roboto. Undrawable where it cannot be drawn."""
    return _draw_svg_of(_serialise_spec(spec))


def draw_png(spec: Mapping[str, object], *, width: float) -> bytes:
    """The chart as PNG with RESOLUTION dots per inch where it is printed `width` mm wide.
    Undrawable where it cannot be drawn."""
    return _draw_png_of(_serialise_spec(spec), width)


def _serialise_spec(spec: Mapping[str, object]) -> str:
    try:
        return json.dumps(
            _adapt_to_paper(spec), ensure_ascii=False, sort_keys=True, allow_nan=False
        )
    except (TypeError, ValueError) as fault:  # what JSON cannot hold: NaN, days
        raise UndrawableChart(_format_reason(fault)) from fault


@lru_cache(maxsize=CACHED_PICTURES)
def _draw_svg_of(spec_json: str) -> str:
    _register_fonts()
    try:
        svg = vl_convert.vegalite_to_svg(spec_json, vl_version=VERSION, allowed_base_urls=[])
    except ValueError as fault:
        raise UndrawableChart(_format_reason(fault)) from fault
    if min(measure_svg(svg)) <= 0:
        raise UndrawableChart("a picture without a size")
    return svg


@lru_cache(maxsize=CACHED_PICTURES)
def _draw_png_of(spec_json: str, width: float) -> bytes:
    return render_png(
        "picture", {"svg": _draw_svg_of(spec_json), "width": width}, resolution=RESOLUTION
    )


def measure_svg(svg: str) -> tuple[float, float]:
    """Width and height of a picture, in its own pixels; noughts where it says none."""
    tag = svg[: svg.find(">")]
    return _read_number(tag, "width"), _read_number(tag, "height")


def _read_number(tag: str, name: str) -> float:
    value = tag.partition(f' {name}="')[2].partition('"')[0]
    try:
        number = float(value)
    except ValueError:
        return 0.0
    return number if math.isfinite(number) else 0.0


def _adapt_to_paper(spec: Mapping[str, object]) -> dict[str, Any]:
    """The spec in ink on white, in Roboto, whatever its own theme says."""
    own_config = spec.get("config")
    config: dict[str, Any] = dict(own_config) if isinstance(own_config, Mapping) else {}
    spec_on_paper: dict[str, Any] = _replace_undrawable_signs(
        {**spec, "config": {**config, "font": FAMILY, "background": "white"}}
    )
    return spec_on_paper


def _replace_undrawable_signs(value: Any) -> Any:
    """The same with every text as the typeface can draw it."""
    if isinstance(value, str):
        return replace_undrawable_signs(value)
    if isinstance(value, Mapping):
        return {
            replace_undrawable_signs(str(name)): _replace_undrawable_signs(item)
            for name, item in value.items()
        }
    if isinstance(value, list | tuple):
        return [_replace_undrawable_signs(item) for item in value]
    return value


def _format_reason(fault: Exception) -> str:
    """What the drawer says, on one line, as far as it helps."""
    return " ".join(str(fault).split())[:300]


@cache
def _register_fonts() -> None:
    vl_convert.register_font_directory(str(find_font_folder()))
