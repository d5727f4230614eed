"""Có gì thay đổi: what moved since a day, in sentences, a picture, and row by row."""

from datetime import date, timedelta

import pandas as pd
import streamlit as st

from charts.moved import build_moved_rows
from indicators.change.steps import CAUSES, Steps, build_steps
from locales.texts import escape_markdown
from pages.components import address_bar, frames, notes
from pages.components.cache import once
from pages.components.headline import show_subtitle
from pages.components.picture import Pick, draw_chart
from pages.components.privacy import may_see_exact
from pages.components.switch import show_switch
from pages.components.tables import show_table
from pages.components.visit import Visit
from pages.overview.change_rows import open_rows
from pages.overview.change_words import COVERAGE, count_moves, describe_changes

SINCE, FIGURE = "tu-ngay", "chi-so"
FIGURES = {  # the address's own word → the figure
    "bao-cao": "received",
    "qua-han": "overdue",
    "hoan-thanh": "completion",
    "tien-do": "progress",
    "dia-chi": COVERAGE,
}
WEEK = timedelta(days=7)  # from one weekly meeting to the next


def choose_since(visit: Visit) -> date:
    """The day to compare with: what the address says, else a week before."""
    return address_bar.sync_day(SINCE, visit.as_of - WEEK, last=visit.as_of)


def show_changes(visit: Visit, since: date) -> None:
    """What moved from the end of `since` to the end of the header's day."""
    words = visit.words
    show_subtitle(words.say("moved.title", day=since))
    _show_day_input(visit, since)
    moves = once(_count_moves, visit, since)
    rough = "" if may_see_exact(visit) else COVERAGE
    sentences = once(describe_changes, moves, words, rough=rough)
    if not sentences:
        st.markdown(escape_markdown(words.say("moved.nothing", day=since, until=visit.as_of)))
        return
    st.markdown("\n".join(f"- {escape_markdown(sentence)}" for sentence in sentences))
    _show_figure(visit, since, moves=moves)


def _build_steps(visit: Visit, since: date) -> Steps:
    before, after = frames.load_snapshots(visit, (since, visit.as_of))
    return build_steps(before, after)


def _build_steps_of_rows(visit: Visit, since: date) -> Steps:
    """The same with the rows of every address, for who opens what is behind a figure."""
    return build_steps(frames.load_snapshot(visit, since), frames.load_snapshot(visit, visit.as_of))


def _count_moves(visit: Visit, since: date) -> pd.DataFrame:
    return count_moves(visit, once(_build_steps, visit, since))


def _show_day_input(visit: Visit, since: date) -> None:
    st.date_input(
        visit.words.say("moved.since"),
        min_value=address_bar.FIRST_DAY,
        max_value=visit.as_of,
        format="DD/MM/YYYY",
        key=address_bar.bind_widget(SINCE, since),
        on_change=address_bar.follow_widget(SINCE),
        help=visit.words.say("moved.since_help"),
        width=260,
    )


def _show_figure(visit: Visit, since: date, *, moves: pd.DataFrame) -> None:
    """One figure's way from day to day, and all of them in a table."""
    words = visit.words
    moved_figures = once(_list_moved_figures, moves)
    if not moved_figures:
        return
    labels = {name: words.say(f"moved.figure.{FIGURES[name]}") for name in moved_figures}
    name = show_switch(words.say("moved.figure"), FIGURE, labels)
    figure = FIGURES[name]
    rows = once(_build_rows, visit, moves, figure, since=since)
    may_list_rows = figure != COVERAGE or may_see_exact(visit)
    opens = (lambda _: _open_rows(visit, since, figure)) if may_list_rows else None
    pick = Pick(f"moved-{figure}", opens=opens, fields=("label",))
    first, last = rows["figure_text"].iloc[0], rows["figure_text"].iloc[-1]
    message = words.say("moved.message", figure=labels[name], first=first, last=last)
    show_subtitle(message)
    draw_chart(visit, "moved", rows, alt=message, pick=pick, listed=False)
    notes.show_note(words.say("moved.exact"))
    notes.show_source(visit, "register" if figure == COVERAGE else "returns")
    if may_list_rows and st.button(words.say("moved.rows"), type="tertiary", key="moved-rows"):
        _open_rows(visit, since, figure)
    with st.expander(
        words.say("moved.table", day=since, until=visit.as_of), key="moved-table-open"
    ):
        show_table(visit, once(_build_summary, visit, moves), key="moved-summed")


def _open_rows(visit: Visit, since: date, figure: str) -> None:
    of_addresses = figure == COVERAGE
    path = (
        once(_build_steps_of_rows, visit, since)
        if of_addresses
        else once(_build_steps, visit, since)
    )
    open_rows(visit, path, figure)


def _build_rows(visit: Visit, moves: pd.DataFrame, figure: str, *, since: date) -> pd.DataFrame:
    causes = moves[moves["figure"] == figure]
    return build_moved_rows(causes, visit.words, since=since, until=visit.as_of)


def _list_moved_figures(moves: pd.DataFrame) -> list[str]:
    """The figures that moved."""
    changed = moves.groupby("figure")["part"].apply(lambda part: (part != 0).any())
    return [name for name, figure in FIGURES.items() if changed[figure]]


def _build_summary(visit: Visit, moves: pd.DataFrame) -> pd.DataFrame:
    """A row per figure: where it stood, what each cause did, where it stands."""
    parts = moves.pivot(index="figure", columns="cause", values="part")[list(CAUSES)]
    levels = moves.groupby("figure").agg(then=("part_before", "first"), now=("part_after", "last"))
    both = pd.concat([levels["then"], parts, levels["now"]], axis=1).loc[list(FIGURES.values())]
    names = [visit.words.say(f"moved.figure.{figure}") for figure in both.index]
    return both.reset_index(drop=True).assign(figure=names)[["figure", *both.columns]]
