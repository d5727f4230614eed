"""The way of the addresses, from the survey to standing on their own feet: over the province,
and of one commune for who may know single addresses."""

from functools import partial

import pandas as pd

from charts.lengths import lengths_rows
from indicators.funnel import STAGES, funnel
from models.snapshots import Register
from pages.parts import comparisons, frames, notes
from pages.parts.headline import subtitle
from pages.parts.picture import draw
from pages.parts.privacy import exact
from pages.parts.visit import Visit


def province_way(visit: Visit, register: Register) -> None:
    """The funnel over the province; it tells of no commune."""
    told = frames.once(visit, "funnel", partial(funnel, register))
    _drawn(visit, comparisons.of_year(told, visit.year), "province")


def commune_way(visit: Visit, register: Register, commune_id: int) -> None:
    """The funnel of one commune. Its stages overlap and the province's are told exactly: what
    each commune has in them cannot be rounded so that nothing is deduced, so it is told to
    nobody else (docs/decisions/0010)."""
    if not exact(visit):
        notes.note(visit.words.say("funnel.untold"))
        return
    counted = partial(funnel, register, ("commune_id",))
    told = frames.once(visit, "funnel by commune", counted)
    here = (told["year"] == visit.year) & (told["commune_id"] == commune_id)
    if here.any():
        _drawn(visit, told[here].iloc[0], str(commune_id))


def _drawn(visit: Visit, now: "pd.Series", place: str) -> None:
    """The stages of a row of `funnel`; `place` tells it from every other."""
    words = visit.words
    message = words.say(
        "funnel.message", confirmed=now["confirmed"], whole=now["surveyed"], risen=now["risen"]
    )
    subtitle(message)
    rows = frames.once(visit, f"funnel drawn {place}", partial(_lines, visit, now))
    draw(visit, "lengths", rows, alt=message)
    notes.note(words.say("funnel.closed", closed=now["closed"], risen=now["risen"]))


def _lines(visit: Visit, now: "pd.Series") -> pd.DataFrame:
    words, whole = visit.words, float(now["surveyed"])
    lines = [
        {
            "label": words.say(f"funnel.{stage}"),
            "value": now[stage],
            "said": words.say("funnel.said", count=now[stage], share=float(now[stage]) / whole),
            "kind": "added",
        }
        for stage in STAGES
    ]
    return lengths_rows(pd.DataFrame(lines), words)
