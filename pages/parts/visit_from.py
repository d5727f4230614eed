"""A visit from the address bar: lang, nam, ngay, cau-truc, and in a trial xem-nhu."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Engine

from actions.permissions import Actor
from locales.catalogues import LANGUAGES
from locales.words import words_in
from models.database import reading
from models.periods import periods_known
from models.settings import data_version, sample_day
from models.spans import day_of
from models.units import units_known
from models.users import UserRole
from pages.parts.address_bar import chosen, chosen_day
from pages.parts.visit import Structure, Visit

LANGUAGE, YEAR, DAY, STRUCTURE, ROLE = "lang", "nam", "ngay", "cau-truc", "xem-nhu"
TRIAL_ROLES = (
    UserRole.SECRETARIAT,
    UserRole.LEADER,
    UserRole.UNIT_OFFICER,
    UserRole.SUPERVISOR,
    UserRole.ADMINISTRATOR,
)


@dataclass(frozen=True)
class Holdings:
    """What the database says of itself: sample day (None: real), version, periods."""

    sample_on: date | None
    version: int
    years: tuple[int, ...]


def visit_from(engine: Engine, *, now: datetime) -> Visit:
    """The visit that the address bar asks for. The day of `now` gives way to a sample's own."""
    held = _holdings(engine)
    day = held.sample_on or day_of(now)
    return Visit(
        engine=engine,
        actor=_actor(engine, trial=held.sample_on is not None),
        words=words_in(chosen(LANGUAGE, LANGUAGES, LANGUAGES[0])),
        today=day,
        year=_year(held.years, day),
        as_of=chosen_day(DAY, day, last=day),
        structure=Structure(chosen(STRUCTURE, list(Structure), Structure.THEN)),
        version=held.version,
        sample=held.sample_on is not None,
        years=held.years,
        now=now,
    )


def _holdings(engine: Engine) -> Holdings:
    with reading(engine) as session:
        years = periods_known(session)["year"]
        return Holdings(
            sample_day(session), data_version(session), tuple(int(year) for year in years)
        )


def _year(years: tuple[int, ...], day: date) -> int:
    """The year asked for; else the day's own, or the latest there is before it."""
    default = max((year for year in years if year <= day.year), default=day.year)
    return int(chosen(YEAR, [str(year) for year in years], str(default)))


def _actor(engine: Engine, *, trial: bool) -> Actor:
    """Until there is a sign-in: this machine's own secretariat, in a trial whom one likes."""
    if not trial:
        return Actor("local", UserRole.SECRETARIAT)
    role = UserRole(chosen(ROLE, list(TRIAL_ROLES), UserRole.SECRETARIAT))
    own = _some_unit(engine) if role == UserRole.UNIT_OFFICER else None
    return Actor(f"trial-{role}", role, own)


def _some_unit(engine: Engine) -> str | None:
    """The unit a trial officer belongs to: the plan's second body, after the Red Cross."""
    with reading(engine) as session:
        codes = units_known(session)["code"]
    return str(codes.iloc[1]) if len(codes) > 1 else None
