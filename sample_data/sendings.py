"""Sendings: who sent the yearly report, when, and what became of it.

Until 2025 the secretariat put together what had come by a few days; in 2026 each body sends
its own file, and every state that a report can be in is there.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate

from intake.headers.layouts import RESULTS
from models.units import UnitKind
from sample_data.deliveries import (
    SentReturn,
    build_delivery,
    build_letter,
    choose_secretariat_style,
    choose_style,
)
from sample_data.province import (
    HABITUALLY_LATE,
    SILENT,
    THIS_YEAR,
    Body,
    Province,
    find_working_day,
    make_generator,
)
from sample_data.results import Row, build_return_rows, correct_rows

IN_TIME, SOME_DAYS_LATE, MANY_DAYS_LATE, NEVER = "in_time", "some_days", "many_days", "never"
LATENESS = {  # of a hundred bodies: in time, some days late, many days late, never
    2019: (56, 22, 12, 10),
    2020: (47, 23, 14, 16),
    2021: (60, 22, 11, 7),
    2022: (67, 18, 9, 6),
    2023: (73, 16, 7, 4),
    2024: (78, 14, 4, 4),
    2025: (71, 14, 8, 7),
}
# 2026, by code: days after the last day in time that it came, or None for overdue.
LATE_IN_2026 = {"SVHTTDL": 2, "SNGV": 3, "01324": 1, "01414": 2, "01537": 3, "01822": 4}
OVERDUE_IN_2026 = frozenset({HABITUALLY_LATE, *SILENT, "01366", "01465", "01561", "01738"})
SENT_BY_POST = "01279"  # sent on the last day, received two days after: in time
SENT_BACK, SENT_BACK_AND_AGAIN = "01789", "01648"
CORRECTED = "01726"
ASKED_AND_SILENT = "TDTN"
BY_TITLE = frozenset({"SYT", "01290", "01477", "01654"})  # write titles instead of codes

OWN_RETURNS = 0.06
DAYS_BEFORE = (12, 5, 3, 0)  # how long before the last day the communes' returns came

SENT_AGAIN = {SENT_BACK_AND_AGAIN: date(2026, 12, 14), CORRECTED: date(2026, 12, 18)}


@dataclass(frozen=True)
class Sending:
    """One body's return of one year, on its way."""

    body: Body
    year: int
    received_on: date
    sent_on: date | None = None
    first_on: date | None = None  # when it came the first time, if this is the second


def build_return_files(province: Province) -> Iterator[SentReturn]:
    """Every return of results, as a file."""
    for year in province.ends:
        if year < THIS_YEAR:
            yield from _build_consolidated_files(province, year)
    together: dict[date, list[Sending]] = defaultdict(list)
    for sending in list_sendings_of_this_year(province):
        if _has_own_file(sending):
            yield _build_own_file(province, sending)
        else:
            together[sending.received_on].append(sending)
    for day, sendings in sorted(together.items()):
        accounts = [
            build_return_rows(province, sending.body, THIS_YEAR, sent_on=day)
            for sending in sendings
        ]
        rows = [row for rows_of_one in accounts for row in rows_of_one]
        yield _build_consolidated_file(f"Tong hop xa phuong nam {THIS_YEAR}", day, rows)


def _has_own_file(sending: Sending) -> bool:
    """Bodies of the province, whoever was late or sent twice, and a few communes sent a file
    of their own; the other communes' came together with their neighbours'."""
    code, codes = (
        sending.body.code,
        {*LATE_IN_2026, *SENT_AGAIN, *BY_TITLE, SENT_BY_POST, SENT_BACK},
    )
    own = make_generator("own return", code).random() < OWN_RETURNS
    return sending.body.level == "province" or code in codes or own


def list_sendings_of_this_year(province: Province) -> Iterator[Sending]:
    """Each body's own sending of 2026, and the two that came a second time."""
    for body in province.list_reporters(THIS_YEAR):
        if body.code in OVERDUE_IN_2026 or body.code == ASKED_AND_SILENT:
            continue
        first = _build_first_sending(body, province.ends[THIS_YEAR])
        yield first
        if body.code in SENT_AGAIN:
            yield Sending(body, THIS_YEAR, SENT_AGAIN[body.code], first_on=first.received_on)


def _build_first_sending(body: Body, last: date) -> Sending:
    if body.code in LATE_IN_2026:
        return Sending(body, THIS_YEAR, last + timedelta(days=LATE_IN_2026[body.code]))
    if body.code == SENT_BY_POST:
        return Sending(body, THIS_YEAR, last + timedelta(days=2), sent_on=last)
    return Sending(body, THIS_YEAR, _draw_day_in_time(body, last))


def _draw_day_in_time(body: Body, last: date) -> date:
    """Most come in the last days; a return that is sent back comes early enough for it."""
    generator = make_generator("day", body.code)
    days = min(24, round(generator.expovariate(1 / 6)))
    if body.level != "province":
        days = generator.choice(DAYS_BEFORE)
    if body.code in (SENT_BACK, SENT_BACK_AND_AGAIN):
        days = 6
    return find_working_day(last - timedelta(days=days))


def _build_own_file(province: Province, sending: Sending) -> SentReturn:
    body = sending.body
    first_on = sending.first_on or sending.sent_on or sending.received_on
    rows = build_return_rows(province, body, sending.year, sent_on=first_on)
    name = f"Bao cao Chi thi 18 nam {sending.year} - {body.name}"
    if sending.first_on:
        rows = correct_rows(rows, sent_on=sending.received_on)
        name += " (gui lai)"
    if body.code in BY_TITLE:
        rows = [_convert_to_titles(province, row, body, year=sending.year) for row in rows]
    suffix = "BC-UBND" if body.kind == UnitKind.COMMITTEE else f"BC-{body.code}"
    letter = build_letter(name, sending.received_on, suffix=suffix, sent_on=sending.sent_on)
    return build_delivery(RESULTS, rows, name, style=choose_style(body), letter=letter)


def _convert_to_titles(province: Province, row: Row, body: Body, *, year: int) -> Row:
    titles = {duty.code: duty.title for duty in province.duties[year, body.unit_id]}
    return {**row, "unit_code": body.name, "task_code": titles[str(row["task_code"])]}


def _build_consolidated_files(province: Province, year: int) -> Iterator[SentReturn]:
    """The secretariat's own files of a year: one for each day."""
    groups: dict[date, list[Row]] = defaultdict(list)
    for body, how in _draw_lateness(province.list_reporters(year), year):
        day = _find_receipt_day(how, year, last=province.ends[year])
        if day is not None:
            groups[day] += build_return_rows(province, body, year, sent_on=day)
    for day, rows in sorted(groups.items()):
        yield _build_consolidated_file(f"Tong hop nam {year}", day, rows)


def _build_consolidated_file(title: str, day: date, rows: list[Row]) -> SentReturn:
    name = f"{title} - den ngay {day:%d-%m-%Y}"
    letter = build_letter(name, day)
    return build_delivery(RESULTS, rows, name, style=choose_secretariat_style(name), letter=letter)


def _draw_lateness(bodies: list[Body], year: int) -> Iterator[tuple[Body, str]]:
    """How late each body was: the year's shares dealt out to the bodies in a drawn order."""
    order = sorted(bodies, key=lambda body: make_generator("lateness", year, body.code).random())
    for place, body in enumerate(order):
        if body.code == HABITUALLY_LATE:
            yield body, (SOME_DAYS_LATE, MANY_DAYS_LATE)[year % 2]
        elif body.kind == UnitKind.RED_CROSS:
            yield body, IN_TIME
        else:
            hundredth = 100 * place / len(order)
            shares = zip(
                (IN_TIME, SOME_DAYS_LATE, MANY_DAYS_LATE, NEVER),
                accumulate(LATENESS[year]),
                strict=True,
            )
            yield body, next(how for how, share in shares if hundredth < share)


def _find_receipt_day(how: str, year: int, *, last: date) -> date | None:
    """The day by which the secretariat had it."""
    generator = make_generator("day", year)
    days = {
        IN_TIME: find_working_day(last - timedelta(days=generator.choice((0, 1)))),
        SOME_DAYS_LATE: last + timedelta(days=generator.choice((3, 9))),
        MANY_DAYS_LATE: last + timedelta(days=32),
    }
    return days.get(how)
