"""Opening the next year: its days, this year's tasks to look through, and the press; and taking
the opening back while nothing was received for it."""

import hashlib
from collections.abc import Mapping
from functools import partial

import pandas as pd
import streamlit as st

from actions.catalogue.next_year import YearToOpen, cancel_year, may_cancel, open_year
from actions.permissions import Verb, may
from locales.names import add_units, list_full_names, list_titles
from locales.texts import escape_markdown
from models import Role
from models.database import reading
from pages.components import frames
from pages.components.acting import do
from pages.components.cache import once
from pages.components.headline import show_subtitle
from pages.components.next_year import find_next_year
from pages.components.visit import Visit

HEIGHT = 420  # pixels


def show_next_year(visit: Visit) -> None:
    """What can be opened or taken back, for whoever may."""
    if visit.as_of != visit.today or not may(visit.actor, Verb.OPEN_YEAR):
        return
    _show_cancellation(visit)
    plan = find_next_year(visit)
    if plan is None:
        return
    if visit.today < plan.opens_on:
        sentence = visit.words.say("next_year.later", year=plan.year, day=plan.opens_on)
        st.caption(escape_markdown(sentence))
        return
    show_subtitle(visit.words.say("next_year.title", year=plan.year))
    _show_opening(visit, plan)


def _show_opening(visit: Visit, plan: YearToOpen) -> None:
    words = visit.words
    days = {"first": plan.data_from, "end": plan.data_to, "last": plan.last_day}
    st.markdown(escape_markdown(words.say("next_year.lead", **days)))
    changes = _ask_changes(visit, plan)
    left = sum(role is None for role in changes.values())
    if changes:
        sentence = words.say("next_year.changed", left=left, roles=len(changes) - left)
        st.caption(escape_markdown(sentence))
    count = len(plan.carried) - left
    if st.button(
        words.say("next_year.press", year=plan.year, count=count), type="primary", key="open-year"
    ):
        opening = partial(open_year, visit.engine, plan.year, changes)
        do(visit, opening, words.say("next_year.done", year=plan.year, count=count))


def _ask_changes(visit: Visit, plan: YearToOpen) -> dict[int, Role | None]:
    """The table with a tick and a role for each assignment; what was changed in it."""
    words, config = visit.words, st.column_config
    roles = {role: words.say(f"role.{role}") for role in Role}
    rows = once(_list_assignments, visit)
    table = rows.assign(carry=True, role=rows["role"].map(roles).astype("object"))
    numbers = ",".join(map(str, rows["assignment_id"]))
    with st.container(key="wide-next-year"):
        edited = st.data_editor(
            table[["carry", "unit", "task", "role"]],
            hide_index=True,
            height=HEIGHT,
            disabled=["unit", "task"],
            key=f"next-year-{plan.year}-{hashlib.sha256(numbers.encode()).hexdigest()[:12]}",
            column_config={
                "carry": config.CheckboxColumn(words.say("next_year.carry"), width="small"),
                "unit": config.TextColumn(words.say("next_year.unit")),
                "task": config.TextColumn(words.say("next_year.task")),
                "role": config.SelectboxColumn(
                    words.say("next_year.role"), options=list(roles.values()), required=True
                ),
            },
        )
    with st.container(key="phone-next-year"):
        st.markdown(escape_markdown(words.say("next_year.wide", count=len(rows))))
    return _read_changes(rows, edited, {name: role for role, name in roles.items()})


def _read_changes(
    rows: pd.DataFrame, edited: pd.DataFrame, roles: Mapping[str, Role]
) -> dict[int, Role | None]:
    changes: dict[int, Role | None] = {}
    rows_as_edited = zip(
        rows["assignment_id"], rows["role"], edited["carry"], edited["role"], strict=True
    )
    for number, before, is_carried, name in rows_as_edited:
        role = roles[str(name)] if is_carried else None
        if role != before:
            changes[int(number)] = role
    return changes


def _list_assignments(visit: Visit) -> pd.DataFrame:
    """The assignments that would go on, in the plan's order of bodies and tasks: assignment_id,
    role, unit, task."""
    plan = find_next_year(visit)
    carried_on, year = (plan.carried, plan.year - 1) if plan else ({}, None)
    catalogue = frames.load_catalogue(visit)
    assignments = frames.load_assignments(visit)
    carried = assignments[
        (assignments["year"] == year) & assignments["assignment_id"].isin(carried_on)
    ]
    rows = add_units(carried, "unit_id", catalogue.units)
    rows = rows.assign(unit=list_full_names(rows, visit.words))
    tasks = catalogue.tasks.assign(task=list_titles(catalogue.tasks, visit.words))
    merged = rows.merge(tasks[["task_id", "task", "task_position"]], on="task_id")
    ordered = merged.sort_values(["position", "code", "task_position"], ignore_index=True)
    return ordered[["assignment_id", "role", "unit", "task"]]


def _show_cancellation(visit: Visit) -> None:
    """That the last year was opened here and can be taken back, and the button."""
    words, last = visit.words, max(visit.years, default=0)
    if not once(_may_cancel, visit, last):
        return
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        st.markdown(escape_markdown(words.say("next_year.opened", year=last)), width="stretch")
        with st.popover(words.say("next_year.cancel", year=last), key="next-year-cancel-open"):
            st.markdown(escape_markdown(words.say("next_year.cancel_ask", year=last)))
            label = words.say("next_year.cancel", year=last)
            if st.button(label, type="primary", key="cancel-year"):
                cancelling = partial(cancel_year, visit.engine, last)
                do(visit, cancelling, words.say("next_year.cancelled", year=last))


def _may_cancel(visit: Visit, year: int) -> bool:
    with reading(visit.engine) as session:
        return may_cancel(session, year)
