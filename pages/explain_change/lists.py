"""The lists of Vì sao tăng, giảm: what could not be compared, and whose doing it was."""

import pandas as pd
import streamlit as st

from indicators.change.causes import BREAK, CAUSES
from locales.names import add_units, list_short_names
from locales.words import Words, format_fact
from pages.components import frames, notes
from pages.components.cache import once
from pages.components.headline import show_subtitle
from pages.components.tables import show_table
from pages.components.visit import Visit
from pages.explain_change.year_comparison import COVERAGE, YearComparison, list_reorganisation_days

MOST = 5  # units named outside the table
CAUSE_PREFIX = "why_"  # before a cause: the column of a unit's points by it


def show_days(visit: Visit, before: int) -> None:
    """The days after the year `before` on which units came and went, if there were any."""
    days = once(list_reorganisation_days, visit, before)
    if days:
        day_list = ", ".join(format_fact(day, visit.words.language) for day in days)
        notes.show_note(visit.words.say("why.reorganised", days=day_list))


def show_gaps(visit: Visit, comparison: YearComparison) -> None:
    """How many tasks one of the years did not report, and how many only come late."""
    gaps = comparison.gaps
    if gaps is not None and (gaps.silent or gaps.newly_reported):
        facts = {"silent": gaps.silent, "late": gaps.late, "told": gaps.newly_reported}
        notes.show_note(visit.words.say("why.gaps", **facts))


def show_units(visit: Visit, comparison: YearComparison) -> None:
    """The units that moved the figure most, and all of them in a table; nothing where none
    moved it."""
    if comparison.by_unit.empty:
        return
    units = once(_build_units_table, visit, comparison)
    words = visit.words
    movers = once(_describe_movers, units, words)
    if not movers:
        return
    show_subtitle(words.say("why.units", count=len(movers)))
    for sentence in movers:
        st.text(sentence)
    with st.expander(words.say("why.all_units", count=len(units)), key="why-units-open"):
        show_table(visit, units, key="why-units")


def _describe_movers(units: pd.DataFrame, words: Words) -> list[str]:
    """Each with what moved it most in its direction: a place may have risen for no other reason
    than that it now reports."""
    moved = units[units["points"].round(2) != 0].head(MOST)
    cause_columns = [
        name
        for name in moved.columns
        if name.startswith(CAUSE_PREFIX) and name != f"{CAUSE_PREFIX}{BREAK}"
    ]
    sentences = []
    for place in moved.to_dict("records"):
        way = 1 if place["points"] > 0 else -1
        along = {name: way * place[name] for name in cause_columns if way * place[name] > 0}
        cause = words.say(
            f"why.short.{max(along, key=lambda name: along[name])[len(CAUSE_PREFIX) :]}"
        )
        reason = words.say("why.mainly", cause=cause) if len(along) > 1 else cause
        key = "why.unit.up" if way > 0 else "why.unit.down"
        sentences.append(
            words.say(key, unit=place["unit"], points=abs(place["points"]), reason=reason)
        )
    return sentences


def show_breaks(visit: Visit, comparison: YearComparison) -> None:
    """What could not be carried over, by name."""
    if not (comparison.came or comparison.went):
        return
    words = visit.words
    kind = "addresses" if comparison.figure == COVERAGE else "duties"
    facts = {"came": len(comparison.came), "went": len(comparison.went)}
    notes.show_note(words.say(f"why.break.{kind}", **facts))
    with st.expander(words.say("why.break.which", **facts), key="why-broken-open"):
        show_table(visit, once(build_breaks_table, visit, comparison), key="why-broken")


def build_breaks_table(visit: Visit, comparison: YearComparison) -> pd.DataFrame:
    """The units that could not be carried over, of which year each is."""
    rows = [(unit, "came") for unit in comparison.came] + [
        (unit, "went") for unit in comparison.went
    ]
    breaks = pd.DataFrame(rows, columns=["unit_id", "broken"]).astype({"unit_id": "Int64"})
    breaks = _name_units(visit, breaks).sort_values(["broken", "position"], ascending=[False, True])
    labels = [visit.words.say(f"why.break.{break_code}") for break_code in breaks["broken"]]
    return breaks.assign(broken=labels)[["unit", "broken"]]


def _build_units_table(visit: Visit, comparison: YearComparison) -> pd.DataFrame:
    """The units' points by cause, those that moved the figure most in its direction first.
    A break is nobody's doing, so it counts in no unit's sum."""
    wide = (
        comparison.by_unit.pivot_table("share", "unit_id", "cause", aggfunc="sum").mul(100).round(2)
    )
    wide = wide.reindex(columns=[cause for cause in CAUSES if cause in wide])
    total = wide.drop(columns=BREAK, errors="ignore").sum(axis=1).rename("points")
    points = pd.concat([total, wide.add_prefix(CAUSE_PREFIX)], axis=1).reset_index()
    fell = bool(total.sum() < 0)
    named = _name_units(visit, points.astype({"unit_id": "Int64"}))
    ordered = named.sort_values(["points", "position"], ascending=[fell, True])
    return ordered[["unit", *points.columns.drop("unit_id")]].reset_index(drop=True)


def build_moved_units_table(visit: Visit, comparison: YearComparison, cause: str) -> pd.DataFrame:
    """The units that `cause` moved, and by how many points, the largest first."""
    own = comparison.by_unit[comparison.by_unit["cause"] == cause]
    points = own.groupby("unit_id")["share"].sum().mul(100).round(2).rename("points").reset_index()
    named = _name_units(visit, points.astype({"unit_id": "Int64"}))
    order = named["points"].abs().sort_values(ascending=False, kind="stable").index
    return named.loc[order, ["unit", "points"]].reset_index(drop=True)


def _name_units(visit: Visit, rows: pd.DataFrame) -> pd.DataFrame:
    named = add_units(rows, "unit_id", frames.load_catalogue(visit).units)
    return named.assign(unit=list_short_names(named, visit.words))
