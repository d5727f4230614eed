"""Further views of the addresses, one at a time: their way, whose they are, who helps, how much."""

from collections.abc import Callable, Mapping
from functools import partial

import pandas as pd

from charts.lengths import lengths_rows
from indicators.funnel import STAGES, funnel
from indicators.mobilised import mobilised
from locales.names import titles
from models.snapshots import Register
from models.tasks import Money
from pages.parts import comparisons, frames, notes
from pages.parts.headline import subtitle
from pages.parts.picture import draw
from pages.parts.switch import switch
from pages.parts.visit import Visit
from pages.watch.address_people import helped, helping

VIEW = "muc"


def views(visit: Visit, register: Register) -> None:
    """The choice between the views, and the one chosen."""
    said = {name: visit.words.say(f"addresses.view.{name}") for name in VIEWS}
    picked = switch(visit.words.say("addresses.view"), VIEW, said, labelled=True)
    VIEWS[picked](visit, register)


def _way(visit: Visit, register: Register) -> None:
    """The funnel, over the province; it tells of no commune."""
    words = visit.words
    told = frames.once(visit, "funnel", partial(funnel, register))
    now = comparisons.of_year(told, visit.year)
    message = words.say(
        "funnel.message", confirmed=now["confirmed"], whole=now["surveyed"], risen=now["risen"]
    )
    subtitle(message)
    rows = frames.once(visit, "funnel drawn", partial(_way_drawn, visit, now))
    draw(visit, "lengths", rows, alt=message)
    notes.note(words.say("funnel.closed", closed=now["closed"], risen=now["risen"]))


def _way_drawn(visit: Visit, now: "pd.Series") -> pd.DataFrame:
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


def _value(visit: Visit, _register: Register) -> None:
    words = visit.words
    results = frames.results(visit, (visit.year - 1, visit.year))
    answer = frames.once(visit, "mobilised", partial(mobilised, results))
    now = answer[answer["year"] == visit.year]
    message = words.say("mobilised.message", value=now["counted"].sum())
    subtitle(message)
    rows = frames.once(visit, "mobilised drawn", partial(_value_drawn, visit, now))
    draw(visit, "lengths", rows, alt=message)
    notes.note(words.say("mobilised.once"))
    notes.source(visit, "returns")


def _value_drawn(visit: Visit, now: pd.DataFrame) -> pd.DataFrame:
    words = visit.words
    kinds = (now["money"] == Money.COUNTS.value).map({True: "added", False: "beside"})
    lines = now.assign(
        label=titles(now, words),
        value=now["value_vnd"],
        kind=kinds,
        said=[
            words.say(f"mobilised.{kind}", value=value)
            for kind, value in zip(kinds, now["value_vnd"], strict=True)
        ],
    )
    return lengths_rows(lines, words)


VIEWS: Mapping[str, Callable[[Visit, Register], None]] = {
    "chang-duong": _way,
    "doi-tuong": helped,
    "ai-giup-ai": helping,
    "tri-gia": _value,
}
