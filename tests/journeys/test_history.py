"""The history of what was received: ten to a page, on a phone as on a desk."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.desk import Desk, open_screen

pytestmark = pytest.mark.browser
A_PAGE = 10
PHONE = {"width": 390, "height": 844}


def test_the_history_shows_ten_and_the_way_to_older_ones(trial: Desk, page: Page) -> None:
    page.set_viewport_size(PHONE)
    open_screen(page, trial, "nhap-bao-cao?xem-nhu=secretariat")
    rows = page.locator(".st-key-phone-history li")
    expect(rows).to_have_count(A_PAGE)
    newest = rows.first.inner_text()
    pages = page.locator(".st-key-history-page")
    pages.get_by_role("button").filter(has_text="2").first.click()
    expect(rows.first).not_to_have_text(newest)
    expect(rows).to_have_count(A_PAGE)
    assert (rows.first.bounding_box() or {"x": -1})["x"] >= 0
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
