"""From 1 November on the clerk is warned, looks this year's tasks through, opens the next year,
fetches a blank of it, and takes the opening back."""

from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from tests.chromium import PATIENCE_MS
from tests.journeys.desk import HEARD_MS, LOOK_MS, TRIES, Desk, fetch, open_screen, press
from tests.journeys.wire import wire_of
from tests.sweep.page import Page as WirePage

pytestmark = pytest.mark.browser
AS_CLERK = "xem-nhu=secretariat"
PERIODS = f"danh-muc?{AS_CLERK}&phan=ky"
SCREENS = (
    *("tong-quan", "co-quan", "nhiem-vu", "dia-chi", "vi-sao", "qua-han", "nhap-bao-cao"),
    *("don-doc", "bao-cao", "da-cong-bo", "danh-muc", "nhat-ky", "cai-dat"),
)


def count_owed(desk: Desk, year: int) -> int:
    """How many reports of a year the terminal says are owed."""
    return len(desk.ask("due", "--year", str(year))["reports"])


def test_the_next_year_is_opened_looked_at_and_taken_back(page: Page, trial: Desk) -> None:
    assert trial.run("due", "--year", "2027").returncode == 1
    open_screen(page, trial, f"tong-quan?{AS_CLERK}")
    expect(page.get_by_text("Kỳ 2027 chưa mở.")).to_be_visible()
    page.get_by_role("link", name="Xem và mở kỳ 2027").click()
    expect(page.get_by_role("heading", name="Mở kỳ 2027")).to_be_visible(timeout=PATIENCE_MS)
    press(page, "Mở kỳ 2027 với")
    expect(page.get_by_text("Đã mở kỳ 2027 với")).to_be_visible(timeout=PATIENCE_MS)
    assert count_owed(trial, 2027) == count_owed(trial, 2026)

    open_screen(page, trial, f"tong-quan?{AS_CLERK}")
    expect(page.get_by_text("Kỳ 2027 chưa mở.")).to_have_count(0)
    with WirePage(trial.address, cookie="") as reader:  # as Chromium would be sent them
        for path in SCREENS:
            drawn = reader.open(path, f"{AS_CLERK}&nam=2027").elements
            kinds = {one.WhichOneof("type") for one in drawn}
            assert "heading" in kinds, path
            assert "exception" not in kinds, path

    open_screen(page, trial, PERIODS)
    press(page, "Hủy mở kỳ 2027")
    page.get_by_test_id("stPopoverBody").get_by_role("button", name="Hủy mở kỳ 2027").click()
    expect(page.get_by_text("Đã hủy mở kỳ 2027.")).to_be_visible(timeout=PATIENCE_MS)
    assert trial.run("due", "--year", "2027").returncode == 1


def untick_first_row(page: Page) -> None:
    """Press the tick of the first row; once more where the page told the server nothing, because
    the table had not been drawn."""
    table, wire = page.get_by_test_id("stDataFrame").last, wire_of(page)
    before = wire.sent
    for _ in range(TRIES):
        table.locator("canvas").first.click(position={"x": 40, "y": 52}, force=True)
        page.keyboard.press("Space")
        for _ in range(HEARD_MS // LOOK_MS):
            if wire.sent > before:
                return
            page.wait_for_timeout(LOOK_MS)


def test_a_task_without_its_tick_is_not_asked_for_again(page: Page, trial: Desk) -> None:
    open_screen(page, trial, PERIODS)
    button = page.get_by_role("button", name="Mở kỳ 2027 với")
    before = int("".join(filter(str.isdigit, button.inner_text().removeprefix("Mở kỳ 2027"))))
    untick_first_row(page)
    expect(page.get_by_text("1 dòng không tiếp tục giao, 0 dòng đổi vai trò.")).to_be_visible()
    press(page, "Mở kỳ 2027 với")
    said = f"Đã mở kỳ 2027 với {before - 1:,} nhiệm vụ được giao.".replace(",", ".")
    expect(page.get_by_text(said)).to_be_visible(timeout=PATIENCE_MS)


def test_a_blank_of_the_new_year_is_fetched(page: Page, trial: Desk, tmp_path: Path) -> None:
    opened = trial.ask("open-year")
    assert opened["year"] == 2027
    open_screen(page, trial, f"nhap-bao-cao?{AS_CLERK}&nam=2027")
    page.get_by_text("Biểu mẫu trống").first.click()
    blank = fetch(page, "Tải biểu mẫu XLSX", tmp_path)
    book = load_workbook(blank)
    cells = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row]
    assert "2027" in cells
    trial.ask("open-year", "--cancel")
    assert trial.run("due", "--year", "2027").returncode == 1
