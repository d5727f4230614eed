"""Is the yearly report ready: what is to mend, who is meant, and the way there."""

from dataclasses import replace
from itertools import groupby

import pandas as pd
import streamlit as st

from documents.yearly_report.checklist import (
    count_communes,
    describe_draft,
    format_line,
    list_items,
)
from documents.yearly_report.recipients import Recipient
from indicators.coverage import ACROSS, coverage
from indicators.disclosure.published import suppress_coverage
from indicators.readiness import Readiness, ReadinessLine, check_readiness
from locales.names import list_short_names
from locales.texts import escape_markdown
from pages.components import frames
from pages.components.cache import once
from pages.components.headline import show_subtitle
from pages.components.privacy import may_see_exact
from pages.components.visit import Structure, Visit
from pages.components.yearly_reports import load_grounds
from pages.yearly_report.ways_to_mend import link_to_mend

MARKS = {
    Readiness.TO_MEND: ":orange[:material/build:]",
    Readiness.INFORMATION: ":material/info:",
    Readiness.READY: ":green[:material/check_circle:]",
}
FEW = 6  # names that stand in the line itself


def find_items(visit: Visit, recipient: Recipient) -> list[ReadinessLine]:
    """What was looked at of the report to `recipient`, counted once a state. The title, the list
    and the press that publishes it count these: each unwritten section is an item of its own."""
    return once(_check_items, visit, recipient)


def _check_items(visit: Visit, recipient: Recipient) -> list[ReadinessLine]:
    then, grounds = replace(visit, structure=Structure.THEN), load_grounds(visit)
    register = frames.load_register(then, (visit.year - 1, visit.year))
    draft = describe_draft(
        grounds,
        (recipient,),
        frames.load_submissions(visit),
        as_of=visit.as_of,
        today=visit.today,
        words=visit.words,
    )
    communes = count_communes(register, visit.year, visit.as_of)
    if communes is not None and not may_see_exact(visit):
        by_topic = coverage(register.of_year(visit.year), ACROSS)
        communes = suppress_coverage(communes, by_topic, least=grounds.least)
        today = pd.Timestamp(visit.as_of)
        month_end = communes["last_review"] + pd.offsets.MonthEnd(0)  # of the month, at the latest
        communes = communes.assign(last_review=month_end.where(month_end <= today, today))
    lines = check_readiness(frames.load_reports(then, (visit.year,)), communes, draft)
    return list(list_items(lines))


def show_readiness(visit: Visit, lines: list[ReadinessLine]) -> None:
    """The lines under how they stand, what is to mend first."""
    words = visit.words
    units = frames.load_catalogue(visit).units
    names = dict(zip(units["unit_id"], list_short_names(units, words), strict=True))
    for state, group in groupby(lines, lambda line: line.state):
        show_subtitle(words.say(f"readiness.{state.value}"))
        with st.container(border=True):
            for line in group:
                _show_line(visit, line, names)


def _show_line(visit: Visit, line: ReadinessLine, names: dict[int, str]) -> None:
    words = visit.words
    with st.container(horizontal=True, vertical_alignment="center"):
        sentence = escape_markdown(format_line(line, words))
        st.markdown(f"{MARKS[line.state]} {sentence}", width="stretch")
        if line.state != Readiness.READY:
            link_to_mend(visit, line.code)
    subjects = [_format_unit(visit, names.get(unit, str(unit)), days) for unit, days in line.units]
    subjects += [words.say(_build_name_key(line.code, name)) for name in line.names]
    if len(subjects) > FEW:
        label = words.say("readiness.who", count=len(subjects))
        with st.expander(label, key=f"readiness-{line.code}-open"):
            st.caption(escape_markdown("; ".join(subjects)))
    elif subjects:
        st.caption(escape_markdown("; ".join(subjects)))


def _format_unit(visit: Visit, name: str, days: int | None) -> str:
    return name if days is None else visit.words.say("readiness.unit", name=name, count=days)


def _build_name_key(code: str, name: str) -> str:
    return f"letterhead.{name}" if code == "head" else f"journal.value.{name}"
