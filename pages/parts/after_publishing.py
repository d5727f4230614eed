"""After publishing: which reports came, or were sent again, when theirs was already published."""

from functools import partial

import pandas as pd

from models.database import reading
from models.issues import After, returns_after
from pages.parts import frames
from pages.parts.visit import Visit

CAME, AGAIN = "came", "again"


def marks(visit: Visit, reports: pd.DataFrame) -> list[str]:
    """For each due report: “sau khi công bố”, “có bản sửa sau khi công bố”, the same of a
    period that was closed; "" where neither."""
    after = frames.once(visit, "returns after", partial(_after, visit))
    itself = {one.submission: one.edge for one in after}
    units = {(one.year, one.unit): one.edge for one in reversed(after)}
    told = zip(reports["submission_id"], reports["year"], reports["unit_id"], strict=True)
    return [
        _said(visit, CAME, itself[number])
        if number in itself
        else _said(visit, AGAIN, units.get((int(year), int(unit)), ""))
        for number, year, unit in ((-1 if pd.isna(at) else int(at), *of) for at, *of in told)
    ]


def _after(visit: Visit) -> list[After]:
    with reading(visit.engine) as session:
        return returns_after(session, visit.as_of)


def _said(visit: Visit, how: str, edge: str) -> str:
    return visit.words.say(f"after.{how}.{edge}") if edge else ""
