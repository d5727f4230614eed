"""Notes that say otherwise than their row, a doubted state, raised figures, sheets of a plan."""

import pytest

from intake.findings import Outcome
from intake.headers.figures import FigureKind
from intake.headers.statements import find_period
from tests.intake.builders import file_with, stored
from tests.intake.register import arrival
from tests.intake.test_files_as_sent import codes

OTHERWISE = (
    ("done", "Số đúng là 91"),
    ("done", "Đính chính: 46 lượt người"),
    ("done", "ĐVT: nghìn đồng"),
    ("done", "tính bằng USD"),
    ("done", "số của năm 2025"),
    ("done", "lũy kế từ đầu nhiệm kỳ"),
    ("done", "Chưa ban hành kế hoạch"),
    ("not_started", "Đã hoàn thành 23/10/2026"),
)
ALIKE = (
    ("done", "Đã hoàn thành"),
    ("done", "Mỗi suất 500 nghìn đồng"),
    ("done", "Kế hoạch số 15 năm 2025"),
    ("done", "số liệu năm 2026"),
    ("in_progress", "Đã hoàn thành khảo sát"),
    ("done", "Tổ chức tại xã Hưng Đạo"),
)


def ask_about(status: str, note: str) -> list[str]:
    day = {"done_on": "01/12/2026"} if status == "done" else {"done_on": "", "quantity": ""}
    return codes(arrival(file_with(status=status, note=note, **day)), "note")


@pytest.mark.parametrize(("status", "note"), OTHERWISE)
def test_a_note_that_says_otherwise_is_asked_about(status: str, note: str) -> None:
    assert "row.note_says_otherwise" in ask_about(status, note)


@pytest.mark.parametrize(("status", "note"), ALIKE)
def test_other_notes_are_not(status: str, note: str) -> None:
    assert "row.note_says_otherwise" not in ask_about(status, note)


def test_a_doubted_state_is_asked_about() -> None:
    came = arrival(file_with(status="Hoàn thành?"))
    assert came.outcome == Outcome.ASK
    assert stored(came, "status").get(2) == "done"
    assert "value.remark_passed_over" in codes(came, "status")


@pytest.mark.parametrize("name", ["KH 2026", "KH", "KH năm 2026"])
def test_a_sheet_of_a_plan_is_no_result(name: str) -> None:
    assert find_period(name).kind == FigureKind.PLANNED


@pytest.mark.parametrize("name", ["KHĐT", "KH công nghệ", "KQ 2026"])
def test_other_names_are_of_no_plan(name: str) -> None:
    assert find_period(name).kind is None
