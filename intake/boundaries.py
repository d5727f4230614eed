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


def areas_in(content: bytes) -> list[Area]:
    """The areas of a file, WGS84 degrees. Raises Unfit."""
    if len(content) > MOST_BYTES:
        raise Unfit("unreadable")
    try:
        told = json.loads(content)
        areas = [_area(*one) for one in _features(told)]
    except (ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError) as fault:
        if isinstance(fault, Unfit):
            raise
        raise Unfit("unreadable") from fault
    areas = [area for area in areas if area.polygons]
    if not areas:
        raise Unfit("no_areas")
    return areas


def areas_by_code(areas: Sequence[Area], codes: Sequence[str]) -> dict[str, Polygons]:
    """The polygons of each of `codes` that the file has, by the official code alone.

    Raises Unfit("no_codes") where it has none of them.
    """
    wanted = set(codes)
    found: dict[str, Polygons] = {}
    for area in areas:
        for code in sorted(area.names & wanted):
            found.setdefault(code, []).extend(area.polygons)
    if not found:
        raise Unfit("no_codes")
    return found


def _features(told: Json) -> Iterator[tuple[Json, Polygons]]:
    """Each feature's own facts and its rings as the file writes them."""
    if told["type"] == "Topology":
        arcs = _arcs(told)
        for holder in told["objects"].values():
            for one in holder.get("geometries", [holder]):
                yield one, _polygons(one["type"], one.get("arcs", []), arcs)
        return
    for one in told["features"]:
        shape = one["geometry"]
        yield one, [] if shape is None else _polygons(shape["type"], shape["coordinates"], None)


def _arcs(told: Json) -> list[Ring]:
    """The arcs of a topology as points: quantised ones are steps from the one before."""
    transform = told.get("transform")
    if transform is None:
        return [[(float(x), float(y)) for x, y, *_ in arc] for arc in told["arcs"]]
    (scale_x, scale_y), (left, low) = transform["scale"], transform["translate"]
    arcs = []
    for arc in told["arcs"]:
        x, y, points = 0, 0, []
        for step_x, step_y, *_ in arc:
            x, y = x + step_x, y + step_y
            points.append((x * scale_x + left, y * scale_y + low))
        arcs.append(points)
    return arcs


def _polygons(kind: str, told: Json, arcs: list[Ring] | None) -> Polygons:
    """The polygons of one shape; a point or a line is no area."""
    if kind not in ("Polygon", "MultiPolygon"):
        return []
    polygons = [told] if kind == "Polygon" else told
    return [[_ring(ring, arcs) for ring in polygon] for polygon in polygons]


def _ring(told: Json, arcs: list[Ring] | None) -> Ring:
    if arcs is None:
        return [(float(x), float(y)) for x, y, *_ in told]
    points: Ring = []
    for number in told:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        points += arc[1:] if points else arc
    return points


def _area(told: Json, polygons: Polygons) -> Area:
    facts = [told.get("id"), *(told.get("properties") or {}).values()]
    names = {str(one).strip() for one in facts if isinstance(one, str | int)}
    names |= {name.zfill(CODE_DIGITS) for name in names if name.isdigit()}
    drawn = [[_drawn(ring, hole=place > 0) for place, ring in enumerate(one)] for one in polygons]
    kept = [[ring for ring in one if len(ring) > 3] for one in drawn]
    return Area(frozenset(names), [one for one in kept if one])


def _drawn(ring: Ring, *, hole: bool) -> Ring:
    """The ring on the grid, closed, clockwise (a hole the other way): as the map draws it."""
    if not all(-180 <= x <= 180 and -90 <= y <= 90 for x, y in ring):
        raise Unfit("not_degrees")
    points: Ring = []
    for x, y in [*ring, *ring[:1]]:
        point = (round(x * GRID) / GRID, round(y * GRID) / GRID)
        if points and points[-1] == point:
            continue
        if len(points) > 1 and _turn(points[-2], points[-1], point) == 0:
            points.pop()  # in one line with its neighbours
        points.append(point)
    area = sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(points))
    return points[::-1] if (area > 0) != hole else points


def _turn(one: Point, two: Point, three: Point) -> float:
    """Left of, right of or (nought) on the line from `one` to `two`."""
    across = (two[0] - one[0]) * (three[1] - two[1])
    return round(across - (two[1] - one[1]) * (three[0] - two[0]), 9)
