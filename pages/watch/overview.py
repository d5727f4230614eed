"""Tổng quan: where do we stand, and what needs a decision today?"""

from dataclasses import dataclass
from functools import partial

import pandas as pd

from charts.completion import build_completion_rows
from indicators.groups import GROUPS, grouped
from pages.parts import frames, notes
from pages.parts.backup_line import backup_line
from pages.parts.empty import empty_screen
from pages.parts.figures import Figure, figures
from pages.parts.headline import headline, subtitle
from pages.parts.next_year import warn_of_next_year
from pages.parts.period import has_no_data
from pages.parts.picked import Codes
from pages.parts.picture import Pick, draw
from pages.parts.visit import Visit
from pages.watch.changes import show_changes, since_asked
from pages.watch.first_step import first_step
from pages.watch.groups import by_group, slowest
from pages.watch.origins import open_results
from pages.watch.overview_figures import of_overview
from pages.watch.standing import Standing, standing
from pages.watch.to_decide import briefed, show_decisions
from pages.watch.ways_on import show_ways


@dataclass(frozen=True)
class OverviewSeen:
    """Where we stand, thought through once: in words, in figures, group by group."""

    sentence: str
    figures: list[Figure]
    message: str
    groups: pd.DataFrame


def show(visit: Visit) -> None:
    """The screen."""
    now = standing(visit, (visit.year - 1, visit.year))
    if not now.owed:
        empty_screen(visit, "no_reports", year=visit.year)
        backup_line(visit)
        return
    seen = frames.once(visit, "overview", partial(_seen, visit, now))
    headline(visit, seen.sentence)
    warn_of_next_year(visit)
    first_step(visit)
    figures(visit, seen.figures)
    if not has_no_data(visit):
        _show_groups(visit, seen)
    since = since_asked(visit)
    show_ways(visit, since)
    show_decisions(visit, partial(briefed, visit, seen.sentence, seen.figures, now), now)
    show_changes(visit, since)
    backup_line(visit)


def _show_groups(visit: Visit, seen: OverviewSeen) -> None:
    subtitle(seen.message)
    pick = Pick("group-bars", opens=partial(_open_group, visit))
    draw(visit, "completion", seen.groups, alt=seen.message, pick=pick)
    notes.hint(visit.words.say("pick.origin"), key="groups")
    notes.source(visit, "returns")


def _open_group(visit: Visit, codes: Codes) -> None:
    rows = grouped(frames.results(visit, (visit.year - 1, visit.year)))
    group = codes["code"]
    if not group:
        open_results(visit, rows, {})
    elif group in GROUPS:
        open_results(visit, rows, {"group": group}, of=visit.words.say(f"group.{group}"))


def _seen(visit: Visit, now: Standing) -> OverviewSeen:
    groups = by_group(visit, frames.results(visit, (visit.year - 1, visit.year)))
    return OverviewSeen(
        sentence=now.said(visit),
        figures=of_overview(visit, now),
        message=slowest(visit, groups),
        groups=build_completion_rows(groups, visit.words),
    )
