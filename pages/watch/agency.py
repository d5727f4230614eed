"""One agency: its tasks, its reports over the years, the addresses it supports."""

from collections.abc import Callable

import pandas as pd
import streamlit as st

from indicators.completion import completion
from locales.numbers import missing
from locales.texts import escaped
from models.users import UserRole
from pages.parts import comparisons, frames, notes
from pages.parts.figures import figures
from pages.parts.headline import headline, subtitle
from pages.parts.links import link
from pages.parts.names import full_names, short_names, titles, with_units
from pages.parts.states import result_state, told_state
from pages.parts.tables import table
from pages.parts.visit import Visit
from pages.watch.agency_charts import over_the_years
from pages.watch.agency_figures import of_agency


def show_agency(
    visit: Visit, results: pd.DataFrame, code: str, *, back: Callable[[], None]
) -> None:
    """The agency of `code` in the visit's year; `results` are of that year and the last."""
    words = visit.words
    unit_id = results.loc[
        (results["year"] == visit.year) & (results["code"] == code), "unit_id"
    ].iloc[0]
    own = results[results["unit_id"] == unit_id]
    now = own[own["year"] == visit.year]
    st.button(words.say("agency.back"), type="tertiary", on_click=back)
    headline(_sentence(visit, now))
    contact = now["contact"].iloc[0]
    if not missing(contact):
        st.markdown(escaped(words.say("agency.contact", contact=contact)))
    figures(visit, of_agency(visit, own, int(unit_id)))
    subtitle(words.say("agency.tasks", count=len(now)))
    table(visit, _tasks(visit, now))
    notes.source(visit, "returns")
    body = _body(visit, int(unit_id))
    over_the_years(visit, body, f"one {unit_id}", message=_years_said(visit, own))
    subtitle(words.say("agency.reports"))
    table(visit, _reports(visit, int(unit_id)))
    link(visit, "dia-chi", words.say("agency.to_addresses"))


def _years_said(visit: Visit, own: pd.DataFrame) -> str:
    told = completion(own, by=("year",))
    years = (visit.year, visit.year - 1)
    now, before = (comparisons.of_year(told, year)["share"] for year in years)
    return visit.words.say("agency.years", now=now, before=before, year=years[0], last=years[1])


def _body(visit: Visit, unit_id: int) -> pd.DataFrame:
    """The one body, with its label, code and place."""
    known = with_units(
        pd.DataFrame({"unit_id": [unit_id]}), "unit_id", frames.catalogue(visit).units
    )
    return known.assign(label=short_names(known, visit.words), position=0)


def _sentence(visit: Visit, now: pd.DataFrame) -> str:
    words = visit.words
    name = full_names(now, words).iloc[0]
    told = completion(now, by=()).iloc[0]
    key = "agency.not_due" if missing(told["share"]) else "agency.sentence"
    return words.say(
        key, name=name, part=told["part"], whole=told["whole"], share=told["share"],
        assigned=told["assigned"],
    )  # fmt: skip


def _tasks(visit: Visit, now: pd.DataFrame) -> pd.DataFrame:
    """The tasks in the plan's order; the supervisor sees no files."""
    words = visit.words
    measures = now["measure_vi"] if words.language == "vi" else now["measure_en"]
    told = now.assign(
        task=titles(now, words),
        state=[result_state(words, state) for state in now["state"]],
        role=[words.say(f"role.{role}") for role in now["role"]],
        measure=measures,
    )
    columns = ["clause", "task", "state", "role", "quantity", "measure", "value_vnd", "note"]
    if visit.actor.role != UserRole.SUPERVISOR:
        columns += ["file_name", "sheet", "row"]
    return told[columns]


def _reports(visit: Visit, unit_id: int) -> pd.DataFrame:
    """Its yearly reports, the latest first."""
    words = visit.words
    reports = frames.reports(visit, visit.years)
    own = reports[reports["unit_id"] == unit_id].sort_values("year", ascending=False)
    told = own.assign(state=[told_state(words, row) for row in own.to_dict("records")])
    return told[["year", "state", "received_on", "document_no"]]
