"""The yearly report and the screens around it claim only what is so."""

from pathlib import Path

import pytest
from docx import Document
from playwright.sync_api import Page, expect

from documents.printing.decree30 import read_text
from tests.journeys.desk import Desk, open_screen

pytestmark = pytest.mark.browser
CONTENTS = "bao-cao?phan=noi-dung&noi-nhan=uy-ban-nhan-dan-tinh-cao-bang&xem-nhu="


def test_the_draft_says_only_what_is_so(trial: Desk, tmp_path: Path) -> None:
    (file,) = _reported(trial, tmp_path)
    text = read_text(file.read_bytes())
    assert "thực hiện theo đề nghị phối hợp" not in text
    assert "III.9. Tỉnh Đoàn (đề nghị): chưa nhận được kết quả" in text
    assert "III.13. Công tác báo cáo: nhiệm vụ tổng hợp, báo cáo chỉ hoàn thành khi" in text
    assert ": 0 đơn vị hoàn thành" not in text
    assert "đang theo dõi; " not in text
    assert text.rstrip().find("./.") > 0
    rows = [
        [cell.text for cell in row.cells]
        for table in Document(str(file)).tables
        for row in table.rows
    ]
    (press,) = (row for row in rows if row[0].startswith("Cơ quan báo và phát thanh"))
    assert press[-1] == "Được đề nghị phối hợp; đã gửi"


def test_a_leader_is_told_that_the_preview_is_rounded(page: Page, trial: Desk) -> None:
    open_screen(page, trial, f"{CONTENTS}leader")
    expect(page.get_by_text("bản trình ký của văn thư ghi số chính xác").first).to_be_visible()
    expect(page.get_by_text("khoảng 4.495 địa chỉ nhân đạo").first).to_be_visible()
    open_screen(page, trial, f"{CONTENTS}secretariat")
    expect(page.get_by_text("4.495 địa chỉ nhân đạo").first).to_be_visible()
    expect(page.get_by_text("bản trình ký của văn thư ghi số chính xác")).to_have_count(0)


def test_the_plan_does_not_read_as_if_its_reports_were_all_in(page: Page, trial: Desk) -> None:
    open_screen(page, trial, "nhiem-vu?xem-nhu=leader")
    expect(page.get_by_text("đã nhận 63 trên 71 báo cáo").first).to_be_visible()


def _reported(desk: Desk, folder: Path) -> list[Path]:
    """The draft to the People's Committee, written at the terminal."""
    answer = desk.run("report", "--year", "2026", "--to", "tinh", "--out", str(folder))
    assert answer.returncode == 0, answer.stderr
    return [*folder.glob("*.docx")]
