"""A cell at fault is corrected at the desk, with a reason: received, marked for ever, undone."""

import csv
import io
import re
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook
from playwright.sync_api import Page, expect
from playwright.sync_api import TimeoutError as PlaywrightTimeoutError

from tests.chromium import PATIENCE_MS
from tests.journeys.desk import Desk, fetch, open_screen, press, upload, wait_for_rest

pytestmark = pytest.mark.browser
WHY = "Sở Công Thương xác nhận qua điện thoại"
SCREEN = "nhap-bao-cao?xem-nhu=secretariat"
ROW_PX = 35
PRESSES, OPENING_MS = 12, 5_000


@pytest.fixture
def faulty(trial: Desk, tmp_path: Path) -> Path:
    """A return of a unit that has not reported, with one number mistyped."""
    file = tmp_path / "sct.csv"
    words = ("results", "--unit", "SCT", "--year", "2026", "--csv", "--out", str(file))
    assert trial.run("blank", *words).returncode == 0
    lines = list(csv.reader(io.StringIO(file.read_text("utf-8-sig")), delimiter=";"))
    filled = dict(zip(lines[0], lines[1], strict=True))
    filled |= {"Tình trạng": "Hoàn thành", "Ngày hoàn thành": "01/12/2026", "Số lượng": "1O"}
    written = io.StringIO(newline="")
    csv.writer(written, delimiter=";").writerows([lines[0], list(filled.values())])
    file.write_text(written.getvalue(), "utf-8-sig")
    return file


def type_in_first_cell(page: Page, text: str) -> None:
    """Write into the editor's first row, the only column that can be written in."""
    page.get_by_text("Sửa tại chỗ").first.click()
    grid = page.get_by_test_id("stForm").get_by_test_id("stDataFrame")
    expect(grid).to_be_visible(timeout=PATIENCE_MS)
    wait_for_rest(page)
    cell = page.locator(".gdg-input").first
    for _ in range(PRESSES):
        # Measured anew for each press: the fold still opens, and what stands above still grows.
        box = grid.bounding_box()
        assert box is not None
        grid.locator("canvas").first.click(
            position={"x": box["width"] - 40, "y": 1.5 * ROW_PX}, force=True
        )
        page.keyboard.press("Enter")  # opens the cell
        try:
            cell.wait_for(timeout=OPENING_MS)
        except PlaywrightTimeoutError:
            continue
        break
    expect(cell).to_be_focused()
    cell.fill(text)
    cell.press("Enter")
    expect(grid.locator("canvas table").first).to_contain_text(text)


def test_a_cell_is_corrected_received_marked_and_undone(
    trial: Desk, page: Page, faulty: Path, tmp_path: Path
) -> None:
    open_screen(page, trial, SCREEN)
    upload(page, faulty)
    expect(page.get_by_text("“1O” không phải là số").first).to_be_visible(timeout=PATIENCE_MS)
    type_in_first_cell(page, "10")
    press(page, "Kiểm tra lại với các ô đã sửa")
    expect(page.get_by_text("Chưa ghi lý do sửa").first).to_be_visible(timeout=PATIENCE_MS)
    page.get_by_label("Lý do sửa").fill(WHY)
    press(page, "Kiểm tra lại với các ô đã sửa")
    expect(page.get_by_text("Đang xem tệp với 1 ô do văn phòng sửa").first).to_be_visible(
        timeout=PATIENCE_MS
    )
    press(page, re.compile(r"^Nhận 1 dòng"))
    expect(page.get_by_text(re.compile(r"Đã nhận, số \d+")).first).to_be_visible(
        timeout=PATIENCE_MS
    )
    expect(page.get_by_text("Văn phòng đã sửa 1 ô").first).to_be_visible(timeout=PATIENCE_MS)

    receipt = Document(str(fetch(page, "Tải biên nhận", tmp_path)))
    told = " ".join(one.text for one in receipt.paragraphs)
    assert "văn phòng Hội sửa từ “1O” thành “10”" in told and WHY in told
    kept = fetch(page, "Tải tệp đã giữ", tmp_path)
    assert "1O" in kept.read_text("utf-8-sig")

    open_screen(page, trial, "co-quan?don-vi=SCT&xem-nhu=secretariat")
    press(page, "Xem nguồn số liệu")
    book = load_workbook(fetch(page, "Tải về đủ các dòng", tmp_path))
    cells = [str(cell) for sheet in book for line in sheet.values for cell in line if cell]
    assert any("văn phòng Hội sửa từ “1O” thành “10”" in cell and WHY in cell for cell in cells)

    open_screen(page, trial, "nhat-ky?xem-nhu=secretariat")
    expect(page.get_by_text("ô văn phòng sửa").first).to_be_attached()

    open_screen(page, trial, SCREEN)
    press(page, re.compile("^Hoàn tác lần nhận"))
    press(page.get_by_role("dialog"), re.compile("^Hoàn tác 1 dòng"))
    expect(page.get_by_text("Đã hoàn tác").first).to_be_visible(timeout=PATIENCE_MS)
    assert '"state": "overdue"' in trial.run("due", "--year", "2026", "--json").stdout


def test_an_officer_has_no_cells_to_correct(trial: Desk, page: Page, faulty: Path) -> None:
    open_screen(page, trial, "nhap-bao-cao?xem-nhu=unit_officer")
    upload(page, faulty)
    expect(page.get_by_text("Sửa tại chỗ")).to_have_count(0)
