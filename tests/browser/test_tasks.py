"""Nhiệm vụ in a browser: a bar opens its clause, a row its certificate."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.chromium import AT_REST, PATIENCE_MS

pytestmark = pytest.mark.browser


def at(page: Page, address: str) -> None:
    """Open the screen at `address` and wait until all of it is drawn: what is still to come would
    push away what one presses."""
    page.goto(address)
    expect(page.locator("h1").first).to_be_visible(timeout=PATIENCE_MS)
    page.locator(AT_REST).wait_for(timeout=PATIENCE_MS)


def test_a_bar_opens_its_clause_and_the_address_says_so(application: str, page: Page) -> None:
    at(page, f"{application}/nhiem-vu")
    bars = page.locator("[data-testid=stVegaLiteChart]").first.locator(
        "path[aria-roledescription=bar][aria-label*='II.1 ·']"
    )
    bars.first.click(timeout=PATIENCE_MS)
    expect(page).to_have_url(re.compile(r"muc-ke-hoach=II\.1"), timeout=PATIENCE_MS)
    expect(page.locator("h1").first).to_contain_text("Mục II.1")


def test_a_cell_opens_its_certificate_once(application: str, page: Page) -> None:
    at(page, f"{application}/nhiem-vu")
    matrix = page.locator("[data-testid=stVegaLiteChart]").nth(1)
    cells = matrix.locator("path[aria-roledescription^=rect]")
    expect(cells.first).to_be_attached(timeout=PATIENCE_MS)
    cells.first.click(force=True)
    drawer = page.get_by_role("dialog")
    expect(drawer).to_contain_text("Tử số", timeout=PATIENCE_MS)
    page.keyboard.press("Escape")
    expect(drawer).to_have_count(0)
    page.get_by_text("Xã, phường", exact=True).first.click()
    expect(page.get_by_text(re.compile("56 cơ quan, đơn vị")).first).to_be_visible(
        timeout=PATIENCE_MS
    )
    expect(drawer).to_have_count(0)


def test_a_phone_gets_the_list_in_place_of_the_matrix(application: str, page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    at(page, f"{application}/nhiem-vu")
    expect(page.get_by_text(re.compile("chỗ chưa chuyển động")).first).to_be_visible(
        timeout=PATIENCE_MS
    )
    expect(page.locator(".st-key-wide-only")).to_be_hidden()
