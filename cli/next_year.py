"""Opening the next reporting year from a terminal, or taking the opening back."""

import argparse

import pandas as pd
from sqlmodel import Session

from actions.catalogue.next_year import YearToOpen, cancel_year, open_year, plan_next_year
from actions.opening import open_checked_database
from actions.refusals import Refused
from cli.base import OPERATOR, Command, choose_words, find_moment, print_answer
from locales.arguments import OPENED
from models.database import get_database_address, reading
from models.periods import find_last_period
from models.tasks import find_assignments_due, list_tasks
from models.units import list_units


def open_next_year(options: argparse.Namespace) -> int:
    """Open the year after the last period with its tasks, but for those left out.

    Raises Refused: task_not_carried and those of actions/catalogue/next_year.py."""
    if options.cancel:
        return _cancel_year(options)
    with open_checked_database(get_database_address()) as engine:
        with reading(engine) as session:
            plan = plan_next_year(session)
            if plan is None:
                raise Refused("year_none")
            left_out = _find_left_out(session, plan, options.leave_out or [])
        year = options.year or plan.year
        changes = dict.fromkeys(left_out)
        count = open_year(engine, year, changes, actor=OPERATOR, now=find_moment(engine))
    payload = {"year": year, "data_from": plan.data_from.isoformat(), "assignments": count}
    payload |= {"data_to": plan.data_to.isoformat(), "last_day": plan.last_day.isoformat()}
    sentence = choose_words(options).say("next_year.done", year=year, count=count)
    print_answer(options, payload, [sentence])
    return 0


def _cancel_year(options: argparse.Namespace) -> int:
    with open_checked_database(get_database_address()) as engine:
        with reading(engine) as session:
            last = find_last_period(session)
        if last is None:
            raise Refused("year_none")
        year = options.year or last.year
        cancel_year(engine, year, actor=OPERATOR, now=find_moment(engine))
    sentence = choose_words(options).say("next_year.cancelled", year=year)
    print_answer(options, {"year": year, "cancelled": True}, [sentence])
    return 0


def _find_left_out(session: Session, plan: YearToOpen, wanted: list[str]) -> list[int]:
    """The numbers of the assignments meant by TASK or TASK@UNIT. Raises Refused."""
    due = find_assignments_due(session, [plan.year - 1])
    codes = due.merge(list_tasks(session)[["task_id", "task_code"]], on="task_id").merge(
        list_units(session)[["unit_id", "code"]], on="unit_id"
    )
    codes = codes[codes["assignment_id"].isin(plan.carried)]
    return [number for text in wanted for number in _find_meant(codes, text, plan.year)]


def _find_meant(codes: pd.DataFrame, text: str, year: int) -> list[int]:
    task, _, unit = text.partition("@")
    rows = codes[codes["task_code"] == task.strip()]
    if unit:
        rows = rows[rows["code"] == unit.strip()]
    if rows.empty:
        raise Refused("task_not_carried", task=text, year=year)
    return [int(number) for number in rows["assignment_id"]]


VERBS = {
    "open-year": Command("mở kỳ báo cáo năm sau / open the next period", OPENED, open_next_year)
}
