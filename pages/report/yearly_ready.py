"""Is the yearly report ready: what is to mend, who is meant, and the way there."""

from dataclasses import replace
from functools import partial
from itertools import groupby

import pandas as pd
import streamlit as st

from documents.letterheads import setting_of
from documents.yearly_templates import SLOTS
from indicators.coverage import coverage
from indicators.estimates import estimated
from indicators.published import coverage_published
from indicators.readiness import Draft, Line, Readiness, readiness
from locales.names import short_names
from locales.texts import escaped
from models.report_grounds import ReportGrounds
from models.report_texts import texts_for
from models.spans import day_of
from pages.parts import frames
from pages.parts.headline import subtitle
from pages.parts.links import link
from pages.parts.privacy import exact, ladder
from pages.parts.visit import Structure, Visit
from pages.report.yearly_made import grounds_of, recipients_of

HEAD = ("superior", "body", "abbreviation", "drafter", "place", "signer_offices", "signer_name")
MARKS = {
    Readiness.TO_MEND: ":orange[:material/build:]",
    Readiness.INFORMATION: ":material/info:",
    Readiness.READY: ":green[:material/check_circle:]",
}
FEW = 6  # names that stand in the line itself
WAYS = {  # the first of these that the visitor may open
    **dict.fromkeys(("overdue", "sent_back", "awaited"), ("don-doc", "qua-han")),
    **dict.fromkeys(("late", "requested"), ("co-quan",)),
    **dict.fromkeys(("no_register", "old_review"), ("dia-chi",)),
    **dict.fromkeys(("backup", "no_backup"), ("sao-luu",)),
    "estimates": ("nhap-bao-cao", "co-quan"),
    "head": ("don-doc",),
}


def ready_lines(visit: Visit) -> list[Line]:
    """What was looked at, counted once a state."""
    return frames.once(visit, "readiness", partial(_lines, visit))


def _lines(visit: Visit) -> list[Line]:
    then, told = replace(visit, structure=Structure.THEN), grounds_of(visit)
    register = frames.register(then, (visit.year - 1, visit.year))
    counted = coverage(register)
    units = frames.catalogue(then).units
    ended = units.loc[units["valid_to"] <= pd.Timestamp(visit.as_of), "unit_id"]  # nobody to call
    communes = counted[(counted["year"] == visit.year) & ~counted["commune_id"].isin(ended)]
    if not exact(visit):
        communes = coverage_published(communes, ladder=ladder(visit), least=told.least)
        today = pd.Timestamp(visit.as_of)
        reviewed = communes["last_review"] + pd.offsets.MonthEnd(0)  # of the month, at the latest
        communes = communes.assign(last_review=reviewed.where(reviewed <= today, today))
    return readiness(frames.reports(then, (visit.year,)), communes, _draft(visit, told))


def _draft(visit: Visit, told: ReportGrounds) -> Draft:
    """A slot is empty that stands empty in anybody's report."""
    texts = [texts_for(code, told.written) for code in recipients_of(visit)]
    made = told.backed_up_at
    return Draft(
        as_of=visit.as_of,
        estimates=estimated(frames.submissions(visit), visit.year),
        slots=tuple(slot for slot in SLOTS if not all(one.get(slot) for one in texts)),
        head=tuple(name for name in HEAD if not setting_of(told.settings, name, visit.words)),
        backup_age=None if made is None else max((visit.today - day_of(made)).days, 0),
        backup_allowed=told.backup_days,
    )


def ready(visit: Visit, lines: list[Line]) -> None:
    """The lines under how they stand, what is to mend first."""
    words = visit.words
    units = frames.catalogue(visit).units
    names = dict(zip(units["unit_id"], short_names(units, words), strict=True))
    for state, group in groupby(lines, lambda line: line.state):
        subtitle(words.say(f"readiness.{state.value}"))
        with st.container(border=True):
            for line in group:
                _line(visit, line, names)


def _line(visit: Visit, line: Line, names: dict[int, str]) -> None:
    words = visit.words
    done = line.state == Readiness.READY
    key = f"readiness.{line.code}" + (".done" if words.knows(f"readiness.{line.code}.done") else "")
    said = words.say(key if done else f"readiness.{line.code}", count=line.count, whole=line.whole)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"{MARKS[line.state]} {escaped(said)}", width="stretch")
        way = next((one for one in WAYS.get(line.code, ()) if one in visit.doors), "")
        if not done:
            link(visit, way, words.say("readiness.go"))
    meant = [_unit(visit, names.get(unit, str(unit)), days) for unit, days in line.units]
    meant += [words.say(_name(line.code, name)) for name in line.names]
    if len(meant) > FEW:
        with st.expander(words.say("readiness.who", count=len(meant))):
            st.caption(escaped("; ".join(meant)))
    elif meant:
        st.caption(escaped("; ".join(meant)))


def _unit(visit: Visit, name: str, days: int | None) -> str:
    return name if days is None else visit.words.say("readiness.unit", name=name, count=days)


def _name(code: str, name: str) -> str:
    return f"letterhead.{name}" if code == "head" else f"journal.value.{name}"
