"""A visit from the address bar: lang, nam, ngay, cau-truc, cong-bo, and in a trial xem-nhu."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import Engine

from actions.permissions import Actor
from locales.catalogues import LANGUAGES
from locales.words import words_in
from models.database import reading
from models.issues import Issued
from models.settings import read_sample_day, read_versions
from models.spans import day_of
from models.users import UserRole
from pages.components import frames
from pages.components.address_bar import sync_choice, sync_day, sync_following_choice
from pages.components.visit import Structure, Visit, find_year_on
from server.auth.modes import SignInMode

LANGUAGE, YEAR, DAY, STRUCTURE, ROLE = "lang", "nam", "ngay", "cau-truc", "xem-nhu"
ISSUE = "cong-bo"  # a published report's code: everything is seen as it was then
TRIAL_ROLES = (
    UserRole.SECRETARIAT,
    UserRole.LEADER,
    UserRole.UNIT_OFFICER,
    UserRole.SUPERVISOR,
    UserRole.ADMINISTRATOR,
)
ONLOOKERS = frozenset({UserRole.LEADER, UserRole.SECRETARIAT, UserRole.SUPERVISOR})


@dataclass(frozen=True)
class Holdings:
    """What the database says of itself: sample day (None: real), version, and that of the
    register."""

    sample_on: date | None
    version: int
    register_version: int | None = None


def build_visit(
    engine: Engine,
    data: Holdings,
    *,
    actor: Actor | None,
    way: SignInMode,
    now: datetime,
) -> Visit:
    """The visit of `actor` that the address bar asks for; None is a trial's, who may choose.
    The day of `now` gives way to a sample's own."""
    day = data.sample_on or day_of(now)
    actor = actor or _choose_actor(engine, data, day)
    issue = _choose_issue(engine, data, actor)
    as_of = issue.day if issue else sync_day(DAY, day, last=day)
    periods = frames.load_catalogue_on(engine, data.version, actor, as_of).periods
    years = tuple(int(year) for year in periods["year"])
    return Visit(
        engine=engine,
        actor=actor,
        words=words_in(choose_language()),
        today=day,
        year=issue.year if issue else _choose_year(years, as_of),
        as_of=as_of,
        structure=Structure(sync_choice(STRUCTURE, list(Structure), Structure.THEN)),
        version=data.version,
        register_version=data.register_version,
        sample=data.sample_on is not None,
        years=years,
        now=now,
        way=way,
        issue=issue,
    )


def _choose_issue(engine: Engine, data: Holdings, actor: Actor) -> Issued | None:
    """The published report to look by; a unit's officer looks at nothing but the present."""
    if actor.role not in ONLOOKERS:
        return None
    issues = {issue.code: issue for issue in frames.load_issues(engine, data.version)}
    return issues.get(sync_choice(ISSUE, list(issues), ""))


def choose_language() -> str:
    """The language that the address bar asks for."""
    return sync_choice(LANGUAGE, LANGUAGES, LANGUAGES[0])


def load_holdings(engine: Engine) -> Holdings:
    """What there is before anybody is let in."""
    with reading(engine) as session:
        return Holdings(read_sample_day(session), *read_versions(session))


def _choose_year(years: tuple[int, ...], as_of: date) -> int:
    """The year asked for; else what a visitor of that day would have been shown."""
    usual = find_year_on(years, as_of)
    return int(sync_following_choice(YEAR, [str(year) for year in years], str(usual)))


def _choose_actor(engine: Engine, data: Holdings, day: date) -> Actor:
    """In a trial one is whom one likes."""
    role = UserRole(sync_choice(ROLE, list(TRIAL_ROLES), UserRole.SECRETARIAT))
    anyone = Actor(f"trial-{role}", role)
    if role != UserRole.UNIT_OFFICER:
        return anyone
    return replace(anyone, unit_code=_find_some_unit(engine, data, anyone, day))


def _find_some_unit(engine: Engine, data: Holdings, actor: Actor, day: date) -> str | None:
    """The unit a trial officer belongs to: the plan's second body, after the Red Cross."""
    codes = frames.load_catalogue_on(engine, data.version, actor, day).units["code"]
    return str(codes.iloc[1]) if len(codes) > 1 else None
