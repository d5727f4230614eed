"""A number in a picture, touched once, opens its certificate; a bar its page."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import slowed
from tests.browser.test_tasks import at
from tests.chromium import AT_REST, PATIENCE_MS

pytestmark = pytest.mark.browser
CHART = "[data-testid=stVegaLiteChart]"
BAR, NUMBER = "path[aria-roledescription=bar]", "path[aria-roledescription=point]"


def touch(page: Page, mark: Locator) -> None:
    """Press where the mark is: it may be painted with nothing."""
    expect(mark).to_be_attached(timeout=PATIENCE_MS)
    mark.scroll_into_view_if_needed()
    box = mark.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


def drawer(page: Page) -> Locator:
    return page.get_by_role("dialog")


@pytest.mark.parametrize("width", [1440, 390])
def test_the_number_at_a_bars_end_opens_its_certificate_as_often_as_it_is_touched(
    application: str, page: Page, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    at(page, f"{application}/co-quan")
    for place in (3, 3, 1):  # twice the same
        expect(page.locator(AT_REST)).to_be_visible(timeout=PATIENCE_MS)
        touch(page, page.locator(CHART).first.locator(NUMBER).nth(place))
        expect(drawer(page)).to_contain_text("Tử số", timeout=PATIENCE_MS)
        expect(drawer(page)).to_contain_text("kỳ 2026")
        page.keyboard.press("Escape")
        expect(drawer(page)).to_have_count(0)
    expect(page).not_to_have_url(re.compile("don-vi="))


@pytest.mark.parametrize("gap", [300, 500])
def test_a_second_number_pressed_while_the_first_is_answered_is_no_failure(
    application: str, page: Page, gap: int
) -> None:
    at(page, f"{application}/co-quan")
    numbers = page.locator(CHART).first.locator(NUMBER)
    expect(numbers.nth(5)).to_be_attached(timeout=PATIENCE_MS)
    places = [numbers.nth(place).bounding_box() for place in (3, 5)]
    expect(page.locator(AT_REST)).to_be_visible(timeout=PATIENCE_MS)
    with slowed(application):
        for place in places:
            assert place is not None
            page.mouse.click(place["x"] + place["width"] / 2, place["y"] + place["height"] / 2)
            page.wait_for_timeout(gap)
        page.wait_for_timeout(5000)
    expect(page.locator(AT_REST)).to_be_visible(timeout=PATIENCE_MS)
    expect(page.get_by_role("alert")).to_have_count(0)
    expect(page.locator("h1").first).to_be_visible()


def test_a_bar_opens_its_agency(application: str, page: Page) -> None:
    at(page, f"{application}/co-quan")
    bars = page.locator(CHART).first.locator(f"{BAR}[aria-label*='Sở Y tế']")
    touch(page, bars.first)
    expect(page).to_have_url(re.compile("don-vi=SYT"), timeout=PATIENCE_MS)


def test_a_bar_of_what_moved_opens_the_rows_behind_it(application: str, page: Page) -> None:
    at(page, f"{application}/?xem-nhu=leader&tu-ngay=2026-12-01")
    touch(page, page.locator(CHART).nth(1).locator(f"{BAR}[aria-label*='Báo cáo mới']").first)
    expect(drawer(page)).to_contain_text("báo cáo mới", ignore_case=True, timeout=PATIENCE_MS)


@pytest.mark.parametrize("path", ["", "qua-han"])
def test_a_bar_that_leads_nowhere_else_opens_its_certificate(
    application: str, page: Page, path: str
) -> None:
    at(page, f"{application}/{path}")
    charts = page.locator(CHART).filter(has=page.locator(BAR))
    touch(page, charts.first.locator(BAR).first)
    expect(drawer(page)).to_contain_text("Tử số", timeout=PATIENCE_MS)
