"""Frames: questions and indicators, counted once per state of the data and shared by all.

Keyed by the database, its version, the as-of day and the years; never by time. What comes
out is shared: nobody may change it in place.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple, TypeVar

import pandas as pd
import streamlit as st
from sqlalchemy import Engine

from indicators.due_reports import due_reports
from indicators.due_results import due_results
from indicators.structure import carried, in_structure
from models.database import reading
from models.periods import extensions_known
from models.reminders import last_reminders
from models.snapshots import Catalogue, Duties, Register, catalogue_of, duties_of, register_of
from models.submissions import submissions_known
from models.tasks import assignments_due
from pages.parts.visit import Structure, Visit

KEPT = 24  # answers of each kind; the oldest goes first
Years = tuple[int, ...]
Counted = TypeVar("Counted")


class Moment(NamedTuple):
    """Which data: the database, its version, and the day as of which it is asked."""

    place: str
    version: int
    as_of: date


def results(visit: Visit, years: Sequence[int]) -> pd.DataFrame:
    """Due results of `years`, in the units of the visit's structure."""
    return _results(visit.engine, _moment(visit), tuple(years), visit.structure)


def reports(visit: Visit, years: Sequence[int]) -> pd.DataFrame:
    """Due reports of `years`, each under the unit of its day."""
    return _reports(visit.engine, _moment(visit), tuple(years))


def register(visit: Visit, years: Sequence[int]) -> Register:
    """The register of `years`, its communes in the visit's structure."""
    return _register(visit.engine, _moment(visit), tuple(years), visit.structure)


def catalogue(visit: Visit) -> Catalogue:
    """Units, successions, tasks and periods."""
    return _catalogue(visit.engine, _moment(visit))


def once(visit: Visit, name: str, count: Callable[[], Counted]) -> Counted:
    """What `count` gives, counted once for this data, year, structure and language.

    `name` tells it from every other answer: `count` may depend on nothing else of the visit.
    """
    asked = (name, visit.year, visit.structure.value, visit.words.language)
    return _once(count, _moment(visit), asked)


def structure_day(visit: Visit) -> date | None:
    """The day whose units everything was carried to; None where each keeps its own."""
    return visit.as_of if visit.structure == Structure.NOW else None


def _moment(visit: Visit) -> Moment:
    return Moment(str(visit.engine.url), visit.version, visit.as_of)


@st.cache_resource(max_entries=KEPT * 10, show_spinner=False)
def _once(
    _count: Callable[[], Counted],
    moment: Moment,  # noqa: ARG001 (the cache key)
    asked: tuple[str, int, str, str],  # noqa: ARG001 (the cache key)
) -> Counted:
    return _count()


@st.cache_resource(max_entries=KEPT, show_spinner=False)
def _catalogue(_engine: Engine, moment: Moment) -> Catalogue:  # noqa: ARG001 (the cache key)
    with reading(_engine) as session:
        return catalogue_of(session)


@st.cache_resource(max_entries=KEPT, show_spinner=False)
def _results(_engine: Engine, moment: Moment, years: Years, structure: Structure) -> pd.DataFrame:
    with reading(_engine) as session:
        owed = due_results(duties_of(session, years, moment.as_of))
    if structure == Structure.THEN:
        return owed
    known = _catalogue(_engine, moment)
    return in_structure(owed, "unit_id", carried(known.units, known.successions, moment.as_of))


@st.cache_resource(max_entries=KEPT, show_spinner=False)
def _reports(_engine: Engine, moment: Moment, years: Years) -> pd.DataFrame:
    return due_reports(_reporting_duties(_engine, moment, list(years)))


def _reporting_duties(engine: Engine, moment: Moment, years: list[int]) -> Duties:
    """The duties of `years` without their results, which reports do not need."""
    with reading(engine) as session:
        return replace(
            duties_of(session, [], moment.as_of),
            assignments=assignments_due(session, years),
            extensions=extensions_known(session, years, moment.as_of),
            submissions=submissions_known(session, years, moment.as_of),
            reminders=last_reminders(session, years, moment.as_of),
        )


@st.cache_resource(max_entries=KEPT, show_spinner=False)
def _register(_engine: Engine, moment: Moment, years: Years, structure: Structure) -> Register:
    with reading(_engine) as session:
        found = register_of(session, years, moment.as_of)
    if structure == Structure.THEN:
        return found
    known = found.catalogue
    moves = carried(known.units, known.successions, moment.as_of)
    return replace(found, dossiers=in_structure(found.dossiers, "commune_id", moves))
