"""Sentences about the bodies: how many are behind and who is last, and which are counted."""

import pandas as pd

from indicators.completion import completion
from indicators.obligations import REQUESTED
from locales.names import list_full_names, name_first_of
from locales.numbers import is_missing
from pages.components import comparisons, frames
from pages.components.body_groups import find_lowest
from pages.components.cache import once
from pages.components.visit import Visit


def build_sentence(visit: Visit, units: pd.DataFrame, results: pd.DataFrame) -> str:
    """How many bodies are below the province as a whole, and who is last."""
    words = visit.words
    years = once(completion, results, by=("year",))
    overall = comparisons.find_year(years, visit.year)["share"]
    if is_missing(overall) or units.empty:
        return words.say("agencies.not_due")
    return words.say(
        "agencies.sentence",
        below=int((units["share"] < overall).sum()),
        whole=len(units),
        overall=overall,
        name=_name_last(visit, units),
        share=units["share"].min(),
    )


def explain_count(visit: Visit, units: pd.DataFrame) -> str:
    """Why there are not as many bodies here as reports owed, in parts that add up: some were
    only asked for a report, some need not send any, and some owe one without having tasks."""
    words = visit.words
    reports = frames.load_carried_reports(visit, (visit.year,))
    owing = reports[reports["obligation"] != REQUESTED].drop_duplicates("unit_id")
    owe = units["unit_id"].isin(owing["unit_id"])
    requested = units[~owe & units["unit_id"].isin(reports["unit_id"])]
    neither = units[~owe & ~units["unit_id"].isin(requested["unit_id"])]
    others = owing[~owing["unit_id"].isin(units["unit_id"])]
    if requested.empty and neither.empty and others.empty:
        return ""
    parts = [words.say("agencies.part.owe", count=int(owe.sum()))]
    for name, rows in (("asked", requested), ("neither", neither)):
        if not rows.empty:
            facts = {"count": len(rows), "names": "; ".join(rows["label"])}
            parts.append(words.say(f"agencies.part.{name}", **facts))
    sentence = words.say("agencies.counted", count=len(units), parts=", ".join(parts))
    if others.empty:
        return sentence
    names = "; ".join(list_full_names(others, words))
    besides = words.say("agencies.besides", count=len(others), owed=len(owing), names=names)
    return f"{sentence} {besides}"


def _name_last(visit: Visit, units: pd.DataFrame) -> str:
    """Who is last; where several read the same, the first of them in the list and how many more."""
    ordered = units.sort_values(["share", "progress", "position"])
    return name_first_of(find_lowest(ordered, visit.words), visit.words)
