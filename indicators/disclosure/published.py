"""Published: answers about the register as everybody but the secretariat may read them.

Each takes the rows of one year, and hides and rounds what `suppression` says; shares are of
the rounded counts, so that they give no exact one back.
"""

from dataclasses import replace
from typing import Literal

import numpy as np
import pandas as pd

from indicators.coverage import ACROSS, BY_REASON
from indicators.disclosure.suppression import (
    Labels,
    Parted,
    Totals,
    find_hidden_across,
    round_counts,
    round_money,
    suppress_counts,
)
from indicators.funnel import STAGES
from indicators.ratios import share

COUNTED = ("part", "whole", "nobody", "unreported", "several", "visits", *STAGES, "closed")
SHARES = {
    "share": ("part", "whole"),
    "committed_share": ("committed", "whole"),
    "confirmed_share": ("confirmed", "surveyed"),
}
UNPLACED = -1  # the label of the addresses without a commune
UNTOLD = ["committed", "committed_share", "visits", "value_vnd", *BY_REASON]


def suppress_coverage(communes: pd.DataFrame, crossed: pd.DataFrame, *, least: int) -> pd.DataFrame:
    """Coverage by commune: whole, nobody, closed_unhelped, several, part, share and unreported,
    with `hidden` marks, and `unreported_hidden` where that count may not be told.

    `crossed` is the same coverage by ACROSS: the communes of every structure it is told in.

    What it does not tell at all is missing: UNTOLD, and the review of a hidden commune. Of
    the others' it tells the month, as its first day: the day is that of one dossier.
    """
    reported = crossed[crossed["whole"].notna()]  # the others are told apart, and known to be none
    parted = _build_parted(communes["commune_id"], reported)
    suppressed = _suppress_split(communes, parted=parted, least=least)
    several = suppress_counts(communes, ["several"], parted=parted, least=least)["several"]
    suppressed["several"] = several.mask(suppressed["hidden"])
    suppressed = suppressed.assign(**_suppress_unreported(communes, crossed, least=least))
    suppressed["last_review"] = _find_month_start(suppressed["last_review"]).mask(
        suppressed["hidden"]
    )
    for name in UNTOLD:
        suppressed[name] = pd.Series(pd.NA, suppressed.index, "Int64")
    return suppressed


def _suppress_unreported(
    communes: pd.DataFrame, crossed: pd.DataFrame, *, least: int
) -> dict[str, pd.Series]:
    """unreported and unreported_hidden of each commune, decided among those that have any: that
    one has none is plain from its help, and hides no other."""
    silent = (communes["unreported"] > 0).fillna(value=False).astype("bool")
    rows, cells = communes[silent], crossed[crossed["unreported"] > 0]
    parted = _build_parted(rows["commune_id"], cells)
    suppressed = suppress_counts(rows, ["unreported"], parted=parted, least=least)
    suppressed = suppressed[["unreported", "hidden"]].reindex(communes.index)
    counts = communes["unreported"].astype("Int64").mask(silent, suppressed["unreported"])
    barred = suppressed["hidden"].eq(other=True).fillna(value=False).astype("bool")
    return {"unreported": counts, "unreported_hidden": barred}


def _suppress_split(
    groups: pd.DataFrame, *, parted: Parted | None = None, down: bool = True, least: int
) -> pd.DataFrame:
    """`groups` with the split of their whole as everybody may read it, share, and `hidden`.

    Decided for those not helped beside all the others. Of these, how many were closed without
    help is told in full steps of `least` only, and who was helped is what is left, so that the
    parts add up and neither tells more than the two together.
    """
    others = _add_others(groups)
    if parted is not None:
        parted = replace(parted, counts=_add_others(parted.counts))
    parts = ["nobody", "others"]
    suppressed = suppress_counts(
        others, parts, whole="whole", down=down, parted=parted, least=least
    )
    suppressed = suppressed.drop(columns="others")
    return _divide_split(suppressed, groups, least=least)


def _add_others(groups: pd.DataFrame) -> pd.DataFrame:
    return groups.assign(others=groups["whole"] - groups["nobody"])


def _divide_split(suppressed: pd.DataFrame, exact: pd.DataFrame, *, least: int) -> pd.DataFrame:
    """`suppressed`, whose whole and nobody are rounded, with closed_unhelped of `exact` in full
    steps of `least`, and part and share of what is left."""
    others = (suppressed["whole"] - suppressed["nobody"]).astype("Int64")
    closed = round_down(exact["closed_unhelped"], least)
    closed = closed.where(others.notna()).where(~(closed > others).fillna(value=False), others)
    part = others - closed
    shares = {"share": share(part, suppressed["whole"])}
    return suppressed.assign(closed_unhelped=closed, part=part, **shares)


def round_down(counts: pd.Series, base: int) -> pd.Series:
    """Whole counts down to a multiple of `base`: from nought to `base` - 1 they read alike."""
    return (counts.astype("Int64") // base) * base


def _find_month_start(days: pd.Series) -> pd.Series:
    return days - pd.to_timedelta(pd.to_datetime(days).dt.day - 1, unit="D")


def _build_parted(rows: pd.Series, crossed: pd.DataFrame) -> Parted:
    """The counts of `crossed` (by ACROSS) for a table with these communes in its rows."""
    return Parted(rows.fillna(UNPLACED).astype("int64"), crossed, _list_structures(crossed))


def _list_structures(crossed: pd.DataFrame) -> list[Labels]:
    """The labels of each row in the structure shown, and in each later one."""
    own = crossed["commune_id"].fillna(UNPLACED).to_numpy("int64")
    paths = [path.split(">")[:-1] for path in crossed["later_communes"]]
    columns = zip(*paths, strict=True)
    return [own, *(np.array([int(label or UNPLACED) for label in column]) for column in columns)]


def round_province(totals: pd.DataFrame, *, least: int) -> pd.DataFrame:
    """The province's totals of the register (an answer of `coverage` or `count_stages` by year),
    rounded like the communes' counts: a list that arrives alone would otherwise stand exactly
    in the difference of two days."""
    counts = {
        name: round_counts(totals[name].astype("Int64"), least)
        for name in COUNTED
        if name in totals
    }
    rounded = totals.assign(**counts)
    if "value_vnd" in rounded:
        rounded["value_vnd"] = round_money(totals["value_vnd"].astype("Int64"))
    if {"whole", "part", "nobody"} <= {*totals}:
        closed = totals["whole"] - totals["part"] - totals["nobody"]
        rounded = rounded.assign(
            **round_province_split(totals["whole"], totals["nobody"], closed, least)
        )
    if {"surveyed", "helped", "nobody"} <= {*totals}:  # the same, told alike
        rounded = rounded.assign(**_round_stages(totals, least))
    if {*BY_REASON} <= {*totals}:
        rounded = rounded.assign(**_round_reasons(totals, rounded["closed_unhelped"], least))
    for name, (part, whole) in SHARES.items():
        if name in rounded:
            rounded[name] = share(rounded[part], rounded[whole])
    return rounded


def _round_stages(totals: pd.DataFrame, least: int) -> dict[str, pd.Series]:
    """The surveyed and their parts: as many as the split of coverage and the unreported tell."""
    unreported = totals["unreported"] if "unreported" in totals else pd.Series(0, totals.index)
    whole = (totals["surveyed"] - unreported).astype("Int64")
    closed = whole - totals["helped"] - totals["nobody"]
    split = round_province_split(whole, totals["nobody"], closed, least)
    silent = round_counts(unreported.astype("Int64"), least)
    parts = {
        "helped": split["part"],
        **{name: split[name] for name in ("nobody", "closed_unhelped")},
    }
    return {"surveyed": split["whole"] + silent, **parts}


def round_province_split(
    whole: pd.Series, nobody: pd.Series, closed: pd.Series, least: int
) -> pd.DataFrame:
    """The split of the province's addresses, rounded: whole, nobody, closed_unhelped, and part,
    which is what is left; they add up."""
    near = pd.DataFrame(
        {
            "whole": round_counts(whole.astype("Int64"), least),
            "nobody": round_counts(nobody.astype("Int64"), least),
        }
    )
    exact = pd.DataFrame({"closed_unhelped": closed})
    return _divide_split(near, exact, least=least).drop(columns="share")


def _round_reasons(totals: pd.DataFrame, closed: pd.Series, least: int) -> dict[str, pd.Series]:
    """The closed by reason in full steps of `least`, each the step between two running sums,
    so that together they are as many as `closed` tells."""
    sums = totals[BY_REASON].astype("Int64").cumsum(axis=1)
    most = closed.astype("Int64")
    steps = {name: round_down(sums[name], least) for name in BY_REASON}
    reached = {
        name: step.where(~(step > most).fillna(value=False), most) for name, step in steps.items()
    }
    before = [pd.Series(0, totals.index, "Int64"), *reached.values()]
    return {name: reached[name] - then for name, then in zip(BY_REASON, before, strict=False)}


def round_changes(changes: pd.DataFrame, figure: str, *, least: int) -> pd.DataFrame:
    """An answer of `split_change_by_cause` with the levels of `figure` rounded, and what each
    cause moved taken between them, so that the parts still add up."""
    of_it = changes["figure"] == figure
    rounded = changes.copy()
    for when in ("before", "after"):
        part, whole = (changes[f"{side}_{when}"].astype("Int64") for side in ("part", "whole"))
        closed = changes[f"closed_{when}"].astype("Int64")
        levels = round_province_split(whole, whole - part - closed, closed, least)
        for side in ("part", "whole"):
            rounded[f"{side}_{when}"] = levels[side].where(of_it, changes[f"{side}_{when}"])
    for side in ("part", "whole"):
        rounded[side] = (rounded[f"{side}_after"] - rounded[f"{side}_before"]).where(
            of_it, changes[side]
        )
    return rounded


def round_causes(causes: pd.DataFrame, *, first: float, last: float) -> pd.DataFrame:
    """An answer of `split_by_cause` of coverage from the share `first` to `last`, those of the
    rounded counts that everybody reads. Between them the levels are in whole points: tenths of
    a point would count the addresses of a small province. A cause that moved nothing moves
    nothing here; what is left by rounding goes to the last that did."""
    reached = [first]
    moved = causes["share_after"] != causes["share_before"]
    for after, has_moved in zip(causes["share_after"], moved, strict=True):
        reached.append(round(float(after), 2) if has_moved else reached[-1])
    closing = max(np.flatnonzero(moved), default=len(causes) - 1)
    reached[closing + 1 :] = [last] * (len(causes) - closing)
    rounded = causes.assign(share_before=reached[:-1], share_after=reached[1:])
    return rounded.assign(share=rounded["share_after"] - rounded["share_before"])


def suppress_circumstances(groups: pd.DataFrame, *, least: int) -> pd.DataFrame:
    """Coverage by category or need over the whole province; groups overlap and make no sum."""
    suppressed = _suppress_split(groups, down=False, least=least)
    silent = suppress_counts(groups, ["unreported"], down=False, least=least)
    suppressed["unreported"], suppressed["unreported_hidden"] = (
        silent["unreported"],
        silent["hidden"],
    )
    return suppressed.drop(columns=["committed", "several", "visits"])


def suppress_commune(
    groups: pd.DataFrame, choice: Literal["categories", "needs"], *, commune_id: int, least: int
) -> pd.DataFrame:
    """How many addresses of each code one commune has (UNPLACED: those without one), whether
    their help is reported or not: `choice`, whole, hidden.

    `groups` is an answer of `count_circumstances` by ACROSS. Decided over all the communes: who
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
    named, barred = find_hidden_across(every, totals, _list_structures(crossed), least=least)
    own = barred[np.searchsorted(named, commune_id)]
    counts = round_counts(pd.Series(every[here].sum(axis=0), table.columns, "Int64"), least).mask(
        own
    )
    rows = pd.DataFrame({choice: counts.index, "whole": counts.to_numpy(), "hidden": own})
    return rows[rows["hidden"] | (rows["whole"] > 0)].reset_index(drop=True)


def suppress_supporters(given: pd.DataFrame, *, least: int) -> pd.DataFrame:
    """Who helps whom: nothing here adds up, so only the small counts themselves are hidden."""
    suppressed = suppress_counts(given, ["addresses"], down=False, least=least)
    return suppressed.drop(columns="visits")


def suppress_parts(
    counted: pd.DataFrame, rest: pd.DataFrame, closed: pd.DataFrame, *, least: int
) -> pd.DataFrame:
    """The rows of a provenance (each with ACROSS) counted by commune: commune_id,
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
    parted = _build_parted(frame["commune_id"], crossed)
    if len(rest) or len(closed):  # as coverage is told elsewhere
        suppressed = _suppress_split(frame, parted=parted, least=least)
    else:
        suppressed = suppress_counts(
            frame.drop(columns="whole"), ["part"], parted=parted, least=least
        )
    return suppressed.rename(
        columns={"part": "counted", "nobody": "rest", "closed_unhelped": "closed"}
    )


def suppress_effort(given: pd.DataFrame, *, least: int) -> pd.DataFrame:
    """What agencies gave (an answer of `sum_effort`), each row by itself: addresses, visits, and
    no value where either of the two is hidden."""
    suppressed = suppress_counts(given, ["addresses", "visits"], down=False, least=least)
    suppressed["value_vnd"] = round_money(suppressed["value_vnd"]).mask(suppressed["hidden"])
    return suppressed
