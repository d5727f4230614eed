"""Boundary files as offices find them: two formats, any winding, wrong ones named."""

import json
from itertools import pairwise
from typing import Any

import pytest

from intake.reading.boundaries import Unfit, match_areas, parse_areas

SQUARE = [[105.0, 22.0], [106.0, 22.0], [106.0, 23.0], [105.0, 23.0], [105.0, 22.0]]
HOLE = [[105.2, 22.2], [105.4, 22.2], [105.4, 22.4], [105.2, 22.4], [105.2, 22.2]]
Json = Any


def geojson(*rings: Json, code: object = "01273", **facts: object) -> bytes:
    shape = {"type": "Polygon", "coordinates": [*rings]}
    feature = {"type": "Feature", "properties": {"code": code, **facts}, "geometry": shape}
    return json.dumps({"type": "FeatureCollection", "features": [feature]}).encode()


def topojson() -> bytes:
    """The square as two arcs of steps on a grid of 0,01 degrees, the second read backwards."""
    shape = {"type": "Polygon", "arcs": [[0, -2]], "id": "01273"}
    return json.dumps(
        {
            "type": "Topology",
            "transform": {"scale": [0.01, 0.01], "translate": [105, 22]},
            "arcs": [[[0, 0], [100, 0], [0, 100]], [[0, 0], [0, 100], [100, 0]]],
            "objects": {"communes": {"type": "GeometryCollection", "geometries": [shape]}},
        }
    ).encode()


def turns_left(ring: list[tuple[float, float]]) -> bool:
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring)) > 0


@pytest.mark.parametrize("content", [geojson(SQUARE), geojson(SQUARE[::-1]), topojson()])
def test_either_format_and_winding_gives_the_same_area(content: bytes) -> None:
    ((ring,),) = match_areas(parse_areas(content), ["01273"])["01273"]
    assert set(ring) == {(105.0, 22.0), (106.0, 22.0), (106.0, 23.0), (105.0, 23.0)}
    assert ring[0] == ring[-1]
    assert not turns_left(ring)  # what the map fills is inside


def test_a_hole_turns_the_other_way() -> None:
    ((outer, hole),) = match_areas(parse_areas(geojson(SQUARE, HOLE)), ["01273"])["01273"]
    assert (turns_left(outer), turns_left(hole)) == (False, True)


@pytest.mark.parametrize("code", ["01273", 1273, "1273", " 01273 "])
def test_the_official_code_is_found_with_or_without_its_nought(code: object) -> None:
    assert set(match_areas(parse_areas(geojson(SQUARE, code=code)), ["01273"])) == {"01273"}


METRES = [[x * 100_000, y * 100_000] for x, y in SQUARE]
POINT = {"type": "Feature", "properties": {}, "geometry": {"type": "Point", "coordinates": [1, 2]}}


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", "unreadable"),
        (b"PK\x03\x04 a shapefile in a zip", "unreadable"),
        (b"[]", "unreadable"),
        (b'{"type": "FeatureCollection"}', "unreadable"),
        (b'{"type": "FeatureCollection", "features": [3]}', "unreadable"),
        (b'{"type": "Topology", "arcs": [], "objects": {"a": {"type": "Polygon", "arcs": [[7]]}}}',
         "unreadable"),
        (b"[" * 100_000, "unreadable"),
        (json.dumps({"type": "FeatureCollection", "features": [POINT]}).encode(), "no_areas"),
        (geojson(METRES), "not_degrees"),
        (geojson([[float("nan"), 22.0], *SQUARE]), "not_degrees"),
        (geojson(SQUARE, code="99999"), "no_codes"),
    ],
)  # fmt: skip
def test_a_wrong_file_is_named_for_what_it_is(content: bytes, fault: str) -> None:
    with pytest.raises(Unfit, match=fault):
        match_areas(parse_areas(content), ["01273"])
