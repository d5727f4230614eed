"""A visit: who looks, in which language, at which year, day and structure. A value; every
screen gets one, so a test can make one up."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from enum import StrEnum
from functools import cached_property

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


ANYBODY = ""  # in place of the role where none bears on the answer


@dataclass(frozen=True)
class DataVersion:
    """The data of `engine` as they stand at `version`, for readers of `role`; addresses and help
    are as they were at the `register_version` (None: whenever the version is)."""

    engine: Engine
    version: int
    role: str
    register_version: int | None = None

    @cached_property
    def cache_key(self) -> Hashable:
        """What tells these data from all others."""
        return str(self.engine.url), self.version, self.role

    @cached_property
    def of_register(self) -> "DataVersion":
        """The addresses and help alone: no role bears on them, nor does any other write."""
        version = self.version if self.register_version is None else self.register_version
        return DataVersion(self.engine, version, ANYBODY)


@dataclass(frozen=True)
class Snapshot:
    """What was known at the end of `as_of`, for readers of one unit or of none; with the id of
    an `issue`, by the catalogue that was kept with it, if one was."""

    data: DataVersion
    unit_code: str | None
    as_of: date
    issue: int | None = None

    @cached_property
    def cache_key(self) -> Hashable:
        """What tells this snapshot from all others."""
        return self.data.cache_key, self.unit_code, self.as_of, self.issue

    @cached_property
    def for_anybody(self) -> "Snapshot":
        """The same where neither role nor unit of the reader bears on the answer."""
        return replace(self, data=replace(self.data, role=ANYBODY), unit_code=None)


@dataclass(frozen=True)
class Visit:
    """What a screen may know. `today` is Viet Nam's day (a sample database's own day);
    `version` is the data version that every cached frame is keyed by, and `register_version` that
    of addresses and help (None: the same); `years` are the
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
    register_version: int | None = None

    @cached_property
    def snapshot(self) -> Snapshot:
        """What the visit's reader may know on its day."""
        data = DataVersion(self.engine, self.version, self.actor.role.value, self.register_version)
        issue = self.issue.id if self.issue else None
        return Snapshot(data, self.actor.unit_code, self.as_of, issue)

    @cached_property
    def cache_key(self) -> Hashable:
        """What an answer may depend on: two visits with one key get the same."""
        choices = (self.year, self.structure, self.words.language, self.today, self.years)
        return self.snapshot.cache_key, self.sample, *choices

    @cached_property
    def without_person(self) -> "Visit":
        """The visit as every reader with the same `cache_key` has it."""
        role = self.actor.role
        nobody = Actor(role.value, role, self.actor.unit_code)
        return replace(self, actor=nobody, pages={}, now=None, way=SignInMode.TRIAL, screen="")


def find_year_on(years: Sequence[int], day: date) -> int:
    """The day's own year, or the latest there is before it, or the first there is: in the
    weeks after a period's last day its reports are what one looks at."""
    begun_years = [year for year in years if year <= day.year]
    return max(begun_years, default=min(years, default=day.year))


def read_instant() -> datetime:
    """The present instant, before there is a visit that holds it."""
    return datetime.now(UTC)
