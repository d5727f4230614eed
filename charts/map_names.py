"""Names on the map: which communes are named, and where their names stand: outside, above or
below all the circles, each with a line to its own."""

import pandas as pd

NAMED = 3
OUTSIDE = 0.06  # degrees between the last circle and the end of a line
BEYOND = 0.05  # from there to the middle of the name
LETTER = 0.034  # degrees that a letter covers where the map is narrowest


def with_names(placed: pd.DataFrame) -> pd.DataFrame:
    """`placed` (label, nobody, longitude, latitude) with `named`: the label of the NAMED
    communes where most addresses have nobody, else ""; where that name stands, and where the
    line to it ends."""
    nobody = placed["nobody"].astype("float64").fillna(0)
    worst = nobody[nobody > 0].sort_values(ascending=False, kind="stable").index[:NAMED]
    told = placed.assign(named=placed["label"].where(placed.index.isin(worst), ""))
    here = told[["longitude", "latitude", "latitude"]].astype("float64")
    told[["name_longitude", "name_latitude", "line_end"]] = here.to_numpy()
    low, high = told["latitude"].min(), told["latitude"].max()
    above = told["latitude"] >= (low + high) / 2
    for side, edge, way in ((above, high, 1), (~above, low, -1)):
        own = told.loc[side & (told["named"] != "")].sort_values("longitude")
        told.loc[own.index, "name_longitude"] = _apart(own)
        told.loc[own.index, "line_end"] = edge + way * OUTSIDE
        told.loc[own.index, "name_latitude"] = edge + way * (OUTSIDE + BEYOND)
    return told


def _apart(named: pd.DataFrame) -> list[float]:
    """Where the names of a row stand, from west to east: over their circles, or pushed just
    so far apart that none touches the next."""
    widths = [len(label) * LETTER for label in named["label"]]
    places = [float(place) for place in named["longitude"]]
    for before in range(len(places) - 1):
        lacking = (widths[before] + widths[before + 1]) / 2 - (places[before + 1] - places[before])
        if lacking > 0:
            places = [
                place + (-lacking / 2 if number <= before else lacking / 2)
                for number, place in enumerate(places)
            ]
    return places
