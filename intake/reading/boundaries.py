"""Boundaries: a file of areas an installation supplies, in GeoJSON or TopoJSON, by unit code.

It only draws a map, so nothing of it is kept: it is read where it lies. Whatever is wrong with
it is one Unfit, with a code that has a sentence.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

Json = Any  # what json.loads gives; every step below asks before it believes
Point = tuple[float, float]
Ring = list[Point]
Polygons = list[list[Ring]]

MOST_BYTES = 20 * 1024 * 1024
GRID = 250  # steps in a degree, about 400 metres: a point of a screen
CODE_DIGITS = 5


class Unfit(ValueError):
    """The file cannot draw the map: unreadable, no_areas, not_degrees or no_codes."""


@dataclass(frozen=True)
class Area:
    """One feature: every text that may be its unit's code, and its polygons, clockwise."""

    names: frozenset[str]
    polygons: Polygons


def parse_areas(content: bytes) -> list[Area]:
    """The areas of a file, WGS84 degrees. Raises Unfit."""
    if len(content) > MOST_BYTES:
        raise Unfit("unreadable")
    try:
        document = json.loads(content)
        areas = [_build_area(*feature) for feature in _iter_features(document)]
    except (ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError) as fault:
        if isinstance(fault, Unfit):
            raise
        raise Unfit("unreadable") from fault
    areas = [area for area in areas if area.polygons]
    if not areas:
        raise Unfit("no_areas")
    return areas


def match_areas(areas: Sequence[Area], codes: Sequence[str]) -> dict[str, Polygons]:
    """The polygons of each of `codes` that the file has, by the official code alone.

    Raises Unfit("no_codes") where it has none of them.
    """
    wanted = set(codes)
    polygons_by_code: dict[str, Polygons] = {}
    for area in areas:
        for code in sorted(area.names & wanted):
            polygons_by_code.setdefault(code, []).extend(area.polygons)
    if not polygons_by_code:
        raise Unfit("no_codes")
    return polygons_by_code


def _iter_features(document: Json) -> Iterator[tuple[Json, Polygons]]:
    """Each feature's own facts and its rings as the file writes them."""
    if document["type"] == "Topology":
        arcs = _decode_arcs(document)
        for holder in document["objects"].values():
            for feature in holder.get("geometries", [holder]):
                yield feature, _build_polygons(feature["type"], feature.get("arcs", []), arcs)
        return
    for feature in document["features"]:
        shape = feature["geometry"]
        yield (
            feature,
            [] if shape is None else _build_polygons(shape["type"], shape["coordinates"], None),
        )


def _decode_arcs(topology: Json) -> list[Ring]:
    """The arcs of a topology as points: quantised ones are steps from the one before."""
    transform = topology.get("transform")
    if transform is None:
        return [[(float(x), float(y)) for x, y, *_ in arc] for arc in topology["arcs"]]
    (scale_x, scale_y), (left, low) = transform["scale"], transform["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x, y, points = 0, 0, []
        for step_x, step_y, *_ in arc:
            x, y = x + step_x, y + step_y
            points.append((x * scale_x + left, y * scale_y + low))
        arcs.append(points)
    return arcs


def _build_polygons(kind: str, coordinates: Json, arcs: list[Ring] | None) -> Polygons:
    """The polygons of one shape; a point or a line is no area."""
    if kind not in ("Polygon", "MultiPolygon"):
        return []
    polygons = [coordinates] if kind == "Polygon" else coordinates
    return [[_build_ring(ring, arcs) for ring in polygon] for polygon in polygons]


def _build_ring(coordinates: Json, arcs: list[Ring] | None) -> Ring:
    if arcs is None:
        return [(float(x), float(y)) for x, y, *_ in coordinates]
    points: Ring = []
    for number in coordinates:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        points += arc[1:] if points else arc
    return points


def _build_area(feature: Json, polygons: Polygons) -> Area:
    facts = [feature.get("id"), *(feature.get("properties") or {}).values()]
    names = {str(fact).strip() for fact in facts if isinstance(fact, str | int)}
    names |= {name.zfill(CODE_DIGITS) for name in names if name.isdigit()}
    normalised = [
        [_normalise_ring(ring, hole=place > 0) for place, ring in enumerate(polygon)]
        for polygon in polygons
    ]
    valid = [[ring for ring in polygon if len(ring) > 3] for polygon in normalised]
    return Area(frozenset(names), [polygon for polygon in valid if polygon])


def _normalise_ring(ring: Ring, *, hole: bool) -> Ring:
    """The ring on the grid, closed, clockwise (a hole the other way): as the map draws it."""
    if not all(-180 <= x <= 180 and -90 <= y <= 90 for x, y in ring):
        raise Unfit("not_degrees")
    points: Ring = []
    for x, y in [*ring, *ring[:1]]:
        point = (round(x * GRID) / GRID, round(y * GRID) / GRID)
        if points and points[-1] == point:
            continue
        if len(points) > 1 and _measure_turn(points[-2], points[-1], point) == 0:
            points.pop()  # in one line with its neighbours
        points.append(point)
    area = sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(points))
    return points[::-1] if (area > 0) != hole else points


def _measure_turn(first: Point, second: Point, third: Point) -> float:
    """Positive where `third` is left of the line from `first` to `second`, negative where right,
    nought where on it."""
    across = (second[0] - first[0]) * (third[1] - second[1])
    return round(across - (second[1] - first[1]) * (third[0] - second[0]), 9)
