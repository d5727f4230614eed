"""Readiness: what is still open before a yearly report is signed."""

from dataclasses import dataclass
from datetime import date

import pandas as pd

from indicators.due_reports import AWAITED, IN_TIME, LATE, OVERDUE, SENT_BACK
from indicators.obligations import REQUIRED


@dataclass(frozen=True)
class Open:
    """One thing that is open, and how many of it."""

    code: str
    count: int


def readiness(
    reports: pd.DataFrame,
    communes: pd.DataFrame,
    *,
    estimates: frozenset[int],
    since: date | None,
) -> list[Open]:
    """What is open, the most pressing first; nothing that is settled.

    `reports` are due reports and `communes` coverage by commune, both of one year; a
    commune is unreviewed whose register was last reviewed before `since`, or never.
    Requested bodies are never on the list.
    """
    owed = reports[reports["obligation"] == REQUIRED]
    came = owed[owed["state"].isin((IN_TIME, LATE))]
    known = communes[communes["whole"].notna()]
    old = known["last_review"].isna()
    if since is not None:
        old |= known["last_review"] < pd.Timestamp(since)
    counts = {
        "overdue": int((owed["state"] == OVERDUE).sum()),
        "sent_back": int((owed["state"] == SENT_BACK).sum()),
        "awaited": int((owed["state"] == AWAITED).sum()),
        "estimated": int(came["unit_id"].isin(estimates).sum()),
        "no_register": int(communes["whole"].isna().sum()),
        "unreviewed": int(old.sum()),
    }
    return [Open(code, count) for code, count in counts.items() if count]
