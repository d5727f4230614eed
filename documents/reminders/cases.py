"""Cases: what a letter must say of one unit whose report is missing, sent back or incomplete."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from documents.printing.records import Record, to_records
from indicators.chasing import Lack, find_unreported_tasks, list_reports_to_chase, order_by_urgency
from indicators.due_reports import OVERDUE
from indicators.obligations import REQUESTED
from locales.words import Words
from models.pursuits import Pursuit
from models.spans import after_weekend
from models.units import UnitKind

SAFE = re.compile(r"[^A-Za-z0-9_-]+")


@dataclass(frozen=True)
class ReminderCase:
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
    def manner(self) -> str:
        """Whether the report is required, or was only requested."""
        return "requested" if self.requested else "required"

    @property
    def key(self) -> str:
        """Unit and year in signs that a message's identifier may hold, whatever the code is."""
        return f"{SAFE.sub('_', self.code)}-{self.year}"


def build_cases(pursuit: Pursuit, *, grace: int, words: Words) -> list[ReminderCase]:
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
            _build_case(row, pursuit.duties.as_of, grace, titles=titles),
            name=format_addressee(row, words),
        )
        for row in to_records(order_by_urgency(list_reports_to_chase(pursuit)))
    ]


def _build_case(
    row: Record, as_of: date, grace: int, *, titles: Mapping[int, tuple[str, ...]]
) -> ReminderCase:
    unit_id = int(str(row["unit_id"]))
    due_on = date.fromisoformat(str(row["due_on"]))
    lack = Lack(str(row["lack"]))
    return ReminderCase(
        unit_id=unit_id,
        code=str(row["code"]),
        name=str(row["name_vi"]),
        year=int(str(row["year"])),
        lack=lack,
        requested=row["obligation"] == REQUESTED,
        due_on=due_on,
        extended=bool(row["extended"]),
        overdue_days=int(str(row["days"])) if row["state"] == OVERDUE else 0,
        until=_find_last_day(row, due_on, as_of, grace=grace),
        as_of=as_of,
        step=str(row["step"]),
        channel=_parse_text(row["channel"]),
        rung_days=None if row["rung_days"] is None else int(str(row["rung_days"])),
        rung_on=_parse_day(row["rung_on"]),
        contact=_parse_text(row["contact"]),
        reason=_parse_text(row["reason"]),
        returned_on=_parse_day(row["returned_on"]),
        tasks=titles.get(unit_id, ()) if lack == Lack.TASKS else (),
    )


def _find_last_day(row: Record, due_on: date, as_of: date, *, grace: int) -> date:
    """The day until which the report of `row` is asked for."""
    for day in (_parse_day(row["returned_until"]), due_on):
        if day is not None and day >= as_of:
            return day
    return after_weekend(as_of + timedelta(days=grace))


def format_addressee(unit: Mapping[str, object], words: Words) -> str:
    """Whom a letter addresses: of a locality, its People's Committee. `unit` has name_vi,
    name_en and kind."""
    name = str(unit["name_vi" if words.language == "vi" else "name_en"])
    if unit["kind"] != UnitKind.COMMITTEE:
        return name
    return words.say("letter.committee", name=name[:1].lower() + name[1:])


def _parse_text(value: object) -> str | None:
    return None if value is None else str(value)


def _parse_day(value: object) -> date | None:
    return None if value is None else date.fromisoformat(str(value))
