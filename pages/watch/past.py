"""A past period: nothing is decided about it any more."""

from pages.parts.empty import empty
from pages.parts.links import link
from pages.parts.period import has_no_data
from pages.parts.visit import Visit, year_on
from pages.parts.visit_from import YEAR


def nothing_left(visit: Visit) -> None:
    """That nothing is left to decide, and the ways to what is, and to who sent nothing: nobody,
    where there are no data."""
    say = visit.words.say
    empty(visit, "past", year=visit.year)
    current = year_on(visit.years, visit.as_of)
    link(visit, "tong-quan", say("past.current", year=current), **{YEAR: str(current)})
    if not has_no_data(visit):
        link(visit, "qua-han", say("past.silent_ones", year=visit.year))
