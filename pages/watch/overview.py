"""Tổng quan: where do we stand, and what needs a decision today?"""

from functools import partial

from charts.completion import completion_rows
from pages.parts import frames, notes
from pages.parts.backup_line import backup_line
from pages.parts.empty import empty
from pages.parts.figures import figures
from pages.parts.headline import headline, subtitle
from pages.parts.picture import draw
from pages.parts.visit import Visit
from pages.watch.changes import show_changes, since_asked
from pages.watch.groups import by_group, slowest
from pages.watch.overview_figures import of_overview
from pages.watch.standing import standing
from pages.watch.to_decide import briefed, show_decisions
from pages.watch.ways_on import show_ways


def show(visit: Visit) -> None:
    """The screen."""
    now = standing(visit, (visit.year - 1, visit.year))
    if not now.owed:
        empty(visit, "no_reports", year=visit.year)
        backup_line(visit)
        return
    sentence = now.said(visit)
    headline(sentence)
    shown = of_overview(visit, now)
    figures(visit, shown)
    _groups(visit)
    show_decisions(visit, partial(briefed, visit, sentence, shown, now), now)
    since = since_asked(visit)
    show_changes(visit, since)
    show_ways(visit, since)
    backup_line(visit)


def _groups(visit: Visit) -> None:
    results = frames.results(visit, (visit.year - 1, visit.year))
    groups = frames.once(visit, "groups", partial(by_group, visit, results))
    rows = frames.once(visit, "groups drawn", partial(completion_rows, groups, visit.words))
    message = slowest(visit, groups)
    subtitle(message)
    draw(visit, "completion", rows, alt=message)
    notes.source(visit, "returns")
