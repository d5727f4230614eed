"""Groups of bodies, in the plan's order."""

import pandas as pd

from models.units import Level, UnitKind

GROUPS = (
    UnitKind.RED_CROSS.value,
    UnitKind.DEPARTMENT.value,
    UnitKind.MEDIA.value,
    UnitKind.FRONT.value,
    UnitKind.UNION.value,
    Level.DISTRICT.value,
    Level.COMMUNE.value,
)


def add_group(results: pd.DataFrame) -> pd.DataFrame:
    """Due results with their `group`: the body's kind, for a committee its level."""
    committee = results["kind"] == UnitKind.COMMITTEE.value
    return results.assign(group=results["kind"].mask(committee, results["level"]))
