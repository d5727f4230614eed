"""Shaded areas where there are boundaries, circles for the rest."""

import json

from charts.coverage_areas import add_areas, build_coverage_areas_rows
from charts.shape import build_shape
from locales.words import words_in
from tests.charts.frames import coverage_answer

VI = words_in("vi")
SQUARE = [[[(105.0, 22.0), (105.0, 23.0), (106.0, 23.0), (105.0, 22.0)]]]


def test_each_commune_is_drawn_once_as_an_area_or_as_a_circle() -> None:
    answer = coverage_answer().assign(code=["A", "B", "C", "D"])
    rows = build_coverage_areas_rows(answer, VI, codes=["A", "D"])
    shape = build_shape("coverage_areas", "vi").spec
    spec = add_areas(shape, rows, {"A": SQUARE, "D": SQUARE})
    areas, circles, *names = [layer["data"]["values"] for layer in spec["layer"]]
    assert {one["code"]: one["band"] for one in areas} == {
        "A": "dưới 50\u00a0%",
        "D": "chưa có số liệu",
    }
    assert {one["code"] for one in circles} == {"B", "C"}
    assert {one["named"] for one in names[0]} == {"P. Thục Phán", "X. Hạ Lang"}
    assert "Thục Phán" not in json.dumps(shape, ensure_ascii=False)  # it is shared: kept empty
