"""Cases: what a letter must say of one unit whose report is missing, sent back or incomplete."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from documents.records import Record, to_records
from indicators.chasing import Lack, find_unreported_tasks, list_reports_to_chase, order_by_urgency
from indicators.due_reports import OVERDUE
from indicators.obligations import REQUESTED
from locales.words import Words
from models.pursuits import Pursuit
from models.spans import after_weekend
from models.units import UnitKind

SAFE = re.compile(r"[^A-Za-z0-9_-]+")


@dataclass(frozen=True)
class Case:
    """One unit and its report of `year`, as of a day.

    `tasks` are the titles of which nothing was said, where the report came without them.
    `until` is the day until which it is asked for: the day asked for when it was sent back, or
    its last day, while that is to come."""

    unit_id: int
    code: str
    name: str
    year: int
    lack: Lack
    requested: bool
    due_on: date
    extended: bool
    overdue_days: int
    until: date
    as_of: date
    step: str
    channel: str | None
    rung_days: int | None
    rung_on: date | None
    contact: str | None = None
    reason: str | None = None
    returned_on: date | None = None
    tasks: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """Unit and year in signs that a message's identifier may hold, whatever the code is."""
        return f"{SAFE.sub('_', self.code)}-{self.year}"


def cases_of(pursuit: Pursuit, *, grace: int, words: Words) -> list[Case]:
    """Every unit that still owes something or was asked for it: those overdue, then those
    that owe, then those that were asked, each in the plan's order. Where its days have passed
    a unit is given `grace` days from `as_of`, and until the Monday where they end on a weekend.
    """
    unreported = find_unreported_tasks(pursuit)
    titles = {
        int(str(unit)): tuple(str(title) for title in rows[f"title_{words.language}"])
        for unit, rows in unreported.groupby("unit_id")
    }
    return [
        replace(
            _case(row, pursuit.duties.as_of, grace, titles=titles), name=addressed_unit(row, words)
        )
        for row in to_records(order_by_urgency(list_reports_to_chase(pursuit)))
    ]


def _case(told: Record, as_of: date, grace: int, *, titles: Mapping[int, tuple[str, ...]]) -> Case:
    unit_id = int(str(told["unit_id"]))
    due_on = date.fromisoformat(str(told["due_on"]))
    lack = Lack(str(told["lack"]))
    return Case(
        unit_id=unit_id,
        code=str(told["code"]),
        name=str(told["name_vi"]),
        year=int(str(told["year"])),
        lack=lack,
        requested=told["obligation"] == REQUESTED,
        due_on=due_on,
        extended=bool(told["extended"]),
        overdue_days=int(str(told["days"])) if told["state"] == OVERDUE else 0,
        until=_last_day(told, due_on, as_of, grace=grace),
        as_of=as_of,
        step=str(told["step"]),
        channel=_text(told["channel"]),
        rung_days=None if told["rung_days"] is None else int(str(told["rung_days"])),
        rung_on=_day(told["rung_on"]),
        contact=_text(told["contact"]),
        reason=_text(told["reason"]),
        returned_on=_day(told["returned_on"]),
        tasks=titles.get(unit_id, ()) if lack == Lack.TASKS else (),
    )


def _last_day(row: Record, due_on: date, as_of: date, *, grace: int) -> date:
    """The day until which the report of `row` is asked for."""
    for day in (_day(row["returned_until"]), due_on):
        if day is not None and day >= as_of:
            return day
    return after_weekend(as_of + timedelta(days=grace))


def addressed_unit(unit: Mapping[str, object], words: Words) -> str:
    """Whom a letter addresses: of a locality, its People's Committee. `unit` has name_vi,
    name_en and kind."""
    name = str(unit["name_vi" if words.language == "vi" else "name_en"])
    if unit["kind"] != UnitKind.COMMITTEE:
        return name
    return words.say("letter.committee", name=name[:1].lower() + name[1:])


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _day(value: object) -> date | None:
    return None if value is None else date.fromisoformat(str(value))
