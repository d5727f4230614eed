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

from documents.typefaces import FAMILY, drawable, folder
from documents.typst_pages import png

VERSION = "6.4"  # of Vega-Lite: Altair's
RESOLUTION = 220  # dots per inch of a PNG where it is printed
KEPT = 64  # pictures of one process


class Undrawable(RuntimeError):
    """A spec that is no chart, asks for data from elsewhere, or has no size."""


def chart_svg(spec: Mapping[str, object]) -> str:
    """The chart as SVG, its letters as text in Roboto. Undrawable where it cannot be drawn."""
    return _svg(_said(spec))


def chart_png(spec: Mapping[str, object], *, width: float) -> bytes:
    """The chart as PNG with RESOLUTION dots per inch where it is printed `width` mm wide.
    Undrawable where it cannot be drawn."""
    return _png(_said(spec), width)


def _said(spec: Mapping[str, object]) -> str:
    try:
        return json.dumps(_on_paper(spec), ensure_ascii=False, sort_keys=True, allow_nan=False)
    except (TypeError, ValueError) as fault:  # what JSON cannot hold: NaN, days
        raise Undrawable(_reason(fault)) from fault


@lru_cache(maxsize=KEPT)
def _svg(said: str) -> str:
    _fonts()
    try:
        drawn = vl_convert.vegalite_to_svg(said, vl_version=VERSION, allowed_base_urls=[])
    except ValueError as fault:
        raise Undrawable(_reason(fault)) from fault
    if min(size_of(drawn)) <= 0:
        raise Undrawable("a picture without a size")
    return drawn


@lru_cache(maxsize=KEPT)
def _png(said: str, width: float) -> bytes:
    return png("picture", {"svg": _svg(said), "width": width}, resolution=RESOLUTION)


def size_of(svg: str) -> tuple[float, float]:
    """Width and height of a picture, in its own pixels; noughts where it says none."""
    tag = svg[: svg.find(">")]
    return _number_in(tag, "width"), _number_in(tag, "height")


def _number_in(tag: str, name: str) -> float:
    value = tag.partition(f' {name}="')[2].partition('"')[0]
    try:
        number = float(value)
    except ValueError:
        return 0.0
    return number if math.isfinite(number) else 0.0


def _on_paper(spec: Mapping[str, object]) -> dict[str, Any]:
    """The spec in ink on white, in Roboto, whatever its own theme says."""
    given = spec.get("config")
    config: dict[str, Any] = dict(given) if isinstance(given, Mapping) else {}
    made: dict[str, Any] = _drawable(
        {**spec, "config": {**config, "font": FAMILY, "background": "white"}}
    )
    return made


def _drawable(value: Any) -> Any:
    """The same with every text as the typeface can draw it."""
    if isinstance(value, str):
        return drawable(value)
    if isinstance(value, Mapping):
        return {drawable(str(name)): _drawable(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_drawable(each) for each in value]
    return value


def _reason(fault: Exception) -> str:
    """What the drawer says, on one line, as far as it helps."""
    return " ".join(str(fault).split())[:300]


@cache
def _fonts() -> None:
    vl_convert.register_font_directory(str(folder()))
