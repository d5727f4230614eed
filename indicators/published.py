"""Published: answers about the register as everybody but the secretariat may read them.

Each takes the rows of one year, and hides and rounds what `suppression` says; shares are of
the rounded counts, so that they give no exact one back.
"""

from dataclasses import replace
from typing import Literal

import numpy as np
import pandas as pd

from indicators.coverage import ACROSS, BY_REASON
from indicators.funnel import STAGES
from indicators.ratios import share
from indicators.suppression import (
    Labels,
    Parted,
    Totals,
    hidden_across,
    money_rounded,
    published,
    rounded,
)

COUNTED = ("part", "whole", "nobody", "unreported", "several", "visits", *STAGES, "closed")
SHARES = {
    "share": ("part", "whole"),
    "committed_share": ("committed", "whole"),
    "confirmed_share": ("confirmed", "surveyed"),
}
UNPLACED = -1  # the label of the addresses without a commune
UNTOLD = ["committed", "committed_share", "visits", "value_vnd", *BY_REASON]


def coverage_published(
    communes: pd.DataFrame, crossed: pd.DataFrame, *, least: int
) -> pd.DataFrame:
    """Coverage by commune: whole, nobody, closed_unhelped, several, part, share and unreported,
    with `hidden` marks, and `unreported_hidden` where that count may not be told.

    `crossed` is the same coverage by ACROSS: the communes of every structure it is told in.

    What it does not tell at all is missing: UNTOLD, and the review of a hidden commune. Of
    the others' it tells the month, as its first day: the day is that of one dossier.
    """
    reported = crossed[crossed["whole"].notna()]  # the others are told apart, and known to be none
    parted = _parted(communes["commune_id"], reported)
    told = _split_published(communes, parted=parted, least=least)
    several = published(communes, ["several"], parted=parted, least=least)["several"]
    told["several"] = several.mask(told["hidden"])
    told = told.assign(**_unreported_published(communes, crossed, least=least))
    told["last_review"] = _month(told["last_review"]).mask(told["hidden"])
    for name in UNTOLD:
        told[name] = pd.Series(pd.NA, told.index, "Int64")
    return told


def _unreported_published(
    communes: pd.DataFrame, crossed: pd.DataFrame, *, least: int
) -> dict[str, pd.Series]:
    """unreported and unreported_hidden of each commune, decided among those that have any: that
    one has none is plain from its help, and hides no other."""
    silent = (communes["unreported"] > 0).fillna(value=False).astype("bool")
    rows, cells = communes[silent], crossed[crossed["unreported"] > 0]
    parted = _parted(rows["commune_id"], cells)
    told = published(rows, ["unreported"], parted=parted, least=least)
    told = told[["unreported", "hidden"]].reindex(communes.index)
    counts = communes["unreported"].astype("Int64").mask(silent, told["unreported"])
    barred = told["hidden"].eq(other=True).fillna(value=False).astype("bool")
    return {"unreported": counts, "unreported_hidden": barred}


def _split_published(
    groups: pd.DataFrame, *, parted: Parted | None = None, down: bool = True, least: int
) -> pd.DataFrame:
    """`groups` with the split of their whole as everybody may read it, share, and `hidden`.

    Decided for those not helped beside all the others. Of these, how many were closed without
    help is told in full steps of `least` only, and who was helped is what is left, so that the
    parts add up and neither tells more than the two together.
    """
    others = _with_others(groups)
    if parted is not None:
        parted = replace(parted, counts=_with_others(parted.counts))
    parts = ["nobody", "others"]
    told = published(others, parts, whole="whole", down=down, parted=parted, least=least)
    told = told.drop(columns="others")
    return _share_of_split(told, groups, least=least)


def _with_others(groups: pd.DataFrame) -> pd.DataFrame:
    return groups.assign(others=groups["whole"] - groups["nobody"])


def _share_of_split(told: pd.DataFrame, exact: pd.DataFrame, *, least: int) -> pd.DataFrame:
    """`told`, whose whole and nobody are rounded, with closed_unhelped of `exact` in full
    steps of `least`, and part and share of what is left."""
    others = (told["whole"] - told["nobody"]).astype("Int64")
    closed = in_full_steps(exact["closed_unhelped"], least)
    closed = closed.where(others.notna()).where(~(closed > others).fillna(value=False), others)
    part = others - closed
    shares = {"share": share(part, told["whole"])}
    return told.assign(closed_unhelped=closed, part=part, **shares)


def in_full_steps(counts: pd.Series, base: int) -> pd.Series:
    """Whole counts down to a multiple of `base`: from nought to `base` - 1 they read alike."""
    return (counts.astype("Int64") // base) * base


def _month(days: pd.Series) -> pd.Series:
    """The first day of the month of each."""
    return days - pd.to_timedelta(pd.to_datetime(days).dt.day - 1, unit="D")


def _parted(rows: pd.Series, crossed: pd.DataFrame) -> Parted:
    """The counts of `crossed` (by ACROSS) for a table with these communes in its rows."""
    return Parted(rows.fillna(UNPLACED).astype("int64"), crossed, _structures(crossed))


def _structures(crossed: pd.DataFrame) -> list[Labels]:
    """The labels of each row in the structure shown, and in each later one."""
    own = crossed["commune_id"].fillna(UNPLACED).to_numpy("int64")
    paths = [path.split(">")[:-1] for path in crossed["later_communes"]]
    columns = zip(*paths, strict=True)
    return [own, *(np.array([int(one or UNPLACED) for one in column]) for column in columns)]


def province_published(told: pd.DataFrame, *, least: int) -> pd.DataFrame:
    """The province's totals of the register (an answer of `coverage` or `funnel` by year),
    rounded like the communes' counts: a list that arrives alone would otherwise stand exactly
    in the difference of two days."""
    counts = {name: rounded(told[name].astype("Int64"), least) for name in COUNTED if name in told}
    shown = told.assign(**counts)
    if "value_vnd" in shown:
        shown["value_vnd"] = money_rounded(told["value_vnd"].astype("Int64"))
    if {"whole", "part", "nobody"} <= {*told}:
        closed = told["whole"] - told["part"] - told["nobody"]
        shown = shown.assign(**province_split(told["whole"], told["nobody"], closed, least))
    if {"surveyed", "helped", "nobody"} <= {*told}:  # the same, told alike
        shown = shown.assign(**_way_split(told, least))
    if {*BY_REASON} <= {*told}:
        shown = shown.assign(**_reasons_published(told, shown["closed_unhelped"], least))
    for name, (part, whole) in SHARES.items():
        if name in shown:
            shown[name] = share(shown[part], shown[whole])
    return shown


def _way_split(told: pd.DataFrame, least: int) -> dict[str, pd.Series]:
    """The surveyed and their parts: as many as the split of coverage and the unreported tell."""
    unreported = told["unreported"] if "unreported" in told else pd.Series(0, told.index)
    whole = (told["surveyed"] - unreported).astype("Int64")
    closed = whole - told["helped"] - told["nobody"]
    split = province_split(whole, told["nobody"], closed, least)
    silent = rounded(unreported.astype("Int64"), least)
    parts = {
        "helped": split["part"],
        **{name: split[name] for name in ("nobody", "closed_unhelped")},
    }
    return {"surveyed": split["whole"] + silent, **parts}


def province_split(
    whole: pd.Series, nobody: pd.Series, closed: pd.Series, least: int
) -> pd.DataFrame:
    """The split of the province's addresses, rounded: whole, nobody, closed_unhelped, and part,
    which is what is left; they add up."""
    near = pd.DataFrame(
        {
            "whole": rounded(whole.astype("Int64"), least),
            "nobody": rounded(nobody.astype("Int64"), least),
        }
    )
    exact = pd.DataFrame({"closed_unhelped": closed})
    return _share_of_split(near, exact, least=least).drop(columns="share")


def _reasons_published(told: pd.DataFrame, closed: pd.Series, least: int) -> dict[str, pd.Series]:
    """The closed by reason in full steps of `least`, each the step between two running sums,
    so that together they are as many as `closed` tells."""
    sums = told[BY_REASON].astype("Int64").cumsum(axis=1)
    most = closed.astype("Int64")
    steps = {name: in_full_steps(sums[name], least) for name in BY_REASON}
    reached = {
        name: step.where(~(step > most).fillna(value=False), most) for name, step in steps.items()
    }
    before = [pd.Series(0, told.index, "Int64"), *reached.values()]
    return {name: reached[name] - then for name, then in zip(BY_REASON, before, strict=False)}


def moved_published(told: pd.DataFrame, figure: str, *, least: int) -> pd.DataFrame:
    """An answer of `moved` with the levels of `figure` rounded, and what each cause moved
    taken between them, so that the parts still add up."""
    of_it = told["figure"] == figure
    shown = told.copy()
    for when in ("before", "after"):
        part, whole = (told[f"{side}_{when}"].astype("Int64") for side in ("part", "whole"))
        closed = told[f"closed_{when}"].astype("Int64")
        levels = province_split(whole, whole - part - closed, closed, least)
        for side in ("part", "whole"):
            shown[f"{side}_{when}"] = levels[side].where(of_it, told[f"{side}_{when}"])
    for side in ("part", "whole"):
        shown[side] = (shown[f"{side}_after"] - shown[f"{side}_before"]).where(of_it, told[side])
    return shown


def causes_published(causes: pd.DataFrame, *, first: float, last: float) -> pd.DataFrame:
    """An answer of `causes` of coverage from the share `first` to `last`, those of the rounded
    counts that everybody reads. Between them the levels are in whole points: tenths of a point
    would count the addresses of a small province. A cause that moved nothing moves nothing
    here; what is left by rounding goes to the last that did."""
    reached = [first]
    moved = causes["share_after"] != causes["share_before"]
    for after, has_moved in zip(causes["share_after"], moved, strict=True):
        reached.append(round(float(after), 2) if has_moved else reached[-1])
    closing = max(np.flatnonzero(moved), default=len(causes) - 1)
    reached[closing + 1 :] = [last] * (len(causes) - closing)
    shown = causes.assign(share_before=reached[:-1], share_after=reached[1:])
    return shown.assign(share=shown["share_after"] - shown["share_before"])


def circumstances_published(groups: pd.DataFrame, *, least: int) -> pd.DataFrame:
    """Coverage by category or need over the whole province; groups overlap and make no sum."""
    told = _split_published(groups, down=False, least=least)
    silent = published(groups, ["unreported"], down=False, least=least)
    told["unreported"], told["unreported_hidden"] = silent["unreported"], silent["hidden"]
    return told.drop(columns=["committed", "several", "visits"])


def commune_published(
    groups: pd.DataFrame,
    choice: Literal["categories", "needs"],
    *,
    commune_id: int,
    least: int,
) -> pd.DataFrame:
    """How many addresses of each code one commune has (UNPLACED: those without one), whether
    their help is reported or not: `choice`, whole, hidden.

    `groups` is an answer of `circumstances` by ACROSS. Decided over all the communes: who
    knows every other commune and the province's total still cannot tell a hidden count.
    """
    labelled = groups.assign(
        commune_id=groups["commune_id"].fillna(UNPLACED),
        whole=groups["whole"].fillna(0) + groups["unreported"],
    )
    table = labelled.pivot_table("whole", ACROSS, choice, aggfunc="sum", fill_value=0)
    crossed = table.index.to_frame(index=False)
    here = (crossed["commune_id"] == commune_id).to_numpy("bool")
    if not here.any():
        return pd.DataFrame({choice: [], "whole": [], "hidden": []})
    every, totals = table.to_numpy("int64"), Totals(across=False, down=True)
    named, barred = hidden_across(every, totals, _structures(crossed), least=least)
    own = barred[np.searchsorted(named, commune_id)]
    counts = rounded(pd.Series(every[here].sum(axis=0), table.columns, "Int64"), least).mask(own)
    told = pd.DataFrame({choice: counts.index, "whole": counts.to_numpy(), "hidden": own})
    return told[told["hidden"] | (told["whole"] > 0)].reset_index(drop=True)


def supporters_published(given: pd.DataFrame, *, least: int) -> pd.DataFrame:
    """Who helps whom: nothing here adds up, so only the small counts themselves are hidden."""
    told = published(given, ["addresses"], down=False, least=least)
    return told.drop(columns="visits")


def parts_published(
    counted: pd.DataFrame, rest: pd.DataFrame, closed: pd.DataFrame, *, least: int
) -> pd.DataFrame:
    """The rows of a birth certificate (each with ACROSS) counted by commune: commune_id,
    counted, rest, closed, hidden. Without any rest, what is counted makes the province's sum
    alone."""
    parts = {"part": counted, "nobody": rest, "closed_unhelped": closed}
    sizes = {
        name: rows.groupby(ACROSS, dropna=False).size()
        for name, rows in parts.items()
        if len(rows) or name == "part"
    }
    crossed = pd.DataFrame(sizes).reindex(columns=[*parts]).fillna(0).astype("Int64")
    crossed = crossed.rename_axis(ACROSS).reset_index()
    crossed["whole"] = crossed[[*parts]].sum(axis=1)
    frame = crossed.groupby("commune_id", dropna=False)[[*parts, "whole"]].sum().reset_index()
    parted = _parted(frame["commune_id"], crossed)
    if len(rest) or len(closed):  # as coverage is told elsewhere
        told = _split_published(frame, parted=parted, least=least)
    else:
        told = published(frame.drop(columns="whole"), ["part"], parted=parted, least=least)
    return told.rename(columns={"part": "counted", "nobody": "rest", "closed_unhelped": "closed"})


def effort_published(given: pd.DataFrame, *, least: int) -> pd.DataFrame:
    """What agencies gave (an answer of `effort`), each row by itself: addresses, visits, and
    no value where either of the two is hidden."""
    told = published(given, ["addresses", "visits"], down=False, least=least)
    told["value_vnd"] = money_rounded(told["value_vnd"]).mask(told["hidden"])
    return told
