"""An untouched blank is no report: at the screen and at the terminal it is said, and nothing is
received. The same file with one row filled in is received, and only that row counts."""

import csv
import io
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from tests.journeys.desk import Desk, choose, fetch, open_screen, press, upload

pytestmark = pytest.mark.browser
UNIT = "Sở Công Thương (SCT)"
ACCEPT = re.compile(r"^(Nhận|Xác nhận và nhận) \d+ dòng")
NOTHING = "Chưa ghi gì, không tính là báo cáo"


def fetch_blank(page: Page, desk: Desk, kind: str, folder: Path) -> Path:
    """The results form of a unit that has not reported, as the screen gives it."""
    open_screen(page, desk, "nhap-bao-cao?xem-nhu=secretariat")
    page.get_by_text("Biểu mẫu trống").first.click()
    choose(page, "Đơn vị", UNIT)
    return fetch(page, f"Tải biểu mẫu {kind.upper()}", folder)


def find_report(desk: Desk, unit: str) -> dict[str, Any]:
    """What the terminal says of a unit's report of 2026."""
    reports = desk.ask("due", "--year", "2026")["reports"]
    return next(report for report in reports if report["code"] == unit)


def fill_first_row(file: Path) -> None:
    """Write a status into the first row of a blank, as a person would."""
    if file.suffix == ".csv":
        lines = list(csv.reader(io.StringIO(file.read_text("utf-8-sig")), delimiter=";"))
        lines[1][lines[0].index("Tình trạng")] = "Đang thực hiện"
        written = io.StringIO(newline="")
        csv.writer(written, delimiter=";").writerows(lines)
        file.write_text(written.getvalue(), "utf-8-sig")
        return
    book = load_workbook(file)
    form = book.worksheets[0]
    heads = [cell.value for cell in form[1]]
    form.cell(2, heads.index("Tình trạng") + 1).value = "Đang thực hiện"
    book.save(file)


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_an_untouched_blank_is_no_report(
    trial: Desk, page: Page, tmp_path: Path, kind: str
) -> None:
    before = find_report(trial, "SCT")
    file = fetch_blank(page, trial, kind, tmp_path)
    checked = trial.run("check", str(file), "--json")
    assert checked.returncode == 1, checked.stdout
    assert '"outcome": "nothing"' in checked.stdout
    received = trial.run("receive", str(file))
    assert received.returncode == 1
    assert "không có gì để nhận" in received.stderr
    upload(page, file)
    expect(page.get_by_text(NOTHING).first).to_be_visible()
    expect(page.get_by_text("Tệp chưa ghi nội dung báo cáo nào").first).to_be_visible()
    expect(page.get_by_role("button", name=ACCEPT)).to_have_count(0)
    assert find_report(trial, "SCT") == before


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_one_row_filled_in_is_received_alone(
    trial: Desk, page: Page, tmp_path: Path, kind: str
) -> None:
    file = fetch_blank(page, trial, kind, tmp_path)
    fill_first_row(file)
    open_screen(page, trial, "nhap-bao-cao?xem-nhu=secretariat")
    upload(page, file)
    expect(page.get_by_text("chưa ghi gì ngoài các mã").first).to_be_visible()
    press(page, re.compile(r"^Nhận 1 dòng"))
    expect(page.get_by_text(re.compile(r"Đã nhận, số \d+")).first).to_be_visible()
    assert find_report(trial, "SCT")["state"] in ("in_time", "late")


@pytest.mark.skipif(
    shutil.which("soffice") is None and not os.environ.get("CI"), reason="LibreOffice is not here"
)
def test_a_blank_saved_again_by_another_program_is_no_report_either(
    trial: Desk, page: Page, tmp_path: Path
) -> None:
    file = fetch_blank(page, trial, "xlsx", tmp_path)
    again = tmp_path / "again"
    home = f"-env:UserInstallation=file://{tmp_path}/office"
    words = ["soffice", home, "--headless", "--convert-to", "xlsx", "--outdir", str(again)]
    subprocess.run([*words, str(file)], check=True, capture_output=True, timeout=120)
    (saved,) = again.iterdir()
    assert '"outcome": "nothing"' in trial.run("check", str(saved), "--json").stdout
