"""The short help of a screen: a question mark at the right end of the headline's first line."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_tasks import at
from tests.chromium import PATIENCE_MS

pytestmark = pytest.mark.browser
THUMB, A_LINE = 44, 40  # pixels
SCREENS = [
    # address, what its help begins with
    ("?xem-nhu=leader", "Cho biết việc thực hiện đang ở đâu"),
    ("nhap-bao-cao?xem-nhu=secretariat", "Để nhận báo cáo của các đơn vị"),
]


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize(("path", "purpose"), SCREENS)
def test_the_help_stands_beside_the_headline_and_opens(
    application: str, page: Page, path: str, purpose: str, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    at(page, f"{application}/{path}")
    mark = page.get_by_role("button", name="Trợ giúp", exact=True)
    expect(mark).to_be_visible(timeout=PATIENCE_MS)
    box, title = mark.bounding_box(), page.locator("h1").bounding_box()
    assert box is not None
    assert title is not None
    assert min(box["width"], box["height"]) >= THUMB
    assert abs(box["y"] + box["height"] / 2 - title["y"] - A_LINE / 2) < A_LINE / 4
    assert box["x"] + box["width"] > width * 0.9
    assert title["width"] > width * 0.8
    mark.click()
    expect(page.get_by_test_id("stPopoverBody").get_by_text(purpose)).to_be_visible()
    page.keyboard.press("Escape")
    page.emulate_media(media="print")
    expect(mark).to_be_hidden()
