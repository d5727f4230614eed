"""In December 2026 the clerk lets the last day of 2024, a Saturday, roll to the Monday after: what
is seen as of 15/12/2024, on screen and at the terminal, stays as it was."""

import pytest
from playwright.sync_api import Page, expect

from tests.chromium import PATIENCE_MS
from tests.journeys.desk import Desk, open_screen, press

pytestmark = pytest.mark.browser
AS_CLERK = "xem-nhu=secretariat"
OVERDUE = f"qua-han?{AS_CLERK}&nam=2024&ngay=2024-12-15"
THEN = ("due", "--year", "2024", "--as-of", "2024-12-15")
RULE = "Cách tính mới được ghi nhận từ hôm nay."


def read_screen(page: Page, desk: Desk, path: str) -> str:
    """What stands on the screen at `path`, once it no longer changes."""
    open_screen(page, desk, path)
    screen, before = page.get_by_test_id("stMain"), ""
    while (text := screen.inner_text()) != before:
        before = text
        page.wait_for_timeout(1_000)
    return text


def test_the_weekend_rule_leaves_an_earlier_day_as_it_was(page: Page, trial: Desk) -> None:
    seen, known = read_screen(page, trial, OVERDUE), trial.ask(*THEN)
    now = trial.ask("due", "--year", "2024")
    open_screen(page, trial, f"danh-muc?{AS_CLERK}&phan=ky&nam=2024")
    expect(page.get_by_text(RULE)).to_be_visible(timeout=PATIENCE_MS)
    page.get_by_text("lùi sang thứ Hai").click()
    press(page, "Lưu cách tính hạn")
    expect(page.get_by_text("Đã lưu cách tính hạn của kỳ 2024.")).to_be_visible()
    assert read_screen(page, trial, OVERDUE) == seen
    assert trial.ask(*THEN) == known
    assert trial.ask("due", "--year", "2024") != now


def test_a_past_day_shows_its_catalogue_and_changes_nothing(page: Page, trial: Desk) -> None:
    open_screen(page, trial, f"danh-muc?{AS_CLERK}&phan=ky&nam=2024&ngay=2024-12-15")
    expect(page.get_by_text("Danh mục như đã biết đến hết ngày 15/12/2024.")).to_be_visible()
    for name in ("Lưu cách tính hạn", "Mở kỳ"):
        expect(page.get_by_role("button", name=name)).to_have_count(0)
    page.get_by_role("link", name="Xem và sửa danh mục của hôm nay").click()
    expect(page.get_by_role("button", name="Lưu cách tính hạn")).to_be_visible(timeout=PATIENCE_MS)
