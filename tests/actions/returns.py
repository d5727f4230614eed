"""Returns sent, received and asked about: what every test of an action begins with."""

from dataclasses import dataclass
from datetime import date, datetime, time

import pandas as pd
from sqlalchemy import Engine
from sqlmodel import Session, col, select

from actions.permissions import Actor
from actions.returns.receive import Choices, Letter, Preview, Receipt, preview_file, receive
from intake.tables import Upload
from models import Entry, Task, Unit, UserRole
from models.database import reading
from models.results import list_results
from models.spans import HANOI_TIME
from models.tasks import find_assignments_due

CLERK = Actor("vanthu", UserRole.SECRETARIAT)
OFFICER = Actor("syt.canbo", UserRole.UNIT_OFFICER, "SYT")
LEADER = Actor("lanhdao", UserRole.LEADER)
ONLOOKERS = (
    LEADER,
    Actor("giamsat", UserRole.SUPERVISOR),
    Actor("quantri", UserRole.ADMINISTRATOR),
)
DAY = date(2026, 12, 10)
HEAD = "period,unit_code,task_code,status,done_on,percent,quantity,value_vnd,note"
ALL_GIVEN = Choices(accept_valid_rows=True, confirm=True)


@dataclass(frozen=True)
class Sent:
    """A text file on its way: what it says, what it is called, the days it is judged by."""

    text: str
    name: str = "return.csv"
    day: date = DAY
    sent_on: date | None = None


def results(*rows: str) -> str:
    """A return of results with these rows."""
    return "\n".join([HEAD, *rows, ""])


def at(day: date, hour: int = 10) -> datetime:
    """An hour of a Vietnamese day, as an instant."""
    return datetime.combine(day, time(hour), tzinfo=HANOI_TIME)


def seen(engine: Engine, sent: Sent, actor: Actor = CLERK) -> Preview:
    """The file as the clerk sees it before accepting."""
    letter = Letter(received_on=sent.day, sent_on=sent.sent_on)
    return preview_file(engine, Upload(sent.name, sent.text.encode()), letter, actor=actor)


def received(
    engine: Engine, sent: Sent, choices: Choices = ALL_GIVEN, *, actor: Actor = CLERK
) -> Receipt:
    """The file previewed and accepted on its day."""
    return receive(engine, seen(engine, sent, actor), choices, actor=actor, now=at(sent.day))


def told(engine: Engine, day: date, column: str = "status") -> dict[str, object]:
    """What was known at the end of `day` of 2026: "unit/task" → what the column says."""
    with reading(engine) as session:
        frame = _named(session, list_results(session, [2026], day))
    plain = [None if pd.isna(value) else value for value in frame[column]]
    return dict(zip(frame["unit"] + "/" + frame["task"], plain, strict=True))


def _named(session: Session, frame: pd.DataFrame) -> pd.DataFrame:
    units = dict(session.exec(select(Unit.id, Unit.code)).all())
    tasks = dict(session.exec(select(Task.id, Task.code)).all())
    due = find_assignments_due(session, [2026])
    named = due.assign(unit=due["unit_id"].map(units), task=due["task_id"].map(tasks))
    return frame.merge(named[["assignment_id", "unit", "task"]], on="assignment_id")


def journal(engine: Engine, verb: str) -> list[Entry]:
    """The entries of one verb, as they were made: PostgreSQL gives rows in no order of its own."""
    with reading(engine) as session:
        return list(session.exec(select(Entry).where(Entry.verb == verb).order_by(col(Entry.id))))
