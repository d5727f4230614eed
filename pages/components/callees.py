"""Whom to call: a card for each report that is not there."""

from collections.abc import Hashable, Mapping
from datetime import date

import pandas as pd
import streamlit as st

from indicators.decisions import find_return_day
from indicators.due_reports import OVERDUE, SENT_BACK
from locales.names import list_full_names
from locales.numbers import is_missing
from locales.texts import escape_markdown
from pages.components import frames
from pages.components.cache import once
from pages.components.links import show_link
from pages.components.period import is_past_year
from pages.components.states import format_report_state
from pages.components.telephones import find_telephones, format_dial_link
from pages.components.visit import Visit

NARROWEST = 290  # pixels


def show_callees(visit: Visit, reports: pd.DataFrame) -> None:
    """A card per row of `reports` (due reports), in their order."""
    grid = st.grid(3, min_column_width=NARROWEST, border=True)
    for report in once(_build_cards, visit, reports):
        with grid.cell(), st.container(gap="xsmall"):
            _show_card(visit, report)


def _build_cards(visit: Visit, reports: pd.DataFrame) -> list[dict[Hashable, object]]:
    rows = reports.assign(
        name=list_full_names(reports, visit.words),
        came_on=find_return_day(reports, pd.Timestamp(visit.as_of)),
    )
    return rows.to_dict("records")


def _show_card(visit: Visit, report: Mapping[Hashable, object]) -> None:
    words = visit.words
    st.markdown(f"**{escape_markdown(str(report['name']))}**")
    st.markdown(f":orange[**{escape_markdown(describe_report_state(visit, report))}**]")
    ended = find_end_day(visit, report["unit_id"])
    for line in [words.say("callee.ended", day=ended)] if ended else _build_lines(visit, report):
        st.caption(escape_markdown(line))
    if not ended and not is_missing(report["contact"]):
        show_call_buttons(visit, str(report["contact"]))
    show_link(visit, "co-quan", words.say("callee.open"), don_vi=str(report["code"]))


def describe_report_state(visit: Visit, report: Mapping[Hashable, object]) -> str:
    """How a report stands; of a past period nothing is overdue any more: it was never sent."""
    is_past = is_past_year(visit, int(str(report["year"])))
    if is_past and report["state"] in (OVERDUE, SENT_BACK):
        return format_report_state(visit.words, {**report, "days": None})
    return format_report_state(visit.words, report)


def find_end_day(visit: Visit, unit_id: object) -> date | None:
    """The day from which the unit is no more, today; None while it is there: it can be called."""
    return once(_find_end_days, visit).get(unit_id)


def _find_end_days(visit: Visit) -> dict[object, date]:
    """Every unit that is no more today, and from which day."""
    units = frames.load_catalogue(visit).units
    gone = units[units["valid_to"] <= pd.Timestamp(visit.today)]
    return dict(zip(gone["unit_id"], gone["valid_to"].dt.date, strict=True))


def show_call_buttons(visit: Visit, contact: str) -> None:
    """A way to dial each number of `contact`."""
    for number in find_telephones(contact):
        label = escape_markdown(visit.words.say("callee.call", number=number))
        st.link_button(label, format_dial_link(number), icon=":material/call:")


def _build_lines(visit: Visit, report: Mapping[Hashable, object]) -> list[str]:
    """Contact, last reminder, promised day; each says so when there is none."""
    words = visit.words
    contact = report["contact"]
    contact_line = words.say("callee.no_contact") if is_missing(contact) else str(contact)
    if is_missing(report["reminded_on"]):
        return [contact_line, words.say("callee.never_reminded")]
    reminded = words.say("callee.reminded", day=report["reminded_on"])
    return [contact_line, f"{reminded}; {_describe_promise(visit, report)}"]


def _describe_promise(visit: Visit, report: Mapping[Hashable, object]) -> str:
    """The day that was promised, and whether it has gone by; without one, whether the last
    reminder was answered."""
    words, promised, answered = visit.words, report["promised_on"], report["answered_on"]
    if not is_missing(report["came_on"]):
        return words.say("callee.return_came", day=report["came_on"])
    if not isinstance(promised, date) or is_missing(promised):
        reminded = pd.Timestamp(str(report["reminded_on"]))
        if isinstance(answered, date) and not is_missing(answered) and answered >= reminded:
            return words.say("callee.answered", day=answered)
        return words.say("callee.no_promise")
    passed = promised < pd.Timestamp(visit.as_of)
    return words.say("callee.promise_passed" if passed else "callee.promised", day=promised)
