"""Further views of the addresses, one at a time: their way, whose they are, who helps, how much."""

from collections.abc import Callable, Mapping
from functools import partial

import pandas as pd

from charts.lengths import build_lengths_rows
from indicators.mobilised import sum_mobilised
from locales.names import list_titles
from models.tasks import Money
from pages.addresses.people import show_helped_groups, show_supporters
from pages.addresses.way import show_province_funnel
from pages.components import frames, notes
from pages.components.cache import once
from pages.components.clicks import Codes
from pages.components.headline import show_subtitle
from pages.components.origins import open_results
from pages.components.picture import Pick, draw_chart
from pages.components.switch import show_switch
from pages.components.visit import Visit

VIEW = "muc"


def show_views(visit: Visit) -> None:
    """The choice between the views, and the one chosen."""
    labels = {name: visit.words.say(f"addresses.view.{name}") for name in VIEWS}
    view = show_switch(visit.words.say("addresses.view"), VIEW, labels, labelled=True)
    VIEWS[view](visit)


def _show_value(visit: Visit) -> None:
    words = visit.words
    results = frames.load_results(visit, (visit.year - 1, visit.year))
    now = once(_sum_mobilised, visit)
    message = words.say("mobilised.message", value=now["counted"].sum())
    show_subtitle(message)
    rows = once(_build_value_rows, visit, now)
    pick = Pick("mobilised", opens=partial(_open_value, visit, results))
    draw_chart(visit, "lengths", rows, alt=message, pick=pick)
    notes.show_hint(words.say("pick.origin"), key="mobilised")
    notes.show_note(words.say("mobilised.once"))
    notes.show_source(visit, "returns")


def _sum_mobilised(visit: Visit) -> pd.DataFrame:
    """What each movement of the visit's year brought."""
    amounts = sum_mobilised(frames.load_results(visit, (visit.year - 1, visit.year)))
    return amounts[amounts["year"] == visit.year]


def _open_value(visit: Visit, results: pd.DataFrame, codes: Codes) -> None:
    """The certificate of what one movement brought: what counts, or why it does not."""
    rows = results[results["task_code"] == codes["code"]]
    if len(rows):
        of = list_titles(rows.head(1), visit.words).iloc[0]
        open_results(visit, rows, {}, of=of, name="grand_total")


def _build_value_rows(visit: Visit, now: pd.DataFrame) -> pd.DataFrame:
    words = visit.words
    kinds = (now["money"] == Money.COUNTS.value).map({True: "added", False: "beside"})
    lines = now.assign(
        label=list_titles(now, words),
        code=now["task_code"],
        value=now["value_vnd"],
        kind=kinds,
        figure_text=[
            words.say(f"mobilised.{kind}", value=value)
            for kind, value in zip(kinds, now["value_vnd"], strict=True)
        ],
    )
    return build_lengths_rows(lines, words)


VIEWS: Mapping[str, Callable[[Visit], None]] = {
    "chang-duong": show_province_funnel,
    "doi-tuong": show_helped_groups,
    "ai-giup-ai": show_supporters,
    "tri-gia": _show_value,
}
