"""A workbook with a sheet for each quarter: the second is set beside the first, and added to it
once somebody said so, on the screen as at the terminal."""

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.chromium import PATIENCE_MS
from tests.intake.files import workbook
from tests.journeys.desk import Desk, open_screen, press, upload

pytestmark = pytest.mark.browser
HEADINGS = ["Kỳ báo cáo", "Mã đơn vị", "Mã nhiệm vụ", "Tình trạng", "Số lượng"]
SUFFIX = ["2026", "SCT", "TET_SUAT", "Đang thực hiện"]


@pytest.fixture
def quarters(tmp_path: Path) -> Path:
    """120 in the first quarter, 30 in the second."""
    file = tmp_path / "sct.xlsx"
    book = {name: [HEADINGS, [*SUFFIX, count]] for name, count in (("Quý I", 120), ("Quý II", 30))}
    file.write_bytes(workbook(book))
    return file


def read_quantity(desk: Desk, file: Path) -> dict[str, object]:
    """What a return of 150 would change now."""
    whole = file.with_name("whole.xlsx")
    whole.write_bytes(workbook({"A": [HEADINGS, [*SUFFIX, 150]]}))
    plan: dict[str, object] = desk.ask("check", str(whole))["plan"]
    return plan


def test_the_second_quarter_is_added_to_the_first(trial: Desk, page: Page, quarters: Path) -> None:
    open_screen(page, trial, "nhap-bao-cao?xem-nhu=secretariat")
    upload(page, quarters)
    expect(page.get_by_text("1 dòng của tệp này cũng có ở sct.xlsx, Quý I").first).to_be_visible(
        timeout=PATIENCE_MS
    )
    expect(page.get_by_text("Chọn ở trên cách hiểu các dòng ghi hai lần")).to_be_visible()
    page.get_by_text("Phần làm thêm").click()
    expect(page.get_by_text("Chọn ở trên cách hiểu các dòng ghi hai lần")).to_have_count(
        0, timeout=PATIENCE_MS
    )
    for place in range(2):
        press(page, re.compile(r"^(Xác nhận|Nhận|Xác nhận và nhận).* 1 dòng"))
        expect(page.get_by_text(re.compile(r"Đã nhận, số \d+"))).not_to_have_count(
            place, timeout=PATIENCE_MS
        )
    assert read_quantity(trial, quarters)["unchanged"] == 1


def test_the_terminal_asks_for_the_choice(trial: Desk, quarters: Path) -> None:
    checked = json.loads(trial.run("check", str(quarters), "--json").stdout)
    (sheet,) = checked["sheets"]
    codes = {one["code"] for one in [*checked["findings"], *sheet["findings"]]}
    assert "table.written_twice" in codes
    refused = trial.run("receive", str(quarters), "--confirm")
    assert refused.returncode == 1
    assert "cùng ghi một việc" in refused.stderr
    trial.restock()
    assert trial.run("receive", str(quarters), "--confirm", "--overlap", "add").returncode == 0
    assert read_quantity(trial, quarters)["unchanged"] == 1


def test_a_later_file_of_the_second_quarter_is_added(
    trial: Desk, page: Page, tmp_path: Path
) -> None:
    files = {}
    for name, count in (("quy-1.xlsx", 120), ("quy-2.xlsx", 30)):
        files[name] = tmp_path / name
        files[name].write_bytes(workbook({"A": [HEADINGS, [*SUFFIX, count]]}))
    assert trial.run("receive", str(files["quy-1.xlsx"]), "--confirm").returncode == 0
    refused = trial.run("receive", str(files["quy-2.xlsx"]), "--confirm")
    assert refused.returncode == 1
    assert "chỉ nói về một phần của năm" in refused.stdout + refused.stderr
    open_screen(page, trial, "nhap-bao-cao?xem-nhu=secretariat")
    upload(page, files["quy-2.xlsx"])
    lead = re.compile(r"1 dòng của tệp này nói về một phần của năm, .*quy-1\.xlsx")
    expect(page.get_by_text(lead).first).to_be_visible(timeout=PATIENCE_MS)
    page.get_by_text("Phần làm thêm").click()
    press(page, re.compile(r"^(Xác nhận|Nhận|Xác nhận và nhận).* 1 dòng"))
    expect(page.get_by_text(re.compile(r"Đã nhận, số \d+"))).not_to_have_count(
        0, timeout=PATIENCE_MS
    )
    assert read_quantity(trial, files["quy-2.xlsx"])["unchanged"] == 1
