"""Begun: a screen of a period has nothing to show on a day before the period's first."""

from collections.abc import Callable
from datetime import date

from pages.parts.empty import show_empty_screen
from pages.parts.links import show_link
from pages.parts.period import find_first_day
from pages.parts.visit import Visit, find_year_on
from pages.parts.visit_from import DAY, YEAR

Show = Callable[[Visit], None]


def require_period_started(url_path: str, show: Show) -> Show:
    """The screen `show` of `url_path`; on a day before the visit's period, when that begins
    and the ways to what there is."""

    def show_if_started(visit: Visit) -> None:
        first = find_first_day(visit)
        if first is None or visit.as_of >= first:
            show(visit)
        else:
            _show_not_started(visit, url_path, first)

    return show_if_started


def _show_not_started(visit: Visit, url_path: str, first: date) -> None:
    say = visit.words.say
    show_empty_screen(visit, "not_begun", year=visit.year, first=first)
    then = find_year_on(visit.years, visit.as_of)
    if then != visit.year:
        label = say("not_begun.look", year=then, day=visit.as_of)
        show_link(visit, url_path, label, **{YEAR: str(then)})
    label = say("not_begun.look", year=visit.year, day=visit.today)
    show_link(visit, url_path, label, **{YEAR: str(visit.year), DAY: visit.today.isoformat()})
