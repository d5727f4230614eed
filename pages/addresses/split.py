"""The split of the addresses in a sentence: helped, not helped, closed without help and why."""

import pandas as pd

from locales.numbers import is_missing
from models.counted import REASONS
from pages.components.privacy import format_count, format_counts
from pages.components.visit import Visit

MOST_NAMED = 10  # communes named in a line; more are counted only


def describe_split(visit: Visit, counts: "pd.Series") -> str:
    """The parts of the whole, which add up: a row of coverage as the visitor may read it. Empty
    where a part is not known; the closed without their reasons where those are not told."""
    names = {"whole": "whole", "part": "part", "nobody": "nobody", "closed": "closed_unhelped"}
    if any(is_missing(counts[column]) for column in names.values()) or not counts["whole"]:
        return ""
    facts = {name: format_count(visit, counts[column]) for name, column in names.items()}
    if not counts["closed_unhelped"]:
        return visit.words.say("split.all_open", **facts)
    reasons = describe_reasons(visit, counts)
    key = "split.said_reasons" if reasons else "split.said"
    return visit.words.say(key, **facts, reasons=reasons)


def describe_unreported(visit: Visit, counts: "pd.Series", communes: pd.DataFrame) -> str:
    """How many addresses are in no ratio because nobody has reported the help of their communes,
    and which communes; empty where there are none."""
    if is_missing(counts["unreported"]) or not counts["unreported"]:
        return ""
    silent = communes[communes["unreported"].fillna(0) > 0]
    silent = communes[communes["silent"]] if silent.empty else silent
    names = ", ".join(silent["label"].head(MOST_NAMED))
    key = "help.left_out" if len(silent) <= MOST_NAMED else "help.left_out_many"
    count = format_count(visit, counts["unreported"])
    return visit.words.say(key, addresses=count, count=len(silent), names=names)


def count_in_force(communes: pd.DataFrame) -> pd.Series:
    """The addresses of each commune with a dossier in force, reported or not; missing where one
    of the two is hidden, or there is no register."""
    reported = communes["whole"].where(communes["reported"], 0)
    silent = communes["unreported"].astype("Int64")
    total = (reported.astype("Int64") + silent).astype("Int64")
    return total.where(communes["registered"])


def format_help_counts(visit: Visit, communes: pd.DataFrame, count: str) -> list[str]:
    """A count of help of each commune in words: of one whose help nobody has reported, that."""
    counts = format_counts(visit, communes[count], communes["reported"])
    unreported = visit.words.say("help.unreported")
    return [
        unreported if is_silent else label
        for label, is_silent in zip(counts, communes["silent"], strict=True)
    ]


def describe_reasons(visit: Visit, counts: "pd.Series") -> str:
    """How many were closed without help for each reason; nothing where that is not told."""
    by_reason = {reason: counts[f"unhelped_{reason}"] for reason in REASONS}
    return "; ".join(
        visit.words.say(f"split.reason.{reason}", count=format_count(visit, count))
        for reason, count in by_reason.items()
        if not is_missing(count) and count
    )
