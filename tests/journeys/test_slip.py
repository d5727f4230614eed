"""A broken file: its slip is fetched, corrected as it says, and received; at the terminal too."""

import re
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from tests.journeys.desk import Desk, fetch, open_screen, press, upload

pytestmark = pytest.mark.browser
BROKEN = """Kỳ báo cáo,Mã đơn vị,Mã nhiệm vụ,Tình trạng,Ngày hoàn thành,Tỷ lệ (%)
2026,SCT,HM_DK,hoàn thành,01/12/2026,100
2026,SCT,TET_SUAT,hoàn thành,02/12/2026,140
2026,SCT,KH_CT,hoàn thành,03/12/2026,100
"""


def correct(slip: Path) -> Path:
    """The slip as a sender fills it: the codes from its own list, a share that there is."""
    book = load_workbook(slip)
    form, guide = book.worksheets
    headings = [str(cell.value) for cell in form[1]]
    assert headings[:5] == [
        "Dòng trong tệp", "Kỳ báo cáo", "Mã đơn vị", "Mã nhiệm vụ", "Điều cần sửa",
    ]  # fmt: skip
    listed = [row[0] for row in guide.iter_rows(values_only=True)]
    assert "KH_CT18" in listed
    assert [form.cell(line, 1).value for line in (2, 3)] == [3, 4]
    form.cell(2, headings.index("Tỷ lệ (%)") + 1).value = 100
    form.cell(3, 4).value = "KH_CT18"
    corrected = slip.with_name("da sua.xlsx")
    book.save(corrected)
    return corrected


def test_a_slip_is_fetched_corrected_and_received(trial: Desk, page: Page, tmp_path: Path) -> None:
    broken = tmp_path / "bao cao SCT.csv"
    broken.write_text(BROKEN, "utf-8-sig")
    open_screen(page, trial, "nhap-bao-cao?xem-nhu=secretariat")
    upload(page, broken)
    slip = fetch(page, re.compile(r"^Tải phiếu sửa lỗi \(2 dòng\)"), tmp_path)
    corrected = correct(slip)
    open_screen(page, trial, "nhap-bao-cao?xem-nhu=secretariat")
    upload(page, corrected)
    press(page, re.compile(r"^Nhận \d+ dòng"))
    expect(page.get_by_text(re.compile(r"Đã nhận, số \d+")).first).to_be_visible()


def test_the_terminal_writes_the_slip_too(trial: Desk, tmp_path: Path) -> None:
    broken, slip = tmp_path / "bao cao SCT.csv", tmp_path / "phieu.xlsx"
    broken.write_text(BROKEN, "utf-8-sig")
    told = trial.ask("slip", str(broken), "--out", str(slip))
    assert told["slips"] == [{"file": str(slip), "rows": 2}]
    checked = trial.ask("check", str(correct(slip)), "--received-on", "20/12/2026")
    assert not [one for one in checked["findings"] if one["severity"] == "error"]
    sound = tmp_path / "dung.csv"
    sound.write_text("\n".join(BROKEN.splitlines()[:2]), "utf-8-sig")
    answer = trial.run("slip", str(sound))
    assert answer.returncode == 1 and "không cần phiếu sửa lỗi" in answer.stdout
