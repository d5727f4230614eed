"""The split of the addresses in a sentence: helped, not helped, closed without help and why."""

import pandas as pd

from indicators.coverage import REASONS
from locales.numbers import missing
from pages.parts.privacy import counted
from pages.parts.visit import Visit


def describe_split(visit: Visit, counts: "pd.Series") -> str:
    """The parts of the whole, which add up: a row of coverage as the visitor may read it. Empty
    where a part is not known; the closed without their reasons where those are not told."""
    names = {"whole": "whole", "part": "part", "nobody": "nobody", "closed": "closed_unhelped"}
    if any(missing(counts[column]) for column in names.values()) or not counts["whole"]:
        return ""
    facts = {name: counted(visit, counts[column]) for name, column in names.items()}
    if not counts["closed_unhelped"]:
        return visit.words.say("split.all_open", **facts)
    reasons = describe_reasons(visit, counts)
    key = "split.said_reasons" if reasons else "split.said"
    return visit.words.say(key, **facts, reasons=reasons)


def describe_reasons(visit: Visit, counts: "pd.Series") -> str:
    """How many were closed without help for each reason; nothing where that is not told."""
    by_reason = {reason: counts[f"unhelped_{reason}"] for reason in REASONS}
    return "; ".join(
        visit.words.say(f"split.reason.{reason}", count=counted(visit, count))
        for reason, count in by_reason.items()
        if not missing(count) and count
    )
