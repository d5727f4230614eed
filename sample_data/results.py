"""Accounts: what a body tells of each of its tasks in a year, before it is put into a file."""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from random import Random

from sample_data.province import (
    HABITUALLY_LATE,
    SIGNS_NIL,
    THIS_YEAR,
    Body,
    Duty,
    Province,
    between,
    drawn,
    kin,
    weighted,
    working_day,
)
from sample_data.sizes import GROWTH, size_of

Row = Mapping[str, object]  # field of the return form → what is said

# The chance that a reporting body has a task done. 2020: three districts were merged;
# 2025: departments merged, and communes took over from districts in mid-year.
DONE = {
    2019: 0.60,
    2020: 0.59,
    2021: 0.65,
    2022: 0.67,
    2023: 0.70,
    2024: 0.72,
    2025: 0.71,
    2026: 0.83,
}
UNFINISHED = (("in_progress", 62), ("not_started", 22), ("", 16))  # "" leaves the task out
OFTEN_NIL = frozenset({"BO_TRAO", "SMND", "PN_HO", "TN_TT", "DN_ND"})
NOTES = (
    "Phối hợp với Hội Chữ thập đỏ tỉnh",
    "Kinh phí vận động xã hội hóa",
    "Lồng ghép với chương trình giảm nghèo",
    "Số liệu tính đến hết tháng 11",
    "Có danh sách kèm theo tại đơn vị",
)


def account(province: Province, body: Body, year: int, *, sent_on: date) -> list[Row]:
    """The rows of a body's return, in the plan's order of tasks, as known on `sent_on`."""
    owed = province.duties.get((year, body.unit_id), ())
    rows = [_row(duty, body, year, sent_on=sent_on) for duty in owed if not duty.reporting]
    return [row for row in rows if row["status"]]


def corrected(rows: list[Row], *, sent_on: date) -> list[Row]:
    """The same return after the sender found some figures wrong: more done, less counted."""
    better: list[Row] = []
    for number, row in enumerate(rows):
        said = dict(row)
        if row["status"] == "in_progress":
            said |= {"status": "done", "percent": 100, "done_on": sent_on - timedelta(days=7)}
        quantity = row["quantity"]
        if number % 3 == 0 and isinstance(quantity, int) and quantity > 3:
            said["quantity"] = quantity - quantity // 4
        better.append(said)
    return better


def _row(duty: Duty, body: Body, year: int, *, sent_on: date) -> Row:
    generator = drawn("account", year, body.code, duty.code)
    said: dict[str, object] = {
        "period": year,
        "unit_code": body.code,
        "task_code": duty.code,
        "status": _status(duty, body, year, generator=generator),
        **dict.fromkeys(("done_on", "percent", "quantity", "value_vnd", "note")),
    }
    if said["status"] in ("done", "done_late", "in_progress"):
        said |= _progress(str(said["status"]), generator, sent_on=sent_on, year=year)
        said |= amounts(duty, body, year, half=said["status"] == "in_progress")
    if generator.random() < 0.12 and said["status"] != "nil":
        said["note"] = generator.choice(NOTES)
    return said


def _status(duty: Duty, body: Body, year: int, *, generator: Random) -> str:
    if body.code == SIGNS_NIL and year == THIS_YEAR:
        return "nil"
    if duty.money and kin(body) == "red_cross":
        return "done"
    if duty.code in OFTEN_NIL and generator.random() < 0.22:
        return "nil"
    if generator.random() < DONE[year] + _zeal(body, year):
        return "done_late" if generator.random() < 0.03 else "done"
    return weighted(generator, UNFINISHED)


@cache
def _zeal(body: Body, year: int) -> float:
    """How much more, or less, than others a body does: mostly its own way, partly the year's."""
    if body.code == HABITUALLY_LATE:
        return -0.2
    if kin(body) == "red_cross":
        return 0.12
    return drawn("zeal", body.code).gauss(0, 0.09) + drawn("zeal", body.code, year).gauss(0, 0.05)


def _progress(status: str, generator: Random, *, sent_on: date, year: int) -> Row:
    if status == "in_progress":
        return {"percent": 5 * generator.randint(4, 18)}
    if status == "done_late" or generator.random() < 0.2:
        return {"percent": 100}
    last = min(sent_on, date(year, 12, 24))
    day = working_day(between(generator, date(year, 1, 8), last))
    return {"percent": 100, "done_on": day}


def amounts(duty: Duty, body: Body, year: int, *, half: bool = False) -> Row:
    """quantity and value_vnd of a task in a year, missing where none is asked or known."""
    generator = drawn("amount", body.code, duty.code, year)
    usual, each = size_of(duty.code, kin(body))
    spread = drawn("size", body.code).uniform(0.6, 1.4) if kin(body) == "commune" else 1.0
    done = usual * spread * GROWTH[year] * generator.uniform(0.85, 1.15) * (0.5 if half else 1)
    quantity = max(1, round(done)) if usual else None
    value = None
    if duty.money and each and quantity:
        value = round((done if usual > 3 else quantity) * each, -5)
    return {
        "quantity": quantity if duty.counts else None,
        "value_vnd": int(value) if value else None,
    }
