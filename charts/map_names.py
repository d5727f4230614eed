"""Names on the map: which communes are named, and where their names stand: outside, above or
below all the circles, each with a line to its own."""

import pandas as pd

NAMED = 3
OUTSIDE = 0.06  # degrees between the last circle and the end of a line
BEYOND = 0.05  # from there to the middle of the name
LETTER = 0.034  # degrees that a letter covers where the map is narrowest


def add_names(placed: pd.DataFrame) -> pd.DataFrame:
    """`placed` (label, nobody, longitude, latitude) with `named`: the label of the NAMED
    communes where most addresses have nobody, else ""; where that name stands, and where the
    line to it ends."""
    nobody = placed["nobody"].astype("float64").fillna(0)
    worst = nobody[nobody > 0].sort_values(ascending=False, kind="stable").index[:NAMED]
    rows = placed.assign(named=placed["label"].where(placed.index.isin(worst), ""))
    points = rows[["longitude", "latitude", "latitude"]].astype("float64")
    rows[["name_longitude", "name_latitude", "line_end"]] = points.to_numpy()
    low, high = rows["latitude"].min(), rows["latitude"].max()
    above = rows["latitude"] >= (low + high) / 2
    for side, edge, direction in ((above, high, 1), (~above, low, -1)):
        side_rows = rows.loc[side & (rows["named"] != "")].sort_values("longitude")
        rows.loc[side_rows.index, "name_longitude"] = _spread_names(side_rows)
        rows.loc[side_rows.index, "line_end"] = edge + direction * OUTSIDE
        rows.loc[side_rows.index, "name_latitude"] = edge + direction * (OUTSIDE + BEYOND)
    return rows


def _spread_names(named: pd.DataFrame) -> list[float]:
    """Where the names of a row stand, from west to east: over their circles, or pushed just
    so far apart that none touches the next."""
    widths = [len(label) * LETTER for label in named["label"]]
    places = [float(place) for place in named["longitude"]]
    for before in range(len(places) - 1):
        overlap = (widths[before] + widths[before + 1]) / 2 - (places[before + 1] - places[before])
        if overlap > 0:
            places = [
                place + (-overlap / 2 if number <= before else overlap / 2)
                for number, place in enumerate(places)
            ]
    return places
