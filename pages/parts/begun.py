"""Begun: a screen of a period has nothing to show on a day before the period's first."""

from collections.abc import Callable
from datetime import date

from pages.parts.empty import empty_screen
from pages.parts.links import link
from pages.parts.period import first_day
from pages.parts.visit import Visit, year_on
from pages.parts.visit_from import DAY, YEAR

Show = Callable[[Visit], None]


def once_begun(url_path: str, show: Show) -> Show:
    """The screen `show` of `url_path`; on a day before the visit's period, when that begins
    and the ways to what there is."""

    def shown(visit: Visit) -> None:
        first = first_day(visit)
        if first is None or visit.as_of >= first:
            show(visit)
        else:
            _not_begun(visit, url_path, first)

    return shown


def _not_begun(visit: Visit, url_path: str, first: date) -> None:
    say = visit.words.say
    empty_screen(visit, "not_begun", year=visit.year, first=first)
    then = year_on(visit.years, visit.as_of)
    if then != visit.year:
        said = say("not_begun.look", year=then, day=visit.as_of)
        link(visit, url_path, said, **{YEAR: str(then)})
    said = say("not_begun.look", year=visit.year, day=visit.today)
    link(visit, url_path, said, **{YEAR: str(visit.year), DAY: visit.today.isoformat()})
