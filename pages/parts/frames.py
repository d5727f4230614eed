"""Frames: questions and indicators, counted once per state of the data and shared by all.

Keyed by the database, its version, the reader's role and unit, the as-of day and the years;
never by time. Each question is asked once: results and reports stand on the same duties,
and everything on the same catalogue. What comes out is shared: nobody may change it in
place.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple, TypeVar

import pandas as pd
import streamlit as st
from sqlalchemy import Engine

from actions.permissions import Actor
from indicators.due_reports import due_reports
from indicators.due_results import due_results
from indicators.steps import Known
from indicators.structure import carried, in_structure
from models.database import reading
from models.snapshots import Catalogue, Duties, Register, catalogue_of, duties_of, register_of
from pages.parts.visit import Structure, Visit

KEPT = 24  # answers of each kind; the oldest goes first
Years = tuple[int, ...]
Counted = TypeVar("Counted")


class Holding(NamedTuple):
    """Which data, and for which role: the database and its version."""

    place: str
    version: int
    role: str


class Moment(NamedTuple):
    """A holding as of a day, for the readers of one unit or of none."""

    held: Holding
    unit_code: str | None
    as_of: date


def results(visit: Visit, years: Sequence[int]) -> pd.DataFrame:
    """Due results of `years`, in the units of the visit's structure."""
    return _results_of(visit.engine, _moment(visit), _ordered(years), visit.structure)


def reports(visit: Visit, years: Sequence[int]) -> pd.DataFrame:
    """Due reports of `years`, each under the unit of its day."""
    return _reports_of(visit.engine, _moment(visit), _ordered(years))


def register(visit: Visit, years: Sequence[int]) -> Register:
    """The register of `years`, its communes in the visit's structure."""
    return _register(visit.engine, _moment(visit), _ordered(years), visit.structure)


def catalogue(visit: Visit) -> Catalogue:
    """Units, successions, tasks and periods."""
    return _catalogue(visit.engine, _moment(visit).held)


def catalogue_held(engine: Engine, version: int, actor: Actor) -> Catalogue:
    """The same before there is a visit."""
    return _catalogue(engine, _holding(engine, version, actor))


def known(visit: Visit, day: date) -> Known:
    """All that was known of the visit's year at the end of `day`, each unit as of its day."""
    moment = _moment(visit)._replace(as_of=day)
    duties = _duties(visit.engine, moment)
    return Known(duties, _register_of_year(visit.engine, moment, visit.year)).of_year(visit.year)


def once(visit: Visit, name: str, count: Callable[[], Counted]) -> Counted:
    """What `count` gives, counted once for this data, reader, year, structure and language.

    `name` tells it from every other answer: `count` may depend on nothing else of the visit.
    """
    asked = (name, visit.year, visit.structure.value, visit.words.language)
    return _once(count, _moment(visit), asked)


def structure_day(visit: Visit) -> date | None:
    """The day whose units everything was carried to; None where each keeps its own."""
    return visit.as_of if visit.structure == Structure.NOW else None


def _moment(visit: Visit) -> Moment:
    held = _holding(visit.engine, visit.version, visit.actor)
    return Moment(held, visit.actor.unit_code, visit.as_of)


def _holding(engine: Engine, version: int, actor: Actor) -> Holding:
    return Holding(str(engine.url), version, actor.role.value)


def _ordered(years: Sequence[int]) -> Years:
    return tuple(sorted(set(years)))


@st.cache_resource(max_entries=KEPT * 20, show_spinner=False)
def _once(
    _count: Callable[[], Counted],
    moment: Moment,  # noqa: ARG001 (the cache key)
    asked: tuple[str, int, str, str],  # noqa: ARG001 (the cache key)
) -> Counted:
    return _count()


@st.cache_resource(max_entries=KEPT, show_spinner=False)
def _catalogue(_engine: Engine, held: Holding) -> Catalogue:  # noqa: ARG001 (the cache key)
    with reading(_engine) as session:
        return catalogue_of(session)


@st.cache_resource(max_entries=KEPT, show_spinner=False)
def _duties(_engine: Engine, moment: Moment) -> Duties:
    """Everything owed in every period: results and reports are counted from it."""
    known = _catalogue(_engine, moment.held)
    years = [int(year) for year in known.periods["year"]]
    with reading(_engine) as session:
        return duties_of(session, years, moment.as_of, catalogue=known)


@st.cache_resource(max_entries=KEPT, show_spinner=False)
def _results(_engine: Engine, moment: Moment, structure: Structure) -> pd.DataFrame:
    owed = due_results(_duties(_engine, moment))
    if structure == Structure.THEN:
        return owed
    known = _catalogue(_engine, moment.held)
    return in_structure(owed, "unit_id", carried(known.units, known.successions, moment.as_of))


@st.cache_resource(max_entries=KEPT * 4, show_spinner=False)
def _results_of(
    _engine: Engine, moment: Moment, years: Years, structure: Structure
) -> pd.DataFrame:
    return _in_years(_results(_engine, moment, structure), years)


@st.cache_resource(max_entries=KEPT, show_spinner=False)
def _reports(_engine: Engine, moment: Moment) -> pd.DataFrame:
    return due_reports(_duties(_engine, moment))


@st.cache_resource(max_entries=KEPT * 4, show_spinner=False)
def _reports_of(_engine: Engine, moment: Moment, years: Years) -> pd.DataFrame:
    return _in_years(_reports(_engine, moment), years)


def _in_years(frame: pd.DataFrame, years: Years) -> pd.DataFrame:
    return frame[frame["year"].isin(years)].reset_index(drop=True)


@st.cache_resource(max_entries=KEPT, show_spinner=False)
def _register(_engine: Engine, moment: Moment, years: Years, structure: Structure) -> Register:
    known = _catalogue(_engine, moment.held)
    kept = [_register_of_year(_engine, moment, year) for year in years]
    found = Register(
        as_of=moment.as_of,
        catalogue=known,
        dossiers=_joined([each.dossiers for each in kept]),
        supports=_joined([each.supports for each in kept]),
    )
    if structure == Structure.THEN:
        return found
    moves = carried(known.units, known.successions, moment.as_of)
    return replace(found, dossiers=in_structure(found.dossiers, "commune_id", moves))


@st.cache_resource(max_entries=KEPT * 2, show_spinner=False)
def _register_of_year(_engine: Engine, moment: Moment, year: int) -> Register:
    """A year by itself: a screen of two years and a screen of all ask for none twice."""
    known = _catalogue(_engine, moment.held)
    with reading(_engine) as session:
        return register_of(session, [year], moment.as_of, catalogue=known)


def _joined(years: list[pd.DataFrame]) -> pd.DataFrame:
    return pd.concat(years, ignore_index=True) if len(years) > 1 else years[0]
