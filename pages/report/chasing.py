"""Đôn đốc: the ledger of reminders and the letters to sign."""

from functools import partial

import pandas as pd
import streamlit as st

from indicators.chasing import ChasingStep, Lack, list_reports_to_chase, order_by_urgency
from indicators.due_reports import AWAITED
from models.database import reading
from models.ladders import Channel
from models.pursuits import Pursuit, read_pursuit
from pages.parts import frames, notes
from pages.parts.address_bar import bind_widget, follow_widget, sync_choice
from pages.parts.empty import show_empty_screen, show_empty_state
from pages.parts.headline import show_headline
from pages.parts.no_data import show_no_data
from pages.parts.period import has_no_data
from pages.parts.request_cards import show_open_requests
from pages.parts.switch import show_switch
from pages.parts.visit import Visit
from pages.report.chasing_cards import cards
from pages.report.chasing_ledger import show_ledger
from pages.report.chasing_post import post
from pages.report.chasing_settings import settings

STEP, LACK, PAGE = "buoc", "thieu", "trang"
STEPS: dict[str, tuple[ChasingStep, ...]] = {
    "to_do": (ChasingStep.NOW, ChasingStep.BROKEN),
    "promised": (ChasingStep.PROMISED,),
    "waiting": (ChasingStep.WAITING, ChasingStep.ENDED, ChasingStep.NO_LADDER),
    "all": tuple(ChasingStep),
}
LACKS: dict[str, tuple[Lack, ...]] = {
    "all": tuple(Lack),
    "report": (Lack.REPORT, Lack.AGAIN),
    "tasks": (Lack.TASKS,),
}
A_PAGE = 12  # cards


def show(visit: Visit) -> None:
    """The screen."""
    pursuit = frames.once(visit, "pursuit", partial(_pursuit, visit))
    if pursuit.duties.assignments.empty:
        show_empty_screen(visit, "no_reports", year=visit.year)
        return
    told = frames.once(visit, "chasing", partial(list_reports_to_chase, pursuit))
    without_data = has_no_data(visit) and told.empty
    if without_data:
        show_no_data(visit, "don-doc")
    else:
        show_headline(visit, frames.once(visit, "chasing said", partial(_sentence, visit, told)))
    show_open_requests(visit)
    if without_data:
        pass
    elif told.empty:
        notes.show_note(visit.words.say("chasing.nobody"))
    else:
        _list(visit, pursuit, told)
        notes.show_source(visit, "returns")
    show_ledger(visit, pursuit)
    settings(visit, pursuit.ladder)


def _pursuit(visit: Visit) -> Pursuit:
    with reading(visit.engine) as session:
        known = frames.load_catalogue(visit)
        return read_pursuit(session, visit.year, visit.as_of, catalogue=known)


def _sentence(visit: Visit, told: pd.DataFrame) -> str:
    words = visit.words
    if told.empty:
        nobody = frames.load_reports(visit, (visit.year,)).empty
        return words.say("chasing.nobody_owes" if nobody else "chasing.all_in", year=visit.year)
    do = told[told["step"].isin(STEPS["to_do"])]
    promised = int((told["step"] == ChasingStep.PROMISED).sum())
    if do.empty and (told["state"] == AWAITED).all():
        return words.say("chasing.sentence.not_due", count=len(told))
    if do.empty:
        return words.say("chasing.sentence.nothing", count=len(told), promised=promised)
    counts = {one: int((do["channel"] == one).sum()) for one in Channel}
    parts = [
        words.say(f"chasing.part.{one}", count=count) for one, count in counts.items() if count
    ]
    return words.say("chasing.sentence", count=len(do), parts=", ".join(parts))


def _list(visit: Visit, pursuit: Pursuit, told: pd.DataFrame) -> None:
    """The letters and the cards of the choices in the address bar, the most urgent first; a page
    at a time."""
    with st.container(horizontal=True):
        step = _chosen(visit, STEP, list(STEPS))
        lack = _chosen(visit, LACK, list(LACKS))
    post(visit, pursuit, lacks=LACKS[lack])
    rows = frames.once(visit, f"chasing {step} {lack}", partial(_wanted, told, step, lack))
    if rows.empty:
        show_empty_state(visit, "chasing")
        return
    pages = [str(number + 1) for number in range((len(rows) - 1) // A_PAGE + 1)]
    page = int(sync_choice(PAGE, pages, pages[0])) - 1
    first = page * A_PAGE
    shown = frames.once(
        visit, f"chasing {step} {lack} {page}", lambda: rows.iloc[first : first + A_PAGE]
    )
    cards(visit, shown)
    if len(pages) > 1:
        said = visit.words.say("chasing.page")
        st.segmented_control(
            said,
            pages,
            required=True,
            key=bind_widget(PAGE, pages[page]),
            on_change=follow_widget(PAGE),
        )


def _wanted(told: pd.DataFrame, step: str, lack: str) -> pd.DataFrame:
    """The rows of a choice, the most urgent first."""
    rows = told[told["step"].isin(STEPS[step]) & told["lack"].isin(LACKS[lack])]
    return order_by_urgency(rows)


def _chosen(visit: Visit, name: str, allowed: list[str]) -> str:
    key = f"chasing.filter.{name}"
    said = {one: visit.words.say(f"{key}.{one}") for one in allowed}
    return show_switch(visit.words.say(key), name, said, labelled=True)
