"""One agency: its tasks, its reports over the years, the addresses it supports."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import pandas as pd
import streamlit as st

from indicators.completion import completion
from locales.names import full_names, short_names, with_units
from locales.numbers import missing
from locales.texts import escaped
from pages.parts import comparisons, frames, notes
from pages.parts.callees import call, ended_on
from pages.parts.figures import Figure, figures
from pages.parts.headline import headline, subtitle
from pages.parts.links import link
from pages.parts.period import has_no_data, running
from pages.parts.tables import table
from pages.parts.visit import Visit
from pages.watch.agency_charts import over_the_years
from pages.watch.agency_figures import of_agency
from pages.watch.agency_rows import reports_of, tasks_of
from pages.watch.sending_back import show_unit_return
from pages.watch.share_figures import find_told_share


@dataclass(frozen=True)
class AgencySeen:
    """The agency, thought through once: its words, figures, tasks and reports."""

    unit_id: int
    sentence: str
    contact: str | None
    figures: list[Figure]
    tasks: pd.DataFrame
    body: pd.DataFrame
    years_said: str
    reports: pd.DataFrame


def show_agency(
    visit: Visit, results: pd.DataFrame, code: str, *, back: Callable[[], None]
) -> None:
    """The agency of `code` in the visit's year; `results` are of that year and the last."""
    words = visit.words
    seen = frames.once(visit, f"agency {code}", partial(_seen, visit, results, code))
    st.button(words.say("agency.back"), type="tertiary", on_click=back)
    headline(visit, seen.sentence)
    now = seen.reports[seen.reports["year"] == visit.year]
    if len(now):
        said = words.say("agency.report", year=visit.year, state=now["state"].iloc[0])
        st.markdown(escaped(said))
    if seen.contact is not None:
        st.markdown(escaped(words.say("agency.contact", contact=seen.contact)))
        call(visit, seen.contact)
    figures(visit, seen.figures)
    subtitle(words.say("agency.tasks", count=len(seen.tasks)))
    table(visit, seen.tasks, key="agency-tasks")
    notes.source(visit, "returns")
    over_the_years(visit, seen.body, f"one {code}", message=seen.years_said)
    subtitle(words.say("agency.reports"))
    table(visit, seen.reports, key="agency-reports")
    show_unit_return(visit, seen.unit_id, key=f"agency-{code}")
    link(visit, "vi-sao", words.say("why.link"), ve="nhiem-vu", cua=code)
    link(visit, "dia-chi", words.say("agency.to_addresses"))


def _seen(visit: Visit, results: pd.DataFrame, code: str) -> AgencySeen:
    this_year = results["year"] == visit.year
    unit_id = int(results.loc[this_year & (results["code"] == code), "unit_id"].iloc[0])
    own = results[results["unit_id"] == unit_id]
    now = own[own["year"] == visit.year]
    contact = None if ended_on(visit, unit_id) else now["contact"].iloc[0]
    return AgencySeen(
        unit_id=unit_id,
        sentence=_sentence(visit, now),
        contact=None if missing(contact) else str(contact),
        figures=of_agency(visit, own, unit_id),
        tasks=tasks_of(visit, now),
        body=_body(visit, unit_id),
        years_said=_years_said(visit, own),
        reports=reports_of(visit, unit_id),
    )


def _years_said(visit: Visit, own: pd.DataFrame) -> str:
    told = completion(own, by=("year",))
    years = (visit.year, visit.year - 1)
    now, before = (find_told_share(comparisons.of_year(told, year)) for year in years)
    key = "agency.years_running" if running(visit) and not missing(before) else "agency.years"
    if missing(now) and missing(before):
        key = "agency.years_no_data"
    return visit.words.say(key, now=now, before=before, year=years[0], last=years[1])


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
    if told["nil"] and not told["assigned"]:
        return words.say("agency.nil", name=name, year=visit.year)
    if missing(told["share"]):
        key = "agency.no_data" if has_no_data(visit) else "agency.not_due"
    else:
        key = "agency.silent" if missing(find_told_share(told)) else "agency.sentence"
    return words.say(
        key, name=name, part=told["part"], whole=told["whole"], share=told["share"],
        assigned=told["assigned"], year=visit.year,
    )  # fmt: skip
