"""Results: what a body reports of each of its tasks in a year, before it is put into a file."""

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
    classify_body,
    draw_by_weight,
    draw_day,
    find_working_day,
    make_generator,
)
from sample_data.sizes import GROWTH, get_size

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


def build_return_rows(province: Province, body: Body, year: int, *, sent_on: date) -> list[Row]:
    """The rows of a body's return, in the plan's order of tasks, as known on `sent_on`."""
    duties = province.duties.get((year, body.unit_id), ())
    rows = [_build_row(duty, body, year, sent_on=sent_on) for duty in duties if not duty.reporting]
    return [row for row in rows if row["status"]]


def correct_rows(rows: list[Row], *, sent_on: date) -> list[Row]:
    """The same return after the sender found some figures wrong: more done, less counted."""
    better: list[Row] = []
    for number, row in enumerate(rows):
        new_row = dict(row)
        if row["status"] == "in_progress":
            new_row |= {"status": "done", "percent": 100, "done_on": sent_on - timedelta(days=7)}
        quantity = row["quantity"]
        if number % 3 == 0 and isinstance(quantity, int) and quantity > 3:
            new_row["quantity"] = quantity - quantity // 4
        better.append(new_row)
    return better


def _build_row(duty: Duty, body: Body, year: int, *, sent_on: date) -> Row:
    generator = make_generator("account", year, body.code, duty.code)
    row: dict[str, object] = {
        "period": year,
        "unit_code": body.code,
        "task_code": duty.code,
        "status": _draw_status(duty, body, year, generator=generator),
        **dict.fromkeys(("done_on", "percent", "quantity", "value_vnd", "note")),
    }
    if row["status"] in ("done", "done_late", "in_progress"):
        row |= _draw_progress(str(row["status"]), generator, sent_on=sent_on, year=year)
        row |= draw_amounts(duty, body, year, half=row["status"] == "in_progress")
    if generator.random() < 0.12 and row["status"] != "nil":
        row["note"] = generator.choice(NOTES)
    return row


def _draw_status(duty: Duty, body: Body, year: int, *, generator: Random) -> str:
    if body.code == SIGNS_NIL and year == THIS_YEAR:
        return "nil"
    if duty.money and classify_body(body) == "red_cross":
        return "done"
    if duty.code in OFTEN_NIL and generator.random() < 0.22:
        return "nil"
    if generator.random() < DONE[year] + _draw_zeal(body, year):
        return "done_late" if generator.random() < 0.03 else "done"
    return draw_by_weight(generator, UNFINISHED)


@cache
def _draw_zeal(body: Body, year: int) -> float:
    """How much more, or less, than others a body does: mostly its own way, partly the year's."""
    if body.code == HABITUALLY_LATE:
        return -0.2
    if classify_body(body) == "red_cross":
        return 0.12
    return make_generator("zeal", body.code).gauss(0, 0.09) + make_generator(
        "zeal", body.code, year
    ).gauss(0, 0.05)


def _draw_progress(status: str, generator: Random, *, sent_on: date, year: int) -> Row:
    if status == "in_progress":
        return {"percent": 5 * generator.randint(4, 18)}
    if status == "done_late" or generator.random() < 0.2:
        return {"percent": 100}
    last = min(sent_on, date(year, 12, 24))
    day = find_working_day(draw_day(generator, date(year, 1, 8), last))
    return {"percent": 100, "done_on": day}


def draw_amounts(duty: Duty, body: Body, year: int, *, half: bool = False) -> Row:
    """quantity and value_vnd of a task in a year, missing where none is asked or known."""
    generator = make_generator("amount", body.code, duty.code, year)
    usual, unit_value = get_size(duty.code, classify_body(body))
    spread = (
        make_generator("size", body.code).uniform(0.6, 1.4)
        if classify_body(body) == "commune"
        else 1.0
    )
    done = usual * spread * GROWTH[year] * generator.uniform(0.85, 1.15) * (0.5 if half else 1)
    quantity = max(1, round(done)) if usual else None
    value = None
    if duty.money and unit_value and quantity:
        value = round((done if usual > 3 else quantity) * unit_value, -5)
    return {
        "quantity": quantity if duty.counts else None,
        "value_vnd": int(value) if value else None,
    }
