"""Published: answers about the register as everybody but the secretariat may read them.

Each takes the rows of one year, and hides and rounds what `suppression` says; shares are of
the rounded counts, so that they give no exact one back.
"""

from collections.abc import Sequence
from typing import Literal

import pandas as pd

from indicators.funnel import STAGES
from indicators.ratios import share
from indicators.suppression import Totals, hidden_under, money_rounded, published, rounded

COUNTED = ("part", "whole", "nobody", "several", "visits", *STAGES, "closed")
SHARES = {
    "share": ("part", "whole"),
    "committed_share": ("committed", "whole"),
    "confirmed_share": ("confirmed", "surveyed"),
}
Ladder = Sequence[pd.Series]  # indicators.structure.ladder: unit → under what it is told since
UNTOLD = ["committed", "committed_share", "visits", "value_vnd"]


def coverage_published(communes: pd.DataFrame, *, ladder: Ladder, least: int) -> pd.DataFrame:
    """Coverage by commune: whole, nobody, several, part and share, with `hidden` marks.

    What it does not tell at all is missing: UNTOLD, and the review of a hidden commune. Of
    the others' it tells the month, as its first day: the day is that of one dossier.
    """
    steps = _steps(communes["commune_id"], ladder)
    told = published(communes, ["nobody", "part"], whole="whole", ladder=steps, least=least)
    several = published(communes, ["several"], ladder=steps, least=least)["several"]
    told["several"] = several.mask(told["hidden"])
    told["part"] = told["whole"] - told["nobody"]
    told["share"] = share(told["part"], told["whole"])
    told["last_review"] = _month(told["last_review"]).mask(told["hidden"])
    for name in UNTOLD:
        told[name] = pd.Series(pd.NA, told.index, "Int64")
    return told


def _month(days: pd.Series) -> pd.Series:
    """The first day of the month of each."""
    return days - pd.to_timedelta(pd.to_datetime(days).dt.day - 1, unit="D")


def _steps(communes: pd.Series, ladder: Ladder) -> list[pd.Series]:
    """Each step's label of every row."""
    return [communes.map(step).fillna(communes).astype("int64") for step in ladder]


def province_published(told: pd.DataFrame, *, least: int) -> pd.DataFrame:
    """The province's totals of the register (an answer of `coverage` or `funnel` by year),
    rounded like the communes' counts: a list that arrives alone would otherwise stand exactly
    in the difference of two days."""
    counts = {name: rounded(told[name].astype("Int64"), least) for name in COUNTED if name in told}
    shown = told.assign(**counts)
    if "value_vnd" in shown:
        shown["value_vnd"] = money_rounded(told["value_vnd"].astype("Int64"))
    if "nobody" in shown:
        shown["part"] = shown["whole"] - shown["nobody"]
    if {"surveyed", "helped"} <= {*told}:  # the same two as whole and part: told alike
        nobody = rounded((told["surveyed"] - told["helped"]).astype("Int64"), least)
        shown["helped"] = shown["surveyed"] - nobody
    for name, (part, whole) in SHARES.items():
        if name in shown:
            shown[name] = share(shown[part], shown[whole])
    return shown


def moved_published(told: pd.DataFrame, figure: str, *, least: int) -> pd.DataFrame:
    """An answer of `moved` with the levels of `figure` rounded, and what each cause moved
    taken between them, so that the parts still add up."""
    of_it = told["figure"] == figure
    shown = told.copy()
    for when in ("before", "after"):
        part, whole = (told[f"{side}_{when}"].astype("Int64") for side in ("part", "whole"))
        near = rounded(whole, least)
        levels = {"whole": near, "part": near - rounded(whole - part, least)}
        for side, level in levels.items():
            shown[f"{side}_{when}"] = level.where(of_it, told[f"{side}_{when}"])
    for side in ("part", "whole"):
        shown[side] = (shown[f"{side}_after"] - shown[f"{side}_before"]).where(of_it, told[side])
    return shown


def causes_published(causes: pd.DataFrame) -> pd.DataFrame:
    """An answer of `causes` of coverage in whole points: tenths of a point would count the
    addresses of a small province."""
    levels = {name: causes[name].round(2) for name in ("share_before", "share_after")}
    shown = causes.assign(**levels)
    return shown.assign(share=shown["share_after"] - shown["share_before"])


def circumstances_published(groups: pd.DataFrame, *, least: int) -> pd.DataFrame:
    """Coverage by category or need over the whole province; groups overlap and make no sum."""
    told = published(groups, ["nobody", "part"], whole="whole", down=False, least=least)
    told["part"] = told["whole"] - told["nobody"]
    told["share"] = share(told["part"], told["whole"])
    return told.drop(columns=["committed", "several", "visits"])


def commune_published(
    groups: pd.DataFrame,
    choice: Literal["categories", "needs"],
    *,
    commune_id: int,
    ladder: Ladder,
    least: int,
) -> pd.DataFrame:
    """How many addresses of each code one commune has: `choice`, whole, hidden.

    `groups` is an answer of `circumstances` by commune. Decided over all the communes: who
    knows every other commune and the province's total still cannot tell a hidden count.
    """
    table = groups.pivot_table("whole", "commune_id", choice, aggfunc="sum", fill_value=0)
    if commune_id not in table.index:
        return pd.DataFrame({choice: [], "whole": [], "hidden": []})
    every = table.to_numpy("int64")
    place = table.index.tolist().index(commune_id)
    steps = [labels.to_numpy("int64") for labels in _steps(table.index.to_series(), ladder)]
    own = hidden_under(every, Totals(across=False, down=True), steps, least=least)[place]
    counts = rounded(pd.Series(every[place], table.columns, "Int64"), least).mask(own)
    told = pd.DataFrame({choice: counts.index, "whole": counts.to_numpy(), "hidden": own})
    return told[told["hidden"] | (told["whole"] > 0)].reset_index(drop=True)


def supporters_published(given: pd.DataFrame, *, least: int) -> pd.DataFrame:
    """Who helps whom: nothing here adds up, so only the small counts themselves are hidden."""
    told = published(given, ["addresses"], down=False, least=least)
    return told.drop(columns="visits")


def parts_published(
    counted: pd.DataFrame, rest: pd.DataFrame, *, ladder: Ladder, least: int
) -> pd.DataFrame:
    """The rows of a birth certificate (each with commune_id) counted by commune: commune_id,
    counted, rest, hidden. Without any rest, what is counted makes the province's sum alone."""
    sizes = {"counted": counted.groupby("commune_id").size()}
    sizes |= {"rest": rest.groupby("commune_id").size()} if len(rest) else {}
    frame = pd.DataFrame(sizes).fillna(0).astype("Int64").reset_index()
    steps = _steps(frame["commune_id"], ladder)
    if not len(rest):
        return published(frame, ["counted"], ladder=steps, least=least)
    whole = frame.assign(whole=frame["counted"] + frame["rest"])
    told = published(whole, ["rest", "counted"], whole="whole", ladder=steps, least=least)
    return told.assign(counted=told["whole"] - told["rest"])  # as coverage is told elsewhere


def effort_published(given: pd.DataFrame, *, least: int) -> pd.DataFrame:
    """What agencies gave (an answer of `effort`), each row by itself: addresses, visits, and
    no value where either of the two is hidden."""
    told = published(given, ["addresses", "visits"], down=False, least=least)
    told["value_vnd"] = money_rounded(told["value_vnd"]).mask(told["hidden"])
    return told
