"""A visit: who looks, in which language, at which year, day and structure. A value; every
screen gets one, so a test can make one up."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from enum import StrEnum

from sqlalchemy import Engine
from streamlit.navigation.page import Page

from actions.permissions import Actor
from locales.words import Words
from models.issues import Issued
from server.auth.modes import SignInMode


class Structure(StrEnum):
    """Which units a series is read in: those of its day, or today's."""

    THEN = "then"
    NOW = "now"


@dataclass(frozen=True)
class Visit:
    """What a screen may know. `today` is Viet Nam's day (a sample database's own day);
    `version` is the data version that every cached frame is keyed by; `years` are the
    periods there are; `pages` are the screens one may go on to, by url_path. `now` is the
    aware instant an action is recorded under; a visit without one may read, not write. `way`
    is how the visitor came in; `screen` is the name of the screen that is open, "" where there
    is none. With an `issue`, everything is seen as that report was
    published: its year, its day, its catalogue."""

    engine: Engine
    actor: Actor
    words: Words
    today: date
    year: int
    as_of: date
    structure: Structure
    version: int
    sample: bool
    years: tuple[int, ...] = ()
    pages: Mapping[str, Page] = field(default_factory=dict)
    now: datetime | None = None
    way: SignInMode = SignInMode.TRIAL
    issue: Issued | None = None
    screen: str = ""


def find_year_on(years: Sequence[int], day: date) -> int:
    """The day's own year, or the latest there is before it, or the first there is: in the
    weeks after a period's last day its reports are what one looks at."""
    begun_years = [year for year in years if year <= day.year]
    return max(begun_years, default=min(years, default=day.year))


def read_instant() -> datetime:
    """The present instant, before there is a visit that holds it."""
    return datetime.now(UTC)
