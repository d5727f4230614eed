"""Areas: the communes' boundaries, where this installation has a file of them."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from intake.reading.boundaries import MOST_BYTES, Area, Polygons, Unfit, match_areas, parse_areas

VARIABLE = "OVERSIGHT_BOUNDARIES"  # the path of a GeoJSON or TopoJSON file


@dataclass(frozen=True)
class Boundaries:
    """The areas by code; none and no `fault` where no file is named. `lacking`: how many of
    the codes asked for the file does not have."""

    areas: Mapping[str, Polygons] = field(default_factory=dict)
    fault: str = ""
    lacking: int = 0


def load_boundaries(codes: Sequence[str]) -> Boundaries:
    """The boundaries of the communes `codes`, as far as the file has them."""
    path = os.environ.get(VARIABLE, "")
    if not path or not codes:
        return Boundaries()
    try:
        areas = match_areas(_read(path, Path(path).stat().st_mtime_ns), codes)
    except OSError:
        return Boundaries(fault="missing")
    except Unfit as unfit:
        return Boundaries(fault=str(unfit))
    return Boundaries(areas, lacking=len(set(codes) - set(areas)))


@lru_cache(maxsize=2)
def _read(path: str, _written: int) -> list[Area]:
    if Path(path).stat().st_size > MOST_BYTES:
        raise Unfit("unreadable")
    return parse_areas(Path(path).read_bytes())
