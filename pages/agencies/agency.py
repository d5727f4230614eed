"""One agency: its tasks, its reports over the years, the addresses it supports."""

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from indicators.completion import completion
from locales.names import add_units, list_full_names, list_short_names, list_titles
from locales.numbers import is_missing
from locales.texts import escape_markdown
from pages.agencies.charts import draw_years
from pages.agencies.figures import build_agency_figures
from pages.components import comparisons, frames, notes
from pages.components.cache import once
from pages.components.callees import describe_report_state, find_end_day, show_call_buttons
from pages.components.figures import Figure, show_figures
from pages.components.headline import show_headline, show_subtitle
from pages.components.late_marks import build_after_marks
from pages.components.links import show_link
from pages.components.period import has_no_data, is_running
from pages.components.privacy import may_see_files
from pages.components.sending_back_button import show_unit_return
from pages.components.share_figures import find_reported_share
from pages.components.states import format_result_state
from pages.components.tables import show_table
from pages.components.visit import Visit


@dataclass(frozen=True)
class AgencyView:
    """What the page of an agency shows: its sentences, figures, tasks and reports."""

    unit_id: int
    sentence: str
    contact: str | None
    figures: list[Figure]
    tasks: pd.DataFrame
    body: pd.DataFrame
    years_message: str
    reports: pd.DataFrame


def show_agency(
    visit: Visit, results: pd.DataFrame, code: str, *, back: Callable[[], None]
) -> None:
    """The agency of `code` in the visit's year; `results` are of that year and the last."""
    words = visit.words
    view = once(_build_view, visit, results, code)
    st.button(words.say("agency.back"), type="tertiary", on_click=back)
    show_headline(visit, view.sentence)
    now = view.reports[view.reports["year"] == visit.year]
    if len(now):
        sentence = words.say("agency.report", year=visit.year, state=now["state"].iloc[0])
        st.markdown(escape_markdown(sentence))
    if view.contact is not None:
        st.markdown(escape_markdown(words.say("agency.contact", contact=view.contact)))
        show_call_buttons(visit, view.contact)
    show_figures(visit, view.figures)
    show_subtitle(words.say("agency.tasks", count=len(view.tasks)))
    show_table(visit, view.tasks, key="agency-tasks")
    notes.show_source(visit, "returns")
    draw_years(visit, view.body, view.years_message)
    show_subtitle(words.say("agency.reports"))
    show_table(visit, view.reports, key="agency-reports")
    show_unit_return(visit, view.unit_id, key=f"agency-{code}")
    show_link(visit, "vi-sao", words.say("why.link"), ve="nhiem-vu", cua=code)
    show_link(visit, "dia-chi", words.say("agency.to_addresses"))


def _build_view(visit: Visit, results: pd.DataFrame, code: str) -> AgencyView:
    this_year = results["year"] == visit.year
    unit_id = int(results.loc[this_year & (results["code"] == code), "unit_id"].iloc[0])
    own = results[results["unit_id"] == unit_id]
    now = own[own["year"] == visit.year]
    contact = None if find_end_day(visit, unit_id) else now["contact"].iloc[0]
    return AgencyView(
        unit_id=unit_id,
        sentence=_build_sentence(visit, now),
        contact=None if is_missing(contact) else str(contact),
        figures=build_agency_figures(visit, own, unit_id),
        tasks=_build_tasks_table(visit, now),
        body=_find_body(visit, unit_id),
        years_message=_describe_years(visit, own),
        reports=_build_reports_table(visit, unit_id),
    )


def _describe_years(visit: Visit, own: pd.DataFrame) -> str:
    by_year = completion(own, by=("year",))
    years = (visit.year, visit.year - 1)
    now, before = (find_reported_share(comparisons.find_year(by_year, year)) for year in years)
    key = "agency.years_running" if is_running(visit) and not is_missing(before) else "agency.years"
    if is_missing(now) and is_missing(before):
        key = "agency.years_no_data"
    return visit.words.say(key, now=now, before=before, year=years[0], last=years[1])


def _find_body(visit: Visit, unit_id: int) -> pd.DataFrame:
    """The one body, with its label, code and place."""
    body = add_units(
        pd.DataFrame({"unit_id": [unit_id]}), "unit_id", frames.load_catalogue(visit).units
    )
    return body.assign(label=list_short_names(body, visit.words), position=0)


def _build_sentence(visit: Visit, now: pd.DataFrame) -> str:
    words = visit.words
    name = list_full_names(now, words).iloc[0]
    counts = completion(now, by=()).iloc[0]
    if counts["nil"] and not counts["assigned"]:
        return words.say("agency.nil", name=name, year=visit.year)
    if is_missing(counts["share"]):
        key = "agency.no_data" if has_no_data(visit) else "agency.not_due"
    else:
        key = "agency.silent" if is_missing(find_reported_share(counts)) else "agency.sentence"
    return words.say(
        key, name=name, part=counts["part"], whole=counts["whole"], share=counts["share"],
        assigned=counts["assigned"], year=visit.year,
    )  # fmt: skip


def _build_tasks_table(visit: Visit, now: pd.DataFrame) -> pd.DataFrame:
    """The tasks in the plan's order; the supervisor sees no files."""
    words = visit.words
    measures = now["measure_vi"] if words.language == "vi" else now["measure_en"]
    rows = now.assign(
        task=list_titles(now, words),
        state=[format_result_state(words, state) for state in now["state"]],
        role=[words.say(f"role.{role}") for role in now["role"]],
        measure=measures,
    )
    columns = ["clause", "task", "state", "role", "quantity", "measure", "value_vnd", "note"]
    if may_see_files(visit):
        columns += ["file_name", "sheet", "row"]
    return rows[columns]


def _build_reports_table(visit: Visit, unit_id: int) -> pd.DataFrame:
    """Its yearly reports, the latest first."""
    reports = frames.load_reports(visit, visit.years)
    own = reports[reports["unit_id"] == unit_id].sort_values("year", ascending=False)
    rows = own.assign(
        state=[describe_report_state(visit, row) for row in own.to_dict("records")],
        after=build_after_marks(visit, own),
    )
    columns = ["year", "state", "received_on", "document_no"]
    return rows[[*columns, "after"] if rows["after"].any() else columns]
