"""Charts for paper: the same picture everywhere, and words where there is none."""

import io
from itertools import pairwise
from typing import Any

import pytest
from PIL import Image

from charts.palette import MARKS
from documents.printing import chart_pictures
from documents.printing.chart_pictures import UndrawableChart, draw_png, draw_svg, measure_svg
from documents.printing.typefaces import replace_undrawable_signs
from tests.documents.reports import HOSTILE, chart

BAR = {"mark": "bar", "encoding": {"x": {"field": "a", "type": "nominal"}}}
VALUES = {"values": [{"a": "Địa chỉ ẵ ợ Ữ", "b": 1}]}


def forget() -> None:
    chart_pictures._draw_svg_of.cache_clear()
    chart_pictures._draw_png_of.cache_clear()


def test_letters_are_text_in_our_own_typeface() -> None:
    svg = draw_svg(chart("c", 3).spec)
    assert 'font-family="Roboto"' in svg
    assert "Xã Nguyễn Huệ 2" in svg
    assert "sans-serif" not in svg.replace('"Roboto, sans-serif"', "")


def test_a_picture_has_enough_dots_where_it_is_printed() -> None:
    picture = Image.open(io.BytesIO(draw_png(chart("c", 3).spec, width=100)))
    across, down = measure_svg(draw_svg(chart("c", 3).spec))
    assert picture.width >= 100 / 25.4 * 200
    assert picture.width / picture.height == pytest.approx(across / down, rel=0.01)


def test_the_same_spec_gives_the_same_bytes_in_any_order_and_is_drawn_once() -> None:
    spec = dict(chart("c", 3).spec)
    turned = dict(reversed(spec.items()))
    made = []
    for one in (spec, turned):
        forget()
        made.append((draw_svg(one), draw_png(one, width=100)))
    assert made[0] == made[1]
    assert draw_svg(turned) is draw_svg(spec)


def test_its_parts_are_told_apart_in_black_and_white() -> None:
    picture = Image.open(io.BytesIO(draw_png(chart("c", 3).spec, width=100))).convert("L")
    greys = sorted(level for count, level in picture.getcolors(256) or [] if count > 2000)
    assert len(greys) >= 4  # three states and the paper
    assert min(after - before for before, after in pairwise(greys)) > 25


@pytest.mark.parametrize(
    "spec",
    [
        {},
        {"mark": 3},
        {**BAR, "data": {"url": "https://example.invalid/a.csv"}},
        {**BAR, "data": {"url": "/etc/passwd"}},
        {**BAR, "data": {"values": [{"a": float("nan")}]}},
        {**BAR, "data": {"values": [{"a": object()}]}},
    ],
    ids=["empty", "nonsense", "fetched", "a file", "no number", "no JSON"],
)
def test_what_cannot_be_drawn_is_told_in_words(spec: dict[str, Any]) -> None:
    with pytest.raises(UndrawableChart, match=r"\w{3}"):
        draw_svg(spec)


@pytest.mark.parametrize("said", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_name_is_drawn_as_text(said: str) -> None:
    spec = {**BAR, "data": {"values": [{"a": said}]}}
    assert draw_png(spec, width=80).startswith(b"\x89PNG")
    assert "<x>" not in draw_svg(spec)


def test_signs_that_only_some_machines_have_are_replaced() -> None:
    assert replace_undrawable_signs("Ế 😀 漢 A\x00") == "Ế � � A�"
    assert replace_undrawable_signs("".join(MARKS.values())) == "".join(MARKS.values())


def test_system_fonts_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    spec = chart("c", 3).spec
    forget()
    before = draw_svg(spec), draw_png(spec, width=90)
    monkeypatch.setenv("FONTCONFIG_FILE", "/nowhere")
    forget()
    assert (draw_svg(spec), draw_png(spec, width=90)) == before
