"""Three sides of a change: the blank's baseline, what is stored now, the file."""

import io
from collections.abc import Mapping
from datetime import date

import pytest
from openpyxl import load_workbook
from sqlalchemy import Engine

from documents.returns.blank import build_blank_form
from documents.returns.comparison import build_change_records, build_comparison
from intake.headers.layouts import RESULTS
from intake.pipeline import Arrival
from locales.words import words_in
from models.database import reading
from models.snapshots import read_duties
from models.units import find_unit
from tests.province import GOOD, TODAY, looked_at, received

WORDS = words_in("vi")
CORRECTED = GOOD.replace(b",40,5,", b",60,5,")


def blank(engine: Engine, *, kind: str = "xlsx") -> bytes:
    """The blank of Sở Y tế, made now."""
    with reading(engine) as session:
        unit = find_unit(session, "SYT", TODAY)
        duties = read_duties(session, [2025, 2026], TODAY)
    assert unit is not None and unit.id is not None
    return build_blank_form(RESULTS, duties, WORDS, unit=(unit.id, "SYT"), year=2026, kind=kind)


def filled(content: bytes, task: str, **cells: object) -> bytes:
    """The blank with these cells of one task written."""
    book = load_workbook(io.BytesIO(content))
    form = book.worksheets[0]
    headings = {cell.value: cell.column for cell in form[1]}
    title = headings["Nhiệm vụ"]
    (line,) = [row[0].row for row in form.iter_rows() if row[title - 1].value == task]
    for name, value in cells.items():
        form.cell(line, headings[RESULTS.find_field(name).vi]).value = value
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def title_of(engine: Engine, code: str) -> str:
    with reading(engine) as session:
        tasks = read_duties(session, [2026], TODAY).catalogue.tasks
    return str(tasks.set_index("task_code").at[code, "title_vi"])


@pytest.fixture
def made(province: Engine) -> bytes:
    """A blank made when 40 % were stored of KCB_LN."""
    received(province, GOOD)
    return blank(province)


def sent(engine: Engine, made: bytes, **cells: object) -> Arrival:
    return looked_at(engine, filled(made, title_of(engine, "KCB_LN"), **cells)).arrival


def only(arrival: Arrival) -> Mapping[str, object]:
    (one,) = build_change_records(arrival)
    return {name: value for name, value in one.items() if name != "row"}


def test_nobody_else_wrote_so_two_sides_agree(province: Engine, made: bytes) -> None:
    arrival = sent(province, made, percent=70)
    assert only(arrival) == {
        "column": "percent",
        "baseline": 40,
        "moved": False,
        "stored": 40,
        "file": 70,
    }
    assert [one.code for one in arrival.findings if one.code == "table.stored_moved"] == []


def test_what_moved_since_the_blank_was_made_is_said_at_its_row(
    province: Engine, made: bytes
) -> None:
    received(province, CORRECTED)
    arrival = sent(province, made, percent=70)
    assert only(arrival)["stored"] == 60
    (moved,) = [one for one in arrival.findings if one.code == "table.stored_moved"]
    assert moved.facts == {"columns": ("percent",), "made_on": date(2026, 12, 20)}
    told = build_comparison(arrival, WORDS)
    assert told.iloc[0, 1:].tolist() == [
        "Tỷ lệ (%)",
        "40",
        "60",
        "70",
        "! đã sửa từ khi lập biểu mẫu, sẽ bị ghi đè",
    ]


def test_a_cell_that_moved_and_is_not_sent_stays_and_is_told(province: Engine, made: bytes) -> None:
    received(province, CORRECTED)
    arrival = sent(province, made, quantity=9)
    told = {str(one["column"]): one for one in build_change_records(arrival)}
    assert told.keys() == {"percent", "quantity"}
    assert (told["percent"]["stored"], told["percent"]["file"]) == (60, 60)


def test_what_was_stored_only_later_has_moved_too(province: Engine) -> None:
    made = blank(province)
    received(province, GOOD)
    arrival = sent(province, made, percent=70)
    assert {one["column"]: one.get("moved") for one in build_change_records(arrival)} == {
        "status": True,
        "percent": True,
        "quantity": True,
    }


def test_a_csv_has_two_sides(province: Engine) -> None:
    received(province, GOOD)
    arrival = looked_at(province, CORRECTED).arrival
    assert only(arrival) == {"column": "percent", "stored": 40, "file": 60}


def test_nobody_sees_the_baseline(made: bytes) -> None:
    book = load_workbook(io.BytesIO(made))
    assert [one.sheet_state for one in book.worksheets] == ["visible", "visible", "veryHidden"]
