"""Tổng quan: where do we stand, and what needs a decision today?"""

from dataclasses import dataclass
from datetime import date
from functools import partial

import pandas as pd
import streamlit as st

from actions.permissions import Verb, may
from charts.completion import build_completion_rows
from indicators.groups import GROUPS, add_group
from models.batches import list_batches
from models.database import reading
from pages.components import frames, notes
from pages.components.backup_line import show_backup_line
from pages.components.body_groups import build_slowest_message, compare_groups
from pages.components.cache import once
from pages.components.clicks import Codes
from pages.components.empty import show_empty_screen, show_empty_state
from pages.components.figures import Figure, show_figures
from pages.components.headline import show_headline, show_subtitle
from pages.components.links import show_link
from pages.components.next_steps import show_next_steps
from pages.components.next_year import warn_of_next_year
from pages.components.origins import open_results
from pages.components.period import has_no_data
from pages.components.picture import Pick, draw_chart
from pages.components.visit import Visit
from pages.components.year_reports import YearReports, load_year_reports
from pages.overview.changes import WEEK, choose_since, show_changes
from pages.overview.figures import build_overview_figures
from pages.overview.to_decide import build_briefing, show_decisions

WAYS = {  # question → the screen that answers it, and how it should open
    "behind": ("co-quan", {"nhom": "tat-ca", "xep": "cham"}),
    "overdue": ("qua-han", {}),
    "communes": ("dia-chi", {}),
    "unlinked": ("dia-chi", {"truoc": "chua-gan"}),
    "clauses": ("nhiem-vu", {}),
    "movements": ("dia-chi", {"muc": "tri-gia", "truoc": "xem-them"}),
    "structure": ("vi-sao", {}),
}


@dataclass(frozen=True)
class Overview:
    """What the screen shows of the year: a sentence, figures, completion group by group."""

    sentence: str
    figures: list[Figure]
    message: str
    groups: pd.DataFrame


def show(visit: Visit) -> None:
    """The screen."""
    year_reports = load_year_reports(visit, (visit.year - 1, visit.year))
    if not year_reports.required_count:
        show_empty_screen(visit, "no_reports", year=visit.year)
        show_backup_line(visit)
        return
    overview = once(_build_overview, visit, year_reports)
    show_headline(visit, overview.sentence)
    warn_of_next_year(visit)
    _show_first_step(visit)
    show_figures(visit, overview.figures)
    if not has_no_data(visit):
        _show_groups(visit, overview)
    since = choose_since(visit)
    _show_ways(visit, since)
    show_decisions(
        visit,
        partial(build_briefing, visit, overview.sentence, overview.figures, year_reports),
        year_reports,
    )
    show_changes(visit, since)
    show_backup_line(visit)


def _show_groups(visit: Visit, overview: Overview) -> None:
    show_subtitle(overview.message)
    pick = Pick("group-bars", opens=partial(_open_group, visit))
    draw_chart(visit, "completion", overview.groups, alt=overview.message, pick=pick)
    notes.show_hint(visit.words.say("pick.origin"), key="groups")
    notes.show_source(visit, "returns")


def _open_group(visit: Visit, codes: Codes) -> None:
    rows = add_group(frames.load_results(visit, (visit.year - 1, visit.year)))
    group = codes["code"]
    if not group:
        open_results(visit, rows, {})
    elif group in GROUPS:
        open_results(visit, rows, {"group": group}, of=visit.words.say(f"group.{group}"))


def _build_overview(visit: Visit, year_reports: YearReports) -> Overview:
    groups = compare_groups(visit, frames.load_results(visit, (visit.year - 1, visit.year)))
    return Overview(
        sentence=year_reports.describe(visit),
        figures=build_overview_figures(visit, year_reports),
        message=build_slowest_message(visit, groups),
        groups=build_completion_rows(groups, visit.words),
    )


def _show_first_step(visit: Visit) -> None:
    """What to do first, and the way there; nothing once a file has been received."""
    if not once(_has_received_nothing, visit):
        return
    if not may(visit.actor, Verb.RECEIVE):
        show_empty_state(visit, "nothing_received")
        return
    if not visit.sample:
        show_empty_state(visit, "nothing_received")
        show_next_steps(visit)
        return
    show_empty_state(visit, "first_step")
    show_link(visit, "nhap-bao-cao", visit.words.say("first_step.receive"))
    show_link(visit, "danh-muc", visit.words.say("first_step.catalogue"))


def _has_received_nothing(visit: Visit) -> bool:
    with reading(visit.engine) as session:
        return list_batches(session, visit.today, most=1).empty


def _show_ways(visit: Visit, since: date) -> None:
    """A link for each question; none to a screen the reader may not open. `since` is the
    past day to look back at."""
    words = visit.words
    with st.container(key="screen-only-ways"):
        show_subtitle(words.say("ways.title"))
        with st.container(horizontal=True):
            for question, (screen, choices) in WAYS.items():
                show_link(visit, screen, words.say(f"ways.{question}"), **choices)
            label = words.say("ways.past", day=since)
            before = (since - WEEK).isoformat()
            year = str(visit.year)  # that day's own default may be another
            show_link(visit, "tong-quan", label, nam=year, ngay=since.isoformat(), tu_ngay=before)
